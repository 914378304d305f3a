/* officer.c - see officer.h.
 *
 * The words become tokens; each is part of a title, part of a name, or neither.
 * The name is the first run of name tokens that is long enough to be one; what
 * is left of the words is the title.
 */
#include "officer.h"

#include "titles.h"

#include <septel/tables.h>

/* Words that are looked at. */
#define TOKENS_LIMIT 64
/* A name of more full words than this has words of a title before it. */
#define NAME_WORDS_MOST 3
/* The second of two names begins so many words behind the first, at most. */
#define SECOND_NAME_WORDS 8

enum token_kind {
	TOKEN_OTHER,
	TOKEN_TITLE,
	TOKEN_ACRONYM, /* capitals in a text of small letters: an office, or a name in capitals */
	TOKEN_NAME,
	TOKEN_INITIAL, /* "J.", "W.S." */
	TOKEN_PARTICLE,
	TOKEN_SUFFIX,
	TOKEN_AND
};

struct token {
	struct septel_view text;
	enum token_kind kind;
	bool breaks; /* punctuation follows that ends a run */
	bool stops;  /* a full stop or colon follows: what comes is said about something else */
};

struct tokens {
	struct token at[TOKENS_LIMIT];
	size_t count;
};

/* Tokens first up to, not including, end. */
struct run {
	size_t first, end;
	size_t full_words;
};

/* ---- tokens ---------------------------------------------------------------------- */

static bool has_lower(struct septel_view word)
{
	for (size_t i = 0; i < word.len; i++)
		if (septel__is_lower(word.ptr[i]))
			return true;
	return false;
}

static bool is_word_byte(char c)
{
	return septel__is_alnum(c) || c == '\'' || c == '.' || (unsigned char)c >= 0x80;
}

static bool is_initial(struct septel_view word)
{
	if (word.len == 1)
		return septel__is_upper(word.ptr[0]);
	if (word.len % 2 != 0 || word.len > 6)
		return false;
	for (size_t i = 0; i < word.len; i += 2)
		if (!septel__is_upper(word.ptr[i]) || word.ptr[i + 1] != '.')
			return false;
	return true;
}

/* A dot that belongs to the word: "J.", "Jr.", "Amb.", "a.i.". */
static bool keeps_dot(struct septel_view word)
{
	return is_initial(word) || septel__is_name_suffix(word) ||
	       septel__find_byte(septel__slice(word, 0, word.len - 1), '.', 0) != VIEW_NOT_FOUND ||
	       (word.len <= 5 && has_lower(word) && septel__is_title(word)) ||
	       septel__equal_fold(word, VIEW_LITERAL("ST."));
}

/* Words that are no name, where capitals do not tell. */
static bool is_small_word(struct septel_view word)
{
	static const char *const SMALL[] = {"FOR", "FR", "OF", "THE",  "IN", "ON",
					    "AT",  "TO", "BY", "FROM", "AS", "THIS"};
	for (size_t i = 0; i < sizeof SMALL / sizeof *SMALL; i++)
		if (septel__is_word(word, SMALL[i]))
			return true;
	return false;
}

enum writing { WRITING_MIXED, WRITING_CAPITALS, WRITING_SMALL };

static enum writing writing_of(struct septel_view text)
{
	bool upper = false;
	for (size_t i = 0; i < text.len && !upper; i++)
		upper = septel__is_upper(text.ptr[i]);
	return !has_lower(text) ? WRITING_CAPITALS : upper ? WRITING_MIXED : WRITING_SMALL;
}

static enum token_kind kind_of(struct septel_view word, enum writing writing)
{
	const char first = word.ptr[0];
	size_t letters = 0, digits = 0;
	for (size_t i = 0; i < word.len; i++) {
		letters += septel__is_alpha(word.ptr[i]) || (unsigned char)word.ptr[i] >= 0x80;
		digits += septel__is_digit(word.ptr[i]) && word.ptr[i] != '0';
	}
	if (septel__equal_fold(word, VIEW_LITERAL("AND")) || septel__equal(word, VIEW_LITERAL("&")))
		return TOKEN_AND;
	if (is_initial(word))
		return TOKEN_INITIAL;
	if (septel__is_name_suffix(word))
		return TOKEN_SUFFIX;
	if (septel__is_title(word))
		return TOKEN_TITLE;
	if (septel__is_name_particle(word))
		return TOKEN_PARTICLE;
	if (letters < 2 || digits || septel__find_byte(word, '/', 0) != VIEW_NOT_FOUND)
		return TOKEN_OTHER;
	if (septel__is_misspelt_title(word))
		return TOKEN_TITLE;
	if (writing != WRITING_MIXED && is_small_word(word))
		return TOKEN_OTHER;
	if (septel__is_lower(first) && writing != WRITING_SMALL)
		return TOKEN_OTHER;
	if (septel__is_digit(first))
		return TOKEN_OTHER;
	return writing == WRITING_MIXED && !has_lower(word) && word.len <= 5 ? TOKEN_ACRONYM
									     : TOKEN_NAME;
}

