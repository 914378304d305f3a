/* casebook_at.c - see casebook_at.h. */
#include "casebook_at.h"

#include "safe.h"

#include <stdlib.h>

const char *casebook_path(const struct option_value *option)
{
	const char *named = getenv("SEPTEL_CASEBOOK");
	if (option->text)
		return option->text;
	return named && *named ? named : ".";
}

void casebook_tell(const struct casebook *book)
{
	for (size_t i = 0; i < book->fault_count; i++) {
		const struct fault *fault = &book->faults[i];
		complain("%.*s:%u:%u: %.*s", VIEW_FORMAT(fault->path), fault->line, fault->column,
			 VIEW_FORMAT(fault->text));
	}
	if (book->faults_dropped)
		complain("and %zu faults more", book->faults_dropped);
}
