/* store_chain.h - the journal as a chain: each entry has a hash of the one before and of itself.
 *
 * Whoever changes, drops or puts in an entry must make all later ones anew; whoever cuts the end
 * off is told by the head, which is kept outside of the spool as well (spool.db-head, one line:
 * number, hash).  The head is written behind a commit, never before, so it may be a little old but
 * never ahead of the journal.
 */
#ifndef SEPTEL_RELAY_STORE_CHAIN_H
#define SEPTEL_RELAY_STORE_CHAIN_H

#include "change.h"

#define CHAIN_HASH_SIZE 32u

/* The last entry there is; number 0, hash all 0: none. */
struct chain_head {
	uint64_t number;
	unsigned char hash[CHAIN_HASH_SIZE];
};

struct journal_entry {
	uint64_t number;
	moment at;
	struct copy_name name;
	struct septel_view outlet, event, detail;
	unsigned char hash[CHAIN_HASH_SIZE];
};

/* Fills entry->number and entry->hash as the entry behind `head`, which it becomes. */
void septel__chain_add(struct chain_head *head, struct journal_entry *entry)
	__attribute__((nonnull));
/* Whether `entry` is the one behind `head`, which it becomes then. */
bool septel__chain_holds(struct chain_head *head, const struct journal_entry *entry)
	__attribute__((nonnull));

/* "NUMBER:HASH", as the head is written and given. */
#define HEAD_TEXT_SIZE (24u + 2u * CHAIN_HASH_SIZE)
const char *septel__head_text(const struct chain_head *head, char text[HEAD_TEXT_SIZE]);
bool septel__head_read(struct septel_view text, struct chain_head *head);

/* The file beside a spool in which its head is kept. */
struct head_file {
	int descriptor;
	uint64_t number; /* written last */
	moment at;
};

/* -1 in `descriptor` where it cannot be opened. */
void septel__head_open(struct head_file *file, const char *path);
void septel__head_close(struct head_file *file);
/* False: there is none (yet), or it is not one. */
bool septel__head_load(const struct head_file *file, struct chain_head *head);
/* Writes it where enough has happened since, or where `now` it must be. */
void septel__head_keep(struct head_file *file, const struct chain_head *head, moment at, bool now);

#endif
