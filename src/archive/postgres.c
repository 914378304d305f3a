/* postgres.c - see postgres.h: statements and transactions.
 *
 * A statement is prepared at its first step, when the types of its values are known, and
 * runs at each first step; its rows are all here then, but for those of a long one, which a
 * cursor gives in portions.
 */
#include "postgres.h"

#include "postgres_text.h"

#include <stdio.h>
#include <stdlib.h>

/* Of pg_type, where they never change. */
enum type { TYPE_OPEN = 0, TYPE_BYTES = 17, TYPE_NUMBER = 20, TYPE_TEXT = 25 };

/* Text that does not stand as it is, until the statement runs or steps. */
struct converted {
	struct converted *next;
	struct septel_out out;
};

struct postgres_statement {
	struct store_statement base;
	struct archive *archive;
	enum statement which;
	char *sql; /* with $1 for ?1 */
	char name[24];
	bool prepared, running;
	unsigned count; /* values */
	Oid types[POSTGRES_VALUES_LIMIT];
	struct postgres_value values[POSTGRES_VALUES_LIMIT];
	char numbers[POSTGRES_VALUES_LIMIT][8];
	struct converted *bound, *read;
	PGresult *result;
	int row;
	char cursor[24];      /* empty: none */
	bool own_transaction; /* begun for the cursor */
};

static struct postgres_statement *of(struct store_statement *statement)
{
	return (struct postgres_statement *)statement;
}

static PGconn *connection_of(const struct postgres_statement *statement)
{
	return septel__postgres_of(statement->archive)->connection;
}

bool septel__postgres_failed(struct archive *archive, const PGresult *result)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	const char *what = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)
				  : PQerrorMessage(septel__postgres_of(archive)->connection);
	static const struct {
		const char *state, *what;
	} KNOWN[] = {{"55P03", "another program is writing to it"},
		     {"53100", "the disk is full"},
		     {"40001", "another import met the same new labels; run it again"},
		     {"25006", "it may not be written to"}};
	for (size_t i = 0; state && i < sizeof KNOWN / sizeof *KNOWN; i++)
		if (strcmp(state, KNOWN[i].state) == 0)
			what = KNOWN[i].what;
	if (!what || !*what)
		what = "the server does not answer";
	return septel__archive_fail(archive, "%s: %.*s", archive->path, (int)strcspn(what, "\n"),
				    what);
}

bool septel__postgres_execute(struct archive *archive, const char *sql)
{
	if (!septel__postgres_send(archive))
		return false;
	PGresult *result = PQexec(septel__postgres_of(archive)->connection, sql);
	const ExecStatusType status = PQresultStatus(result);
	const bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
			  septel__postgres_failed(archive, result);
	PQclear(result);
	return done;
}

bool septel__postgres_number(struct archive *archive, const char *sql, long long *number)
{
	PGresult *result = PQexec(septel__postgres_of(archive)->connection, sql);
	const bool read = PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1;
	if (read)
		*number = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
	else
		septel__postgres_failed(archive, result);
	PQclear(result);
	return read;
}

static void close_connection(struct archive *archive)
{
	struct postgres_archive *own = septel__postgres_of(archive);
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		if (own->rows[i].begun)
			septel__out_release(&own->rows[i].bytes);
	PQfinish(own->connection);
}

/* No file is. */
static bool owns(const struct archive *archive, const char *path)
{
	(void)archive;
	(void)path;
	return false;
}

/* ---- statements --------------------------------------------------------------------- */

static char *numbered(const char *sql)
{
	char *text = strdup(sql);
	for (char *at = text; at && *at; at++)
		if (at[0] == '?' && at[1] >= '1' && at[1] <= '9')
			*at = '$';
	return text;
}

static void drop_converted(struct converted **list)
{
	while (*list) {
		struct converted *next = (*list)->next;
		septel__out_release(&(*list)->out);
		free(*list);
		*list = next;
	}
}

static struct septel_view convert(struct converted **list, struct septel_view text,
				  void (*how)(struct septel_out *out, struct septel_view text))
{
	struct converted *converted = calloc(1, sizeof *converted);
	if (!converted)
		return text;
	septel__out_init(&converted->out, NULL, 0);
	how(&converted->out, text);
	converted->next = *list;
	*list = converted;
	return septel__out_written(&converted->out);
}

static void run_quietly(const struct postgres_statement *statement, const char *sql)
{
	PQclear(PQexec(connection_of(statement), sql));
}

