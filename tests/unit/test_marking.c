/* Classification words, captions and portion marks, as sent and as damaged. */
#include "unit.h"

#include "../../src/message/marking.h"
#include "../../src/message/table_rows.h"

static void classifications_are_known(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		enum septel_class class_;
		size_t length;
		bool damaged;
	} CASES[] = {
		{"UNCLAS LA PAZ 9940", SEPTEL_UNCLASSIFIED, 6, false},
		{"UNCLAS E F T O SECTION 01 OF 02 ROME 001", SEPTEL_UNCLASSIFIED, 6, false},
		{"UNCLAS SIPDIS SENSITIVE", SEPTEL_UNCLASSIFIED, 6, false},
		{"UNCLAS //N01420//", SEPTEL_UNCLASSIFIED, 6, false},
		{"UNCLAS//N01420//", SEPTEL_UNCLASSIFIED, 6, false},
		{"UNCLASS//N01000//", SEPTEL_UNCLASSIFIED, 7, false},
		{"UNCLAS", SEPTEL_UNCLASSIFIED, 6, false},
		{"UNCLAS ADDIS ABABA", SEPTEL_UNCLASSIFIED, 6, false},
		{"U N C L A S SECTION 01 OF 02 QUITO 000123", SEPTEL_UNCLASSIFIED, 11, false},
		{"U N C L A S S I F I E D ROME 12", SEPTEL_UNCLASSIFIED, 23, false},
		{"UNCLASSIFIED", SEPTEL_UNCLASSIFIED, 12, false},
		{"UNCLASSIFIED//", SEPTEL_UNCLASSIFIED, 12, false},
		{"UNCLASSIFIED/ FM CNO WASHINGTON DC", SEPTEL_UNCLASSIFIED, 12, false},
		{"C O N F I D E N T I A L SECTION 01 OF 03 BAGHDAD 003796", SEPTEL_CONFIDENTIAL, 23,
		 false},
		{"C O N F I D E N T I A L LA PAZ 0158", SEPTEL_CONFIDENTIAL, 23, false},
		{"CONFIDENTIAL", SEPTEL_CONFIDENTIAL, 12, false},
		{"CONFIDENTIAL STATE 151689 EXDIS", SEPTEL_CONFIDENTIAL, 12, false},
		{"CONFIDENTIAL SECTION 02 OF 03 MOSCOW 12", SEPTEL_CONFIDENTIAL, 12, false},
		{"confidential section 01 of 02 beijing 001234", SEPTEL_CONFIDENTIAL, 12, false},
		{"S E C R E T TEL AVIV 002760", SEPTEL_SECRET, 11, false},
		{"S e c r e t section 01 of 02 beijing 001234", SEPTEL_SECRET, 11, false},
		{"SECRET//NOFORN", SEPTEL_SECRET, 6, false},
		{"SECRET NOFORN", SEPTEL_SECRET, 6, false},
		{"SECRET/NOFORN", SEPTEL_SECRET, 6, false},
		{"SECRET", SEPTEL_SECRET, 6, false},
		{"T O P S E C R E T STATE 1234", SEPTEL_TOP_SECRET, 17, false},
		{"T O P  S E C R E T", SEPTEL_TOP_SECRET, 18, false},
		{"TOP SECRET", SEPTEL_TOP_SECRET, 10, false},
		{"TOP SECRET SECTION 1 OF 2 STATE 12", SEPTEL_TOP_SECRET, 10, false},
		{"R E S T R I C T E D OSLO 12", SEPTEL_RESTRICTED, 19, false},
		{"L I M I T E D OFFICIAL USE LA PAZ 12", SEPTEL_LIMITED_OFFICIAL_USE, 26, false},
		{"LIMITED OFFICIAL USE SECTION 5 OF 5 LA PAZ 6238", SEPTEL_LIMITED_OFFICIAL_USE, 20,
		 false},
		{"LIMITED OFF USE ROME 1234", SEPTEL_LIMITED_OFFICIAL_USE, 15, false},
		{"LOU STATE 12345", SEPTEL_LIMITED_OFFICIAL_USE, 3, false},
		{"CLEAR", SEPTEL_UNCLASSIFIED, 5, false},
		{"CLEAR SECTION 1 OF 2 ROME 1234", SEPTEL_UNCLASSIFIED, 5, false},
		{"SS E C R E T SECTION 01 OF 02 LIMA 12", SEPTEL_SECRET, 12, true},
		{"CC O N F I D E N T I A L LIMA 12", SEPTEL_CONFIDENTIAL, 24, true},
		{"UUNCLAS SECTION 01 OF 02 LIMA 12", SEPTEL_UNCLASSIFIED, 7, true},
		{"UUNCLAS LIMA 000012", SEPTEL_UNCLASSIFIED, 7, true},
		{"CSE C R E T SECTION 01 OF 02 LIMA 12", SEPTEL_SECRET, 11, true},
		{"C ONFIDENTIAL SECTION 01 OF 02 LIMA 12", SEPTEL_CONFIDENTIAL, 13, true},
		{"C O N F I D N T I A L SECTION 01 OF 02 LIMA 12", SEPTEL_CONFIDENTIAL, 21, true},
		{"C O N F I D E N T I L LIMA 12", SEPTEL_CONFIDENTIAL, 21, true},
		{"E C R E T SECTION 01 OF 02 LIMA 12", SEPTEL_SECRET, 9, true},
		{"S E C R E SECTION 01 OF 02 LIMA 12", SEPTEL_SECRET, 9, true},
		{"S E C E R T LIMA 12", SEPTEL_SECRET, 11, true},
		{"S E CR E T LIMA 12", SEPTEL_SECRET, 10, true},
		{"CONFIDETIAL SECTION 01 OF 02 LIMA 12", SEPTEL_CONFIDENTIAL, 11, true},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct classification_word word;
		if (!septel__classification(septel_view_of(CASES[i].line), &word))
			fail_msg("not known: %s", CASES[i].line);
		if (word.class_ != CASES[i].class_ || word.length != CASES[i].length ||
		    word.damaged != CASES[i].damaged)
			fail_msg("%s: class %d, length %zu, damaged %d", CASES[i].line, word.class_,
				 word.length, word.damaged);
	}
}

