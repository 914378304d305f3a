/* field_places.h - where the index has the words of a field that a query may name. */
#ifndef SEPTEL_ARCHIVE_FIELD_PLACES_H
#define SEPTEL_ARCHIVE_FIELD_PLACES_H

#include "document.h"
#include "query.h"

struct field_place {
	enum index_field key;
	uint32_t first, last; /* places, inclusive */
	bool of_names;        /* its words are few: one that nobody has may be another misspelt */
};

/* By enum query_field. */
extern const struct field_place septel__field_places[];

#endif
