/* casebook.c - see casebook.h: names, faults and the order of the log. */
#include "casebook.h"

#include "../base/date.h"
#include "../base/hash.h"
#include "../base/limits.h"
#include "../base/out.h"
#include "../base/utf8.h"
#include "reading.h"

#include <limits.h>
#include <stdlib.h>

void septel__casebook_init(struct casebook *book, struct septel_arena *arena)
{
	*book = (struct casebook){.arena = arena};
}

bool septel__casebook_failed(const struct casebook *book)
{
	return septel_arena_failed(book->arena);
}

/* ---- things by name --------------------------------------------------------------------- */

/* The place of the name, or the empty one where it belongs. */
static size_t slot_of(struct thing *const *names, size_t room, struct septel_view name)
{
	size_t slot = (size_t)septel__hash(HASH_START, name) & (room - 1);
	while (names[slot] && !septel__equal(names[slot]->name, name))
		slot = (slot + 1) & (room - 1);
	return slot;
}

static bool make_room(struct casebook *book)
{
	if (book->name_count * 2 < book->name_room)
		return true;
	const size_t room = book->name_room ? book->name_room * 2 : CASEBOOK_NAMES_ROOM;
	struct thing **names = septel_arena_alloc(book->arena, room * sizeof(struct thing *));
	if (!names)
		return false;
	memset((void *)names, 0, room * sizeof(struct thing *));
	for (size_t i = 0; i < book->name_room; i++)
		if (book->names[i])
			names[slot_of(names, room, book->names[i]->name)] = book->names[i];
	book->names = names;
	book->name_room = room;
	return true;
}

static bool is_of_kind(const struct thing *thing, int kind)
{
	switch (kind) {
	case THING_ANYTHING:
		return thing->kind != THING_MESSAGE;
	case THING_GATHERING:
		return thing->kind == THING_SERIES || thing->kind == THING_ENCOUNTER;
	case THING_ENTRY: /* by its id, or by what it was the first to name */
		return thing->kind != THING_PARTY && thing->kind != THING_PLACE &&
		       thing->kind != THING_MESSAGE;
	default:
		return (int)thing->kind == kind;
	}
}

struct thing *septel__casebook_find(const struct casebook *book, struct septel_view name, int kind)
{
	if (!book->name_room)
		return NULL;
	struct thing *thing = book->names[slot_of(book->names, book->name_room, name)];
	while (thing && !is_of_kind(thing, kind))
		thing = thing->same_name;
	return thing;
}

struct thing *septel__casebook_name(struct casebook *book, struct septel_view name,
				    enum thing_kind kind)
{
	if (!make_room(book))
		return NULL;
	struct thing **slot = &book->names[slot_of(book->names, book->name_room, name)];
	for (struct thing *thing = *slot; thing; thing = thing->same_name)
		if (thing->kind == kind)
			return thing;
	struct thing *thing = septel_arena_alloc(book->arena, sizeof *thing);
	if (!thing)
		return NULL;
	book->name_count += !*slot;
	*thing = (struct thing){.name = name,
				.kind = kind,
				.number = book->thing_count++,
				.party_kind = -1,
				.place_kind = {"", 0},
				.title = {"", 0},
				.same_name = *slot};
	*slot = thing;
	return thing;
}

bool septel__wholes_note(struct wholes *wholes, const struct thing *thing)
{
	if (wholes->steps++ == CASEBOOK_WHOLES_STEPS)
		wholes->cut = true;
	if (wholes->cut)
		return false;
	for (size_t i = 0; i < wholes->count; i++)
		if (wholes->at[i] == thing)
			return false;
	if (wholes->count == CASEBOOK_WHOLES_LIMIT) {
		wholes->cut = true;
		return false;
	}
	wholes->at[wholes->count++] = thing;
	return true;
}

/* NOLINTNEXTLINE(misc-no-recursion): each level notes one whole, CASEBOOK_WHOLES_LIMIT at most */
static void note_wholes(struct wholes *wholes, const struct thing *thing,
			bool (*through)(const struct thing *))
{
	const bool first = wholes->count == 0;
	if (!septel__wholes_note(wholes, thing) || (!first && through && !through(thing)))
		return;
	for (const struct membership *at = thing->memberships; at && !wholes->cut; at = at->next)
		note_wholes(wholes, at->of, through);
}

