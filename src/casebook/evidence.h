/* evidence.h - what a claim is worth to a guard.
 *
 * Days are compared so that doubt never helps: of what protects a person the
 * latest day counts on which it may have happened, of what lets a person go the
 * earliest.  Claims of one day have no order among them.
 *
 * Pure functions of their arguments; any thread.
 */
#ifndef SEPTEL_CASEBOOK_EVIDENCE_H
#define SEPTEL_CASEBOOK_EVIDENCE_H

#include "log.h"
#include "words.h"

/* The first and the last day on which it may have happened; LONG_MIN, LONG_MAX: open. */
long septel__earliest_day(const struct claim *claim) __attribute__((nonnull));
long septel__latest_day(const struct claim *claim) __attribute__((nonnull));
/* The day on which it happened, as a number. */
long septel__day_of(const struct claim *claim) __attribute__((nonnull));

/* Those of a list in the order of the log that happened on that day or before. */
struct claim_list septel__claims_until(struct claim_list claims, long day);

/* False of beliefs, conditions, predictions, intentions and comments. */
bool septel__is_told_as_fact(const struct claim *claim) __attribute__((nonnull));

/* What makes a claim about a person's will not the person's own voice: the claim itself, where
 * it names who else says so or is told as another's belief or report; or a third party's claim
 * about the person on one of its sentences.  NULL: it is the person's own. */
const struct claim *septel__foreign_voice(const struct case_log *log, const struct claim *claim)
	__attribute__((nonnull));
/* Who speaks in such a claim; NULL: not told. */
const struct thing *septel__speaker(const struct claim *claim) __attribute__((nonnull));
/* The anchor of `claim` on a sentence that `other` stands on, too; NULL. */
const struct claim_anchor *septel__shared_sentence(const struct claim *claim,
						   const struct claim *other)
	__attribute__((nonnull));

/* True where the party is, or is a part of, or has for a part, or shares its State (ministry,
 * force, organisation) with the other. */
bool septel__is_bound_to(const struct thing *party, const struct thing *other)
	__attribute__((nonnull));
/* True of a body that stands for itself, and of what is known to be a part of one. */
bool septel__speaks_for_a_body(const struct thing *party) __attribute__((nonnull));
/* True where the party is part of a group or organisation that the person belongs to. */
bool septel__is_of_group_of(const struct thing *party, const struct thing *person)
	__attribute__((nonnull));
/* Names of countries: `part` is that country, by name, or lies in it. */
bool septel__lies_in(const struct thing *part, const struct thing *country)
	__attribute__((nonnull));

/* Claims kept in an arena. */
struct claim_bag {
	struct septel_arena *arena;
	const struct claim **at;
	size_t count, room;
};

/* Keeps it once; memory that runs out is told by the arena. */
void septel__bag_add(struct claim_bag *bag, const struct claim *claim) __attribute__((nonnull(1)));
void septel__bag_add_all(struct claim_bag *bag, struct claim_list claims) __attribute__((nonnull));
struct claim_list septel__bag_list(const struct claim_bag *bag) __attribute__((nonnull));

#endif
