/* maildir.c - see maildir.h. */
#include "maildir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum part { PART_TMP, PART_NEW, PART_CUR, PARTS };

static const char *const PART_NAMES[] = {
	[PART_TMP] = "tmp", [PART_NEW] = "new", [PART_CUR] = "cur"};

struct pending {
	char name[MAILDIR_NAME_SIZE];
	size_t end;
};

struct maildir {
	int folder, parts[PARTS]; /* -1: not open */
	char **held;              /* sorted */
	size_t held_count, held_capacity;
	struct pending *pending;
	size_t pending_count, pending_capacity;
	char reason[256];
};

const char *maildir_reason(const struct maildir *maildir)
{
	return maildir ? maildir->reason : "out of memory";
}

static bool fail(struct maildir *maildir, const char *what)
{
	const int error = errno;
	snprintf(maildir->reason, sizeof maildir->reason, "%s: %s", what, strerror(error));
	return false;
}

static bool fail_memory(struct maildir *maildir)
{
	errno = ENOMEM;
	return fail(maildir, "cannot go on");
}

void maildir_close(struct maildir *maildir)
{
	if (!maildir)
		return;
	for (size_t i = 0; i < PARTS; i++)
		if (maildir->parts[i] >= 0)
			close(maildir->parts[i]);
	if (maildir->folder >= 0)
		close(maildir->folder);
	for (size_t i = 0; i < maildir->held_count; i++)
		free(maildir->held[i]);
	free(maildir->held);
	free(maildir->pending);
	free(maildir);
}

/* ---- the names in a folder -------------------------------------------------- */

/* Calls `each` with every name of a folder but "." and ".."; false where that does, or the
 * folder cannot be read. */
static bool each_name(struct maildir *maildir, int folder,
		      bool (*each)(struct maildir *maildir, const char *name))
{
	const int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *directory = copy < 0 ? NULL : fdopendir(copy);
	bool good = directory != NULL;
	if (!directory) {
		fail(maildir, "cannot read folder");
		if (copy >= 0)
			close(copy);
		return false;
	}
	for (const struct dirent *entry; good && (entry = readdir(directory));)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			good = each(maildir, entry->d_name);
	closedir(directory);
	return good;
}

/* Flags stand behind a colon. */
static bool hold(struct maildir *maildir, const char *name)
{
	if (maildir->held_count == maildir->held_capacity) {
		const size_t capacity = maildir->held_capacity ? maildir->held_capacity * 2 : 256;
		char **held = realloc(maildir->held, capacity * sizeof *held);
		if (!held)
			return fail_memory(maildir);
		maildir->held = held;
		maildir->held_capacity = capacity;
	}
	char *copy = strndup(name, strcspn(name, ":"));
	if (!copy)
		return fail_memory(maildir);
	maildir->held[maildir->held_count++] = copy;
	return true;
}

