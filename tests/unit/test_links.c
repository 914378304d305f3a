/* What a text cancels or supersedes, and what only sounds like it. */
#include "../../src/archive/ending_words.h"
#include "../../src/archive/links.h"
#include "reading.h"

static const char HEADING[] =
	"R 101200Z MAR 09\nFM CNO WASHINGTON DC//N1//\nTO NAVADMIN\nBT\nUNCLAS //N01000//\n"
	"NAVADMIN 100/09\nMSGID/GENADMIN/CNO WASHINGTON DC/N1/MAR//\nSUBJ/%s//\n"
	"REF/A/MSG/CNO WASHINGTON DC/011200ZJAN09//\nREF/B/MSG/CNO WASHINGTON DC/021200ZJAN09//\n"
	"REF/C/MSG/CNO WASHINGTON DC/031200ZJAN09//\nREF/D/DOC/OPNAV/01JAN2008//\n"
	"NARR/REF A IS NAVADMIN 011/09.  REF B IS NAVADMIN 012/09.  REF C IS NAVADMIN 013/09.  REF "
	"D "
	"IS OPNAVINST 1000.1.//\n"
	"RMKS/1.  THE FLEET HAS BEEN TOLD.\n2.  %s//\nBT\n#0001\nNNNN\n";

/* "C:A C:B S:NAVADMIN1/08": the links of a text, references by their letters. */
static const char *links_of(const char *subject, const char *sentence)
{
	static char told[512];
	char text[4096];
	snprintf(text, sizeof text, HEADING, subject, sentence);
	const struct septel_message *message = parsed(text);
	const struct links links = septel__links_find(message, test_arena);
	size_t length = 0;
	told[0] = '\0';
	for (size_t i = 0; i < links.count; i++) {
		const struct link *link = &links.at[i];
		const struct septel_view name =
			link->reference == LINK_NO_REFERENCE
				? link->id
				: message->references.at[link->reference].letter;
		length += (size_t)snprintf(told + length, sizeof told - length, "%s%c:%.*s",
					   i ? " " : "", link->link == CITATION_CANCELS ? 'C' : 'S',
					   VIEW_FORMAT(name));
	}
	return told;
}

