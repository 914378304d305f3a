/* inverted.c - see inverted.h.
 *
 * The runs of a posting lie in a chain of slices out of one pool, each longer
 * than the one before, so that a rare word costs a few bytes and a common one few
 * links.  Places in the pool are 32-bit numbers: page and offset.
 *
 * All of it is far larger than the processor's caches, and each word of a message lies
 * somewhere else: the time goes into waiting for memory.  So words are taken in a group at a
 * time, step by step, each step asking for what the next one will look at (`add_group`).
 */
#include "inverted.h"

#include "../base/limits.h"
#include "document.h"
#include "short.h"

#include <stdlib.h>
#include <sys/mman.h>

#define PAGE_BITS   21u /* of the large pages of most machines, too */
#define PAGE_SIZE   (1u << PAGE_BITS)
#define TABLE_START (1u << 16)
#define NO_PLACE    UINT32_MAX
#define GROUP_SIZE  16u

/* Bytes of a slice, without the link at its end. */
static const uint16_t SLICE_SIZES[] = {12, 28, 60, 124, 252, 508, 1020, 4092};
#define SLICE_LEVELS (sizeof SLICE_SIZES / sizeof *SLICE_SIZES)
#define LINK_SIZE    sizeof(uint32_t)

/* Most words fit into the entry, and the entry into what comes from memory at once. */
#define ENTRY_SIZE     64u
#define ENTRY_KEY_SIZE 30u

struct entry {
	uint32_t hash;
	uint32_t documents, last_document;
	uint32_t length; /* of all runs */
	uint32_t first, at;
	uint32_t long_key; /* in the pool: of more than ENTRY_KEY_SIZE bytes */
	uint16_t label;
	uint16_t left; /* bytes free in the last slice */
	uint8_t key_length, level;
	char key[ENTRY_KEY_SIZE];
};
_Static_assert(sizeof(struct entry) == ENTRY_SIZE, "an entry fills a line of the cache");

#define ENTRY_BITS     15u
#define ENTRIES_A_PAGE (1u << ENTRY_BITS)

/* Pages of one size; they stay for the next batch. */
struct pages {
	void **at;
	uint32_t count, capacity; /* there are; there is room for */
	uint32_t used;
};

struct inverted {
	struct pages pool, entries;
	uint32_t pool_left; /* bytes in its last page */
	uint32_t count;
	uint32_t *table; /* index + 1 of an entry; 0: free */
	uint32_t table_size;
	struct septel_out runs; /* of the posting that is visited */
};

struct inverted *septel__inverted_new(void)
{
	struct inverted *inverted = calloc(1, sizeof *inverted);
	if (!inverted)
		return NULL;
	inverted->table_size = TABLE_START;
	inverted->table = calloc(inverted->table_size, sizeof *inverted->table);
	septel__out_init(&inverted->runs, NULL, 0);
	if (inverted->table)
		return inverted;
	septel__inverted_free(inverted);
	return NULL;
}

static void free_pages(struct pages *pages)
{
	for (uint32_t i = 0; i < pages->count; i++)
		free(pages->at[i]);
	free(pages->at);
}

void septel__inverted_free(struct inverted *inverted)
{
	if (!inverted)
		return;
	free_pages(&inverted->pool);
	free_pages(&inverted->entries);
	free(inverted->table);
	septel__out_release(&inverted->runs);
	free(inverted);
}

void septel__inverted_clear(struct inverted *inverted)
{
	inverted->pool.used = inverted->pool_left = 0;
	inverted->entries.used = inverted->count = 0;
	memset(inverted->table, 0, inverted->table_size * sizeof *inverted->table);
}

size_t septel__inverted_memory(const struct inverted *inverted)
{
	return ((size_t)inverted->pool.used + inverted->entries.used) * PAGE_SIZE +
	       inverted->table_size * sizeof *inverted->table;
}

size_t septel__inverted_count(const struct inverted *inverted)
{
	return inverted->count;
}

/* One more is used. */
static bool take_page(struct pages *pages)
{
	if (pages->used == pages->capacity) {
		const uint32_t capacity = pages->capacity ? pages->capacity * 2 : 64;
		if (capacity > 1u << (32 - PAGE_BITS))
			return false;
		void **at = realloc(pages->at, capacity * sizeof *at);
		if (!at)
			return false;
		pages->at = at;
		pages->capacity = capacity;
	}
	if (pages->used == pages->count) {
		void *page = aligned_alloc(PAGE_SIZE, PAGE_SIZE);
		if (!page)
			return false;
		/* In a large page the processor finds a place without a walk through tables;
		 * where there are none it goes without. */
		(void)madvise(page, PAGE_SIZE, MADV_HUGEPAGE);
		pages->at[pages->count++] = page;
	}
	pages->used++;
	return true;
}

static char *pool_at(const struct inverted *inverted, uint32_t place)
{
	return (char *)inverted->pool.at[place >> PAGE_BITS] + (place & (PAGE_SIZE - 1));
}

static uint32_t pool_take(struct inverted *inverted, uint32_t size)
{
	if (inverted->pool_left < size) {
		if (!take_page(&inverted->pool))
			return NO_PLACE;
		inverted->pool_left = PAGE_SIZE;
	}
	const uint32_t place = (inverted->pool.used << PAGE_BITS) - inverted->pool_left;
	inverted->pool_left -= size;
	return place;
}

static struct entry *entry_at(const struct inverted *inverted, uint32_t index)
{
	return (struct entry *)inverted->entries.at[index >> ENTRY_BITS] +
	       (index & (ENTRIES_A_PAGE - 1));
}

static const char *key_of(const struct inverted *inverted, const struct entry *entry)
{
	return entry->key_length <= ENTRY_KEY_SIZE ? entry->key
						   : pool_at(inverted, entry->long_key);
}

