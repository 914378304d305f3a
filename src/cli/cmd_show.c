/* cmd_show.c - septel show: one message of an archive, or one sentence of it. */
#include "../access/level.h"
#include "../access/mask.h"
#include "../archive/messages.h"
#include "archive_session.h"
#include "commands.h"
#include "message_print.h"
#include "message_view.h"
#include "safe.h"
#include "versions.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPT_ARCHIVE, OPT_AS, OPT_JSON, OPT_RAW, OPT_LEVEL, OPT_VERSIONS, OPT_DIFF, OPT_COLOR };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"json", OPTION_FLAG, NULL, "all fields, as parse --json"},
	{"raw", OPTION_FLAG, NULL, "the bytes as received"},
	{"level", OPTION_CHOICE, "U|LOU|R|C|S|TS", "mask what is above this level"},
	{"versions", OPTION_FLAG, NULL, "the versions of the message, oldest first"},
	{"diff", OPTION_FLAG, NULL, "what changed from the version before to the current one"},
	{"color", OPTION_CHOICE, "auto|always|never",
	 "colour in the page for people (default: auto)"},
};

struct show {
	struct archive_session session;
	struct septel_arena *arena;
	struct septel_out out;
	const struct option_value *options;
	/* What was asked for. */
	struct septel_view asked, id;
	int paragraph, sentence; /* paragraph -1: the whole message */
};

/* For who may not know of a message it is as if there were none. */
static int tell_absent(const struct show *show)
{
	const bool owner = show->session.viewer.owner;
	complain("septel show: %.*s: %s", VIEW_FORMAT(show->asked),
		 owner ? "not in the archive" : "not in the archive, or not yours to see");
	return owner ? EXIT_INVALID : EXIT_NO_ACCESS;
}

static int tell_failed(const struct show *show)
{
	archive_tell(show->session.invocation, show->session.archive);
	return EXIT_INVALID;
}

/* "08BAGHDAD3796#7.4": the id and the sentence. */
static bool read_anchor(struct show *show, struct septel_view text)
{
	const size_t hash = septel__find_byte(text, '#', 0);
	show->asked = text;
	show->paragraph = -1;
	show->id = septel__message_id(septel__slice(text, 0, hash), show->arena);
	if (hash == VIEW_NOT_FOUND)
		return true;
	char *end;
	const char *numbers = text.ptr + hash + 1;
	show->paragraph = (int)strtol(numbers, &end, 10);
	if (end == numbers || *end != '.' || show->paragraph < 0)
		return false;
	numbers = end + 1;
	show->sentence = (int)strtol(numbers, &end, 10);
	return end != numbers && *end == '\0' && show->sentence >= 0;
}

static int print_sentence(struct show *show, const struct septel_message *message)
{
	struct printer printer;
	const struct septel_view sentence = septel__mask_sentence(
		&show->session.viewer, message, show->paragraph, show->sentence, show->arena);
	if (sentence.len == 0) {
		complain("septel show: %.*s: there is no such sentence", VIEW_FORMAT(show->asked));
		return EXIT_INVALID;
	}
	if (show->options[OPT_JSON].text) {
		printer_init(&printer, &show->out, true);
		printer_begin_map(&printer);
		printer_key(&printer, "anchor");
		printer_string(&printer, show->asked);
		printer_key(&printer, "text");
		printer_string(&printer, sentence);
		printer_end_map(&printer);
		printer_end_record(&printer);
		return EXIT_DONE;
	}
	print_safely(&show->out, sentence);
	septel__out_byte(&show->out, '\n');
	return EXIT_DONE;
}

static bool print_received(struct show *show, const struct receipt *receipt)
{
	struct septel_view bytes;
	if (!septel__receipt_bytes(show->session.archive, receipt, &bytes, show->arena))
		return false;
	septel__out_view(&show->out, bytes);
	return true;
}

/* The bytes as received: of a message that was joined, those of its sections. */
static bool print_raw(struct show *show, const struct receipt *receipt)
{
	struct septel_view parts = receipt->parts;
	if (parts.len == 0)
		return print_received(show, receipt);
	while (parts.len) {
		struct receipt part;
		uint32_t number = 0;
		size_t at = 0;
		for (; at < parts.len && parts.ptr[at] != ','; at++)
			number = number * 10 + (uint32_t)(parts.ptr[at] - '0');
		parts = septel__slice(parts, at + 1, parts.len);
		if (septel__receipt(show->session.archive, number, &part, show->arena) !=
			    LOOKUP_FOUND ||
		    !print_received(show, &part))
			return false;
	}
	return true;
}

