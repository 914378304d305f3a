/* log.h - the claims that count on three clocks, in the order in which things happened.
 *
 * State is a fold over this and stored nowhere.  Nothing here knows who looks:
 * guards and states read the whole log, only what is shown is filtered.
 *
 * A claim that counts and `corrects` another takes it out of `claims`; both
 * stay in the casebook.  What protects the person is never corrected away: a
 * fear, a withdrawal, an allegation ends only by the claim that is made to end it.
 *
 * Ownership: all of it is in the casebook's arena.  One thread.
 */
#ifndef SEPTEL_CASEBOOK_LOG_H
#define SEPTEL_CASEBOOK_LOG_H

#include "casebook.h"

struct case_clocks {
	struct septel_time on; /* a day, today: what happens later has not happened */
	struct septel_time
		known_by;  /* a day: what later messages report is not known; year 0: all is */
	size_t entered_by; /* a place in the log: what stands behind is not entered; 0: all is */
};

/* Claims; borrowed from the log. */
struct claim_list {
	const struct claim *const *at;
	size_t count;
};

/* Claims by the number of a thing. */
struct log_index {
	size_t *start; /* of each thing, and one behind the last */
	const struct claim **claims;
};

struct case_log {
	struct casebook *book;
	struct case_clocks clocks;
	const bool *left_out;        /* by number, less one; NULL: nothing */
	struct claim_list claims;    /* by the day on which it happened, then by entry */
	struct claim_list corrected; /* those left out of `claims`, in the same order */
	const struct claim *
		*correctors; /* of each claim, less one: the last that corrects it; NULL */
	struct log_index about, naming, corrected_about;
};

/* The log on those clocks.  False: memory is out. */
bool septel__log_open(struct case_log *log, struct casebook *book, struct case_clocks clocks)
	__attribute__((nonnull, warn_unused_result));

/* The same without some of the claims, as if they had never been entered: `left_out` tells
 * of each by its number, less one.  Only for what is shown, never for guards. */
bool septel__log_open_without(struct case_log *log, struct casebook *book,
			      struct case_clocks clocks, const bool *left_out)
	__attribute__((nonnull(1, 2), warn_unused_result));

/* True of one that was left out. */
static inline bool septel__log_leaves_out(const struct case_log *log, const struct claim *claim)
{
	return log->left_out && log->left_out[claim->entered - 1];
}

/* The day on which it happened: its first, else its last, else that of its message. */
struct septel_time septel__claim_day(const struct claim *claim) __attribute__((nonnull));

/* True where the clocks let it count, corrected or not. */
bool septel__claim_counts(const struct claim *claim, const struct case_clocks *clocks)
	__attribute__((nonnull));

/* The claims whose subject it is, and those that name it anywhere (the subject included,
 * each once), in the order of the log.  Empty for NULL. */
/* Of claims that no correction takes back, and that go only with what they speak against. */
bool septel__stands_until_ended(enum claim_type type);

struct claim_list septel__log_about(const struct case_log *log, const struct thing *thing);
struct claim_list septel__log_naming(const struct case_log *log, const struct thing *thing);

/* The same of `corrected`: those about it that were taken out. */
struct claim_list septel__log_corrected_about(const struct case_log *log,
					      const struct thing *thing);
/* The claim that took it out; NULL: none did. */
const struct claim *septel__log_corrector(const struct case_log *log, const struct claim *claim)
	__attribute__((nonnull));

/* The last claim of the list that has one of the types, of which CLAIM_ANY is the last; NULL. */
const struct claim *septel__last_of(struct claim_list claims, const enum claim_type *types);

/* The things that a value names; none where its kind names none, or it is not stated. */
struct claim_things septel__value_things(const struct claim_value *value) __attribute__((nonnull));

/* The first name behind that key; NULL where there is none. */
const struct thing *septel__claim_thing(const struct claim *claim, enum claim_key key)
	__attribute__((nonnull));
/* True where that key names the thing, or one that is a part of it. */
bool septel__claim_names(const struct claim *claim, enum claim_key key, const struct thing *thing)
	__attribute__((nonnull));
/* The text behind that key; empty where there is none or it is not stated. */
struct septel_view septel__claim_text(const struct claim *claim, enum claim_key key)
	__attribute__((nonnull));
/* The word of its list behind that key; -1 where there is none or it is not stated. */
int septel__claim_word(const struct claim *claim, enum claim_key key) __attribute__((nonnull));

#endif
