/* document.c - see document.h.
 *
 * Every word is looked up in a table by a hash of key and label, and its place
 * chained to the entry's places before.  One table serves all messages of a
 * worker: entries of an earlier message have an earlier round.
 */
#include "document.h"

#include "../base/hash.h"
#include "../base/limits.h"
#include "varint.h"
#include "words.h"

#include <stdlib.h>

struct place {
	uint32_t place;
	uint32_t next; /* index + 1 of the next of its entry; 0: none */
};

struct entry {
	uint64_t hash;
	uint32_t round;
	uint32_t label;
	uint32_t key, key_length; /* in keys */
	uint32_t count;
	uint32_t first, last; /* indexes + 1 of places */
};

struct document_words {
	struct entry *entries; /* the table: a power of two */
	uint32_t size, used, round;
	uint32_t *order; /* the used slots, as they came */
	struct place *places;
	uint32_t place_count, place_capacity;
	struct septel_out keys;
	unsigned next_place;
	bool failed;
};

#define TABLE_START 4096u

struct document_words *septel__document_words_new(void)
{
	struct document_words *words = calloc(1, sizeof *words);
	if (!words)
		return NULL;
	words->size = TABLE_START;
	words->round = 1;
	words->next_place = 1;
	words->entries = calloc(words->size, sizeof *words->entries);
	words->order = calloc(words->size, sizeof *words->order);
	septel__out_init(&words->keys, NULL, DOCUMENT_KEYS_LIMIT);
	if (words->entries && words->order)
		return words;
	septel__document_words_free(words);
	return NULL;
}

void septel__document_words_free(struct document_words *words)
{
	if (!words)
		return;
	septel__out_release(&words->keys);
	free(words->places);
	free(words->order);
	free(words->entries);
	free(words);
}

void septel__document_words_clear(struct document_words *words)
{
	if (++words->round == 0) {
		memset(words->entries, 0, words->size * sizeof *words->entries);
		words->round = 1;
	}
	words->used = 0;
	words->place_count = 0;
	words->next_place = 1;
	words->failed = false;
	septel__out_clear(&words->keys);
}

/* The slot of the entry, or the free one where it belongs. */
static uint32_t find_slot(const struct document_words *words, uint64_t hash, uint32_t label,
			  struct septel_view key)
{
	uint32_t slot = (uint32_t)hash & (words->size - 1);
	for (;; slot = (slot + 1) & (words->size - 1)) {
		const struct entry *entry = &words->entries[slot];
		if (entry->round != words->round)
			return slot;
		if (entry->hash == hash && entry->label == label && entry->key_length == key.len &&
		    memcmp(words->keys.data + entry->key, key.ptr, key.len) == 0)
			return slot;
	}
}

static bool grow_table(struct document_words *words)
{
	const uint32_t size = words->size * 2;
	struct entry *entries = calloc(size, sizeof *entries);
	uint32_t *order = calloc(size, sizeof *order);
	if (!entries || !order) {
		free(entries);
		free(order);
		return false;
	}
	for (uint32_t i = 0; i < words->used; i++) {
		const struct entry *entry = &words->entries[words->order[i]];
		uint32_t slot = (uint32_t)entry->hash & (size - 1);
		while (entries[slot].round == words->round)
			slot = (slot + 1) & (size - 1);
		entries[slot] = *entry;
		order[i] = slot;
	}
	free(words->entries);
	free(words->order);
	words->entries = entries;
	words->order = order;
	words->size = size;
	return true;
}

static struct entry *take_key(struct document_words *words, uint32_t label, struct septel_view key)
{
	if (words->used * 2 > words->size && !grow_table(words))
		return NULL;
	/* FNV mixes its low bits well enough for a power of two. */
	const uint64_t hash = septel__hash(HASH_START ^ label, key);
	const uint32_t slot = find_slot(words, hash, label, key);
	struct entry *entry = &words->entries[slot];
	if (entry->round == words->round)
		return entry;
	*entry = (struct entry){.hash = hash,
				.round = words->round,
				.label = label,
				.key = (uint32_t)words->keys.length,
				.key_length = (uint32_t)key.len};
	septel__out_view(&words->keys, key);
	words->order[words->used++] = slot;
	return words->keys.failed ? NULL : entry;
}

