/* coarse.h - days, ages, counts and parties told so coarsely that they fit many.  Any thread. */
#ifndef SEPTEL_CASEBOOK_COARSE_H
#define SEPTEL_CASEBOOK_COARSE_H

#include "casebook.h"

/* Bytes of "2008-W47" with a NUL, for any year. */
#define WEEK_TEXT_SIZE 24

/* The ISO week of a day; "" for none. */
const char *septel__week_text(struct septel_time day, char text[WEEK_TEXT_SIZE]);
/* The band of an age as UNHCR counts populations, "18-24"; NULL for none. */
const char *septel__age_band(int age);
/* "0", "1-2", "3-5", "6+". */
const char *septel__count_band(size_t count);

/* "ministry"; NULL where nothing tells what kind of party it is. */
const char *septel__party_kind_text(const struct thing *party) __attribute__((nonnull));

#endif
