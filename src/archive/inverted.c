/* inverted.c - see inverted.h.
 *
 * The runs of a posting lie in a chain of slices out of one pool, each longer
 * than the one before, so that a rare word costs a few bytes and a common one few
 * links.  Places in the pool are 32-bit numbers: page and offset.
 */
#include "inverted.h"

#include "../base/hash.h"
#include "../base/limits.h"
#include "varint.h"

#include <stdlib.h>

#define PAGE_BITS   20u
#define PAGE_SIZE   (1u << PAGE_BITS)
#define TABLE_START (1u << 16)
#define NO_PLACE    UINT32_MAX

/* Bytes of a slice, without the link at its end. */
static const uint16_t SLICE_SIZES[] = {12, 28, 60, 124, 252, 508, 1020, 4092};
#define SLICE_LEVELS (sizeof SLICE_SIZES / sizeof *SLICE_SIZES)
#define LINK_SIZE    sizeof(uint32_t)

struct entry {
	uint32_t hash;
	uint32_t key; /* in the pool */
	uint32_t label;
	uint32_t documents, last_document;
	uint32_t length; /* of all runs */
	uint32_t first, at;
	uint16_t left; /* bytes free in the last slice */
	uint8_t key_length, level;
};

struct inverted {
	char **pages;
	uint32_t page_count, page_capacity, page_used;
	struct entry *entries;
	uint32_t count, capacity;
	uint32_t *table; /* index + 1 of an entry; 0: free */
	uint32_t table_size;
	struct septel_out runs; /* of the posting that is visited */
};

struct inverted *septel__inverted_new(void)
{
	struct inverted *inverted = calloc(1, sizeof *inverted);
	if (!inverted)
		return NULL;
	inverted->page_used = PAGE_SIZE;
	inverted->table_size = TABLE_START;
	inverted->table = calloc(inverted->table_size, sizeof *inverted->table);
	septel__out_init(&inverted->runs, NULL, 0);
	if (inverted->table)
		return inverted;
	septel__inverted_free(inverted);
	return NULL;
}

static void free_pages(struct inverted *inverted)
{
	for (uint32_t i = 0; i < inverted->page_count; i++)
		free(inverted->pages[i]);
	inverted->page_count = 0;
	inverted->page_used = PAGE_SIZE;
}

void septel__inverted_free(struct inverted *inverted)
{
	if (!inverted)
		return;
	free_pages(inverted);
	free(inverted->pages);
	free(inverted->entries);
	free(inverted->table);
	septel__out_release(&inverted->runs);
	free(inverted);
}

void septel__inverted_clear(struct inverted *inverted)
{
	free_pages(inverted);
	inverted->count = 0;
	memset(inverted->table, 0, inverted->table_size * sizeof *inverted->table);
}

size_t septel__inverted_memory(const struct inverted *inverted)
{
	return (size_t)inverted->page_count * PAGE_SIZE +
	       inverted->capacity * sizeof *inverted->entries +
	       inverted->table_size * sizeof *inverted->table;
}

size_t septel__inverted_count(const struct inverted *inverted)
{
	return inverted->count;
}

static char *pool_at(const struct inverted *inverted, uint32_t place)
{
	return inverted->pages[place >> PAGE_BITS] + (place & (PAGE_SIZE - 1));
}

static uint32_t pool_take(struct inverted *inverted, uint32_t size)
{
	if (PAGE_SIZE - inverted->page_used < size) {
		if (inverted->page_count == inverted->page_capacity) {
			const uint32_t capacity =
				inverted->page_capacity ? inverted->page_capacity * 2 : 64;
			if (capacity > 1u << (32 - PAGE_BITS))
				return NO_PLACE;
			char **pages = realloc(inverted->pages, capacity * sizeof *pages);
			if (!pages)
				return NO_PLACE;
			inverted->pages = pages;
			inverted->page_capacity = capacity;
		}
		char *page = malloc(PAGE_SIZE);
		if (!page)
			return NO_PLACE;
		inverted->pages[inverted->page_count++] = page;
		inverted->page_used = 0;
	}
	const uint32_t place = ((inverted->page_count - 1) << PAGE_BITS) | inverted->page_used;
	inverted->page_used += size;
	return place;
}

static bool grow_table(struct inverted *inverted)
{
	const uint32_t size = inverted->table_size * 2;
	uint32_t *table = calloc(size, sizeof *table);
	if (!table)
		return false;
	for (uint32_t i = 0; i < inverted->count; i++) {
		uint32_t slot = inverted->entries[i].hash & (size - 1);
		while (table[slot])
			slot = (slot + 1) & (size - 1);
		table[slot] = i + 1;
	}
	free(inverted->table);
	inverted->table = table;
	inverted->table_size = size;
	return true;
}

static struct entry *new_entry(struct inverted *inverted, struct septel_view key)
{
	if (inverted->count == inverted->capacity) {
		const uint32_t capacity = inverted->capacity ? inverted->capacity * 2 : TABLE_START;
		struct entry *entries = realloc(inverted->entries, capacity * sizeof *entries);
		if (!entries)
			return NULL;
		inverted->entries = entries;
		inverted->capacity = capacity;
	}
	struct entry *entry = &inverted->entries[inverted->count];
	*entry = (struct entry){.key = pool_take(inverted, (uint32_t)key.len),
				.key_length = (uint8_t)key.len};
	if (entry->key == NO_PLACE)
		return NULL;
	memcpy(pool_at(inverted, entry->key), key.ptr, key.len);
	entry->first = entry->at = pool_take(inverted, SLICE_SIZES[0] + LINK_SIZE);
	entry->left = SLICE_SIZES[0];
	if (entry->first == NO_PLACE)
		return NULL;
	inverted->count++;
	return entry;
}

