/* reference_letters.c - see reference_letters.h.
 *
 * Letters are printed in every way that hands can find, and titles and names
 * hold things that look like them.  A letter with a sign before a station and
 * its serial is strong and counts wherever it stands; any other must follow the
 * one before it, and no stronger one may claim its place further on.
 */
#include "reference_letters.h"

#include "scan.h"

#include <septel/tables.h>

/* A weak letter follows at most so far behind the one before it. */
#define LETTER_GAP 3
/* Bytes looked ahead for a stronger letter, and how often in one block. */
#define LOOK_AHEAD  240
#define LOOKS_LIMIT 200
/* A title in parentheses is no longer. */
#define TITLE_LIMIT 200
/* The last ordinal ("ZZ") and the one from which letters may be doubled. */
#define LETTERS      26u
#define DOUBLED_FROM 24u

struct marker {
	struct septel_view letter;
	unsigned ordinal;
	bool digits;
	bool strong; /* a sign, then a station and a serial */
	bool bare;   /* no sign: "A ROME 721" */
	bool dotted; /* "A.": may be an initial; "2.": counts at a line start */
	size_t length;
};

/* "REF", "REFS", "REFTEL", with a colon or without, in front of a letter. */
static void skip_keyword(struct septel_view *rest)
{
	static const char *const WORDS[] = {"REFTELS", "REFTEL", "REFS", "REF"};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		struct septel_view at = *rest;
		if (!scan_word(&at, WORDS[i]) || (at.len && septel__is_alnum(at.ptr[0])))
			continue;
		scan_byte(&at, '.');
		while (at.len && (septel__is_space(at.ptr[0]) || at.ptr[0] == ':'))
			at = septel__slice(at, 1, at.len);
		*rest = at;
		return;
	}
}

/* "A", "b", "AA", "12"; *ordinal: its place among its kind. */
static bool scan_name(struct septel_view *rest, struct septel_view *letter, unsigned *ordinal,
		      bool *digits)
{
	struct septel_view at = *rest;
	*digits = at.len && septel__is_digit(at.ptr[0]);
	if (*digits) {
		if (!scan_digits(&at, 1, 2, letter) || letter->ptr[0] == '0')
			return false; /* "(01)" is a year */
		*ordinal = (unsigned)septel__number(*letter);
	} else {
		if (!scan_run(&at, septel__is_alpha, 1, 2, letter))
			return false;
		const unsigned first = (unsigned)(septel__upper(letter->ptr[0]) - 'A');
		*ordinal = first + 1;
		if (letter->len == 2) {
			const unsigned second = (unsigned)(septel__upper(letter->ptr[1]) - 'A');
			if (first != 0 && first != second)
				return false;
			/* "AA" "BB" "CC" or "AA" "AB" "AC". */
			*ordinal = LETTERS + 1 + second;
		}
	}
	*rest = at;
	return *ordinal > 0;
}

/* "(C)", "(S/NF)", "(SBU)". */
static bool scan_portion_mark(struct septel_view *rest)
{
	static const char *const MARKS[] = {"U",    "C",    "S",    "TS",     "LOU",     "SBU",
					    "FOUO", "S/NF", "C/NF", "U/FOUO", "U//FOUO", "SBU/NF"};
	for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
		struct septel_view at = *rest;
		if (scan_byte(&at, '(') && scan_word(&at, MARKS[i]) && scan_byte(&at, ')')) {
			*rest = at;
			return true;
		}
	}
	return false;
}

/* Skips blanks, and a portion mark or the letter printed once more: "A. (C) OSLO
 * 5", "A. A) ROME 5", "A. REF A: ROME 5", "A. 1) ROME 5". */
static void skip_again(const struct marker *marker, struct septel_view *rest)
{
	for (int times = 0; times < 3; times++) {
		struct septel_view at, again;
		unsigned ordinal;
		bool digits;
		*rest = septel__trim_left(*rest);
		if (scan_portion_mark(rest))
			continue;
		at = *rest;
		skip_keyword(&at);
		const bool keyword = at.ptr != rest->ptr;
		struct septel_view plain = at;
		const bool open = scan_byte(&at, '(') || scan_byte(&at, '[');
		if (!scan_name(&at, &again, &ordinal, &digits)) {
			if (keyword)
				*rest = plain;
			return;
		}
		const bool same = ordinal == marker->ordinal && !digits;
		const bool closed = scan_byte(&at, ')') || scan_byte(&at, ']');
		if ((open && !closed) || (!closed && !same) || (!open && !same && !digits)) {
			if (keyword)
				*rest = plain;
			return;
		}
		if (!closed && !scan_byte(&at, '.') && !scan_byte(&at, ':')) {
			/* "E. E HAVANA 736", not "A. A REPORT". */
			struct septel_view canonical;
			size_t length;
			if (!keyword &&
			    !septel_station_match(septel__trim_left(at), &canonical, &length))
				return;
		}
		scan_byte(&at, '.');
		scan_byte(&at, ':');
		*rest = at;
	}
}

