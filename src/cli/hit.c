/* hit.c - see hit.h. */
#include "hit.h"

#include "../archive/messages.h"
#include "../archive/snippet.h"
#include "../base/date.h"
#include "printer.h"
#include "safe.h"

static void print_indented(struct septel_out *out, struct septel_view line)
{
	if (line.len == 0)
		return;
	septel__out_string(out, "\n    ");
	print_safely(out, line);
}

static void print_row(struct septel_out *out, bool json, const struct message_row *row,
		      struct septel_view subject, struct septel_view snippet)
{
	char text[TIME_TEXT_SIZE];
	struct printer printer;
	if (!json) {
		septel__out_format(out, "%.*s  %s  %s  ", VIEW_FORMAT(row->id),
				   septel__time_text(row->dtg, text),
				   row->classification ? septel_class_name(row->classification)
						       : "-");
		print_safely(out, row->sender);
		print_indented(out, subject);
		print_indented(out, snippet);
		septel__out_string(out, "\n\n");
		return;
	}
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "id");
	printer_string(&printer, row->id);
	printer_key(&printer, "dtg");
	printer_string_or_null(&printer, septel_view_of(septel__time_text(row->dtg, text)));
	printer_key(&printer, "from");
	printer_string_or_null(&printer, row->sender);
	printer_key(&printer, "classification");
	printer_string_or_null(&printer, septel_view_of(septel_class_name(row->classification)));
	printer_key(&printer, "subject");
	printer_string_or_null(&printer, subject);
	printer_key(&printer, "snippet");
	printer_string_or_null(&printer, snippet);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

bool hit_print(struct septel_out *out, struct archive_session *reading, const struct query *query,
	       uint32_t number, bool json, struct septel_arena *arena)
{
	struct message_row row;
	struct receipt receipt;
	const struct septel_message *message;
	struct septel_out snippet;
	if (septel__message_row(reading->archive, number, &row, arena) != LOOKUP_FOUND ||
	    septel__message_read(reading->archive, number, &message, &receipt, arena) !=
		    LOOKUP_FOUND)
		return false;
	septel__out_init(&snippet, arena, 0);
	septel__snippet(message, query, &reading->viewer, NULL, arena, &snippet);
	const struct access_portion subject = {PORTION_SUBJECT, 0};
	const bool seen = septel__access_portion(&reading->viewer, message,
						 septel__label_of_message(message), subject)
				  .outcome == ACCESS_FULL;
	print_row(out, json, &row, seen ? row.subject : VIEW_LITERAL(""),
		  septel__out_written(&snippet));
	return true;
}