static struct entry *find_entry(struct inverted *inverted, uint32_t label, struct septel_view key)
{
	if (inverted->count * 2 >= inverted->table_size && !grow_table(inverted))
		return NULL;
	const uint64_t wide = septel__hash(HASH_START ^ label, key);
	const uint32_t hash = (uint32_t)(wide ^ (wide >> 32));
	uint32_t slot = hash & (inverted->table_size - 1);
	for (; inverted->table[slot]; slot = (slot + 1) & (inverted->table_size - 1)) {
		struct entry *entry = &inverted->entries[inverted->table[slot] - 1];
		if (entry->hash == hash && entry->label == label && entry->key_length == key.len &&
		    memcmp(pool_at(inverted, entry->key), key.ptr, key.len) == 0)
			return entry;
	}
	struct entry *entry = new_entry(inverted, key);
	if (entry) {
		entry->hash = hash;
		entry->label = label;
		inverted->table[slot] = inverted->count;
	}
	return entry;
}

static bool append(struct inverted *inverted, struct entry *entry, const void *bytes, size_t length)
{
	const char *from = bytes;
	entry->length += (uint32_t)length;
	while (length > entry->left) {
		memcpy(pool_at(inverted, entry->at), from, entry->left);
		from += entry->left;
		length -= entry->left;
		if (entry->level + 1u < SLICE_LEVELS)
			entry->level++;
		const uint16_t size = SLICE_SIZES[entry->level];
		const uint32_t slice = pool_take(inverted, size + LINK_SIZE);
		if (slice == NO_PLACE)
			return false;
		memcpy(pool_at(inverted, entry->at) + entry->left, &slice, LINK_SIZE);
		entry->at = slice;
		entry->left = size;
	}
	memcpy(pool_at(inverted, entry->at), from, length);
	entry->at += (uint32_t)length;
	entry->left = (uint16_t)(entry->left - length);
	return true;
}

bool septel__inverted_add(struct inverted *inverted, uint32_t document, struct septel_view entries)
{
	struct varint_cursor cursor = septel__varint_cursor(entries);
	while (cursor.at < cursor.end) {
		const uint32_t label = septel__varint_read(&cursor);
		const uint32_t key_length = septel__varint_read(&cursor);
		const struct septel_view key = septel__varint_bytes(&cursor, key_length);
		const uint32_t count = septel__varint_read(&cursor);
		const uint32_t length = septel__varint_read(&cursor);
		const struct septel_view places = septel__varint_bytes(&cursor, length);
		if (cursor.broken || key.len == 0 || key.len > UINT8_MAX)
			return false;
		struct entry *entry = find_entry(inverted, label, key);
		if (!entry)
			return false;
		unsigned char head[3 * VARINT_BYTES];
		size_t head_length = septel__varint_write(head, document - entry->last_document);
		head_length += septel__varint_write(head + head_length, count);
		head_length += septel__varint_write(head + head_length, length);
		if (!append(inverted, entry, head, head_length) ||
		    !append(inverted, entry, places.ptr, places.len))
			return false;
		entry->last_document = document;
		entry->documents++;
	}
	return true;
}

/* qsort has no context, so what is sorted carries the bytes of the key along. */
struct sorted {
	const char *key;
	uint32_t label;
	uint32_t entry;
	uint8_t key_length;
};

static int compare_sorted(const void *left, const void *right)
{
	const struct sorted *a = left, *b = right;
	const int order = septel__compare((struct septel_view){a->key, a->key_length},
					  (struct septel_view){b->key, b->key_length});
	return order ? order : (a->label > b->label) - (a->label < b->label);
}

static void gather(struct inverted *inverted, const struct entry *entry)
{
	uint32_t at = entry->first, left = entry->length;
	septel__out_clear(&inverted->runs);
	for (unsigned level = 0; left; level += level + 1 < SLICE_LEVELS) {
		const uint32_t size = SLICE_SIZES[level];
		const uint32_t length = left < size ? left : size;
		septel__out_bytes(&inverted->runs, pool_at(inverted, at), length);
		left -= length;
		if (left)
			memcpy(&at, pool_at(inverted, at) + size, LINK_SIZE);
	}
}

bool septel__inverted_each(struct inverted *inverted,
			   bool (*visit)(const struct posting *posting, void *context),
			   void *context)
{
	struct sorted *sorted = malloc((inverted->count ? inverted->count : 1) * sizeof *sorted);
	if (!sorted)
		return false;
	for (uint32_t i = 0; i < inverted->count; i++) {
		const struct entry *entry = &inverted->entries[i];
		sorted[i] = (struct sorted){pool_at(inverted, entry->key), entry->label, i,
					    entry->key_length};
	}
	qsort(sorted, inverted->count, sizeof *sorted, compare_sorted);
	bool going = true;
	for (uint32_t i = 0; going && i < inverted->count; i++) {
		const struct entry *entry = &inverted->entries[sorted[i].entry];
		gather(inverted, entry);
		const struct posting posting = {{sorted[i].key, sorted[i].key_length},
						sorted[i].label,
						entry->documents,
						septel__out_written(&inverted->runs)};
		going = !inverted->runs.failed && visit(&posting, context);
	}
	free(sorted);
	return going;
}
