/* cmd_case_prefer.c - septel case prefer: an officer puts one account before another.
 *
 * It is one more claim of the later of the two messages, added as any other, and nothing is
 * taken away. */
#include "../base/date.h"
#include "../casebook/accounts.h"
#include "../casebook/entries.h"
#include "case_tell.h"
#include "commands.h"

#include <stdlib.h>

enum { PREFER_BY = DESK_OPTIONS, PREFER_REASON };

/* What an argument may mean; several claims may stand on one sentence. */
#define CANDIDATES_LIMIT 64

struct candidates {
	const struct claim *at[CANDIDATES_LIMIT];
	size_t count;
};

/* ---- which accounts ---- */

/* "08BAGHDAD3796#7.4", "#7.4" */
static bool stands_on(const struct claim *claim, struct septel_view anchor)
{
	bool found = false;
	json_t *anchors = septel__json_anchors(claim);
	const size_t sign = septel__find_byte(anchor, '#', 0);
	for (size_t i = 0; i < json_array_size(anchors); i++) {
		struct septel_view held =
			septel_view_of(json_string_value(json_array_get(anchors, i)));
		if (sign == 0)
			held = septel__slice(held, septel__find_byte(held, '#', 0), held.len);
		found = found || septel__equal(held, anchor);
	}
	json_decref(anchors);
	return found;
}

/* An id, MESSAGE:N, the number that queries print, or a sentence. */
static struct candidates candidates_of(struct case_desk *desk, const char *argument)
{
	struct candidates found = {.count = 0};
	struct casebook *book = &desk->book;
	const struct septel_view word = septel_view_of(argument);
	const struct thing *entry = septel__entry_find(book, word);
	const int number = septel__number(word);
	if (entry && entry->made_by)
		found.at[found.count++] = entry->made_by;
	else if (number > 0 && (size_t)number <= book->claim_count)
		found.at[found.count++] = book->claims[number - 1];
	if (septel__find_byte(word, '#', 0) != VIEW_NOT_FOUND)
		for (size_t i = 0; i < book->claim_count && found.count < CANDIDATES_LIMIT; i++)
			if (stands_on(book->claims[i], word))
				found.at[found.count++] = book->claims[i];
	return found;
}

static bool stands_in(const struct account_group *group, const struct claim *claim)
{
	for (size_t i = 0; i < group->count; i++)
		if (group->claims[i] == claim)
			return true;
	return false;
}

/* The one of the candidates that stands in the group; NULL: none, or several. */
static const struct claim *only_of(const struct candidates *candidates,
				   const struct account_group *group)
{
	const struct claim *only = NULL;
	for (size_t i = 0; i < candidates->count; i++) {
		if (!stands_in(group, candidates->at[i]))
			continue;
		if (only)
			return NULL;
		only = candidates->at[i];
	}
	return only;
}

struct choice {
	const struct claim *first, *second;
};

/* The pair that stands in one group of accounts.  False, and the error set: none does, or
 * more than one. */
static bool choose(struct case_desk *desk, const char *const *arguments, struct choice *choice)
{
	struct account_groups groups;
	const struct candidates first = candidates_of(desk, arguments[0]),
				second = candidates_of(desk, arguments[1]);
	size_t found = 0;
	if (!first.count || !second.count) {
		desk_fail(desk, "%s: no such account: expected an id, MESSAGE:N or MESSAGE#P.S",
			  arguments[first.count ? 1 : 0]);
		return false;
	}
	if (!septel__accounts_read(&groups, &desk->log, NULL))
		return false;
	for (size_t i = 0; i < groups.count; i++) {
		const struct choice pair = {only_of(&first, &groups.at[i]),
					    only_of(&second, &groups.at[i])};
		if (!pair.first || !pair.second || pair.first == pair.second ||
		    (pair.first == choice->first && pair.second == choice->second))
			continue;
		*choice = pair;
		found++;
	}
	if (found != 1)
		desk_fail(desk, "%s, %s: %s: see septel case conflicts", arguments[0], arguments[1],
			  found ? "several accounts stand there; name them by their ref"
				: "no accounts of one thing that differ");
	return found == 1;
}

/* ---- the entry ---- */

/* False, and the error set: it would not stand in one line of a journal. */
static bool is_line(struct case_desk *desk, const char *option, const char *text, bool word)
{
	for (const char *at = text; *at; at++)
		if ((unsigned char)*at < ' ' || (word && *at == ' ')) {
			desk_fail(desk, "--%s: expected %s", option,
				  word ? "one word" : "one line");
			return false;
		}
	if (!*text)
		desk_fail(desk, "--%s: expected a name", option);
	return *text != '\0';
}

