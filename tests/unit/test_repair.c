/* Repairs: what is provable is mended, what is only likely is not. */
#include "reading.h"

struct repair_case {
	const char *raw, *text, *kind;
};

static void assert_repaired(const struct repair_case *repair_case)
{
	const struct septel_message *m = parsed(repair_case->raw);
	assert_view(m->text, repair_case->text);
	assert_repairs_lead_to_text(m);
	if (repair_case->kind) {
		assert_true(m->repairs.count > 0);
		assert_string_equal(m->repairs.at[0].kind, repair_case->kind);
	} else {
		assert_int_equal(m->repairs.count, 0);
	}
	/* A repaired message repaired again does not change. */
	struct septel_arena *again = septel_arena_new(0);
	const struct septel_message *twice;
	assert_int_equal(septel_message_parse(&twice, m->text, NULL, again), SEPTEL_OK);
	assert_int_equal(twice->repairs.count, 0);
	septel_arena_free(again);
}

static void assert_all(const struct repair_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_repaired(&cases[i]);
}
#define ASSERT_ALL(cases) assert_all((cases), sizeof(cases) / sizeof *(cases))

static void bytes(void **state)
{
	(void)state;
	static const struct repair_case CASES[] = {
		{"a [PHUM](#) b", "a PHUM b", "web-anchor"},
		{"a [1](#note). b", "a 1. b", "web-anchor"},
		{"a [text] (b) [x](http://y) c", "a [text] (b) [x](http://y) c", NULL},
		{"\xC2\xB6"
		 "4. (C) Text.",
		 "4. (C) Text.", "pilcrow"},
		{"REF: A. X 1 \xC2\xB6"
		 "B. Y 2",
		 "REF: A. X 1 B. Y 2", "pilcrow"},
		{"see \xC2\xB6"
		 "3 and \xC2\xB6 7",
		 "see \xC2\xB6"
		 "3 and \xC2\xB6 7",
		 NULL},
		{"it&#8217;s &#x201C;so&quot; &amp; on", "it\xE2\x80\x99s \xE2\x80\x9Cso\" & on",
		 "entity"},
		{"one&#x000A;two", "one\ntwo", "entity"},
		{"AT&T; R&D &bogus; &#0; &#xD800;", "AT&T; R&D &bogus; &#0; &#xD800;", NULL},
		{"a line \\\n \\\nb", "a line\n\nb", "line-break-mark"},
		{"C:\\temp \\ x", "C:\\temp \\ x", NULL},
		{"it\x92s \x93so\x94", "it\xE2\x80\x99s \xE2\x80\x9Cso\xE2\x80\x9D", "cp1252"},
		{"bad \x81 byte", "bad \x81 byte", NULL},
		{"n\x01oise\x7F", "noise", "control"},
		{"s\xE2\x80\x01\x9D. \xC2\x7F\xA7", "s\xE2\x80\x9D. \xC2\xA7", "control"},
		{"\xEF\xBB\xBFtext", "text", "byte-order-mark"},
		{"tab\tand\r\nreturn\f stay", "tab\tand\r\nreturn\f stay", NULL},
	};
	ASSERT_ALL(CASES);
}

static void repeated_lines(void **state)
{
	(void)state;
	static const struct repair_case CASES[] = {
		{"the harbor master and the two delegations\nQthe harbor master and the two "
		 "delegations\n"
		 "met.\n",
		 "the harbor master and the two delegations\nmet.\n", "repeated-line"},
		{"5. (C) Berth leader (and once captain of Q5. (C) Berth leader (and once captain "
		 "of the\n",
		 "5. (C) Berth leader (and once captain of the\n", "repeated-line"},
		{"the harbor master and the delegates\nQthe harbor master and the delegates left\n",
		 "the harbor master and the delegates left\n", "repeated-line"},
		/* Not exact, or too short: no proof. */
		{"the harbor master and the delegate\nQthe harbor master and the delegates\n",
		 "the harbor master and the delegate\nQthe harbor master and the delegates\n",
		 NULL},
		{"short line Qshort line\n", "short line Qshort line\n", NULL},
	};
	ASSERT_ALL(CASES);
}

