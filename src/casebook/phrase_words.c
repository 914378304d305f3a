/* phrase_words.c - see phrase_words.h. */
#include "phrase_words.h"

#define RIGHT_QUOTE "\xe2\x80\x99"
#define EN_DASH     "\xe2\x80\x93"
#define EM_DASH     "\xe2\x80\x94"

static bool is_letter(char c)
{
	return septel__is_alpha(c) || (unsigned char)c >= 0x80;
}

static bool starts_at(struct septel_view text, size_t at, const char *what)
{
	return septel__starts(septel__slice(text, at, text.len), what);
}

/* An apostrophe at `at`: its length; 0 where there is none. */
static size_t apostrophe(struct septel_view text, size_t at)
{
	if (at < text.len && text.ptr[at] == '\'')
		return 1;
	return starts_at(text, at, RIGHT_QUOTE) ? strlen(RIGHT_QUOTE) : 0;
}

static size_t dash(struct septel_view text, size_t at)
{
	if (text.ptr[at] == '-')
		return 1;
	return starts_at(text, at, EN_DASH) || starts_at(text, at, EM_DASH) ? strlen(EN_DASH) : 0;
}

/* "week's" is week, "p.m." is pm.  Gives where the word ends. */
static size_t read_letters(struct septel_view text, size_t at, struct phrase_word *word)
{
	size_t length = 0;
	word->kind = WORD_LETTERS;
	while (at < text.len) {
		const char c = text.ptr[at];
		const size_t mark = apostrophe(text, at);
		const bool dot = c == '.' && at + 1 < text.len && is_letter(text.ptr[at + 1]);
		if (mark) {
			at += mark;
			if (at < text.len && septel__lower(text.ptr[at]) == 's')
				at++;
			continue;
		}
		if (dash(text, at) || (!is_letter(c) && !dot))
			break;
		if (!dot && length < PHRASE_LETTERS)
			word->text[length++] = septel__lower(c);
		at++;
	}
	if (length == PHRASE_LETTERS)
		length = 0;
	word->text[length] = '\0';
	return at;
}

static bool is_ordinal_sign(struct septel_view letters)
{
	return septel__is_word(letters, "st") || septel__is_word(letters, "nd") ||
	       septel__is_word(letters, "rd") || septel__is_word(letters, "th");
}

/* Digits with what is joined to them: "15th".  A time of day, "17:00", is no word: *none. */
static size_t read_number(struct septel_view text, size_t at, struct phrase_word *word, bool *none)
{
	const size_t from = at;
	while (at < text.len && septel__is_digit(text.ptr[at]))
		at++;
	word->kind = WORD_NUMBER;
	word->digits = (int)(at - from < 10 ? at - from : 10);
	word->number = septel__number(septel__slice(text, from, at));
	*none = at + 1 < text.len && text.ptr[at] == ':' && septel__is_digit(text.ptr[at + 1]);
	while (*none && at < text.len && (text.ptr[at] == ':' || septel__is_digit(text.ptr[at])))
		at++;
	if (is_ordinal_sign(septel__slice(text, at, at + 2)) &&
	    (at + 2 >= text.len || !is_letter(text.ptr[at + 2]))) {
		word->ordinal = true;
		at += 2;
	}
	return at;
}

/* One word from text.ptr[at] on; *none where a sign or time of day stands there. */
static size_t read_word(struct septel_view text, size_t at, struct phrase_word *word, bool *none)
{
	const size_t mark = dash(text, at);
	*none = false;
	*word = (struct phrase_word){.kind = WORD_DASH};
	if (mark)
		return at + mark;
	if (septel__is_digit(text.ptr[at]))
		return read_number(text, at, word, none);
	if (is_letter(text.ptr[at]))
		return read_letters(text, at, word);
	const bool dot = text.ptr[at] == '.' && at > 0 && septel__is_digit(text.ptr[at - 1]) &&
			 at + 1 < text.len && septel__is_digit(text.ptr[at + 1]);
	word->kind = dot ? WORD_DOT : WORD_SLASH;
	*none = !dot && text.ptr[at] != '/';
	return at + 1;
}

static const char *const CLOCK_WORDS[] = {"noon", "midnight", "oclock", "local", "utc", "gmt",
					  "zulu", "est",      "edt",    "am",    "pm"};
static const char *const CLOCK_SIGNS[] = {"am", "pm", "hours", "hrs", "z", "l", "local", "hour"};
static const char *const CLOCK_LEADS[] = {"at", "by", "nlt", "than", "before"};

/* True for the hour "1700Z", "5 pm", "by 0900", but for no part of a date-time group, no "48
 * hours" and no year. */
static bool is_hour(const struct phrase_words *words, size_t at, bool *with_sign)
{
	enum { FIRST_YEAR = 1800, LAST_YEAR = 2199, DAY_END = 2400 };
	const struct phrase_word *number = &words->at[at];
	const struct phrase_word *sign = at + 1 < words->count ? number + 1 : NULL;
	const bool half_day =
		sign && (septel__is_phrase_word(sign, "am") || septel__is_phrase_word(sign, "pm"));
	if (number->kind != WORD_NUMBER || number->ordinal)
		return false;
	*with_sign = sign && IS_ANY_WORD(sign, CLOCK_SIGNS) &&
		     (number->digits == 4 || (half_day && number->digits <= 2));
	return *with_sign || (number->digits == 4 && at > 0 && number->number % 100 < 60 &&
			      (number->number < FIRST_YEAR || number->number > LAST_YEAR) &&
			      number->number < DAY_END && IS_ANY_WORD(number - 1, CLOCK_LEADS));
}

static void drop_times(struct phrase_words *words)
{
	const struct phrase_words all = *words;
	words->count = 0;
	for (size_t i = 0; i < all.count; i++) {
		bool with_sign = false;
		if (is_hour(&all, i, &with_sign))
			i += with_sign;
		else if (!IS_ANY_WORD(&all.at[i], CLOCK_WORDS))
			words->at[words->count++] = all.at[i];
	}
	/* "December 10 at 3 pm" */
	while (words->count > 1 && (septel__is_phrase_word(&words->at[words->count - 1], "at") ||
				    septel__is_phrase_word(&words->at[words->count - 1], "on")))
		words->count--;
}

/* "151200ZJAN09": the letter of the zone is a word of its own. */
static size_t zone_end(const struct phrase_words *words, struct septel_view text, size_t at)
{
	const struct phrase_word *last = words->count ? &words->at[words->count - 1] : NULL;
	const bool zone = last && last->kind == WORD_NUMBER && last->digits == 6 && at > 0 &&
			  septel__is_digit(text.ptr[at - 1]) && is_letter(text.ptr[at]);
	return zone ? at + 1 : text.len;
}

bool septel__phrase_words(struct septel_view text, struct phrase_words *words)
{
	words->count = 0;
	for (size_t at = 0; at < text.len;) {
		struct phrase_word word;
		bool none;
		at = read_word(septel__slice(text, 0, zone_end(words, text, at)), at, &word, &none);
		if (none)
			continue;
		if (words->count == PHRASE_WORDS_LIMIT)
			return false;
		words->at[words->count++] = word;
	}
	drop_times(words);
	return true;
}

bool septel__is_any_phrase_word(const struct phrase_word *word, const char *const *texts,
				size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (septel__is_phrase_word(word, texts[i]))
			return true;
	return false;
}
