/* invent_heading.c - who writes to whom, when, and how urgently; see invent.h. */
#include <string.h>

#include "invent.h"
#include "moment.h"
#include "posts.h"

static const char PROSIGNS[] = {'R', 'P', 'O', 'Z'}; /* rising */

const char *invent_id(struct pool *pool, int year, const char *station, int serial)
{
	char name[64];
	size_t length = 0;
	for (const char *c = station; *c && length + 1 < sizeof name; c++)
		if (*c != ' ' && *c != '-')
			name[length++] = *c;
	name[length] = '\0';
	return pool_format(pool, "%02d%s%d", year % 100, name, serial);
}

/* Mostly 2003 to 2010, with a thin tail back to 1966. */
static int invent_year(struct random *random)
{
	static const uint16_t WEIGHTS[] = {10,  25,  35,  10,  40,  70, 90,
					   130, 160, 160, 160, 180, 50, 0};
	const unsigned index = random_weighted(random, WEIGHTS);
	switch (index) {
	case 0:
		return random_between(random, 1966, 1978);
	case 1:
		return random_between(random, 1979, 1990);
	case 2:
		return random_between(random, 1991, 2000);
	default:
		return 1998 + (int)index;
	}
}

static void invent_times(struct made *made)
{
	struct random *random = &made->random;
	int day = random_between(random, 1, 365);
	made->dtg = moment_of_day(invent_year(random), day);
	if (made->profile == MADE_CFPF) {
		day = random_between(random, 1, 365);
		made->dtg = moment_of_day(random_between(random, 1974, 1979), day);
	}
	if (made->dtg.year == 2010 && made->dtg.month > 2)
		made->dtg.month = random_between(random, 1, 2),
		made->dtg.day = 1 + made->dtg.day % 28;
	made->dtg.hour = random_between(random, 0, 23);
	made->dtg.minute = random_between(random, 0, 59);
	made->filed = made->dtg;
	if (random_chance(random, 65))
		made->filed = moment_later(made->dtg, random_between(random, 1, 60));
}

static void invent_precedence(struct made *made)
{
	static const uint16_t WEIGHTS[] = {275, 404, 441, 0};
	const unsigned action = random_weighted(&made->random, WEIGHTS);
	made->action = made->info = PROSIGNS[action];
	if (action > 0 && random_chance(&made->random, 40))
		made->info = PROSIGNS[random_below(&made->random, action)];
}

static const char *invent_mcn(struct made *made)
{
	const int number = random_between(&made->random, 1, 9900);
	if (made->sections > 1 && random_chance(&made->random, 300))
		return pool_format(made->pool, "%04d-%04d", number, number + made->sections - 1);
	return pool_format(made->pool, "%04d", number);
}

static struct made_address address_of(struct made *made, const struct post *post, bool action)
{
	struct random *random = &made->random;
	struct made_address address = {post->ri, post->name, NULL, NULL};
	if (made->profile == MADE_CFPF) {
		address.ri = NULL;
	} else if (random_chance(random, 30)) {
		address.ri = random_chance(random, 300) ? "ZEN" : NULL;
	}
	const char prosign = action ? made->action : made->info;
	/* No word is routine. */
	const char *word = prosign == 'R' ? NULL : made_precedence(prosign);
	if (action && word && made->action == 'O' && random_chance(random, 20))
		word = "NIACT IMMEDIATE";
	if (action || random_chance(random, 500))
		address.precedence = word;
	if (action || random_chance(random, 550))
		address.mcn = invent_mcn(made);
	return address;
}

static bool holds(const struct made *made, const char *name)
{
	if (strcmp(made->from.name, name) == 0)
		return true;
	for (size_t i = 0; i < made->to_count; i++)
		if (strcmp(made->to[i].name, name) == 0)
			return true;
	for (size_t i = 0; i < made->copies_count; i++)
		if (strcmp(made->copies[i].name, name) == 0)
			return true;
	return false;
}

static const struct post *invent_copy(struct random *random)
{
	static const uint16_t WEIGHTS[] = {60, 22, 18, 0};
	switch (random_weighted(random, WEIGHTS)) {
	case 0:
		return &POSTS[random_below(random, POSTS_COUNT - 6)];
	case 1:
		return &COLLECTIVES[random_below(random, COLLECTIVES_COUNT)];
	default:
		return &AGENCIES[random_below(random, AGENCIES_COUNT)];
	}
}

