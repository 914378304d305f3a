/* postgres.h - an archive in a PostgreSQL database, in the schema `septel`.  Private to the
 * backend (postgres*.c), which only the program septel-postgres has.
 *
 * The tables are those of the file (sqlite_schema.c): numbers are bigint, bytes bytea, text is
 * text, sorted by bytes.  Whoever reads is in one REPEATABLE READ transaction; whoever writes
 * holds an advisory lock until its end, so that there is one writer at a time and no reader
 * ever waits.  Rows are added by COPY (postgres_copy.c).
 */
#ifndef SEPTEL_ARCHIVE_POSTGRES_H
#define SEPTEL_ARCHIVE_POSTGRES_H

#include "backend.h"

#include <libpq-fe.h>

#define POSTGRES_SCHEMA "septel"
/* Values of a statement. */
#define POSTGRES_VALUES_LIMIT 32u
/* Rows fetched at a time of what may be long. */
#define POSTGRES_FETCH 2000
/* Held by the one who writes: "septel" in letters. */
#define POSTGRES_LOCK "126879447868780"

/* The tables, one text a version. */
extern const char *const septel__postgres_schema[];
extern const int septel__postgres_schema_version;

/* How a statement is carried out. */
struct postgres_manner {
	const char *sql; /* instead of the text that both understand */
	bool copy;       /* it adds a row, which is sent with others */
	bool apart;      /* it does not concern rows that wait to be added */
	bool is_long;    /* its rows are fetched in portions */
};
extern const struct postgres_manner septel__postgres_manners[STATEMENT_COUNT];

/* Rows that wait to be sent to one table. */
struct postgres_rows {
	struct septel_out bytes;
	bool begun;
};

struct postgres_archive {
	struct archive archive;
	PGconn *connection;
	struct postgres_rows rows[STATEMENT_COUNT]; /* of those that copy */
	bool waiting;                               /* some of them has any */
	unsigned prepared, cursors;                 /* names given */
	bool has_parts, is_replica;                 /* known if it may be written to */
};

static inline struct postgres_archive *septel__postgres_of(struct archive *archive)
{
	return (struct postgres_archive *)archive;
}

/* Leaves the server's reason, of a result (NULL: of the connection); always false. */
bool septel__postgres_failed(struct archive *archive, const PGresult *result);
/* Runs SQL whose results do not matter. */
bool septel__postgres_execute(struct archive *archive, const char *sql);
/* The one number that SQL gives. */
bool septel__postgres_number(struct archive *archive, const char *sql, long long *number);

/* One value as bound: NULL if `bytes` is. */
struct postgres_value {
	const char *bytes;
	int length;
};
/* Keeps a row for its table; many are sent together. */
bool septel__postgres_add(struct archive *archive, enum statement which,
			  const struct postgres_value *values, unsigned count);
/* Sends all rows that wait. */
bool septel__postgres_send(struct archive *archive);
void septel__postgres_drop(struct archive *archive);

/* Members of the backend (backend.h). */
bool septel__postgres_add_part(struct archive *archive, const struct part *part);
bool septel__postgres_open(struct archive *archive, enum archive_mode mode);

#endif
