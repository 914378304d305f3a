/* accounts.h - what is told of one thing in several ways, side by side.
 *
 * A table of topics tells which claims speak of one thing, what of it they say, and
 * when two of them differ: the description of a stay, the day of a meeting, a fear.
 * Beside these stand the claims that say themselves that they contradict or correct
 * others, and instruments in conflict.  Nothing is judged: corrected claims stay
 * beside their corrections, and an officer's preference only changes the order.
 * Claims that say the same, or that they corroborate, are no conflict.
 */
#ifndef SEPTEL_CASEBOOK_ACCOUNTS_H
#define SEPTEL_CASEBOOK_ACCOUNTS_H

#include "log.h"

/* How the values of a topic are held against each other. */
enum account_compare {
	COMPARE_WORDS, /* other words, case aside */
	COMPARE_NAMES, /* neither is part of the other; a description differs from nothing */
	COMPARE_DAYS,  /* no day belongs to all of them */
	COMPARE_AGES,  /* no day of birth makes all of them true */
	COMPARE_TYPES  /* the claims are of different types */
};

/* What of a claim, beside its subject, makes it speak of the same thing as another. */
enum account_scope {
	SCOPE_NONE,
	SCOPE_NAME,   /* the same name behind the key */
	SCOPE_WORD,   /* the same word behind the key; the subject does not count */
	SCOPE_STATE,  /* behind the key the same State or body, or parts of it */
	SCOPE_OPTION, /* the same, of the option that every State has for itself */
	SCOPE_STAY,   /* the same stay with one holder */
	SCOPE_RETURN, /* since the same return to the group */
	SCOPE_DAY     /* the same day */
};

#define TOPIC_CLAIMS 4

struct account_topic {
	const char *name;
	struct {
		enum claim_type type;
		enum claim_key value; /* has to be there; CLAIM_KEYS: the type is the value */
	} claims[TOPIC_CLAIMS];       /* behind the last, CLAIM_ANY */
	enum account_compare compare;
	enum account_scope scope;
	enum claim_key scope_key;
};

const struct account_topic *septel__account_topics(size_t *count) __attribute__((nonnull));
/* The value of the claim in that topic; *value NULL: its type is the value.  False: it does
 * not speak of it, or says that it is not stated. */
bool septel__topic_value(const struct account_topic *topic, const struct claim *claim,
			 const struct claim_value **value) __attribute__((nonnull));
/* True where the claims, which speak of one thing, do not all say the same. */
bool septel__accounts_differ(const struct account_topic *topic, const struct claim *const *claims,
			     size_t count) __attribute__((nonnull));

/* Accounts that differ. */
struct account_group {
	const struct account_topic *topic; /* NULL: the claims say so themselves */
	const struct claim **claims;       /* those preferred first, then as in the log */
	size_t count;
	const struct claim *first; /* the first in the order of the log */
};

struct account_groups {
	struct account_group *at;
	size_t count;
};

/* The groups of the log that concern `person` (NULL: all), by topic, then as in the log.
 * False: memory is out. */
bool septel__accounts_read(struct account_groups *groups, const struct case_log *log,
			   const struct thing *person)
	__attribute__((nonnull(1, 2), warn_unused_result));

/* Puts the preferred claims of each group first.  False: memory is out. */
bool septel__accounts_rank(struct account_groups *groups, const struct case_log *log)
	__attribute__((nonnull, warn_unused_result));

/* What the claim says in that topic (NULL: in any): words of the journal, else the end of its
 * type's name. */
struct septel_view septel__account_text(const struct account_topic *topic,
					const struct claim *claim) __attribute__((nonnull(2)));

#endif
