/* The declassification line: order, words and day. */
#include "field_reading.h"

#include "../../src/base/date.h"
#include "../../src/message/fields.h"

static struct septel_arena *arena;

static void days_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *order, *value;
		int year; /* of the DTG */
		const char *on, *text, *code;
	} CASES[] = {
		{"12958", "DECL: 12/04/2018", 2008, "2018-12-04", "DECL: 12/04/2018", ""},
		{"12958", "decl: 07/01/2034", 0, "2034-07-01", "decl: 07/01/2034", ""},
		{"12958", "decl: 6/3/08", 0, "2008-06-03", "decl: 6/3/08", ""},
		{"12958", "DECL 1/07/2014", 2004, "2014-01-07", "DECL 1/07/2014", ""},
		{"12958", "DECL: 2018/12/04", 2008, "2018-12-04", "DECL: 2018/12/04", ""},
		{"12958", "DECL: 12-04-2018", 2008, "2018-12-04", "DECL: 12-04-2018", ""},
		{"12958", "DECL: 20181204", 2008, "2018-12-04", "DECL: 20181204", ""},
		{"12958", "DECL: 12042018", 2008, "2018-12-04", "DECL: 12042018", ""},
		{"12958", "DECL: 12/04/\n2018", 2008, "2018-12-04", "DECL: 12/04/ 2018", ""},
		{"12958", "DECL: DECEMBER 4, 2018", 2008, "2018-12-04", "DECL: DECEMBER 4, 2018",
		 ""},
		{"12958", "DECL: 4 Dec 18", 2008, "2018-12-04", "DECL: 4 Dec 18", ""},
		{"12958", "DECL: 01/07/2014 Tags: prel, pgov", 2004, "2014-01-07",
		 "DECL: 01/07/2014", ""},
		{"12958", "DECL: 01/07/2014\nSTATE FOR EUR", 2004, "2014-01-07", "DECL: 01/07/2014",
		 ""},
		{"12065", "GDS 8/12/85 (NAME) OR-P", 1979, "1985-08-12", "GDS 8/12/85 (NAME) OR-P",
		 ""},
		{"12065", "GDS, 12/26/85 (TAYLOR, P.)", 0, "1985-12-26",
		 "GDS, 12/26/85 (TAYLOR, P.)", ""},
		{"12065", "RDS-1 12/17/09", 1979, "2009-12-17", "RDS-1 12/17/09", ""},
		{"12356", "DECL: 9/1/01", 1991, "2001-09-01", "DECL: 9/1/01", ""},
		{"12958", "DNG: CO 08/09/2010", 2000, "", "DNG: CO 08/09/2010", ""},
		{"12958", "DNG: CO 08/09/2010 DECL: 08/09/2015", 2000, "2015-08-09",
		 "DNG: CO 08/09/2010 DECL: 08/09/2015", ""},
		{"12958", "N/A", 2008, "", "N/A", ""},
		{"12958", "N/A\nSTATE FOR EUR/PRA", 2008, "", "N/A", ""},
		{"11652", "GDS", 1974, "", "GDS", ""},
		{"11652", "XGDS-3", 1974, "", "XGDS-3", ""},
		{"11652", "ADS AUGUST 1, 1975", 1974, "1975-08-01", "ADS AUGUST 1, 1975", ""},
		{"12356", "DECL:OADR", 1990, "", "DECL:OADR", ""},
		{"12958", "DECL: 25X1-HUMAN", 2008, "", "DECL: 25X1-HUMAN", ""},
		{"12958", "DECL: 20 years", 2008, "", "DECL: 20 years", ""},
		{"12958", "DECL: AFTER KOREAN\nUNIFICATION", 2008, "",
		 "DECL: AFTER KOREAN UNIFICATION", ""},
		{"12958", "DECL: 13/45/2018", 2008, "", "DECL: 13/45/2018", "declassify.date"},
		{"12958", "DECL: 02/30/2018", 2008, "", "DECL: 02/30/2018", "declassify.date"},
		{"12958", "DECL: 25/12/2018", 2008, "", "DECL: 25/12/2018", "declassify.date"},
		{"12958", "", 2008, "", "", ""},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct field_reading field;
		char on[TIME_TEXT_SIZE];
		field_reading_begin(&field, arena, CASES[i].value, CASES[i].year);
		septel__declassify_read(&field.reading, septel_view_of(CASES[i].order),
					field.reading.text);
		assert_view(field.message.declassify.text, CASES[i].text);
		assert_view(field.message.declassify.order, CASES[i].order);
		septel__time_text(field.message.declassify.on, on);
		if (strcmp(on, CASES[i].on) != 0)
			fail_msg("%s: %s", CASES[i].value, on);
		assert_string_equal(field_first_code(&field), CASES[i].code);
	}
}

static void orders_are_mended(void **state)
{
	(void)state;
	static const struct {
		const char *printed, *order, *code;
	} CASES[] = {
		{"12958", "12958", ""},
		{"13526", "13526", ""},
		{"1295", "12958", "declassify.order"},
		{"12598", "12958", "declassify.order"},
		{"129958", "12958", "declassify.order"},
		{"11562", "11652", "declassify.order"},
		{"99999", "99999", "declassify.order"},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct field_reading field;
		field_reading_begin(&field, arena, CASES[i].printed, 0);
		septel__declassify_read(&field.reading, field.reading.text, septel_view_of(""));
		assert_view(field.message.declassify.order, CASES[i].order);
		assert_string_equal(field_first_code(&field), CASES[i].code);
	}
}

static void a_second_line_adds(void **state)
{
	(void)state;
	struct field_reading field;
	const char *text = "12958 DECL: 12/04/2018";
	field_reading_begin(&field, arena, text, 2008);
	const struct septel_view order = septel__slice(field.reading.text, 0, 5);
	const struct septel_view value = septel__slice(field.reading.text, 6, 100);
	septel__declassify_read(&field.reading, order, septel_view_of(""));
	septel__declassify_read(&field.reading, field.message.declassify.order, value);
	septel__declassify_read(&field.reading, order, value);
	assert_view(field.message.declassify.order, "12958");
	assert_view(field.message.declassify.text, "DECL: 12/04/2018");
	assert_int_equal(field.message.declassify.on.year, 2018);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_read),
		cmocka_unit_test(orders_are_mended),
		cmocka_unit_test(a_second_line_adds),
	};
	arena = septel_arena_new(0);
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(arena);
	return failed;
}
