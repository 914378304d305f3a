/* worksheet_at.c - see worksheet_at.h. */
#include "worksheet_at.h"

#include "../access/access.h"
#include "../access/files.h"
#include "../access/level.h"
#include "safe.h"
#include "tell.h"

#include <stdlib.h>
#include <unistd.h>

bool worksheet_open(struct worksheet_at *at, const struct invocation *invocation, const char *path,
		    const struct option_value *archive)
{
	struct casebook_folder folder;
	struct access_error error;
	*at = (struct worksheet_at){.invocation = invocation,
				    .path = path,
				    .arena = septel_arena_new(CASEBOOK_ARENA_LIMIT),
				    .error = {"out of memory"}};
	if (!case_messages_open(&at->messages, invocation, path, archive) || !at->arena)
		return false;
	at->source = case_messages_source(&at->messages);
	septel__casebook_init(&at->book, at->arena);
	/* Without a casebook there are no parties to know, and that is all. */
	if (septel__folder_load(&folder, path, at->arena, &error) == ACCESS_OK)
		septel__casebook_read(&at->book, &folder.registry, folder.journals, folder.count);
	return !septel__casebook_failed(&at->book);
}

void worksheet_close(struct worksheet_at *at)
{
	case_messages_close(&at->messages);
	septel_arena_free(at->arena);
	free(at->bytes);
}

int worksheet_failed(const struct worksheet_at *at)
{
	complain("septel %s: %s", at->invocation->command->name,
		 at->messages.error.text[0] ? at->messages.error.text : at->error.text);
	return EXIT_INVALID;
}

/* "messages/SYN0002.txt" -> "SYN0002". */
static struct septel_view stem(const char *path)
{
	const char *slash = strrchr(path, '/');
	const struct septel_view name = septel_view_of(slash ? slash + 1 : path);
	const size_t dot = septel__find_byte(name, '.', 1);
	return septel__slice(name, 0, dot);
}

static bool make(struct worksheet_at *at, const struct septel_message *message,
		 struct septel_view id)
{
	return septel__worksheet_make(&at->sheet, message, id.len ? id : VIEW_LITERAL("?"),
				      &at->book, at->arena) ||
	       (septel__access_fail(&at->error, ACCESS_FAILED, "out of memory"), false);
}

/* The first message of a file. */
static bool make_of_file(struct worksheet_at *at, const char *path)
{
	size_t length;
	const struct septel_message *message;
	const bool input = strcmp(path, "-") == 0;
	const struct septel_options options = {.id = input ? (struct septel_view){"", 0}
							   : stem(path)};
	if (!read_whole(at->invocation->command->name, path, MESSAGES_FILE_LIMIT, &at->bytes,
			&length)) {
		septel__access_fail(&at->error, ACCESS_FAILED, "no worksheet was made");
		return false;
	}
	const struct septel_view whole = {at->bytes, length};
	const struct septel_view first =
		septel__slice(whole, 0, septel_message_length(whole, true));
	if (septel_message_parse(&message, first, &options, at->arena) != SEPTEL_OK) {
		septel__access_fail(&at->error, ACCESS_FAILED, "%s: too long for a message", path);
		return false;
	}
	return make(at, message, message->id.len ? message->id : options.id);
}

bool worksheet_of(struct worksheet_at *at, const char *name)
{
	return strcmp(name, "-") == 0 || access(name, R_OK) == 0 ? make_of_file(at, name)
								 : worksheet_held(at, name);
}

bool worksheet_held(struct worksheet_at *at, const char *name)
{
	const struct septel_message *message;
	const struct septel_view id = septel_view_of(name);
	switch (at->source.find(at->source.context, id, &message)) {
	case MESSAGE_FOUND:
		at->held = true;
		return make(at, message, id);
	case MESSAGE_UNREADABLE:
		return false;
	case MESSAGE_ABSENT:
		break;
	}
	septel__access_fail(&at->error, ACCESS_INVALID,
			    "%s: no message: expected a number that %s/%s has, or a file", name,
			    at->path, at->source.expected);
	return false;
}

/* ---- clearance ---- */

static bool may_see(const struct access_viewer *viewer, const struct septel_message *message,
		    struct access_label whole, const struct worksheet_sentence *sentence)
{
	const bool subject = sentence->paragraph == 0 && sentence->number == 0;
	struct access_portion portion = {subject ? PORTION_SUBJECT : PORTION_PARAGRAPH, 0};
	while (!subject && portion.index < message->paragraphs.count &&
	       message->paragraphs.at[portion.index].number != sentence->paragraph)
		portion.index++;
	return septel__may_see(viewer, septel__label_of_portion(message, whole, portion));
}

bool worksheet_clear(struct worksheet_at *at, const char *clear)
{
	enum septel_class level;
	struct worksheet *sheet = &at->sheet;
	if (!septel__level_read(septel_view_of(clear), &level)) {
		septel__access_fail(&at->error, ACCESS_INVALID, "--clear %s: no clearance", clear);
		return false;
	}
	const struct access_viewer viewer = septel__viewer_at_level(level);
	const struct access_label whole = septel__label_of_message(sheet->message);
	struct worksheet_sentence *shown =
		septel_arena_alloc(at->arena, (sheet->sentence_count + 1) * sizeof *shown);
	if (!shown)
		return false;
	size_t count = 0, drafts = 0;
	for (size_t i = 0; i < sheet->sentence_count; i++) {
		if (!may_see(&viewer, sheet->message, whole, &sheet->sentences[i]))
			continue;
		shown[count] = sheet->sentences[i];
		drafts += shown[count++].count;
	}
	at->withheld = sheet->sentence_count - count;
	sheet->sentences = shown;
	sheet->sentence_count = count;
	sheet->draft_count = drafts;
	return true;
}