static void prose_is_no_classification(void **state)
{
	(void)state;
	static const char *const LINES[] = {
		"SECRETARY RICE MET THE FOREIGN MINISTER",
		"SECRETARY OF THE NAVY.",
		"Confidential sources told PolOff that",
		"CONFIDENTIAL SOURCES SAID 200 DIED",
		"CLEAR THAT THE GOVERNMENT WILL",
		"CLEARANCE.",
		"RESTRICTED AREAS ARE CLOSED",
		"RESTRICTED LINE OFFICER - HUMAN RESOURCES PROFESSIONAL - 1200",
		"LIMITED DUTY OFFICER (LINE) (61XX/62XX/63XX/64XX)",
		"LIMITED TO 12 PAGES",
		"SECRET MEETINGS IN JUNE 1974",
		"SECRET POLICE DETAINED 200 PROTESTERS",
		"UNCLASSIFIED MESSAGING DOMAIN AFTER 30 APR 2011.  ALL UNCLASSIFIED NON",
		"UNCLASS EMAIL.",
		"CONFIDENTIAL - ENTIRE TEXT.",
		"SECREST JOHN PAUL 1110    SMITH KAI          1120",
		"CLEAR   WILLIAM   JR     1205    FERRIS JORDAN      4105",
		"secret",
		"SECRETS",
		"TOP SECRET DOCUMENTS WERE FOUND",
		"SENSITIVE",
		"LOUD",
		"A B C D E F",
		"S",
		"",
		"TO SECSTATE WASHDC PRIORITY 0678",
		"REF: A. BAGHDAD 2658",
		"SECT 4",
	};
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		struct classification_word word;
		if (septel__classification(septel_view_of(LINES[i]), &word))
			fail_msg("taken for class %d: %s", word.class_, LINES[i]);
	}
}

