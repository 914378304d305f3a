/* fuzz_query - whatever the bytes: the promises of words and queries hold.
 *
 * Words lie in the text in rising order, and split again are themselves.  A
 * query is an error at a place in it, or a tree whose canonical text gives the
 * same tree and the same text. */
#include "../../src/archive/words.h"
#include "../../src/base/limits.h"
#include "../../src/base/utf8.h"
#include "../unit/same_query.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void check_words(struct septel_view text)
{
	struct word_reader reader, again;
	struct word word, same;
	size_t before = 0;
	septel__words_begin(&reader, text);
	while (septel__words_next(&reader, &word)) {
		require(word.start >= before && word.end > word.start && word.end <= text.len);
		require(word.folded.len > 0 && word.folded.len <= WORD_LIMIT);
		require(septel__utf8_valid(word.folded));
		before = word.end;
		septel__words_begin(&again, word.folded);
		require(septel__words_next(&again, &same));
		require(septel__equal(same.folded, word.folded));
		require(!septel__words_next(&again, &same));
	}
}

static void check_error(struct septel_view text, const struct query_error *error,
			struct septel_arena *arena)
{
	struct septel_out shown;
	require(error->offset <= text.len && error->column >= 1 && error->message[0]);
	septel__out_init(&shown, arena, 0);
	septel__query_error_print(text, error, &shown);
	require(septel__ends(septel__out_written(&shown), "^\n"));
}

static void check_query(const struct query *query, struct septel_arena *arena)
{
	const struct query *again;
	struct query_error error;
	struct septel_out once, twice;
	septel__out_init(&once, arena, 0);
	septel__out_init(&twice, arena, 0);
	septel__query_print(query, &once);
	const struct septel_view text = septel__out_written(&once);
	if (text.len > QUERY_LIMIT)
		return;
	require(septel__query_parse(&again, text, arena, &error) && same_query(query, again));
	septel__query_print(again, &twice);
	require(septel__equal(text, septel__out_written(&twice)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct septel_view text = {(const char *)data, size};
	struct septel_arena *arena = septel_arena_new(0);
	const struct query *query;
	struct query_error error;
	require(arena != NULL);
	check_words(text);
	if (septel__query_parse(&query, text, arena, &error))
		check_query(query, arena);
	else
		check_error(text, &error, arena);
	septel_arena_free(arena);
	return 0;
}
