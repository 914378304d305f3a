/* journal_line.c - see journal_line.h. */
#include "journal_line.h"

#include "printer.h"
#include "safe.h"

#include <inttypes.h>
#include <stdio.h>

void journal_keys(struct printer *printer, const struct journal_entry *entry)
{
	char hash[2 * CHAIN_HASH_SIZE + 1];
	for (size_t i = 0; i < CHAIN_HASH_SIZE; i++)
		snprintf(hash + 2 * i, 3, "%02x", entry->hash[i]);
	spool_key_number(printer, "entry", entry->number);
	spool_key_time(printer, "time", entry->at);
	spool_key_number(printer, "message", entry->name.message);
	spool_key_number(printer, "copy", entry->name.copy);
	spool_key_text(printer, "outlet", entry->outlet);
	spool_key_text(printer, "event", entry->event);
	spool_key_text(printer, "detail", entry->detail);
	spool_key_text(printer, "hash", septel_view_of(hash));
}

void journal_line(struct spool_session *session, const struct journal_entry *entry)
{
	struct septel_out *out = &session->out;
	struct printer printer;
	if (session->json) {
		printer_init(&printer, out, true);
		printer_begin_map(&printer);
		journal_keys(&printer, entry);
		printer_end_map(&printer);
		printer_end_record(&printer);
		return;
	}
	septel__out_format(out, "%" PRIu64 "  ", entry->number);
	spool_time(out, entry->at);
	septel__out_string(out, "  ");
	if (entry->name.message)
		septel__out_format(out, "%" PRIu64, entry->name.message);
	if (entry->name.copy)
		septel__out_format(out, ".%" PRIu32, entry->name.copy);
	if (entry->name.message)
		septel__out_string(out, "  ");
	print_safely(out, entry->event);
	if (entry->outlet.len) {
		septel__out_string(out, "  ");
		print_safely(out, entry->outlet);
	}
	if (entry->detail.len) {
		septel__out_string(out, "  ");
		print_safely(out, entry->detail);
	}
	septel__out_byte(out, '\n');
}
