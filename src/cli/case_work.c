/* case_work.c - see case_work.h. */
#include "case_work.h"

#include "casebook_at.h"
#include "safe.h"

#include <stdlib.h>

/* "entry 41, FILE:LINE: WHAT". */
void tell_chain(const char *command, const struct chain *chain)
{
	for (size_t i = 0; i < chain->fault_count; i++) {
		const struct chain_fault *fault = &chain->faults[i];
		char entry[32] = "", line[16] = "";
		if (fault->number)
			snprintf(entry, sizeof entry, "entry %zu, ", fault->number);
		if (fault->line)
			snprintf(line, sizeof line, ":%u", fault->line);
		complain("septel %s: %s%.*s%s: %s", command, entry, VIEW_FORMAT(fault->path), line,
			 fault->what);
	}
	if (chain->faults_dropped)
		complain("and %zu faults of the chain more", chain->faults_dropped);
}

static void tell(const struct case_run *run, enum access_status status)
{
	tell_chain(run->invocation->command->name, &run->chain);
	casebook_tell(&run->book);
	if (status != ACCESS_OK && !run->chain.fault_count && !run->book.fault_count)
		complain("septel %s: %s", run->invocation->command->name,
			 run->messages.error.text[0] ? run->messages.error.text : run->error.text);
}

int case_work_run(const struct invocation *invocation, const char *path,
		  const struct option_value *archive, case_work *work)
{
	struct case_run run = {.invocation = invocation,
			       .path = path,
			       .arena = septel_arena_new(CASEBOOK_ARENA_LIMIT),
			       .error = {"out of memory"}};
	enum access_status status = ACCESS_FAILED;
	if (case_messages_open(&run.messages, invocation, path, archive) && run.arena) {
		run.source = case_messages_source(&run.messages);
		septel__casebook_init(&run.book, run.arena);
		status = work(&run);
	}
	const bool done = status == ACCESS_OK && !run.book.fault_count;
	const bool refused = casebook_tell_objections(&run.book) && status == ACCESS_REFUSED;
	if (!done)
		tell(&run, status);
	case_messages_close(&run.messages);
	septel_arena_free(run.arena);
	if (done)
		return run.code;
	return status == ACCESS_BROKEN ? EXIT_BROKEN : refused ? EXIT_REFUSED : EXIT_INVALID;
}