static void add_token(struct tokens *tokens, struct septel_view word, enum writing writing)
{
	if (tokens->count < TOKENS_LIMIT && word.len)
		tokens->at[tokens->count++] =
			(struct token){.text = word, .kind = kind_of(word, writing)};
}

/* "DCM/Ted": a title and a name that lost their blank. */
static void add_word(struct tokens *tokens, struct septel_view word, enum writing writing)
{
	const size_t slash = septel__find_byte(word, '/', 1);
	if (slash != VIEW_NOT_FOUND && !septel__is_title(word)) {
		const struct septel_view left = septel__slice(word, 0, slash);
		const struct septel_view right = septel__slice(word, slash + 1, word.len);
		if (septel__is_title(left) && right.len >= 3 && has_lower(right)) {
			add_token(tokens, left, writing);
			add_token(tokens, right, writing);
			return;
		}
	}
	add_token(tokens, word, writing);
}

static bool is_token_byte(char c)
{
	return is_word_byte(c) || c == '-' || c == '/' || c == '&';
}

static void read_tokens(struct septel_view text, struct tokens *tokens)
{
	const enum writing writing = writing_of(text);
	tokens->count = 0;
	for (size_t i = 0; i < text.len;) {
		size_t end = i;
		while (end < text.len && is_token_byte(text.ptr[end]))
			end++;
		struct septel_view word = septel__slice(text, i, end);
		bool breaks = false;
		while (word.len &&
		       (word.ptr[word.len - 1] == '-' || word.ptr[word.len - 1] == '/' ||
			(word.ptr[word.len - 1] == '.' && !keeps_dot(word)))) {
			breaks = true;
			word.len--;
		}
		while (word.len && (word.ptr[0] == '-' || word.ptr[0] == '/'))
			word = septel__slice(word, 1, word.len);
		add_word(tokens, word, writing);
		i = end;
		bool stops = breaks;
		while (i < text.len && !is_token_byte(text.ptr[i])) {
			breaks |= memchr(",;:?", text.ptr[i], 4) != NULL;
			stops |= text.ptr[i++] == ':';
		}
		if (tokens->count) {
			tokens->at[tokens->count - 1].breaks |= breaks;
			tokens->at[tokens->count - 1].stops |= stops;
		}
	}
}

/* ---- the run of a name --------------------------------------------------------- */

static bool is_name_part(enum token_kind kind)
{
	return kind == TOKEN_NAME || kind == TOKEN_INITIAL;
}

/* The run of name tokens at `first`; false if none begins there. */
static bool run_at(const struct tokens *tokens, size_t first, struct run *out)
{
	size_t i = first;
	*out = (struct run){first, first, 0};
	for (; i < tokens->count; i++) {
		const struct token *token = &tokens->at[i];
		/* A short name in capitals: "Ambassador John W. SMITH". */
		const bool capitals = token->kind == TOKEN_ACRONYM && i > first;
		const bool particle = token->kind == TOKEN_PARTICLE && i > first;
		if (!is_name_part(token->kind) && !capitals && !particle)
			break;
		out->full_words += token->kind == TOKEN_NAME || capitals;
		if (!particle)
			out->end = i + 1;
		if (token->breaks)
			break;
	}
	return out->full_words > 0;
}

/* "DCM John Major": a title word that ends the words behind a first name. */
static void take_surname(const struct tokens *tokens, struct run *run)
{
	if (run->full_words != 1 || run->end + 1 != tokens->count || run->first == 0 ||
	    tokens->at[run->end - 1].breaks || tokens->at[run->end].kind != TOKEN_TITLE ||
	    tokens->at[run->first - 1].kind != TOKEN_TITLE || !has_lower(tokens->at[run->end].text))
		return;
	run->end++;
	run->full_words++;
}

/* "E. GIBSON LANPHER, JR.": a suffix belongs to the name, comma or not. */
static void take_suffix(const struct tokens *tokens, struct run *run)
{
	if (run->end < tokens->count && tokens->at[run->end].kind == TOKEN_SUFFIX)
		run->end++;
}

/* A station's whole name: "GEORGE" is no Georgetown here. */
static bool is_station(struct septel_view word)
{
	struct septel_view canonical;
	size_t length;
	return septel_station_match(word, &canonical, &length) && length == word.len;
}

/* Words of a title that no table has, and its place, stand before a name
 * ("Principal Officer Jerusalem Jake Walles"): what is left has an initial, or
 * is as long as names are. */
static void shorten(const struct tokens *tokens, struct run *run)
{
	while (run->full_words >= NAME_WORDS_MOST && tokens->at[run->first].kind != TOKEN_INITIAL &&
	       tokens->at[run->first + 1].kind != TOKEN_INITIAL) {
		if (run->full_words == NAME_WORDS_MOST && !is_station(tokens->at[run->first].text))
			break;
		run->first++;
		run->full_words--;
	}
}

/* True for a run of one word that a title introduces, or of more words. */
static bool is_whole_name(const struct run *run)
{
	return run->end - run->first >= 2;
}

