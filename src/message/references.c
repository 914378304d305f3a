/* references.c - a REF block into references; see fields.h.
 *
 * The block is cut at its letters into items; an item is read from left to
 * right: each message named in it is a reference of its letter, and what names
 * no message is one reference of the kind that its words tell.
 */
#include "references.h"

#include "../base/date.h"
#include "fields.h"
#include "format_line.h"
#include "list.h"
#include "scan.h"
#include "text.h"

#include <septel/number.h>
#include <septel/tables.h>

struct references {
	struct reference_block block;
	struct septel_reference *at;
	size_t count, capacity;
	struct septel_view letter; /* of the item in hand */
	char last_letter;          /* 0 before the first */
};

static struct septel_reference blank(struct references *references, struct septel_view words)
{
	return (struct septel_reference){
		.letter = references->letter,
		.id = {"", 0},
		.from = {"", 0},
		.text = septel__one_line(references->block.reading->arena, words),
		.dtg = {0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE},
		.at = reading_span(references->block.reading, words),
	};
}

static void add(struct references *references, const struct septel_reference *reference)
{
	if (references->count >= SEPTEL_REFERENCES_LIMIT)
		return;
	struct septel_reference *slot = LIST_ADD(references->block.reading->arena, references->at,
						 references->count, references->capacity);
	if (slot)
		*slot = *reference;
}

static void add_message(struct references *references, const struct numbered_reference *number,
			struct septel_view words)
{
	struct reading *reading = references->block.reading;
	char id[SEPTEL_NUMBER_SIZE];
	struct septel_reference reference = blank(references, words);
	reference.kind = SEPTEL_REFERENCE_MESSAGE;
	if (number->year &&
	    septel_number_compose(number->year, number->station, number->serial, id))
		reference.id = septel_arena_copy(reading->arena, septel_view_of(id));
	if (reference.id.len && septel__equal(reference.id, reading->message->id))
		return; /* its own number */
	add(references, &reference);
}

/* ---- letters ---------------------------------------------------------------- */

/* A letter may follow at most so far behind the one before it. */
#define LETTER_GAP 3

static bool letter_fits(const struct references *references, char letter)
{
	if (references->last_letter == 0)
		return letter == 'A' || letter == '1';
	return letter > references->last_letter && letter <= references->last_letter + LETTER_GAP;
}

/* "(A)", "[A]", "A)", "A.", "A.)", "A:", "A -", "A " at the front of *rest. */
static bool scan_letter(const struct references *references, struct septel_view *rest,
			struct septel_view *letter, bool again)
{
	struct septel_view at = *rest, canonical;
	size_t length;
	if (scan_word(&at, "REF") && (at.len == 0 || !septel__is_alpha(at.ptr[0])))
		while (at.len && (septel__is_space(at.ptr[0]) || at.ptr[0] == ':'))
			at = septel__slice(at, 1, at.len);
	else
		at = *rest;
	const bool open = at.len && (at.ptr[0] == '(' || at.ptr[0] == '[');
	if (open)
		at = septel__slice(at, 1, at.len);
	if (at.len == 0 || !septel__is_alnum(at.ptr[0]))
		return false;
	*letter = septel__slice(at, 0, 1);
	const char name = septel__upper(at.ptr[0]);
	if (again ? name != references->last_letter : !letter_fits(references, name))
		return false;
	at = septel__slice(at, 1, at.len);
	const bool closed = scan_byte(&at, ')') || scan_byte(&at, ']');
	if (open && !closed)
		return false;
	bool marked = closed;
	if (!closed && septel__is_digit(name))
		return false; /* "1." is no letter of a reference */
	if (!marked && (scan_byte(&at, '.') || scan_byte(&at, ':'))) {
		marked = at.len == 0 || septel__is_space(at.ptr[0]) || at.ptr[0] == '(' ||
			 at.ptr[0] == ')' || septel__is_digit(at.ptr[0]) ||
			 septel_station_match(at, &canonical, &length);
		scan_byte(&at, ')');
	}
	if (!marked) {
		if (at.len == 0 || !septel__is_space(at.ptr[0]))
			return false;
		septel__skip_space(&at);
		if (scan_byte(&at, '-')) {
			marked = at.len && septel__is_space(at.ptr[0]);
		} else {
			/* A bare letter counts before a station (or a year and one). */
			struct septel_view behind = at, year;
			if (scan_digits(&behind, 2, 4, &year))
				septel__skip_space(&behind);
			marked = septel_station_match(behind, &canonical, &length);
		}
	} else if (!again && at.len && septel__is_space(at.ptr[0])) {
		struct septel_view behind = at;
		septel__skip_space(&behind);
		if (scan_byte(&behind, '-') && behind.len && septel__is_space(behind.ptr[0]))
			at = behind;
	}
	if (!marked)
		return false;
	*rest = at;
	return true;
}

