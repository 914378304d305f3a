/* store_server.c - see store_server.h: statements and transactions. */
#include "store_server.h"

#include <stdio.h>
#include <stdlib.h>

/* Of pg_type, where they never change. */
enum type {
	TYPE_OPEN = 0,
	TYPE_BYTES = 17,
	TYPE_NUMBER = 20,
	TYPE_SHORT = 21,
	TYPE_INT = 23,
	TYPE_TEXT = 25
};

enum store_status septel__server_failed(struct server_store *server, const PGresult *result)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	const char *what = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)
				  : PQerrorMessage(server->connection);
	const enum store_status status =
		state && strcmp(state, "53100") == 0 ? STORE_FULL : STORE_FAILED;
	if (state && strcmp(state, "22012") == 0)
		what = "there is no such message or copy"; /* text_of */
	if (!what || !*what)
		what = "the server does not answer";
	septel__store_fail(&server->store, status, "%s: %.*s", server->store.where,
			   (int)strcspn(what, "\n"), what);
	/* What the last commit came to is not known. */
	if (PQstatus(server->connection) != CONNECTION_OK)
		server->store.broken = STORE_FAILED;
	return status;
}

enum store_status septel__server_execute(struct server_store *server, const char *sql)
{
	PGresult *result = PQexec(server->connection, sql);
	const ExecStatusType got = PQresultStatus(result);
	const enum store_status status = got == PGRES_COMMAND_OK || got == PGRES_TUPLES_OK
						 ? STORE_OK
						 : septel__server_failed(server, result);
	PQclear(result);
	return status;
}

/* ---- values ----------------------------------------------------------------------------- */

struct bound {
	const char *bytes[STORE_VALUES_LIMIT];
	int lengths[STORE_VALUES_LIMIT], formats[STORE_VALUES_LIMIT];
	Oid types[STORE_VALUES_LIMIT];
	char numbers[STORE_VALUES_LIMIT][8];
};

static void bind(struct bound *bound, const struct store_value *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct septel_view view = values[i].view;
		bound->formats[i] = 1;
		bound->bytes[i] = view.len ? view.ptr : "";
		bound->lengths[i] = (int)view.len;
		switch (values[i].kind) {
		case VALUE_NONE:
			bound->bytes[i] = NULL;
			bound->types[i] = TYPE_OPEN;
			break;
		case VALUE_NUMBER:
			for (unsigned j = 0; j < 8; j++)
				bound->numbers[i][j] =
					(char)((uint64_t)values[i].number >> (56 - 8 * j));
			bound->bytes[i] = bound->numbers[i];
			bound->lengths[i] = 8;
			bound->types[i] = TYPE_NUMBER;
			break;
		case VALUE_TEXT:
			bound->types[i] = TYPE_TEXT;
			break;
		case VALUE_BYTES:
			bound->types[i] = TYPE_BYTES;
			break;
		}
	}
}

static struct store_value column(const PGresult *result, int row, int at)
{
	struct store_value value = {.kind = VALUE_NONE};
	const unsigned char *bytes = (const unsigned char *)PQgetvalue(result, row, at);
	const int length = PQgetlength(result, row, at);
	if (PQgetisnull(result, row, at))
		return value;
	switch (PQftype(result, at)) {
	case TYPE_NUMBER:
	case TYPE_SHORT:
	case TYPE_INT: {
		/* Sign first: a number of fewer bytes is as negative as it was. */
		uint64_t number = length > 0 && bytes[0] & 0x80 ? ~(uint64_t)0 : 0;
		for (int i = 0; i < length && i < 8; i++)
			number = number << 8 | bytes[i];
		return septel__value_number((int64_t)number);
	}
	case TYPE_BYTES:
		value.kind = VALUE_BYTES;
		break;
	default:
		value.kind = VALUE_TEXT;
		break;
	}
	value.view = (struct septel_view){(const char *)bytes, (size_t)length};
	return value;
}

static void give_rows(const PGresult *result, store_row_function row, void *context)
{
	struct store_row own = {.count = (size_t)PQnfields(result)};
	const int count = PQntuples(result);
	bool more = true;
	for (int at = 0; at < count && more; at++) {
		for (size_t i = 0; i < own.count; i++)
			own.at[i] = column(result, at, (int)i);
		more = row(context, &own);
	}
}

