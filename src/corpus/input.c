/* input.c - see input.h.
 *
 * Level 0 reads the file; level n reads the member in hand of level n - 1.
 * libarchive pulls its bytes through `pull`, wherever they come from.
 */
#include "input.h"

#include "../base/limits.h"
#include "../base/out.h"
#include "libarchive.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct level {
	struct corpus_input *input;
	int number;
	const struct libarchive *library;
	struct archive *archive;
	struct septel_out head; /* read already when the leaf turned out a container */
	bool head_pulled;
	size_t path_length; /* of the container, in the input's path */
	char *buffer;
	bool seekable;    /* the file itself: can be read from its start again */
	size_t members;   /* stepped to so far */
	bool broken;      /* libarchive will not go on, and that was told */
	unsigned resumes; /* of CORPUS_RESUMES */
};

struct corpus_input {
	int file; /* -1: none */
	bool regular;
	uint64_t size, taken; /* of a regular file; bytes read of it */
	uint64_t expanded;    /* bytes that came out of its containers */
	bool given;           /* the file itself was given as a leaf */
	bool spoilt;          /* nothing more is to be had of this file */
	struct level levels[CORPUS_CONTAINER_DEPTH];
	int depth;
	struct septel_out path;
	char reason[CORPUS_REASON_SIZE];
};

struct corpus_input *septel__input_new(void)
{
	struct corpus_input *input = calloc(1, sizeof *input);
	if (!input)
		return NULL;
	input->file = -1;
	septel__out_init(&input->path, NULL, 0);
	return input;
}

static void level_close(struct level *level)
{
	level->library->read_free(level->archive);
	septel__out_release(&level->head);
	free(level->buffer);
	*level = (struct level){0};
}

static void input_close(struct corpus_input *input)
{
	while (input->depth > 0)
		level_close(&input->levels[--input->depth]);
	if (input->file > STDIN_FILENO)
		close(input->file);
	input->file = -1;
}

void septel__input_free(struct corpus_input *input)
{
	if (!input)
		return;
	input_close(input);
	septel__out_release(&input->path);
	free(input);
}

struct septel_view septel__input_path(const struct corpus_input *input)
{
	return septel__out_written(&input->path);
}

const char *septel__input_reason(const struct corpus_input *input)
{
	return input->reason;
}

static bool refuse(struct corpus_input *input, const char *doing, const char *why)
{
	snprintf(input->reason, sizeof input->reason, "%s: %s", doing, why);
	return false;
}

static bool refuse_errno(struct corpus_input *input, const char *doing)
{
	char text[128];
	return refuse(input, doing, strerror_r(errno, text, sizeof text));
}

bool septel__input_open(struct corpus_input *input, struct septel_view path)
{
	struct stat status;
	input_close(input);
	input->size = input->taken = input->expanded = 0;
	input->regular = input->spoilt = false;
	septel__out_clear(&input->path);
	septel__out_view(&input->path, path);
	const char *name = septel__out_terminated(&input->path);
	if (!name)
		return refuse(input, "cannot read", "memory is out");
	const bool standard = septel__equal(path, VIEW_LITERAL("-"));
	input->file = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	if (input->file < 0)
		return refuse_errno(input, "cannot open");
	if (fstat(input->file, &status) == 0 && S_ISREG(status.st_mode) && !standard) {
		input->regular = true;
		input->size = (uint64_t)status.st_size;
		posix_fadvise(input->file, 0, 0, POSIX_FADV_SEQUENTIAL);
	}
	input->given = true;
	return true;
}

/* Reads from the file itself. */
static long read_file(struct corpus_input *input, char *bytes, size_t size)
{
	ssize_t count;
	do
		count = read(input->file, bytes, size);
	while (count < 0 && errno == EINTR);
	if (count < 0) {
		refuse_errno(input, "cannot read");
		return -1;
	}
	input->taken += (uint64_t)count;
	if (count == 0 && input->regular && input->taken < input->size) {
		/* Not again at the next read. */
		input->size = input->taken;
		refuse(input, "file shrank while it was read", "its end is missing");
		return -1;
	}
	return (long)count;
}

static void refuse_damage(struct corpus_input *input, const struct level *level)
{
	const char *why = level->library->error_string(level->archive);
	/* A bomb's own reason stands. */
	if (!input->spoilt)
		refuse(input, "container is damaged", why ? why : "unknown error");
}