/* Behind a letter the same letter may stand again: "A. A)", "A. REF A", "B. B". */
static void skip_letter_again(const struct references *references, struct septel_view *rest)
{
	struct septel_view again;
	septel__skip_space(rest);
	for (int times = 0; times < 2; times++) {
		if (!scan_letter(references, rest, &again, true))
			break;
		septel__skip_space(rest);
	}
	/* "A. REF: KATHMANDU 2282". */
	struct septel_view at = *rest;
	if (scan_word(&at, "REF") && scan_byte(&at, ':'))
		*rest = septel__trim_left(at);
}

static bool at_word_start(struct septel_view value, size_t at)
{
	return at == 0 || septel__is_space(value.ptr[at - 1]) || strchr(",;(", value.ptr[at - 1]);
}

/* Where the item that begins at `from` ends: at the next letter, else at the
 * end of the block. */
static size_t item_end(const struct references *references, struct septel_view value, size_t from)
{
	for (size_t at = from; at < value.len; at++) {
		struct septel_view rest = septel__slice(value, at, value.len), letter;
		if ((septel__is_alnum(value.ptr[at]) || value.ptr[at] == '(' ||
		     value.ptr[at] == '[') &&
		    at_word_start(value, at) && at > 0 &&
		    scan_letter(references, &rest, &letter, false))
			return at;
	}
	return value.len;
}

/* ---- one item --------------------------------------------------------------- */

/* Behind a message: its title in parentheses, AND PREVIOUS, NOTAL. */
static void skip_parenthesis(struct septel_view *rest)
{
	int depth = 0;
	for (size_t i = 0; i < rest->len; i++) {
		depth += rest->ptr[i] == '(';
		depth -= rest->ptr[i] == ')';
		if (depth == 0) {
			*rest = septel__slice(*rest, i + 1, rest->len);
			return;
		}
	}
	*rest = septel__slice(*rest, 1, rest->len);
}

static void skip_word(struct septel_view *rest)
{
	size_t end = 0;
	while (end < rest->len && septel__is_alnum(rest->ptr[end]))
		end++;
	*rest = septel__slice(*rest, end ? end : 1, rest->len);
}

static struct septel_view between(struct septel_view from, struct septel_view to)
{
	return septel__trim((struct septel_view){from.ptr, (size_t)(to.ptr - from.ptr)});
}

/* "SECDEF MSG DTG 301601Z SEP 08", "301601Z SEP 08 SECDEF": a message by its
 * sender and date-time group. */
static bool add_by_dtg(struct references *references, struct septel_view words)
{
	struct septel_reference reference = blank(references, words);
	words = septel__one_line(references->block.reading->arena, words);
	for (size_t at = 0; at < words.len; at++) {
		struct septel_view rest = septel__slice(words, at, words.len);
		if (!septel__is_digit(words.ptr[at]) ||
		    (at > 0 && septel__is_digit(words.ptr[at - 1])) ||
		    !septel__scan_dtg(&rest, &reference.dtg))
			continue;
		struct septel_view sender = septel__trim(septel__slice(words, 0, at));
		if (sender.len == 0)
			sender = septel__trim(rest);
		/* What stands between the sender and the group is no name. */
		static const char *const TAIL[] = {" DTG", " MSG", " MESSAGE", " REPORT", " CABLE",
						   " Z",   " O",   " P",       " R"};
		for (size_t i = 0; i < 2 * sizeof TAIL / sizeof *TAIL; i++) {
			const char *tail = TAIL[i % (sizeof TAIL / sizeof *TAIL)];
			if (sender.len > strlen(tail) &&
			    septel__starts_fold(
				    septel__slice(sender, sender.len - strlen(tail), sender.len),
				    tail))
				sender = septel__trim(
					septel__slice(sender, 0, sender.len - strlen(tail)));
		}
		reference.kind = SEPTEL_REFERENCE_MESSAGE;
		reference.from = sender;
		if (reference.dtg.year == 0)
			reference.dtg.year = (int16_t)references->block.year;
		if (!septel__time_valid(reference.dtg))
			reference.dtg = (struct septel_time){0, 0, 0, SEPTEL_NUMBER_NONE,
							     SEPTEL_NUMBER_NONE};
		add(references, &reference);
		return true;
	}
	return false;
}

