/* cmd_send.c - septel send: messages into the custody of a relay. */
#include "../relay/outgoing.h"
#include "commands.h"
#include "printer.h"
#include "relay_talk.h"
#include "safe.h"
#include "tell.h"

#include <septel/message.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPT_PRECEDENCE = RELAY_OPTIONS, OPT_JSON };

static const struct option OPTIONS[] = {
	OPTION_ROW_CONFIG,
	{"precedence", OPTION_CHOICE, "FLASH|IMMEDIATE|PRIORITY|ROUTINE",
	 "send with this precedence, whatever the message says"},
	{"json", OPTION_FLAG, NULL, "one JSON object a message"},
};

/* Questions under way at once: the relay puts many messages on the disk together. */
#define UNDER_WAY 64u

struct sending {
	const struct invocation *invocation;
	struct relay_talk talk;
	struct septel_arena *arena; /* of one file */
	const char **paths;         /* of the questions, by their number less 1 */
	size_t room;
	bool all_good, any_refused;
};

static void print_answer(const struct sending *sending, const struct relay_answer *answer,
			 const char *path)
{
	struct septel_out out;
	struct printer printer;
	const bool json = sending->invocation->options[OPT_JSON].text != NULL;
	septel__out_init(&out, NULL, 0);
	if (json) {
		printer_init(&printer, &out, true);
		printer_begin_map(&printer);
		printer_key(&printer, "file");
		printer_string(&printer, septel_view_of(path));
		printer_key(&printer, "number");
		printer_number_or_null(&printer, answer->done ? septel__number(answer->text) : -1);
		printer_key(&printer, "refused");
		printer_string_or_null(&printer, answer->done ? (struct septel_view){"", 0}
							      : septel__trim(answer->text));
		printer_end_map(&printer);
		printer_end_record(&printer);
	} else if (answer->done) {
		septel__out_format(&out, "%.*s\n", (int)answer->text.len, answer->text.ptr);
	}
	(void)fwrite(out.data ? out.data : "", 1, out.length, stdout);
	septel__out_release(&out);
	if (!answer->done && !json)
		complain("septel send: %s: %.*s", path, (int)septel__trim(answer->text).len,
			 answer->text.ptr);
}

static bool take_answer(struct sending *sending)
{
	struct relay_answer answer;
	if (!relay_await(&sending->talk, &answer))
		return false;
	if (answer.number == 0 || answer.number > sending->talk.asked)
		return false;
	print_answer(sending, &answer, sending->paths[answer.number - 1]);
	sending->any_refused |= !answer.done;
	return true;
}

static enum septel_precedence wanted(const struct sending *sending)
{
	const char *word = sending->invocation->options[OPT_PRECEDENCE].text;
	for (int p = SEPTEL_ROUTINE; word && p <= SEPTEL_FLASH; p++)
		if (strcmp(word, septel_precedence_name((enum septel_precedence)p)) == 0)
			return (enum septel_precedence)p;
	return SEPTEL_PRECEDENCE_NONE;
}

static bool remember(struct sending *sending, const char *path)
{
	if (sending->talk.asked == sending->room) {
		const size_t room = sending->room ? 2 * sending->room : 64;
		const char **grown = realloc(sending->paths, room * sizeof *grown);
		if (!grown)
			return false;
		sending->paths = grown;
		sending->room = room;
	}
	sending->paths[sending->talk.asked] = path;
	return true;
}

/* False: the relay has gone. */
static bool hand_in(struct sending *sending, const char *path, struct septel_view transmission)
{
	const char *why = "out of memory";
	const struct septel_view made =
		septel__outgoing_make(transmission, wanted(sending), sending->arena, &why);
	if (made.len == 0 || !remember(sending, path)) {
		complain("septel send: %s: %s", path, why);
		sending->all_good = false;
		return true;
	}
	relay_hand_in(&sending->talk, made);
	bool open = true;
	while (open && sending->talk.unanswered >= UNDER_WAY)
		open = take_answer(sending);
	return open;
}

static bool send_file(struct sending *sending, const char *path)
{
	char *bytes = NULL;
	size_t length = 0;
	if (!read_whole("send", path, SEPTEL_MESSAGE_LIMIT, &bytes, &length)) {
		sending->all_good = false;
		return true;
	}
	struct septel_view rest = {bytes, length}, transmission;
	if (septel__trim(rest).len == 0) {
		complain("septel send: %s: it is empty", path);
		sending->all_good = false;
	}
	bool open = true;
	while (open && septel__outgoing_next(&rest, &transmission)) {
		open = hand_in(sending, path, transmission);
		septel_arena_reset(sending->arena);
	}
	free(bytes);
	return open;
}

static bool send_all(struct sending *sending)
{
	bool open = true;
	for (size_t i = 0; open && i < sending->invocation->count; i++)
		open = send_file(sending, sending->invocation->arguments[i]);
	while (open && sending->talk.unanswered)
		open = take_answer(sending);
	return open;
}

static int run(const struct invocation *invocation)
{
	struct sending sending = {.invocation = invocation, .all_good = true};
	int code = EXIT_INVALID;
	sending.arena = septel_arena_new(0);
	if (sending.arena && relay_talk_begin(&sending.talk, invocation)) {
		const bool whole = send_all(&sending) && sending.all_good;
		code = !whole ? EXIT_INVALID : sending.any_refused ? EXIT_REFUSED : EXIT_DONE;
		relay_talk_end(&sending.talk);
	}
	free(sending.paths);
	septel_arena_free(sending.arena);
	return code;
}

const struct command COMMAND_SEND = {
	.name = "send",
	.summary = "Hand messages to the relay",
	.arguments = "FILE...",
	.least = 1,
	.about =
		"Hands each message of the files (\"-\": standard input) to the relay of this\n"
		"station, and prints the number under which it is in custody: then it is on the\n"
		"disk. An identification at the head of a message (format line 1) goes. A message\n"
		"without a routing line gets one from its addressees; one with both was on the "
		"way\n"
		"when it was copied, and is sent to all its addressees again. septel compose "
		"makes\n"
		"messages of drafts.",
	.refused = "the relay did not take a message",
	.example = "cp -r examples/relay/. \"${d:=$(mktemp -d)}\"; septel relay --as-root "
		   "--config \"$d/alone.conf\" --while 'septel send "
		   "samples/08BAGHDAD3796.txt' 2>/dev/null",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
