/* cmd_case.c - septel case: check a casebook, and add to it. */
#include "../access/files.h"
#include "../casebook/objections.h"
#include "case_work.h"
#include "casebook_at.h"
#include "commands.h"
#include "safe.h"
#include "tell.h"
#include "vault_check.h"
#include "vault_key.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- check ---- */

enum { CHECK_CASEBOOK, CHECK_COVERAGE, CHECK_ARCHIVE, CHECK_VAULT, CHECK_KEY_FILE };

static const struct option CHECK_OPTIONS[] = {
	OPTION_ROW_CASEBOOK,
	{"coverage", OPTION_FLAG, NULL, "tell which sentences no claim stands on"},
	OPTION_ROW_CASE_ARCHIVE,
	{"vault", OPTION_FLAG, NULL, "warn of names of the vault in registry and journals"},
	OPTION_ROW_KEY_FILE,
};

static void print_coverage(const struct anchor_report *report)
{
	for (size_t i = 0; i < report->coverage_count; i++) {
		const struct anchor_coverage *at = &report->coverage[i];
		printf("%.*s: %zu of %zu body sentences anchored", VIEW_FORMAT(at->message->id),
		       at->anchored, at->sentences);
		if (at->unanchored.len)
			printf(", unanchored %.*s", VIEW_FORMAT(at->unanchored));
		putchar('\n');
	}
}

/* Nobody writes to it meanwhile, so that the chain and the journals are of one moment. */
static enum access_status load(struct casebook_folder *folder, struct case_run *run)
{
	int lock;
	enum access_status status =
		septel__casebook_lock(&lock, run->path, run->arena, &run->error);
	if (status != ACCESS_OK)
		return status;
	status = septel__folder_load(folder, run->path, run->arena, &run->error);
	septel__folder_unlock(lock);
	return status;
}

/* What is no fault, but should be known. */
static void warn(const struct case_run *run)
{
	const struct chain *chain = &run->chain;
	const char *name = run->invocation->command->name;
	if (chain->unsealed)
		complain("septel %s: warning: unsealed entries: %zu (septel case seal)", name,
			 chain->unsealed);
	if (chain->erasing)
		complain("septel %s: warning: erasures that were not finished: %zu (septel case "
			 "seal)",
			 name, chain->erasing);
	if (chain->unfinished)
		complain("septel %s: warning: %.*s: the last line was not finished", name,
			 VIEW_FORMAT(chain->path));
	if (chain->headless && chain->count)
		complain("septel %s: warning: %.*s.head is missing: whether lines were cut off "
			 "cannot be told",
			 name, VIEW_FORMAT(chain->path));
}

static enum access_status check(struct case_run *run)
{
	struct casebook_folder folder;
	struct anchor_report report;
	const enum access_status status = load(&folder, run);
	if (status != ACCESS_OK)
		return status;
	if (!septel__folder_verify(&run->book, &folder, &run->chain) ||
	    !septel__anchors_check(&run->book, &run->source, NULL, &report))
		return ACCESS_FAILED;
	printf("%zu entries, %zu anchors, %zu bad", run->book.claim_count, run->book.anchor_count,
	       run->book.fault_count + run->book.faults_dropped);
	if (run->chain.erased)
		printf(", %zu erased", run->chain.erased);
	putchar('\n');
	if (run->invocation->options[CHECK_COVERAGE].text)
		print_coverage(&report);
	if (run->invocation->options[CHECK_VAULT].text)
		run->code = vault_check(run->invocation, &run->invocation->options[CHECK_KEY_FILE],
					&folder, &run->book);
	if (run->book.fault_count == 0)
		septel__objections_check(&run->book);
	warn(run);
	if (septel__casebook_failed(&run->book))
		return ACCESS_FAILED;
	return septel__chain_broken(&run->chain) ? ACCESS_BROKEN : ACCESS_OK;
}

