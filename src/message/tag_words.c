/* tag_words.c - see tag_words.h. */
#include "tag_words.h"

#include "keyword.h"
#include "scan.h"
#include "table_rows.h"

#include <septel/tables.h>

/* Bytes of one value. */
#define TAGS_VALUE_LIMIT 8192

/* ---- what a word is -------------------------------------------------------------- */

static bool is_letters(struct septel_view word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!septel__is_alpha(word.ptr[i]))
			return false;
	return word.len > 0;
}

enum tag_standing septel__tag_standing(struct septel_view word, enum septel_tag_kind *kind,
				       struct septel_view *name)
{
	*kind = SEPTEL_TAG_UNKNOWN;
	*name = (struct septel_view){"", 0};
	if (word.len < 2 || word.len > TAG_CODE_LIMIT)
		return TAG_NO_CODE;
	*kind = septel_tag_lookup(word, name);
	if (*kind == SEPTEL_TAG_SUBJECT || *kind == SEPTEL_TAG_ORG || name->len ||
	    (*kind == SEPTEL_TAG_PROGRAM && septel__tag_in_table(word)))
		return TAG_IN_TABLE;
	if (word.len == 2 && is_letters(word))
		*kind = SEPTEL_TAG_GEO;
	return *kind == SEPTEL_TAG_UNKNOWN || *kind == SEPTEL_TAG_PERSON ? TAG_NO_CODE
									 : TAG_BY_FORM;
}

static enum tag_standing standing(struct septel_view word)
{
	enum septel_tag_kind kind;
	struct septel_view name;
	return septel__tag_standing(word, &kind, &name);
}

bool septel__tag_wants_person(struct septel_view word)
{
	static const char *const CODES[] = {"OVIP", "OCON", "OEXC", "OREP", "OTRA"};
	if (word.len != 4 || septel__upper(word.ptr[0]) != 'O')
		return false;
	for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
		if (septel__is_word(word, CODES[i]))
			return true;
	return false;
}

/* ---- words ------------------------------------------------------------------------ */

static bool is_separator(char c)
{
	return c == ',' || c == ';';
}

/* The next plain word of a line, its punctuation stripped. */
static bool next_plain(struct septel_view *rest, struct septel_view *word)
{
	if (!septel__next_word(rest, word))
		return false;
	while (word->len &&
	       (is_separator(word->ptr[word->len - 1]) || word->ptr[word->len - 1] == '.'))
		word->len--;
	return true;
}

/* True where a line behind the value's first one holds tags: half of its words
 * are codes. */
static bool is_tags_line(struct septel_view line)
{
	size_t words = 0, codes = 0;
	struct septel_view word, pieces[TAG_PIECES_LIMIT];
	if (line.len && line.ptr[0] == '(')
		return true;
	while (words < TAG_WORDS_LIMIT && next_plain(&line, &word)) {
		words++;
		codes += standing(word) != TAG_NO_CODE || septel__tag_pieces(word, pieces) > 0;
	}
	return words && codes * 2 >= words;
}

/* True where the line so far waits for more: a separator, an open parenthesis. */
static bool waits(struct septel_view text)
{
	text = septel__trim_right(text);
	if (text.len == 0 || is_separator(text.ptr[text.len - 1]))
		return true;
	for (size_t i = text.len; i > 0 && text.ptr[i - 1] != ')'; i--)
		if (text.ptr[i - 1] == '(')
			return true;
	return false;
}

/* The part of `value` that is tags: a line that goes on about something else
 * ("STATE FOR EUR") ends it, and so does the next keyword. */
static struct septel_view own_lines(struct septel_view value)
{
	struct keyword keyword;
	size_t at;
	value = septel__slice(value, 0, TAGS_VALUE_LIMIT);
	if ((memchr(value.ptr, ':', value.len)) &&
	    septel__keyword_inside(value, 0, &at, &keyword) && keyword.kind != KEYWORD_TAGS)
		value = septel__slice(value, 0, at);
	size_t end = septel__find_byte(value, '\n', 0);
	while (end != VIEW_NOT_FOUND) {
		size_t next = septel__find_byte(value, '\n', end + 1);
		const struct septel_view line = septel__trim(
			septel__slice(value, end + 1, next == VIEW_NOT_FOUND ? value.len : next));
		if (!waits(septel__slice(value, 0, end)) && !is_tags_line(line))
			return septel__slice(value, 0, end);
		end = next;
	}
	return value;
}

