/* case_work.h - what the commands have in common that keep a casebook: check, add, seal, erase. */
#ifndef SEPTEL_CLI_CASE_WORK_H
#define SEPTEL_CLI_CASE_WORK_H

#include "../casebook/folder.h"
#include "case_messages.h"

struct case_run {
	const struct invocation *invocation;
	const char *path; /* of the casebook */
	struct septel_arena *arena;
	struct casebook book;
	struct chain chain;
	struct case_messages messages;
	struct message_source source;
	struct access_error error;
	int code; /* of the exit, where it is done */
};

/* ACCESS_OK: done.  ACCESS_BROKEN: run->chain has the faults, or run->error tells.  Else what
 * was wrong stands in run->book, or in run->error. */
typedef enum access_status case_work(struct case_run *run);

/* Does the work, and tells on stderr what was wrong; the exit code.  `archive`: that option. */
int case_work_run(const struct invocation *invocation, const char *path,
		  const struct option_value *archive, case_work *work);

/* Tells on stderr what is wrong with the chain: "entry 41, FILE:LINE: WHAT". */
void tell_chain(const char *command, const struct chain *chain);

#endif