static void skip_year(struct septel_view *rest)
{
	struct septel_view digits;
	scan_byte(rest, '\'');
	if (!scan_digits(rest, 2, 4, &digits))
		return;
	scan_byte(rest, '-');
	*rest = septel__trim_left(*rest);
}

/* Whether a station stands there (a year may precede it), and whether its
 * serial does too. */
static bool station_follows(struct septel_view text, bool *serial)
{
	struct septel_view canonical;
	size_t length;
	*serial = false;
	skip_year(&text);
	if (!septel_station_match(text, &canonical, &length))
		return false;
	text = septel__slice(text, length, text.len);
	while (text.len && (septel__is_space(text.ptr[0]) || strchr("#-:(", text.ptr[0])))
		text = septel__slice(text, 1, text.len);
	*serial = text.len && septel__is_digit(text.ptr[0]);
	return true;
}

/* "TD-314", "C0TONOU 5" behind "A.", not the "S." of "U.S.". */
static bool begins_word(struct septel_view text)
{
	if (text.len > 2 && (text.ptr[1] == '0' || text.ptr[1] == '1'))
		return septel__is_alpha(text.ptr[0]) && septel__is_alpha(text.ptr[2]);
	return text.len > 1 && septel__is_alpha(text.ptr[0]) && septel__is_alpha(text.ptr[1]);
}

/* The signs behind a letter.  True if they mark it by themselves; *firm: they
 * mark it where a station follows. */
static bool scan_signs(struct septel_view *rest, bool open, bool digits, bool *firm)
{
	struct septel_view at = *rest;
	const bool closed = scan_byte(&at, ')') || scan_byte(&at, ']');
	bool marked = closed;
	*firm = closed;
	if (scan_byte(&at, '.') || scan_byte(&at, ':')) {
		*firm = true;
		const bool ends = at.len == 0 || septel__is_space(at.ptr[0]) ||
				  strchr("()['", at.ptr[0]) ||
				  (!digits && (septel__is_digit(at.ptr[0]) || begins_word(at)));
		marked |= ends && !open && (!digits || (at.len && septel__is_space(at.ptr[0])));
		scan_byte(&at, ')');
	}
	struct septel_view dash = septel__trim_left(at);
	if (!digits && (scan_byte(&dash, '-') ||
			(!closed && (scan_byte(&dash, '/') || scan_byte(&dash, ','))))) {
		scan_byte(&dash, '-');
		const bool apart = at.len && septel__is_space(at.ptr[0]) && dash.len &&
				   septel__is_space(dash.ptr[0]) && dash.ptr[-1] == '-';
		marked |= apart && !open;
		*firm = true;
		at = dash;
	}
	*rest = at;
	return marked;
}

/* A letter at the front of `text`, whatever came before. */
static bool scan_marker(struct septel_view text, struct marker *out)
{
	struct septel_view at = text;
	bool firm, serial;
	skip_keyword(&at);
	const bool open = scan_byte(&at, '(') || scan_byte(&at, '[');
	*out = (struct marker){.length = 0};
	if (!scan_name(&at, &out->letter, &out->ordinal, &out->digits))
		return false;
	const struct septel_view behind = at;
	const bool marked = scan_signs(&at, open, out->digits, &firm);
	out->bare = !marked && !firm;
	out->dotted = behind.len && behind.ptr[0] == '.';
	if (out->bare && (open || out->digits || out->letter.len > 1 || behind.len == 0 ||
			  !septel__is_space(behind.ptr[0])))
		return false;
	skip_again(out, &at);
	const bool station = station_follows(at, &serial);
	out->strong = station && serial && !out->bare;
	if (!marked && !(station && (serial || !out->bare)))
		return false;
	out->length = (size_t)(at.ptr - text.ptr);
	return true;
}

static bool may_begin_letter(struct septel_view value, size_t at)
{
	const char c = value.ptr[at];
	if (!septel__is_alnum(c) && c != '(' && c != '[')
		return false;
	if (at == 0)
		return true;
	const char before = value.ptr[at - 1];
	return septel__is_space(before) || (unsigned char)before >= 0x80 ||
	       strchr(",;([&", before) || ((c == '(' || c == '[') && before != '(');
}

static bool at_line_start(struct septel_view value, size_t at)
{
	while (at > 0 && (value.ptr[at - 1] == ' ' || value.ptr[at - 1] == '\t'))
		at--;
	return at == 0 || value.ptr[at - 1] == '\n';
}

