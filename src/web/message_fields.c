/* message_fields.c - a message as the keys of `septel show --json` (septel-format(5)).
 *
 * tests/suites/99-web holds these against what the program prints.
 */
#include "message_page.h"

#include "../base/places.h"

static void put_views(struct model *model, const char *key, struct septel_views views)
{
	struct model *list = septel__model_list(model, key);
	for (size_t i = 0; i < views.count; i++)
		septel__model_words(list, NULL, views.at[i]);
}

static void put_addressees(struct model *model, const char *key,
			   struct septel_addressees addressees)
{
	struct model *list = septel__model_list(model, key);
	for (size_t i = 0; i < addressees.count; i++) {
		const struct septel_addressee *addressee = &addressees.at[i];
		struct model *map = septel__model_map(list, NULL);
		septel__model_string(map, "ri", addressee->ri);
		septel__model_string(map, "name", addressee->name);
		septel__model_string(map, "precedence", addressee->precedence);
		septel__model_string(map, "mcn", addressee->mcn);
		septel__model_bool(map, "zen", addressee->by_other_means);
	}
}

static void put_heading(struct model *model, const struct septel_message *message)
{
	struct model *map = septel__model_map(model, "transmission");
	septel__model_string(map, "circuit", message->transmission.circuit);
	septel__model_count(map, "serial", message->transmission.serial);
	map = septel__model_map(model, "precedence");
	septel__model_literal(map, "action", septel_precedence_name(message->precedence.action));
	septel__model_literal(map, "info", septel_precedence_name(message->precedence.info));
	put_views(model, "routing", message->routing);
	map = septel__model_map(model, "origin");
	septel__model_string(map, "ri", message->origin.ri);
	septel__model_count(map, "serial", message->origin.serial);
	septel__model_count(map, "section", message->origin.section);
	septel__model_time(map, "filed", message->origin.filed);
	map = septel__model_map(model, "security");
	septel__model_string(map, "signal", message->security.signal);
	septel__model_string(map, "class", septel__slice(message->security.letters, 0, 1));
	put_views(model, "signals", message->signals);
	septel__model_time(model, "dtg", message->dtg);
	map = septel__model_map(model, "from");
	septel__model_string(map, "ri", message->from.ri);
	septel__model_string(map, "name", message->from.name);
	put_addressees(model, "to", message->to);
	put_addressees(model, "info", message->info);
	put_views(model, "exempt", message->exempt);
}

static void put_tags(struct model *model, struct septel_tags tags)
{
	struct model *list = septel__model_list(model, "tags");
	for (size_t i = 0; i < tags.count; i++) {
		struct model *map = septel__model_map(list, NULL);
		septel__model_string(map, "tag", tags.at[i].tag);
		septel__model_literal(map, "kind", septel_tag_kind_name(tags.at[i].kind));
		septel__model_string(map, "name", tags.at[i].name);
	}
}

static void put_references(struct model *model, struct septel_references references)
{
	struct model *list = septel__model_list(model, "references");
	for (size_t i = 0; i < references.count; i++) {
		const struct septel_reference *reference = &references.at[i];
		struct model *map = septel__model_map(list, NULL);
		septel__model_string(map, "letter", reference->letter);
		septel__model_literal(map, "kind", septel_reference_kind_name(reference->kind));
		septel__model_string(map, "id", reference->id);
		septel__model_string(map, "text", reference->text);
		if (reference->from.len || reference->dtg.year) {
			septel__model_string(map, "from", reference->from);
			septel__model_time(map, "dtg", reference->dtg);
		}
	}
}

