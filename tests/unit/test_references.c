/* REF blocks in the forms of wire-format 6.4, and mixtures (invented numbers). */
#include "field_reading.h"

#include "../../src/message/fields.h"
#include "../../src/message/references.h"

/* Expected: "LETTER:KIND:ID" for each reference, separated by blanks; "-" for
 * what is absent.  The message is of 2008, its number 08OSLO999. */
static const struct {
	const char *block, *expected;
} CASES[] = {
	{"A. BAGHDAD 2658\nB. BAGHDAD 3556\nC. BAGHDAD 1889",
	 "A:message:08BAGHDAD2658 B:message:08BAGHDAD3556 C:message:08BAGHDAD1889"},
	{"(A)STATE 071143, (B)STATE 073601, (C)BEIJING \n5361",
	 "A:message:08STATE71143 B:message:08STATE73601 C:message:08BEIJING5361"},
	{"A) OSLO 1 B) ROME 2", "A:message:08OSLO1 B:message:08ROME2"},
	{"[A] STATE 188314, 259032", "A:message:08STATE188314 A:message:08STATE259032"},
	{"A. A) ROME 5 B. B) ROME 6", "A:message:08ROME5 B:message:08ROME6"},
	{"A. (A) ROME 5 AND PREVIOUS\nB. (B) ROME 6", "A:message:08ROME5 B:message:08ROME6"},
	{"A. REF A OSLO 5 B. REF B OSLO 6", "A:message:08OSLO5 B:message:08OSLO6"},
	{"A. REF: OSLO 5", "A:message:08OSLO5"},
	{"A ROME 721 B ROME 690", "A:message:08ROME721 B:message:08ROME690"},
	{"A Montreal 365, B Ottawa 406, C 05 Ottawa 2970",
	 "A:message:08MONTREAL365 B:message:08OTTAWA406 C:message:05OTTAWA2970"},
	{"(1) 2005 RIO DE JANEIRO 1143, (2) 2005 BRASILIA 03242",
	 "1:message:05RIODEJANEIRO1143 2:message:05BRASILIA3242"},
	{"A.) OSLO 1\nB.) OSLO 2", "A:message:08OSLO1 B:message:08OSLO2"},
	{"A - Kabul 28", "A:message:08KABUL28"},
	{"A: PANAMA 00789/08", "A:message:08PANAMA789"},
	{"2005PANAMA2342", "-:message:05PANAMA2342"},
	{"'07 ROME 12", "-:message:07ROME12"},
	{"ROME 701 (07)", "-:message:07ROME701"},
	{"STATE (01) 201265", "-:message:01STATE201265"},
	{"AMMAN 5049-01", "-:message:01AMMAN5049"},
	{"AMMAN 07718 99, AMMAN 05986 00", "-:message:99AMMAN7718 -:message:00AMMAN5986"},
	{"07-OTTAWA-57", "-:message:07OTTAWA57"},
	{"07CAIRO0561", "-:message:07CAIRO561"},
	{"094 QUITO 841", "-:message:94QUITO841"},
	{"870 ULAANBAATAR", "-:message:08ULAANBAATAR870"},
	{"A) 377 KATHMANDU, B) 01 KATHMANDU 2383",
	 "A:message:08KATHMANDU377 B:message:01KATHMANDU2383"},
	{"BAGHDAD #3565", "-:message:08BAGHDAD3565"},
	{"HK05511", "-:message:08HONGKONG5511"},
	{"ROME 2799 AND 2764", "-:message:08ROME2799 -:message:08ROME2764"},
	{"A) Kabul 936/935; B) 06 Kabul \n5353/5194 and previous",
	 "A:message:08KABUL936 A:message:08KABUL935 B:message:06KABUL5353 B:message:06KABUL5194"},
	{"COLOMBO CABLES 0266 AND 02259 (2002)", "-:message:08COLOMBO266 -:message:02COLOMBO2259"},
	{"PRAGUE 849, PRAGUE, 1228, STATE 14847", "-:message:08PRAGUE849 -:message:08PRAGUE1228 "
						  "-:message:08STATE14847"},
	{"STATE: 73097", "-:message:08STATE73097"},
	{"COTON0U 123", "-:message:08COTONOU123"},
	{"LAGOS O1512", "-:message:08LAGOS1512"},
	{"SAO PAUO 1106", "-:message:08SAOPAULO1106"},
	{"SECTSTATE 14985", "-:message:08STATE14985"},
	{"ST. PETERSBURG 75", "-:message:08STPETERSBURG75"},
	{"A. ROME 5 (NOTAL)\nB. PORT-OF-SPAIN 220 (NOTAL)",
	 "A:message:08ROME5 B:message:08PORTOFSPAIN220"},
	{"A. ROME 5 (\"A QUIET 2007 IN ROME\") B. ROME 6", "A:message:08ROME5 B:message:08ROME6"},
	{"E-Mail Holm; 05 STATE 1234; 06 STATE 1234",
	 "-:email:- -:message:05STATE1234 -:message:06STATE1234"},
	{"05 STATE 1234; E-Mail Holm", "-:message:05STATE1234 -:email:-"},
	{"A. OSC EUP20080707950031  B. MADRID 286", "A:report:- B:message:08MADRID286"},
	{"TD-314/12345-08", "-:report:-"},
	{"IIR 6 888 0123 08", "-:report:-"},
	{"9 FAM Appendix K, 406 (6)", "-:book:-"},
	{"UNSCR 1737", "-:book:-"},
	{"HOLM - OPS CENTER TELCONS 9/28 AND 29", "-:telcon:-"},
	{"FAX OF MAY 5", "-:fax:-"},
	{"AMBASSADOR'S MEETING OF MAY 5", "-:meeting:-"},
	{"SEPTEL", "-:septel:-"},
	{"PREVIOUS", "-:unknown:-"},
	{"A. PARIS POINTS JULY 15 B. PARIS 1025", "A:unknown:- B:message:08PARIS1025"},
	{"SECDEF MSG DTG 301601Z SEP 08", "-:message:-"},
	{"STATE CA-3400", "-:message:-"},
	{"ROME 5; ROME 5", "-:message:08ROME5 -:message:08ROME5"},
	{"OSLO 999; OSLO 12", "-:message:08OSLO12"},
	{"A) 6307 B) STATE 285773", "A:message:08OSLO6307 B:message:08STATE285773"},
	{"A. MANILA 2969\nB. 2962 AND PREVIOUS", "A:message:08MANILA2969 B:message:08MANILA2962"},
	{"XYZVILLE 123", "-:message:08XYZVILLE123"},
	{"", ""},
	{"...", ""},
};

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
	} GROUPS[] = {{"SECDEF MSG DTG 301601Z SEP 08", "SECDEF"},
		      {"SECDEF R301601Z SEP 08", "SECDEF"},
		      {"OSD REPORT DTG 301601Z SEP 08", "OSD"},
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

/* A megabyte of anything must not take longer than a blink, nor fill memory. */
static void hostile_blocks_end(void **state)
{
	(void)state;
	static const char *const PIECES[] = {"A. ",        "ROME 12, ", "(",      "1 ",
					     "ABCD 12x, ", ",;",        "A. A) ", "QWER 12; "};
	struct septel_arena *arena = septel_arena_new(0);
	for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
		const size_t size = 1 << 18, length = strlen(PIECES[i]);
		char *text = malloc(size + 1);
		for (size_t at = 0; at < size; at++)
			text[at] = PIECES[i][at % length];
		text[size] = '\0';
		struct field_reading field;
		septel_arena_reset(arena);
		field_reading_begin(&field, arena, text, 2008);
		assert_true(septel__references_of(&field.reading, field.message.text).count <=
			    SEPTEL_REFERENCES_LIMIT);
		free(text);
	}
	septel_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(sender_and_date_time_group),
		cmocka_unit_test(hostile_blocks_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
