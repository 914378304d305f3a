/* access.h - who may see what: the one function that archive, casebook, relay
 * and every page ask.
 *
 * Invariants, tested over generated labels and viewers:
 *   - more clearance, rights, roles or cases never see less;
 *   - who may see a label may see every label that it covers;
 *   - the owner with the highest clearance sees all.
 *
 * Guards read everything, so they never ask.  Views ask for each portion or
 * claim before it counts, matches, ranks or is shown.  Explanations keep their
 * form and say ACCESS_MASKED_WHY for what the viewer may not see.
 *
 * Pure functions of their arguments; any thread.
 */
#ifndef SEPTEL_ACCESS_ACCESS_H
#define SEPTEL_ACCESS_ACCESS_H

#include "viewer.h"

/* The same for every reason, so that it gives none away. */
#define ACCESS_MASKED_WHY "rests on material above your clearance"

enum access_outcome {
	ACCESS_NONE,   /* nothing may be shown; count it as withheld unless `hidden` */
	ACCESS_MASKED, /* that it is there may be shown; of a message: parts of it */
	ACCESS_FULL
};

enum access_reason {
	REASON_GRANTED,
	REASON_CLEARANCE, /* `level` is above the clearance */
	REASON_UNSTATED,  /* no classification is stated, and the clearance is not the highest */
	REASON_CAPTION,   /* rights of `captions` are lacking */
	REASON_ROLE,
	REASON_CASE
};

struct access_decision {
	enum access_outcome outcome;
	enum access_reason reason; /* the first that speaks against it, in the order above */
	enum septel_class level;   /* the clearance that it takes */
	uint64_t captions;         /* lacking rights, as bits of a label */
	bool hidden;               /* not even a count may tell of it */
	bool fact; /* that it is there, who and when may be told: only captions that allow it lack
		    */
};

/* What it takes to see something. */
struct access_need {
	struct access_label label;
	struct septel_views roles; /* any one of them; none: any role or no role */
	struct septel_view case_;  /* the case it belongs to; empty: none.  Without its grant it is
				      hidden: how much there is would tell of the case */
};

/* THE function. */
struct access_decision septel__access(const struct access_viewer *viewer,
				      const struct access_need *need) __attribute__((nonnull));

/* The same of a label alone. */
struct access_decision septel__access_label(const struct access_viewer *viewer,
					    struct access_label label) __attribute__((nonnull));
/* True where the outcome is FULL: of the postings of an index by label, those
 * that may count, match and be shown. */
bool septel__may_see(const struct access_viewer *viewer, struct access_label label)
	__attribute__((nonnull));

/* A message as a whole: FULL where every portion may be seen; NONE where none
 * may, or where a right to a caption on the whole message lacks; else MASKED.
 * The reason is that of the first portion withheld, level and captions are what
 * all of it takes.  For an owner at a lower level NONE is MASKED. */
struct access_decision septel__access_message(const struct access_viewer *viewer,
					      const struct septel_message *message)
	__attribute__((nonnull));
/* One portion of it; `whole` is septel__label_of_message. */
struct access_decision
septel__access_portion(const struct access_viewer *viewer, const struct septel_message *message,
		       struct access_label whole, struct access_portion portion)
	__attribute__((nonnull));

/* "full", "masked", "none"; "granted", "clearance", "unstated", "caption", "role",
 * "case".  For logs and JSON; static. */
const char *septel__access_outcome_name(enum access_outcome outcome);
const char *septel__access_reason_name(enum access_reason reason);

#endif