/* "STATE CA-3400": a station, and a number that is no serial (an airgram). */
static bool names_a_station_only(struct septel_view words)
{
	struct septel_view canonical, rest, letters, digits;
	size_t length;
	if (!septel_station_match(words, &canonical, &length))
		return false;
	rest = septel__trim_left(septel__slice(words, length, words.len));
	return scan_capitals(&rest, 1, 3, &letters) && scan_byte(&rest, '-') &&
	       scan_digits(&rest, 1, 5, &digits);
}

static void add_other(struct references *references, struct septel_view words)
{
	words = septel__trim(words);
	while (words.len && strchr(",;.", words.ptr[words.len - 1]))
		words = septel__trim(septel__slice(words, 0, words.len - 1));
	if (words.len == 0)
		return;
	if (add_by_dtg(references, words))
		return;
	struct septel_reference reference = blank(references, words);
	reference.kind = names_a_station_only(words) ? SEPTEL_REFERENCE_MESSAGE
						     : septel__reference_kind(words);
	add(references, &reference);
}

/* The station of the message itself: a number without a post is one of its own. */
static struct septel_view own_station(const struct reading *reading)
{
	struct septel_view id = reading->message->id;
	char number[SEPTEL_NUMBER_SIZE];
	if (id.len == 0 && reading->options.id.len &&
	    septel_number_canonical(reading->options.id, number))
		id = septel_arena_copy(reading->arena, septel_view_of(number));
	if (id.len < 4 || septel__find_byte(id, '/', 0) != VIEW_NOT_FOUND)
		return (struct septel_view){"", 0};
	size_t end = id.len;
	while (end > 2 && septel__is_digit(id.ptr[end - 1]))
		end--;
	return septel__slice(id, 2, end);
}

/* "2962 AND PREVIOUS": a number alone at the start of an item. */
static bool scan_number_alone(struct references *references, struct septel_view *rest,
			      struct numbered_reference *number)
{
	struct septel_view at = *rest, digits;
	if (references->block.station.len == 0)
		references->block.station = own_station(references->block.reading);
	if (references->block.station.len == 0 || !scan_digits(&at, 2, 7, &digits) ||
	    (at.len && !septel__is_space(at.ptr[0]) && !strchr(",;/.", at.ptr[0])))
		return false;
	*number = (struct numbered_reference){.station = references->block.station,
					      .serial = septel__number(digits),
					      .year = references->block.year};
	*rest = at;
	return number->serial > 0;
}

/* All numbers from the one just read on. */
static void take_numbers(struct references *references, struct septel_view start,
			 struct septel_view *rest, struct numbered_reference *number)
{
	references->block.station = number->station;
	add_message(references, number, between(start, *rest));
	for (struct septel_view before = *rest; septel__scan_further(rest, number);
	     before = *rest) {
		struct septel_view words = between(before, *rest);
		while (words.len && !septel__is_digit(words.ptr[0]))
			words = septel__slice(words, 1, words.len);
		add_message(references, number, words);
	}
}

/* The end of what names no message: a semicolon, or a comma or the end. */
static size_t other_end(struct references *references, struct septel_view rest)
{
	for (size_t i = 0; i < rest.len; i++) {
		if (rest.ptr[i] == ';')
			return i;
		if (rest.ptr[i] != ',')
			continue;
		struct septel_view behind = septel__slice(rest, i + 1, rest.len);
		struct numbered_reference number;
		septel__skip_space(&behind);
		if (septel__scan_reference(&references->block, &behind, false, &number))
			return i;
	}
	return rest.len;
}

