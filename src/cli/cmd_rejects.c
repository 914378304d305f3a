/* cmd_rejects.c - septel rejects: what an archive did not take in, and why. */
#include "../archive/rejects.h"
#include "archive_at.h"
#include "commands.h"
#include "printer.h"
#include "safe.h"

#include <inttypes.h>
#include <stdio.h>

enum { OPT_ARCHIVE, OPT_JSON };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	{"json", OPTION_FLAG, NULL, "one JSON object a reject, one line each"},
};

struct session {
	bool json;
	struct septel_out out;
};

static void print_json(struct septel_out *out, const struct reject *reject)
{
	struct printer printer;
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "source");
	printer_string(&printer, reject->source);
	printer_key(&printer, "line");
	printer_number_or_null(&printer, reject->line ? (long long)reject->line : -1);
	printer_key(&printer, "reason");
	printer_string(&printer, reject->reason);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static bool print_reject(const struct reject *reject, void *context)
{
	struct session *session = context;
	struct septel_out *out = &session->out;
	septel__out_clear(out);
	if (session->json) {
		print_json(out, reject);
	} else {
		print_safely(out, reject->source);
		if (reject->line)
			septel__out_format(out, ":%" PRIu64, reject->line);
		septel__out_string(out, ": ");
		print_safely(out, reject->reason);
		septel__out_byte(out, '\n');
	}
	(void)fwrite(out->data, 1, out->length, stdout);
	return true;
}

static int run_rejects(const struct invocation *invocation)
{
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_READ);
	struct session session = {.json = invocation->options[OPT_JSON].text != NULL};
	if (!archive)
		return EXIT_INVALID;
	septel__out_init(&session.out, NULL, 0);
	const bool done = septel__rejects_each(archive, print_reject, &session);
	if (!done)
		archive_tell(invocation, archive);
	septel__out_release(&session.out);
	septel__archive_close(archive);
	return done ? EXIT_DONE : EXIT_INVALID;
}

const struct command COMMAND_REJECTS = {
	.name = "rejects",
	.summary = "Tell what an archive did not take in",
	.arguments = "",
	.about = "One line for each item that an import could not read: where it stands, and why.",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel rejects",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_rejects,
};
