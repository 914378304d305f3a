/* sync_loop - what a disk gives: writes of a message's size to one file, each put on the disk
 * before the next, as a log does that takes one message at a time.
 *
 *     sync-loop FILE COUNT SIZE [SYNCS]
 *
 * Appends COUNT blocks of SIZE bytes to FILE, which is made as long first (so that its size does
 * not change any more), with SYNCS (1) fdatasync calls after each; prints how many a second. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec at;
	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void check(int holds, const char *what)
{
	if (holds)
		return;
	perror(what);
	exit(1);
}

int main(int count, char **arguments)
{
	if (count < 4) {
		fprintf(stderr, "usage: sync-loop FILE COUNT SIZE [SYNCS]\n");
		return 2;
	}
	const long blocks = strtol(arguments[2], NULL, 10), size = strtol(arguments[3], NULL, 10);
	const long syncs = count > 4 ? strtol(arguments[4], NULL, 10) : 1;
	check(blocks > 0 && size > 0, "COUNT and SIZE");
	char *block = malloc((size_t)size);
	if (!block)
		return 1;
	memset(block, 'x', (size_t)size);
	const int file = open(arguments[1], O_RDWR | O_CREAT | O_TRUNC, 0600);
	check(file >= 0, arguments[1]);
	for (long i = 0; i < blocks; i++)
		check(write(file, block, (size_t)size) == size, "write");
	check(fsync(file) == 0 && lseek(file, 0, SEEK_SET) == 0, "fsync");
	const double begun = now();
	for (long i = 0; i < blocks; i++) {
		check(write(file, block, (size_t)size) == size, "write");
		for (long j = 0; j < syncs; j++)
			check(fdatasync(file) == 0, "fdatasync");
	}
	const double took = now() - begun;
	printf("%ld writes of %ld bytes, %ld syncs each, in %.3f s: %.0f a second\n", blocks, size,
	       syncs, took, (double)blocks / took);
	free(block);
	return 0;
}
