/* postgres_copy.c - rows gathered for a table and sent by COPY, in its binary form.
 *
 * A row sent by itself would cost a way to the server and back; sent together, thousands
 * cost one.  Whatever asks the tables sends what waits first, unless it does not concern
 * that (postgres_manners.c).
 */
#include "postgres.h"

#include <stdio.h>

/* Bytes of one table that wait; more are sent. */
#define ROWS_LIMIT ((size_t)2 << 20)

/* Signature, flags, no extension. */
static const char HEADER[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";
static const char TRAILER[] = "\377\377";

static void put_big_endian(struct septel_out *out, uint32_t value, unsigned bytes)
{
	while (bytes-- > 0)
		septel__out_byte(out, (char)(value >> (8 * bytes)));
}

/* "COPY TABLE(COLUMNS) FROM", of the order to insert them. */
static void name_target(enum statement which, char *sql, size_t size)
{
	static const char BEFORE[] = "INSERT INTO ", BEHIND[] = " VALUES";
	const char *target = septel__statement_texts[which] + sizeof BEFORE - 1;
	const char *end = strstr(target, BEHIND);
	snprintf(sql, size, "COPY %.*s FROM STDIN (FORMAT binary)", end ? (int)(end - target) : 0,
		 target);
}

/* A prepared statement keeps the plan that was right when it was made.  In an empty table any
 * index is as good as any other, and an import that began there would go through all of it
 * for every message. */
static bool plan_anew(struct archive *archive)
{
	PGresult *result = PQexec(septel__postgres_of(archive)->connection, "DISCARD PLANS");
	const bool done = PQresultStatus(result) == PGRES_COMMAND_OK ||
			  septel__postgres_failed(archive, result);
	PQclear(result);
	return done;
}

static bool send_rows(struct archive *archive, enum statement which)
{
	struct postgres_archive *own = septel__postgres_of(archive);
	struct postgres_rows *rows = &own->rows[which];
	char sql[512];
	if (rows->bytes.length == 0)
		return true;
	if (rows->bytes.failed)
		return septel__archive_fail(archive, "out of memory");
	name_target(which, sql, sizeof sql);
	PGresult *result = PQexec(own->connection, sql);
	bool done = PQresultStatus(result) == PGRES_COPY_IN;
	if (!done)
		septel__postgres_failed(archive, result);
	PQclear(result);
	if (!done)
		return false;
	const struct septel_view bytes = septel__out_written(&rows->bytes);
	done = PQputCopyData(own->connection, HEADER, sizeof HEADER - 1) == 1 &&
	       PQputCopyData(own->connection, bytes.ptr, (int)bytes.len) == 1 &&
	       PQputCopyData(own->connection, TRAILER, sizeof TRAILER - 1) == 1 &&
	       PQputCopyEnd(own->connection, NULL) == 1;
	if (!done)
		septel__postgres_failed(archive, NULL);
	while ((result = PQgetResult(own->connection)) != NULL) {
		if (done && PQresultStatus(result) != PGRES_COMMAND_OK)
			done = septel__postgres_failed(archive, result);
		PQclear(result);
	}
	septel__out_clear(&rows->bytes);
	return done && plan_anew(archive);
}

bool septel__postgres_send(struct archive *archive)
{
	struct postgres_archive *own = septel__postgres_of(archive);
	if (!own->waiting)
		return true;
	own->waiting = false;
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		if (own->rows[i].begun && !send_rows(archive, (enum statement)i))
			return false;
	return true;
}

void septel__postgres_drop(struct archive *archive)
{
	struct postgres_archive *own = septel__postgres_of(archive);
	own->waiting = false;
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		if (own->rows[i].begun)
			septel__out_clear(&own->rows[i].bytes);
}

bool septel__postgres_add(struct archive *archive, enum statement which,
			  const struct postgres_value *values, unsigned count)
{
	struct postgres_archive *own = septel__postgres_of(archive);
	struct postgres_rows *rows = &own->rows[which];
	if (!rows->begun) {
		septel__out_init(&rows->bytes, NULL, 0);
		rows->begun = true;
	}
	put_big_endian(&rows->bytes, count, 2);
	for (unsigned i = 0; i < count; i++) {
		put_big_endian(&rows->bytes,
			       values[i].bytes ? (uint32_t)values[i].length : UINT32_MAX, 4);
		if (values[i].bytes)
			septel__out_bytes(&rows->bytes, values[i].bytes, (size_t)values[i].length);
	}
	own->waiting = true;
	if (rows->bytes.failed)
		return septel__archive_fail(archive, "out of memory");
	return rows->bytes.length < ROWS_LIMIT || send_rows(archive, which);
}