static bool grow_table(struct inverted *inverted)
{
	const uint32_t size = inverted->table_size * 2;
	uint32_t *table = calloc(size, sizeof *table);
	if (!table)
		return false;
	for (uint32_t i = 0; i < inverted->count; i++) {
		uint32_t slot = entry_at(inverted, i)->hash & (size - 1);
		while (table[slot])
			slot = (slot + 1) & (size - 1);
		table[slot] = i + 1;
	}
	free(inverted->table);
	inverted->table = table;
	inverted->table_size = size;
	return true;
}

static struct entry *new_entry(struct inverted *inverted, const struct document_entry *word)
{
	if (inverted->count == inverted->entries.used * ENTRIES_A_PAGE &&
	    !take_page(&inverted->entries))
		return NULL;
	struct entry *entry = entry_at(inverted, inverted->count);
	*entry = (struct entry){.hash = word->hash,
				.label = (uint16_t)word->label,
				.key_length = (uint8_t)word->key.len,
				.left = SLICE_SIZES[0]};
	if (word->key.len <= ENTRY_KEY_SIZE) {
		septel__short_copy(entry->key, word->key.ptr, word->key.len);
	} else {
		entry->long_key = pool_take(inverted, (uint32_t)word->key.len);
		if (entry->long_key == NO_PLACE)
			return NULL;
		memcpy(pool_at(inverted, entry->long_key), word->key.ptr, word->key.len);
	}
	entry->first = entry->at = pool_take(inverted, SLICE_SIZES[0] + LINK_SIZE);
	if (entry->first == NO_PLACE)
		return NULL;
	inverted->count++;
	return entry;
}

/* Room in the table is the caller's to see to. */
static struct entry *find_entry(struct inverted *inverted, const struct document_entry *word)
{
	uint32_t slot = word->hash & (inverted->table_size - 1);
	for (; inverted->table[slot]; slot = (slot + 1) & (inverted->table_size - 1)) {
		struct entry *entry = entry_at(inverted, inverted->table[slot] - 1);
		if (entry->hash == word->hash && entry->label == word->label &&
		    entry->key_length == word->key.len &&
		    septel__short_same(key_of(inverted, entry), word->key.ptr, word->key.len))
			return entry;
	}
	struct entry *entry = new_entry(inverted, word);
	if (entry)
		inverted->table[slot] = inverted->count;
	return entry;
}

/* What does not fit into the last slice goes into further ones. */
static bool append(struct inverted *inverted, struct entry *entry, const char *bytes, size_t length)
{
	entry->length += (uint32_t)length;
	while (length > entry->left) {
		memcpy(pool_at(inverted, entry->at), bytes, entry->left);
		bytes += entry->left;
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
	septel__short_copy(pool_at(inverted, entry->at), bytes, length);
	entry->at += (uint32_t)length;
	entry->left = (uint16_t)(entry->left - length);
	return true;
}

static bool add_run(struct inverted *inverted, struct entry *entry, uint32_t document,
		    struct septel_view run)
{
	unsigned char distance[VARINT_BYTES];
	const size_t length = septel__varint_write(distance, document - entry->last_document);
	entry->last_document = document;
	entry->documents++;
	return append(inverted, entry, (const char *)distance, length) &&
	       append(inverted, entry, run.ptr, run.len);
}

/* Takes up to GROUP_SIZE entries off; *count is how many.  False: they are malformed. */
static bool read_group(const struct inverted *inverted, struct varint_cursor *cursor,
		       struct document_entry *group, size_t *count)
{
	for (*count = 0; *count < GROUP_SIZE; ++*count) {
		struct document_entry *word = &group[*count];
		if (!septel__document_entry_next(cursor, word))
			break;
		if (word->key.len == 0 || word->key.len > UINT8_MAX || word->label > UINT16_MAX)
			return false;
		__builtin_prefetch(&inverted->table[word->hash & (inverted->table_size - 1)]);
	}
	return !cursor->broken;
}

static bool add_group(struct inverted *inverted, uint32_t document,
		      const struct document_entry *group, size_t count)
{
	struct entry *entries[GROUP_SIZE];
	for (size_t i = 0; i < count; i++) {
		const uint32_t index = inverted->table[group[i].hash & (inverted->table_size - 1)];
		if (index)
			__builtin_prefetch(entry_at(inverted, index - 1), 1);
	}
	for (size_t i = 0; i < count; i++) {
		entries[i] = find_entry(inverted, &group[i]);
		if (!entries[i])
			return false;
		__builtin_prefetch(pool_at(inverted, entries[i]->at), 1);
	}
	for (size_t i = 0; i < count; i++)
		if (!add_run(inverted, entries[i], document, group[i].run))
			return false;
	return true;
}

bool septel__inverted_add(struct inverted *inverted, uint32_t document, struct septel_view entries)
{
	struct varint_cursor cursor = septel__varint_cursor(entries);
	struct document_entry group[GROUP_SIZE];
	size_t count;
	do {
		if ((inverted->count + GROUP_SIZE) * 2 >= inverted->table_size &&
		    !grow_table(inverted))
			return false;
		if (!read_group(inverted, &cursor, group, &count) ||
		    !add_group(inverted, document, group, count))
			return false;
	} while (count);
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
		const struct entry *entry = entry_at(inverted, i);
		sorted[i] = (struct sorted){key_of(inverted, entry), entry->label, i,
					    entry->key_length};
	}
	qsort(sorted, inverted->count, sizeof *sorted, compare_sorted);
	bool going = true;
	for (uint32_t i = 0; going && i < inverted->count; i++) {
		const struct entry *entry = entry_at(inverted, sorted[i].entry);
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
