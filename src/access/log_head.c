/* log_head.c - see log_head.h. */
#include "log_head.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define NUMBER_LENGTH 20
/* "00000000000000000017 9f3c...\n" */
#define HEAD_LENGTH (NUMBER_LENGTH + 1 + LOG_HASH_LENGTH + 1)

int septel__log_head_open(const char *path, int flags)
{
	char name[PATH_MAX];
	const int length = snprintf(name, sizeof name, "%s.head", path);
	if (length < 0 || (size_t)length >= sizeof name) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return open(name, flags | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

enum log_head septel__log_head_read(int head, struct log_tip *tip)
{
	char text[HEAD_LENGTH + 1];
	*tip = septel__log_no_tip();
	const ssize_t got = head < 0 ? 0 : pread(head, text, sizeof text, 0);
	if (got == 0)
		return LOG_HEAD_ABSENT;
	if (got != HEAD_LENGTH || text[NUMBER_LENGTH] != ' ' || text[HEAD_LENGTH - 1] != '\n')
		return LOG_HEAD_DAMAGED;
	for (size_t i = 0; i < NUMBER_LENGTH; i++) {
		if (!septel__is_digit(text[i]))
			return LOG_HEAD_DAMAGED;
		tip->number = tip->number * 10 + (unsigned)(text[i] - '0');
	}
	memcpy(tip->hash, text + NUMBER_LENGTH + 1, LOG_HASH_LENGTH);
	return LOG_HEAD_READ;
}

bool septel__log_head_write(int head, const struct log_tip *tip)
{
	char text[HEAD_LENGTH + 1];
	snprintf(text, sizeof text, "%020" PRIu64 " %s\n", tip->number, tip->hash);
	ssize_t put;
	do
		put = pwrite(head, text, HEAD_LENGTH, 0);
	while (put < 0 && errno == EINTR);
	if (put >= 0 && put != HEAD_LENGTH)
		errno = ENOSPC;
	return put == HEAD_LENGTH;
}
