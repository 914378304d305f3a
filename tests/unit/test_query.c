/* Queries become trees whose canonical text is known, or errors at a place. */
#include "unit.h"

#include "../../src/base/date.h"
#include "../../src/base/limits.h"
#include "same_query.h"

static const struct {
	const char *text, *canonical;
} GOOD[] = {
	/* Everything, words. */
	{"", ""},
	{" \t\n", ""},
	{"\u3000", ""},
	{"iran", "iran"},
	{"  IRAN  ", "iran"},
	{"São", "sao"},
	{"Straße", "strasse"},
	{"iran nuclear", "iran nuclear"},
	{"iran\u3000nuclear\u00A0talks", "iran nuclear talks"},
	{"Iran's", "iran"},
	{"U.S.", "us"},
	{"-word", "word"},
	{"+word!", "word"},
	{"smith & wesson", "smith wesson"},
	{"-- a", "a"},
	{"北京", "\"北 京\""},
	/* A term of several words is a phrase. */
	{"al-Maliki", "\"al maliki\""},
	{"12:30", "\"12 30\""},
	{"3.5", "\"3 5\""},
	{"1,234", "1234"},
	{"AT&T", "\"at t\""},
	{"https://example.org/a", "\"https example org a\""},
	{"re: visit", "re visit"},
	{"a1:b", "\"a1 b\""},
	{"08BAGHDAD3796", "08baghdad3796"},
	{"NAVADMIN100/10", "\"navadmin100 10\""},
	/* Phrases. */
	{"\"tel aviv\"", "\"tel aviv\""},
	{"\"Tel--Aviv!\"", "\"tel aviv\""},
	{"\"single\"", "single"},
	{"\"AND\"", "and"},
	{"\"a AND (b)\"", "\"a and b\""},
	{"“tel aviv”", "\"tel aviv\""},
	{"a\"b c\"d", "a \"b c\" d"},
	/* Prefixes. */
	{"gov*", "gov*"},
	{"GOV*", "gov*"},
	{"\"maliki gov*\"", "\"maliki gov*\""},
	{"\"maliki gov* \"", "\"maliki gov*\""},
	{"al-mal*", "\"al mal*\""},
	{"\"gov*\"", "gov*"},
	{"from:bagh*", "from:bagh*"},
	{"iran's*", "iran*"},
	/* Operators. */
	{"a AND b", "a b"},
	{"a OR b", "a OR b"},
	{"a OR b OR c", "a OR b OR c"},
	{"a b OR c", "a b OR c"},
	{"a OR b c", "a OR b c"},
	{"(a OR b) c", "(a OR b) c"},
	{"(a OR b)c", "(a OR b) c"},
	{"a(b)", "a b"},
	{"a AND (b AND (c d))", "a b c d"},
	{"a OR (b OR c)", "a OR b OR c"},
	{"(a b) OR c", "a b OR c"},
	{"((a))", "a"},
	{"NOT a", "NOT a"},
	{"NOT a b", "NOT a b"},
	{"NOT (a b)", "NOT (a b)"},
	{"NOT (a OR b)", "NOT (a OR b)"},
	{"NOT NOT a", "a"},
	{"NOT NOT NOT a", "NOT a"},
	{"NOT (NOT a)", "a"},
	{"a NOT b", "a NOT b"},
	{"a AND NOT b", "a NOT b"},
	{"a OR NOT b", "a OR NOT b"},
	{"a OR NOT b c", "a OR NOT b c"},
	{"NOT (a b) NOT (NOT (c d))", "NOT (a b) c d"},
	{"and or not", "and or not"},
	{"And Or Not", "and or not"},
	{"AND-word", "\"and word\""},
	{"ANDERSON", "anderson"},
	{"(a OR b) (c OR d) NOT e", "(a OR b) (c OR d) NOT e"},
	/* Fields. */
	{"from:baghdad", "from:baghdad"},
	{"FROM:Baghdad", "from:baghdad"},
	{"from:\"Tel Aviv\"", "from:\"tel aviv\""},
	{"from:“Tel Aviv”", "from:\"tel aviv\""},
	{"from:tel-aviv", "from:\"tel aviv\""},
	{"from:\"AMEMBASSY BAGHDAD\" iran", "from:\"amembassy baghdad\" iran"},
	{"to:secstate info:nato", "to:secstate info:nato"},
	{"tag:PHUM", "tag:phum"},
	{"tag:\"CLINTON, HILLARY\"", "tag:\"clinton hillary\""},
	{"subject:iran body:nuclear", "subject:iran body:nuclear"},
	{"sign:crocker caption:sipdis", "sign:crocker caption:sipdis"},
	{"profile:state", "profile:state"},
	{"NOT tag:PHUM", "NOT tag:phum"},
	{"(from:a OR to:b)", "from:a OR to:b"},
	{"from:12:30", "from:\"12 30\""},
	{"from:AND", "from:and"},
	/* Numbers in any form. */
	{"id:08BAGHDAD3796", "id:08BAGHDAD3796"},
	{"id:08baghdad3796", "id:08BAGHDAD3796"},
	{"id:\"08 Baghdad 003796\"", "id:08BAGHDAD3796"},
	{"ref:\"08 BAGHDAD 2658\"", "ref:08BAGHDAD2658"},
	{"ref:\"baghdad 2658\"", "ref:\"baghdad 2658\""},
	{"id:NAVADMIN100/10", "id:NAVADMIN100/10"},
	{"id:\"NAVADMIN 004/2013\"", "id:NAVADMIN4/13"},
	{"id:08bagh*", "id:08bagh*"},
	{"id:08.Baghdad.3796", "id:08BAGHDAD3796"},
	{"id:CONTENT-00ff00ff00ff00ff", "id:\"content 00ff00ff00ff00ff\""},
	/* Classifications. */
	{"class:C", "class:C"},
	{"class:c", "class:C"},
	{"class:=C", "class:C"},
	{"class:<=C", "class:<=C"},
	{"class:<C", "class:<=R"},
	{"class:>C", "class:>=S"},
	{"class:>=C", "class:>=C"},
	{"class:lou", "class:LOU"},
	{"class:TS", "class:TS"},
	{"class:>S", "class:TS"},
	{"class:<LOU", "class:U"},
	{"class:<=TS", "class:<=TS"},
	{"class:>=U", "class:<=TS"},
	{"class:secret", "class:S"},
	{"class:\"Top Secret\"", "class:TS"},
	{"class:<=\"top secret\"", "class:<=TS"},
	{"class:limited-official-use", "class:LOU"},
	{"class:<\"LIMITED OFFICIAL USE\"", "class:U"},
	{"class:>=confidential", "class:>=C"},
	{"class:unclassified OR class:restricted", "class:U OR class:R"},
	/* Dates. */
	{"date:2008", "date:2008"},
	{"date:2008-11", "date:2008-11"},
	{"date:2008-1", "date:2008-01"},
	{"date:2008-01", "date:2008-01"},
	{"date:2008-12", "date:2008-12"},
	{"date:2008-11-20", "date:2008-11-20"},
	{"date:2008-01-01", "date:2008-01-01"},
	{"date:2008-12-31", "date:2008-12-31"},
	{"date:2008-02-29", "date:2008-02-29"},
	{"date:2000..2012", "date:2000..2012"},
	{"date:2008-11-20..2008-12-04", "date:2008-11-20..2008-12-04"},
	{"date:2008-11..2009", "date:2008-11..2009"},
	{"date:2008..2008-02", "date:2008..2008-02"},
	{"date:2008-01-01..2008-12-31", "date:2008"},
	{"date:2008-02-01..2008-02-29", "date:2008-02"},
	{"date:2008-01..2009-12", "date:2008..2009"},
	{"date:2008-11..2008-11-05", "date:2008-11..2008-11-05"},
	{"date:..2008", "date:..2008"},
	{"date:2008..", "date:2008.."},
	{"date:1966..1969-12", "date:1966..1969"},
	{"date:2008-12-04T06:37Z", "date:2008-12-04T06:37Z"},
	{"date:2008-12-04t06:37", "date:2008-12-04T06:37Z"},
	{"date:2008-12-04T00:00..2008-12-04T23:59", "date:2008-12-04"},
	{"date:2008-12-04T06:00..2008-12-05", "date:2008-12-04T06:00Z..2008-12-05"},
	{"date:\"2008\"", "date:2008"},
	{"date:0001..9999", "date:0001..9999"},
	/* Collections. */
	{"in:mine", "in:mine"},
	{"in:Mine", "in:Mine"},
	{"in:\"my list\"", "in:\"my list\""},
	{"in:a*b", "in:\"a*b\""},
	{"in:\"été (2)\"", "in:\"été (2)\""},
	{"iran in:a.b-c_d", "iran in:a.b-c_d"},
};

