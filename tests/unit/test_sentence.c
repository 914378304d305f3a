/* test_sentence.c - rules S1 to S9 of split=1, as tables of whole texts.
 *
 * In an expectation "‖ " stands where a sentence ends; the text given to the
 * splitter is the same without these marks.
 */
#include "../../src/message/sentence.h"

#include "../../src/message/words.h"
#include "arena_fixture.h"

#include <unistd.h>

#define MARK      "‖ "
#define MARK_SIZE (sizeof MARK - 1)

/* `text` without "‖ ", in the arena. */
static struct septel_view unmarked(struct septel_view text)
{
	struct septel_view plain = septel_arena_copy(arena, text);
	char *to = septel_arena_alloc(arena, text.len + 1);
	size_t length = 0;
	for (size_t at = 0; at < plain.len;) {
		if (plain.len - at >= MARK_SIZE && memcmp(plain.ptr + at, MARK, MARK_SIZE) == 0) {
			at += MARK_SIZE;
			continue;
		}
		to[length++] = plain.ptr[at++];
	}
	return (struct septel_view){to, length};
}

/* The sentences of `text` put together again with "‖ " between them. */
static struct septel_view split_and_mark(struct septel_view text)
{
	const struct septel_views sentences = septel__sentences(text, arena);
	char *to = septel_arena_alloc(arena, text.len + sentences.count * (MARK_SIZE + 1) + 1);
	size_t length = 0;
	for (size_t i = 0; i < sentences.count; i++) {
		if (i > 0) {
			memcpy(to + length, " " MARK, MARK_SIZE + 1);
			length += MARK_SIZE + 1;
		}
		memcpy(to + length, sentences.at[i].ptr, sentences.at[i].len);
		length += sentences.at[i].len;
		assert_true(sentences.at[i].ptr >= text.ptr);
		assert_true(sentences.at[i].ptr + sentences.at[i].len <= text.ptr + text.len);
	}
	return (struct septel_view){to, length};
}

static void check(const char *const *expected, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct septel_view text = unmarked(septel_view_of(expected[i]));
		assert_view(split_and_mark(text), expected[i]);
	}
}
#define CHECK(table) check((table), sizeof(table) / sizeof *(table))

/* The examples of the rules themselves. */
static void test_examples(void **state)
{
	static const char *const EXPECTED[] = {
		"Dr. Salim met the U.S. Ambassador at 10 a.m. Thursday. ‖ They spoke for an hour.",
		"The decree was read to the U.S. ‖ It was not rescinded.",
		/* NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one text in two lines */
		"Counselor Michael H. Corbin and J. P. Schaerer came. ‖ Legal Representative Sa'ad "
		"Kata did not.",
		"The Mujahedin e-Khalq (MEK) left. ‖ (The GOI views it as criminal.) ‖ Iran "
		"objects.",
		"He may stay (see below. The MoD designates the place) until then. ‖ UNHCR agreed.",
		"She replied, \"We will see.\" ‖ The team left.",
		"\"Will he return?\" she asked. ‖ Nobody knew!",
		"UNHCR has also offered its assistance. ‖ End Summary.",
		"Summary: A delegation came. ‖ It left. ‖ (End Summary.)",
		"Iran has refused since April (ref B). ‖ ICRC is optimistic.",
		"This is told in ref A. ‖ Minister Salim confirmed it to Col. K. Hashim.",
		"See No. 14 and para. 3. ‖ The answer was no. ‖ Nothing followed.",
		"A rise of 2.5 percent, or $1.5 million, came by Nov. 26. ‖ 15 families left.",
		"The reasons are 1.4 (b) and (d). ‖ A. The first. ‖ B. The second.",
		"They asked for (a) food; (b) water. ‖ (c) shelter came later.",
		"He waited ... and left. ‖ Then ... ‖ The team came ... 15 of them.",
		"The text says \"... will not return any resident ...\" ‖ She stopped.",
		"It ended at 5:30 p.m. ‖ The team left at 0637Z. ‖ On Nov. 27 it was back.",
		"Lt. Gen. (Ret.) Odeh, Capt. Ali et al. signed. ‖ Maj. Firas did not.",
		"Muthanna Trading Co. Ltd. delivered food, water, etc. ‖ But the camp was closed.",
		"An unlisted abbreviation splits: the Prov. ‖ Council met.",
		"Resolution 1737 was cited vs. Iran. ‖ Why? ‖ Nobody said.",
		"Justice, e.g. the minister, agreed, cf. Annex C. ‖ Minister Salim left.",
		"He said: \"I will go. ‖ I have no fear.\" ‖ ICRC noted it. (septel)",
		"-- First point. ‖ -- Second point. -- and what belongs to it.",
	};
	(void)state;
	CHECK(EXPECTED);
}