static void close_cursor(struct postgres_statement *statement)
{
	char sql[64];
	if (!statement->cursor[0])
		return;
	if (PQtransactionStatus(connection_of(statement)) == PQTRANS_INTRANS) {
		snprintf(sql, sizeof sql, "CLOSE %s", statement->cursor);
		run_quietly(statement, statement->own_transaction ? "COMMIT" : sql);
	}
	statement->cursor[0] = '\0';
	statement->own_transaction = false;
}

static void end(struct store_statement *base)
{
	struct postgres_statement *statement = of(base);
	close_cursor(statement);
	PQclear(statement->result);
	statement->result = NULL;
	statement->running = false;
	drop_converted(&statement->read);
}

static void clear(struct store_statement *base)
{
	struct postgres_statement *statement = of(base);
	end(base);
	drop_converted(&statement->bound);
	for (unsigned i = 0; i < statement->count; i++)
		statement->values[i] = (struct postgres_value){NULL, 0};
}

/* What the server holds of it goes with the connection. */
static void release(struct store_statement *base)
{
	struct postgres_statement *statement = of(base);
	clear(base);
	free(statement->sql);
	free(statement);
}

/* Values left out are NULL; how many there are the text tells. */
static unsigned count_values(const char *sql)
{
	unsigned count = 0;
	for (const char *at = sql; (at = strchr(at, '$')) != NULL; at++) {
		const unsigned number = (unsigned)strtoul(at + 1, NULL, 10);
		count = number > count ? number : count;
	}
	return count;
}

static struct store_statement *prepare(struct archive *archive, enum statement which)
{
	const char *sql = septel__postgres_manners[which].sql;
	struct postgres_statement *statement = calloc(1, sizeof *statement);
	if (statement)
		statement->sql = numbered(sql ? sql : septel__statement_texts[which]);
	if (!statement || !statement->sql) {
		free(statement);
		septel__archive_fail(archive, "out of memory");
		return NULL;
	}
	statement->archive = archive;
	statement->which = which;
	statement->count = count_values(statement->sql);
	if (statement->count <= POSTGRES_VALUES_LIMIT)
		return &statement->base;
	septel__archive_fail(archive, "a statement has too many values");
	release(&statement->base);
	return NULL;
}

static void bind(struct postgres_statement *statement, int index, enum type type,
		 struct septel_view bytes)
{
	const unsigned at = (unsigned)index - 1;
	if (at >= statement->count)
		return;
	statement->types[at] = type;
	statement->values[at] = (struct postgres_value){bytes.len ? bytes.ptr : "", (int)bytes.len};
}

static void bind_number(struct store_statement *base, int index, long long number)
{
	struct postgres_statement *statement = of(base);
	if ((unsigned)index > statement->count)
		return;
	char *bytes = statement->numbers[index - 1];
	for (unsigned i = 0; i < 8; i++)
		bytes[i] = (char)((unsigned long long)number >> (56 - 8 * i));
	bind(statement, index, TYPE_NUMBER, (struct septel_view){bytes, 8});
}

static void bind_text(struct store_statement *base, int index, struct septel_view text)
{
	struct postgres_statement *statement = of(base);
	if (septel__postgres_text_odd(text))
		text = convert(&statement->bound, text, septel__postgres_text_put);
	bind(statement, index, TYPE_TEXT, text);
}

static void bind_bytes(struct store_statement *base, int index, struct septel_view bytes)
{
	bind(of(base), index, TYPE_BYTES, bytes);
}

/* ---- running ------------------------------------------------------------------------- */

static bool prepare_now(struct postgres_statement *statement)
{
	snprintf(statement->name, sizeof statement->name, "s%u",
		 ++septel__postgres_of(statement->archive)->prepared);
	PGresult *result = PQprepare(connection_of(statement), statement->name, statement->sql,
				     (int)statement->count, statement->types);
	statement->prepared = PQresultStatus(result) == PGRES_COMMAND_OK;
	if (!statement->prepared)
		septel__postgres_failed(statement->archive, result);
	PQclear(result);
	return statement->prepared;
}

static void list_values(const struct postgres_statement *statement,
			const char *bytes[POSTGRES_VALUES_LIMIT],
			int lengths[POSTGRES_VALUES_LIMIT], int formats[POSTGRES_VALUES_LIMIT])
{
	for (unsigned i = 0; i < statement->count; i++) {
		bytes[i] = statement->values[i].bytes;
		lengths[i] = statement->values[i].length;
		formats[i] = 1;
	}
}

