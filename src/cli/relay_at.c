/* relay_at.c - see relay_at.h. */
#include "relay_at.h"

#include "../access/files.h"
#include "../base/limits.h"
#include "safe.h"

#include <stdlib.h>

/* Memory for a configuration and its tables. */
#define RELAY_AT_LIMIT ((size_t)2 << 30)

static bool read_file(struct relay_at *relay, const char *command, const char *path, size_t limit,
		      struct septel_view *text)
{
	struct access_error error;
	bool present;
	if (septel__file_read(text, &present, path, limit, relay->arena, &error) != ACCESS_OK) {
		complain("septel %s: %s", command, error.text);
		return false;
	}
	if (!present)
		complain("septel %s: %s is not there", command, path);
	return present;
}

static bool read_tables(struct relay_at *relay, const char *command, struct septel_out *errors)
{
	const struct relay_config *config = &relay->config;
	struct route_text routes = {config->routes, VIEW_LITERAL("")};
	struct route_text collectives = {config->collectives, VIEW_LITERAL("")};
	if (!read_file(relay, command, config->routes.ptr, RELAY_TABLE_LIMIT, &routes.text) ||
	    (config->collectives.len && !read_file(relay, command, config->collectives.ptr,
						   RELAY_TABLE_LIMIT, &collectives.text)))
		return false;
	relay->routes = septel__routes_read(config, &routes, &collectives, relay->arena, errors);
	return relay->routes != NULL;
}

static void tell(const char *command, const struct relay_at *relay, struct septel_out *errors)
{
	struct septel_view rest = septel__out_written(errors), line;
	while (septel__next_line(&rest, &line))
		complain("%.*s", VIEW_FORMAT(line));
	if (septel_arena_failed(relay->arena))
		complain("septel %s: out of memory", command);
}

const char *relay_at_path(const struct invocation *invocation)
{
	const char *path = invocation->options[OPT_CONFIG].text;
	if (!path)
		path = getenv("SEPTEL_RELAY");
	if (path && *path)
		return path;
	complain("septel %s: which configuration? --config FILE, or $SEPTEL_RELAY",
		 invocation->command->name);
	return NULL;
}

static bool open_with(struct relay_at *relay, const struct invocation *invocation, bool tables)
{
	const char *command = invocation->command->name;
	const char *path = relay_at_path(invocation);
	struct septel_view text;
	struct septel_out errors;
	memset(relay, 0, sizeof *relay);
	if (!path)
		return false;
	relay->arena = septel_arena_new(RELAY_AT_LIMIT);
	if (!relay->arena) {
		complain("septel %s: out of memory", command);
		return false;
	}
	septel__out_init(&errors, relay->arena, 0);
	const bool good = read_file(relay, command, path, RELAY_CONFIG_LIMIT, &text) &&
			  septel__config_read(&relay->config, path, text, relay->arena, &errors) &&
			  (!tables || read_tables(relay, command, &errors));
	if (!good) {
		tell(command, relay, &errors);
		relay_at_close(relay);
	}
	return good;
}

bool relay_at_open(struct relay_at *relay, const struct invocation *invocation)
{
	return open_with(relay, invocation, true);
}

bool relay_at_config(struct relay_at *relay, const struct invocation *invocation)
{
	return open_with(relay, invocation, false);
}

void relay_at_close(struct relay_at *relay)
{
	septel_arena_free(relay->arena);
	relay->arena = NULL;
}