static void test_stops(void **state)
{
	static const char *const EXPECTED[] = {
		"No stop at all",
		"Reasons 1.4 and 1.5 of state.gov hold, U.N.-led. ‖ Done.",
		"Really?! ‖ Yes!! ‖ No?. ‖ Well.",
		"He waited . . . and left. ‖ Then . . . ‖ The team came . . . 15 of them.",
		"He waited … and left. ‖ Then … ‖ The team came … 15 of them.",
		"He waited.... ‖ The team left.",
		"It was 3 . . ‖ Then more.",
		"He left.The team stayed. ‖ All did.",
		"(\"It is over.\") ‖ The end.",
		"[It is over.] ‖ {So is this.} ‖ Good.",
		"« It is over.» ‖ “So is this.” ‖ ‘And this.’ ‖ Good.",
		"They said ‘it is over.’ ‖ “Nobody left,” he said.",
		"TALKS ENDED. ‖ AMBASSADOR LEFT. ‖ NEXT MEETING IS DEC. 3.",
	};
	(void)state;
	CHECK(EXPECTED);
}

static void test_what_starts(void **state)
{
	static const char *const EXPECTED[] = {
		"He left. and stayed. ‖ 15 came.",
		"He left. ‖ - The first. ‖ * The second. ‖ • The third. ‖ — The fourth.",
		"It cost much. ‖ $15 was paid. ‖ £20 too. ‖ €30 as well. ‖ #4 did not. ‖ ¶5 does.",
		"It is so. ‖ a) one. ‖ (b) two. ‖ 12) three. ‖ (iv) four. ‖ viii) five.",
		"It is so. ‖ 123) is none but a digit.",
		"It is so. (abc) is none. viiii) neither.",
		"Er ging. ‖ Ärzte kamen. ärgerlich. ‖ Élan. élan.",
		"Он ушел. ‖ Она осталась. она нет.",
		"He left. ‖ \"(The team) stayed.\"",
		"He left. -- --",
	};
	(void)state;
	CHECK(EXPECTED);
}

static void test_parentheses(void **state)
{
	static const char *const EXPECTED[] = {
		"He (one. Two (three. Four) five. Six) went. ‖ Out.",
		"He (one. ‖ Two went. ‖ Out.",
		"He one. ‖ Two) went. ‖ Out.",
		"(He one. ‖ Two) went. ‖ Out.",
		"He went (it is said.) ‖ Out.",
		"He (went. ‖ Two (three. Four) five. ‖ Six.",
		"(One. ‖ Two (three. Four) five. ‖ Six) seven.",
		"a) He went. ‖ b) She (too. Yes) went. ‖ Out.",
		"One. ‖ (Two. ‖ Three.) ‖ Four.",
		"It (see 1. ‖ (B) left. ‖ Then all.",
	};
	(void)state;
	CHECK(EXPECTED);
}

static void test_item_marks(void **state)
{
	static const char *const EXPECTED[] = {
		"A. The GOI agreed. ‖ 12. He left. ‖ (3). They came.",
		"-- A. The GOI agreed.",
		"(iv). The fourth. ‖ (B.) The second. ‖ XIV. The third. ‖ XVIII. ‖ The wrong one.",
		"123. The many. ‖ 1234. ‖ The too many.",
		"II. THE SECOND PART. ‖ III. THE THIRD.",
	};
	(void)state;
	CHECK(EXPECTED);
}

static void test_abbreviations(void **state)
{
	static const char *const EXPECTED[] = {
		"MR. SMITH AND AMB. JONES MET COL. BROWN. ‖ GEN. GREEN DID NOT.",
		"He came, i.e. The team.",
		"See paras. 3 and 4. ‖ It is in vol. ‖ The rest follows, pp. 3-4.",
		"On Wed. 3 Dec. it fell. ‖ On Wed. ‖ The team left.",
		"It came on Nov. ‖ Minister Salim left.",
		"It was Smith Inc. ‖ Many did so. ‖ Smith Inc. Baghdad sells it.",
		"He met John Q. ‖ The end came for A. Hashim.",
		"Part B. ‖ Baghdad agreed. ‖ Zone C. ‖ 15 left.",
		"At 5 p.m. 15 left. ‖ At 6 p.m. ‖ It ended.",
		"The firm was Salim Bros. I. Hashim. ‖ Right.",
		"In Washington D.C. ‖ He left.",
		"Vitamin C. ‖ It helps. ‖ Vitamin C. Hashim.",
		"The (U.S. ‖ The rest.",
		"Is it no. ‖ Yes.",
	};
	(void)state;
	CHECK(EXPECTED);
}

