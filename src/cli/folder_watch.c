/* folder_watch.c - see folder_watch.h. */
#include "folder_watch.h"

#include "../base/limits.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#define WATCH_EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR)
/* Milliseconds without news after which what came is told. */
#define WATCH_QUIET 200
/* Milliseconds after which it is told whatever comes. */
#define WATCH_LATEST 1000
/* Milliseconds after which a signal is looked for that came just before the wait. */
#define WATCH_IDLE 1000

struct watched {
	int descriptor;
	char *path;
};

struct folder_watch {
	int events;
	struct watched *folders;
	size_t folder_count, folder_capacity;
	char **paths;
	size_t path_count, path_capacity;
	bool gone;
};

static bool grow(void **list, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return true;
	const size_t more = *capacity ? *capacity * 2 : 16;
	void *grown = realloc(*list, more * size);
	if (!grown)
		return false;
	*list = grown;
	*capacity = more;
	return true;
}

static bool add_folder(struct folder_watch *watch, const char *path)
{
	const int descriptor = inotify_add_watch(watch->events, path, WATCH_EVENTS);
	if (descriptor < 0)
		return false;
	for (size_t i = 0; i < watch->folder_count; i++)
		if (watch->folders[i].descriptor == descriptor)
			return true;
	void *folders = watch->folders;
	const bool grown = grow(&folders, watch->folder_count, &watch->folder_capacity,
				sizeof *watch->folders);
	watch->folders = folders;
	char *copy = grown ? strdup(path) : NULL;
	if (!copy)
		return false;
	watch->folders[watch->folder_count++] = (struct watched){descriptor, copy};
	return true;
}

/* The folder and all in it; one that goes away meanwhile is none. */
/* NOLINTNEXTLINE(misc-no-recursion): CORPUS_FOLDER_DEPTH deep at most */
static bool add_tree(struct folder_watch *watch, const char *path, int depth)
{
	if (!add_folder(watch, path))
		return false;
	DIR *folder = opendir(path);
	if (!folder)
		return false;
	for (struct dirent *entry; depth < CORPUS_FOLDER_DEPTH && (entry = readdir(folder));) {
		char below[PATH_MAX];
		if (entry->d_name[0] == '.' || entry->d_type != DT_DIR)
			continue;
		if (snprintf(below, sizeof below, "%s/%s", path, entry->d_name) < (int)sizeof below)
			(void)add_tree(watch, below, depth + 1);
	}
	closedir(folder);
	return true;
}

struct folder_watch *folder_watch_open(const char *path)
{
	struct folder_watch *watch = calloc(1, sizeof *watch);
	if (!watch)
		return NULL;
	watch->events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (watch->events >= 0 && add_tree(watch, path, 0))
		return watch;
	const int reason = errno;
	folder_watch_close(watch);
	errno = reason;
	return NULL;
}

static void forget_paths(struct folder_watch *watch)
{
	for (size_t i = 0; i < watch->path_count; i++)
		free(watch->paths[i]);
	watch->path_count = 0;
}

void folder_watch_close(struct folder_watch *watch)
{
	if (!watch)
		return;
	if (watch->events >= 0)
		close(watch->events);
	for (size_t i = 0; i < watch->folder_count; i++)
		free(watch->folders[i].path);
	forget_paths(watch);
	free(watch->folders);
	free(watch->paths);
	free(watch);
}

static bool add_path(struct folder_watch *watch, const char *path)
{
	for (size_t i = watch->path_count; i > 0; i--)
		if (strcmp(watch->paths[i - 1], path) == 0)
			return true;
	void *paths = watch->paths;
	const bool grown =
		grow(&paths, watch->path_count, &watch->path_capacity, sizeof *watch->paths);
	watch->paths = paths;
	char *copy = grown ? strdup(path) : NULL;
	if (copy)
		watch->paths[watch->path_count++] = copy;
	return copy != NULL;
}

static bool drop_folder(struct folder_watch *watch, size_t index)
{
	/* The first is the one that was asked for. */
	if (index == 0)
		watch->gone = true;
	free(watch->folders[index].path);
	watch->folders[index] = watch->folders[--watch->folder_count];
	return true;
}

static bool take_event(struct folder_watch *watch, const struct inotify_event *event)
{
	char path[PATH_MAX];
	size_t index = 0;
	if (event->mask & IN_Q_OVERFLOW)
		return add_path(watch, watch->folders[0].path);
	while (index < watch->folder_count && watch->folders[index].descriptor != event->wd)
		index++;
	if (index == watch->folder_count)
		return true;
	if (event->mask & IN_IGNORED)
		return drop_folder(watch, index);
	if (event->len == 0 || event->name[0] == '.' ||
	    snprintf(path, sizeof path, "%s/%s", watch->folders[index].path, event->name) >=
		    (int)sizeof path)
		return true;
	if (event->mask & IN_ISDIR) {
		(void)add_tree(watch, path, 0);
		return add_path(watch, path);
	}
	return !(event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) || add_path(watch, path);
}

static bool take_events(struct folder_watch *watch)
{
	_Alignas(struct inotify_event) char buffer[16 * 1024];
	const ssize_t length = read(watch->events, buffer, sizeof buffer);
	if (length < 0)
		return errno == EAGAIN || errno == EINTR;
	for (ssize_t at = 0; at < length && !watch->gone;) {
		const struct inotify_event *event = (const void *)(buffer + at);
		if (!take_event(watch, event)) {
			errno = ENOMEM;
			return false;
		}
		at += (ssize_t)(sizeof *event + event->len);
	}
	return true;
}

static int64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

enum watch_result folder_watch_wait(struct folder_watch *watch, const char *const **paths,
				    size_t *count)
{
	struct pollfd poll_for = {.fd = watch->events, .events = POLLIN};
	int64_t first = 0; /* when the first of them came */
	forget_paths(watch);
	while (!watch->gone) {
		if (watch->path_count && !first)
			first = now();
		const bool late = first && now() - first >= WATCH_LATEST;
		const int wait = late ? 0 : watch->path_count ? WATCH_QUIET : WATCH_IDLE;
		const int ready = poll(&poll_for, 1, wait);
		if (ready < 0)
			return errno == EINTR ? WATCH_SIGNAL : WATCH_FAILED;
		if (ready == 0 && watch->path_count == 0)
			return WATCH_SIGNAL;
		if (ready == 0 || late || watch->path_count >= CORPUS_BLOCK_PIECES) {
			*paths = (const char *const *)watch->paths;
			*count = watch->path_count;
			return WATCH_FILES;
		}
		if (!take_events(watch))
			return WATCH_FAILED;
	}
	return WATCH_GONE;
}
