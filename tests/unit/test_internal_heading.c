/* Where the values of the internal heading end, and what is glued to them
 * (invented values). */
#include "reading.h"

#define LINE_TWELVE "C O N F I D E N T I A L OSLO 000012\n"

static const struct septel_message *internal(const char *block)
{
	static char text[2048];
	snprintf(text, sizeof text, "%s%s", LINE_TWELVE, block);
	return parsed(text);
}

static void declassify_on_a_line_of_its_own(void **state)
{
	(void)state;
	static const struct {
		const char *block, *text;
		int year;
	} CASES[] = {
		{"DECL: OADR\n", "DECL: OADR", 0},
		{"DECL: 12/04/2018\n", "DECL: 12/04/2018", 2018},
		{"DECL:12/04/2018\n", "DECL:12/04/2018", 2018},
		{"DECL:\n", "DECL:", 0},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_message *m = internal(CASES[i].block);
		assert_view(m->declassify.text, CASES[i].text);
		assert_int_equal(m->declassify.on.year, CASES[i].year);
	}
}

static void subject_ends_at_prose(void **state)
{
	(void)state;
	static const struct {
		const char *block, *subject, *text;
	} CASES[] = {
		{"SUBJECT: FISH TALKS IN THE NORTH\n"
		 "The minister spoke of fish and of boats, and went home after\na long day.\n",
		 "FISH TALKS IN THE NORTH",
		 "The minister spoke of fish and of boats, and went home after a long day."},
		{"SUBJECT: HARBOR AUTHORITY DELIVERS PLANS, TAKES CUSTODY OF\nFIRST BOAT\n"
		 "The minister spoke of fish and of boats, and went home.\n",
		 "HARBOR AUTHORITY DELIVERS PLANS, TAKES CUSTODY OF FIRST BOAT",
		 "The minister spoke of fish and of boats, and went home."},
		{"SUBJECT: FISH TALKS IN THE NORTH\n"
		 "THE MINISTER SPOKE OF FISH AND OF BOATS, AND WENT HOME AFTER\nA LONG DAY. NO "
		 "MORE.\n",
		 "FISH TALKS IN THE NORTH",
		 "THE MINISTER SPOKE OF FISH AND OF BOATS, AND WENT HOME AFTER A LONG DAY. NO "
		 "MORE."},
		{"Subject: Fish talks in the north\n"
		 "The minister spoke of fish and of boats, and went home.\n",
		 "Fish talks in the north",
		 "The minister spoke of fish and of boats, and went home."},
		{"SUBJECT: FISH\n(SBU) The minister spoke.\n", "FISH", "(SBU) The minister spoke."},
		{"SUBJECT: FISH\nSUMMARY: THE MINISTER SPOKE.\n", "FISH",
		 "SUMMARY: THE MINISTER SPOKE."},
		{"SUBJECT: FISH\nBEGIN SUMMARY. THE MINISTER SPOKE.\n", "FISH",
		 "BEGIN SUMMARY. THE MINISTER SPOKE."},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_message *m = internal(CASES[i].block);
		assert_view(m->subject, CASES[i].subject);
		assert_int_equal(m->paragraphs.count, 1);
		assert_view(m->paragraphs.at[0].text, CASES[i].text);
	}
}