static void test_wordless_pieces(void **state)
{
	static const char *const EXPECTED[] = {
		"He left. ... ‖ The team stayed.", "... The team stayed.", "...", "?!", "---",
	};
	(void)state;
	CHECK(EXPECTED);
	assert_int_equal(septel__sentences(septel_view_of(""), arena).count, 0);
	assert_int_equal(septel__sentences(septel_view_of("  \n "), arena).count, 0);
}

static void test_hard_breaks(void **state)
{
	const struct septel_views sentences = septel__sentences(
		septel_view_of("They ask for:\n- food (and\n- water. Yes) now\n--\nno"), arena);
	(void)state;
	assert_int_equal(sentences.count, 5);
	assert_view(sentences.at[0], "They ask for:");
	assert_view(sentences.at[1], "- food (and");
	assert_view(sentences.at[2], "- water.");
	assert_view(sentences.at[3], "Yes) now\n--");
	assert_view(sentences.at[4], "no");
}

static void test_lists_are_sorted(void **state)
{
	static const char *const NEVER[] = {
		"adm",  "amb",  "approx", "asst", "bde",    "bn",   "brig", "ca",  "capt",
		"cdr",  "cf",   "cmdr",   "col",  "cpl",    "dep",  "div",  "dr",  "e.g",
		"eng",  "esp",  "excl",   "fr",   "ft",     "gen",  "gov",  "hon", "i.e",
		"incl", "insp", "lt",     "maj",  "messrs", "min",  "mlle", "mme", "mr",
		"mrs",  "ms",   "msgr",   "mt",   "pres",   "prof", "regt", "rep", "ret",
		"rev",  "sec",  "sen",    "sgt",  "st",     "supt", "viz",  "vs",
	};
	static const char *const BEFORE_NUMBER[] = {
		"nos", "no",   "art",  "arts",  "ch",  "fig", "par", "para", "paras", "pp",
		"ref", "refs", "res",  "vol",   "jan", "feb", "mar", "apr",  "may",   "jun",
		"jul", "aug",  "sep",  "sept",  "oct", "nov", "dec", "mon",  "tue",   "tues",
		"wed", "thu",  "thur", "thurs", "fri", "sat", "sun",
	};
	static const char *const BEFORE_ANY[] = {"al",   "assn", "bros", "co",   "corp",
						 "dept", "esq",  "etc",  "govt", "inc",
						 "intl", "jr",   "ltd",  "sr",   "univ"};
	static const char *const STARTERS[] = {
		"a",         "an",       "the",          "this",   "that",  "these", "those",
		"here",      "there",    "he",           "she",    "it",    "they",  "we",
		"you",       "i",        "his",          "her",    "its",   "their", "our",
		"my",        "in",       "on",           "at",     "by",    "for",   "from",
		"with",      "without",  "to",           "of",     "as",    "if",    "when",
		"while",     "after",    "before",       "during", "since", "until", "once",
		"although",  "though",   "because",      "but",    "and",   "or",    "nor",
		"so",        "yet",      "however",      "also",   "then",  "thus",  "therefore",
		"meanwhile", "moreover", "nevertheless", "both",   "each",  "every", "some",
		"many",      "most",     "several",      "all",    "no",    "not",   "such",
		"what",      "which",    "who",          "why",    "how",   "where", "post",
		"end",       "comment",  "note",
	};
	static const char *const LETTERED[] = {"annex",   "appendix", "article", "option", "part",
					       "phase",   "plan",     "ref",     "refs",   "reftel",
					       "reftels", "section",  "type",    "zone"};
	(void)state;
	for (size_t i = 0; i < sizeof NEVER / sizeof *NEVER; i++)
		assert_int_equal(septel__abbreviation(septel_view_of(NEVER[i])),
				 ABBREVIATION_NEVER_ENDS);
	for (size_t i = 0; i < sizeof BEFORE_NUMBER / sizeof *BEFORE_NUMBER; i++)
		assert_int_equal(septel__abbreviation(septel_view_of(BEFORE_NUMBER[i])),
				 ABBREVIATION_BEFORE_NUMBER);
	for (size_t i = 0; i < sizeof BEFORE_ANY / sizeof *BEFORE_ANY; i++)
		assert_int_equal(septel__abbreviation(septel_view_of(BEFORE_ANY[i])),
				 ABBREVIATION_BEFORE_ANY);
	for (size_t i = 0; i < sizeof STARTERS / sizeof *STARTERS; i++)
		assert_true(septel__is_starter_word(septel_view_of(STARTERS[i])));
	for (size_t i = 0; i < sizeof LETTERED / sizeof *LETTERED; i++)
		assert_true(septel__is_lettered_word(septel_view_of(LETTERED[i])));
	assert_int_equal(septel__abbreviation(septel_view_of("DR")), ABBREVIATION_NEVER_ENDS);
	assert_int_equal(septel__abbreviation(septel_view_of("prov")), ABBREVIATION_NONE);
	assert_int_equal(septel__abbreviation(septel_view_of("")), ABBREVIATION_NONE);
	assert_int_equal(septel__abbreviation((struct septel_view){"co\0", 3}), ABBREVIATION_NONE);
	assert_false(septel__is_starter_word(septel_view_of("nevertheless-and-longer")));
}

