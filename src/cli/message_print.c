/* message_print.c - see message_print.h. */
#include "message_print.h"

#include "../base/date.h"
#include "../base/places.h"

static void print_time(struct printer *printer, struct septel_time time)
{
	char text[TIME_TEXT_SIZE];
	printer_string_or_null(printer, septel_view_of(septel__time_text(time, text)));
}

static void print_views(struct printer *printer, const char *key, struct septel_views views)
{
	printer_key(printer, key);
	printer_begin_list(printer);
	for (size_t i = 0; i < views.count; i++)
		printer_words(printer, views.at[i]);
	printer_end_list(printer);
}

static void print_key_string(struct printer *printer, const char *key, struct septel_view view)
{
	printer_key(printer, key);
	printer_string_or_null(printer, view);
}

static void print_key_number(struct printer *printer, const char *key, long long number)
{
	printer_key(printer, key);
	printer_number_or_null(printer, number);
}

static void print_source(struct printer *printer, const struct septel_message *message,
			 const struct corpus_item *item)
{
	/* Blank lines in front of a message are its own in the file, but it begins
	 * behind them. */
	const size_t blank = message->raw.len - septel__trim_left(message->raw).len;
	const bool all_blank = blank == message->raw.len;
	printer_key(printer, "source");
	printer_begin_map(printer);
	print_key_string(printer, "file", item->path);
	print_key_number(printer, "offset",
			 item->offset + (item->verbatim && !all_blank ? blank : 0));
	printer_end_map(printer);
}

static void print_addressees(struct printer *printer, const char *key,
			     struct septel_addressees addressees)
{
	printer_key(printer, key);
	printer_begin_list(printer);
	for (size_t i = 0; i < addressees.count; i++) {
		const struct septel_addressee *addressee = &addressees.at[i];
		printer_begin_map(printer);
		print_key_string(printer, "ri", addressee->ri);
		print_key_string(printer, "name", addressee->name);
		print_key_string(printer, "precedence", addressee->precedence);
		print_key_string(printer, "mcn", addressee->mcn);
		printer_key(printer, "zen");
		printer_bool(printer, addressee->by_other_means);
		printer_end_map(printer);
	}
	printer_end_list(printer);
}

static void print_heading(struct printer *printer, const struct septel_message *message)
{
	printer_key(printer, "transmission");
	printer_begin_map(printer);
	print_key_string(printer, "circuit", message->transmission.circuit);
	print_key_number(printer, "serial", message->transmission.serial);
	printer_end_map(printer);
	printer_key(printer, "precedence");
	printer_begin_map(printer);
	print_key_string(printer, "action",
			 septel_view_of(septel_precedence_name(message->precedence.action)));
	print_key_string(printer, "info",
			 septel_view_of(septel_precedence_name(message->precedence.info)));
	printer_end_map(printer);
	print_views(printer, "routing", message->routing);
	printer_key(printer, "origin");
	printer_begin_map(printer);
	print_key_string(printer, "ri", message->origin.ri);
	print_key_number(printer, "serial", message->origin.serial);
	print_key_number(printer, "section", message->origin.section);
	printer_key(printer, "filed");
	print_time(printer, message->origin.filed);
	printer_end_map(printer);
	printer_key(printer, "security");
	printer_begin_map(printer);
	print_key_string(printer, "signal", message->security.signal);
	print_key_string(printer, "class", septel__slice(message->security.letters, 0, 1));
	printer_end_map(printer);
	print_views(printer, "signals", message->signals);
	printer_key(printer, "dtg");
	print_time(printer, message->dtg);
	printer_key(printer, "from");
	printer_begin_map(printer);
	print_key_string(printer, "ri", message->from.ri);
	print_key_string(printer, "name", message->from.name);
	printer_end_map(printer);
	print_addressees(printer, "to", message->to);
	print_addressees(printer, "info", message->info);
	print_views(printer, "exempt", message->exempt);
}

static void print_references(struct printer *printer, struct septel_references references)
{
	printer_key(printer, "references");
	printer_begin_list(printer);
	for (size_t i = 0; i < references.count; i++) {
		const struct septel_reference *reference = &references.at[i];
		printer_begin_map(printer);
		print_key_string(printer, "letter", reference->letter);
		print_key_string(printer, "kind",
				 septel_view_of(septel_reference_kind_name(reference->kind)));
		print_key_string(printer, "id", reference->id);
		print_key_string(printer, "text", reference->text);
		if (reference->from.len || septel__has_time(reference->dtg)) {
			print_key_string(printer, "from", reference->from);
			printer_key(printer, "dtg");
			print_time(printer, reference->dtg);
		}
		printer_end_map(printer);
	}
	printer_end_list(printer);
}

static void print_tags(struct printer *printer, struct septel_tags tags)
{
	printer_key(printer, "tags");
	printer_begin_list(printer);
	for (size_t i = 0; i < tags.count; i++) {
		printer_begin_map(printer);
		print_key_string(printer, "tag", tags.at[i].tag);
		print_key_string(printer, "kind",
				 septel_view_of(septel_tag_kind_name(tags.at[i].kind)));
		print_key_string(printer, "name", tags.at[i].name);
		printer_end_map(printer);
	}
	printer_end_list(printer);
}

