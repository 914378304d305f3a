/* marking.c - see marking.h.
 *
 * A classification is recognised by its letters, whatever blanks stand between
 * them.  Letters spaced out are no prose; a word printed solid ("SECRET") may
 * be, so it counts only where the rest of the line goes on as a line 12 or a
 * page frame does.  One wrong letter is forgiven under the same conditions.
 */
#include "marking.h"

#include "keyword.h"
#include "scan.h"

#include <septel/tables.h>

/* Letters of a line that are compared with the words; the longest has 18. */
#define LETTERS_LIMIT 20
/* Blanks between letters that show that a word was spaced out. */
#define SPACED_GAPS_LEAST 3

struct form {
	const char *word; /* a blank: the natural gap between two words */
	enum septel_class class_;
	bool prose; /* an English word: printed solid it needs proof by what follows */
};

/* Longer ones first: "UNCLAS" begins "UNCLASSIFIED". */
static const struct form FORMS[] = {
	{"LIMITED OFFICIAL USE", SEPTEL_LIMITED_OFFICIAL_USE, false},
	{"LIMITED OFF USE", SEPTEL_LIMITED_OFFICIAL_USE, false},
	{"UNCLASSIFIED", SEPTEL_UNCLASSIFIED, true},
	{"CONFIDENTIAL", SEPTEL_CONFIDENTIAL, true},
	{"RESTRICTED", SEPTEL_RESTRICTED, true},
	{"TOP SECRET", SEPTEL_TOP_SECRET, true},
	{"UNCLASS", SEPTEL_UNCLASSIFIED, false},
	{"UNCLAS", SEPTEL_UNCLASSIFIED, false},
	{"SECRET", SEPTEL_SECRET, true},
	{"CLEAR", SEPTEL_UNCLASSIFIED, true},
	{"LOU", SEPTEL_LIMITED_OFFICIAL_USE, true},
};
/* From this many letters a word is long enough to be known with one wrong. */
#define DAMAGE_LETTERS_LEAST 6

/* ---- what follows ----------------------------------------------------------- */

static void skip_separators(struct septel_view *rest)
{
	while (rest->len && (septel__is_space(rest->ptr[0]) || strchr(",;-.", rest->ptr[0])))
		*rest = septel__slice(*rest, 1, rest->len);
}

/* "SECTION 01 OF 03", "FINAL SECTION OF 2", also with the number misprinted. */
static bool scan_section_words(struct septel_view *rest)
{
	struct septel_view at = *rest, digits;
	const bool final = scan_word(&at, "FINAL");
	scan_blanks(&at);
	if (!scan_word(&at, "SECTION"))
		return false;
	scan_blanks(&at);
	if (!scan_digits(&at, 1, 3, &digits) && !final)
		return false;
	scan_blanks(&at);
	if (scan_word(&at, "OF")) {
		scan_blanks(&at);
		scan_digits(&at, 1, 3, &digits);
	}
	*rest = at;
	return true;
}

/* A word that no station's name holds: it shows a sentence about a number. */
static bool is_sentence_word(struct septel_view word)
{
	static const char *const WORDS[] = {
		"A",    "AFTER", "AN",    "AND",   "ARE", "AT",     "BEFORE", "BY",    "FOR",
		"FROM", "HAS",   "IN",    "IS",    "NO",  "NUMBER", "ON",     "SINCE", "THAN",
		"THAT", "THE",   "TO",    "UNTIL", "WAS", "WERE",   "WITH",   "YEAR",  "JANUARY",
		"JUNE", "JULY",  "MARCH", "APRIL", "MAY", "AUGUST"};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__is_word(word, WORDS[i]))
			return true;
	return false;
}

/* How sure what follows a classification shows that it is one. */
enum proof {
	PROOF_NONE, /* the line ends */
	PROOF_WEAK, /* words and a number, which a list of names may have too */
	PROOF_SURE
};

/* A station and a serial: "LA PAZ 0015", "STATE 331361". */
static enum proof scan_station_and_serial(struct septel_view *rest)
{
	struct septel_view at = *rest, digits;
	size_t length = 0;
	while (length < at.len && length < 40 &&
	       (septel__is_alpha(at.ptr[length]) || strchr(" .'-", at.ptr[length])))
		length++;
	const struct septel_view station = septel__trim(septel__slice(at, 0, length));
	at = septel__slice(at, length, at.len);
	scan_byte(&at, '#');
	if (station.len < 2 || !scan_digits(&at, 2, 8, &digits) || !scan_at_word_end(at))
		return PROOF_NONE;
	if (septel_station_lookup(station, false).len || digits.len > 4) {
		*rest = at;
		return PROOF_SURE;
	}
	struct septel_view words = station, word;
	while (septel__next_word(&words, &word))
		if (is_sentence_word(word))
			return PROOF_NONE;
	*rest = at;
	return PROOF_WEAK;
}

