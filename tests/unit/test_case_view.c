/* test_case_view.c - what protects a claim, and who may see it: labels, roles, cases. */
#include "../../src/casebook/answer.h"
#include "casebook_text.h"

static const char REGISTRY[] = "party mod ministry\n"
			       "party icrc international\n"
			       "party iran state\n"
			       "place camp camp\n";

/* Paragraphs of every kind that a label has to survive. */
static const char CABLE[] = "P 121000Z DEC 08\n"
			    "FM AMEMBASSY BAGHDAD\n"
			    "TO SECSTATE WASHDC\n"
			    "BT\n"
			    "S E C R E T BAGHDAD 009001\n\n"
			    "SIPDIS\n\n"
			    "E.O. 12958: DECL: 12/12/2018\n"
			    "TAGS: PHUM, IZ\n"
			    "SUBJECT: A CASE\n\n"
			    "1. (U) The team came.\n\n"
			    "2. (C) The team went.\n\n"
			    "3. (S/NF) The team stayed.\n\n"
			    "4. The team slept.\n\n"
			    "5. (C) The first of two.\n\n"
			    "5. (S) The second of two.\n\n"
			    "6. (C) A part:\n\n"
			    "   a. (S) The part of it.\n\n"
			    "7. (X/QQQ) The mark of nobody.\n\n"
			    "BT\n"
			    "#9001\n"
			    "NNNN\n";

#define OPENING  "@msg 08BAGHDAD9001 dtg=2008-12-12T10:00Z class=S decl=2018-12-12"
#define CLAIM(n) "2008-12-01 position.stated mod\n    what w\n    src " n "\n"

static struct casebook_text book_text;
static struct case_log whole;
static struct case_view the_view;

static void open_view(struct access_viewer viewer)
{
	const struct case_clocks clocks = {.on = {.year = 2020, .month = 1, .day = 1}};
	assert_true(septel__log_open(&whole, &book_text.book, clocks));
	assert_true(septel__view_init(&the_view, &whole, &viewer, &book_text.source));
}

static struct access_viewer in_role(const struct septel_view *role, enum septel_class clearance)
{
	static const struct septel_view EVERY = {"*", 1};
	return (struct access_viewer){.name = *role,
				      .clearance = clearance,
				      .rights = septel__role_rights(septel__role_of(*role)),
				      .roles = {role, 1},
				      .cases = {&EVERY, 1}};
}

/* ---- labels ---- */

