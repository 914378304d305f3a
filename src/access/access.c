/* access.c - see access.h. */
#include "access.h"

#include "handling.h"

/* ---- one label ----------------------------------------------------------------- */

static bool lacks(const struct access_viewer *viewer, const struct handling_row *row)
{
	return row->right == HANDLING_OWN || (row->right == HANDLING_NATIONAL && viewer->foreign);
}

/* Sets which rights to captions the viewer lacks, and what that means. */
static enum access_outcome decide_captions(const struct access_viewer *viewer, uint64_t captions,
					   struct access_decision *decision)
{
	enum access_outcome outcome = ACCESS_FULL;
	captions &= ~viewer->rights & ~LABEL_UNSTATED;
	for (int place = 0; place < 64 && captions >> place; place++) {
		if (!(captions >> place & 1))
			continue;
		/* A place that the table does not have is as unknown as OTHER. */
		const struct handling_row *row = septel__handling_at(place);
		if (row && !lacks(viewer, row))
			continue;
		decision->captions |= UINT64_C(1) << place;
		decision->hidden |= row && row->without == HANDLING_HIDDEN;
		if (!row || row->without != HANDLING_FACT)
			outcome = ACCESS_NONE;
		else if (outcome == ACCESS_FULL)
			outcome = ACCESS_MASKED;
	}
	return outcome;
}

static bool has_any_role(const struct access_viewer *viewer, struct septel_views roles)
{
	for (size_t i = 0; i < roles.count; i++)
		if (septel__viewer_has_role(viewer, roles.at[i]))
			return true;
	return roles.count == 0;
}

static void refuse(struct access_decision *decision, enum access_outcome outcome,
		   enum access_reason reason)
{
	if (decision->reason == REASON_GRANTED)
		decision->reason = reason;
	if (outcome < decision->outcome)
		decision->outcome = outcome;
}

struct access_decision septel__access(const struct access_viewer *viewer,
				      const struct access_need *need)
{
	const struct access_label label = need->label;
	const bool unstated = label.captions & LABEL_UNSTATED;
	struct access_decision decision = {.outcome = ACCESS_FULL, .reason = REASON_GRANTED};
	decision.level = unstated ? SEPTEL_TOP_SECRET : label.level;
	if (label.level > viewer->clearance)
		refuse(&decision, ACCESS_NONE, REASON_CLEARANCE);
	if (unstated && viewer->clearance < SEPTEL_TOP_SECRET)
		refuse(&decision, ACCESS_NONE, REASON_UNSTATED);
	const enum access_outcome outcome = decide_captions(viewer, label.captions, &decision);
	if (outcome != ACCESS_FULL)
		refuse(&decision, outcome, REASON_CAPTION);
	if (!has_any_role(viewer, need->roles))
		refuse(&decision, ACCESS_NONE, REASON_ROLE);
	if (need->case_.len && !septel__viewer_has_case(viewer, need->case_)) {
		refuse(&decision, ACCESS_NONE, REASON_CASE);
		decision.hidden = true;
	}
	decision.fact = decision.outcome == ACCESS_MASKED;
	if (viewer->owner) {
		decision.hidden = false;
		if (decision.outcome == ACCESS_NONE)
			decision.outcome = ACCESS_MASKED;
	}
	return decision;
}

struct access_decision septel__access_label(const struct access_viewer *viewer,
					    struct access_label label)
{
	const struct access_need need = {.label = label};
	return septel__access(viewer, &need);
}

bool septel__may_see(const struct access_viewer *viewer, struct access_label label)
{
	return septel__access_label(viewer, label).outcome == ACCESS_FULL;
}

/* ---- messages ------------------------------------------------------------------- */

struct access_decision septel__access_portion(const struct access_viewer *viewer,
					      const struct septel_message *message,
					      struct access_label whole,
					      struct access_portion portion)
{
	return septel__access_label(viewer, septel__label_of_portion(message, whole, portion));
}

/* What the portions seen so far come to. */
struct sum {
	struct access_decision decision;
	bool any_shown, any_withheld;
};

static void add(struct sum *sum, struct access_decision portion)
{
	struct access_decision *decision = &sum->decision;
	if (portion.outcome == ACCESS_FULL)
		sum->any_shown = true;
	else if (!sum->any_withheld)
		decision->reason = portion.reason;
	sum->any_withheld |= portion.outcome != ACCESS_FULL;
	decision->level = portion.level > decision->level ? portion.level : decision->level;
	decision->captions |= portion.captions;
	/* What a portion hides is told by no count; that the message is there may be. */
}

struct access_decision septel__access_message(const struct access_viewer *viewer,
					      const struct septel_message *message)
{
	const struct access_label whole = septel__label_of_message(message);
	const struct access_label handling = {SEPTEL_CLASS_NONE,
					      septel__label_of_all_portions(whole)};
	const struct access_decision refused = septel__access_label(viewer, handling);
	if (refused.outcome != ACCESS_FULL)
		return refused;
	struct sum sum = {.decision = {.outcome = ACCESS_FULL, .reason = REASON_GRANTED}};
	struct access_portion portion;
	bool started = false;
	while (septel__portion_next(message, &portion, &started))
		add(&sum, septel__access_portion(viewer, message, whole, portion));
	if (!started || (!sum.any_shown && !sum.any_withheld))
		add(&sum, septel__access_label(viewer, whole));
	if (sum.any_withheld)
		sum.decision.outcome = sum.any_shown || viewer->owner ? ACCESS_MASKED : ACCESS_NONE;
	return sum.decision;
}

/* ---- names ---------------------------------------------------------------------- */

const char *septel__access_outcome_name(enum access_outcome outcome)
{
	static const char *const NAMES[] = {
		[ACCESS_NONE] = "none", [ACCESS_MASKED] = "masked", [ACCESS_FULL] = "full"};
	return (size_t)outcome < sizeof NAMES / sizeof *NAMES ? NAMES[outcome] : "";
}

const char *septel__access_reason_name(enum access_reason reason)
{
	static const char *const NAMES[] = {
		[REASON_GRANTED] = "granted",   [REASON_CLEARANCE] = "clearance",
		[REASON_UNSTATED] = "unstated", [REASON_CAPTION] = "caption",
		[REASON_ROLE] = "role",         [REASON_CASE] = "case"};
	return (size_t)reason < sizeof NAMES / sizeof *NAMES ? NAMES[reason] : "";
}
