/* assurances.h - who assured whom of what, how far it got, whom it covers, who says it is broken.
 *
 * A fold over the log: sought, given, conveyed, acknowledged, in force, ended, by a
 * table of steps.  An allegation stands until a claim that `clears` it by name finds
 * it true or untrue or takes it back; nothing else ends it.  The whole log is read:
 * nothing here knows who looks.
 */
#ifndef SEPTEL_CASEBOOK_ASSURANCES_H
#define SEPTEL_CASEBOOK_ASSURANCES_H

#include "log.h"

enum assurance_state {
	ASSURANCE_UNKNOWN,
	ASSURANCE_SOUGHT,
	ASSURANCE_GIVEN,
	ASSURANCE_CONVEYED,
	ASSURANCE_ACKNOWLEDGED,
	ASSURANCE_IN_FORCE,
	ASSURANCE_ENDED,
	ASSURANCE_STATES
};

/* One row of the machine: that claim moves an assurance from there to here. */
struct assurance_step {
	enum assurance_state from;
	enum claim_type by;
	enum assurance_state to;
};
const struct assurance_step *septel__assurance_steps(size_t *count) __attribute__((nonnull));
/* "in-force" */
const char *septel__assurance_state_name(enum assurance_state state);

/* Where it stands; *since (may be NULL) becomes the claim that brought it there. */
enum assurance_state septel__assurance_state(const struct case_log *log,
					     const struct thing *assurance,
					     const struct claim **since)
	__attribute__((nonnull(1, 2)));

/* All assurances that the log tells of, in the order in which it does.  In the casebook's
 * arena; `at` NULL: memory is out. */
struct claim_things septel__assurances(const struct case_log *log) __attribute__((nonnull));

/* ---- whom it covers ---- */

enum assurance_cover {
	COVER_NONE,
	COVER_CITED,       /* it is cited for the party, or a group or class that it is part of */
	COVER_BENEFICIARY, /* one of those whom it names as its beneficiaries */
	COVER_UNSTATED     /* it names none, and no limit excludes the party */
};

struct assurance_coverage {
	enum assurance_cover how;
	const struct claim *by; /* the claim that says so; of UNSTATED the one that gave it */
	const struct claim *excluded_by; /* the limit that says otherwise; only with CITED, NONE */
};

struct assurance_coverage septel__assurance_covers(const struct case_log *log,
						   const struct thing *assurance,
						   const struct thing *party)
	__attribute__((nonnull));

/* The first limit by which the assurance, or that clause of it (empty: all of it), may not be
 * cited for the party; NULL.  Reads the keys `excludes`, `only` and `only-kinds`, and for
 * bodies and parties that it names also the words of the limit (see limits in the manual). */
const struct claim *septel__assurance_excludes(const struct case_log *log,
					       const struct thing *assurance,
					       struct septel_view clause, const struct thing *party)
	__attribute__((nonnull));

/* ---- allegations ---- */

enum allegation_state {
	ALLEGATION_OPEN,
	ALLEGATION_SUBSTANTIATED,
	ALLEGATION_UNSUBSTANTIATED,
	ALLEGATION_WITHDRAWN,
	ALLEGATION_STATES
};

/* "alleged", "substantiated" */
const char *septel__allegation_state_name(enum allegation_state state);
/* Of an assurance.alleged-breach; *by (may be NULL) becomes the claim that decided it. */
enum allegation_state septel__allegation_state(const struct case_log *log,
					       const struct claim *allegation,
					       const struct claim **by)
	__attribute__((nonnull(1, 2)));

/* The first allegation about an assurance that covers the person, by which nothing may be
 * cleared or moved for that person: open, or found true of an assurance that has not ended;
 * NULL where none does. */
const struct claim *septel__assurance_freezes(const struct case_log *log,
					      const struct thing *assurance,
					      const struct thing *person) __attribute__((nonnull));

/* ---- clauses, form, conflicts ---- */

/* The kinds of clauses that one would expect and that no clause has: bits of LIST_CLAUSE_KIND.
 * Those of an assurance that is not given yet: none. */
unsigned septel__assurance_missing(const struct case_log *log, const struct thing *assurance)
	__attribute__((nonnull));

/* The answer to a request, or that it is asked no more: the last of them; NULL: it is open. */
const struct claim *septel__request_answer(const struct case_log *log, const struct thing *request)
	__attribute__((nonnull));
/* True for a request.made that is about this assurance. */
bool septel__is_request_on(const struct claim *claim, const struct thing *assurance)
	__attribute__((nonnull));
/* The first request, still open, that asks for the assurance in writing; NULL. */
const struct claim *septel__assurance_form_requested(const struct case_log *log,
						     const struct thing *assurance)
	__attribute__((nonnull));

/* True for an instrument.conflict whose other side is this assurance. */
bool septel__is_conflict_with(const struct claim *claim, const struct thing *assurance)
	__attribute__((nonnull));
/* The claim that rescinds an instrument, where none issues or upholds it since; NULL: it stands. */
const struct claim *septel__instrument_rescinded(const struct case_log *log,
						 const struct thing *instrument)
	__attribute__((nonnull));

#endif
