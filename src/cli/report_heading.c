/* report_heading.c - see report_heading.h. */
#include "report_heading.h"

#include "../access/handling.h"
#include "../base/date.h"
#include "report_text.h"

#include <ctype.h>
#include <stdio.h>

/* Years after which a report is declassified whose sources tell no day to come. */
#define DECLASSIFY_YEARS 10

/* What the messages give, in bytes of their own: a message is gone when the next is found. */
struct gathered {
	struct septel_out from, to, signature, tags, reasons;
	long serial; /* the highest of the sender's numbers in the report's year */
};

static void gather_init(struct gathered *gathered)
{
	struct septel_out *const all[] = {&gathered->from, &gathered->to, &gathered->signature,
					  &gathered->tags, &gathered->reasons};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		septel__out_init(all[i], NULL, 0);
	gathered->serial = 0;
}

static bool gather_release(struct gathered *gathered)
{
	struct septel_out *const all[] = {&gathered->from, &gathered->to, &gathered->signature,
					  &gathered->tags, &gathered->reasons};
	bool whole = true;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		whole = whole && !all[i]->failed;
		septel__out_release(all[i]);
	}
	return whole;
}

/* ---- from one message ---- */

static void set(struct septel_out *out, struct septel_view text)
{
	if (!text.len)
		return;
	septel__out_clear(out);
	septel__out_view(out, text);
}

/* Adds `word` to a list with ", " between its words, once. */
static void add_word(struct septel_out *list, struct septel_view word)
{
	const struct septel_view held = septel__out_written(list);
	for (size_t at = 0; at < held.len;) {
		const size_t comma = septel__find(held, ", ", at);
		const size_t last = comma == VIEW_NOT_FOUND ? held.len : comma;
		if (septel__equal(septel__slice(held, at, last), word))
			return;
		at = last + 2;
	}
	if (held.len)
		septel__out_string(list, ", ");
	septel__out_view(list, word);
}

static void gather_one(struct gathered *gathered, const struct septel_message *message)
{
	set(&gathered->from, message->from.name);
	set(&gathered->signature, message->signature);
	if (message->to.count)
		set(&gathered->to, message->to.at[0].name);
	/* Persons are not carried from one message to the next. */
	for (size_t i = 0; i < message->tags.count; i++)
		if (message->tags.at[i].kind != SEPTEL_TAG_UNKNOWN &&
		    message->tags.at[i].kind != SEPTEL_TAG_PERSON)
			add_word(&gathered->tags, message->tags.at[i].tag);
	for (size_t i = 0; i < message->classified_by.reasons.count; i++)
		add_word(&gathered->reasons, message->classified_by.reasons.at[i]);
}

/* ---- numbers ---- */

struct id_parts {
	int year; /* two digits */
	struct septel_view station;
	long serial;
};

/* "08BAGHDAD3796"; false of any other form. */
static bool split_id(struct septel_view id, struct id_parts *parts)
{
	size_t begin = 2, end = id.len;
	if (id.len < 4 || !isdigit((unsigned char)id.ptr[0]) || !isdigit((unsigned char)id.ptr[1]))
		return false;
	while (end > begin && isdigit((unsigned char)id.ptr[end - 1]))
		end--;
	if (end == begin || end == id.len || id.len - end > 7)
		return false;
	parts->year = (id.ptr[0] - '0') * 10 + id.ptr[1] - '0';
	parts->station = septel__slice(id, begin, end);
	parts->serial = 0;
	for (; end < id.len; end++)
		parts->serial = parts->serial * 10 + id.ptr[end] - '0';
	return true;
}

/* True where the station is that of the sender: "BAGHDAD" of "AMEMBASSY BAGHDAD". */
static bool is_station_of(struct septel_view station, struct septel_view sender)
{
	size_t at = station.len, from = sender.len;
	while (at && from) {
		if (sender.ptr[from - 1] == ' ')
			from--;
		else if (sender.ptr[--from] != station.ptr[--at])
			return false;
	}
	return at == 0;
}

/* The number behind the highest known of the sender in that year. */
static void find_serial(struct gathered *gathered, const json_t *refs, struct septel_view sender,
			int year)
{
	size_t i;
	json_t *ref;
	json_array_foreach(refs, i, ref)
	{
		struct id_parts parts;
		if (split_id(septel_view_of(json_string_value(ref)), &parts) &&
		    parts.year == year % 100 && is_station_of(parts.station, sender) &&
		    parts.serial > gathered->serial)
			gathered->serial = parts.serial;
	}
}

/* ---- headers ---- */

/* Words of a message or the command line on the one line of a header. */
static void put_header(struct septel_out *out, const char *name, const char *words)
{
	septel__out_format(out, "%s: ", name);
	report_words(out, words ? words : "");
	septel__out_byte(out, '\n');
}

static void put_refs(struct septel_out *out, const json_t *refs)
{
	size_t i;
	json_t *ref;
	json_array_foreach(refs, i, ref)
	{
		struct id_parts parts;
		const char *id = json_string_value(ref);
		septel__out_string(out, i ? "  " : "Ref: ");
		if (split_id(septel_view_of(id), &parts))
			septel__out_format(out, "%02d %.*s %ld\n", parts.year,
					   VIEW_FORMAT(parts.station), parts.serial);
		else
			septel__out_format(out, "%s\n", id); /* an id has no space */
	}
}

