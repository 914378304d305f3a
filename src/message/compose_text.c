/* compose_text.c - line 12, captions to Classified By; see composing.h.
 *
 * Order (wire-format 6.1): line 12, captions, passing instructions, E.O., TAGS,
 * SUBJECT; then REF, Classified By, text.  Navy: sets.
 */
#include "../base/date.h"
#include "body.h"
#include "compose_body.h"
#include "composing.h"

#include <septel/number.h>

/* Captions that stand behind the class on line 12; the others on lines of
 * their own (wire-format 6.1). */
static bool belongs_to_line_twelve(struct septel_view caption)
{
	static const char *const CAPTIONS[] = {"SPECAT", "E F T O", "EFTO", "FOUO"};
	for (size_t i = 0; i < sizeof CAPTIONS / sizeof *CAPTIONS; i++)
		if (septel__starts(caption, CAPTIONS[i]))
			return true;
	return false;
}

static size_t captions_on_line_twelve(const struct septel_draft *draft)
{
	size_t count = 0;
	while (count < draft->captions.count && belongs_to_line_twelve(draft->captions.at[count]))
		count++;
	return count;
}

/* "BAGHDAD 003796"; the digits of the number as it stands in id. */
static void write_station_serial(struct composing *composing)
{
	const struct septel_view id = composing->draft->id;
	const struct septel_view station = septel__signs(composing, septel__station_of(composing));
	int serial = septel__number(septel__slice(id, septel__digits_at_end(id), id.len));
	if (id.len == 0)
		serial = composing->capitals ? SEPTEL_NUMBER_NONE
					     : septel__serial_of(composing->draft);
	if (serial > 0 && station.len)
		septel__out_format(composing->out, " %.*s %06d", VIEW_FORMAT(station), serial);
}

static void write_line_twelve(struct composing *composing, size_t captions)
{
	const struct septel_draft *draft = composing->draft;
	const size_t start = composing->out->length;
	if (draft->classification == SEPTEL_CLASS_NONE && draft->id.len == 0)
		return; /* a fragment, for mail: nothing is stated */
	if (draft->classification != SEPTEL_CLASS_NONE)
		septel__out_string(composing->out, septel__spaced_class(draft->classification));
	for (size_t i = 0; i < captions; i++)
		septel__out_format(composing->out, " %.*s", VIEW_FORMAT(draft->captions.at[i]));
	if (draft->profile != SEPTEL_PROFILE_NAVY)
		write_station_serial(composing);
	if (composing->out->length > start)
		septel__out_byte(composing->out, '\n');
}

/* A line or more behind a keyword, wrapped. */
static void write_field(struct composing *composing, const char *keyword, struct septel_view value,
			size_t width)
{
	septel__write_filled(composing, keyword, 0, septel__signs(composing, value), width);
}

/* ---- E.O., TAGS ------------------------------------------------------------- */

/* The order on classification in force on a day (wire-format 6.2); empty where no
 * day is known. */
static struct septel_view order_in_force(struct septel_time day)
{
	static const struct {
		int from; /* year, month, day as a number */
		const char *order;
	} ORDERS[] = {{20091229, "13526"},
		      {19950416, "12958"},
		      {19820801, "12356"},
		      {19781201, "12065"},
		      {19720601, "11652"}};
	const int number = day.year * 10000 + day.month * 100 + day.day;
	if (!septel__has_time(day))
		return (struct septel_view){"", 0};
	for (size_t i = 0; i < sizeof ORDERS / sizeof *ORDERS; i++)
		if (number >= ORDERS[i].from)
			return septel_view_of(ORDERS[i].order);
	return VIEW_LITERAL("10501");
}

static void write_order(struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	const struct septel_view text = septel__signs(composing, draft->declassify.text);
	if (text.len == 0 && draft->declassify.order.len == 0)
		return;
	const struct septel_view order =
		draft->declassify.order.len ? draft->declassify.order : order_in_force(draft->dtg);
	/* A typed date is what "DECL:" stands before. */
	const bool bare = text.len && (septel__is_digit(text.ptr[0])) && !draft->as_stated;
	struct septel_out value;
	septel__out_init(&value, composing->arena, 0);
	septel__out_format(&value, "E.O.%s%.*s:%s%s%.*s", order.len ? " " : "", VIEW_FORMAT(order),
			   text.len ? " " : "", bare ? "DECL: " : "", VIEW_FORMAT(text));
	septel__write_filled(composing, "", 0, septel__out_written(&value), composing->width);
}

