/* test_lint.c - rules whose findings hang on single words; suites/53-lint has one
 * message for each rule. */
#include "reading.h"

#include <septel/lint.h>

/* How often the rule is broken by a message of 24 September 2009 with that text. */
static size_t breaches(const char *text, const char *code)
{
	char bytes[1024];
	struct septel_diagnostics found;
	snprintf(bytes, sizeof bytes,
		 "P 241431Z SEP 09\nFM AMEMBASSY STOCKHOLM\nTO SECSTATE WASHDC\nBT\n"
		 "UNCLAS STOCKHOLM 000452\n\nTAGS: PREL\nSUBJECT: TRIAL\n\n1. (U) %s\nBT\n",
		 text);
	const struct septel_message *message = parsed(bytes);
	assert_int_equal(septel_lint(&found, message, SEPTEL_LINT_RECEIVE, NULL, test_arena),
			 SEPTEL_OK);
	size_t count = 0;
	for (size_t i = 0; i < found.count; i++)
		count += strcmp(found.at[i].code, code) == 0;
	return count;
}

static void futures_that_are_past(void **state)
{
	static const struct {
		const char *text;
		size_t breaches;
	} CASES[] = {
		{"The team will visit the harbor on September 20.", 1},
		{"THE TEAM WILL VISIT THE HARBOR ON SEPTEMBER 20.", 0},
		{"The team will visit the harbor on 20 September.", 1},
		{"The team will visit the harbor by Sept. 20, 2009.", 1},
		{"The team will visit the harbor on September 30.", 0},
		{"The team will visit the harbor on September 20, 2010.", 0},
		{"The team visited the harbor on September 20.", 0},
		{"The team still said on September 20 that it will go.", 0},
		{"The team will carry out the September 20 decree.", 0},
		{"On September 20 the team read the will of its founder.", 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		if (breaches(CASES[i].text, "C01") != CASES[i].breaches)
			fail_msg("%s", CASES[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(futures_that_are_past),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(test_arena);
	return failed;
}