static enum proof surer(enum proof a, enum proof b)
{
	return a > b ? a : b;
}

/* True where `rest`, behind a classification, is what line 12 or a page frame
 * goes on with. */
static bool marking_goes_on(struct septel_view rest, enum proof *proof)
{
	bool serial = false;
	*proof = PROOF_NONE;
	if (scan_byte(&rest, '/') && (rest.len == 0 || rest.ptr[0] == '/' || rest.ptr[0] == ' ')) {
		*proof = PROOF_SURE;
		return true;
	}
	for (;;) {
		struct septel_view canonical, digits;
		struct keyword keyword;
		size_t length;
		skip_separators(&rest);
		if (rest.len == 0)
			return true;
		if (rest.ptr[0] == '/') {
			*proof = PROOF_SURE;
			return true;
		}
		if (septel__caption(rest, &canonical, &length)) {
			rest = septel__slice(rest, length, rest.len);
			*proof = PROOF_SURE;
		} else if (scan_section_words(&rest)) {
			*proof = PROOF_SURE;
		} else if (*proof && septel__keyword(rest, &keyword) && keyword.colon) {
			return true;
		} else if (!serial) {
			const enum proof station = scan_station_and_serial(&rest);
			if (station == PROOF_NONE)
				return false;
			*proof = surer(*proof, station);
			serial = true;
			/* The section's number behind the serial: "LA PAZ 2576/2". */
			if (scan_byte(&rest, '/') && !scan_digits(&rest, 1, 2, &digits))
				return true;
		} else {
			return false;
		}
	}
}

/* "UNCLAS" is no English word: a few capitals behind it are a station whose
 * serial is lost, or passing instructions. */
static bool short_capitals(struct septel_view rest)
{
	size_t words = 0;
	struct septel_view word;
	while (septel__next_word(&rest, &word)) {
		for (size_t i = 0; i < word.len; i++)
			if (!septel__is_upper(word.ptr[i]) && !septel__is_digit(word.ptr[i]))
				return false;
		words++;
	}
	return words <= 5;
}

static bool is_solid_marking(struct septel_view line, size_t length, const struct form *form)
{
	const struct septel_view rest = septel__slice(line, length, line.len);
	enum proof proof;
	const bool goes_on = marking_goes_on(rest, &proof);
	if (!goes_on && form->prose)
		return false;
	if (!goes_on && !short_capitals(rest))
		return septel__starts(septel__trim_left(rest), "FM ") ||
		       septel__starts(septel__trim_left(rest), "PASS ");
	/* In small letters a line end proves nothing: a sentence may break there. */
	return proof != PROOF_NONE || !septel__is_lower(line.ptr[0]);
}

/* ---- letters ----------------------------------------------------------------- */

/* The first letters of a line and where each ends. */
struct letters {
	char at[LETTERS_LIMIT];
	uint8_t end[LETTERS_LIMIT];
	uint8_t gaps[LETTERS_LIMIT]; /* blanks runs before this letter, from the start */
	size_t count;
};

static void take_letters(struct septel_view line, struct letters *out)
{
	out->count = 0;
	size_t gaps = 0;
	bool gap = false;
	for (size_t i = 0; i < line.len && i < 120 && out->count < LETTERS_LIMIT; i++) {
		if (line.ptr[i] == ' ' || line.ptr[i] == '\t') {
			gap = out->count > 0;
			continue;
		}
		if (!septel__is_alpha(line.ptr[i]))
			break;
		gaps += gap;
		gap = false;
		out->gaps[out->count] = (uint8_t)gaps;
		out->end[out->count] = (uint8_t)(i + 1);
		out->at[out->count++] = septel__upper(line.ptr[i]);
	}
}

/* The word may end behind `length` bytes: nothing glued to it but SECTION. */
static bool ends_here(struct septel_view line, size_t length)
{
	const struct septel_view rest = septel__slice(line, length, line.len);
	return scan_at_word_end(rest) || septel__starts(rest, "SECTION ");
}

/* How the letters of `form` are printed. */
struct match {
	size_t letters;
	bool solid;  /* not spaced out anywhere */
	bool proper; /* each of its words all spaced out or all solid */
};

