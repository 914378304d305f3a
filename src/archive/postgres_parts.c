/* postgres_parts.c - makes a database a part of an archive (parts.h), by postgres_fdw.
 *
 * Number ranges are what the tables are partitioned by: part K has the messages, segments and
 * blocks of columns from K * PART_NUMBERS on, and a thousand lists for each.  So a question
 * about one message or word goes to one server, and one about all to each of them.
 */
#include "postgres.h"

#include "../base/limits.h"

#include <stdio.h>

/* Tables of messages: the column that tells the part, and how many values of it a message
 * number stands for, as a multiple or a divisor. */
static const struct {
	const char *table, *key;
	unsigned multiple, divisor;
} TABLES[] = {
	{"received", "number", 1, 1},  {"message", "number", 1, 1}, {"citation", "number", 1, 1},
	{"segment", "number", 1, 1},   {"words", "segment", 1, 1},  {"list", "number", 1024, 1},
	{"columns", "block", 1, 4096},
};
#define TABLE_COUNT (sizeof TABLES / sizeof *TABLES)

/* Words of a connection that the other server needs to make it as well. */
static const char *const PLACE_KEYS[] = {"host", "hostaddr", "port", "dbname"},
			 *const USER_KEYS[] = {"user", "password"};

static void put_literal(struct septel_out *out, PGconn *connection, const char *text)
{
	char *literal = PQescapeLiteral(connection, text, strlen(text));
	septel__out_string(out, literal ? literal : "''");
	PQfreemem(literal);
}

/* " OPTIONS (host '...', port '...')" of a connection, for a statement on `connection`. */
static void put_options(struct septel_out *out, PGconn *connection, PGconn *of,
			const char *const *keys, size_t count)
{
	PQconninfoOption *options = PQconninfo(of);
	const char *before = " OPTIONS (";
	for (const PQconninfoOption *option = options; option && option->keyword; option++)
		for (size_t i = 0; i < count; i++) {
			if (strcmp(option->keyword, keys[i]) != 0 || !option->val || !*option->val)
				continue;
			septel__out_format(out, "%s%s ", before, keys[i]);
			put_literal(out, connection, option->val);
			before = ", ";
		}
	PQconninfoFree(options);
	if (before[0] == ',')
		septel__out_byte(out, ')');
}

static bool execute(struct archive *archive, struct septel_out *sql)
{
	const char *text = septel__out_terminated(sql);
	const bool done = (text || septel__archive_fail(archive, "out of memory")) &&
			  septel__postgres_execute(archive, text);
	septel__out_release(sql);
	return done;
}

/* Lets the server of `archive` reach the database of `of` by the name `name`. */
static bool make_server(struct archive *archive, struct archive *of, const char *name)
{
	PGconn *here = septel__postgres_of(archive)->connection;
	PGconn *there = septel__postgres_of(of)->connection;
	struct septel_out sql;
	septel__out_init(&sql, NULL, 0);
	septel__out_format(&sql,
			   "CREATE EXTENSION IF NOT EXISTS postgres_fdw WITH SCHEMA public;"
			   "CREATE SERVER %s FOREIGN DATA WRAPPER postgres_fdw",
			   name);
	put_options(&sql, here, there, PLACE_KEYS, sizeof PLACE_KEYS / sizeof *PLACE_KEYS);
	septel__out_format(&sql,
			   "; ALTER SERVER %s OPTIONS (ADD fetch_size '2000',"
			   " ADD async_capable 'true');"
			   "CREATE USER MAPPING FOR CURRENT_USER SERVER %s",
			   name, name);
	put_options(&sql, here, there, USER_KEYS, sizeof USER_KEYS / sizeof *USER_KEYS);
	return execute(archive, &sql);
}

/* The tables of messages become those of parts to come. */
static bool make_whole(struct archive *archive)
{
	struct septel_out sql;
	septel__out_init(&sql, NULL, 0);
	for (size_t i = 0; i < TABLE_COUNT; i++)
		septel__out_format(&sql,
				   "ALTER TABLE %s RENAME TO before; CREATE TABLE %s"
				   "(LIKE before INCLUDING DEFAULTS) PARTITION BY RANGE (%s);"
				   "DROP TABLE before;",
				   TABLES[i].table, TABLES[i].table, TABLES[i].key);
	return execute(archive, &sql);
}

