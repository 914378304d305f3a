/* cmd_case_review.c - septel case review: what becomes of drafts. */
#include "../base/out.h"
#include "casebook_at.h"
#include "commands.h"
#include "review_terminal.h"
#include "safe.h"
#include "terminal_keys.h"
#include "worksheet_at.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPTION_CASEBOOK, OPTION_ACCEPT, OPTION_REJECT, OPTION_ARCHIVE };

static const struct option OPTIONS[] = {
	OPTION_ROW_CASEBOOK,
	{"accept", OPTION_TEXT, "N,...", "add these drafts: numbers, or ranges such as 3-7"},
	{"reject", OPTION_TEXT, "N,...", "drop these"},
	OPTION_ROW_CASE_ARCHIVE,
};

/* ---- numbers ---- */

/* The next of "3,5-7": false at the end, and *wrong where it is none. */
static bool next_range(struct septel_view *list, size_t *from, size_t *to, bool *wrong)
{
	const struct septel_view one =
		septel__trim(septel__slice(*list, 0, septel__find_byte(*list, ',', 0)));
	if (!list->len)
		return false;
	const size_t comma = septel__find_byte(*list, ',', 0);
	*list = comma == VIEW_NOT_FOUND ? (struct septel_view){"", 0}
					: septel__slice(*list, comma + 1, list->len);
	const size_t dash = septel__find_byte(one, '-', 0);
	const int first = septel__number(septel__slice(one, 0, dash));
	const int last = dash == VIEW_NOT_FOUND
				 ? first
				 : septel__number(septel__slice(one, dash + 1, one.len));
	*wrong = first < 1 || last < first;
	*from = (size_t)first;
	*to = (size_t)last;
	return !*wrong;
}

/* Whether each of them is the number of an open draft; told on stderr. */
static bool are_open(const struct review *review, const char *list)
{
	struct septel_view rest = septel_view_of(list);
	size_t from, to;
	bool wrong = !rest.len;
	while (next_range(&rest, &from, &to, &wrong))
		for (size_t number = from; number <= to; number++) {
			const size_t at = review_numbered(review, number);
			if (at < review->drafts.count && review->drafts.at[at].state == DRAFT_OPEN)
				continue;
			complain("septel %s: %s: draft %zu %s", review->invocation->command->name,
				 review->drafts.path, number,
				 at < review->drafts.count ? "is decided already" : "is not there");
			return false;
		}
	if (wrong)
		complain("septel %s: '%s': expected numbers of drafts, such as 3,5-7",
			 review->invocation->command->name, list);
	return !wrong;
}

/* ---- without a terminal ---- */

static void tell_unknown(struct review *review, size_t at)
{
	const struct septel_views unknown = review_unknown(review, review->drafts.at[at].entry);
	for (size_t i = 0; i < unknown.count; i++) {
		const size_t noting = review_noting(review, unknown.at[i]);
		if (noting < review->drafts.count)
			complain("draft %zu notes %.*s: accept it before",
				 review->drafts.at[noting].number, VIEW_FORMAT(unknown.at[i]));
	}
}

static bool accept(struct review *review, size_t at)
{
	const size_t number = review->drafts.at[at].number;
	if (!review_is_whole(review, at))
		return false;
	switch (review_add(review, review_claims(review, at, (struct septel_view){"", 0}))) {
	case REVIEW_HOLDS:
		return review_decide(review, at, DRAFT_ACCEPTED);
	case REVIEW_FAULTS:
		complain("draft %zu stays open:", number);
		casebook_tell(&review->book);
		tell_unknown(review, at);
		break;
	case REVIEW_FAILED:
		complain("draft %zu stays open: %s", number, review->error.text);
		break;
	}
	return false;
}

static bool decide(struct review *review, const char *list, enum draft_state state)
{
	struct septel_view rest = septel_view_of(list ? list : "");
	size_t from, to, count = 0;
	bool wrong = false, done = true;
	while (next_range(&rest, &from, &to, &wrong))
		for (size_t number = from; number <= to; number++) {
			const size_t at = review_numbered(review, number);
			const bool one = state == DRAFT_ACCEPTED ? accept(review, at)
								 : review_decide(review, at, state);
			count += one;
			done = done && one;
		}
	if (list)
		printf("%s %zu\n", septel__draft_state_name(state), count);
	return done;
}

/* One line for each open draft. */
static void list_open(const struct review *review)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	for (size_t i = 0; i < review->drafts.count; i++) {
		const struct draft *draft = &review->drafts.at[i];
		struct septel_view rest = draft->entry, line = {"", 0};
		const size_t holes = septel__holes(draft->entry);
		if (draft->state != DRAFT_OPEN)
			continue;
		septel__next_line(&rest, &line);
		septel__out_format(&out, "%.*s  %4zu  #%-6.*s  ", VIEW_FORMAT(review->drafts.id),
				   draft->number,
				   VIEW_FORMAT(septel__slice(
					   draft->key, 0, septel__find_byte(draft->key, '/', 0))));
		print_safely(&out, line);
		if (holes)
			septel__out_format(&out, "  (%zu %s)", holes,
					   holes == 1 ? "hole" : "holes");
		septel__out_byte(&out, '\n');
	}
	septel__out_format(&out, "%.*s: %zu accepted, %zu rejected, %zu open\n",
			   VIEW_FORMAT(review->drafts.id), review_count(review, DRAFT_ACCEPTED),
			   review_count(review, DRAFT_REJECTED), review_count(review, DRAFT_OPEN));
	if (!out.failed)
		(void)fwrite(out.data, 1, out.length, stdout);
	septel__out_release(&out);
}

