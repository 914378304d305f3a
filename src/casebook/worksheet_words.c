/* worksheet_words.c - see worksheet_reading.h: a sentence as words. */
#include "../base/utf8.h"
#include "worksheet_reading.h"

/* Bytes of the longest word that is taken for an acronym. */
#define ACRONYM_LIMIT 12
/* Of the letters of a sentence, so many in a hundred are capitals where all are. */
#define SHOUTED_PERCENT 85
/* Bytes of a text in which parentheses are closed. */
#define PARENTHESES_REACH 4096

static const char *const SMALL[] = {
	"a",          "about",   "after", "against", "all",    "also",  "although", "am",
	"an",         "and",     "any",   "are",     "as",     "at",    "be",       "because",
	"been",       "before",  "being", "between", "both",   "but",   "by",       "can",
	"could",      "did",     "do",    "does",    "during", "each",  "every",    "following",
	"for",        "from",    "had",   "has",     "have",   "he",    "her",      "here",
	"him",        "his",     "how",   "however", "i",      "if",    "in",       "into",
	"is",         "it",      "its",   "may",     "might",  "must",  "no",       "nor",
	"not",        "of",      "on",    "or",      "our",    "out",   "over",     "per",
	"separately", "shall",   "she",   "should",  "since",  "so",    "some",     "such",
	"than",       "that",    "the",   "their",   "them",   "then",  "there",    "these",
	"they",       "this",    "those", "through", "to",     "under", "until",    "up",
	"upon",       "us",      "was",   "we",      "were",   "what",  "when",     "where",
	"which",      "while",   "who",   "whom",    "whose",  "why",   "will",     "with",
	"within",     "without", "would", "you",     "your",   NULL};

bool septel__one_of(struct septel_view word, const char *const *list)
{
	for (; *list; list++)
		if (septel__is_word(word, *list))
			return true;
	return false;
}

bool septel__says(const struct sheet_sentence *sentence, size_t first, size_t last,
		  const char *const *list)
{
	for (size_t i = first; i <= last && i < sentence->count; i++)
		if (septel__one_of(sentence->words[i].text, list))
			return true;
	return false;
}

bool septel__is_small(struct septel_view word)
{
	return septel__one_of(word, SMALL);
}

/* Bytes of the character at `at` that no journal may hold; 0: it may. */
static size_t odd_at(struct septel_view text, size_t at)
{
	uint32_t code = 0;
	const unsigned char c = (unsigned char)text.ptr[at];
	if (c < 0x80)
		return (c < 0x20 && !septel__is_space(text.ptr[at])) || c == 0x7F;
	return septel__utf8_decode(text, at, &code) == 0 || code < 0xA0;
}

static bool has_odd(struct septel_view word)
{
	for (size_t i = 0; i < word.len;) {
		if (odd_at(word, i))
			return true;
		uint32_t code;
		i += (unsigned char)word.ptr[i] < 0x80 ? 1 : septel__utf8_decode(word, i, &code);
	}
	return false;
}

/* A letter, a digit, or a byte of a character outside ASCII (but no curly quote). */
static bool is_of_word(struct septel_view text, size_t at)
{
	const char c = text.ptr[at];
	if ((unsigned char)c < 0x80)
		return septel__is_alnum(c) || c == '$';
	return !septel__starts(septel__slice(text, at, text.len), "\xE2\x80\x9C") &&
	       !septel__starts(septel__slice(text, at, text.len), "\xE2\x80\x9D");
}

/* MEK, MoD, TF134, 3-37: two capitals or more, no lower-case letter but between them. */
static bool is_acronym(struct septel_view word)
{
	size_t capitals = 0, lower = 0;
	for (size_t i = 0; i < word.len; i++) {
		capitals += septel__is_upper(word.ptr[i]);
		lower += septel__is_lower(word.ptr[i]);
		if (!septel__is_alnum(word.ptr[i]) && !septel__is_one_of(word.ptr[i], "-/&"))
			return false;
	}
	return capitals >= 2 && lower < capitals && word.len <= ACRONYM_LIMIT &&
	       septel__is_upper(word.ptr[0]) && !septel__is_lower(word.ptr[word.len - 1]);
}

