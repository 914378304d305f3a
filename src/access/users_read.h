/* users_read.h - what reading and changing a users file have in common. */
#ifndef SEPTEL_ACCESS_USERS_READ_H
#define SEPTEL_ACCESS_USERS_READ_H

#include "../base/view.h"

/* True for a line that names no user. */
bool septel__users_is_comment(struct septel_view line);

#endif