static bool make_partitions(struct archive *archive, unsigned number, const char *server)
{
	struct septel_out sql;
	septel__out_init(&sql, NULL, 0);
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		const long long numbers =
			(long long)PART_NUMBERS * TABLES[i].multiple / TABLES[i].divisor;
		septel__out_format(
			&sql,
			"CREATE FOREIGN TABLE %s_%s PARTITION OF %s FOR VALUES FROM (%lld)"
			" TO (%lld) SERVER %s OPTIONS (schema_name '" POSTGRES_SCHEMA
			"', table_name '%s');",
			TABLES[i].table, server, TABLES[i].table, number * numbers,
			(number + 1) * numbers, server, TABLES[i].table);
	}
	return execute(archive, &sql);
}

/* An empty archive takes its range of numbers and years, and the labels of the whole. */
static bool make_part(struct archive *whole, struct archive *part, const struct part *asked,
		      unsigned number)
{
	struct septel_out sql;
	if (!septel__store_write(part) || !make_server(part, whole, "whole"))
		return false;
	septel__out_init(&sql, NULL, 0);
	septel__out_format(&sql,
			   "UPDATE form SET base = %lld, first_year = %d, last_year = %d;"
			   "DROP TABLE label; CREATE FOREIGN TABLE label(number bigint NOT NULL,"
			   " name text COLLATE \"C\" NOT NULL) SERVER whole"
			   " OPTIONS (schema_name '" POSTGRES_SCHEMA "', table_name 'label')",
			   (long long)number * PART_NUMBERS, asked->first_year, asked->last_year);
	return execute(part, &sql) && septel__archive_commit(part);
}

/* The number of the part to come; what speaks against it is told. */
static bool look_at_whole(struct archive *archive, const struct part *asked, long long *number)
{
	char sql[128];
	long long messages, overlapping;
	snprintf(sql, sizeof sql,
		 "SELECT count(*) FROM part WHERE first_year <= %d AND last_year >= %d",
		 asked->last_year, asked->first_year);
	if (!septel__postgres_number(archive, "SELECT count(*) FROM part", number) ||
	    !septel__postgres_number(archive, sql, &overlapping) ||
	    (*number == 0 &&
	     !septel__postgres_number(archive, "SELECT count(*) FROM received", &messages)))
		return false;
	if (overlapping)
		return septel__archive_fail(archive, "another part has some of these years");
	if (*number == 0 && messages)
		return septel__archive_fail(archive, "%s: it holds messages itself", archive->path);
	return *number < PARTS_LIMIT ||
	       septel__archive_fail(archive, "an archive has at most %u parts", PARTS_LIMIT);
}

static bool look_at_part(struct archive *part)
{
	long long held;
	if (!septel__postgres_number(
		    part,
		    "SELECT (SELECT count(*) FROM received) + (SELECT count(*) FROM label)"
		    " + base + first_year + (SELECT count(*) FROM part) FROM form",
		    &held))
		return false;
	return held == 0 || septel__archive_fail(part, "%s: it is not empty", part->path);
}

static bool enter_part(struct archive *archive, struct archive *part, const struct part *asked,
		       unsigned number)
{
	struct septel_out sql;
	char server[24];
	snprintf(server, sizeof server, "part%u", number);
	septel__out_init(&sql, NULL, 0);
	septel__out_format(&sql, "INSERT INTO part VALUES(%u, %d, %d, ", number, asked->first_year,
			   asked->last_year);
	put_literal(&sql, septel__postgres_of(archive)->connection, part->path);
	septel__out_byte(&sql, ')');
	return (number || make_whole(archive)) && make_server(archive, part, server) &&
	       make_partitions(archive, number, server) && execute(archive, &sql) &&
	       septel__archive_commit(archive);
}

bool septel__postgres_add_part(struct archive *archive, const struct part *asked)
{
	struct archive *part = NULL;
	long long number;
	struct postgres_archive *own = septel__postgres_of(archive);
	own->has_parts = false; /* what is written now is not messages */
	bool done = septel__store_write(archive) && look_at_whole(archive, asked, &number);
	if (done)
		done = (septel__archive_open(&part, asked->location, ARCHIVE_CREATE) &&
			look_at_part(part) && make_part(archive, part, asked, (unsigned)number)) ||
		       septel__archive_fail(archive, "%s", septel__archive_error(part));
	/* The part first: what is a part of nothing is told when it is asked to be one again. */
	done = done && enter_part(archive, part, asked, (unsigned)number);
	septel__store_leave(archive);
	septel__archive_close(part);
	own->has_parts = true;
	return done;
}
