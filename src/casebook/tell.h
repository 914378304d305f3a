/* tell.h - gates, cases and the board as records of an answer, masked for who looks.
 *
 * Everything is worked out over the whole log first; here it meets the viewer.
 * The keys are those of the contract; every record inside another has the mark
 * of its own line.
 */
#ifndef SEPTEL_CASEBOOK_TELL_H
#define SEPTEL_CASEBOOK_TELL_H

#include "answer.h"
#include "standing.h"
#include "undertakings.h"

/* One record: verdict, passed, of, guards, warnings, frozen, overrides. */
void septel__tell_gate(struct answer *answer, const struct gate_question *question,
		       const struct gate *gate) __attribute__((nonnull));

/* One record: state, holder, since, and what stands behind them.  False: nothing of the case
 * may be seen by this viewer. */
bool septel__tell_case(struct answer *answer, const struct case_rules *rules,
		       const struct ledger *ledger, const struct thing *person)
	__attribute__((nonnull));

/* One record: what is missing for the next state. */
void septel__tell_next(struct answer *answer, const struct case_rules *rules,
		       const struct thing *person) __attribute__((nonnull));

/* Records of the caseload: counts by state, by option, by lead. */
void septel__tell_board(struct answer *answer, const struct case_rules *rules)
	__attribute__((nonnull));

/* Behind the board: how many promises stand in each state, and the series. */
void septel__tell_ledger_board(struct answer *answer, const struct ledger *ledger)
	__attribute__((nonnull));

/* ---- for tellers ---- */

/* What is owed on the person's case: open (promises and requests), overdue, due. */
json_t *septel__owed_record(struct answer *answer, const struct case_rules *rules,
			    const struct ledger *ledger, const struct thing *person)
	__attribute__((nonnull));

/* The anchors of those claims, each once. */
json_t *septel__json_anchors_of(struct claim_list claims);
/* "goi with unhcr"; "none". */
json_t *septel__json_lead(const struct lead_rule *rule) __attribute__((nonnull));

#endif
