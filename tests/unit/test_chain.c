/* test_chain.c - lines of the hash chain, what a digest covers, and which entries are found. */
#include "../../src/casebook/sealing.h"
#include "unit.h"

#include <sodium.h>

#define HASH        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define KNOWN_LAST  "346e145fb8df017b0b7e22003cd4f7bcb39104eb59c4d3f87646e58c55723d95"
#define KNOWN_FIRST "f49d0c5419d6d3ce6aef17d46d97da177b2a859450297f652c8c65e2470fcba0"
#define SALT        "00112233445566778899aabbccddeeff"

static struct septel_arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = septel_arena_new(0);
	return arena && sodium_init() >= 0 ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	septel_arena_free(arena);
	return 0;
}

/* ---- lines ---- */

static const struct {
	const char *line;
	bool read;
} LINES[] = {
	{"1\ta.jrn\t" HASH ":" SALT, true},
	{"41\ta b.jrn\t" HASH ":" SALT "^40", true},
	{"41\ta.jrn\t" HASH ":" SALT "^0", true},
	{"41\ta.jrn\t" HASH ":" SALT "=" HASH, true},
	{"41\ta.jrn\t" HASH "=" HASH "@95", true},
	{"41\ta.jrn\t" HASH "=" HASH "@95^3", true},
	{"", false},
	{"1", false},
	{"0\ta.jrn\t" HASH ":" SALT, false},
	{"01\ta.jrn\t" HASH ":" SALT, false},
	{"+1\ta.jrn\t" HASH ":" SALT, false},
	{"1 \ta.jrn\t" HASH ":" SALT, false},
	{"1234567890\ta.jrn\t" HASH ":" SALT, false},
	{"1\t\t" HASH ":" SALT, false},
	{"1\ta.jrn\t" HASH, false},
	{"1\ta.jrn\t" HASH ":", false},
	{"1\ta.jrn\t" HASH ":" SALT " ", false},
	{"1\ta.jrn\t" HASH ":" SALT "0", false},
	{"1\ta.jrn\t" HASH ":0011223344556677", false},
	{"1\ta.jrn\t" HASH ":00112233445566778899AABBCCDDEEFF", false},
	{"1\ta.jrn\t0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef:" SALT, false},
	{"1\ta.jrn\t" HASH "=" HASH, false},
	{"1\ta.jrn\t" HASH "=" HASH "@", false},
	{"1\ta.jrn\t" HASH "=" HASH "@0", false},
	{"1\ta.jrn\t" HASH "=" HASH "@095", false},
	{"1\ta.jrn\t" HASH ":" SALT "@95", false},
	{"1\ta.jrn\t" HASH ":" SALT "=" HASH "@95", false},
	{"1\ta.jrn\t" HASH ":" SALT "^", false},
	{"1\ta.jrn\t" HASH ":" SALT "^00", false},
	{"1\ta.jrn\t" HASH ":" SALT "^1^2", false},
	{"1\ta.jrn\t" HASH ":" SALT "\t", false},
};

/* What is read is written as it was. */
static void test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		size_t number;
		struct sealed_entry sealed;
		struct septel_out out;
		const struct septel_view line = septel_view_of(LINES[i].line);
		if (septel__chain_line_read(line, &number, &sealed) != LINES[i].read)
			fail_msg("'%s'", LINES[i].line);
		if (!LINES[i].read)
			continue;
		septel__out_init(&out, arena, 0);
		septel__chain_line_put(&out, number, &sealed);
		assert_int_equal(out.length, line.len + 1);
		assert_memory_equal(out.data, line.ptr, line.len);
	}
}

/* ---- digests ---- */

#define MESSAGE "@msg A1 dtg=2009-10-01T11:15Z class=C\n"

static struct septel_view digest_of(const char *text)
{
	struct journal_entries entries;
	char digest[LOG_HASH_LENGTH + 1];
	const struct journal journal = {.path = VIEW_LITERAL("a.jrn"),
					.text = septel_view_of(text)};
	assert_true(septel__journal_entries(&entries, &journal, arena));
	assert_int_equal(entries.count, 1);
	assert_true(septel__entry_digest(&entries.at[0], VIEW_LITERAL(SALT), digest));
	return septel_arena_copy(arena, septel_view_of(digest));
}

static const struct {
	const char *text;
	bool same; /* as the first */
} DIGESTS[] = {
	{MESSAGE "2009 a b\n  k v\n  s w\n", true},
	{MESSAGE "2009 a b\n  k v\n  s w", true},
	{MESSAGE "2009 a b\r\n  k v\r\n  s w\r\n", true},
	{MESSAGE "; before\n\n2009 a b\n; why\n  ; what\n\n  k v\n \t\n  s w\n; behind\n", true},
	{"\xEF\xBB\xBF" MESSAGE "2009 a b\n  k v\n  s w\n", true},
	{"@msg A1 dtg=2009-10-01T11:15Z class=S\n2009 a b\n  k v\n  s w\n", false},
	{"2009 a b\n  k v\n  s w\n", false},
	{MESSAGE "2009 a b\n  s w\n  k v\n", false},
	{MESSAGE "2009 a b\n  k v\n", false},
	{MESSAGE "2009 a b\n  k v\n   s w\n", false},
	{MESSAGE "2009 a b\n  k v\n  s w \n", false},
	{MESSAGE "2009 a b\n  k v  s w\n", false},
};

