/* net.h - a national net: relays, tributaries, circuits, and who is reached over which.
 *
 * Major relays are all joined with each other; every minor one with two majors; every tributary
 * with one relay, by a circuit of 75 bit/s to 9600.  A circuit carries both ways at once: each way
 * is an outlet of the station that it begins at.  Trunks between relays have the lowest usual speed
 * that carries what the tributaries can bring.
 */
#ifndef SEPTEL_SIMULATE_NET_H
#define SEPTEL_SIMULATE_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STATIONS_LIMIT 400u
#define CIRCUITS_LIMIT 16384u
#define NOWHERE        UINT16_MAX

struct circuit {
	uint16_t from, to;
	uint16_t outlet; /* its number at `from` */
	unsigned speed;  /* bits a second */
	uint32_t pace;   /* milliseconds for 1,000 bytes */
	bool trunk;
	double load; /* share of its capacity that traffic of rate 1 takes: traffic.h */
};

struct station_of_net {
	char indicator[8]; /* routing indicator: that of its relay, and two letters */
	uint16_t relay;    /* NOWHERE: it is one */
	double weight;     /* how much it sends and receives */
	uint16_t outlets;
	uint16_t circuit[STATIONS_LIMIT]; /* by outlet */
	uint16_t next[STATIONS_LIMIT];    /* outlet towards a station */
};

struct net {
	uint16_t station_count, major_count, relay_count; /* majors first, then relays */
	struct station_of_net stations[STATIONS_LIMIT];
	size_t circuit_count;
	struct circuit circuits[CIRCUITS_LIMIT];
};

/* Random numbers that are the same on every machine. */
uint64_t draw_bits(uint64_t *random);
double draw(uint64_t *random); /* at least 0, below 1 */

/* NULL: memory out, or the relay's routes were not taken (ways.h).  `stations` from 20 to
 * STATIONS_LIMIT. */
struct net *net_new(uint16_t stations, uint64_t *random);
void circuit_speed(struct circuit *circuit, unsigned speed);

#endif
