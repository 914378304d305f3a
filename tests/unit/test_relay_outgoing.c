/* test_relay_outgoing.c - messages handed in: their routing line, their precedence, one file of
 * many. */
#include "../../src/relay/outgoing.h"
#include "arena_fixture.h"

#define REST                                                                                       \
	"DE RUEHGB #0001 3390637\nZNR UUUUU\nP 040637Z DEC 08\nFM AMEMBASSY BAGHDAD\n"             \
	"TO RUEHC/SECSTATE WASHDC\nINFO RUEKJCS/SECDEF WASHINGTON DC\nZEN/AMEMBASSY AMMAN\n"       \
	"BT\nUNCLAS\nTEXT\nBT\n#0001\nNNNN\n"
#define REST_FLASH                                                                                 \
	"DE RUEHGB #0001 3390637\nZNR UUUUU\nZ 040637Z DEC 08\nFM AMEMBASSY BAGHDAD\n"             \
	"TO RUEHC/SECSTATE WASHDC\nINFO RUEKJCS/SECDEF WASHINGTON DC\nZEN/AMEMBASSY AMMAN\n"       \
	"BT\nUNCLAS\nTEXT\nBT\n#0001\nNNNN\n"

static const struct {
	const char *name, *text;
	enum septel_precedence precedence;
	const char *made; /* NULL: refused */
} ROWS[] = {
	{"its drafter's line stands", "PP RUEHC\n" REST, SEPTEL_PRECEDENCE_NONE, "PP RUEHC\n" REST},
	{"one without a line goes to its addressees", REST, SEPTEL_PRECEDENCE_NONE,
	 "PP RUEHC RUEKJCS\n" REST},
	{"one from the middle of a net goes to all", "VZCZCXRO8111\nPP RUEHBC RUEHC\n" REST,
	 SEPTEL_PRECEDENCE_NONE, "PP RUEHC RUEKJCS RUEHBC\n" REST},
	{"another precedence", "PP RUEHC\n" REST, SEPTEL_FLASH, "ZZ RUEHC\n" REST_FLASH},
	{"nobody to send it to", "BT\nUNCLAS\nTEXT\nBT\n", SEPTEL_PRECEDENCE_NONE, NULL},
	{"nothing", "\n", SEPTEL_PRECEDENCE_NONE, NULL},
};

static void messages_become_transmissions(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		const char *why = "";
		septel_arena_reset(arena);
		const struct septel_view made = septel__outgoing_make(
			septel_view_of(ROWS[i].text), ROWS[i].precedence, arena, &why);
		const struct septel_view expected =
			septel_view_of(ROWS[i].made ? ROWS[i].made : "");
		if (!septel__equal(made, expected))
			fail_msg("%s:\n%.*s", ROWS[i].name, (int)made.len, made.ptr);
		if (!ROWS[i].made)
			assert_true(strlen(why) > 0);
	}
}

static void a_file_may_hold_many(void **state)
{
	struct septel_view rest =
		septel_view_of("A\nNNNN\n\n\nB\r\r\n  NNNN \r\r\nC NNNN\nwithout an end\n\n");
	static const char *const EXPECTED[] = {"A\nNNNN\n", "\n\nB\r\r\n  NNNN \r\r\n",
					       "C NNNN\nwithout an end\n\n"};
	struct septel_view transmission;
	size_t count = 0;
	(void)state;
	while (septel__outgoing_next(&rest, &transmission)) {
		assert_true(count < 3);
		assert_true(septel__equal(transmission, septel_view_of(EXPECTED[count])));
		count++;
	}
	assert_int_equal(count, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_become_transmissions),
		cmocka_unit_test(a_file_may_hold_many),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
