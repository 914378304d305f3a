/* convert.c - one message in other forms: what they share; septel/convert.h. */
#include "../base/date.h"
#include "compose_body.h"
#include "composing.h"
#include "converting.h"
#include "printable.h"

#define DEFAULT_DOMAIN "mrn.example"

struct septel_view septel__clean(const struct converting *converting, struct septel_view view)
{
	return septel__printable(converting->arena, view, false);
}

/* ---- facts ------------------------------------------------------------------ */

struct values {
	const struct converting *converting;
	struct septel_view *at;
	size_t count, capacity;
};

static struct values values_new(const struct converting *converting, size_t capacity)
{
	struct values values = {.converting = converting};
	values.at = septel_arena_alloc(converting->arena, (capacity + 1) * sizeof *values.at);
	values.capacity = values.at ? capacity : 0;
	return values;
}

static void add_value(struct values *values, struct septel_view value)
{
	value = septel__clean(values->converting, value);
	if (value.len && values->count < values->capacity)
		values->at[values->count++] = value;
}

static struct septel_view joined(const struct converting *converting, struct septel_view a,
				 const char *between, struct septel_view b)
{
	struct septel_out out;
	septel__out_init(&out, converting->arena, 0);
	septel__out_view(&out, a);
	if (a.len && b.len)
		septel__out_string(&out, between);
	septel__out_view(&out, b);
	return septel__out_written(&out);
}

static struct septel_view date_words(const struct converting *converting, struct septel_time time)
{
	struct septel_out out;
	if (!septel__time_valid(time))
		return (struct septel_view){"", 0};
	septel__out_init(&out, converting->arena, 0);
	septel__out_format(&out, "%d %s %d", time.day, septel__month_name(time.month), time.year);
	if (time.hour >= 0)
		septel__out_format(&out, ", %02d:%02dZ", time.hour, time.minute);
	return septel__out_written(&out);
}

static struct septel_view precedence_words(const struct converting *converting)
{
	const struct septel_message *message = converting->message;
	const struct septel_view action =
		septel_view_of(septel_precedence_name(message->precedence.action));
	const struct septel_view info =
		septel_view_of(septel_precedence_name(message->precedence.info));
	return septel__equal(action, info) ? action : joined(converting, action, ", info ", info);
}

static void add_addressees(struct values *values, const struct septel_addressees *addressees)
{
	for (size_t i = 0; i < addressees->count; i++)
		add_value(values, joined(values->converting, addressees->at[i].name, ", ",
					 addressees->at[i].precedence));
}

static void add_references(struct values *values, const struct septel_references *references)
{
	for (size_t i = 0; i < references->count; i++)
		add_value(values, joined(values->converting, references->at[i].letter, ". ",
					 references->at[i].text));
}

static void add_tags(struct values *values, const struct septel_tags *tags)
{
	for (size_t i = 0; i < tags->count; i++)
		add_value(values,
			  joined(values->converting, tags->at[i].tag, ": ", tags->at[i].name));
}

static struct septel_view classified_by(const struct converting *converting)
{
	const struct septel_message *message = converting->message;
	struct septel_view words =
		joined(converting, message->classified_by.title, " ", message->classified_by.name);
	for (size_t i = 0; i < message->classified_by.reasons.count; i++)
		words = joined(converting, words, i == 0 ? ", reasons " : ", ",
			       message->classified_by.reasons.at[i]);
	return words;
}

static struct septel_view sections_words(const struct converting *converting)
{
	const struct septel_message *message = converting->message;
	struct septel_out out;
	if (message->sections.total == 0 ||
	    message->sections.present_count == (size_t)message->sections.total)
		return (struct septel_view){"", 0};
	septel__out_init(&out, converting->arena, 0);
	for (size_t i = 0; i < message->sections.present_count; i++)
		septel__out_format(&out, "%s%d", i ? ", " : "", message->sections.present[i]);
	septel__out_format(&out, " of %d", message->sections.total);
	return septel__out_written(&out);
}

static void put_fact(struct fact facts[FACTS_LIMIT], size_t *count, const char *label,
		     const struct values *values)
{
	if (values->count && *count < FACTS_LIMIT)
		facts[(*count)++] =
			(struct fact){label, (struct septel_views){values->at, values->count}};
}

static void put_one(const struct converting *converting, struct fact facts[FACTS_LIMIT],
		    size_t *count, const char *label, struct septel_view value)
{
	struct values values = values_new(converting, 1);
	add_value(&values, value);
	put_fact(facts, count, label, &values);
}

