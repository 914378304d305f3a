/* lists.h - reading the lists of a word: which messages have it, how often, where. */
#ifndef SEPTEL_ARCHIVE_LISTS_H
#define SEPTEL_ARCHIVE_LISTS_H

#include "chunk.h"
#include "labels.h"
#include "segment.h"

/* The list of a word in one segment under one label. */
struct word_list {
	struct septel_view key; /* field and word */
	uint32_t label, messages;
	long long first_list;
	uint32_t lists;            /* chunks; 0: it is `packed` */
	struct septel_view packed; /* borrowed while it is visited */
};

/* The list of a row of STATEMENT_WORD and its kin, borrowed until the next step. */
struct word_list septel__list_of_row(struct store_statement *statement);

/* Visits the lists in sight of `key` in a segment, or of all keys that begin with it.
 * False: a visit said so, or the archive's error tells why. */
bool septel__lists_visit(struct archive *archive, const struct segment *segment,
			 struct septel_view key, bool prefix, const struct sight *sight,
			 bool (*visit)(const struct word_list *list, void *context), void *context);

/* Goes through one list message by message.  Large: allocate it once. */
struct list_cursor {
	struct archive *archive;
	struct word_list list;
	uint32_t chunk; /* the next one */
	uint32_t index; /* in the reader */
	bool counted, placed;
	struct chunk_reader reader;
	struct septel_out places; /* of the chunk in hand: other cursors read between */
	bool failed;              /* see the archive's error */
};

/* Before the first use, and after the last. */
void septel__list_cursor_init(struct list_cursor *cursor);
void septel__list_cursor_release(struct list_cursor *cursor);
/* `list` and what it borrows must stay.  The cursor stands before the first message. */
void septel__list_begin(struct list_cursor *cursor, struct archive *archive,
			const struct word_list *list);
/* The next message; false at the end or when failed. */
bool septel__list_next(struct list_cursor *cursor, uint32_t *document);
/* Instead of that, all messages, as many at a time as stand together.  False: failed. */
bool septel__list_all(struct list_cursor *cursor,
		      void (*visit)(const uint32_t *documents, uint32_t count, void *context),
		      void *context);
/* The first message from `document` on, forward only. */
bool septel__list_seek(struct list_cursor *cursor, uint32_t document, uint32_t *found);
/* How often the message in hand has the word. */
uint32_t septel__list_count(struct list_cursor *cursor);
/* Its places as they are written, borrowed until the cursor moves on; empty where the list
 * has no places. */
struct septel_view septel__list_places(struct list_cursor *cursor);

#endif
