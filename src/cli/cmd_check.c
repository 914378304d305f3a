/* cmd_check.c - septel check: is the archive what it should be. */
#include "../archive/check.h"
#include "../base/limits.h"
#include "archive_session.h"
#include "commands.h"
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
	printf("%.*s\n", VIEW_FORMAT(septel__out_written(&out)));
	septel__out_release(&out);
}

static void tell_reader(uint64_t messages, const char *reader)
{
	if (messages)
		printf("%" PRIu64 " %s made by %s\n", messages,
		       messages == 1 ? "message" : "messages", reader);
}

static int run_check(const struct invocation *invocation)
{
	const int refused = archive_owner_alone(invocation, &invocation->options[OPT_ARCHIVE],
						&invocation->options[OPT_AS]);
	if (refused != EXIT_DONE)
		return refused;
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_READ);
	struct progress progress;
	struct check check = {.fault = tell_fault, .progress = progress_show, .context = &progress};
	if (!archive)
		return EXIT_INVALID;
	progress_begin(&progress, "check", "messages");
	const bool done = septel__check(&check, archive);
	progress_end(&progress);
	if (!done)
		archive_tell(invocation, archive);
	septel__archive_close(archive);
	tell_reader(check.older, "an older reader; rebuild brings it up");
	tell_reader(check.later, "a later reader; this one does not know what it should be");
	if (check.faults > CHECK_FAULTS_LIMIT)
		printf("and %" PRIu64 " more\n", check.faults - CHECK_FAULTS_LIMIT);
	return check.faults ? EXIT_BROKEN : done ? EXIT_DONE : EXIT_INVALID;
}

const struct command COMMAND_CHECK = {
	.name = "check",
	.summary = "Check an archive",
	.arguments = "",
	.about =
		"Holds the stored bytes against their hashes, and what was made of them (fields,\n"
		"references, index) against what today's reader makes of the same bytes. One line\n"
		"for each fault. `septel rebuild` mends what is made of sound bytes. What an older "
		"reader\n"
		"made may differ from today's: that is told in one line and no fault.",
	.broken = "something is not as it should be",
	.no_access = NO_ACCESS_OWNER,
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel check",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_check,
};
