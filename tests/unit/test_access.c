/* Levels, labels, viewers, and the one function that decides. */
#include "unit.h"

#include "../../src/access/access.h"
#include "../../src/access/handling.h"
#include "../../src/access/level.h"

static struct access_label label_of(const char *text)
{
	struct access_label label;
	if (!septel__label_read(septel_view_of(text), &label))
		fail_msg("no label: '%s'", text);
	return label;
}

static void assert_label(struct access_label label, const char *expected)
{
	char text[LABEL_TEXT_SIZE];
	assert_string_equal(septel__label_text(label, text), expected);
}

static const struct septel_message *message_of(const char *text, struct septel_arena *arena)
{
	const struct septel_message *message;
	assert_int_equal(septel_message_parse(&message, septel_view_of(text), NULL, arena),
			 SEPTEL_OK);
	return message;
}

static void levels_have_letters_and_names(void **state)
{
	(void)state;
	static const struct {
		const char *text, *letters;
	} CASES[] = {
		{"U", "U"},
		{"u", "U"},
		{"UNCLASSIFIED", "U"},
		{"UNCLAS", "U"},
		{"LOU", "LOU"},
		{"LIMITED OFFICIAL USE", "LOU"},
		{"R", "R"},
		{"restricted", "R"},
		{"C", "C"},
		{"Confidential", "C"},
		{"S", "S"},
		{"SECRET", "S"},
		{"TS", "TS"},
		{"TOP SECRET", "TS"},
		{"top-secret", "TS"},
		{"", ""},
		{"X", ""},
		{"SECRETS", ""},
		{"T", ""},
		{"TOPSECRET", ""},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		enum septel_class level;
		assert_int_equal(septel__level_read(septel_view_of(CASES[i].text), &level),
				 *CASES[i].letters != '\0');
		assert_string_equal(septel__level_letters(level), CASES[i].letters);
	}
	assert_string_equal(septel__level_letters((enum septel_class)99), "");
}

static void the_table_gives_each_place_once(void **state)
{
	(void)state;
	uint64_t seen = 0;
	for (size_t i = 0; i < SEPTEL__HANDLING_COUNT; i++) {
		const struct handling_row *row = &SEPTEL__HANDLING[i];
		assert_ptr_equal(septel__handling_of_caption(septel_view_of(row->caption)), row);
		if (row->place == HANDLING_NO_PLACE) {
			assert_int_equal(row->right, HANDLING_OPEN);
			continue;
		}
		assert_true(row->place >= 0 && row->place < HANDLING_PLACES);
		assert_false(seen >> row->place & 1);
		seen |= UINT64_C(1) << row->place;
		assert_ptr_equal(septel__handling_at(row->place), row);
	}
	assert_null(septel__handling_at(HANDLING_PLACES));
	assert_null(septel__handling_at(HANDLING_NO_PLACE));
}

/* What each row of the table asks of which reader. */
static void the_table_decides_every_caption(void **state)
{
	(void)state;
	for (size_t i = 0; i < SEPTEL__HANDLING_COUNT; i++) {
		const struct handling_row *row = &SEPTEL__HANDLING[i];
		struct access_label label = {SEPTEL_SECRET, 0};
		septel__label_add_caption(&label, septel_view_of(row->caption));
		for (int foreign = 0; foreign < 2; foreign++) {
			struct access_viewer viewer = septel__viewer_nobody(VIEW_LITERAL("tom"));
			viewer.clearance = SEPTEL_SECRET;
			viewer.foreign = foreign;
			const bool free = row->right == HANDLING_OPEN ||
					  (row->right == HANDLING_NATIONAL && !foreign);
			const struct access_decision decision =
				septel__access_label(&viewer, label);
			const enum access_outcome without =
				row->without == HANDLING_FACT ? ACCESS_MASKED : ACCESS_NONE;
			assert_int_equal(decision.outcome, free ? ACCESS_FULL : without);
			assert_int_equal(decision.reason, free ? REASON_GRANTED : REASON_CAPTION);
			assert_true(decision.captions == (free ? 0 : label.captions));
			assert_int_equal(decision.hidden, !free && row->without == HANDLING_HIDDEN);
			viewer.rights = label.captions;
			assert_true(septel__may_see(&viewer, label));
			viewer.clearance = SEPTEL_CONFIDENTIAL;
			assert_false(septel__may_see(&viewer, label));
		}
	}
}