/* "Wijdan's", "Council of Ministers'": without the possessive. */
static struct septel_view without_possessive(struct septel_view word)
{
	static const char *const ENDINGS[] = {"'s", "'S", "\xE2\x80\x99s", "\xE2\x80\x99S"};
	for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
		if (septel__ends(word, ENDINGS[i]))
			return septel__slice(word, 0, word.len - strlen(ENDINGS[i]));
	return word;
}

bool septel__is_plain(struct septel_view word)
{
	return !has_odd(word);
}

static void read_word(struct sheet_word *word, struct septel_view text, size_t from, size_t to)
{
	const struct septel_view whole = septel__slice(text, from, to);
	size_t first = from, behind = to;
	while (first < to && !is_of_word(text, first))
		first++;
	while (behind > first && !is_of_word(text, behind - 1))
		behind--;
	*word = (struct sheet_word){.text = septel__slice(text, first, behind)};
	word->text = without_possessive(word->text);
	for (size_t i = from; i < first; i++)
		if (septel__is_one_of(text.ptr[i], "(["))
			word->before = '(';
		else if (text.ptr[i] == '"' && !word->before)
			word->before = '"';
	for (size_t i = to; i > behind; i--) {
		const char c = text.ptr[i - 1];
		word->closes = word->closes || septel__is_one_of(c, ")]");
		if (c != '-' && c != '\'' && (unsigned char)c < 0x80)
			word->after = c;
	}
	if (first == to && whole.len) /* nothing but punctuation: a dash, a bullet */
		word->after = whole.ptr[0] == '-' ? ';' : whole.ptr[0];
	word->capital = word->text.len && septel__is_upper(word->text.ptr[0]);
	word->acronym = word->text.len && is_acronym(word->text);
	word->odd = has_odd(whole);
}

static size_t count_words(struct septel_view text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i++)
		count += !septel__is_space(text.ptr[i]) &&
			 (i == 0 || septel__is_space(text.ptr[i - 1]));
	return count;
}

static bool is_shouted(struct septel_view text)
{
	size_t upper = 0, lower = 0;
	for (size_t i = 0; i < text.len; i++) {
		upper += septel__is_upper(text.ptr[i]);
		lower += septel__is_lower(text.ptr[i]);
	}
	return upper * 100 >= (upper + lower) * SHOUTED_PERCENT;
}

bool septel__sheet_words(struct sheet_sentence *sentence, struct septel_arena *arena)
{
	const struct septel_view text = sentence->text;
	const size_t room = count_words(text);
	sentence->words = septel_arena_alloc(arena, (room + 1) * sizeof *sentence->words);
	sentence->count = 0;
	if (!sentence->words)
		return false;
	for (size_t at = 0; at < text.len;) {
		size_t to = at;
		while (to < text.len && !septel__is_space(text.ptr[to]))
			to++;
		if (to > at)
			read_word(&sentence->words[sentence->count++], text, at, to);
		at = to + 1;
	}
	sentence->shouted = is_shouted(text);
	return true;
}

size_t septel__phrase_at(const struct sheet_sentence *sentence, size_t at, const char *phrase)
{
	struct septel_view rest = septel_view_of(phrase), word;
	size_t count = 0;
	while (septel__next_word(&rest, &word)) {
		if (at + count >= sentence->count ||
		    !septel__equal_fold(sentence->words[at + count].text, word) ||
		    (count && septel__stops_behind(sentence, at + count - 1)))
			return 0;
		count++;
	}
	return count;
}

struct septel_view septel__words_text(const struct sheet_sentence *sentence, size_t first,
				      size_t last)
{
	if (first > last || last >= sentence->count)
		return (struct septel_view){"", 0};
	const char *from = sentence->words[first].text.ptr;
	const struct septel_view end = sentence->words[last].text;
	struct septel_view text = {from, (size_t)(end.ptr + end.len - from)};
	const char *behind = sentence->text.ptr + sentence->text.len;
	size_t open = 0;
	for (size_t i = 0; i < text.len && text.len < PARENTHESES_REACH; i++) {
		open += text.ptr[i] == '(';
		open -= open && text.ptr[i] == ')';
	}
	while (open && text.ptr + text.len < behind && text.ptr[text.len] == ')') {
		text.len++;
		open--;
	}
	return text;
}
