/* crowd.h - a table about persons in which nobody stands alone.
 *
 * Every cell of it may help to recognise a person.  A row is left out unless CROWD_LEAST rows
 * or more have the same values in all columns.  Where that would leave out more than a fifth of
 * the rows, columns are given up, the last one first, but the first `kept` never.  A column is
 * given up for all rows, so that what is missing in one tells nothing.
 */
#ifndef SEPTEL_CASEBOOK_CROWD_H
#define SEPTEL_CASEBOOK_CROWD_H

#include "../base/view.h"

/* Rows that a combination of values takes to be told. */
#define CROWD_LEAST 5u
/* Most columns of a table. */
#define CROWD_COLUMNS 16u

struct crowd_row {
	const char *cells[CROWD_COLUMNS]; /* NULL: no value, which is one, too */
	bool told;                        /* set by septel__crowd_choose */
	uint32_t like;                    /* rows with the same cells, itself among them */
};

struct crowd {
	struct crowd_row *rows;
	size_t count;
	size_t columns; /* in; out: those that are told are the first so many */
	size_t kept;
	size_t left_out, alone; /* out: rows that are not told; those of them that nobody is like */
};

/* False: memory is out.  Without a row all columns are kept. */
bool septel__crowd_choose(struct crowd *crowd) __attribute__((nonnull, warn_unused_result));

#endif