/* The first whole name at or after `from`, else the first single word that
 * follows a title, else the first at all. */
static bool find_name(const struct tokens *tokens, size_t from, struct run *name)
{
	struct run single = {0, 0, 0};
	bool titled = false;
	for (size_t i = from; i < tokens->count; i++) {
		struct run run;
		if (!run_at(tokens, i, &run))
			continue;
		take_surname(tokens, &run);
		take_suffix(tokens, &run);
		if (is_whole_name(&run)) {
			shorten(tokens, &run);
			*name = run;
			return true;
		}
		const bool behind_title = i > 0 && tokens->at[i - 1].kind == TOKEN_TITLE;
		if (single.end == 0 || (behind_title && !titled)) {
			single = run;
			titled = behind_title;
		}
		i = run.end - 1;
	}
	*name = single;
	return single.end > 0;
}

/* Capitals that were taken for offices are names where nothing else is one. */
static void capitals_are_names(struct tokens *tokens)
{
	for (size_t i = 0; i < tokens->count; i++)
		if (tokens->at[i].kind == TOKEN_ACRONYM)
			tokens->at[i].kind = TOKEN_NAME;
}

/* The name behind an AND, if there is one: two officers classified. */
static bool find_second(const struct tokens *tokens, const struct run *name, struct run *second)
{
	const size_t limit = name->end + SECOND_NAME_WORDS;
	for (size_t i = name->end; i < tokens->count && i < limit; i++) {
		if (tokens->at[i].kind == TOKEN_AND && find_name(tokens, i + 1, second) &&
		    is_whole_name(second) && second->first < limit)
			return true;
		if (tokens->at[i].stops)
			break;
	}
	*second = (struct run){tokens->count, tokens->count, 0};
	return false;
}

/* ---- putting it into the message ----------------------------------------------- */

/* The words that tokens first to end span. */
static struct septel_view words_of(const struct tokens *tokens, size_t first, size_t end)
{
	if (first >= end)
		return (struct septel_view){"", 0};
	const struct septel_view last = tokens->at[end - 1].text;
	const char *from = tokens->at[first].text.ptr;
	return (struct septel_view){from, (size_t)(last.ptr + last.len - from)};
}

static bool joins_nothing(const struct token *token)
{
	static const char *const WORDS[] = {"FOR", "FR", "BY", "THE", "OF", "IS", "WAS", "SECTION"};
	if (token->kind == TOKEN_AND)
		return true;
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__is_word(token->text, WORDS[i]))
			return true;
	return false;
}

/* The words of tokens first to end without what only led to or from the name. */
static struct septel_view title_part(const struct tokens *tokens, size_t first, size_t end)
{
	while (first < end && joins_nothing(&tokens->at[first]))
		first++;
	while (first < end && joins_nothing(&tokens->at[end - 1]))
		end--;
	return words_of(tokens, first, end);
}

static struct septel_view joined(struct septel_arena *arena, const struct septel_view *parts,
				 size_t count, const char *separator)
{
	size_t length = 0, used = 0, only = 0;
	for (size_t i = 0; i < count; i++) {
		if (parts[i].len == 0)
			continue;
		length += parts[i].len + strlen(separator);
		only = i;
		used++;
	}
	if (used <= 1)
		return used ? parts[only] : (struct septel_view){"", 0};
	char *bytes = septel_arena_alloc(arena, length);
	if (!bytes)
		return (struct septel_view){"", 0};
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		if (parts[i].len == 0)
			continue;
		if (at) {
			memcpy(bytes + at, separator, strlen(separator));
			at += strlen(separator);
		}
		memcpy(bytes + at, parts[i].ptr, parts[i].len);
		at += parts[i].len;
	}
	return (struct septel_view){bytes, at};
}

/* A title behind the name ends with its sentence. */
static void end_at_stop(struct tokens *tokens, const struct run *name, struct run *second)
{
	size_t end = name->end;
	while (end < tokens->count && !tokens->at[end - 1].stops)
		end++;
	tokens->count = end;
	*second = (struct run){end, end, 0};
}

struct officer septel__officer(struct septel_view words, struct septel_arena *arena)
{
	struct tokens tokens;
	struct run name, second;
	read_tokens(words, &tokens);
	bool found = find_name(&tokens, 0, &name);
	if (!found) {
		capitals_are_names(&tokens);
		found = find_name(&tokens, 0, &name);
	}
	if (!found)
		return (struct officer){{"", 0}, title_part(&tokens, 0, tokens.count)};
	if (!find_second(&tokens, &name, &second))
		end_at_stop(&tokens, &name, &second);
	const struct septel_view names[] = {words_of(&tokens, name.first, name.end),
					    words_of(&tokens, second.first, second.end)};
	const struct septel_view titles[] = {title_part(&tokens, 0, name.first),
					     title_part(&tokens, name.end, second.first),
					     title_part(&tokens, second.end, tokens.count)};
	return (struct officer){joined(arena, names, 2, "; "), joined(arena, titles, 3, ", ")};
}