/* ---- one file of drafts ---- */

static bool at_terminal(struct review *review)
{
	struct worksheet_at at;
	const struct invocation *invocation = review->invocation;
	const char *id = septel_arena_copy(review->arena, review->drafts.id).ptr;
	const bool made = worksheet_open(&at, invocation, review->path,
					 &invocation->options[OPTION_ARCHIVE]) &&
			  worksheet_held(&at, id);
	const bool done = made && review_at_terminal(review, &at.sheet);
	if (!made)
		worksheet_failed(&at);
	worksheet_close(&at);
	return done;
}

static bool work(struct review *review)
{
	const struct option_value *options = review->invocation->options;
	const char *yes = options[OPTION_ACCEPT].text, *no = options[OPTION_REJECT].text;
	if (yes || no) {
		if ((yes && !are_open(review, yes)) || (no && !are_open(review, no)))
			return false;
		const bool rejected = decide(review, no, DRAFT_REJECTED);
		return decide(review, yes, DRAFT_ACCEPTED) && rejected;
	}
	if (keys_at_terminal())
		return at_terminal(review);
	list_open(review);
	return true;
}

static bool review_file(const struct invocation *invocation, const char *path, const char *file)
{
	struct review review;
	const bool opened =
		review_open(&review, invocation, path, &invocation->options[OPTION_ARCHIVE], file);
	const bool done = opened && work(&review);
	if (!opened || (!done && review.error.text[0] && !review.book.fault_count))
		complain("septel %s: %s", invocation->command->name, review.error.text);
	review_close(&review);
	return done;
}

/* ---- all of them ---- */

static int is_drafts(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && septel__ends(septel_view_of(entry->d_name), ".drafts");
}

static bool review_all(const struct invocation *invocation, const char *path)
{
	struct dirent **names;
	const int count = scandir(path, &names, is_drafts, alphasort);
	bool done = count > 0;
	if (count < 0)
		complain("septel %s: %s: %s", invocation->command->name, path, strerror(errno));
	else if (count == 0)
		complain("septel %s: %s: no drafts: septel case worksheet --drafts makes them",
			 invocation->command->name, path);
	if (count > 1 &&
	    (invocation->options[OPTION_ACCEPT].text || invocation->options[OPTION_REJECT].text)) {
		complain("septel %s: drafts of %d messages: expected which",
			 invocation->command->name, count);
		done = false;
	}
	for (int i = 0; i < count; i++) {
		struct septel_out file;
		septel__out_init(&file, NULL, 0);
		septel__out_format(&file, "%s/%s", path, names[i]->d_name);
		const char *name = septel__out_terminated(&file);
		done = done && name && review_file(invocation, path, name);
		septel__out_release(&file);
		free(names[i]);
	}
	if (count >= 0)
		free((void *)names);
	return done;
}

static int run(const struct invocation *invocation)
{
	const char *path = casebook_path(&invocation->options[OPTION_CASEBOOK]);
	struct septel_arena *arena = septel_arena_new(0);
	if (!invocation->count) {
		septel_arena_free(arena);
		return review_all(invocation, path) ? EXIT_DONE : EXIT_INVALID;
	}
	const char *file =
		arena ? septel__drafts_path(path, septel_view_of(invocation->arguments[0]), arena)
		      : NULL;
	const bool done = file && review_file(invocation, path, file);
	septel_arena_free(arena);
	return done ? EXIT_DONE : EXIT_INVALID;
}

const struct command COMMAND_CASE_REVIEW = {
	.name = "case review",
	.summary = "Accept or reject draft entries",
	.arguments = "[MSG]",
	.about =
		"Steps through the open drafts of a message, or of all messages, at a terminal: "
		"shows "
		"the\n"
		"sentence with those around it and the draft, and waits for a key: a(ccept), "
		"e(dit, "
		"with\n"
		"$VISUAL or $EDITOR), s(kip), r(eject), u(ndo the last), q(uit). What is accepted "
		"is "
		"added\n"
		"under the strict check of septel case add; where it does not hold, the faults are "
		"told and\n"
		"the draft stays. A party that the casebook does not know is offered to be noted. "
		"Without a\n"
		"terminal it decides as --accept and --reject say, else lists what is open.",
	.example = "dir=$(mktemp -d); cp -r examples/casebook/. $dir; "
		   "septel case worksheet -C $dir 09MUSCAT460 --drafts; "
		   "septel case review -C $dir 09MUSCAT460",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