static void add_word(struct tag_words *out, struct septel_view text, bool person)
{
	text = septel__trim(text);
	/* A full stop, but not that of an initial. */
	while (!person && text.len && text.len != 2 && text.ptr[text.len - 1] == '.')
		text.len--;
	size_t letters = 0;
	while (letters < text.len && !septel__is_alnum(text.ptr[letters]) &&
	       (unsigned char)text.ptr[letters] < 0x80)
		letters++;
	if (letters < text.len && out->count < TAG_WORDS_LIMIT)
		out->at[out->count++] = (struct tag_word){.text = text, .person = person};
}

static void separate(struct tag_words *out)
{
	out->separators = true;
	if (out->count)
		out->at[out->count - 1].separated = true;
}

void septel__tag_words(struct septel_view value, struct tag_words *out)
{
	out->count = 0;
	out->separators = false;
	value = own_lines(septel__trim(value));
	for (size_t i = 0; i < value.len;) {
		const char c = value.ptr[i];
		if (c == '(' || c == '[') {
			const size_t close = septel__find_byte(value, c == '(' ? ')' : ']', i);
			if (close != VIEW_NOT_FOUND) {
				add_word(out, septel__slice(value, i + 1, close), true);
				i = close + 1;
				continue;
			}
		}
		size_t end = i;
		while (end < value.len && !septel__is_space(value.ptr[end]) &&
		       !memchr(",;()[]", value.ptr[end], 6))
			end++;
		add_word(out, septel__slice(value, i, end), false);
		if (end == i) {
			if (is_separator(c))
				separate(out);
			end++;
		}
		i = end;
	}
}

/* ---- several words ---------------------------------------------------------------- */

/* Themes and organisations of several words that posts have used as tags. */
static const char *const THEMES[] = {
	"BILATERAL RELATIONS",
	"COLOMBO PLAN",
	"COUNTER TERRORISM",
	"COUNTRY CLEARANCE",
	"DOMESTIC POLITICS",
	"ECONOMY AND FINANCE",
	"EL AL",
	"EXTERNAL RELATIONS",
	"FOREIGN POL",
	"FOREIGN POLICY",
	"GAZA DISENGAGEMENT",
	"GENERAL MOTORS",
	"GOI EXTERNAL",
	"GOI INTERNAL",
	"HUMAN RIGHTS",
	"INTERNAL POLITICS",
	"ISRAEL RELATIONS",
	"ISRAELI PALESTINIAN AFFAIRS",
	"ISRAELI SOCIETY",
	"MEDIA REACTION",
	"MEDIA REACTION REPORT",
	"MEETINGS WITH AMBASSADOR",
	"MIDDLE EAST PEACE PROCESS",
	"NEW ZEALAND",
	"PEACE PROCESS",
	"SAUDI ARABIA",
	"SETTLEMENTS AND OUTPOSTS",
	"SOUTH AFRICA",
	"SOUTH KOREA",
	"NORTH KOREA",
	"SRI LANKA",
	"TRAFFICKING IN PERSONS",
	"UNITED KINGDOM",
	"UNITED NATIONS",
	"UNITED STATES",
	"WEST BANK",
};

/* Words `first` to `first + count`, joined by blanks, are that text. */
static bool words_are(const struct tag_words *words, size_t first, struct septel_view text,
		      size_t *count)
{
	struct septel_view word;
	*count = 0;
	while (septel__next_word(&text, &word)) {
		const size_t at = first + (*count)++;
		if (at >= words->count || words->at[at].person ||
		    !septel__equal_fold(words->at[at].text, word) ||
		    (at > first && words->at[at - 1].separated))
			return false;
	}
	return true;
}

