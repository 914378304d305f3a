/* run.h - a day of traffic over the net, in virtual time, by the relay's own scheduler. */
#ifndef SEPTEL_SIMULATE_RUN_H
#define SEPTEL_SIMULATE_RUN_H

#include "traffic.h"

/* Handling times in classes that grow by 1/64 of a doubling: percentiles to one part in a
 * hundred. */
#define TIME_CLASSES ((size_t)40 * 64)
#define PRECEDENCES  6

struct handling {
	uint64_t count, breaches;
	int64_t worst; /* milliseconds, from acceptance at the first station to the addressee */
	uint64_t classes[TIME_CLASSES];
};

struct result {
	double load; /* asked for, see `mean`; chance makes it a little more or less */
	/* What came to be sent, as a share of what the circuits can carry: of the busiest circuit
	 * in the 24 hours, of the busiest in an hour, of all in the 24 hours. */
	double mean, busy, all;
	uint64_t messages;  /* sections */
	uint64_t addressed; /* times their addressees: so many must be delivered */
	uint64_t delivered;
	uint64_t transmissions, interruptions, alarms;
	uint64_t waiting; /* the most copies that waited at once, everywhere */
	int64_t end;      /* when the last was delivered */
	struct handling handling[PRECEDENCES];
};

/* Milliseconds that `share` of the deliveries did not take longer than. */
int64_t handling_percentile(const struct handling *handling, double share);

struct run_settings {
	double load;
	uint64_t seed;
	unsigned routine_share;
	bool interruptible;
};
/* False: memory out. */
bool run_day(const struct net *net, const struct run_settings *settings, struct result *result);

#endif
