/* import_report.h - what an import rejected, repaired and left as it was, in a file.
 *
 * A line for each item rejected and each message repaired or left with something to look at, with
 * the kinds of its repairs or diagnostics; behind them, one for each kind over all messages.
 */
#ifndef SEPTEL_CLI_IMPORT_REPORT_H
#define SEPTEL_CLI_IMPORT_REPORT_H

#include "../archive/import.h"

#include <stdio.h>

/* Bytes of a kind with its NUL. */
#define KIND_SIZE 64

/* Of one kind, over all messages. */
struct kind_total {
	char kind[KIND_SIZE];
	uint64_t places, messages;
};

struct kind_totals {
	struct kind_total *at; /* in the order in which they came */
	size_t count, capacity;
};

struct import_report {
	FILE *file; /* NULL: none was asked for */
	const char *path;
	bool csv;    /* the name ends in .csv; else lines to read */
	bool failed; /* memory was out */
	struct kind_totals repaired, left;
};

/* Begins the file, which must not be there; told on stderr and false where it cannot be. */
bool import_report_begin(struct import_report *report, const char *path);
/* Callbacks of struct import. */
void import_report_rejected(struct import_report *report, struct septel_view source, uint64_t line,
			    struct septel_view reason);
void import_report_stored(struct import_report *report, const struct import_stored *stored);
/* Ends it with the counts; told on stderr and false where not all of it was written. */
bool import_report_end(struct import_report *report, const struct import_counts *counts);

#endif
