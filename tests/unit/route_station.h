/* route_station.h - a station and its routes from texts, a message from a line or two, and the plan
 * of its copies as a text; for the tests of routes and plans. */
#ifndef SEPTEL_TESTS_ROUTE_STATION_H
#define SEPTEL_TESTS_ROUTE_STATION_H

#include "../../src/relay/routes.h"
#include "arena_fixture.h"

static struct relay_config config;
static const struct routes *routes;
static struct septel_out errors;

/* ---- a station ---------------------------------------------------------------------------- */

#define HEAD(station) "station " station " \"STATION\" spool s control c routes r\n"

static inline void set_up(const char *settings, const char *table, const char *collectives)
{
	const struct route_text routes_text = {VIEW_LITERAL("r.tsv"), septel_view_of(table)};
	const struct route_text collectives_text = {VIEW_LITERAL("c.tsv"),
						    septel_view_of(collectives)};
	septel_arena_reset(arena);
	septel__out_init(&errors, arena, 0);
	if (!septel__config_read(&config, "x.conf", septel_view_of(settings), arena, &errors))
		fail_msg("%.*s", (int)errors.length, errors.data);
	routes = septel__routes_read(&config, &routes_text, &collectives_text, arena, &errors);
}

static inline void station(const char *settings, const char *table, const char *collectives)
{
	set_up(settings, table, collectives);
	if (!routes)
		fail_msg("%.*s", (int)errors.length, errors.data);
}

/* ---- a message ---------------------------------------------------------------------------- */

static struct septel_view called[2000];
static struct envelope_addressee addressees[64];
static struct envelope envelope;
static struct plan_question question;

/* `routing`: by blanks.  `address`: lines "T RI/NAME", "I NAME", "X NAME". */
static inline void message(const char *routing, const char *address)
{
	struct septel_view rest = septel_view_of(routing), line;
	memset(&envelope, 0, sizeof envelope);
	memset(&question, 0, sizeof question);
	envelope.routing.at = called;
	while (septel__next_word(&rest, &called[envelope.routing.count]))
		envelope.routing.count++;
	rest = septel_view_of(address);
	envelope.addressees = addressees;
	while (septel__next_line(&rest, &line)) {
		struct envelope_addressee *addressee = &addressees[envelope.addressee_count++];
		size_t oblique = septel__find_byte(line, '/', 0);
		if (septel__find_byte(line, ' ', 2) < oblique)
			oblique = VIEW_NOT_FOUND; /* of an office */
		const size_t name = oblique == VIEW_NOT_FOUND ? 2 : oblique + 1;
		*addressee = (struct envelope_addressee){
			.role = line.ptr[0] == 'T'   ? ROLE_ACTION
				: line.ptr[0] == 'I' ? ROLE_INFORMATION
						     : ROLE_EXEMPT,
			.ri = septel__slice(line, 2, name == 2 ? 2 : oblique),
			.name = septel__slice(line, name, line.len),
		};
		addressee->by_other_means = septel__is_word(addressee->ri, "ZEN");
		if (addressee->by_other_means)
			addressee->ri = VIEW_LITERAL("");
	}
	envelope.precedence = envelope.action = envelope.info = SEPTEL_ROUTINE;
	envelope.classification = SEPTEL_UNCLASSIFIED;
	question.envelope = &envelope;
	question.from = NO_OUTLET;
	question.bytes = VIEW_LITERAL("");
}

/* Every copy as "OUTLET PRECEDENCE RI..., "; one that is held with its reason behind "HELD". */
static inline const char *planned(void)
{
	struct plan plan;
	struct septel_out out;
	assert_true(septel__plan(&plan, routes, &question, arena));
	septel__out_init(&out, arena, 0);
	for (size_t i = 0; i < plan.copy_count; i++) {
		const struct plan_copy *copy = &plan.copies[i];
		septel__out_format(
			&out, "%s%s %c", i ? "; " : "",
			copy->outlet == NO_OUTLET ? "-" : config.outlets[copy->outlet].name.ptr,
			septel_precedence_name(copy->precedence)[0]);
		for (size_t j = 0; j < copy->routing.count; j++)
			septel__out_format(&out, " %.*s", VIEW_FORMAT(copy->routing.at[j]));
		if (copy->misrouted.len)
			septel__out_format(&out, " for %.*s", VIEW_FORMAT(copy->misrouted));
		if (copy->bar)
			septel__out_format(&out, " HELD %s: %.*s", septel__bar_name(copy->bar),
					   VIEW_FORMAT(copy->reason));
	}
	const char *text = septel__out_terminated(&out);
	assert_non_null(text);
	return text;
}

#endif
