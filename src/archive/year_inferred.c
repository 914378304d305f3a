/* year_inferred.c - see year_inferred.h. */
#include "year_inferred.h"

#include "columns.h"
#include "number_parts.h"

bool septel__number_of_year(struct septel_view id, int step, char other[SEPTEL_NUMBER_SIZE])
{
	struct septel_view station;
	int year, serial;
	other[0] = '\0';
	/* Series of general messages print their year. */
	return id.len > 0 && septel__is_digit(id.ptr[0]) &&
	       septel__number_parts(id, &station, &year, &serial) &&
	       septel_number_compose(year + step, station, serial, other);
}

bool septel__prints_no_year(struct septel_view text, struct septel_view id)
{
	struct septel_view station;
	int year, serial;
	unsigned numbers = 0;
	for (size_t i = 0; i < text.len; i++)
		numbers += septel__is_digit(text.ptr[i]) &&
			   (i == 0 || !septel__is_digit(text.ptr[i - 1]));
	const struct septel_view digits = septel__slice(
		septel__trim(text), septel__digits_at_end(septel__trim(text)), text.len);
	return numbers == 1 && septel__number_parts(id, &station, &year, &serial) &&
	       septel__number(digits) == serial;
}

/* The message `id` is held and was sent by `minute`. */
static bool is_there(struct archive *archive, struct septel_view id, int32_t minute, bool *there)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_SENT_BY);
	septel__bind_view(statement, 1, id);
	septel__bind_number(statement, 2, minute);
	*there = septel__statement_row(archive, statement, &failed);
	septel__statement_end(statement);
	return !failed;
}

/* The highest number of a station and year that was sent by `minute`; 0: none is held. */
static bool highest(struct archive *archive, struct septel_view station, int year, int32_t minute,
		    int *serial)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_REACHED);
	septel__bind_view(statement, 1, station);
	septel__bind_number(statement, 2, year);
	septel__bind_number(statement, 3, minute);
	*serial = 0;
	if (septel__statement_row(archive, statement, &failed))
		*serial = septel__column_number(statement, 0);
	septel__statement_end(statement);
	return !failed;
}

bool septel__year_is_before(struct archive *archive, struct septel_view id, int32_t minute,
			    bool *before)
{
	char other[SEPTEL_NUMBER_SIZE];
	struct septel_view station;
	int year, serial, reached;
	bool there;
	*before = false;
	if (minute == COLUMNS_NO_TIME || !septel__number_of_year(id, -1, other) ||
	    !septel__number_parts(id, &station, &year, &serial))
		return true;
	if (!is_there(archive, septel_view_of(other), minute, &there))
		return false;
	if (!there)
		return true;
	if (!highest(archive, station, year, minute, &reached))
		return false;
	*before = reached < serial;
	return true;
}
