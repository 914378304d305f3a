/* fuzz_vault - whatever the bytes: a vault opens to what was locked in it, or not at all.
 *
 * The input is taken for a whole file, for what stands behind a good header, and for the
 * entries inside: those are walked through, and sought in a journal. */
#include "../../src/casebook/named.h"
#include "promises.h"

static bool lies_in(struct septel_view part, struct septel_view text)
{
	return part.len == 0 ||
	       (part.ptr >= text.ptr && part.ptr + part.len <= text.ptr + text.len);
}

static void check_told(void *context, const struct name_told *told)
{
	require(told->line >= 1 && told->column >= 1 && told->at.len > 0);
	require(lies_in(told->at, *(const struct septel_view *)context));
}

/* Every entry that is put in anew is there, in the same order. */
static void check_entries(struct septel_view names, struct septel_view journal)
{
	struct vault vault = {.present = false}, again = {.present = false};
	struct vault_entry entry, found;
	require(septel__secret_init(&vault.names, names.len + 1));
	septel__secret_append(&vault.names, names.ptr, names.len);
	for (size_t at = 0; septel__vault_next(&vault, &at, &entry);) {
		require(!septel__vault_refuses(entry.words));
		require(septel__vault_put(&again, &entry) == VAULT_OK);
		require(septel__vault_find(&again, entry.id, &found));
		require(same_bytes(found.words, entry.words));
	}
	require(same_bytes(septel__secret_view(&again.names), names));
	struct septel_arena *arena = septel_arena_new(0);
	struct casebook book;
	struct names_sought sought;
	require(arena != NULL);
	septel__casebook_init(&book, arena);
	const struct journal registry = {.path = VIEW_LITERAL("registry"), .text = journal};
	septel__casebook_read(&book, &registry, NULL, 0);
	if (septel__names_seek(&sought, &vault, &book, arena))
		septel__names_told(&sought, journal, check_told, &journal);
	septel_arena_free(arena);
	septel__vault_release(&vault);
	septel__vault_release(&again);
}

static void check_file(struct septel_view file)
{
	struct secret names, key;
	struct vault_lock lock;
	require(septel__secret_init(&key, 1));
	const enum vault_status status = septel__vault_unseal(&names, &lock, file, &key);
	require(status != VAULT_OK && !names.bytes && !lock.master.bytes);
	septel__secret_release(&key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct septel_view all = {(const char *)data, size};
	if (size > FUZZ_INPUT_LIMIT)
		return 0;
	check_file(all);
	/* The journal stands behind the entries, which may hold any byte but this one. */
	const size_t rule = septel__find_byte(all, '\f', 0);
	const size_t end = rule == VIEW_NOT_FOUND ? size : rule;
	const struct septel_view names = septel__slice(all, 0, end);
	if (septel__vault_names_hold(names))
		check_entries(names, septel__slice(all, end + 1, size));
	return 0;
}
