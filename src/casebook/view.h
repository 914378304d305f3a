/* view.h - a log and who looks at it: which claims may be shown.
 *
 * Nothing is decided here: the label of a claim and what it takes to see it go
 * to septel__access, the one function.  A claim has the highest level of its
 * anchors, the captions of their portions and its own caveats.  The class of an
 * anchor is that of its sentence in the message; where the message is not held,
 * that of its mark, and without a mark that of the @msg line.  A mark that
 * stands in the journal never lowers what the message says.
 *
 * Folds and guards never ask here.
 */
#ifndef SEPTEL_CASEBOOK_VIEW_H
#define SEPTEL_CASEBOOK_VIEW_H

#include "../access/access.h"
#include "anchors.h"
#include "log.h"

struct message_labels; /* of one message's paragraphs */

struct case_view {
	const struct case_log *log;
	struct access_viewer viewer;
	const struct message_source *source; /* NULL: no messages are held */
	struct message_labels **labels; /* by the number of the @msg line; made when asked for */
	bool failed;                    /* memory is out, or a message could not be read */
};

/* False: memory is out. */
bool septel__view_init(struct case_view *view, const struct case_log *log,
		       const struct access_viewer *viewer, const struct message_source *source)
	__attribute__((nonnull(1, 2, 3), warn_unused_result));

/* What protects the claim. */
struct access_label septel__claim_label(struct case_view *view, const struct claim *claim)
	__attribute__((nonnull));

/* Whether the viewer may see it: FULL; MASKED: that it is there, not what it says; NONE.
 * Once the view has failed nothing may be seen. */
struct access_decision septel__view_claim(struct case_view *view, const struct claim *claim)
	__attribute__((nonnull));

#endif
