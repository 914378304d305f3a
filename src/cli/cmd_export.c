/* cmd_export.c - septel export: messages of an archive to files of other programs. */
#include "../access/mask.h"
#include "../archive/messages.h"
#include "../archive/prepared.h"
#include "../archive/search.h"
#include "../base/date.h"
#include "../base/encoding.h"
#include "../message/record_mail.h"
#include "archive_session.h"
#include "commands.h"
#include "maildir.h"
#include "message_print.h"
#include "safe.h"

#include <septel/convert.h>
#include <stdio.h>

enum { OPT_ARCHIVE, OPT_AS, OPT_TO, OPT_OUTPUT };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"to", OPTION_CHOICE, "jsonl|csv|eml|text|maildir",
	 "JSON lines with the bytes as received, rows of cables.csv, a mailbox, text, or a "
	 "folder of mails with the bytes as received (default: jsonl)"},
	{"output", OPTION_TEXT, "DIR", "the folder of --to maildir; made where there is none"},
};

/* Of the name of a mail; a half of them tells a million apart. */
#define MAIL_HASH_BYTES 16

enum form { FORM_JSONL, FORM_CSV, FORM_EML, FORM_TEXT, FORM_MAILDIR };

struct export
{
	struct archive_session session;
	enum form form;
	struct septel_arena *arena;
	struct septel_out out;
	struct maildir *maildir; /* of FORM_MAILDIR */
	uint32_t written, unchanged;
};

static void export_json(struct export *export, const struct access_masked *masked,
			const struct receipt *receipt)
{
	const struct corpus_item item = {
		.path = receipt->source, .offset = receipt->offset, .line = 1};
	struct printer printer;
	printer_init(&printer, &export->out, true);
	printer_begin_map(&printer);
	message_print_keys(&printer, masked->message, &item, export->arena);
	printer_key(&printer, "raw");
	/* What is masked has no bytes; its text was withheld with them. */
	if (masked->decision.outcome == ACCESS_FULL) {
		struct septel_out encoded;
		septel__out_init(&encoded, export->arena, 0);
		septel__encode_base64(&encoded, masked->message->raw);
		printer_string(&printer, septel__out_written(&encoded));
		/* What only the record around the message told: the bytes do not. */
		if (receipt->options.year && !septel__has_time(masked->message->dtg)) {
			printer_key(&printer, "year");
			printer_number(&printer, receipt->options.year);
		}
	} else {
		printer_null(&printer);
	}
	printer_end_map(&printer);
	printer_end_record(&printer);
}

/* A field of the dialect: quoted, `"` and `\` with a backslash before them. */
static void put_field(struct septel_out *out, struct septel_view field, const char *behind)
{
	septel__out_byte(out, '"');
	for (size_t i = 0; i < field.len; i++) {
		if (field.ptr[i] == '"' || field.ptr[i] == '\\')
			septel__out_byte(out, '\\');
		septel__out_byte(out, field.ptr[i]);
	}
	septel__out_string(out, behind);
}

static void put_references(struct septel_out *out, const struct septel_message *message)
{
	bool first = true;
	septel__out_byte(out, '"');
	for (size_t i = 0; i < message->references.count; i++) {
		if (message->references.at[i].id.len == 0)
			continue;
		if (!first)
			septel__out_byte(out, '|');
		first = false;
		septel__out_view(out, message->references.at[i].id);
	}
	septel__out_string(out, "\",");
}

/* Number, date, id, origin, classification, references, header, body.  The header is
 * what stands before the first empty line, as the dialect has it. */
static void export_csv(struct export *export, const struct access_masked *masked,
		       struct septel_view text)
{
	const struct septel_message *message = masked->message;
	struct septel_out *out = &export->out;
	const struct septel_time dtg = message->dtg;
	const size_t end = septel__find(text, "\n\n", 0);
	septel__out_format(out, "\"%u\",", export->written);
	if (dtg.year)
		septel__out_format(out, "\"%d/%d/%d %d:%02d\",", dtg.month, dtg.day, dtg.year,
				   dtg.hour < 0 ? 0 : dtg.hour, dtg.minute < 0 ? 0 : dtg.minute);
	else
		septel__out_string(out, "\"\",");
	put_field(out, message->id, "\",");
	put_field(out, message->from.name, "\",");
	put_field(out, septel_view_of(septel_class_name(message->classification)), "\",");
	put_references(out, message);
	put_field(out, end == VIEW_NOT_FOUND ? VIEW_LITERAL("") : septel__slice(text, 0, end),
		  "\",");
	put_field(out, end == VIEW_NOT_FOUND ? text : septel__slice(text, end + 2, text.len),
		  "\"\n");
}

