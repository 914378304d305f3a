/* casebook.h - what a registry and journals say, read, checked and resolved.
 *
 * A casebook is a log: claims in the order in which they were entered, each with
 * its own message.  Journals come in the order of their messages' date-time
 * groups (then of their paths), claims in the order of the text; then
 * septel__chain_order puts those that are sealed in the order of the chain.  State is a
 * fold over `claims` and stored nowhere.  Three clocks: a claim's `days` tell
 * when it happened, `message->dtg` when it was reported, `entered` when it came
 * into the log.
 *
 * Lossless: every claim, key and value keeps its place in the journal's text,
 * which is never changed.  Reading never fails on account of the text: what is
 * wrong is a fault with file, line and column, and a claim with a fault is
 * left out of `claims`.
 *
 * Ownership: everything lives in the arena or points into the texts handed in;
 * both must outlive the casebook.  One arena, one thread.
 */
#ifndef SEPTEL_CASEBOOK_CASEBOOK_H
#define SEPTEL_CASEBOOK_CASEBOOK_H

#include "../base/limits.h"
#include "days.h"
#include "vocabulary.h"

#include <septel/arena.h>
#include <septel/message.h>

struct claim;
struct membership;
struct message_entries;

/* A party, a place, a promise: whatever claims name. */
struct thing {
	struct septel_view name;
	enum thing_kind kind;
	size_t number;                   /* from 0, in the order in which they became known */
	int party_kind;                  /* a word of LIST_PARTY_KIND; -1: not told */
	struct septel_view place_kind;   /* "camp"; empty: not told */
	struct septel_view title;        /* NAME of the registry; empty: not told */
	const struct claim *made_by;     /* the first claim that names it; NULL: the registry */
	struct membership *memberships;  /* what it is a member or post of */
	struct message_entries *entries; /* of a message (entries.h) */
	struct thing *same_name;         /* another kind of thing with this name */
};

/* "member ID of ID", "post ID of ID". */
struct membership {
	const struct thing *of;
	bool post;
	struct membership *next;
};

/* The same as the registry states it, until all names are known. */
struct stated_member {
	struct septel_view member, whole;
	uint32_t line;
	bool post;
	struct stated_member *next;
};

struct journal {
	struct septel_view path;
	struct septel_view text;
	bool added; /* not on the disk yet: read behind all that have its time */
};

/* The @msg line that the claims below it come from. */
struct journal_message {
	const struct journal *journal;
	size_t number; /* from 0, in the order of the log */
	struct septel_view id;
	struct septel_time dtg;
	enum septel_class class_;
	struct septel_time declassify; /* year 0: not told */
	int split;                     /* version of the rules that count sentences */
	struct septel_views caveats;
	struct message_entries *entries; /* of all its @msg lines (entries.h) */
	uint32_t line;
	struct septel_view dtg_text, class_text; /* where an error points */
	struct journal_message *next;            /* in the order of the log */
};

struct claim_anchor {
	int paragraph, sentence;    /* 0.0: the subject */
	struct septel_view mark;    /* "S/NF"; empty: none is claimed */
	struct septel_view quote;   /* without its quotation marks */
	struct septel_view officer; /* src manual OFFICER; then there is no sentence */
	enum septel_class class_;   /* of the sentence; NONE until septel__anchors_check */
};

struct claim_due {
	struct septel_view words; /* "next week"; empty where `days` are stated */
	struct days days;         /* when due; with `words`: the event they count from, if told */
};

struct claim_every { /* `times` in `period` units */
	int times, period;
	char unit; /* 'd' 'w' 'm' 'y' */
};

struct claim_clause {
	struct septel_view id, text;
	int kind; /* a word of LIST_CLAUSE_KIND */
};

struct claim_things {
	const struct thing *const *at;
	size_t count;
};

struct claim_value {
	const struct key_row *row; /* its key, and which member of the union holds */
	struct septel_view text;   /* as written, without white space around it */
	uint32_t line;
	bool silent; /* not-stated: nothing else is set */
	union {
		struct claim_things things; /* THING PARTY PARTIES PLACE COUNTRY LEAD NEW */
		int word;                   /* WORD */
		unsigned words;             /* WORDS: one bit each */
		int number;                 /* NUMBER */
		struct days days;           /* DAY DAYS */
		struct claim_due due;
		struct claim_every every;
		struct claim_clause clause;
		struct claim_anchor anchor;
	} is;
};

