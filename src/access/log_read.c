/* log_read.c - see log.h: going through a log, verifying or filtering it. */
#include "../base/limits.h"
#include "files.h"
#include "log.h"
#include "log_entry.h"
#include "log_head.h"
#include "log_lines.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A log as it stood at one moment; its lines up to there never change. */
struct snapshot {
	const char *path;
	int file; /* -1: there is none */
	uint64_t size;
	enum log_head head_read;
	struct log_tip head;
};

static enum access_status refused(const char *path, struct access_error *error)
{
	/* Lines that were there are gone while we read. */
	if (errno == 0)
		return septel__access_fail(error, ACCESS_BROKEN, "%s: became shorter", path);
	return septel__access_fail(error, ACCESS_FAILED, "%s: %s", path, strerror(errno));
}

/* Size and head belong together: nobody appends between them. */
static bool read_moment(struct snapshot *snapshot)
{
	struct stat stat;
	int locked;
	do
		locked = snapshot->file < 0 ? 0 : flock(snapshot->file, LOCK_SH);
	while (locked != 0 && errno == EINTR);
	if (locked != 0 || (snapshot->file >= 0 && fstat(snapshot->file, &stat) != 0))
		return false;
	snapshot->size = snapshot->file < 0 ? 0 : (uint64_t)stat.st_size;
	const int head = septel__log_head_open(snapshot->path, O_RDONLY);
	if (head < 0 && errno != ENOENT)
		return false;
	snapshot->head_read = septel__log_head_read(head, &snapshot->head);
	if (head >= 0)
		close(head);
	return snapshot->file < 0 || flock(snapshot->file, LOCK_UN) == 0;
}

static enum access_status open_snapshot(struct snapshot *snapshot, const char *path,
					struct access_error *error)
{
	*snapshot = (struct snapshot){.path = path};
	snapshot->file = open(path, O_RDONLY | O_CLOEXEC);
	if (snapshot->file < 0 && errno != ENOENT)
		return refused(path, error);
	if (read_moment(snapshot))
		return ACCESS_OK;
	const enum access_status status = refused(path, error);
	if (snapshot->file >= 0)
		close(snapshot->file);
	return status;
}

/* ---- verifying --------------------------------------------------------------------------- */

struct verifying {
	struct snapshot snapshot;
	struct septel_view expected;
	struct access_log_check *check;
	struct access_error *error;
	bool expected_found, head_differs;
};

/* Holds a line against the entry before it. */
static enum access_status verify_line(struct verifying *verifying, struct septel_view line)
{
	struct access_log_check *check = verifying->check;
	struct access_error *error = verifying->error;
	const char *path = verifying->snapshot.path;
	const uint64_t due = check->entries + 1;
	struct access_log_entry entry;
	char hash[LOG_HASH_LENGTH + 1];
	check->line = due;
	if (!septel__log_read_entry(line, &entry))
		return septel__access_fail(error, ACCESS_BROKEN,
					   "%s:%" PRIu64 ":1: entry %" PRIu64 " is no entry", path,
					   due, due);
	if (entry.number != due)
		return septel__access_fail(error, ACCESS_BROKEN,
					   "%s:%" PRIu64 ":1: entry %" PRIu64
					   " is missing: entry %" PRIu64 " stands there",
					   path, due, due, entry.number);
	septel__log_hash(check->last, line, hash);
	if (!septel__equal(entry.hash, septel_view_of(hash)))
		return septel__access_fail(error, ACCESS_BROKEN,
					   "%s:%" PRIu64 ":1: entry %" PRIu64 " was changed", path,
					   due, due);
	*check = (struct access_log_check){.entries = due};
	memcpy(check->last, hash, sizeof hash);
	if (septel__equal_fold(verifying->expected, entry.hash))
		verifying->expected_found = true;
	if (verifying->snapshot.head.number == due &&
	    strcmp(verifying->snapshot.head.hash, hash) != 0)
		verifying->head_differs = true;
	return ACCESS_OK;
}

static enum access_status verify_lines(struct verifying *verifying, struct log_lines *lines)
{
	struct septel_view line;
	enum access_status status = ACCESS_OK;
	enum log_line found = LOG_LINE;
	while (status == ACCESS_OK && (found = septel__log_lines_next(lines, &line)) == LOG_LINE)
		status = verify_line(verifying, line);
	if (status != ACCESS_OK || found == LOG_LINES_END)
		return status;
	if (found == LOG_LINE_UNREAD)
		return refused(verifying->snapshot.path, verifying->error);
	const uint64_t due = verifying->check->entries + 1;
	verifying->check->line = due;
	return septel__access_fail(verifying->error, ACCESS_BROKEN,
				   "%s:%" PRIu64 ":1: entry %" PRIu64 " %s",
				   verifying->snapshot.path, due, due,
				   found == LOG_LINE_UNFINISHED ? "is cut off" : "is no entry");
}

