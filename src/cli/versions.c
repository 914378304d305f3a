/* versions.c - see versions.h.
 *
 * The comparison itself is diff(1)'s, which every system has.
 */
#include "versions.h"

#include "../access/mask.h"
#include "../archive/messages.h"
#include "../base/date.h"
#include "printer.h"
#include "safe.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void print_hash(struct septel_view hash, char text[2 * 32 + 1])
{
	for (size_t i = 0; i < hash.len && i < 32; i++)
		snprintf(text + 2 * i, 3, "%02x", (unsigned char)hash.ptr[i]);
}

static void print_key(struct printer *printer, const char *key, struct septel_view value)
{
	printer_key(printer, key);
	printer_string_or_null(printer, value);
}

static void print_receipt(const struct receipt *receipt, bool current, bool json,
			  struct septel_out *out)
{
	char at[SECONDS_TEXT_SIZE], hash[2 * 32 + 1] = "";
	struct printer printer;
	septel__seconds_text(receipt->at, at);
	print_hash(receipt->hash, hash);
	if (!json) {
		septel__out_format(out, "%c %u  %s  %8llu bytes  %.12s  ", current ? '*' : ' ',
				   receipt->number, at, (unsigned long long)receipt->size, hash);
		print_safely(out, receipt->source);
		if (receipt->parts.len)
			septel__out_format(out, " (receipts %.*s)", VIEW_FORMAT(receipt->parts));
		else if (receipt->total > 1)
			septel__out_format(out, " (sections %.*s of %d)",
					   VIEW_FORMAT(receipt->present), receipt->total);
		septel__out_byte(out, '\n');
		return;
	}
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	print_key(&printer, "id", receipt->id);
	printer_key(&printer, "receipt");
	printer_number(&printer, receipt->number);
	printer_key(&printer, "current");
	printer_bool(&printer, current);
	print_key(&printer, "received", septel_view_of(at));
	print_key(&printer, "source", receipt->source);
	printer_key(&printer, "size");
	printer_number(&printer, (long long)receipt->size);
	print_key(&printer, "hash", septel_view_of(hash));
	print_key(&printer, "sections", receipt->present);
	print_key(&printer, "joined_from", receipt->parts);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

/* The clean text of a receipt, if all of it may be seen. */
static int read_text(struct archive_session *session, const struct receipt *receipt,
		     struct septel_view *text, struct septel_arena *arena)
{
	const struct septel_message *message;
	struct receipt again;
	if (septel__message_read(session->archive, receipt->number, &message, &again, arena) !=
	    LOOKUP_FOUND) {
		archive_tell(session->invocation, session->archive);
		return EXIT_INVALID;
	}
	*text = message->text;
	return septel__access_message(&session->viewer, message).outcome == ACCESS_FULL
		       ? EXIT_DONE
		       : EXIT_NO_ACCESS;
}

static bool write_file(const char *path, struct septel_view text)
{
	FILE *file = fopen(path, "wx");
	if (!file)
		return false;
	const bool written = fwrite(text.ptr, 1, text.len, file) == text.len;
	return fclose(file) == 0 && written;
}

/* Runs diff(1) on two texts; what it prints is ours. */
static bool run_diff(const char *folder, const struct receipt *old, const struct receipt *new,
		     struct septel_view before, struct septel_view after)
{
	char paths[2][128], labels[2][160];
	snprintf(paths[0], sizeof paths[0], "%s/before", folder);
	snprintf(paths[1], sizeof paths[1], "%s/after", folder);
	snprintf(labels[0], sizeof labels[0], "--label=%.*s (receipt %u)", VIEW_FORMAT(old->id),
		 old->number);
	snprintf(labels[1], sizeof labels[1], "--label=%.*s (receipt %u)", VIEW_FORMAT(new->id),
		 new->number);
	char name[] = "diff", unified[] = "-u", text[] = "-a";
	char *words[] = {name, unified, text, labels[0], labels[1], paths[0], paths[1], NULL};
	int status = 0;
	pid_t child;
	const bool ran = write_file(paths[0], before) && write_file(paths[1], after) &&
			 posix_spawnp(&child, "diff", NULL, NULL, words, environ) == 0 &&
			 waitpid(child, &status, 0) == child && WIFEXITED(status) &&
			 WEXITSTATUS(status) < 2;
	unlink(paths[0]);
	unlink(paths[1]);
	return ran;
}

static int compare(struct archive_session *session, const struct receipt *old,
		   const struct receipt *new, struct septel_arena *arena)
{
	const char *name = session->invocation->command->name;
	struct septel_view before, after;
	char folder[] = "/tmp/septel-diff-XXXXXX";
	int status = read_text(session, old, &before, arena);
	if (status == EXIT_DONE)
		status = read_text(session, new, &after, arena);
	if (status == EXIT_NO_ACCESS)
		complain("septel %s: some of it is above your clearance", name);
	if (status != EXIT_DONE)
		return status;
	if (!mkdtemp(folder)) {
		complain("septel %s: %s: %s", name, folder, strerror(errno));
		return EXIT_INVALID;
	}
	fflush(stdout);
	const bool ran = run_diff(folder, old, new, before, after);
	rmdir(folder);
	if (!ran)
		complain("septel %s: diff could not be run", name);
	return ran ? EXIT_DONE : EXIT_INVALID;
}

/* Whether the viewer may know of every version: of one above him, none is listed. */
static int may_list(struct archive_session *session, const struct receipt *receipts, size_t count,
		    struct septel_arena *arena)
{
	struct septel_view text;
	for (size_t i = 0; !session->viewer.owner && i < count; i++) {
		const int status = read_text(session, &receipts[i], &text, arena);
		if (status == EXIT_NO_ACCESS)
			complain("septel %s: some of it is above your clearance",
				 session->invocation->command->name);
		if (status != EXIT_DONE)
			return status;
	}
	return EXIT_DONE;
}

int versions_print(struct archive_session *session, struct septel_view id, const char *diff,
		   const char *json, struct septel_arena *arena, struct septel_out *out)
{
	struct receipt *receipts;
	size_t count;
	uint32_t current;
	if (septel__message_number(session->archive, id, &current) != LOOKUP_FOUND ||
	    !septel__receipts(session->archive, id, &receipts, &count, arena)) {
		archive_tell(session->invocation, session->archive);
		return EXIT_INVALID;
	}
	const int status = may_list(session, receipts, count, arena);
	const struct access_label label = {SEPTEL_CLASS_NONE, 0};
	if (!archive_session_log(session, diff ? "diff" : "versions", id,
				 status == EXIT_DONE ? ACCESS_FULL : ACCESS_NONE, label))
		return EXIT_INVALID;
	if (status != EXIT_DONE)
		return status;
	if (!diff) {
		for (size_t i = 0; i < count; i++)
			print_receipt(&receipts[i], receipts[i].number == current, json != NULL,
				      out);
		return EXIT_DONE;
	}
	const struct receipt *old = NULL, *new = NULL;
	for (size_t i = 0; i < count; i++) {
		if (receipts[i].number == current)
			new = &receipts[i];
		else if (!new)
			old = &receipts[i];
	}
	/* A message of one version has nothing to be compared with. */
	return old && new ? compare(session, old, new, arena) : EXIT_DONE;
}
