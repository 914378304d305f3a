/* log.c - see log.h: opening and appending. */
#include "log.h"

#include "../base/limits.h"
#include "files.h"
#include "log_entry.h"
#include "log_head.h"
#include "log_lines.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static enum access_status refused(const struct access_log *log, struct access_error *error)
{
	return septel__access_fail(error, ACCESS_FAILED, "%s: %s", log->path, strerror(errno));
}

static bool lock(int file, int how)
{
	int done;
	do
		done = flock(file, how);
	while (done != 0 && errno == EINTR);
	return done == 0;
}

/* ---- the end of the log -------------------------------------------------------------------- */

struct log_end {
	struct log_tip tip;
	uint64_t size;       /* up to the end of the last whole line */
	uint64_t unfinished; /* bytes behind it */
};

static enum access_status end_of_lines(const struct access_log *log, struct log_lines *lines,
				       struct log_end *end, struct access_error *error)
{
	struct septel_view line;
	struct access_log_entry entry;
	enum log_line found = septel__log_lines_previous(lines, &line);
	if (found == LOG_LINE_UNFINISHED) {
		end->unfinished = line.len;
		end->size -= line.len;
		found = septel__log_lines_previous(lines, &line);
	}
	if (found == LOG_LINES_END)
		return ACCESS_OK;
	if (found == LOG_LINE_UNREAD)
		return refused(log, error);
	if (found != LOG_LINE || !septel__log_read_entry(line, &entry))
		return septel__access_fail(error, ACCESS_BROKEN, "%s: the last line is no entry",
					   log->path);
	end->tip.number = entry.number;
	memcpy(end->tip.hash, entry.hash.ptr, LOG_HASH_LENGTH);
	return ACCESS_OK;
}

static enum access_status read_end(const struct access_log *log, struct log_end *end,
				   struct access_error *error)
{
	struct log_lines lines;
	struct stat stat;
	*end = (struct log_end){.tip = septel__log_no_tip()};
	if (fstat(log->file, &stat) != 0)
		return refused(log, error);
	end->size = (uint64_t)stat.st_size;
	if (!septel__log_lines_open(&lines, log->file, end->size, (size_t)2 * LOG_LINE_LIMIT))
		return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", log->path);
	const enum access_status status = end_of_lines(log, &lines, end, error);
	septel__log_lines_close(&lines);
	return status;
}

/* The head knows an entry that must be there: what was cut off is told, not written over. */
static enum access_status hold_against_head(const struct access_log *log, const struct log_end *end,
					    struct access_error *error)
{
	struct log_tip head;
	const enum log_head read = septel__log_head_read(log->head, &head);
	if (read == LOG_HEAD_DAMAGED)
		return septel__access_fail(error, ACCESS_BROKEN, "%s.head: damaged", log->path);
	if (read == LOG_HEAD_ABSENT && end->tip.number)
		return septel__access_fail(error, ACCESS_BROKEN, "%s.head: missing", log->path);
	if (head.number > end->tip.number)
		return septel__access_fail(error, ACCESS_BROKEN,
					   "%s: entries %" PRIu64 " to %" PRIu64
					   " are missing at the end",
					   log->path, end->tip.number + 1, head.number);
	if (head.number == end->tip.number &&
	    memcmp(head.hash, end->tip.hash, LOG_HASH_LENGTH) != 0)
		return septel__access_fail(error, ACCESS_BROKEN,
					   "%s: entry %" PRIu64 " is not the one its head knows",
					   log->path, head.number);
	return ACCESS_OK;
}

/* ---- opening --------------------------------------------------------------------------------- */

/* A new log has a head from the start, so that a log without one has lost it. */
static enum access_status make_head(const struct access_log *log, struct access_error *error)
{
	struct stat stat;
	struct log_tip tip;
	int folder;
	if (fstat(log->file, &stat) != 0)
		return refused(log, error);
	if (stat.st_size > 0 || septel__log_head_read(log->head, &tip) != LOG_HEAD_ABSENT)
		return ACCESS_OK;
	tip = septel__log_no_tip();
	if (!septel__log_head_write(log->head, &tip) || fsync(log->head) != 0)
		return refused(log, error);
	const enum access_status status = septel__folder_lock(&folder, log->path, error);
	if (status != ACCESS_OK)
		return status;
	const bool synced = fsync(folder) == 0;
	septel__folder_unlock(folder);
	return synced ? ACCESS_OK : refused(log, error);
}

