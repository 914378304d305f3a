/* family.h - looking for relatives, and families that want to see theirs.
 *
 * Both are folds over the whole log.  What is told of a trace or a visit is taken as told; where
 * it skips a step, or goes on without the consent of the person sought or visited, that shows.
 */
#ifndef SEPTEL_CASEBOOK_FAMILY_H
#define SEPTEL_CASEBOOK_FAMILY_H

#include "log.h"

/* ---- tracing ---- */

/* From one word of LIST_TRACE_STATE to another. */
struct trace_step {
	const char *from, *to;
};
const struct trace_step *septel__trace_steps(size_t *count) __attribute__((nonnull));

struct trace {
	const struct thing *thing;
	const struct claim *opened;  /* the first claim that opens it */
	int state;                   /* a word of LIST_TRACE_STATE */
	const struct claim *since;   /* the claim that says so */
	const struct claim *skipped; /* the first by which a step was skipped; NULL */
	const struct claim *consent; /* the last that tells whether the sought consents; NULL */
	bool consented;              /* it says yes */
	const struct claim *place;   /* the last that tells where the sought is; NULL */
};

/* False: the log does not tell of it. */
bool septel__trace_read(struct trace *trace, const struct case_log *log, const struct thing *thing)
	__attribute__((nonnull));

/* W-TRACE, the first reason that holds: nobody is named who asks for it, or no consent of the
 * enquirer to those who look is recorded; NULL. */
const char *septel__trace_warning(const struct case_log *log, const struct trace *trace)
	__attribute__((nonnull));
/* The claim by which the place was passed on, or contact restored, without the consent of the
 * sought; NULL. */
const struct claim *septel__trace_violation(const struct trace *trace) __attribute__((nonnull));

/* ---- family visits ---- */

enum visit_state {
	VISIT_REQUESTED,
	VISIT_SUPPORTED,
	VISIT_SCHEDULED,
	VISIT_CONSENTED,
	VISIT_HELD,
	VISIT_DECLINED,
	VISIT_LAPSED,
	VISIT_STATES
};

/* What happens bears the name of the state that it may lead to. */
struct visit_step {
	enum visit_state from, event;
};
const struct visit_step *septel__visit_steps(size_t *count) __attribute__((nonnull));
const char *septel__visit_state_name(enum visit_state state);

/* A claim that moves a visit, or might. */
struct visit_event {
	const struct claim *claim;
	enum visit_state event;
};

struct visit {
	const struct thing *thing; /* a visit, or the request that it is read from */
	const struct claim *requested;
	struct claim_things visitors, visited;
	struct visit_event *events; /* in the order of the log; in the casebook's arena */
	size_t count;
	enum visit_state state;
	const struct claim *since;
	const struct claim *consent;         /* the last that tells of it; NULL */
	bool consented;                      /* it says yes */
	const struct claim *without_consent; /* told as held without it; NULL */
};

struct visits {
	struct visit *at;
	size_t count;
};

/* The visits that visit.requested names, and those read from requests: a family asks (request.made
 * by a party that is called family, relatives and the like, or is related to somebody) to see its
 * relatives.  A promise supports one where the promisor was asked, has met the family, or
 * promises it to them, and says that it supports a visit or journey; so does a favourable
 * answer.  False: memory is out. */
bool septel__visits_read(struct visits *visits, const struct case_log *log)
	__attribute__((nonnull, warn_unused_result));

/* How many come; -1: not told. */
int septel__visit_count(const struct case_log *log, const struct visit *visit)
	__attribute__((nonnull));

#endif
