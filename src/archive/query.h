/* query.h - the query language: what a query asks of a message.
 *
 * septel-query(7) defines the language.  This is pure: a text becomes a tree,
 * a tree becomes its canonical text; nothing here knows an archive.
 *
 * Invariants of a tree: words are folded as words.h folds them; AND and OR have
 * two parts or more and none that is of their own kind; NOT has one part, which
 * is no NOT; EVERYTHING stands alone.  Nested at most QUERY_DEPTH_LIMIT deep.
 *
 * Ownership: a tree lives in the arena given and points to nothing outside.
 * Threads: reentrant.
 */
#ifndef SEPTEL_ARCHIVE_QUERY_H
#define SEPTEL_ARCHIVE_QUERY_H

#include "../base/out.h"

#include <septel/message.h>

enum query_kind {
	QUERY_EVERYTHING, /* the empty query */
	QUERY_AND,
	QUERY_OR,
	QUERY_NOT,
	QUERY_WORDS,          /* of `field`: one word, or a phrase of words side by side */
	QUERY_CLASSIFICATION, /* least <= classification <= most; a message of none is in no range
			       */
	QUERY_DATE,           /* first <= minute of the DTG <= last; likewise */
	QUERY_COLLECTION,     /* in the user's collection `name`, exactly that */
};

enum query_field {
	QUERY_TEXT, /* subject, headings, paragraphs: words without a field name */
	QUERY_SUBJECT,
	QUERY_BODY, /* headings, paragraphs */
	QUERY_FROM,
	QUERY_TO,
	QUERY_INFO,
	QUERY_TAG,
	QUERY_REFERENCE,
	QUERY_ID,
	QUERY_SIGNATURE,
	QUERY_CAPTION,
	QUERY_PROFILE,
};

/* A range of time that is open at an end. */
#define QUERY_MINUTE_FIRST INT64_MIN
#define QUERY_MINUTE_LAST  INT64_MAX

struct query {
	enum query_kind kind;
	struct septel_span at; /* in the text of the query, field name and quotes and all */

	const struct query *const *parts; /* AND, OR, NOT */
	size_t count;

	enum query_field field; /* WORDS */
	struct septel_views words;
	bool prefix; /* the last word is only how one begins */

	enum septel_class least, most; /* CLASSIFICATION */
	int64_t first, last;           /* DATE: minutes since 1970-01-01T00:00Z, inclusive */
	/* COLLECTION: as typed.  WORDS of ID or REFERENCE: the canonical message
	 * reference number, where they are one (`words` are the words of it). */
	struct septel_view name;
};

/* Bytes of what is said of a wrong query. */
#define QUERY_MESSAGE_SIZE 320

struct query_error {
	size_t offset;   /* bytes, from 0: where the query stops being one; may be its end */
	unsigned column; /* characters, from 1 */
	char message[QUERY_MESSAGE_SIZE]; /* lower case, no full stop */
};

/* Reads `text` (any bytes).  False: *error says where and what is wrong
 * ("not enough memory", too, is said there), *out is NULL. */
bool septel__query_parse(const struct query **out, struct septel_view text,
			 struct septel_arena *arena, struct query_error *error)
	__attribute__((nonnull, warn_unused_result));

/* Appends the canonical text: parsed, it gives the same tree but for `at`.  It
 * may be longer than what was typed, and so longer than QUERY_LIMIT. */
void septel__query_print(const struct query *query, struct septel_out *out);

/* Appends the query `text` as a line fit for a terminal (a window around the
 * place, where it is long), and a line with a caret under the place. */
void septel__query_error_print(struct septel_view text, const struct query_error *error,
			       struct septel_out *out);

/* "from" for QUERY_FROM; "" for QUERY_TEXT. */
const char *septel__query_field_name(enum query_field field);

#endif
