/* store_server_opening.c - reaching a spool on a server, and making one. */
#include "store_server.h"

#include <stdlib.h>
#include <time.h>

/* Held as long as the relay that writes is connected. */
#define LOCK "1397772849"

/* A relay that has just died holds it until the server has noticed. */
#define TURNS 20
static const struct timespec turn_pause = {.tv_nsec = 100L * 1000 * 1000};

/* The location without user and password, for all to see. */
static char *shown(const char *where)
{
	const char *place = strstr(where, "://");
	const char *at = place ? strrchr(place, '@') : NULL;
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	septel__out_string(&out, "postgresql://");
	/* Of the parameters only the server's name is shown. */
	const char *rest = at ? at + 1 : place ? place + 3 : where;
	const size_t plain = strcspn(rest, "?");
	septel__out_bytes(&out, rest, plain);
	const char *text = septel__out_terminated(&out);
	char *copy = text ? strdup(text) : NULL;
	septel__out_release(&out);
	return copy;
}

static void take_notice(void *context, const PGresult *result)
{
	struct server_store *server = context;
	const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
	const char *what = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	if (!severity || strcmp(severity, "WARNING") != 0)
		return;
	server->warned = true;
	septel__store_fail(&server->store, STORE_FAILED, "%s: %s", server->store.where,
			   what ? what : "the server warns");
}

static bool take_number(void *context, const struct store_row *row)
{
	*(int64_t *)context = row->at[0].number;
	return false;
}

static enum store_status ask_number(struct server_store *server, const char *sql, int64_t *number)
{
	return server->store.make->ask_text(&server->store, sql, NULL, 0, take_number, number);
}

static enum store_status make(struct server_store *server)
{
	int64_t there = 0;
	enum store_status status = ask_number(
		server, "SELECT (to_regclass('" SPOOL_SCHEMA ".anchor') IS NOT NULL)::int", &there);
	if (status != STORE_OK || there)
		return status;
	status = septel__server_execute(server, "BEGIN");
	for (size_t i = 0; status == STORE_OK && septel__server_schema[i]; i++)
		status = septel__server_execute(server, septel__server_schema[i]);
	return status == STORE_OK ? septel__server_execute(server, "COMMIT") : status;
}

static enum store_status set_up_writing(struct server_store *server)
{
	int64_t locked = 0, commits = 0;
	enum store_status status = STORE_OK;
	for (unsigned turn = 0; status == STORE_OK && !locked && turn < TURNS; turn++) {
		if (turn)
			nanosleep(&turn_pause, NULL);
		status = ask_number(server, "SELECT pg_try_advisory_lock(" LOCK ")::int", &locked);
	}
	if (status == STORE_OK && !locked)
		return septel__store_fail(&server->store, STORE_BUSY, "%s: another relay has it",
					  server->store.where);
	if (status == STORE_OK)
		status = make(server);
	/* On the disk of this server at least; a higher level that was configured stays. */
	if (status == STORE_OK)
		status = ask_number(server,
				    "SELECT (current_setting('synchronous_commit') IN ('on', "
				    "'remote_apply'))::int",
				    &commits);
	if (status == STORE_OK && !commits)
		status = septel__server_execute(server, "SET synchronous_commit = on");
	return status;
}

static enum store_status connect_to(struct server_store *server, const char *where,
				    enum store_mode mode)
{
	static const char *const KEYS[] = {"dbname", "fallback_application_name", "client_encoding",
					   NULL};
	const char *const values[] = {where, "septel-relay", "UTF8", NULL};
	server->connection = PQconnectdbParams(KEYS, values, 1);
	if (PQstatus(server->connection) != CONNECTION_OK) {
		/* libpq's text can hold the location: the shown one stands for it. */
		septel__store_fail(&server->store, STORE_FAILED, "%s: no connection",
				   server->store.where);
		return STORE_FAILED;
	}
	PQsetNoticeReceiver(server->connection, take_notice, server);
	enum store_status status =
		septel__server_execute(server, "SET search_path = " SPOOL_SCHEMA "; SET jit = off");
	if (status == STORE_OK && mode == STORE_READ)
		status = septel__server_execute(server, "SET default_transaction_read_only = on");
	if (status == STORE_OK && mode == STORE_WRITE)
		status = set_up_writing(server);
	return status;
}

enum store_status septel__server_open(struct store **store, const char *where, enum store_mode mode)
{
	struct server_store *server = calloc(1, sizeof *server);
	*store = &server->store;
	if (!server)
		return STORE_FAILED;
	server->store.make = &septel__store_server;
	server->store.where = shown(where);
	server->store.kept.descriptor = -1;
	septel__out_init(&server->store.fetched, NULL, 0);
	septel__out_init(&server->store.cleaned, NULL, 0);
	if (!server->store.where)
		return septel__store_fail(*store, STORE_FAILED, "out of memory");
	return connect_to(server, where, mode);
}

void septel__server_close(struct store *store)
{
	struct server_store *server = septel__server_of(store);
	if (PQstatus(server->connection) == CONNECTION_OK)
		PQclear(PQexec(server->connection, "SELECT pg_advisory_unlock_all()"));
	PQfinish(server->connection);
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		free(server->texts[i]);
}
