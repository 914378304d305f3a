/* log_head.h - the file beside a log that knows its last entry. */
#ifndef SEPTEL_ACCESS_LOG_HEAD_H
#define SEPTEL_ACCESS_LOG_HEAD_H

#include "log_entry.h"

/* Opens PATH.head as open(2) does; -1 with errno. */
int septel__log_head_open(const char *path, int flags);

enum log_head { LOG_HEAD_READ, LOG_HEAD_ABSENT, LOG_HEAD_DAMAGED };
/* What the open head (or -1) says. */
enum log_head septel__log_head_read(int head, struct log_tip *tip);
/* Writes it in place: it has one length and fits one sector.  False with errno. */
bool septel__log_head_write(int head, const struct log_tip *tip);

#endif