/* Reads from the member in hand of a level. */
static long read_member(struct corpus_input *input, int number, char *bytes, size_t size)
{
	struct level *level = &input->levels[number];
	const la_ssize_t count = level->library->read_data(level->archive, bytes, size);
	if (count < 0) {
		refuse_damage(input, level);
		level->broken = count == ARCHIVE_FATAL;
		return -1;
	}
	input->expanded += (uint64_t)count;
	if (input->expanded > CORPUS_EXPANSION_FREE &&
	    input->expanded / CORPUS_EXPANSION_RATIO > input->taken) {
		snprintf(input->reason, sizeof input->reason,
			 "container expands more than %u times: not read on",
			 CORPUS_EXPANSION_RATIO);
		input->spoilt = true;
		return -1;
	}
	return (long)count;
}

/* Reads what level `number` is made of. */
static long read_below(struct corpus_input *input, int number, char *bytes, size_t size)
{
	return number == 0 ? read_file(input, bytes, size)
			   : read_member(input, number - 1, bytes, size);
}

long septel__input_read(struct corpus_input *input, char *bytes, size_t size)
{
	return input->spoilt ? -1 : read_below(input, input->depth, bytes, size);
}

static la_ssize_t pull(struct archive *archive, void *context, const void **bytes)
{
	struct level *level = context;
	if (!level->head_pulled) {
		level->head_pulled = true;
		if (level->head.length) {
			*bytes = level->head.data;
			return (la_ssize_t)level->head.length;
		}
	}
	*bytes = level->buffer;
	const long count = read_below(level->input, level->number, level->buffer, CORPUS_PULL_SIZE);
	if (count < 0)
		level->library->set_error(archive, EIO, "%s", level->input->reason);
	return count;
}

static la_int64_t seek(struct archive *archive, void *context, la_int64_t offset, int whence)
{
	struct level *level = context;
	const off_t place = lseek(level->input->file, (off_t)offset, whence);
	if (place >= 0)
		return (la_int64_t)place;
	level->library->set_error(archive, errno, "cannot seek");
	return ARCHIVE_FATAL;
}

static struct archive *archive_of(struct level *level)
{
	struct archive *archive = level->library->read_new();
	if (!archive)
		return NULL;
	level->library->read_support_filter_gzip(archive);
	level->library->read_support_filter_bzip2(archive);
	level->library->read_support_filter_xz(archive);
	level->library->read_support_filter_zstd(archive);
	level->library->read_support_format_tar(archive);
	level->library->read_support_format_zip(archive);
	level->library->read_support_format_raw(archive);
	level->library->read_set_read_callback(archive, pull);
	if (level->seekable)
		level->library->read_set_seek_callback(archive, seek);
	level->library->read_set_callback_data(archive, level);
	return archive;
}

bool septel__input_descend(struct corpus_input *input, struct septel_view head)
{
	if (input->depth == CORPUS_CONTAINER_DEPTH)
		return refuse(input, "cannot open container", "containers nest too deep");
	struct level *level = &input->levels[input->depth];
	*level = (struct level){
		.input = input, .number = input->depth, .library = septel__libarchive()};
	if (!level->library)
		return refuse(input, "cannot open container", "libarchive cannot be loaded");
	level->path_length = input->path.length;
	level->buffer = malloc(CORPUS_PULL_SIZE);
	septel__out_init(&level->head, NULL, 0);
	/* A zip's directory stands at its end: with a file in hand, seek. */
	level->seekable = input->depth == 0 && input->regular;
	if (level->seekable && lseek(input->file, 0, SEEK_SET) == 0)
		input->taken = 0;
	else
		septel__out_view(&level->head, head);
	level->archive = archive_of(level);
	if (!level->buffer || !level->archive || level->head.failed) {
		level_close(level);
		return refuse(input, "cannot open container", "memory is out");
	}
	input->depth++;
	if (level->library->read_open1(level->archive) == ARCHIVE_OK)
		return true;
	const char *why = level->library->error_string(level->archive);
	refuse(input, "cannot open container", why ? why : "unknown error");
	level_close(level);
	input->depth--;
	return false;
}

/* A name with a hidden part, or of a Macintosh's shadow folder. */
static bool is_hidden(const char *name)
{
	for (const char *part = name; part; part = strchr(part, '/'), part += part != NULL) {
		const struct septel_view view = septel_view_of(part);
		if (septel__starts(view, "__MACOSX/"))
			return true;
		if (part[0] == '.' && part[1] != '/' && part[1] != '\0' &&
		    !septel__starts(view, "../"))
			return true;
		if (!strchr(part, '/'))
			break;
	}
	return false;
}

