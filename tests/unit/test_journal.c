/* test_journal.c - journals and registries: what is read, and each fault with its place. */
#include "../../src/casebook/anchors.h"
#include "../../src/casebook/casebook.h"
#include "../../src/casebook/evidence.h"
#include "arena_fixture.h"

static const char REGISTRY[] = "; standing bodies\n"
			       "party goi state Government of Iraq\n"
			       "party mod ministry ; defence\n"
			       "party icrc international\n"
			       "party leyla person\n"
			       "place camp-ashraf camp Camp Ashraf\n"
			       "member mod of goi\n"
			       "post envoy of goi\n";

#define MESSAGE "@msg 08BAGHDAD9001 dtg=2008-12-04T06:37Z class=C decl=2018-12-04\n"
#define SRC     "    src 1.1 \"The team came.\"\n"

static struct casebook *read_both(const char *registry, struct septel_view text)
{
	struct casebook *book = malloc(sizeof *book);
	const struct journal names = {.path = septel_view_of("registry"),
				      .text = septel_view_of(registry)};
	struct journal *journal = septel_arena_alloc(arena, sizeof *journal);
	assert_non_null(book);
	assert_non_null(journal);
	*journal = (struct journal){.path = septel_view_of("a.jrn"), .text = text};
	septel__casebook_init(book, arena);
	septel__casebook_read(book, &names, journal, 1);
	assert_false(septel__casebook_failed(book));
	return book;
}

static void assert_fault(const struct casebook *book, const char *expected)
{
	char text[2048];
	if (book->fault_count == 0)
		fail_msg("no fault; expected %s", expected);
	const struct fault *fault = &book->faults[0];
	snprintf(text, sizeof text, "%.*s:%u:%u: %.*s", VIEW_FORMAT(fault->path), fault->line,
		 fault->column, VIEW_FORMAT(fault->text));
	if (strncmp(text, expected, strlen(expected)) != 0)
		fail_msg("'%s' does not begin '%s'", text, expected);
}

