/* gate.h - may this step be taken: the safeguards, each with why, and what would change it.
 *
 * Guards read the whole log on its clocks and know no reader; whoever prints masks what a
 * reader may not see.  The order of claims within a day never makes an answer better.
 * READY means that the record evidences every safeguard.  It authorises nothing.
 *
 * Everything is kept in the casebook's arena; memory that runs out is told by it.
 */
#ifndef SEPTEL_CASEBOOK_GATE_H
#define SEPTEL_CASEBOOK_GATE_H

#include "rules.h"
#include "view.h"

enum gate_name {
#define GATE(name, text, option) GATE_##name,
#include "guards_rows.h"
	GATE_COUNT
};

enum guard_name {
#define GUARD(name, gate, override, check, asks, ...) GUARD_##name,
#include "guards_rows.h"
	GUARD_COUNT
};

enum warning_name {
#define WARNING(name, gate, check, asks, ...) WARNING_##name,
#include "guards_rows.h"
	WARNING_COUNT
};

struct gate_row {
	const char *name; /* "return" */
	int option;       /* a word of LIST_OPTION; OPTION_WORDS: any */
};

struct guard_asking;

struct guard_row {
	const char *name; /* "G1" */
	enum gate_name gate;
	bool may_override;
	const char *asks; /* "own declaration, not withdrawn" */
	void (*check)(struct guard_asking *asking);
	const enum claim_type *types; /* that it reads; CLAIM_ANY behind them */
};

const struct gate_row *septel__gate_row(enum gate_name gate) __attribute__((returns_nonnull));
const struct guard_row *septel__guard_row(enum guard_name guard) __attribute__((returns_nonnull));
/* Of warnings the same; `may_override` means nothing there. */
const struct guard_row *septel__warning_row(enum warning_name warning)
	__attribute__((returns_nonnull));
/* The guard of that name; NULL. */
const struct guard_row *septel__guard_of(struct septel_view name);
/* The gate before an option; -1 where none stands before it. */
int septel__gate_of_option(int option);

/* What is asked. */
struct gate_question {
	const struct case_log *log;
	const struct case_rules *rules;
	const struct thing *person;
	enum gate_name gate;
	int option;               /* the chosen one, where the gate is of no option of its own */
	const struct thing *to;   /* the receiving State; NULL: there is none */
	bool to_is_hidden;        /* the viewer may not know which one it is */
	const struct claim *step; /* the claim that would take the step; NULL: any to come */
	long day;                 /* later claims do not count; LONG_MAX: all do */
};

/* One thing that is missing, and the claim that shows it (NULL: none does). */
struct guard_need {
	struct septel_view what; /* "name option asylum (not among those discussed)" */
	const struct claim *claim;
};

struct guard_answer {
	const struct guard_row *row;
	bool pass;
	const struct claim *override; /* the two officers' claim that counts; NULL */
	struct septel_view why;       /* "a belief of mohr-team; no declaration" */
	struct guard_need *needs;     /* what would change it; none where it passes */
	size_t need_count;
	struct claim_list evidence; /* where an officer looks */
	struct claim_list rests_on; /* what else the answer was made of */
};

struct gate {
	bool ready; /* every guard passes or is overridden, and nothing freezes it */
	size_t passed, of, overridden;
	struct guard_answer *guards;   /* `of` of them, in the order of the table */
	struct guard_answer *warnings; /* those that are raised: `pass` is false */
	size_t warning_count;
	struct claim_list frozen;    /* open allegations of breach */
	struct claim_list overrides; /* every one that was ever made, counting or not */
};

void septel__gate_ask(struct gate *gate, const struct gate_question *question)
	__attribute__((nonnull));

/* The State that the party is, or is a part of; NULL: of none, or for NULL. */
const struct thing *septel__state_of(const struct thing *party);
/* The receiving State that the casebook's claims for that option tell of; NULL where they
 * tell of none or (then *several) of more than one. */
const struct thing *septel__receiving_state(const struct case_log *log, const struct thing *person,
					    int option, bool *several) __attribute__((nonnull));
/* Takes it as the State of the question; its name is hidden where nothing that the viewer may
 * see tells of it: it would tell of the fear that alone names it. */
void septel__ask_about_state_told(struct gate_question *question, struct case_view *view,
				  bool *several) __attribute__((nonnull));

/* The claims by which options are, in doubt too, open to the person; NULL where one is not. */
void septel__options_open(const struct case_log *log, const struct thing *person,
			  const struct claim *open[OPTION_WORDS]) __attribute__((nonnull));
/* The option that the person chose, in the person's own voice, and has not taken back;
 * *declared: by which claim.  OPTION_UNDECIDED: none. */
int septel__choice(const struct case_log *log, const struct thing *person,
		   const struct claim **declared) __attribute__((nonnull));

/* True of an override that two officers made, for a reason, of a guard that allows it. */
bool septel__override_is_sound(const struct claim *override) __attribute__((nonnull));

#endif
