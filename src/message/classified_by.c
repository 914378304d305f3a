/* classified_by.c - see fields.h: who classified the message, and why.
 *
 * The value is made one line, and parted where the reasons begin: what stands
 * before names the officer (officer.h), what follows the reasons (reasons.h).
 */
#include "fields.h"

#include "officer.h"
#include "reasons.h"
#include "scan.h"
#include "titles.h"

/* Bytes and words of the value that are looked at. */
#define VALUE_LIMIT  600
#define TOKENS_LIMIT 64
/* "This message was classified by" may stand so many words from the start. */
#define PREFACE_WORDS 8
/* Bytes of each part of a word that a line end may have split. */
#define SPLIT_PART_LIMIT 32

/* ---- one line ------------------------------------------------------------------ */

static bool is_word_byte(char c)
{
	return septel__is_alnum(c) || c == '\'' || c == '.' || (unsigned char)c >= 0x80;
}

static bool is_near(struct septel_view word, const char *right, unsigned most)
{
	return septel__edit_distance(word, septel_view_of(right), most) <= most;
}

/* "REASONS", "Reson", "Sea3on". */
static bool is_reason_word(struct septel_view word)
{
	return word.len >= 5 && word.len <= 8 &&
	       (septel__upper(word.ptr[0]) == 'R' || septel__upper(word.ptr[1]) == 'E') &&
	       (is_near(word, "REASON", 1) || is_near(word, "REASONS", 1));
}

/* A word in small letters that a line may begin with as it is. */
static bool is_small_word(struct septel_view word)
{
	static const char *const SMALL[] = {
		"for",     "and",    "of",   "to", "the",  "by",       "on",    "in",
		"at",      "per",    "due",  "as", "is",   "under",    "based", "was",
		"section", "para",   "or",   "ad", "from", "with",     "a.i.",  "interim",
		"because", "exempt", "that", "it", "iaw",  "pursuant", "who",   "which"};
	for (size_t i = 0; i < sizeof SMALL / sizeof *SMALL; i++)
		if (septel__equal(word, septel_view_of(SMALL[i])))
			return true;
	return septel__is_title(word) || septel__is_name_particle(word);
}

/* A word of a title or about reasons, in any case. */
static bool is_known_word(struct septel_view word)
{
	return septel__is_title(word) || is_reason_word(word) ||
	       septel__equal_fold(word, VIEW_LITERAL("AND")) ||
	       septel__equal_fold(word, VIEW_LITERAL("FOR")) ||
	       septel__equal_fold(word, VIEW_LITERAL("SECTION"));
}

/* True where a line end between the word `left` and the word `right` fell into
 * a word: "Hoyt Y" "ee", "Re" "asons", "AFFAIR" "S". */
static bool is_split_word(struct septel_view left, struct septel_view right)
{
	char joined[2 * SPLIT_PART_LIMIT];
	if (left.len == 0 || right.len == 0 || left.len > SPLIT_PART_LIMIT ||
	    right.len > SPLIT_PART_LIMIT || !septel__is_alpha(left.ptr[left.len - 1]) ||
	    !septel__is_alpha(right.ptr[0]) || is_small_word(right) || is_known_word(right))
		return false;
	memcpy(joined, left.ptr, left.len);
	memcpy(joined + left.len, right.ptr, right.len);
	if (is_known_word((struct septel_view){joined, left.len + right.len}))
		return true;
	/* A name goes on in small letters only in the middle of one of its words. */
	return septel__is_lower(right.ptr[0]) && septel__is_upper(left.ptr[0]) &&
	       !is_known_word(left);
}

static struct septel_view word_before(struct septel_view text)
{
	size_t start = text.len;
	while (start > 0 && is_word_byte(text.ptr[start - 1]))
		start--;
	return septel__slice(text, start, text.len);
}

static struct septel_view word_at(struct septel_view text)
{
	size_t length = 0;
	while (length < text.len && is_word_byte(text.ptr[length]))
		length++;
	while (length && text.ptr[length - 1] == '.')
		length--;
	return septel__slice(text, 0, length);
}

/* `value` on one line, words that a line end split made whole. */
static struct septel_view on_one_line(struct septel_arena *arena, struct septel_view value)
{
	value = septel__trim(septel__slice(value, 0, VALUE_LIMIT));
	char *bytes = septel_arena_alloc(arena, value.len + 1);
	if (!bytes)
		return (struct septel_view){"", 0};
	size_t length = 0;
	for (size_t i = 0; i < value.len;) {
		if (!septel__is_space(value.ptr[i])) {
			bytes[length++] = value.ptr[i++];
			continue;
		}
		bool newline = false;
		while (i < value.len && septel__is_space(value.ptr[i]))
			newline |= value.ptr[i++] == '\n';
		const struct septel_view so_far = {bytes, length};
		if (!newline || !is_split_word(word_before(so_far),
					       word_at(septel__slice(value, i, value.len))))
			bytes[length++] = ' ';
	}
	return (struct septel_view){bytes, length};
}

