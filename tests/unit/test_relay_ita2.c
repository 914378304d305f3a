/* The five-unit alphabet: codes, shifts, what it has not, and the table of garbles. */
#include "../../src/relay/garble.h"
#include "../../src/relay/ita2.h"
#include "arena_fixture.h"

static struct septel_out text_out(void)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	return out;
}

static void assert_codes(const char *text, enum ita2_figures figures, const char *codes,
			 size_t length)
{
	struct ita2 ita2 = {.figures = figures};
	struct septel_out out = text_out();
	size_t refused;
	assert_true(septel__ita2_encode(&ita2, septel_view_of(text), &out, &refused));
	assert_int_equal(out.length, length);
	assert_memory_equal(out.data, codes, length);
}

static void shifts_only_where_needed(void **unused)
{
	(void)unused;
	assert_codes("AB", ITA2_INTERNATIONAL, "\x03\x19", 2);
	assert_codes("A1 2B", ITA2_INTERNATIONAL, "\x03\x1B\x17\x04\x13\x1F\x19", 7);
	assert_codes("a", ITA2_INTERNATIONAL, "\x03", 1);
	assert_codes("\a'", ITA2_INTERNATIONAL, "\x1B\x0B\x05", 3);
	assert_codes("\a'", ITA2_US, "\x1B\x05\x0B", 3);
	assert_codes("#1", ITA2_US, "\x1B\x14\x17", 3);
	assert_codes("\r\n", ITA2_US, "\x08\x02", 2);
}

static void goes_round(void **unused)
{
	static const char *const CHARSETS[] = {
		[ITA2_US] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -?:().,/'\a\r\n$!&#;\"",
		[ITA2_INTERNATIONAL] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -?:().,/'\a\r\n"};
	(void)unused;
	for (unsigned variant = 0; variant < 4; variant++) {
		const enum ita2_figures figures = variant & 1 ? ITA2_US : ITA2_INTERNATIONAL;
		const bool unshift = variant & 2;
		const struct septel_view set = septel_view_of(CHARSETS[figures]);
		struct ita2 out = {.figures = figures, .unshift_on_space = unshift}, in = out;
		struct septel_out sent = text_out(), codes = text_out(), came = text_out();
		/* Every character behind every other, in pieces of three codes. */
		for (size_t i = 0; i < set.len; i++)
			for (size_t j = 0; j < set.len; j++) {
				septel__out_byte(&sent, set.ptr[i]);
				septel__out_byte(&sent, set.ptr[j]);
			}
		size_t refused;
		assert_true(
			septel__ita2_encode(&out, septel__out_written(&sent), &codes, &refused));
		for (size_t i = 0; i < codes.length; i += 3)
			septel__ita2_decode(
				&in, septel__slice(septel__out_written(&codes), i, i + 3), &came);
		assert_int_equal(came.length, sent.length);
		assert_memory_equal(came.data, sent.data, sent.length);
	}
}

static void unshifts_on_space(void **unused)
{
	struct ita2 ita2 = {.unshift_on_space = true};
	struct septel_out out = text_out();
	(void)unused;
	/* FIGS Q SP Q: a receiver with the habit prints 1, then Q. */
	septel__ita2_decode(&ita2, (struct septel_view){"\x1B\x17\x04\x17", 4}, &out);
	assert_view(septel__out_written(&out), "1 Q");
}

static void refuses(void **unused)
{
	static const struct {
		const char *text;
		enum ita2_figures figures;
		size_t refused;
	} CASES[] = {{"DE RUEHGB #3796", ITA2_INTERNATIONAL, 10},
		     {"A@B", ITA2_US, 1},
		     {"CAF\xC3\xA9", ITA2_US, 3}};
	(void)unused;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct ita2 ita2 = {.figures = CASES[i].figures};
		struct septel_out out = text_out();
		size_t refused = SIZE_MAX;
		assert_false(
			septel__ita2_encode(&ita2, septel_view_of(CASES[i].text), &out, &refused));
		assert_int_equal(refused, CASES[i].refused);
	}
}

static void garbles_as_the_table_says(void **unused)
{
	(void)unused;
	/* wire-format 2: A -> E, U, J, W (and LF); T -> Z, L, H, O (and blank). */
	for (char c = 'A'; c <= 'Z'; c++) {
		assert_int_equal(septel__ita2_one_impulse('A', c), septel__is_one_of(c, "EUJW"));
		assert_int_equal(septel__ita2_one_impulse('T', c), septel__is_one_of(c, "ZLHO"));
	}
	assert_true(septel__ita2_one_impulse('A', '\n'));
	assert_true(septel__ita2_one_impulse('0', '1'));
	assert_false(septel__ita2_one_impulse('3', '4'));
}

static void loses_a_shift(void **unused)
{
	static const char LETTERS[] = "EUOY", FIGURES[] = "3796";
	(void)unused;
	for (size_t i = 0; i < sizeof LETTERS - 1; i++) {
		assert_int_equal(septel__ita2_other_case(ITA2_US, LETTERS[i]), FIGURES[i]);
		assert_int_equal(septel__ita2_other_case(ITA2_US, FIGURES[i]), LETTERS[i]);
	}
	assert_int_equal(septel__ita2_other_case(ITA2_INTERNATIONAL, 'H'), 0);
	assert_int_equal(septel__ita2_other_case(ITA2_US, 'H'), '#');
	assert_int_equal(septel__ita2_other_case(ITA2_US, ' '), 0);
}

/* ---- what it may have been ----------------------------------------------------------- */

static bool knows(const void *context, struct septel_view ri)
{
	const char *const *known = context;
	for (; *known; known++)
		if (septel__equal(ri, septel_view_of(*known)))
			return true;
	return false;
}

static void finds_indicators(void **unused)
{
	static const char *const KNOWN[] = {"RUEHGB", "RUEHC", "RUFDAE", "RUEHTN", NULL};
	static const struct {
		const char *came, *fix;
		size_t count;
	} CASES[] = {
		{"RUEHGZ", "RUEHGB", 1}, /* Z 11, B 19 */
		{"4UEHGB", "RUEHGB", 1}, /* shifted */
		{"473#&?", "RUEHGB", 1}, /* all of it */
		{"RUEHGBRUEHC", "RUEHGB RUEHC", 1},
		{"RUEHGBIRUEHC", "RUEHGB RUEHC", 1}, /* the space is an I */
		{"RUEHT", "RUEHTN", 1},              /* N became a space */
		{"RUFDAF", "", 0},                   /* F 0D, E 01: two impulses */
		{"XXXXXX", "", 0},
		{"RUEHGB?RUEHC?RUFDAE", "", 0},
		{"", "", 0},
	};
	const struct envelope_directory directory = {knows, KNOWN, NULL};
	(void)unused;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_view found;
		assert_int_equal(septel__garble_indicators(septel_view_of(CASES[i].came),
							   &directory, arena, &found),
				 CASES[i].count);
		assert_view(found, CASES[i].fix);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shifts_only_where_needed),  cmocka_unit_test(goes_round),
		cmocka_unit_test(unshifts_on_space),         cmocka_unit_test(refuses),
		cmocka_unit_test(garbles_as_the_table_says), cmocka_unit_test(loses_a_shift),
		cmocka_unit_test(finds_indicators),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