static void print_internal_heading(struct printer *printer, const struct septel_message *message)
{
	print_key_string(printer, "classification",
			 septel_view_of(septel_class_name(message->classification)));
	print_views(printer, "captions", message->captions);
	printer_key(printer, "sections");
	printer_begin_map(printer);
	print_key_number(printer, "total",
			 message->sections.total ? message->sections.total : SEPTEL_NUMBER_NONE);
	printer_key(printer, "present");
	printer_begin_list(printer);
	for (size_t i = 0; i < message->sections.present_count; i++)
		printer_number(printer, message->sections.present[i]);
	printer_end_list(printer);
	printer_end_map(printer);
	printer_key(printer, "declassify");
	printer_begin_map(printer);
	print_key_string(printer, "order", message->declassify.order);
	printer_key(printer, "on");
	print_time(printer, message->declassify.on);
	print_key_string(printer, "text", message->declassify.text);
	printer_end_map(printer);
	print_tags(printer, message->tags);
	print_key_string(printer, "subject", message->subject);
	print_references(printer, message->references);
	printer_key(printer, "classified_by");
	printer_begin_map(printer);
	print_key_string(printer, "name", message->classified_by.name);
	print_key_string(printer, "title", message->classified_by.title);
	print_views(printer, "reasons", message->classified_by.reasons);
	printer_end_map(printer);
}

static void print_paragraphs(struct printer *printer, const struct septel_message *message,
			     struct septel_arena *arena)
{
	printer_key(printer, "paragraphs");
	printer_begin_list(printer);
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_paragraph *paragraph = &message->paragraphs.at[i];
		printer_begin_map(printer);
		print_key_number(printer, "number", paragraph->number);
		print_key_string(printer, "marking", paragraph->marking);
		print_key_string(printer, "heading", paragraph->heading);
		printer_key(printer, "text");
		printer_words(printer, paragraph->text);
		print_views(printer, "sentences", septel_message_sentences(message, i, arena));
		printer_end_map(printer);
	}
	printer_end_list(printer);
	printer_key(printer, "summary");
	if (message->summary.len)
		printer_words(printer, message->summary);
	else
		printer_null(printer);
	print_key_string(printer, "signature", message->signature);
}

static void print_repairs(struct printer *printer, const struct septel_message *message,
			  const struct corpus_item *item)
{
	const uint64_t base = item->verbatim ? item->offset : 0;
	struct place_walk walk;
	septel__place_walk_init(&walk, message->raw, item->verbatim ? item->line : 1);
	printer_key(printer, "repairs");
	printer_begin_list(printer);
	for (size_t i = 0; i < message->repairs.count; i++) {
		const struct septel_repair *repair = &message->repairs.at[i];
		const struct septel_position position =
			septel__place_walk_to(&walk, repair->at.offset);
		printer_begin_map(printer);
		print_key_string(printer, "kind", septel_view_of(repair->kind));
		print_key_number(printer, "offset", base + repair->at.offset);
		print_key_number(printer, "length", repair->at.length);
		print_key_number(printer, "line", position.line);
		print_key_number(printer, "column", position.column);
		printer_key(printer, "was");
		printer_string(printer,
			       septel__slice(message->raw, repair->at.offset,
					     (size_t)repair->at.offset + repair->at.length));
		printer_key(printer, "now");
		printer_string(printer, repair->now);
		printer_end_map(printer);
	}
	printer_end_list(printer);
}

static void print_diagnostics(struct printer *printer, const struct septel_message *message,
			      const struct corpus_item *item)
{
	struct place_walk walk;
	septel__place_walk_init(&walk, message->raw, item->verbatim ? item->line : 1);
	printer_key(printer, "diagnostics");
	printer_begin_list(printer);
	for (size_t i = 0; i < message->diagnostics.count; i++) {
		const struct septel_diagnostic *diagnostic = &message->diagnostics.at[i];
		const struct septel_position position =
			septel__place_walk_to(&walk, diagnostic->at.offset);
		printer_begin_map(printer);
		print_key_string(printer, "severity",
				 septel_view_of(septel_severity_name(diagnostic->severity)));
		print_key_string(printer, "code", septel_view_of(diagnostic->code));
		print_key_number(printer, "line", position.line);
		print_key_number(printer, "column", position.column);
		print_key_string(printer, "text", diagnostic->text);
		printer_key(printer, "fix");
		if (diagnostic->has_fix)
			printer_string(printer, diagnostic->fix);
		else
			printer_null(printer);
		printer_end_map(printer);
	}
	printer_end_list(printer);
}

void message_print_keys(struct printer *printer, const struct septel_message *message,
			const struct corpus_item *item, struct septel_arena *arena)
{
	print_key_string(printer, "id", message->id);
	print_source(printer, message, item);
	print_key_string(printer, "profile", septel_view_of(septel_profile_name(message->profile)));
	print_heading(printer, message);
	print_internal_heading(printer, message);
	print_paragraphs(printer, message, arena);
	print_repairs(printer, message, item);
	print_diagnostics(printer, message, item);
}

void message_print(struct printer *printer, const struct septel_message *message,
		   const struct corpus_item *item, struct septel_arena *arena)
{
	printer_begin_map(printer);
	message_print_keys(printer, message, item, arena);
	printer_end_map(printer);
	printer_end_record(printer);
}