/* Restrictions that a message as a whole states. */
static void put_captions(struct septel_out *out, uint64_t captions)
{
	bool any = false;
	for (int place = 0; place < HANDLING_PLACES; place++) {
		const struct handling_row *row = septel__handling_at(place);
		if (!row || !(captions >> place & 1))
			continue;
		septel__out_format(out, "%s%s", any ? "\n  " : "Captions: ", row->caption);
		any = true;
	}
	if (any)
		septel__out_byte(out, '\n');
}

void report_controls(struct septel_out *out, uint64_t captions)
{
	for (int place = 0; place < HANDLING_PLACES; place++) {
		const struct handling_row *row = septel__handling_at(place);
		if (!row || !(captions >> place & 1) || row->scope != HANDLING_PORTION ||
		    !row->marks || !*row->marks)
			continue;
		/* The first of its spellings is the one to write: "NF|NOFORN". */
		const struct septel_view marks = septel_view_of(row->marks);
		septel__out_byte(out, '/');
		septel__out_view(out, septel__slice(marks, 0, septel__find_byte(marks, '|', 0)));
	}
}

static void put_classification(struct septel_out *out, const struct report_heading *heading,
			       const struct gathered *gathered)
{
	struct septel_time decl = heading->declassify;
	const struct septel_view reasons = septel__out_written(&gathered->reasons);
	septel__out_format(out, "Classification: %s\n",
			   heading->level ? septel_class_name(heading->level) : "UNCLASSIFIED");
	put_captions(out, heading->captions);
	if (heading->level <= SEPTEL_UNCLASSIFIED) {
		septel__out_string(out, "Declassify: N/A\n");
		return;
	}
	if (!septel__has_time(decl) ||
	    septel__day_number(decl) <= septel__day_number(heading->on)) {
		decl = heading->on;
		decl.year += DECLASSIFY_YEARS;
		decl.day = decl.month == 2 && decl.day == 29 ? 28 : decl.day;
	}
	septel__out_format(out, "Declassify: %02d/%02d/%04d\n", decl.month, decl.day, decl.year);
	put_header(out, "Classified-By",
		   heading->classified_by ? heading->classified_by : "Derivative Classifier");
	septel__out_format(out, "Reason: %.*s\n",
			   VIEW_FORMAT(reasons.len ? reasons : VIEW_LITERAL("1.4(b), 1.4(d)")));
}

static void put_number(struct septel_out *out, const struct report_heading *heading,
		       const struct gathered *gathered)
{
	if (heading->number)
		put_header(out, "Number", heading->number);
	else
		septel__out_format(out, "Serial: %ld\n", gathered->serial + 1);
	if (heading->dated)
		septel__out_format(out, "DTG: %02d1200Z %.3s %02d\n", heading->on.day,
				   septel__month_letters(heading->on.month),
				   heading->on.year % 100);
}

static void put_headers(struct septel_out *out, const struct report_heading *heading,
			struct gathered *gathered, const json_t *refs)
{
	const char *from = heading->from ? heading->from : septel__out_terminated(&gathered->from);
	const char *to = heading->to ? heading->to : septel__out_terminated(&gathered->to);
	const struct septel_view tags = septel__out_written(&gathered->tags);
	find_serial(gathered, refs, septel_view_of(from ? from : ""), heading->on.year);
	put_header(out, "From", from);
	put_header(out, "To", to);
	put_number(out, heading, gathered);
	septel__out_string(out, "Precedence: ROUTINE\n");
	put_classification(out, heading, gathered);
	septel__out_format(out, "Tags: %.*s\n",
			   VIEW_FORMAT(tags.len ? tags : VIEW_LITERAL("PHUM")));
	put_header(out, "Subject", heading->subject);
	put_refs(out, refs);
	if (gathered->signature.length)
		put_header(out, "Signature", septel__out_terminated(&gathered->signature));
}

bool report_heading(struct septel_out *out, const struct report_heading *heading,
		    const struct message_source *source, const json_t *refs, const char **why)
{
	struct gathered gathered;
	size_t i;
	json_t *ref;
	*why = NULL;
	gather_init(&gathered);
	json_array_foreach(refs, i, ref)
	{
		const struct septel_message *message = NULL;
		const enum message_found found = source->find(
			source->context, septel_view_of(json_string_value(ref)), &message);
		if (found == MESSAGE_UNREADABLE)
			*why = "a message cannot be read";
		if (found == MESSAGE_FOUND)
			gather_one(&gathered, message);
	}
	if (!*why && !heading->from && !gathered.from.length)
		*why = "no message that is held tells who reports: name the sender with --from";
	if (!*why && !heading->to && !gathered.to.length)
		*why = "no message that is held tells to whom to report: name the addressee with "
		       "--to";
	if (!*why)
		put_headers(out, heading, &gathered, refs);
	if (!gather_release(&gathered) && !*why)
		*why = "out of memory";
	return *why == NULL;
}
