/* test_compose.c - drafts, signs, lines; and that what is composed reads back. */
#include "joining.h"

#include "../../src/base/limits.h"

#include <septel/compose.h>
#include <septel/sections.h>

#define GENERATED 300

static const char HEADERS[] = "From: AMEMBASSY MUSCAT\nTo: SECSTATE WASHDC 0412\n"
			      "Info: SECDEF WASHINGTON DC\nNumber: MUSCAT 452\n"
			      "DTG: 241431Z SEP 09\nPrecedence: PRIORITY\n"
			      "Classification: UNCLASSIFIED\nTags: PREL, MU\n";

/* Composes HEADERS, more headers and a text; the status. */
static int compose_text(struct septel_view *out, struct septel_diagnostics *diagnostics,
			const char *headers, const char *text,
			const struct septel_compose_options *options)
{
	static char bytes[1 << 18];
	struct septel_draft draft;
	const int length = snprintf(bytes, sizeof bytes, "%s%s\n%s", HEADERS, headers, text);
	assert_true(length > 0 && (size_t)length < sizeof bytes);
	assert_int_equal(septel_draft_read(&draft, diagnostics,
					   (struct septel_view){bytes, (size_t)length}, NULL,
					   arena),
			 SEPTEL_OK);
	for (size_t i = 0; i < diagnostics->count; i++)
		if (diagnostics->at[i].severity == SEPTEL_ERROR)
			return SEPTEL_EREFUSED;
	return septel_compose(out, diagnostics, &draft, options, arena);
}

static const struct septel_message *read_back(struct septel_view text)
{
	const struct septel_message *message;
	assert_int_equal(septel_message_parse(&message, text, NULL, arena), SEPTEL_OK);
	return message;
}

/* ---- headers ---------------------------------------------------------------- */

static void test_bad_headers(void **state)
{
	static const struct {
		const char *headers, *code;
	} CASES[] = {
		{"Colour: red\n", "draft.header"},
		{"no colon here\n", "draft.header"},
		{"Precedence: FAST\n", "draft.precedence"},
		{"DTG: 321431Z SEP 09\n", "draft.dtg"},
		{"DTG: 241431A SEP 09\n", "draft.dtg"},
		{"Classification: COSMIC\n", "draft.classification"},
		{"Serial: 0\n", "draft.serial"},
		{"Serial: 10000\n", "draft.serial"},
		{"Origin: MUSCAT\n", "draft.origin"},
		{"Routing: RUEHC X\n", "draft.routing"},
		{"Transmission: 12\n", "draft.transmission"},
		{"Signals: QSL\n", "draft.signal"},
		{"Security: CCC\n", "draft.security"},
		{"Profile: army\n", "draft.profile"},
		{"Number: 452\n", "draft.number"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_view out;
		struct septel_diagnostics diagnostics;
		assert_int_equal(
			compose_text(&out, &diagnostics, CASES[i].headers, "Text.\n", NULL),
			SEPTEL_EREFUSED);
		assert_true(diagnostics.count > 0);
		assert_string_equal(diagnostics.at[0].code, CASES[i].code);
		/* The place is in the header, behind the good ones. */
		assert_true(diagnostics.at[0].at.offset >= sizeof HEADERS - 1 ||
			    strcmp(CASES[i].code, "draft.number") == 0);
	}
}

static void test_other_names(void **state)
{
	static const char *const DRAFT =
		"fm: amembassy muscat\nACTION: RUEHC/Secstate Washdc\n"
		"cc: ZEN/USLO DUQM; AMEMBASSY DOHA ROUTINE\nMRN: 09MUSCAT452\n"
		"Date: 2009-09-24T14:31Z\nPrecedence: P/R\nClass: unclassified//fouo\n"
		"Subj: A\n subject\nTAGS: PREL MU\n\nText.\n";
	struct septel_draft draft;
	struct septel_diagnostics diagnostics;
	(void)state;
	assert_int_equal(
		septel_draft_read(&draft, &diagnostics, septel_view_of(DRAFT), NULL, arena),
		SEPTEL_OK);
	assert_int_equal(diagnostics.count, 0);
	assert_view(draft.from.name, "AMEMBASSY MUSCAT");
	assert_view(draft.to.at[0].ri, "RUEHC");
	assert_int_equal(draft.info.count, 2);
	assert_true(draft.info.at[0].by_other_means);
	assert_view(draft.info.at[1].precedence, "ROUTINE");
	assert_view(draft.id, "09MUSCAT452");
	assert_int_equal(draft.precedence.action, SEPTEL_PRIORITY);
	assert_int_equal(draft.precedence.info, SEPTEL_ROUTINE);
	assert_int_equal(draft.classification, SEPTEL_UNCLASSIFIED);
	assert_view(draft.captions.at[0], "FOUO");
	assert_view(draft.subject, "A subject");
	assert_int_equal(draft.tags.count, 2);
}

/* An addressee that no table routes is told of, wherever it stands in the list. */
static void test_unrouted_addressees(void **state)
{
	static const char *const CASES[] = {"To: ACME OF NOWHERE; SECSTATE WASHDC\n",
					    "To: SECSTATE WASHDC; ACME OF NOWHERE\n",
					    "To: SECSTATE WASHDC\nInfo: ACME OF NOWHERE\n"};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char headers[256];
		struct septel_view out;
		struct septel_draft draft;
		struct septel_diagnostics diagnostics;
		snprintf(headers, sizeof headers,
			 "From: AMEMBASSY MUSCAT\n%sNumber: MUSCAT 452\nDTG: 241431Z SEP 09\n"
			 "Precedence: ROUTINE\nClass: U\nTags: PREL\n\nText.\n",
			 CASES[i]);
		assert_int_equal(septel_draft_read(&draft, &diagnostics, septel_view_of(headers),
						   NULL, arena),
				 SEPTEL_OK);
		assert_int_equal(septel_compose(&out, &diagnostics, &draft, NULL, arena),
				 SEPTEL_OK);
		size_t told = 0;
		for (size_t k = 0; k < diagnostics.count; k++)
			told += strcmp(diagnostics.at[k].code, "draft.routing") == 0;
		assert_int_equal(told, 1);
	}
}

