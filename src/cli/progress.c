/* progress.c - see progress.h. */
#include "progress.h"

#include "../base/limits.h"
#include "../corpus/format.h"
#include "../corpus/walk.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SECOND    1000000000
#define BAR_WIDTH 24
/* Bytes at the front of a file that tell whether it is packed (tar: 257 and 5). */
#define MAGIC_SIZE 512

static int64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * SECOND + time.tv_nsec;
}

void progress_begin(struct progress *progress, const char *what, const char *unit)
{
	*progress = (struct progress){
		.what = what, .unit = unit, .shown = isatty(STDERR_FILENO) == 1, .began = now()};
}

static void draw_share(double share, double seconds)
{
	char bar[BAR_WIDTH + 1];
	for (int i = 0; i < BAR_WIDTH; i++)
		bar[i] = (i + 0.5) / BAR_WIDTH <= share ? '#' : '.';
	bar[BAR_WIDTH] = '\0';
	fprintf(stderr, "  %s %3.0f %%", bar, share * 100);
	if (share > 0.01) {
		const long left = (long)(seconds / share - seconds + 0.5);
		fprintf(stderr, "  %ld:%02ld left", left / 60, left % 60);
	}
}

void progress_tell(struct progress *progress, uint64_t count, uint64_t part, uint64_t whole)
{
	if (!progress->shown)
		return;
	const int64_t at = now();
	if (progress->drawn_at && at - progress->drawn_at < SECOND / PROGRESS_RATE)
		return;
	progress->drawn_at = at;
	progress->drawn = true;
	const double seconds = (double)(at - progress->began) / SECOND;
	fprintf(stderr, "\r\033[K%s: %" PRIu64 " %s", progress->what, count, progress->unit);
	if (seconds > 0.2)
		fprintf(stderr, ", %.0f/s", (double)count / seconds);
	if (whole && part <= whole)
		draw_share((double)part / (double)whole, seconds);
	fflush(stderr);
}

void progress_show(uint64_t done, uint64_t all, void *context)
{
	progress_tell(context, done, done, all);
}

void progress_end(struct progress *progress)
{
	if (progress->drawn)
		fprintf(stderr, "\r\033[K");
	progress->drawn = false;
}

static bool is_packed(const char *path)
{
	char head[MAGIC_SIZE];
	const int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (file < 0)
		return false;
	const ssize_t length = read(file, head, sizeof head);
	close(file);
	return length > 0 && septel__is_container((struct septel_view){head, (size_t)length});
}

uint64_t progress_size(const char *const *paths, size_t count, const struct corpus_rules *rules)
{
	struct corpus_walk *walk = septel__walk_new(paths, count);
	struct corpus_fault fault;
	struct septel_view path;
	enum corpus_result result;
	uint64_t size = 0;
	if (walk)
		septel__walk_rules(walk, rules);
	bool named, known = walk != NULL;
	while (known && (result = septel__walk_next(walk, &path, &named, &fault)) != CORPUS_END) {
		struct stat status;
		if (result == CORPUS_FAULT)
			continue;
		known = result == CORPUS_ITEM && !septel__equal(path, VIEW_LITERAL("-"));
		if (!known || stat(path.ptr, &status) != 0)
			continue;
		known = S_ISREG(status.st_mode) && !is_packed(path.ptr);
		size += (uint64_t)status.st_size;
	}
	septel__walk_free(walk);
	return known ? size : 0;
}
