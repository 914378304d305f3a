/* relay_load.h - the inside of relay-load: what its files share. */
#ifndef SEPTEL_BENCH_RELAY_LOAD_H
#define SEPTEL_BENCH_RELAY_LOAD_H

#include "../src/relay/framing.h"

struct event_base;

#define PRECEDENCES (SEPTEL_EMERGENCY + 1)

/* Milliseconds of one kind, to be told as percentiles. */
struct figures {
	double *at;
	size_t count, room;
};
void figures_add(struct figures *figures, double value);
/* "count, median, 90, 99, 99.9, most"; sorts. */
void figures_print(const char *name, struct figures *figures);

struct load {
	struct event_base *base;
	struct septel_view to, listen, route, peer; /* route: indicators of format line 2 */
	char station[8]; /* of the first connection; the others count on from its last two letters
			  */
	unsigned connections, window;
	uint64_t messages; /* of all connections; of a sink: after so many it ends; 0: never */
	size_t size;
	const char *mix; /* letters of precedence, in turn */
	double rate;     /* messages a second of all connections; 0: as fast as they go */
	double pace;     /* of a sink: receipts a second of what is below FLASH; 0: at once */

	uint64_t given, answered, refused, lost, taken;
	long long day; /* seconds since 1970 of the beginning, for filing times */
	double begun, last_answer, first_taken, last_taken; /* seconds */
	struct figures receipts[PRECEDENCES], passages[PRECEDENCES];
};

double load_clock(void); /* seconds that never go back, the same for all processes of a machine */

/* A message that every relay reads: number `number` of `station`, with the time in its text. */
void load_message(const struct load *load, const char *station, uint64_t number,
		  enum septel_precedence precedence, struct septel_out *out);
/* What load_message wrote, in a message that has come: its precedence and its time; false: none. */
bool load_read(struct septel_view bytes, enum septel_precedence *precedence, double *when);

/* Connect, or listen; exit with a word where that fails. */
void load_send(struct load *load);
void load_sink(struct load *load);
bool load_is_over(const struct load *load);

#endif
