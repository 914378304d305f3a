/* draft.c - a typed draft: headers, a blank line, the text; septel/compose.h.
 *
 * States: in the headers, until the first blank line; then the rest is text.
 * A line that begins with a blank goes on with the header above it; a line "#"
 * in front of the headers is a comment.
 */
#include "draft.h"

#include "../base/utf8.h"

#include "text.h"

static const struct septel_time NO_TIME = {0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};

void septel_draft_init(struct septel_draft *draft)
{
	static const struct septel_view EMPTY = {"", 0};
	memset(draft, 0, sizeof *draft);
	draft->source = draft->id = draft->station = draft->letters = EMPTY;
	draft->transmission.circuit = draft->origin.ri = EMPTY;
	draft->transmission.serial = draft->origin.serial = SEPTEL_NUMBER_NONE;
	draft->origin.filed = draft->dtg = NO_TIME;
	draft->from.ri = draft->from.name = draft->from.precedence = draft->from.mcn = EMPTY;
	draft->declassify.order = draft->declassify.text = draft->subject = EMPTY;
	draft->classified_by.text = draft->classified_by.reason = EMPTY;
	draft->text = draft->signature = EMPTY;
}

/* A header's value as it stands in the source, its lines still apart. */
static void take_value(struct draft_reading *reading, const struct draft_header *header,
		       struct septel_view value)
{
	struct septel_view line;
	if (!header->list) {
		/* One line, in the source where it can stay there: faults have a place. */
		value = septel__one_line(reading->arena, value);
		if (value.len)
			header->take(reading, value);
		return;
	}
	while (septel__next_line(&value, &line)) {
		while (line.len) {
			const size_t semicolon = septel__find_byte(line, ';', 0);
			const size_t end = semicolon == VIEW_NOT_FOUND ? line.len : semicolon;
			const struct septel_view item = septel__trim(septel__slice(line, 0, end));
			if (item.len)
				header->take(reading, item);
			line = septel__slice(line, semicolon == VIEW_NOT_FOUND ? end : end + 1,
					     line.len);
		}
	}
}

static bool is_continuation(struct septel_view rest)
{
	return rest.len && (rest.ptr[0] == ' ' || rest.ptr[0] == '\t');
}

/* One header and the lines that go on with it. */
static void read_header(struct draft_reading *reading, struct septel_view line,
			struct septel_view *rest)
{
	const size_t colon = septel__find_byte(line, ':', 0);
	const struct septel_view name =
		septel__trim(septel__slice(line, 0, colon == VIEW_NOT_FOUND ? line.len : colon));
	const struct draft_header *header =
		colon == VIEW_NOT_FOUND ? NULL : septel__draft_header(name);
	const char *value = colon == VIEW_NOT_FOUND ? line.ptr + line.len : line.ptr + colon + 1;
	const char *end = line.ptr + line.len;
	while (is_continuation(*rest)) {
		struct septel_view more;
		struct septel_view after = *rest;
		septel__next_line(&after, &more);
		if (septel__trim(more).len == 0)
			break; /* a line of blanks is a blank line */
		end = more.ptr + more.len;
		*rest = after;
	}
	if (colon == VIEW_NOT_FOUND)
		septel__find_fault(reading->findings, SEPTEL_ERROR, "draft.header", line,
				   "'%.*s' is no header: a blank line must stand before the text",
				   (int)(line.len < 40 ? line.len : 40), line.ptr);
	else if (!header)
		septel__find_fault(reading->findings, SEPTEL_ERROR, "draft.header", name,
				   "no header '%.*s'", (int)(name.len < 40 ? name.len : 40),
				   name.ptr);
	else
		take_value(reading, header,
			   septel__trim((struct septel_view){value, (size_t)(end - value)}));
}

int septel_draft_read(struct septel_draft *out, struct septel_diagnostics *diagnostics,
		      struct septel_view bytes, const struct septel_time *now,
		      struct septel_arena *arena)
{
	septel_draft_init(out);
	*diagnostics = (struct septel_diagnostics){NULL, 0, 0};
	if (bytes.len > SEPTEL_MESSAGE_LIMIT)
		return SEPTEL_ETOOBIG;
	out->source = bytes;
	struct findings findings = {.arena = arena, .source = bytes};
	struct draft_reading reading = {.draft = out, .arena = arena, .findings = &findings};
	struct septel_view rest = septel__slice(bytes, septel__byte_order_mark(bytes), bytes.len);
	struct septel_view line;
	bool any = false;
	while (septel__next_line(&rest, &line)) {
		if (septel__trim(line).len == 0) {
			if (any)
				break;
			continue;
		}
		if (line.ptr[0] == '#' && !any)
			continue;
		any = true;
		read_header(&reading, line, &rest);
	}
	out->text = rest;
	if (now && !reading.dtg_stated)
		out->dtg = *now;
	septel__draft_finish(&reading);
	*diagnostics = septel__diagnostics_of(&findings.list);
	return septel_arena_failed(arena) ? SEPTEL_ENOMEM : SEPTEL_OK;
}