static const struct {
	const char *opening, *claim; /* what stands behind @msg ..., and behind src */
	bool held;                   /* the message is there */
	const char *label;
} LABELS[] = {
	{"", "1.1 \"came\"", true, "UNCLASSIFIED"},
	{"", "2.1 \"went\"", true, "CONFIDENTIAL"},
	{"", "3.1 \"stayed\"", true, "SECRET//NOFORN"},
	/* No mark: that of the message. */
	{"", "4.1 \"slept\"", true, "SECRET"},
	{"", "0.0 \"A CASE\"", true, "SECRET"},
	/* A mark of the journal never lowers, and may raise. */
	{"", "3.1 (U) \"stayed\"", true, "SECRET//NOFORN"},
	{"", "4.1 (C) \"slept\"", true, "SECRET"},
	{"", "1.1 (S) \"came\"", true, "SECRET"},
	{"", "1.1 (C/NF) \"came\"", true, "CONFIDENTIAL//NOFORN"},
	/* Two paragraphs of one number, a part inside a paragraph. */
	{"", "5.1 \"first\"", true, "SECRET"},
	{"", "6.1 \"part\"", true, "SECRET"},
	/* There is no such paragraph; nobody knows the mark. */
	{"", "12.1 \"came\"", true, "SECRET"},
	{"", "12.1 (U) \"came\"", true, "SECRET"},
	/* Several anchors: the highest, with the controls of all. */
	{"", "1.1 \"came\"\n    src 2.1 \"went\"", true, "CONFIDENTIAL"},
	{"", "2.1 \"went\"\n    src 3.1 \"stayed\"", true, "SECRET//NOFORN"},
	{"", "manual OFFICER", true, "SECRET"},
	/* Caveats of the claim, and of its message on all its claims. */
	{"", "1.1 \"came\"\n    caveat ICRC-CONF", true, "UNCLASSIFIED//ICRC-CONF"},
	{"", "1.1 \"came\"\n    caveat NODIS", true, "UNCLASSIFIED//NODIS"},
	{"", "1.1 \"came\"\n    caveat THIRD-PARTY\n    caveat EXDIS", true,
	 "UNCLASSIFIED//EXDIS/THIRD-PARTY"},
	{" caveats=ICRC-CONF", "1.1 \"came\"", true, "UNCLASSIFIED//ICRC-CONF"},
	{" caveats=ICRC-CONF", "2.1 (C) \"went\"", true, "CONFIDENTIAL//ICRC-CONF"},
	{" caveats=NODIS", "1.1 \"came\"", true, "UNCLASSIFIED//NODIS"},
	/* The message is not held. */
	{"", "1.1 \"came\"", false, "SECRET"},
	{"", "1.1 (C) \"came\"", false, "CONFIDENTIAL"},
	{"", "1.1 (C/NF) \"came\"", false, "CONFIDENTIAL//NOFORN"},
	{"", "0.0 \"came\"", false, "SECRET"},
	{" caveats=NODIS", "1.1 (U) \"came\"", false, "UNCLASSIFIED//NODIS"},
	{" caveats=ICRC-CONF", "1.1 (U) \"came\"", false, "UNCLASSIFIED//ICRC-CONF"},
};

static void a_claim_is_protected_as_its_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++) {
		char claims[512], label[LABEL_TEXT_SIZE];
		snprintf(claims, sizeof claims,
			 OPENING "%s\n2008-12-01 position.stated mod\n    what w\n    src %s\n",
			 LABELS[i].opening, LABELS[i].claim);
		text_open(&book_text);
		if (LABELS[i].held)
			text_hold(&book_text, "08BAGHDAD9001", CABLE);
		text_read(&book_text, REGISTRY, claims);
		open_view(septel__viewer_owner());
		septel__label_text(septel__claim_label(&the_view, book_text.book.claims[0]), label);
		if (strcmp(label, LABELS[i].label) != 0)
			fail_msg("%s%s%s: '%s' is not '%s'", LABELS[i].claim,
				 LABELS[i].held ? "" : ", not held", LABELS[i].opening, label,
				 LABELS[i].label);
		text_close(&book_text);
	}
}

static void a_mark_that_nobody_knows_takes_all_rights(void **state)
{
	(void)state;
	text_open(&book_text);
	text_hold(&book_text, "08BAGHDAD9001", CABLE);
	text_read(&book_text, REGISTRY, OPENING "\n" CLAIM("7.1 \"mark\""));
	open_view(septel__viewer_owner());
	const struct access_label label = septel__claim_label(&the_view, book_text.book.claims[0]);
	assert_int_equal(label.level, SEPTEL_SECRET);
	text_close(&book_text);
}

static enum message_found find_unreadable(void *context, struct septel_view id,
					  const struct septel_message **message)
{
	(void)context, (void)id, (void)message;
	return MESSAGE_UNREADABLE;
}

static void nobody_sees_what_cannot_be_read(void **state)
{
	(void)state;
	struct access_viewer viewer = septel__viewer_at_level(SEPTEL_SECRET);
	text_open(&book_text);
	text_read(&book_text, REGISTRY, OPENING "\n" CLAIM("1.1 \"came\""));
	book_text.source.find = find_unreadable;
	open_view(viewer);
	assert_int_equal(septel__view_sight(&the_view, book_text.book.claims[0]), SIGHT_WITHHELD);
	assert_true(the_view.failed);
	text_close(&book_text);
}

/* ---- roles ---- */

