/* checking.h - what the files of a check share.
 *
 * The words of a message are told by a sum over its entries (key, label, count, places):
 * those of the fresh reading are added, those of the index taken away, in whatever order
 * they come; nothing is left where they are the same.
 */
#ifndef SEPTEL_ARCHIVE_CHECKING_H
#define SEPTEL_ARCHIVE_CHECKING_H

#include "check.h"
#include "columns.h"
#include "labels.h"
#include "reread.h"
#include "segment.h"

struct checking {
	struct check *check;
	struct archive *archive;
	struct labels *labels;
	struct segments segments;
	uint64_t *sums;  /* by number, up to `last` */
	bool *others;    /* by number: made by another reader than today's */
	uint32_t last;   /* number of a receipt */
	uint64_t all;    /* receipts */
	uint32_t misled; /* messages whose words were looked into one by one */
	struct column_reader columns;
};

/* Tells a fault. */
void septel__check_fault(struct checking *checking, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Holds rows, citations and columns against a fresh reading. */
bool septel__check_rows(struct checking *checking, const struct receipt *receipt,
			const struct prepared *prepared);
/* What tables must not hold together: a fault for each row of a list of queries. */
bool septel__check_tables(struct checking *checking);

/* Adds the words of a fresh reading. */
void septel__check_add_words(struct checking *checking, uint32_t number,
			     struct septel_view entries);
/* Takes away those of the index; tells lists that are broken. */
bool septel__check_take_index(struct checking *checking);
/* Tells the messages of which something is left. */
bool septel__check_sums(struct checking *checking);

#endif
