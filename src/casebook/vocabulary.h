/* vocabulary.h - the types of claims, their keys, and the lists of words, as one table.
 *
 * The table is vocabulary.def; here it is constant data that anybody may walk
 * over.  Names are exact: case counts.  Any thread.
 */
#ifndef SEPTEL_CASEBOOK_VOCABULARY_H
#define SEPTEL_CASEBOOK_VOCABULARY_H

#include "../base/view.h"

/* Kinds of things that claims name and refer to.  A name may be that of several:
 * Iran is a party and a place. */
enum thing_kind {
	THING_NONE,
	THING_PARTY,
	THING_PLACE,
	THING_INSTRUMENT,
	THING_ASSURANCE,
	THING_REQUEST,
	THING_PROMISE,
	THING_SERIES,
	THING_ENCOUNTER,
	THING_RULE,
	THING_TRACE,
	THING_VISIT,
	THING_COMMENT,
	THING_ENTRY,   /* a claim */
	THING_MESSAGE, /* that claims come from */
	THING_KINDS,
	THING_GATHERING = THING_KINDS, /* a series or an encounter */
	THING_ANYTHING
};

enum word_list {
	LIST_NONE,
#define LIST(name, text, ...) LIST_##name,
#include "vocabulary_rows.h"
	LIST_COUNT
};

enum claim_key {
#define KEY(name, text) KEY_##name,
#include "vocabulary_rows.h"
	CLAIM_KEYS
};

enum claim_type {
#define TYPE(name, text, subject, kind, meaning) CLAIM_##name,
#include "vocabulary_rows.h"
	CLAIM_COUNT
};

enum subject_rule { SUBJECT_NAMES, SUBJECT_KNOWN, SUBJECT_WORD, SUBJECT_NUMBER };

enum key_need {
	NEED_OPTIONAL, /* once or not at all */
	NEED_REQUIRED, /* once */
	NEED_REPEATED, /* any number of times */
	NEED_SOME      /* once or more */
};

/* What stands behind a key. */
enum value_kind {
	VALUE_TEXT,
	VALUE_NAME,    /* one word */
	VALUE_NEW,     /* a name that is given here */
	VALUE_THING,   /* the name of a known thing of the kind `of` */
	VALUE_PARTY,   /* a known party */
	VALUE_PARTIES, /* one or more */
	VALUE_PLACE,   /* a known place, or two words or more that describe one */
	VALUE_COUNTRY, /* a known party or place */
	VALUE_LEAD,    /* PARTY, or PARTY with PARTY */
	VALUE_WORD,    /* a word of the list `of` */
	VALUE_WORDS,   /* one or more */
	VALUE_NUMBER,
	VALUE_DAY,   /* YYYY-MM-DD */
	VALUE_DAYS,  /* a day, month, year or interval */
	VALUE_DUE,   /* days, or "words", or "words" event DAY */
	VALUE_EVERY, /* 3/week, 1/14d, 1/month */
	VALUE_CLAUSE,
	VALUE_GRADE,  /* A1 to F6 */
	VALUE_CAVEAT, /* a caption that protects */
	VALUE_KEPT,   /* a kind of thing and a name, which stays known */
	VALUE_ANCHOR, /* P.S (MARK) "WORDS", or manual OFFICER */
	VALUE_KINDS
};

struct key_row {
	enum claim_key key;
	enum key_need need;
	enum value_kind value;
	int of; /* enum word_list of WORD and WORDS, enum thing_kind of THING */
};

struct type_row {
	const char *name; /* "pref.reported" */
	const char *meaning;
	enum subject_rule subject;
	int of; /* enum thing_kind; enum word_list with SUBJECT_WORD */
};

struct list_row {
	const char *name;
	const char *const *words;
	size_t count;
};

const char *septel__key_name(enum claim_key key);
const char *septel__thing_kind_name(int kind);
/* "a party", "a day (YYYY-MM-DD)": what a value of that kind is, for errors and the manual. */
const char *septel__value_kind_name(enum value_kind kind);
/* A key has to be there. */
static inline bool septel__is_needed(enum key_need need)
{
	return need == NEED_REQUIRED || need == NEED_SOME;
}
/* A key may be there more than once. */
static inline bool septel__may_repeat(enum key_need need)
{
	return need == NEED_REPEATED || need == NEED_SOME;
}

/* The row of a type; CLAIM_ANY is what all have in common. */
const struct type_row *septel__type_row(enum claim_type type) __attribute__((returns_nonnull));
/* Its own keys, without those that all have. */
const struct key_row *septel__type_keys(enum claim_type type, size_t *count)
	__attribute__((returns_nonnull));
const struct list_row *septel__list_row(enum word_list list) __attribute__((returns_nonnull));

/* CLAIM_ANY where `name` is no type. */
enum claim_type septel__type_of(struct septel_view name);
/* How a claim of that type may use the key of that name: the type's own row, else the one
 * that all have; NULL where it may not. */
const struct key_row *septel__key_of(enum claim_type type, struct septel_view name);
/* The place of `word` in the list; -1 where it is none of it. */
int septel__word_of(enum word_list list, struct septel_view word);

#endif
