/* files.c - see files.h. */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum access_status septel__access_fail(struct access_error *error, enum access_status status,
				       const char *format, ...)
{
	va_list arguments;
	error->text[0] = '\0';
	va_start(arguments, format);
	vsnprintf(error->text, sizeof error->text, format, arguments);
	va_end(arguments);
	return status;
}

static enum access_status refused(struct access_error *error, const char *path)
{
	return septel__access_fail(error, ACCESS_FAILED, "%s: %s", path, strerror(errno));
}

/* Reads up to `length` bytes of what may be cut short; -1 with errno. */
static ssize_t read_all(int file, char *bytes, size_t length)
{
	size_t done = 0;
	while (done < length) {
		const ssize_t got = read(file, bytes + done, length - done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

static enum access_status read_open(struct septel_view *text, int file, const char *path,
				    size_t limit, struct septel_arena *arena,
				    struct access_error *error)
{
	struct stat stat;
	if (fstat(file, &stat) != 0)
		return refused(error, path);
	if (!S_ISREG(stat.st_mode))
		return septel__access_fail(error, ACCESS_INVALID, "%s: not a file", path);
	if ((uintmax_t)stat.st_size > limit)
		return septel__access_fail(error, ACCESS_INVALID, "%s: longer than %zu bytes", path,
					   limit);
	char *bytes = septel_arena_alloc(arena, (size_t)stat.st_size);
	if (!bytes)
		return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", path);
	const ssize_t got = read_all(file, bytes, (size_t)stat.st_size);
	if (got < 0)
		return refused(error, path);
	*text = (struct septel_view){bytes, (size_t)got};
	return ACCESS_OK;
}

enum access_status septel__file_read(struct septel_view *text, bool *present, const char *path,
				     size_t limit, struct septel_arena *arena,
				     struct access_error *error)
{
	*text = (struct septel_view){"", 0};
	*present = false;
	const int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return errno == ENOENT ? ACCESS_OK : refused(error, path);
	*present = true;
	const enum access_status status = read_open(text, file, path, limit, arena, error);
	close(file);
	return status;
}

/* ---- replacing ----------------------------------------------------------------------- */

enum access_status septel__folder_lock(int *folder, const char *path, struct access_error *error)
{
	char name[PATH_MAX];
	const char *slash = strrchr(path, '/');
	const size_t length = slash ? (size_t)(slash - path) : 0;
	if (length >= sizeof name)
		return septel__access_fail(error, ACCESS_FAILED, "%s: path too long", path);
	memcpy(name, path, length);
	name[length] = '\0';
	const char *where = !slash ? "." : length ? name : "/";
	*folder = open(where, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*folder < 0)
		return refused(error, where);
	while (flock(*folder, LOCK_EX) != 0) {
		if (errno == EINTR)
			continue;
		const enum access_status status = refused(error, where);
		close(*folder);
		return status;
	}
	return ACCESS_OK;
}

void septel__folder_unlock(int folder)
{
	close(folder);
}

static bool write_all(int file, struct septel_view text)
{
	while (text.len) {
		const ssize_t put = write(file, text.ptr, text.len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		text = septel__slice(text, (size_t)put, text.len);
	}
	return true;
}

/* The permissions that the file has, or that a new one gets. */
static mode_t mode_of(const char *path)
{
	struct stat stat_;
	return stat(path, &stat_) == 0 ? stat_.st_mode & 07777 : S_IRUSR | S_IWUSR;
}

static bool write_new(const char *path, mode_t mode, struct septel_view text)
{
	const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (file < 0)
		return false;
	const bool written = fchmod(file, mode) == 0 && write_all(file, text) && fsync(file) == 0;
	const int why = errno;
	close(file);
	errno = why;
	return written;
}

enum access_status septel__file_replace(const char *path, int folder, struct septel_view text,
					struct access_error *error)
{
	char new[PATH_MAX];
	const int length = snprintf(new, sizeof new, "%s.new", path);
	if (length < 0 || (size_t)length >= sizeof new)
		return septel__access_fail(error, ACCESS_FAILED, "%s: path too long", path);
	/* One that a crash has left; nobody else is here, the folder is locked. */
	unlink(new);
	if (!write_new(new, mode_of(path), text) || rename(new, path) != 0) {
		const enum access_status status = refused(error, path);
		unlink(new);
		return status;
	}
	return fsync(folder) == 0 ? ACCESS_OK : refused(error, path);
}
