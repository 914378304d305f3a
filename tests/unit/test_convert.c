/* test_convert.c - messages that state little, or state it strangely, in every form. */
#include "reading.h"

#include <septel/convert.h>

static struct septel_view converted(const struct septel_message *message, enum septel_conversion to,
				    const struct septel_convert_options *options)
{
	struct septel_view out;
	assert_int_equal(septel_convert(&out, message, to, options, test_arena), SEPTEL_OK);
	return out;
}

static void assert_holds(struct septel_view text, const char *words)
{
	if (septel__find(text, words, 0) == VIEW_NOT_FOUND)
		fail_msg("no '%s' in '%.*s'", words, VIEW_FORMAT(text));
}

static void silence_stays_silent(void **state)
{
	(void)state;
	const struct septel_message *message =
		parsed("NAVADMIN 100/10\nMSGID/GENADMIN/CNO/-/APR//\n"
		       "SUBJ/TRIAL//\nRMKS/1. TEXT.//\n");
	const struct septel_view mail = converted(message, SEPTEL_TO_EML, NULL);
	assert_int_equal(message->dtg.year, 0);
	assert_holds(mail, "\r\nMSGID/GENADMIN//-//\r\n");
	assert_true(septel__find(mail, "Date:", 0) == VIEW_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(silence_stays_silent),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(test_arena);
	return failed;
}
