/* envelope.c - see envelope.h; envelope_reading.h has the parts.
 *
 * In front of format line 3 stand identifications, pilots and routing lines.  The first routing
 * line is the one that counts; all below it, down to format line 3, is kept.
 */
#include "envelope_reading.h"

#include "../base/limits.h"
#include "../message/format_line.h"
#include "garble.h"
#include "identification.h"
#include "pilot.h"

#include <septel/tables.h>
#include <stdio.h>

/* Bytes of the text of a fault, with its NUL, and of a line that is shown in one. */
#define FAULT_TEXT_SIZE 160
#define LINE_SHOWN      70u
/* Lines in front of format line 3 that are none: after so many it is not looked for. */
#define UNKNOWN_LINES_LIMIT 4u

/* ---- lines --------------------------------------------------------------------------- */

static bool is_line_end(char c)
{
	return c == '\r' || c == '\n';
}

/* What stands before and behind the words of a line: blanks, NUL (idle), DEL. */
static bool is_idle(char c)
{
	return septel__is_space(c) || c == '\0' || c == '\x7F';
}

/* The line at or behind `from` that is not blank; *next is where the one after it begins. */
static struct septel_view find_line(struct septel_view bytes, size_t from, size_t *next)
{
	while (from < bytes.len && is_idle(bytes.ptr[from]))
		from++;
	size_t end = from;
	while (end < bytes.len && !is_line_end(bytes.ptr[end]))
		end++;
	*next = end;
	while (*next < bytes.len && bytes.ptr[*next] == '\r')
		++*next;
	if (*next < bytes.len && bytes.ptr[*next] == '\n')
		++*next;
	while (end > from && is_idle(bytes.ptr[end - 1]))
		end--;
	return septel__slice(bytes, from, end);
}

void septel__envelope_next_line(struct envelope_reading *reading)
{
	reading->line = find_line(reading->bytes, reading->line_next, &reading->line_next);
	reading->has_line = reading->line.len > 0;
	reading->line_start = (size_t)(reading->line.ptr - reading->bytes.ptr);
	reading->lines++;
}

struct septel_view septel__envelope_line_after(const struct envelope_reading *reading)
{
	size_t next;
	return find_line(reading->bytes, reading->line_next, &next);
}

/* ---- faults -------------------------------------------------------------------------- */

static void add_fault(struct envelope_reading *reading, const char *code, struct septel_view at,
		      struct septel_view fix, const char *format, va_list arguments)
{
	char text[FAULT_TEXT_SIZE];
	if (reading->fault_count >= ENVELOPE_FAULTS_LIMIT)
		return;
	vsnprintf(text, sizeof text, format, arguments);
	struct envelope_fault *fault = LIST_ADD(reading->arena, reading->faults,
						reading->fault_count, reading->fault_capacity);
	if (!fault)
		return;
	*fault = (struct envelope_fault){
		.code = code,
		.at = {(uint32_t)(at.ptr - reading->bytes.ptr), (uint32_t)at.len},
		.text = septel_arena_copy(reading->arena, septel_view_of(text)),
		.has_fix = fix.len > 0,
		.fix = fix};
}

void septel__envelope_fault(struct envelope_reading *reading, const char *code,
			    struct septel_view at, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add_fault(reading, code, at, (struct septel_view){"", 0}, format, arguments);
	va_end(arguments);
}

void septel__envelope_fault_fix(struct envelope_reading *reading, const char *code,
				struct septel_view at, struct septel_view fix, const char *format,
				...)
{
	va_list arguments;
	va_start(arguments, format);
	add_fault(reading, code, at, fix, format, arguments);
	va_end(arguments);
}

/* ---- identifications ----------------------------------------------------------------- */

static bool is_right_identification(const void *context, struct septel_view line)
{
	struct identification_line identifications;
	(void)context;
	return septel__identification_line(line, &identifications) && identifications.strict &&
	       identifications.count;
}

