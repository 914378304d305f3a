/* line_stream.h - the inside of a raw stream circuit: what its two files share.
 *
 * line_stream.c has the line: opening, reading, writing, the clock.  stream_traffic.c has what is
 * on it: transmissions that wait or are being sent, arrivals that wait for their receipts.
 */
#ifndef SEPTEL_RELAY_LINE_STREAM_H
#define SEPTEL_RELAY_LINE_STREAM_H

#include "dial.h"
#include "ita2.h"
#include "line.h"
#include "port.h"
#include "stream.h"
#include "transmission.h"

struct event;

/* An order that waits, encoded for the line. */
struct wire_order {
	struct wire_order *next;
	struct copy_name name;
	uint32_t attempt;
	size_t length;
	char bytes[];
};

/* An arrival that waits for its receipt. */
struct wire_kept {
	struct wire_kept *next;
	uint64_t arrival;
	moment again; /* 0: arrived, and not answered yet */
	char transfer[160];
	size_t length;
	char bytes[];
};

struct wire {
	struct line *line;
	struct dial *dial;
	int listening;
	struct event *accepting, *reading, *stepping;
	struct port port;
	char told[160]; /* the last reason, so that it is told once */

	/* in */
	struct stream stream;
	struct ita2 ita2;
	struct septel_out text; /* decoded */
	struct wire_kept *kept;
	size_t kept_count;
	uint64_t transmissions; /* since the line went up: their place in a file */
	moment heard;

	/* out */
	struct wire_order *waiting[SEPTEL_EMERGENCY + 1];
	struct wire_order *current; /* NULL: `out`, if anything, is the end of one broken off */
	struct septel_out out;
	size_t written;
	double earned; /* bytes that the line has carried and that were not written */
	moment stepped;
};

void septel__wire_init(struct wire *wire);
void septel__wire_release(struct wire *wire);
/* The line has come up: nothing has come or gone yet. */
void septel__wire_begin(struct wire *wire);
/* It has gone: every order is answered. */
void septel__wire_lose(struct wire *wire, const char *reason);
/* Reading goes on, or stops, as arrivals allow. */
void septel__wire_pause(struct wire *wire);

/* False: it is answered already. */
bool septel__wire_order(struct wire *wire, const struct line_order *order);
void septel__wire_interrupt(struct wire *wire, struct copy_name name, uint32_t attempt);
/* The next order becomes `out`; false: there is none. */
bool septel__wire_next(struct wire *wire);
/* `out` is written and has left. */
void septel__wire_done(struct wire *wire);
bool septel__wire_is_busy(const struct wire *wire);

/* Bytes that came; false: memory out. */
bool septel__wire_take(struct wire *wire, struct septel_view bytes);
/* What is complete arrives. */
void septel__wire_arrivals(struct wire *wire);
void septel__wire_receipt(struct wire *wire, uint64_t arrival, enum receipt_kind kind,
			  struct septel_view reason, moment again);
/* What was put off arrives again when it is time. */
void septel__wire_again(struct wire *wire);

#endif
