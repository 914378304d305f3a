/* cmd_case_seal.c - septel case seal: put what was written by hand into the hash chain. */
#include "../casebook/sealing.h"
#include "case_work.h"
#include "casebook_at.h"
#include "commands.h"

#include <stdio.h>

enum { SEAL_CASEBOOK, SEAL_ARCHIVE };

static const struct option OPTIONS[] = {OPTION_ROW_CASEBOOK, OPTION_ROW_CASE_ARCHIVE};

static enum access_status seal(struct case_run *run)
{
	size_t sealed;
	const enum access_status status = septel__folder_seal(&run->book, run->path, &run->source,
							      &run->chain, &sealed, &run->error);
	if (status == ACCESS_OK && !run->book.fault_count)
		printf("sealed %zu\n", sealed);
	return status;
}

static int run(const struct invocation *invocation)
{
	return case_work_run(invocation, casebook_path(&invocation->options[SEAL_CASEBOOK]),
			     &invocation->options[SEAL_ARCHIVE], seal);
}

const struct command COMMAND_CASE_SEAL = {
	.name = "case seal",
	.summary = "Seal the entries of a casebook that were written by hand",
	.arguments = "",
	.about =
		"Puts every entry that is not in the chain yet behind its end, in the order of the "
		"log.\n"
		"From then on septel case check notices when one changes, vanishes or moves. The "
		"whole\n"
		"casebook has to hold; else nothing is sealed.",
	.broken = "a sealed entry changed, vanished or moved, or the chain is damaged",
	.example = "dir=$(mktemp -d); cp -r examples/casebook/. $dir; septel case seal -C $dir",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
