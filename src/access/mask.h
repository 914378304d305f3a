/* mask.h - a message as a reader may see it.
 *
 * A masked message is a septel_message like any other: whatever prints, counts,
 * converts or exports messages does so with it, and cannot give away what it
 * does not hold.  It holds no byte of a portion that was withheld, nor its
 * length: bytes, clean text, repairs, diagnostics and all places are gone.
 *
 * Kept: the envelope (id, times, addressees, classification, captions), every
 * portion that may be seen, and of paragraphs that may not their number and the
 * mark of their label.  ACCESS_WITHHELD stands for their text, for headings, the
 * subject and the summary; lists (TAGS, references) are empty.  Portions that are
 * hidden rather than withheld are left out.
 */
#ifndef SEPTEL_ACCESS_MASK_H
#define SEPTEL_ACCESS_MASK_H

#include "access.h"

/* What stands for a portion, whatever the reason. */
#define ACCESS_WITHHELD "withheld: above your clearance"

struct access_masked {
	/* NULL where the decision is NONE; the message given where it is FULL; else
	 * a copy in the arena that shares its visible views. */
	const struct septel_message *message;
	struct access_decision decision; /* as septel__access_message */
	size_t withheld;                 /* portions withheld, those hidden not counted */
	struct access_label shown;       /* high-water mark of what is shown; see below */
};

/* `message` for `viewer`.  SEPTEL_OK; SEPTEL_ENOMEM: out->message is NULL.
 *
 * `shown` is the join of the labels of all portions shown and of the captions that
 * hold for the whole; the envelope counts as UNCLASSIFIED.  An output of several
 * messages or claims has the join of theirs (septel__label_join). */
int septel__mask(struct access_masked *out, const struct access_viewer *viewer,
		 const struct septel_message *message, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

/* Sentence P.S for `viewer`: as septel_message_sentence, ACCESS_WITHHELD where its
 * paragraph (0.0: the subject) is withheld, empty where there is none or the
 * decision on the message is NONE.  Of a withheld paragraph every sentence from 1 on
 * is ACCESS_WITHHELD, so that their number stays unknown. */
struct septel_view septel__mask_sentence(const struct access_viewer *viewer,
					 const struct septel_message *message, int paragraph,
					 int sentence, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

#endif