static void captions_that_need_rights_are_these(void **state)
{
	(void)state;
	static const struct {
		const char *caption;
		enum handling_scope scope;
		enum handling_right right;
		enum handling_without without;
	} CASES[] = {
		{"NODIS", HANDLING_MESSAGE, HANDLING_OWN, HANDLING_HIDDEN},
		{"EXDIS", HANDLING_MESSAGE, HANDLING_OWN, HANDLING_WITHHELD},
		{"STADIS", HANDLING_MESSAGE, HANDLING_OWN, HANDLING_WITHHELD},
		{"LIMDIS", HANDLING_MESSAGE, HANDLING_OWN, HANDLING_WITHHELD},
		{"roger-channel", HANDLING_MESSAGE, HANDLING_OWN, HANDLING_HIDDEN},
		{"NOFORN", HANDLING_PORTION, HANDLING_NATIONAL, HANDLING_WITHHELD},
		{"REL TO USA, GBR", HANDLING_PORTION, HANDLING_NATIONAL, HANDLING_WITHHELD},
		{"ORCON", HANDLING_PORTION, HANDLING_OWN, HANDLING_WITHHELD},
		{"icrc conf", HANDLING_PORTION, HANDLING_OWN, HANDLING_FACT},
		{"SBU", HANDLING_PORTION, HANDLING_OPEN, HANDLING_WITHHELD},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct handling_row *row =
			septel__handling_of_caption(septel_view_of(CASES[i].caption));
		assert_non_null(row);
		assert_int_equal(row->scope, CASES[i].scope);
		assert_int_equal(row->right, CASES[i].right);
		assert_int_equal(row->without, CASES[i].without);
	}
	struct access_label label = {0};
	septel__label_add_caption(&label, VIEW_LITERAL("SIPDIS"));
	assert_true(label.captions == 0);
	septel__label_add_caption(&label, VIEW_LITERAL("HERETOFORE UNKNOWN"));
	assert_true(label.captions == LABEL_OTHER);
}

static void labels_read_as_they_are_written(void **state)
{
	(void)state;
	static const struct {
		const char *text, *mark;
	} CASES[] = {
		{"", ""},
		{"UNCLASSIFIED", "U"},
		{"UNCLASSIFIED//SBU", "U//SBU"},
		{"LIMITED OFFICIAL USE", "LOU"},
		{"CONFIDENTIAL//NOFORN", "C//NF"},
		{"SECRET//NODIS/NOFORN", "S//NODIS/NF"},
		{"SECRET//ORCON/SCI", "S//OC/SCI"},
		{"TOP SECRET//EYES ONLY", "TS//EYES ONLY"},
		{"SECRET//LAW ENFORCEMENT SENSITIVE/OTHER", "S//LES/OTHER"},
		{"NOT STATED", "NOT STATED"},
		{"NODIS/NOT STATED", "NODIS/NOT STATED"},
		{"NOFORN", "NF"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char text[LABEL_TEXT_SIZE];
		const struct access_label label = label_of(CASES[i].text);
		assert_label(label, CASES[i].text);
		assert_string_equal(septel__label_mark(label, text), CASES[i].mark);
		assert_true(septel__label_equal(label_of(CASES[i].mark), label));
		struct access_label again;
		assert_true(septel__label_of_key(septel__label_key(label), &again));
		assert_true(septel__label_equal(again, label));
	}
	static const char *const OTHERS[] = {
		"X",       "SECRET/",        "SECRET//", "SECRET//WHAT",
		"/SECRET", "SECRET///NODIS", "SIPDIS",   "SECRET/SECRET"};
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
		struct access_label label = {SEPTEL_SECRET, 1};
		if (septel__label_read(septel_view_of(OTHERS[i]), &label))
			fail_msg("taken for a label: %s", OTHERS[i]);
		assert_true(septel__label_equal(label, (struct access_label){0}));
	}
	/* Keys that stand in indexes: they may never change. */
	assert_true(septel__label_key(label_of("UNCLASSIFIED")) == INT64_C(1) << 60);
	assert_true(septel__label_key(label_of("SECRET//NOFORN")) ==
		    (INT64_C(5) << 60 | INT64_C(1) << 20));
	struct access_label label;
	assert_false(septel__label_of_key(-1, &label));
	assert_false(septel__label_of_key(INT64_MAX, &label));
}

