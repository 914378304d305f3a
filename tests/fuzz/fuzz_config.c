/* fuzz_config - whatever the bytes: the promises of a configuration, of routes and of a plan hold.
 *
 * The input is a configuration, routes, collectives, and a message, with lines "---" between.  The
 * message is a line of routing indicators, then address lines: T, I or X, a routing indicator and
 * "/", a designator.  Where the configuration has errors, one that has none is taken, so that the
 * rest is reached. */
#include "../../src/relay/routes.h"
#include "promises.h"

#define CALLED_LIMIT     200u
#define ADDRESSEES_LIMIT 64u

static const char SOUND[] =
	"station RUEHGB \"AMEMBASSY BAGHDAD\" spool s control c routes r operator B\n"
	"circuit W { null peer RUEHC ceiling SECRET release AA }\n"
	"circuit X { null peer RXAAA highest PRIORITY }\n"
	"box B { folder b } copy to B all copy to X when tags PHUM\n";

static struct septel_view next_part(struct septel_view *rest)
{
	const size_t rule = septel__find(*rest, "\n---\n", 0);
	const struct septel_view part =
		septel__slice(*rest, 0, rule == VIEW_NOT_FOUND ? rest->len : rule + 1);
	*rest = septel__slice(*rest, rule == VIEW_NOT_FOUND ? rest->len : rule + 5, rest->len);
	return part;
}

/* Every line begins with the path that it is about, and there is one. */
static void check_errors(const struct septel_out *errors, const char *path, const char *other)
{
	struct septel_view rest = septel__out_written(errors), line;
	require(rest.len > 0);
	while (septel__next_line(&rest, &line))
		require(septel__starts(line, path) || septel__starts(line, other));
}

static void check_config(const struct relay_config *config)
{
	require(config->station.len >= 4 && config->station.len <= 8);
	require(config->spool.len && config->control.len && config->routes.len);
	for (size_t i = 0; i < config->outlet_count; i++) {
		const struct outlet_settings *outlet = &config->outlets[i];
		require(outlet->name.len > 0 && outlet->window >= 1);
		require(outlet->digits == 3 || outlet->digits == 4);
		require(outlet->letters_out[3] == '\0' && outlet->letters_in[3] == '\0');
		require(septel__config_outlet(config, outlet->name) == i);
	}
	for (size_t i = 0; i < config->profile_count; i++)
		require(config->profiles[i].to < config->outlet_count);
}

static void read_message(struct septel_view text, struct envelope *envelope,
			 struct septel_view *called, struct envelope_addressee *addressees)
{
	struct septel_view line;
	memset(envelope, 0, sizeof *envelope);
	envelope->precedence = envelope->action = SEPTEL_FLASH;
	envelope->info = SEPTEL_ROUTINE;
	envelope->classification = text.len % 2 ? SEPTEL_SECRET : SEPTEL_UNCLASSIFIED;
	envelope->routing.at = called;
	envelope->addressees = addressees;
	if (!septel__next_line(&text, &line))
		return;
	while (envelope->routing.count < CALLED_LIMIT &&
	       septel__next_word(&line, &called[envelope->routing.count]))
		envelope->routing.count++;
	while (envelope->addressee_count < ADDRESSEES_LIMIT && septel__next_line(&text, &line)) {
		size_t oblique = septel__find_byte(line, '/', 0);
		if (oblique == VIEW_NOT_FOUND)
			oblique = 0;
		addressees[envelope->addressee_count++] = (struct envelope_addressee){
			.role = line.len && line.ptr[0] == 'X'   ? ROLE_EXEMPT
				: line.len && line.ptr[0] == 'I' ? ROLE_INFORMATION
								 : ROLE_ACTION,
			.ri = septel__trim(septel__slice(line, 1, oblique)),
			.name = septel__slice(line, oblique + 1, line.len),
		};
	}
}

/* Nothing that an outlet may not carry goes out on it; nothing goes back. */
static void check_plan(const struct relay_config *config, const struct envelope *envelope,
		       const struct plan_question *question, const struct plan *plan)
{
	size_t placed = 0;
	for (size_t i = 0; i < plan->decision_count; i++) {
		const struct plan_decision *decision = &plan->decisions[i];
		require(decision->bar || decision->outlet < config->outlet_count);
		require(decision->bar || decision->outlet != question->from ||
			decision->collective.len || decision->rule == RULE_STATION);
	}
	for (size_t i = 0; i < plan->copy_count; i++) {
		const struct plan_copy *copy = &plan->copies[i];
		placed += copy->routing.count;
		require(copy->precedence != SEPTEL_PRECEDENCE_NONE);
		require((copy->bar != BAR_NONE) == (copy->reason.len > 0));
		require(copy->bar ||
			septel__outlet_bar(&config->outlets[copy->outlet], envelope->classification,
					   copy->precedence, envelope->release) == BAR_NONE);
		for (size_t j = 0; j < i; j++)
			require(copy->outlet == NO_OUTLET ||
				copy->outlet != plan->copies[j].outlet ||
				!septel__is_box(config->outlets[copy->outlet].kind) ||
				copy->bar != plan->copies[j].bar);
	}
	require(placed == plan->decision_count);
}

static void try_plan(const struct relay_config *config, const struct routes *routes,
		     struct septel_view text, struct septel_arena *arena)
{
	struct septel_view called[CALLED_LIMIT + 1];
	struct envelope_addressee addressees[ADDRESSEES_LIMIT];
	struct envelope envelope;
	read_message(text, &envelope, called, addressees);
	struct plan_question question = {
		.envelope = &envelope, .bytes = text, .from = text.len % 3 ? NO_OUTLET : 0};
	struct plan plan;
	if (septel__plan(&plan, routes, &question, arena))
		check_plan(config, &envelope, &question, &plan);
	else
		require(septel_arena_failed(arena));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct septel_view rest = {(const char *)data, size > FUZZ_INPUT_LIMIT ? 0 : size};
	const struct septel_view text = next_part(&rest);
	const struct route_text table = {VIEW_LITERAL("r.tsv"), next_part(&rest)};
	const struct route_text collectives = {VIEW_LITERAL("c.tsv"), next_part(&rest)};
	struct septel_arena *arena = septel_arena_new(0);
	struct relay_config config;
	struct septel_out errors;
	require(arena != NULL);
	septel__out_init(&errors, arena, 0);
	bool sound = septel__config_read(&config, "x.conf", text, arena, &errors);
	if (!sound) {
		check_errors(&errors, "x.conf:", "x.conf:");
		septel__out_clear(&errors);
		sound = septel__config_read(&config, "x.conf", septel_view_of(SOUND), arena,
					    &errors);
	}
	require(sound);
	check_config(&config);
	const struct routes *routes =
		septel__routes_read(&config, &table, &collectives, arena, &errors);
	if (routes)
		try_plan(&config, routes, rest, arena);
	else
		check_errors(&errors, "r.tsv:", "c.tsv:");
	septel_arena_free(arena);
	return 0;
}
