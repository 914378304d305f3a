/* room.h - what the pages of one server share: the archive, who looks, and the log of reads.
 *
 * An archive belongs to one thread at a time: a request takes one that is open, or opens one,
 * and gives it back.  One whose file was replaced, or that failed, is closed and opened anew.
 * Each comes with memory for the answer in hand.
 *
 * What a user reads or is denied is in the log before it is shown; where the log cannot be
 * written, nothing is shown.
 */
#ifndef SEPTEL_WEB_ROOM_H
#define SEPTEL_WEB_ROOM_H

#include "../access/log.h"
#include "../archive/archive.h"

#include <pthread.h>
#include <sys/stat.h>

/* Archives that wait for the next request. */
#define ROOM_DESKS_LIMIT 64u
/* Memory of one answer, and so much of it is kept for the next. */
#define ROOM_ARENA_LIMIT ((size_t)512 << 20)
#define ROOM_ARENA_KEPT  ((size_t)8 << 20)

/* What one request works with. */
struct room_desk {
	struct archive *archive;
	struct stat file; /* as it was opened */
	struct septel_arena *arena, *scratch;
	bool failed; /* the archive is not to be used again */
};

struct room {
	const char *archive; /* its location */
	struct access_viewer viewer;
	struct access_log *log; /* NULL: the owner's reads are no entries */
	pthread_mutex_t lock, log_lock;
	struct room_desk *desks[ROOM_DESKS_LIMIT];
	size_t count;
};

void septel__room_init(struct room *room, const char *archive, const struct access_viewer *viewer,
		       struct access_log *log);
void septel__room_release(struct room *room);

/* NULL: it cannot be opened, or memory is out; told on stderr. */
struct room_desk *septel__room_take(struct room *room) __attribute__((warn_unused_result));
void septel__room_give(struct room *room, struct room_desk *desk);

/* False: nothing may be shown. */
bool septel__room_log(struct room *room, const char *action, struct septel_view object,
		      enum access_outcome outcome, struct access_label label)
	__attribute__((warn_unused_result));

#endif