/* "ABC 123" is "ABC123". */
static struct septel_view without_blank(struct envelope_reading *reading, struct septel_view text)
{
	const size_t blank = septel__find_byte(text, ' ', 0);
	if (blank == VIEW_NOT_FOUND)
		return text;
	const struct septel_view copy = septel_arena_copy(reading->arena, text);
	if (copy.len == 0)
		return copy;
	memmove((char *)(uintptr_t)copy.ptr + blank, copy.ptr + blank + 1, copy.len - blank - 1);
	return septel__slice(copy, 0, copy.len - 1);
}

static void refuse_identification(struct envelope_reading *reading)
{
	septel__envelope_fault_fix(
		reading, "heading.identification", reading->line,
		septel__garble_mended(reading->line, is_right_identification, NULL, reading->arena),
		"'%.*s' is no identification", VIEW_FORMAT(reading->line));
}

/* Takes format line 1; false where the line is none. */
static bool take_identifications(struct envelope_reading *reading)
{
	struct envelope *envelope = reading->envelope;
	struct identification_line line;
	if (!septel__identification_line(reading->line, &line))
		return false;
	if (!line.strict || line.count == 0)
		refuse_identification(reading);
	const size_t room = sizeof envelope->identification / sizeof *envelope->identification;
	for (size_t i = 0; i < line.count && envelope->identification_count < room; i++)
		envelope->identification[envelope->identification_count++] =
			without_blank(reading, line.at[i]);
	return true;
}

/* ---- in front of format line 3 --------------------------------------------------------- */

/* Of a FLASH there are bells in front (wire-format 2). */
static void drop_bells(struct envelope_reading *reading)
{
	while (reading->line.len && septel__is_one_of(reading->line.ptr[0], "\a'"))
		reading->line = septel__slice(reading->line, 1, reading->line.len);
}

static bool is_routed(const struct envelope *envelope)
{
	return envelope->routing_line.length > 0;
}

/* A routing line below a pilot: passed over with its continuations. */
static void pass_inner_routing(struct envelope_reading *reading)
{
	septel__envelope_next_line(reading);
	while (reading->has_line && septel__routing_continuation(reading->line))
		septel__envelope_next_line(reading);
}

/* A line in front of the routing line that is nothing known. */
static void take_unknown(struct envelope_reading *reading)
{
	struct septel_view identification;
	const bool first = !is_routed(reading->envelope);
	if (first && septel__identification_garbled(reading->line, &identification))
		refuse_identification(reading);
	else
		septel__envelope_fault(reading,
				       first ? "heading.identification" : "heading.routing",
				       reading->line, "'%.*s' is no format line",
				       VIEW_FORMAT(septel__slice(reading->line, 0, LINE_SHOWN)));
	reading->unknown_lines++;
	septel__envelope_next_line(reading);
}

/* The line in front of the routing line; false where the heading goes on behind it. */
static bool take_front_line(struct envelope_reading *reading)
{
	struct envelope *envelope = reading->envelope;
	struct septel_view words;
	struct preamble_line preamble;
	drop_bells(reading);
	if (septel__envelope_is_calling(reading->line) ||
	    septel__equal(reading->line, VIEW_LITERAL("BT")) ||
	    (is_routed(envelope) && septel__preamble_line(reading->line, &preamble)) ||
	    reading->unknown_lines > UNKNOWN_LINES_LIMIT)
		return false;
	if (is_routed(envelope)) {
		/* below a pilot, or garbled */
		struct identification_line identifications;
		if (septel__routing_line(reading->line, &words)) {
			pass_inner_routing(reading);
			return true;
		}
		if (!septel__pilot_line(reading->line) &&
		    !septel__identification_line(reading->line, &identifications)) {
			take_unknown(reading);
			return true;
		}
		envelope->signs |= septel__signs_among(reading->line);
		septel__envelope_next_line(reading);
		return true;
	}
	if (septel__envelope_is_routing(reading)) {
		septel__envelope_routing(reading);
		return true;
	}
	if (envelope->pilots.length == 0 && take_identifications(reading)) {
		envelope->identifications = (struct septel_span){0, (uint32_t)reading->line_next};
		septel__envelope_next_line(reading);
		return true;
	}
	if (septel__envelope_janap(reading))
		return false;
	if (septel__pilot_line(reading->line)) {
		const size_t start =
			envelope->pilots.length ? envelope->pilots.offset : reading->line_start;
		envelope->signs |= septel__signs_among(reading->line);
		envelope->pilots = (struct septel_span){(uint32_t)start,
							(uint32_t)(reading->line_next - start)};
		septel__envelope_next_line(reading);
		return true;
	}
	take_unknown(reading);
	return true;
}

