/* case_messages.h - where a casebook's messages come from: its folder `messages`, then an
 * archive, where one is named (--archive, else $SEPTEL_ARCHIVE).
 *
 * The archive is opened when the first message is asked for that is not in the folder, and as
 * its owner: folds and guards read everything, and what of it is shown is for the view of the
 * casebook to say, from the labels of the very message.
 */
#ifndef SEPTEL_CLI_CASE_MESSAGES_H
#define SEPTEL_CLI_CASE_MESSAGES_H

#include "../archive/archive.h"
#include "../casebook/folder.h"
#include "command.h"

#define OPTION_ROW_CASE_ARCHIVE                                                                    \
	{                                                                                          \
		"archive", OPTION_TEXT, "ARCHIVE",                                                 \
			"messages that the casebook does not hold (default: $SEPTEL_ARCHIVE)"      \
	}

struct case_messages {
	struct message_folder folder;
	const char *location; /* of the archive; NULL: none is named */
	struct archive *archive;
	struct septel_arena *arena; /* of the archive's message */
	struct access_error error;  /* after MESSAGE_UNREADABLE */
};

/* The messages of the casebook at `path`; `archive` is the option.  False, told in messages->error:
 * memory is out, or no program reaches the archive.  To be given back either way. */
bool case_messages_open(struct case_messages *messages, const struct invocation *invocation,
			const char *path, const struct option_value *archive);
void case_messages_close(struct case_messages *messages);
/* The interface that they fill, valid as long as they are. */
struct message_source case_messages_source(struct case_messages *messages);

#endif