struct wholes septel__wholes(const struct thing *thing, bool (*through)(const struct thing *))
{
	struct wholes wholes;
	wholes.count = wholes.steps = 0;
	wholes.cut = false;
	note_wholes(&wholes, thing, through);
	return wholes;
}

bool septel__is_part_of(const struct thing *party, const struct thing *of)
{
	if (party == of)
		return true;
	if (!party->memberships)
		return false;
	const struct wholes wholes = septel__wholes(party, NULL);
	for (size_t i = 1; i < wholes.count; i++)
		if (wholes.at[i] == of)
			return true;
	return false;
}

const struct claim_value *septel__claim_value(const struct claim *claim, enum claim_key key)
{
	for (size_t i = 0; i < claim->value_count; i++)
		if (claim->values[i].row->key == key)
			return &claim->values[i];
	return NULL;
}

/* ---- faults -------------------------------------------------------------------------------- */

/* Where `token` stands, counted from the line it is in: the text may be long. */
static uint32_t column_of(struct septel_view text, struct septel_view token)
{
	const size_t offset = (size_t)(token.ptr - text.ptr);
	const char *before = offset ? memrchr(text.ptr, '\n', offset) : NULL;
	const size_t start = before ? (size_t)(before - text.ptr) + 1 : 0;
	const struct septel_view line = septel__slice(text, start, offset);
	return septel_locate(line, line.len).column;
}

/* The token as far as it may be shown: no control, no byte that is no character. */
static void put_token(struct septel_out *out, struct septel_view token)
{
	uint32_t code;
	size_t at = 0;
	while (at < token.len && at < CASEBOOK_TOKEN_SHOWN) {
		const size_t bytes = septel__utf8_decode(token, at, &code);
		if (bytes == 0 || code < 0x20 || (code >= 0x7F && code < 0xA0))
			septel__out_byte(out, '?');
		else
			septel__out_bytes(out, token.ptr + at, bytes);
		at += bytes ? bytes : 1;
	}
	if (at < token.len)
		septel__out_string(out, "...");
}

bool septel__casebook_fault(struct casebook *book, const struct journal *journal, uint32_t line,
			    struct septel_view token, const char *what, const char *expected)
{
	if (!book->faults)
		book->faults = septel_arena_alloc(book->arena,
						  CASEBOOK_FAULTS_LIMIT * sizeof *book->faults);
	if (!book->faults || septel__faults_full(book)) {
		book->faults_dropped++;
		return false;
	}
	struct septel_out out;
	septel__out_init(&out, book->arena, 0);
	septel__out_string(&out, what);
	if (token.len) {
		septel__out_string(&out, " '");
		put_token(&out, token);
		septel__out_byte(&out, '\'');
	}
	if (*expected)
		septel__out_format(&out, ": expected %s", expected);
	book->faults[book->fault_count++] = (struct fault){
		journal->path, line, column_of(journal->text, token), septel__out_written(&out)};
	return false;
}

/* ---- the order of the log ------------------------------------------------------------------- */

struct opened {
	struct journal journal;
	long long minute; /* of its first message; those without one come first */
};

static int compare_opened(const void *a, const void *b)
{
	const struct opened *one = a, *other = b;
	if (one->minute != other->minute)
		return one->minute < other->minute ? -1 : 1;
	if (one->journal.added != other->journal.added)
		return one->journal.added ? 1 : -1;
	return septel__compare(one->journal.path, other->journal.path);
}

static void put_in_order(struct casebook *book, struct journal *journals, size_t count)
{
	struct septel_view id;
	struct septel_time dtg;
	struct opened *opened = septel_arena_alloc(book->arena, count * sizeof *opened);
	if (!opened || !count)
		return;
	for (size_t i = 0; i < count; i++) {
		const bool opens = septel__journal_opening(&journals[i], &id, &dtg);
		opened[i] = (struct opened){journals[i],
					    opens ? septel__minute_number(dtg) : LLONG_MIN};
	}
	qsort(opened, count, sizeof *opened, compare_opened);
	for (size_t i = 0; i < count; i++)
		journals[i] = opened[i].journal;
}

void septel__casebook_read(struct casebook *book, const struct journal *registry,
			   struct journal *journals, size_t count)
{
	septel__registry_read(book, registry);
	put_in_order(book, journals, count);
	for (size_t i = 0; i < count && !septel__casebook_failed(book); i++)
		septel__journal_read(book, &journals[i]);
	septel__registry_members(book, registry);
}
