/* document.c - see document.h.
 *
 * Every word is looked up in a table by a hash of key and label, and its place
 * chained to the entry's places before.  Entries stand in the order in which they came;
 * the table holds their numbers and is small: for most messages it stays in the
 * processor's nearest cache.
 */
#include "document.h"

#include "../base/limits.h"
#include "short.h"
#include "words.h"

#include <stdlib.h>
#include <sys/auxv.h>

struct place {
	uint32_t place;
	uint32_t next; /* index + 1 of the next of its entry; 0: none */
};

struct slot {
	uint32_t hash;
	uint32_t entry; /* index + 1; 0: free */
};

struct entry {
	uint32_t hash, slot;
	uint32_t label;
	uint32_t key, key_length; /* in keys */
	uint32_t count;
	uint32_t first, last; /* indexes + 1 of places */
};

struct document_words {
	struct slot *table;    /* `size` is a power of two */
	struct entry *entries; /* room for half of `size` */
	uint32_t size, used;
	struct place *places;
	uint32_t place_count, place_capacity;
	struct septel_out keys;
	unsigned next_place;
	uint32_t seed; /* of the hash */
	bool failed;
};

#define TABLE_START 2048u

/* Another one each time the program runs, of what the kernel gives it: who knew it could send
 * a message all of whose words meet in one place of the tables. */
static uint32_t seed_of_process(void)
{
	uint32_t seed = 0;
	const unsigned long random = getauxval(AT_RANDOM);
	if (random)
		memcpy(&seed, (const void *)random, sizeof seed);
	return seed;
}

struct document_words *septel__document_words_new(void)
{
	struct document_words *words = calloc(1, sizeof *words);
	if (!words)
		return NULL;
	words->size = TABLE_START;
	words->next_place = 1;
	words->seed = seed_of_process();
	words->table = calloc(words->size, sizeof *words->table);
	words->entries = malloc(words->size / 2 * sizeof *words->entries);
	septel__out_init(&words->keys, NULL, DOCUMENT_KEYS_LIMIT);
	if (words->table && words->entries)
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
	free(words->entries);
	free(words->table);
	free(words);
}

/* The slot of the entry, or the free one where it belongs. */
static uint32_t find_slot(const struct document_words *words, uint32_t hash, uint32_t label,
			  struct septel_view key)
{
	uint32_t at = hash & (words->size - 1);
	for (; words->table[at].entry; at = (at + 1) & (words->size - 1)) {
		if (words->table[at].hash != hash)
			continue;
		const struct entry *entry = &words->entries[words->table[at].entry - 1];
		if (entry->label == label && entry->key_length == key.len &&
		    septel__short_same(words->keys.data + entry->key, key.ptr, key.len))
			break;
	}
	return at;
}

void septel__document_words_clear(struct document_words *words)
{
	/* One long message makes the table large for all that come after it. */
	for (uint32_t i = 0; i < words->used; i++)
		words->table[words->entries[i].slot].entry = 0;
	words->used = 0;
	words->place_count = 0;
	words->next_place = 1;
	words->failed = false;
	septel__out_clear(&words->keys);
}

static bool grow_table(struct document_words *words)
{
	const uint32_t size = words->size * 2;
	struct slot *table = calloc(size, sizeof *table);
	struct entry *entries = realloc(words->entries, size / 2 * sizeof *entries);
	if (entries)
		words->entries = entries;
	if (!entries || !table) {
		free(table);
		return false;
	}
	for (uint32_t i = 0; i < words->used; i++) {
		uint32_t at = entries[i].hash & (size - 1);
		while (table[at].entry)
			at = (at + 1) & (size - 1);
		table[at] = (struct slot){entries[i].hash, i + 1};
		entries[i].slot = at;
	}
	free(words->table);
	words->table = table;
	words->size = size;
	return true;
}

static struct entry *take_key(struct document_words *words, uint32_t label, struct septel_view key)
{
	if (words->used == words->size / 2 && !grow_table(words))
		return NULL;
	const uint32_t hash = septel__short_hash(words->seed ^ label, key);
	const uint32_t slot = find_slot(words, hash, label, key);
	if (words->table[slot].entry)
		return &words->entries[words->table[slot].entry - 1];
	struct entry *entry = &words->entries[words->used++];
	words->table[slot] = (struct slot){hash, words->used};
	*entry = (struct entry){.hash = hash,
				.slot = slot,
				.label = label,
				.key = (uint32_t)words->keys.length,
				.key_length = (uint32_t)key.len};
	septel__out_view(&words->keys, key);
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
	char key[1 + WORD_LIMIT] = {(char)field};
	struct word_reader reader;
	struct word word;
	unsigned count = 0;
	septel__words_begin(&reader, text);
	while (septel__words_next(&reader, &word)) {
		septel__short_copy(key + 1, word.folded.ptr, word.folded.len);
		struct entry *entry =
			take_key(words, label, (struct septel_view){key, word.folded.len + 1});
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

/* Writes its length and the places of an entry; returns where they end. */
static unsigned char *write_places(const struct document_words *words, const struct entry *entry,
				   unsigned char *at)
{
	/* Their length stands before them, so that a reader may pass over them; mostly it is
	 * one byte. */
	unsigned char *const from = at + 1;
	uint32_t before = 0;
	at = from;
	for (uint32_t next = entry->first; next; next = words->places[next - 1].next) {
		at += septel__varint_write(at, words->places[next - 1].place - before);
		before = words->places[next - 1].place;
	}
	unsigned char length[VARINT_BYTES];
	const size_t size = septel__varint_write(length, (uint32_t)(at - from));
	if (size > 1)
		memmove(from - 1 + size, from, (size_t)(at - from));
	memcpy(from - 1, length, size);
	return at + size - 1;
}

bool septel__document_words_write(struct document_words *words, struct septel_out *out)
{
	if (words->failed || words->keys.failed)
		return false;
	for (uint32_t i = 0; i < words->used; i++) {
		const struct entry *entry = &words->entries[i];
		/* `count` of a word without places counts others. */
		const size_t places = entry->first ? entry->count : 0;
		const size_t most =
			sizeof entry->hash + entry->key_length + (4 + places) * VARINT_BYTES;
		if (!septel__out_reserve(out, most))
			return false;
		unsigned char *at = (unsigned char *)out->data + out->length;
		memcpy(at, &entry->hash, sizeof entry->hash);
		at += sizeof entry->hash;
		at += septel__varint_write(at, entry->label);
		at += septel__varint_write(at, entry->key_length);
		septel__short_copy((char *)at, words->keys.data + entry->key, entry->key_length);
		at += entry->key_length;
		at += septel__varint_write(at, entry->count);
		at = write_places(words, entry, at);
		out->length = (size_t)((char *)at - out->data);
	}
	return !out->failed;
}
