/* cmd_export.c - septel export: messages of an archive to files of other programs. */
#include "../access/mask.h"
#include "../archive/messages.h"
#include "../archive/search.h"
#include "archive_session.h"
#include "base64.h"
#include "commands.h"
#include "message_print.h"

#include <septel/convert.h>
#include <stdio.h>

enum { OPT_ARCHIVE, OPT_AS, OPT_TO };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"to", OPTION_CHOICE, "jsonl|csv|eml|text",
	 "JSON lines with the bytes as received, rows of cables.csv, a mailbox, or text "
	 "(default: jsonl)"},
};

enum form { FORM_JSONL, FORM_CSV, FORM_EML, FORM_TEXT };

struct export
{
	struct archive_session session;
	enum form form;
	struct septel_arena *arena;
	struct septel_out out;
	uint32_t written;
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
		base64_encode(&encoded, masked->message->raw);
		printer_string(&printer, septel__out_written(&encoded));
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
	septel__out_format(out, "\"%u\",", export->written + 1);
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
	struct septel_view line;
	septel__out_string(out, "From septel@localhost Thu Jan  1 00:00:00 1970\n");
	while (septel__next_line(&mail, &line)) {
		septel__out_view(out, line);
		septel__out_byte(out, '\n');
	}
	septel__out_byte(out, '\n');
}

static bool write_message(struct export *export, const struct access_masked *masked,
			  const struct receipt *receipt)
{
	struct septel_view text = {"", 0};
	if (export->form == FORM_JSONL) {
		export_json(export, masked, receipt);
		return true;
	}
	/* Bytes where all may be seen; else the message as it may be told. */
	if (export->form == FORM_CSV && masked->decision.outcome == ACCESS_FULL)
		text = masked->message->raw;
	else if (septel_convert(&text, masked->message,
				export->form == FORM_EML ? SEPTEL_TO_EML : SEPTEL_TO_TEXT, NULL,
				export->arena) != SEPTEL_OK)
		return false;
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
 * for many messages. */
#define BATCH_BYTES ((size_t)1 << 20)

static bool print_batch(struct export *export)
{
	if (!archive_session_sync(&export->session))
		return false;
	const bool printed =
		fwrite(export->out.data, 1, export->out.length, stdout) == export->out.length;
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
	export->written++;
	return !export->out.failed && (export->out.length < BATCH_BYTES || print_batch(export));
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
	bool done = true;
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
	return name[0] == 'c' ? FORM_CSV : name[0] == 'e' ? FORM_EML : FORM_TEXT;
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
	if (export.arena && arena) {
		if (septel__query_parse(&query, text, arena, &error)) {
			status = archive_session_open(&export.session, invocation,
						      &invocation->options[OPT_ARCHIVE],
						      &invocation->options[OPT_AS]);
			archive_session_log_lazily(&export.session);
			if (status == EXIT_DONE)
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
	.about = "Writes every message that the query finds, newest first. JSON lines hold the\n"
		 "fields of septel parse and the bytes as received (raw, base64), from which\n"
		 "septel import reads: import of an export gives the same archive. What a user\n"
		 "may not see is masked; masked messages have no raw bytes.",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel export --to csv 'date:2008'",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_export,
};