/* ---- which part names somebody -------------------------------------------------- */

/* "1.4", "1,4", "1. 4", "l.5": the number of a section of the order. */
static bool begins_with_section(struct septel_view text)
{
	if (text.len < 3 || !memchr("1lI", text.ptr[0], 3))
		return false;
	text = septel__slice(text, 1, text.len);
	scan_blanks(&text);
	if (!scan_byte(&text, '.') && !scan_byte(&text, ','))
		return false;
	scan_blanks(&text);
	return text.len && septel__is_digit(text.ptr[0]);
}

/* True where the words about the reasons begin. */
static bool begins_reasons(struct septel_view rest)
{
	static const char *const OPENERS[] = {"UNDER ",   "DUE TO",    "BASED 0N", "BASED ON",
					      "PURSUANT", "SECTION 1", "PARA 1",   "PER 1",
					      "E.O.",     "EO 1",      "IAW "};
	/* Of these, and of REASONS with a letter wrong. */
	static const char INITIALS[] = "UDBPSEIRT";
	if (begins_with_section(rest))
		return true;
	if (!memchr(INITIALS, septel__upper(rest.ptr[0]), sizeof INITIALS - 1))
		return false;
	size_t length = 0;
	while (length < rest.len && septel__is_alnum(rest.ptr[length]))
		length++;
	if (is_reason_word(septel__slice(rest, 0, length)))
		return true;
	for (size_t i = 0; i < sizeof OPENERS / sizeof *OPENERS; i++)
		if (septel__starts_fold(rest, OPENERS[i]))
			return !septel__starts_fold(rest, "UNDER SECRETARY");
	return false;
}

/* Where the reasons begin; the length of `text` if nowhere. */
static size_t reasons_at(struct septel_view text)
{
	bool boundary = true;
	for (size_t i = 0; i < text.len; i++) {
		const bool alnum = septel__is_alnum(text.ptr[i]);
		if (boundary && alnum && begins_reasons(septel__slice(text, i, text.len)))
			return i;
		boundary = !alnum && text.ptr[i] != '\'';
	}
	return text.len;
}

/* Up to the first word with a character that no name or title has. */
static struct septel_view without_noise(struct septel_view text)
{
	static const char NOISE[] = "+$=@~|\\{}!#%^*<>_[]";
	for (size_t i = 0; i < text.len; i++) {
		if (!memchr(NOISE, text.ptr[i], sizeof NOISE - 1))
			continue;
		while (i > 0 && text.ptr[i - 1] != ' ')
			i--;
		return septel__slice(text, 0, i);
	}
	return text;
}

/* Behind "(C) CLASSIFIED BY", "Classfied By:", "This message was classified by". */
static struct septel_view without_preface(struct septel_view text)
{
	struct septel_view rest = text, word, previous = {"", 0};
	for (size_t i = 0; i < PREFACE_WORDS && septel__next_word(&rest, &word); i++) {
		while (word.len && (word.ptr[word.len - 1] == ':'))
			word.len--;
		if (previous.len >= 8 && septel__equal_fold(word, VIEW_LITERAL("BY")) &&
		    is_near(previous, "CLASSIFIED", 2))
			text = rest;
		previous = word;
	}
	text = septel__trim(text);
	if (text.len >= 3 && text.ptr[0] == '(' && text.ptr[2] == ')')
		text = septel__trim(septel__slice(text, 3, text.len));
	return text;
}

void septel__classified_by_read(struct reading *reading, struct septel_view value)
{
	struct septel_message *message = reading->message;
	const struct septel_view text = on_one_line(reading->arena, value);
	if (text.len == 0)
		return;
	const size_t split = reasons_at(text);
	if (message->classified_by.name.len == 0) {
		const struct septel_view words = without_noise(septel__slice(text, 0, split));
		const struct officer officer =
			septel__officer(without_preface(words), reading->arena);
		message->classified_by.name = officer.name;
		message->classified_by.title = officer.title;
	}
	if (message->classified_by.reasons.count == 0)
		message->classified_by.reasons =
			septel__reasons(septel__slice(text, split, text.len), reading->arena);
}
