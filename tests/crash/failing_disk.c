/* failing_disk.c - see failing_disk.h. */
#include "failing_disk.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECTOR      512
#define FILES_LIMIT 8
#define NAME_SIZE   256

/* A write, or a truncation (bytes NULL), that no sync has followed yet. */
struct pending {
	int64_t offset;
	int length;
	unsigned char *bytes;
};

/* What the disk holds of a file for certain, and what it may hold. */
struct tracked {
	char name[NAME_SIZE];
	unsigned char *durable;
	int64_t size, capacity;
	bool exists;  /* for certain */
	bool deleted; /* perhaps */
	bool is_new;  /* its first sync is one of the folder, too, as SQLite's own files do it */
	struct pending *pending;
	size_t pending_count, pending_capacity;
};

static struct tracked files[FILES_LIMIT];
static size_t file_count;

static struct {
	enum failure how;
	uint64_t at, until, operations;
	bool failed, down;
} run;

struct failing_file {
	sqlite3_file base;
	struct tracked *tracked; /* NULL: of no interest */
	sqlite3_file *real;      /* behind this structure */
};

static struct failing_file *of(sqlite3_file *file)
{
	return (struct failing_file *)file;
}

static void *need(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* ---- failing --------------------------------------------------------------------------- */

/* Counts an operation; what SQLite is told of it. */
static int count_operation(int error)
{
	if (run.down)
		return error;
	run.operations++;
	if (run.how == FAIL_NEVER || run.operations < run.at || run.operations >= run.until)
		return SQLITE_OK;
	run.failed = true;
	run.down = run.how == FAIL_POWER;
	return run.how == FAIL_FULL && error != SQLITE_IOERR_FSYNC ? SQLITE_FULL : error;
}

void failing_disk_begin(enum failure how, uint64_t at, uint64_t times)
{
	run.how = how;
	run.at = at;
	run.until = how == FAIL_POWER ? at + 1 : at + times;
	run.operations = 0;
	run.failed = run.down = false;
}

void failing_disk_heal(void)
{
	run.how = FAIL_NEVER;
	run.down = false;
}

uint64_t failing_disk_operations(void)
{
	return run.operations;
}

bool failing_disk_has_failed(void)
{
	return run.failed;
}

/* ---- what is durable ------------------------------------------------------------------- */

static void grow(struct tracked *file, int64_t size)
{
	if (size > file->capacity) {
		file->capacity = size * 2;
		file->durable = need(realloc(file->durable, (size_t)file->capacity));
	}
	if (size > file->size) {
		memset(file->durable + file->size, 0, (size_t)(size - file->size));
		file->size = size;
	}
}

static void put(struct tracked *file, int64_t offset, const unsigned char *bytes, int length)
{
	if (length == 0)
		return;
	grow(file, offset + length);
	memcpy(file->durable + offset, bytes, (size_t)length);
}

static void settle_one(struct tracked *file, const struct pending *pending)
{
	if (pending->bytes)
		put(file, pending->offset, pending->bytes, pending->length);
	else if (pending->offset < file->size)
		file->size = pending->offset;
	else
		grow(file, pending->offset);
}

static void forget_pending(struct tracked *file)
{
	for (size_t i = 0; i < file->pending_count; i++)
		free(file->pending[i].bytes);
	file->pending_count = 0;
}

static void settle(struct tracked *file)
{
	for (size_t i = 0; i < file->pending_count; i++)
		settle_one(file, &file->pending[i]);
	forget_pending(file);
	file->exists = true;
	file->deleted = false;
}

static void forget_file(struct tracked *file)
{
	forget_pending(file);
	file->size = 0;
	file->exists = file->deleted = false;
}

/* Which names there are, and which no more, is certain now. */
static void settle_folder(void)
{
	for (size_t i = 0; i < file_count; i++) {
		if (files[i].deleted)
			forget_file(&files[i]);
		else
			files[i].exists |= access(files[i].name, F_OK) == 0;
	}
}

static void add_pending(struct tracked *file, int64_t offset, const void *bytes, int length)
{
	if (file->pending_count == file->pending_capacity) {
		file->pending_capacity = file->pending_capacity ? file->pending_capacity * 2 : 64;
		file->pending = need(
			realloc(file->pending, file->pending_capacity * sizeof *file->pending));
	}
	struct pending *pending = &file->pending[file->pending_count++];
	*pending = (struct pending){.offset = offset, .length = length};
	if (bytes) {
		pending->bytes = need(malloc((size_t)length + 1));
		memcpy(pending->bytes, bytes, (size_t)length);
	}
}

static struct tracked *find(const char *name)
{
	for (size_t i = 0; i < file_count; i++)
		if (strcmp(files[i].name, name) == 0)
			return &files[i];
	return NULL;
}

static struct tracked *track(const char *name)
{
	struct tracked *file = find(name);
	if (file)
		return file;
	if (file_count == FILES_LIMIT || strlen(name) >= NAME_SIZE)
		abort();
	file = &files[file_count++];
	memset(file, 0, sizeof *file);
	snprintf(file->name, sizeof file->name, "%s", name);
	return file;
}

void failing_disk_end(void)
{
	for (size_t i = 0; i < file_count; i++) {
		forget_pending(&files[i]);
		free(files[i].pending);
		free(files[i].durable);
	}
	file_count = 0;
}

/* ---- after the power comes back ---------------------------------------------------------- */

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Those of its sectors that chance wants. */
static void put_sectors(struct tracked *file, const struct pending *pending, uint64_t *seed)
{
	for (int64_t at = pending->offset; at < pending->offset + pending->length;) {
		int64_t end = (at / SECTOR + 1) * SECTOR;
		if (end > pending->offset + pending->length)
			end = pending->offset + pending->length;
		if (next_random(seed) & 64)
			put(file, at, pending->bytes + (at - pending->offset), (int)(end - at));
		at = end;
	}
}

static void leave(struct tracked *file, enum leftover leftover, uint64_t *seed)
{
	const size_t count = file->pending_count;
	for (size_t i = 0; i < count; i++) {
		const struct pending *pending = &file->pending[i];
		const bool last = i + 1 == count;
		const bool sectors = leftover == LEFT_SECTORS || (leftover == LEFT_TORN && last);
		if (sectors && pending->bytes)
			put_sectors(file, pending, seed);
		else if (leftover == LEFT_ALL || (leftover == LEFT_TORN && !last) ||
			 (leftover == LEFT_LATER && i >= count / 2) ||
			 (sectors && next_random(seed) & 64))
			settle_one(file, pending);
	}
	forget_pending(file);
}

static void write_back(const struct tracked *file)
{
	const int descriptor = open(file->name, O_RDWR | O_CREAT | O_TRUNC, 0640);
	if (descriptor < 0 ||
	    (file->size && write(descriptor, file->durable, (size_t)file->size) != file->size))
		abort();
	close(descriptor);
}

/* The index of the log is memory of processes that are gone: anything may stand in it. */
static void spoil_index(const char *name, uint64_t *seed)
{
	char path[NAME_SIZE + 8];
	unsigned char bytes[4096];
	snprintf(path, sizeof path, "%s-shm", name);
	const int descriptor = open(path, O_RDWR);
	if (descriptor < 0)
		return;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(next_random(seed) >> 32);
	if (pwrite(descriptor, bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
		abort();
	close(descriptor);
}

void failing_disk_reboot(enum leftover leftover, uint64_t seed)
{
	seed = seed * 0x9e3779b97f4a7c15u + 0x632be59bd9b4e019u;
	for (size_t i = 0; i < file_count; i++) {
		struct tracked *file = &files[i];
		const bool some = file->pending_count != 0 || file->exists;
		/* A name that no sync has followed may be there or not. */
		const bool name = file->exists ? !file->deleted || next_random(&seed) & 64
					       : some && leftover != LEFT_NOTHING;
		leave(file, leftover, &seed);
		spoil_index(file->name, &seed);
		if (name) {
			write_back(file);
			file->exists = true;
			file->deleted = false;
		} else {
			unlink(file->name);
			forget_file(file);
		}
	}
	failing_disk_heal();
}

/* ---- files ----------------------------------------------------------------------------- */

static int file_close(sqlite3_file *file)
{
	return of(file)->real->pMethods->xClose(of(file)->real);
}

static int file_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
	return of(file)->real->pMethods->xRead(of(file)->real, bytes, length, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
	struct failing_file *own = of(file);
	if (own->tracked) {
		const bool was_down = run.down;
		const int status = count_operation(SQLITE_IOERR_WRITE);
		/* What was under way when the power went may have got there. */
		if (run.down && !was_down)
			add_pending(own->tracked, offset, bytes, length);
		if (status != SQLITE_OK)
			return status;
		add_pending(own->tracked, offset, bytes, length);
	}
	return own->real->pMethods->xWrite(own->real, bytes, length, offset);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	struct failing_file *own = of(file);
	if (own->tracked) {
		const int status = count_operation(SQLITE_IOERR_TRUNCATE);
		if (status != SQLITE_OK)
			return status;
		add_pending(own->tracked, size, NULL, 0);
	}
	return own->real->pMethods->xTruncate(own->real, size);
}

static int file_sync(sqlite3_file *file, int flags)
{
	struct failing_file *own = of(file);
	(void)flags;
	if (!own->tracked)
		return SQLITE_OK;
	const int status = count_operation(SQLITE_IOERR_FSYNC);
	if (status == SQLITE_OK)
		settle(own->tracked);
	if (status == SQLITE_OK && own->tracked->is_new)
		settle_folder();
	if (status == SQLITE_OK)
		own->tracked->is_new = false;
	return status; /* to sync truly would only take time */
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return of(file)->real->pMethods->xFileSize(of(file)->real, size);
}

static int file_lock(sqlite3_file *file, int lock)
{
	return of(file)->real->pMethods->xLock(of(file)->real, lock);
}

static int file_unlock(sqlite3_file *file, int lock)
{
	return of(file)->real->pMethods->xUnlock(of(file)->real, lock);
}

static int file_check_lock(sqlite3_file *file, int *held)
{
	return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, held);
}

static int file_control(sqlite3_file *file, int operation, void *argument)
{
	return of(file)->real->pMethods->xFileControl(of(file)->real, operation, argument);
}

static int file_sector(sqlite3_file *file)
{
	return of(file)->real->pMethods->xSectorSize(of(file)->real);
}

static int file_device(sqlite3_file *file)
{
	return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real);
}

static int file_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
	return of(file)->real->pMethods->xShmMap(of(file)->real, page, size, extend, memory);
}

