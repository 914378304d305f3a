/* folder.h - a folder of its own for each test that writes files. */
#ifndef SEPTEL_TESTS_UNIT_FOLDER_H
#define SEPTEL_TESTS_UNIT_FOLDER_H

#include "unit.h"

#include <dirent.h>
#include <unistd.h>

struct folder {
	char name[64];
	char file[128]; /* a path in it */
};

static inline int make_folder(void **state)
{
	struct folder *folder = calloc(1, sizeof *folder);
	if (!folder)
		return -1;
	*state = folder;
	snprintf(folder->name, sizeof folder->name, "/tmp/septel-unit.XXXXXX");
	if (!mkdtemp(folder->name))
		return -1;
	snprintf(folder->file, sizeof folder->file, "%s/file", folder->name);
	return 0;
}

static inline int remove_folder(void **state)
{
	struct folder *folder = *state;
	DIR *entries = opendir(folder->name);
	for (struct dirent *entry; entries && (entry = readdir(entries));) {
		char path[512];
		snprintf(path, sizeof path, "%s/%s", folder->name, entry->d_name);
		unlink(path);
	}
	if (entries)
		closedir(entries);
	rmdir(folder->name);
	free(folder);
	return 0;
}

static inline void write_file(const char *path, struct septel_view text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
	assert_int_equal(fclose(file), 0);
}

/* The whole file, with a NUL behind it; to be freed. */
static inline char *read_file(const char *path, size_t *length)
{
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	char *text = NULL;
	size_t room = 0;
	const ssize_t got = getdelim(&text, &room, EOF, file);
	*length = got > 0 ? (size_t)got : 0;
	assert_int_equal(fclose(file), 0);
	if (got <= 0) {
		free(text);
		text = calloc(1, 1);
	}
	return text;
}

#endif
