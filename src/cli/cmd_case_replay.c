/* cmd_case_replay.c - septel case replay: fold everything again, and compare. */
#include "../casebook/replay.h"

#include "../casebook/tell.h"
#include "case_desk.h"
#include "case_work.h"
#include "commands.h"
#include "safe.h"

static const struct option OPTIONS[] = {
	DESK_OPTION_ROWS,
	{"verify", OPTION_FLAG, NULL, "read and fold again, and hold both against the chain"},
};

enum { REPLAY_VERIFY = DESK_OPTIONS };

/* What the replay found; false where it is not as it should be. */
static bool holds(const struct case_desk *desk, const struct chain *chain,
		  const struct replay *replay)
{
	const char *name = desk->invocation->command->name;
	tell_chain(name, chain);
	if (replay->unlike)
		complain("septel %s: read again, the casebook has other states", name);
	if (replay->differs)
		complain("septel %s: entry %zu: the states of the first entries by themselves are "
			 "not those of the log up to it",
			 name, replay->differs);
	if (septel__chain_broken(chain) || replay->unlike || replay->differs)
		return false;
	complain("septel %s: %zu entries, %zu sealed, %zu times folded anew: the same", name,
		 replay->entries, chain->count, replay->prefixes);
	return true;
}

/* EXIT_DONE, EXIT_BROKEN, or -1. */
static int verify(struct case_desk *desk, struct septel_arena *again, struct septel_arena *scratch)
{
	struct casebook book;
	struct chain chain;
	struct replay replay = {0};
	struct casebook_folder folder;
	const char *path = casebook_path(&desk->invocation->options[DESK_CASEBOOK]);
	septel__casebook_init(&book, again);
	if (septel__folder_load(&folder, path, again, &desk->error) != ACCESS_OK)
		return -1;
	if (!septel__folder_verify(&book, &folder, &chain) ||
	    (!septel__chain_broken(&chain) &&
	     !septel__replay(&replay, desk->whole, &book, scratch)))
		return desk_fail(desk, "out of memory");
	return holds(desk, &chain, &replay) ? EXIT_DONE : EXIT_BROKEN;
}

static int tell_cases(struct case_desk *desk)
{
	size_t count;
	struct case_rules rules;
	struct ledger ledger;
	septel__rules_read(&rules, desk->whole);
	const struct thing **cases = septel__cases(&desk->log, &count);
	if (!septel__ledger_open(&ledger, &desk->log,
				 desk->week_from_sunday ? WEEK_FROM_SUNDAY : WEEK_FROM_MONDAY))
		cases = NULL;
	for (size_t i = 0; cases && i < count; i++)
		if (septel__view_knows(&desk->view, cases[i]))
			septel__tell_case(&desk->answer, &rules, &ledger, cases[i]);
	return cases ? EXIT_DONE : desk_fail(desk, "out of memory");
}

static int ask(struct case_desk *desk)
{
	int code = EXIT_DONE;
	/* It counts every entry, and what is hidden from others is hidden from no chain. */
	if (desk->invocation->options[REPLAY_VERIFY].text && !desk->viewer.owner)
		return desk_refuse(desk, "--verify: only the owner may");
	if (desk->invocation->options[REPLAY_VERIFY].text) {
		struct septel_arena *again = septel_arena_new(CASEBOOK_ARENA_LIMIT);
		struct septel_arena *scratch = septel_arena_new(CASEBOOK_ARENA_LIMIT);
		code = again && scratch ? verify(desk, again, scratch)
					: desk_fail(desk, "out of memory");
		septel_arena_free(again);
		septel_arena_free(scratch);
	}
	return code < 0 || tell_cases(desk) < 0 ? -1 : code;
}

static void put(struct septel_out *out, const json_t *record)
{
	desk_mark(out, record);
	septel__out_format(out, "%-20s %-22s holder %s since %s\n", desk_string(record, "case"),
			   desk_string(record, "state"), desk_string(record, "holder"),
			   desk_string(record, "since"));
}

static const char *const COLUMNS[] = {"case", "state", "since", "holder", NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

const struct command COMMAND_CASE_REPLAY = {
	.name = "case replay",
	.summary = "Fold a casebook from nothing, and tell where each case stands",
	.arguments = "",
	.about =
		"One line a case. With --verify the casebook is read a second time, every sealed "
		"entry\n"
		"held against the chain, and the states that both give compared; and for the first "
		"1,\n"
		"2, 3... entries the states of these alone with those of the log as of then "
		"(of a large\n"
		"casebook, for some of them).",
	.broken = "a sealed entry changed, vanished or moved, or states differ",
	.no_access = "--verify, and the viewer is not the owner",
	.example = "septel case replay -C samples/casebook --on 2009-02-01 --verify",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
