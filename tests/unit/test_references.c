/* REF blocks in the forms of wire-format 6.4, and mixtures (invented numbers). */
#include "field_reading.h"
#include "reference_cases.h"

#include <time.h>

#include "../../src/message/fields.h"
#include "../../src/message/navy.h"
#include "../../src/message/references.h"

static void forms(void **state)
{
	(void)state;
	struct septel_arena *arena = septel_arena_new(0);
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct field_reading field;
		char found[1024] = "";
		septel_arena_reset(arena);
		field_reading_begin(&field, arena, CASES[i].block, 2008);
		field.message.id = septel_view_of("08OSLO999");
		const struct septel_references references =
			septel__references_of(&field.reading, field.message.text);
		size_t length = 0;
		for (size_t k = 0; k < references.count; k++) {
			const struct septel_reference *reference = &references.at[k];
			length += (size_t)snprintf(
				found + length, sizeof found - length, "%s%.*s:%s:%.*s",
				k ? " " : "",
				reference->letter.len ? (int)reference->letter.len : 1,
				reference->letter.len ? reference->letter.ptr : "-",
				septel_reference_kind_name(reference->kind),
				reference->id.len ? (int)reference->id.len : 1,
				reference->id.len ? reference->id.ptr : "-");
		}
		if (strcmp(found, CASES[i].expected) != 0)
			fail_msg("'%s': found '%s', expected '%s'", CASES[i].block, found,
				 CASES[i].expected);
	}
	septel_arena_free(arena);
}

static void sender_and_date_time_group(void **state)
{
	(void)state;
	static const struct {
		const char *block, *from;
	} GROUPS[] = {
		{"SECDEF MSG DTG 301601Z SEP 08", "SECDEF"},
		{"SECDEF R301601Z SEP 08", "SECDEF"},
		{"OSD REPORT DTG 301601Z SEP 08", "OSD"},
		{"JOINT STAFF WASHINGTON DC 301601ZSEP08 (NOTAL)", "JOINT STAFF WASHINGTON DC"},
		{"DTG 301601Z SEP 08 FROM SECDEF", "SECDEF"},
		{"SECDEF\n   DTG 301601Z SEP 2008", "SECDEF"},
		{"SECDEF (301601Z SEP 08)", "SECDEF"},
		{"301601Z SEP 08 SECDEF", "SECDEF"}};
	struct septel_arena *arena = septel_arena_new(0);
	for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++) {
		struct field_reading field;
		field_reading_begin(&field, arena, GROUPS[i].block, 2008);
		const struct septel_references references =
			septel__references_of(&field.reading, field.message.text);
		assert_int_equal(references.count, 1);
		assert_view(references.at[0].from, GROUPS[i].from);
		assert_int_equal(references.at[0].dtg.day, 30);
		assert_int_equal(references.at[0].dtg.hour, 16);
	}
	septel_arena_free(arena);
}

/* The words of each reference, on one line, and where they stand. */
static void words(void **state)
{
	(void)state;
	static const struct {
		const char *block;
		const char *text[3];
	} BLOCKS[] = {
		{"A. BUENOS\n   AIRES 123 (NOTAL)\nB. 122 AND PREVIOUS",
		 {"BUENOS AIRES 123", "122"}},
		{"ROME 936/935, 934", {"ROME 936", "935", "934"}},
		{"A. REF A OSLO 5 (\"A QUIET DAY\") B. B: 07 OSLO 6", {"OSLO 5", "07 OSLO 6"}},
		{"A. HOLM\nE-MAIL OF 5/5/08; OSLO 5 - A TITLE",
		 {"HOLM E-MAIL OF 5/5/08", "OSLO 5"}},
		{"[A] COTON0U 123", {"COTON0U 123"}},
		{"SECDEF MSG DTG 301601Z\nSEP 08, OSLO 5",
		 {"SECDEF MSG DTG 301601Z SEP 08", "OSLO 5"}},
	};
	struct septel_arena *arena = septel_arena_new(0);
	for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++) {
		struct field_reading field;
		field_reading_begin(&field, arena, BLOCKS[i].block, 2008);
		const struct septel_references references =
			septel__references_of(&field.reading, field.message.text);
		for (size_t k = 0; k < 3; k++) {
			if (!BLOCKS[i].text[k]) {
				assert_int_equal(references.count, k);
				break;
			}
			assert_true(k < references.count);
			assert_view(references.at[k].text, BLOCKS[i].text[k]);
			const struct septel_span at = references.at[k].at;
			const struct septel_view there =
				septel__slice(field.message.text, at.offset, at.offset + at.length);
			assert_true(there.ptr[0] == BLOCKS[i].text[k][0]);
			assert_true(there.len >= strlen(BLOCKS[i].text[k]));
		}
	}
	septel_arena_free(arena);
}

