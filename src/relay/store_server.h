/* store_server.h - a spool on a PostgreSQL server.  Private to store_server*.c.
 *
 * A batch is one transaction, sent as it comes and answered once, at its commit (a pipeline): the
 * way to the server and back is paid once, however many messages are in it.  COMMIT returns when
 * the server has it on its disk, and where it has synchronous standbys, when so many of them have
 * as it was told to wait for.  Whoever loses the connection does not know whether the last commit
 * happened: the store is broken then, and to be opened anew.
 */
#ifndef SEPTEL_RELAY_STORE_SERVER_H
#define SEPTEL_RELAY_STORE_SERVER_H

#include "store_make.h"

#include <libpq-fe.h>

#define SPOOL_SCHEMA "septel_relay"

/* Texts to be run in their order; NULL ends. */
extern const char *const septel__server_schema[];

struct server_store {
	struct store store;
	PGconn *connection;
	char *texts[STATEMENT_COUNT]; /* with $1 for ?1 */
	bool prepared[STATEMENT_COUNT];
	size_t awaited; /* answers that have not been taken yet */
	bool warned;    /* the server said something during a commit */
};

static inline struct server_store *septel__server_of(struct store *store)
{
	return (struct server_store *)store;
}

/* Leaves the server's reason (of a result, or NULL: of the connection), and the status that fits.
 */
enum store_status septel__server_failed(struct server_store *server, const PGresult *result);
/* Runs SQL whose results do not matter. */
enum store_status septel__server_execute(struct server_store *server, const char *sql);

enum store_status septel__server_open(struct store **store, const char *where,
				      enum store_mode mode);
void septel__server_close(struct store *store);

#endif