static void captions_have_one_form(void **state)
{
	(void)state;
	static const struct {
		const char *words, *canonical, *rest;
	} CASES[] = {
		{"SIPDIS", "SIPDIS", ""},
		{"SIPDIS SIPDIS", "SIPDIS", " SIPDIS"},
		{"sipdis", "SIPDIS", ""},
		{"E F T O SECTION 01", "EFTO", " SECTION 01"},
		{"FOR OFFICIAL USE ONLY", "FOUO", ""},
		{"SENSITIVE BUT UNCLASSIFIED", "SBU", ""},
		{"SENSITIVE", "SENSITIVE", ""},
		{"SPECAT EXCLUSIVE", "SPECAT EXCLUSIVE", ""},
		{"SPECAT", "SPECAT", ""},
		{"ROGER CHANNEL", "ROGER CHANNEL", ""},
		{"TOSEC 340058 STATE 12", "TOSEC", " STATE 12"},
		{"CODEL SMITH", "CODEL", " SMITH"},
		{"N O F O R N", "NOFORN", ""},
		{"REL TO USA, FVEY", "REL TO USA, FVEY", ""},
		{"REL TO USA, GBR AND NATO ROME 00123", "REL TO USA, GBR AND NATO", " ROME 00123"},
		{"REL NATO KABUL 00123", "REL NATO", " KABUL 00123"},
		{"REL TO USA, MNF-I SECTION 01 OF 02", "REL TO USA, MNF-I", " SECTION 01 OF 02"},
		{"REL TO USA, GBR NOFORN", "REL TO USA, GBR", " NOFORN"},
		{"CORRECTED COPY", "CORRECTED COPY", ""},
		{"C O R R E C T E D COPY", "CORRECTED COPY", ""},
		{"C O R R E C T E D  C O P Y", "CORRECTED COPY", ""},
		{"CORRECTED COPY//SUBJECT LINE", "CORRECTED COPY", ""},
		{"C O R R E C T E D COPY (TEXT PARA 3)", "CORRECTED COPY", ""},
		{"CORRECTEDCOPY", "CORRECTED COPY", ""},
		{"CORRECED COPY", "CORRECTED COPY", ""},
		{"C O R R E T E D C O P Y", "CORRECTED COPY", ""},
		{"C O R RE C T E D COPY CAPTION", "CORRECTED COPY", " CAPTION"},
		{"(CORRECTED COPY)", "CORRECTED COPY", ""},
		{"*** CORRECTED COPY ***", "CORRECTED COPY", ""},
		{"MINIMIZE CONSIDERED", "MINIMIZE CONSIDERED", ""},
		{"PERSONAL FOR AMBASSADOR", "PERSONAL FOR", " AMBASSADOR"},
		{"LIMDIS NOFORN", "LIMDIS", " NOFORN"},
		{"NO FORN", "NOFORN", ""},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_view words = septel_view_of(CASES[i].words);
		struct septel_view canonical;
		size_t length;
		if (!septel__caption(words, &canonical, &length))
			fail_msg("no caption: %s", CASES[i].words);
		assert_view(canonical, CASES[i].canonical);
		assert_view(septel__slice(words, length, words.len), CASES[i].rest);
	}
	static const char *const OTHERS[] = {
		"SENSITIVITY", "STATE FOR EUR/PRA", "RELATIONS WITH", "REL", "CORRECT",
		"NODISPLAY",   "EYES OF A CAT",     "CODELS",         ""};
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
		struct septel_view canonical;
		size_t length;
		if (septel__caption(septel_view_of(OTHERS[i]), &canonical, &length))
			fail_msg("taken for a caption: %s", OTHERS[i]);
	}
}

/* The stack does not grow with the row. */
static void rows_of_captions_have_any_length(void **state)
{
	(void)state;
	static const struct {
		const char *repeated;
		bool is_caption;
	} CASES[] = {
		{"REL TO ", false},
		{"RELEASABLE  TO ", false},
		{"CORRECTED COPY//", true},
		{"CORRECTED COPY // REL ", true},
	};
	enum { ROW_LENGTH = 2 * 1024 * 1024 };
	char *row = malloc(ROW_LENGTH);
	assert_non_null(row);
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const size_t period = strlen(CASES[i].repeated);
		for (size_t at = 0; at < ROW_LENGTH; at++)
			row[at] = CASES[i].repeated[at % period];
		struct septel_view canonical;
		size_t length;
		assert_int_equal(
			septel__caption((struct septel_view){row, ROW_LENGTH}, &canonical, &length),
			CASES[i].is_caption);
		if (CASES[i].is_caption)
			assert_int_equal(length, strlen("CORRECTED COPY"));
	}
	free(row);
}

