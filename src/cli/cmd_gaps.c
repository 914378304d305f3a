/* cmd_gaps.c - septel gaps: what an archive does not hold. */
#include "../archive/gaps.h"
#include "../archive/serials.h"
#include "commands.h"
#include "graph_at.h"
#include "safe.h"

#include <stdio.h>

enum { OPT_JSON = GRAPH_OPTIONS, OPT_SERIALS };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"json", OPTION_FLAG, NULL, "JSON objects, one line each"},
	{"serials", OPTION_FLAG, NULL, "holes in the yearly numbering of each station"},
};

static void print_gap(struct graph_session *session, const struct gap *gap)
{
	struct printer printer;
	if (!session->invocation->options[OPT_JSON].text) {
		print_safely(&session->out, gap->id);
		septel__out_format(&session->out, "\t%u\n", gap->citations);
		return;
	}
	printer_init(&printer, &session->out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "id");
	printer_string(&printer, gap->id);
	printer_key(&printer, "citations");
	printer_number(&printer, gap->citations);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static bool print_hole(const struct serial_hole *hole, void *context)
{
	struct graph_session *session = context;
	const int missing = hole->last - hole->first + 1;
	struct printer printer;
	if (!session->invocation->options[OPT_JSON].text) {
		print_safely(&session->out, hole->station);
		septel__out_format(&session->out, "\t%d\t%d", hole->year, hole->first);
		if (missing > 1)
			septel__out_format(&session->out, "-%d", hole->last);
		septel__out_format(&session->out, "\t%d\n", missing);
		return true;
	}
	printer_init(&printer, &session->out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "station");
	printer_string(&printer, hole->station);
	printer_key(&printer, "year");
	printer_number(&printer, hole->year);
	printer_key(&printer, "first");
	printer_number(&printer, hole->first);
	printer_key(&printer, "last");
	printer_number(&printer, hole->last);
	printer_key(&printer, "missing");
	printer_number(&printer, missing);
	printer_end_map(&printer);
	printer_end_record(&printer);
	return true;
}

static int answer(struct graph_session *session)
{
	struct gaps gaps;
	if (session->invocation->options[OPT_SERIALS].text)
		return septel__serials_holes(&session->graph, print_hole, session, session->arena)
			       ? EXIT_DONE
			       : graph_failed(session);
	if (!septel__gaps_read(&session->graph, &gaps, session->arena))
		return graph_failed(session);
	for (size_t i = 0; i < gaps.count; i++)
		print_gap(session, &gaps.at[i]);
	return EXIT_DONE;
}

static int run_gaps(const struct invocation *invocation)
{
	return graph_run(invocation, answer);
}

const struct command COMMAND_GAPS = {
	.name = "gaps",
	.summary = "Messages cited but not held",
	.arguments = "",
	.about = "Each with the number of messages that cite it, most cited first. With\n"
		 "--serials: station, year, numbers and how many they are, up to the highest\n"
		 "number held.",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel gaps",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_gaps,
};