static void marks_give_labels(void **state)
{
	(void)state;
	static const struct {
		const char *whole, *mark, *label;
	} CASES[] = {
		{"CONFIDENTIAL", "", "CONFIDENTIAL"},
		{"CONFIDENTIAL", "U", "UNCLASSIFIED"},
		{"CONFIDENTIAL", "S", "SECRET"},
		{"CONFIDENTIAL//NOFORN", "", "CONFIDENTIAL//NOFORN"},
		{"CONFIDENTIAL//NOFORN", "C", "CONFIDENTIAL"},
		{"CONFIDENTIAL//EXDIS", "U", "UNCLASSIFIED//EXDIS"},
		{"SECRET//NODIS/NOFORN", "S/NF", "SECRET//NODIS/NOFORN"},
		{"SECRET", "C//NF", "CONFIDENTIAL//NOFORN"},
		{"SECRET", "S-NF", "SECRET//NOFORN"},
		{"SECRET", "N/SF", "SECRET//NOFORN"},
		{"SECRET", "CNF", "CONFIDENTIAL//NOFORN"},
		{"SECRET", "s nf", "SECRET//NOFORN"},
		{"SECRET", "SBU", "UNCLASSIFIED//SBU"},
		{"SECRET", "SBU/NF", "UNCLASSIFIED//NOFORN/SBU"},
		{"SECRET", "U//FOUO", "UNCLASSIFIED//FOUO"},
		{"SECRET", "LOU", "LIMITED OFFICIAL USE"},
		{"SECRET", "S/REL NATO", "SECRET//REL"},
		{"SECRET", "S//REL TO USA, FVEY", "SECRET//REL"},
		{"SECRET", "C/REL MNF-I", "CONFIDENTIAL//REL"},
		{"SECRET", "S//FGI//NF", "SECRET//FGI/NOFORN"},
		{"SECRET", "S//FGI GBR//OC", "SECRET//FGI/ORCON"},
		{"SECRET", "C/NATO", "CONFIDENTIAL//NATO"},
		{"SECRET", "TS//SI", "TOP SECRET//SCI"},
		{"SECRET", "C - ENTIRE TEXT", "CONFIDENTIAL"},
		{"SECRET", "LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"},
		{"SECRET", "SENSITIVE BUT UNCLASSIFIED", "UNCLASSIFIED//SENSITIVE"},
		{"SECRET//OTHER", "U", "UNCLASSIFIED//OTHER"},
		{"CONFIDENTIAL", "what", "CONFIDENTIAL//OTHER"},
		{"NOT STATED", "", "NOT STATED"},
		{"NOT STATED", "C", "CONFIDENTIAL"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct access_label label = septel__label_of_mark(
			label_of(CASES[i].whole), septel_view_of(CASES[i].mark));
		char text[LABEL_TEXT_SIZE];
		if (strcmp(septel__label_text(label, text), CASES[i].label) != 0)
			fail_msg("(%s) in %s: %s", CASES[i].mark, CASES[i].whole, text);
	}
}

#define HEAD                                                                                       \
	"VZCZCXRO8111\nPP RUEHC\nDE RUEHGB #3796/01 3390637\nZNY CCCCC ZZH\n"                      \
	"P 040637Z DEC 08\nFM AMEMBASSY BAGHDAD\nTO RUEHC/SECSTATE WASHDC\nBT\n"
#define MIXED                                                                                      \
	HEAD "C O N F I D E N T I A L BAGHDAD 003796\n\nSIPDIS\n\nE.O. 12958: DECL: 12/04/2018\n"  \
	     "TAGS: PREL, IZ\nSUBJECT: (U) A VISIT TO THE NORTH\n\nREF: BAGHDAD 2658\n\n"          \
	     "Classified By: Counselor Jane Doe for reasons 1.4 (b) and (d).\n\n"                  \
	     "1. (C) Summary: The governor agreed. End Summary.\n\n"                               \
	     "2. (U) The market is open.\n\n"                                                      \
	     "3. (S/NF) The source named three men.\n\n"                                           \
	     "4. The road is closed.\n\n"                                                          \
	     "5. (C) Two accounts.  a. (S) The second is from the guard.\nCROCKER\nBT\n#3796\n"

static void portions_have_their_labels(void **state)
{
	(void)state;
	struct septel_arena *arena = septel_arena_new(0);
	const struct septel_message *message = message_of(MIXED, arena);
	const struct access_label whole = septel__label_of_message(message);
	static const struct {
		enum access_portion_kind kind;
		size_t index;
		const char *label;
	} CASES[] = {
		{PORTION_SUBJECT, 0, "UNCLASSIFIED"},    {PORTION_TAGS, 0, "CONFIDENTIAL"},
		{PORTION_REFERENCES, 0, "CONFIDENTIAL"}, {PORTION_AUTHORITY, 0, "CONFIDENTIAL"},
		{PORTION_SUMMARY, 0, "CONFIDENTIAL"},    {PORTION_PARAGRAPH, 0, "CONFIDENTIAL"},
		{PORTION_PARAGRAPH, 1, "UNCLASSIFIED"},  {PORTION_PARAGRAPH, 2, "SECRET//NOFORN"},
		{PORTION_PARAGRAPH, 3, "CONFIDENTIAL"},  {PORTION_PARAGRAPH, 4, "SECRET"},
		{PORTION_SIGNATURE, 0, "CONFIDENTIAL"},
	};
	struct access_portion portion;
	bool started = false;
	assert_label(whole, "CONFIDENTIAL");
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		assert_true(septel__portion_next(message, &portion, &started));
		assert_int_equal(portion.kind, CASES[i].kind);
		assert_int_equal(portion.index, CASES[i].index);
		assert_label(septel__label_of_portion(message, whole, portion), CASES[i].label);
	}
	assert_false(septel__portion_next(message, &portion, &started));
	assert_label(septel__label_high_water(message), "SECRET//NOFORN");
	septel_arena_free(arena);
}

