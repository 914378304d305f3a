/* The table of cues, and the days, parties and holes that the worksheet reads. */
#include "../../src/casebook/worksheet_clause.h"
#include "unit.h"

/* The rows stand as worksheet_cues.def promises: all forms of a row with one letter, letters in
 * their order, and nothing behind a row that takes everything. */
static void test_table(void **state)
{
	(void)state;
	size_t count;
	const struct cue_row *rows = septel__cue_rows(&count);
	assert_true(count > 60);
	for (size_t i = 0; i < count; i++) {
		struct septel_view rest = septel_view_of(rows[i].forms), form;
		while (septel__next_word(&rest, &form)) {
			assert_int_equal(form.ptr[0], rows[i].forms[0]);
			for (size_t j = 0; j < i; j++) {
				struct septel_view earlier = septel_view_of(rows[j].forms), other;
				while (!rows[j].behind[0] && septel__next_word(&earlier, &other))
					assert_false(septel__equal(form, other));
			}
		}
		if (i > 0)
			assert_true(rows[i - 1].forms[0] <= rows[i].forms[0]);
	}
}

static const struct septel_message *message_of(const char *body, struct septel_arena *arena)
{
	static const char HEAD[] = "R 050000Z JAN 09\nFM AMEMBASSY TUNIS\nTO SECSTATE WASHDC\n"
				   "UNCLAS TUNIS 000001\nSUBJECT: X\n\n1. (U) ";
	struct septel_out out;
	const struct septel_message *message;
	septel__out_init(&out, arena, 0);
	septel__out_string(&out, HEAD);
	septel__out_string(&out, body);
	assert_int_equal(septel_message_parse(&message, septel__out_written(&out), NULL, arena),
			 SEPTEL_OK);
	return message;
}

/* A sentence, and a line that one of its drafts has ("" none at all). */
static const struct {
	const char *sentence, *line;
} CASES[] = {
	/* days */
	{"WFP will deliver flour by January 20.", "due   2009-01-20"},
	{"WFP will deliver flour by Dec. 28.", "due   2008-12-28"},
	{"WFP will deliver flour next week.", "due   \"next week\""},
	{"WFP will deliver flour within ten days of arrival.",
	 "due   \"within ten days of arrival\""},
	{"Forms are due NLT 8 APR 09.", "due   2009-04-08"},
	{"Forms must be in by March 2009.", "due   2009-03"},
	{"Forms are due 251400Z FEB09.", "due   2009-02-25"},
	{"Forms are due on 02/14/2009.", "due   2009-02-14"},
	{"Forms are due on February 30.", "due   \"February 30\""},
	{"The June 17 decree stands.", ""},
	/* who */
	{"The World Food Programme (WFP) will deliver flour.", "is    World Food Programme"},
	{"Minister of Trade Leila Brahmi met WFP on January 2.", "who   leila-brahmi wfp"},
	{"They asked WFP to bring flour.", "by    ? They"},
	{"WFP, as before, pledged to bring flour.", "by    wfp"},
	{"Samir Quabbani told UNHCR on January 3 that he is ill.", "who   ? unhcr"},
	{"UNHCR told us that ICRC had come and will stay in touch.", "by    icrc"},
	/* moods and conditions */
	{"If he asks, UNHCR will visit him.", "if    he asks"},
	{"UNHCR will house him until his case is heard.", "until his case is heard"},
	{"UNHCR believes he wishes to return home.", "mood  believed"},
	{"UNHCR said it would visit the camp.", "mood  reported"},
	{"UNHCR plans to visit the camp.", "mood  stated-intention"},
	/* what is none */
	{"It will rain.", ""},
	{"The crop will be late.", ""},
	{"If he wishes to return he may.", ""},
	{"WFP had not asked to leave.", ""},
};

static void test_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_arena *arena = septel_arena_new(0);
		struct worksheet sheet;
		bool found = false;
		assert_true(septel__worksheet_make(&sheet, message_of(CASES[i].sentence, arena),
						   VIEW_LITERAL("09TUNIS1"), NULL, arena));
		for (size_t j = 0; j < sheet.draft_count; j++)
			found = found || septel__find(sheet.drafts[j].entry, CASES[i].line, 0) !=
						 VIEW_NOT_FOUND;
		if (CASES[i].line[0] ? !found : sheet.draft_count > 0) {
			for (size_t j = 0; j < sheet.draft_count; j++)
				print_error("%.*s", VIEW_FORMAT(sheet.drafts[j].entry));
			fail_msg("%s: %s", CASES[i].sentence, CASES[i].line);
		}
		septel_arena_free(arena);
	}
}

static void test_holes(void **state)
{
	(void)state;
	assert_int_equal(septel__holes(VIEW_LITERAL("2009 promise.made x\n    by a\n")), 0);
	assert_int_equal(septel__holes(VIEW_LITERAL("? promise.made ?\n    by ? they\n    to ?\n")),
			 4);
	assert_int_equal(septel__holes(VIEW_LITERAL("2009 promise.made x\n    what why ?\n")), 0);
	assert_int_equal(septel__holes(VIEW_LITERAL("")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_holes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
