/* rules.h - who leads for which option, and what else gates need of the whole casebook, found
 * once: assurances, allegations, undertakings. */
#ifndef SEPTEL_CASEBOOK_RULES_H
#define SEPTEL_CASEBOOK_RULES_H

#include "undertakings.h"
#include "words.h"

/* The rule of an option: of several the one with the most standing, of equals the latest. */
struct lead_rule {
	enum claim_type standing; /* RULE_PREFERRED, _CONFIRMED, _IN_FORCE; CLAIM_ANY: none */
	struct claim_things lead; /* PARTY, or PARTY with PARTY */
	struct claim_list claims; /* that state and confirm it */
};

struct case_rules {
	struct claim_list rules;          /* every rule.* claim, in the order of the log */
	struct claim_list assurances;     /* every assurance.given */
	struct claim_list breaches;       /* every assurance.alleged-breach */
	struct claim_list undertakings;   /* every promise.made and request.made */
	struct claim_list availabilities; /* every option.availability */
	struct lead_rule leads[OPTION_WORDS];
	struct ledger ledger; /* of the same log */
};

/* In the casebook's arena; memory that runs out is told by it.  Weeks begin on Monday: who wants
 * others sets ledger.week. */
void septel__rules_read(struct case_rules *rules, const struct case_log *log)
	__attribute__((nonnull));

/* "preferred"; "" for none. */
const char *septel__standing_name(enum claim_type standing);

#endif