/* Spans that follow one another without a gap: blank lines go to the one in front. */
static void close_spans(struct envelope *envelope, size_t calling, size_t length)
{
	const uint32_t message = (uint32_t)calling;
	const uint32_t routing = is_routed(envelope) ? envelope->routing_line.offset : message;
	const uint32_t pilots = envelope->pilots.length ? envelope->pilots.offset : routing;
	const uint32_t behind =
		is_routed(envelope) ? routing + envelope->routing_line.length : message;
	envelope->identifications = (struct septel_span){0, pilots};
	envelope->pilots = (struct septel_span){pilots, routing - pilots};
	envelope->routing_line = (struct septel_span){routing, behind - routing};
	envelope->inner = (struct septel_span){behind, message - behind};
	envelope->message = (struct septel_span){message, (uint32_t)(length - calling)};
}

/* Format lines 1 to 3. */
static void read_front(struct envelope_reading *reading)
{
	struct envelope *envelope = reading->envelope;
	septel__envelope_next_line(reading);
	while (reading->has_line && reading->lines <= ENVELOPE_LINES_LIMIT &&
	       reading->line_start < ENVELOPE_BYTES_LIMIT && take_front_line(reading))
		continue;
	close_spans(envelope, reading->has_line ? reading->line_start : reading->bytes.len,
		    reading->bytes.len);
	if (!is_routed(envelope))
		septel__envelope_fault(reading, "heading.none", septel__slice(reading->bytes, 0, 0),
				       "no routing line");
	if (reading->has_line && septel__envelope_is_calling(reading->line))
		septel__envelope_calling(reading);
	else if (!reading->calling)
		septel__envelope_fault(reading, "heading.calling",
				       septel__slice(reading->bytes, envelope->message.offset,
						     envelope->message.offset),
				       "no format line 3");
}

/* ---- all of it ----------------------------------------------------------------------- */

static bool knows_table(const void *context, struct septel_view ri)
{
	struct septel_view kind, name;
	(void)context;
	return septel_ri_lookup(ri, 0, &kind, &name);
}

static void finish(struct envelope_reading *reading)
{
	struct envelope *envelope = reading->envelope;
	const struct message_key *key = &envelope->key;
	envelope->routing = (struct septel_views){reading->routing, reading->routing_count};
	envelope->addressees = reading->addressees;
	envelope->addressee_count = reading->addressee_count;
	envelope->faults = reading->faults;
	envelope->fault_count = reading->fault_count;
	envelope->has_key = key->origin[0] && key->serial[0] && key->filed[0];
	/* What has addressees is a message, though its sender be one of them. */
	if (reading->routing_count == 1 && reading->addressee_count == 0 && !envelope->from.len &&
	    septel__equal(reading->routing[0], septel_view_of(key->origin)))
		envelope->signs |= SIGN_CHANNEL_CHECK;
}

bool septel__envelope_read(struct envelope *envelope, struct septel_view bytes,
			   enum envelope_depth depth, const struct envelope_directory *directory,
			   struct septel_arena *arena)
{
	struct envelope_reading reading = {
		.envelope = envelope,
		.bytes = bytes,
		.arena = arena,
		.depth = depth,
		.directory = directory ? *directory
				       : (struct envelope_directory){knows_table, NULL, NULL}};
	*envelope = (struct envelope){0};
	envelope->key.section = SEPTEL_NUMBER_NONE;
	read_front(&reading);
	septel__envelope_security(&reading);
	septel__envelope_preamble(&reading);
	septel__envelope_addresses(&reading);
	septel__envelope_routing_check(&reading);
	septel__envelope_text(&reading);
	finish(&reading);
	if (depth == ENVELOPE_WHOLE && !septel__envelope_fields(&reading))
		return false;
	return !septel_arena_failed(arena);
}
