/* document.h - the words of one message, as the index wants them.
 *
 * An *entry* is a word of one field under one label, with all its places in the
 * message.  A *place* counts the words of the message's text from 1; between
 * two paragraphs, and between any two values of a field, PLACE_GAP places are
 * free, so that no phrase reaches across.  Words of the subject have places up to
 * PLACE_SUBJECT, those of the paragraphs and their headings higher ones: `subject:`
 * and `body:` are the same lists cut in two.
 *
 * A *label* says who may see the word (src/access): words are kept apart by
 * label, so that what a viewer may not see is no part of any list he reads.
 * Here it is a number that the caller has for it.
 */
#ifndef SEPTEL_ARCHIVE_DOCUMENT_H
#define SEPTEL_ARCHIVE_DOCUMENT_H

#include "varint.h"

#define PLACE_GAP     16u
#define PLACE_SUBJECT 4096u

/* The first byte of a key tells the field. */
enum index_field {
	INDEX_EVERY =
		'*', /* no word: which messages say anything under a label, and how many words */
	INDEX_TEXT = 't', /* subject, headings, paragraphs */
	INDEX_FROM = 'f',
	INDEX_TO = 'o',
	INDEX_INFO = 'i',
	INDEX_TAG = 'g',
	INDEX_REFERENCE = 'r',
	INDEX_ID = 'd',
	INDEX_SIGNATURE = 's',
	INDEX_CAPTION = 'c',
	INDEX_PROFILE = 'p',
	INDEX_FROM_VALUE = 'F', /* the whole name, for facets */
	INDEX_TAG_VALUE = 'G'
};

/* Bytes of a key: field and word. */
#define INDEX_KEY_LIMIT 255

struct document_words;

/* Reusable; NULL when memory is out. */
struct document_words *septel__document_words_new(void) __attribute__((warn_unused_result));
void septel__document_words_free(struct document_words *words);

/* Forgets the words of the message before; the next place is 1. */
void septel__document_words_clear(struct document_words *words);
/* Splits `text` into words and takes them in under `field` and `label`. */
void septel__document_words_take(struct document_words *words, enum index_field field,
				 unsigned label, struct septel_view text);
/* Takes in `value` as it is, without places. */
void septel__document_words_value(struct document_words *words, enum index_field field,
				  unsigned label, struct septel_view value);
/* The next words have places above `place`, if they had not already. */
void septel__document_words_skip_to(struct document_words *words, unsigned place);
/* Appends all entries to *out, each: hash of label and key (4 bytes), label, length of key,
 * key, count of places, length of places, places (varints, each the distance from the one
 * before).  False when memory ran out. */
bool septel__document_words_write(struct document_words *words, struct septel_out *out);

struct document_entry {
	uint32_t hash, label, count;
	struct septel_view key, places; /* borrowed */
	struct septel_view run;         /* count, length of places and places as they are written */
};

/* Takes the first entry off; false at the end, or (`broken` is set) where there is none. */
static inline bool septel__document_entry_next(struct varint_cursor *cursor,
					       struct document_entry *entry)
{
	if (cursor->at == cursor->end)
		return false;
	const struct septel_view hash = septel__varint_bytes(cursor, sizeof entry->hash);
	if (cursor->broken)
		return false;
	memcpy(&entry->hash, hash.ptr, sizeof entry->hash);
	entry->label = septel__varint_read(cursor);
	const uint32_t key_length = septel__varint_read(cursor);
	entry->key = septel__varint_bytes(cursor, key_length);
	entry->run.ptr = (const char *)cursor->at;
	entry->count = septel__varint_read(cursor);
	const uint32_t length = septel__varint_read(cursor);
	entry->places = septel__varint_bytes(cursor, length);
	entry->run.len = (size_t)((const char *)cursor->at - entry->run.ptr);
	return !cursor->broken;
}

#endif
