/* number.c - see septel/number.h. */
#include <septel/number.h>

bool septel_number_canonical(struct septel_view text, char out[SEPTEL_NUMBER_SIZE])
{
	(void)text;
	out[0] = '\0';
	return false;
}

bool septel_number_compose(int year, struct septel_view station, int serial,
			   char out[SEPTEL_NUMBER_SIZE])
{
	(void)year;
	(void)station;
	(void)serial;
	out[0] = '\0';
	return false;
}
