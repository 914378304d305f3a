/* cmd_refs.c - septel refs: what a message cites, and what cites it. */
#include "../base/date.h"
#include "commands.h"
#include "graph_at.h"
#include "safe.h"

#include <stdio.h>

enum { OPT_JSON = GRAPH_OPTIONS };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"json", OPTION_FLAG, NULL, "one JSON object"},
};

struct found {
	struct septel_view id;
	uint32_t number; /* 0: not held */
	struct cited_list cites;
	struct citing_list cited_by;
};

/* ---- JSON ---------------------------------------------------------------------- */

static void print_cited(struct printer *printer, const struct cited *cited)
{
	char time[TIME_TEXT_SIZE];
	const struct citation *citation = &cited->citation;
	printer_begin_map(printer);
	printer_key(printer, "letter");
	printer_string_or_null(printer, citation->letter);
	printer_key(printer, "id");
	printer_string_or_null(printer, cited->id);
	printer_key(printer, "text");
	printer_words(printer, citation->text);
	printer_key(printer, "held");
	printer_bool(printer, cited->number != 0);
	printer_key(printer, "kind");
	printer_string(printer, septel_view_of(septel_reference_kind_name(
					(enum septel_reference_kind)citation->kind)));
	printer_key(printer, "from");
	printer_string_or_null(printer, citation->sender);
	printer_key(printer, "dtg");
	printer_string_or_null(printer,
			       septel_view_of(septel__time_text(
				       septel__time_of_minute(citation->minute, false), time)));
	printer_key(printer, "by_dtg");
	printer_bool(printer, cited->by_time);
	printer_key(printer, "year_inferred");
	printer_bool(printer, cited->year_inferred);
	printer_key(printer, "found_by_dtg");
	printer_string_or_null(printer, cited->at_time);
	printer_key(printer, "disagrees");
	printer_string_or_null(printer,
			       septel__cited_disagrees(cited) ? cited->at_time : VIEW_LITERAL(""));
	printer_end_map(printer);
}

/* The messages that this one cancels or supersedes. */
static void print_ended(struct printer *printer, const struct found *found, enum citation_link link)
{
	printer_begin_list(printer);
	for (size_t i = 0; i < found->cites.count; i++)
		if (found->cites.at[i].citation.link == link && found->cites.at[i].id.len)
			printer_string(printer, found->cites.at[i].id);
	printer_end_list(printer);
}

static void print_enders(struct printer *printer, const struct found *found,
			 enum citation_link link)
{
	printer_begin_list(printer);
	for (size_t i = 0; i < found->cited_by.count; i++)
		if (found->cited_by.at[i].link == link)
			printer_string(printer, found->cited_by.at[i].id);
	printer_end_list(printer);
}

static void print_citing(struct printer *printer, const struct found *found)
{
	const struct citing *at = found->cited_by.at;
	printer_begin_list(printer);
	for (size_t i = 0; i < found->cited_by.count; i++)
		if (!at[i].in_text)
			printer_string(printer, at[i].id);
	printer_end_list(printer);
}

