/* joiner.h - sections that arrived apart become one message.
 *
 * Every section stays a receipt of its own.  The whole, as far as its sections are
 * here, is a receipt that names theirs; a section that is missing is a marked gap.
 */
#ifndef SEPTEL_ARCHIVE_JOINER_H
#define SEPTEL_ARCHIVE_JOINER_H

#include "messages.h"
#include "prepared.h"

struct joiner;

enum joiner_result {
	JOINER_NOTHING, /* no two receipts are different sections of one message */
	JOINER_JOINED,
	JOINER_FAILED /* see the archive's error */
};

struct joiner *septel__joiner_new(struct archive *archive, struct labels *labels)
	__attribute__((warn_unused_result));
void septel__joiner_free(struct joiner *joiner);

/* Whether a receipt that was joined from others is still what they give: today's reader takes
 * all of them for sections of that message, and they join to its bytes.  Where the bytes of one
 * are broken it is taken for right.  False: the archive's error tells why. */
bool septel__joined_rightly(struct joiner *joiner, const struct receipt *receipt, bool *rightly);

/* Joins the sections of message `id`.  *whole is the message, *parts the numbers of
 * the receipts ("12,15"), both borrowed until the next call. */
enum joiner_result septel__join_sections(struct joiner *joiner, struct septel_view id,
					 struct prepared *whole, struct septel_view *parts);

#endif
