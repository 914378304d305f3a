/* values.c - see reading.h: what stands behind a key, read as its row asks.
 *
 * Every value may be `not-stated`: silence is a value, and nothing is put in its place. */
#include "../access/label.h"
#include "../base/limits.h"
#include "../base/out.h"
#include "entries.h"
#include "reading.h"

static bool fault(struct journal_place *place, struct septel_view token, const char *what,
		  const char *expected)
{
	return septel__casebook_fault(place->book, place->journal, place->number, token, what,
				      expected);
}

bool septel__fault_word(struct journal_place *place, struct septel_view token, enum word_list list)
{
	if (septel__faults_full(place->book))
		return fault(place, token, "", "");
	struct septel_out out;
	const struct list_row *row = septel__list_row(list);
	septel__out_init(&out, place->book->arena, 0);
	septel__out_format(&out, "unknown %s", row->name);
	const char *what = septel__out_terminated(&out);
	struct septel_out words;
	septel__out_init(&words, place->book->arena, 0);
	for (size_t i = 0; i < row->count; i++)
		septel__out_format(&words, "%s%s", i ? ", " : "", row->words[i]);
	const char *expected = septel__out_terminated(&words);
	return fault(place, token, what ? what : "", expected ? expected : "");
}

bool septel__fault_thing(struct journal_place *place, struct septel_view token, int kind)
{
	if (septel__faults_full(place->book))
		return fault(place, token, "", "");
	struct septel_out out;
	septel__out_init(&out, place->book->arena, 0);
	septel__out_format(&out, "unknown %s", septel__thing_kind_name(kind));
	const char *what = septel__out_terminated(&out);
	const bool standing = kind == THING_PARTY || kind == THING_PLACE;
	return fault(place, token, what ? what : "",
		     standing ? "one of the registry, or one that a claim before notes"
			      : "one that a claim before names");
}

/* ---- things ---------------------------------------------------------------------------------- */

static size_t count_words(struct septel_view text)
{
	struct septel_view word;
	size_t count = 0;
	while (septel__next_word(&text, &word))
		count++;
	return count;
}

/* Each word of the value, a thing of that kind. */
static bool read_things(struct journal_place *place, struct claim_value *value, int kind)
{
	struct septel_view rest = value->text, word;
	const struct thing **at = septel_arena_alloc(
		place->book->arena, count_words(rest) * sizeof(const struct thing *));
	value->is.things = (struct claim_things){at, 0};
	if (!at)
		return false;
	while (septel__next_word(&rest, &word)) {
		const struct thing *thing =
			kind == THING_ENTRY ? septel__entry_find(place->book, word)
					    : septel__casebook_find(place->book, word, kind);
		if (!thing)
			return septel__fault_thing(place, word, kind);
		at[value->is.things.count++] = thing;
	}
	return true;
}

static bool read_one(struct journal_place *place, struct claim_value *value, int kind)
{
	struct septel_view rest = value->text, word;
	if (septel__next_word(&rest, &word) && septel__trim(rest).len)
		return fault(place, septel__trim(rest), "unexpected", "one name");
	return read_things(place, value, kind);
}

static bool read_place(struct journal_place *place, struct claim_value *value)
{
	if (count_words(value->text) > 1) {
		value->is.things = (struct claim_things){NULL, 0};
		return true;
	}
	if (septel__casebook_find(place->book, value->text, THING_PLACE))
		return read_things(place, value, THING_PLACE);
	return septel__casebook_find(place->book, value->text, THING_PARTY)
		       ? read_things(place, value, THING_PARTY)
		       : fault(place, value->text, "unknown place",
			       "one of the registry, or words that describe one");
}

static bool read_country(struct journal_place *place, struct claim_value *value)
{
	const bool party = septel__casebook_find(place->book, value->text, THING_PARTY) != NULL;
	return read_one(place, value, party ? THING_PARTY : THING_PLACE);
}