/* Sets the path to the member of that name; one that is only compressed has no
 * name of its own.  False: the member is to be passed over. */
static bool name_member(struct corpus_input *input, const struct level *level,
			struct archive_entry *entry)
{
	if (level->library->format(level->archive) == ARCHIVE_FORMAT_RAW)
		return true;
	const char *name = level->library->entry_pathname(entry);
	if (!name)
		name = level->library->entry_pathname_utf8(entry);
	if (!name)
		name = "?";
	if (is_hidden(name))
		return false;
	septel__out_byte(&input->path, '!');
	septel__out_string(&input->path, name);
	return true;
}

/* Reads the rest of a member that nobody wanted, so that a bomb is seen; in a
 * zip that can seek it is passed over unread.  False: see the reason. */
static bool drain(struct corpus_input *input, struct level *level)
{
	char bytes[4096];
	long count;
	if (level->members == 0 || level->broken ||
	    (level->seekable &&
	     level->library->filter_code(level->archive, 0) == ARCHIVE_FILTER_NONE))
		return true;
	do
		count = read_member(input, level->number, bytes, sizeof bytes);
	while (count > 0);
	return !input->spoilt && !level->broken;
}

/* Behind damage libarchive goes no further; a zip with its directory can be
 * taken up again at the next member.  False where it cannot. */
static bool resume(struct level *level)
{
	struct archive_entry *entry;
	if (!level->seekable || level->resumes++ == CORPUS_RESUMES ||
	    (level->library->format(level->archive) & ARCHIVE_FORMAT_BASE_MASK) !=
		    ARCHIVE_FORMAT_ZIP ||
	    lseek(level->input->file, 0, SEEK_SET) != 0)
		return false;
	level->library->read_free(level->archive);
	level->archive = archive_of(level);
	level->broken = false;
	if (!level->archive || level->library->read_open1(level->archive) != ARCHIVE_OK)
		return false;
	for (size_t i = 0; i < level->members; i++)
		if (level->library->read_next_header(level->archive, &entry) < ARCHIVE_WARN)
			return false;
	return true;
}

/* Steps to the next member, whatever it is.  END: the container is done. */
static enum corpus_result next_header(struct corpus_input *input, struct level *level,
				      struct archive_entry **entry)
{
	if (!drain(input, level))
		return CORPUS_FAULT;
	if (level->broken && !resume(level))
		return CORPUS_END;
	const int status = level->library->read_next_header(level->archive, entry);
	if (status == ARCHIVE_EOF)
		return CORPUS_END;
	level->members++;
	if (status < ARCHIVE_WARN) {
		refuse_damage(input, level);
		level->broken = true;
		return CORPUS_FAULT;
	}
	/* Raw and not compressed: no reader knew its own again. */
	if (level->library->format(level->archive) == ARCHIVE_FORMAT_RAW &&
	    level->library->filter_code(level->archive, 0) == ARCHIVE_FILTER_NONE) {
		refuse(input, "container is damaged", "unknown form");
		level->broken = true;
		return CORPUS_FAULT;
	}
	return CORPUS_ITEM;
}

/* The next file in the innermost container.  END: it is done. */
static enum corpus_result next_member(struct corpus_input *input)
{
	struct level *level = &input->levels[input->depth - 1];
	struct archive_entry *entry;
	enum corpus_result result;
	bool wanted = false;
	do {
		input->path.length = level->path_length;
		if (!septel__out_terminated(&input->path))
			return CORPUS_NO_MEMORY;
		result = next_header(input, level, &entry);
		if (result != CORPUS_ITEM)
			return result;
		/* What is only compressed has no type. */
		const unsigned type = level->library->entry_filetype(entry);
		wanted = (type == AE_IFREG || type == 0) && name_member(input, level, entry);
	} while (!wanted);
	return septel__out_terminated(&input->path) ? CORPUS_ITEM : CORPUS_NO_MEMORY;
}

enum corpus_result septel__input_next(struct corpus_input *input)
{
	if (input->file < 0)
		return CORPUS_END;
	if (input->given && input->depth == 0) {
		input_close(input);
		return CORPUS_END;
	}
	while (input->depth > 0 && !input->spoilt) {
		struct level *level = &input->levels[input->depth - 1];
		const enum corpus_result result = next_member(input);
		if (result != CORPUS_END)
			return result;
		level_close(level);
		input->depth--;
	}
	input_close(input);
	return CORPUS_END;
}
