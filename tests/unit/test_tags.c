/* TAGS: codes, persons, themes; what came apart and what was misspelt. */
#include "field_reading.h"

#include "../../src/message/fields.h"

#include <septel/tables.h>

static struct septel_arena *arena;

static void need_table(void)
{
	struct septel_view name;
	if (septel_tag_lookup(septel_view_of("PREL"), &name) != SEPTEL_TAG_SUBJECT)
		skip();
}

/* The tags with a bar between them. */
static const char *joined_tags(const struct septel_tags *tags, char *buffer, size_t size)
{
	size_t length = 0;
	buffer[0] = '\0';
	for (size_t i = 0; i < tags->count; i++)
		length += (size_t)snprintf(buffer + length, size - length, "%s%.*s", i ? "|" : "",
					   (int)tags->at[i].tag.len, tags->at[i].tag.ptr);
	return buffer;
}

/* `value` after the repairs that are proposed for it. */
static const char *repaired(const char *value, char *buffer, size_t size)
{
	struct septel_repairs repairs = {NULL, 0};
	struct edits edits;
	const struct septel_view text = septel_view_of(value);
	septel__edits_init(&edits, arena);
	septel__tags_repair(&edits, text, text);
	const struct septel_view now = septel__edits_apply(&edits, text, text, &repairs);
	snprintf(buffer, size, "%.*s", (int)now.len, now.ptr);
	return buffer;
}