size_t septel__tag_theme(const struct tag_words *words, size_t first)
{
	size_t longest = 0, count;
	const struct tag_word *word = &words->at[first];
	if (word->separated || word->person || word->text.len == 0)
		return 0;
	for (size_t i = 0; i < sizeof THEMES / sizeof *THEMES; i++)
		if (septel__upper(word->text.ptr[0]) == THEMES[i][0] &&
		    words_are(words, first, septel_view_of(THEMES[i]), &count) && count > longest)
			longest = count;
	return longest;
}

/* Given names that decide that two words are a person: "LAST FIRST". */
static bool is_given_name(struct septel_view word)
{
	static const char *const NAMES[] = {
		"ABDULLAH", "AHMED",   "ALBERT",   "ALI",     "ANDREW",  "ANGELA",
		"ANTHONY",  "BARACK",  "CARLOS",   "CHARLES", "COLIN",   "CONDOLEEZZA",
		"DAVID",    "DICK",    "DONALD",   "EDWARD",  "ERIC",    "FRANCISCO",
		"FRANK",    "GEORGE",  "GERARD",   "HAMID",   "HENRY",   "HILLARY",
		"HUGO",     "HUSSEIN", "JAMES",    "JOHN",    "JOSE",    "JOSEPH",
		"JUAN",     "KAREN",   "KEVIN",    "LAURA",   "LUIS",    "MADELEINE",
		"MARIA",    "MARK",    "MARTIN",   "MARY",    "MICHAEL", "MOHAMED",
		"MOHAMMED", "NANCY",   "NICHOLAS", "NICOLAS", "PATRICK", "PAUL",
		"PETER",    "PHILIP",  "RICHARD",  "ROBERT",  "RONALD",  "SILVIO",
		"STEPHEN",  "STEVEN",  "SUSAN",    "THOMAS",  "TIMOTHY", "VLADIMIR",
		"WARREN",   "WILLIAM"};
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (septel__is_word(word, NAMES[i]))
			return true;
	return false;
}

static bool is_name_word(const struct tag_words *words, size_t at)
{
	if (at >= words->count || words->at[at].person)
		return false;
	const struct septel_view word = words->at[at].text;
	size_t letters = 0;
	for (size_t i = 0; i < word.len; i++)
		letters += septel__is_alpha(word.ptr[i]) || (unsigned char)word.ptr[i] >= 0x80;
	if (letters < 2 || septel__find_byte(word, '/', 0) != VIEW_NOT_FOUND)
		return false;
	struct septel_view pieces[TAG_PIECES_LIMIT];
	return standing(word) == TAG_NO_CODE && septel__tag_theme(words, at) == 0 &&
	       septel__tag_pieces(word, pieces) == 0;
}

static bool is_initial(struct septel_view word)
{
	return (word.len == 1 || (word.len == 2 && word.ptr[1] == '.')) &&
	       septel__is_alpha(word.ptr[0]);
}

size_t septel__tag_person(const struct tag_words *words, size_t first, bool expected)
{
	if (!is_name_word(words, first) || !is_name_word(words, first + 1))
		return 0;
	const bool given = is_given_name(words->at[first + 1].text);
	if (!given && !expected)
		return 0;
	/* "OVIP CLINTON, HILLARY": a comma inside only right behind the code. */
	if (words->at[first].separated && (!expected || (!given && words->at[first - 1].separated)))
		return 0;
	size_t count = 2;
	while (first + count < words->count && !words->at[first + count - 1].separated &&
	       is_initial(words->at[first + count].text))
		count++;
	/* A middle name: three words and no fourth. */
	if (expected && count == 2 && !words->at[first].separated &&
	    !words->at[first + 1].separated && is_name_word(words, first + 2) &&
	    (words->at[first + 2].separated || !is_name_word(words, first + 3)))
		count++;
	return count;
}

/* ---- fused and misspelt ------------------------------------------------------------ */