static void subject_goes_on(void **state)
{
	(void)state;
	static const struct {
		const char *block, *subject;
	} CASES[] = {
		{"SUBJECT: VISIT OF SENATOR JONES\nAND PARTY\n\n1. FISH.\n",
		 "VISIT OF SENATOR JONES AND PARTY"},
		{"SUBJECT: VISIT OF SENATOR\nJONES, JR.\n\n1. FISH.\n",
		 "VISIT OF SENATOR JONES, JR."},
		{"SUBJECT: FISH TALKS GO ON IN THE NORTH OF THE COUNTRY, IN\n"
		 "THE SOUTH, AND ON ALL ISLANDS BETWEEN THE TWO GREAT BAYS,\n"
		 "DESPITE THE WEATHER\n\n1. FISH.\n",
		 "FISH TALKS GO ON IN THE NORTH OF THE COUNTRY, IN THE SOUTH, AND ON ALL ISLANDS "
		 "BETWEEN THE TWO GREAT BAYS, DESPITE THE WEATHER"},
		{"Subject: Fish talks in the north of the country go on, despite\n"
		 "delays caused by weather\n\nThe minister spoke.\n",
		 "Fish talks in the north of the country go on, despite delays caused by weather"},
		/* A keyword follows: what stands between belongs to the subject. */
		{"SUBJECT: FISH TALKS\nThe minister speaks of fish and of boats.\nREF: STATE 5\n",
		 "FISH TALKS The minister speaks of fish and of boats."},
		{"SUBJECT: FISH TALKS (WITH THE MINISTER\nOf Fisheries and his many "
		 "friends.)\n\n1. "
		 "FISH.\n",
		 "FISH TALKS (WITH THE MINISTER Of Fisheries and his many friends.)"},
		{"SUBJECT:\nFISH TALKS IN THE NORTH. AND SOUTH OF THE BAY.\n\n1. FISH.\n",
		 "FISH TALKS IN THE NORTH. AND SOUTH OF THE BAY."},
		{"SUBJECT: NORTHERN PRESS\nSUMMARY\n\n1. FISH.\n", "NORTHERN PRESS SUMMARY"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_view(internal(CASES[i].block)->subject, CASES[i].subject);
}

static void text_glued_to_a_value_is_text(void **state)
{
	(void)state;
	static const struct {
		const char *block;
		size_t references;
		const char *text, *summary;
	} CASES[] = {
		{"SUBJECT: A\nREF: STATE 12 SUMMARY: Fish were discussed.\nNo more.\n", 1,
		 "SUMMARY: Fish were discussed. No more.", "Fish were discussed. No more."},
		{"SUBJECT: A REF: STATE 12 BEGIN SUMMARY: FISH. END SUMMARY.\n", 1,
		 "BEGIN SUMMARY: FISH. END SUMMARY.", "FISH."},
		{"REF: A. STATE 12 (NOTAL)\n     B. PARIS 5 Executive Summary. Fish.\n", 2,
		 "Executive Summary. Fish.", "Fish."},
		{"REF: STATE 12 1. (C) Fish.\n", 1, "Fish.", ""},
		{"REF: STATE 12 1. THE MINISTER SPOKE OF FISH.\n", 1, "THE MINISTER SPOKE OF FISH.",
		 ""},
		{"TAGS: PREL SUBJECT: FISH TALKS SUMMARY: He spoke.\n", 0, "SUMMARY: He spoke.",
		 "He spoke."},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_message *m = internal(CASES[i].block);
		assert_int_equal(m->references.count, CASES[i].references);
		assert_int_equal(m->paragraphs.count, 1);
		assert_view(m->paragraphs.at[0].text, CASES[i].text);
		assert_view(m->summary, CASES[i].summary);
		assert_repairs_lead_to_text(m);
	}
}

static void words_that_only_look_glued_stay(void **state)
{
	(void)state;
	static const struct {
		const char *block, *subject;
		size_t references;
	} CASES[] = {
		{"SUBJECT: NORTHERN MEDIA SUMMARY: MAY 5\n\n1. FISH.\n",
		 "NORTHERN MEDIA SUMMARY: MAY 5", 0},
		{"SUBJECT: A\nREF: STATE 12 (PRESS SUMMARY: MAY 5)\n\n1. FISH.\n", "A", 1},
		{"SUBJECT: A\nREF: 1. STATE 12 2. PARIS 5\n\n1. FISH.\n", "A", 2},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_message *m = internal(CASES[i].block);
		assert_view(m->subject, CASES[i].subject);
		assert_int_equal(m->references.count, CASES[i].references);
		assert_int_equal(m->repairs.count, 0);
		assert_view(m->paragraphs.at[0].text, "FISH.");
	}
}

static void numbers_as_letters(void **state)
{
	(void)state;
	static const struct {
		const char *block, *ids[4];
	} CASES[] = {
		{"REF: 1. 07 STATE 12\n     2. 07 PARIS 13\n\n1. (C) FISH.\n",
		 {"07STATE12", "07PARIS13"}},
		{"REF:\n1. 07 STATE 12\n2. 07 PARIS 13\n3. SMITH E-MAIL OF MAY 5\n\n1. FISH.\n2. "
		 "BOATS.\n",
		 {"07STATE12", "07PARIS13", ""}},
		{"REFS: (1) 07 STATE 12 (2) 07 PARIS 13\n\n1. FISH.\n", {"07STATE12", "07PARIS13"}},
		{"REF: 1) 07 STATE 12\n     2) 07 PARIS 13\n\n1. FISH.\n",
		 {"07STATE12", "07PARIS13"}},
		{"REF: 07 STATE 12\n1. FISH.\n2. BOATS.\n", {"07STATE12"}},
		{"REF: 1. 07 STATE 12\n\n1. FISH.\n\n2. BOATS.\n", {"07STATE12"}},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_message *m = internal(CASES[i].block);
		size_t count = 0;
		while (count < 4 && CASES[i].ids[count])
			count++;
		assert_int_equal(m->references.count, count);
		for (size_t n = 0; n < count; n++)
			assert_view(m->references.at[n].id, CASES[i].ids[n]);
		assert_int_equal(m->paragraphs.at[0].number, 1);
		assert_view(m->paragraphs.at[0].text, "FISH.");
	}
}

static void captions_among_passing_words(void **state)
{
	(void)state;
	static const struct {
		const char *line, *captions[3];
	} CASES[] = {
		{"FOR ASSISTANT SECRETARY BURNS; ROGER CHANNEL", {"ROGER CHANNEL"}},
		{"STATE FOR EUR/RPM; NSC FOR SMITH; EYES ONLY FOR JONES; NODIS",
		 {"EYES ONLY", "NODIS"}},
		{"STATE FOR INR ROGER CHANNEL", {"ROGER CHANNEL"}},
		{"PLEASE PASS TO EUR (DISSENT CHANNEL)", {"DISSENT CHANNEL"}},
		{"DEPT ALSO FOR EUR/NB - LIMDIS", {"LIMDIS"}},
		{"NOFORN//SIPDIS", {"NOFORN", "SIPDIS"}},
		{"STATE FOR CODEL", {NULL}},
		{"STATE PASS USTR FOR SENSITIVE MATTERS", {NULL}},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char block[256];
		snprintf(block, sizeof block, "\n%s\n\nTAGS: PREL\nSUBJECT: A\n", CASES[i].line);
		const struct septel_message *m = internal(block);
		size_t count = 0;
		while (count < 3 && CASES[i].captions[count])
			count++;
		assert_int_equal(m->captions.count, count);
		for (size_t n = 0; n < count; n++)
			assert_view(m->captions.at[n], CASES[i].captions[n]);
	}
}

static void section_on_a_line_of_its_own(void **state)
{
	(void)state;
	const struct septel_message *m =
		parsed("R 172244Z MAY 11\nFM CNO WASHINGTON DC\nTO NAVADMIN\nBT\nUNCLAS\n"
		       "FINAL SECTION OF 4\nREQUESTS WILL NOT BE PROCESSED.\nBT\n");
	assert_int_equal(m->id.len, 0);
	assert_int_equal(m->sections.total, 4);
	assert_int_equal(m->sections.present_count, 1);
	assert_int_equal(m->sections.present[0], 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(declassify_on_a_line_of_its_own),
		cmocka_unit_test(subject_ends_at_prose),
		cmocka_unit_test(section_on_a_line_of_its_own),
		cmocka_unit_test(subject_goes_on),
		cmocka_unit_test(text_glued_to_a_value_is_text),
		cmocka_unit_test(words_that_only_look_glued_stay),
		cmocka_unit_test(numbers_as_letters),
		cmocka_unit_test(captions_among_passing_words),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(test_arena);
	return failed;
}
