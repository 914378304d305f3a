/* faults.h - what is wrong with a table or a configuration: all of it, line by line.
 *
 * Faults are noted in any order and told in that of their lines.  The number kept is bounded
 * (RELAY_FAULTS_LIMIT); the rest is counted.  A token is shown cut and printable.
 */
#ifndef SEPTEL_RELAY_FAULTS_H
#define SEPTEL_RELAY_FAULTS_H

#include "../base/limits.h"
#include "../base/out.h"

struct file_fault {
	int line;     /* 0: of the file as a whole */
	size_t order; /* in which it was found */
	struct septel_view text;
};

struct file_faults {
	struct septel_view path;
	struct septel_arena *arena;
	struct file_fault at[RELAY_FAULTS_LIMIT];
	size_t count, dropped;
};

/* The arena owns texts. */
void septel__faults_init(struct file_faults *faults, struct septel_view path,
			 struct septel_arena *arena) __attribute__((nonnull));

/* printf; tokens by septel__shown. */
void septel__fault(struct file_faults *faults, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4), nonnull(1, 3)));

/* `path:line: text`, a line each, in order.  False where there are none. */
bool septel__faults_tell(struct file_faults *faults, struct septel_out *out)
	__attribute__((nonnull));

/* A token as an error shows it. */
struct shown {
	char text[64];
};
struct shown septel__shown(struct septel_view token);

#endif
