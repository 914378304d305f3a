/* septel/tables.h - what the tables of the field say.
 *
 * All tables are data (data/ as TSV) compiled in.  Every view returned points
 * into the program and lives for ever.  Look-ups are exact unless said
 * otherwise, case aside.  Any thread.
 */
#ifndef SEPTEL_TABLES_H
#define SEPTEL_TABLES_H

#include <septel/message.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a TAGS code is, and its meaning in *name (empty where none is known).
 * Codes not in the table have a kind by their form where the form decides it
 * (K or Q and 3 letters: program; a comma: person); else UNKNOWN. */
SEPTEL_API enum septel_tag_kind septel_tag_lookup(struct septel_view tag, struct septel_view *name);

/* The meaning of an operating signal ("ZNR", "ZFF3"); false if unknown. */
SEPTEL_API bool septel_signal_lookup(struct septel_view signal, struct septel_view *meaning);

/* A routing indicator may serve several plain language address designators.
 * The kind ("embassy", "collective", "agency", ...) and name of number `which`
 * of them, from 0, the likeliest first; false, and both empty, if there are not
 * so many. */
SEPTEL_API bool septel_ri_lookup(struct septel_view ri, size_t which, struct septel_view *kind,
				 struct septel_view *name);

/* The canonical name of a station (letters only, capitals: "RIODEJANEIRO") for
 * any printed form of it ("RIO", "SECSTATE WASHDC", "AMEMBASSY BAGHDAD"), and
 * for a name cut to the 6 characters of central files or the 10 of a section
 * marker ("PRETOR", "CAPET", "Rio de Jan") where one station alone is so cut;
 * with `repair` also for a misprint that only one station can stand for.
 * A place known to be no station is none's misprint.  Empty if it is none. */
SEPTEL_API struct septel_view septel_station_lookup(struct septel_view printed, bool repair);

/* The longest station that stands at the start of `text`, as whole words
 * (separated by white space, hyphens, full stops or apostrophes; a digit may
 * follow at once): its canonical name, and how many bytes of the text it
 * takes.  False, with both empty, if there is none. */
SEPTEL_API bool septel_station_match(struct septel_view text, struct septel_view *canonical,
				     size_t *length);

#ifdef __cplusplus
}
#endif

#endif
