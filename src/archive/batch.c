/* batch.c - see batch.h.  Open addressing; keys lie one after another in `keys`. */
#include "batch.h"

#include "../base/hash.h"

#include <stdlib.h>

#define SLOTS_AT_FIRST 1024u

struct slot {
	uint64_t hash;
	size_t offset;           /* of the key */
	uint32_t length, number; /* 0: free */
};

struct batch {
	struct slot *slots;
	size_t limit, count; /* a power of two; those in use */
	struct septel_out keys;
};

struct batch *septel__batch_new(void)
{
	struct batch *batch = calloc(1, sizeof *batch);
	if (batch)
		septel__out_init(&batch->keys, NULL, 0);
	return batch;
}

void septel__batch_free(struct batch *batch)
{
	if (!batch)
		return;
	septel__out_release(&batch->keys);
	free(batch->slots);
	free(batch);
}

void septel__batch_clear(struct batch *batch)
{
	if (batch->count)
		memset(batch->slots, 0, batch->limit * sizeof *batch->slots);
	batch->count = 0;
	septel__out_clear(&batch->keys);
}

/* The slot of the key, or the free one where it belongs; room is left always. */
static struct slot *find_slot(const struct batch *batch, struct septel_view key, uint64_t hash)
{
	for (size_t at = hash;; at++) {
		struct slot *slot = &batch->slots[at & (batch->limit - 1)];
		if (slot->number == 0 ||
		    (slot->hash == hash && slot->length == key.len &&
		     memcmp(batch->keys.data + slot->offset, key.ptr, key.len) == 0))
			return slot;
	}
}

uint32_t septel__batch_find(const struct batch *batch, struct septel_view key)
{
	return batch->count ? find_slot(batch, key, septel__hash(HASH_START, key))->number : 0;
}

static bool grow(struct batch *batch)
{
	const size_t limit = batch->limit ? batch->limit * 2 : SLOTS_AT_FIRST;
	struct slot *slots = calloc(limit, sizeof *slots);
	if (!slots)
		return false;
	for (size_t i = 0; i < batch->limit; i++) {
		size_t at = batch->slots[i].hash;
		if (batch->slots[i].number == 0)
			continue;
		while (slots[at & (limit - 1)].number)
			at++;
		slots[at & (limit - 1)] = batch->slots[i];
	}
	free(batch->slots);
	batch->slots = slots;
	batch->limit = limit;
	return true;
}

bool septel__batch_note(struct batch *batch, struct septel_view key, uint32_t number)
{
	const uint64_t hash = septel__hash(HASH_START, key);
	if (batch->count * 2 >= batch->limit && !grow(batch))
		return false;
	struct slot *slot = find_slot(batch, key, hash);
	if (slot->number == 0) {
		*slot = (struct slot){
			.hash = hash, .offset = batch->keys.length, .length = (uint32_t)key.len};
		septel__out_view(&batch->keys, key);
		batch->count++;
	}
	slot->number = number;
	return !batch->keys.failed;
}
