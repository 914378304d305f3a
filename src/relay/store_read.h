/* store_read.h - what operators and reports read of a spool, also while a relay writes it.
 *
 * A reader holds no lock and changes nothing; each function sees one state of the spool (the
 * journal is read in portions, so that a long search does not keep the log of the spool from being
 * moved). Views in what a function is given live until it returns.  Contents of messages are in
 * none of it: envelopes only, and no subjects.
 */
#ifndef SEPTEL_RELAY_STORE_READ_H
#define SEPTEL_RELAY_STORE_READ_H

#include "store.h"
#include "store_chain.h"

/* Opens for reading: nothing is made or changed.  Closed with septel__store_close, which is to be
 * called in any case. */
enum store_status septel__store_open_reading(struct store **store, const char *where)
	__attribute__((nonnull, warn_unused_result));

/* Whether this program reaches such a spool at all (a server takes a program with libpq). */
bool septel__store_reaches(const char *where) __attribute__((nonnull));

/* ---- copies and messages -------------------------------------------------------------- */

struct read_copy {
	struct copy_name name;
	struct septel_view outlet, routing, reason, sent_as;
	enum septel_precedence precedence;
	enum copy_state state;
	uint32_t attempts;
	moment made, changed, not_before, sent, finished; /* 0: not (yet) */
	/* of its message */
	moment accepted;
	struct septel_view arrived, identification, from, number;
	size_t length;
};
/* False: no more is wanted. */
typedef bool (*read_copy_function)(void *context, const struct read_copy *copy);

/* Copies that are neither done nor cancelled, of one outlet (empty: all), of the states with their
 * bit set (1u << COPY_HELD; 0: all): by outlet, the highest precedence first, the oldest first. */
enum store_status septel__read_queue(struct store *store, struct septel_view outlet,
				     unsigned states, read_copy_function take, void *context)
	__attribute__((nonnull(1, 4), warn_unused_result));
/* All copies of a message, also what is done. */
enum store_status septel__read_copies(struct store *store, uint64_t message,
				      read_copy_function take, void *context)
	__attribute__((nonnull(1, 3), warn_unused_result));

/* How many copies wait in each queue. */
struct read_queue {
	struct septel_view outlet;
	enum septel_precedence precedence;
	enum copy_state state;
	uint64_t count;
	moment oldest; /* acceptance of the oldest message */
};
typedef bool (*read_queue_function)(void *context, const struct read_queue *queue);
enum store_status septel__read_queues(struct store *store, read_queue_function take, void *context)
	__attribute__((nonnull(1, 2), warn_unused_result));

struct read_message {
	uint64_t message;
	moment accepted;
	enum message_state state;
	enum septel_precedence precedence;
	enum septel_class classification;
	struct septel_view arrived, identification, transfer, from, number;
	struct septel_view dtg; /* "2008-12-04T06:37Z" */
	struct septel_view origin, serial, filed;
	int section;
	size_t length;
	struct septel_view text_hash; /* TEXT_HASH_SIZE bytes */
};
typedef bool (*read_message_function)(void *context, const struct read_message *message);
/* The message of that number; `take` is not called where there is none. */
enum store_status septel__read_message(struct store *store, uint64_t message,
				       read_message_function take, void *context)
	__attribute__((nonnull(1, 3), warn_unused_result));
/* Messages whose heading could not be read, the oldest first. */
enum store_status septel__read_garbled(struct store *store, read_message_function take,
				       void *context)
	__attribute__((nonnull(1, 2), warn_unused_result));

/* Numbers of the messages that `id` can mean, the newest first: a number of the spool, an
 * identification in or out ("GFA001"), a message reference number ("08BAGHDAD3796", blanks aside),
 * a key ("RUEHGB 3796", with the filing time behind it or not), a transfer. */
#define READ_TRACE_LIMIT 100u
enum store_status septel__read_named(struct store *store, struct septel_view id,
				     uint64_t messages[READ_TRACE_LIMIT], size_t *count)
	__attribute__((nonnull, warn_unused_result));

struct read_addressee {
	struct septel_view designator, indicator;
	enum envelope_role role;
	moment delivered, read, answered, due; /* 0: not (yet) */
	uint64_t answer;
};
typedef bool (*read_addressee_function)(void *context, const struct read_addressee *addressee);
enum store_status septel__read_addressees(struct store *store, uint64_t message,
					  read_addressee_function take, void *context)
	__attribute__((nonnull(1, 3), warn_unused_result));

/* ---- the journal ---------------------------------------------------------------------- */

/* Empty, or 0, does not limit. */
struct journal_query {
	moment since, until; /* until is not in it */
	uint64_t message;
	struct septel_view event;  /* the word, or with "*" behind it how it begins */
	struct septel_view outlet; /* case aside */
	struct septel_view id;     /* of the messages that it can mean (septel__read_named) */
	struct septel_view text;   /* stands in event, outlet or detail, case aside */
};
typedef bool (*read_entry_function)(void *context, const struct journal_entry *entry);
enum store_status septel__read_journal(struct store *store, const struct journal_query *query,
				       read_entry_function take, void *context)
	__attribute__((nonnull(1, 2, 3), warn_unused_result));

struct journal_check {
	uint64_t entries;
	uint64_t first, last;   /* numbers; earlier ones were dropped by retention */
	uint64_t broken;        /* the first that does not hold; 0: none */
	bool cut;               /* it ends before the head that is kept outside */
	struct chain_head head; /* of what holds */
};
/* Reads all of it.  STORE_DAMAGED where the chain does not hold, is cut, or where `known` (number
 * 0: none), a head that somebody wrote down, is not in it. */
enum store_status septel__read_check(struct store *store, const struct chain_head *known,
				     struct journal_check *check)
	__attribute__((nonnull, warn_unused_result));

/* ---- a day's traffic ------------------------------------------------------------------ */

#define TRAFFIC_PRECEDENCES ((size_t)SEPTEL_EMERGENCY + 1)

/* What came in by one outlet, or went out. */
struct traffic_circuit {
	char outlet[64];
	uint64_t in[TRAFFIC_PRECEDENCES], out[TRAFFIC_PRECEDENCES];
	uint64_t bytes_in, bytes_out;
};

/* From acceptance to the receipt of the next station, or delivery: in milliseconds. */
struct traffic_times {
	uint64_t count, late; /* late: over the speed of service (schedule.h) */
	moment median, most95, worst;
};

struct traffic {
	moment from, to; /* the day, in UTC */
	struct traffic_circuit *circuits;
	size_t circuit_count;
	struct traffic_times times[TRAFFIC_PRECEDENCES];
	uint64_t accepted, garbled, duplicates, cancelled, open_numbers, alarms;
	uint64_t waiting, held; /* now */
};
/* Freed with septel__traffic_release, in any case. */
enum store_status septel__read_traffic(struct store *store, moment from, moment to,
				       struct traffic *traffic)
	__attribute__((nonnull, warn_unused_result));
void septel__traffic_release(struct traffic *traffic) __attribute__((nonnull));

/* Words for people and JSON: "active", "hold"; "accepted", "corrupt"; "Z". */
const char *septel__copy_state_word(enum copy_state state);
const char *septel__message_state_word(enum message_state state);
const char *septel__precedence_letter(enum septel_precedence precedence);

#endif
