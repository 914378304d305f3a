/* import_report.h - what an import rejected, repaired and left as it was, in a file. */
#ifndef SEPTEL_CLI_IMPORT_REPORT_H
#define SEPTEL_CLI_IMPORT_REPORT_H

#include "../archive/import.h"

#include <stdio.h>

struct import_report {
	FILE *file; /* NULL: none was asked for */
	const char *path;
	bool csv; /* the name ends in .csv; else lines to read */
};

/* Begins the file, which must not be there; told on stderr and false where it cannot be. */
bool import_report_begin(struct import_report *report, const char *path);
/* Callbacks of struct import. */
void import_report_rejected(struct import_report *report, struct septel_view source, uint64_t line,
			    struct septel_view reason);
void import_report_stored(struct import_report *report, struct septel_view source, uint64_t line,
			  struct septel_view id, uint32_t repairs, uint32_t diagnostics);
/* Ends it with the counts; told on stderr and false where not all of it was written. */
bool import_report_end(struct import_report *report, const struct import_counts *counts);

#endif
