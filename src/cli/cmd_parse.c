/* cmd_parse.c - septel parse: messages as JSON, as a page for people, as counts. */
#include "commands.h"
#include "message_print.h"
#include "message_view.h"
#include "run.h"
#include "safe.h"

#include <inttypes.h>
#include <stdio.h>

enum { OPT_JSON, OPT_SUMMARY, OPT_YEAR, OPT_ID, OPT_COLOR };

static const struct option OPTIONS[] = {
	{"json", OPTION_FLAG, NULL, "one JSON object a message, one line each"},
	{"summary", OPTION_FLAG, NULL, "counts of all inputs together, on one line"},
	{"year", OPTION_YEAR, "YEAR", "the year of a message whose date-time group is absent"},
	{"id", OPTION_TEXT, "ID", "the message's own number, where the text lacks it"},
	{"color", OPTION_CHOICE, "auto|always|never",
	 "colour in the page for people (default: auto)"},
};

static bool print_json(struct worker *worker, const struct septel_message *message,
		       const struct corpus_item *item, struct septel_out *out)
{
	struct printer printer;
	printer_init(&printer, out, true);
	message_print(&printer, message, item, worker->arena);
	return !out->failed;
}

static bool print_page(struct worker *worker, const struct septel_message *message,
		       const struct corpus_item *item, struct septel_out *out)
{
	const struct run *run = worker->command;
	message_view(out, message, item, run->command);
	return !out->failed;
}

static bool count_only(struct worker *worker, const struct septel_message *message,
		       const struct corpus_item *item, struct septel_out *out)
{
	(void)worker;
	(void)message;
	(void)item;
	(void)out;
	return true;
}

static void print_summary(const struct counts *counts)
{
	printf("%" PRIu64 " messages, %" PRIu64 " bytes", counts->messages, counts->bytes);
	for (int profile = 0; profile <= SEPTEL_PROFILE_ACP127; profile++)
		if (counts->profiles[profile])
			printf(", %s %" PRIu64, septel_profile_name((enum septel_profile)profile),
			       counts->profiles[profile]);
	printf(", repairs %" PRIu64 ", diagnostics %" PRIu64 ", explained %.1f %%\n",
	       counts->repairs, counts->diagnostics,
	       counts->bytes ? 100.0 * (double)counts->explained / (double)counts->bytes : 100.0);
}

static int run_parse(const struct invocation *invocation)
{
	const struct option_value *options = invocation->options;
	struct view_style style = view_style_for(options[OPT_COLOR].text);
	struct run run = {.work = options[OPT_SUMMARY].text ? count_only
				  : options[OPT_JSON].text  ? print_json
							    : print_page,
			  .command = &style};
	if (!command_excludes(invocation, OPT_JSON, OPT_SUMMARY))
		return EXIT_INVALID;
	run.options.year = (int)options[OPT_YEAR].number;
	if (options[OPT_ID].text)
		run.options.id = septel_view_of(options[OPT_ID].text);
	const int status = run_messages(&run, invocation);
	if (options[OPT_SUMMARY].text)
		print_summary(&run.counts);
	return status;
}

const struct command COMMAND_PARSE = {
	.name = "parse",
	.summary = "Read record messages and show what they say",
	.arguments = "FILE...",
	.least = 1,
	.about = "Reads every message of the files, folders, archives, CSV dumps, mailboxes\n"
		 "and JSON lines named (\"-\" is standard input). Without options a page for\n"
		 "people: who to whom, when, how urgent, the text by paragraphs, what was\n"
		 "repaired and where. --json gives all fields (septel-format(5)). Good inputs\n"
		 "are read even if others are bad; the exit code is 2 then.",
	.example = "septel parse samples/08BAGHDAD3796.txt",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_parse,
};
