/* test_vault.c - the vault: what goes in comes out, every byte of its file counts, names are
 * found where they are told. */
#include "../../src/base/limits.h"
#include "../../src/casebook/named.h"
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

/* As little as Argon2id allows: the tests open many. */
static const struct vault_strength WEAK = {1, 8};

static struct septel_arena *arena;
static char folder[] = "/tmp/vault-XXXXXX";

static int setup(void **state)
{
	(void)state;
	arena = septel_arena_new(0);
	return arena && mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
	char path[64];
	(void)state;
	snprintf(path, sizeof path, "%s/vault", folder);
	unlink(path);
	rmdir(folder);
	septel_arena_free(arena);
	return 0;
}

static struct secret secret_of(struct septel_view text)
{
	struct secret secret;
	assert_true(septel__secret_init(&secret, text.len + 1));
	septel__secret_append(&secret, text.ptr, text.len);
	return secret;
}

/* ---- entries ---- */

static void put(struct vault *vault, const char *id, const char *words)
{
	const struct vault_entry entry = {septel_view_of(id), 1234567890, septel_view_of(words)};
	assert_int_equal(septel__vault_put(vault, &entry), VAULT_OK);
	assert_true(septel__vault_names_hold(septel__secret_view(&vault->names)));
}

static void test_entries(void **state)
{
	static const char *const ORDER[] = {"a", "b-1", "p10", "p2"};
	struct vault vault = {.present = false};
	struct vault_entry entry;
	size_t at = 0, count = 0;
	(void)state;
	put(&vault, "p2", "Farid Tavana\nTAVANA");
	put(&vault, "a", "x");
	put(&vault, "p10", "Leyla K.");
	put(&vault, "b-1", "Omar Haddad");
	put(&vault, "p2", "Someone Else");
	while (septel__vault_next(&vault, &at, &entry))
		assert_view(entry.id, ORDER[count++]);
	assert_int_equal(count, 4);
	assert_true(septel__vault_find(&vault, VIEW_LITERAL("p2"), &entry));
	assert_view(entry.words, "Someone Else");
	assert_int_equal(entry.since, 1234567890);
	assert_int_equal(septel__vault_forget(&vault, VIEW_LITERAL("b-1")), VAULT_OK);
	assert_false(septel__vault_find(&vault, VIEW_LITERAL("b-1"), &entry));
	assert_true(septel__vault_find(&vault, VIEW_LITERAL("p10"), &entry));
	septel__vault_release(&vault);
}

static void test_refused_words(void **state)
{
	static char long_words[VAULT_WORDS_LIMIT + 1];
	(void)state;
	memset(long_words, 'x', sizeof long_words);
	assert_non_null(septel__vault_refuses((struct septel_view){long_words, sizeof long_words}));
	assert_null(septel__vault_refuses((struct septel_view){long_words, VAULT_WORDS_LIMIT}));
	assert_null(septel__vault_refuses(VIEW_LITERAL("Farid\nTAVANA, F.")));
	static const char *const BAD[] = {"", " \n ", "a\tb", "\x1b[31mred", "a\xff", "\xc2\x9b"};
	for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
		assert_non_null(septel__vault_refuses(septel_view_of(BAD[i])));
}

/* What is not written so is no list of entries. */
static void test_bytes_of_entries(void **state)
{
	struct vault vault = {.present = false};
	(void)state;
	put(&vault, "a", "x");
	put(&vault, "b", "y");
	const struct septel_view good = septel__secret_view(&vault.names);
	for (size_t length = 1; length < good.len; length++)
		if (length != good.len / 2)
			assert_false(septel__vault_names_hold(septel__slice(good, 0, length)));
	char swapped[64];
	assert_true(good.len <= sizeof swapped);
	memcpy(swapped, good.ptr + good.len / 2, good.len / 2);
	memcpy(swapped + good.len / 2, good.ptr, good.len / 2);
	assert_false(septel__vault_names_hold((struct septel_view){swapped, good.len}));
	memcpy(swapped + good.len / 2, swapped, good.len / 2);
	assert_false(septel__vault_names_hold((struct septel_view){swapped, good.len}));
	septel__vault_release(&vault);
}

/* ---- the file ---- */

static struct septel_view sealed(const struct secret *names, const struct secret *key)
{
	struct septel_out out;
	struct vault_lock lock;
	assert_true(septel__vault_lock_new(&lock, key, WEAK));
	septel__out_init(&out, arena, 0);
	assert_true(septel__vault_seal(&out, &lock, names));
	septel__vault_lock_release(&lock);
	return septel__out_written(&out);
}

static void test_sealing(void **state)
{
	(void)state;
	for (size_t length = 0; length < 10000; length += 1365) {
		char *text = septel_arena_alloc(arena, length + 1);
		memset(text, 'n', length);
		struct secret names = secret_of((struct septel_view){text, length}), opened;
		struct secret key = secret_of(VIEW_LITERAL("a key"));
		struct vault_lock lock;
		const struct septel_view file = sealed(&names, &key);
		assert_false(septel__equal(file, sealed(&names, &key)));
		assert_int_equal(septel__find(file, "nnnn", 0), VIEW_NOT_FOUND);
		assert_int_equal(septel__vault_unseal(&opened, &lock, file, &key), VAULT_OK);
		assert_true(
			septel__equal(septel__secret_view(&opened), septel__secret_view(&names)));
		assert_int_equal(lock.strength.kibibytes, WEAK.kibibytes);
		septel__secret_release(&opened);
		septel__vault_lock_release(&lock);
		septel__secret_release(&names);
		septel__secret_release(&key);
	}
}

