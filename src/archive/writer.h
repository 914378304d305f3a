/* writer.h - puts prepared messages into an archive, in batches.
 *
 * A batch is one transaction: receipts, what was made of them, and the segment of
 * their words.  It is written when its words take BATCH_WORDS_LIMIT bytes of memory,
 * or when the writer is told to commit; until then nobody sees any of it, and whoever
 * is killed before has written none of it.
 */
#ifndef SEPTEL_ARCHIVE_WRITER_H
#define SEPTEL_ARCHIVE_WRITER_H

#include "labels.h"
#include "messages.h"
#include "prepared.h"

struct writer;

/* What became of a message. */
enum writer_outcome {
	WRITER_FAILED, /* see the archive's error; the writer is of no use any more */
	WRITER_IMPORTED,
	WRITER_UNCHANGED, /* the archive has these bytes */
	WRITER_REPLACED,  /* it is a further version of a message that was there */
	WRITER_REJECTED,
	WRITER_ELSEWHERE /* it is of years that the archive does not take (parts.h) */
};

/* The archive and the labels stay the caller's. */
struct writer *septel__writer_new(struct archive *archive, struct labels *labels)
	__attribute__((warn_unused_result));
/* What was not committed is gone. */
void septel__writer_free(struct writer *writer);

enum writer_outcome septel__writer_put(struct writer *writer, const struct prepared *prepared);
bool septel__writer_commit(struct writer *writer);
/* Whether anything is put in that is not committed. */
bool septel__writer_pending(const struct writer *writer);

/* The rest is for what is made anew or taken away; in one transaction, which
 * septel__writer_commit ends and septel__writer_free undoes. */

/* Begins it: from here on no other program writes. */
bool septel__writer_begin(struct writer *writer);
/* Makes anew what is made of receipt `number`; the prepared message is that of its bytes, and
 * becomes the current version of its id.  Nothing of it is there, and numbers rise. */
bool septel__writer_restore(struct writer *writer, uint32_t number,
			    const struct prepared *prepared);
/* The same of rows and columns alone, in place of those that are there; no version of the id
 * is current until septel__writer_settle.  Words are the caller's (segment.h). */
bool septel__writer_remake(struct writer *writer, uint32_t number, const struct prepared *prepared);
/* Takes rows and columns of receipt `number` away. */
bool septel__writer_remove(struct writer *writer, uint32_t number);
/* Whether a receipt that was joined from sections is still what they give (joiner.h). */
bool septel__writer_joined_rightly(struct writer *writer, const struct receipt *receipt,
				   bool *rightly);
/* Takes the bytes, too, of a receipt that was joined wrongly away; those of its parts stay. */
bool septel__writer_disjoin(struct writer *writer, uint32_t number);
/* Joins what today's reader takes for sections of the message, as their import would have: the
 * whole is a new receipt and the current version, unless a later one came in one piece. */
bool septel__writer_join(struct writer *writer, struct septel_view id);
/* The last version of the id, and no other, is current. */
bool septel__writer_settle(struct writer *writer, struct septel_view id);

#endif