static const struct {
	const char *journal, *fault; /* the beginning of it */
} FAULTS[] = {
	{MESSAGE "2008-12-01 promise.mode pr-a\n" SRC,
	 "a.jrn:2:12: unknown type 'promise.mode': expected promise.proposed, promise.made"},
	{MESSAGE "2008-12-01 promise pr-a\n" SRC,
	 "a.jrn:2:12: unknown type 'promise': expected a type"},
	{MESSAGE "2008-13-01 promise.made pr-a\n" SRC,
	 "a.jrn:2:1: no date '2008-13-01': expected YYYY"},
	{MESSAGE "2008-12-01 promise.made pr-a now\n" SRC,
	 "a.jrn:2:30: unexpected 'now': expected the end"},
	{MESSAGE "2008-12-01 promise.made pr/a\n" SRC,
	 "a.jrn:2:25: no name 'pr/a': expected a name"},
	{MESSAGE "2008-12-01 promise.made\n" SRC, "a.jrn:2:24: no name: expected a name"},
	{MESSAGE "2008-12-01 promise.made pr-a\n    by icrc\n    holder mod\n" SRC,
	 "a.jrn:4:5: unknown key 'holder': expected by, what, to"},
	{MESSAGE "2008-12-01 promise.made pr-a\n    by icrc\n" SRC,
	 "a.jrn:2:12: a key is missing of 'promise.made': expected what words"},
	{MESSAGE "2008-12-01 promise.made pr-a\n    by icrc\n    what visit\n",
	 "a.jrn:2:12: a key is missing of 'promise.made': expected src P.S"},
	{MESSAGE "2008-12-01 promise.made pr-a\n    by icrc\n    by mod\n    what visit\n" SRC,
	 "a.jrn:4:5: stated twice 'by'"},
	{MESSAGE "2008-12-01 promise.made pr-a\n    by nobody\n    what visit\n" SRC,
	 "a.jrn:3:8: unknown party 'nobody': expected one of the registry"},
	{MESSAGE "2008-12-01 promise.made pr-a\n    by\n    what visit\n" SRC,
	 "a.jrn:3:5: nothing stands behind 'by': expected a party"},
	{MESSAGE "2008-12-01 promise.made pr-a\n    by icrc mod\n    what visit\n" SRC,
	 "a.jrn:3:13: unexpected 'mod': expected one name"},
	{MESSAGE "2008-12-01 promise.kept pr-none\n" SRC, "a.jrn:2:25: unknown promise 'pr-none'"},
	{MESSAGE "2008-12-01 encounter.held e1\n    who icrc nobody\n" SRC,
	 "a.jrn:3:14: unknown party 'nobody'"},
	{MESSAGE "2008-12-01 pref.reported leyla\n    option home\n    by icrc\n" SRC,
	 "a.jrn:3:12: unknown option 'home': expected return, third-country, asylum"},
	{MESSAGE
	 "2008-12-01 pref.reported leyla\n    option return\n    by icrc\n    mood sure\n" SRC,
	 "a.jrn:5:10: unknown mood 'sure': expected asserted"},
	{MESSAGE "2008-12-01 option.availability home\n    state refused\n    by goi\n" SRC,
	 "a.jrn:2:32: unknown option 'home'"},
	{MESSAGE "2008-12-01 person.left leyla\n    from nowhere\n" SRC,
	 "a.jrn:3:10: unknown place 'nowhere'"},
	{MESSAGE "2008-12-01 person.left leyla\n    from camp-ashraf\n    src 1 \"x\"\n",
	 "a.jrn:4:9: no sentence '1': expected PARAGRAPH.SENTENCE"},
	{MESSAGE "2008-12-01 person.left leyla\n    from camp-ashraf\n    src 1.1 x\n",
	 "a.jrn:4:13: no quote 'x'"},
	{MESSAGE "2008-12-01 person.left leyla\n    from camp-ashraf\n    src 1.1 \"\"\n",
	 "a.jrn:4:13: no quote '\"\"'"},
	{MESSAGE "2008-12-01 person.left leyla\n    from camp-ashraf\n    src 1.1 (Q) \"x\"\n",
	 "a.jrn:4:14: no portion mark 'Q'"},
	{MESSAGE "2008-12-01 person.left leyla\n    from camp-ashraf\n    src manual\n",
	 "a.jrn:4:9: nobody is named by 'manual'"},
	{MESSAGE "2008-12-01 promise.made pr-a\n    by icrc\n    what x\n    due soon\n" SRC,
	 "a.jrn:5:9: no date 'soon': expected YYYY-MM-DD"},
	{MESSAGE
	 "2008-12-01 promise.made pr-a\n    by icrc\n    what x\n    due \"soon\" from 2008\n" SRC,
	 "a.jrn:5:16: unexpected 'from': expected event"},
	{MESSAGE "2008-12-01 series.pledged s\n    between icrc mod\n    every often\n" SRC,
	 "a.jrn:4:11: no recurrence 'often'"},
	{MESSAGE "2008-12-01 assurance.given a\n    by goi\n    to icrc\n    clause a treaty: x\n  "
		 "  form oral\n" SRC,
	 "a.jrn:5:14: unknown clause kind 'treaty': expected treatment"},
	{MESSAGE "2008-12-01 rule.proposed r\n    when return\n    lead icrc and mod\n" SRC,
	 "a.jrn:4:10: no lead 'icrc and mod'"},
	{MESSAGE "2008-12-01 party.noted q\n    is x\n    count many\n" SRC,
	 "a.jrn:4:11: no number 'many'"},
	{MESSAGE "2008-12-01 party.noted q\n    is x\n    grade G1\n" SRC,
	 "a.jrn:4:11: no grade 'G1'"},
	{MESSAGE "2008-12-01 party.noted q\n    is x\n    caveat PINK\n" SRC,
	 "a.jrn:4:12: unknown caption 'PINK'"},
	{MESSAGE "2008-12-01 party.noted q\n    is x\n    id i\n" SRC
		 "2008-12-01 party.noted r\n    is x\n    id i\n" SRC,
	 "a.jrn:8:8: given already 'i'"},
	{MESSAGE "2008-12-01 party.noted q\n    is x\n    corrects i\n" SRC,
	 "a.jrn:4:14: unknown claim 'i'"},
	{MESSAGE "    by icrc\n", "a.jrn:2:5: a key of no claim 'by'"},
	{"2008-12-01 party.noted q\n    is x\n" SRC, "a.jrn:1:1: a claim of no message"},
	{"@msg 08BAGHDAD9001 class=C\n", "a.jrn:1:1: no dtg= behind '@msg'"},
	{"@msg 08BAGHDAD9001 dtg=2008-12-04T06:37Z\n", "a.jrn:1:1: no class= behind '@msg'"},
	{"@msg 08BAGHDAD9001 dtg=2008-12-04 class=C\n", "a.jrn:1:24: no time '2008-12-04'"},
	{"@msg 08BAGHDAD9001 dtg=2008-12-04T06:37Z class=Q\n", "a.jrn:1:48: no class 'Q'"},
	{"@msg 08BAGHDAD9001 dtg=2008-12-04T06:37Z class=C split=2\n",
	 "a.jrn:1:56: unknown rules '2'"},
	{"@msg 08BAGHDAD9001 dtg=2008-12-04T06:37Z class=C by=me\n",
	 "a.jrn:1:50: unknown word 'by=me'"},
	{"@msg ../x dtg=2008-12-04T06:37Z class=C\n", "a.jrn:1:6: no number of a message '../x'"},
	{"@message x\n", "a.jrn:1:1: unknown word '@message': expected @msg"},
	{MESSAGE "2008-12-01 party.noted q\n    is \xFF\n" SRC, "a.jrn:3:8: no text '?'"},
	{MESSAGE "2008-12-01 party.noted q\n    is a\x1B[2J\n" SRC, "a.jrn:3:9: no text '?'"},
};

