/* seen.c - an open-addressed table of key and text hashes; see seen.h. */
#include "seen.h"

#include "../base/date.h"
#include "../base/hash.h"

#include <stdlib.h>

struct entry {
	uint64_t key, text; /* key 0: free */
};

struct septel_seen {
	struct entry *at;
	size_t count, capacity; /* a power of two */
};

#define SEEN_FIRST_CAPACITY 1024

struct septel_seen *septel_seen_new(void)
{
	return calloc(1, sizeof(struct septel_seen));
}

void septel_seen_free(struct septel_seen *seen)
{
	if (!seen)
		return;
	free(seen->at);
	free(seen);
}

static struct entry *slot_of(struct entry *at, size_t capacity, uint64_t key)
{
	size_t index = (size_t)key & (capacity - 1);
	while (at[index].key && at[index].key != key)
		index = (index + 1) & (capacity - 1);
	return &at[index];
}

static bool grow(struct septel_seen *seen)
{
	const size_t capacity = seen->capacity ? seen->capacity * 2 : SEEN_FIRST_CAPACITY;
	struct entry *at = calloc(capacity, sizeof *at);
	if (!at)
		return false;
	for (size_t i = 0; i < seen->capacity; i++)
		if (seen->at[i].key)
			*slot_of(at, capacity, seen->at[i].key) = seen->at[i];
	free(seen->at);
	seen->at = at;
	seen->capacity = capacity;
	return true;
}

static uint64_t hash_number(uint64_t hash, long long number)
{
	const struct septel_view bytes = {(const char *)&number, sizeof number};
	return septel__hash(hash, bytes);
}

/* 0 where the message has no key. */
static uint64_t key_of(const struct septel_message *message)
{
	uint64_t hash = HASH_START;
	if (message->origin.ri.len && message->origin.serial != SEPTEL_NUMBER_NONE) {
		hash = septel__hash(hash, message->origin.ri);
		hash = hash_number(hash, message->origin.serial);
		hash = hash_number(hash, septel__has_time(message->origin.filed)
						 ? septel__minute_number(message->origin.filed)
						 : 0);
	} else if (message->id.len) {
		hash = septel__hash(hash, message->id);
	} else {
		return 0;
	}
	hash = hash_number(hash,
			   message->sections.present_count ? message->sections.present[0] : 0);
	return hash ? hash : 1;
}

/* Of the paragraphs: frames and transmission lines differ from copy to copy. */
static uint64_t text_of(const struct septel_message *message)
{
	uint64_t hash = HASH_START;
	for (size_t i = 0; i < message->paragraphs.count; i++)
		hash = septel__hash(hash, message->paragraphs.at[i].text);
	return hash;
}

enum seen septel__seen_add(struct septel_seen *seen, const struct septel_message *message)
{
	const uint64_t key = key_of(message);
	if (key == 0)
		return SEEN_FIRST;
	if (seen->count * 2 >= seen->capacity && !grow(seen))
		return SEEN_FIRST;
	struct entry *entry = slot_of(seen->at, seen->capacity, key);
	const uint64_t text = text_of(message);
	if (entry->key)
		return entry->text == text ? SEEN_SAME : SEEN_OTHER;
	*entry = (struct entry){key, text};
	seen->count++;
	return SEEN_FIRST;
}
