/* Texts come apart into the words that they are found by. */
#include "unit.h"

#include "../../src/archive/folding.h"
#include "../../src/archive/words.h"
#include "../../src/base/utf8.h"

/* The words of `text`, each followed by a '|'. */
static struct septel_view words_of(struct septel_view text, char *out, size_t size)
{
	struct word_reader reader;
	struct word word;
	size_t length = 0, before = 0;
	septel__words_begin(&reader, text);
	while (septel__words_next(&reader, &word)) {
		assert_true(word.folded.len > 0 && word.folded.len <= WORD_LIMIT);
		assert_true(word.start >= before && word.end > word.start);
		assert_true(word.end <= text.len);
		before = word.end;
		if (length + word.folded.len + 1 > size)
			break;
		memcpy(out + length, word.folded.ptr, word.folded.len);
		length += word.folded.len;
		out[length++] = '|';
	}
	return (struct septel_view){out, length};
}

static const struct {
	const char *text, *words;
} CASES[] = {
	{"", ""},
	{" \t\r\n--- // ", ""},
	{"Iran", "iran|"},
	{"THE END", "the|end|"},
	{"a", "a|"},
	{"0123456789abcdefghijklmnopqrstuvwxyz", "0123456789abcdefghijklmnopqrstuvwxyz|"},
	{"@AZ[`az{/09:", "az|az|09|"},
	/* Diacritics, ligatures, other shapes. */
	{"São PAULO", "sao|paulo|"},
	{"Straße STRASSE Gro\u1E9E", "strasse|strasse|gross|"},
	{"Łódź Øresund Ærø Đà İstanbul ısı œuvre þing",
	 "lodz|oresund|aero|da|istanbul|isi|oeuvre|thing|"},
	{"e\u0301te\u0301 ete", "ete|ete|"},
	{"\u0301a", "a|"},
	{"ﬁnance oﬃce", "finance|office|"},
	{"ＢＡＧＨＤＡＤ １２", "baghdad|12|"},
	{"x² CO₂ Ⅷ", "x2|co2|viii|"},
	{"½ a½b ™", "a|b|"},
	{"ΑΘΉΝΑ Αθήνας", "αθηνα|αθηνασ|"},
	{"МОСКВА Москва Йод", "москва|москва|иод|"},
	{"soft\u00ADware zero\u200Bwidth \uFEFFmark", "software|zero|width|mark|"},
	{"ŉ", "n|"},
	/* Apostrophes. */
	{"Iran's IRAN'S Iran’s Iranʼs", "iran|iran|iran|iran|"},
	{"don't DON’T", "dont|dont|"},
	{"al-Qa'ida Qa`ida Qaʼida Qaʻida", "al|qaida|qaida|qaida|qaida|"},
	{"O'Brien's d'Ivoire", "obrien|divoire|"},
	{"'quoted' ''two''", "quoted|two|"},
	{"embassies' rights", "embassies|rights|"},
	{"it's so", "it|so|"},
	{"'s", "s|"},
	{"Sana'a's port", "sanaa|port|"},
	{"Côte's", "cote|"},
	{"Iran's's", "iran|s|"},
	{"Iran'será", "iransera|"},
	/* Hyphens and the rest. */
	{"al-Maliki", "al|maliki|"},
	{"pol–mil either/or AT&T a_b", "pol|mil|either|or|at|t|a|b|"},
	{"info@state.gov", "info|state|gov|"},
	/* Dots. */
	{"U.S. policy", "us|policy|"},
	{"U.S.", "us|"},
	{"U.S", "us|"},
	{"the U.S.'s, the U.S.’s view", "the|us|the|us|view|"},
	{"E.O. 12958", "eo|12958|"},
	{"U.S.S.R.", "ussr|"},
	{"J.F.Kennedy", "jf|kennedy|"},
	{"a.m. e.g.", "am|eg|"},
	{"A. BAGHDAD 2658", "a|baghdad|2658|"},
	{"end.Then", "end|then|"},
	{"x.ab.c", "x|ab|c|"},
	{"3.5 1.4(b)", "3|5|1|4|b|"},
	{"U.S.-led", "us|led|"},
	/* Numbers. */
	{"1,234 1,234,567 12,345.67", "1234|1234567|12345|67|"},
	{"1,23 1,2345 1234,567 1,234,56", "1|23|1|2345|1234|567|1234|56|"},
	{"a1,234 12:30 50% $5", "a1|234|12|30|50|5|"},
	{"1990's 1990s 21st", "1990|1990s|21st|"},
	{"1,,234 ,123 1,", "1|234|123|1|"},
	/* Message numbers. */
	{"08BAGHDAD3796", "08baghdad3796|"},
	{"NAVADMIN100/10 NAVADMIN 004/13", "navadmin100|10|navadmin|004|13|"},
	{"08BAGHDAD3796,08BAGHDAD3797#7.4", "08baghdad3796|08baghdad3797|7|4|"},
	/* Scripts without spaces. */
	{"北京 and 東京タワー", "北|京|and|東|京|タ|ワ|ー|"},
	{"ab北c", "ab|北|c|"},
	{"서울", "서|울|"},
	{"ガ ｶﾞ", "カ|カ|"},
	{"กรุง", "ก|ร|ง|"},
	/* No UTF-8. */
	{"ab\xFF"
	 "cd\xC3",
	 "ab|cd|"},
	{"\xE2\x80", ""},
	{"a\xED\xA0\x80"
	 "b",
	 "a|b|"},
};

