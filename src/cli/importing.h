/* importing.h - an import with what is shown of it: progress, counts, report. */
#ifndef SEPTEL_CLI_IMPORTING_H
#define SEPTEL_CLI_IMPORTING_H

#include "../archive/import.h"
#include "command.h"
#include "import_report.h"

/* Imports the paths and prints the line of counts; `report` may be NULL; so
 * it is where a folder is watched, and may be empty.  False, told on
 * stderr: not all of it was done. */
bool import_paths(const struct invocation *invocation, struct archive *archive,
		  const char *const *paths, size_t count, struct import_report *report);

/* Prints the line of counts. */
void import_print_counts(const struct import_counts *counts);

#endif
