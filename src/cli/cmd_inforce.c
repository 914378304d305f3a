/* cmd_inforce.c - septel inforce: which messages still stand. */
#include "../base/date.h"
#include "commands.h"
#include "query_at.h"
#include "safe.h"

#include <stdio.h>

enum { OPT_JSON = GRAPH_OPTIONS, OPT_ENDED };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"json", OPTION_FLAG, NULL, "one JSON object a message, one line each"},
	{"ended", OPTION_FLAG, NULL, "those that no longer stand, and what ended them"},
};

static bool is_ended(const struct citing_list *citing)
{
	for (size_t i = 0; i < citing->count; i++)
		if (citing->at[i].link != CITATION_REFERS)
			return true;
	return false;
}

static void print_json(struct graph_session *session, const struct message_row *row,
		       const struct citing_list *citing)
{
	char time[TIME_TEXT_SIZE];
	struct printer printer;
	printer_init(&printer, &session->out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "id");
	printer_string(&printer, row->id);
	printer_key(&printer, "dtg");
	printer_string_or_null(&printer, septel_view_of(septel__time_text(row->dtg, time)));
	printer_key(&printer, "from");
	printer_string_or_null(&printer, row->sender);
	printer_key(&printer, "subject");
	printer_string_or_null(&printer, graph_subject(session, row));
	printer_key(&printer, "ended_by");
	printer_begin_list(&printer);
	for (size_t i = 0; i < citing->count; i++) {
		if (citing->at[i].link == CITATION_REFERS)
			continue;
		printer_begin_map(&printer);
		printer_key(&printer, "id");
		printer_string(&printer, citing->at[i].id);
		printer_key(&printer, "link");
		printer_string(&printer, septel_view_of(septel__link_name(citing->at[i].link)));
		printer_end_map(&printer);
	}
	printer_end_list(&printer);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static void print_text(struct graph_session *session, const struct message_row *row,
		       const struct citing_list *citing)
{
	char time[TIME_TEXT_SIZE];
	struct septel_out *out = &session->out;
	print_safely(out, row->id);
	septel__out_repeat(out, ' ', row->id.len < 20 ? 20 - row->id.len : 1);
	septel__out_format(out, "%-17s  ", septel__time_text(row->dtg, time));
	print_safely(out, graph_subject(session, row));
	septel__out_byte(out, '\n');
	for (size_t i = 0; i < citing->count; i++)
		if (citing->at[i].link != CITATION_REFERS)
			septel__out_format(out, "    %.*s %s it\n", VIEW_FORMAT(citing->at[i].id),
					   septel__link_name(citing->at[i].link));
}

static bool print_hit(struct graph_session *session, uint32_t number, struct septel_arena *arena)
{
	struct message_row row;
	struct citing_list citing;
	if (septel__message_row(session->archive, number, &row, arena) != LOOKUP_FOUND ||
	    !septel__graph_cited_by(&session->graph, row.id, &citing, arena))
		return false;
	if (is_ended(&citing) != (session->invocation->options[OPT_ENDED].text != NULL))
		return true;
	if (session->invocation->options[OPT_JSON].text)
		print_json(session, &row, &citing);
	else
		print_text(session, &row, &citing);
	return true;
}

static int answer(struct graph_session *session)
{
	struct search *search;
	size_t count;
	int status = query_search(session, &search);
	if (status != EXIT_DONE)
		return status;
	struct septel_arena *arena = septel_arena_new(0);
	const struct search_hit *hits =
		septel__search_page(search, 0, septel__search_count(search), &count);
	if (!arena)
		status = EXIT_INVALID;
	for (size_t i = 0; status == EXIT_DONE && i < count; i++) {
		septel_arena_reset(arena);
		if (!print_hit(session, hits[i].number, arena))
			status = graph_failed(session);
	}
	septel_arena_free(arena);
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
		 "A day on which a message ends itself is not looked at.",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel inforce profile:navy",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_inforce,
};
