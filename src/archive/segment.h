/* segment.h - the index of words on disk: segments, each a sorted list of words
 * with the messages that have them.
 *
 * A segment covers a range of message numbers that no other segment covers.  It
 * is written once, in the transaction that adds its messages; later segments of
 * neighbours are merged into one, so that a question looks into few.
 */
#ifndef SEPTEL_ARCHIVE_SEGMENT_H
#define SEPTEL_ARCHIVE_SEGMENT_H

#include "../base/limits.h"
#include "inverted.h"
#include "store.h"

/* Segments that an archive may have before neighbours are merged. */
#define SEGMENTS_LIMIT 12u

struct segment {
	long long number;
	uint32_t first, last; /* message numbers */
	uint32_t messages;
	uint32_t words; /* rows: words by label */
	long long first_list, end_list;
};

struct segments {
	struct segment at[SEGMENTS_LIMIT * 2 * PARTS_LIMIT];
	size_t count;
};

/* By rising message numbers. */
bool septel__segments_read(struct archive *archive, struct segments *segments);
/* How many messages they cover, of any version. */
static inline uint32_t septel__segments_messages(const struct segments *segments)
{
	uint32_t messages = 0;
	for (size_t i = 0; i < segments->count; i++)
		messages += segments->at[i].messages;
	return messages;
}

/* The first number from `number` on that a segment covers; UINT32_MAX: none does.  Between
 * the parts of an archive lie millions of numbers of no message. */
static inline uint32_t septel__segments_next(const struct segments *segments, uint32_t number)
{
	for (size_t i = 0; i < segments->count; i++)
		if (number <= segments->at[i].last)
			return number < segments->at[i].first ? segments->at[i].first : number;
	return UINT32_MAX;
}

/* Writes what `inverted` holds of messages `first` to `last` as a segment. */
bool septel__segment_write(struct archive *archive, struct inverted *inverted, uint32_t first,
			   uint32_t last, uint32_t messages);

/* Merges neighbours until SEGMENTS_LIMIT are left, those with the fewest words first. */
bool septel__segments_merge(struct archive *archive);

/* A word of a message that comes into a segment. */
struct added_word {
	struct septel_view key, places;
	uint32_t label, document, count;
};

/* What is changed where segments are written anew. */
struct segment_change {
	/* Messages whose words go. */
	bool (*dead)(uint32_t number, void *context);
	void *context;
	/* Words that come, of dead messages of the segment alone; by key, label, message. */
	const struct added_word *added;
	size_t count;
};

/* Writes `count` neighbours (at most 8) anew as one segment; `change` may be NULL. */
bool septel__segments_rewrite(struct archive *archive, const struct segment *segments, size_t count,
			      const struct segment_change *change);

#endif
