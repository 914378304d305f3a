/* transfer.c - see transfer.h.
 *
 * What is made of the bytes is carried over as it is: both ends have the same tables, and a
 * rebuild would take far longer.
 */
#include "transfer.h"

#include "store.h"

/* Rows between two looks at the watch. */
#define ROWS_A_LOOK 512u

/* Each column is a number, text, or bytes. */
static const struct {
	enum statement read, add;
	const char *columns;
} TABLES[] = {
	{STATEMENT_ALL_OF_RECEIVED, STATEMENT_ADD_RECEIPT, "ntbtnnnntnttb"},
	{STATEMENT_ALL_OF_MESSAGE, STATEMENT_ADD_MESSAGE, "ntnnntnttnnntnnnnn"},
	{STATEMENT_ALL_OF_CITATION, STATEMENT_ADD_CITATION, "nntnntttnnn"},
	{STATEMENT_ALL_OF_REJECT, STATEMENT_ADD_REJECT, "tnntnb"},
	{STATEMENT_ALL_OF_LABEL, STATEMENT_ADD_LABEL, "nt"},
	{STATEMENT_ALL_OF_SEGMENT, STATEMENT_ADD_SEGMENT, "nnnnnnn"},
	{STATEMENT_ALL_OF_WORDS, STATEMENT_ADD_WORD, "nbnnnnb"},
	{STATEMENT_ALL_OF_LIST, STATEMENT_ADD_LIST, "nbbb"},
	{STATEMENT_ALL_OF_COLUMNS, STATEMENT_PUT_BLOCK, "nb"},
	{STATEMENT_ALL_OF_COLLECTED, STATEMENT_COLLECT, "tt"},
	{STATEMENT_ALL_OF_NOTE, STATEMENT_RESTORE_NOTE, "ntntt"},
	{STATEMENT_ALL_OF_SEARCH, STATEMENT_RESTORE_SEARCH, "ttn"},
	{STATEMENT_ALL_OF_FORGOTTEN, STATEMENT_ADD_FORGOTTEN, "tnt"},
};

struct transfer {
	struct archive *from, *to;
	const struct backup_watch *watch;
	uint64_t done, all;
};

static bool target_failed(const struct transfer *transfer)
{
	return septel__archive_fail(transfer->from, "%s", septel__archive_error(transfer->to));
}

static bool read_number(struct archive *archive, enum statement which, int column, uint64_t *number)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, which);
	if (!septel__statement_row(archive, statement, &failed))
		return false;
	*number = (uint64_t)septel__column_number(statement, column);
	septel__statement_end(statement);
	return true;
}

static bool target_is_empty(const struct transfer *transfer)
{
	uint64_t last;
	if (!read_number(transfer->to, STATEMENT_LAST_NUMBER, 0, &last))
		return target_failed(transfer);
	return last == 0 || septel__archive_fail(transfer->from, "%s: it holds messages already",
						 transfer->to->path);
}

/* Most rows are receipts, what is made of each, and lists. */
static bool estimate(struct transfer *transfer)
{
	uint64_t receipts, lists;
	if (!read_number(transfer->from, STATEMENT_RECEIPT_COUNT, 0, &receipts) ||
	    !read_number(transfer->from, STATEMENT_NEXT_NUMBERS, 1, &lists))
		return false;
	transfer->all = 2 * receipts + lists;
	return true;
}

static void look(struct transfer *transfer)
{
	const struct backup_watch *watch = transfer->watch;
	if (transfer->all < transfer->done)
		transfer->all = transfer->done;
	if (watch->progress)
		watch->progress(transfer->done, transfer->all, watch->context);
}

static bool is_interrupted(const struct transfer *transfer)
{
	const struct backup_watch *watch = transfer->watch;
	return watch->interrupted && watch->interrupted(watch->context);
}

static void bind_column(struct store_statement *to, struct store_statement *from, int column,
			char kind)
{
	if (septel__column_is_null(from, column))
		return;
	switch (kind) {
	case 'n':
		septel__bind_number(to, column + 1, septel__column_number(from, column));
		break;
	case 't':
		septel__bind_view(to, column + 1, septel__column_view(from, column));
		break;
	default:
		septel__bind_blob(to, column + 1, septel__column_view(from, column));
	}
}

static bool copy_table(struct transfer *transfer, size_t which)
{
	bool failed = false;
	struct store_statement *from = septel__statement(transfer->from, TABLES[which].read);
	while (septel__statement_row(transfer->from, from, &failed)) {
		struct store_statement *to = septel__statement(transfer->to, TABLES[which].add);
		for (int i = 0; TABLES[which].columns[i]; i++)
			bind_column(to, from, i, TABLES[which].columns[i]);
		if (!septel__statement_run(transfer->to, to))
			return target_failed(transfer);
		if (++transfer->done % ROWS_A_LOOK)
			continue;
		look(transfer);
		if (is_interrupted(transfer))
			return septel__archive_fail(transfer->from, "%s: interrupted",
						    transfer->to->path);
	}
	return !failed;
}

bool septel__transfer(struct archive *from, struct archive *to, const struct backup_watch *watch)
{
	struct transfer transfer = {.from = from, .to = to, .watch = watch};
	bool done = septel__store_read(from) && estimate(&transfer);
	done = done && (septel__store_write(to) || target_failed(&transfer)) &&
	       target_is_empty(&transfer);
	for (size_t i = 0; done && i < sizeof TABLES / sizeof *TABLES; i++)
		done = copy_table(&transfer, i);
	done = done && (septel__archive_commit(to) || target_failed(&transfer));
	septel__store_leave(to);
	septel__store_leave(from);
	return done;
}
