/* test_body.c - rules P1 to P6 of split=1: paragraphs, headings, signature,
 * ending, summary.
 *
 * A body is written down as text; what is read from it is rendered, one
 * paragraph a line, as "number (marking) {heading} text", a hard break as "|".
 */
#include "../../src/message/body.h"

#include "../../src/base/out.h"
#include "../../src/message/body_lines.h"
#include "../../src/message/diagnostics.h"
#include "../../src/message/ending.h"
#include "../../src/message/lines.h"
#include "arena_fixture.h"

#include <unistd.h>

static struct septel_message message;
static struct diagnostic_list diagnostics;
static struct reading reading;

static void read_body(struct septel_view text)
{
	septel_arena_reset(arena);
	message = (struct septel_message){.raw = text, .text = text};
	diagnostics = (struct diagnostic_list){0};
	reading = (struct reading){
		.message = &message, .arena = arena, .text = text, .diagnostics = &diagnostics};
	assert_true(septel__lines_split(&reading.lines, text, arena));
	reading.uses = septel_arena_alloc(arena, reading.lines.count + 1);
	memset(reading.uses, LINE_UNEXPLAINED, reading.lines.count + 1);
	septel__body_read(&reading);
	for (size_t i = 0; i < reading.lines.count; i++)
		assert_int_not_equal(reading.uses[i], LINE_UNEXPLAINED);
}

static void render_view(struct septel_out *out, struct septel_view view)
{
	for (size_t i = 0; i < view.len; i++)
		septel__out_byte(out, view.ptr[i] == '\n' ? '|' : view.ptr[i]);
}

/* What has been read, as one text. */
static struct septel_view rendered(void)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	for (size_t i = 0; i < message.paragraphs.count; i++) {
		const struct septel_paragraph *paragraph = &message.paragraphs.at[i];
		septel__out_format(&out, "%d", paragraph->number);
		if (paragraph->marking.len)
			septel__out_format(&out, " (%.*s)", VIEW_FORMAT(paragraph->marking));
		if (paragraph->heading.len)
			septel__out_format(&out, " {%.*s}", VIEW_FORMAT(paragraph->heading));
		septel__out_byte(&out, ' ');
		render_view(&out, paragraph->text);
		septel__out_byte(&out, '\n');
	}
	if (message.signature.len)
		septel__out_format(&out, "= %.*s\n", VIEW_FORMAT(message.signature));
	return septel__out_written(&out);
}

struct example {
	const char *body, *expected;
};

static void check(const struct example *examples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		read_body(septel_view_of(examples[i].body));
		assert_view(rendered(), examples[i].expected);
	}
}
#define CHECK(table) check((table), sizeof(table) / sizeof *(table))