/* Lines of a mail's body that begin with "From " are encoded already (convert). */
static void put_mail(struct septel_out *out, struct septel_view mail)
{
	septel__out_string(out, "From septel@localhost Thu Jan  1 00:00:00 1970\n");
	septel__mail_lines(out, mail, "\n");
	septel__out_byte(out, '\n');
}

/* Hash of what the mail shows: the bytes as received, which are the same whatever a later
 * reader makes of them; else the mail with its mask, another one for each viewer. */
static void name_mail(char name[MAILDIR_NAME_SIZE], struct septel_view shown)
{
	unsigned char hash[RECEIPT_HASH_SIZE];
	septel__prepare_hash(shown, hash);
	for (size_t i = 0; i < MAIL_HASH_BYTES; i++)
		snprintf(name + 2 * i, 3, "%02x", hash[i]);
	snprintf(name + (size_t)2 * MAIL_HASH_BYTES, sizeof ".septel", ".septel");
}

static bool put_in_maildir(struct export *export, const struct access_masked *masked,
			   const struct receipt *receipt, struct septel_view mail)
{
	const struct septel_message *message = masked->message;
	const bool full = masked->decision.outcome == ACCESS_FULL;
	char name[MAILDIR_NAME_SIZE];
	name_mail(name, full ? message->raw : mail);
	if (maildir_holds(export->maildir, name)) {
		export->unchanged++;
		return true;
	}
	if (full)
		septel__record_mail(&export->out, mail, message->raw, receipt->options.year, name,
				    "\n");
	else
		septel__mail_lines(&export->out, mail, "\n");
	if (export->out.failed)
		return false;
	export->written++;
	return maildir_add(export->maildir, name, export->out.length);
}

static bool write_message(struct export *export, const struct access_masked *masked,
			  const struct receipt *receipt)
{
	struct septel_view text = {"", 0};
	if (export->form == FORM_JSONL) {
		export_json(export, masked, receipt);
		export->written++;
		return true;
	}
	/* Bytes where all may be seen; else the message as it may be told. */
	if (export->form == FORM_CSV && masked->decision.outcome == ACCESS_FULL)
		text = masked->message->raw;
	else if (septel_convert(&text, masked->message,
				export->form == FORM_TEXT || export->form == FORM_CSV
					? SEPTEL_TO_TEXT
					: SEPTEL_TO_EML,
				NULL, export->arena) != SEPTEL_OK)
		return false;
	if (export->form == FORM_MAILDIR)
		return put_in_maildir(export, masked, receipt, text);
	export->written++;
	if (export->form == FORM_CSV) {
		export_csv(export, masked, text);
	} else if (export->form == FORM_EML) {
		put_mail(&export->out, text);
	} else {
		septel__out_view(&export->out, text);
		septel__out_byte(&export->out, '\n');
	}
	return true;
}

/* Bytes that are gathered before they are printed, so that one wait for the log's disk is
 * for many messages; and in a Maildir, where each mail must be on disk as well. */
#define BATCH_BYTES         ((size_t)1 << 20)
#define MAILDIR_BATCH_BYTES ((size_t)16 << 20)

static bool is_batch(const struct export *export)
{
	return export->out.length >=
	       (export->form == FORM_MAILDIR ? MAILDIR_BATCH_BYTES : BATCH_BYTES);
}

static bool print_batch(struct export *export)
{
	bool printed;
	if (!archive_session_sync(&export->session))
		return false;
	if (export->form == FORM_MAILDIR)
		printed = maildir_deliver(export->maildir, septel__out_written(&export->out));
	else
		printed = fwrite(export->out.data, 1, export->out.length, stdout) ==
			  export->out.length;
	septel__out_clear(&export->out);
	return printed;
}

static bool export_number(uint32_t number, struct export *export)
{
	const struct septel_message *message;
	struct receipt receipt;
	struct access_masked masked;
	septel_arena_reset(export->arena);
	if (septel__message_read(export->session.archive, number, &message, &receipt,
				 export->arena) != LOOKUP_FOUND) {
		archive_tell(export->session.invocation, export->session.archive);
		return false;
	}
	if (septel__mask(&masked, &export->session.viewer, message, export->arena) != SEPTEL_OK)
		return false;
	if (masked.decision.outcome == ACCESS_NONE)
		return true;
	if (!archive_session_log(&export->session, "export", receipt.id, masked.decision.outcome,
				 masked.shown) ||
	    !write_message(export, &masked, &receipt))
		return false;
	return !export->out.failed && (!is_batch(export) || print_batch(export));
}

