/* envelope_text.c - format lines 11 to 14: how the text is classified, and what tells it from
 * another.
 *
 * The hash is of what a reader would call the same text: lines without blanks at their ends, blank
 * lines and line ends aside, in capitals, so that a text that came over ITA2 and one that came over
 * ASCII are one.
 */
#include "envelope_reading.h"

#include "../message/marking.h"
#include "identification.h"
#include "ita2.h"
#include "pilot.h"

#include <sodium.h>
#include <stdio.h>

/* Bytes that are hashed at a time. */
#define HASH_PIECE 1024u
/* Bytes of a line that may be an identification inside the text. */
#define STRAY_LENGTH 24u

/* ---- lines of the text --------------------------------------------------------------- */

struct text_line {
	struct septel_view line; /* trimmed at the right end */
	size_t next;
};

/* The line at `from` of `bytes`; lines end at CR or LF. */
static struct text_line line_at(struct septel_view bytes, size_t from)
{
	const size_t newline = septel__find_byte(bytes, '\n', from);
	const size_t limit = newline == VIEW_NOT_FOUND ? bytes.len : newline;
	const struct septel_view before = septel__slice(bytes, 0, limit);
	const size_t carriage = septel__find_byte(before, '\r', from);
	const size_t end = carriage == VIEW_NOT_FOUND ? limit : carriage;
	size_t next = end;
	while (next < bytes.len && septel__is_one_of(bytes.ptr[next], "\r\n"))
		next++;
	return (struct text_line){septel__trim_right(septel__slice(bytes, from, end)), next};
}

static bool is_confirmation(struct septel_view line)
{
	return line.len == 5 && line.ptr[0] == '#' &&
	       septel__number(septel__slice(line, 1, 5)) >= 0;
}

/* ---- hash ---------------------------------------------------------------------------- */

struct hashing {
	crypto_generichash_state state;
	unsigned char piece[HASH_PIECE];
	size_t length;
};

static void flush(struct hashing *hashing)
{
	crypto_generichash_update(&hashing->state, hashing->piece, hashing->length);
	hashing->length = 0;
}

/* In capitals; a loop without branches, which runs over many bytes at once. */
static void hash_bytes(struct hashing *hashing, const char *bytes, size_t length)
{
	while (length) {
		if (hashing->length == HASH_PIECE)
			flush(hashing);
		const size_t room = HASH_PIECE - hashing->length;
		const size_t part = length < room ? length : room;
		unsigned char *to = hashing->piece + hashing->length;
		for (size_t i = 0; i < part; i++) {
			const unsigned char c = (unsigned char)bytes[i];
			to[i] = (unsigned char)(c - ((unsigned char)(c - 'a') < 26 ? 32 : 0));
		}
		hashing->length += part;
		bytes += part;
		length -= part;
	}
}

static void hash_line(struct hashing *hashing, struct septel_view line)
{
	if (line.len == 0)
		return;
	hash_bytes(hashing, line.ptr, line.len);
	hash_bytes(hashing, "\n", 1);
}

static void finish_hash(struct hashing *hashing, unsigned char hash[TEXT_HASH_SIZE])
{
	flush(hashing);
	crypto_generichash_final(&hashing->state, hash, TEXT_HASH_SIZE);
}

/* ---- the parts ----------------------------------------------------------------------- */

static bool is_stray(struct septel_view line)
{
	struct identification_line identifications;
	if (line.len < 6 || line.len > STRAY_LENGTH || !septel__is_upper(line.ptr[0]))
		return false;
	return septel__identification_line(line, &identifications) && identifications.strict &&
	       identifications.count > 0;
}

/* "#3796": the serial once more.  One impulse apart they are one serial, garbled here or there;
 * otherwise the text is put together of sections, and this is the serial of another. */
static void check_confirmation(struct envelope_reading *reading, struct septel_view line)
{
	const struct septel_view again = septel__slice(line, 1, line.len);
	const char *serial = reading->envelope->key.serial;
	size_t apart = 0, garbles = 0;
	if (strlen(serial) != again.len)
		return;
	for (size_t i = 0; i < again.len; i++) {
		apart += serial[i] != again.ptr[i];
		garbles += septel__ita2_one_impulse(serial[i], again.ptr[i]);
	}
	if (apart == 1 && garbles == 1)
		septel__envelope_fault(reading, "heading.unequal", line,
				       "serial %.*s at the end, %s in format line 3",
				       VIEW_FORMAT(again), serial);
}

