/* test_exhaustion.c - memory that runs out anywhere: the result is whole, or there is
 * none and the status says so. */
#include "unit.h"

#include "../../src/base/hash.h"

#include <septel/compose.h>
#include <septel/convert.h>
#include <septel/lint.h>
#include <septel/sections.h>

/* Room in which every call below succeeds, in steps small enough to hit each of its
 * allocations. */
#define LEAST_ROOM ((size_t)256)
#define MOST_ROOM  ((size_t)64 << 20)

static char text[1 << 15];

/* A message that has something of everything, and damage. */
static struct septel_view sample(void)
{
	int length = snprintf(
		text, sizeof text,
		"VZCZCXRO8111\nPP RUEHC RUEHLO\nDE RUEHGB #3796/01 3390637\nZNY CCCCC ZZH\n"
		"P R 040637Z DEC 08 ZFF4\nFM AMEMBASSY BAGHDAD\n"
		"TO RUEHC/SECSTATE WASHDC PRIORITY 0678\nINFO RUEHLO/IRAQ COLLECTIVE 0123\n"
		"ZEN/USLO TRIAL\nXMT AMEMBASSY OSLO\nBT\nC O N F I D E N T I A L BAGHDAD 003796\n\n"
		"SIPDIS\n\nE.O. 12958: DECL: 12/04/2018\nTAGES: PREL, PHUM, OVIP (DOE, JANE), IZ\n"
		"SUBJECT: TRIAL OF A SUBJECT THAT RUNS\nOVER TWO LINES REF: A. BAGHDAD 2658\n"
		"B. BAGHDAD 3556\n\nClassified By: Counselor Jane Doe for reasons 1.4 (b) and "
		"(d).\n\n"
		"1. (C) Summary: caf\xE9 it&#8217;s [1](#). End "
		"Summary.\n\n-----\nHEADING\n-----\n\n");
	for (int i = 2; i < 60; i++)
		length += snprintf(
			text + length, sizeof text - (size_t)length,
			"%d. (C) One sentence\nover two lines. \"Another\" \xE2\x80\x94 and "
			"more:\n- an item;\n- and one.\n\n",
			i);
	length += snprintf(text + length, sizeof text - (size_t)length, "DOE\nBT\n#3796\nNNNN\n");
	assert_true((size_t)length < sizeof text);
	return (struct septel_view){text, (size_t)length};
}

static uint64_t hash_diagnostics(uint64_t hash, const struct septel_diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->count; i++)
		hash = septel__hash(hash, diagnostics->at[i].text);
	return hash;
}

/* Does one thing; the status, and in *hash what came of it. */
typedef int attempt(struct septel_arena *arena, uint64_t *hash);

static int try_parse(struct septel_arena *arena, uint64_t *hash)
{
	const struct septel_message *message;
	const int status = septel_message_parse(&message, sample(), NULL, arena);
	if (status != SEPTEL_OK) {
		assert_null(message);
		return status;
	}
	*hash = septel__hash(septel__hash(HASH_START, message->text), message->summary);
	*hash = hash_diagnostics(*hash, &message->diagnostics);
	for (size_t i = 0; i < message->paragraphs.count; i++)
		*hash = septel__hash(*hash, message->paragraphs.at[i].text);
	return status;
}

static int try_lint(struct septel_arena *arena, uint64_t *hash)
{
	const struct septel_message *message;
	struct septel_diagnostics found;
	int status = septel_message_parse(&message, sample(), NULL, arena);
	if (status == SEPTEL_OK)
		status = septel_lint(&found, message, SEPTEL_LINT_COMPOSE, NULL, arena);
	else
		return status;
	*hash = hash_diagnostics(HASH_START, &found);
	assert_true(status == SEPTEL_OK || found.count == 0);
	return status;
}

static int try_compose(struct septel_arena *arena, uint64_t *hash)
{
	static const struct septel_compose_options WIRE = {.wire = true};
	const struct septel_message *message;
	struct septel_draft draft;
	struct septel_diagnostics diagnostics;
	struct septel_view out = {"", 0};
	int status = septel_message_parse(&message, sample(), NULL, arena);
	if (status == SEPTEL_OK)
		status = septel_draft_of_message(&draft, message, arena);
	if (status == SEPTEL_OK)
		status = septel_compose(&out, &diagnostics, &draft, &WIRE, arena);
	*hash = septel__hash(HASH_START, out);
	assert_true(status == SEPTEL_OK || out.len == 0);
	return status;
}