static int export_found(struct export *export, const struct query *query)
{
	size_t count;
	struct search *search = septel__search_new(export->session.archive, query,
						   &export->session.viewer, SEARCH_NEWEST);
	if (!search) {
		archive_tell(export->session.invocation, export->session.archive);
		return EXIT_INVALID;
	}
	const struct search_hit *hits = septel__search_page(search, 0, SIZE_MAX / 2, &count);
	bool done = hits != NULL;
	if (!done)
		archive_tell(export->session.invocation, export->session.archive);
	for (size_t i = 0; done && i < count; i++)
		done = export_number(hits[i].number, export);
	septel__search_free(search);
	/* What was logged is printed, whatever came behind it. */
	done = print_batch(export) && done;
	return done && fflush(stdout) == 0 ? EXIT_DONE : EXIT_INVALID;
}

static enum form form_of(const char *name)
{
	if (!name || name[0] == 'j')
		return FORM_JSONL;
	switch (name[0]) {
	case 'c':
		return FORM_CSV;
	case 'e':
		return FORM_EML;
	case 'm':
		return FORM_MAILDIR;
	default:
		return FORM_TEXT;
	}
}

static int export_to_maildir(struct export *export, const struct query *query, const char *path)
{
	const enum maildir_result result = maildir_open(&export->maildir, path);
	int status = result == MAILDIR_REFUSED ? EXIT_REFUSED : EXIT_INVALID;
	if (result == MAILDIR_OPEN)
		status = export_found(export, query);
	if (maildir_reason(export->maildir)[0])
		complain("septel export: %s: %s", path, maildir_reason(export->maildir));
	if (result == MAILDIR_OPEN && status == EXIT_DONE)
		printf("exported %u, unchanged %u\n", export->written, export->unchanged);
	maildir_close(export->maildir);
	return status;
}

/* The folder is named where the form needs one, and only there. */
static bool check_output(const struct invocation *invocation, enum form form)
{
	if ((form == FORM_MAILDIR) == (invocation->options[OPT_OUTPUT].text != NULL))
		return true;
	fprintf(stderr,
		form == FORM_MAILDIR
			? "septel export: --to maildir needs --output DIR\n"
			: "septel export: --output DIR is for --to maildir alone; the other "
			  "forms are printed\n");
	return false;
}

static int run_export(const struct invocation *invocation)
{
	struct export export = {.arena = septel_arena_new(0),
				.form = form_of(invocation->options[OPT_TO].text)};
	struct septel_arena *arena = septel_arena_new(0);
	const struct septel_view text = septel_view_of(invocation->arguments[0]);
	const struct query *query;
	struct query_error error;
	int status = EXIT_INVALID;
	septel__out_init(&export.out, NULL, 0);
	if (check_output(invocation, export.form) && export.arena && arena) {
		if (septel__query_parse(&query, text, arena, &error)) {
			status = archive_session_open(&export.session, invocation,
						      &invocation->options[OPT_ARCHIVE],
						      &invocation->options[OPT_AS]);
			archive_session_log_lazily(&export.session);
			if (status == EXIT_DONE && export.form == FORM_MAILDIR)
				status = export_to_maildir(&export, query,
							   invocation->options[OPT_OUTPUT].text);
			else if (status == EXIT_DONE)
				status = export_found(&export, query);
			archive_session_close(&export.session);
		} else {
			septel__query_error_print(text, &error, &export.out);
			fprintf(stderr, "septel export: %s\n%.*s", error.message,
				VIEW_FORMAT(septel__out_written(&export.out)));
		}
	}
	septel__out_release(&export.out);
	septel_arena_free(export.arena);
	septel_arena_free(arena);
	return status;
}

const struct command COMMAND_EXPORT = {
	.name = "export",
	.summary = "Write messages of an archive for other programs",
	.arguments = "QUERY",
	.least = 1,
	.about =
		"Writes every message that the query finds, newest first. JSON lines hold the\n"
		"fields of septel parse and the bytes as received (raw, base64), from which\n"
		"septel import reads: import of an export gives the same archive. What a user\n"
		"may not see is masked; masked messages have no raw bytes.\n"
		"A Maildir holds one file a message, for mail readers and mail indexers: the "
		"text,\n"
		"and behind it the bytes as received, so that import of the folder gives the same\n"
		"archive, too. A second export adds what is new. The last line counts both.",
	.refused = "--output is a folder with other things in it",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel export --to csv 'date:2008'",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_export,
};
