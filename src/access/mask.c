/* mask.c - see mask.h.
 *
 * The copy begins with nothing and is given what may be shown, so that a field
 * that messages get one day is not shown until somebody decides about it here.
 */
#include "mask.h"

struct masking {
	const struct access_viewer *viewer;
	const struct septel_message *from;
	struct access_label whole;
	struct septel_message *to;
	struct access_masked *out;
	struct septel_arena *arena;
};

/* ---- the envelope ---------------------------------------------------------------- */

/* Places are gone: they would tell how long the portions before them are. */
static struct septel_addressees without_places(struct septel_addressees from,
					       struct septel_arena *arena)
{
	struct septel_addressee *at = septel_arena_alloc(arena, from.count * sizeof *at);
	if (!at)
		return (struct septel_addressees){0};
	for (size_t i = 0; i < from.count; i++) {
		at[i] = from.at[i];
		at[i].at = (struct septel_span){0};
	}
	return (struct septel_addressees){at, from.count};
}

static void copy_envelope(struct masking *masking)
{
	const struct septel_message *from = masking->from;
	struct septel_message *to = masking->to;
	*to = (struct septel_message){
		.id = from->id,
		.profile = from->profile,
		.precedence = from->precedence,
		.routing = from->routing,
		.origin = from->origin,
		.security = from->security,
		.signals = from->signals,
		.dtg = from->dtg,
		.from = from->from,
		.to = without_places(from->to, masking->arena),
		.info = without_places(from->info, masking->arena),
		.exempt = from->exempt,
		.classification = from->classification,
		.captions = from->captions,
		.sections = from->sections,
	};
	to->transmission.circuit = from->transmission.circuit;
	to->transmission.serial = from->transmission.serial;
	to->declassify.order = from->declassify.order;
	to->declassify.on = from->declassify.on;
	to->from.at = (struct septel_span){0};
}

/* ---- portions --------------------------------------------------------------------- */

static struct septel_tags tags_without_places(struct septel_tags from, struct septel_arena *arena)
{
	struct septel_tag *at = septel_arena_alloc(arena, from.count * sizeof *at);
	if (!at)
		return (struct septel_tags){0};
	for (size_t i = 0; i < from.count; i++) {
		at[i] = from.at[i];
		at[i].at = (struct septel_span){0};
	}
	return (struct septel_tags){at, from.count};
}

static struct septel_references references_without_places(struct septel_references from,
							  struct septel_arena *arena)
{
	struct septel_reference *at = septel_arena_alloc(arena, from.count * sizeof *at);
	if (!at)
		return (struct septel_references){0};
	for (size_t i = 0; i < from.count; i++) {
		at[i] = from.at[i];
		at[i].at = (struct septel_span){0};
	}
	return (struct septel_references){at, from.count};
}

/* Whether a portion may be seen; counts it as shown or withheld. */
static struct access_decision decide(struct masking *masking, enum access_portion_kind kind,
				     size_t index)
{
	const struct access_portion portion = {kind, index};
	const struct access_label label =
		septel__label_of_portion(masking->from, masking->whole, portion);
	const struct access_decision decision = septel__access_label(masking->viewer, label);
	struct access_masked *out = masking->out;
	if (decision.outcome == ACCESS_FULL)
		out->shown = septel__label_join(out->shown, label);
	else if (!decision.hidden)
		out->withheld++;
	return decision;
}

/* What stands for the words of a portion that is there. */
static struct septel_view words_or_mask(struct masking *masking, enum access_portion_kind kind,
					size_t index, struct septel_view words)
{
	if (words.len == 0)
		return (struct septel_view){"", 0};
	const struct access_decision decision = decide(masking, kind, index);
	if (decision.outcome == ACCESS_FULL)
		return words;
	return decision.hidden ? (struct septel_view){"", 0} : VIEW_LITERAL(ACCESS_WITHHELD);
}

