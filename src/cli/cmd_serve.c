/* cmd_serve.c - septel serve: the reading room. */
#include "archive_session.h"
#include "commands.h"
#include "safe.h"
#include "serve_run.h"

enum { OPT_ARCHIVE, OPT_AS, OPT_OPEN, OPT_LISTEN };

#define LISTEN_DEFAULT "127.0.0.1:8127"

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"open", OPTION_FLAG, NULL,
	 "as the owner, who sees all (so it is where --as names nobody)"},
	{"listen", OPTION_TEXT, "ADDRESS:PORT",
	 "where (default: " LISTEN_DEFAULT "); port 0: any that is free"},
};

static int run(const struct invocation *invocation)
{
	return command_excludes(invocation, OPT_AS, OPT_OPEN)
		       ? serve_run(invocation, &invocation->options[OPT_ARCHIVE],
				   &invocation->options[OPT_AS],
				   invocation->options[OPT_LISTEN].text
					   ? invocation->options[OPT_LISTEN].text
					   : LISTEN_DEFAULT)
		       : EXIT_INVALID;
}

const struct command COMMAND_SERVE = {
	.name = "serve",
	.summary = "Open the reading room: an archive in a browser",
	.arguments = "",
	.about = "Prints its address when it is ready, and answers until SIGTERM or SIGINT. Each "
		 "page\n"
		 "has a twin for programs, its address with .json; GET /healthz answers 200. There "
		 "is\n"
		 "no sign-in: whoever reaches it is the owner, or the user of --as, so it listens "
		 "on\n"
		 "addresses of this machine alone.",
	.refused = "the address is not one of this machine alone",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "timeout --preserve-status -s INT 1 septel serve --listen 127.0.0.1:0",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
