/* envelope_reading.h - what the parts of the reading of one envelope share.
 *
 *     envelope.c            the order of things: format lines 1 to 3, then each part
 *     envelope_routing.c    format line 2 (and that of JANAP 128), and whether to believe it
 *     envelope_calling.c    format lines 3 to 5
 *     envelope_address.c    format lines 6 to 10
 *     envelope_text.c       format lines 11 to 14: classification, hash, strays
 *     envelope_write.c      the envelope for people; faults mended
 *     garble.c              what a line makes of a character
 *
 * Each part takes lines off the front; a line that is not its own stays for the next.
 */
#ifndef SEPTEL_RELAY_ENVELOPE_READING_H
#define SEPTEL_RELAY_ENVELOPE_READING_H

#include "envelope.h"

#include "../message/list.h"

struct envelope_reading {
	struct envelope *envelope;
	struct septel_view bytes;
	struct septel_arena *arena;
	enum envelope_depth depth;
	struct envelope_directory directory;

	/* the line that is looked at: trimmed at both ends, never blank; `has_line` false at the
	 * end of the bytes */
	struct septel_view line;
	size_t line_start, line_next;
	bool has_line;
	size_t lines; /* so far */
	size_t unknown_lines;

	bool overfull;             /* more indicators than any routing line has */
	bool calling;              /* format line 3 was read, or that of JANAP */
	bool separated;            /* BT was read, or a garbled one */
	enum septel_class claimed; /* of format line 4 */

	struct septel_view *routing;
	size_t routing_count, routing_capacity;
	struct envelope_addressee *addressees;
	size_t addressee_count, addressee_capacity;
	struct envelope_fault *faults;
	size_t fault_count, fault_capacity;
};

/* The next line that is not blank. */
void septel__envelope_next_line(struct envelope_reading *reading);
/* The line after the present one, without taking it. */
struct septel_view septel__envelope_line_after(const struct envelope_reading *reading);

/* `code` is literal; `at` is in the bytes.  The text is a format without end. */
void septel__envelope_fault(struct envelope_reading *reading, const char *code,
			    struct septel_view at, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* The same with what should stand at `at`; an empty `fix` is none. */
void septel__envelope_fault_fix(struct envelope_reading *reading, const char *code,
				struct septel_view at, struct septel_view fix, const char *format,
				...) __attribute__((format(printf, 5, 6)));

static inline bool envelope_knows(const struct envelope_reading *reading, struct septel_view ri)
{
	return reading->directory.knows(reading->directory.context, ri);
}

/* ---- parts --------------------------------------------------------------------------- */

/* The line looks like format line 2, whole or garbled: a precedence and indicators. */
bool septel__envelope_is_routing(const struct envelope_reading *reading);
/* Takes it, with its continuations. */
void septel__envelope_routing(struct envelope_reading *reading);
/* Takes lines 2 of JANAP 128; false where the line is none. */
bool septel__envelope_janap(struct envelope_reading *reading);
/* Once the addressees are known: which indicators are not to be believed. */
void septel__envelope_routing_check(struct envelope_reading *reading);

/* The line is meant for format line 3. */
bool septel__envelope_is_calling(struct septel_view line);
void septel__envelope_calling(struct envelope_reading *reading);
/* "3390637", "23/1745Z", and such a day and time there are. */
bool septel__envelope_filing_valid(struct septel_view filed);
/* Of the letters of format line 4. */
enum septel_class septel__envelope_class_of(char letter);
/* Format lines 4 and 5. */
void septel__envelope_security(struct envelope_reading *reading);
void septel__envelope_preamble(struct envelope_reading *reading);

void septel__envelope_addresses(struct envelope_reading *reading);
/* The line begins the text though no BT was there. */
bool septel__envelope_text_begins(struct septel_view line);

void septel__envelope_text(struct envelope_reading *reading);
/* Number, subject, tags, captions, references; false where memory is out. */
bool septel__envelope_fields(struct envelope_reading *reading);

#endif