/* "FROM A. SMITH", "TO B. JONES": an initial. */
static bool behind_preposition(struct septel_view value, size_t at)
{
	static const char *const WORDS[] = {"FROM", "TO", "BY", "WITH", "BETWEEN", "MR.", "MS."};
	struct septel_view before = septel__trim_right(septel__slice(value, 0, at));
	size_t start = before.len;
	while (start > 0 && before.len - start < 8 && !septel__is_space(before.ptr[start - 1]))
		start--;
	before = septel__slice(before, start, before.len);
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__is_word(before, WORDS[i]))
			return true;
	return false;
}

/* Within a title in parentheses that began before `at`. */
static bool in_parenthesis(struct reference_letters *letters, struct septel_view value, size_t at)
{
	size_t open = at;
	while (open > 0 && at - open < TITLE_LIMIT && value.ptr[open - 1] != '(' &&
	       value.ptr[open - 1] != ')')
		open--;
	if (open == 0 || value.ptr[open - 1] != '(')
		return false;
	if (letters->parenthesis <= at) {
		const size_t close = septel__find_byte(value, ')', at);
		letters->parenthesis = close == VIEW_NOT_FOUND ? SIZE_MAX : close + 1;
	}
	return letters->parenthesis != SIZE_MAX && letters->parenthesis - open < TITLE_LIMIT;
}

/* A strong letter further on that is this one, or one that comes before it. */
static bool claimed_further_on(struct reference_letters *letters, struct septel_view value,
			       size_t from, const struct marker *marker)
{
	if (letters->looks >= LOOKS_LIMIT)
		return false;
	letters->looks++;
	for (size_t at = from; at < value.len && at - from < LOOK_AHEAD; at++) {
		struct marker other;
		if (!may_begin_letter(value, at) ||
		    !scan_marker(septel__slice(value, at, value.len), &other) || !other.strong ||
		    other.digits != marker->digits)
			continue;
		return other.ordinal <= marker->ordinal && other.ordinal > letters->last;
	}
	return false;
}

/* Nothing stands behind it before the end or the next letter: "ROME 5 (C) B.". */
static bool is_empty(struct septel_view value, size_t behind)
{
	struct septel_view rest = septel__trim_left(septel__slice(value, behind, value.len));
	struct marker next;
	return rest.len == 0 || strchr(",;", rest.ptr[0]) ||
	       (scan_marker(rest, &next) && next.strong);
}

static bool is_letter(struct reference_letters *letters, struct septel_view value, size_t at,
		      const struct marker *marker)
{
	if (letters->last == 0 && marker->ordinal != 1 && !(marker->strong && at == 0))
		return false;
	if (letters->last ? marker->digits != letters->digits : marker->digits && at > 0)
		return false;
	if (marker->letter.len == 2 && !marker->digits && letters->last < DOUBLED_FROM)
		return false;
	if (marker->strong && !marker->digits)
		return true;
	/* "2. SMITH E-MAIL" in a list of numbers, not "MAY 2. THE TALKS". */
	if (marker->digits && marker->dotted && !marker->strong &&
	    !(at_line_start(value, at) && marker->ordinal == letters->last + 1))
		return false;
	if (marker->ordinal <= letters->last || marker->ordinal > letters->last + LETTER_GAP)
		return false;
	if (at == 0 || marker->bare || marker->strong)
		return true;
	if (is_empty(value, at + marker->length) || in_parenthesis(letters, value, at))
		return false;
	if (at_line_start(value, at) && marker->ordinal == letters->last + 1)
		return true;
	if (marker->dotted && behind_preposition(value, at))
		return false;
	return !claimed_further_on(letters, value, at + marker->length, marker);
}

bool septel__scan_reference_letter(struct reference_letters *letters, struct septel_view value,
				   size_t at, struct septel_view *letter, size_t *behind)
{
	struct marker marker;
	if (at >= value.len || !may_begin_letter(value, at) ||
	    !scan_marker(septel__slice(value, at, value.len), &marker) ||
	    !is_letter(letters, value, at, &marker))
		return false;
	letters->last = marker.ordinal;
	letters->digits = marker.digits;
	*letter = marker.letter;
	*behind = at + marker.length;
	return true;
}

size_t septel__reference_item_end(struct reference_letters *letters, struct septel_view value,
				  size_t from)
{
	for (size_t at = from; at < value.len; at++) {
		struct marker marker;
		if (at > 0 && may_begin_letter(value, at) &&
		    scan_marker(septel__slice(value, at, value.len), &marker) &&
		    is_letter(letters, value, at, &marker))
			return at;
	}
	return value.len;
}
