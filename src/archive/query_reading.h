/* query_reading.h - a query on its way from text to tree; shared by query_*.c. */
#ifndef SEPTEL_ARCHIVE_QUERY_READING_H
#define SEPTEL_ARCHIVE_QUERY_READING_H

#include "query.h"

/* What stands behind a field name. */
enum query_value {
	QUERY_VALUE_WORDS,
	QUERY_VALUE_NUMBER, /* words, or a message reference number in any form */
	QUERY_VALUE_CLASSIFICATION,
	QUERY_VALUE_DATE,
	QUERY_VALUE_COLLECTION
};

struct query_name {
	const char *name;
	enum query_value value;
	enum query_field field;
};

/* All field names, in the order they are told. */
extern const struct query_name septel__query_names[];
extern const size_t septel__query_name_count;

enum query_token_kind {
	QUERY_TOKEN_END,
	QUERY_TOKEN_OPEN,
	QUERY_TOKEN_CLOSE,
	QUERY_TOKEN_AND,
	QUERY_TOKEN_OR,
	QUERY_TOKEN_NOT,
	QUERY_TOKEN_TERM
};

struct query_token {
	enum query_token_kind kind;
	size_t start, end; /* in the text */
	/* Of a term: */
	const struct query_name *name; /* NULL: words of the text */
	struct septel_view comparison; /* "<=" of class:<=C */
	struct septel_view value;      /* without quotes; points into the text */
	bool quoted;
};

struct query_reading {
	struct septel_view text;
	struct septel_arena *arena;
	struct query_error *error;
	struct query_token token; /* the one looked at */
	size_t at;                /* behind it */
	bool passed_over;         /* punctuation that is no term */
	size_t words;             /* asked for so far */
	unsigned depth;
};

/* Sets the error; false, for the caller to pass on. */
bool septel__query_fail(struct query_reading *reading, size_t offset, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* query_lexer.c: looks at the next token.  False when there is an error in it. */
bool septel__query_next(struct query_reading *reading);

/* query_terms.c: the term looked at, as a tree of its own; NULL: error. */
const struct query *septel__query_term(struct query_reading *reading);
/* query_date.c: the value of date:. */
bool septel__query_date(struct query_reading *reading, struct query *query);

static inline size_t septel__query_offset(const struct query_reading *reading, const char *place)
{
	return (size_t)(place - reading->text.ptr);
}

#endif
