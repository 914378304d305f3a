/* chain.h - the hash chain over the entries of a casebook: the file `chain` beside the journals.
 *
 * One line an entry, its fields separated by tabs; numbers run from 1 without a gap:
 *
 *     41  base.jrn  9f3c...:07aa...            number, file, hash and salt
 *     41  base.jrn  9f3c...=5be1...@95         erased; entry 95 stands in its place
 *     97  base.jrn  77e0...:2c41...^37         it stands behind entry 37 of its file (0: before
 *                                              all), and not behind the last that was sealed
 *
 * digest = BLAKE2b-256 keyed with the salt (128 random bits) of the @msg line that the entry
 * comes from and the lines of the entry, each with a line feed behind it.
 * hash = BLAKE2b-256 of the hash before it (of 64 zeros before the first), the number, a tab,
 * the file, a tab, where there is one ^ with its number and a tab, and the digest.  All in
 * hexadecimal, lower case.
 *
 * So the words of one entry may go, and its salt with them, and the chain still holds: the
 * digest is left, and without the salt nobody can try words against it.  While an erasure is
 * under way both stand there, "hash:salt=digest", and either the entry or what takes its place
 * is right.
 *
 * An entry is the line that begins it and the indented lines below it.  Comments, empty lines
 * and the form of line ends are not covered: they may change at any time.  Entries that are not
 * sealed may stand anywhere between sealed ones.
 *
 * Beside it stands chain.head, number and hash of the last entry, so that lines cut off the end
 * are missed.  Who can write all of these files can make a new chain; who keeps the last hash
 * elsewhere notices that too.
 *
 * Crash order: a journal first, then the chain, then its head.  What a crash leaves between
 * them is an entry that is not sealed, or a line that the head does not know yet.
 *
 * Ownership: everything is in the arena or points into the texts.  One thread.
 */
#ifndef SEPTEL_CASEBOOK_CHAIN_H
#define SEPTEL_CASEBOOK_CHAIN_H

#include "../access/log_head.h"
#include "../base/limits.h"
#include "casebook.h"

#define CHAIN_SALT_BYTES 16
#define CHAIN_HASH_BYTES 32

/* An entry as a journal has it, well formed or not. */
struct journal_entry {
	struct septel_view message; /* the @msg line above it; empty: none */
	struct septel_view text;    /* from its first line to the end of its last */
	uint32_t line;
	uint32_t number; /* in the chain; 0: not sealed */
};

struct journal_entries {
	struct journal_entry *at;
	size_t count;
};

/* It stands behind all of its file that were sealed before. */
#define SEALED_LAST SIZE_MAX

/* One line of the chain. */
struct sealed_entry {
	struct septel_view file; /* without the folder */
	struct septel_view hash;
	struct septel_view salt;   /* empty: erased */
	struct septel_view digest; /* where it is erased, or is about to be */
	size_t stub;               /* the number of the entry in its place; 0: none */
	bool stands_in;            /* it is such an entry, and has no place of its own */
	size_t behind;             /* the number of the one it stands behind; SEALED_LAST */
	size_t next;               /* the number of the one behind it in the file; 0: none */
	size_t place;              /* of its entry in the journal, from 1; 0: not found */
};

/* A journal with what the chain has of it. */
struct chained_journal {
	const struct journal *journal; /* NULL: the folder does not have it */
	struct septel_view file;
	struct journal_entries entries;
	size_t first, last; /* of the sealed entries, by their places; 0: none */
	size_t sealed;      /* how many of them have a place of their own */
};

struct chain_fault {
	size_t number;           /* of the entry; 0: the line is none */
	struct septel_view path; /* of the journal or the chain */
	uint32_t line;           /* 0: none */
	const char *what;
};

struct chain {
	struct septel_arena *arena;
	struct septel_view path;     /* FOLDER/chain */
	struct sealed_entry *sealed; /* entry N is sealed[N - 1] */
	size_t count;
	size_t whole;    /* bytes up to the end of the last whole line */
	bool unfinished; /* more stands behind: a crash cut it in half */
	bool headless;   /* there is no head: whether lines were cut off cannot be told */
	struct chained_journal *journals;
	size_t journal_count;
	struct chain_fault *faults;
	size_t fault_count, faults_dropped;
	size_t unsealed, erased, erasing; /* entries; after septel__chain_match */
};

/* Takes the text of the chain apart, and holds its end against the head: `head` is what
 * septel__log_head_read gave.  What is wrong is a fault.  False: memory is out. */
bool septel__chain_read(struct chain *chain, struct septel_view path, struct septel_view text,
			enum log_head head, const struct log_tip *tip, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

enum chain_trust {
	CHAIN_BELIEVED, /* a journal with as many entries as are sealed has these, in order */
	CHAIN_VERIFIED  /* each hash is made anew; what differs is a fault */
};
/* Finds the sealed entries among those of the journals, and numbers them.  False: memory is
 * out. */
bool septel__chain_match(struct chain *chain, const struct journal *journals, size_t count,
			 enum chain_trust trust) __attribute__((nonnull(1), warn_unused_result));

/* Puts the claims in the order of the chain, those that are not sealed behind, in the order
 * they had; sets `entered` and `number`.  False: memory is out. */
bool septel__chain_order(const struct chain *chain, struct casebook *book)
	__attribute__((nonnull, warn_unused_result));

/* What the chain has of a journal, of the journal of a claim, and of the claim there; after
 * septel__chain_match. */
struct chained_journal *septel__journal_chained(const struct chain *chain,
						const struct journal *journal)
	__attribute__((nonnull));
struct chained_journal *septel__chained(const struct chain *chain, const struct claim *claim)
	__attribute__((nonnull));
struct journal_entry *septel__entry_of(const struct chained_journal *journal,
				       const struct claim *claim) __attribute__((nonnull));

static inline bool septel__chain_broken(const struct chain *chain)
{
	return chain->fault_count > 0;
}

/* ---- one line, one entry ---- */

/* The name of its file, without the folder. */
struct septel_view septel__journal_file(const struct journal *journal) __attribute__((nonnull));
/* The entries of a journal, in the order of the text.  False: memory is out. */
bool septel__journal_entries(struct journal_entries *entries, const struct journal *journal,
			     struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));
/* The number of the erased entry in whose place it stands; 0: it is no such entry. */
size_t septel__entry_stands_for(const struct journal_entry *entry) __attribute__((nonnull));

/* Reads one line, without its end; false: it is none. */
bool septel__chain_line_read(struct septel_view line, size_t *number, struct sealed_entry *sealed);
void septel__chain_line_put(struct septel_out *out, size_t number,
			    const struct sealed_entry *sealed);
/* The digest of an entry.  False: the salt is none. */
bool septel__entry_digest(const struct journal_entry *entry, struct septel_view salt,
			  char digest[LOG_HASH_LENGTH + 1]);
/* The hash of the chain behind `before`; of *sealed it takes the file and the place. */
void septel__chain_hash(struct septel_view before, size_t number, const struct sealed_entry *sealed,
			struct septel_view digest, char hash[LOG_HASH_LENGTH + 1]);

#endif
