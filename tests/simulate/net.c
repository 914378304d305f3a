/* net.c - the net and its ways. */
#include "net.h"

#include "ways.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

uint64_t draw_bits(uint64_t *random)
{
	uint64_t z = *random += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

double draw(uint64_t *random)
{
	return (double)(draw_bits(random) >> 11) * 0x1p-53;
}

/* Five units and a start and one and a half stop on a teleprinter line, ten bits else. */
void circuit_speed(struct circuit *circuit, unsigned speed)
{
	double bits = speed <= 150 ? 7.5 : 10;
	circuit->speed = speed;
	circuit->pace = (uint32_t)(1000.0 * 1000.0 * bits / speed);
}

static void add_way(struct net *net, uint16_t from, uint16_t to, unsigned speed, bool trunk)
{
	struct station_of_net *station = &net->stations[from];
	struct circuit *circuit = &net->circuits[net->circuit_count];
	*circuit = (struct circuit){
		.from = from, .to = to, .outlet = station->outlets, .trunk = trunk};
	circuit_speed(circuit, speed);
	station->circuit[station->outlets++] = (uint16_t)net->circuit_count++;
}

static void join(struct net *net, uint16_t a, uint16_t b, unsigned speed, bool trunk)
{
	add_way(net, a, b, speed, trunk);
	add_way(net, b, a, speed, trunk);
}

/* How many of a hundred tributaries have which speed. */
static const struct {
	unsigned share, speed;
} tributaries[] = {{8, 75}, {7, 150}, {15, 300}, {15, 600}, {20, 1200}, {20, 2400}, {15, 9600}};

static unsigned tributary_speed(uint64_t *random)
{
	unsigned at = (unsigned)(draw(random) * 100), i = 0;
	while (at >= tributaries[i].share)
		at -= tributaries[i++].share;
	return tributaries[i].speed;
}

static void build(struct net *net, uint64_t *random)
{
	const unsigned majors = net->major_count, relays = net->relay_count;
	assert(majors > 0 && relays > 0);
	for (uint16_t i = 0; i < relays; i++) {
		net->stations[i].relay = NOWHERE;
		snprintf(net->stations[i].indicator, sizeof net->stations[i].indicator, "RU%c%c",
			 'A' + i / 26, 'A' + i % 26);
	}
	for (uint16_t i = 0; i < net->major_count; i++)
		for (uint16_t j = 0; j < i; j++)
			join(net, i, j, 9600, true);
	for (uint16_t i = net->major_count; i < net->relay_count; i++) {
		uint16_t one = (uint16_t)(i % majors);
		join(net, i, one, 9600, true);
		join(net, i, (uint16_t)((one + 1) % majors), 9600, true);
	}
	for (uint16_t i = net->relay_count; i < net->station_count; i++) {
		uint16_t relay = (uint16_t)(draw_bits(random) % relays);
		unsigned speed = tributary_speed(random);
		net->stations[i].relay = relay;
		snprintf(net->stations[i].indicator, sizeof net->stations[i].indicator,
			 "RU%c%c%c%c", 'A' + relay / 26, 'A' + relay % 26, 'A' + i / 26 % 26,
			 'A' + i % 26);
		net->stations[i].weight = speed;
		join(net, i, relay, speed, false);
	}
}

/* The fewest circuits; among those, by the number of the target, so that parallel ways share. */
static void find_ways(struct net *net, uint16_t target)
{
	uint16_t reached[STATIONS_LIMIT], count = 0;
	bool known[STATIONS_LIMIT] = {false};
	reached[count++] = target;
	known[target] = true;
	for (uint16_t i = 0; i < count; i++) {
		const struct station_of_net *here = &net->stations[reached[i]];
		for (uint16_t k = 0; k < here->outlets; k++) {
			uint16_t turned = (uint16_t)((k + target) % here->outlets);
			const struct circuit *out = &net->circuits[here->circuit[turned]];
			/* The way back of a circuit stands beside it. */
			const struct circuit *back = &net->circuits[here->circuit[turned] ^ 1];
			if (known[out->to])
				continue;
			known[out->to] = true;
			net->stations[out->to].next[target] = back->outlet;
			reached[count++] = out->to;
		}
	}
}

struct net *net_new(uint16_t stations, uint64_t *random)
{
	struct net *net = calloc(1, sizeof *net);
	if (!net)
		return NULL;
	net->station_count = stations;
	net->major_count = (uint16_t)(3 + stations / 40);
	net->relay_count = (uint16_t)(net->major_count + stations / 10);
	build(net, random);
	/* Towards relays, and tributaries of one's own; the rest is for the routes to find. */
	for (uint16_t i = 0; i < stations; i++)
		find_ways(net, i);
	if (ways_read(net))
		return net;
	free(net);
	return NULL;
}
