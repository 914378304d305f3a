/* cmd_repair.c - septel repair: the clean text, the difference, the list. */
#include "../base/places.h"
#include "commands.h"
#include "diff.h"
#include "printer.h"
#include "run.h"
#include "safe.h"

#include <stdio.h>

enum { OPT_DIFF, OPT_LIST };

static const struct option OPTIONS[] = {
	{"diff", OPTION_FLAG, NULL, "a unified diff, which patch applies"},
	{"list", OPTION_FLAG, NULL, "one repair a line: file:line:column: kind: was -> now"},
};

static bool print_text(struct worker *worker, const struct septel_message *message,
		       const struct corpus_item *item, struct septel_out *out)
{
	(void)worker;
	(void)item;
	septel__out_view(out, message->text);
	return !out->failed;
}

static bool print_list(struct worker *worker, const struct septel_message *message,
		       const struct corpus_item *item, struct septel_out *out)
{
	struct place_walk walk;
	(void)worker;
	septel__place_walk_init(&walk, message->raw, item->verbatim ? item->line : 1);
	for (size_t i = 0; i < message->repairs.count; i++) {
		const struct septel_repair *repair = &message->repairs.at[i];
		const struct septel_position at = septel__place_walk_to(&walk, repair->at.offset);
		struct printer quoted;
		print_safely(out, item->path);
		septel__out_format(out, ":%u:%u: %s: ", at.line, at.column, repair->kind);
		/* Strings in JSON's form: one line, whatever is in them. */
		printer_init(&quoted, out, true);
		printer_string(&quoted,
			       septel__slice(message->raw, repair->at.offset,
					     (size_t)repair->at.offset + repair->at.length));
		septel__out_string(out, " -> ");
		printer_init(&quoted, out, true);
		printer_string(&quoted, repair->now);
		septel__out_byte(out, '\n');
	}
	return !out->failed;
}

static bool print_diff(struct worker *worker, const struct septel_message *message,
		       const struct corpus_item *item, struct septel_out *out)
{
	const struct run *run = worker->command;
	return diff_add(out, run->command, message, item) && !out->failed;
}

/* A diff needs the messages of a file in order: one thread. */
static int run_diff(const struct invocation *invocation)
{
	struct diff diff;
	struct septel_out rest;
	diff_init(&diff);
	struct run run = {.work = print_diff, .command = &diff, .threads = 1};
	const int status = run_messages(&run, invocation);
	septel__out_init(&rest, NULL, 0);
	diff_finish(&rest, &diff);
	if (rest.length)
		(void)fwrite(rest.data, 1, rest.length, stdout); /* main looks at ferror */
	const bool complete = !rest.failed;
	septel__out_release(&rest);
	diff_release(&diff);
	if (!complete)
		complain("septel repair: out of memory");
	return complete ? status : EXIT_INVALID;
}

static int run_repair(const struct invocation *invocation)
{
	if (!command_excludes(invocation, OPT_DIFF, OPT_LIST))
		return EXIT_INVALID;
	if (invocation->options[OPT_DIFF].text)
		return run_diff(invocation);
	struct run run = {.work = invocation->options[OPT_LIST].text ? print_list : print_text};
	return run_messages(&run, invocation);
}

const struct command COMMAND_REPAIR = {
	.name = "repair",
	.summary = "Mend what is provable and print the clean text",
	.arguments = "FILE...",
	.least = 1,
	.about = "Prints each message with every provable repair applied: repeated lines,\n"
		 "page and section markers, web anchors, stamps, misspelt keywords and the\n"
		 "rest of septel-format(5). What is only likely is left alone (see septel\n"
		 "lint). Repairing a repaired message changes nothing.",
	.example = "septel repair --list samples/08BAGHDAD3796.txt",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_repair,
};