static int print_whole(struct show *show, const struct access_masked *masked,
		       const struct receipt *receipt)
{
	const struct corpus_item item = {
		.path = receipt->source, .offset = receipt->offset, .line = 1};
	if (show->options[OPT_JSON].text) {
		struct printer printer;
		printer_init(&printer, &show->out, true);
		printer_begin_map(&printer);
		message_print_keys(&printer, masked->message, &item, show->arena);
		printer_key(&printer, "withheld");
		printer_number(&printer, (long long)masked->withheld);
		printer_end_map(&printer);
		printer_end_record(&printer);
		return EXIT_DONE;
	}
	const struct view_style style = view_style_for(show->options[OPT_COLOR].text);
	message_view(&show->out, masked->message, &item, &style);
	return EXIT_DONE;
}

static int print_message(struct show *show, uint32_t number)
{
	struct receipt receipt;
	struct access_masked masked;
	const struct septel_message *message;
	if (septel__message_read(show->session.archive, number, &message, &receipt, show->arena) !=
	    LOOKUP_FOUND)
		return tell_failed(show);
	if (septel__mask(&masked, &show->session.viewer, message, show->arena) != SEPTEL_OK) {
		complain("septel show: out of memory");
		return EXIT_INVALID;
	}
	const bool whole = masked.decision.outcome == ACCESS_FULL;
	const bool bytes = show->options[OPT_RAW].text != NULL;
	const bool refused = masked.decision.outcome == ACCESS_NONE || (bytes && !whole);
	if (!archive_session_log(&show->session, "show", show->asked,
				 refused ? ACCESS_NONE : masked.decision.outcome, masked.shown))
		return EXIT_INVALID;
	if (masked.decision.outcome == ACCESS_NONE)
		return tell_absent(show);
	if (refused) {
		complain("septel show: %.*s: some of it is above your clearance, and the "
			 "bytes cannot be masked",
			 VIEW_FORMAT(show->asked));
		return EXIT_NO_ACCESS;
	}
	if (bytes)
		return print_raw(show, &receipt) ? EXIT_DONE : tell_failed(show);
	return show->paragraph >= 0 ? print_sentence(show, message)
				    : print_whole(show, &masked, &receipt);
}

static int show_one(struct show *show, const char *argument)
{
	uint32_t number;
	septel_arena_reset(show->arena);
	if (!read_anchor(show, septel_view_of(argument))) {
		complain("septel show: %s: expected ID or ID#PARAGRAPH.SENTENCE", argument);
		return EXIT_INVALID;
	}
	switch (septel__message_number(show->session.archive, show->id, &number)) {
	case LOOKUP_FAILED:
		return tell_failed(show);
	case LOOKUP_NONE:
		if (!archive_session_log(&show->session, "show", show->asked, ACCESS_NONE,
					 (struct access_label){SEPTEL_CLASS_NONE, 0}))
			return EXIT_INVALID;
		return tell_absent(show);
	case LOOKUP_FOUND:
		break;
	}
	if (show->options[OPT_VERSIONS].text || show->options[OPT_DIFF].text)
		return versions_print(&show->session, show->id, show->options[OPT_DIFF].text,
				      show->options[OPT_JSON].text, show->arena, &show->out);
	return print_message(show, number);
}

static int run_show(const struct invocation *invocation)
{
	struct show show = {.arena = septel_arena_new(0), .options = invocation->options};
	int status =
		archive_session_open(&show.session, invocation, &invocation->options[OPT_ARCHIVE],
				     &invocation->options[OPT_AS]);
	septel__out_init(&show.out, NULL, 0);
	if (!show.arena)
		status = EXIT_INVALID;
	enum septel_class level;
	const char *asked = invocation->options[OPT_LEVEL].text;
	if (asked && septel__level_read(septel_view_of(asked), &level) &&
	    level < show.session.viewer.clearance)
		show.session.viewer.clearance = level;
	for (size_t i = 0; status == EXIT_DONE && i < invocation->count; i++) {
		status = show_one(&show, invocation->arguments[i]);
		(void)fwrite(show.out.data, 1, show.out.length, stdout);
		septel__out_clear(&show.out);
	}
	septel__out_release(&show.out);
	archive_session_close(&show.session);
	septel_arena_free(show.arena);
	return status;
}

const struct command COMMAND_SHOW = {
	.name = "show",
	.summary = "Show a message of an archive, or a sentence of it",
	.arguments = "ID...",
	.least = 1,
	.about = "A page for people, all fields (--json) or the bytes as received (--raw). ID#P.S\n"
		 "is sentence S of paragraph P, ID#0.0 the subject. What a viewer may not see is\n"
		 "masked; a message of which nothing is his to see does not exist for him.",
	.no_access = "there is no such message for this viewer",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel show --level U 08BAGHDAD3796",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_show,
};
