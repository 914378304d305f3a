/* store_file_log.c - moving the log of a spool into its file, beside the commits. */
#include "store_file.h"

#include "../base/limits.h"

static void move_log(sqlite3 *database)
{
	/* Whatever hinders it hinders it for now: the log stays, and it is tried again. */
	sqlite3_wal_checkpoint_v2(database, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static int count_pages(void *context, sqlite3 *database, const char *name, int pages)
{
	struct file_store *file = context;
	(void)database;
	(void)name;
	file->log_pages = pages;
	return SQLITE_OK;
}

static void *work(void *context)
{
	struct log_mover *mover = context;
	pthread_mutex_lock(&mover->mutex);
	while (!mover->ends) {
		if (!mover->wanted) {
			pthread_cond_wait(&mover->wanted_now, &mover->mutex);
			continue;
		}
		mover->wanted = false;
		mover->working = true;
		pthread_mutex_unlock(&mover->mutex);
		move_log(mover->database);
		pthread_mutex_lock(&mover->mutex);
		mover->working = false;
	}
	pthread_mutex_unlock(&mover->mutex);
	return NULL;
}

bool septel__log_begin(struct file_store *file)
{
	struct log_mover *mover = &file->mover;
	int keep = 1;
	if (sqlite3_open_v2(file->store.where, &mover->database,
			    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		return false;
	/* Only a connection that has read something knows that there is a log. */
	if (sqlite3_exec(mover->database, "PRAGMA synchronous = FULL; SELECT count(*) FROM anchor",
			 NULL, NULL, NULL) != SQLITE_OK)
		return false;
	/* The log keeps its length: to write over it needs no new blocks, whose record would be
	 * another write at each sync. */
	sqlite3_file_control(file->database, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
	sqlite3_file_control(mover->database, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
	sqlite3_wal_hook(file->database, count_pages, file);
	pthread_mutex_init(&mover->mutex, NULL);
	pthread_cond_init(&mover->wanted_now, NULL);
	mover->begun = pthread_create(&mover->thread, NULL, work, mover) == 0;
	return mover->begun;
}

void septel__log_end(struct file_store *file)
{
	struct log_mover *mover = &file->mover;
	if (mover->begun) {
		pthread_mutex_lock(&mover->mutex);
		mover->ends = true;
		pthread_cond_signal(&mover->wanted_now);
		pthread_mutex_unlock(&mover->mutex);
		pthread_join(mover->thread, NULL);
		pthread_cond_destroy(&mover->wanted_now);
		pthread_mutex_destroy(&mover->mutex);
	}
	sqlite3_close(mover->database);
}

/* False: it is at it. */
static bool ask_mover(struct log_mover *mover)
{
	pthread_mutex_lock(&mover->mutex);
	const bool free = !mover->working && !mover->wanted;
	mover->wanted = free;
	if (free)
		pthread_cond_signal(&mover->wanted_now);
	pthread_mutex_unlock(&mover->mutex);
	return free;
}

void septel__log_settle(struct store *store)
{
	struct file_store *file = septel__file_of(store);
	move_log(file->database);
	file->pages_asked = file->log_pages;
}

static bool is_at_rest(struct log_mover *mover)
{
	pthread_mutex_lock(&mover->mutex);
	const bool rests = !mover->working && !mover->wanted;
	pthread_mutex_unlock(&mover->mutex);
	return rests;
}

/* A log begins anew only when all of it has been moved, and while commits come one behind the other
 * the thread never gets there: of a log that is long, the last few pages are moved here. */
void septel__log_grown(struct file_store *file)
{
	if (file->log_pages < file->pages_asked)
		file->pages_asked = 0; /* it has begun anew */
	const int more = file->log_pages - file->pages_asked;
	if (file->log_pages >= RELAY_LOG_LONG && more >= RELAY_LOG_REST && more < RELAY_LOG_PAGES &&
	    is_at_rest(&file->mover))
		septel__log_settle(&file->store);
	else if (more >= RELAY_LOG_PAGES && ask_mover(&file->mover))
		file->pages_asked = file->log_pages;
}

void septel__log_idle(struct store *store)
{
	struct file_store *file = septel__file_of(store);
	if (file->log_pages - file->pages_asked >= RELAY_LOG_REST && ask_mover(&file->mover))
		file->pages_asked = file->log_pages;
}
