/* walk.c - see walk.h.
 *
 * The names of one folder are kept in one run of bytes, since a folder may have
 * millions: type byte, name, NUL.
 */
#include "walk.h"

#include "../base/limits.h"
#include "../base/out.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

struct folder {
	struct septel_out names;
	size_t *starts; /* of the type byte of each name, sorted by name */
	size_t count, at;
	size_t path_length; /* of the folder, in the walk's path */
	dev_t device;
	ino_t inode;
	bool link;
};

struct corpus_walk {
	struct corpus_rules rules;
	const char *const *paths;
	size_t count, at;
	struct folder folders[CORPUS_FOLDER_DEPTH];
	int depth;
	struct septel_out path;
	size_t files; /* of the named folder in hand */
	char reason[CORPUS_REASON_SIZE];
};

struct corpus_walk *septel__walk_new(const char *const *paths, size_t count)
{
	struct corpus_walk *walk = calloc(1, sizeof *walk);
	if (!walk)
		return NULL;
	walk->paths = paths;
	walk->count = count;
	septel__out_init(&walk->path, NULL, 0);
	return walk;
}

static void folder_release(struct folder *folder)
{
	septel__out_release(&folder->names);
	free(folder->starts);
}

void septel__walk_free(struct corpus_walk *walk)
{
	if (!walk)
		return;
	while (walk->depth > 0)
		folder_release(&walk->folders[--walk->depth]);
	septel__out_release(&walk->path);
	free(walk);
}

void septel__walk_rules(struct corpus_walk *walk, const struct corpus_rules *rules)
{
	walk->rules = *rules;
}

/* The walk's path, NUL-terminated. */
static struct septel_view path_view(struct corpus_walk *walk)
{
	(void)septel__out_terminated(&walk->path);
	return septel__out_written(&walk->path);
}

static enum corpus_result fault_here(struct corpus_walk *walk, struct corpus_fault *fault,
				     const char *reason)
{
	*fault = (struct corpus_fault){.path = path_view(walk), .reason = septel_view_of(reason)};
	return walk->path.failed ? CORPUS_NO_MEMORY : CORPUS_FAULT;
}

static enum corpus_result system_fault(struct corpus_walk *walk, struct corpus_fault *fault,
				       const char *doing)
{
	const int error = errno;
	char text[128];
	snprintf(walk->reason, sizeof walk->reason, "%s: %s", doing,
		 strerror_r(error, text, sizeof text));
	return fault_here(walk, fault, walk->reason);
}

static int compare_names(const void *a, const void *b, void *names)
{
	return strcmp((const char *)names + *(const size_t *)a + 1,
		      (const char *)names + *(const size_t *)b + 1);
}

/* ---- a casebook in the way: its claims are no messages, those in its folder `messages` are ----
 */

/* What stands beside the journals of a casebook. */
static const char *const CASEBOOK_FILES[] = {"registry",   "chain", "chain.head", "reads",
					     "reads.head", "users", "vault"};

static bool is_journal(const char *name)
{
	const size_t length = strlen(name);
	return length > 4 && strcmp(name + length - 4, ".jrn") == 0;
}

static bool is_casebook_file(const char *name)
{
	for (size_t i = 0; i < sizeof CASEBOOK_FILES / sizeof *CASEBOOK_FILES; i++)
		if (strcmp(name, CASEBOOK_FILES[i]) == 0)
			return true;
	return is_journal(name);
}

/* Where there are journals, takes the names of the casebook's own files out. */
static void pass_over_casebook(struct folder *folder)
{
	const char *names = folder->names.data;
	bool casebook = false;
	size_t kept = 0;
	for (size_t i = 0; !casebook && i < folder->count; i++)
		casebook = is_journal(names + folder->starts[i] + 1);
	for (size_t i = 0; casebook && i < folder->count; i++) {
		const size_t start = folder->starts[i];
		if (names[start] == DT_DIR || !is_casebook_file(names + start + 1))
			folder->starts[kept++] = start;
	}
	if (casebook)
		folder->count = kept;
}

/* Reads the names of a folder; false when memory is out. */
static bool read_names(struct folder *folder, DIR *directory)
{
	size_t capacity = 0;
	for (const struct dirent *entry; (entry = readdir(directory));) {
		if (entry->d_name[0] == '.')
			continue;
		if (folder->count == capacity) {
			capacity = capacity ? capacity * 2 : 64;
			size_t *starts = realloc(folder->starts, capacity * sizeof *starts);
			if (!starts)
				return false;
			folder->starts = starts;
		}
		folder->starts[folder->count++] = folder->names.length;
		septel__out_byte(&folder->names, (char)entry->d_type);
		septel__out_bytes(&folder->names, entry->d_name, strlen(entry->d_name) + 1);
	}
	if (folder->names.failed)
		return false;
	if (folder->count)
		qsort_r(folder->starts, folder->count, sizeof *folder->starts, compare_names,
			folder->names.data);
	pass_over_casebook(folder);
	return true;
}

