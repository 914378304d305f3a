/* cmd_coverage.c - septel coverage: what is held of each station, month by month. */
#include "commands.h"
#include "coverage_svg.h"
#include "graph_at.h"
#include "safe.h"

#include <stdio.h>

enum { OPT_TO = GRAPH_OPTIONS, OPT_JSON };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"to", OPTION_CHOICE, "text|svg", "what to print (default: text)"},
	{"json", OPTION_FLAG, NULL, "one JSON object a station and year, one line each"},
};

/* Columns of a station's name, eighths of a bar. */
enum { NAME_COLUMNS = 24, STEPS = 8 };

static const char *const BARS[STEPS + 1] = {"\u00b7", "\u2581", "\u2582", "\u2583", "\u2584",
					    "\u2585", "\u2586", "\u2587", "\u2588"};

static void print_row(struct septel_out *out, const struct coverage_year *row, uint32_t most)
{
	const size_t columns = print_safely(out, row->station);
	septel__out_repeat(out, ' ', columns < NAME_COLUMNS ? NAME_COLUMNS - columns : 1);
	septel__out_format(out, "%4d  ", row->year);
	for (int month = 0; month < 12; month++) {
		const uint64_t count = row->months[month];
		septel__out_string(out, BARS[count ? 1 + (count - 1) * STEPS / most : 0]);
	}
	septel__out_format(out, "  %u\n", row->total);
}

static void print_text(struct septel_out *out, const struct coverage *coverage)
{
	if (coverage->count)
		septel__out_format(out, "%-*s      JFMAMJJASOND  (a full bar: %u a month)\n",
				   NAME_COLUMNS, "", coverage->most);
	for (size_t i = 0; i < coverage->count; i++)
		print_row(out, &coverage->at[i], coverage->most);
	if (coverage->undated)
		septel__out_format(out, "without a date-time group: %u\n", coverage->undated);
}

static void print_json(struct septel_out *out, const struct coverage_year *row)
{
	struct printer printer;
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "station");
	printer_string(&printer, row->station);
	printer_key(&printer, "year");
	printer_number(&printer, row->year);
	printer_key(&printer, "months");
	printer_begin_list(&printer);
	for (int month = 0; month < 12; month++)
		printer_number(&printer, row->months[month]);
	printer_end_list(&printer);
	printer_key(&printer, "total");
	printer_number(&printer, row->total);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static int answer(struct graph_session *session)
{
	const struct option_value *options = session->invocation->options;
	struct coverage coverage;
	if (!septel__coverage_read(&session->graph, &coverage, session->arena))
		return graph_failed(session);
	if (options[OPT_TO].text && *options[OPT_TO].text == 's')
		coverage_svg(&session->out, &coverage);
	else if (!options[OPT_JSON].text)
		print_text(&session->out, &coverage);
	else
		for (size_t i = 0; i < coverage.count; i++)
			print_json(&session->out, &coverage.at[i]);
	return EXIT_DONE;
}

static int run_coverage(const struct invocation *invocation)
{
	return command_excludes(invocation, OPT_TO, OPT_JSON) ? graph_run(invocation, answer)
							      : EXIT_INVALID;
}

const struct command COMMAND_COVERAGE = {
	.name = "coverage",
	.summary = "What is held of each station, month by month",
	.arguments = "",
	.about = "A chart for the terminal, or a picture (SVG) that stands by itself and says\n"
		 "each number in words. A message without number counts for its sender.",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel coverage",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_coverage,
};
