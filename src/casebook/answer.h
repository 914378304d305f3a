/* answer.h - what a question to a casebook gives: records, and what they rest on.
 *
 * A record is made field by field.  For each claim that it (or a field of it)
 * rests on, the maker asks septel__record_rests_on, which tells whether the viewer
 * may see it and keeps account: the record's class, its anchors and the messages
 * it derives from; and over all records the high-water mark, the latest
 * declassification date, and how many claims were withheld.  A field that rests
 * on what may not be seen is masked: its value is null, and its key stands in
 * "masked".  So states are folded over the whole log, and nothing withheld shows.
 *
 * Records may hold records: what is begun inside another belongs to it, and its
 * class, anchors and messages count there as well.
 *
 * Ownership: the answer owns its records (jansson); json_t that is handed over
 * belongs to it.  Memory that runs out fails the answer as a whole.
 */
#ifndef SEPTEL_CASEBOOK_ANSWER_H
#define SEPTEL_CASEBOOK_ANSWER_H

#include "view.h"

#include <jansson.h>

/* Records inside one another. */
#define ANSWER_DEPTH_LIMIT 4

struct answer_record {
	json_t *fields, *anchors, *masked;
	json_t *derived, *undated; /* lists of numbers of messages */
	struct access_label label;
	struct septel_time declassify;
};

struct answer {
	struct case_view *view;
	json_t *records; /* of the outermost level, in order */
	struct answer_record open[ANSWER_DEPTH_LIMIT];
	size_t depth;
	struct access_label label;     /* the high-water mark of all that is shown */
	struct septel_time declassify; /* the latest; year 0: none of the sources states one */
	json_t *derived;               /* numbers of the messages, as keys */
	json_t *undated;               /* the same of those that are classified and state no date */
	size_t withheld;               /* claims, each once; hidden ones are not counted */
	bool *counted;                 /* of each claim by its number: it is among those */
	bool failed;
};

/* False: memory is out. */
bool septel__answer_init(struct answer *answer, struct case_view *view)
	__attribute__((nonnull, warn_unused_result));
void septel__answer_release(struct answer *answer) __attribute__((nonnull));

/* Begins a record, inside the one that is open, if any. */
void septel__record_begin(struct answer *answer) __attribute__((nonnull));
/* Ends it.  Of the outermost level: it is appended, and NULL comes back; else the
 * caller has it, to be set as a field of the record around it.  It has got the
 * keys "class", "anchors" (unless it has them), "derived_from", "declassify_on", "masked". */
json_t *septel__record_end(struct answer *answer) __attribute__((nonnull));
/* Ends it without a trace, except that what was withheld stays counted. */
void septel__record_drop(struct answer *answer) __attribute__((nonnull));

/* The open record rests on that claim: true where the viewer may see all of it.  Otherwise
 * the claim is counted as withheld, and nothing of it belongs to the record. */
bool septel__record_rests_on(struct answer *answer, const struct claim *claim)
	__attribute__((nonnull));
/* The same where the fact alone is told: true also for a claim of which no more may be known
 * (SIGHT_FACT).  Of such a one, which is counted as withheld, a record may have its day, its
 * type, what it is about, and the keys that its row of data/roles.tsv names. */
bool septel__record_tells_of(struct answer *answer, const struct claim *claim)
	__attribute__((nonnull));
/* The same of all of them: true where all may be seen; the record rests on those only then. */
bool septel__record_rests_on_all(struct answer *answer, struct claim_list claims)
	__attribute__((nonnull));
/* The open record says something that bears this label, and rests on no claim. */
void septel__record_protect(struct answer *answer, struct access_label label)
	__attribute__((nonnull));
/* Counts it as withheld where it may not be seen; the record does not rest on it.  True
 * where it may be seen. */
bool septel__answer_may_show(struct answer *answer, const struct claim *claim)
	__attribute__((nonnull));

/* The same of all of them: each that may not be seen is counted. */
bool septel__answer_may_show_all(struct answer *answer, struct claim_list claims)
	__attribute__((nonnull));

/* For records that count many claims: what protects the open record is joined with the
 * label and the day, and the answer as a whole derives from the claim's message. */
void septel__record_join(struct answer *answer, struct access_label label,
			 struct septel_time declassify) __attribute__((nonnull));
void septel__answer_derives_from(struct answer *answer, const struct claim *claim)
	__attribute__((nonnull));

/* Sets a field of the open record; `value` is handed over. */
void septel__record_set(struct answer *answer, const char *key, json_t *value)
	__attribute__((nonnull(1, 2)));
void septel__record_set_view(struct answer *answer, const char *key, struct septel_view text)
	__attribute__((nonnull(1, 2)));
/* null where it is empty. */
void septel__record_set_view_or_null(struct answer *answer, const char *key,
				     struct septel_view text) __attribute__((nonnull(1, 2)));
/* "2008-12-04"; null where there is none. */
void septel__record_set_day(struct answer *answer, const char *key, struct septel_time day)
	__attribute__((nonnull(1, 2)));
/* The name; null for NULL. */
void septel__record_set_thing(struct answer *answer, const char *key, const struct thing *thing)
	__attribute__((nonnull(1, 2)));
/* null, and the key is one of "masked". */
void septel__record_mask(struct answer *answer, const char *key) __attribute__((nonnull));
/* Sets the field where all its claims may be seen, else masks it; true where set.  `value` is
 * handed over either way. */
bool septel__record_set_if(struct answer *answer, const char *key, json_t *value,
			   struct claim_list claims) __attribute__((nonnull(1, 2)));

/* A list of names. */
json_t *septel__json_things(struct claim_things things);
json_t *septel__json_view(struct septel_view text);
/* "08BAGHDAD3796#7.4", "08BAGHDAD3796 manual OFFICER": the claim's anchors. */
json_t *septel__json_anchors(const struct claim *claim) __attribute__((nonnull));
/* Appends those of `more` that the list does not have. */
void septel__json_join(json_t *list, const json_t *more);

#endif