static int file_shared_lock(sqlite3_file *file, int offset, int count, int flags)
{
	return of(file)->real->pMethods->xShmLock(of(file)->real, offset, count, flags);
}

static void file_barrier(sqlite3_file *file)
{
	of(file)->real->pMethods->xShmBarrier(of(file)->real);
}

static int file_unmap(sqlite3_file *file, int remove)
{
	return of(file)->real->pMethods->xShmUnmap(of(file)->real, remove);
}

static const sqlite3_io_methods METHODS = {
	.iVersion = 2, /* no mapping of files: every read and write is a call */
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_check_lock,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_device,
	.xShmMap = file_map,
	.xShmLock = file_shared_lock,
	.xShmBarrier = file_barrier,
	.xShmUnmap = file_unmap,
};

/* ---- the disk ---------------------------------------------------------------------------- */

static sqlite3_vfs disk;
static sqlite3_vfs *real_disk;

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *given)
{
	struct failing_file *own = of(file);
	(void)vfs;
	own->real = (sqlite3_file *)(own + 1);
	own->tracked =
		name && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL))
			? track(name)
			: NULL;
	own->base.pMethods = NULL;
	if (own->tracked && !(flags & SQLITE_OPEN_MAIN_DB) && access(name, F_OK) != 0)
		own->tracked->is_new = true;
	const int status = real_disk->xOpen(real_disk, name, own->real, flags, given);
	if (own->real->pMethods)
		own->base.pMethods = &METHODS;
	return status;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	struct tracked *file = find(name);
	(void)vfs;
	if (file) {
		const int status = count_operation(SQLITE_IOERR_DELETE);
		if (status != SQLITE_OK)
			return status;
		if (sync)
			forget_file(file);
		else
			file->deleted = true;
	}
	return real_disk->xDelete(real_disk, name, 0);
}

void failing_disk_install(void)
{
	real_disk = sqlite3_vfs_find(NULL);
	disk = *real_disk;
	disk.zName = "failing";
	disk.pNext = NULL;
	disk.szOsFile = (int)sizeof(struct failing_file) + real_disk->szOsFile;
	disk.xOpen = disk_open;
	disk.xDelete = disk_delete;
	sqlite3_vfs_register(&disk, 1);
}
