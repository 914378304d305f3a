/* cmd_rebuild.c - septel rebuild: what is made of messages, made anew. */
#include "../archive/rebuild.h"
#include "archive_session.h"
#include "commands.h"
#include "interrupt.h"
#include "progress.h"
#include "safe.h"

#include <inttypes.h>
#include <stdio.h>

enum { OPT_ARCHIVE, OPT_AS };

static const struct option OPTIONS[] = {OPTION_ROW_ARCHIVE, OPTION_ROW_AS_OWNER};

static void tell_fault(struct septel_view fault, void *context)
{
	struct septel_out out;
	progress_end(context);
	septel__out_init(&out, NULL, 0);
	print_safely(&out, fault);
	fprintf(stderr, "septel rebuild: %.*s\n", VIEW_FORMAT(septel__out_written(&out)));
	septel__out_release(&out);
}

static int run_rebuild(const struct invocation *invocation)
{
	const int refused = archive_owner_alone(invocation, &invocation->options[OPT_ARCHIVE],
						&invocation->options[OPT_AS]);
	if (refused != EXIT_DONE)
		return refused;
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_WRITE);
	struct progress progress;
	struct rebuild rebuild = {.fault = tell_fault,
				  .progress = progress_show,
				  .interrupted = interrupt_asked,
				  .context = &progress};
	if (!archive)
		return EXIT_INVALID;
	interrupt_catch();
	progress_begin(&progress, "rebuild", "messages");
	const bool done = septel__rebuild(&rebuild, archive);
	progress_end(&progress);
	if (!done)
		archive_tell(invocation, archive);
	septel__archive_close(archive);
	interrupt_pass_on();
	if (!done)
		return EXIT_INVALID;
	printf("rebuilt %" PRIu64 ", broken %" PRIu64 "\n", rebuild.messages - rebuild.faults,
	       rebuild.faults);
	return rebuild.faults ? EXIT_BROKEN : EXIT_DONE;
}

const struct command COMMAND_REBUILD = {
	.name = "rebuild",
	.summary = "Make an archive's indexes anew",
	.arguments = "",
	.about = "Reads every stored message again and makes fields, references and index anew.\n"
		 "Searches go on meanwhile; until the end, or if it is stopped, they see the "
		 "archive\n"
		 "as it was. It needs free space of about the size of the archive.",
	.broken = "bytes of a stored message are broken: nothing is made of it",
	.no_access = NO_ACCESS_OWNER,
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel rebuild",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_rebuild,
};
