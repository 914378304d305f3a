/* box_folder.c - a folder in which every message is a file, put there whole and exactly once.
 *
 * Exactly once, though the relay be killed, or the power fail, between any two steps, and though
 * whoever reads the folder takes files away at once:
 *
 *     1. the bytes are written to .septel/NAME.part, and are on the disk (file, then folder)
 *     2. .septel/NAME.done is made, and is on the disk
 *     3. .septel/NAME.part is renamed to NAME.txt, and that is on the disk
 *
 * NAME is of the copy.  Who comes again finds: no .done, then from the beginning; .done and .part,
 * then step 3; .done without .part, then it has been delivered.  The files of one round share the
 * syncs of folders.  A .done is kept for a week, longer than a copy can come again.
 */
#include "box.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MARK_FOLDER  ".septel"
#define MARK_SECONDS ((time_t)7 * 24 * 60 * 60)
/* What was under way before a long silence has been settled by then. */
#define SETTLED_SECONDS ((time_t)60 * 60)

struct file {
	char name[BOX_NAME_SIZE];
	struct copy_name copy;
	uint32_t attempt;
	bool marked; /* .done is there: step 3 alone */
};

struct folder {
	char *path;
	struct file *files; /* of this round */
	size_t count, capacity;
	time_t opened, swept;
};

static bool folder_open(struct box *box, struct septel_out *error)
{
	struct folder *folder = calloc(1, sizeof *folder);
	(void)error;
	if (!folder)
		return false;
	folder->path = strndup(box->settings->path.ptr, box->settings->path.len);
	folder->opened = folder->swept = time(NULL);
	box->state = folder;
	return folder->path != NULL;
}

static void folder_close(struct box *box)
{
	struct folder *folder = box->state;
	if (!folder)
		return;
	free(folder->path);
	free(folder->files);
	free(folder);
	box->state = NULL;
}

/* The folder and the one inside it; what is not there is made.  False: errno. */
static bool open_both(const struct folder *folder, int *outer, int *inner)
{
	(void)mkdir(folder->path, 0750);
	*inner = -1;
	*outer = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*outer < 0)
		return false;
	(void)mkdirat(*outer, MARK_FOLDER, 0750);
	*inner = openat(*outer, MARK_FOLDER, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*inner >= 0)
		return true;
	(void)close(*outer);
	return false;
}

static void name_with(char path[BOX_NAME_SIZE + 8], const char *name, const char *ending)
{
	(void)snprintf(path, BOX_NAME_SIZE + 8, "%s%s", name, ending);
}

static bool is_there(int folder, const char *name, const char *ending)
{
	char path[BOX_NAME_SIZE + 8];
	struct stat stat;
	name_with(path, name, ending);
	return fstatat(folder, path, &stat, 0) == 0;
}

static bool write_whole(int fd, struct septel_view bytes)
{
	while (bytes.len) {
		const ssize_t wrote = write(fd, bytes.ptr, bytes.len);
		if (wrote < 0 && errno != EINTR)
			return false;
		bytes = septel__slice(bytes, wrote > 0 ? (size_t)wrote : 0, bytes.len);
	}
	return true;
}

