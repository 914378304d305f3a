/* The day on which a message ends by its own word, and days that are about other things. */
#include "../../src/archive/own_end.h"
#include "../../src/base/date.h"
#include "reading.h"

static const char HEADING[] =
	"R 101200Z MAR 09\nFM CNO WASHINGTON DC//N1//\nTO NAVADMIN\nBT\nUNCLAS //N01000//\n"
	"NAVADMIN 100/09\nMSGID/GENADMIN/CNO WASHINGTON DC/N1/MAR//\nSUBJ/LEAVE//\n"
	"REF/A/MSG/CNO WASHINGTON DC/011200ZJAN09//\nNARR/REF A IS NAVADMIN 011/09.//\n"
	"RMKS/1.  THE FLEET HAS BEEN TOLD.\n2.  %s//\nBT\n#0001\nNNNN\n";

/* "2010-09-30 2011-10-01": the ends of a text. */
static const char *ends_of(const char *sentence)
{
	static char told[128];
	char text[4096], time[TIME_TEXT_SIZE];
	snprintf(text, sizeof text, HEADING, sentence);
	const struct septel_message *message = parsed(text);
	const struct own_ends ends = septel__own_ends_find(message, test_arena);
	size_t length = 0;
	told[0] = '\0';
	for (size_t i = 0; i < ends.count; i++)
		length += (size_t)snprintf(told + length, sizeof told - length, "%s%s",
					   i ? " " : "", septel__time_text(ends.at[i].day, time));
	return told;
}

static void messages_end_themselves(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *day;
	} CASES[] = {
		{"THIS NAVADMIN IS CANCELLED FOR RECORD PURPOSES ON 30 SEP 10.", "2010-09-30"},
		{"THIS NAVADMIN WILL BE CANCELED FOR RECORD PURPOSES ON 01 OCTOBER 2010.",
		 "2010-10-01"},
		{"This message is cancelled on 31 Jan 10.", "2010-01-31"},
		{"THIS NAVADMIN EXPIRES ON 14 AUGUST 2011.", "2011-08-14"},
		{"THIS MARADMIN IS CANCELLED 302359Z SEP 10.", "2010-09-30"},
		{"THIS ALNAV MESSAGE EXPIRES SEPTEMBER 30, 2010.", "2010-09-30"},
		{"NAVADMIN 100/09 IS CANCELLED ON 30SEP10.", "2010-09-30"},
		{"UNLESS SOONER CANCELLED OR SUPERSEDED, THIS NAVADMIN EXPIRES 2010-09-30.",
		 "2010-09-30"},
		{"THIS NAVADMIN WILL REMAIN IN EFFECT UNTIL SUPERSEDED OR 30 SEP 2010, WHICHEVER "
		 "OCCURS FIRST.",
		 "2010-09-30"},
		{"THIS NAVADMIN WILL REMAIN IN EFFECT UNTIL CANCELLED, SUPERSEDED, OR 30 SEPTEMBER "
		 "2010.",
		 "2010-09-30"},
		{"THIS NAVADMIN IS EFFECTIVE IMMEDIATELY AND SHALL REMAIN IN FORCE THROUGH 30 SEP "
		 "10.",
		 "2010-09-30"},
		{"THIS MESSAGE IS VALID UNTIL 9/30/2010.", "2010-09-30"},
		{"THIS PROGRAM EXPIRES FOR RECORD PURPOSES 30 SEPTEMBER 2010.", "2010-09-30"},
		{"EXPIRATION DATE FOR THIS MESSAGE IS 14 JAN 10.", "2010-01-14"},
		{"CANCELLATION DATE:  30 SEP 2010.", "2010-09-30"},
		{"CANCELLATION DATE.  30 SEP 2010.", "2010-09-30"},
		{"CANCELLATION DATE: SEP 2010.", "2010-09-30"},
		{"THIS NAVADMIN IS CANCELLED.  REFER TO NAVADMIN 099/09.", "2009-03-10"},
		{"THIS NAVADMIN IS CANCELLED EFFECTIVE IMMEDIATELY.", "2009-03-10"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_string_equal(ends_of(CASES[i].sentence), CASES[i].day);
}

static void nothing_ends(void **state)
{
	(void)state;
	static const char *const SENTENCES[] = {
		"THIS NAVADMIN WILL REMAIN IN EFFECT UNTIL CANCELLED OR SUPERSEDED.",
		"THIS NAVADMIN WILL REMAIN IN EFFECT UNTIL SUPERSEDED BY A CHANGE DATED 30 SEP 10.",
		"THIS MESSAGE REMAINS IN EFFECT UNTIL FURTHER NOTICE.",
		"THIS NAVADMIN IS CANCELLED UPON RECEIPT OF RECAP 01/10.",
		"THIS EXCEPTION TO POLICY EXPIRES 1 JANUARY 2010.",
		"THE ONE-YEAR TRANSITION PERIOD EXPIRES 31 DECEMBER 2009.",
		"THE AUTHORITY GRANTED IN THIS NAVADMIN EXPIRES 31 DECEMBER 2009.",
		"THIS PROGRAM EXPIRES 30 SEPTEMBER 2010.",
		"REF A SHALL REMAIN IN EFFECT UNTIL 30 JUNE 2009.",
		"NAVADMIN 011/09 IS CANCELLED ON 30 SEP 09.",
		"THE FOLLOWING POLICY REMAINS IN EFFECT UNTIL 1 AUGUST 2013.",
		"THIS POLICY IS IN EFFECT UNTIL FURTHER NOTICE.",
		"APPLICATIONS PER THIS NAVADMIN MAY BE SUBMITTED UNTIL 30 SEP 09.",
		"THIS MESSAGE THROUGH 1 APRIL 2010.",
		"THE BOARD PER THIS NAVADMIN IS CANCELLED ON 30 SEP 09.",
		"IF THIS NAVADMIN IS CANCELLED ON 30 SEP 09, TELL THE FLEET.",
		"THIS NAVADMIN IS NOT CANCELLED ON 30 SEP 09.",
		"THIS NAVADMIN MAY BE CANCELLED ON 30 SEP 09.",
		"THIS NAVADMIN IS CANCELLED ON 31 SEP 09.",
		"THIS NAVADMIN IS CANCELLED ON 30 SEP 08.",
		"THIS NAVADMIN IS CANCELLED ON 30 SEP.",
		"CANCELLATION DATES ARE 30 SEP 09 AND LATER.",
		"THE CONTRACT CANCELLATION DATE: 30 SEP 2010.",
		"CARD EXPIRATION DATE: 30 SEP 2010.",
	};
	for (size_t i = 0; i < sizeof SENTENCES / sizeof *SENTENCES; i++) {
		if (ends_of(SENTENCES[i])[0])
			print_message("%s\n", SENTENCES[i]);
		assert_string_equal(ends_of(SENTENCES[i]), "");
	}
}

/* The paragraph that says it, for its marking protects it. */
static void paragraph_is_told(void **state)
{
	(void)state;
	char text[4096];
	snprintf(text, sizeof text, HEADING, "THIS NAVADMIN IS CANCELLED ON 30 SEP 10.");
	const struct septel_message *message = parsed(text);
	const struct own_ends ends = septel__own_ends_find(message, test_arena);
	assert_int_equal(ends.count, 1);
	assert_int_equal(message->paragraphs.at[ends.at[0].paragraph].number, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_end_themselves),
		cmocka_unit_test(nothing_ends),
		cmocka_unit_test(paragraph_is_told),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(test_arena);
	return failed;
}