static void each_fault_has_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
		septel_arena_reset(arena);
		struct casebook *book = read_both(REGISTRY, septel_view_of(FAULTS[i].journal));
		assert_fault(book, FAULTS[i].fault);
		if (book->fault_count != 1)
			fail_msg("%s: %zu faults", FAULTS[i].fault, book->fault_count);
		free(book);
	}
}

static const struct {
	const char *registry, *fault;
} REGISTRY_FAULTS[] = {
	{"party a prince\n", "registry:1:9: no kind of party 'prince': expected person"},
	{"party a state\nparty a state\n", "registry:2:7: named twice 'a'"},
	{"parties a state\n", "registry:1:1: unknown word 'parties': expected party, place"},
	{"party a state\nmember a off b\n", "registry:2:10: unexpected 'off': expected of"},
	{"party a state\nmember a of b\n", "registry:2:13: unknown party 'b'"},
	{"party a state\nmember b of a\n", "registry:2:8: unknown party 'b'"},
	{"place\n", "registry:1:6: no name"},
};

static void each_fault_of_a_registry(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof REGISTRY_FAULTS / sizeof *REGISTRY_FAULTS; i++) {
		struct casebook *book =
			read_both(REGISTRY_FAULTS[i].registry, (struct septel_view){"", 0});
		assert_fault(book, REGISTRY_FAULTS[i].fault);
		assert_int_equal(book->fault_count, 1);
		free(book);
	}
}

static void names_and_members(void **state)
{
	(void)state;
	struct casebook *book = read_both(REGISTRY, (struct septel_view){"", 0});
	assert_int_equal(book->fault_count, 0);
	const struct thing *mod = septel__casebook_find(book, septel_view_of("mod"), THING_PARTY);
	const struct thing *goi = septel__casebook_find(book, septel_view_of("goi"), THING_PARTY);
	const struct thing *envoy =
		septel__casebook_find(book, septel_view_of("envoy"), THING_PARTY);
	assert_non_null(mod);
	assert_view(mod->title, "");
	assert_view(goi->title, "Government of Iraq");
	assert_true(septel__is_part_of(mod, goi));
	assert_true(septel__is_part_of(envoy, goi));
	assert_false(septel__is_part_of(goi, mod));
	assert_null(septel__casebook_find(book, septel_view_of("goi"), THING_PLACE));
	free(book);
}