static bool is_part(struct maildir *maildir, const char *name)
{
	(void)maildir;
	for (size_t i = 0; i < PARTS; i++)
		if (strcmp(name, PART_NAMES[i]) == 0)
			return true;
	return false;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool maildir_holds(const struct maildir *maildir, const char *name)
{
	return maildir->held_count && bsearch(&name, maildir->held, maildir->held_count,
					      sizeof *maildir->held, compare_names);
}

/* ---- opening ---------------------------------------------------------------- */

static enum maildir_result refuse(struct maildir *maildir)
{
	snprintf(maildir->reason, sizeof maildir->reason,
		 "is neither a Maildir (tmp, new, cur) nor empty: nothing is written there");
	return MAILDIR_REFUSED;
}

static enum maildir_result open_folder(struct maildir *maildir, const char *path)
{
	const bool made = mkdir(path, S_IRWXU) == 0;
	if (!made && errno != EEXIST) {
		fail(maildir, "cannot make folder");
		return MAILDIR_FAILED;
	}
	maildir->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (maildir->folder < 0 && errno == ENOTDIR)
		return refuse(maildir);
	if (maildir->folder < 0) {
		fail(maildir, "cannot open folder");
		return MAILDIR_FAILED;
	}
	/* Both would write to tmp under the same names. */
	if (flock(maildir->folder, LOCK_EX | LOCK_NB) != 0) {
		fail(maildir, "another export is writing there");
		return MAILDIR_FAILED;
	}
	return MAILDIR_OPEN;
}

/* Opens the part, or tells by errno why it cannot. */
static bool open_part(struct maildir *maildir, enum part part)
{
	maildir->parts[part] = openat(maildir->folder, PART_NAMES[part],
				      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return maildir->parts[part] >= 0;
}

/* A Maildir has all three parts, and may have more beside them.  A folder that holds
 * nothing but some of them was being made when the program was killed. */
static enum maildir_result open_parts(struct maildir *maildir)
{
	bool missing = false;
	for (size_t i = 0; i < PARTS; i++) {
		if (open_part(maildir, (enum part)i))
			continue;
		if (errno == ENOTDIR || errno == ELOOP)
			return refuse(maildir);
		if (errno != ENOENT) {
			fail(maildir, PART_NAMES[i]);
			return MAILDIR_FAILED;
		}
		missing = true;
	}
	if (!missing)
		return MAILDIR_OPEN;
	if (!each_name(maildir, maildir->folder, is_part))
		return maildir->reason[0] ? MAILDIR_FAILED : refuse(maildir);
	for (size_t i = 0; i < PARTS; i++) {
		if (maildir->parts[i] >= 0)
			continue;
		if (mkdirat(maildir->folder, PART_NAMES[i], S_IRWXU) != 0 ||
		    !open_part(maildir, (enum part)i)) {
			fail(maildir, PART_NAMES[i]);
			return MAILDIR_FAILED;
		}
	}
	return MAILDIR_OPEN;
}

enum maildir_result maildir_open(struct maildir **maildir, const char *path)
{
	struct maildir *new = calloc(1, sizeof *new);
	*maildir = new;
	if (!new)
		return MAILDIR_FAILED;
	new->folder = new->parts[PART_TMP] = new->parts[PART_NEW] = new->parts[PART_CUR] = -1;
	enum maildir_result result = open_folder(new, path);
	if (result == MAILDIR_OPEN)
		result = open_parts(new);
	if (result != MAILDIR_OPEN)
		return result;
	if (!each_name(new, new->parts[PART_NEW], hold) ||
	    !each_name(new, new->parts[PART_CUR], hold))
		return MAILDIR_FAILED;
	if (new->held_count)
		qsort(new->held, new->held_count, sizeof *new->held, compare_names);
	return MAILDIR_OPEN;
}

/* ---- delivering ------------------------------------------------------------- */

bool maildir_add(struct maildir *maildir, const char *name, size_t end)
{
	if (maildir->pending_count == maildir->pending_capacity) {
		const size_t capacity =
			maildir->pending_capacity ? maildir->pending_capacity * 2 : 256;
		struct pending *pending = realloc(maildir->pending, capacity * sizeof *pending);
		if (!pending)
			return fail_memory(maildir);
		maildir->pending = pending;
		maildir->pending_capacity = capacity;
	}
	struct pending *pending = &maildir->pending[maildir->pending_count++];
	snprintf(pending->name, sizeof pending->name, "%s", name);
	pending->end = end;
	return true;
}

static bool write_all(int file, struct septel_view bytes)
{
	while (bytes.len) {
		const ssize_t count = write(file, bytes.ptr, bytes.len);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return false;
		bytes = septel__slice(bytes, (size_t)count, bytes.len);
	}
	return true;
}

static bool write_mail(struct maildir *maildir, const char *name, struct septel_view mail)
{
	const int file =
		openat(maildir->parts[PART_TMP], name,
		       O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (file < 0)
		return fail(maildir, "cannot write a mail");
	bool good = write_all(file, mail) || fail(maildir, "cannot write a mail");
	if (close(file) != 0 && good)
		good = fail(maildir, "cannot write a mail");
	return good;
}

bool maildir_deliver(struct maildir *maildir, struct septel_view bytes)
{
	const int tmp = maildir->parts[PART_TMP], new = maildir->parts[PART_NEW];
	const size_t count = maildir->pending_count;
	size_t start = 0;
	maildir->pending_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct pending *mail = &maildir->pending[i];
		if (!write_mail(maildir, mail->name, septel__slice(bytes, start, mail->end)))
			return false;
		start = mail->end;
	}
	/* A name in new/ says that the mail is whole: once for all of them, since a wait for
	 * each would take longer than all else. */
	if (count && syncfs(tmp) != 0)
		return fail(maildir, "cannot write to disk");
	for (size_t i = 0; i < count; i++)
		if (renameat(tmp, maildir->pending[i].name, new, maildir->pending[i].name) != 0)
			return fail(maildir, "cannot move a mail to new");
	return true;
}