static void each_type_is_decided_for_each_role(void **state)
{
	(void)state;
	static const char *const NAMES[] = {"officer",      "supervisor",       "family-links",
					    "refugee-desk", "ministry-liaison", "analyst",
					    "auditor"};
	const int officer = septel__role_of(VIEW_LITERAL("officer"));
	const int analyst = septel__role_of(VIEW_LITERAL("Analyst"));
	assert_int_equal(SEPTEL__ROLE_NAMES_COUNT, sizeof NAMES / sizeof *NAMES);
	for (size_t i = 0; i < SEPTEL__ROLE_NAMES_COUNT; i++)
		assert_string_equal(SEPTEL__ROLE_NAMES[i], NAMES[i]);
	assert_int_equal(SEPTEL__ROLE_ROWS_COUNT, CLAIM_COUNT - 1);
	assert_int_equal(septel__role_of(VIEW_LITERAL("colonel")), -1);
	assert_int_equal(septel__role_row(CLAIM_ANY)->full, 0);
	for (enum claim_type type = CLAIM_ANY + 1; type < CLAIM_COUNT; type++) {
		const struct role_row *row = septel__role_row(type);
		size_t told = 0;
		while (row->told[told] != CLAIM_KEYS)
			told++;
		assert_true(told < ROLE_FACT_KEYS && (row->fact || told == 0));
		/* Whose case it is sees it; who works on pseudonyms sees nothing else. */
		if (!(row->full >> officer & 1) || row->full >> analyst & 1 ||
		    row->full & row->coded)
			fail_msg("%s", septel__type_row(type)->name);
	}
}

/* What protects a person is kept from those who deal with the holder. */
static void some_types_are_for_few(void **state)
{
	(void)state;
	static const struct {
		const char *type, *role;
		bool sees;
	} ROWS[] = {
		{"fear.expressed", "ministry-liaison", false},
		{"fear.expressed", "refugee-desk", true},
		{"fear.expressed", "family-links", false},
		{"fear.expressed", "auditor", false},
		{"pref.declared", "ministry-liaison", false},
		{"encounter.held", "ministry-liaison", false},
		{"trace.opened", "family-links", true},
		{"trace.opened", "ministry-liaison", false},
		{"clearance.override", "auditor", true},
		{"comment.assessed", "refugee-desk", false},
		{"comment.assessed", "supervisor", true},
		{"promise.made", "ministry-liaison", true},
		{"custody.open", "analyst", false},
	};
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		const struct role_row *row =
			septel__role_row(septel__type_of(septel_view_of(ROWS[i].type)));
		const int role = septel__role_of(septel_view_of(ROWS[i].role));
		if ((row->full >> role & 1) != ROWS[i].sees)
			fail_msg("%s, %s", ROWS[i].type, ROWS[i].role);
	}
}

#define PEOPLE                                                                                     \
	OPENING "\n"                                                                               \
		"2008-12-01 party.noted p1\n    is one who left\n    src 1.1 \"came\"\n"           \
		"2008-12-01 party.noted p2\n    is another\n    src 1.1 \"came\"\n"                \
		"2008-12-01 person.left p1\n    from camp\n    src 1.1 \"came\"\n"                 \
		"2008-12-02 person.left p2\n    from camp\n    src 1.1 \"came\"\n"                 \
		"2008-12-02 promise.made pr-2\n    by icrc\n    about p2\n    what come\n"         \
		"    src 1.1 \"came\"\n"                                                           \
		"2008-12-03 promise.kept pr-2\n    src 1.1 \"came\"\n"                             \
		"2008-12-03 fear.expressed p2\n    id f2\n    country iran\n    src 1.1 "          \
		"\"came\"\n"                                                                       \
		"2008-12-04 account.preferred f2\n    by icrc\n    src 1.1 \"came\"\n"             \
		"2008-12-04 position.stated mod\n    what w\n    src 1.1 \"came\"\n"