static bool run_prepared(struct postgres_statement *statement)
{
	const char *bytes[POSTGRES_VALUES_LIMIT];
	int lengths[POSTGRES_VALUES_LIMIT], formats[POSTGRES_VALUES_LIMIT];
	if (!statement->prepared && !prepare_now(statement))
		return false;
	list_values(statement, bytes, lengths, formats);
	statement->result = PQexecPrepared(connection_of(statement), statement->name,
					   (int)statement->count, bytes, lengths, formats, 1);
	const ExecStatusType status = PQresultStatus(statement->result);
	return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK ||
	       septel__postgres_failed(statement->archive, statement->result);
}

static bool fetch(struct postgres_statement *statement)
{
	char sql[64];
	PQclear(statement->result);
	snprintf(sql, sizeof sql, "FETCH %d FROM %s", POSTGRES_FETCH, statement->cursor);
	statement->result =
		PQexecParams(connection_of(statement), sql, 0, NULL, NULL, NULL, NULL, 1);
	statement->row = 0;
	return PQresultStatus(statement->result) == PGRES_TUPLES_OK ||
	       septel__postgres_failed(statement->archive, statement->result);
}

static bool open_cursor(struct postgres_statement *statement)
{
	const char *bytes[POSTGRES_VALUES_LIMIT];
	int lengths[POSTGRES_VALUES_LIMIT], formats[POSTGRES_VALUES_LIMIT];
	struct septel_out sql;
	list_values(statement, bytes, lengths, formats);
	if (PQtransactionStatus(connection_of(statement)) == PQTRANS_IDLE) {
		if (!septel__postgres_execute(statement->archive, "BEGIN"))
			return false;
		statement->own_transaction = true;
	}
	snprintf(statement->cursor, sizeof statement->cursor, "c%u",
		 ++septel__postgres_of(statement->archive)->cursors);
	septel__out_init(&sql, NULL, 0);
	septel__out_format(&sql, "DECLARE %s NO SCROLL CURSOR FOR %s", statement->cursor,
			   statement->sql);
	const char *text = septel__out_terminated(&sql);
	PGresult *result =
		text ? PQexecParams(connection_of(statement), text, (int)statement->count,
				    statement->types, bytes, lengths, formats, 1)
		     : NULL;
	const bool done = PQresultStatus(result) == PGRES_COMMAND_OK ||
			  septel__postgres_failed(statement->archive, result);
	PQclear(result);
	septel__out_release(&sql);
	return done && fetch(statement);
}

static bool run(struct postgres_statement *statement)
{
	const struct postgres_manner *manner = &septel__postgres_manners[statement->which];
	statement->row = 0;
	statement->running = true;
	if (!manner->apart && !septel__postgres_send(statement->archive))
		return false;
	return manner->is_long ? open_cursor(statement) : run_prepared(statement);
}

static bool step(struct archive *archive, struct store_statement *base, bool *failed)
{
	struct postgres_statement *statement = of(base);
	if (septel__postgres_manners[statement->which].copy) {
		*failed |= !septel__postgres_add(archive, statement->which, statement->values,
						 statement->count);
		return false;
	}
	drop_converted(&statement->read);
	bool done = true;
	if (!statement->running)
		done = run(statement);
	else if (++statement->row == PQntuples(statement->result) && statement->cursor[0] &&
		 statement->row == POSTGRES_FETCH)
		done = fetch(statement);
	if (done && statement->row < PQntuples(statement->result))
		return true;
	*failed |= !done;
	end(base);
	return false;
}

/* ---- columns ------------------------------------------------------------------------- */

static bool is_there(const struct postgres_statement *statement, int column)
{
	return statement->result && statement->row < PQntuples(statement->result) &&
	       column < PQnfields(statement->result);
}

static bool is_null(struct store_statement *base, int column)
{
	const struct postgres_statement *statement = of(base);
	return !is_there(statement, column) ||
	       PQgetisnull(statement->result, statement->row, column);
}

static long long number(struct store_statement *base, int column)
{
	const struct postgres_statement *statement = of(base);
	if (is_null(base, column))
		return 0;
	const unsigned char *bytes =
		(const unsigned char *)PQgetvalue(statement->result, statement->row, column);
	const int length = PQgetlength(statement->result, statement->row, column);
	/* Sign first: a number of fewer bytes is as negative as it was. */
	unsigned long long value = length > 1 && bytes[0] & 0x80 ? ~0ULL : 0;
	for (int i = 0; i < length && i < 8; i++)
		value = value << 8 | bytes[i];
	return (long long)value;
}