static void print_json(struct graph_session *session, const struct found *found)
{
	struct printer printer;
	printer_init(&printer, &session->out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "id");
	printer_string(&printer, found->id);
	printer_key(&printer, "held");
	printer_bool(&printer, found->number != 0);
	printer_key(&printer, "cites");
	printer_begin_list(&printer);
	for (size_t i = 0; i < found->cites.count; i++)
		if (!found->cites.at[i].citation.in_text)
			print_cited(&printer, &found->cites.at[i]);
	printer_end_list(&printer);
	printer_key(&printer, "cited_by");
	print_citing(&printer, found);
	printer_key(&printer, "cancels");
	print_ended(&printer, found, CITATION_CANCELS);
	printer_key(&printer, "supersedes");
	print_ended(&printer, found, CITATION_SUPERSEDES);
	printer_key(&printer, "cancelled_by");
	print_enders(&printer, found, CITATION_CANCELS);
	printer_key(&printer, "superseded_by");
	print_enders(&printer, found, CITATION_SUPERSEDES);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

/* ---- text ---------------------------------------------------------------------- */

static void write_cited(struct septel_out *out, const struct cited *cited)
{
	const struct citation *citation = &cited->citation;
	const struct septel_view id = cited->id.len ? cited->id : VIEW_LITERAL("-");
	septel__out_format(out, "  %-3.*s ", VIEW_FORMAT(citation->letter));
	print_safely(out, id);
	septel__out_repeat(out, ' ', id.len < 20 ? 20 - id.len : 1);
	septel__out_string(out, cited->number ? "held      " : "not held  ");
	if (citation->in_text)
		septel__out_format(out, "%s it", septel__link_name(citation->link));
	else
		print_safely(out, citation->text);
	if (cited->year_inferred)
		septel__out_string(out, " (of the year before: the station had not come so far)");
	if (cited->by_time)
		septel__out_string(out, " (found by sender and date-time group)");
	if (septel__cited_disagrees(cited)) {
		septel__out_string(out, " (its date-time group is that of ");
		print_safely(out, cited->at_time);
		septel__out_byte(out, ')');
	}
	septel__out_byte(out, '\n');
}

static void print_text(struct graph_session *session, const struct found *found)
{
	struct septel_out *out = &session->out;
	struct message_row row;
	print_safely(out, found->id);
	if (found->number && septel__message_row(session->archive, found->number, &row,
						 session->arena) == LOOKUP_FOUND) {
		char time[TIME_TEXT_SIZE];
		septel__out_format(out, "  %s  ", septel__time_text(row.dtg, time));
		print_safely(out, graph_subject(session, &row));
	} else {
		septel__out_string(out, "  (not held)");
	}
	septel__out_format(out, "\ncites:%s\n", found->cites.count ? "" : " nothing");
	for (size_t i = 0; i < found->cites.count; i++)
		write_cited(out, &found->cites.at[i]);
	septel__out_format(out, "cited by:%s\n", found->cited_by.count ? "" : " nothing");
	for (size_t i = 0; i < found->cited_by.count; i++) {
		septel__out_string(out, "  ");
		print_safely(out, found->cited_by.at[i].id);
		if (found->cited_by.at[i].link != CITATION_REFERS)
			septel__out_format(out, "  %s it",
					   septel__link_name(found->cited_by.at[i].link));
		septel__out_byte(out, '\n');
	}
}

/* A number and a date-time group that name two messages. */
static void tell_disagreements(const struct found *found)
{
	for (size_t i = 0; i < found->cites.count; i++) {
		const struct cited *cited = &found->cites.at[i];
		if (septel__cited_disagrees(cited) && !cited->citation.in_text)
			fprintf(stderr,
				"septel refs: %.*s: reference %.*s: its number is %.*s, but its "
				"date-time group is that of %.*s\n",
				VIEW_FORMAT(found->id), VIEW_FORMAT(cited->citation.letter),
				VIEW_FORMAT(cited->id), VIEW_FORMAT(cited->at_time));
	}
}

static int answer(struct graph_session *session)
{
	const struct invocation *invocation = session->invocation;
	struct found found = {.id = graph_id(session, invocation->arguments[0])};
	if (septel__graph_find(&session->graph, found.id, &found.number) == LOOKUP_FAILED ||
	    (found.number &&
	     !septel__graph_cites(&session->graph, found.number, &found.cites, session->arena)) ||
	    !septel__graph_cited_by(&session->graph, found.id, &found.cited_by, session->arena))
		return graph_failed(session);
	if (!found.number && found.cited_by.count == 0) {
		fprintf(stderr, "septel refs: %s is not held, and nothing that is held cites it\n",
			invocation->arguments[0]);
		return EXIT_NOT_SO;
	}
	if (invocation->options[OPT_JSON].text)
		print_json(session, &found);
	else
		print_text(session, &found);
	tell_disagreements(&found);
	return EXIT_DONE;
}

static int run_refs(const struct invocation *invocation)
{
	return graph_run(invocation, answer);
}

const struct command COMMAND_REFS = {
	.name = "refs",
	.summary = "What a message cites and what cites it",
	.arguments = "ID",
	.least = 1,
	.about = "A message that is not held is shown by those that cite it. A reference that\n"
		 "names no number is followed by its sender and date-time group.",
	.not_so = "the message is neither held nor cited",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel refs 08BAGHDAD2658",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_refs,
};