static void test_labels(void **state)
{
	static const struct example EXAMPLES[] = {
		{"1. (C) One.\n2. (S/NF) Two.\n", "1 (C) One.\n2 (S/NF) Two.\n"},
		{"1.(C) One.\n¶2. (SBU) Two.\n3.  ( C )  Three.",
		 "1 (C) One.\n2 (SBU) Two.\n3 (C) Three.\n"},
		{"1. C) One.\n2. (S//NF) Two.\n3. (U)Three.",
		 "1 (C) One.\n2 (S//NF) Two.\n3 (U) Three.\n"},
		{"1. (C The one (that is).\n\n2. (C) Two.",
		 "1 (C) The one (that is).\n2 (C) Two.\n"},
		{"1. (C) One and\nmore\n   2. (C) Two.", "1 (C) One and more\n2 (C) Two.\n"},
		{"1. (C) One.\n4. (C) Four.\n3. (C) No label.",
		 "1 (C) One.\n4 (C) Four. 3. (C) No label.\n"},
		{"1. ONE.\n2. TWO\n3. NO STOP BEFORE.\n\n3. THREE.",
		 "1 ONE.\n2 TWO 3. NO STOP BEFORE.\n3 THREE.\n"},
		{"1. ONE IS 1.4 OF\n2. PARTS.\n\n3. NOT NEXT.",
		 "1 ONE IS 1.4 OF 2. PARTS.|3. NOT NEXT.\n"},
		{"1.THE ONE.\n\n2.- TWO.\n\n3.5 PERCENT.", "1 THE ONE.\n2 - TWO.|3.5 PERCENT.\n"},
		{"1. ONE:\n   2. AN ITEM.\n   3. AN ITEM.\n2. TWO.",
		 "1 ONE: 2. AN ITEM. 3. AN ITEM.\n2 TWO.\n"},
		{"    1. ONE.\n    2. TWO.\n", "1 ONE.\n2 TWO.\n"},
		{"RMKS/1.  ONE.\n2.  TWO.//", "1 ONE.\n2 TWO.//\n"},
		{"GENTEXT/\n\nRMKS/\n1. ONE.\n\n2. TWO.", "1 ONE.\n2 TWO.\n"},
		{"GENTEXT/REMARKS/1. ONE.\n\n2. TWO.", "1 ONE.\n2 TWO.\n"},
		{"RMKS/NO LABEL.\nAT ALL OF IT, NO.", "1 NO LABEL. AT ALL OF IT, NO.\n"},
		{"First words.\n\n1. (C) One.", "0 First words.\n1 (C) One.\n"},
		{"One block\ngoes on.\n\nThe next.\n\n\nThe last.",
		 "1 One block goes on.\n2 The next.\n3 The last.\n"},
		{"", ""},
		{"\n\n", ""},
		{"12", "1 12\n"},
		{"1.", "1 \n"},
		{"1. (C)", "1 (C) \n"},
	};
	(void)state;
	CHECK(EXAMPLES);
}

static void test_headings(void **state)
{
	static const struct example EXAMPLES[] = {
		{"-----\nTHE  CAMP\n-----\n\n1. (C) One.\n\n---\nOf two\nlines\n---\n2. (C) Two.",
		 "1 (C) {THE CAMP} One.\n2 (C) {Of two lines} Two.\n"},
		{"1. (C) One.\n\nCOMMENT\n\n2. (C) Two.", "1 (C) One.\n2 (C) {COMMENT} Two.\n"},
		{"1. (C) One.\n\nCOMMENT\n-------\n\n2. (C) Two.",
		 "1 (C) One.\n2 (C) {COMMENT} Two.\n"},
		{"1. (C) One.\n\nCOMMENT.\n\n2. (C) Two.", "1 (C) One.|COMMENT.\n2 (C) Two.\n"},
		{"1. (C) One\nCOMMENT\n\n2. (C) Two.", "1 (C) One COMMENT\n2 (C) Two.\n"},
		{"1. (C) One.\n\nCOMMENT\n2. (C) Two.", "1 (C) One.|COMMENT\n2 (C) Two.\n"},
		{"1. (C) One.\n\nNo Capitals\n\n2. (C) Two.",
		 "1 (C) One.|No Capitals\n2 (C) Two.\n"},
		{"1. (C) One.\n\nPART\n\nCOMMENT\n\n2. (C) Two.",
		 "1 (C) One.|PART\n2 (C) {COMMENT} Two.\n"},
		{"1. (C) One.\n\n====\nPART I\n====\n____\nINTRO\n____\n2. (C) Two.",
		 "1 (C) One.\n2 (C) {PART I INTRO} Two.\n"},
		{"1. (C) One:\n-----\nNAME AGE\n-----\nALI 12\n\n2. (C) Two.",
		 "1 (C) One: NAME AGE ALI 12\n2 (C) Two.\n"},
		{"SUMMARY\n\nA team came.\n\n1. (C) One.",
		 "0 {SUMMARY} A team came.\n1 (C) One.\n"},
		{"SUMMARY\n\n1. (C) One.", "1 (C) {SUMMARY} One.\n"},
		{"A block.\n\nCOMMENT\n\nIt left.", "1 A block.\n2 {COMMENT} It left.\n"},
		{"PART\n\nCOMMENT\n\nIt left.", "1 PART\n2 {COMMENT} It left.\n"},
		{"1. (C) One.\n-----\n* * *\nmore.", "1 (C) One. more.\n"},
	};
	(void)state;
	CHECK(EXAMPLES);
}

