/* test_sections.c - long messages into sections, and sections into messages. */
#include "joining.h"

static void assert_holds(struct septel_view text, const char *words)
{
	if (septel__find(text, words, 0) == VIEW_NOT_FOUND)
		fail_msg("no '%s' in '%.*s'", words, VIEW_FORMAT(text));
}

/* H = 12, B = 8, 230 lines behind SUBJECT: 90 + 91 + 49 (wire-format 15, E8). */
static void test_section_sizes(void **state)
{
	static char text[1 << 16];
	struct septel_view out, line;
	struct septel_diagnostics diagnostics;
	int length = snprintf(
		text, sizeof text,
		"VZCZCXRO8111\nPP RUEHC\nDE RUEHGB #3796/01 3390637\nZNY CCCCC ZZH\n"
		"P 040637Z DEC 08\nFM AMEMBASSY BAGHDAD\nTO RUEHC/SECSTATE WASHDC PRIORITY 0678\n"
		"INFO RUEHC/A\nRUEHC/B\nRUEHC/C\nRUEHC/D\nRUEHC/E\nBT\n"
		"C O N F I D E N T I A L BAGHDAD 003796\n\nSIPDIS\n\nE.O. 12958: DECL: 12/04/2018\n"
		"TAGS: PREL IZ\nSUBJECT: ONE LINE\nAND ANOTHER\n");
	for (int i = 0; i < 230; i++)
		length += snprintf(text + length, sizeof text - (size_t)length,
				   i % 10 ? "line %d\n" : "\n", i);
	length += snprintf(text + length, sizeof text - (size_t)length, "BT\n#3796\nNNNN\n");
	(void)state;
	assert_int_equal(
		septel_split(&out, &diagnostics, (struct septel_view){text, (size_t)length}, arena),
		SEPTEL_OK);
	static const struct {
		const char *line_twelve, *calling, *address;
	} SECTIONS[] = {
		{"C O N F I D E N T I A L SECTION 01 OF 03 BAGHDAD 003796",
		 "DE RUEHGB #3796/01 3390637", "TO RUEHC/SECSTATE WASHDC PRIORITY 0678"},
		{"C O N F I D E N T I A L SECTION 02 OF 03 BAGHDAD 003796",
		 "DE RUEHGB #3796/02 3390637", "TO RUEHC/SECSTATE WASHDC PRIORITY 0679"},
		{"C O N F I D E N T I A L SECTION 03 OF 03 BAGHDAD 003796",
		 "DE RUEHGB #3796/03 3390637", "TO RUEHC/SECSTATE WASHDC PRIORITY 0680"},
	};
	for (size_t i = 0; i < 3; i++) {
		assert_true(septel__find(out, SECTIONS[i].line_twelve, 0) != VIEW_NOT_FOUND);
		assert_true(septel__find(out, SECTIONS[i].calling, 0) != VIEW_NOT_FOUND);
		assert_true(septel__find(out, SECTIONS[i].address, 0) != VIEW_NOT_FOUND);
	}
	/* Section 1 ends with line 89 (90 lines from 0), section 2 with line 180. */
	assert_true(septel__find(out, "line 89\nBT\n#3796\nNNNN\nVZCZCXRO8112\n", 0) !=
		    VIEW_NOT_FOUND);
	assert_true(septel__find(out, "\nBT\n#3796\nNNNN\nVZCZCXRO8113\n", 0) != VIEW_NOT_FOUND);
	assert_true(septel__find(out, "AND ANOTHER\n\nline 181\n", 0) != VIEW_NOT_FOUND);
	assert_true(septel__equal(joined(out, true), (struct septel_view){text, (size_t)length}));
	while (septel__next_line(&out, &line))
		assert_true(line.len <= 69);
}

/* Stations that count sections by their serials. */
static void test_serials_go_on(void **state)
{
	static const struct {
		const char *stated, *first, *second;
	} CASES[] = {
		{"115", "DE RBDTRQ 115 ", "DE RBDTRQ 116 "},
		{"999", "DE RBDTRQ 999 ", "DE RBDTRQ 001 "},
		{"9999", "DE RBDTRQ 9999 ", "DE RBDTRQ 0001 "},
		{"12345", "DE RBDTRQ 12345 ", "DE RBDTRQ 12346 "},
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		static char text[1 << 14];
		struct septel_view out;
		struct septel_diagnostics diagnostics;
		int length = snprintf(text, sizeof text,
				      "VZCZCXYZ001\nPP RBDTRA\nDE RBDTRQ %s 3390637\nZNR UUUUU\n"
				      "P 040637Z DEC 08\nFM TRIAL ONE\nTO TRIAL TWO\nBT\n"
				      "UNCLAS\nSUBJECT: TRIAL\n\n",
				      CASES[i].stated);
		for (int k = 0; k < 150; k++)
			length += snprintf(text + length, sizeof text - (size_t)length, "LINE %d\n",
					   k);
		length += snprintf(text + length, sizeof text - (size_t)length, "BT\nNNNN\n");
		assert_int_equal(septel_split(&out, &diagnostics,
					      (struct septel_view){text, (size_t)length}, arena),
				 SEPTEL_OK);
		assert_holds(out, CASES[i].first);
		assert_holds(out, CASES[i].second);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_section_sizes),
		cmocka_unit_test(test_serials_go_on),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
