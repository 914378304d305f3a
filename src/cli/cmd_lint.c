/* cmd_lint.c - septel lint: what is wrong, in the form that editors jump to. */
#include "../base/places.h"
#include "commands.h"
#include "printer.h"
#include "run.h"
#include "safe.h"

#include <septel/lint.h>
#include <stdio.h>

enum { OPT_COMPOSE, OPT_JSON, OPT_NOTES };

static const struct option OPTIONS[] = {
	{"compose", OPTION_FLAG, NULL, "as for a message to be sent: breaches are errors"},
	{"json", OPTION_FLAG, NULL, "one JSON object a finding, one line each"},
	{"notes", OPTION_FLAG, NULL, "notes as well, not only warnings and errors"},
};

struct lint_run {
	enum septel_lint_mode mode;
	bool json, notes;
	struct septel_seen *seen;
};

static void print_json(struct septel_out *out, const struct septel_diagnostic *diagnostic,
		       struct septel_view path, struct septel_position at)
{
	struct printer printer;
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "file");
	printer_string(&printer, path);
	printer_key(&printer, "line");
	printer_number(&printer, at.line);
	printer_key(&printer, "column");
	printer_number(&printer, at.column);
	printer_key(&printer, "severity");
	printer_string(&printer, septel_view_of(septel_severity_name(diagnostic->severity)));
	printer_key(&printer, "text");
	printer_string(&printer, diagnostic->text);
	printer_key(&printer, "code");
	printer_string(&printer, septel_view_of(diagnostic->code));
	printer_key(&printer, "fix");
	if (diagnostic->has_fix)
		printer_string(&printer, diagnostic->fix);
	else
		printer_null(&printer);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static bool check(struct worker *worker, const struct septel_message *message,
		  const struct corpus_item *item, struct septel_out *out)
{
	const struct run *run = worker->command;
	const struct lint_run *lint = run->command;
	struct septel_diagnostics found;
	if (septel_lint(&found, message, lint->mode, lint->seen, worker->arena) != SEPTEL_OK)
		return worker_pass_over(worker, item);
	struct place_walk walk;
	septel__place_walk_init(&walk, message->raw, item->verbatim ? item->line : 1);
	for (size_t i = 0; i < found.count; i++) {
		const struct septel_diagnostic *diagnostic = &found.at[i];
		worker->counts.complaints += diagnostic->severity >= SEPTEL_WARNING;
		if (diagnostic->severity < SEPTEL_WARNING && !lint->notes)
			continue;
		const struct septel_position at =
			septel__place_walk_to(&walk, diagnostic->at.offset);
		if (lint->json) {
			print_json(out, diagnostic, item->path, at);
			continue;
		}
		print_safely(out, item->path);
		septel__out_format(out, ":%u:%u: %s: ", at.line, at.column,
				   septel_severity_name(diagnostic->severity));
		print_safely(out, diagnostic->text);
		septel__out_format(out, " [%s]\n", diagnostic->code);
	}
	return !out->failed;
}

static int run_lint(const struct invocation *invocation)
{
	struct lint_run lint = {
		.mode = invocation->options[OPT_COMPOSE].text ? SEPTEL_LINT_COMPOSE
							      : SEPTEL_LINT_RECEIVE,
		.json = invocation->options[OPT_JSON].text != NULL,
		.notes = invocation->options[OPT_NOTES].text != NULL,
		.seen = septel_seen_new(),
	};
	/* What was here before depends on the order: one thread. */
	struct run run = {.work = check, .command = &lint, .threads = 1};
	const int status = run_messages(&run, invocation);
	septel_seen_free(lint.seen);
	if (status != EXIT_DONE)
		return status;
	return run.counts.complaints ? EXIT_NOT_SO : EXIT_DONE;
}

const struct command COMMAND_LINT = {
	.name = "lint",
	.summary = "Check messages against the rules of the format",
	.arguments = "FILE...",
	.least = 1,
	.about = "Prints file:line:column: severity: text [code] for each finding: what the\n"
		 "reading found doubtful, the rules V01 to V30 (septel rules lists them), and\n"
		 "contradictions in what the message says.",
	.not_so = "a warning or an error was found",
	.example = "septel lint samples/08BAGHDAD3796.txt",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_lint,
};

static int run_rules(const struct invocation *invocation)
{
	(void)invocation;
	size_t count;
	const struct septel_rule *rules = septel_rules(&count);
	for (size_t i = 0; i < count; i++)
		printf("%s\t%s\t%s\t%s\n", rules[i].code,
		       rules[i].receive == SEPTEL_RULE_OFF
			       ? "-"
			       : septel_severity_name((enum septel_severity)rules[i].receive),
		       rules[i].compose == SEPTEL_RULE_OFF
			       ? "-"
			       : septel_severity_name((enum septel_severity)rules[i].compose),
		       rules[i].demand);
	return EXIT_DONE;
}

const struct command COMMAND_RULES = {
	.name = "rules",
	.summary = "List the rules that lint checks",
	.arguments = "",
	.about = "One rule a line: code, severity on receipt, severity when composing, what\n"
		 "it demands, tab separated; \"-\" where a rule does not apply.",
	.example = "septel rules",
	.run = run_rules,
};