/* Layers of organisations, each of which is a member of all those of the next layer. */
static const char *layers(int deep, int wide)
{
	static char text[65536];
	size_t len = 0;
	for (int layer = 0; layer < deep; layer++)
		for (int i = 0; i < wide; i++)
			len += (size_t)snprintf(text + len, sizeof text - len,
						"party l%d-%d organisation\n", layer, i);
	for (int layer = 0; layer + 1 < deep; layer++)
		for (int i = 0; i < wide * wide; i++)
			len += (size_t)snprintf(text + len, sizeof text - len,
						"member l%d-%d of l%d-%d\n", layer, i / wide,
						layer + 1, i % wide);
	assert_true(len < sizeof text);
	return text;
}

static void memberships_branch_and_run_long(void **state)
{
	static const struct {
		int deep, wide;
		const char *last, *fault; /* one of the last layer */
	} LAYERS[] = {
		{40, 1, "l39-0", NULL},
		{21, 3, "l20-2", NULL},
		{70, 1, "l69-0", "registry:76:8: part of too much 'l5-0'"},
		{9, 9, "l8-8", "registry:"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof LAYERS / sizeof *LAYERS; i++) {
		struct casebook *book = read_both(layers(LAYERS[i].deep, LAYERS[i].wide),
						  (struct septel_view){"", 0});
		const struct thing *first =
			septel__casebook_find(book, septel_view_of("l0-0"), THING_PARTY);
		const struct thing *last =
			septel__casebook_find(book, septel_view_of(LAYERS[i].last), THING_PARTY);
		if (LAYERS[i].fault) {
			assert_fault(book, LAYERS[i].fault);
		} else {
			assert_int_equal(book->fault_count, 0);
			assert_true(septel__is_part_of(first, last));
			assert_true(septel__is_bound_to(last, first));
			assert_false(septel__is_part_of(last, first));
		}
		free(book);
	}
}

static void a_claim_is_read_whole(void **state)
{
	static const char TEXT[] = "; a comment\n" MESSAGE "\n"
				   "2008-11-25/2008-11-27 promise.made pr-a\n"
				   "\tby   icrc\n"
				   "  ; another\n"
				   "\n"
				   "    what visit; and return \n"
				   "    due  \"next week\" event 2008-11-26\n"
				   "    to   not-stated\n"
				   "    src  7.4 (C) \"he said \"yes\" twice\"\n"
				   "2002~ party.noted cousin\n"
				   "    is x\n"
				   "    src manual leyla\n";
	(void)state;
	struct casebook *book = read_both(REGISTRY, septel_view_of(TEXT));
	assert_int_equal(book->fault_count, 0);
	assert_int_equal(book->claim_count, 2);
	assert_int_equal(book->anchor_count, 2);
	const struct claim *claim = book->claims[0];
	assert_int_equal(claim->entered, 1);
	assert_int_equal(claim->line, 4);
	assert_int_equal(claim->type, CLAIM_PROMISE_MADE);
	assert_int_equal(claim->days.from.day, 25);
	assert_int_equal(claim->days.to.day, 27);
	assert_view(claim->about->name, "pr-a");
	assert_ptr_equal(claim->about->made_by, claim);
	assert_int_equal(claim->message->dtg.minute, 37);
	assert_view(septel__claim_value(claim, KEY_WHAT)->text, "visit; and return");
	assert_view(septel__claim_value(claim, KEY_BY)->is.things.at[0]->name, "icrc");
	assert_true(septel__claim_value(claim, KEY_TO)->silent);
	const struct claim_due *due = &septel__claim_value(claim, KEY_DUE)->is.due;
	assert_view(due->words, "next week");
	assert_int_equal(due->days.from.day, 26);
	const struct claim_anchor *anchor = &septel__claim_value(claim, KEY_SRC)->is.anchor;
	assert_int_equal(anchor->paragraph, 7);
	assert_int_equal(anchor->sentence, 4);
	assert_view(anchor->mark, "C");
	assert_view(anchor->quote, "he said \"yes\" twice");
	/* Lossless: the claim is that part of the text. */
	assert_true(septel__starts(claim->whole, "2008-11-25/2008-11-27 promise.made"));
	assert_true(septel__ends(claim->whole, "twice\""));
	assert_true(book->claims[1]->days.about);
	assert_view(septel__claim_value(book->claims[1], KEY_SRC)->is.anchor.officer, "leyla");
	free(book);
}

static void journals_come_by_their_time(void **state)
{
	(void)state;
	struct journal journals[] = {
		{.path = septel_view_of("a.jrn"),
		 .text = septel_view_of("@msg SYN0002 dtg=2008-12-12T09:00Z class=C\n"
					"2008-12-09 promise.kept pr-a\n" SRC)},
		{.path = septel_view_of("b.jrn"),
		 .text = septel_view_of(
			 MESSAGE "2008-11-26 promise.made pr-a\n    by icrc\n    what x\n" SRC)},
	};
	const struct journal registry = {.path = septel_view_of("registry"),
					 .text = septel_view_of(REGISTRY)};
	struct casebook book;
	septel__casebook_init(&book, arena);
	septel__casebook_read(&book, &registry, journals, 2);
	assert_int_equal(book.fault_count, 0);
	assert_int_equal(book.claim_count, 2);
	assert_int_equal(book.claims[0]->type, CLAIM_PROMISE_MADE);
	assert_int_equal(book.claims[1]->entered, 2);
}

/* ---- days, quotes, the table ---------------------------------------------------------------- */

static void days(void **state)
{
	static const struct {
		const char *text;
		bool fine;
	} ROWS[] = {{"2008-11-27", true},
		    {"2008-11", true},
		    {"2008", true},
		    {"2002~", true},
		    {"../2008-11-25", true},
		    {"2008-04/..", true},
		    {"2008-04/2008-11-27", true},
		    {"2008-02-30", false},
		    {"2008-1-1", false},
		    {"../..", false},
		    {"2008-11/2008-10", false},
		    {"", false},
		    {"/", false},
		    {"0000", false},
		    {"2008-00", false},
		    {"2008-11-27x", false},
		    {"~", false}};
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct days read;
		if (septel__days_read(septel_view_of(ROWS[i].text), &read) != ROWS[i].fine)
			fail_msg("'%s'", ROWS[i].text);
	}
}