/* "goi with unhcr": the first leads. */
static bool read_lead(struct journal_place *place, struct claim_value *value)
{
	struct septel_view rest = value->text, word[3] = {{"", 0}, {"", 0}, {"", 0}};
	size_t count = 0;
	while (count < 3 && septel__next_word(&rest, &word[count]))
		count++;
	if (count == 1)
		return read_one(place, value, THING_PARTY);
	if (count != 3 || !septel__equal(word[1], VIEW_LITERAL("with")) || septel__trim(rest).len)
		return fault(place, value->text, "no lead", "PARTY or PARTY with PARTY");
	const struct thing **at =
		septel_arena_alloc(place->book->arena, 2 * sizeof(const struct thing *));
	if (!at)
		return false;
	value->is.things = (struct claim_things){at, 2};
	for (size_t i = 0; i < 2; i++) {
		at[i] = septel__casebook_find(place->book, word[2 * i], THING_PARTY);
		if (!at[i])
			return septel__fault_thing(place, word[2 * i], THING_PARTY);
	}
	return true;
}

static bool read_new(struct journal_place *place, const struct claim_value *value)
{
	if (!septel__is_name(value->text))
		return fault(place, value->text, "no name", NAME_EXPECTED);
	return !septel__casebook_find(place->book, value->text, THING_ENTRY) ||
	       fault(place, value->text, "given already", "an id that no other claim has");
}

/* ---- words and numbers ------------------------------------------------------------------------
 */

static bool read_words(struct journal_place *place, struct claim_value *value)
{
	struct septel_view rest = value->text, word;
	value->is.words = 0;
	while (septel__next_word(&rest, &word)) {
		const int found = septel__word_of((enum word_list)value->row->of, word);
		if (found < 0)
			return septel__fault_word(place, word, (enum word_list)value->row->of);
		value->is.words |= 1u << found;
	}
	return true;
}

/* "3/week", "1/14d", "1/month". */
static bool read_every(struct journal_place *place, struct claim_value *value)
{
	static const struct {
		const char *word;
		char unit;
	} UNITS[] = {{"day", 'd'}, {"week", 'w'}, {"month", 'm'}, {"year", 'y'}};
	const struct septel_view text = value->text;
	const size_t slash = septel__find_byte(text, '/', 0);
	const int times = septel__number(septel__slice(text, 0, slash));
	const struct septel_view unit = slash == VIEW_NOT_FOUND
						? (struct septel_view){"", 0}
						: septel__slice(text, slash + 1, text.len);
	struct claim_every *every = &value->is.every;
	*every = (struct claim_every){times, 0, 'd'};
	for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
		if (septel__equal(unit, septel_view_of(UNITS[i].word)))
			*every = (struct claim_every){times, 1, UNITS[i].unit};
	if (unit.len > 1 && septel__is_one_of(unit.ptr[unit.len - 1], "dwmy") && !every->period)
		*every = (struct claim_every){times,
					      septel__number(septel__slice(unit, 0, unit.len - 1)),
					      unit.ptr[unit.len - 1]};
	return (times > 0 && every->period > 0) ||
	       fault(place, text, "no recurrence",
		     "N/day, N/week, N/month, N/year, N/14d or not-stated");
}

static bool read_day(struct journal_place *place, struct claim_value *value)
{
	return (septel__days_read(value->text, &value->is.days) &&
		septel__days_is_one(&value->is.days)) ||
	       fault(place, value->text, "no day", "YYYY-MM-DD");
}

/* Days, or what was written: "next week", with the day of the event it counts from. */
static bool read_due(struct journal_place *place, struct claim_value *value)
{
	struct claim_due *due = &value->is.due;
	const struct septel_view text = value->text;
	*due = (struct claim_due){0};
	if (text.ptr[0] != '"')
		return septel__days_read(text, &due->days) ||
		       fault(place, text, "no date", DAYS_EXPECTED ", or the words in quotes");
	const size_t end = septel__find_byte(text, '"', 1);
	if (end == VIEW_NOT_FOUND || end == 1)
		return fault(place, text, "no words", "\"WORDS\" or \"WORDS\" event YYYY-MM-DD");
	due->words = septel__slice(text, 1, end);
	struct septel_view rest = septel__slice(text, end + 1, text.len), event, day;
	if (!septel__next_word(&rest, &event))
		return true;
	if (!septel__equal(event, VIEW_LITERAL("event")))
		return fault(place, event, "unexpected", "event YYYY-MM-DD");
	if (!septel__next_word(&rest, &day) || !septel__days_read(day, &due->days))
		return fault(place, event, "no date behind", "event YYYY-MM-DD");
	rest = septel__trim(rest);
	return !rest.len || fault(place, rest, "unexpected", "the end of the line");
}

