/* cmd_inforce.c - septel inforce: which messages still stand. */
#include "../base/date.h"
#include "commands.h"
#include "query_at.h"
#include "safe.h"

#include <stdio.h>
#include <time.h>

enum { OPT_JSON = GRAPH_OPTIONS, OPT_ENDED, OPT_ON };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"json", OPTION_FLAG, NULL, "one JSON object a message, one line each"},
	{"ended", OPTION_FLAG, NULL, "those that no longer stand, and what ended them"},
	{"on", OPTION_TEXT, "DATE", "as of a day (2010-09-30); today where it is not given"},
};

#define MINUTES_OF_DAY 1440

/* A message that was found, and what ended it by the day asked for. */
struct standing {
	struct message_row row;
	struct citing_list enders;
	struct septel_time own_end; /* whenever that is */
	bool ends_itself;           /* by that day */
};

/* Days since 1970 of the day asked for; false, told on stderr, where it is none. */
static bool read_day(const struct invocation *invocation, long *day)
{
	const char *given = invocation->options[OPT_ON].text;
	struct septel_time time_given;
	*day = (long)(time(NULL) / 60 / MINUTES_OF_DAY);
	if (!given)
		return true;
	if (!septel__time_read(septel_view_of(given), &time_given)) {
		complain("septel inforce: --on: %s is no day; a day is written 2010-09-30", given);
		return false;
	}
	*day = septel__day_number(time_given);
	return true;
}

/* What was sent by the end of that day; true where it has no date. */
static bool is_sent(int32_t minute, long day)
{
	return minute < (day + 1) * MINUTES_OF_DAY;
}

static void keep_enders(struct citing_list *citing, long day)
{
	size_t kept = 0;
	for (size_t i = 0; i < citing->count; i++)
		if (citing->at[i].link != CITATION_REFERS && is_sent(citing->at[i].minute, day))
			citing->at[kept++] = citing->at[i];
	citing->count = kept;
}

static bool read_standing(struct graph_session *session, uint32_t number, long day,
			  struct standing *standing, struct septel_arena *arena)
{
	if (septel__message_row(session->archive, number, &standing->row, arena) != LOOKUP_FOUND ||
	    !septel__graph_cited_by(&session->graph, standing->row.id, &standing->enders, arena) ||
	    !septel__graph_own_end(&session->graph, number, &standing->own_end))
		return false;
	keep_enders(&standing->enders, day);
	standing->ends_itself =
		septel__has_time(standing->own_end) && septel__day_number(standing->own_end) <= day;
	return true;
}

static void print_json(struct graph_session *session, const struct standing *standing)
{
	char time[TIME_TEXT_SIZE];
	struct printer printer;
	printer_init(&printer, &session->out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "id");
	printer_string(&printer, standing->row.id);
	printer_key(&printer, "dtg");
	printer_string_or_null(&printer,
			       septel_view_of(septel__time_text(standing->row.dtg, time)));
	printer_key(&printer, "from");
	printer_string_or_null(&printer, standing->row.sender);
	printer_key(&printer, "subject");
	printer_string_or_null(&printer, graph_subject(session, &standing->row));
	printer_key(&printer, "ends");
	printer_string_or_null(&printer,
			       septel_view_of(septel__time_text(standing->own_end, time)));
	printer_key(&printer, "ended_by");
	printer_begin_list(&printer);
	for (size_t i = 0; i < standing->enders.count; i++) {
		const struct citing *ender = &standing->enders.at[i];
		printer_begin_map(&printer);
		printer_key(&printer, "id");
		printer_string(&printer, ender->id);
		printer_key(&printer, "link");
		printer_string(&printer, septel_view_of(septel__link_name(ender->link)));
		printer_end_map(&printer);
	}
	printer_end_list(&printer);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static void print_text(struct graph_session *session, const struct standing *standing)
{
	char time[TIME_TEXT_SIZE];
	struct septel_out *out = &session->out;
	const struct message_row *row = &standing->row;
	print_safely(out, row->id);
	septel__out_repeat(out, ' ', row->id.len < 20 ? 20 - row->id.len : 1);
	septel__out_format(out, "%-17s  ", septel__time_text(row->dtg, time));
	print_safely(out, graph_subject(session, row));
	septel__out_byte(out, '\n');
	for (size_t i = 0; i < standing->enders.count; i++)
		septel__out_format(out, "    %.*s %s it\n", VIEW_FORMAT(standing->enders.at[i].id),
				   septel__link_name(standing->enders.at[i].link));
	if (standing->ends_itself)
		septel__out_format(out, "    ended %s by its own word\n",
				   septel__time_text(standing->own_end, time));
}

static bool print_hit(struct graph_session *session, uint32_t number, long day,
		      struct septel_arena *arena)
{
	struct standing standing;
	if (!read_standing(session, number, day, &standing, arena))
		return false;
	const struct septel_time sent = standing.row.dtg;
	const bool ended = standing.enders.count != 0 || standing.ends_itself;
	if (ended != (session->invocation->options[OPT_ENDED].text != NULL) ||
	    (septel__has_time(sent) && septel__day_number(sent) > day))
		return true;
	if (session->invocation->options[OPT_JSON].text)
		print_json(session, &standing);
	else
		print_text(session, &standing);
	return true;
}

static int print_hits(struct graph_session *session, const struct search_hit *hits, size_t count,
		      long day)
{
	struct septel_arena *arena = septel_arena_new(0);
	int status = arena && hits ? EXIT_DONE : graph_failed(session);
	for (size_t i = 0; arena && hits && status == EXIT_DONE && i < count; i++) {
		septel_arena_reset(arena);
		if (!print_hit(session, hits[i].number, day, arena))
			status = graph_failed(session);
	}
	septel_arena_free(arena);
	return status;
}

static int answer(struct graph_session *session)
{
	struct search *search;
	size_t count;
	long day;
	if (!read_day(session->invocation, &day))
		return EXIT_INVALID;
	int status = query_search(session, &search);
	if (status != EXIT_DONE)
		return status;
	const struct search_hit *hits =
		septel__search_page(search, 0, septel__search_count(search), &count);
	status = print_hits(session, hits, count, day);
	septel__search_free(search);
	return status;
}

static int run_inforce(const struct invocation *invocation)
{
	return graph_run(invocation, answer);
}

const struct command COMMAND_INFORCE = {
	.name = "inforce",
	.summary = "Which of the messages found still stand",
	.arguments = "QUERY",
	.least = 1,
	.about = "Those that no message cancels or supersedes as a whole, newest first.\n"
		 "Nor did they end by their own word (\"THIS NAVADMIN IS CANCELLED ON 30 SEP "
		 "10\"): from\n"
		 "the day named on, a message no longer stands. With --on nothing counts that was "
		 "sent\n"
		 "after that day.",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel inforce profile:navy",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_inforce,
};