/* The best way to part the bytes up to a place. */
struct parting {
	uint8_t pieces; /* fewest; 0: there is no way */
	uint8_t last;   /* length of the last one */
	uint8_t pairs;  /* codes of two letters */
	uint8_t weak;   /* codes that only their form makes */
	bool unique;
};

static void consider(struct parting *partings, struct septel_view word, size_t end, size_t length)
{
	if (end < length || (end > length && partings[end - length].pieces == 0))
		return;
	const struct septel_view piece = septel__slice(word, end - length, end);
	enum septel_tag_kind kind;
	struct septel_view name;
	const enum tag_standing sure = septel__tag_standing(piece, &kind, &name);
	if (sure == TAG_NO_CODE || kind == SEPTEL_TAG_ORG || (length == 2 && sure != TAG_IN_TABLE))
		return;
	const struct parting *before = &partings[end - length];
	struct parting *best = &partings[end];
	const uint8_t pieces = (uint8_t)(before->pieces + 1);
	if (best->pieces && best->pieces < pieces)
		return;
	const bool unique = (end == length || before->unique) && best->pieces != pieces;
	*best = (struct parting){pieces, (uint8_t)length, (uint8_t)(before->pairs + (length == 2)),
				 (uint8_t)(before->weak + (sure == TAG_BY_FORM)), unique};
}

size_t septel__tag_pieces(struct septel_view word, struct septel_view pieces[TAG_PIECES_LIMIT])
{
	struct parting partings[TAG_CODE_LIMIT + 1] = {{0}};
	if (word.len < 6 || word.len > TAG_CODE_LIMIT || word.len % 2 || !is_letters(word))
		return 0;
	for (size_t end = 2; end <= word.len; end += 2) {
		consider(partings, word, end, 4);
		consider(partings, word, end, 2);
	}
	const struct parting *whole = &partings[word.len];
	const size_t longer = (size_t)(whole->pieces - whole->pairs);
	/* Countries alone make words too: "FRANCE" is no FR, AN, CE. */
	if (whole->pieces < 2 || whole->pieces > TAG_PIECES_LIMIT || !whole->unique ||
	    longer == 0 || whole->pairs > longer || whole->weak > longer - whole->weak)
		return 0;
	size_t end = word.len;
	for (size_t i = whole->pieces; i > 0; i--) {
		pieces[i - 1] = septel__slice(word, end - partings[end].last, end);
		end -= partings[end].last;
	}
	return whole->pieces;
}

bool septel__tag_misspelt(struct septel_view word, char code[5])
{
	bool found = false;
	if (word.len != 5 || !is_letters(word))
		return false;
	for (size_t skipped = 0; skipped < word.len; skipped++) {
		char letters[5] = "";
		size_t length = 0;
		for (size_t i = 0; i < word.len; i++)
			if (i != skipped)
				letters[length++] = septel__upper(word.ptr[i]);
		enum septel_tag_kind kind;
		struct septel_view name;
		if (septel__tag_standing((struct septel_view){letters, 4}, &kind, &name) !=
			    TAG_IN_TABLE ||
		    (kind != SEPTEL_TAG_SUBJECT && kind != SEPTEL_TAG_PROGRAM))
			continue;
		if (found && memcmp(code, letters, 4) != 0)
			return false;
		memcpy(code, letters, sizeof letters);
		found = true;
	}
	return found;
}

struct septel_view septel__tag_near(struct septel_view word)
{
	struct septel_view near = {"", 0};
	if (word.len < 3 || word.len > 5 || !is_letters(word))
		return near;
	for (size_t i = 0; i < SEPTEL__TAGS_COUNT; i++) {
		const struct tag_row *row = &SEPTEL__TAGS[i];
		if ((row->kind != SEPTEL_TAG_SUBJECT && row->kind != SEPTEL_TAG_PROGRAM) ||
		    septel__edit_distance(word, septel_view_of(row->code), 1) != 1)
			continue;
		if (near.len)
			return (struct septel_view){"", 0};
		near = septel_view_of(row->code);
	}
	return near;
}