/* "b non-return: no forcible return", "b no forcible return". */
static bool read_clause(struct journal_place *place, struct claim_value *value)
{
	struct septel_view rest = value->text, word;
	struct claim_clause *clause = &value->is.clause;
	if (!septel__next_word(&rest, &clause->id) || !septel__is_name(clause->id))
		return fault(place, value->text, "no clause", "ID KIND: text");
	clause->text = septel__trim(rest);
	clause->kind = septel__word_of(LIST_CLAUSE_KIND, VIEW_LITERAL("other"));
	struct septel_view behind = rest;
	if (septel__next_word(&behind, &word) && septel__ends(word, ":")) {
		const struct septel_view kind = septel__slice(word, 0, word.len - 1);
		clause->kind = septel__word_of(LIST_CLAUSE_KIND, kind);
		if (clause->kind < 0)
			return septel__fault_word(place, kind, LIST_CLAUSE_KIND);
		clause->text = septel__trim(behind);
	}
	return clause->text.len ||
	       fault(place, value->text, "a clause without text", "ID KIND: text");
}

static bool read_grade(struct journal_place *place, const struct claim_value *value)
{
	const struct septel_view text = value->text;
	return (text.len == 2 && text.ptr[0] >= 'A' && text.ptr[0] <= 'F' && text.ptr[1] >= '1' &&
		text.ptr[1] <= '6') ||
	       fault(place, text, "no grade", "A to F and 1 to 6, such as B2");
}

/* "promise pr-x": what an erased claim had named, and others still name. */
static bool read_kept(struct journal_place *place, const struct claim_value *value)
{
	struct septel_view rest = value->text, kind, name;
	if (!septel__next_word(&rest, &kind) || septel__word_of(LIST_THING_KIND, kind) < 0)
		return septel__fault_word(place, kind, LIST_THING_KIND);
	if (!septel__next_word(&rest, &name) || !septel__is_name(name))
		return fault(place, value->text, "no name", "KIND ID");
	rest = septel__trim(rest);
	return !rest.len || fault(place, rest, "unexpected", "the end of the line");
}

static bool read_caveat(struct journal_place *place, const struct claim_value *value)
{
	uint64_t bit;
	return septel__label_caption(value->text, &bit) ||
	       fault(place, value->text, "unknown caption", "one of data/handling.tsv");
}

/* ---- anchors ------------------------------------------------------------------------------------
 */

#define ANCHOR_EXPECTED "PARAGRAPH.SENTENCE (MARK) \"WORDS\", the mark optional, or manual OFFICER"

/* src manual OFFICER, or by the officer that `by` names: no sentence says it. */
static bool read_manual(struct journal_place *place, const struct claim *claim,
			struct claim_value *value, struct septel_view rest)
{
	const struct claim_value *by = septel__claim_value(claim, KEY_BY);
	struct septel_view more;
	if (!septel__next_word(&rest, &value->is.anchor.officer)) {
		if (!by)
			return fault(place, value->text, "nobody is named by", "manual OFFICER");
		value->is.anchor.officer = by->text;
	}
	more = septel__trim(rest);
	return !more.len || fault(place, more, "unexpected", "the end of the line");
}

static bool read_number(struct septel_view word, struct claim_anchor *anchor)
{
	const size_t dot = septel__find_byte(word, '.', 0);
	anchor->paragraph = septel__number(septel__slice(word, 0, dot));
	anchor->sentence =
		dot == VIEW_NOT_FOUND ? -1 : septel__number(septel__slice(word, dot + 1, word.len));
	return anchor->paragraph >= 0 && anchor->sentence >= 0;
}