/* The text from `from` on, hashed up to BT; then what stands behind it. */
static void read_lines(struct envelope_reading *reading, size_t from)
{
	struct hashing hashing = {.length = 0};
	bool within = true;
	crypto_generichash_init(&hashing.state, NULL, 0, TEXT_HASH_SIZE);
	while (from < reading->bytes.len) {
		const struct text_line at = line_at(reading->bytes, from);
		struct septel_view line = at.line;
		from = at.next;
		/* NNNN ends a transmission wherever it stands. */
		const bool ends = septel__ends(line, "NNNN");
		if (ends)
			line = septel__trim_right(septel__slice(line, 0, line.len - 4));
		if (is_confirmation(line) && (!within || !reading->separated)) {
			check_confirmation(reading, line);
			within = false;
		} else if (within && septel__equal(line, VIEW_LITERAL("BT"))) {
			within = false;
		} else if (within) {
			hash_line(&hashing, line);
			if (reading->envelope->stray.len == 0 && is_stray(line))
				reading->envelope->stray = line;
		}
		within = within && !ends;
	}
	finish_hash(&hashing, reading->envelope->text_hash);
}

/* The class that the text states; NONE where it states none. */
static enum septel_class class_of_text(struct envelope_reading *reading)
{
	struct classification_word word;
	enum septel_class class_;
	if (!reading->has_line)
		return SEPTEL_CLASS_NONE;
	if (septel__is_service_text(reading->line, &class_)) {
		reading->envelope->signs |= SIGN_SERVICE;
		return class_;
	}
	return septel__classification(reading->line, &word) ? word.class_ : SEPTEL_CLASS_NONE;
}

static void read_line_twelve(struct envelope_reading *reading)
{
	struct envelope *envelope = reading->envelope;
	const enum septel_class claimed = reading->claimed, stated = class_of_text(reading);
	envelope->classification = stated > claimed ? stated : claimed;
	/* Marked lower on the way than the text is: it must not go where its signal leads. */
	if (claimed != SEPTEL_CLASS_NONE && stated >= SEPTEL_RESTRICTED && stated > claimed)
		septel__envelope_fault(reading, "heading.unequal", reading->line,
				       "the text is %s, format line 4 says %s",
				       septel_class_name(stated), septel_class_name(claimed));
}

void septel__envelope_text(struct envelope_reading *reading)
{
	const bool text = reading->has_line && septel__envelope_text_begins(reading->line);
	const bool short_form =
		(reading->envelope->signs & SIGN_SERVICE) || reading->addressee_count == 0;
	if (!reading->separated && !text && !short_form)
		septel__envelope_fault(
			reading, "heading.end",
			septel__slice(reading->bytes, reading->bytes.len, reading->bytes.len),
			"no BT, and no classification");
	read_line_twelve(reading);
	if (reading->depth != ENVELOPE_LINES)
		read_lines(reading, reading->has_line ? reading->line_start : reading->bytes.len);
}

/* ---- fields -------------------------------------------------------------------------- */

static struct septel_views tags_of(const struct septel_message *message, struct septel_arena *arena)
{
	struct septel_view *at = septel_arena_alloc(arena, message->tags.count * sizeof *at);
	if (!at)
		return (struct septel_views){NULL, 0};
	for (size_t i = 0; i < message->tags.count; i++)
		at[i] = message->tags.at[i].tag;
	return (struct septel_views){at, message->tags.count};
}

static struct septel_views references_of(const struct septel_message *message,
					 struct septel_arena *arena)
{
	struct septel_view *at = septel_arena_alloc(arena, message->references.count * sizeof *at);
	size_t count = 0;
	for (size_t i = 0; at && i < message->references.count; i++)
		if (message->references.at[i].id.len)
			at[count++] = message->references.at[i].id;
	return (struct septel_views){at, count};
}

bool septel__envelope_fields(struct envelope_reading *reading)
{
	struct envelope *envelope = reading->envelope;
	const struct septel_message *message;
	/* From the message itself: below a pilot there is another routing line. */
	const size_t from =
		envelope->janap.len ? envelope->routing_line.offset : envelope->message.offset;
	const int status = septel_message_parse(
		&message, septel__slice(reading->bytes, from, reading->bytes.len), NULL,
		reading->arena);
	if (status != SEPTEL_OK)
		return status == SEPTEL_ETOOBIG;
	envelope->number = message->id;
	envelope->subject = message->subject;
	envelope->captions = message->captions;
	envelope->tags = tags_of(message, reading->arena);
	envelope->references = references_of(message, reading->arena);
	envelope->cited = message->references;
	return true;
}