static void what_is_of_a_case_takes_its_grant(void **state)
{
	(void)state;
	static const struct septel_view OFFICER = {"officer", 7}, GRANTED = {"P1", 2};
	static const enum claim_sight EXPECTED[] = {SIGHT_FULL,   SIGHT_HIDDEN, SIGHT_FULL,
						    SIGHT_HIDDEN, SIGHT_HIDDEN, SIGHT_HIDDEN,
						    SIGHT_HIDDEN, SIGHT_HIDDEN, SIGHT_FULL};
	static const size_t NUMBERS[] = {1, 0, 2, 0, 0, 0, 0, 0, 3};
	struct access_viewer viewer = in_role(&OFFICER, SEPTEL_TOP_SECRET);
	viewer.cases = (struct septel_views){&GRANTED, 1};
	text_open(&book_text);
	text_hold(&book_text, "08BAGHDAD9001", CABLE);
	text_read(&book_text, REGISTRY, PEOPLE);
	open_view(viewer);
	assert_int_equal(book_text.book.claim_count, 9);
	for (size_t i = 0; i < 9; i++) {
		const struct claim *claim = book_text.book.claims[i];
		if (septel__view_sight(&the_view, claim) != EXPECTED[i])
			fail_msg("claim %zu", i + 1);
		if (NUMBERS[i])
			assert_int_equal(septel__view_entry(&the_view, claim), NUMBERS[i]);
	}
	assert_int_equal(the_view.log->claims.count, 9);
	assert_int_equal(the_view.shown->claims.count, 3);
	assert_true(septel__view_knows(
		&the_view,
		septel__casebook_find(&book_text.book, VIEW_LITERAL("p1"), THING_PARTY)));
	assert_false(septel__view_knows(
		&the_view,
		septel__casebook_find(&book_text.book, VIEW_LITERAL("p2"), THING_PARTY)));
	assert_false(septel__view_knows(
		&the_view,
		septel__casebook_find(&book_text.book, VIEW_LITERAL("pr-2"), THING_PROMISE)));
	assert_true(septel__view_knows(
		&the_view,
		septel__casebook_find(&book_text.book, VIEW_LITERAL("icrc"), THING_PARTY)));
	text_close(&book_text);
}

static void entries_are_numbered_as_they_are_shown(void **state)
{
	(void)state;
	static const struct septel_view OFFICER = {"officer", 7}, GRANTED = {"p1", 2};
	static const size_t WHOLE[] = {0, 1, 3, 9, 9}, SHOWN[] = {0, 1, 2, 3, 3};
	struct access_viewer viewer = in_role(&OFFICER, SEPTEL_TOP_SECRET);
	viewer.cases = (struct septel_views){&GRANTED, 1};
	for (size_t number = 1; number < sizeof WHOLE / sizeof *WHOLE; number++) {
		const struct case_clocks clocks = {.on = {.year = 2020, .month = 1, .day = 1},
						   .entered_by = number};
		text_open(&book_text);
		text_hold(&book_text, "08BAGHDAD9001", CABLE);
		text_read(&book_text, REGISTRY, PEOPLE);
		assert_true(septel__log_open(&whole, &book_text.book, clocks));
		assert_true(septel__view_init(&the_view, &whole, &viewer, &book_text.source));
		assert_int_equal(the_view.log->claims.count, WHOLE[number]);
		assert_int_equal(the_view.shown->claims.count, SHOWN[number]);
		text_close(&book_text);
	}
}

/* ---- caveats ---- */