static bool read_anchor(struct journal_place *place, const struct claim *claim,
			struct claim_value *value)
{
	struct claim_anchor *anchor = &value->is.anchor;
	struct septel_view rest = value->text, word = {"", 0};
	*anchor = (struct claim_anchor){0};
	if (septel__next_word(&rest, &word) && septel__equal(word, VIEW_LITERAL("manual")))
		return read_manual(place, claim, value, rest);
	if (!read_number(word, anchor))
		return fault(place, word, "no sentence", ANCHOR_EXPECTED);
	rest = septel__trim(rest);
	if (rest.len && rest.ptr[0] == '(') {
		const size_t end = septel__find_byte(rest, ')', 1);
		anchor->mark = septel__slice(rest, 1, end);
		if (end == VIEW_NOT_FOUND ||
		    septel_portion_class(anchor->mark) == SEPTEL_CLASS_NONE)
			return fault(place, anchor->mark, "no portion mark",
				     "one like (C) or (S/NF)");
		rest = septel__trim(septel__slice(rest, end + 1, rest.len));
	}
	if (rest.len < 3 || rest.ptr[0] != '"' || rest.ptr[rest.len - 1] != '"')
		return fault(place, rest.len ? rest : value->text, "no quote", ANCHOR_EXPECTED);
	anchor->quote = septel__slice(rest, 1, rest.len - 1);
	return septel__trim(anchor->quote).len || fault(place, rest, "no quote", ANCHOR_EXPECTED);
}

/* ---- all of them
 * ----------------------------------------------------------------------------------- */

bool septel__value_read(struct journal_place *place, const struct claim *claim,
			struct claim_value *value)
{
	const struct septel_view text = value->text;
	if (!text.len)
		return fault(place, septel__trim(place->line), "nothing stands behind",
			     septel__value_kind_name(value->row->value));
	value->silent = septel__equal(text, VIEW_LITERAL("not-stated"));
	if (value->silent)
		return value->row->value != VALUE_ANCHOR ||
		       fault(place, text, "no sentence", ANCHOR_EXPECTED);
	switch (value->row->value) {
	case VALUE_TEXT:
	case VALUE_KINDS:
		return true;
	case VALUE_NAME:
		return septel__is_name(text) || fault(place, text, "no name", NAME_EXPECTED);
	case VALUE_NEW:
		return read_new(place, value);
	case VALUE_THING:
		return read_one(place, value, value->row->of);
	case VALUE_PARTY:
		return read_one(place, value, THING_PARTY);
	case VALUE_PARTIES:
		return read_things(place, value, THING_PARTY);
	case VALUE_PLACE:
		return read_place(place, value);
	case VALUE_COUNTRY:
		return read_country(place, value);
	case VALUE_LEAD:
		return read_lead(place, value);
	case VALUE_WORD:
		value->is.word = septel__word_of((enum word_list)value->row->of, text);
		return value->is.word >= 0 ||
		       septel__fault_word(place, text, (enum word_list)value->row->of);
	case VALUE_WORDS:
		return read_words(place, value);
	case VALUE_NUMBER:
		value->is.number = septel__number(text);
		return value->is.number >= 0 || fault(place, text, "no number", "digits");
	case VALUE_DAY:
		return read_day(place, value);
	case VALUE_DAYS:
		return septel__days_read(text, &value->is.days) ||
		       fault(place, text, "no date", DAYS_EXPECTED);
	case VALUE_DUE:
		return read_due(place, value);
	case VALUE_EVERY:
		return read_every(place, value);
	case VALUE_CLAUSE:
		return read_clause(place, value);
	case VALUE_GRADE:
		return read_grade(place, value);
	case VALUE_CAVEAT:
		return read_caveat(place, value);
	case VALUE_KEPT:
		return read_kept(place, value);
	case VALUE_ANCHOR:
		return read_anchor(place, claim, value);
	}
	return true;
}
