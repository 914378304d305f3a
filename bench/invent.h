/* invent.h - decide what a message says.  Nothing is printed here; see layout.h. */
#ifndef BENCH_INVENT_H
#define BENCH_INVENT_H

#include "made.h"
#include "prose.h"

/* Station, number and dates; whether the text is in capitals. */
void invent_origin(struct made *made);
/* Precedence, addressees and routing with the frequencies of wire-format 5; needs the number
 * of sections. */
void invent_heading(struct made *made);
/* Line 12 to TAGS: classification, captions, declassification, TAGS. */
void invent_internal_heading(struct made *made, struct prose *prose);
/* REF; decides how many letters the text may cite. */
void invent_references(struct made *made, struct prose *prose);
void invent_classified_by(struct made *made);
/* Paragraphs, headings, summary, signature. */
void invent_body(struct made *made, struct prose *prose);

/* "TEL AVIV" -> "TELAVIV": the station part of a message reference number. */
const char *invent_id(struct pool *pool, int year, const char *station, int serial);

#endif