static void messages_end(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *links;
	} CASES[] = {
		{"CANCEL REF A.", "C:A"},
		{"CANCEL NAVADMIN 123/08.", "C:NAVADMIN123/08"},
		{"CANCEL NAVADMIN 011/09.", "C:A"},
		{"REF A IS CANCELLED.", "C:A"},
		{"REF (A) IS HEREBY CANCELED.", "C:A"},
		{"Ref a is hereby cancelled.", "C:A"},
		{"REFS A THROUGH C ARE CANCELLED EFFECTIVE IMMEDIATELY.", "C:A C:B C:C"},
		{"REFS A THRU C ARE CANCELLED.", "C:A C:B C:C"},
		{"REFS A, B, AND C ARE CANCELLED.", "C:A C:B C:C"},
		{"REFERENCES (A) AND (C) ARE HEREBY RESCINDED.", "C:A C:C"},
		{"THIS NAVADMIN CANCELS REFS A AND B.", "C:A C:B"},
		{"THIS NAVADMIN SUPERSEDES AND CANCELS REF A.", "S:A C:A"},
		{"THIS MESSAGE SUPERSEDES REF B AND PROVIDES GUIDANCE.", "S:B"},
		{"THIS SUPERCEDES NAVADMINS 013/06, 155/06 AND 194/06.",
		 "S:NAVADMIN13/06 S:NAVADMIN155/06 S:NAVADMIN194/06"},
		{"EFFECTIVE 1 OCTOBER 2009, THIS NAVADMIN WILL SUPERSEDE REF A.", "S:A"},
		{"REF B IS SUPERSEDED BY REF C.", "S:B"},
		{"REF B HAS BEEN SUPERSEDED IN ITS ENTIRETY.", "S:B"},
		{"REF A, WHICH REQUIRED OFFICERS TO COMPLETE IT, IS CANCELLED.", "C:A"},
		{"REF A, NAVADMIN 011/09, LEAVE POLICY, IS HEREBY CANCELLED.", "C:A"},
		{"NAVADMIN 287/06 R 182336Z OCT 06 IS CANCELLED.", "C:NAVADMIN287/06"},
		{"THIS IS A CANCELLATION OF NAVADMIN 061/08.", "C:NAVADMIN61/08"},
		{"THIS NAVADMIN ANNOUNCES THE CANCELLATION OF REF A.", "C:A"},
		{"THE BOARD MEETS 5 MAY 09, AND CANCELS NAVADMIN 036/08.", "C:NAVADMIN36/08"},
		{"REF B WILL BE CANCELLED EFFECTIVE 1 JULY 2009.", "C:B"},
		{"08 STATE 12345 IS HEREBY CANCELLED.", "C:08STATE12345"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_string_equal(links_of("LEAVE", CASES[i].sentence), CASES[i].links);
	assert_string_equal(links_of("CANCELLATION OF NAVADMIN 061/08", "GO HOME."),
			    "C:NAVADMIN61/08");
}

static void nothing_ends(void **state)
{
	(void)state;
	static const char *const SENTENCES[] = {
		"QUOTAS MAY BE CANCELLED VIA EMAIL PER REF A.",
		"THE EXTENSION IS CANCELLED BEFORE IT BECOMES OPERATIVE.",
		"THIS NAVADMIN IS CANCELLED ON 30 SEP 09.",
		"NAVADMIN 100/09 IS CANCELLED ON 30 SEP 09.",
		"THE REQUIREMENT IN REF A IS HEREBY CANCELLED.",
		"THE MORATORIUM IMPLEMENTED BY REF A IS CANCELLED.",
		"PER REF A, THE FLAGWORD IS CANCELLED.",
		"THE POLICY AS STATED IN REFS A AND B IS SUPERSEDED BY THE FOLLOWING:",
		"THIS GUIDANCE SUPERSEDES REF A, CHAPTER 12.",
		"THIS GUIDANCE SUPERSEDES REF A PARAS 2.A AND 2.B.",
		"THIS NAVADMIN SUPERSEDES REF B IN ANY AREA WHERE THE TWO MAY CONFLICT.",
		"THIS NAVADMIN SUPERSEDES GUIDANCE OUTLINED IN REF A.",
		"THIS NAVADMIN DOES NOT CANCEL REF A.",
		"REF A IS NOT CANCELLED.",
		"REF A REMAINS IN EFFECT UNTIL CANCELLED OR SUPERSEDED.",
		"REF A IS UNDER REVISION AND WILL BE SUPERSEDED IN THE NEAR FUTURE.",
		"AFTER THE LAST PAYMENT HAS BEEN MADE, REFS A AND B WILL BE CANCELLED.",
		"UPON CANCELLATION OF REF A, TELL THE FLEET.",
		"SAILORS MAY CANCEL UP TO 24 MONTHS OF AN EXTENSION.",
		"CANCELLATION OF REF A IN PART IS NOT PLANNED.",
		"CANCEL REF Z.",
		"THIS NAVADMIN CANCELS REF A.  REF A REMAINS IN EFFECT FOR RESERVES.",
	};
	for (size_t i = 0; i < sizeof SENTENCES / sizeof *SENTENCES; i++)
		assert_string_equal(links_of("LEAVE", SENTENCES[i]), "");
}

/* Wherever in a text a word of an ending stands, it is found, and nothing else is. */
static void words_are_found_at_every_place(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		bool something, itself;
	} CASES[] = {
		{"CANCEL", true, true},          {"cancels", true, true},
		{"Supersede", true, true},       {"supercede", true, true},
		{"RESCIND", true, true},         {"CANCER SUPERB RESCUE", false, false},
		{"EXPIRES", false, true},        {"valid through", false, true},
		{"force until", false, true},    {"EXPORT BOROUGH UNTIE", false, false},
		{"UNTIL THROUGH", false, false},
	};
	char text[320];
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const size_t length = strlen(CASES[i].word);
		for (size_t at = 0; at + length <= sizeof text; at++) {
			memset(text, 'x', sizeof text);
			memcpy(text + at, CASES[i].word, length);
			/* With much behind it, and with nothing. */
			const struct septel_view all = {text, sizeof text};
			const struct septel_view end = {text, at + length};
			assert_int_equal(septel__may_end_something(all), CASES[i].something);
			assert_int_equal(septel__may_end_something(end), CASES[i].something);
			assert_int_equal(septel__may_end_itself(all), CASES[i].itself);
			assert_int_equal(septel__may_end_itself(end), CASES[i].itself);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_end),
		cmocka_unit_test(nothing_ends),
		cmocka_unit_test(words_are_found_at_every_place),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(test_arena);
	return failed;
}
