/* view.h - a log and who looks at it: which claims may be shown.
 *
 * Nothing is decided here: the label of a claim and what it takes to see it go
 * to septel__access, the one function.
 *
 * Label.  A claim has the highest level of its anchors, the captions of their
 * portions, and the caveats of its own and of its @msg line.  The class of an
 * anchor is that of its sentence in the message; where the message is not held,
 * that of its mark, and without a mark that of the @msg line.  A mark that
 * stands in the journal never lowers what the message says.
 *
 * Roles.  Which roles may see claims of a type is data/roles.tsv.
 *
 * Cases.  What names a person with a case takes the grant of that case, and so
 * does what is about a thing (a promise, a trace) whose claims named the person.
 *
 * Folds and guards never ask here.  Gates, and states that rest on them, read
 * `log`, the whole of it: a wrong READY is a greater harm than that something is
 * known to be there.  What is shown is of three kinds: seen; withheld, which masks
 * what rests on it and is counted; hidden (a compartment, a case that is not
 * granted): it is not there for the viewer, so that lists are made from `shown`,
 * the log without it.
 */
#ifndef SEPTEL_CASEBOOK_VIEW_H
#define SEPTEL_CASEBOOK_VIEW_H

#include "../access/access.h"
#include "anchors.h"
#include "log.h"
#include "roles.h"

struct message_labels; /* of one message's paragraphs */

enum claim_sight {
	SIGHT_UNDECIDED,
	SIGHT_FULL,
	SIGHT_FACT, /* that it is there, when, and what its type's row tells; else as WITHHELD */
	SIGHT_WITHHELD,
	SIGHT_HIDDEN /* nothing may tell of it */
};

struct case_view {
	const struct case_log *log;   /* the whole: for guards and states */
	const struct case_log *shown; /* without what is hidden from the viewer */
	struct access_viewer viewer;
	const struct message_source *source; /* NULL: no messages are held */
	struct message_labels **labels; /* by the number of the @msg line; made when asked for */
	struct septel_view *role_names; /* of each type */
	unsigned char *sights;          /* enum claim_sight of each claim, by its number */
	bool *cases;                    /* of each thing: it is a person with a case */
	const struct thing **closed;    /* of each claim: a case of it that is not granted */
	size_t *numbers; /* of each claim, as the viewer is told; NULL: nothing is hidden */
	struct case_log own_log, own_shown;
	bool failed; /* memory is out, or a message could not be read */
};

/* A viewer that owns the casebook, and sees all of it. */
bool septel__sees_all(const struct access_viewer *viewer) __attribute__((nonnull));

/* False: memory is out, or a message could not be read.  To a viewer from whom claims are
 * hidden, --entered-by N counts the others. */
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

/* The same in short, remembered. */
enum claim_sight septel__view_sight(struct case_view *view, const struct claim *claim)
	__attribute__((nonnull));

/* Its number in the log as the viewer is told it: without those hidden from him. */
size_t septel__view_entry(const struct case_view *view, const struct claim *claim)
	__attribute__((nonnull));

/* True where what the viewer may see names the thing, or the registry does and it is no case
 * that is not granted.  What it does not name has to be told as what nobody named. */
bool septel__view_knows(struct case_view *view, const struct thing *thing) __attribute__((nonnull));

#endif
