/* box_archive.c - an archive that takes in what is delivered: `septel import`, on many at once.
 *
 * While one import runs the messages that come are gathered; the next takes all of them.  An
 * archive tells what it has by the hash of its bytes, so that an import which was killed is done
 * again whole, and nothing is in it twice.  The files it reads from stand in a folder of the
 * relay's own, under the names of their copies; the folder is emptied at a start, for the messages
 * are in the spool.
 */
#include "../base/limits.h"
#include "box.h"
#include "child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct handed {
	struct copy_name copy;
	uint32_t attempt;
};

/* Messages that go, or went, into one import. */
struct heap {
	struct handed at[DELIVERY_BATCH_LIMIT];
	size_t count, bytes;
};

struct archive_box {
	char *archive; /* path or URL, good in any folder */
	char *folder;  /* where the files are */
	struct heap waiting, running;
};

/* "DIR/of/control.OUTLET": beside the socket of commands, which is the relay's own. */
static char *folder_of(const struct box *box)
{
	char *path = NULL;
	const int length = asprintf(&path, "%.*s.%.*s", (int)box->config->control.len,
				    box->config->control.ptr, (int)box->settings->name.len,
				    box->settings->name.ptr);
	return length < 0 ? NULL : path;
}

/* The import works in another folder. */
static char *absolute(struct septel_view path)
{
	char *made = NULL, *here = NULL;
	if (septel__starts(path, "/") || septel__find(path, "://", 0) != VIEW_NOT_FOUND)
		return strndup(path.ptr, path.len);
	here = getcwd(NULL, 0);
	if (!here || asprintf(&made, "%s/%.*s", here, (int)path.len, path.ptr) < 0)
		made = NULL;
	free(here);
	return made;
}

static void empty_folder(const char *path)
{
	DIR *entries = opendir(path);
	const struct dirent *entry;
	while (entries && (entry = readdir(entries)))
		if (septel__ends(septel_view_of(entry->d_name), ".txt"))
			(void)unlinkat(dirfd(entries), entry->d_name, 0);
	if (entries)
		(void)closedir(entries);
}

static bool archive_open(struct box *box, struct septel_out *error)
{
	struct archive_box *own = calloc(1, sizeof *own);
	box->state = own;
	if (!own)
		return false;
	own->archive = absolute(box->settings->path);
	own->folder = folder_of(box);
	if (!own->archive || !own->folder)
		return false;
	if (mkdir(own->folder, 0700) != 0 && errno != EEXIST) {
		septel__out_format(error, "%s: %s\n", own->folder, strerror(errno));
		return false;
	}
	empty_folder(own->folder);
	return true;
}

static void archive_close(struct box *box)
{
	struct archive_box *own = box->state;
	if (!own)
		return;
	if (own->folder) {
		empty_folder(own->folder);
		(void)rmdir(own->folder);
	}
	free(own->archive);
	free(own->folder);
	free(own);
	box->state = NULL;
}

static void file_name(const struct box *box, struct copy_name name, char text[BOX_NAME_SIZE + 8])
{
	char plain[BOX_NAME_SIZE];
	septel__box_name(box, name, plain);
	(void)snprintf(text, BOX_NAME_SIZE + 8, "%s.txt", plain);
}

static void answer_heap(struct box *box, struct heap *heap, enum sent_outcome outcome,
			const char *reason)
{
	const struct archive_box *own = box->state;
	const int folder = open(own->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (size_t i = 0; i < heap->count; i++) {
		char name[BOX_NAME_SIZE + 8];
		file_name(box, heap->at[i].copy, name);
		(void)unlinkat(folder, name, 0);
		septel__box_sent(box, heap->at[i].copy, heap->at[i].attempt, outcome, reason);
	}
	if (folder >= 0)
		(void)close(folder);
	heap->count = heap->bytes = 0;
}

static void archive_round(struct box *box);

static void on_over(void *context, const struct child_end *end)
{
	struct box *box = context;
	struct archive_box *own = box->state;
	const bool done = end->exited && end->code == 0;
	answer_heap(box, &own->running, done ? SENT_DONE : SENT_PUT_OFF, done ? "" : end->said);
	archive_round(box);
}

/* septel import --archive ARCHIVE -- FILE... */
static bool start_import(struct box *box)
{
	struct archive_box *own = box->state;
	const size_t count = own->running.count;
	const char *words[DELIVERY_BATCH_LIMIT + 6] = {box->program, "import", "--archive",
						       own->archive, "--"};
	char(*names)[BOX_NAME_SIZE + 8] = calloc(count, sizeof *names);
	if (!names)
		return false;
	for (size_t i = 0; i < count; i++) {
		file_name(box, own->running.at[i].copy, names[i]);
		words[5 + i] = names[i];
	}
	const struct child_order order = {.words = words, .folder = own->folder};
	const bool started = septel__child_start(box->base, &order, on_over, box);
	free(names);
	return started;
}

static void archive_round(struct box *box)
{
	struct archive_box *own = box->state;
	if (own->running.count || own->waiting.count == 0)
		return;
	own->running = own->waiting;
	own->waiting.count = own->waiting.bytes = 0;
	if (!start_import(box))
		answer_heap(box, &own->running, SENT_PUT_OFF, strerror(errno));
}

static bool write_file(const char *folder, const char *name, struct septel_view bytes)
{
	char *path = NULL;
	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return false;
	FILE *file = fopen(path, "we");
	free(path);
	if (!file)
		return false;
	const bool done = fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
	return fclose(file) == 0 && done;
}

static void archive_deliver(struct box *box, const struct box_order *order)
{
	struct archive_box *own = box->state;
	struct heap *heap = &own->waiting;
	char name[BOX_NAME_SIZE + 8];
	file_name(box, order->name, name);
	if (heap->count == DELIVERY_BATCH_LIMIT || heap->bytes >= DELIVERY_BATCH_BYTES) {
		septel__box_sent(box, order->name, order->attempt, SENT_PUT_OFF,
				 "the archive takes in what came before");
		return;
	}
	if (!write_file(own->folder, name, order->bytes)) {
		septel__box_sent(box, order->name, order->attempt, SENT_PUT_OFF, strerror(errno));
		return;
	}
	heap->at[heap->count++] = (struct handed){order->name, order->attempt};
	heap->bytes += order->bytes.len;
}

static bool archive_idle(const struct box *box)
{
	const struct archive_box *own = box->state;
	return own->running.count == 0 && own->waiting.count == 0;
}

const struct box_kind septel__box_archive = {.kind = OUTLET_ARCHIVE,
					     .open = archive_open,
					     .deliver = archive_deliver,
					     .round = archive_round,
					     .idle = archive_idle,
					     .close = archive_close};
