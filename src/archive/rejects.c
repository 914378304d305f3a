/* rejects.c - see rejects.h. */
#include "rejects.h"

#include "store.h"

bool septel__rejects_each(struct archive *archive,
			  bool (*visit)(const struct reject *reject, void *context), void *context)
{
	bool failed = false, going = true;
	struct store_statement *statement = septel__statement(archive, STATEMENT_REJECTS);
	while (going && septel__statement_row(archive, statement, &failed)) {
		const struct reject reject = {.source = septel__column_view(statement, 0),
					      .line = (uint64_t)septel__column_number(statement, 1),
					      .reason = septel__column_view(statement, 2),
					      .at = septel__column_number(statement, 3)};
		going = visit(&reject, context);
	}
	septel__statement_end(statement);
	return going && !failed;
}