/* The @msg line again, whole: so that claims of it go to its journal. */
static struct septel_view message_line(const struct journal_message *message)
{
	const struct septel_view text = message->journal->text;
	size_t from = (size_t)(message->id.ptr - text.ptr), to;
	while (from > 0 && text.ptr[from - 1] != '\n')
		from--;
	to = septel__find_byte(text, '\n', from);
	return septel__trim_right(septel__slice(text, from, to));
}

static struct septel_view entry_text(struct case_desk *desk, const struct choice *choice,
				     const char *officer)
{
	char day[TIME_TEXT_SIZE];
	struct septel_out out;
	const char *reason = desk->invocation->options[PREFER_REASON].text;
	const struct claim *later = choice->first->message->number > choice->second->message->number
					    ? choice->first
					    : choice->second;
	septel__out_init(&out, desk->arena, 0);
	septel__out_view(&out, message_line(later->message));
	septel__out_format(&out, "\n%s account.preferred ",
			   septel__time_text(desk->log.clocks.on, day));
	septel__out_view(&out, septel__entry_reference(choice->first, desk->arena));
	if (septel__casebook_find(&desk->book, septel_view_of(officer), THING_PARTY))
		septel__out_format(&out, "\n    by     %s", officer);
	septel__out_string(&out, "\n    over   ");
	septel__out_view(&out, septel__entry_reference(choice->second, desk->arena));
	if (reason)
		septel__out_format(&out, "\n    reason %s", reason);
	septel__out_format(&out, "\n    src    manual %s\n", officer);
	return septel__out_written(&out);
}

static bool add(struct case_desk *desk, struct septel_view text)
{
	size_t added = 0;
	struct casebook book;
	struct septel_arena *arena = septel_arena_new(CASEBOOK_ARENA_LIMIT);
	const struct journal claims = {.path = septel_view_of("prefer"), .text = text};
	if (!arena)
		return false;
	septel__casebook_init(&book, arena);
	const bool done = septel__folder_add(&book, desk->folder.path, &claims, &desk->source,
					     &added, &desk->error) == ACCESS_OK;
	if (done && book.fault_count)
		desk_fail(desk, "nothing was added: %.*s", VIEW_FORMAT(book.faults[0].text));
	septel_arena_free(arena);
	return done && added;
}

static void tell_choice(struct case_desk *desk, const struct choice *choice, const char *officer)
{
	struct answer *answer = &desk->answer;
	septel__record_begin(answer);
	septel__record_rests_on(answer, choice->first);
	septel__record_rests_on(answer, choice->second);
	septel__record_set_view(answer, "preferred",
				septel__entry_reference(choice->first, desk->arena));
	septel__record_set_view(answer, "over",
				septel__entry_reference(choice->second, desk->arena));
	septel__record_set(answer, "preferred_by", json_string(officer));
	septel__record_end(answer);
}

static int ask(struct case_desk *desk)
{
	struct choice choice = {NULL, NULL};
	const char *officer = casebook_officer(&desk->invocation->options[PREFER_BY]);
	const char *reason = desk->invocation->options[PREFER_REASON].text;
	if (!is_line(desk, "by", officer, true) ||
	    (reason && !is_line(desk, "reason", reason, false)) ||
	    !choose(desk, desk->invocation->arguments, &choice))
		return -1;
	const struct septel_view text = entry_text(desk, &choice, officer);
	if (septel_arena_failed(desk->arena) || !add(desk, text))
		return -1;
	tell_choice(desk, &choice, officer);
	return EXIT_DONE;
}

/* ---- row ---- */

static void put(struct septel_out *out, const json_t *record)
{
	desk_mark(out, record);
	septel__out_format(out, "%s before %s, by %s\n", desk_string(record, "preferred"),
			   desk_string(record, "over"), desk_string(record, "preferred_by"));
}

static const char *const COLUMNS[] = {"preferred", "over", "preferred_by", NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {
	DESK_OPTION_ROWS,
	{"by", OPTION_TEXT, "OFFICER", "who prefers; else who runs the command"},
	{"reason", OPTION_TEXT, "WORDS", "why"},
};

const struct command COMMAND_CASE_PREFER = {
	.name = "case prefer",
	.summary = "Put one account before another",
	.arguments = "ACCOUNT ACCOUNT",
	.about = "Adds the claim that an officer ranks the first before the second, which septel "
		 "case\n"
		 "conflicts then shows in that order; both stay. An account is an id, "
		 "MESSAGE:N, the\n"
		 "number of its entry, or the sentence it stands on.",
	.example = "dir=$(mktemp -d); cp -r samples/casebook/. $dir; "
		   "septel case prefer '#5.4' '#0.0' --by poloff -C $dir",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
