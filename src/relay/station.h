/* station.h - the station itself: what it does with every transmission that comes, and with every
 * answer.
 *
 * Pure: it owns no socket, no file, no clock.  Events are called in with the time; what is to be
 * done goes out through ports.  The relay joins it with processes (relayd.h), a test and the
 * simulator with arrays.
 *
 * A transmission that arrives passes these states:
 *
 *     read -> looked up (duplicate?) -> routed -> stored -> acknowledged -> copies wait by
 * precedence
 *
 * and each copy: waiting -> fetched -> transmitted -> receipt -> done (change.h has the states that
 * last). An arrival is acknowledged only from septel__station_stored.  What cannot be routed,
 * exceeds an outlet, or has a garbled heading is stored and held, never sent and never lost.
 *
 * One thread.  Memory: below 200 bytes a waiting copy; bytes of messages are held only while they
 * arrive or are being sent.
 */
#ifndef SEPTEL_RELAY_STATION_H
#define SEPTEL_RELAY_STATION_H

#include "change.h"
#include "config.h"
#include "store.h"

struct station;

/* How a transmission ended, as a line or a delivery agent tells it. */
enum sent_outcome {
	SENT_DONE,        /* in custody of the next station (a receipt), or delivered */
	SENT_INTERRUPTED, /* broken off as asked; its number stays used */
	SENT_LOST,        /* the link went before a receipt came: to be sent again */
	SENT_PUT_OFF,     /* "not now": try again after a while */
	SENT_REFUSED      /* "never": goes to hold, with the reason */
};

/* What a report tells, later, of a copy that was DONE: mail has no receipts but these. */
enum sent_report { REPORT_DELIVERED, REPORT_READ, REPORT_DELAYED, REPORT_FAILED };

enum receipt_kind {
	RECEIPT_TAKEN,     /* on the disk: custody is ours */
	RECEIPT_NOT_NOW,   /* no space, or the spool fails: the sender keeps it */
	RECEIPT_UNREADABLE /* no transmission at all: the sender shall not send it again as it is */
};

struct station_ports {
	void *context;
	/* answered by septel__station_found */
	void (*find)(void *context, uint64_t token, const struct message_key *key, bool has_key,
		     struct septel_view transfer);
	/* answered by septel__station_stored; ticket 0 wants no answer.  Changes of one call stand
	 * or fall together, and calls reach the disk in their order. */
	void (*store)(void *context, uint64_t ticket, const struct change *changes, size_t count);
	/* answered by septel__station_fetched */
	void (*fetch)(void *context, struct copy_name name);
	/* answered by septel__station_found_sent */
	void (*find_sent)(void *context, uint64_t token, const struct store_sent *sent);
	/* answered by septel__station_sent */
	void (*transmit)(void *context, size_t outlet, struct copy_name name, uint32_t attempt,
			 enum septel_precedence precedence, struct septel_view identification,
			 struct septel_view bytes);
	void (*interrupt)(void *context, size_t outlet, struct copy_name name, uint32_t attempt);
	void (*receipt)(void *context, size_t outlet, uint64_t arrival, enum receipt_kind kind,
			struct septel_view reason);
};

/* `config` outlives the station.  NULL: memory out. */
struct station *septel__station_new(const struct relay_config *config,
				    const struct station_ports *ports)
	__attribute__((nonnull, warn_unused_result));
void septel__station_free(struct station *station);

/* Routes as routes.h reads them; again for a reload: nothing that waits is lost. False: errors,
 * told in `errors`, the old ones stay. */
bool septel__station_routes(struct station *station, struct septel_view routes,
			    struct septel_view collectives, struct septel_out *errors)
	__attribute__((nonnull, warn_unused_result));

/* After a start, in the order of store_loader; then septel__station_begin. */
bool septel__station_load_setting(void *station, struct septel_view name, struct septel_view value);
bool septel__station_load_channel(void *station, struct septel_view outlet,
				  struct septel_view numbers);
bool septel__station_load_copy(void *station, const struct store_copy *copy);
void septel__station_begin(struct station *station, uint64_t last_message, moment now);

/* ---- events ------------------------------------------------------------------------- */

/* A transmission has come on outlet `from`; `arrival` names it in the receipt; `transfer` is the
 * sender's id of it where the circuit has receipts, else empty. */
void septel__station_arrived(struct station *station, size_t from, uint64_t arrival,
			     struct septel_view transfer, struct septel_view bytes, moment now);
/* A message made here (septel send, an answer, a service message): no number, no receipt but
 * `token`'s: port `receipt` is told outlet STATION_ORIGIN, the token, and where it is taken the
 * number of the message as its reason. */
#define STATION_ORIGIN SIZE_MAX
void septel__station_originated(struct station *station, uint64_t token, struct septel_view bytes,
				moment now);
void septel__station_found(struct station *station, uint64_t token,
			   const struct store_match *matches, size_t count, moment now);
void septel__station_found_sent(struct station *station, uint64_t token, struct copy_name name,
				moment now);
void septel__station_stored(struct station *station, uint64_t ticket, enum store_status status,
			    moment now);
/* copy->name is set whatever the status. */
void septel__station_fetched(struct station *station, enum store_status status,
			     const struct store_copy *copy, moment now);
void septel__station_sent(struct station *station, size_t outlet, struct copy_name name,
			  uint32_t attempt, enum sent_outcome outcome, struct septel_view reason,
			  moment now);
/* `recipient` is whom the report names (a mailbox, or RI/PLAD), `reason` what it says. */
void septel__station_reported(struct station *station, size_t outlet, struct copy_name name,
			      enum sent_report report, struct septel_view recipient,
			      struct septel_view reason, moment now);
void septel__station_link(struct station *station, size_t outlet, bool up, moment now);
/* Time passes; the next moment at which it must be called. */
moment septel__station_tick(struct station *station, moment now);

/* Why the station cannot go on (the process ends, and begins again from the spool); NULL: it can.
 */
const char *septel__station_failure(const struct station *station) __attribute__((nonnull));

/* A command of the operator `by` (a name for the journal): words by blanks on the first line ("hold
 * 12", "circuit down WASH"), and behind it the bytes it works on ("correct 12").  The answer, lines
 * of text, or one object of JSON where the last word is "--json", is written to `answer`; false:
 * refused, and `answer` says why. */
bool septel__station_operate(struct station *station, struct septel_view by,
			     struct septel_view command, struct septel_out *answer, moment now)
	__attribute__((nonnull, warn_unused_result));
/* Copies that were handed to an outlet's line and have no answer yet; how many were written. */
size_t septel__station_under_way(const struct station *station, size_t outlet,
				 struct copy_name *names, uint32_t *attempts, size_t room)
	__attribute__((nonnull));
/* Counts and ages of everything, for `queue`, the console and metrics: JSON. */
void septel__station_state(const struct station *station, struct septel_out *json, moment now);

#endif
