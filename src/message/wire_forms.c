/* wire_forms.c - see wire_forms.h. */
#include "wire_forms.h"

char septel__class_letter(enum septel_class class_)
{
	static const char LETTERS[] = {'U', 'U', 'U', 'R', 'C', 'S', 'T'};
	return LETTERS[class_];
}

const char *septel__spaced_class(enum septel_class class_)
{
	static const char *const SPACED[] = {"UNCLAS",
					     "UNCLAS",
					     "LIMITED OFFICIAL USE",
					     "R E S T R I C T E D",
					     "C O N F I D E N T I A L",
					     "S E C R E T",
					     "T O P S E C R E T"};
	return SPACED[class_];
}

int septel__serial_in_number(struct septel_view id)
{
	/* In front stand two digits of the year and a station. */
	const size_t start = septel__digits_at_end(id);
	return start > 2 ? septel__number(septel__slice(id, start, id.len)) : SEPTEL_NUMBER_NONE;
}