static bool is_separator(char c)
{
	return septel__is_space(c) || strchr(",;&.", c) != NULL;
}

static void skip_separators(struct septel_view *rest)
{
	while (rest->len && is_separator(rest->ptr[0]))
		*rest = septel__slice(*rest, 1, rest->len);
}

/* Words that stand for no reference where a message stands besides them. */
static bool scan_remark(struct septel_view *rest)
{
	static const char *const REMARKS[] = {"AND PREVIOUS", "AND PRECEDING", "PREVIOUS",
					      "NOTAL",        "ET AL",         "AND"};
	for (size_t i = 0; i < sizeof REMARKS / sizeof *REMARKS; i++) {
		struct septel_view at = *rest;
		if (scan_word(&at, REMARKS[i]) && scan_at_word_end(at)) {
			*rest = at;
			return true;
		}
	}
	return false;
}

static void read_item(struct references *references, struct septel_view item)
{
	struct septel_view rest = item;
	bool first = true, message = false;
	for (skip_separators(&rest); rest.len && references->count < SEPTEL_REFERENCES_LIMIT;
	     skip_separators(&rest)) {
		struct septel_view start = rest;
		struct numbered_reference number;
		if (septel__scan_reference(&references->block, &rest, first, &number) ||
		    (first && scan_number_alone(references, &rest, &number))) {
			take_numbers(references, start, &rest, &number);
			message = true;
		} else if (rest.ptr[0] == '(' && message) {
			skip_parenthesis(&rest);
		} else if (scan_remark(&rest)) {
			if (!message && septel__trim(rest).len == 0)
				add_other(references, start);
		} else if (message && !septel__is_digit(rest.ptr[0])) {
			/* Words behind a message; one more may follow them. */
			struct septel_view until =
				septel__slice(rest, 0, other_end(references, rest));
			if (until.len < rest.len && rest.ptr[until.len] == ';' &&
			    septel__reference_kind(until) != SEPTEL_REFERENCE_UNKNOWN)
				add_other(references, until);
			skip_word(&rest);
		} else if (message) {
			skip_word(&rest);
		} else {
			const size_t end = other_end(references, rest);
			add_other(references, septel__slice(rest, 0, end));
			rest = septel__slice(rest, end, rest.len);
		}
		first = rest.len && rest.ptr[0] == ';';
		if (first)
			message = false;
	}
}

/* A page line that a fragment still holds: "CONFIDENTIAL\nPAGE 02 ROME 01196 01
 * OF 02 082030Z"; the item ends before it. */
static struct septel_view without_page(struct septel_view item)
{
	const size_t page = septel__find(item, "PAGE 0", 0);
	if (page == VIEW_NOT_FOUND)
		return item;
	item = septel__slice(item, 0, page);
	for (size_t i = 0; i < item.len; i++)
		if (item.ptr[i] == '\n')
			return septel__slice(item, 0, i);
	return item;
}

struct septel_references septel__references_of(struct reading *reading, struct septel_view value)
{
	struct references references = {.block = {.reading = reading, .station = {"", 0}},
					.letter = {"", 0}};
	references.block.year = reading->message->dtg.year;
	if (references.block.year == 0)
		references.block.year = reading->options.year;
	for (size_t at = 0; at < value.len && references.count < SEPTEL_REFERENCES_LIMIT;) {
		struct septel_view rest = septel__trim_left(septel__slice(value, at, value.len));
		struct septel_view letter;
		if (scan_letter(&references, &rest, &letter, false)) {
			references.letter = letter;
			references.last_letter = septel__upper(letter.ptr[0]);
			if (septel__is_lower(letter.ptr[0]))
				references.letter = septel_arena_copy(
					reading->arena,
					(struct septel_view){&references.last_letter, 1});
			skip_letter_again(&references, &rest);
		}
		at = (size_t)(rest.ptr - value.ptr);
		const size_t end = item_end(&references, value, at);
		read_item(&references, without_page(septel__slice(value, at, end)));
		at = end > at ? end : at + 1;
	}
	return (struct septel_references){references.at, references.count};
}
