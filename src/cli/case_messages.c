/* case_messages.c - see case_messages.h. */
#include "case_messages.h"

#include "../archive/messages.h"
#include "archive_at.h"

#include <stdio.h>
#include <stdlib.h>

bool case_messages_open(struct case_messages *messages, const struct invocation *invocation,
			const char *path, const struct option_value *archive)
{
	const char *named = getenv("SEPTEL_ARCHIVE");
	*messages = (struct case_messages){.location = archive->text,
					   .arena = septel_arena_new(0),
					   .error = {"out of memory"}};
	if (!messages->location && named && *named)
		messages->location = named;
	if (!septel__message_folder_init(&messages->folder, path) || !messages->arena)
		return false;
	messages->error.text[0] = '\0';
	/* Before anything is read or printed: it may become another program. */
	return !messages->location || archive_reach(invocation, messages->location);
}

void case_messages_close(struct case_messages *messages)
{
	septel__archive_close(messages->archive);
	septel__message_folder_release(&messages->folder);
	septel_arena_free(messages->arena);
}

static enum message_found unreadable(struct case_messages *messages, const char *reason)
{
	snprintf(messages->error.text, sizeof messages->error.text, "%s", reason);
	return MESSAGE_UNREADABLE;
}

static bool open_archive(struct case_messages *messages)
{
	if (septel__archive_open(&messages->archive, messages->location, ARCHIVE_READ))
		return true;
	(void)unreadable(messages, septel__archive_error(messages->archive));
	septel__archive_close(messages->archive);
	messages->archive = NULL;
	return false;
}

static enum message_found find_in_archive(struct case_messages *messages, struct septel_view id,
					  const struct septel_message **message)
{
	struct receipt receipt;
	uint32_t number;
	if (!messages->archive && !open_archive(messages))
		return MESSAGE_UNREADABLE;
	septel_arena_reset(messages->arena);
	enum lookup found = septel__message_number(
		messages->archive, septel__message_id(id, messages->arena), &number);
	if (found == LOOKUP_FOUND)
		found = septel__message_read(messages->archive, number, message, &receipt,
					     messages->arena);
	if (found == LOOKUP_FAILED)
		return unreadable(messages, septel__archive_error(messages->archive));
	return found == LOOKUP_FOUND ? MESSAGE_FOUND : MESSAGE_ABSENT;
}

static enum message_found find(void *context, struct septel_view id,
			       const struct septel_message **message)
{
	struct case_messages *messages = context;
	const struct message_source folder = septel__message_folder_source(&messages->folder);
	const enum message_found found = folder.find(folder.context, id, message);
	if (found == MESSAGE_UNREADABLE)
		return unreadable(messages, messages->folder.error.text);
	if (found == MESSAGE_FOUND || !messages->location)
		return found;
	return find_in_archive(messages, id, message);
}

struct message_source case_messages_source(struct case_messages *messages)
{
	return (struct message_source){messages, find,
				       messages->location
					       ? "it in the folder messages, or in the archive"
					       : "it in the folder messages"};
}
