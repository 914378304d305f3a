/* septel/number.h - the canonical message reference number.
 *
 * Ownership: the result is written to the caller's buffer.  Any thread.
 */
#ifndef SEPTEL_NUMBER_H
#define SEPTEL_NUMBER_H

#include <septel/view.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes of the longest canonical number with its NUL. */
#define SEPTEL_NUMBER_SIZE 40

/* Writes the canonical form ("08BAGHDAD3796", "NAVADMIN100/10") of a printed or
 * garbled number ("08 Baghdad 002658", "08SECTION01OF02MANAMA492",
 * "1976PRETOR04668", "NAVADMIN 004/2013"); false, and "" written, if `text` is
 * none.  Source: wire-format, message reference numbers. */
SEPTEL_API bool septel_number_canonical(struct septel_view text, char out[SEPTEL_NUMBER_SIZE])
	__attribute__((warn_unused_result));

/* Writes the canonical form from a full year, a station as printed and a
 * serial.  A station no table knows stays as it is, letters only, capitals.
 * False, and "" written, if there is no letter or no serial (1 or more). */
SEPTEL_API bool septel_number_compose(int year, struct septel_view station, int serial,
				      char out[SEPTEL_NUMBER_SIZE])
	__attribute__((warn_unused_result));

#ifdef __cplusplus
}
#endif

#endif