/* Looking each routing indicator up among the others takes bounded time. */
static void test_too_many_to_route(void **state)
{
	enum { COUNT = COMPOSE_ROUTING_LIMIT + 1 };
	static const char *const HEADERS_OF[] = {"Routing", "Info"};
	static const char *const CODES[] = {"draft.routing", "draft.address"};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		static char headers[COUNT * 24];
		struct septel_view out;
		struct septel_diagnostics diagnostics;
		size_t length = 0;
		for (unsigned k = 0; k < COUNT; k++)
			length += (size_t)snprintf(headers + length, sizeof headers - length,
						   "%s: RU%c%c%c\n", HEADERS_OF[i], 'A' + k % 26,
						   'A' + k / 26 % 26, 'A' + k / 676);
		assert_int_equal(compose_text(&out, &diagnostics, headers, "Text.\n", NULL),
				 SEPTEL_EREFUSED);
		assert_string_equal(diagnostics.at[0].code, CODES[i]);
	}
}

/* ---- signs ------------------------------------------------------------------ */

static void test_signs(void **state)
{
	static const struct {
		const char *typed, *state, *narrow;
	} CASES[] = {
		{"It\u2019s \u201cso\u201d \u2013 caf\u00e9", "It's \"so\" - cafe",
		 "ITS QUOTE SO UNQUOTE - CAFE"},
		{"50% & more", "50% & more", "50 PERCENT AND MORE"},
		{"a@b.gov; c", "a@b.gov; c", "A(AT)B.GOV SEMICOLON C"},
		{"$5 #1", "$5 #1", "DOLLARS 5 NUMBER 1"},
		{"[x]\u2026", "[x]...", "(X)..."},
		{"\u0141\u00f3d\u017a \u20ac 3", "Lodz EUR  3", "LODZ EUR 3"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_view out;
		struct septel_diagnostics diagnostics;
		assert_int_equal(compose_text(&out, &diagnostics, "", CASES[i].typed, NULL),
				 SEPTEL_OK);
		assert_true(septel__find(out, CASES[i].state, 0) != VIEW_NOT_FOUND);
		assert_int_equal(
			compose_text(&out, &diagnostics, "Profile: acp127\n", CASES[i].typed, NULL),
			SEPTEL_OK);
		const struct septel_paragraph *first = &read_back(out)->paragraphs.at[0];
		assert_view(first->text, CASES[i].narrow);
	}
}

static void test_signs_refused(void **state)
{
	static const char *const CASES[] = {"\u0416", "\u4e2d", "\xff", "a\x07"};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct septel_view out = VIEW_LITERAL("-");
		struct septel_diagnostics diagnostics = {0};
		assert_int_equal(compose_text(&out, &diagnostics, "", CASES[i], NULL),
				 SEPTEL_EREFUSED);
		assert_int_equal(diagnostics.count, 1);
		assert_int_equal(out.len, 0);
		assert_string_equal(diagnostics.at[0].code, "draft.sign");
	}
}

/* ---- what is composed reads back -------------------------------------------- */

static uint32_t seed;

