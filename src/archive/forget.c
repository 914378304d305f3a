/* forget.c - see forget.h.
 *
 * Deletions are secure (secure_delete), but SQLite moves rows between pages and may leave a
 * copy in the free part of one.  So the file is written anew.
 */
#include "forget.h"

#include "receipts.h"
#include "writer.h"

#include <time.h>

/* All that names the message by its id, ?1. */
static const char *const DELETIONS[] = {
	"DELETE FROM reject WHERE bytes IS NOT NULL AND ("
	"(source, place) IN (SELECT source, place FROM received WHERE id = ?1)"
	" OR bytes IN (SELECT bytes FROM received WHERE id = ?1))",
	"DELETE FROM received WHERE id = ?1",
	"DELETE FROM collected WHERE id = ?1",
	"DELETE FROM note WHERE id = ?1",
};

static bool run_on_id(struct archive *archive, const char *sql, struct septel_view id)
{
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v2(archive->database, sql, -1, &statement, NULL) != SQLITE_OK)
		return septel__store_failed(archive);
	septel__bind_view(statement, 1, id);
	const bool done = septel__statement_run(archive, statement);
	sqlite3_finalize(statement);
	return done;
}

static bool read_numbers(struct archive *archive, struct septel_view id,
			 struct receipt_numbers *numbers)
{
	bool failed = false;
	sqlite3_stmt *statement = septel__statement(archive, STATEMENT_RECEIPTS_OF_ID);
	septel__bind_view(statement, 1, id);
	while (septel__statement_row(archive, statement, &failed))
		if (!septel__receipt_numbers_add(numbers,
						 (uint32_t)sqlite3_column_int64(statement, 0))) {
			sqlite3_reset(statement);
			return septel__archive_fail(archive, "out of memory");
		}
	return !failed;
}

static bool add_stub(struct archive *archive, struct septel_view id, struct septel_view reason)
{
	sqlite3_stmt *statement = septel__statement(archive, STATEMENT_ADD_FORGOTTEN);
	if (!statement)
		return false;
	septel__bind_view(statement, 1, id);
	sqlite3_bind_int64(statement, 2, (sqlite3_int64)time(NULL));
	septel__bind_view(statement, 3, reason);
	return septel__statement_run(archive, statement);
}

static bool is_forgotten(struct archive *archive, struct septel_view id)
{
	bool failed = false;
	sqlite3_stmt *statement = septel__statement(archive, STATEMENT_FORGOTTEN);
	septel__bind_view(statement, 1, id);
	const bool found = septel__statement_row(archive, statement, &failed);
	sqlite3_reset(statement);
	return found;
}

static bool remove_all(struct archive *archive, struct writer *writer, struct septel_view id,
		       const struct receipt_numbers *numbers)
{
	for (size_t i = 0; i < numbers->count; i++)
		if (!septel__writer_remove(writer, numbers->at[i]))
			return false;
	if (!septel__replace_words(archive, numbers, NULL, 0, true))
		return false;
	for (size_t i = 0; i < sizeof DELETIONS / sizeof *DELETIONS; i++)
		if (!run_on_id(archive, DELETIONS[i], id))
			return false;
	return true;
}

static enum forget_result forget(struct archive *archive, struct writer *writer,
				 struct septel_view id, struct septel_view reason,
				 struct receipt_numbers *numbers)
{
	if (!septel__writer_begin(writer) || !read_numbers(archive, id, numbers))
		return FORGET_FAILED;
	if (numbers->count == 0)
		return is_forgotten(archive, id) ? FORGET_BEFORE : FORGET_NONE;
	return remove_all(archive, writer, id, numbers) && add_stub(archive, id, reason) &&
			       septel__writer_commit(writer)
		       ? FORGET_DONE
		       : FORGET_FAILED;
}

enum forget_result septel__forget(struct archive *archive, struct septel_view id,
				  struct septel_view reason, uint64_t *receipts)
{
	struct labels *labels = septel__labels_read(archive);
	struct writer *writer = labels ? septel__writer_new(archive, labels) : NULL;
	struct receipt_numbers numbers = {.count = 0};
	const enum forget_result result =
		writer ? forget(archive, writer, id, reason, &numbers) : FORGET_FAILED;
	*receipts = result == FORGET_DONE ? numbers.count : 0;
	septel__receipt_numbers_release(&numbers);
	septel__writer_free(writer);
	septel__labels_free(labels);
	return result;
}

bool septel__purge(struct archive *archive)
{
	bool failed = false;
	septel__statements_end(archive);
	if (!septel__store_execute(archive, "VACUUM"))
		return false;
	sqlite3_stmt *statement = septel__statement(archive, STATEMENT_EMPTY_LOG);
	if (!septel__statement_row(archive, statement, &failed))
		return false;
	const bool busy = sqlite3_column_int(statement, 0) != 0;
	sqlite3_reset(statement);
	return !busy || septel__archive_fail(archive,
					     "%s: another program reads it, and holds on "
					     "to what was there before",
					     archive->path);
}
