/* limits.h - every limit of septel has its name here.
 *
 * A buffer, a list or a loop that input can make grow is bounded by one of
 * these.  What goes over a limit is a diagnostic or an error, never a surprise.
 */
#ifndef SEPTEL_BASE_LIMITS_H
#define SEPTEL_BASE_LIMITS_H

/* Memory of one arena where its maker names none. */
#define SEPTEL_ARENA_LIMIT ((size_t)1 << 30)
/* The first chunk of an arena, and the smallest later one. */
#define SEPTEL_ARENA_CHUNK ((size_t)256 * 1024)

/* Diagnostics kept for one message; the rest is counted. */
#define SEPTEL_DIAGNOSTICS_LIMIT 1000u
/* Rounds of repair before septel gives up looking for more. */
#define SEPTEL_REPAIR_ROUNDS 8
/* Lines a heading block (address lines and all) may run. */
#define SEPTEL_HEADING_LINES_LIMIT 4096

/* Sections of one message (wire-format 7: 24 at most were seen). */
#define SEPTEL_SECTIONS_LIMIT 999
/* A line shorter than this is no wrapped line of a sentence. */
#define REPAIR_SPLIT_LEAST 12

/* NARR and AMPN sets of one message that are read. */
#define NAVY_NARRATIVES_LIMIT 64

#endif