static void number_values(char *text)
{
	for (char *at = text; *at; at++)
		if (at[0] == '?' && septel__is_digit(at[1]))
			*at = '$';
}

static char *numbered(const char *sql)
{
	char *text = strdup(sql);
	if (text)
		number_values(text);
	return text;
}

/* Where a row must change the server itself fails without one (it divides by 0), so that the COMMIT
 * behind it, which is under way already, does nothing. */
static char *text_of(enum store_statement which)
{
	const struct store_statement_text *statement = &septel__store_statements[which];
	struct septel_out out;
	if (!statement->must || septel__starts(septel_view_of(statement->sql), "INSERT"))
		return numbered(statement->sql);
	septel__out_init(&out, NULL, 0);
	septel__out_format(&out,
			   "WITH changed AS (%s RETURNING 1) SELECT 1 / count(*) FROM changed",
			   statement->sql);
	const char *text = septel__out_terminated(&out);
	char *own = text ? numbered(text) : NULL;
	septel__out_release(&out);
	return own;
}

/* ---- the pipeline ----------------------------------------------------------------------- */

/* Takes one result and the NULL behind it. */
static PGresult *take_result(struct server_store *server)
{
	PGresult *result = PQgetResult(server->connection), *more;
	while (result && (more = PQgetResult(server->connection)) != NULL)
		PQclear(more);
	return result;
}

/* Takes all answers that are awaited; the first that is wrong is told. */
static enum store_status take_awaited(struct server_store *server)
{
	enum store_status status = STORE_OK;
	for (; server->awaited; server->awaited--) {
		PGresult *result = take_result(server);
		const ExecStatusType got = PQresultStatus(result);
		if (status == STORE_OK && got != PGRES_COMMAND_OK && got != PGRES_TUPLES_OK)
			status = septel__server_failed(server, result);
		PQclear(result);
	}
	return status;
}

static const char *name_of(enum store_statement which, char name[16])
{
	snprintf(name, 16, "s%d", (int)which);
	return name;
}

static bool send_statement(struct server_store *server, enum store_statement which,
			   const struct bound *bound, size_t count)
{
	char name[16];
	if (!server->texts[which])
		server->texts[which] = text_of(which);
	if (!server->texts[which])
		return false;
	if (!server->prepared[which]) {
		if (!PQsendPrepare(server->connection, name_of(which, name), server->texts[which],
				   (int)count, bound->types))
			return false;
		server->awaited++;
		server->prepared[which] = true;
	}
	return PQsendQueryPrepared(server->connection, name_of(which, name), (int)count,
				   bound->bytes, bound->lengths, bound->formats, 1) == 1;
}

/* Leaves the pipeline, whatever is still in it. */
static enum store_status end_pipeline(struct server_store *server)
{
	enum store_status status = STORE_OK;
	if (PQpipelineStatus(server->connection) == PQ_PIPELINE_OFF)
		return STORE_OK;
	if (PQpipelineSync(server->connection) != 1)
		return septel__server_failed(server, NULL);
	status = take_awaited(server);
	/* The mark of the end itself. */
	PGresult *result = PQgetResult(server->connection);
	if (PQresultStatus(result) != PGRES_PIPELINE_SYNC && status == STORE_OK)
		status = septel__server_failed(server, result);
	PQclear(result);
	if (PQexitPipelineMode(server->connection) != 1 && status == STORE_OK)
		status = septel__server_failed(server, NULL);
	return status;
}

/* ---- the make --------------------------------------------------------------------------- */

static enum store_status send_text(struct server_store *server, const char *sql)
{
	if (PQsendQueryParams(server->connection, sql, 0, NULL, NULL, NULL, NULL, 1) != 1)
		return septel__server_failed(server, NULL);
	server->awaited++;
	return STORE_OK;
}

static enum store_status begin(struct store *store)
{
	struct server_store *server = septel__server_of(store);
	if (PQenterPipelineMode(server->connection) != 1)
		return septel__server_failed(server, NULL);
	return send_text(server, "BEGIN");
}