/* A person stands in parentheses; so does a code with blanks not. */
static void append_tag(struct septel_out *out, struct septel_view tag, bool commas, bool first)
{
	const bool person = tag.ptr[0] != '(' && septel__find_byte(tag, ',', 0) != VIEW_NOT_FOUND;
	if (!first)
		septel__out_string(out, commas && !person && tag.ptr[0] != '(' ? ", " : " ");
	septel__out_format(out, person ? "(%.*s)" : "%.*s", VIEW_FORMAT(tag));
}

static void write_tags(struct composing *composing)
{
	const struct septel_views *tags = &composing->draft->tags;
	struct septel_out value;
	bool commas = false;
	if (tags->count == 0)
		return;
	for (size_t i = 0; i < tags->count; i++)
		commas = commas || (septel__find_byte(tags->at[i], ' ', 0) != VIEW_NOT_FOUND &&
				    septel__find_byte(tags->at[i], ',', 0) == VIEW_NOT_FOUND &&
				    tags->at[i].ptr[0] != '(');
	septel__out_init(&value, composing->arena, 0);
	for (size_t i = 0; i < tags->count; i++)
		append_tag(&value, tags->at[i], commas, i == 0);
	write_field(composing, "TAGS: ", septel__out_written(&value), composing->width);
}

/* ---- REF, Classified By ----------------------------------------------------- */

/* The text of reference `from`, and of those behind it that have no letter of
 * their own and follow one without: "LA PAZ 3356; STATE 115983".  *to: one past
 * the last. */
static struct septel_view reference_words(struct composing *composing, size_t from, size_t *to)
{
	const struct septel_references *references = &composing->draft->references;
	struct septel_out words;
	size_t i = from;
	septel__out_init(&words, composing->arena, 0);
	septel__out_view(&words, references->at[i++].text);
	for (; i < references->count && !references->at[from].letter.len &&
	       !references->at[i].letter.len;
	     i++)
		septel__out_format(&words, "; %.*s", VIEW_FORMAT(references->at[i].text));
	*to = i;
	return septel__out_written(&words);
}

static void write_references(struct composing *composing)
{
	const struct septel_references *references = &composing->draft->references;
	for (size_t i = 0, next; i < references->count; i = next) {
		const struct septel_view letter = references->at[i].letter;
		const struct septel_view words = reference_words(composing, i, &next);
		struct septel_out prefix;
		septel__out_init(&prefix, composing->arena, 0);
		septel__out_string(&prefix, i == 0 ? "REF: " : "     ");
		if (letter.len)
			septel__out_format(&prefix, "%.*s. ", VIEW_FORMAT(letter));
		const char *opening = septel__out_terminated(&prefix);
		if (opening)
			septel__write_filled(composing, opening, 5, septel__signs(composing, words),
					     composing->width);
	}
	if (references->count)
		septel__out_byte(composing->out, '\n');
}

static void write_classified_by(struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	struct septel_out value;
	if (draft->classified_by.text.len == 0 && draft->classified_by.reason.len == 0)
		return;
	septel__out_init(&value, composing->arena, 0);
	septel__out_view(&value, draft->classified_by.text);
	if (draft->classified_by.reason.len) {
		/* "for reasons 1.4 (b) and (d)." */
		const bool several =
			septel__find(draft->classified_by.reason, " and ", 0) != VIEW_NOT_FOUND ||
			septel__find_byte(draft->classified_by.reason, ',', 0) != VIEW_NOT_FOUND;
		septel__out_format(&value, "%sfor reason%s %.*s", value.length ? " " : "",
				   several ? "s" : "", VIEW_FORMAT(draft->classified_by.reason));
	}
	if (value.length && value.data[value.length - 1] != '.')
		septel__out_byte(&value, '.');
	write_field(composing, composing->capitals ? "CLASSIFIED BY: " : "Classified By: ",
		    septel__out_written(&value), composing->width);
	septel__out_byte(composing->out, '\n');
}

/* ---- the profiles ----------------------------------------------------------- */

static void write_captions(struct composing *composing, size_t from)
{
	const struct septel_draft *draft = composing->draft;
	for (size_t i = from; i < draft->captions.count; i++)
		write_field(composing, "", draft->captions.at[i], WIRE_LINE_LIMIT);
	if (from < draft->captions.count)
		septel__out_byte(composing->out, '\n');
	for (size_t i = 0; i < draft->passing.count; i++)
		write_field(composing, "", draft->passing.at[i], composing->width);
	if (draft->passing.count)
		septel__out_byte(composing->out, '\n');
}

