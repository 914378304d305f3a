/* phrases.c - the rows of phrases.def, put together. */
#include "phrases.h"

#include "phrase_words.h"

/* ---- the table ---- */

static const struct {
	enum date_rule rule;
	const char *pattern;
} IDIOMS[] = {
#define IDIOM(rule, pattern) {RULE_##rule, pattern},
#include "phrases_rows.h"
};

static const struct {
	int times, period;
	char unit;
	const char *pattern;
} RECURRENCES[] = {
#define RECURS(times, period, unit, pattern) {times, period, unit, pattern},
#include "phrases_rows.h"
};

static const struct {
	const char *pattern;
} AGES[] = {
#define AGE(pattern) {pattern},
#include "phrases_rows.h"
};

static const struct {
	const char *pattern;
} ABOUTS[] = {
#define ABOUT(pattern) {pattern},
#include "phrases_rows.h"
};

static const struct {
	enum phrase_lead lead;
	const char *pattern;
} LEADS[] = {
#define LEAD(lead, pattern) {LEAD_##lead, pattern},
#include "phrases_rows.h"
};

static const struct {
	enum phrase_part part;
	const char *pattern;
} PARTS[] = {
#define PART(part, pattern) {PART_##part, pattern},
#include "phrases_rows.h"
};

static const struct {
	enum period_kind kind;
	enum date_rule rule;
	enum phrase_order order;
	char unit;
	int offset;
	enum phrase_part part;
	const char *pattern;
} PERIODS[] = {
#define PERIOD(kind, rule, order, unit, offset, part, pattern)                                     \
	{PERIOD_##kind, RULE_##rule, ORDER_##order, unit, offset, PART_##part, pattern},
#include "phrases_rows.h"
};

static const struct {
	enum phrase_base base;
	const char *pattern;
} BASES[] = {
#define BASE(base, pattern) {BASE_##base, pattern},
#include "phrases_rows.h"
};

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* All rows have one number, in this order. */
enum {
	FROM_IDIOMS,
	FROM_RECURRENCES = FROM_IDIOMS + COUNT(IDIOMS),
	FROM_AGES = FROM_RECURRENCES + COUNT(RECURRENCES),
	FROM_ABOUTS = FROM_AGES + COUNT(AGES),
	FROM_LEADS = FROM_ABOUTS + COUNT(ABOUTS),
	FROM_PARTS = FROM_LEADS + COUNT(LEADS),
	FROM_PERIODS = FROM_PARTS + COUNT(PARTS),
	FROM_BASES = FROM_PERIODS + COUNT(PERIODS),
	ALL_ROWS = FROM_BASES + COUNT(BASES)
};

/* The words, and which rows may begin with which letters: most rows fail at once. */
struct phrase_reader {
	struct phrase_words words;
	uint32_t firsts[ALL_ROWS];            /* of each row, a bit for each letter */
	uint32_t letters[PHRASE_WORDS_LIMIT]; /* of each word, its bit */
};

#define READ_FIRSTS(reader, rows)                                                                  \
	for (size_t row = 0; row < COUNT(rows); row++)                                             \
	(reader)->firsts[FROM_##rows + row] = septel__phrase_firsts((rows)[row].pattern)

static bool open_reader(struct phrase_reader *reader, struct septel_view text)
{
	if (!septel__phrase_words(text, &reader->words))
		return false;
	READ_FIRSTS(reader, IDIOMS);
	READ_FIRSTS(reader, RECURRENCES);
	READ_FIRSTS(reader, AGES);
	READ_FIRSTS(reader, ABOUTS);
	READ_FIRSTS(reader, LEADS);
	READ_FIRSTS(reader, PARTS);
	READ_FIRSTS(reader, PERIODS);
	READ_FIRSTS(reader, BASES);
	for (size_t i = 0; i < reader->words.count; i++)
		reader->letters[i] = septel__phrase_first(&reader->words.at[i]);
	return true;
}

/* A row that matched, and where. */
struct found {
	size_t row, end; /* end NO_MATCH: none */
	struct phrase_slots slots;
};

static void longer(struct found *found, const struct phrase_reader *reader, size_t at, size_t row,
		   const char *pattern)
{
	struct phrase_slots slots = {0};
	const size_t end = septel__phrase_match(&reader->words, at, pattern, &slots);
	if (end != NO_MATCH && (found->end == NO_MATCH || end > found->end))
		*found = (struct found){row, end, slots};
}

#define FOUND_NONE ((struct found){.end = NO_MATCH})

/* Looks for the row that matches most words from `at` on. */
#define FIND(found, reader, at, rows)                                                              \
	for (size_t row = 0; (at) < (reader)->words.count && row < COUNT(rows); row++)             \
		if ((reader)->firsts[FROM_##rows + row] & (reader)->letters[at])                   \
	longer(found, reader, at, row, (rows)[row].pattern)

/* ---- what binds to no period ---- */

/* Each of these reads from `at` on and gives where it ends, NO_MATCH. */

static size_t read_idiom(const struct phrase_reader *reader, size_t at, struct phrase *phrase)
{
	struct found found = FOUND_NONE;
	FIND(&found, reader, at, IDIOMS);
	if (found.end != NO_MATCH)
		*phrase = (struct phrase){.rule = IDIOMS[found.row].rule};
	return found.end;
}

static size_t read_recurrence(const struct phrase_reader *reader, size_t at, struct phrase *phrase)
{
	struct found found = FOUND_NONE;
	FIND(&found, reader, at, RECURRENCES);
	if (found.end == NO_MATCH)
		return NO_MATCH;
	const int count = found.slots.least;
	struct claim_every every = {RECURRENCES[found.row].times, RECURRENCES[found.row].period,
				    RECURRENCES[found.row].unit};
	if (!every.times)
		every.times = count;
	if (!every.period)
		every.period = count;
	if (every.unit == '-') {
		every.unit = found.slots.unit;
		every.period *= found.slots.factor;
	}
	/* "every two weeks" is every 14 days, as journals write it. */
	if (every.unit == 'w' && every.period > 1) {
		every.period *= 7;
		every.unit = 'd';
	}
	*phrase = (struct phrase){.rule = every.times > 1 ? RULE_R7 : RULE_R12, .every = every};
	return found.end;
}

static size_t read_age(const struct phrase_reader *reader, size_t at, struct phrase *phrase)
{
	struct found found = FOUND_NONE;
	FIND(&found, reader, at, AGES);
	if (found.end != NO_MATCH)
		*phrase = (struct phrase){.rule = RULE_R6,
					  .kind = PERIOD_AGE,
					  .unit = 'y',
					  .least = found.slots.least,
					  .most = found.slots.most};
	return found.end;
}

/* ---- periods ---- */

static size_t skip_abouts(const struct phrase_reader *reader, size_t at, struct phrase *phrase)
{
	struct found found = FOUND_NONE;
	do {
		found = FOUND_NONE;
		FIND(&found, reader, at, ABOUTS);
		if (found.end != NO_MATCH) {
			at = found.end;
			phrase->vague = true;
		}
	} while (found.end != NO_MATCH);
	return septel__phrase_behind_dash(&reader->words, at);
}

static size_t read_period(const struct phrase_reader *reader, size_t at, struct phrase *phrase)
{
	struct found found = FOUND_NONE;
	FIND(&found, reader, at, PERIODS);
	if (found.end == NO_MATCH)
		return NO_MATCH;
	const struct phrase_slots *slots = &found.slots;
	phrase->kind = PERIODS[found.row].kind;
	phrase->rule = PERIODS[found.row].rule;
	phrase->order = PERIODS[found.row].order;
	phrase->offset = PERIODS[found.row].offset;
	if (PERIODS[found.row].part != PART_WHOLE)
		phrase->part = PERIODS[found.row].part;
	phrase->unit = PERIODS[found.row].unit == '-' ? slots->unit : PERIODS[found.row].unit;
	phrase->least = slots->least * (slots->factor ? slots->factor : 1);
	phrase->most = slots->most * (slots->factor ? slots->factor : 1);
	phrase->weekday = slots->weekday;
	phrase->month = slots->month;
	phrase->year = slots->year;
	phrase->nth = slots->nth;
	phrase->first = slots->first;
	phrase->last = slots->last;
	return found.end;
}

/* A part of a period, or a period. */
static size_t read_part(const struct phrase_reader *reader, size_t at, struct phrase *phrase)
{
	struct found found = FOUND_NONE;
	FIND(&found, reader, at, PARTS);
	if (found.end == NO_MATCH)
		return read_period(reader, at, phrase);
	const struct phrase before = *phrase;
	phrase->part = PARTS[found.row].part;
	const size_t end =
		read_period(reader, septel__phrase_behind_dash(&reader->words, found.end), phrase);
	if (end != NO_MATCH)
		return end;
	*phrase = before;
	return read_period(reader, at, phrase);
}

/* Whence it is counted, for what is counted. */
static size_t read_base(const struct phrase_reader *reader, size_t at, struct phrase *phrase)
{
	struct found found = FOUND_NONE;
	if (phrase->kind != PERIOD_COUNT && phrase->kind != PERIOD_FEW &&
	    phrase->kind != PERIOD_ONE && phrase->kind != PERIOD_THE_UNIT)
		return at;
	FIND(&found, reader, at, BASES);
	if (found.end == NO_MATCH)
		return at;
	phrase->base = BASES[found.row].base;
	phrase->from = found.slots.first;
	if (phrase->base == BASE_NOW)
		phrase->order = ORDER_DESK;
	if (phrase->base == BASE_ABOUT) {
		phrase->base = BASE_NONE;
		phrase->vague = true;
		return found.end;
	}
	/* "the week after the vote" */
	if (phrase->kind == PERIOD_THE_UNIT)
		phrase->base = BASE_OTHER;
	return found.end;
}

static bool points_on(const struct phrase_word *word)
{
	static const char *const WORDS[] = {"the", "these", "next", "coming", "following"};
	for (size_t i = 0; i < COUNT(WORDS); i++)
		if (strcmp(word->text, WORDS[i]) == 0)
			return true;
	return false;
}

/* What a lead makes of a period. */
static void apply_lead(const struct phrase_word *opening, bool led, struct phrase *phrase)
{
	const bool counted = phrase->kind == PERIOD_COUNT || phrase->kind == PERIOD_FEW;
	const bool dated = phrase->kind == PERIOD_DAY || phrase->kind == PERIOD_RANGE;
	if (phrase->kind == PERIOD_ONE) {
		const bool seven = led && (phrase->lead == LEAD_WITHIN || phrase->lead == LEAD_ON);
		phrase->kind = seven ? PERIOD_COUNT : PERIOD_UNIT;
		phrase->least = phrase->most = 1;
		phrase->rule = seven ? RULE_R10 : RULE_R3;
		phrase->order = seven ? ORDER_AGREED : ORDER_DESK;
	}
	if (dated && !phrase->first.year)
		phrase->rule = RULE_R2;
	/* "for the next ten days", "for Friday", "from 1 to 7 December" tell no length of time. */
	if (phrase->lead == LEAD_FOR && (!counted || points_on(opening)))
		phrase->lead = LEAD_ON;
	if (phrase->lead == LEAD_FROM && phrase->kind == PERIOD_RANGE)
		phrase->lead = LEAD_ON;
	if (phrase->lead == LEAD_SINCE)
		phrase->rule = RULE_R5;
	else if (phrase->lead == LEAD_FOR)
		phrase->rule = RULE_R6;
	else if (phrase->lead != LEAD_ON && phrase->lead != LEAD_FROM && !counted &&
		 phrase->kind != PERIOD_COUNT) {
		phrase->rule = RULE_R11;
		phrase->order = ORDER_AGREED;
	}
	phrase->vague |=
		phrase->kind == PERIOD_FEW || phrase->least != phrase->most ||
		(phrase->part != PART_WHOLE && phrase->part != PART_REST &&
		 !(phrase->part == PART_END && (phrase->lead != LEAD_ON || phrase->unit == 'd')));
}

/* Some words are dates only in company: "may", "days", "the month". */
static bool stands_alone(const struct phrase *phrase, bool led, size_t length,
			 const struct phrase_word *word)
{
	const size_t short_name = 4;
	if (phrase->kind == PERIOD_THE_UNIT)
		return phrase->part != PART_WHOLE || (led && phrase->unit != 'd');
	if (phrase->kind == PERIOD_FEW && length == 1)
		return led;
	if (led || length > 1)
		return true;
	return phrase->kind != PERIOD_YEAR && phrase->kind != PERIOD_DAY_OF_MONTH &&
	       ((phrase->kind != PERIOD_MONTH && phrase->kind != PERIOD_WEEKDAY) ||
		strlen(word->text) > short_name + (phrase->kind == PERIOD_MONTH));
}

/* "31 November": a month beside a number is the half of a date that does not exist. */
static bool is_half_date(const struct phrase *phrase, const struct phrase_reader *reader, size_t at,
			 size_t end)
{
	return phrase->kind == PERIOD_MONTH &&
	       ((at > 0 && reader->words.at[at - 1].kind == WORD_NUMBER) ||
		(end < reader->words.count && reader->words.at[end].kind == WORD_NUMBER));
}

static size_t read_dated(const struct phrase_reader *reader, size_t at, bool lead,
			 struct phrase *phrase)
{
	struct found found = FOUND_NONE;
	*phrase = (struct phrase){0};
	size_t next = skip_abouts(reader, at, phrase);
	if (lead) {
		FIND(&found, reader, next, LEADS);
		if (found.end == NO_MATCH)
			return NO_MATCH;
		phrase->lead = LEADS[found.row].lead;
		next = skip_abouts(reader, found.end, phrase);
	}
	const size_t opening = next;
	size_t end = read_part(reader, next, phrase);
	if (end == NO_MATCH || is_half_date(phrase, reader, opening, end))
		return NO_MATCH;
	const bool all = at == 0 && end == reader->words.count;
	if (!stands_alone(phrase, lead || phrase->part != PART_WHOLE || all, end - opening,
			  &reader->words.at[opening]) &&
	    !(all && phrase->kind != PERIOD_THE_UNIT))
		return NO_MATCH;
	end = read_base(reader, end, phrase);
	apply_lead(&reader->words.at[opening], lead, phrase);
	return end;
}

static size_t read_led(const struct phrase_reader *reader, size_t at, struct phrase *phrase)
{
	return read_dated(reader, at, true, phrase);
}

static size_t read_bare(const struct phrase_reader *reader, size_t at, struct phrase *phrase)
{
	return read_dated(reader, at, false, phrase);
}

/* ---- the whole ---- */

typedef size_t read_phrase(const struct phrase_reader *reader, size_t at, struct phrase *phrase);

bool septel__phrase_read(struct septel_view text, struct phrase *phrase)
{
	static read_phrase *const FORMS[] = {read_led, read_bare, read_recurrence, read_age,
					     read_idiom};
	struct phrase_reader reader;
	size_t end = NO_MATCH;
	*phrase = (struct phrase){0};
	if (!open_reader(&reader, text))
		return false;
	for (size_t at = 0; at < reader.words.count && end == NO_MATCH; at++) {
		for (size_t i = 0; i < COUNT(FORMS); i++) {
			struct phrase read;
			const size_t reached = FORMS[i](&reader, at, &read);
			if (reached == NO_MATCH || (end != NO_MATCH && reached <= end))
				continue;
			*phrase = read;
			phrase->whole = at == 0 && reached == reader.words.count;
			end = reached;
		}
	}
	return end != NO_MATCH;
}

bool septel__every_words(struct septel_view text, struct claim_every *every)
{
	struct phrase phrase;
	*every = (struct claim_every){0};
	if (!septel__phrase_read(text, &phrase) || !phrase.every.times || !phrase.every.period)
		return false;
	*every = phrase.every;
	return true;
}

const char *septel__date_rule_name(enum date_rule rule)
{
	static const char *const NAMES[DATE_RULES] = {"",   "R1", "R2", "R3",  "R4",  "R5", "R6",
						      "R7", "R8", "R9", "R10", "R11", "R12"};
	return NAMES[rule];
}
