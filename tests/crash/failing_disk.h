/* failing_disk.h - a disk for SQLite that fails when it is told to, and forgets at a power cut what
 * was never synced.
 *
 * A layer between SQLite and its own files: every write, truncation, deletion and sync has a
 * number. At the number given the disk is full, or fails, or loses power.  After a power cut
 * nothing more can be written, and failing_disk_reboot makes the files what a disk may hold then:
 * what was synced is there; of what came later each write, or each of its sectors, may have got
 * there or not.
 */
#ifndef SEPTEL_TESTS_FAILING_DISK_H
#define SEPTEL_TESTS_FAILING_DISK_H

#include <stdbool.h>
#include <stdint.h>

enum failure { FAIL_NEVER, FAIL_FULL, FAIL_ERROR, FAIL_POWER };

/* What becomes of writes that were not synced. */
enum leftover {
	LEFT_NOTHING, /* none got there */
	LEFT_ALL,     /* all did */
	LEFT_TORN,    /* all but a part of the last */
	LEFT_LATER,   /* the later half, without the earlier */
	LEFT_SECTORS, /* each sector by chance */
	LEFTOVERS
};

/* Makes itself SQLite's default disk. */
void failing_disk_install(void);
/* A new run: counting begins at 0; `how` happens at operation `at` (from 1), `times` of them in a
 * row (FAIL_POWER is for good). */
void failing_disk_begin(enum failure how, uint64_t at, uint64_t times);
/* Nothing fails from here on. */
void failing_disk_heal(void);
/* Operations since the run began. */
uint64_t failing_disk_operations(void);
/* Whether what was to fail has failed. */
bool failing_disk_has_failed(void);
/* After a power cut, when all is closed: the files as they may be. */
void failing_disk_reboot(enum leftover leftover, uint64_t seed);
/* Forgets all files; they are deleted by whoever made them. */
void failing_disk_end(void);

#endif
