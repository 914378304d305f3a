/* composing.h - what the parts of one composition share.
 *
 *     draft*.c            headers, or a message's fields -> septel_draft
 *     compose_signs.c     signs -> the character set of the circuit
 *     compose_lines.c     words -> lines of a width, safe to read back
 *     compose_heading.c   format lines 1 to 9
 *     compose_text.c      line 12, captions to Classified By
 *     compose_body.c      paragraphs and signature
 *     compose_wire.c      CR CR LF, pages, endings
 *     compose.c           the whole, its check, and its sections (sections.h)
 */
#ifndef SEPTEL_MESSAGE_COMPOSING_H
#define SEPTEL_MESSAGE_COMPOSING_H

#include "../base/limits.h"
#include "../base/out.h"
#include "../base/view.h"
#include "diagnostics.h"
#include "wire_forms.h"

#include <septel/compose.h>

/* Columns to which State text is wrapped. */
#define COMPOSE_STATE_WIDTH 61

/* Findings about a draft; spans lie in `source`. */
struct findings {
	struct septel_arena *arena;
	struct septel_view source;
	struct diagnostic_list list;
	bool refused; /* an error is among them */
};

/* `at`: a view into source, else the place is its start.  `code` is a literal. */
void septel__find_fault(struct findings *findings, enum septel_severity severity, const char *code,
			struct septel_view at, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

struct composing {
	const struct septel_draft *draft;
	struct septel_arena *arena;
	struct findings *findings;
	struct septel_out *out; /* the message, LF line ends */
	bool any_sign;          /* no circuit: every printable sign may stand (mail, pages) */
	bool capitals;          /* the narrow character set: capitals, other signs spelled out */
	size_t width;           /* of text lines */
};

/* ---- compose_signs.c -------------------------------------------------------- */

/* `view` in the character set of the circuit; line ends stay, tabs become
 * blanks.  What has no spelling is an error at its place, left out. */
struct septel_view septel__signs(struct composing *composing, struct septel_view view);

/* ---- compose_lines.c -------------------------------------------------------- */

/* Writes `words` as lines of at most `width` columns, the first one behind
 * `prefix`, the others behind `indent` blanks.  White space runs become one
 * blank, '\n' a new line behind a blank one.  No line begins with what a
 * reader would take for something else. */
void septel__write_filled(struct composing *composing, const char *prefix, size_t indent,
			  struct septel_view words, size_t width);

/* True where a line may not begin with `words` inside a paragraph. */
bool septel__misleading_start(struct septel_view words);

/* ---- compose_heading.c ------------------------------------------------------ */

/* Format lines 1 to 9 and BT. */
void septel__write_heading(struct composing *composing);
/* The station's name on line 12 ("BAGHDAD"): the draft's own, or taken from
 * FM's name, or from the number. */
struct septel_view septel__station_of(const struct composing *composing);
/* The station serial of format line 3; NONE where it cannot be known. */
int septel__serial_of(const struct septel_draft *draft);

/* ---- compose_text.c --------------------------------------------------------- */

/* Line 12 up to the signature. */
void septel__write_text(struct composing *composing);

/* True for signals of format line 5, which speak to the addressee. */
bool septel__is_message_instruction(struct septel_view signal);

/* ---- sections_split.c ------------------------------------------------------- */

/* As septel_split, for a message that stands as a circuit carries it. */
int septel__split_wire(struct septel_view *out, struct septel_diagnostics *diagnostics,
		       struct septel_view message, struct septel_arena *arena);

/* ---- compose_wire.c --------------------------------------------------------- */

/* Sections with LF line ends as a circuit carries them. */
struct septel_view septel__wire(struct septel_view sections, bool pages,
				struct septel_arena *arena);

#endif
