/* cmd_log.c - septel log: who read what, and who was refused. */
#include "../base/date.h"
#include "archive_session.h"
#include "commands.h"
#include "printer.h"
#include "safe.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPT_ARCHIVE, OPT_JSON, OPT_VIEWER, OPT_OBJECT, OPT_DENIED, OPT_VERIFY };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	{"json", OPTION_FLAG, NULL, "one JSON object an entry, one line each"},
	{"viewer", OPTION_TEXT, "USER", "only what this user did"},
	{"object", OPTION_TEXT, "ID", "only what was done with this message"},
	{"denied", OPTION_FLAG, NULL, "only what was not shown in full"},
	{"verify", OPTION_FLAG, NULL, "only whether the chain of hashes holds"},
};

static void print_key(struct printer *printer, const char *key, struct septel_view value)
{
	printer_key(printer, key);
	printer_string_or_null(printer, value);
}

static void print_json(struct septel_out *out, const struct access_log_entry *entry, const char *at,
		       const char *label)
{
	struct printer printer;
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "number");
	printer_number(&printer, (long long)entry->number);
	print_key(&printer, "time", septel_view_of(at));
	print_key(&printer, "viewer", entry->viewer);
	print_key(&printer, "action", entry->action);
	print_key(&printer, "object", entry->object);
	print_key(&printer, "outcome", septel_view_of(septel__access_outcome_name(entry->outcome)));
	print_key(&printer, "label", septel_view_of(label));
	print_key(&printer, "hash", entry->hash);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static bool take(void *context, const struct access_log_entry *entry)
{
	const bool *json = context;
	char at[SECONDS_TEXT_SIZE], label[LABEL_TEXT_SIZE];
	struct septel_out out;
	septel__seconds_text(entry->time, at);
	septel__label_text(entry->label, label);
	septel__out_init(&out, NULL, 0);
	if (*json) {
		print_json(&out, entry, at, label);
	} else {
		septel__out_format(&out, "%" PRIu64 "  %s  ", entry->number, at);
		print_safely(&out, entry->viewer);
		septel__out_format(&out, "  %.*s  ", VIEW_FORMAT(entry->action));
		print_safely(&out, entry->object);
		septel__out_format(&out, "  %s  %s\n", septel__access_outcome_name(entry->outcome),
				   label);
	}
	const bool written = fwrite(out.data, 1, out.length, stdout) == out.length;
	septel__out_release(&out);
	return written;
}

static int code_of(enum access_status status)
{
	return status == ACCESS_OK       ? EXIT_DONE
	       : status == ACCESS_BROKEN ? EXIT_BROKEN
					 : EXIT_INVALID;
}

static int verify(const char *path, struct access_error *error)
{
	struct access_log_check check;
	const enum access_status status =
		septel__access_log_verify(&check, path, (struct septel_view){"", 0}, error);
	if (status == ACCESS_OK)
		printf("%" PRIu64 " entries, the last %s\n", check.entries, check.last);
	return code_of(status);
}

static int run_log(const struct invocation *invocation)
{
	const struct option_value *options = invocation->options;
	struct access_error error = {"out of memory"};
	char *path = archive_beside(archive_path(&options[OPT_ARCHIVE]), "-log");
	bool json = options[OPT_JSON].text != NULL;
	struct access_log_filter filter = {.denied = options[OPT_DENIED].text != NULL};
	int status = EXIT_INVALID;
	if (options[OPT_VIEWER].text)
		filter.viewer = septel_view_of(options[OPT_VIEWER].text);
	if (options[OPT_OBJECT].text)
		filter.object = septel_view_of(options[OPT_OBJECT].text);
	if (path)
		status = options[OPT_VERIFY].text ? verify(path, &error)
						  : code_of(septel__access_log_read(
							    path, &filter, take, &json, &error));
	if (status != EXIT_DONE)
		complain("septel log: %s", error.text);
	free(path);
	return status;
}

const struct command COMMAND_LOG = {
	.name = "log",
	.summary = "Who read what of an archive, and who was refused",
	.arguments = "",
	.about = "Every read and every denial of a user (--as) is an entry of the file\n"
		 "ARCHIVE-log, chained to the one before by its hash: what was changed, left out\n"
		 "or cut off shows (--verify).",
	.broken = "the chain of hashes does not hold",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel user add tom C; septel show --as tom 08BAGHDAD3796; septel log",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_log,
};
