/* ways.c - writes tables of routes and reads them. */
#include "ways.h"

#include "../../src/relay/routes.h"

#include <stdio.h>
#include <string.h>

#define NAME_SIZE  8u
#define WAYS_LIMIT ((size_t)16 << 20)

static void write_table(const struct net *net, uint16_t at, struct septel_out *text)
{
	const struct station_of_net *here = &net->stations[at];
	if (here->relay != NOWHERE) {
		septel__out_string(text, "*\tC0\n");
		return;
	}
	for (uint16_t i = 0; i < net->relay_count; i++)
		if (i != at)
			septel__out_format(text, "%s\tC%u\n", net->stations[i].indicator,
					   here->next[i]);
	for (uint16_t i = net->relay_count; i < net->station_count; i++)
		if (net->stations[i].relay == at)
			septel__out_format(text, "%s\tC%u\n", net->stations[i].indicator,
					   here->next[i]);
}

/* As much of a configuration as routes ask for: a circuit for each outlet. */
static bool set_config(struct relay_config *config, const struct station_of_net *here,
		       struct septel_arena *arena)
{
	struct outlet_settings *outlets =
		septel_arena_alloc(arena, here->outlets * sizeof *outlets);
	char(*names)[NAME_SIZE] = septel_arena_alloc(arena, here->outlets * sizeof *names);
	if (!outlets || !names)
		return false;
	for (uint16_t i = 0; i < here->outlets; i++) {
		snprintf(names[i], sizeof names[i], "C%u", i);
		outlets[i] = (struct outlet_settings){.name = septel_view_of(names[i]),
						      .kind = OUTLET_NULL};
	}
	*config = (struct relay_config){.file = septel_view_of(here->indicator),
					.station = septel_view_of(here->indicator),
					.outlets = outlets,
					.outlet_count = here->outlets};
	return true;
}

static bool take_ways(struct net *net, uint16_t at, const struct routes *routes)
{
	for (uint16_t i = 0; i < net->station_count; i++) {
		struct route_found found;
		if (i == at)
			continue;
		if (!septel__routes_find(routes, septel_view_of(net->stations[i].indicator),
					 &found) ||
		    found.outlet_count != 1) {
			fprintf(stderr, "%s: no route to %s\n", net->stations[at].indicator,
				net->stations[i].indicator);
			return false;
		}
		net->stations[at].next[i] = (uint16_t)found.outlets[0];
	}
	return true;
}

static bool read_station(struct net *net, uint16_t at, struct septel_arena *arena)
{
	struct septel_out text, errors;
	struct relay_config config;
	septel__out_init(&text, arena, 0);
	septel__out_init(&errors, arena, 0);
	write_table(net, at, &text);
	if (text.failed || !set_config(&config, &net->stations[at], arena))
		return false;
	const struct route_text table = {septel_view_of("routes"), septel__out_written(&text)};
	const struct route_text none = {septel_view_of("collectives"), septel_view_of("")};
	const struct routes *routes = septel__routes_read(&config, &table, &none, arena, &errors);
	if (routes)
		return take_ways(net, at, routes);
	fprintf(stderr, "%s:\n%.*s", net->stations[at].indicator, (int)errors.length, errors.data);
	return false;
}

bool ways_read(struct net *net)
{
	struct septel_arena *arena = septel_arena_new(WAYS_LIMIT);
	bool done = arena != NULL;
	for (uint16_t i = 0; done && i < net->station_count; i++) {
		done = read_station(net, i, arena);
		septel_arena_reset(arena);
	}
	septel_arena_free(arena);
	return done;
}