static struct septel_view view(struct store_statement *base, int column)
{
	struct postgres_statement *statement = of(base);
	if (is_null(base, column))
		return (struct septel_view){"", 0};
	const struct septel_view value = {
		PQgetvalue(statement->result, statement->row, column),
		(size_t)PQgetlength(statement->result, statement->row, column)};
	if (PQftype(statement->result, column) == TYPE_BYTES || !septel__postgres_text_coded(value))
		return value;
	return convert(&statement->read, value, septel__postgres_text_take);
}

/* ---- transactions -------------------------------------------------------------------- */

static bool in_transaction(const struct archive *archive)
{
	const PGTransactionStatusType status =
		PQtransactionStatus(((const struct postgres_archive *)archive)->connection);
	return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
}

static bool begin_reading(struct archive *archive)
{
	return septel__postgres_execute(archive, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

static bool may_write(struct archive *archive)
{
	const struct postgres_archive *own = septel__postgres_of(archive);
	if (own->is_replica)
		return septel__archive_fail(
			archive, "%s: it is a replica; write to the archive that it follows",
			archive->path);
	return !own->has_parts ||
	       septel__archive_fail(archive,
				    "%s: its messages are in parts by year; write to those "
				    "(septel part list)",
				    archive->path);
}

static bool begin_writing(struct archive *archive)
{
	char sql[160];
	snprintf(sql, sizeof sql,
		 "BEGIN; SET LOCAL lock_timeout = %d; SELECT pg_advisory_xact_lock(" POSTGRES_LOCK
		 ")",
		 STORE_WAIT_MILLISECONDS);
	return septel__postgres_execute(archive, sql);
}

/* A transaction in which something failed is rolled back by COMMIT, which is no error to the
 * server. */
static bool commit(struct archive *archive)
{
	if (!septel__postgres_send(archive))
		return false;
	PGresult *result = PQexec(septel__postgres_of(archive)->connection, "COMMIT");
	const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
	const bool kept = done && strcmp(PQcmdStatus(result), "COMMIT") == 0;
	if (!done)
		septel__postgres_failed(archive, result);
	else if (!kept)
		septel__archive_fail(archive, "%s: the server kept nothing of it", archive->path);
	PQclear(result);
	return kept;
}

static void roll_back(struct archive *archive)
{
	septel__postgres_drop(archive);
	PQclear(PQexec(septel__postgres_of(archive)->connection, "ROLLBACK"));
}

/* Each table is written anew, which waits for whoever reads it. */
static bool purge(struct archive *archive)
{
	static const char *const TABLES[] = {"received", "message", "citation",  "reject", "words",
					     "list",     "columns", "collected", "note"};
	char sql[96];
	snprintf(sql, sizeof sql, "SET lock_timeout = %d", STORE_WAIT_MILLISECONDS);
	bool done = septel__postgres_execute(archive, sql);
	for (size_t i = 0; done && i < sizeof TABLES / sizeof *TABLES; i++) {
		snprintf(sql, sizeof sql, "VACUUM (FULL) %s", TABLES[i]);
		done = septel__postgres_execute(archive, sql);
	}
	return done && septel__postgres_execute(archive, "SET lock_timeout = 0");
}

static bool reindex(struct archive *archive)
{
	return septel__postgres_execute(archive, "REINDEX TABLE received");
}

const struct store_backend septel__postgres = {.archive_size = sizeof(struct postgres_archive),
					       .open = septel__postgres_open,
					       .close = close_connection,
					       .owns = owns,
					       .prepare = prepare,
					       .release = release,
					       .clear = clear,
					       .end = end,
					       .step = step,
					       .bind_number = bind_number,
					       .bind_text = bind_text,
					       .bind_bytes = bind_bytes,
					       .is_null = is_null,
					       .number = number,
					       .view = view,
					       .in_transaction = in_transaction,
					       .read = begin_reading,
					       .may_write = may_write,
					       .write = begin_writing,
					       .commit = commit,
					       .roll_back = roll_back,
					       .add_part = septel__postgres_add_part,
					       .execute = septel__postgres_execute,
					       .reindex = reindex,
					       .purge = purge};