static void every_printed_form_is_its_caption(void **state)
{
	(void)state;
	assert_true(SEPTEL__CAPTIONS_COUNT > 50);
	for (size_t i = 0; i < SEPTEL__CAPTIONS_COUNT; i++) {
		const struct septel_view printed = septel_view_of(SEPTEL__CAPTIONS[i].printed);
		struct septel_view canonical;
		size_t length;
		if (!septel__caption(printed, &canonical, &length))
			fail_msg("no caption: %s", SEPTEL__CAPTIONS[i].printed);
		assert_view(canonical, SEPTEL__CAPTIONS[i].caption);
		assert_int_equal(length, printed.len);
	}
}

static void portion_marks_have_a_class(void **state)
{
	(void)state;
	static const struct {
		const char *mark;
		enum septel_class class_;
	} CASES[] = {
		{"C", SEPTEL_CONFIDENTIAL},
		{"S", SEPTEL_SECRET},
		{"SBU", SEPTEL_UNCLASSIFIED},
		{"S/NF", SEPTEL_SECRET},
		{"U", SEPTEL_UNCLASSIFIED},
		{"C/NF", SEPTEL_CONFIDENTIAL},
		{"S//NF", SEPTEL_SECRET},
		{"C//NF", SEPTEL_CONFIDENTIAL},
		{"U//FOUO", SEPTEL_UNCLASSIFIED},
		{"SBU/NF", SEPTEL_UNCLASSIFIED},
		{"S/REL NATO", SEPTEL_SECRET},
		{"S//FGI//NF", SEPTEL_SECRET},
		{"S//REL TO USA, FVEY", SEPTEL_SECRET},
		{"C/REL MNF-I", SEPTEL_CONFIDENTIAL},
		{"C/NOFORN", SEPTEL_CONFIDENTIAL},
		{"S-NF", SEPTEL_SECRET},
		{"C NF", SEPTEL_CONFIDENTIAL},
		{" C ", SEPTEL_CONFIDENTIAL},
		{"C - ENTIRE TEXT", SEPTEL_CONFIDENTIAL},
		{"CONFIDENTIAL - ENTIRE TEXT", SEPTEL_CONFIDENTIAL},
		{"LOU", SEPTEL_LIMITED_OFFICIAL_USE},
		{"LOU - ENTIRE TEXT", SEPTEL_LIMITED_OFFICIAL_USE},
		{"FOUO", SEPTEL_UNCLASSIFIED},
		{"TS", SEPTEL_TOP_SECRET},
		{"TS//SI", SEPTEL_TOP_SECRET},
		{"R", SEPTEL_RESTRICTED},
		{"N/SF", SEPTEL_SECRET},
		{"UNCLASSIFIED", SEPTEL_UNCLASSIFIED},
		{"s/nf", SEPTEL_SECRET},
		{"A", SEPTEL_CLASS_NONE},
		{"US", SEPTEL_CLASS_NONE},
		{"U.S.", SEPTEL_CLASS_NONE},
		{"CS", SEPTEL_CLASS_NONE},
		{"C STATE", SEPTEL_CLASS_NONE},
		{"S AND C", SEPTEL_CLASS_NONE},
		{"UN", SEPTEL_CLASS_NONE},
		{"SEE PARA 4", SEPTEL_CLASS_NONE},
		{"NOTAL", SEPTEL_CLASS_NONE},
		{"", SEPTEL_CLASS_NONE},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_view mark = septel_view_of(CASES[i].mark);
		if (septel_portion_class(mark) != CASES[i].class_)
			fail_msg("%s: class %d", CASES[i].mark, septel_portion_class(mark));
		assert_int_equal(septel__is_portion_mark(mark),
				 CASES[i].class_ != SEPTEL_CLASS_NONE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classifications_are_known),
		cmocka_unit_test(prose_is_no_classification),
		cmocka_unit_test(captions_have_one_form),
		cmocka_unit_test(every_printed_form_is_its_caption),
		cmocka_unit_test(rows_of_captions_have_any_length),
		cmocka_unit_test(portion_marks_have_a_class),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
