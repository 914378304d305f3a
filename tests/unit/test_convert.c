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
	/* No order is in force on no day. */
	assert_holds(converted(parsed("CONFIDENTIAL\nDECL: OADR\nTAGS: PREL\n"
				      "SUBJECT: TRIAL\n\n1. Text.\n"),
			       SEPTEL_TO_EML, NULL),
		     "\r\nE.O.: DECL: OADR\r\n");
}

/* An identity is whole or is none. */
static void long_domains_stay_whole(void **state)
{
	(void)state;
	char domain[2001], expected[2048];
	memset(domain, 'd', sizeof domain - 1);
	domain[sizeof domain - 1] = '\0';
	const struct septel_convert_options options = {.domain = septel_view_of(domain),
						       .sender = {"", 0}};
	const struct septel_view mail =
		converted(parsed("NAVADMIN 100/10\nSUBJ/TRIAL//\nREF/A/MSG/CNO/091802ZSEP10//\n"
				 "AMPN/REF A IS NAVADMIN 302/10.//\nRMKS/1. TEXT.//\n"),
			  SEPTEL_TO_EML, &options);
	snprintf(expected, sizeof expected, "Message-ID: <NAVADMIN100/10@%s>\r\n", domain);
	assert_holds(mail, expected);
	snprintf(expected, sizeof expected, "<none@%s>\r\n", domain);
	assert_holds(mail, expected);
	snprintf(expected, sizeof expected, "References: <NAVADMIN302/10@%s>\r\n", domain);
	assert_holds(mail, expected);
}

/* A mailbox takes a line that begins with "From " for the next mail, also one that
 * only a soft line break made. */
static void no_soft_break_begins_a_mail(void **state)
{
	(void)state;
	/* A character takes one column or six: "From" comes to each column once. */
	for (size_t width = 8; width < 90; width++) {
		char text[512];
		size_t length = (size_t)snprintf(text, sizeof text, "UNCLAS\nSUBJECT: A\n\n1. ");
		for (size_t i = 0; i < width % 6; i++)
			text[length++] = 'x';
		for (size_t i = 0; i < width / 6; i++) {
			text[length++] = '\xC3';
			text[length++] = '\xA9';
		}
		snprintf(text + length, sizeof text - length,
			 " From desk@mrn.example Thu Dec  4 06:37:00 2008\n");
		const struct septel_view mail = converted(parsed(text), SEPTEL_TO_EML, NULL);
		assert_holds(mail, "quoted-printable");
		assert_true(septel__find(mail, "\nFrom ", 0) == VIEW_NOT_FOUND);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(silence_stays_silent),
		cmocka_unit_test(long_domains_stay_whole),
		cmocka_unit_test(no_soft_break_begins_a_mail),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(test_arena);
	return failed;
}