/* Seconds after which a look that is not linear in the text is given up: a
 * linear one takes less than one for all of the patterns. */
#define HOSTILE_SECONDS 60

/* A megabyte of any one pattern takes no more than linear time; a quadratic
 * look would run for minutes. */
static void test_hostile(void **state)
{
	static const char *const PATTERNS[] = {
		"(",   ")",        ".",        ". ",   "(. ",    ".) ",  "- ", "a. ",
		"A. ", "((a. B) ", "\xE2\x80", "\n",   ". -",    "\xFF", "U.", "Part A. ",
		"1. ", "… ",       "( a. A",   ". . ", "-a. A ", "\""};
	const size_t size = 1 << 20;
	(void)state;
	alarm(HOSTILE_SECONDS);
	for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++) {
		septel_arena_reset(arena);
		const size_t step = strlen(PATTERNS[i]);
		char *text = septel_arena_alloc(arena, size);
		for (size_t at = 0; at < size; at++)
			text[at] = PATTERNS[i][at % step];
		const struct septel_views sentences =
			septel__sentences((struct septel_view){text, size}, arena);
		assert_true(sentences.count <= size);
	}
	char *dashes = septel_arena_alloc(arena, size);
	memset(dashes, '-', size);
	for (size_t at = size / 2; at + 3 < size; at += 3)
		memcpy(dashes + at, "a. ", 3);
	assert_true(septel__sentences((struct septel_view){dashes, size}, arena).count >= 1);
	alarm(0);
}

/* Every cut of a text is read without looking past its end. */
static void test_cut_anywhere(void **state)
{
	static const char TEXT[] = "He (ref A. ‖) “left.” … The U.S. . . . (iv) No. 3";
	(void)state;
	for (size_t length = 0; length < sizeof TEXT; length++) {
		char *exact = malloc(length + 1);
		assert_non_null(exact);
		memcpy(exact, TEXT, length);
		(void)septel__sentences((struct septel_view){exact, length}, arena);
		free(exact);
	}
}

static void test_anchor(void **state)
{
	static const struct septel_paragraph PARAGRAPHS[] = {
		{.number = 0, .text = {"Zero.", 5}},
		{.number = 1, .text = {"One. Two.", 9}},
		{.number = 3, .text = {"Three.", 6}},
	};
	static const struct septel_message MESSAGE = {
		.subject = {"THE SUBJECT", 11},
		.signature = {"CROCKER", 7},
		.paragraphs = {PARAGRAPHS, 3},
	};
	static const struct {
		int paragraph, sentence;
		const char *text;
	} EXPECTED[] = {
		{0, 0, "THE SUBJECT"},
		{0, 1, "Zero."},
		{0, 2, ""},
		{1, 2, "Two."},
		{1, 3, ""},
		{1, 0, ""},
		{2, 1, ""},
		{3, 1, "Three."},
		{3, 2, "CROCKER"},
		{3, 3, ""},
		{1, -1, ""},
		{-1, 1, ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof EXPECTED / sizeof *EXPECTED; i++)
		assert_view(septel_message_sentence(&MESSAGE, EXPECTED[i].paragraph,
						    EXPECTED[i].sentence, arena),
			    EXPECTED[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),         cmocka_unit_test(test_stops),
		cmocka_unit_test(test_what_starts),      cmocka_unit_test(test_parentheses),
		cmocka_unit_test(test_item_marks),       cmocka_unit_test(test_abbreviations),
		cmocka_unit_test(test_wordless_pieces),  cmocka_unit_test(test_hard_breaks),
		cmocka_unit_test(test_lists_are_sorted), cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_cut_anywhere),     cmocka_unit_test(test_anchor),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