static enum store_status run(struct store *store, enum store_statement which,
			     const struct store_value *values, size_t count)
{
	struct server_store *server = septel__server_of(store);
	struct bound bound;
	bind(&bound, values, count);
	if (!send_statement(server, which, &bound, count))
		return septel__server_failed(server, NULL);
	server->awaited++;
	return STORE_OK;
}

/* In a batch: all that was sent before is answered first. */
static enum store_status take_rows(struct server_store *server, store_row_function row,
				   void *context)
{
	if (PQpipelineStatus(server->connection) != PQ_PIPELINE_OFF &&
	    (PQsendFlushRequest(server->connection) != 1 || PQflush(server->connection) != 0))
		return septel__server_failed(server, NULL);
	enum store_status status = take_awaited(server);
	PGresult *result = take_result(server);
	if (status == STORE_OK && PQresultStatus(result) != PGRES_TUPLES_OK)
		status = septel__server_failed(server, result);
	if (status == STORE_OK)
		give_rows(result, row, context);
	PQclear(result);
	return status;
}

static enum store_status ask_text(struct store *store, const char *sql,
				  const struct store_value *values, size_t count,
				  store_row_function row, void *context)
{
	struct server_store *server = septel__server_of(store);
	struct bound bound;
	char *text = numbered(sql);
	bind(&bound, values, count);
	const bool sent =
		text && PQsendQueryParams(server->connection, text, (int)count, bound.types,
					  bound.bytes, bound.lengths, bound.formats, 1) == 1;
	free(text);
	return sent ? take_rows(server, row, context) : septel__server_failed(server, NULL);
}

static enum store_status ask(struct store *store, enum store_statement which,
			     const struct store_value *values, size_t count, store_row_function row,
			     void *context)
{
	struct server_store *server = septel__server_of(store);
	struct bound bound;
	/* Outside of a pipeline only one thing can be under way: it is sent as it stands. */
	if (PQpipelineStatus(server->connection) == PQ_PIPELINE_OFF && !server->prepared[which])
		return ask_text(store, septel__store_statements[which].sql, values, count, row,
				context);
	bind(&bound, values, count);
	return send_statement(server, which, &bound, count) ? take_rows(server, row, context)
							    : septel__server_failed(server, NULL);
}

static enum store_status commit(struct store *store)
{
	struct server_store *server = septel__server_of(store);
	server->warned = false;
	enum store_status status = send_text(server, "COMMIT");
	if (status == STORE_OK)
		status = end_pipeline(server);
	if (status != STORE_OK)
		return status;
	/* Such as: the wait for the standbys was broken off. It is on this server's disk then,
	 * and nowhere else, which is not what was promised. */
	if (server->warned || PQtransactionStatus(server->connection) != PQTRANS_IDLE) {
		store->broken = STORE_FAILED;
		return server->warned ? STORE_FAILED : septel__server_failed(server, NULL);
	}
	return STORE_OK;
}

static void undo(struct store *store)
{
	struct server_store *server = septel__server_of(store);
	char error[STORE_ERROR_SIZE];
	memcpy(error, store->error, sizeof error); /* what is told is why, not what followed */
	if (end_pipeline(server) != STORE_OK)
		/* What was prepared within may be so or not. */
		for (size_t i = 0; i < STATEMENT_COUNT; i++)
			server->prepared[i] = false;
	if (PQstatus(server->connection) == CONNECTION_OK &&
	    (septel__server_execute(server, "ROLLBACK") != STORE_OK ||
	     septel__server_execute(server, "DEALLOCATE ALL") != STORE_OK))
		store->broken = STORE_FAILED;
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		server->prepared[i] = false;
	memcpy(store->error, error, sizeof error);
}

/* The server looks after its own disk: a commit tells. */
static enum store_status room(struct store *store)
{
	(void)store;
	return STORE_OK;
}

static void idle(struct store *store)
{
	(void)store;
}

const struct store_make septel__store_server = {
	.open = septel__server_open,
	.close = septel__server_close,
	.begin = begin,
	.run = run,
	.ask = ask,
	.ask_text = ask_text,
	.commit = commit,
	.undo = undo,
	.room = room,
	.idle = idle,
};
