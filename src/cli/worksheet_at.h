/* worksheet_at.h - the worksheet of a command: a message by its number or its file, and the
 * casebook whose parties it knows. */
#ifndef SEPTEL_CLI_WORKSHEET_AT_H
#define SEPTEL_CLI_WORKSHEET_AT_H

#include "../casebook/folder.h"
#include "../casebook/worksheet.h"
#include "case_messages.h"
#include "command.h"

struct worksheet_at {
	const struct invocation *invocation;
	const char *path; /* of the casebook */
	struct septel_arena *arena;
	struct casebook book; /* what it knows; empty where there is none */
	struct case_messages messages;
	struct message_source source;
	struct worksheet sheet;
	char *bytes;     /* of a file that is none of the casebook's */
	bool held;       /* the casebook holds the message */
	size_t withheld; /* sentences, by worksheet_clear */
	struct access_error error;
};

/* Opens the casebook, if there is one.  To be closed either way. */
bool worksheet_open(struct worksheet_at *at, const struct invocation *invocation, const char *path,
		    const struct option_value *archive);
void worksheet_close(struct worksheet_at *at);
/* Makes the worksheet of MSG: a number that the casebook holds, else a file, "-" for
 * standard input.  False: told on stderr, or in at->error. */
bool worksheet_of(struct worksheet_at *at, const char *message);
/* The same for a number only. */
bool worksheet_held(struct worksheet_at *at, const char *id);
/* Leaves out the sentences that a reader of that clearance ("C") may not see, and their drafts;
 * sheet.draft_count is then that of the others.  False: no clearance, or memory is out. */
bool worksheet_clear(struct worksheet_at *at, const char *clear);
/* "septel COMMAND: what went wrong" on stderr; the exit code. */
int worksheet_failed(const struct worksheet_at *at);

#endif