static void kinds(void **state)
{
	(void)state;
	static const struct {
		const char *words, *kind;
	} KINDS[] = {{"HOLM E-MAIL ABOUT A MEETING", "email"},
		     {"E MAIL OF MAY 5", "email"},
		     {"PHONECON 5/5/08", "telcon"},
		     {"DIPNOTE 12", "memo"},
		     {"SVTC OF MAY 5", "meeting"},
		     {"EUP20080707950031", "report"},
		     {"S/RES/1747", "book"},
		     {"OPNAVINST 1650.23E", "book"},
		     {"CNO/OPNAVINST 5726.8", "book"},
		     {"DODI 1100.21/26 DEC 02", "book"},
		     {"HTTPS://WWW.STATE.GOV/A", "web"},
		     {"OSLO SEPTEL", "septel"},
		     {"TD-314/12345-08", "report"},
		     {"MEMORIES OF A FAXED LETTERHEAD", "unknown"},
		     {"", "unknown"}};
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
		assert_string_equal(septel_reference_kind_name(
					    septel__reference_kind(septel_view_of(KINDS[i].words))),
				    KINDS[i].kind);
}

/* Fields of a REF set behind its key, with the slips of Navy traffic. */
static void navy_sets(void **state)
{
	(void)state;
	static const struct {
		const char *set, *letter, *kind, *from;
	} SETS[] = {{"A/MSG/CNO WASHINGTON DC/091802ZSEP10", "A", "message", "CNO WASHINGTON DC"},
		    {"B/DOC/OPNAVINST 5305.9A/07MAR2005", "B", "book", ""},
		    {"/B/DOC/OPNAV N13/29MAR2005", "B", "book", ""},
		    {"C/MSGID:DOC/BUMEDINST 6220.13/YMD:2004MAY28", "C", "book", ""},
		    {"D/DESC: MTG/SAFETY BOARD/15DEC2009", "D", "meeting", ""},
		    {"E/FRAGO/USCENTCOM/281848ZMAR11/NOTAL", "E", "message", "USCENTCOM"},
		    {"F/BUMED/231757ZOCT09/-", "F", "message", "BUMED"},
		    {"G/NOTICE/OPNAV/12MAY11", "G", "book", ""}};
	struct septel_arena *arena = septel_arena_new(0);
	for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++) {
		struct field_reading field;
		struct navy_references list = {0};
		field_reading_begin(&field, arena, SETS[i].set, 2011);
		septel__navy_reference_read(&field.reading, &list, field.message.text);
		assert_int_equal(list.count, 1);
		assert_view(list.at[0].letter, SETS[i].letter);
		assert_string_equal(septel_reference_kind_name(list.at[0].kind), SETS[i].kind);
		assert_view(list.at[0].from, SETS[i].from);
	}
	septel_arena_free(arena);
}