enum access_status septel__access_log_open(struct access_log *log, const char *path,
					   struct access_error *error)
{
	*log = (struct access_log){.path = path, .file = -1, .head = -1};
	if (sodium_init() < 0)
		return septel__access_fail(error, ACCESS_FAILED, "%s: no hashes", path);
	log->file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
	log->head = log->file < 0 ? -1 : septel__log_head_open(path, O_RDWR | O_CREAT);
	enum access_status status = ACCESS_OK;
	if (log->head < 0 || !lock(log->file, LOCK_EX)) {
		status = refused(log, error);
	} else {
		status = make_head(log, error);
		lock(log->file, LOCK_UN);
	}
	if (status != ACCESS_OK)
		septel__access_log_close(log);
	return status;
}

void septel__access_log_close(struct access_log *log)
{
	if (log->file >= 0)
		close(log->file);
	if (log->head >= 0)
		close(log->head);
	log->file = log->head = -1;
}

/* ---- appending ---------------------------------------------------------------------------------
 */

/* What a crash left of a line goes, and an entry says so. */
static void put_recovery(struct septel_out *out, uint64_t unfinished, struct log_end *end)
{
	char object[64];
	snprintf(object, sizeof object, "%" PRIu64 " bytes of an entry that was not finished",
		 unfinished);
	const struct access_log_entry entry = {.time = time(NULL),
					       .viewer = VIEW_LITERAL("septel"),
					       .action = VIEW_LITERAL("recover"),
					       .object = septel_view_of(object),
					       .outcome = ACCESS_FULL};
	septel__log_put_entry(out, &entry, &end->tip);
}

/* All of the text or none. */
static enum access_status write_lines(const struct access_log *log, uint64_t size,
				      struct septel_view text, struct access_error *error)
{
	ssize_t put;
	do
		put = write(log->file, text.ptr, text.len);
	while (put < 0 && errno == EINTR);
	if (put >= 0 && (size_t)put == text.len)
		return ACCESS_OK;
	if (put >= 0)
		errno = ENOSPC;
	const enum access_status status = refused(log, error);
	if (ftruncate(log->file, (off_t)size) != 0)
		return refused(log, error);
	return status;
}

static enum access_status to_disk(const struct access_log *log, const struct log_tip *tip,
				  struct access_error *error)
{
	/* In this order: the head never knows what is not there. */
	if (fdatasync(log->file) != 0 || !septel__log_head_write(log->head, tip))
		return refused(log, error);
	return ACCESS_OK;
}

static enum access_status append_locked(const struct access_log *log,
					const struct access_log_entry *entries, size_t count,
					struct septel_out *out, struct access_error *error)
{
	struct log_end end;
	enum access_status status = read_end(log, &end, error);
	if (status == ACCESS_OK)
		status = hold_against_head(log, &end, error);
	if (status != ACCESS_OK)
		return status;
	if (end.unfinished) {
		if (ftruncate(log->file, (off_t)end.size) != 0)
			return refused(log, error);
		put_recovery(out, end.unfinished, &end);
	}
	for (size_t i = 0; i < count; i++) {
		struct access_log_entry entry = entries[i];
		if (entry.time == 0)
			entry.time = time(NULL);
		septel__log_put_entry(out, &entry, &end.tip);
	}
	if (out->failed)
		return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", log->path);
	status = write_lines(log, end.size, septel__out_written(out), error);
	if (status == ACCESS_OK && !log->lazy)
		status = to_disk(log, &end.tip, error);
	return status;
}

enum access_status septel__access_log_append(struct access_log *log,
					     const struct access_log_entry *entries, size_t count,
					     struct access_error *error)
{
	struct septel_out out;
	if (count == 0)
		return ACCESS_OK;
	if (!lock(log->file, LOCK_EX))
		return refused(log, error);
	septel__out_init(&out, NULL, 0);
	const enum access_status status = append_locked(log, entries, count, &out, error);
	septel__out_release(&out);
	lock(log->file, LOCK_UN);
	return status;
}

enum access_status septel__access_log_sync(struct access_log *log, struct access_error *error)
{
	struct log_end end;
	if (!lock(log->file, LOCK_EX))
		return refused(log, error);
	enum access_status status = read_end(log, &end, error);
	if (status == ACCESS_OK)
		status = hold_against_head(log, &end, error);
	if (status == ACCESS_OK)
		status = to_disk(log, &end.tip, error);
	lock(log->file, LOCK_UN);
	return status;
}