static void markers_and_frames(void **state)
{
	(void)state;
	static const struct repair_case CASES[] = {
		{"1. (C) They stay in terms\n\nSTOCKHOLM 00003796 003 OF 003\n\nof the harbor.\n",
		 "1. (C) They stay in terms\nof the harbor.\n", "section-marker"},
		{"1. (C) They stay.\n\nPORT AU PR 00000452  001.2 OF 002\n\n2. (C) They go.\n",
		 "1. (C) They stay.\n\n2. (C) They go.\n", "section-marker"},
		{"TAGS: PREL\nSTOCKHOLM 00003796  002 OF 003\nPHUM\n", "TAGS: PREL\nPHUM\n",
		 "section-marker"},
		{"1. C - ENTIRE TEXT.\n\n2. THE TALKS OF THE "
		 "DAY\nCONFIDENTIAL\n\n\nCONFIDENTIAL\n\n\n"
		 "PAGE 02 STOCKH 00452 241502Z\n\n\nWENT ON.\n",
		 "1. C - ENTIRE TEXT.\n\n2. THE TALKS OF THE DAY\nWENT ON.\n", "page-frame"},
		{"2. THE TALKS WERE LONG.\n\n\n  Declassified/Released US Department of State EO "
		 "Systematic Review 30 JUN 2005\n\n\n3. THEY ENDED.\n",
		 "2. THE TALKS WERE LONG.\n\n3. THEY ENDED.\n", "stamp"},
	};
	ASSERT_ALL(CASES);
	/* A classification alone on its line is no page frame without a page. */
	const struct septel_message *m = parsed("1. THE MARK READ\nCONFIDENTIAL\n\nAND NO MORE.\n");
	assert_int_equal(m->repairs.count, 0);
}

static void splits_without_a_marker(void **state)
{
	(void)state;
	static const struct repair_case CASES[] = {
		{"1. (C) Because it deals\n\nwith the harbor.\n",
		 "1. (C) Because it deals\nwith the harbor.\n", "split-sentence"},
		{"1. (C) It ended.\n\nwith the harbor.\n", "1. (C) It ended.\n\nwith the harbor.\n",
		 NULL},
		{"1. (C) Points made were\n\na) food\n\nb) water\n",
		 "1. (C) Points made were\n\na) food\n\nb) water\n", NULL},
	};
	ASSERT_ALL(CASES);
}

static void keywords(void **state)
{
	(void)state;
	static const struct repair_case CASES[] = {
		{"TAGES: PREL, PHUM\n", "TAGS: PREL, PHUM\n", "keyword"},
		{"TAGS; PREL\nSUBJECT: X\n", "TAGS; PREL\nSUBJECT: X\n", NULL},
		{"UBJECT: HARBOR TALKS\n", "SUBJECT: HARBOR TALKS\n", "keyword"},
		{"SUBJECT: HARBOR TALKS REF: OSLO 12\n", "SUBJECT: HARBOR TALKS\nREF: OSLO 12\n",
		 "merged-line"},
		{"SUBJECT: HARBOR PRIMEREF: A. OSLO 12\n",
		 "SUBJECT: HARBOR PRIME\nREF: A. OSLO 12\n", "merged-line"},
		{"E.O. 12958: N/A TAGS: PREL\n", "E.O. 12958: N/A\nTAGS: PREL\n", "merged-line"},
		{"SUBJECT: THE REFERENDUM: A VIEW\n", "SUBJECT: THE REFERENDUM: A VIEW\n", NULL},
	};
	ASSERT_ALL(CASES);
}

static void random_damage_stays_lossless(void **state)
{
	(void)state;
	static const char *const PIECES[] = {"1. (C) text goes on ",
					     "\n",
					     "\n\n",
					     "Q",
					     "[1](#)",
					     "\xC2\xB6",
					     "&amp;",
					     "&#x000A;",
					     "\x92",
					     "PAGE 02 STOCKH 00452 241502Z\n",
					     "CONFIDENTIAL\n",
					     "STOCKHOLM 00003796  002 OF 003\n",
					     "TAGS: PRELPHUM",
					     "SUBJECT: X REF: A. OSLO 1",
					     "the harbor master and the two delegations",
					     "NNN\n",
					     "UNCLAS FINAL SECTION OF 2 OSLO 452/2\n",
					     "P 040637Z DEC 08\n",
					     "FM AMEMBASSY OSLO\n",
					     "REF/A/MSG/X// SUBJ/Y//\n",
					     "\\\n",
					     "\x01",
					     "MSGID/GENADMIN/X//\n",
					     "with"};
	unsigned seed = 7;
	for (int trial = 0; trial < 4000; trial++) {
		char text[2048];
		size_t length = 0;
		for (int piece = 0; piece < 24; piece++) {
			seed = seed * 1103515245u + 12345u;
			const char *words = PIECES[(seed >> 8) % (sizeof PIECES / sizeof *PIECES)];
			length +=
				(size_t)snprintf(text + length, sizeof text - length, "%s", words);
		}
		const struct septel_message *m = parsed(text);
		assert_repairs_lead_to_text(m);
		struct septel_arena *again = septel_arena_new(0);
		const struct septel_message *twice;
		assert_int_equal(septel_message_parse(&twice, m->text, NULL, again), SEPTEL_OK);
		if (twice->repairs.count)
			fail_msg("repaired again: %s in\n%.*s", twice->repairs.at[0].kind,
				 (int)m->text.len, m->text.ptr);
		septel_arena_free(again);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes),
		cmocka_unit_test(repeated_lines),
		cmocka_unit_test(markers_and_frames),
		cmocka_unit_test(splits_without_a_marker),
		cmocka_unit_test(keywords),
		cmocka_unit_test(random_damage_stays_lossless),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(test_arena);
	return failed;
}