static bool match_form(const struct letters *letters, const char *word, struct match *out)
{
	*out = (struct match){.solid = true, .proper = true};
	size_t at = 0, gaps = 0, inner = 0; /* of the present natural word */
	for (;; word++) {
		if (*word == ' ' || *word == '\0') {
			if (gaps && gaps != inner)
				out->proper = false;
			out->solid = out->solid && gaps == 0;
			gaps = inner = 0;
			if (*word == '\0')
				break;
			if (at < letters->count && at > 0 &&
			    letters->gaps[at] == letters->gaps[at - 1])
				out->proper = false;
			word++;
		} else if (at > 0) {
			inner++;
			if (at < letters->count)
				gaps += (size_t)(letters->gaps[at] - letters->gaps[at - 1]);
		}
		if (at >= letters->count || letters->at[at] != *word)
			return false;
		at++;
	}
	out->letters = at;
	return true;
}

static bool whole_form(struct septel_view line, const struct letters *letters,
		       const struct form *form, struct classification_word *out)
{
	struct match match;
	if (!match_form(letters, form->word, &match))
		return false;
	const size_t length = letters->end[match.letters - 1];
	if (!ends_here(line, length))
		return false;
	if (match.solid && !(match.proper && is_solid_marking(line, length, form)))
		return false;
	/* "CL EAR" and "LO U" prove nothing. */
	if (!match.proper && match.letters < DAMAGE_LETTERS_LEAST)
		return false;
	*out = (struct classification_word){form->class_, length, !match.proper};
	return true;
}

/* One letter too many, too few, wrong or out of place. */
static bool damaged_form(struct septel_view line, const struct letters *letters,
			 const struct form *form, struct classification_word *out)
{
	char solid[LETTERS_LIMIT];
	size_t count = 0;
	for (const char *c = form->word; *c; c++)
		if (*c != ' ')
			solid[count++] = *c;
	if (count < DAMAGE_LETTERS_LEAST)
		return false;
	const struct septel_view word = {solid, count};
	for (size_t taken = count + 1; taken >= count - 1; taken--) {
		if (taken > letters->count)
			continue;
		const size_t length = letters->end[taken - 1];
		const struct septel_view rest = septel__slice(line, length, line.len);
		const bool spaced = letters->gaps[taken - 1] >= SPACED_GAPS_LEAST;
		enum proof proof;
		if ((!spaced && letters->at[0] != solid[0]) || !scan_at_word_end(rest) ||
		    septel__edit_distance((struct septel_view){letters->at, taken}, word, 1) != 1)
			continue;
		if (!spaced && !(marking_goes_on(rest, &proof) && proof == PROOF_SURE))
			continue;
		*out = (struct classification_word){form->class_, length, true};
		return true;
	}
	return false;
}

bool septel__classification(struct septel_view line, struct classification_word *out)
{
	if (line.len < 3 || !septel__is_alpha(line.ptr[0]))
		return false;
	/* Spaced out, or one of the initials: else nothing begins here. */
	const bool spaced =
		line.len > 8 && (line.ptr[1] == ' ' || line.ptr[2] == ' ' || line.ptr[3] == ' ');
	if (!spaced && !memchr("UCSTRLucstrl", line.ptr[0], 12))
		return false;
	struct letters letters;
	take_letters(line, &letters);
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
		if (FORMS[i].word[0] == letters.at[0] && whole_form(line, &letters, &FORMS[i], out))
			return true;
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
		if ((spaced || FORMS[i].word[0] == letters.at[0]) &&
		    damaged_form(line, &letters, &FORMS[i], out))
			return true;
	return false;
}

/* ---- portion marks ------------------------------------------------------------ */

/* Bytes that a portion mark may have. */
#define PORTION_LIMIT 64

struct portion_word {
	const char *word;
	enum septel_class class_;
};

/* What a portion mark begins with; longer ones first. */
static const struct portion_word PORTIONS[] = {
	{"LIMITED OFFICIAL USE", SEPTEL_LIMITED_OFFICIAL_USE},
	{"SENSITIVE BUT UNCLASSIFIED", SEPTEL_UNCLASSIFIED},
	{"UNCLASSIFIED", SEPTEL_UNCLASSIFIED},
	{"CONFIDENTIAL", SEPTEL_CONFIDENTIAL},
	{"RESTRICTED", SEPTEL_RESTRICTED},
	{"TOP SECRET", SEPTEL_TOP_SECRET},
	{"UNCLAS", SEPTEL_UNCLASSIFIED},
	{"SECRET", SEPTEL_SECRET},
	{"FOUO", SEPTEL_UNCLASSIFIED},
	{"LOU", SEPTEL_LIMITED_OFFICIAL_USE},
	{"SBU", SEPTEL_UNCLASSIFIED},
	{"TS", SEPTEL_TOP_SECRET},
	{"C", SEPTEL_CONFIDENTIAL},
	{"S", SEPTEL_SECRET},
	{"U", SEPTEL_UNCLASSIFIED},
	{"R", SEPTEL_RESTRICTED},
};

