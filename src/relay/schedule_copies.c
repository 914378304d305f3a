/* schedule_copies.c - where the copies of a schedule lie; the linear hash that finds one. */
#include "schedule_copies.h"

#include "../base/limits.h"

#include <stdlib.h>
#include <string.h>

/* A table of blocks has room for `index`, grown by doubling.  The table itself is small: eight
 * bytes for a thousand copies. */
static bool grow_table(void ***table, size_t *room, size_t index, size_t *memory)
{
	if (index < *room)
		return true;
	size_t wanted = *room ? *room * 2 : 16;
	void **grown = realloc(*table, wanted * sizeof *grown);
	if (!grown)
		return false;
	memset(grown + *room, 0, (wanted - *room) * sizeof *grown);
	*memory += (wanted - *room) * sizeof *grown;
	*table = grown;
	*room = wanted;
	return true;
}

/* Block `index` of a table is there, zeroed. */
static bool want_block(void ***table, size_t *room, size_t index, size_t entry, size_t *memory)
{
	if (!grow_table(table, room, index, memory))
		return false;
	if ((*table)[index])
		return true;
	(*table)[index] = calloc(COPIES_BLOCK, entry);
	if (!(*table)[index])
		return false;
	*memory += COPIES_BLOCK * entry;
	return true;
}

static bool want_copies(struct copies *copies, place at)
{
	return want_block(&copies->blocks, &copies->block_room, at / COPIES_BLOCK,
			  sizeof(struct waiting), &copies->memory);
}

static bool want_buckets(struct copies *copies, size_t bucket)
{
	return want_block(&copies->buckets, &copies->bucket_room, bucket / COPIES_BLOCK,
			  sizeof(place), &copies->memory);
}

static place *bucket_at(const struct copies *copies, size_t bucket)
{
	return (place *)copies->buckets[bucket / COPIES_BLOCK] + bucket % COPIES_BLOCK;
}

bool septel__copies_init(struct copies *copies)
{
	*copies = (struct copies){.bucket_count = COPIES_BLOCK, .bucket_low = COPIES_BLOCK};
	if (want_buckets(copies, 0))
		return true;
	septel__copies_release(copies);
	return false;
}

void septel__copies_release(struct copies *copies)
{
	for (size_t i = 0; i < copies->block_room; i++)
		free(copies->blocks[i]);
	for (size_t i = 0; i < copies->bucket_room; i++)
		free(copies->buckets[i]);
	free(copies->blocks);
	free(copies->buckets);
	*copies = (struct copies){0};
}

/* Every bit of the name reaches the low bits (the finisher of MurmurHash3). */
static uint64_t hash_of(struct copy_name name)
{
	uint64_t hash = name.message * UINT64_C(0x9e3779b97f4a7c15) + name.copy;
	hash = (hash ^ hash >> 33) * UINT64_C(0xff51afd7ed558ccd);
	hash = (hash ^ hash >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
	return hash ^ hash >> 33;
}

/* Buckets below bucket_count - bucket_low are split already: one bit more of the hash counts. */
static place *bucket_of(const struct copies *copies, struct copy_name name)
{
	uint64_t hash = hash_of(name);
	size_t bucket = hash & (copies->bucket_low * 2 - 1);
	if (bucket >= copies->bucket_count)
		bucket = hash & (copies->bucket_low - 1);
	return bucket_at(copies, bucket);
}

static struct copy_name name_of(const struct waiting *waiting)
{
	return (struct copy_name){waiting->message, waiting->copy};
}

/* One bucket more, filled from the one that it halves.  Without memory the chains get longer, and
 * that is all. */
static void split_bucket(struct copies *copies)
{
	if (!want_buckets(copies, copies->bucket_count))
		return;
	place *from = bucket_at(copies, copies->bucket_count - copies->bucket_low);
	place chain = *from;
	*from = 0;
	if (++copies->bucket_count == copies->bucket_low * 2)
		copies->bucket_low *= 2;
	while (chain) {
		struct waiting *waiting = septel__copy(copies, chain);
		place *bucket = bucket_of(copies, name_of(waiting));
		place rest = waiting->next;
		waiting->next = *bucket;
		*bucket = chain;
		chain = rest;
	}
}

place septel__copies_find(const struct copies *copies, struct copy_name name)
{
	for (place at = *bucket_of(copies, name); at;) {
		const struct waiting *waiting = septel__copy(copies, at);
		if (waiting->message == name.message && waiting->copy == name.copy)
			return at;
		at = waiting->next;
	}
	return 0;
}

/* A place that nobody has; 0: memory out. */
static place take_place(struct copies *copies)
{
	place at = copies->free;
	if (at) {
		copies->free = septel__copy(copies, at)->next;
		return at;
	}
	if (copies->used >= SCHEDULE_COPIES_LIMIT || !want_copies(copies, copies->used + 1))
		return 0;
	return ++copies->used;
}

place septel__copies_add(struct copies *copies, struct copy_name name)
{
	if (septel__copies_find(copies, name))
		return 0;
	place at = take_place(copies);
	if (!at)
		return 0;
	if (++copies->count > copies->bucket_count)
		split_bucket(copies);
	place *bucket = bucket_of(copies, name);
	*septel__copy(copies, at) =
		(struct waiting){.message = name.message, .copy = name.copy, .next = *bucket};
	*bucket = at;
	return at;
}

void septel__copies_remove(struct copies *copies, place at)
{
	struct waiting *waiting = septel__copy(copies, at);
	place *link = bucket_of(copies, name_of(waiting));
	while (*link != at)
		link = &septel__copy(copies, *link)->next;
	*link = waiting->next;
	waiting->next = copies->free;
	copies->free = at;
	copies->count--;
}
