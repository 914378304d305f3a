/* cmd_relay.c - septel relay: a station of record traffic. */
#include "commands.h"
#include "relay_at.h"
#include "relay_run.h"

#include <stdio.h>

enum { OPT_CHECK = RELAY_OPTIONS, OPT_WHILE, OPT_AS_ROOT };

static const struct option OPTIONS[] = {
	OPTION_ROW_CONFIG,
	{"check", OPTION_FLAG, NULL, "read configuration and routes, tell what is wrong, and end"},
	{"while", OPTION_TEXT, "COMMAND",
	 "run this shell command when the relay is ready, and end with it"},
	{"as-root", OPTION_FLAG, NULL, "may stay the superuser"},
};

static int check(const struct invocation *invocation)
{
	struct relay_at relay;
	if (!relay_at_open(&relay, invocation))
		return EXIT_INVALID;
	printf("%.*s: %zu circuits and boxes, %zu routes\n", VIEW_FORMAT(relay.config.station),
	       relay.config.outlet_count, septel__routes_count(relay.routes));
	relay_at_close(&relay);
	return EXIT_DONE;
}

static int run(const struct invocation *invocation)
{
	const struct relay_options options = {
		.file = relay_at_path(invocation),
		.during = invocation->options[OPT_WHILE].text,
		.as_root = invocation->options[OPT_AS_ROOT].text != NULL,
	};
	if (!options.file)
		return EXIT_INVALID;
	if (invocation->options[OPT_CHECK].text)
		return check(invocation);
	return relay_run(invocation, &options);
}

const struct command COMMAND_RELAY = {
	.name = "relay",
	.summary = "Run a station of record traffic",
	.arguments = "",
	.about =
		"Takes messages into custody from its circuits and from septel send, sends them\n"
		"on by precedence, and delivers its own; septel-relay.conf(5) says how it is "
		"told.\n"
		"It stays in the foreground and tells on standard error what it does. SIGTERM "
		"ends\n"
		"it, SIGHUP has it read the routes again. It will not run as the superuser unless\n"
		"the configuration names a user whom it becomes, or --as-root is given.\n"
		"With --while, the command finds the relay by $SEPTEL_RELAY, and septel relay "
		"ends\n"
		"with the command's exit code.",
	.not_so = "the command of --while said so",
	.broken = "the spool is damaged",
	.example = "septel relay --check --config examples/relay/baghdad.conf",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