/* Marks spoilt in one letter or place that occur. */
static const struct portion_word SPOILT[] = {
	{"N/SF", SEPTEL_SECRET},        {"N/CF", SEPTEL_CONFIDENTIAL},
	{"SNF", SEPTEL_SECRET},         {"CNF", SEPTEL_CONFIDENTIAL},
	{"NF/S", SEPTEL_SECRET},        {"NF/C", SEPTEL_CONFIDENTIAL},
	{"S/FN", SEPTEL_SECRET},        {"C/FN", SEPTEL_CONFIDENTIAL},
	{"S/N/F", SEPTEL_SECRET},       {"C/N/F", SEPTEL_CONFIDENTIAL},
	{"SUB", SEPTEL_UNCLASSIFIED},   {"SBUU", SEPTEL_UNCLASSIFIED},
	{"UFOUO", SEPTEL_UNCLASSIFIED}, {"SS", SEPTEL_SECRET},
	{"CC", SEPTEL_CONFIDENTIAL},
};

/* Control words behind the class. */
static const char *const CONTROLS[] = {
	"NF",       "NOFORN",     "N",      "F",      "FOUO",  "SBU",        "OC",
	"ORCON",    "PR",         "PROPIN", "LES",    "NODIS", "EXDIS",      "LIMDIS",
	"STADIS",   "SENSITIVE",  "SI",     "TK",     "HCS",   "COMINT",     "NC",
	"WNINTEL",  "NOCONTRACT", "SPECAT", "ENTIRE", "TEXT",  "RD",         "FRD",
	"NSI",      "EYES",       "ONLY",   "NATO",   "ALL",   "PARAGRAPHS", "LIMITED",
	"OFFICIAL", "USE",
};
/* Behind these any list of countries and organisations may stand. */
static const char *const LIST_OPENERS[] = {"REL", "RELEASABLE", "FGI", "FRGI"};

static bool is_one_of(struct septel_view word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (septel__is_word(word, words[i]))
			return true;
	return false;
}

/* The next run of letters and digits, behind what separates such runs in a
 * mark; false at the end, or (with *bad) at any other byte. */
static bool next_mark_word(struct septel_view *rest, struct septel_view *word, bool *bad)
{
	while (rest->len && strchr(" /-,&", rest->ptr[0]) && rest->ptr[0])
		*rest = septel__slice(*rest, 1, rest->len);
	size_t length = 0;
	while (length < rest->len && septel__is_alnum(rest->ptr[length]))
		length++;
	*word = septel__slice(*rest, 0, length);
	*bad = length == 0 && rest->len > 0;
	*rest = septel__slice(*rest, length, rest->len);
	return length > 0;
}

/* Nothing but control words, and the lists that some of them open. */
static bool is_control_tail(struct septel_view rest)
{
	struct septel_view word;
	bool bad, list = false;
	while (next_mark_word(&rest, &word, &bad)) {
		if (is_one_of(word, LIST_OPENERS, sizeof LIST_OPENERS / sizeof *LIST_OPENERS))
			list = true;
		else if (list ? word.len > 12
			      : !is_one_of(word, CONTROLS, sizeof CONTROLS / sizeof *CONTROLS))
			return false;
	}
	return !bad;
}

enum septel_class septel_portion_class(struct septel_view mark)
{
	mark = septel__trim(mark);
	if (mark.len == 0 || mark.len > PORTION_LIMIT)
		return SEPTEL_CLASS_NONE;
	for (size_t i = 0; i < sizeof PORTIONS / sizeof *PORTIONS; i++) {
		struct septel_view rest = mark;
		if (scan_word(&rest, PORTIONS[i].word) && scan_at_word_end(rest) &&
		    is_control_tail(rest))
			return PORTIONS[i].class_;
	}
	for (size_t i = 0; i < sizeof SPOILT / sizeof *SPOILT; i++)
		if (septel__is_word(mark, SPOILT[i].word))
			return SPOILT[i].class_;
	return SEPTEL_CLASS_NONE;
}

bool septel__is_portion_mark(struct septel_view mark)
{
	return septel_portion_class(mark) != SEPTEL_CLASS_NONE;
}
