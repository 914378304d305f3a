/* case_calendar.c - see case_calendar.h. */
#include "case_calendar.h"

#include "../access/level.h"
#include "../base/date.h"
#include "../base/utf8.h"
#include "safe.h"

#include <stdio.h>

/* Octets of a line without its CR LF (RFC 5545, 3.1). */
#define LINE_OCTETS 75

/* Writes one content line, folded between characters. */
static void put_line(struct septel_out *out, struct septel_view line)
{
	size_t octets = 0;
	for (size_t at = 0; at < line.len;) {
		size_t end = at + 1;
		while (end < line.len && ((unsigned char)line.ptr[end] & 0xc0) == 0x80)
			end++;
		if (octets + (end - at) > LINE_OCTETS) {
			septel__out_string(out, "\r\n ");
			octets = 1;
		}
		septel__out_bytes(out, line.ptr + at, end - at);
		octets += end - at;
		at = end;
	}
	septel__out_string(out, "\r\n");
}

/* TEXT of RFC 5545, 3.3.11; what no terminal may get is no text either. */
static void put_escaped(struct septel_out *out, const char *text)
{
	struct septel_out safe;
	septel__out_init(&safe, NULL, 0);
	print_safely(&safe, septel_view_of(text));
	for (size_t i = 0; i < safe.length; i++) {
		if (septel__is_one_of(safe.data[i], "\\;,"))
			septel__out_byte(out, '\\');
		septel__out_byte(out, safe.data[i]);
	}
	out->failed |= safe.failed;
	septel__out_release(&safe);
}

struct content {
	struct septel_out *out; /* the calendar */
	struct septel_out line;
};

/* A property of text: what the parts make, one behind the other, up to NULL. */
static void put_text(struct content *content, const char *name, const char *const *parts)
{
	septel__out_clear(&content->line);
	septel__out_format(&content->line, "%s:", name);
	for (size_t i = 0; parts[i]; i++)
		put_escaped(&content->line, parts[i]);
	put_line(content->out, septel__out_written(&content->line));
}

/* "DUE;VALUE=DATE:20081207". */
static void put_day(struct content *content, const char *name, const char *day)
{
	septel__out_clear(&content->line);
	septel__out_format(&content->line, "%s;VALUE=DATE:%.4s%.2s%.2s", name, day, day + 5,
			   day + 8);
	put_line(content->out, septel__out_written(&content->line));
}

/* The same time for the same answer: the day that is asked for. */
static void put_stamp(struct content *content, const struct answer *answer)
{
	char day[TIME_TEXT_SIZE];
	struct septel_time on = answer->view->log->clocks.on;
	on.hour = SEPTEL_NUMBER_NONE;
	septel__time_text(on, day);
	septel__out_clear(&content->line);
	septel__out_format(&content->line, "DTSTAMP:%.4s%.2s%.2sT000000Z", day, day + 5, day + 8);
	put_line(content->out, septel__out_written(&content->line));
}

/* Classified, or about a person: no calendar shows it to others. */
static void put_class(struct content *content, const json_t *record)
{
	const char *level = desk_string(record, "class");
	const bool open = strcmp(level, "-") == 0 || strcmp(level, "U") == 0;
	put_line(content->out, septel_view_of(open ? "CLASS:PRIVATE" : "CLASS:CONFIDENTIAL"));
}

/* "Promised in 08BAGHDAD3796#8.3. Declassify on 2018-12-04." */
static void put_sources(struct content *content, const json_t *record)
{
	struct septel_out text;
	septel__out_init(&text, NULL, 0);
	septel__out_string(&text, "Promised in ");
	desk_join(&text, json_object_get(record, "anchors"), ", ");
	if (json_is_string(json_object_get(record, "declassify_on")))
		septel__out_format(&text, ". Declassify on %s",
				   desk_string(record, "declassify_on"));
	if (json_array_size(json_object_get(record, "flags")))
		septel__out_string(&text, ". ");
	desk_join(&text, json_object_get(record, "flags"), ", ");
	const char *whole = septel__out_terminated(&text);
	put_text(content, "DESCRIPTION", (const char *const[]){whole ? whole : "", NULL});
	content->out->failed |= !whole;
	septel__out_release(&text);
}

static void put_todo(struct content *content, const struct answer *answer, const json_t *record)
{
	const char *from = desk_string(record, "due_from"), *by = desk_string(record, "due_by");
	const char *level = desk_string(record, "class"), *id = desk_string(record, "id");
	put_line(content->out, VIEW_LITERAL("BEGIN:VTODO"));
	put_text(content, "UID",
		 (const char *const[]){id, ".", desk_string(record, "told_in"), "@casebook.septel",
				       NULL});
	put_stamp(content, answer);
	/* A beginning on the day it is due is none (3.8.2.3). */
	if (strcmp(from, "-") != 0 && strcmp(from, by) < 0)
		put_day(content, "DTSTART", from);
	put_day(content, "DUE", by);
	put_text(content, "SUMMARY",
		 (const char *const[]){"(", level, ") ", desk_string(record, "by"), ": ",
				       desk_string(record, "what"), NULL});
	put_sources(content, record);
	put_class(content, record);
	put_text(content, "CATEGORIES", (const char *const[]){desk_string(record, "state"), NULL});
	put_line(content->out, VIEW_LITERAL("STATUS:NEEDS-ACTION"));
	put_line(content->out, VIEW_LITERAL("END:VTODO"));
}

void put_calendar(struct septel_out *out, struct answer *answer)
{
	size_t i;
	json_t *record;
	struct content content = {.out = out};
	septel__out_init(&content.line, NULL, 0);
	put_line(out, VIEW_LITERAL("BEGIN:VCALENDAR"));
	put_line(out, VIEW_LITERAL("VERSION:2.0"));
	put_line(out, VIEW_LITERAL("PRODID:-//septel//casebook//EN"));
	/* The high-water mark of all that is in it. */
	const char *level = answer->label.level ? septel_class_name(answer->label.level) : "";
	put_text(&content, "X-WR-CALNAME",
		 (const char *const[]){level, *level ? ": what is due" : "What is due", NULL});
	json_array_foreach(answer->records, i, record)
	{
		if (json_is_string(json_object_get(record, "due_by")))
			put_todo(&content, answer, record);
	}
	put_line(out, VIEW_LITERAL("END:VCALENDAR"));
	out->failed |= content.line.failed;
	septel__out_release(&content.line);
}
