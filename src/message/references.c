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
#include "reference_letters.h"
#include "scan.h"
#include "text.h"

#include <septel/number.h>
#include <septel/tables.h>

/* Bytes of the longest letter: "AA", "12". */
#define LETTER_LIMIT 2

struct references {
	struct reference_block block;
	struct septel_reference *at;
	size_t count, capacity;
	unsigned looks; /* for further references, so far */
	struct reference_letters letters;
	struct septel_view letter; /* of the item in hand */
};

static struct septel_view capitals(struct septel_arena *arena, struct septel_view letter)
{
	char text[LETTER_LIMIT];
	bool lower = false;
	for (size_t i = 0; i < letter.len && i < LETTER_LIMIT; i++) {
		lower |= septel__is_lower(letter.ptr[i]);
		text[i] = septel__upper(letter.ptr[i]);
	}
	return lower ? septel_arena_copy(arena, (struct septel_view){text, letter.len}) : letter;
}

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
	if (number->year && !number->airgram &&
	    septel_number_compose(number->year, number->station, number->serial, id))
		reference.id = septel_arena_copy(reading->arena, septel_view_of(id));
	if (reference.id.len && septel__equal(reference.id, reading->message->id))
		return; /* its own number */
	if (number->misprint.len)
		septel__suggest(reading, SEPTEL_NOTE, "references.station", number->misprint,
				number->station, "station '%.*s' is read as %.*s",
				VIEW_FORMAT(number->misprint), VIEW_FORMAT(number->station));
	add(references, &reference);
}

/* Bytes of a title in parentheses, and of a further reference behind a message. */
#define PARENTHESIS_LIMIT 400
#define FURTHER_LIMIT     400
/* How often in one block a further reference is looked for. */
#define FURTHER_LOOKS_LIMIT 300

/* Behind a message: its title in parentheses, or the parenthesis alone where
 * none closes it. */