/* Lines that bear their mark themselves, and parts of paragraphs. */
static void marks_among_words_count(void **state)
{
	(void)state;
	static const struct {
		const char *subject, *text, *subject_label, *text_label;
	} CASES[] = {
		{"(U) A VISIT", "None.", "UNCLASSIFIED", "CONFIDENTIAL"},
		{"A VISIT (S/NF)", "None.", "SECRET//NOFORN", "CONFIDENTIAL"},
		{"(U) A VISIT (S)", "None.", "SECRET", "CONFIDENTIAL"},
		{"A LIST OF SAILOR(S)", "None.", "CONFIDENTIAL", "CONFIDENTIAL"},
		{"(UN) A VISIT", "None.", "CONFIDENTIAL", "CONFIDENTIAL"},
		{"", "One. (TS) Two.", "CONFIDENTIAL", "TOP SECRET"},
		{"", "One (S) two.", "CONFIDENTIAL", "CONFIDENTIAL"},
		{"", "Ways: (A) one, (B) two, (C) three. (S) is none.", "CONFIDENTIAL",
		 "CONFIDENTIAL"},
		{"", "54. A) One. (B) Two. (C) Three. (SS) Four.", "CONFIDENTIAL", "CONFIDENTIAL"},
		{"", "Ways: (A) one. (B) two. (S/NF) three.", "CONFIDENTIAL", "SECRET//NOFORN"},
		{"", "The (", "CONFIDENTIAL", "CONFIDENTIAL"},
		{"(", "()", "CONFIDENTIAL", "CONFIDENTIAL"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_paragraph paragraph = {.text = septel_view_of(CASES[i].text)};
		const struct septel_message message = {
			.classification = SEPTEL_CONFIDENTIAL,
			.subject = septel_view_of(CASES[i].subject),
			.paragraphs = {&paragraph, 1},
		};
		const struct access_label whole = septel__label_of_message(&message);
		const struct access_portion subject = {PORTION_SUBJECT, 0};
		const struct access_portion text = {PORTION_PARAGRAPH, 0};
		assert_label(septel__label_of_portion(&message, whole, subject),
			     CASES[i].subject_label);
		assert_label(septel__label_of_portion(&message, whole, text), CASES[i].text_label);
	}
}

/* A summary repeats paragraphs: it has the labels of all that it can come from. */
static void summaries_have_the_labels_of_their_paragraphs(void **state)
{
	(void)state;
	static const struct {
		struct {
			const char *marking, *heading, *text;
		} paragraphs[4];
		const char *label;
	} CASES[] = {
		{{{"U", "", "Summary: One.  End Summary."}, {"S", "", "Two."}}, "UNCLASSIFIED"},
		{{{"S", "", "Summary: One.  End Summary."}, {"U", "", "Two."}}, "SECRET"},
		{{{"U", "", "BEGIN SUMMARY."}, {"S", "", "Two."}, {"U", "", "End summary."}},
		 "SECRET"},
		{{{"S/NF", "", "One."}, {"U", "SUMMARY", "Two."}, {"C", "", "Three."}},
		 "UNCLASSIFIED"},
		{{{"U", "", "One."}, {"S", "", "Two.  End Summary."}, {"TS", "", "Three."}},
		 "SECRET"},
		{{{"U", "", "One."}, {"S", "", "Two."}, {"C//NF", "", "Three."}}, "SECRET//NOFORN"},
		{{{"U", "", "Summary: One."}, {"", "", "Two.  End summary."}}, "CONFIDENTIAL"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_paragraph paragraphs[4];
		struct septel_message message = {.classification = SEPTEL_CONFIDENTIAL,
						 .summary = VIEW_LITERAL("One."),
						 .paragraphs = {paragraphs, 0}};
		for (size_t at = 0; at < 4 && CASES[i].paragraphs[at].text; at++)
			paragraphs[message.paragraphs.count++] = (struct septel_paragraph){
				.marking = septel_view_of(CASES[i].paragraphs[at].marking),
				.heading = septel_view_of(CASES[i].paragraphs[at].heading),
				.text = septel_view_of(CASES[i].paragraphs[at].text)};
		const struct access_portion summary = {PORTION_SUMMARY, 0};
		assert_label(septel__label_of_portion(&message, septel__label_of_message(&message),
						      summary),
			     CASES[i].label);
	}
	/* Without a paragraph it has the message's. */
	const struct septel_message bare = {.classification = SEPTEL_SECRET,
					    .summary = VIEW_LITERAL("One.")};
	const struct access_portion summary = {PORTION_SUMMARY, 0};
	assert_label(septel__label_of_portion(&bare, septel__label_of_message(&bare), summary),
		     "SECRET");
}

static void silence_is_protected_as_the_highest(void **state)
{
	(void)state;
	struct septel_message message = {.subject = VIEW_LITERAL("A VISIT")};
	assert_label(septel__label_of_message(&message), "NOT STATED");
	struct access_viewer viewer = septel__viewer_at_level(SEPTEL_SECRET);
	assert_int_equal(septel__access_message(&viewer, &message).reason, REASON_UNSTATED);
	assert_int_equal(septel__access_message(&viewer, &message).level, SEPTEL_TOP_SECRET);
	viewer = septel__viewer_owner();
	assert_int_equal(septel__access_message(&viewer, &message).outcome, ACCESS_FULL);
	/* Format line 4 may state it. */
	message.security.letters = VIEW_LITERAL("CCCCC");
	assert_label(septel__label_of_message(&message), "CONFIDENTIAL");
	message.security.letters = VIEW_LITERAL("EEEEE");
	assert_label(septel__label_of_message(&message), "UNCLASSIFIED");
	message.security.letters = VIEW_LITERAL("CCSCC");
	assert_label(septel__label_of_message(&message), "NOT STATED");
}

static void messages_are_decided_by_their_portions(void **state)
{
	(void)state;
	static const struct {
		const char *captions;
		enum septel_class clearance;
		const char *right;
		enum access_outcome outcome, owner;
		enum access_reason reason;
	} CASES[] = {
		{NULL, SEPTEL_CLASS_NONE, NULL, ACCESS_NONE, ACCESS_MASKED, REASON_CLEARANCE},
		{NULL, SEPTEL_UNCLASSIFIED, NULL, ACCESS_MASKED, ACCESS_MASKED, REASON_CLEARANCE},
		{NULL, SEPTEL_CONFIDENTIAL, NULL, ACCESS_MASKED, ACCESS_MASKED, REASON_CLEARANCE},
		{NULL, SEPTEL_SECRET, NULL, ACCESS_FULL, ACCESS_FULL, REASON_GRANTED},
		{"EXDIS", SEPTEL_SECRET, NULL, ACCESS_NONE, ACCESS_FULL, REASON_CAPTION},
		{"EXDIS", SEPTEL_SECRET, "EXDIS", ACCESS_FULL, ACCESS_FULL, REASON_GRANTED},
		{"EXDIS", SEPTEL_UNCLASSIFIED, "EXDIS", ACCESS_MASKED, ACCESS_MASKED,
		 REASON_CLEARANCE},
		{"NODIS", SEPTEL_TOP_SECRET, "EXDIS", ACCESS_NONE, ACCESS_FULL, REASON_CAPTION},
		{"ORCON", SEPTEL_SECRET, NULL, ACCESS_MASKED, ACCESS_FULL, REASON_CAPTION},
	};
	struct septel_arena *arena = septel_arena_new(0);
	const struct septel_message *parsed = message_of(MIXED, arena);
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_view caption =
			septel_view_of(CASES[i].captions ? CASES[i].captions : "SIPDIS");
		struct septel_message message = *parsed;
		message.captions = (struct septel_views){&caption, 1};
		struct access_viewer viewer = septel__viewer_nobody(VIEW_LITERAL("tom"));
		viewer.clearance = CASES[i].clearance;
		if (CASES[i].right)
			assert_true(septel__label_caption(septel_view_of(CASES[i].right),
							  &viewer.rights));
		const struct access_decision decision = septel__access_message(&viewer, &message);
		assert_int_equal(decision.outcome, CASES[i].outcome);
		assert_int_equal(decision.reason, CASES[i].reason);
		viewer = septel__viewer_at_level(CASES[i].clearance);
		assert_int_equal(septel__access_message(&viewer, &message).outcome, CASES[i].owner);
	}
	septel_arena_free(arena);
}

static void roles_and_cases_are_asked_for(void **state)
{
	(void)state;
	const struct septel_view roles[] = {VIEW_LITERAL("officer"), VIEW_LITERAL("auditor")};
	const struct septel_view cases[] = {VIEW_LITERAL("p1"), VIEW_LITERAL("*")};
	struct access_viewer viewer = septel__viewer_nobody(VIEW_LITERAL("tom"));
	viewer.clearance = SEPTEL_UNCLASSIFIED;
	struct access_need need = {.label = {SEPTEL_UNCLASSIFIED, 0}, .roles = {&roles[1], 1}};
	assert_int_equal(septel__access(&viewer, &need).reason, REASON_ROLE);
	viewer.roles = (struct septel_views){roles, 1};
	assert_int_equal(septel__access(&viewer, &need).reason, REASON_ROLE);
	viewer.roles = (struct septel_views){roles, 2};
	assert_int_equal(septel__access(&viewer, &need).outcome, ACCESS_FULL);
	need.case_ = VIEW_LITERAL("P1");
	assert_int_equal(septel__access(&viewer, &need).reason, REASON_CASE);
	viewer.cases = (struct septel_views){cases, 1};
	assert_int_equal(septel__access(&viewer, &need).outcome, ACCESS_FULL);
	need.case_ = VIEW_LITERAL("p2");
	assert_int_equal(septel__access(&viewer, &need).outcome, ACCESS_NONE);
	viewer.cases = (struct septel_views){cases, 2};
	assert_int_equal(septel__access(&viewer, &need).outcome, ACCESS_FULL);
	viewer = septel__viewer_owner();
	assert_int_equal(septel__access(&viewer, &need).outcome, ACCESS_FULL);
}

static void only_who_holds_all_rights_sees_the_unknown(void **state)
{
	(void)state;
	struct access_viewer viewer = septel__viewer_nobody(VIEW_LITERAL("tom"));
	viewer.clearance = SEPTEL_TOP_SECRET;
	const struct access_label other = {SEPTEL_UNCLASSIFIED, LABEL_OTHER};
	for (int place = 0; place < HANDLING_PLACES; place++)
		viewer.rights |= UINT64_C(1) << place;
	assert_int_equal(septel__access_label(&viewer, other).reason, REASON_CAPTION);
	viewer.rights = VIEWER_ALL_RIGHTS;
	assert_true(septel__may_see(&viewer, other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(levels_have_letters_and_names),
		cmocka_unit_test(the_table_gives_each_place_once),
		cmocka_unit_test(the_table_decides_every_caption),
		cmocka_unit_test(captions_that_need_rights_are_these),
		cmocka_unit_test(labels_read_as_they_are_written),
		cmocka_unit_test(marks_give_labels),
		cmocka_unit_test(portions_have_their_labels),
		cmocka_unit_test(marks_among_words_count),
		cmocka_unit_test(summaries_have_the_labels_of_their_paragraphs),
		cmocka_unit_test(silence_is_protected_as_the_highest),
		cmocka_unit_test(messages_are_decided_by_their_portions),
		cmocka_unit_test(roles_and_cases_are_asked_for),
		cmocka_unit_test(only_who_holds_all_rights_sees_the_unknown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
