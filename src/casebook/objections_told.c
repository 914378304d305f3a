/* objections_told.c - see objections.h: claims about assurances, traces and visits.
 *
 * Relying on an assurance, and deciding what is alleged of it, are acts of ours and are refused;
 * what a message tells of a trace or a visit is taken in, and told. */
#include "assurances.h"
#include "family.h"
#include "objection_checks.h"

void septel__check_citing(struct objections *objections, const struct claim *claim)
{
	const struct thing *party = septel__claim_thing(claim, KEY_FOR);
	const struct claim *limit =
		party ? septel__assurance_excludes(objections->log, claim->about,
						   septel__claim_text(claim, KEY_CLAUSE), party)
		      : NULL;
	if (limit)
		septel__refuse(objections, claim, "LIMIT", "%.*s does not cover %.*s: %.*s (%s)",
			       VIEW_FORMAT(claim->about->name), VIEW_FORMAT(party->name),
			       VIEW_FORMAT(septel__claim_text(limit, KEY_LIMIT)),
			       septel__first_anchor(objections, limit));
}

/* What is decided has to be an allegation about the same assurance. */
void septel__check_decision(struct objections *objections, const struct claim *claim)
{
	const struct claim_value *clears = septel__claim_value(claim, KEY_CLEARS);
	const struct thing *entry = septel__claim_thing(claim, KEY_CLEARS);
	const struct claim *allegation = entry ? entry->made_by : NULL;
	if (!allegation || allegation->type != CLAIM_ASSURANCE_BREACH ||
	    allegation->about != claim->about)
		septel__refuse(objections, claim, "CLEARS", "%.*s is no allegation about %.*s",
			       VIEW_FORMAT(clears->text), VIEW_FORMAT(claim->about->name));
}

void septel__check_trace(struct objections *objections, const struct claim *claim)
{
	struct trace trace;
	if (!objections->adding || !septel__trace_read(&trace, objections->log, claim->about))
		return;
	const char *why = septel__trace_warning(objections->log, &trace);
	if (claim->type == CLAIM_TRACE_OPENED && why)
		septel__warn(objections, claim, "W-TRACE", "%s", why);
	if (claim->type == CLAIM_TRACE_STATE && septel__trace_violation(&trace))
		septel__warn(objections, claim, "W-CONSENT",
			     "the consent of the sought is not recorded");
}

void septel__check_visit(struct objections *objections, const struct claim *claim)
{
	static const enum claim_type CONSENTS[] = {CLAIM_VISIT_CONSENTED, CLAIM_ANY};
	const struct claim *consent =
		septel__last_of(septel__log_about(objections->log, claim->about), CONSENTS);
	const struct septel_view word =
		consent ? septel__claim_text(consent, KEY_CONSENT_OF_VISITED)
			: (struct septel_view){"", 0};
	if (objections->adding && !septel__is_word(word, "yes"))
		septel__warn(objections, claim, "W-VISIT",
			     "the consent of the visited is not recorded");
}
