/* frames_read.c - what lifted furniture says: which sections are there, and the
 * number where line 12 has none; see frames.h. */
#include "format_line.h"
#include "frames.h"
#include "scan.h"

#include <septel/number.h>

static void add_present(struct reading *reading, int **present, size_t *count, int section)
{
	size_t at = 0;
	while (at < *count && (*present)[at] < section)
		at++;
	if (at < *count && (*present)[at] == section)
		return;
	int *wider = septel_arena_alloc(reading->arena, (*count + 1) * sizeof *wider);
	if (!wider)
		return;
	if (at)
		memcpy(wider, *present, at * sizeof *wider);
	wider[at] = section;
	if (at < *count)
		memcpy(wider + at + 1, *present + at, (*count - at) * sizeof *wider);
	*present = wider;
	(*count)++;
}

/* The section that lifted words tell of: a marker, "PAGE 01 ... 02 OF 05". */
static bool lifted_section(struct septel_view words, struct section_marker *out)
{
	struct septel_view line, rest = words;
	while (septel__next_line(&rest, &line)) {
		line = septel__trim(line);
		/* Web copies end lines in a backslash, which goes in the same repair. */
		if (septel__ends(line, "\\"))
			line = septel__trim(septel__slice(line, 0, line.len - 1));
		if (septel__section_marker(line, out))
			return true;
		struct septel_view tail = line, number;
		if (!septel__page_line(line))
			continue;
		const size_t of = septel__find(line, " OF ", 0);
		if (of == VIEW_NOT_FOUND || of < 3)
			continue;
		out->section = septel__number(septel__trim(septel__slice(line, of - 2, of)));
		tail = septel__slice(line, of + 4, line.len);
		out->total = scan_digits(&tail, 1, 3, &number) ? septel__number(number) : -1;
		out->station.len = 0;
		if (out->section > 0 && out->total >= out->section)
			return true;
	}
	return false;
}

void septel__frames_read(struct reading *reading)
{
	struct septel_message *message = reading->message;
	int *present = NULL;
	size_t count = 0;
	for (size_t i = 0; i < message->sections.present_count; i++)
		add_present(reading, &present, &count, message->sections.present[i]);
	for (size_t i = 0; i < message->repairs.count; i++) {
		const struct septel_repair *repair = &message->repairs.at[i];
		struct section_marker marker;
		if (strcmp(repair->kind, "section-marker") != 0 &&
		    strcmp(repair->kind, "section-heading") != 0 &&
		    strcmp(repair->kind, "page-frame") != 0)
			continue;
		const struct septel_view words = septel__slice(
			message->raw, repair->at.offset, repair->at.offset + repair->at.length);
		if (!lifted_section(words, &marker) || count >= SEPTEL_SECTIONS_LIMIT)
			continue;
		if (message->sections.total == 0)
			message->sections.total = marker.total;
		if (marker.total != message->sections.total || marker.section > marker.total)
			continue;
		add_present(reading, &present, &count, marker.section);
		char number[SEPTEL_NUMBER_SIZE];
		if (message->id.len == 0 && marker.station.len && message->dtg.year &&
		    septel_number_compose(message->dtg.year, marker.station, marker.serial, number))
			message->id = septel_arena_copy(reading->arena, septel_view_of(number));
	}
	message->sections.present = present;
	message->sections.present_count = count;
}
