/* rejects.c - see rejects.h. */
#include "rejects.h"

#include "store.h"

bool septel__rejects_each(struct archive *archive,
			  bool (*visit)(const struct reject *reject, void *context), void *context)
{
	bool failed = false, going = true;
	sqlite3_stmt *statement = septel__statement(archive, STATEMENT_REJECTS);
	while (going && septel__statement_row(archive, statement, &failed)) {
		const struct reject reject = {.source = septel__column_view(statement, 0),
					      .line = (uint64_t)sqlite3_column_int64(statement, 1),
					      .reason = septel__column_view(statement, 2),
					      .at = sqlite3_column_int64(statement, 3)};
		going = visit(&reject, context);
	}
	sqlite3_reset(statement);
	return going && !failed;
}
