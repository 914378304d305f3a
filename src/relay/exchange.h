/* exchange.h - typed messages between the processes of a relay, over a pair of sockets.
 *
 * A message on an exchange is a parcel: its kind, and fields in a fixed order, numbers of eight
 * bytes and runs of bytes behind their length.  Both ends are the same program on one machine, so
 * that bytes of numbers stand as the machine has them; but the other end may have been taken over
 * by whoever sent it a message, so nothing that comes is believed: a parcel that does not hold
 * exactly the fields of its kind breaks the exchange, and the process that reads it ends.
 *
 * Nothing here blocks.  What is put waits in memory until a flush, at the end of a round of the
 * event loop, so that many parcels are one write; whoever puts looks at exchange_waiting and stops
 * reading from further up while too much waits (EXCHANGE_HIGH).  One thread.
 */
#ifndef SEPTEL_RELAY_EXCHANGE_H
#define SEPTEL_RELAY_EXCHANGE_H

#include "../base/out.h"

#include <septel/view.h>
#include <stdbool.h>
#include <stdint.h>

struct exchange {
	int fd;                /* -1: none */
	bool gone;             /* the other end has closed, or the socket failed */
	bool broken;           /* what came is no parcel, or memory is out */
	struct septel_out out; /* whole parcels, but for the one that is being put */
	size_t written;        /* bytes of `out` that have gone */
	size_t parcel;         /* where the one that is being put begins */
	char *in;              /* bytes that came */
	size_t in_length, in_capacity, taken;
};

/* One parcel that came; views taken from it live until the next exchange_fill. */
struct parcel {
	unsigned kind;
	struct septel_view rest; /* fields not yet taken */
	bool failed;
};

/* Two connected ends, closed on exec, not blocking.  False: errno. */
bool septel__exchange_pair(int ends[2]) __attribute__((warn_unused_result));
/* `fd` belongs to the exchange from here on. */
void septel__exchange_init(struct exchange *exchange, int fd);
void septel__exchange_release(struct exchange *exchange);

/* ---- putting: begin, fields, end ------------------------------------------------------ */

void septel__put_begin(struct exchange *exchange, unsigned kind);
void septel__put_number(struct exchange *exchange, uint64_t number);
void septel__put_view(struct exchange *exchange, struct septel_view view);
/* A parcel over EXCHANGE_PARCEL_LIMIT breaks the exchange. */
void septel__put_end(struct exchange *exchange);

/* Writes what the socket takes.  False: the exchange is gone or broken. */
bool septel__exchange_flush(struct exchange *exchange);
/* Bytes that wait to be written. */
size_t septel__exchange_waiting(const struct exchange *exchange);

/* ---- taking: fill, next, fields, end --------------------------------------------------- */

/* Reads what has come, EXCHANGE_ROUND bytes at most.  False: gone or broken, and nothing more to
 * take than what is there. */
bool septel__exchange_fill(struct exchange *exchange);
/* The next whole parcel; false where there is none (yet). */
bool septel__exchange_next(struct exchange *exchange, struct parcel *parcel);

/* 0 and an empty view, and `failed`, where the parcel has no such field. */
uint64_t septel__take_integer(struct parcel *parcel);
/* The same; fails above `most`. */
uint64_t septel__take_bounded(struct parcel *parcel, uint64_t most);
bool septel__take_bool(struct parcel *parcel);
struct septel_view septel__take_view(struct parcel *parcel);
/* A view copied as a string into `string` of `size` bytes; one that is too long, or holds a NUL,
 * fails. */
void septel__take_string(struct parcel *parcel, char *string, size_t size);
/* All fields were taken, and none failed. */
bool septel__take_end(struct parcel *parcel);

#endif
