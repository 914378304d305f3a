/* entries.c - how a claim is referred to: its id, else MESSAGE:N, the Nth claim of its message.
 *
 * Journals are only added to, so what stands in one keeps its number. */
#include "entries.h"

#include "../base/out.h"

#include <stdio.h>

struct message_entries {
	struct claim **at;
	size_t count, room;
};

bool septel__entries_begin(struct casebook *book, struct journal_message *message)
{
	struct thing *thing = septel__casebook_name(book, message->id, THING_MESSAGE);
	if (thing && !thing->entries) {
		thing->entries = septel_arena_alloc(book->arena, sizeof *thing->entries);
		if (thing->entries)
			*thing->entries = (struct message_entries){0};
	}
	message->entries = thing ? thing->entries : NULL;
	return message->entries != NULL;
}

bool septel__entries_add(struct casebook *book, struct claim *claim)
{
	struct message_entries *entries = claim->message->entries;
	if (entries->count == entries->room) {
		const size_t room = entries->room ? entries->room * 2 : 4;
		struct claim **at = septel_arena_alloc(book->arena, room * sizeof(struct claim *));
		if (!at)
			return false;
		if (entries->count)
			memcpy((void *)at, (void *)entries->at,
			       entries->count * sizeof(struct claim *));
		entries->at = at;
		entries->room = room;
	}
	entries->at[entries->count++] = claim;
	claim->in_message = entries->count;
	return true;
}

/* The claim at MESSAGE:N; NULL. */
static struct claim *claim_at(const struct casebook *book, struct septel_view word)
{
	size_t colon = word.len;
	while (colon > 0 && word.ptr[colon - 1] != ':')
		colon--;
	if (colon == 0)
		return NULL;
	const struct thing *message =
		septel__casebook_find(book, septel__slice(word, 0, colon - 1), THING_MESSAGE);
	const int number = septel__number(septel__slice(word, colon, word.len));
	if (!message || number < 1 || (size_t)number > message->entries->count)
		return NULL;
	return message->entries->at[number - 1];
}

struct thing *septel__entry_find(struct casebook *book, struct septel_view word)
{
	struct thing *named = septel__casebook_find(book, word, THING_ENTRY);
	struct claim *claim = named ? NULL : claim_at(book, word);
	const struct claim_value *id = claim ? septel__claim_value(claim, KEY_ID) : NULL;
	if (id)
		return septel__casebook_find(book, id->text, THING_ENTRY);
	if (!claim)
		return named;
	struct thing *thing = septel__casebook_name(book, word, THING_ENTRY);
	if (thing && !thing->made_by)
		thing->made_by = claim;
	return thing;
}

struct septel_view septel__entry_reference(const struct claim *claim, struct septel_arena *arena)
{
	const struct claim_value *id = septel__claim_value(claim, KEY_ID);
	struct septel_out out;
	if (id && !id->silent)
		return id->text;
	septel__out_init(&out, arena, 0);
	septel__out_format(&out, "%.*s:%zu", VIEW_FORMAT(claim->message->id), claim->in_message);
	return septel__out_written(&out);
}

const struct thing *septel__entry_thing(const struct casebook *book, const struct claim *claim)
{
	char text[CASEBOOK_NAME_LIMIT + 24];
	const struct claim_value *id = septel__claim_value(claim, KEY_ID);
	if (id && !id->silent)
		return septel__casebook_find(book, id->text, THING_ENTRY);
	snprintf(text, sizeof text, "%.*s:%zu", VIEW_FORMAT(claim->message->id), claim->in_message);
	return septel__casebook_find(book, septel_view_of(text), THING_ENTRY);
}