static bool add_place(struct document_words *words, struct entry *entry, uint32_t place)
{
	if (words->place_count == words->place_capacity) {
		const uint32_t capacity = words->place_capacity ? words->place_capacity * 2 : 4096;
		struct place *places = realloc(words->places, capacity * sizeof *places);
		if (!places)
			return false;
		words->places = places;
		words->place_capacity = capacity;
	}
	words->places[words->place_count++] = (struct place){place, 0};
	if (entry->last)
		words->places[entry->last - 1].next = words->place_count;
	else
		entry->first = words->place_count;
	entry->last = words->place_count;
	return true;
}

void septel__document_words_take(struct document_words *words, enum index_field field,
				 unsigned label, struct septel_view text)
{
	char key[INDEX_KEY_LIMIT] = {(char)field};
	struct word_reader reader;
	struct word word;
	unsigned count = 0;
	septel__words_begin(&reader, text);
	while (septel__words_next(&reader, &word)) {
		const size_t length =
			word.folded.len < INDEX_KEY_LIMIT ? word.folded.len : INDEX_KEY_LIMIT - 1;
		memcpy(key + 1, word.folded.ptr, length);
		struct entry *entry = take_key(words, label, (struct septel_view){key, length + 1});
		if (!entry || !add_place(words, entry, words->next_place++)) {
			words->failed = true;
			return;
		}
		entry->count++;
		count++;
	}
	if (count)
		words->next_place += PLACE_GAP;
	if (count && field == INDEX_TEXT) {
		struct entry *every = take_key(words, label, VIEW_LITERAL("*"));
		if (every)
			every->count += count;
	}
}

void septel__document_words_value(struct document_words *words, enum index_field field,
				  unsigned label, struct septel_view value)
{
	char key[INDEX_KEY_LIMIT] = {(char)field};
	if (value.len == 0 || value.len >= INDEX_KEY_LIMIT)
		return;
	memcpy(key + 1, value.ptr, value.len);
	struct entry *entry = take_key(words, label, (struct septel_view){key, value.len + 1});
	if (entry)
		entry->count = 1;
}

void septel__document_words_skip_to(struct document_words *words, unsigned place)
{
	if (words->next_place <= place)
		words->next_place = place + 1;
}

static void write_places(const struct document_words *words, const struct entry *entry,
			 struct septel_out *out)
{
	/* Their length stands before them, so that a reader may pass over them. */
	uint32_t before = 0;
	size_t length = 0;
	for (uint32_t at = entry->first; at; at = words->places[at - 1].next) {
		const uint32_t place = words->places[at - 1].place;
		const uint32_t distance = place - before;
		length += distance < 0x80 ? 1 : distance < 0x4000 ? 2 : distance < 0x200000 ? 3 : 4;
		before = place;
	}
	septel__varint_append(out, (uint32_t)length);
	before = 0;
	for (uint32_t at = entry->first; at; at = words->places[at - 1].next) {
		septel__varint_append(out, words->places[at - 1].place - before);
		before = words->places[at - 1].place;
	}
}

bool septel__document_words_write(struct document_words *words, struct septel_out *out)
{
	if (words->failed || words->keys.failed)
		return false;
	for (uint32_t i = 0; i < words->used; i++) {
		const struct entry *entry = &words->entries[words->order[i]];
		septel__varint_append(out, entry->label);
		septel__varint_append(out, entry->key_length);
		septel__out_bytes(out, words->keys.data + entry->key, entry->key_length);
		septel__varint_append(out, entry->count);
		write_places(words, entry, out);
	}
	return !out->failed;
}