size_t septel__facts(const struct converting *converting, struct fact facts[FACTS_LIMIT])
{
	const struct septel_message *message = converting->message;
	size_t count = 0;
	struct values values;
	put_one(converting, facts, &count, "Number", message->id);
	put_one(converting, facts, &count, "Date", date_words(converting, message->dtg));
	put_one(converting, facts, &count, "From", message->from.name);
	values = values_new(converting, message->to.count);
	add_addressees(&values, &message->to);
	put_fact(facts, &count, "To", &values);
	values = values_new(converting, message->info.count);
	add_addressees(&values, &message->info);
	put_fact(facts, &count, "Info", &values);
	values = values_new(converting, message->exempt.count);
	for (size_t i = 0; i < message->exempt.count; i++)
		add_value(&values, message->exempt.at[i]);
	put_fact(facts, &count, "Exempt", &values);
	put_one(converting, facts, &count, "Precedence", precedence_words(converting));
	values = values_new(converting, message->captions.count);
	for (size_t i = 0; i < message->captions.count; i++)
		add_value(&values, message->captions.at[i]);
	put_fact(facts, &count, "Captions", &values);
	put_one(converting, facts, &count, "Sections", sections_words(converting));
	values = values_new(converting, message->tags.count);
	add_tags(&values, &message->tags);
	put_fact(facts, &count, "Tags", &values);
	values = values_new(converting, message->references.count);
	add_references(&values, &message->references);
	put_fact(facts, &count, "References", &values);
	put_one(converting, facts, &count, "Classified by", classified_by(converting));
	put_one(converting, facts, &count, "Declassify",
		joined(converting, message->declassify.order, ", ", message->declassify.text));
	return count;
}

/* ---- the text --------------------------------------------------------------- */

/* Composes from the draft of the message as it reads, whatever its signs. */
struct text_writing {
	struct septel_draft draft;
	struct septel_out text;
	struct findings findings;
	struct composing composing;
};

static void text_writing_begin(struct text_writing *writing, const struct converting *converting,
			       size_t width)
{
	writing->findings = (struct findings){.arena = converting->arena};
	writing->composing = (struct composing){.draft = &writing->draft,
						.arena = converting->arena,
						.findings = &writing->findings,
						.out = &writing->text,
						.any_sign = true,
						.width = width};
	septel__out_init(&writing->text, converting->arena, CONVERTED_TEXT_LIMIT);
}

/* A text that is cut is none, and then there is no conversion. */
static struct septel_view text_written(const struct text_writing *writing,
				       const struct converting *converting)
{
	converting->out->failed = converting->out->failed || writing->text.failed;
	return septel__out_written(&writing->text);
}

struct septel_view septel__body_text(const struct converting *converting)
{
	struct text_writing writing;
	text_writing_begin(&writing, converting, COMPOSE_STATE_WIDTH);
	if (septel_draft_of_message(&writing.draft, converting->message, converting->arena) !=
	    SEPTEL_OK)
		return (struct septel_view){"", 0};
	septel__write_text(&writing.composing);
	return text_written(&writing, converting);
}

struct septel_view septel__paragraph_text(const struct converting *converting, size_t width)
{
	struct text_writing writing;
	text_writing_begin(&writing, converting, width);
	septel_draft_init(&writing.draft);
	writing.draft.as_stated = true;
	writing.draft.paragraphs = converting->message->paragraphs;
	writing.draft.signature = converting->message->signature;
	septel__write_body(&writing.composing, "");
	return text_written(&writing, converting);
}

int septel_convert(struct septel_view *out, const struct septel_message *message,
		   enum septel_conversion to, const struct septel_convert_options *options,
		   struct septel_arena *arena)
{
	struct septel_out text;
	struct converting converting = {.message = message, .arena = arena, .out = &text};
	septel__out_init(&text, arena, CONVERSION_LIMIT);
	if (options)
		converting.options = *options;
	if (converting.options.domain.len == 0)
		converting.options.domain = VIEW_LITERAL(DEFAULT_DOMAIN);
	switch (to) {
	case SEPTEL_TO_TEXT:
		septel__convert_text(&converting);
		break;
	case SEPTEL_TO_EML:
		septel__convert_eml(&converting);
		break;
	case SEPTEL_TO_HTML:
		septel__convert_html(&converting);
		break;
	case SEPTEL_TO_MD:
		septel__convert_md(&converting);
		break;
	}
	const bool exhausted = septel_arena_failed(arena);
	*out = exhausted || text.failed ? (struct septel_view){"", 0} : septel__out_written(&text);
	return exhausted ? SEPTEL_ENOMEM : text.failed ? SEPTEL_ETOOBIG : SEPTEL_OK;
}
