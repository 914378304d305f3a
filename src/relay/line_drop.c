/* line_drop.c - a folder as a circuit: messages are put into FOLDER/in by others, and into
 * FOLDER/out by us.
 *
 * In: a file is taken when it has been left alone for SETTLED_MS (a file moved in is as good as
 * new: its time of change says so), nobody has it locked (flock, or NAME.lock beside it), and its
 * name is none of a work in progress.  It is moved to FOLDER/taken only after the receipt; one that
 * is no message, to FOLDER/refused.  Between the disk and that move a crash may come: the transfer
 * names the file as it is (node, times, length, content), so that the spool knows it again.
 *
 * Out: written under a hidden name, put on the disk, then renamed, then the folder is put on the
 * disk; the name is that of the copy, so that sending it again makes the same file.
 *
 * Folders are looked at, not listened to: it works on every file system, and a quarter of a second
 * is little beside how long a file must rest. */
#include "line.h"

#include "../base/limits.h"

#include <dirent.h>
#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCAN_MS    250L
#define SETTLED_MS 1000
/* Looked at again so long after a "not now". */
#define PUT_OFF_MS 5000
/* Names of one look at the folder, the first by the alphabet. */
#define NAMES_LIMIT 4096u
#define NAME_SIZE   (NAME_MAX + 1)
/* Tries for a free name in a folder of what is done. */
#define NAME_TRIES 1000u

enum subfolder { FOLDER_IN, FOLDER_OUT, FOLDER_TAKEN, FOLDER_REFUSED, FOLDERS };
static const char *const folder_names[FOLDERS] = {"in", "out", "taken", "refused"};

/* A file that has arrived and waits for its receipt. */
struct taken_file {
	struct taken_file *next;
	uint64_t arrival;
	struct stat as;
	char name[NAME_SIZE];
};

struct drop {
	struct line *line;
	int folders[FOLDERS];
	struct event *looking;
	struct taken_file *files;
	size_t file_count;
	moment not_before;
	char noted[NAME_SIZE + 64]; /* the last fault that was told, so that it is told once */
};

static void fault(struct drop *drop, const char *name, const char *reason)
{
	char text[sizeof drop->noted];
	snprintf(text, sizeof text, "%s: %s", name, reason);
	if (strcmp(text, drop->noted) == 0)
		return;
	memcpy(drop->noted, text, sizeof text);
	septel__line_note(drop->line, LINE_FAULT, "%s", text);
}

/* ---- in ------------------------------------------------------------------------------------ */

static bool is_message_name(const char *name)
{
	static const char *const unfinished[] = {".lock", ".tmp", ".part", "~"};
	if (name[0] == '.')
		return false;
	for (size_t i = 0; i < sizeof unfinished / sizeof unfinished[0]; i++)
		if (septel__ends(septel_view_of(name), unfinished[i]))
			return false;
	return true;
}