static void test_wrong_key(void **state)
{
	static const char *const WRONG[] = {"", "a ke", "a key ", "A key", "b key"};
	struct secret names = secret_of(VIEW_LITERAL("names")), opened;
	struct secret key = secret_of(VIEW_LITERAL("a key"));
	struct vault_lock lock;
	const struct septel_view file = sealed(&names, &key);
	(void)state;
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		struct secret wrong = secret_of(septel_view_of(WRONG[i]));
		assert_int_equal(septel__vault_unseal(&opened, &lock, file, &wrong),
				 VAULT_WRONG_KEY);
		assert_null(opened.bytes);
		assert_null(lock.master.bytes);
		septel__secret_release(&wrong);
	}
	septel__secret_release(&names);
	septel__secret_release(&key);
}

/* One bit of any byte, a byte less or more: damaged, never opened. */
static void test_damage(void **state)
{
	struct secret names = secret_of(VIEW_LITERAL("names")), opened;
	struct secret key = secret_of(VIEW_LITERAL("a key"));
	struct vault_lock lock;
	const struct septel_view file = sealed(&names, &key);
	char *bytes = septel_arena_alloc(arena, file.len + 1);
	(void)state;
	memcpy(bytes, file.ptr, file.len);
	bytes[file.len] = 'x';
	for (size_t at = 0; at < file.len; at += at < 128 ? 1 : 97) {
		bytes[at] ^= (char)(1 << at % 8);
		const struct septel_view damaged = {bytes, file.len};
		assert_int_equal(septel__vault_unseal(&opened, &lock, damaged, &key),
				 VAULT_DAMAGED);
		assert_null(opened.bytes);
		bytes[at] ^= (char)(1 << at % 8);
	}
	for (size_t length = 0; length <= file.len + 1; length += length < 128 ? 1 : 397)
		if (length != file.len)
			assert_int_equal(septel__vault_unseal(&opened, &lock,
							      (struct septel_view){bytes, length},
							      &key),
					 VAULT_DAMAGED);
	septel__secret_release(&names);
	septel__secret_release(&key);
}

static void test_folder(void **state)
{
	struct vault vault;
	struct vault_entry entry = {.since = 0};
	struct access_error error;
	struct secret key = secret_of(VIEW_LITERAL("a key"));
	int held;
	(void)state;
	assert_false(septel__vault_is_there(folder));
	assert_int_equal(septel__vault_open(&vault, folder, &key, &error), VAULT_OK);
	assert_false(vault.present);
	assert_true(septel__vault_lock_new(&vault.lock, &key, WEAK));
	put(&vault, "p1", "Farid Tavana");
	assert_int_equal(septel__vault_hold(&held, folder, &error), VAULT_OK);
	assert_int_equal(septel__vault_save(&vault, folder, held, &error), VAULT_OK);
	septel__vault_let_go(held);
	septel__vault_release(&vault);
	assert_int_equal(septel__vault_open(&vault, folder, &key, &error), VAULT_OK);
	assert_true(vault.present && septel__vault_find(&vault, VIEW_LITERAL("p1"), &entry));
	assert_view(entry.words, "Farid Tavana");
	septel__vault_release(&vault);
	septel__secret_release(&key);
}

/* ---- names told ---- */

struct told {
	char text[512];
};

static void take(void *context, const struct name_told *told)
{
	struct told *all = context;
	const size_t used = strlen(all->text);
	snprintf(all->text + used, sizeof all->text - used, "%.*s %u:%u%s;", VIEW_FORMAT(told->id),
		 told->line, told->column, told->in_quote ? " quote" : "");
}

static void test_names_told(void **state)
{
	static const struct {
		const char *text, *expected;
	} CASES[] = {
		{"farid tavana", "p1 1:1;"},
		{"is FARID  TAVANA.", "p1 1:4;"},
		{"x\ny TAVANA, FARID z", "p1 2:3;"},
		{"Farid-Tavana, Farid Tavana", "p1 1:1;p1 1:15;"},
		{"Farid\nTavana", ""},
		{"Faridi Tavana Farids", ""},
		{"Farid", ""},
		{"    src 5.1 \"a Farid Tavana left\"", "p1 1:16 quote;"},
		{"    what call 964-770-123", "p1 1:15;"},
		{"Jos\xc3\xa9 Li", "p2 1:1;"},
		{"Jos Li", ""},
		{"the tall one", "p1 1:1;"},
		{"the tall two", ""},
		{"Al", ""},
		{"", ""},
		{"Farid", ""},
	};
	struct vault vault = {.present = false};
	struct casebook book;
	struct names_sought sought;
	const struct journal registry = {
		.path = VIEW_LITERAL("registry"),
		.text = VIEW_LITERAL(
			"party p1 person The tall one\nparty p2 group the tall two\n")};
	(void)state;
	put(&vault, "p1", "Farid Tavana\n+964 (770) 123");
	put(&vault, "p2", "Jos\xc3\xa9 Li");
	put(&vault, "p3", "Al");
	septel__casebook_init(&book, arena);
	septel__casebook_read(&book, &registry, NULL, 0);
	assert_true(septel__names_seek(&sought, &vault, &book, arena));
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct told told = {""};
		septel__names_told(&sought, septel_view_of(CASES[i].text), take, &told);
		assert_string_equal(told.text, CASES[i].expected);
	}
	septel__vault_release(&vault);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_entries),          cmocka_unit_test(test_refused_words),
		cmocka_unit_test(test_bytes_of_entries), cmocka_unit_test(test_sealing),
		cmocka_unit_test(test_wrong_key),        cmocka_unit_test(test_damage),
		cmocka_unit_test(test_folder),           cmocka_unit_test(test_names_told),
	};
	return cmocka_run_group_tests_name("vault", tests, setup, teardown);
}