static void each_case(void **state)
{
	(void)state;
	char out[1024];
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct septel_view text = septel_view_of(CASES[i].text);
		assert_view(words_of(text, out, sizeof out), CASES[i].words);
		/* A copy that ends with the text: nothing is read behind it. */
		char *copy = malloc(text.len ? text.len : 1);
		assert_non_null(copy);
		memcpy(copy, text.ptr, text.len);
		assert_view(words_of((struct septel_view){copy, text.len}, out, sizeof out),
			    CASES[i].words);
		free(copy);
	}
}

/* Where a word begins and ends does not depend on what stands far off. */
static void same_within_long_text(void **state)
{
	(void)state;
	char text[2048], out[4096], expected[1024];
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const int length = snprintf(text, sizeof text, "%*s (%s) tail of the text%*s",
					    (int)i, "", CASES[i].text, 40, "");
		snprintf(expected, sizeof expected, "%stail|of|the|text|", CASES[i].words);
		assert_view(words_of((struct septel_view){text, (size_t)length}, out, sizeof out),
			    expected);
	}
}

static void offsets(void **state)
{
	(void)state;
	static const struct {
		size_t start, end;
	} RIGHT[] = {{0, 4}, {7, 10}, {12, 15}, {16, 21}, {22, 28}};
	struct word_reader reader;
	struct word word;
	septel__words_begin(&reader, VIEW_LITERAL("Iran's U.S. Sao-1,234 Qa'ida"));
	for (size_t i = 0; i < sizeof RIGHT / sizeof *RIGHT; i++) {
		assert_true(septel__words_next(&reader, &word));
		assert_int_equal(word.start, RIGHT[i].start);
		assert_int_equal(word.end, RIGHT[i].end);
	}
	septel__words_begin(&reader, VIEW_LITERAL("e\u0301t\u00E9,"));
	assert_true(septel__words_next(&reader, &word));
	assert_int_equal(word.start, 0);
	assert_int_equal(word.end, 6);
}

/* Long words are cut alike wherever they stand, between whole characters. */
static void long_words(void **state)
{
	(void)state;
	char text[3 * WORD_LIMIT], out[1024];
	for (size_t ascii = WORD_LIMIT - 20; ascii < WORD_LIMIT + 20; ascii++) {
		memset(text, 'A', ascii);
		memcpy(text + ascii, "Ж'x y", 7);
		const struct septel_view words =
			words_of((struct septel_view){text, ascii + 6}, out, sizeof out);
		const size_t room = WORD_LIMIT - (ascii < WORD_LIMIT ? ascii : WORD_LIMIT);
		const size_t rest = room >= 3 ? 3 : room == 2 ? 2 : 0;
		const size_t whole = ascii < WORD_LIMIT ? ascii : WORD_LIMIT;
		assert_int_equal(words.len, whole + rest + 1 + 2);
		assert_memory_equal(words.ptr + words.len - 3, "|y|", 3);
		assert_true(septel__utf8_valid(words));
	}
}

/* Every character there is: what it is folded to is folded to itself. */
static void folded_stays(void **state)
{
	(void)state;
	for (uint32_t code = 1; code <= 0x10FFFF; code++) {
		char bytes[UTF8_BYTES], once[128], twice[128];
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		const struct septel_view text = {bytes, septel__utf8_encode(code, bytes)};
		const struct septel_view first = words_of(text, once, sizeof once);
		const struct septel_view second = words_of(first, twice, sizeof twice);
		if (!septel__equal(first, second))
			fail_msg("U+%04X: '%.*s', then '%.*s'", (unsigned)code, VIEW_FORMAT(first),
				 VIEW_FORMAT(second));
	}
}

/* Random bytes and pieces: nothing is read outside, words stay themselves. */
static void random_texts(void **state)
{
	(void)state;
	static const char *const PIECES[] = {"a",
					     "S",
					     "'s",
					     "’",
					     ".",
					     ",",
					     "123",
					     "1",
					     " ",
					     "-",
					     "é",
					     "\xCC\x81",
					     "北",
					     "\xFF",
					     "ʼ",
					     "Straße",
					     "(",
					     "\xC3",
					     "abcdefghijklmnopqrst",
					     "½"};
	unsigned seed = 7;
	for (int trial = 0; trial < 20000; trial++) {
		char text[512], once[1024], twice[1024];
		size_t length = 0;
		for (int piece = 0; piece < 20; piece++) {
			seed = seed * 1103515245u + 12345u;
			const struct septel_view chosen = septel_view_of(
				PIECES[(seed >> 16) % (sizeof PIECES / sizeof *PIECES)]);
			memcpy(text + length, chosen.ptr, chosen.len);
			length += chosen.len;
		}
		char *copy = malloc(length);
		assert_non_null(copy);
		memcpy(copy, text, length);
		const struct septel_view first =
			words_of((struct septel_view){copy, length}, once, sizeof once);
		const struct septel_view second = words_of(first, twice, sizeof twice);
		assert_true(septel__equal(first, second));
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_case),    cmocka_unit_test(same_within_long_text),
		cmocka_unit_test(offsets),      cmocka_unit_test(long_words),
		cmocka_unit_test(folded_stays), cmocka_unit_test(random_texts),
	};
	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
