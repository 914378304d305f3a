/* standing.h - where a case stands: the case machine, folded over the log.
 *
 * The states and steps are machine.def, as constant data here.  The fold goes in
 * order of occurrence, so late news may take back what was reached; each step
 * asks its gate as of its day, over everything that is known by now.
 *
 * Everything is kept in the casebook's arena; memory that runs out is told by it.
 */
#ifndef SEPTEL_CASEBOOK_STANDING_H
#define SEPTEL_CASEBOOK_STANDING_H

#include "gate.h"

enum case_state {
#define STATE(name, text, has_option, next) STATE_##name,
#define SIDE(name, text)                    STATE_##name,
#include "machine_rows.h"
	CASE_STATES,
	SAME = CASE_STATES
};

struct state_row {
	const char *name; /* "in-care" */
	bool has_option;  /* "declared:return" */
	bool side;        /* beside the others */
	int next;         /* the gate before the next state; OWN_GATE; GATE_COUNT: none */
};

#define OWN_GATE (-1)

enum step_binds { FREELY, MUST, TOLD };

struct step_row {
	const char *id; /* "T5" */
	unsigned from;  /* states, one bit each */
	enum claim_type type;
	enum case_state to;
	int gate; /* GATE_COUNT: none; OWN_GATE */
	enum step_binds binds;
};

const struct state_row *septel__state_row(enum case_state state) __attribute__((returns_nonnull));
/* All of them, in the order of machine.def. */
const struct step_row *septel__step_rows(size_t *count) __attribute__((nonnull, returns_nonnull));

/* What the machine has to tell beside the state. */
struct standing_note {
	const char *id;            /* "T9" of the step, "T14": reopened */
	const struct claim *claim; /* that was to move it, or did */
	struct septel_view text;   /* "not cleared: BLOCKED 7 of 8" */
	struct claim_list evidence;
};

struct standing {
	enum case_state state;      /* NONE to CLOSED */
	enum case_state side;       /* STATE_NONE: none */
	int option;                 /* of the state; OPTION_WORDS: none */
	struct septel_time since;   /* the day on which the state shown was reached */
	const struct claim *moved;  /* the claim that reached it; NULL */
	struct claim_list rests_on; /* every claim that moved it, or that a guard held against it */
	struct standing_note *notes;
	size_t note_count;
};

void septel__standing_read(struct standing *standing, const struct case_log *log,
			   const struct case_rules *rules, const struct thing *person)
	__attribute__((nonnull));

/* "declared:return", "on-hold", in the arena. */
const char *septel__standing_text(const struct standing *standing, struct septel_arena *arena)
	__attribute__((nonnull));

/* True where a claim about the party is one that moves the machine. */
bool septel__is_case(const struct case_log *log, const struct thing *party)
	__attribute__((nonnull));
/* The cases of the log in the order in which they come up; *count.  NULL: memory is out. */
const struct thing **septel__cases(const struct case_log *log, size_t *count)
	__attribute__((nonnull));

#endif
