/* traffic.h - who sends what to whom, and when: by precedence, size and hour of the day. */
#ifndef SEPTEL_SIMULATE_TRAFFIC_H
#define SEPTEL_SIMULATE_TRAFFIC_H

#include "net.h"

#include <septel/message.h>

#define ADDRESSEES_LIMIT 10
/* Longest transmission: about a hundred lines; what is longer goes in sections (wire-format 7). */
#define SECTION_SIZE 6900u
/* Identification, routing line and end that each transmission adds. */
#define TRANSMISSION_SIZE 100u
#define HOURS             24
#define HOUR              ((int64_t)3600 * 1000)

struct letter {
	uint16_t from, to[ADDRESSEES_LIMIT];
	unsigned addressees;
	enum septel_precedence precedence;
	uint32_t length; /* of all its sections */
};

struct traffic {
	const struct net *net;
	uint64_t random;
	double rate;                    /* messages a second, mean of the day */
	double weights[STATIONS_LIMIT]; /* summed up */
};

void traffic_init(struct traffic *traffic, const struct net *net, uint64_t seed);
void traffic_draw(struct traffic *traffic, struct letter *letter);
/* The moment, in milliseconds from midnight, at which the next message comes. */
int64_t traffic_next(struct traffic *traffic, int64_t now);
/* Share of the day's mean that comes in an hour. */
double traffic_hour(unsigned hour);

/* Sets the load of every circuit that a message a second makes, and the speeds of trunks so that
 * none has more load than the busiest tributary; then the rate at which the busiest circuit has
 * `load`. */
void traffic_dimension(struct net *net, uint64_t seed);
double traffic_rate(const struct net *net, double load);

#endif
