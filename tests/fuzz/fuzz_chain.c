/* fuzz_chain - whatever the bytes: the promises of the hash chain hold.
 *
 * The input is a chain, then a line "---", then a journal.  The chain, as it is, ends in faults
 * or in entries that it knows.  A chain made of the journal's own entries holds, and does not
 * any more when one byte of an entry is another. */
#include "../../src/base/view.h"
#include "../../src/casebook/sealing.h"
#include "promises.h"

#include <sodium.h>

#define FILE_NAME VIEW_LITERAL("a.jrn")

static void match(struct chain *chain, struct septel_view text, const struct journal *journal,
		  enum chain_trust trust, struct septel_arena *arena)
{
	const struct log_tip none = septel__log_no_tip();
	require(septel__chain_read(chain, VIEW_LITERAL("chain"), text, LOG_HEAD_ABSENT, &none,
				   arena));
	require(septel__chain_match(chain, journal, 1, trust));
	require(chain->whole <= text.len && chain->fault_count <= CHAIN_FAULTS_LIMIT);
}

/* Whatever the chain says, the log has every claim once. */
static void check_given(struct septel_view text, struct journal *journal,
			struct septel_arena *arena)
{
	struct chain chain;
	struct casebook book;
	const struct journal registry = {.path = VIEW_LITERAL("registry"), .text = {"", 0}};
	for (enum chain_trust trust = CHAIN_BELIEVED; trust <= CHAIN_VERIFIED; trust++) {
		septel__casebook_init(&book, arena);
		septel__casebook_read(&book, &registry, journal, 1);
		const size_t count = book.claim_count;
		match(&chain, text, journal, trust, arena);
		require(septel__chain_order(&chain, &book) && book.claim_count == count);
		for (size_t i = 0; i < count; i++)
			require(book.claims[i]->entered == i + 1 &&
				(i == 0 || book.claims[i]->number > book.claims[i - 1]->number));
	}
}

static void check_made(const struct journal *journal, unsigned at, struct septel_arena *arena)
{
	struct septel_out out;
	struct log_tip tip = septel__log_no_tip();
	struct journal_entries entries;
	struct chain chain;
	require(septel__journal_entries(&entries, journal, arena));
	septel__out_init(&out, arena, 0);
	for (size_t i = 0; i < entries.count; i++)
		septel__seal(&out, FILE_NAME, &entries.at[i], SEALED_LAST, &tip);
	match(&chain, septel__out_written(&out), journal, CHAIN_VERIFIED, arena);
	require(!septel__chain_broken(&chain) && chain.unsealed == 0);
	if (entries.count == 0)
		return;
	const struct journal_entry *entry = &entries.at[at % entries.count];
	const struct septel_view copy = septel_arena_copy(arena, journal->text);
	const size_t place = (size_t)(entry->text.ptr - journal->text.ptr);
	((char *)(uintptr_t)copy.ptr)[place] ^= 1;
	const struct journal changed = {.path = journal->path, .text = copy};
	match(&chain, septel__out_written(&out), &changed, CHAIN_VERIFIED, arena);
	require(septel__chain_broken(&chain));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct septel_view all = {(const char *)data, size};
	const size_t rule =
		size > FUZZ_INPUT_LIMIT ? VIEW_NOT_FOUND : septel__find(all, "\n---\n", 0);
	struct septel_arena *arena = septel_arena_new(0);
	require(arena != NULL && sodium_init() >= 0);
	if (rule != VIEW_NOT_FOUND) {
		struct journal journal = {.path = FILE_NAME,
					  .text = septel__slice(all, rule + 5, size)};
		check_given(septel__slice(all, 0, rule + 1), &journal, arena);
		check_made(&journal, (unsigned)size, arena);
	}
	septel_arena_free(arena);
	return 0;
}