static uint32_t roll(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* Words that a careless wrap turns into something else at a line start. */
static const char *const WORDS[] = {"the",
				    "delegation",
				    "(a)",
				    "B.",
				    "12.",
				    "two-",
				    "REF:",
				    "SUBJECT:",
				    "TO",
				    "INFO",
				    "BT-like",
				    "--",
				    "-",
				    "SECRET",
				    "Embassy",
				    "said",
				    "(see",
				    "below)",
				    "U.S.",
				    "3.5",
				    "PAGE",
				    "follows:",
				    "assurances",
				    "November",
				    "https://www.example.gov/a/rather/long/address/of/a/page",
				    "DE",
				    "Q4.",
				    "TAGS:",
				    "i)"};

static struct septel_view words(size_t count)
{
	char *text = septel_arena_alloc(arena, count * 64 + 16);
	size_t length = 0;
	assert_non_null(text);
	memcpy(text, "Text", 4);
	length = 4;
	for (size_t i = 0; i < count; i++) {
		const char *word = WORDS[roll(sizeof WORDS / sizeof *WORDS)];
		text[length++] = ' ';
		memcpy(text + length, word, strlen(word));
		length += strlen(word);
	}
	memcpy(text + length, " ends.", 6);
	return (struct septel_view){text, length + 6};
}

static struct septel_draft generated(struct septel_paragraph *paragraphs, size_t count)
{
	static const struct septel_view TAGS[] = {{"PREL", 4}, {"(DOE, JANE)", 11}, {"MU", 2}};
	static const struct septel_addressee TO[] = {{.ri = {"RUEHC", 5},
						      .name = {"SECSTATE WASHDC", 15},
						      .precedence = {"PRIORITY", 8},
						      .mcn = {"9999", 4}},
						     {.ri = {"", 0},
						      .name = {"AMEMBASSY DOHA", 14},
						      .precedence = {"", 0},
						      .mcn = {"", 0}}};
	struct septel_draft draft;
	septel_draft_init(&draft);
	draft.as_stated = true;
	draft.profile = SEPTEL_PROFILE_STATE;
	draft.id = VIEW_LITERAL("09MUSCAT452");
	draft.from.name = VIEW_LITERAL("AMEMBASSY MUSCAT");
	draft.to = (struct septel_addressees){TO, 1 + roll(2)};
	draft.precedence.action = draft.precedence.info = SEPTEL_PRIORITY;
	draft.dtg = (struct septel_time){2009, 12, 31, 23, 59};
	draft.classification = SEPTEL_UNCLASSIFIED;
	draft.tags = (struct septel_views){TAGS, 3};
	draft.subject = septel__slice(VIEW_LITERAL("A SUBJECT THAT MAY RUN OVER SEVERAL LINES OF "
						   "THE HEADING, FOR SECTIONS REPEAT IT"),
				      0, 9 + roll(72));
	draft.subject = septel__trim(draft.subject);
	if (roll(2))
		draft.signature = VIEW_LITERAL("SAMPLE");
	for (size_t i = 0; i < count; i++)
		paragraphs[i] = (struct septel_paragraph){.number = (int)i + 1,
							  .marking = VIEW_LITERAL("U"),
							  .heading = {"", 0},
							  .text = words(1 + roll(200))};
	draft.paragraphs = (struct septel_paragraphs){paragraphs, count};
	return draft;
}

/* Composes, or fails with what was found. */
static struct septel_view composed(const struct septel_draft *draft,
				   const struct septel_compose_options *options)
{
	struct septel_view out;
	struct septel_diagnostics diagnostics;
	if (septel_compose(&out, &diagnostics, draft, options, arena) != SEPTEL_OK)
		fail_msg("seed %u: %.*s", seed, VIEW_FORMAT(diagnostics.at[0].text));
	return out;
}

/* No line over 69 columns; no section over 110 lines without BT. */
static void assert_geometry(struct septel_view sections)
{
	struct septel_view line;
	size_t lines = 0, breaks = 0;
	while (septel__next_line(&sections, &line)) {
		assert_true(line.len <= 69);
		if (septel__starts(line, "VZCZC"))
			lines = breaks = 0;
		if (septel__equal(line, VIEW_LITERAL("BT")))
			breaks++;
		else if (breaks < 2)
			lines++;
		assert_true(lines <= SEPTEL_SECTION_LINES);
	}
}

/* Fails, showing where they part. */
static void assert_same(struct septel_view read, struct septel_view stated, uint32_t number)
{
	size_t at = 0;
	while (at < read.len && at < stated.len && read.ptr[at] == stated.ptr[at])
		at++;
	if (at == read.len && at == stated.len)
		return;
	at = at > 30 ? at - 30 : 0;
	fail_msg("seed %u: '%.80s' is not '%.80s'", number, at < read.len ? read.ptr + at : "",
		 at < stated.len ? stated.ptr + at : "");
}

static void test_generated(void **state)
{
	static const struct septel_compose_options WHOLE = {.whole = true};
	(void)state;
	for (uint32_t i = 0; i < GENERATED; i++) {
		struct septel_paragraph paragraphs[12];
		septel_arena_reset(arena);
		seed = i;
		const struct septel_draft draft = generated(paragraphs, 1 + roll(12));
		const struct septel_view whole = composed(&draft, &WHOLE);
		const struct septel_view sections = composed(&draft, NULL);
		assert_geometry(sections);
		assert_true(septel__equal(joined(sections, i % 2 == 1), whole));
		const struct septel_message *message = read_back(whole);
		assert_view(message->id, "09MUSCAT452");
		assert_true(septel__equal(message->signature, draft.signature));
		assert_int_equal(message->paragraphs.count, draft.paragraphs.count);
		for (size_t k = 0; k < draft.paragraphs.count; k++)
			assert_same(message->paragraphs.at[k].text, paragraphs[k].text, i);
	}
}

/* A letter too long for its line is refused; the list is not dropped. */
static void test_long_letter(void **state)
{
	static const char LETTER[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ1234567";
	struct septel_paragraph paragraphs[1];
	const struct septel_reference references[] = {
		{.letter = VIEW_LITERAL(LETTER), .text = VIEW_LITERAL("DOHA 12")}};
	(void)state;
	struct septel_draft draft = generated(paragraphs, 1);
	draft.references = (struct septel_references){references, 1};
	struct septel_view out;
	struct septel_diagnostics diagnostics;
	assert_int_equal(septel_compose(&out, &diagnostics, &draft, NULL, arena), SEPTEL_EREFUSED);
	assert_string_equal(diagnostics.at[0].code, "V12");
}

/* An addressee whose line would cut the message in two. */
static void test_end_mark_is_refused(void **state)
{
	struct septel_paragraph paragraphs[1];
	const struct septel_addressee addressees[] = {
		{.ri = VIEW_LITERAL("RUEHC"), .name = VIEW_LITERAL("SECSTATE WASHDC")},
		{.name = VIEW_LITERAL("NNN")}};
	(void)state;
	struct septel_draft draft = generated(paragraphs, 1);
	draft.to = (struct septel_addressees){addressees, 2};
	struct septel_view out;
	struct septel_diagnostics diagnostics;
	assert_int_equal(septel_compose(&out, &diagnostics, &draft, NULL, arena), SEPTEL_EREFUSED);
	bool told = false;
	for (size_t i = 0; i < diagnostics.count; i++)
		told |= strcmp(diagnostics.at[i].code, "draft.message") == 0;
	assert_true(told && out.len == 0);
}

/* What goes out in a heading is held to the circuit's characters and columns as
 * the text is, whatever a reader would mend. */
static void test_heading_is_held_to_the_circuit(void **state)
{
	static const struct {
		const char *name, *code;
	} CASES[] = {
		{"AMEMBASSY M\xC3\x9CNCHEN", "V13"},
		{"AMEMBASSY LONDON\rBT", "V13"},
		{"AMEMBASSY LONDON AMEMBASSY LONDON AMEMBASSY LONDON AMEMBASSY LONDON", "V12"},
	};
	struct septel_paragraph paragraphs[1];
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_addressee addressees[] = {
			{.ri = VIEW_LITERAL("RUEHC"), .name = septel_view_of(CASES[i].name)}};
		struct septel_draft draft = generated(paragraphs, 1);
		draft.to = (struct septel_addressees){addressees, 1};
		struct septel_view out;
		struct septel_diagnostics diagnostics;
		assert_int_equal(septel_compose(&out, &diagnostics, &draft, NULL, arena),
				 SEPTEL_EREFUSED);
		bool told = false;
		for (size_t k = 0; k < diagnostics.count; k++)
			told |= strcmp(diagnostics.at[k].code, CASES[i].code) == 0;
		assert_true(told && out.len == 0);
	}
}

static void test_sentences_set_end_to_end(void **state)
{
	static const struct septel_view SENTENCES[] = {
		{"He came.", 8}, {"- it rained;", 12}, {"no more", 7}, {"Then he left.", 13}};
	(void)state;
	assert_view(septel_text_of_sentences((struct septel_views){SENTENCES, 4}, arena),
		    "He came.\n- it rained;\nno more\nThen he left.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_headers),
		cmocka_unit_test(test_other_names),
		cmocka_unit_test(test_unrouted_addressees),
		cmocka_unit_test(test_too_many_to_route),
		cmocka_unit_test(test_signs),
		cmocka_unit_test(test_signs_refused),
		cmocka_unit_test(test_generated),
		cmocka_unit_test(test_long_letter),
		cmocka_unit_test(test_end_mark_is_refused),
		cmocka_unit_test(test_heading_is_held_to_the_circuit),
		cmocka_unit_test(test_sentences_set_end_to_end),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