static void invent_addressees(struct made *made, const struct post *secstate)
{
	struct random *random = &made->random;
	const bool from_department = strcmp(made->station, "STATE") == 0;
	const int more = from_department ? random_between(random, 1, 4) : 0;
	if (!from_department)
		made->to[made->to_count++] = address_of(made, secstate, true);
	for (int i = 0; i < more || (!from_department && i < 3 && random_chance(random, 150));
	     i++) {
		const struct post *post = &POSTS[random_below(random, POSTS_COUNT - 6)];
		if (!holds(made, post->name))
			made->to[made->to_count++] = address_of(made, post, true);
	}
	if (random_chance(random, 120))
		return;
	const int copies = random_between(random, 1, random_chance(random, 150) ? 24 : 9);
	bool has_collective = false;
	for (int i = 0; i < copies; i++) {
		const struct post *post = invent_copy(random);
		if (holds(made, post->name) || (made->profile == MADE_CFPF && !post->station))
			continue;
		made->copies[made->copies_count++] = address_of(made, post, false);
		has_collective |= strstr(post->name, "COLLECTIVE") != NULL;
	}
	if (has_collective && random_chance(random, 10)) {
		const struct post *post = &POSTS[random_below(random, 150)];
		made->exempt[made->exempt_count++] = post->name;
	}
}

/* Line 2 of archive copies is what one circuit still had to serve: some of the addressees. */
static void invent_routing(struct made *made)
{
	struct random *random = &made->random;
	made->circuit = random_chance(random, 722) ? "XRO" : "XYZ";
	made->channel = random_between(random, 1, 9999);
	if (strcmp(made->circuit, "XYZ") == 0) {
		made->channel = random_between(random, 0, 29);
		made->routing[made->routing_count++] =
			random_chance(random, 800) ? "RUEHWEB" : "RUEHC";
		return;
	}
	const int wanted = random_between(random, 1, random_chance(random, 60) ? 20 : 8);
	for (int i = 0; i < wanted; i++) {
		const char *ri = random_chance(random, 150)
					 ? COLLECTIVES[random_below(random, COLLECTIVES_COUNT)].ri
					 : POSTS[random_below(random, POSTS_COUNT - 6)].ri;
		bool known = false;
		for (size_t k = 0; k < made->routing_count; k++)
			known |= strcmp(made->routing[k], ri) == 0;
		if (!known)
			made->routing[made->routing_count++] = ri;
	}
}

static void invent_signals(struct made *made)
{
	struct random *random = &made->random;
	made->signals[made->signals_count++] = "ZZH";
	if (random_chance(random, 5))
		made->signals[made->signals_count++] = "ZDS";
	if (random_chance(random, 38)) {
		made->signals[made->signals_count++] = random_chance(random, 650) ? "ZDK" : "ZFF3";
		made->preamble_signals = 1;
	}
}

void invent_origin(struct made *made)
{
	struct random *random = &made->random;
	const bool from_department = random_chance(random, 60);
	const struct post *post = &POSTS[random_below(random, POSTS_COUNT - 6)];
	if (from_department)
		post = &POSTS[POSTS_COUNT - 6];
	else if (random_chance(random, 40))
		post = &POSTS[POSTS_COUNT - 5 + random_below(random, 5)];
	invent_times(made);
	made->station = post->station;
	made->origin_ri = post->ri;
	made->from = (struct made_address){NULL, post->name, NULL, NULL};
	made->serial = from_department ? random_between(random, 1, 299999)
				       : (int)random_log_normal(random, 900, 1.0, 1, 17000);
	made->id = invent_id(made->pool, made->dtg.year, made->station, made->serial);
	made->capitals = made->dtg.year < 1996 ||
			 (made->dtg.year < 2003 && random_chance(random, 500)) ||
			 random_chance(random, 30);
}

void invent_heading(struct made *made)
{
	struct random *random = &made->random;
	invent_precedence(made);
	invent_addressees(made, &POSTS[POSTS_COUNT - 6]);
	made->has_section_suffix = made->sections > 1 || random_chance(random, 600);
	if (made->profile == MADE_CFPF)
		return;
	invent_routing(made);
	invent_signals(made);
	made->partial = random_chance(random, 70);
	made->short_heading = !made->partial && random_chance(random, 45);
}