/* The block in a whole fragment: how its keyword is printed, and where it ends. */
static void blocks_in_fragments(void **state)
{
	(void)state;
	static const struct {
		const char *text, *ids;
	} TEXTS[] = {
		{"REF(A) OSLO 12 (B) OSLO 13", "08OSLO12 08OSLO13"},
		{"SUBJECT: X\nREF OSLO 12\n\n1. TEXT", "08OSLO12"},
		{"REF - OSLO 12", "08OSLO12"},
		{"REFTELS: A. OSLO 12\n\n     B. HOLM E-MAIL\n\n     C. OSLO 13\n\n1. TEXT",
		 "08OSLO12 - 08OSLO13"},
		{"SUBJECT: X\n\nREF: OSLO 12\nSUMMARY: A VISIT TO OSLO 44.\n\n1. TEXT", "08OSLO12"},
		{"SUBJECT: X REF: OSLO 12 SUMMARY: A VISIT TO OSLO 44", "08OSLO12"},
		{"SUBJECT: X\n\n1. TEXT.\nREF OSLO 12 WE NOTE THAT", ""},
		{"SUBJECT: X\n\nREF: OSLO 12\n\nREF: A. OSLO 12 B. OSLO 13", "08OSLO12 08OSLO13"},
	};
	struct septel_arena *arena = septel_arena_new(0);
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		const struct septel_message *message;
		const struct septel_options options = {.year = 2008, .id = {"", 0}};
		char ids[256] = "";
		size_t length = 0;
		assert_int_equal(septel_message_parse(&message, septel_view_of(TEXTS[i].text),
						      &options, arena),
				 SEPTEL_OK);
		for (size_t k = 0; k < message->references.count; k++) {
			const struct septel_view id = message->references.at[k].id;
			length += (size_t)snprintf(ids + length, sizeof ids - length, "%s%.*s",
						   k ? " " : "", id.len ? (int)id.len : 1,
						   id.len ? id.ptr : "-");
		}
		assert_string_equal(ids, TEXTS[i].ids);
	}
	septel_arena_free(arena);
}

/* Without any year a number is still a message, but its id is not known. */
static void no_year(void **state)
{
	(void)state;
	struct septel_arena *arena = septel_arena_new(0);
	struct field_reading field;
	field_reading_begin(&field, arena, "A. OSLO 5 B. 07 OSLO 6", 0);
	const struct septel_references references =
		septel__references_of(&field.reading, field.message.text);
	assert_int_equal(references.count, 2);
	assert_int_equal(references.at[0].kind, SEPTEL_REFERENCE_MESSAGE);
	assert_int_equal(references.at[0].id.len, 0);
	assert_view(references.at[1].id, "07OSLO6");
	septel_arena_free(arena);
}

/* A hundred times what it takes where nothing is quadratic. */
#define SECONDS_LIMIT 10

/* A block of anything must not take longer than a blink, nor fill memory. */
static void hostile_blocks_end(void **state)
{
	(void)state;
	static const char *const PIECES[] = {"A. ",
					     "A",
					     "A. A) ",
					     "(A) ",
					     "B. X ",
					     "ROME 12, ",
					     "(",
					     "ROME 5 (",
					     "(A. X ",
					     "1 ",
					     "7",
					     ",",
					     "QWER 12; ",
					     ",;",
					     "ROME 5 WORD ",
					     "ROME 5, W ",
					     "ROME 5; WORD, ",
					     "ABCD 12x, ",
					     "E-MAIL, ",
					     "E-MAIL\nX ",
					     "SECDEF ",
					     "301601Z ",
					     "O8 ",
					     "ROME ",
					     "W AND ",
					     "[](",
					     "\n",
					     "REF REF A ",
					     "08 ROME 1 08 ",
					     "A. NOTAL ",
					     "REFTEL "};
	struct septel_arena *arena = septel_arena_new(0);
	for (size_t i = 0; i < 2 * sizeof PIECES / sizeof *PIECES; i++) {
		const size_t size = 1 << 18, length = strlen(PIECES[i / 2]);
		char *text = malloc(size + 1);
		if (!text)
			abort();
		/* Every other one behind a message and its title, without commas. */
		const char *front = i % 2 ? "ROME 5 " : "WORDS ";
		for (size_t at = 0; at < size; at++)
			text[at] = at < strlen(front) ? front[at] : PIECES[i / 2][at % length];
		text[size] = '\0';
		struct field_reading field;
		septel_arena_reset(arena);
		field_reading_begin(&field, arena, text, 2008);
		const clock_t start = clock();
		assert_true(septel__references_of(&field.reading, field.message.text).count <=
			    SEPTEL_REFERENCES_LIMIT);
		assert_true(clock() - start < SECONDS_LIMIT * CLOCKS_PER_SEC);
		free(text);
	}
	septel_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),   cmocka_unit_test(sender_and_date_time_group),
		cmocka_unit_test(words),   cmocka_unit_test(blocks_in_fragments),
		cmocka_unit_test(kinds),   cmocka_unit_test(navy_sets),
		cmocka_unit_test(no_year), cmocka_unit_test(hostile_blocks_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