static int try_draft(struct septel_arena *arena, uint64_t *hash)
{
	static const char DRAFT[] =
		"From: amembassy muscat\nTo: RUEHC/Secstate Washdc; amembassy doha\n"
		"Info: ZEN/USLO DUQM; NATO COLLECTIVE\nNumber: MUSCAT 452\nDTG: 241431Z SEP "
		"09\nPrecedence: P/R\n"
		"Class: unclassified//fouo\nCaptions: SIPDIS\nTags: PREL (DOE, JANE) MU\n"
		"Subject: A\n subject\nRef: DOHA 12; DOHA 13\nExempt: Amembassy Oslo\n\n"
		"One.\n\nTwo caf\u00e9.\n\n- an item\n";
	struct septel_draft draft;
	struct septel_diagnostics diagnostics;
	struct septel_view out = {"", 0};
	int status = septel_draft_read(&draft, &diagnostics, septel_view_of(DRAFT), NULL, arena);
	if (status == SEPTEL_OK)
		status = septel_compose(&out, &diagnostics, &draft, NULL, arena);
	*hash = septel__hash(HASH_START, out);
	assert_true(status == SEPTEL_OK || out.len == 0);
	return status;
}

static int try_sections(struct septel_arena *arena, uint64_t *hash)
{
	struct septel_diagnostics diagnostics;
	struct septel_joined_list list = {NULL, 0};
	struct septel_view out, pieces[16];
	size_t count = 0;
	int status = septel_split(&out, &diagnostics, sample(), arena);
	assert_true(status == SEPTEL_OK || out.len == 0);
	while (out.len) {
		const size_t length = septel_message_length(out, true);
		assert_true(count < 16);
		pieces[count++] = septel__slice(out, 0, length);
		out = septel__slice(out, length, out.len);
	}
	if (status == SEPTEL_OK)
		status = septel_join(&list, pieces, count, arena);
	assert_true(status == SEPTEL_OK || list.count == 0);
	*hash = list.count ? septel__hash(HASH_START, list.at[0].text) : 0;
	return status;
}

static int try_conversions(struct septel_arena *arena, uint64_t *hash)
{
	const struct septel_message *message;
	int status = septel_message_parse(&message, sample(), NULL, arena);
	*hash = HASH_START;
	for (int to = SEPTEL_TO_TEXT; status == SEPTEL_OK && to <= SEPTEL_TO_MD; to++) {
		struct septel_view out;
		status = septel_convert(&out, message, (enum septel_conversion)to, NULL, arena);
		assert_true(status == SEPTEL_OK || out.len == 0);
		*hash = septel__hash(*hash, out);
	}
	return status;
}

static void exhaust(attempt *attempted)
{
	struct septel_arena *arena = septel_arena_new(MOST_ROOM);
	uint64_t whole, hash;
	size_t failures = 0;
	assert_int_equal(attempted(arena, &whole), SEPTEL_OK);
	septel_arena_free(arena);
	for (size_t room = LEAST_ROOM; room < MOST_ROOM; room += room / 64 + 64) {
		arena = septel_arena_new(room);
		const int status = attempted(arena, &hash);
		septel_arena_free(arena);
		if (status == SEPTEL_OK && hash != whole)
			fail_msg("in %zu bytes it gave another result", room);
		if (status == SEPTEL_OK)
			break;
		assert_int_equal(status, SEPTEL_ENOMEM);
		failures++;
	}
	assert_true(failures > 10);
}

static void parse_or_none(void **state)
{
	(void)state;
	exhaust(try_parse);
}

static void lint_or_none(void **state)
{
	(void)state;
	exhaust(try_lint);
}

static void compose_or_none(void **state)
{
	(void)state;
	exhaust(try_compose);
}

static void draft_or_none(void **state)
{
	(void)state;
	exhaust(try_draft);
}

static void sections_or_none(void **state)
{
	(void)state;
	exhaust(try_sections);
}

static void conversions_or_none(void **state)
{
	(void)state;
	exhaust(try_conversions);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parse_or_none),    cmocka_unit_test(lint_or_none),
		cmocka_unit_test(compose_or_none),  cmocka_unit_test(draft_or_none),
		cmocka_unit_test(sections_or_none), cmocka_unit_test(conversions_or_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