static void write_cable(struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	const size_t captions = captions_on_line_twelve(draft);
	write_line_twelve(composing, captions);
	septel__out_byte(composing->out, '\n');
	write_captions(composing, captions);
	write_order(composing);
	write_tags(composing);
	if (draft->subject.len)
		write_field(composing, "SUBJECT: ", draft->subject, composing->width);
	septel__out_byte(composing->out, '\n');
	write_references(composing);
	write_classified_by(composing);
	septel__write_body(composing, "");
}

/* "NAVADMIN100/10": the series and its number apart, "NAVADMIN 100/10". */
static void put_series_number(struct septel_out *out, struct septel_view id)
{
	size_t letters = 0;
	while (letters < id.len && septel__is_alpha(id.ptr[letters]))
		letters++;
	if (id.len == 0 || letters == 0)
		return;
	const struct septel_view number = septel__slice(id, letters, id.len);
	const size_t oblique = septel__find_byte(number, '/', 0);
	if (oblique != VIEW_NOT_FOUND)
		septel__out_format(out, "%.*s %03d%.*s", (int)letters, id.ptr,
				   septel__number(septel__slice(number, 0, oblique)),
				   VIEW_FORMAT(septel__slice(number, oblique, number.len)));
	else
		septel__out_format(out, "%.*s %.*s", (int)letters, id.ptr, VIEW_FORMAT(number));
}

static void write_set(struct composing *composing, const char *name, struct septel_view words)
{
	struct septel_out value;
	septel__out_init(&value, composing->arena, 0);
	septel__out_view(&value, septel__signs(composing, words));
	septel__out_string(&value, "//");
	septel__write_filled(composing, name, 0, septel__out_written(&value), WIRE_LINE_LIMIT);
}

static void write_message_identification(struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	struct septel_view name = draft->from.name;
	/* The office symbol is no part of the sender's name in a set. */
	const size_t office = septel__find(name, "//", 0);
	if (office != VIEW_NOT_FOUND)
		name = septel__trim(septel__slice(name, 0, office));
	struct septel_out value;
	septel__out_init(&value, composing->arena, 0);
	septel__out_format(&value, "GENADMIN/%.*s/-", VIEW_FORMAT(name));
	/* A message for mail may state no date-time group. */
	if (septel__has_time(draft->dtg))
		septel__out_format(&value, "/%s", septel__month_letters(draft->dtg.month));
	write_set(composing, "MSGID/", septel__out_written(&value));
}

/* Numbers of references that their sets do not show: the narrative tells them. */
static void write_narrative(struct composing *composing)
{
	const struct septel_references *references = &composing->draft->references;
	struct septel_out words;
	septel__out_init(&words, composing->arena, 0);
	for (size_t i = 0; i < references->count; i++) {
		const struct septel_reference *reference = &references->at[i];
		size_t letters = 0;
		while (letters < reference->id.len && septel__is_alpha(reference->id.ptr[letters]))
			letters++;
		struct septel_view text = reference->text;
		bool shown = letters == 0 || reference->letter.len == 0;
		for (; !shown && text.len >= letters; text = septel__slice(text, 1, text.len))
			shown = memcmp(text.ptr, reference->id.ptr, letters) == 0;
		if (shown)
			continue;
		septel__out_format(&words, "%sREF %.*s IS ", words.length ? " " : "",
				   VIEW_FORMAT(reference->letter));
		put_series_number(&words, reference->id);
		septel__out_byte(&words, '.');
	}
	if (words.length)
		write_set(composing, "NARR/", septel__out_written(&words));
}

static void write_sets(struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	write_line_twelve(composing, draft->captions.count);
	if (draft->id.len) {
		put_series_number(composing->out, draft->id);
		septel__out_byte(composing->out, '\n');
	}
	write_message_identification(composing);
	if (draft->subject.len)
		write_set(composing, "SUBJ/", draft->subject);
	for (size_t i = 0; i < draft->references.count; i++) {
		const struct septel_reference *reference = &draft->references.at[i];
		struct septel_out words;
		septel__out_init(&words, composing->arena, 0);
		if (reference->letter.len)
			septel__out_format(&words, "%.*s/", VIEW_FORMAT(reference->letter));
		septel__out_view(&words, reference->text);
		write_set(composing, "REF/", septel__out_written(&words));
	}
	write_narrative(composing);
	septel__write_body(composing, "RMKS/");
}

void septel__write_text(struct composing *composing)
{
	if (composing->draft->profile == SEPTEL_PROFILE_NAVY)
		write_sets(composing);
	else
		write_cable(composing);
}