static void of_a_confidence_the_fact_alone_is_told(void **state)
{
	(void)state;
	static const struct septel_view OFFICER = {"officer", 7};
	text_open(&book_text);
	text_hold(&book_text, "08BAGHDAD9001", CABLE);
	text_read(&book_text, REGISTRY,
		  OPENING "\n"
			  "2008-12-01 encounter.held enc-1\n    who icrc\n    finding thin\n"
			  "    caveat ICRC-CONF\n    src 2.1 \"went\"\n"
			  "2008-12-01 position.stated mod\n    what w\n    caveat ICRC-CONF\n"
			  "    src 2.1 \"went\"\n"
			  "2008-12-01 encounter.held enc-2\n    who icrc\n    caveat ICRC-CONF\n"
			  "    caveat NODIS\n    src 2.1 \"went\"\n");
	static const struct {
		enum septel_class clearance;
		bool nodis;
		enum claim_sight sight[3];
	} ROWS[] = {
		{SEPTEL_SECRET, true, {SIGHT_FACT, SIGHT_WITHHELD, SIGHT_FACT}},
		{SEPTEL_SECRET, false, {SIGHT_FACT, SIGHT_WITHHELD, SIGHT_HIDDEN}},
		{SEPTEL_UNCLASSIFIED, true, {SIGHT_WITHHELD, SIGHT_WITHHELD, SIGHT_WITHHELD}},
	};
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct access_viewer viewer = in_role(&OFFICER, ROWS[i].clearance);
		struct access_label nodis = {SEPTEL_CLASS_NONE, 0};
		septel__label_add_caption(&nodis, VIEW_LITERAL("NODIS"));
		if (!ROWS[i].nodis)
			viewer.rights &= ~nodis.captions;
		open_view(viewer);
		for (size_t j = 0; j < 3; j++)
			if (septel__view_sight(&the_view, book_text.book.claims[j]) !=
			    ROWS[i].sight[j])
				fail_msg("viewer %zu, claim %zu", i, j + 1);
	}
	/* The owner sees all, and not when he looks as a reader would. */
	open_view(septel__viewer_owner());
	assert_int_equal(septel__view_sight(&the_view, book_text.book.claims[0]), SIGHT_FULL);
	struct access_viewer reader = septel__viewer_at_level(SEPTEL_TOP_SECRET);
	reader.rights = septel__reader_rights();
	open_view(reader);
	assert_int_equal(septel__view_sight(&the_view, book_text.book.claims[0]), SIGHT_FACT);
	text_close(&book_text);
}

static void a_hidden_claim_is_not_counted(void **state)
{
	(void)state;
	static const struct septel_view OFFICER = {"officer", 7};
	struct access_viewer viewer = in_role(&OFFICER, SEPTEL_UNCLASSIFIED);
	struct access_label nodis = {SEPTEL_CLASS_NONE, 0};
	struct answer answer;
	septel__label_add_caption(&nodis, VIEW_LITERAL("NODIS"));
	viewer.rights &= ~nodis.captions;
	text_open(&book_text);
	text_hold(&book_text, "08BAGHDAD9001", CABLE);
	text_read(&book_text, REGISTRY,
		  OPENING "\n" CLAIM("1.1 \"came\"\n    caveat NODIS") CLAIM("2.1 \"went\"")
			  CLAIM("1.1 \"came\""));
	open_view(viewer);
	assert_true(septel__answer_init(&answer, &the_view));
	septel__record_begin(&answer);
	for (int twice = 0; twice < 2; twice++)
		for (size_t i = 0; i < 3; i++)
			assert_int_equal(septel__record_rests_on(&answer, book_text.book.claims[i]),
					 i == 2);
	septel__record_end(&answer);
	assert_int_equal(answer.withheld, 1);
	assert_int_equal(answer.label.level, SEPTEL_UNCLASSIFIED);
	septel__answer_release(&answer);
	text_close(&book_text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_claim_is_protected_as_its_sentences),
		cmocka_unit_test(a_mark_that_nobody_knows_takes_all_rights),
		cmocka_unit_test(nobody_sees_what_cannot_be_read),
		cmocka_unit_test(each_type_is_decided_for_each_role),
		cmocka_unit_test(some_types_are_for_few),
		cmocka_unit_test(what_is_of_a_case_takes_its_grant),
		cmocka_unit_test(entries_are_numbered_as_they_are_shown),
		cmocka_unit_test(of_a_confidence_the_fact_alone_is_told),
		cmocka_unit_test(a_hidden_claim_is_not_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