static void test_digests(void **state)
{
	(void)state;
	const struct septel_view first = digest_of(DIGESTS[0].text);
	for (size_t i = 0; i < sizeof DIGESTS / sizeof *DIGESTS; i++)
		if (septel__equal(digest_of(DIGESTS[i].text), first) != DIGESTS[i].same)
			fail_msg("'%s'", DIGESTS[i].text);
}

/* Made by Python's hashlib: the form of the chain may not change. */
static void test_known_hash(void **state)
{
	(void)state;
	char hash[LOG_HASH_LENGTH + 1];
	struct sealed_entry sealed = {.file = VIEW_LITERAL("a.jrn"), .behind = SEALED_LAST};
	septel__chain_hash(VIEW_LITERAL(LOG_FIRST_HASH), 1, &sealed, VIEW_LITERAL(HASH), hash);
	assert_string_equal(hash, KNOWN_LAST);
	sealed.behind = 0;
	septel__chain_hash(VIEW_LITERAL(LOG_FIRST_HASH), 1, &sealed, VIEW_LITERAL(HASH), hash);
	assert_string_equal(hash, KNOWN_FIRST);
}

/* ---- finding ---- */

static const char ENTRY[3][16] = {"2009 a one\n", "2009 a two\n", "2009 a three\n"};

/* The chain of the three, sealed in order. */
static struct septel_view chain_of_three(void)
{
	struct septel_out *out = septel_arena_alloc(arena, sizeof *out);
	struct log_tip tip = septel__log_no_tip();
	assert_non_null(out);
	septel__out_init(out, arena, 0);
	for (size_t i = 0; i < 3; i++) {
		const struct journal_entry entry = {
			.message = VIEW_LITERAL("@msg"),
			.text = septel__slice(septel_view_of(ENTRY[i]), 0, strlen(ENTRY[i]) - 1)};
		septel__seal(out, VIEW_LITERAL("a.jrn"), &entry, SEALED_LAST, &tip);
	}
	return septel__out_written(out);
}

static const struct {
	const char *order; /* of the entries in the journal; 'x': another one */
	size_t faults, unsealed;
	size_t number; /* of the first fault */
	const char *what;
} JOURNALS[] = {
	{"123", 0, 0, 0, ""},
	{"x1x2x3x", 0, 4, 0, ""},
	{"12", 1, 0, 3, "is not there any more"},
	{"13", 1, 0, 2, "is not there any more"},
	{"1x3", 1, 0, 2, "is not what was sealed"},
	{"1xx3", 1, 1, 2, "is not what was sealed"},
	{"132", 1, 1, 3, "stands before an entry that was sealed before it"},
	{"312", 1, 1, 3, "stands before an entry that was sealed before it"},
	{"", 3, 0, 1, "is not there any more"},
	{"xxx", 3, 0, 1, "is not what was sealed"},
	{"1223", 0, 1, 0, ""},
};

static void test_finding(void **state)
{
	(void)state;
	const struct septel_view text = chain_of_three();
	for (size_t i = 0; i < sizeof JOURNALS / sizeof *JOURNALS; i++) {
		char journal_text[256] = "@msg\n";
		size_t length = strlen(journal_text);
		for (const char *at = JOURNALS[i].order; *at; at++)
			length += (size_t)snprintf(
				journal_text + length, sizeof journal_text - length, "%s",
				*at == 'x' ? "2009 a other\n" : ENTRY[*at - '1']);
		const struct journal journal = {.path = VIEW_LITERAL("b/a.jrn"),
						.text = {journal_text, length}};
		struct chain chain;
		const struct log_tip none = septel__log_no_tip();
		assert_true(septel__chain_read(&chain, VIEW_LITERAL("b/chain"), text,
					       LOG_HEAD_ABSENT, &none, arena));
		assert_true(septel__chain_match(&chain, &journal, 1, CHAIN_VERIFIED));
		if (chain.fault_count != JOURNALS[i].faults ||
		    chain.unsealed != JOURNALS[i].unsealed ||
		    (chain.fault_count && (chain.faults[0].number != JOURNALS[i].number ||
					   strcmp(chain.faults[0].what, JOURNALS[i].what) != 0)))
			fail_msg("'%s': %zu faults, %zu unsealed, entry %zu %s", JOURNALS[i].order,
				 chain.fault_count, chain.unsealed,
				 chain.fault_count ? chain.faults[0].number : 0,
				 chain.fault_count ? chain.faults[0].what : "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(test_digests, setup, teardown),
		cmocka_unit_test_setup_teardown(test_known_hash, setup, teardown),
		cmocka_unit_test_setup_teardown(test_finding, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
