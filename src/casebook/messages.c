/* messages.c - see folder.h: messages in a folder beside the journals. */
#include "../access/files.h"
#include "../base/limits.h"
#include "../base/out.h"
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

/* One message of a file of the folder. */
struct held_message {
	struct septel_view id;
	const char *path;
	size_t offset, length;
};

bool septel__message_folder_init(struct message_folder *messages, const char *path)
{
	*messages = (struct message_folder){
		.path = path, .arena = septel_arena_new(0), .index_arena = septel_arena_new(0)};
	return messages->arena && messages->index_arena;
}

void septel__message_folder_release(struct message_folder *messages)
{
	septel_arena_free(messages->arena);
	septel_arena_free(messages->index_arena);
}

/* Reads `text` as the message `id`; NULL: memory is out, or it is too long. */
static const struct septel_message *parse(struct message_folder *messages, struct septel_view text,
					  struct septel_view id)
{
	const struct septel_message *message;
	const struct septel_options options = {.id = id};
	return septel_message_parse(&message, text, &options, messages->arena) == SEPTEL_OK
		       ? message
		       : NULL;
}

static bool read_file(struct message_folder *messages, const char *path, struct septel_view *text,
		      bool *present)
{
	return septel__file_read(text, present, path, MESSAGES_FILE_LIMIT, messages->arena,
				 &messages->error) == ACCESS_OK;
}

/* Memory is out, or a message is longer than any may be. */
static bool refuse(struct message_folder *messages)
{
	septel__access_fail(&messages->error, ACCESS_FAILED,
			    "%s/messages: too much to be read as messages", messages->path);
	return false;
}

/* ---- all files, looked into once ----------------------------------------------------------------
 */

/* What ends in ".new" is being written (septel__file_replace), or a crash has left it. */
static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && entry->d_type != DT_DIR &&
	       !septel__ends(septel_view_of(entry->d_name), ".new");
}

static bool note(struct message_folder *messages, struct held_message held, size_t *room)
{
	if (messages->index_count == *room) {
		*room = *room ? *room * 2 : CASEBOOK_NAMES_ROOM;
		struct held_message *index =
			septel_arena_alloc(messages->index_arena, *room * sizeof *index);
		if (!index)
			return refuse(messages);
		if (messages->index_count)
			memcpy(index, messages->index, messages->index_count * sizeof *index);
		messages->index = index;
	}
	held.id = septel_arena_copy(messages->index_arena, held.id);
	messages->index[messages->index_count++] = held;
	return true;
}

static bool index_file(struct message_folder *messages, const char *path, size_t *room)
{
	struct septel_view text;
	bool present;
	if (!read_file(messages, path, &text, &present))
		return false;
	for (size_t at = 0; at < text.len;) {
		const struct septel_view rest = septel__slice(text, at, text.len);
		const size_t length = septel_message_length(rest, true);
		const struct septel_message *message = parse(
			messages, septel__slice(rest, 0, length), (struct septel_view){"", 0});
		if (!message)
			return refuse(messages);
		if (message->id.len &&
		    !note(messages, (struct held_message){message->id, path, at, length}, room))
			return false;
		at += length ? length : text.len;
	}
	return true;
}

static bool index_all(struct message_folder *messages)
{
	struct dirent **names;
	struct septel_out folder;
	size_t room = 0;
	bool done = true;
	septel__out_init(&folder, messages->index_arena, 0);
	septel__out_format(&folder, "%s/messages", messages->path);
	const char *path = septel__out_terminated(&folder);
	const int count = path ? scandir(path, &names, is_visible, alphasort) : -1;
	messages->indexed = true;
	if (count < 0)
		return path ? true : refuse(messages);
	for (int i = 0; i < count; i++) {
		struct septel_out file;
		septel__out_init(&file, messages->index_arena, 0);
		septel__out_format(&file, "%s/%s", path, names[i]->d_name);
		const char *name = septel__out_terminated(&file);
		septel_arena_reset(messages->arena);
		done = done && name && index_file(messages, name, &room);
		free(names[i]);
	}
	free((void *)names);
	return done;
}

/* ---- one message
 * ----------------------------------------------------------------------------------- */

/* messages/ID.txt, unless its text has another number. */
static bool find_by_name(struct message_folder *messages, struct septel_view id,
			 const struct septel_message **message)
{
	struct septel_out out;
	struct septel_view text;
	bool present;
	septel__out_init(&out, messages->arena, 0);
	septel__out_format(&out, "%s/messages/%.*s.txt", messages->path, VIEW_FORMAT(id));
	const char *path = septel__out_terminated(&out);
	if (!path)
		return refuse(messages);
	if (!read_file(messages, path, &text, &present))
		return false;
	if (!present)
		return true;
	const size_t length = septel_message_length(text, true);
	const struct septel_message *read = parse(messages, septel__slice(text, 0, length), id);
	if (!read)
		return refuse(messages);
	/* Without a number of its own it has that of its file, in whatever form: SYN0002. */
	if (!read->id.len || septel__equal(read->id, id))
		*message = read;
	return true;
}

static bool find_by_look(struct message_folder *messages, struct septel_view id,
			 const struct septel_message **message)
{
	struct septel_view text;
	bool present;
	if (!messages->indexed && !index_all(messages))
		return false;
	for (size_t i = 0; i < messages->index_count; i++) {
		const struct held_message *held = &messages->index[i];
		if (!septel__equal(held->id, id))
			continue;
		septel_arena_reset(messages->arena);
		if (!read_file(messages, held->path, &text, &present))
			return false;
		*message =
			parse(messages,
			      septel__slice(text, held->offset, held->offset + held->length), id);
		return *message || refuse(messages);
	}
	return true;
}

static enum message_found find(void *context, struct septel_view id,
			       const struct septel_message **message)
{
	struct message_folder *messages = context;
	*message = NULL;
	septel_arena_reset(messages->arena);
	const bool named = septel__find_byte(id, '/', 0) == VIEW_NOT_FOUND;
	if (named && !find_by_name(messages, id, message))
		return MESSAGE_UNREADABLE;
	if (!*message && !find_by_look(messages, id, message))
		return MESSAGE_UNREADABLE;
	return *message ? MESSAGE_FOUND : MESSAGE_ABSENT;
}

struct message_source septel__message_folder_source(struct message_folder *messages)
{
	return (struct message_source){messages, find, "it in the folder messages"};
}