/* Goes into the folder at the walk's path, which `status` describes. */
static enum corpus_result enter(struct corpus_walk *walk, const struct stat *status,
				struct corpus_fault *fault)
{
	for (int i = 0; i < walk->depth; i++)
		if (walk->folders[i].device == status->st_dev &&
		    walk->folders[i].inode == status->st_ino)
			return fault_here(walk, fault, "folder leads back to one it lies in");
	if (walk->depth == CORPUS_FOLDER_DEPTH)
		return fault_here(walk, fault, "folders nest too deep");
	DIR *directory = opendir(path_view(walk).ptr);
	if (!directory)
		return system_fault(walk, fault, "cannot read folder");
	struct folder *folder = &walk->folders[walk->depth++];
	*folder = (struct folder){.device = status->st_dev, .inode = status->st_ino};
	septel__out_init(&folder->names, NULL, 0);
	const bool ok = read_names(folder, directory);
	closedir(directory);
	if (walk->path.data[walk->path.length - 1] != '/')
		septel__out_byte(&walk->path, '/');
	folder->path_length = walk->path.length;
	/* END: nothing to tell, go on. */
	return ok ? CORPUS_END : CORPUS_NO_MEMORY;
}

/* The next name of the innermost folder: its file, or CORPUS_END to go on. */
static enum corpus_result next_name(struct corpus_walk *walk, struct corpus_fault *fault)
{
	struct folder *folder = &walk->folders[walk->depth - 1];
	const char *name = folder->names.data + folder->starts[folder->at++];
	const unsigned char type = (unsigned char)*name++;
	struct stat status;
	walk->path.length = folder->path_length;
	septel__out_string(&walk->path, name);
	const struct septel_view path = path_view(walk);
	if (walk->path.failed)
		return CORPUS_NO_MEMORY;
	if (type == DT_REG)
		return CORPUS_ITEM;
	if (stat(path.ptr, &status) != 0)
		return system_fault(walk, fault, "cannot read");
	if (S_ISDIR(status.st_mode))
		return enter(walk, &status, fault);
	/* A socket, a pipe or a device in a folder is no file of messages. */
	return S_ISREG(status.st_mode) ? CORPUS_ITEM : CORPUS_END;
}

/* The next path given by name. */
static enum corpus_result next_named(struct corpus_walk *walk, struct corpus_fault *fault)
{
	struct stat status;
	const char *name = walk->paths[walk->at++];
	septel__out_clear(&walk->path);
	septel__out_string(&walk->path, name);
	const struct septel_view path = path_view(walk);
	if (walk->path.failed)
		return CORPUS_NO_MEMORY;
	if (septel__equal(path, VIEW_LITERAL("-")))
		return CORPUS_ITEM;
	if (stat(path.ptr, &status) != 0)
		return system_fault(walk, fault, "cannot read");
	walk->files = 0;
	return S_ISDIR(status.st_mode) ? enter(walk, &status, fault) : CORPUS_ITEM;
}

/* Comes out of a folder that is done; the named one must have held something. */
static enum corpus_result leave(struct corpus_walk *walk, struct corpus_fault *fault)
{
	struct folder *folder = &walk->folders[--walk->depth];
	walk->path.length = folder->path_length;
	folder_release(folder);
	if (walk->depth == 0 && walk->files == 0 && !walk->rules.empty_folders) {
		septel__out_clear(&walk->path);
		septel__out_string(&walk->path, walk->paths[walk->at - 1]);
		return fault_here(walk, fault, "folder holds no messages");
	}
	return CORPUS_END;
}

enum corpus_result septel__walk_next(struct corpus_walk *walk, struct septel_view *path,
				     bool *named, struct corpus_fault *fault)
{
	for (;;) {
		enum corpus_result result;
		*named = walk->depth == 0;
		if (walk->depth > 0) {
			const struct folder *folder = &walk->folders[walk->depth - 1];
			result = folder->at < folder->count ? next_name(walk, fault)
							    : leave(walk, fault);
		} else if (walk->at < walk->count) {
			result = next_named(walk, fault);
		} else {
			return CORPUS_END;
		}
		if (result == CORPUS_ITEM && walk->rules.skip &&
		    walk->rules.skip(path_view(walk).ptr, walk->rules.context))
			continue;
		if (result == CORPUS_ITEM) {
			walk->files++;
			*path = septel__out_written(&walk->path);
		}
		if (result != CORPUS_END)
			return result;
	}
}
