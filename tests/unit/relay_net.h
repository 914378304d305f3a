/* relay_net.h - stations joined in one process: real spools, and links and deaths by chance.
 *
 * Each node is a station with its spool in a file.  What a station asks of its ports waits in a
 * queue; a step takes one thing from one queue, chosen by a generator with a seed, so that a run
 * can be repeated.  A crash throws away a node with all that was not committed, and begins again
 * from its spool.
 */
#ifndef SEPTEL_TESTS_RELAY_NET_H
#define SEPTEL_TESTS_RELAY_NET_H

#include "unit.h"

#include "../../src/relay/station.h"

#define NODES_LIMIT  4u
#define NODE_OUTLETS 8u

struct action;

struct delivery {
	char file[64]; /* "MESSAGE.COPY": what is delivered again has the same name */
	char text[32]; /* its text line */
	enum septel_precedence precedence;
};

struct node {
	struct net *net;
	size_t at;
	const char *config_text, *routes_text;
	char folder[128];
	struct septel_arena *arena;
	struct relay_config config;
	struct station *station;
	struct store *store;
	struct action *first, *last;
	uint64_t tickets[4096];
	size_t ticket_count;
	bool uncommitted;
	/* the other end of each outlet, and whether the link stands */
	size_t peer[NODE_OUTLETS], peer_outlet[NODE_OUTLETS];
	bool linked[NODE_OUTLETS], up[NODE_OUTLETS];
	struct delivery *deliveries;
	size_t delivery_count, delivery_room;
	/* what the hands of the test have given it, and has an answer */
	uint64_t taken[65536 / 8];
	size_t taken_count, refused_count;
	bool full; /* its disk takes nothing new */
};

struct net {
	struct node nodes[NODES_LIMIT];
	size_t node_count;
	moment now;
	uint64_t random;
	bool moody; /* lines and boxes put off, or refuse, one in so many by chance */
	char folder[64];
};

/* Makes the nodes' folders and stations; `configs` and `routes` outlive the net. */
void net_begin(struct net *net, const char *const *configs, const char *const *routes, size_t count,
	       uint64_t seed);
void net_end(struct net *net);
/* Joins two outlets by name, and brings the link up. */
void net_join(struct net *net, size_t a, const char *outlet_a, size_t b, const char *outlet_b);
void net_link(struct net *net, size_t node, const char *outlet, bool up);
/* One thing is done somewhere; false: nothing is left to do at this time. */
bool net_step(struct net *net);
/* Steps until all is quiet, `ticks` times over with the clock moved on to the next moment asked
 * for, or by `step` milliseconds. */
void net_settle(struct net *net, unsigned ticks, moment step);
void net_crash(struct net *net, size_t node);
void net_send(struct net *net, size_t node, uint64_t token, const char *message);
/* As if it came on a circuit from outside. */
void net_arrive(struct net *net, size_t node, const char *outlet, uint64_t arrival,
		const char *message);
uint32_t net_random(struct net *net, uint32_t below);
/* How often a delivered text line is there (files of one name count once). */
size_t net_delivered(const struct node *node, const char *text);
/* The first number that a question to its spool gives. */
long long net_number(const struct node *node, const char *sql);
/* Entries of the journal with that event. */
size_t net_events(const struct node *node, const char *event);

#endif