static void test_joins(void **state)
{
	static const struct example EXAMPLES[] = {
		{"1. (C) One\n  two\tthree  four\nfive.", "1 (C) One two three four five.\n"},
		{"1. (C) The inter-\nministerial 3-\n4 of --\nit.",
		 "1 (C) The inter-ministerial 3- 4 of -- it.\n"},
		{"1. (C) It deals\n\nwith us.", "1 (C) It deals with us.\n"},
		{"1. (C) We ask:\n- food\n- water;\n- air.",
		 "1 (C) We ask:|- food - water;|- air.\n"},
		{"1. (C) We ask\n\n-- food\n\n-- water", "1 (C) We ask|-- food|-- water\n"},
		{"1. (C) We ask:\n(a) food; and\n(b) water; or\n(iv) air.\")\nd) all.",
		 "1 (C) We ask:|(a) food; and|(b) water; or|(iv) air.\")|d) all.\n"},
		{"1. (C) It is so.\na. One\nb. Two!\nc. Three.",
		 "1 (C) It is so.|a. One b. Two!|c. Three.\n"},
		{"1. (C) It is so.\n\nThe end.\n\nof it:\n\nAll\n\nThat.",
		 "1 (C) It is so.|The end. of it:|All That.\n"},
		{"1. (C) It is so.”\n\nThe end.", "1 (C) It is so.”|The end.\n"},
		{"1. (C) It is so.\n(abc) no.\n(123) no.", "1 (C) It is so. (abc) no. (123) no.\n"},
		{"1. (C) A line of just eight and a half words here\nand  two spaces in one of the "
		 "next lines\r\nend.",
		 "1 (C) A line of just eight and a half words here and two spaces in one of the "
		 "next lines end.\n"},
	};
	(void)state;
	CHECK(EXAMPLES);
}

static void test_endings(void **state)
{
	static const struct example EXAMPLES[] = {
		{"1. (C) One.\nCROCKER", "1 (C) One.\n= CROCKER\n"},
		{"1. (C) One.\nCROCKER\n\n\nBT\n#3796\n\n\nNNNN\n", "1 (C) One.\n= CROCKER\n"},
		{"1. ONE.\nSTEDMAN\n\nLIMITED OFFICIAL USE\n\nNNN\n\n*** Current Classification "
		 "*** X\nmore",
		 "1 ONE.\n= STEDMAN\n"},
		{"1. ONE.\nSTEDMAN\nNOTE BY OC/T: LA PAZ 1 PASSED ABOVE "
		 "ADDRESSEE.\n\nUNCLASSIFIED\nNNNNMAFVVZCZ",
		 "1 ONE.\n= STEDMAN\n"},
		{"1. (C) One.\nO'NEILL-J. SMITH JR.\n<< END OF DOCUMENT >>\nA: B",
		 "1 (C) One.\n= O'NEILL-J. SMITH JR.\n"},
		{"1. (C) One.\nA B C D E\nBT", "1 (C) One. A B C D E\n"},
		{"1. (C) One.\nCrocker\nBT", "1 (C) One. Crocker\n"},
		{"1. (C) One.\n12 MAY\nBT", "1 (C) One. 12 MAY\n"},
		{"CROCKER\nNNNN", "1 CROCKER\n"},
		{"A block.\n\nCROCKER\nNNNN", "1 A block.\n= CROCKER\n"},
		{"1.  ONE BY ADM JONES, N1.// BT\n#0001\nNNNN\nUNCLASSIFIED//\nRTD:000-000/COPIES:",
		 "1 ONE BY ADM JONES, N1.//\n"},
		{"1.  ONE BY ADM JONES, N1.// BT #0000 NNNN", "1 ONE BY ADM JONES, N1.//\n"},
		{"1. ONE.\nBT\nNNNN\nwww.example.org\nback to top", "1 ONE.\n"},
		{"1. ONE.\nBT\n2. TWO.\nBT\nNNNN", "1 ONE.\n2 TWO.\n"},
		{"BT\n1. ONE.\nBT", "1 ONE.\n"},
		{"1. ONE.\nBTX\n#12 NO\nNNNo", "1 ONE. BTX #12 NO NNNo\n"},
		{"1. ONE.\n2004CARACA01540 - UNCLASSIFIED\n", "1 ONE.\n"},
	};
	(void)state;
	CHECK(EXAMPLES);
	read_body(septel_view_of("1. (C) One.\n\nSMITH\nBT\n\nNNNN\n"));
	assert_int_equal(reading.body_end, 2);
	assert_int_equal(reading.uses[0], LINE_BODY);
	assert_int_equal(reading.uses[1], LINE_BLANK);
	assert_int_equal(reading.uses[2], LINE_ENDING);
	assert_int_equal(reading.uses[3], LINE_ENDING);
	assert_int_equal(reading.uses[5], LINE_ENDING);
}

