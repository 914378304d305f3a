/* references.h - reading one reference, and what a reference is by its words. */
#ifndef SEPTEL_MESSAGE_REFERENCES_H
#define SEPTEL_MESSAGE_REFERENCES_H

#include "reading.h"

/* The kind that the words of a reference tell ("E-MAIL", "UNSCR 1737", "9 FAM
 * 40"); UNKNOWN where they tell nothing. */
enum septel_reference_kind septel__reference_kind(struct septel_view text);

/* reference_scan.c: what is carried from one reference of a block to the next. */
struct reference_block {
	struct reading *reading;
	int year;                   /* where none is printed; 0: unknown */
	struct septel_view station; /* canonical, of the last reference; empty */
	unsigned lookups;           /* of misprinted stations so far */
};

/* A message named by station and serial. */
struct numbered_reference {
	struct septel_view station; /* canonical, or the letters as they stand */
	int serial;
	int year; /* full; 0: unknown */
	bool year_printed;
};

/* "08 BAGHDAD 2658", "870 ULAANBAATAR", "HK05511", "AMMAN 5049-01" at the front
 * of *rest (white space of any kind between words).  `first`: nothing of the
 * item stands before it, so that a station no table knows counts as well. */
bool septel__scan_reference(struct reference_block *block, struct septel_view *rest, bool first,
			    struct numbered_reference *out);
/* A further number under the same station: ", 259032", "/935", " AND 2764". */
bool septel__scan_further(struct septel_view *rest, struct numbered_reference *number);
/* Skips white space, line ends included. */
void septel__skip_space(struct septel_view *rest);

#endif
