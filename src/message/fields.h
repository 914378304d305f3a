/* fields.h - the fields of the internal heading, each read from its own words.
 *
 * `value` is the part of reading->text behind the keyword, up to the next
 * keyword, with its line ends still in it; white space runs count as one
 * space.  Each function fills its field of the message and diagnoses what it
 * could not read; a value seen twice (two TAGS lines) adds to what is there.
 */
#ifndef SEPTEL_MESSAGE_FIELDS_H
#define SEPTEL_MESSAGE_FIELDS_H

#include "edits.h"
#include "reading.h"

/* tags.c: "PHUM KJUS, OVIP (CLINTON, HILLARY), IR". */
void septel__tags_read(struct reading *reading, struct septel_view value);
/* Proposes the provable repairs of a TAGS value in `text`: fused codes that
 * come apart into known ones in exactly one way, misspelt ones with exactly
 * one known code at distance 1 that cannot itself be a code. */
void septel__tags_repair(struct edits *edits, struct septel_view text, struct septel_view value);

/* declassify.c: `order` "12958" (empty where misprinted), `value` "DECL: 12/04/2018". */
void septel__declassify_read(struct reading *reading, struct septel_view order,
			     struct septel_view value);

/* classified_by.c: "Political Military Minister Counselor Michael H. Corbin for
 * reasons 1.4 (b) and (d)." */
void septel__classified_by_read(struct reading *reading, struct septel_view value);

/* references.c: "A. BAGHDAD 2658\nB. BAGHDAD 3556".  The year of a reference
 * without one is that of the DTG, else options.year; its own id is left out. */
struct septel_references septel__references_of(struct reading *reading, struct septel_view value);

#endif