static void tags_are_read(void **state)
{
	(void)state;
	need_table();
	static const struct {
		const char *value, *tags;
	} CASES[] = {
		{"PHUM KJUS PTER PINS PREF IR IZ", "PHUM|KJUS|PTER|PINS|PREF|IR|IZ"},
		{"PHUM, KJUS; IR", "PHUM|KJUS|IR"},
		{"prel,pgov,tu", "PREL|PGOV|TU"},
		{"PREL PREL, PGOV PREL.", "PREL|PGOV"},
		{"something", "SOMETHING"},
		{"", ""},
		/* Persons. */
		{"OVIP (CLINTON, HILLARY), PREL", "OVIP|CLINTON, HILLARY|PREL"},
		{"ovip (steinberg, james b.), prel", "OVIP|STEINBERG, JAMES B.|PREL"},
		{"OVIP (KISSINGER) PREL", "OVIP|KISSINGER|PREL"},
		{"OVIP (CLINTON,\nHILLARY) PREL", "OVIP|CLINTON, HILLARY|PREL"},
		{"OVIP (BUSH, GEORGE; RICE, CONDOLEEZZA)", "OVIP|BUSH, GEORGE|RICE, CONDOLEEZZA"},
		{"OVIP (BUSH, GEORGE, RICE, CONDOLEEZZA)", "OVIP|BUSH, GEORGE|RICE, CONDOLEEZZA"},
		{"OVIP BIDEN JOSEPH PREL ECON", "OVIP|BIDEN, JOSEPH|PREL|ECON"},
		{"OVIP BUSH GEORGE W. PREL", "OVIP|BUSH, GEORGE W.|PREL"},
		{"OVIP CLINTON, HILLARY, PREL", "OVIP|CLINTON, HILLARY|PREL"},
		{"OREP SMITH ADAM JONES EVE PREL", "OREP|SMITH, ADAM|JONES, EVE|PREL"},
		{"PREL ROOD JOHN IR", "PREL|ROOD, JOHN|IR"},
		/* Organisations and themes of several words. */
		{"PREL, UNGA/C-6, ZANU-PF", "PREL|UNGA/C-6|ZANU-PF"},
		{"PREL/PGOV/IZ", "PREL|PGOV|IZ"},
		{"IS ISRAELI PALESTINIAN AFFAIRS GOI EXTERNAL",
		 "IS|ISRAELI PALESTINIAN AFFAIRS|GOI EXTERNAL"},
		{"IS KMDR MEDIA REACTION REPORT", "IS|KMDR|MEDIA REACTION REPORT"},
		{"PGOV KJUS TIP IN TURKEY", "PGOV|KJUS|TIP IN TURKEY"},
		{"PREL, ROAD MAP, IS", "PREL|ROAD MAP|IS"},
		{"SCUL, XM, ANDES PACT", "SCUL|XM|ANDES PACT"},
		{"PREL IN IR", "PREL|IN|IR"},
		/* Wrapped lines: tags go on, other text does not. */
		{"PREL ECON\nEINV", "PREL|ECON|EINV"},
		{"PREL,\nhere", "PREL|HERE"},
		{"something\nhere", "SOMETHING"},
		{"PREL PGOV\nSTATE FOR EUR/PRA", "PREL|PGOV"},
		{"prel, pgov Subject: turkish p.m.", "PREL|PGOV"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct field_reading field;
		char tags[512];
		field_reading_begin(&field, arena, CASES[i].value, 2008);
		septel__tags_read(&field.reading, field.reading.text);
		joined_tags(&field.message.tags, tags, sizeof tags);
		if (strcmp(tags, CASES[i].tags) != 0)
			fail_msg("%s: %s", CASES[i].value, tags);
	}
}

static void tags_have_kinds_and_places(void **state)
{
	(void)state;
	need_table();
	struct field_reading field;
	field_reading_begin(&field, arena, "prel KJUS IR (SMITH,  ADAM) ZQZQ kwww", 2008);
	septel__tags_read(&field.reading, field.reading.text);
	const struct septel_tags *tags = &field.message.tags;
	assert_int_equal(tags->count, 6);
	assert_int_equal(tags->at[0].kind, SEPTEL_TAG_SUBJECT);
	assert_int_equal(tags->at[1].kind, SEPTEL_TAG_PROGRAM);
	assert_int_equal(tags->at[2].kind, SEPTEL_TAG_GEO);
	assert_int_equal(tags->at[3].kind, SEPTEL_TAG_PERSON);
	assert_view(tags->at[3].tag, "SMITH, ADAM");
	assert_int_equal(tags->at[3].at.offset, 14);
	assert_int_equal(tags->at[3].at.length, 12);
	assert_int_equal(tags->at[4].kind, SEPTEL_TAG_UNKNOWN);
	assert_int_equal(tags->at[5].kind, SEPTEL_TAG_PROGRAM);
	assert_string_equal(field_first_code(&field), "tags.unknown");
	assert_int_equal(field.diagnostics.count, 1);
	/* A second line of tags adds to the first. */
	septel__tags_read(&field.reading, septel__slice(field.reading.text, 0, 9));
	assert_int_equal(field.message.tags.count, 6);
}

static void damage_is_mended(void **state)
{
	(void)state;
	need_table();
	static const struct {
		const char *value, *now;
	} CASES[] = {
		{"ETRDEINVECINPGOVCS", "ETRD EINV ECIN PGOV CS"},
		{"PHUM, IT, ITPHUM, ITPHUM", "PHUM, IT, IT PHUM, IT PHUM"},
		{"DOMESTIC POLITICS MASSMNUC KNNPMNUC ZANU-PF",
		 "DOMESTIC POLITICS MASS MNUC KNNP MNUC ZANU-PF"},
		{"PTER MARR, MOPPS", "PTER MARR, MOPS"},
		{"prelbr", "prel br"},
		{"OVIP PRELPGOV ECONEFIN", "OVIP PREL PGOV ECON EFIN"},
		/* What may mean itself stays. */
		{"PREL FRANCE", "PREL FRANCE"},
		{"PREL KENYAN", "PREL KENYAN"},
		{"PREL XXXX PRLE", "PREL XXXX PRLE"},
		{"OVIP (MOPPS, ADAM)", "OVIP (MOPPS, ADAM)"},
		{"OVIP MOPPS ADAM", "OVIP MOPPS ADAM"},
		{"PREL PGOV IR", "PREL PGOV IR"},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char now[256];
		repaired(CASES[i].value, now, sizeof now);
		if (strcmp(now, CASES[i].now) != 0)
			fail_msg("%s: %s", CASES[i].value, now);
	}
}

static void the_nearest_code_is_suggested(void **state)
{
	(void)state;
	need_table();
	struct field_reading field;
	field_reading_begin(&field, arena, "PRLE - ZQZQ", 2008);
	septel__tags_read(&field.reading, field.reading.text);
	assert_int_equal(field.message.tags.count, 2);
	assert_view(field.message.tags.at[0].tag, "PRLE");
	assert_int_equal(field.diagnostics.count, 2);
	assert_true(field.diagnostics.at[0].has_fix);
	assert_view(field.diagnostics.at[0].fix, "PREL");
	assert_false(field.diagnostics.at[1].has_fix);
}

static void a_hostile_value_is_bounded(void **state)
{
	(void)state;
	static char text[100000];
	struct field_reading field;
	for (size_t i = 0; i + 1 < sizeof text; i++)
		text[i] = "(A B,C/D\n)E;F"[(i * i + i / 7) % 13];
	field_reading_begin(&field, arena, text, 2008);
	septel__tags_read(&field.reading, field.reading.text);
	assert_true(field.message.tags.count <= 256);
	memset(text, '(', sizeof text - 1);
	septel__tags_read(&field.reading, field.reading.text);
	memset(text, '\n', sizeof text - 1);
	septel__tags_read(&field.reading, field.reading.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_are_read),
		cmocka_unit_test(tags_have_kinds_and_places),
		cmocka_unit_test(damage_is_mended),
		cmocka_unit_test(the_nearest_code_is_suggested),
		cmocka_unit_test(a_hostile_value_is_bounded),
	};
	arena = septel_arena_new(0);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(arena);
	return failed;
}
