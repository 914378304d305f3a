/* cmd_compose.c - septel compose: a draft, or the JSON of parse, ready to send. */
#include "../base/limits.h"
#include "commands.h"
#include "draft_json.h"
#include "safe.h"
#include "tell.h"

#include <septel/compose.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { OPT_WHOLE, OPT_WIRE };

static const struct option OPTIONS[] = {
	{"whole", OPTION_FLAG, NULL, "one message however long, not sections"},
	{"wire", OPTION_FLAG, NULL, "CR CR LF, pages and endings of a circuit"},
};

struct compose_run {
	struct septel_compose_options options;
	struct septel_arena *arena;
	const char *path;
};

static struct septel_time now(void)
{
	const time_t seconds = time(NULL);
	struct tm parts;
	gmtime_r(&seconds, &parts);
	return (struct septel_time){(int16_t)(parts.tm_year + 1900), (int8_t)(parts.tm_mon + 1),
				    (int8_t)parts.tm_mday, (int8_t)parts.tm_hour,
				    (int8_t)parts.tm_min};
}

static bool has_error(const struct septel_diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->count; i++)
		if (diagnostics->at[i].severity == SEPTEL_ERROR)
			return true;
	return false;
}

static int out_of_room(const struct compose_run *run, int status)
{
	complain("septel compose: %s: %s", run->path,
		 status == SEPTEL_ETOOBIG ? "longer than a message may be" : "out of memory");
	return EXIT_INVALID;
}

/* What is wrong in the draft's own words is invalid input; what the rules of
 * the format refuse is a refusal. */
static bool is_refusal_of_rules(const struct septel_diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->count; i++)
		if (diagnostics->at[i].severity == SEPTEL_ERROR &&
		    diagnostics->at[i].code[0] != 'V')
			return false;
	return true;
}

/* `text`: what the places of faults lie in, on line `line` of the file. */
static int compose(const struct compose_run *run, const struct septel_draft *draft,
		   struct septel_view text, uint64_t line)
{
	struct septel_view message;
	struct septel_diagnostics diagnostics;
	const int status = septel_compose(&message, &diagnostics, draft, &run->options, run->arena);
	tell_diagnostics(septel_view_of(run->path), text, line, &diagnostics);
	if (status == SEPTEL_EREFUSED)
		return is_refusal_of_rules(&diagnostics) ? EXIT_REFUSED : EXIT_INVALID;
	if (status != SEPTEL_OK)
		return out_of_room(run, status);
	if (fwrite(message.ptr, 1, message.len, stdout) != message.len) {
		perror("septel compose: standard output");
		return EXIT_INVALID;
	}
	return EXIT_DONE;
}

static int compose_draft(const struct compose_run *run, struct septel_view text)
{
	struct septel_draft draft;
	struct septel_diagnostics diagnostics;
	const struct septel_time clock = now();
	const int status = septel_draft_read(&draft, &diagnostics, text, &clock, run->arena);
	if (status != SEPTEL_OK)
		return out_of_room(run, status);
	tell_diagnostics(septel_view_of(run->path), text, 1, &diagnostics);
	if (has_error(&diagnostics))
		return EXIT_INVALID;
	return compose(run, &draft, text, 1);
}

static int compose_object(const struct compose_run *run, struct septel_view object, int line)
{
	struct septel_draft draft;
	struct json_fault fault;
	if (draft_json_read(&draft, &fault, object, run->arena))
		return compose(run, &draft, object, (uint64_t)line);
	if (fault.text[0] == '\0')
		return out_of_room(run, SEPTEL_ENOMEM);
	complain("%s:%d:%d: error: %s [draft.json]", run->path, line + fault.line - 1, fault.column,
		 fault.text);
	return EXIT_INVALID;
}

/* One object over many lines, or one object a line. */
static int compose_json(const struct compose_run *run, struct septel_view text)
{
	struct septel_view line, rest = text;
	int worst = EXIT_DONE, number = 0;
	while (septel__next_line(&rest, &line)) {
		line = septel__trim(line);
		number++;
		if (line.len == 0)
			continue;
		if (line.ptr[0] == '{' && line.ptr[line.len - 1] != '}')
			return compose_object(
				run,
				(struct septel_view){line.ptr,
						     (size_t)(text.ptr + text.len - line.ptr)},
				number);
		septel_arena_reset(run->arena);
		const int status = compose_object(run, line, number);
		worst = status > worst ? status : worst;
	}
	return worst;
}

/* A message itself, whose first line is no header of a draft. */
static bool is_message(const struct septel_message *message, struct septel_view text)
{
	struct septel_view line;
	text = septel__trim_left(text);
	return septel__next_line(&text, &line) &&
	       septel__find_byte(line, ':', 0) == VIEW_NOT_FOUND && message->from.name.len &&
	       septel__trim(message->text).len;
}

static int compose_text(const struct compose_run *run, struct septel_view text)
{
	const struct septel_message *message;
	struct septel_draft draft;
	int status = septel_message_parse(&message, text, NULL, run->arena);
	if (status != SEPTEL_OK)
		return out_of_room(run, status);
	if (!is_message(message, text))
		return compose_draft(run, text);
	status = septel_draft_of_message(&draft, message, run->arena);
	return status == SEPTEL_OK ? compose(run, &draft, text, 1) : out_of_room(run, status);
}

static int compose_file(const struct compose_run *run)
{
	char *bytes;
	size_t length;
	if (!read_whole("compose", run->path, DRAFT_FILE_LIMIT, &bytes, &length))
		return EXIT_INVALID;
	const struct septel_view text = {bytes, length};
	const struct septel_view start = septel__trim_left(text);
	septel_arena_reset(run->arena);
	const int status = start.len && start.ptr[0] == '{' ? compose_json(run, text)
							    : compose_text(run, text);
	free(bytes);
	return status;
}

static int run_compose(const struct invocation *invocation)
{
	struct compose_run run = {
		.options = {.whole = invocation->options[OPT_WHOLE].text != NULL,
			    .wire = invocation->options[OPT_WIRE].text != NULL},
		.arena = septel_arena_new(0),
	};
	int worst = EXIT_DONE;
	if (!run.arena) {
		complain("septel compose: out of memory");
		return EXIT_INVALID;
	}
	for (size_t i = 0; i < invocation->count; i++) {
		run.path = invocation->arguments[i];
		const int status = compose_file(&run);
		worst = status > worst ? status : worst;
	}
	septel_arena_free(run.arena);
	return worst;
}

const struct command COMMAND_COMPOSE = {
	.name = "compose",
	.summary = "Make a message ready to transmit from a draft",
	.arguments = "FILE...",
	.least = 1,
	.about = "Takes a draft (headers as septel-format(5) lists them, a blank line, the\n"
		 "text) or the JSON of septel parse. Prints format lines 1 to 16 in order,\n"
		 "lines of at most 69 characters, a long text in sections. Routing indicators\n"
		 "are looked up; a draft without DTG gets the present minute.",
	.refused = "a rule of the format forbids the message (septel rules)",
	.example = "septel compose samples/draft.txt",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_compose,
};
