/* cmd_case.c - septel case: check a casebook, and add to it. */
#include "../casebook/folder.h"
#include "../casebook/objections.h"
#include "case_messages.h"
#include "casebook_at.h"
#include "commands.h"
#include "safe.h"
#include "tell.h"
#include "vault_check.h"
#include "vault_key.h"

#include <stdio.h>
#include <stdlib.h>

/* What both commands work with. */
struct case_run {
	const struct invocation *invocation;
	const char *path;
	struct septel_arena *arena;
	struct casebook book;
	struct case_messages messages;
	struct message_source source;
	struct access_error error;
	int code; /* of the exit, where it is done */
};

typedef bool case_work(struct case_run *run);

/* True: done, and nothing was wrong.  What failed otherwise stands in run->error. */
static int run_with(const struct invocation *invocation, const char *path,
		    const struct option_value *archive, case_work *work)
{
	struct case_run run = {.invocation = invocation,
			       .path = path,
			       .arena = septel_arena_new(CASEBOOK_ARENA_LIMIT),
			       .error = {"out of memory"}};
	bool done = false;
	if (case_messages_open(&run.messages, invocation, path, archive) && run.arena) {
		run.source = case_messages_source(&run.messages);
		septel__casebook_init(&run.book, run.arena);
		done = work(&run);
	}
	const bool refused = casebook_tell_objections(&run.book) && !done;
	if (!done && run.book.fault_count)
		casebook_tell(&run.book);
	else if (!done)
		complain("septel %s: %s", invocation->command->name,
			 run.messages.error.text[0] ? run.messages.error.text : run.error.text);
	case_messages_close(&run.messages);
	septel_arena_free(run.arena);
	return done ? run.code : refused ? EXIT_REFUSED : EXIT_INVALID;
}

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

static bool check(struct case_run *run)
{
	struct casebook_folder folder;
	struct anchor_report report;
	if (septel__folder_load(&folder, run->path, run->arena, &run->error) != ACCESS_OK)
		return false;
	septel__casebook_read(&run->book, &folder.registry, folder.journals, folder.count);
	if (!septel__anchors_check(&run->book, &run->source, NULL, &report))
		return false;
	printf("%zu entries, %zu anchors, %zu bad\n", run->book.claim_count, run->book.anchor_count,
	       run->book.fault_count + run->book.faults_dropped);
	if (run->invocation->options[CHECK_COVERAGE].text)
		print_coverage(&report);
	if (run->invocation->options[CHECK_VAULT].text)
		run->code = vault_check(run->invocation, &run->invocation->options[CHECK_KEY_FILE],
					&folder, &run->book);
	if (run->book.fault_count == 0)
		septel__objections_check(&run->book);
	return run->book.fault_count == 0 && !septel__casebook_failed(&run->book);
}

static int run_check(const struct invocation *invocation)
{
	const char *path = invocation->count ? invocation->arguments[0]
					     : casebook_path(&invocation->options[CHECK_CASEBOOK]);
	return run_with(invocation, path, &invocation->options[CHECK_ARCHIVE], check);
}

/* ---- add ---- */

enum { ADD_CASEBOOK, ADD_ARCHIVE };

static const struct option ADD_OPTIONS[] = {OPTION_ROW_CASEBOOK, OPTION_ROW_CASE_ARCHIVE};

static bool add_text(struct case_run *run, const char *name, struct septel_view text)
{
	size_t added;
	const struct journal claims = {.path = septel_view_of(name), .text = text};
	if (septel__folder_add(&run->book, run->path, &claims, &run->source, &added, &run->error) !=
		    ACCESS_OK ||
	    run->book.fault_count)
		return false;
	printf("added %zu\n", added);
	return true;
}

static bool add(struct case_run *run)
{
	const struct invocation *invocation = run->invocation;
	const char *name = invocation->count ? invocation->arguments[0] : "-";
	char *bytes;
	size_t length;
	if (!read_whole(invocation->command->name, name, JOURNAL_LIMIT, &bytes, &length)) {
		snprintf(run->error.text, sizeof run->error.text, "nothing was added");
		return false;
	}
	const bool done = add_text(run, name, (struct septel_view){bytes, length});
	free(bytes);
	return done;
}

static int run_add(const struct invocation *invocation)
{
	return run_with(invocation, casebook_path(&invocation->options[ADD_CASEBOOK]),
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
		 "What guards say to claims that hold are warnings, and with --vault names that "
		 "the\n"
		 "vault keeps and a journal tells.",
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
		 "of it is written, or where something is wrong nothing.",
	.refused =
		"a guard does not allow a claim, such as a clearance before a gate that is BLOCKED",
	.example = "dir=$(mktemp -d); cp -r examples/casebook/. $dir; "
		   "septel case add -C $dir examples/casebook-later.jrn",
	.options = ADD_OPTIONS,
	.option_count = sizeof ADD_OPTIONS / sizeof *ADD_OPTIONS,
	.run = run_add,
};
