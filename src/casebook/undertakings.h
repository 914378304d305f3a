/* undertakings.h - who owes what to whom: promises, requests, series of meetings.
 *
 * Folds over a list of claims, by tables of steps; nothing is stored.  The list may be the whole
 * log's or only what somebody may see: who looks is not asked here, and each state comes with the
 * claims it rests on.
 *
 * A promise under a condition stays conditional until a claim says that the condition is met
 * (promise.condition-met): what fulfils words like "if he wishes to return" is for a person to
 * judge.  Its end does not take away that it had been made: once kept, declined, broken, waived,
 * superseded or done by another it never becomes open again.
 */
#ifndef SEPTEL_CASEBOOK_UNDERTAKINGS_H
#define SEPTEL_CASEBOOK_UNDERTAKINGS_H

#include "windows.h"

struct ledger {
	const struct case_log *log;
	struct writing_windows windows;
	enum week_begin week;
	long on;
};

/* False: memory is out. */
bool septel__ledger_open(struct ledger *ledger, const struct case_log *log, enum week_begin week)
	__attribute__((nonnull, warn_unused_result));

/* The things of that kind that the log tells of, in its order.  In the casebook's arena; `at`
 * NULL: memory is out. */
struct claim_things septel__ledger_things(const struct ledger *ledger, enum thing_kind kind)
	__attribute__((nonnull));

/* ---- promises ---- */

/* How far one got; behind MADE nothing leads back. */
enum promise_stage {
	STAGE_NONE,
	STAGE_PROPOSED,
	STAGE_MADE,
	STAGE_KEPT,
	STAGE_ON_BEHALF,
	STAGE_DECLINED,
	STAGE_BROKEN,
	STAGE_WAIVED,
	STAGE_SUPERSEDED,
	PROMISE_STAGES
};

/* One row of the machine: that claim moves a promise in a stage from `first` to `last`. */
struct promise_step {
	enum promise_stage first, last;
	enum claim_type by;
	enum promise_stage to;
};
const struct promise_step *septel__promise_steps(size_t *count) __attribute__((nonnull));

enum promise_state {
	PROMISE_PROPOSED,
	PROMISE_STANDING,
	PROMISE_CONDITIONAL,
	PROMISE_NOT_YET_DUE,
	PROMISE_DUE,
	PROMISE_OVERDUE,
	PROMISE_KEPT,
	PROMISE_KEPT_LATE,
	PROMISE_DECLINED,
	PROMISE_ON_BEHALF,
	PROMISE_BROKEN,
	PROMISE_WAIVED,
	PROMISE_SUPERSEDED,
	PROMISE_STATES
};

enum promise_flag {
	PROMISE_DUE_BEFORE_REPORT = 1, /* its outcome was unknown when it was told */
	PROMISE_AMBIGUOUS_DUE = 2,     /* readings disagree */
	PROMISE_VAGUE = 4,
	PROMISE_UNPROVEN = 8,     /* kept by an officer's word alone: that does not count */
	PROMISE_CONTRADICTED = 16 /* one claim says kept, another that it was not */
};

struct promise {
	const struct claim *made;      /* the last claim that made or proposed it; NULL: none */
	const struct claim *moved;     /* the claim that brought it to its stage */
	const struct claim *met;       /* its condition is met */
	const struct claim *due_by;    /* the claim that tells when it is due */
	const struct claim *preferred; /* an officer's choice of a reading */
	struct due_basis due;          /* with due_by */
	enum promise_stage stage;
	enum promise_state state;
	long days_late; /* OVERDUE by the day that is asked for, KEPT_LATE when it was kept */
	unsigned flags;
};

/* `claims` are about that promise, in the order of the log. */
void septel__promise_fold(const struct ledger *ledger, struct claim_list claims,
			  struct promise *promise) __attribute__((nonnull));
/* The last of `claims` that made or proposed it and has the key; NULL. */
const struct claim *septel__promise_term(struct claim_list claims, enum claim_key key);
/* Days from the reading's last day to that on which it was kept or, while it is open, to the day
 * asked for; 0: not late. */
long septel__promise_late(const struct ledger *ledger, const struct promise *promise,
			  const struct day_reading *reading) __attribute__((nonnull));
static inline bool septel__promise_is_over(const struct promise *promise)
{
	return promise->stage > STAGE_MADE;
}
/* "kept-late" */
const char *septel__promise_state_name(enum promise_state state);
/* PROMISE_STATES where there is no such state. */
enum promise_state septel__promise_state_of(struct septel_view name);

/* ---- requests ---- */

enum request_state { REQUEST_OPEN, REQUEST_ANSWERED, REQUEST_WITHDRAWN, REQUEST_STATES };

struct request {
	const struct claim *made;  /* the first claim that asks; NULL: none */
	const struct claim *moved; /* the answer, or that it was withdrawn; NULL: open */
	enum request_state state;
};

/* The last answer counts.  One that is not stated is none, and what somebody does about it
 * (a visit supported) is none either. */
void septel__request_fold(struct claim_list claims, struct request *request)
	__attribute__((nonnull));
const char *septel__request_state_name(enum request_state state);

/* ---- series ---- */

enum series_state {
	SERIES_PROPOSED,
	SERIES_CONDITIONAL,
	SERIES_STANDING,
	SERIES_OVERDUE, /* fewer were held than whole periods have passed */
	SERIES_ENDED,
	SERIES_STATES
};

#define SILENT_AFTER_DAYS 30

struct series {
	const struct claim *made, *pledged, *ended; /* pledged: the first claim that does */
	const struct claim *every_by;
	const struct claim *last; /* the last occurrence; NULL: none */
	bool recurs;              /* a recurrence is stated */
	long expected, held;
	enum series_state state;
	bool silent;
};

/* `claims` name the series or are about it, in the order of the log. */
void septel__series_fold(const struct ledger *ledger, const struct thing *series,
			 struct claim_list claims, struct series *found) __attribute__((nonnull));
/* True where the claim is an occurrence of the series that counts: each encounter once. */
bool septel__is_occurrence(const struct ledger *ledger, const struct thing *series,
			   const struct claim *claim) __attribute__((nonnull));
const char *septel__series_state_name(enum series_state state);

/* ---- consent withdrawn ---- */

/* Whoever got to know must stop using it and confirm: derived, never stored. */
struct stop_notice {
	const struct thing *person, *recipient;
	const struct claim *withdrawn;
	const struct claim *told;  /* the consent or disclosure that reached the recipient */
	const struct claim *heard; /* the recipient confirms; NULL: not yet */
};

struct stop_notices {
	const struct stop_notice *at; /* NULL: memory is out */
	size_t count;
};

/* All of them, in the order of the log, in the casebook's arena. */
struct stop_notices septel__stop_notices(const struct ledger *ledger) __attribute__((nonnull));

#endif