static void test_spans(void **state)
{
	static const char BODY[] = "Zero.\n\nCOMMENT\n\n1. (C) One\nmore. \n\nSMITH\n";
	(void)state;
	read_body(septel_view_of(BODY));
	assert_int_equal(message.paragraphs.count, 2);
	const struct septel_span zero = message.paragraphs.at[0].at;
	const struct septel_span one = message.paragraphs.at[1].at;
	assert_view((struct septel_view){BODY + zero.offset, zero.length}, "Zero.");
	assert_view((struct septel_view){BODY + one.offset, one.length}, "1. (C) One\nmore.");
}

static void test_one_line_is_not_copied(void **state)
{
	static const char BODY[] = "1. (C) A long line.\n\n2. (C) Another.\n";
	(void)state;
	read_body(septel_view_of(BODY));
	for (size_t i = 0; i < 2; i++) {
		const struct septel_view text = message.paragraphs.at[i].text;
		assert_true(text.ptr >= BODY && text.ptr + text.len <= BODY + sizeof BODY);
	}
}

static void test_number_gap(void **state)
{
	static const struct {
		const char *body;
		size_t gaps;
	} EXAMPLES[] = {
		{"1. (C) A.\n2. (C) B.", 0},
		{"1. (C) A.\n3. (C) B.\n9. (C) C.", 2},
		{"2. (C) B.", 1},
		{"1. A.\n\n3. C.", 0},
		{"Text.\n\n2. (C) B.", 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++) {
		read_body(septel_view_of(EXAMPLES[i].body));
		assert_int_equal(diagnostics.count, EXAMPLES[i].gaps);
		for (size_t d = 0; d < diagnostics.count; d++)
			assert_string_equal(diagnostics.at[d].code, "body.number-gap");
	}
}

static void test_summary(void **state)
{
	static const struct example EXAMPLES[] = {
		{"1. (C) Summary: A team came.\nIt left. End Summary.\n\n2. (C) B.",
		 "A team came. It left."},
		{"1. (C) SUMMARY. A team came. (END SUMMARY.)", "A team came."},
		{"SUMMARY: A TEAM CAME.\n\n1. ONE. END SUMMARY.\n\n2. TWO.", "A TEAM CAME. ONE."},
		{"1. (C) Summary and Comment: A team came. End summary and comment.",
		 "A team came."},
		{"1. (C) Begin Summary. A team came. End of Summary.", "A team came."},
		{"1. (C) Executive Summary -- A team came. -- End Summary --", "A team came."},
		{"(C) Summary. A team came.\n\n1. (C) B.", "A team came."},
		{"1. (C) Summary: A team came.\n\n2. (C) B.", "A team came."},
		{"1. (C) A team came. End\nSummary.\n\n2. (C) B.", "A team came."},
		{"1. (C) Summary A team came. End Summary.", "A team came."},
		{"1. (C) Action at para 2. Summary: A team came. End Summary. More.",
		 "A team came."},
		{"-------\nSUMMARY\n-------\n\n1. (C) A team came.\n\n2. (C) B.", "A team came."},
		{"-------\nSUMMARY\n-------\n\n1. (C) A team came.\n\n2. (C) B. End Summary.\n\n3. "
		 "(C) C.",
		 "A team came. B."},
		{"1. (C) Summary:\n- one.\n- two. End Summary.", "- one. - two."},
		{"1. (C) Summary of the talks follows.\n\n2. (C) B.", ""},
		{"1. (C) A summary: it is short.\n\n2. (C) B.", ""},
		{"1. (C) Summarylike: no. 2. Endsummary.", ""},
		{"1. (C) One.", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++) {
		read_body(septel_view_of(EXAMPLES[i].body));
		assert_view(message.summary, EXAMPLES[i].expected);
	}
}

static void test_rules(void **state)
{
	(void)state;
	assert_true(septel__is_rule(septel_view_of("---")));
	assert_true(septel__is_rule(septel_view_of("- - -")));
	assert_true(septel__is_rule(septel_view_of("=====_*-")));
	assert_false(septel__is_rule(septel_view_of("--")));
	assert_false(septel__is_rule(septel_view_of("---a")));
	assert_false(septel__is_rule(septel_view_of("")));
}

static void test_label_forms(void **state)
{
	static const struct {
		const char *line;
		int number; /* 0: no label */
		const char *marking;
		const char *text;
	} FORMS[] = {
		{"12. (S//NF) text", 12, "S//NF", "text"},
		{"1. text", 1, "", "text"},
		{"1.text", 1, "", "text"},
		{"¶ 7. (U) text", 7, "U", "text"},
		{"1. (SEE REF) text", 1, "", "(SEE REF) text"},
		{"1.4 (b)", 0, "", ""},
		{"0. text", 0, "", ""},
		{"1234. text", 0, "", ""},
		{"1) text", 0, "", ""},
		{"1", 0, "", ""},
		{"1.) text", 0, "", ""},
		{"2., and", 0, "", ""},
		{"", 0, "", ""},
		{"3.-5 percent", 0, "", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
		const struct septel_view line = septel_view_of(FORMS[i].line);
		struct label label = {0};
		const bool is_label = septel__label(line, &label);
		assert_int_equal(is_label ? label.number : 0, FORMS[i].number);
		if (!is_label)
			continue;
		assert_view(label.marking, FORMS[i].marking);
		assert_view(septel__slice(line, label.text_offset, line.len), FORMS[i].text);
	}
}

/* Seconds after which a look that is not linear in the text is given up. */
#define HOSTILE_SECONDS 60

static void test_hostile(void **state)
{
	static const char *const PATTERNS[] = {"\n",
					       "1. (C) \n",
					       "BT\n",
					       "---\n",
					       "---\nA\n",
					       "A\n\n",
					       "NNNN\nA\n",
					       ")\n",
					       "\xFF\n",
					       " ",
					       "A",
					       "1.",
					       "Summary\n",
					       "End Summary:",
					       "(((\n",
					       "A\n\n---\n",
					       "-\n",
					       "summar",
					       "1. A.\n\n2. B.\n\n",
					       "\xC2\xB6\n",
					       "BT BT BT ",
					       "// BT\n",
					       "CONFIDENTIAL\n",
					       "#1\n"};
	const size_t size = 1 << 20;
	char *text = malloc(size);
	(void)state;
	assert_non_null(text);
	alarm(HOSTILE_SECONDS);
	for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++) {
		const size_t step = strlen(PATTERNS[i]);
		for (size_t at = 0; at < size; at++)
			text[at] = PATTERNS[i][at % step];
		read_body((struct septel_view){text, size});
	}
	alarm(0);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_labels),     cmocka_unit_test(test_headings),
		cmocka_unit_test(test_joins),      cmocka_unit_test(test_endings),
		cmocka_unit_test(test_spans),      cmocka_unit_test(test_one_line_is_not_copied),
		cmocka_unit_test(test_number_gap), cmocka_unit_test(test_summary),
		cmocka_unit_test(test_rules),      cmocka_unit_test(test_label_forms),
		cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
