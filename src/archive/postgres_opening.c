/* postgres_opening.c - reaching an archive on a server, and bringing it up to date. */
#include "postgres.h"

#include "../base/limits.h"

#include <stdio.h>
#include <stdlib.h>

/* The location without its password, for all to see. */
static bool set_shown_path(struct archive *archive)
{
	PGconn *connection = septel__postgres_of(archive)->connection;
	struct septel_out shown;
	const char *host = PQhost(connection), *port = PQport(connection);
	const bool socket = host && host[0] == '/';
	septel__out_init(&shown, NULL, 0);
	septel__out_format(&shown, "postgresql://%s", host && !socket ? host : "");
	if (!socket && port && *port)
		septel__out_format(&shown, ":%s", port);
	septel__out_format(&shown, "/%s", PQdb(connection) ? PQdb(connection) : "");
	if (socket)
		septel__out_format(&shown, "?host=%s", host);
	const char *text = septel__out_terminated(&shown);
	char *path = text ? strdup(text) : NULL;
	septel__out_release(&shown);
	if (!path)
		return septel__archive_fail(archive, "out of memory");
	free(archive->path);
	archive->path = path;
	return true;
}

/* Whether no "@" stands behind the one that ends user and password: a "@" or "/" of a password
 * that is not written %40 or %2F makes the rest of it a host, or a port, for all to see. */
static bool is_whole(const char *location)
{
	const char *place = strstr(location, "://") + 3;
	const char *mark = place + strcspn(place, "@/");
	if (*mark == '@')
		place = mark + 1;
	return place[strcspn(place, "@?")] != '@';
}

/* What cannot be read as a location may hold a password anywhere: nothing of it is told. */
static bool is_location(struct archive *archive)
{
	if (!is_whole(archive->location))
		return septel__archive_fail(archive, "the location of the archive cannot be read: "
						     "in a password @ is written %%40, and / %%2F");
	PQconninfoOption *options = PQconninfoParse(archive->location, NULL);
	PQconninfoFree(options);
	if (options)
		return true;
	return septel__archive_fail(archive, "the location of the archive cannot be read");
}

static bool connect(struct archive *archive)
{
	struct postgres_archive *own = septel__postgres_of(archive);
	static const char *const KEYS[] = {"dbname", "fallback_application_name", "client_encoding",
					   NULL};
	const char *const values[] = {archive->location, "septel", "UTF8", NULL};
	if (!is_location(archive))
		return false;
	own->connection = PQconnectdbParams(KEYS, values, 1);
	if (own->connection && PQhost(own->connection) && !set_shown_path(archive))
		return false;
	return PQstatus(own->connection) == CONNECTION_OK || septel__postgres_failed(archive, NULL);
}

static void no_notice(void *context, const PGresult *result)
{
	(void)context;
	(void)result;
}

/* The version of the tables that are there; 0: none are. */
static bool read_version(struct archive *archive, long long *version)
{
	*version = 0;
	long long there;
	/* Plans are not worth compiling for what septel asks. */
	return septel__postgres_number(
		       archive,
		       "SET search_path = " POSTGRES_SCHEMA "; SET jit = off;"
		       "SET enable_partitionwise_join = on; SET enable_partitionwise_aggregate "
		       "= on;"
		       "SELECT (to_regclass('" POSTGRES_SCHEMA ".form') IS NOT NULL)::int",
		       &there) &&
	       (there == 0 ||
		septel__postgres_number(archive, "SELECT version FROM form", version));
}

/* What the archive is: the years of a part, whether it is a replica of another. */
static bool read_kind(struct archive *archive)
{
	struct postgres_archive *own = septel__postgres_of(archive);
	long long base, first, last, parts, replica;
	if (!septel__postgres_number(archive, "SELECT base FROM form", &base) ||
	    !septel__postgres_number(archive, "SELECT first_year FROM form", &first) ||
	    !septel__postgres_number(archive, "SELECT last_year FROM form", &last) ||
	    !septel__postgres_number(archive, "SELECT count(*) FROM part", &parts) ||
	    !septel__postgres_number(
		    archive,
		    "SELECT count(subdbid) FROM pg_subscription JOIN pg_database ON"
		    " pg_database.oid = subdbid WHERE datname = current_database()",
		    &replica))
		return false;
	archive->first_year = (int)first;
	archive->last_year = (int)last;
	archive->end = (uint32_t)base + PART_NUMBERS;
	if (base == 0 && first == 0 && last == 9999)
		archive->end = UINT32_MAX;
	own->has_parts = parts != 0;
	own->is_replica = replica != 0;
	return true;
}

/* An empty database becomes an archive; an old archive is brought up to date.  Whoever came
 * first while this one waited has done it. */
static bool bring_up(struct archive *archive)
{
	long long version;
	if (!septel__store_write(archive) ||
	    !septel__postgres_execute(archive, "CREATE SCHEMA IF NOT EXISTS " POSTGRES_SCHEMA) ||
	    !read_version(archive, &version))
		return false;
	if (version == 0 &&
	    !septel__postgres_execute(archive, "CREATE TABLE form(one bigint PRIMARY KEY DEFAULT 1"
					       " CHECK(one = 1), version bigint NOT NULL,"
					       " base bigint NOT NULL DEFAULT 0,"
					       " first_year bigint NOT NULL DEFAULT 0,"
					       " last_year bigint NOT NULL DEFAULT 9999);"
					       "INSERT INTO form(version) VALUES(0)"))
		return false;
	for (; version < septel__postgres_schema_version; version++)
		if (!septel__postgres_execute(archive, septel__postgres_schema[version]) ||
		    !septel__postgres_execute(archive, "UPDATE form SET version = version + 1"))
			return false;
	return septel__archive_commit(archive);
}

bool septel__postgres_open(struct archive *archive, enum archive_mode mode)
{
	long long version;
	if (!connect(archive))
		return false;
	PQsetNoticeReceiver(septel__postgres_of(archive)->connection, no_notice, NULL);
	if (!read_version(archive, &version))
		return false;
	if (version == 0 && mode != ARCHIVE_CREATE)
		return septel__archive_fail(archive, "%s: there is no archive", archive->path);
	if (version > septel__postgres_schema_version)
		return septel__archive_fail(archive,
					    "%s: it was written by a later septel (form %lld)",
					    archive->path, version);
	if (version == septel__postgres_schema_version)
		return !archive->writable || read_kind(archive);
	if (!archive->writable)
		return septel__archive_fail(
			archive, "%s: it was written by an earlier septel; import brings it up",
			archive->path);
	return bring_up(archive) && read_kind(archive);
}
