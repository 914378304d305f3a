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
	struct septel_view station;  /* canonical, or the letters as they stand */
	struct septel_view misprint; /* the station as printed, where it is misprinted */
	int serial;
	int year; /* full; 0: unknown */
	bool year_printed;
	bool airgram; /* "A-121": its serial is one of airgrams */
};

/* reference_years.c: all years are full ones; 0 where there is none.  `own` is
 * the year of the message that cites. */
int septel__reference_year(struct septel_view digits);
/* None lies ahead of `own`. */
bool septel__year_may_be_cited(int year, int own);
/* "08 ", "2005", "'08 ", "094 ", "10-", "05/", "O8 " before a station. */
int septel__scan_year_in_front(struct septel_view *rest);
/* "(01)", "(2002)". */
int septel__scan_year_in_parentheses(struct septel_view *rest);
/* "(05) 11", "05 1234" between station and serial. */
int septel__scan_year_between(struct septel_view *rest, int own);
/* "(08)", "-01", "/08", " 99", "/2005", " OF 2005" behind the serial, or the
 * year of a date there (", NOVEMBER 23, 1971"). */
int septel__scan_year_behind(struct septel_view *rest, int own, int serial);

/* Which names of stations count: the more must stand around them. */
enum station_trust {
	STATION_KNOWN,      /* one of the tables */
	STATION_MISPRINTED, /* or what only one of these can be a misprint of */
	STATION_ANY         /* or any name in the place and form of one */
};

/* "08 BAGHDAD 2658", "870 ULAANBAATAR", "HK05511", "AMMAN 5049-01" at the front
 * of *rest (white space of any kind between words). */
bool septel__scan_reference(struct reference_block *block, struct septel_view *rest,
			    enum station_trust trust, struct numbered_reference *out);
/* A further number under the same station: ", 259032", "/935", " AND 2764",
 * "-938", " THROUGH 938". */
bool septel__scan_further(struct septel_view *rest, struct numbered_reference *number);
/* "2962", "07 2962": a number without a station, one of the station before it
 * or of the message itself. */
bool septel__scan_bare_number(struct reference_block *block, struct septel_view *rest,
			      struct numbered_reference *out);

#endif