static int run_check(const struct invocation *invocation)
{
	const char *path = invocation->count ? invocation->arguments[0]
					     : casebook_path(&invocation->options[CHECK_CASEBOOK]);
	return case_work_run(invocation, path, &invocation->options[CHECK_ARCHIVE], check);
}

/* ---- add ---- */

enum { ADD_CASEBOOK, ADD_ARCHIVE };

static const struct option ADD_OPTIONS[] = {OPTION_ROW_CASEBOOK, OPTION_ROW_CASE_ARCHIVE};

static enum access_status add_text(struct case_run *run, const char *name, struct septel_view text)
{
	size_t added;
	const struct journal claims = {.path = septel_view_of(name), .text = text};
	const enum access_status status = septel__folder_add(&run->book, run->path, &claims,
							     &run->source, &added, &run->error);
	if (status == ACCESS_OK && !run->book.fault_count)
		printf("added %zu\n", added);
	return status;
}

static enum access_status add(struct case_run *run)
{
	const struct invocation *invocation = run->invocation;
	const char *name = invocation->count ? invocation->arguments[0] : "-";
	char *bytes;
	size_t length;
	if (!read_whole(invocation->command->name, name, JOURNAL_LIMIT, &bytes, &length))
		return septel__access_fail(&run->error, ACCESS_INVALID, "nothing was added");
	const enum access_status status = add_text(run, name, (struct septel_view){bytes, length});
	free(bytes);
	return status;
}

static int run_add(const struct invocation *invocation)
{
	return case_work_run(invocation, casebook_path(&invocation->options[ADD_CASEBOOK]),
			     &invocation->options[ADD_ARCHIVE], add);
}

/* ---- rows ---- */

const struct command COMMAND_CASE = {
	.name = "case",
	.summary = "Follow what messages promise about people",
	.arguments = "COMMAND",
	.about = "A casebook is a folder: the file registry (standing parties and places), "
		 "journals\n"
		 "(*.jrn, one claim after the other, see septel-journal(5)), and messages/.",
	.broken = "--vault: the vault is damaged",
	.no_access = "--vault: the key does not open it, or there is none",
	.example = "septel case check -C examples/casebook",
};

const struct command COMMAND_CASE_CHECK = {
	.name = "case check",
	.summary = "Check every claim of a casebook against its message",
	.arguments = "[DIR]",
	.about = "Each claim has to be well formed, its names known, and its quote a part of the\n"
		 "sentence it names. What is not is told as FILE:LINE:COLUMN, and the exit is 2.\n"
		 "An entry that was sealed has to be what it was, where it was: else it is named "
		 "by\n"
		 "its number in the chain. What guards say to claims that hold are warnings, and "
		 "with\n"
		 "--vault names that the vault keeps and a journal tells.",
	.broken = "a sealed entry changed, vanished or moved, or the chain is damaged",
	.example = "septel case check examples/casebook --coverage",
	.options = CHECK_OPTIONS,
	.option_count = sizeof CHECK_OPTIONS / sizeof *CHECK_OPTIONS,
	.run = run_check,
};

const struct command COMMAND_CASE_ADD = {
	.name = "case add",
	.summary = "Add claims to a casebook",
	.arguments = "[FILE]",
	.about = "Reads journal text whose @msg line names the message, from FILE or standard "
		 "input,\n"
		 "and appends it to the journal that opens with that @msg, else to a new ID.jrn. "
		 "All\n"
		 "of it is written and sealed in the chain, or where something is wrong nothing.",
	.refused =
		"a guard does not allow a claim, such as a clearance before a gate that is BLOCKED",
	.broken = "the end of the chain is not what it was",
	.example = "dir=$(mktemp -d); cp -r examples/casebook/. $dir; "
		   "septel case add -C $dir examples/casebook-later.jrn",
	.options = ADD_OPTIONS,
	.option_count = sizeof ADD_OPTIONS / sizeof *ADD_OPTIONS,
	.run = run_add,
};