static void copy_heading(struct masking *masking)
{
	const struct septel_message *from = masking->from;
	struct septel_message *to = masking->to;
	to->subject = words_or_mask(masking, PORTION_SUBJECT, 0, from->subject);
	if (from->tags.count && decide(masking, PORTION_TAGS, 0).outcome == ACCESS_FULL)
		to->tags = tags_without_places(from->tags, masking->arena);
	if (from->references.count && decide(masking, PORTION_REFERENCES, 0).outcome == ACCESS_FULL)
		to->references = references_without_places(from->references, masking->arena);
	const struct access_portion authority = {PORTION_AUTHORITY, 0};
	if (septel__portion_is_there(from, authority) &&
	    decide(masking, PORTION_AUTHORITY, 0).outcome == ACCESS_FULL) {
		to->classified_by = from->classified_by;
		to->declassify.text = from->declassify.text;
	}
	to->summary = words_or_mask(masking, PORTION_SUMMARY, 0, from->summary);
}

/* The mark of what is withheld: as the label has it, not as it was printed. */
static struct septel_view mark_of(const struct masking *masking, size_t index)
{
	char text[LABEL_TEXT_SIZE];
	const struct access_portion portion = {PORTION_PARAGRAPH, index};
	const struct access_label label =
		septel__label_of_portion(masking->from, masking->whole, portion);
	return septel_arena_copy(masking->arena, septel_view_of(septel__label_mark(label, text)));
}

/* False where the paragraph is hidden. */
static bool copy_paragraph(struct masking *masking, size_t index, struct septel_paragraph *to)
{
	const struct septel_paragraph *from = &masking->from->paragraphs.at[index];
	const struct access_decision decision = decide(masking, PORTION_PARAGRAPH, index);
	if (decision.hidden)
		return false;
	*to = (struct septel_paragraph){.number = from->number};
	to->heading = words_or_mask(masking, PORTION_HEADING, index, from->heading);
	if (decision.outcome == ACCESS_FULL) {
		to->marking = from->marking;
		to->text = from->text;
	} else {
		to->marking = mark_of(masking, index);
		to->text = VIEW_LITERAL(ACCESS_WITHHELD);
	}
	return true;
}

static void copy_paragraphs(struct masking *masking)
{
	const size_t count = masking->from->paragraphs.count;
	struct septel_paragraph *at = septel_arena_alloc(masking->arena, count * sizeof *at);
	size_t kept = 0;
	for (size_t i = 0; at && i < count; i++)
		kept += copy_paragraph(masking, i, &at[kept]);
	masking->to->paragraphs = (struct septel_paragraphs){at, kept};
}

int septel__mask(struct access_masked *out, const struct access_viewer *viewer,
		 const struct septel_message *message, struct septel_arena *arena)
{
	*out = (struct access_masked){.decision = septel__access_message(viewer, message)};
	if (out->decision.outcome == ACCESS_NONE)
		return SEPTEL_OK;
	if (out->decision.outcome == ACCESS_FULL) {
		out->message = message;
		out->shown = septel__label_high_water(message);
		return SEPTEL_OK;
	}
	struct masking masking = {.viewer = viewer,
				  .from = message,
				  .whole = septel__label_of_message(message),
				  .to = septel_arena_alloc(arena, sizeof *masking.to),
				  .out = out,
				  .arena = arena};
	if (!masking.to)
		return SEPTEL_ENOMEM;
	out->shown = (struct access_label){SEPTEL_UNCLASSIFIED,
					   septel__label_of_all_portions(masking.whole)};
	copy_envelope(&masking);
	copy_heading(&masking);
	copy_paragraphs(&masking);
	masking.to->signature = words_or_mask(&masking, PORTION_SIGNATURE, 0, message->signature);
	if (septel_arena_failed(arena))
		return SEPTEL_ENOMEM;
	out->message = masking.to;
	return SEPTEL_OK;
}

/* ---- sentences --------------------------------------------------------------------- */

struct septel_view septel__mask_sentence(const struct access_viewer *viewer,
					 const struct septel_message *message, int paragraph,
					 int sentence, struct septel_arena *arena)
{
	static const struct septel_view NOTHING = {"", 0};
	struct access_masked masked;
	if (septel__mask(&masked, viewer, message, arena) != SEPTEL_OK || !masked.message)
		return NOTHING;
	const struct septel_paragraphs paragraphs = masked.message->paragraphs;
	size_t index = 0;
	while (index < paragraphs.count && paragraphs.at[index].number != paragraph)
		index++;
	if (sentence >= 1 && index < paragraphs.count &&
	    septel__equal(paragraphs.at[index].text, VIEW_LITERAL(ACCESS_WITHHELD)))
		return VIEW_LITERAL(ACCESS_WITHHELD);
	return septel_message_sentence(masked.message, paragraph, sentence, arena);
}
