/* store_file.h - a spool in an SQLite file.  Private to store_file*.c.
 *
 * Write-ahead log, synchronous=FULL: a commit is one sync of the log, however many messages are in
 * it.  The log is moved into the file by a thread of its own, so that no commit waits for that;
 * only when it has grown long is the rest moved between two commits, after which it begins anew.
 */
#ifndef SEPTEL_RELAY_STORE_FILE_H
#define SEPTEL_RELAY_STORE_FILE_H

#include "store_make.h"

#include <pthread.h>
#include <sqlite3.h>

#define SPOOL_APPLICATION_ID 0x53505231 /* "SPR1" */

/* Texts to be run in their order; NULL ends. */
extern const char *const septel__spool_schema[];

/* The thread that moves the log. */
struct log_mover {
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t wanted_now;
	sqlite3 *database; /* its own connection */
	bool begun, wanted, working, ends;
};

struct file_store {
	struct store store;
	sqlite3 *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	int lock;        /* of the one relay that writes; -1: none */
	int folder;      /* for its free space; -1: none */
	int log_pages;   /* in the log, at the last commit */
	int pages_asked; /* of these, how many the mover was sent for */
	struct log_mover mover;
};

static inline struct file_store *septel__file_of(struct store *store)
{
	return (struct file_store *)store;
}

/* Leaves SQLite's reason and the status that fits it. */
enum store_status septel__file_failed(struct file_store *file);

enum store_status septel__file_open(struct store **store, const char *where, enum store_mode mode);
void septel__file_close(struct store *store);

bool septel__log_begin(struct file_store *file);
void septel__log_end(struct file_store *file);
/* After a commit. */
void septel__log_grown(struct file_store *file);
void septel__log_idle(struct store *store);
/* Moves all of the log now. */
void septel__log_settle(struct store *store);

#endif
