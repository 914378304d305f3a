/* run.h - a command's work on every message of its inputs, in order, on every
 * core; faults told on stderr as "septel COMMAND: FILE:LINE: reason". */
#ifndef SEPTEL_CLI_RUN_H
#define SEPTEL_CLI_RUN_H

#include "../corpus/pipeline.h"
#include "command.h"

/* One for each worker. */
struct worker {
	const struct invocation *invocation;
	struct septel_arena *arena; /* reset before each message */
	void *command;              /* the command's own, from run_messages */
	/* Counts that the command adds up; summed over all workers in the end. */
	struct counts {
		uint64_t messages, bytes, explained, repairs, diagnostics, complaints, unread;
		uint64_t profiles[8];
	} counts;
	struct septel_options options; /* --year and --id of the command */
};

/* The work on one parsed message; false stops the run. */
typedef bool message_work(struct worker *worker, const struct septel_message *message,
			  const struct corpus_item *item, struct septel_out *out);

/* For work that a message is too much for: tells so, counts it as unread (the exit
 * code will say it), and is true, so that the run goes on. */
bool worker_pass_over(struct worker *worker, const struct corpus_item *item);

struct run {
	message_work *work;
	void *command;    /* handed to every worker */
	unsigned threads; /* 0: one for each core */
	struct septel_options options;
	struct counts counts; /* out */
	bool faults;          /* out: some input was bad */
};

/* EXIT_DONE; EXIT_INVALID if some input was bad (the good ones are done). */
int run_messages(struct run *run, const struct invocation *invocation);

#endif
