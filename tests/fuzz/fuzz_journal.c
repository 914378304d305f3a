/* fuzz_journal - whatever the bytes: the promises of a registry and a journal hold.
 *
 * The input is a registry, then a line "---", then a journal.  Every fault has a place in
 * its text; every claim is whole and lies in the journal, in order; every name it is about
 * is known. */
#include "../../src/base/view.h"
#include "../../src/casebook/casebook.h"
#include "promises.h"

static bool lies_in(struct septel_view part, struct septel_view text)
{
	return part.ptr >= text.ptr && part.ptr + part.len <= text.ptr + text.len;
}

static void check_values(const struct claim *claim, struct septel_view text)
{
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_value *value = &claim->values[i];
		require(lies_in(value->text, text) && value->text.len > 0);
		require(lies_in(value->text, claim->whole));
		require(value->line > claim->line);
		if (value->row->value == VALUE_PARTY && !value->silent)
			require(value->is.things.count == 1 &&
				value->is.things.at[0]->kind == THING_PARTY);
		if (value->row->value == VALUE_ANCHOR && !value->is.anchor.officer.len)
			require(value->is.anchor.quote.len > 0 &&
				lies_in(value->is.anchor.quote, value->text));
	}
}

static void check_claims(const struct casebook *book, struct septel_view text)
{
	const char *end = text.ptr;
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		const struct type_row *row = septel__type_row(claim->type);
		require(claim->entered == i + 1 && claim->message != NULL);
		require(lies_in(claim->whole, text) && claim->whole.ptr >= end);
		require(claim->type != CLAIM_ANY && claim->type < CLAIM_COUNT);
		require((claim->about != NULL) == (row->subject <= SUBJECT_KNOWN));
		require(septel__claim_value(claim, KEY_SRC) != NULL);
		check_values(claim, text);
		end = claim->whole.ptr + claim->whole.len;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct septel_view all = {(const char *)data, size};
	const size_t rule =
		size > FUZZ_INPUT_LIMIT ? VIEW_NOT_FOUND : septel__find(all, "\n---\n", 0);
	struct septel_arena *arena = septel_arena_new(0);
	struct casebook book;
	require(arena != NULL);
	if (rule != VIEW_NOT_FOUND) {
		const struct journal registry = {.path = VIEW_LITERAL("registry"),
						 .text = septel__slice(all, 0, rule)};
		struct journal journal = {.path = VIEW_LITERAL("a.jrn"),
					  .text = septel__slice(all, rule + 5, size)};
		septel__casebook_init(&book, arena);
		septel__casebook_read(&book, &registry, &journal, 1);
		if (!septel__casebook_failed(&book)) {
			for (size_t i = 0; i < book.fault_count; i++)
				require(book.faults[i].line >= 1 && book.faults[i].column >= 1 &&
					book.faults[i].text.len > 0);
			check_claims(&book, journal.text);
		}
	}
	septel_arena_free(arena);
	return 0;
}
