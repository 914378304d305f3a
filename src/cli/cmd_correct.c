/* cmd_correct.c - septel correct: a message whose heading could not be read, made good. */
#include "../base/limits.h"
#include "../relay/envelope.h"
#include "commands.h"
#include "relay_talk.h"
#include "safe.h"
#include "tell.h"

#include <septel/message.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPT_PROPOSE = RELAY_OPTIONS };

static const struct option OPTIONS[] = {
	OPTION_ROW_CONFIG,
	{"propose", OPTION_FLAG, NULL, "print the message with the repairs that are likely"},
};

/* Its faults on stderr, the whole with every fix in its place on stdout. */
static int propose(const char *path, struct septel_view bytes, struct septel_arena *arena)
{
	struct envelope envelope;
	if (!septel__envelope_read(&envelope, bytes, ENVELOPE_WHOLE, NULL, arena)) {
		complain("septel correct: out of memory");
		return EXIT_INVALID;
	}
	for (size_t i = 0; i < envelope.fault_count; i++) {
		const struct envelope_fault *fault = &envelope.faults[i];
		const struct septel_position at = septel_locate(bytes, fault->at.offset);
		complain("%s:%u:%u: %.*s%s%.*s [%s]", path, at.line, at.column,
			 (int)fault->text.len, fault->text.ptr, fault->has_fix ? ": likely " : "",
			 fault->has_fix ? (int)fault->fix.len : 0,
			 fault->has_fix ? fault->fix.ptr : "", fault->code);
	}
	const struct septel_view mended = septel__envelope_mended(&envelope, bytes, arena);
	const struct septel_view shown = mended.len ? mended : bytes;
	(void)fwrite(shown.ptr, 1, shown.len, stdout);
	return envelope.fault_count && mended.len == 0 ? EXIT_NOT_SO : EXIT_DONE;
}

/* "correct NUMBER" and, behind the line, the message as it should have come. */
static int correct(const struct invocation *invocation, struct septel_view bytes)
{
	struct septel_out words;
	septel__out_init(&words, NULL, 0);
	septel__out_format(&words, "correct %s", invocation->arguments[0]);
	for (size_t i = 0; i < words.length; i++)
		if (words.data[i] == '\n' || words.data[i] == '\r')
			words.data[i] = ' ';
	septel__out_byte(&words, '\n');
	septel__out_view(&words, bytes);
	const int code = relay_order(invocation, septel__out_written(&words));
	septel__out_release(&words);
	return code;
}

static int run(const struct invocation *invocation)
{
	const char *path = invocation->arguments[1];
	struct septel_arena *arena = septel_arena_new(0);
	char *bytes = NULL;
	size_t length = 0;
	int code = EXIT_INVALID;
	if (arena && read_whole("correct", path, SEPTEL_MESSAGE_LIMIT, &bytes, &length)) {
		const struct septel_view view = {bytes, length};
		code = invocation->options[OPT_PROPOSE].text ? propose(path, view, arena)
							     : correct(invocation, view);
	}
	free(bytes);
	septel_arena_free(arena);
	return code;
}

const struct command COMMAND_CORRECT = {
	.name = "correct",
	.summary = "Make a message good whose heading could not be read",
	.arguments = "NUMBER FILE",
	.least = 2,
	.about =
		"A message with a garbled heading waits for the operator (septel queue shows it,\n"
		"septel trace --raw its bytes). FILE (\"-\": standard input) is the message as it\n"
		"should have come; it takes the place of the one of that number and goes its way.\n"
		"With --propose nothing is sent: the faults of FILE go to standard error, and "
		"FILE\n"
		"with the repairs that are provable or likely to standard output.",
	.not_so = "the relay refused, or there is nothing to propose",
	.example = "septel correct --propose 1 samples/acp127.txt",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
