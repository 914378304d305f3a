/* field_reading.h - a reading of one text, for the tests of single fields. */
#ifndef SEPTEL_TESTS_FIELD_READING_H
#define SEPTEL_TESTS_FIELD_READING_H

#include "unit.h"

#include "../../src/message/diagnostics.h"
#include "../../src/message/lines.h"
#include "../../src/message/reading.h"

struct field_reading {
	struct septel_message message;
	struct diagnostic_list diagnostics;
	struct reading reading;
};

/* `field` is ready to read `text`, whose DTG has the year given (0: none). */
static inline void field_reading_begin(struct field_reading *field, struct septel_arena *arena,
				       const char *text, int year)
{
	*field = (struct field_reading){.message.raw = septel_view_of(text)};
	field->message.text = field->message.raw;
	field->message.dtg.year = (int16_t)year;
	field->reading = (struct reading){
		.message = &field->message,
		.arena = arena,
		.text = field->message.raw,
		.diagnostics = &field->diagnostics,
	};
	assert_true(septel__lines_split(&field->reading.lines, field->reading.text, arena));
}

/* The code of the first diagnostic; "" where there is none. */
static inline const char *field_first_code(const struct field_reading *field)
{
	return field->diagnostics.count ? field->diagnostics.at[0].code : "";
}

#endif
