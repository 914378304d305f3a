/* Who classified a message, and the reasons. */
#include "field_reading.h"

#include "../../src/message/fields.h"
#include "../../src/message/titles.h"

static struct septel_arena *arena;

/* The reasons with a blank between them. */
static const char *joined_reasons(const struct septel_views *reasons, char *buffer, size_t size)
{
	size_t length = 0;
	buffer[0] = '\0';
	for (size_t i = 0; i < reasons->count; i++)
		length += (size_t)snprintf(buffer + length, size - length, "%s%.*s", i ? " " : "",
					   (int)reasons->at[i].len, reasons->at[i].ptr);
	return buffer;
}

static void officers_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *value, *name, *title, *reasons;
	} CASES[] = {
		{"Political Military Minister Counselor Michael H. Corbin\nfor reasons 1.4 (b) and "
		 "(d).",
		 "Michael H. Corbin", "Political Military Minister Counselor", "1.4(b) 1.4(d)"},
		/* The name first. */
		{"Dana L. Brook, Acting ASSISTANT SECRETARY, VCI. Reason: 1.4 (b) and (d).",
		 "Dana L. Brook", "Acting ASSISTANT SECRETARY, VCI", "1.4(b) 1.4(d)"},
		{"E. GIBSON ARDEN, JR., ACTING \nASSISTANT SECRETARY OF STATE FOR SOUTH ASIAN "
		 "AFFAIRS, \nDEPARTMENT OF STATE. REASON: 1.5(D).",
		 "E. GIBSON ARDEN, JR.",
		 "ACTING ASSISTANT SECRETARY OF STATE FOR SOUTH ASIAN AFFAIRS, DEPARTMENT OF STATE",
		 "1.5(d)"},
		{"Jo Wren, CDA, Embassy Tripoli, Dept of State. REASON: 1.4 (b), (d)", "Jo Wren",
		 "CDA, Embassy Tripoli, Dept of State", "1.4(b) 1.4(d)"},
		/* Two of them. */
		{"AF KARL BERGMAN, ACTING AND S/CT DAS SHARI \nMOLINARI ; E.O. 12958 REASON: 1.4 "
		 "(B) AND (D)",
		 "KARL BERGMAN; SHARI MOLINARI", "AF, ACTING AND S/CT DAS", "1.4(b) 1.4(d)"},
		/* One name, AND in the title. */
		{"Political and Economic Section Chief Ada Dunn for reasons 1.4 (b)", "Ada Dunn",
		 "Political and Economic Section Chief", "1.4(b)"},
		{"Joan Y. Yarrow, Acting Assistant Secretary, Bureau of East Asian and Pacific "
		 "Affairs. Reason 1.4 (b)",
		 "Joan Y. Yarrow",
		 "Acting Assistant Secretary, Bureau of East Asian and Pacific Affairs", "1.4(b)"},
		/* Lines split inside a word. */
		{"Provincial Affairs Deputy Coordinator Hoyt Y \nee for reasons 1.4 (b) and (d)",
		 "Hoyt Yee", "Provincial Affairs Deputy Coordinator", "1.4(b) 1.4(d)"},
		{"MINISTER COUNSELOR FOR ECONOMIC AFFAIR \nS ROBERT LANE; REASON 1.4 (B)",
		 "ROBERT LANE", "MINISTER COUNSELOR FOR ECONOMIC AFFAIRS", "1.4(b)"},
		{"Minister Counselor Aubrey Cole.  Re \nasons 1.4 (b/d).", "Aubrey Cole",
		 "Minister Counselor", "1.4(b) 1.4(d)"},
		{"Ambassador Mary Gray for reasons 1. \n4 (b) a \nnd (d \n).", "Mary Gray",
		 "Ambassador", "1.4(b) 1.4(d)"},
		/* Prefaces. */
		{"Classfied By: IO Molly Stone for reasons 1.4 (b)", "Molly Stone", "IO", "1.4(b)"},
		{"This message classified by Econ Minister Counselor \nWilliam Weiss for reasons "
		 "1.4 (b), (d) and (e).",
		 "William Weiss", "Econ Minister Counselor", "1.4(b) 1.4(d) 1.4(e)"},
		{"(C) CLASSIFIED BY CHARGE ROBERT BEECH; REASON 1.5 (D).", "ROBERT BEECH", "CHARGE",
		 "1.5(d)"},
		/* Misspelt, abbreviated and joined titles. */
		{"Ambasasdor Charles Glass, Reasons \n1.4 (b) and (d)", "Charles Glass",
		 "Ambasasdor", "1.4(b) 1.4(d)"},
		{"AMBASSAD0R R0BIN L. RAVEN BASED 0N 1.5 (B) \nAND (D).", "R0BIN L. RAVEN",
		 "AMBASSAD0R", "1.5(b) 1.5(d)"},
		{"ACTING E/P CIEF JEFF ZANDER.  REASONS: 1.4(B,D).", "JEFF ZANDER",
		 "ACTING E/P CIEF", "1.4(b) 1.4(d)"},
		{"PolMinCons Greg Barry, reasons 1.4 (b/d).", "Greg Barry", "PolMinCons",
		 "1.4(b) 1.4(d)"},
		{"Acting DCM/Ted Oster for reasons 1.4 (b and d)", "Ted Oster", "Acting DCM",
		 "1.4(b) 1.4(d)"},
		{"EUR/PRA, Dir. AFrey, Reason 1.4 (b/d)", "AFrey", "EUR/PRA, Dir.",
		 "1.4(b) 1.4(d)"},
		{"Charge d'Affaires, a.i. Geeta Paul.  Reasons 1.4 (b)", "Geeta Paul",
		 "Charge d'Affaires, a.i.", "1.4(b)"},
		{"CHARGE D'AFFAIRES THEODORE\nKASTNER: 1.5 B, D.", "THEODORE KASTNER",
		 "CHARGE D'AFFAIRES", "1.5(b) 1.5(d)"},
		{"A/DCM D.C. McCabe, reason para 1.4 (b)", "D.C. McCabe", "A/DCM", "1.4(b)"},
		{"DEFENSE ATTACHE LTC LARRY BELL FOR REASONS 1.4 (B)", "LARRY BELL",
		 "DEFENSE ATTACHE LTC", "1.4(b)"},
		{"Ambassador-at-Large Henry Crane, reasons 1.4 (b)", "Henry Crane",
		 "Ambassador-at-Large", "1.4(b)"},
		/* Names of other shapes. */
		{"AMBASSADOR JOHN L. WINTER II FR REASONS 1.4 (b) AND (d \n).", "JOHN L. WINTER II",
		 "AMBASSADOR", "1.4(b) 1.4(d)"},
		{"Ambassador Luis C. de Rosa, reason 1.4 (b)", "Luis C. de Rosa", "Ambassador",
		 "1.4(b)"},
		{"Ambassador William (Bill) Thorn for reasons 1.4 (b)", "William (Bill) Thorn",
		 "Ambassador", "1.4(b)"},
		{"Ambassador John SMITH for reasons 1.4 (b)", "John SMITH", "Ambassador", "1.4(b)"},
		{"DCM Smith, reasons 1.4 (b)", "Smith", "DCM", "1.4(b)"},
		{"DCM John Major, reasons 1.4 (b)", "John Major", "DCM", "1.4(b)"},
		{"ambassador john smith for reasons 1.4 (b)", "john smith", "ambassador", "1.4(b)"},
		/* Noise and silence. */
		{"CDA Roberto Perez a.y., Sea3on: Sectaons 9.Q (b+`ald$hd \n)Q and Some Body",
		 "Roberto Perez", "CDA, a.y., Sea3on", ""},
		{"SECTION 1.5 (B)\nAND (D).  NIACT PRECEDENCE BECAUSE OF GOVERNMENT CRISIS", "", "",
		 "1.5(b) 1.5(d)"},
		{"", "", "", ""},
		/* Reasons. */
		{"DCM Ann Day DUE TO 1,4 (C) AND (D).", "Ann Day", "DCM", "1.4(c) 1.4(d)"},
		{"DCM Ann Day, 1.4 (A-D)", "Ann Day", "DCM", "1.4(a) 1.4(b) 1.4(c) 1.4(d)"},
		{"DCM Ann Day, 1.4 (b) and 1.5 (d)", "Ann Day", "DCM", "1.4(b) 1.5(d)"},
		{"DCM Ann Day, reason 1.3(a)(5)", "Ann Day", "DCM", "1.3(a)(5)"},
		{"DCM Ann Day. Reason: E.O. 12958 1.4 (b)", "Ann Day", "DCM", "1.4(b)"},
		{"DCM Ann Day, Reason 1.4", "Ann Day", "DCM", "1.4"},
		{"DCM Ann Day, reasons (b) and (d)", "Ann Day", "DCM", "(b) (d)"},
		{"DCM Ann Day, 1.4 (b) and (d). A summary of (c)", "Ann Day", "DCM",
		 "1.4(b) 1.4(d)"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct field_reading field;
		char reasons[256];
		field_reading_begin(&field, arena, CASES[i].value, 2008);
		septel__classified_by_read(&field.reading, field.reading.text);
		assert_view(field.message.classified_by.name, CASES[i].name);
		assert_view(field.message.classified_by.title, CASES[i].title);
		joined_reasons(&field.message.classified_by.reasons, reasons, sizeof reasons);
		if (strcmp(reasons, CASES[i].reasons) != 0)
			fail_msg("%s: %s", CASES[i].value, reasons);
	}
}

static void titles_are_known(void **state)
{
	(void)state;
	static const char *const TITLES[] = {"Counselor", "counselor",   "ACTING",     "A/DCM",
					     "S/CT",      "EUR/PRA",     "d'Affaires", "a.i.",
					     "U.S.",      "PolMinCouns", "AF",         "Zzz/Pol"};
	const size_t count = sizeof TITLES / sizeof *TITLES;
	for (size_t i = 0; i + 1 < count; i++)
		if (!septel__is_title(septel_view_of(TITLES[i])))
			fail_msg("no title: %s", TITLES[i]);
	assert_false(septel__is_title(septel_view_of(TITLES[count - 1])));
	assert_false(septel__is_title(septel_view_of("Smith")));
	assert_false(septel__is_title(septel_view_of("")));
	assert_true(septel__is_misspelt_title(septel_view_of("Ambssador")));
	assert_true(septel__is_misspelt_title(septel_view_of("Minister-Counselour")));
	assert_false(septel__is_misspelt_title(septel_view_of("Corbin")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(officers_are_read),
		cmocka_unit_test(titles_are_known),
	};
	arena = septel_arena_new(0);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(arena);
	return failed;
}