struct claim {
	size_t entered;    /* from 1, over the whole casebook */
	size_t number;     /* in the chain (chain.h); what is not sealed counts on behind it */
	size_t in_message; /* from 1: MESSAGE:N refers to it */
	const struct journal_message *message;
	enum claim_type type;
	struct days days;
	struct septel_view subject;
	const struct thing *about;  /* NULL where the subject is a word */
	int word;                   /* where the subject is one, or a number */
	struct claim_value *values; /* in the order of the text */
	size_t value_count;
	struct septel_view whole; /* from `when` to the end of its last value */
	uint32_t line;
};

struct fault {
	struct septel_view path;
	uint32_t line, column;
	struct septel_view text;
};

struct objections;

struct casebook {
	struct septel_arena *arena;
	struct claim **claims; /* in the order of the log */
	size_t claim_count, claim_room;
	size_t anchor_count;
	struct journal_message *first_message, *last_message;
	size_t message_count;
	struct fault *faults;
	size_t fault_count, faults_dropped;
	struct stated_member *stated;
	struct thing **names; /* hash table */
	size_t name_count, name_room;
	size_t thing_count;
	const struct objections *objections; /* of what was added or checked; NULL: not looked at */
};

/* Empty.  The limit of memory is that of the arena: see septel__casebook_failed. */
void septel__casebook_init(struct casebook *book, struct septel_arena *arena)
	__attribute__((nonnull));

/* Reads a registry (its text may be empty) and then all journals.  `journals` is put in
 * the order of the log.  To be called once. */
void septel__casebook_read(struct casebook *book, const struct journal *registry,
			   struct journal *journals, size_t count) __attribute__((nonnull(1, 2)));

/* True when no further fault is kept, but only counted. */
static inline bool septel__faults_full(const struct casebook *book)
{
	return book->fault_count == CASEBOOK_FAULTS_LIMIT;
}

/* True when memory is out: then the casebook may not be used. */
bool septel__casebook_failed(const struct casebook *book) __attribute__((nonnull));

/* The first value of that key; NULL where the claim has none. */
const struct claim_value *septel__claim_value(const struct claim *claim, enum claim_key key)
	__attribute__((nonnull));

/* A thing by name and kind (also THING_GATHERING, THING_ENTRY, THING_ANYTHING); NULL. */
struct thing *septel__casebook_find(const struct casebook *book, struct septel_view name, int kind)
	__attribute__((nonnull));
/* The same, made where there is none.  NULL: memory is out. */
struct thing *septel__casebook_name(struct casebook *book, struct septel_view name,
				    enum thing_kind kind) __attribute__((nonnull));

/* What a thing is part of: itself first, then what each whole is part of before the next whole.
 * Each stands once, so memberships may branch, meet again, and run in a circle. */
struct wholes {
	const struct thing *at[CASEBOOK_WHOLES_LIMIT];
	size_t count, steps;
	bool cut; /* there is more: such a registry is at fault */
};

/* Notes it; false where it stands there already, or the limit is reached. */
bool septel__wholes_note(struct wholes *wholes, const struct thing *thing) __attribute__((nonnull));

/* Goes on from a whole only where `through` says so (NULL: always), from the thing always. */
struct wholes septel__wholes(const struct thing *thing, bool (*through)(const struct thing *whole))
	__attribute__((nonnull(1)));

/* True where `party` is `of`, or is a member or post of it, over any number of steps. */
bool septel__is_part_of(const struct thing *party, const struct thing *of) __attribute__((nonnull));

/* Notes what is wrong at `token`, which is part of the journal's text: "WHAT 'TOKEN'",
 * and ": expected EXPECTED" unless that is empty.  Gives false. */
bool septel__casebook_fault(struct casebook *book, const struct journal *journal, uint32_t line,
			    struct septel_view token, const char *what, const char *expected)
	__attribute__((nonnull));

#endif
