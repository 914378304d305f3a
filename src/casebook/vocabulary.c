/* vocabulary.c - see vocabulary.h: vocabulary.def as arrays. */
#include "vocabulary.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* ---- lists of words ----------------------------------------------------------------- */

#define LIST(name, text, ...) static const char *const WORDS_##name[] = {__VA_ARGS__};
#include "vocabulary_rows.h"

static const struct list_row LISTS[] = {
	{"", NULL, 0},
#define LIST(name, text, ...) {text, WORDS_##name, COUNT_OF(WORDS_##name)},
#include "vocabulary_rows.h"
};

static const char *const KEY_NAMES[] = {
#define KEY(name, text) text,
#include "vocabulary_rows.h"
};

/* ---- types and their keys ------------------------------------------------------------- */

static const struct type_row TYPES[] = {
/* What the subject is comes from a list of words or is a kind of thing. */
#define OF_SUBJECT_NAMES(kind)             THING_##kind
#define OF_SUBJECT_KNOWN(kind)             THING_##kind
#define OF_SUBJECT_WORD(kind)              LIST_##kind
#define OF_SUBJECT_NUMBER(kind)            THING_##kind
#define TYPE(name, text, rule, kind, what) {text, what, SUBJECT_##rule, OF_SUBJECT_##rule(kind)},
#include "vocabulary_rows.h"
};

static const struct key_row KEYS[] = {
#define OF_WORD(of)               LIST_##of
#define OF_WORDS(of)              LIST_##of
#define OF_THING(of)              THING_##of
#define OF_NEW(of)                THING_##of
#define OF_TEXT(of)               0
#define OF_NAME(of)               0
#define OF_PARTY(of)              0
#define OF_PARTIES(of)            0
#define OF_PLACE(of)              0
#define OF_COUNTRY(of)            0
#define OF_LEAD(of)               0
#define OF_NUMBER(of)             0
#define OF_DAY(of)                0
#define OF_DAYS(of)               0
#define OF_DUE(of)                0
#define OF_EVERY(of)              0
#define OF_CLAUSE(of)             0
#define OF_GRADE(of)              0
#define OF_CAVEAT(of)             0
#define OF_KEPT(of)               0
#define OF_ANCHOR(of)             0
#define HAS(key, need, value, of) {KEY_##key, NEED_##need, VALUE_##value, OF_##value(of)},
#include "vocabulary_rows.h"
};

/* Where the keys of each type begin among KEYS: each HAS counts one on, and a TYPE
 * takes back the place that its own enumerator took.  A HAS has a line to itself. */
#define AT_LINE_(line) AT_##line
#define AT_LINE(line)  AT_LINE_(line)
enum {
#define TYPE(name, text, subject, kind, meaning) FIRST_##name, BEFORE_##name = FIRST_##name - 1,
#define HAS(key, need, value, of)                AT_LINE(__LINE__),
#include "vocabulary_rows.h"
	KEYS_END
};

static const unsigned short FIRST_KEYS[] = {
#define TYPE(name, text, subject, kind, meaning) FIRST_##name,
#include "vocabulary_rows.h"
	KEYS_END,
};

_Static_assert(COUNT_OF(KEYS) == KEYS_END, "each HAS of vocabulary.def has a line to itself");
_Static_assert(COUNT_OF(TYPES) == CLAIM_COUNT && COUNT_OF(LISTS) == LIST_COUNT, "all rows");

/* ---- names -------------------------------------------------------------------------------- */

const char *septel__key_name(enum claim_key key)
{
	return key < CLAIM_KEYS ? KEY_NAMES[key] : "";
}

const char *septel__thing_kind_name(int kind)
{
	static const char *const NAMES[] = {
		"nothing",   "party",   "place",   "instrument",
		"assurance", "request", "promise", "series",
		"encounter", "rule",    "trace",   "visit",
		"comment",   "claim",   "message", "series or encounter",
		"thing",
	};
	return kind >= 0 && kind < (int)COUNT_OF(NAMES) ? NAMES[kind] : "";
}

const char *septel__value_kind_name(enum value_kind kind)
{
	static const char *const NAMES[VALUE_KINDS] = {
		[VALUE_TEXT] = "words",
		[VALUE_NAME] = "one word",
		[VALUE_NEW] = "a new id",
		[VALUE_THING] = "a known id",
		[VALUE_PARTY] = "a party",
		[VALUE_PARTIES] = "parties",
		[VALUE_PLACE] = "a place",
		[VALUE_COUNTRY] = "a country",
		[VALUE_LEAD] = "PARTY or PARTY with PARTY",
		[VALUE_WORD] = "a word",
		[VALUE_WORDS] = "words of a list",
		[VALUE_NUMBER] = "a number",
		[VALUE_DAY] = "a day",
		[VALUE_DAYS] = "days",
		[VALUE_DUE] = "when due",
		[VALUE_EVERY] = "how often",
		[VALUE_CLAUSE] = "ID KIND: text",
		[VALUE_GRADE] = "a grade",
		[VALUE_CAVEAT] = "a caption",
		[VALUE_KEPT] = "KIND ID",
		[VALUE_ANCHOR] = "P.S (MARK) \"WORDS\"",
	};
	return kind < VALUE_KINDS ? NAMES[kind] : "";
}

/* ---- looking up ---------------------------------------------------------------------------- */

const struct type_row *septel__type_row(enum claim_type type)
{
	return &TYPES[type < CLAIM_COUNT ? type : CLAIM_ANY];
}

const struct key_row *septel__type_keys(enum claim_type type, size_t *count)
{
	const enum claim_type known = type < CLAIM_COUNT ? type : CLAIM_ANY;
	*count = (size_t)(FIRST_KEYS[known + 1] - FIRST_KEYS[known]);
	return KEYS + FIRST_KEYS[known];
}

const struct list_row *septel__list_row(enum word_list list)
{
	return &LISTS[list < LIST_COUNT ? list : LIST_NONE];
}

static bool is_exactly(struct septel_view name, const char *text)
{
	return septel__starts(name, text) && name.len == strlen(text);
}

enum claim_type septel__type_of(struct septel_view name)
{
	for (enum claim_type type = CLAIM_ANY + 1; type < CLAIM_COUNT; type++)
		if (is_exactly(name, TYPES[type].name))
			return type;
	return CLAIM_ANY;
}

static const struct key_row *find_key(enum claim_type type, struct septel_view name)
{
	size_t count;
	const struct key_row *keys = septel__type_keys(type, &count);
	for (size_t i = 0; i < count; i++)
		if (is_exactly(name, KEY_NAMES[keys[i].key]))
			return &keys[i];
	return NULL;
}

const struct key_row *septel__key_of(enum claim_type type, struct septel_view name)
{
	const struct key_row *own = find_key(type, name);
	return own ? own : find_key(CLAIM_ANY, name);
}

int septel__word_of(enum word_list list, struct septel_view word)
{
	const struct list_row *row = septel__list_row(list);
	for (size_t i = 0; i < row->count; i++)
		if (septel__equal(word, septel_view_of(row->words[i])))
			return (int)i;
	return -1;
}