static void put_internal_heading(struct model *model, const struct septel_message *message)
{
	septel__model_literal(model, "classification", septel_class_name(message->classification));
	put_views(model, "captions", message->captions);
	struct model *map = septel__model_map(model, "sections");
	septel__model_count(map, "total",
			    message->sections.total ? message->sections.total : SEPTEL_NUMBER_NONE);
	struct model *present = septel__model_list(map, "present");
	for (size_t i = 0; i < message->sections.present_count; i++)
		septel__model_number(present, NULL, message->sections.present[i]);
	map = septel__model_map(model, "declassify");
	septel__model_string(map, "order", message->declassify.order);
	septel__model_time(map, "on", message->declassify.on);
	septel__model_string(map, "text", message->declassify.text);
	put_tags(model, message->tags);
	septel__model_string(model, "subject", message->subject);
	put_references(model, message->references);
	map = septel__model_map(model, "classified_by");
	septel__model_string(map, "name", message->classified_by.name);
	septel__model_string(map, "title", message->classified_by.title);
	put_views(map, "reasons", message->classified_by.reasons);
}

static void put_paragraphs(struct model *model, const struct septel_message *message,
			   struct septel_arena *arena)
{
	struct model *list = septel__model_list(model, "paragraphs");
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_paragraph *paragraph = &message->paragraphs.at[i];
		struct model *map = septel__model_map(list, NULL);
		septel__model_number(map, "number", paragraph->number);
		septel__model_string(map, "marking", paragraph->marking);
		septel__model_string(map, "heading", paragraph->heading);
		septel__model_words(map, "text", paragraph->text);
		put_views(map, "sentences", septel_message_sentences(message, i, arena));
	}
	if (message->summary.len)
		septel__model_words(model, "summary", message->summary);
	else
		septel__model_null(model, "summary");
	septel__model_string(model, "signature", message->signature);
}

static void put_repairs(struct model *model, const struct septel_message *message)
{
	struct model *list = septel__model_list(model, "repairs");
	struct place_walk walk;
	septel__place_walk_init(&walk, message->raw, 1);
	for (size_t i = 0; i < message->repairs.count; i++) {
		const struct septel_repair *repair = &message->repairs.at[i];
		const struct septel_position at = septel__place_walk_to(&walk, repair->at.offset);
		struct model *map = septel__model_map(list, NULL);
		septel__model_literal(map, "kind", repair->kind);
		septel__model_number(map, "offset", repair->at.offset);
		septel__model_number(map, "length", repair->at.length);
		septel__model_number(map, "line", at.line);
		septel__model_number(map, "column", at.column);
		septel__model_text(map, "was",
				   septel__slice(message->raw, repair->at.offset,
						 (size_t)repair->at.offset + repair->at.length));
		septel__model_text(map, "now", repair->now);
	}
}

static void put_diagnostics(struct model *model, const struct septel_message *message)
{
	struct model *list = septel__model_list(model, "diagnostics");
	struct place_walk walk;
	septel__place_walk_init(&walk, message->raw, 1);
	for (size_t i = 0; i < message->diagnostics.count; i++) {
		const struct septel_diagnostic *diagnostic = &message->diagnostics.at[i];
		const struct septel_position at =
			septel__place_walk_to(&walk, diagnostic->at.offset);
		struct model *map = septel__model_map(list, NULL);
		septel__model_literal(map, "severity", septel_severity_name(diagnostic->severity));
		septel__model_literal(map, "code", diagnostic->code);
		septel__model_number(map, "line", at.line);
		septel__model_number(map, "column", at.column);
		septel__model_string(map, "text", diagnostic->text);
		if (diagnostic->has_fix)
			septel__model_text(map, "fix", diagnostic->fix);
		else
			septel__model_null(map, "fix");
	}
}

void septel__message_fields(struct model *model, const struct septel_message *message,
			    const struct receipt *receipt, struct septel_arena *arena)
{
	septel__model_string(model, "id", message->id);
	struct model *source = septel__model_map(model, "source");
	septel__model_string(source, "file", receipt->source);
	septel__model_number(source, "offset", (long long)receipt->offset);
	septel__model_literal(model, "profile", septel_profile_name(message->profile));
	put_heading(model, message);
	put_internal_heading(model, message);
	put_paragraphs(model, message, arena);
	put_repairs(model, message);
	put_diagnostics(model, message);
}
