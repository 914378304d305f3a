/* serve_here.c - see serve_run.h: as septel-serve has it. */
#include "../web/server.h"
#include "archive_session.h"
#include "serve_run.h"

static const int EXITS[] = {
	[SERVER_STOPPED] = EXIT_DONE,
	[SERVER_BAD_ADDRESS] = EXIT_INVALID,
	[SERVER_NOT_LOOPBACK] = EXIT_REFUSED,
	[SERVER_FAILED] = EXIT_INVALID,
};

int serve_run(const struct invocation *invocation, const struct option_value *archive,
	      const struct option_value *as, const char *listen)
{
	struct archive_session session;
	int status = archive_session_open(&session, invocation, archive, as);
	if (status == EXIT_DONE) {
		const struct server_options options = {
			.listen = listen,
			.archive = archive_path(archive),
			.viewer = &session.viewer,
			.log = session.logged ? &session.log : NULL,
		};
		status = EXITS[septel__server_run(&options)];
	}
	archive_session_close(&session);
	return status;
}
