/* forget.c - see forget.h. */
#include "forget.h"

#include "backend.h"
#include "receipts.h"
#include "writer.h"

#include <time.h>

/* All that names the message by its id; receipts go after what asks for them. */
static const enum statement DELETIONS[] = {STATEMENT_FORGET_REJECTS, STATEMENT_FORGET_RECEIPTS,
					   STATEMENT_FORGET_COLLECTED, STATEMENT_FORGET_NOTES};

static bool run_on_id(struct archive *archive, enum statement which, struct septel_view id)
{
	struct store_statement *statement = septel__statement(archive, which);
	septel__bind_view(statement, 1, id);
	return septel__statement_run(archive, statement);
}

static bool read_numbers(struct archive *archive, struct septel_view id,
			 struct receipt_numbers *numbers)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_RECEIPTS_OF_ID);
	septel__bind_view(statement, 1, id);
	while (septel__statement_row(archive, statement, &failed))
		if (!septel__receipt_numbers_add(numbers,
						 (uint32_t)septel__column_number(statement, 0))) {
			septel__statement_end(statement);
			return septel__archive_fail(archive, "out of memory");
		}
	return !failed;
}

static bool add_stub(struct archive *archive, struct septel_view id, struct septel_view reason)
{
	struct store_statement *statement = septel__statement(archive, STATEMENT_ADD_FORGOTTEN);
	if (!statement)
		return false;
	septel__bind_view(statement, 1, id);
	septel__bind_number(statement, 2, (long long)time(NULL));
	septel__bind_view(statement, 3, reason);
	return septel__statement_run(archive, statement);
}

static bool is_forgotten(struct archive *archive, struct septel_view id)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_FORGOTTEN);
	septel__bind_view(statement, 1, id);
	const bool found = septel__statement_row(archive, statement, &failed);
	septel__statement_end(statement);
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
	septel__statements_end(archive);
	return archive->backend->purge(archive);
}
