/* inverted.h - words to messages, gathered in memory until they are written as
 * one segment.
 *
 * A *posting* of (key, label) is a run for each message that has the word:
 *
 *     distance from the document number before (of the first: the number itself),
 *     count of words, length of places, places      (varints; see document.h)
 *
 * Documents come in rising order.  Memory grows with what is added; the caller
 * asks for it and writes the segment before it is too much.
 */
#ifndef SEPTEL_ARCHIVE_INVERTED_H
#define SEPTEL_ARCHIVE_INVERTED_H

#include "../base/out.h"

struct inverted;

struct inverted *septel__inverted_new(void) __attribute__((warn_unused_result));
void septel__inverted_free(struct inverted *inverted);
void septel__inverted_clear(struct inverted *inverted);

/* Takes in the entries of document.h.  False: memory is out or the entries are
 * malformed; the index is of no use then but to be cleared. */
bool septel__inverted_add(struct inverted *inverted, uint32_t document, struct septel_view entries);

/* Bytes in use. */
size_t septel__inverted_memory(const struct inverted *inverted);
/* Different (key, label). */
size_t septel__inverted_count(const struct inverted *inverted);

struct posting {
	struct septel_view key;
	uint32_t label;
	uint32_t documents;
	struct septel_view runs;
};

/* Visits every posting, by key and then label; what it points to is borrowed
 * until the visit returns.  False as soon as a visit says so, or memory is out. */
bool septel__inverted_each(struct inverted *inverted,
			   bool (*visit)(const struct posting *posting, void *context),
			   void *context);

#endif
