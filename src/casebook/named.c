/* named.c - see named.h. */
#include "named.h"

#include "../base/hash.h"
#include "words.h"

/* Rows of the table of first words. */
#define ROWS 4096u
/* A way of writing with fewer letters and digits is found everywhere. */
#define LEAST_LETTERS 3u

/* What is no ASCII belongs to words: letters of other scripts. */
static bool is_word_byte(char c)
{
	return septel__is_alnum(c) || (unsigned char)c >= 0x80;
}

static bool next_word(struct septel_view *rest, struct septel_view *word)
{
	size_t from = 0, to;
	while (from < rest->len && !is_word_byte(rest->ptr[from]))
		from++;
	for (to = from; to < rest->len && is_word_byte(rest->ptr[to]);)
		to++;
	*word = septel__slice(*rest, from, to);
	*rest = septel__slice(*rest, to, rest->len);
	return word->len > 0;
}

static size_t row_of(struct septel_view word)
{
	uint64_t hash = HASH_START;
	for (size_t i = 0; i < word.len; i++) {
		const char folded = septel__lower(word.ptr[i]);
		hash = septel__hash(hash, (struct septel_view){&folded, 1});
	}
	return (size_t)(hash % ROWS);
}

/* ---- what is sought ---------------------------------------------------------------------- */

struct name_shape {
	struct septel_view first, last;
	struct septel_view front; /* all before the last word */
	size_t words, letters;
};

static struct name_shape shape_of(struct septel_view words)
{
	struct name_shape shape = {.front = {words.ptr, 0}};
	struct septel_view rest = words, word;
	while (next_word(&rest, &word)) {
		if (shape.words++ == 0)
			shape.first = word;
		shape.front.len = (size_t)(word.ptr - words.ptr);
		shape.last = word;
		shape.letters += word.len;
	}
	return shape;
}

static bool seek_from(struct names_sought *sought, struct septel_view id, struct septel_view words,
		      struct septel_view first, bool last_first)
{
	struct name_sought **row = &sought->rows[row_of(first)];
	struct name_sought *name = septel_arena_alloc(sought->arena, sizeof *name);
	if (!name)
		return false;
	*name = (struct name_sought){id, words, last_first, *row};
	*row = name;
	sought->count++;
	return true;
}

static bool seek(struct names_sought *sought, struct septel_view id, struct septel_view words)
{
	const struct name_shape shape = shape_of(words);
	if (shape.letters < LEAST_LETTERS)
		return true;
	return seek_from(sought, id, words, shape.first, false) &&
	       (shape.words < 2 || seek_from(sought, id, words, shape.last, true));
}

static bool seek_entry(struct names_sought *sought, const struct vault_entry *entry,
		       const struct casebook *book)
{
	struct septel_view rest = entry->words, line;
	const struct thing *party = septel__casebook_find(book, entry->id, THING_PARTY);
	while (septel__next_line(&rest, &line))
		if (!seek(sought, entry->id, line))
			return false;
	const bool person = party && party->party_kind == PARTY_PERSON;
	return !person || seek(sought, entry->id, party->title);
}

bool septel__names_seek(struct names_sought *sought, const struct vault *vault,
			const struct casebook *book, struct septel_arena *arena)
{
	struct vault_entry entry;
	*sought = (struct names_sought){.arena = arena};
	sought->rows = septel_arena_alloc(arena, ROWS * sizeof(struct name_sought *));
	if (!sought->rows)
		return false;
	memset((void *)sought->rows, 0, ROWS * sizeof(struct name_sought *));
	for (size_t at = 0; septel__vault_next(vault, &at, &entry);)
		if (!seek_entry(sought, &entry, book))
			return false;
	return true;
}

/* ---- searching ------------------------------------------------------------------------------- */

/* The words of `words` stand at the front of *rest, which moves behind them. */
static bool take_words(struct septel_view *rest, struct septel_view words)
{
	struct septel_view wanted, found;
	while (next_word(&words, &wanted))
		if (!next_word(rest, &found) || !septel__equal_fold(wanted, found))
			return false;
	return true;
}

/* Bytes from the front of `text` to the end of the name; 0: it does not stand there. */
static size_t length_at(const struct name_sought *name, struct septel_view text)
{
	struct septel_view rest = text;
	const struct name_shape shape = shape_of(name->words);
	const bool stands =
		name->last_first ? take_words(&rest, shape.last) && take_words(&rest, shape.front)
				 : take_words(&rest, name->words);
	return stands ? text.len - rest.len : 0;
}

static bool is_quote(struct septel_view line)
{
	struct septel_view key;
	return septel__next_word(&line, &key) && septel__equal(key, VIEW_LITERAL("src"));
}

/* The first name that begins with the word at the front of `text`. */
static bool name_at(const struct names_sought *sought, struct septel_view word,
		    struct septel_view text, struct name_told *told)
{
	for (const struct name_sought *name = sought->rows[row_of(word)]; name; name = name->next) {
		const size_t length = length_at(name, text);
		if (!length)
			continue;
		told->id = name->id;
		told->at = septel__slice(text, 0, length);
		return true;
	}
	return false;
}

void septel__names_told(const struct names_sought *sought, struct septel_view text,
			void (*take)(void *context, const struct name_told *told), void *context)
{
	struct septel_view line, word;
	struct name_told told = {.line = 0};
	while (sought->count && septel__next_line(&text, &line)) {
		struct septel_view rest = line;
		told.line++;
		told.in_quote = is_quote(line);
		while (next_word(&rest, &word)) {
			const size_t at = (size_t)(word.ptr - line.ptr);
			if (!name_at(sought, word, septel__slice(line, at, line.len), &told))
				continue;
			told.column = (uint32_t)at + 1;
			take(context, &told);
			rest = septel__slice(line, at + told.at.len, line.len);
		}
	}
}
