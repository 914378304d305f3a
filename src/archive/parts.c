/* parts.c - see parts.h. */
#include "parts.h"

#include "backend.h"

#include <stdio.h>

#define PLACE_LIMIT 1024u

bool septel__part_add(struct archive *archive, const struct part *part)
{
	if (!archive->backend->add_part)
		return septel__archive_fail(archive, "%s: an archive in a file has no parts",
					    archive->path);
	if (part->first_year > part->last_year || part->first_year < 0)
		return septel__archive_fail(archive, "%d..%d are no years", part->first_year,
					    part->last_year);
	return archive->backend->add_part(archive, part);
}

bool septel__parts_each(struct archive *archive,
			bool (*visit)(const struct part *part, void *context), void *context)
{
	bool failed = false, going = true;
	if (!archive->backend->add_part)
		return true;
	struct store_statement *statement = septel__statement(archive, STATEMENT_PARTS);
	while (going && septel__statement_row(archive, statement, &failed)) {
		char place[PLACE_LIMIT];
		snprintf(place, sizeof place, "%.*s",
			 VIEW_FORMAT(septel__column_view(statement, 2)));
		const struct part part = {.location = place,
					  .first_year = (int)septel__column_number(statement, 0),
					  .last_year = (int)septel__column_number(statement, 1)};
		going = visit(&part, context);
	}
	septel__statement_end(statement);
	return going && !failed;
}