static void quotes(void **state)
{
	static const struct {
		const char *sentence, *quote;
		bool stands;
	} ROWS[] = {{"He  walked\nout.", "He walked out.", true},
		    {"the GOI\xE2\x80\x99s word", "GOI's word", true},
		    {"\xE2\x80\x9Cyes\xE2\x80\x9D", "\"yes\"", true},
		    {"He walked out.", "he walked", false},
		    {"He walked out.", "He walked out. Then", false},
		    {"He walked out.", " ", false}};
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
		if (septel__quote_stands(septel_view_of(ROWS[i].sentence),
					 septel_view_of(ROWS[i].quote), arena) != ROWS[i].stands)
			fail_msg("'%s'", ROWS[i].quote);
}

static void the_table_agrees_with_itself(void **state)
{
	bool used[CLAIM_KEYS] = {false};
	(void)state;
	for (enum claim_type type = CLAIM_ANY; type < CLAIM_COUNT; type++) {
		size_t count;
		const struct key_row *keys = septel__type_keys(type, &count);
		const struct type_row *row = septel__type_row(type);
		if (type != CLAIM_ANY)
			assert_int_equal(septel__type_of(septel_view_of(row->name)), type);
		for (size_t i = 0; i < count; i++) {
			const struct septel_view name =
				septel_view_of(septel__key_name(keys[i].key));
			used[keys[i].key] = true;
			/* A key stands once in a type: what is found is this row. */
			assert_ptr_equal(septel__key_of(type, name), &keys[i]);
		}
	}
	for (enum claim_key key = 0; key < CLAIM_KEYS; key++)
		if (!used[key])
			fail_msg("no type has the key '%s'", septel__key_name(key));
	for (enum word_list list = LIST_NONE + 1; list < LIST_COUNT; list++)
		for (size_t i = 0; i < septel__list_row(list)->count; i++)
			assert_int_equal(
				septel__word_of(list,
						septel_view_of(septel__list_row(list)->words[i])),
				i);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, make_arena, free_arena)
	const struct CMUnitTest tests[] = {
		TEST(each_fault_has_its_place),
		TEST(each_fault_of_a_registry),
		TEST(names_and_members),
		TEST(memberships_branch_and_run_long),
		TEST(a_claim_is_read_whole),
		TEST(journals_come_by_their_time),
		TEST(days),
		TEST(quotes),
		TEST(the_table_agrees_with_itself),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
