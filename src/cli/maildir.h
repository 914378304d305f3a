/* maildir.h - mails into a Maildir, each once.
 *
 * Whoever makes a mail names it, always alike; what stands in new/ already, or in cur/ with
 * flags behind the name, is not written again.  Mails are written to tmp/ and moved to new/
 * when they are on disk, many at a time: readers of the folder see whole mails or none,
 * and what a killed program left in tmp/ is written over by the next.
 */
#ifndef SEPTEL_CLI_MAILDIR_H
#define SEPTEL_CLI_MAILDIR_H

#include "../base/view.h"

/* Bytes of a mail's name with its NUL. */
#define MAILDIR_NAME_SIZE 64

struct maildir;

enum maildir_result {
	MAILDIR_OPEN,
	MAILDIR_REFUSED, /* other things lie there, and nothing was touched */
	MAILDIR_FAILED
};

/* Makes the Maildir where there is nothing, or an empty folder.  Whatever the result, the
 * caller closes *maildir; NULL: memory is out. */
enum maildir_result maildir_open(struct maildir **maildir, const char *path);
void maildir_close(struct maildir *maildir);
/* Why a call failed: one line, without the path. */
const char *maildir_reason(const struct maildir *maildir);

/* True for a mail that was there when the folder was opened. */
bool maildir_holds(const struct maildir *maildir, const char *name);
/* Takes note of a mail that stands at the end of the bytes to be delivered next, up to
 * byte `end` of them. */
bool maildir_add(struct maildir *maildir, const char *name, size_t end);
/* Delivers all mails noted; `bytes` are theirs, one behind another. */
bool maildir_deliver(struct maildir *maildir, struct septel_view bytes);

#endif
