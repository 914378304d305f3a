/* transfer.h - all tables of an archive, row by row, into another that is empty. */
#ifndef SEPTEL_ARCHIVE_TRANSFER_H
#define SEPTEL_ARCHIVE_TRANSFER_H

#include "backup.h"

/* In one transaction of each.  False: the error of `from` tells why, and `to` is as it was. */
bool septel__transfer(struct archive *from, struct archive *to, const struct backup_watch *watch);

#endif