/* A file that is on the disk; its place in the folder is not yet. */
static bool make_file(int folder, const char *name, const char *ending, struct septel_view bytes)
{
	char path[BOX_NAME_SIZE + 8];
	name_with(path, name, ending);
	const int fd = openat(folder, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	if (fd < 0)
		return false;
	const bool done = write_whole(fd, bytes) && fsync(fd) == 0;
	const int kept = errno;
	const bool closed = close(fd) == 0;
	if (!done)
		errno = kept;
	return done && closed;
}

static struct file *add_file(struct folder *folder)
{
	if (folder->count == folder->capacity) {
		const size_t capacity = folder->capacity ? 2 * folder->capacity : 64;
		struct file *grown = realloc(folder->files, capacity * sizeof *grown);
		if (!grown)
			return NULL;
		folder->files = grown;
		folder->capacity = capacity;
	}
	return &folder->files[folder->count++];
}

/* Step 1, or what shows that it was done before. */
static void prepare(struct box *box, const struct box_order *order, int inner)
{
	struct folder *folder = box->state;
	char name[BOX_NAME_SIZE];
	septel__box_name(box, order->name, name);
	const bool marked = is_there(inner, name, ".done");
	if (marked && !is_there(inner, name, ".part")) {
		septel__box_sent(box, order->name, order->attempt, SENT_DONE, "");
		return;
	}
	struct file *file = NULL;
	if (marked || make_file(inner, name, ".part", order->bytes))
		file = add_file(folder);
	if (!file) {
		septel__box_sent(box, order->name, order->attempt, SENT_PUT_OFF, strerror(errno));
		return;
	}
	*file = (struct file){.copy = order->name, .attempt = order->attempt, .marked = marked};
	memcpy(file->name, name, sizeof name);
}

static void folder_deliver(struct box *box, const struct box_order *order)
{
	int outer, inner;
	if (!open_both(box->state, &outer, &inner)) {
		septel__box_sent(box, order->name, order->attempt, SENT_PUT_OFF, strerror(errno));
		return;
	}
	prepare(box, order, inner);
	(void)close(inner);
	(void)close(outer);
}

/* Steps 2 and 3 for all files of the round; false: errno, and none is told. */
static bool finish(struct folder *folder, int outer, int inner)
{
	char part[BOX_NAME_SIZE + 8], whole[BOX_NAME_SIZE + 8];
	if (fsync(inner) != 0)
		return false;
	for (size_t i = 0; i < folder->count; i++)
		if (!folder->files[i].marked &&
		    !make_file(inner, folder->files[i].name, ".done", (struct septel_view){"", 0}))
			return false;
	if (fsync(inner) != 0)
		return false;
	for (size_t i = 0; i < folder->count; i++) {
		name_with(part, folder->files[i].name, ".part");
		name_with(whole, folder->files[i].name, ".txt");
		if (renameat(inner, part, outer, whole) != 0)
			return false;
	}
	return fsync(outer) == 0 && fsync(inner) == 0;
}

/* Marks of what was delivered long ago. */
static void sweep(struct folder *folder, int inner)
{
	const time_t now = time(NULL);
	if (now - folder->opened < SETTLED_SECONDS || now - folder->swept < SETTLED_SECONDS)
		return;
	folder->swept = now;
	const int copy = dup(inner);
	DIR *entries = copy >= 0 ? fdopendir(copy) : NULL;
	const struct dirent *entry;
	while (entries && (entry = readdir(entries))) {
		struct stat stat;
		if (septel__ends(septel_view_of(entry->d_name), ".done") &&
		    fstatat(inner, entry->d_name, &stat, 0) == 0 &&
		    now - stat.st_mtime > MARK_SECONDS)
			(void)unlinkat(inner, entry->d_name, 0);
	}
	if (entries)
		(void)closedir(entries);
	else if (copy >= 0)
		(void)close(copy);
}

static void folder_round(struct box *box)
{
	struct folder *folder = box->state;
	int outer = -1, inner = -1;
	if (folder->count == 0)
		return;
	const bool done = open_both(folder, &outer, &inner) && finish(folder, outer, inner);
	/* What was marked and renamed comes again, and is known. */
	const char *reason = done ? "" : strerror(errno);
	for (size_t i = 0; i < folder->count; i++)
		septel__box_sent(box, folder->files[i].copy, folder->files[i].attempt,
				 done ? SENT_DONE : SENT_PUT_OFF, reason);
	folder->count = 0;
	if (outer < 0 || inner < 0)
		return;
	sweep(folder, inner);
	(void)close(inner);
	(void)close(outer);
}

static bool folder_idle(const struct box *box)
{
	return ((const struct folder *)box->state)->count == 0;
}

const struct box_kind septel__box_folder = {.kind = OUTLET_FOLDER,
					    .open = folder_open,
					    .deliver = folder_deliver,
					    .round = folder_round,
					    .idle = folder_idle,
					    .close = folder_close};