static void skip_parenthesis(struct septel_view *rest)
{
	int depth = 0;
	for (size_t i = 0; i < rest->len && i < PARENTHESIS_LIMIT; i++) {
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

/* The sender beside a date-time group, without what stands between them. */
static struct septel_view sender_of(struct septel_view before, struct septel_view behind)
{
	static const char *const TAIL[] = {"DTG", "MSG", "MESSAGE", "REPORT", "CABLE",
					   "Z",   "O",   "P",       "R",      "("};
	struct septel_view sender = septel__trim(before);
	for (size_t i = 0; i < 2 * sizeof TAIL / sizeof *TAIL; i++) {
		const struct septel_view tail =
			septel_view_of(TAIL[i % (sizeof TAIL / sizeof *TAIL)]);
		if (sender.len < tail.len)
			continue;
		const size_t at = sender.len - tail.len;
		if ((at == 0 || septel__is_space(sender.ptr[at - 1])) &&
		    septel__equal_fold(septel__slice(sender, at, sender.len), tail))
			sender = septel__trim(septel__slice(sender, 0, at));
	}
	if (sender.len)
		return sender;
	sender = septel__trim(behind);
	if (scan_word(&sender, "FROM ") || scan_word(&sender, "BY "))
		sender = septel__trim(sender);
	const size_t note = septel__find_byte(sender, '(', 0);
	return note == VIEW_NOT_FOUND ? sender : septel__trim(septel__slice(sender, 0, note));
}

/* Finds "SECDEF MSG DTG 301601Z SEP 08" or "301601Z SEP 08 SECDEF" in words on
 * one line: a message by its sender and date-time group. */
static bool find_dtg(struct septel_view words, struct septel_time *dtg, struct septel_view *sender)
{
	for (size_t at = 0; at < words.len; at++) {
		struct septel_view rest = septel__slice(words, at, words.len);
		if (!septel__is_digit(words.ptr[at]) ||
		    (at > 0 && septel__is_digit(words.ptr[at - 1])) ||
		    !septel__scan_dtg(&rest, dtg))
			continue;
		*sender = sender_of(septel__slice(words, 0, at), rest);
		return true;
	}
	return false;
}

static bool add_by_dtg(struct references *references, struct septel_view words)
{
	struct septel_reference reference = blank(references, words);
	if (!find_dtg(reference.text, &reference.dtg, &reference.from))
		return false;
	reference.kind = SEPTEL_REFERENCE_MESSAGE;
	if (reference.dtg.year == 0)
		reference.dtg.year = (int16_t)references->block.year;
	if (!septel__time_valid(reference.dtg))
		reference.dtg =
			(struct septel_time){0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	add(references, &reference);
	return true;
}

/* "REF: NONE", "REF: N/A". */
static bool says_none(struct septel_view words)
{
	return septel__equal_fold(words, VIEW_LITERAL("NONE")) ||
	       septel__equal_fold(words, VIEW_LITERAL("N/A")) ||
	       septel__equal_fold(words, VIEW_LITERAL("NIL"));
}

static void add_other(struct references *references, struct septel_view words)
{
	words = septel__trim(words);
	while (words.len && strchr(",;.", words.ptr[words.len - 1]))
		words = septel__trim(septel__slice(words, 0, words.len - 1));
	if (words.len == 0)
		return;
	if (says_none(words) || add_by_dtg(references, words))
		return;
	struct septel_reference reference = blank(references, words);
	reference.kind = septel__reference_kind(words);
	add(references, &reference);
}

/* All numbers from the one just read on. */
static void take_numbers(struct references *references, struct septel_view start,
			 struct septel_view *rest, struct numbered_reference *number)
{
	add_message(references, number, between(start, *rest));
	if (number->airgram)
		return;
	references->block.station = number->station;
	for (struct septel_view before = *rest; septel__scan_further(rest, number);
	     before = *rest) {
		struct septel_view words = between(before, *rest);
		while (words.len && !septel__is_digit(words.ptr[0]))
			words = septel__slice(words, 1, words.len);
		add_message(references, number, words);
	}
}

/* The end of what names no message: a semicolon; a comma, AND, or the end of a
 * line before a message; the end. */
static size_t other_end(struct references *references, struct septel_view rest)
{
	for (size_t i = 0; i < rest.len; i++) {
		const char c = rest.ptr[i];
		if (c == ';')
			return i;
		if (c != ',' && !septel__is_space(c))
			continue;
		struct septel_view behind = septel__trim_left(septel__slice(rest, i + 1, rest.len));
		struct numbered_reference number;
		const bool and = scan_word(&behind, "AND ");
		behind = septel__trim_left(behind);
		if (c != ',' && c != '\n' && !and)
			continue;
		if (septel__scan_reference(&references->block, &behind,
					   c == ',' && !and? STATION_MISPRINTED : STATION_KNOWN,
					   &number))
			return i;
	}
	return rest.len;
}

/* Where a station and its serial stand among words that tell no kind ("VISAS
 * OSLO 123"); the end if nowhere. */
static size_t message_within(struct references *references, struct septel_view words)
{
	struct septel_reference told = blank(references, words);
	if (septel__reference_kind(words) != SEPTEL_REFERENCE_UNKNOWN ||
	    find_dtg(told.text, &told.dtg, &told.from))
		return words.len;
	for (size_t at = 1; at < words.len; at++) {
		struct septel_view rest = septel__slice(words, at, words.len);
		struct numbered_reference number;
		if (septel__is_space(words.ptr[at - 1]) && septel__is_alpha(words.ptr[at]) &&
		    septel__scan_reference(&references->block, &rest, STATION_KNOWN, &number) &&
		    (number.serial < 1900 || number.serial >= 2100))
			return at;
	}
	return words.len;
}

/* What parts one reference from the next, by weight. */
enum separator { SEPARATOR_NONE, SEPARATOR_LINE, SEPARATOR_COMMA, SEPARATOR_SEMICOLON };

static enum separator skip_separators(struct septel_view *rest)
{
	enum separator found = SEPARATOR_NONE;
	for (; rest->len; *rest = septel__slice(*rest, 1, rest->len)) {
		const char c = rest->ptr[0];
		if (c == ';')
			found = SEPARATOR_SEMICOLON;
		else if ((c == ',' || c == '&') && found < SEPARATOR_COMMA)
			found = SEPARATOR_COMMA;
		else if (c == '\n' && found < SEPARATOR_LINE)
			found = SEPARATOR_LINE;
		else if (!septel__is_space(c) && !strchr(",&.[]", c))
			break;
	}
	return found;
}

/* Words that stand for no reference where a message stands besides them. */
static bool scan_remark(struct septel_view *rest)
{
	static const char *const REMARKS[] = {"AND PREVIOUS", "AND PRECEDING", "AND EARLIER",
					      "PREVIOUS",     "NOTAL",         "ET AL",
					      "ET SEQ",       "REFTELS",       "REFTEL"};
	for (size_t i = 0; i < sizeof REMARKS / sizeof *REMARKS; i++) {
		struct septel_view at = *rest;
		if (scan_word(&at, REMARKS[i]) && scan_at_word_end(at)) {
			*rest = at;
			return true;
		}
	}
	return false;
}

static bool scan_and(struct septel_view *rest)
{
	struct septel_view at = *rest;
	if (!scan_word(&at, "AND") || !scan_at_word_end(at))
		return false;
	*rest = at;
	return true;
}

/* Words behind a message and a comma: another reference where they tell a kind
 * that no title would, else part of its title. */
static bool take_further_words(struct references *references, struct septel_view *rest)
{
	if (references->looks++ >= FURTHER_LOOKS_LIMIT)
		return false;
	struct septel_view near = septel__slice(*rest, 0, FURTHER_LIMIT);
	struct septel_view words =
		septel__trim(septel__slice(near, 0, other_end(references, near)));
	struct septel_reference told = blank(references, words);
	bool other = false;
	switch (septel__reference_kind(words)) {
	case SEPTEL_REFERENCE_SEPTEL:
	case SEPTEL_REFERENCE_EMAIL:
	case SEPTEL_REFERENCE_TELCON:
	case SEPTEL_REFERENCE_FAX:
	case SEPTEL_REFERENCE_WEB:
		other = true;
		break;
	default:
		other = find_dtg(told.text, &told.dtg, &told.from) && told.from.len > 0;
	}
	if (!other)
		return false;
	add_other(references, words);
	*rest = septel__slice(*rest, (size_t)(words.ptr + words.len - rest->ptr), rest->len);
	return true;
}

/* What has been read of an item. */
struct item {
	bool message; /* a message, with nothing but its title behind it */
	bool title;   /* and its title has begun */
	bool any;
};

static enum station_trust trust_of(const struct references *references, const struct item *item,
				   enum separator separator)
{
	const bool list = references->letters.last == 0 && separator != SEPARATOR_NONE;
	if (!item->any || separator == SEPARATOR_SEMICOLON || (list && !item->title))
		return STATION_ANY;
	return item->title && separator == SEPARATOR_NONE ? STATION_KNOWN : STATION_MISPRINTED;
}

/* A message and the further numbers under its station. */
static bool take_message(struct references *references, struct septel_view *rest,
			 const struct item *item, enum separator separator)
{
	const struct septel_view start = *rest;
	struct numbered_reference number;
	if (!septel__scan_reference(&references->block, rest, trust_of(references, item, separator),
				    &number) &&
	    !(separator == SEPARATOR_SEMICOLON &&
	      septel__scan_bare_number(&references->block, rest, &number)))
		return false;
	take_numbers(references, start, rest, &number);
	return true;
}

/* What stands in an item that names no message. */
static void read_other(struct references *references, struct septel_view *rest)
{
	struct septel_view words = septel__slice(*rest, 0, other_end(references, *rest));
	const size_t message = message_within(references, words);
	if (message == words.len)
		add_other(references, words);
	*rest = septel__slice(*rest, message, rest->len);
}

static void read_item(struct references *references, struct septel_view words)
{
	struct item item = {false, false, false};
	struct septel_view rest = words;
	enum separator separator = SEPARATOR_SEMICOLON;
	skip_separators(&rest);
	while (rest.len && references->count < SEPTEL_REFERENCES_LIMIT) {
		const struct septel_view start = rest;
		bool joined = false;
		if (separator == SEPARATOR_SEMICOLON)
			item.message = item.title = false;
		if (scan_and(&rest)) {
			joined = true;
		} else if (scan_remark(&rest)) {
			if (!item.any && septel__trim(rest).len == 0 && references->count == 0)
				add_other(references, start);
		} else if (take_message(references, &rest, &item, separator)) {
			item = (struct item){.message = true, .any = true};
		} else if (item.message && rest.ptr[0] == '(') {
			skip_parenthesis(&rest);
		} else if (item.message) {
			if (separator == SEPARATOR_NONE || !take_further_words(references, &rest)) {
				skip_word(&rest);
				item.title = true;
			}
		} else {
			read_other(references, &rest);
			item.any = true;
		}
		separator = skip_separators(&rest);
		if (joined && separator < SEPARATOR_COMMA)
			separator = SEPARATOR_COMMA;
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

/* The summary may be glued to the block: "OSLO 12 SUMMARY: ON MAY 5". */
static struct septel_view without_summary(struct septel_view value)
{
	const size_t at = septel__find_fold(value, "SUMMARY:", 0);
	if (at == VIEW_NOT_FOUND || at == 0 || !septel__is_space(value.ptr[at - 1]))
		return value;
	return septel__slice(value, 0, at);
}

struct septel_references septel__references_of(struct reading *reading, struct septel_view value)
{
	struct references references = {.block = {.reading = reading, .station = {"", 0}},
					.letter = {"", 0}};
	references.block.year = reading->message->dtg.year;
	if (references.block.year == 0)
		references.block.year = reading->options.year;
	value = septel__trim(without_summary(value));
	while (value.len && strchr("-:", value.ptr[0]))
		value = septel__trim(septel__slice(value, 1, value.len));
	for (size_t at = 0; at < value.len && references.count < SEPTEL_REFERENCES_LIMIT;) {
		struct septel_view letter;
		size_t behind = at;
		if (septel__scan_reference_letter(&references.letters, value, at, &letter, &behind))
			references.letter = capitals(reading->arena, letter);
		const size_t end = septel__reference_item_end(&references.letters, value, behind);
		read_item(&references, without_page(septel__slice(value, behind, end)));
		at = end > at ? end : at + 1;
	}
	return (struct septel_references){references.at, references.count};
}