/* The end against what is known of it elsewhere. */
static enum access_status verify_end(struct verifying *verifying)
{
	const struct snapshot *snapshot = &verifying->snapshot;
	struct access_log_check *check = verifying->check;
	struct access_error *error = verifying->error;
	if (snapshot->head_read == LOG_HEAD_DAMAGED)
		return septel__access_fail(error, ACCESS_BROKEN, "%s.head: damaged",
					   snapshot->path);
	if (snapshot->head_read == LOG_HEAD_ABSENT && check->entries)
		return septel__access_fail(error, ACCESS_BROKEN, "%s.head: missing",
					   snapshot->path);
	if (snapshot->head.number > check->entries) {
		check->line = check->entries + 1;
		return septel__access_fail(error, ACCESS_BROKEN,
					   "%s: entries %" PRIu64 " to %" PRIu64
					   " are missing at the end",
					   snapshot->path, check->line, snapshot->head.number);
	}
	if (verifying->head_differs)
		return septel__access_fail(error, ACCESS_BROKEN,
					   "%s: entry %" PRIu64 " is not the one its head knows",
					   snapshot->path, snapshot->head.number);
	if (verifying->expected.len && !verifying->expected_found)
		return septel__access_fail(error, ACCESS_BROKEN, "%s: no entry has the hash %.*s",
					   snapshot->path, VIEW_FORMAT(verifying->expected));
	return ACCESS_OK;
}

enum access_status septel__access_log_verify(struct access_log_check *check, const char *path,
					     struct septel_view expected,
					     struct access_error *error)
{
	struct verifying verifying = {.expected = expected, .check = check, .error = error};
	struct log_lines lines;
	*check = (struct access_log_check){.last = LOG_FIRST_HASH};
	if (sodium_init() < 0)
		return septel__access_fail(error, ACCESS_FAILED, "%s: no hashes", path);
	enum access_status status = open_snapshot(&verifying.snapshot, path, error);
	if (status != ACCESS_OK)
		return status;
	const struct snapshot *snapshot = &verifying.snapshot;
	if (septel__log_lines_open(&lines, snapshot->file, snapshot->size, LOG_WINDOW)) {
		status = verify_lines(&verifying, &lines);
		septel__log_lines_close(&lines);
	} else {
		status = septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", path);
	}
	if (snapshot->file >= 0)
		close(snapshot->file);
	return status == ACCESS_OK ? verify_end(&verifying) : status;
}

/* ---- reading by filter --------------------------------------------------------------------- */

/* The words of a filter as the log would have written them. */
struct wanted {
	const struct access_log_filter *filter;
	struct septel_out viewer, action, object;
};

static void want(struct septel_out *out, struct septel_view word)
{
	septel__out_init(out, NULL, 0);
	if (word.len)
		septel__log_put_field(out, word);
}

static bool is_wanted_word(const struct septel_out *wanted, struct septel_view field)
{
	return wanted->length == 0 || septel__equal_fold(septel__out_written(wanted), field);
}

static bool is_wanted(const struct wanted *wanted, const struct access_log_entry *entry)
{
	const struct access_log_filter *filter = wanted->filter;
	return (filter->from == 0 || entry->time >= filter->from) &&
	       (filter->to == 0 || entry->time <= filter->to) &&
	       (!filter->denied || entry->outcome != ACCESS_FULL) &&
	       is_wanted_word(&wanted->viewer, entry->viewer) &&
	       is_wanted_word(&wanted->action, entry->action) &&
	       is_wanted_word(&wanted->object, entry->object);
}

static enum log_line step(struct log_lines *lines, bool back, struct septel_view *line)
{
	return back ? septel__log_lines_previous(lines, line) : septel__log_lines_next(lines, line);
}

static enum access_status read_lines(const char *path, struct log_lines *lines,
				     const struct wanted *wanted,
				     bool (*take)(void *, const struct access_log_entry *),
				     void *context, struct access_error *error)
{
	const bool back = wanted->filter->newest_first;
	struct septel_view line;
	struct access_log_entry entry;
	uint64_t taken = 0;
	for (;;) {
		const enum log_line found = step(lines, back, &line);
		if (found == LOG_LINE_UNREAD)
			return refused(path, error);
		if (found == LOG_LINES_END)
			return ACCESS_OK;
		if (found == LOG_LINE_UNFINISHED)
			continue;
		if (found == LOG_LINE_TOO_LONG || !septel__log_read_entry(line, &entry))
			return septel__access_fail(error, ACCESS_BROKEN,
						   "%s: a line is no entry: verify the log", path);
		if (!is_wanted(wanted, &entry))
			continue;
		if (!take(context, &entry) || ++taken == wanted->filter->limit)
			return ACCESS_OK;
	}
}

enum access_status septel__access_log_read(const char *path, const struct access_log_filter *filter,
					   bool (*take)(void *context,
							const struct access_log_entry *entry),
					   void *context, struct access_error *error)
{
	struct snapshot snapshot;
	struct log_lines lines;
	struct wanted wanted = {.filter = filter};
	enum access_status status = open_snapshot(&snapshot, path, error);
	if (status != ACCESS_OK || snapshot.file < 0)
		return status;
	want(&wanted.viewer, filter->viewer);
	want(&wanted.action, filter->action);
	want(&wanted.object, filter->object);
	if (septel__log_lines_open(&lines, snapshot.file, snapshot.size, LOG_WINDOW)) {
		status = read_lines(path, &lines, &wanted, take, context, error);
		septel__log_lines_close(&lines);
	} else {
		status = septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", path);
	}
	septel__out_release(&wanted.viewer);
	septel__out_release(&wanted.action);
	septel__out_release(&wanted.object);
	close(snapshot.file);
	return status;
}
