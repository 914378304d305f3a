/* parcel.h - what the processes of a relay say to each other: the kinds of parcels, and the
 * structures that are put into them and taken out. */
#ifndef SEPTEL_RELAY_PARCEL_H
#define SEPTEL_RELAY_PARCEL_H

#include "exchange.h"
#include "station.h"
#include "store.h"

enum parcel_kind {
	PARCEL_NONE,

	/* scheduler to spool */
	PARCEL_LOAD,
	PARCEL_STORE,     /* ticket, count, changes; answered by STORED where the ticket is not 0 */
	PARCEL_FIND,      /* token, has key, key, transfer */
	PARCEL_FETCH,     /* name */
	PARCEL_FIND_SENT, /* token, what was sent */

	/* spool to scheduler */
	PARCEL_SETTING,    /* name, value */
	PARCEL_CHANNEL,    /* outlet, numbers */
	PARCEL_COPY,       /* copy without bytes */
	PARCEL_LOADED,     /* status, last message, incarnation */
	PARCEL_STORED,     /* ticket, status */
	PARCEL_FOUND,      /* token, matches */
	PARCEL_FETCHED,    /* status, copy */
	PARCEL_FOUND_SENT, /* token, name */
	PARCEL_SPOOL,      /* commits, changes, refusals: counted since the start */

	/* scheduler to all others: the station is there */
	PARCEL_START, /* incarnation of the spool */

	/* scheduler to line and delivery */
	PARCEL_TRANSMIT,  /* outlet, name, attempt, precedence, identification, bytes */
	PARCEL_INTERRUPT, /* outlet, name, attempt */
	PARCEL_RECEIPT,   /* outlet, arrival, kind, reason */

	/* line and delivery to scheduler */
	PARCEL_ARRIVED,  /* outlet, arrival, transfer, bytes */
	PARCEL_SENT,     /* outlet, name, attempt, outcome, reason */
	PARCEL_LINK,     /* outlet, up, who */
	PARCEL_REPORTED, /* outlet, name, report, recipient, reason */
	PARCEL_NOTE,     /* outlet or LINE_NO_OUTLET, kind, text */

	/* control to scheduler */
	PARCEL_OPERATE,   /* token, by, command; answered by ANSWER */
	PARCEL_ORIGINATE, /* token, by, bytes; answered by ANSWER */
	PARCEL_STATE,     /* token; answered by ANSWER */

	/* scheduler to control */
	PARCEL_ANSWER, /* token, done, text */

	/* parent to scheduler */
	PARCEL_ROUTES /* routes, collectives */
};

void septel__put_name(struct exchange *exchange, struct copy_name name);
struct copy_name septel__take_name(struct parcel *parcel);

void septel__put_key(struct exchange *exchange, const struct message_key *key);
void septel__take_key(struct parcel *parcel, struct message_key *key);

void septel__put_change(struct exchange *exchange, const struct change *change);
void septel__take_change(struct parcel *parcel, struct change *change);

void septel__put_copy(struct exchange *exchange, const struct store_copy *copy);
void septel__take_copy(struct parcel *parcel, struct store_copy *copy);

void septel__put_sent(struct exchange *exchange, const struct store_sent *sent);
void septel__take_sent(struct parcel *parcel, struct store_sent *sent);

void septel__put_match(struct exchange *exchange, const struct store_match *match);
void septel__take_match(struct parcel *parcel, struct store_match *match);

#endif