static bool has_lock_file(const struct drop *drop, const char *name)
{
	char lock[NAME_SIZE + 8];
	snprintf(lock, sizeof lock, "%s.lock", name);
	return faccessat(drop->folders[FOLDER_IN], lock, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static moment changed_at(const struct stat *file)
{
	const struct timespec *last = &file->st_ctim;
	return (moment)last->tv_sec * 1000 + last->tv_nsec / 1000000;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Moves a file out of FOLDER/in under its own name, or one like it where that is taken. */
static void move_to(struct drop *drop, enum subfolder folder, const char *name)
{
	char to[NAME_SIZE + 16];
	snprintf(to, sizeof to, "%s", name);
	for (unsigned i = 2; i < NAME_TRIES; i++) {
		if (renameat2(drop->folders[FOLDER_IN], name, drop->folders[folder], to,
			      RENAME_NOREPLACE) == 0)
			return;
		if (errno != EEXIST)
			break;
		snprintf(to, sizeof to, "%.*s.%u", NAME_SIZE - 12, name, i);
	}
	fault(drop, name, strerror(errno));
}

static bool read_file(int file, size_t length, struct septel_out *bytes)
{
	if (!septel__out_reserve(bytes, length + 1))
		return false;
	while (bytes->length <= length) {
		const ssize_t more =
			read(file, bytes->data + bytes->length, length + 1 - bytes->length);
		if (more <= 0)
			return more == 0 && bytes->length == length;
		bytes->length += (size_t)more;
	}
	return false;
}

static void name_transfer(const struct drop *drop, const char *name, const struct stat *file,
			  struct septel_view bytes, char transfer[256])
{
	unsigned char hash[16];
	char hex[2 * sizeof hash + 1];
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, sizeof hash);
	crypto_generichash_update(&state, (const unsigned char *)name, strlen(name) + 1);
	crypto_generichash_update(&state, (const unsigned char *)bytes.ptr, bytes.len);
	crypto_generichash_final(&state, hash, sizeof hash);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	/* Two slashes: no station has an empty incarnation. */
	snprintf(transfer, 256, "%.*s//%llu.%lld.%ld/%s", VIEW_FORMAT(drop->line->settings->name),
		 (unsigned long long)file->st_ino, (long long)file->st_mtim.tv_sec,
		 file->st_mtim.tv_nsec, hex);
}

static void arrive(struct drop *drop, const char *name, const struct stat *file,
		   struct septel_view bytes)
{
	struct taken_file *taken = calloc(1, sizeof *taken);
	char transfer[256];
	if (!taken) {
		fault(drop, name, "out of memory");
		return;
	}
	taken->arrival = septel__line_next_arrival(drop->line);
	taken->as = *file;
	snprintf(taken->name, sizeof taken->name, "%s", name);
	taken->next = drop->files;
	drop->files = taken;
	drop->file_count++;
	name_transfer(drop, name, file, bytes, transfer);
	septel__line_arrived(drop->line, taken->arrival, septel_view_of(transfer), bytes);
}

static void take_file(struct drop *drop, const char *name, int file)
{
	struct stat before, after;
	struct septel_out bytes;
	if (fstat(file, &before) != 0 || !S_ISREG(before.st_mode))
		return;
	if (septel__line_now() < changed_at(&before) + SETTLED_MS || has_lock_file(drop, name) ||
	    flock(file, LOCK_SH | LOCK_NB) != 0)
		return;
	if (before.st_size == 0 || (size_t)before.st_size > SEPTEL_MESSAGE_LIMIT) {
		fault(drop, name, before.st_size ? "longer than a message may be" : "empty");
		move_to(drop, FOLDER_REFUSED, name);
		return;
	}
	septel__out_init(&bytes, NULL, 0);
	if (read_file(file, (size_t)before.st_size, &bytes) && fstat(file, &after) == 0 &&
	    is_same(&before, &after))
		arrive(drop, name, &before, septel__out_written(&bytes));
	septel__out_release(&bytes);
}

static bool is_under_way(const struct drop *drop, const char *name)
{
	for (const struct taken_file *at = drop->files; at; at = at->next)
		if (strcmp(at->name, name) == 0)
			return true;
	return false;
}

static void take_name(struct drop *drop, const char *name)
{
	if (!is_message_name(name) || is_under_way(drop, name))
		return;
	const int file = openat(drop->folders[FOLDER_IN], name,
				O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (file < 0) {
		if (errno != ENOENT)
			fault(drop, name, strerror(errno));
		return;
	}
	take_file(drop, name, file);
	close(file);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of the folder by the alphabet; how many.  Each is the caller's. */
static size_t list(struct drop *drop, char **names)
{
	size_t count = 0;
	const int copy = openat(drop->folders[FOLDER_IN], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *folder = copy >= 0 ? fdopendir(copy) : NULL;
	if (!folder) {
		fault(drop, folder_names[FOLDER_IN], strerror(errno));
		if (copy >= 0)
			close(copy);
		return 0;
	}
	const struct dirent *entry;
	while (count < NAMES_LIMIT && (entry = readdir(folder)) != NULL)
		if (is_message_name(entry->d_name) &&
		    (names[count] = strdup(entry->d_name)) != NULL)
			count++;
	closedir(folder);
	qsort(names, count, sizeof *names, by_name);
	return count;
}

static void look(evutil_socket_t none, short what, void *context)
{
	struct drop *drop = context;
	const size_t window = drop->line->settings->window ? drop->line->settings->window : 1;
	(void)none;
	(void)what;
	if (!drop->line->stopping && drop->file_count < window &&
	    septel__line_steady() >= drop->not_before) {
		char **names = calloc(NAMES_LIMIT, sizeof *names);
		const size_t count = names ? list(drop, names) : 0;
		for (size_t i = 0; i < count; i++) {
			if (drop->file_count < window && septel__line_steady() >= drop->not_before)
				take_name(drop, names[i]);
			free(names[i]);
		}
		free(names);
	}
	event_add(drop->looking, &(struct timeval){.tv_usec = SCAN_MS * 1000});
}

/* The file as it arrived is done with; one that has changed since is another. */
static void finish(struct drop *drop, const struct taken_file *taken, enum receipt_kind kind,
		   struct septel_view reason)
{
	struct stat now;
	if (kind == RECEIPT_NOT_NOW) {
		drop->not_before = septel__line_steady() + PUT_OFF_MS;
		return;
	}
	if (fstatat(drop->folders[FOLDER_IN], taken->name, &now, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !is_same(&now, &taken->as))
		return;
	if (kind == RECEIPT_UNREADABLE)
		septel__line_note(drop->line, LINE_FAULT, "%s: refused: %.*s", taken->name,
				  VIEW_FORMAT(reason));
	move_to(drop, kind == RECEIPT_TAKEN ? FOLDER_TAKEN : FOLDER_REFUSED, taken->name);
}

static void receipt(struct line *line, uint64_t arrival, enum receipt_kind kind,
		    struct septel_view reason)
{
	struct drop *drop = line->state;
	struct taken_file **at = &drop->files;
	while (*at && (*at)->arrival != arrival)
		at = &(*at)->next;
	struct taken_file *taken = *at;
	if (!taken)
		return;
	*at = taken->next;
	drop->file_count--;
	finish(drop, taken, kind, reason);
	free(taken);
	/* There may be more: a full window waits for no clock. */
	if (kind == RECEIPT_TAKEN)
		event_active(drop->looking, EV_TIMEOUT, 0);
}

/* ---- out ----------------------------------------------------------------------------------- */

static bool write_all(int file, struct septel_view bytes)
{
	while (bytes.len) {
		const ssize_t written = write(file, bytes.ptr, bytes.len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		bytes = septel__slice(bytes, (size_t)written, bytes.len);
	}
	return true;
}

static bool put(int folder, const char *hidden, const char *name, struct septel_view bytes)
{
	const int file =
		openat(folder, hidden, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640);
	if (file < 0)
		return false;
	const bool written = write_all(file, bytes) && fsync(file) == 0;
	const int error = errno;
	close(file);
	if (written && renameat(folder, hidden, folder, name) == 0)
		return fsync(folder) == 0;
	if (!written)
		errno = error;
	const int last = errno;
	unlinkat(folder, hidden, 0);
	errno = last;
	return false;
}

static void transmit(struct line *line, const struct line_order *order)
{
	struct drop *drop = line->state;
	char name[128], hidden[136];
	snprintf(name, sizeof name, "%.*s-%010llu.%u.txt",
		 VIEW_FORMAT(septel__slice(line->incarnation, 0, 64)),
		 (unsigned long long)order->name.message, order->name.copy);
	snprintf(hidden, sizeof hidden, ".%s.tmp", name);
	const bool done = put(drop->folders[FOLDER_OUT], hidden, name, order->bytes);
	septel__line_sent(line, order->name, order->attempt, done ? SENT_DONE : SENT_PUT_OFF,
			  done ? VIEW_LITERAL("") : septel_view_of(strerror(errno)));
}

static void interrupt(struct line *line, struct copy_name name, uint32_t attempt)
{
	/* Each transmission is over before another order comes. */
	(void)line;
	(void)name;
	(void)attempt;
}

/* ---- life ---------------------------------------------------------------------------------- */

static int open_folder(const char *path)
{
	if (mkdir(path, 0750) != 0 && errno != EEXIST)
		return -1;
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static bool open_drop(struct line *line, struct septel_out *errors)
{
	struct drop *drop = calloc(1, sizeof *drop);
	char path[PATH_MAX];
	if (!drop) {
		septel__out_string(errors, "out of memory\n");
		return false;
	}
	drop->line = line;
	line->state = drop;
	bool all = true;
	for (size_t i = 0; i < FOLDERS; i++)
		drop->folders[i] = -1;
	snprintf(path, sizeof path, "%.*s", VIEW_FORMAT(line->settings->path));
	mkdir(path, 0750);
	for (size_t i = 0; all && i < FOLDERS; i++) {
		snprintf(path, sizeof path, "%.*s/%s", VIEW_FORMAT(line->settings->path),
			 folder_names[i]);
		drop->folders[i] = open_folder(path);
		all = drop->folders[i] >= 0;
	}
	if (!all)
		septel__out_format(errors, "%.*s:%d: %s: %s\n", VIEW_FORMAT(line->config->file),
				   line->settings->line, path, strerror(errno));
	return all;
}

static void start(struct line *line)
{
	struct drop *drop = line->state;
	drop->looking = event_new(line->base, -1, 0, look, drop);
	if (!drop->looking)
		abort();
	event_active(drop->looking, EV_TIMEOUT, 0);
	septel__line_link(line, true, line->settings->path);
}

static bool idle(struct line *line)
{
	return ((struct drop *)line->state)->file_count == 0;
}

static void close_drop(struct line *line)
{
	struct drop *drop = line->state;
	if (!drop)
		return;
	if (drop->looking)
		event_free(drop->looking);
	while (drop->files) {
		struct taken_file *taken = drop->files;
		drop->files = taken->next;
		free(taken);
	}
	for (size_t i = 0; i < FOLDERS; i++)
		if (drop->folders[i] >= 0)
			close(drop->folders[i]);
	free(drop);
	line->state = NULL;
}

const struct transport septel__transport_drop = {OUTLET_DROP, open_drop, start, transmit,
						 interrupt,   receipt,   idle,  close_drop};