static const struct {
	const char *text;
	unsigned column;
	const char *says;
} WRONG[] = {
	{"\"tel aviv", 1, "quote is never closed"},
	{"iran \"tel aviv", 6, "quote is never closed"},
	{"été \"x", 5, "quote is never closed"},
	{"北京 \"x", 4, "quote is never closed"},
	{"from:\"tel aviv", 6, "quote is never closed"},
	{"\"\"", 2, "no letter or digit"},
	{"\"--\"", 2, "no letter or digit"},
	{"from:\"\"", 7, "no letter or digit"},
	{"from:--", 6, "no letter or digit"},
	{"&", 2, "no letter or digit"},
	{"& --", 5, "no letter or digit"},
	/* Fields. */
	{"foo:bar", 1, "no field foo"},
	{"foo:bar", 1,
	 "subject: body: from: to: info: tag: ref: id: sign: caption: profile: class: date: in:"},
	{"iran fron:x", 6, "did you mean from:?"},
	{"tags:PHUM", 1, "did you mean tag:?"},
	{"signature:x", 1, "did you mean sign:?"},
	{"classification:x", 1, "did you mean class:?"},
	{"subj:x", 1, "did you mean subject:?"},
	{"xy:z", 1, "no field xy: (fields"},
	{"from:", 6, "right behind from:"},
	{"from: baghdad", 6, "right behind from:"},
	{"(from:)", 7, "right behind from:"},
	{"from:(a OR b)", 6, "right behind from:"},
	{"date: 2008", 6, "right behind date:"},
	/* Stars. */
	{"*", 1, "before *"},
	{"a *", 3, "before *"},
	{"from:*", 6, "before *"},
	{"\"*\"", 2, "before *"},
	{"\"gov *\"", 6, "before *"},
	{"--*", 3, "before *"},
	{"gov*ment", 4, "at the end of a word"},
	{"gov**", 4, "at the end of a word"},
	{"\"gov* iraq\"", 5, "at the end of a phrase"},
	/* Operators and parentheses. */
	{"AND", 1, "before AND"},
	{"OR b", 1, "before OR"},
	{"a AND", 6, "behind AND"},
	{"a AND  ", 6, "behind AND"},
	{"a OR", 5, "behind OR"},
	{"NOT", 4, "behind NOT"},
	{"a NOT", 6, "behind NOT"},
	{"a AND OR b", 7, "behind AND"},
	{"a OR OR b", 6, "behind OR"},
	{"NOT AND a", 5, "behind NOT"},
	{"a OR &", 7, "behind OR"},
	{"(a AND)", 7, "behind AND"},
	{"()", 2, "behind ("},
	{"(", 2, "behind ("},
	{"a (  )", 6, "behind ("},
	{"(OR a)", 2, "before OR"},
	{"(a", 1, "( is never closed"},
	{"a AND (b OR (c d)", 7, "( is never closed"},
	{"a)", 2, "has no ( before it"},
	{")", 1, "has no ( before it"},
	{"(a)) b", 4, "has no ( before it"},
	/* Classifications. */
	{"class:X", 7, "U LOU R C S TS"},
	{"class:<=X", 9, "U LOU R C S TS"},
	{"class:confidental", 7, "did you mean CONFIDENTIAL?"},
	{"class:\"top secrt\"", 8, "did you mean TOP SECRET?"},
	{"class:=<C", 7, "one of = < <= > >="},
	{"class:<>C", 7, "one of = < <= > >="},
	{"class:<", 8, "U LOU R C S TS"},
	{"class:<U", 7, "nothing is below UNCLASSIFIED"},
	{"class:>TS", 7, "nothing is above TOP SECRET"},
	{"class:averyveryveryverylongword", 7, "U LOU R C S TS"},
	/* Dates. */
	{"date:x", 6, "a year of four digits"},
	{"date:08", 6, "a year of four digits"},
	{"date:20081", 6, "a year of four digits"},
	{"date:0000", 6, "a year of four digits"},
	{"date:20081204", 6, "a year of four digits"},
	{"date:\"\"", 7, "a year of four digits"},
	{"date:2008-13", 11, "a month, 01 to 12"},
	{"date:2008-", 11, "a month, 01 to 12"},
	{"date:2008-00", 11, "a month, 01 to 12"},
	{"date:2008-11-31", 14, "a day of that month"},
	{"date:2007-02-29", 14, "a day of that month"},
	{"date:2008/11", 10, ".. and another date"},
	{"date:2008.11", 10, ".. and another date"},
	{"date:2008-11-20T", 17, "hour and minute"},
	{"date:2008-11-20T24:00", 17, "hour and minute"},
	{"date:2008-11-20T10:60", 20, "a minute"},
	{"date:..", 8, "a year of four digits"},
	{"date:2008...2009", 12, "a year of four digits"},
	{"date:2008..2009x", 16, "the end of the date"},
	{"date:2008..2009..2010", 16, "the end of the date"},
	{"date:2009..2008", 12, "ends before it begins"},
	{"date:2008-12..2008-11-30", 15, "ends before it begins"},
	/* Collections. */
	{"in:\"\"", 5, "name of a collection"},
	{"in:\" \"", 5, "name of a collection"},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Of its own size, so that a sanitizer sees what is read behind it. */
static const struct query *parse(const char *bytes, size_t length, struct septel_arena *arena,
				 struct query_error *error)
{
	const struct query *query;
	char *copy = malloc(length ? length : 1);
	assert_non_null(copy);
	memcpy(copy, bytes, length);
	const bool right =
		septel__query_parse(&query, (struct septel_view){copy, length}, arena, error);
	free(copy);
	assert_int_equal(right, query != NULL);
	return query;
}

static struct septel_view canonical(const struct query *query, struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	septel__query_print(query, &out);
	assert_false(out.failed);
	return septel__out_written(&out);
}

static void good_queries(void **state)
{
	(void)state;
	struct septel_arena *arena = septel_arena_new(0);
	for (size_t i = 0; i < COUNT(GOOD); i++) {
		struct query_error error;
		const struct query *query =
			parse(GOOD[i].text, strlen(GOOD[i].text), arena, &error);
		if (!query)
			fail_msg("'%s': %s", GOOD[i].text, error.message);
		const struct septel_view text = canonical(query, arena);
		if (!septel__equal(text, septel_view_of(GOOD[i].canonical)))
			fail_msg("'%s' is '%.*s', not '%s'", GOOD[i].text, VIEW_FORMAT(text),
				 GOOD[i].canonical);
		const struct query *again = parse(text.ptr, text.len, arena, &error);
		if (!again || !same_query(query, again))
			fail_msg("'%s' is not the same again", GOOD[i].text);
	}
	septel_arena_free(arena);
}

static void wrong_queries(void **state)
{
	(void)state;
	struct septel_arena *arena = septel_arena_new(0);
	for (size_t i = 0; i < COUNT(WRONG); i++) {
		struct query_error error;
		if (parse(WRONG[i].text, strlen(WRONG[i].text), arena, &error))
			fail_msg("'%s' is taken", WRONG[i].text);
		if (error.column != WRONG[i].column || !strstr(error.message, WRONG[i].says))
			fail_msg("'%s': column %u, not %u: '%s', not '%s'", WRONG[i].text,
				 error.column, WRONG[i].column, error.message, WRONG[i].says);
	}
	septel_arena_free(arena);
}

static void trees(void **state)
{
	(void)state;
	struct septel_arena *arena = septel_arena_new(0);
	struct query_error error;
	const char *text = "from:\"tel aviv\" (iran OR NOT gov*) date:2008";
	const struct query *query = parse(text, strlen(text), arena, &error);
	assert_int_equal(query->kind, QUERY_AND);
	assert_int_equal(query->count, 3);
	assert_int_equal(query->at.offset, 0);
	assert_int_equal(query->at.length, strlen(text));
	const struct query *from = query->parts[0], *either = query->parts[1];
	assert_int_equal(from->kind, QUERY_WORDS);
	assert_int_equal(from->field, QUERY_FROM);
	assert_int_equal(from->at.length, 15);
	assert_int_equal(from->words.count, 2);
	assert_view(from->words.at[1], "aviv");
	assert_int_equal(either->kind, QUERY_OR);
	assert_int_equal(either->parts[1]->kind, QUERY_NOT);
	assert_true(either->parts[1]->parts[0]->prefix);
	const struct septel_time first = {2008, 1, 1, 0, 0}, last = {2008, 12, 31, 23, 59};
	assert_int_equal(query->parts[2]->first, septel__minute_number(first));
	assert_int_equal(query->parts[2]->last, septel__minute_number(last));
	query = parse("date:..1969", 11, arena, &error);
	assert_true(query->first == QUERY_MINUTE_FIRST && query->last == -1);
	query = parse("id:\"08 Baghdad 03796\"", 21, arena, &error);
	assert_view(query->name, "08BAGHDAD3796");
	assert_view(query->words.at[0], "08baghdad3796");
	septel_arena_free(arena);
}

/* Fills `text` with `times` times `piece`. */
static size_t repeat(char *text, const char *piece, size_t times)
{
	const size_t length = strlen(piece);
	for (size_t i = 0; i < times; i++)
		memcpy(text + i * length, piece, length);
	return times * length;
}

static void limits(void **state)
{
	(void)state;
	static char text[QUERY_LIMIT * 2];
	struct septel_arena *arena = septel_arena_new(0);
	struct query_error error;
	const size_t depth = QUERY_DEPTH_LIMIT;
	/* Depth, by parentheses and by NOT. */
	for (size_t over = 0; over < 2; over++) {
		size_t length = repeat(text, "(", depth + over);
		text[length++] = 'a';
		length += repeat(text + length, ")", depth + over);
		assert_int_equal(parse(text, length, arena, &error) != NULL, !over);
		length = repeat(text, "NOT ", depth + over);
		text[length++] = 'a';
		assert_int_equal(parse(text, length, arena, &error) != NULL, !over);
		if (over)
			assert_int_equal(error.offset, 4 * depth);
	}
	/* One after the other is not in one another. */
	assert_non_null(parse(text, repeat(text, "(NOT a) ", 200), arena, &error));
	/* Words. */
	assert_non_null(parse(text, repeat(text, "a ", QUERY_WORDS_LIMIT), arena, &error));
	assert_null(parse(text, repeat(text, "a ", QUERY_WORDS_LIMIT + 1), arena, &error));
	assert_int_equal(error.offset, 2 * QUERY_WORDS_LIMIT);
	text[0] = '"';
	const size_t phrase = 1 + repeat(text + 1, "a ", QUERY_WORDS_LIMIT + 1);
	text[phrase] = '"';
	assert_null(parse(text, phrase + 1, arena, &error));
	/* Bytes. */
	memset(text, ' ', sizeof text);
	assert_non_null(parse(text, QUERY_LIMIT, arena, &error));
	assert_null(parse(text, QUERY_LIMIT + 1, arena, &error));
	assert_int_equal(error.offset, QUERY_LIMIT);
	septel_arena_free(arena);
}

/* Memory that ends at any point is an error, not a tree with holes. */
static void little_memory(void **state)
{
	(void)state;
	const char *text = "from:\"tel aviv\" (iran OR NOT gov*) id:08BAGHDAD3796 in:x fo";
	unsigned failed = 0;
	for (size_t limit = 1; limit < 4096; limit += 16) {
		struct septel_arena *arena = septel_arena_new(limit);
		struct query_error error;
		if (!parse(text, strlen(text), arena, &error)) {
			assert_string_equal(error.message, "not enough memory");
			failed++;
		}
		septel_arena_free(arena);
	}
	assert_in_range(failed, 1, 200);
}

/* Random queries of all there is: an error, or the same again from their own text. */
static void round_trips(void **state)
{
	(void)state;
	static const char *const PIECES[] = {
		"a",
		"b",
		"Iran's ",
		"gov* ",
		"U.S.",
		" AND ",
		" OR ",
		" NOT ",
		"NOT ",
		"(",
		")",
		" ",
		" ",
		"\"x y\"",
		"\"",
		"from:",
		"id:",
		"ref:",
		"08baghdad3796 ",
		"NAVADMIN100/10 ",
		"class:",
		"<=",
		"C ",
		"TS ",
		"date:",
		"2008",
		"-02",
		"-29",
		"..",
		"2009-12-31 ",
		"T23:59",
		"in:",
		"北京",
		"é",
		"\xFF",
		"&",
		"*",
		"-",
		":",
		"'s",
		"1,234",
		"08 STATE 1",
		"tag:x ",
		"“",
		"”",
	};
	struct septel_arena *arena = septel_arena_new(0);
	unsigned seed = 3, right = 0;
	for (int trial = 0; trial < 100000; trial++) {
		char text[512];
		size_t length = 0;
		septel_arena_reset(arena);
		for (int piece = 0; piece < 1 + trial % 12; piece++) {
			seed = seed * 1103515245u + 12345u;
			const struct septel_view chosen =
				septel_view_of(PIECES[(seed >> 12) % COUNT(PIECES)]);
			memcpy(text + length, chosen.ptr, chosen.len);
			length += chosen.len;
		}
		struct query_error error;
		const struct query *query = parse(text, length, arena, &error);
		if (!query) {
			assert_in_range(error.offset, 0, length);
			assert_in_range(error.column, 1, length + 1);
			assert_true(error.message[0] != '\0');
			continue;
		}
		right++;
		const struct septel_view printed = canonical(query, arena);
		const struct query *again = parse(printed.ptr, printed.len, arena, &error);
		if (!again || !same_query(query, again))
			fail_msg("'%.*s' printed as '%.*s'", (int)length, text,
				 VIEW_FORMAT(printed));
		assert_true(septel__equal(printed, canonical(again, arena)));
	}
	assert_in_range(right, 20000, 100000);
	septel_arena_free(arena);
}

static void carets(void **state)
{
	(void)state;
	static const struct {
		const char *text, *shown;
	} CASES[] = {
		{"foo:bar", "foo:bar\n^\n"},
		{"a AND", "a AND\n     ^\n"},
		{"été OR", "été OR\n      ^\n"},
		{"e\u0301 OR", "e\u0301 OR\n    ^\n"},
		{"北京 )", "北京 )\n     ^\n"},
		{"a\tb\n)", "a b )\n    ^\n"},
		{"\xFF )", "? )\n  ^\n"},
		{"\x1B[1m)", " [1m)\n    ^\n"},
		/* NOLINTNEXTLINE(misc-misleading-bidirectional): what must not mislead */
		{"\u202Ea )", "a )\n  ^\n"},
	};
	struct septel_arena *arena = septel_arena_new(0);
	struct query_error error;
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	for (size_t i = 0; i < COUNT(CASES); i++) {
		const struct septel_view text = septel_view_of(CASES[i].text);
		assert_null(parse(text.ptr, text.len, arena, &error));
		septel__out_clear(&out);
		septel__query_error_print(text, &error, &out);
		assert_view(septel__out_written(&out), CASES[i].shown);
	}
	/* A long query: the caret stands under its byte, on a line that fits. */
	for (size_t place = 0; place < 500; place += 7) {
		char text[500];
		memset(text, 'x', sizeof text);
		text[place] = ')';
		assert_null(parse(text, sizeof text, arena, &error));
		septel__out_clear(&out);
		septel__query_error_print((struct septel_view){text, sizeof text}, &error, &out);
		struct septel_view rest = septel__out_written(&out), line, under;
		assert_true(septel__next_line(&rest, &line) && septel__next_line(&rest, &under));
		assert_true(line.len <= 110 && rest.len == 0);
		assert_int_equal(septel__find_byte(line, ')', 0), under.len - 1);
	}
	septel_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_queries),  cmocka_unit_test(wrong_queries),
		cmocka_unit_test(trees),         cmocka_unit_test(limits),
		cmocka_unit_test(little_memory), cmocka_unit_test(round_trips),
		cmocka_unit_test(carets),
	};
	return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
