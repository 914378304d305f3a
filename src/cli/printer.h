/* printer.h - the one way in which results are printed.
 *
 * A command says what it prints (maps, lists, strings, numbers); the printer
 * makes JSON of it, one object a line, or plain "key: value" lines.  No command
 * prints a brace.  Strings are any bytes: what is no UTF-8 comes out as U+FFFD.
 */
#ifndef SEPTEL_CLI_PRINTER_H
#define SEPTEL_CLI_PRINTER_H

#include "../base/out.h"

/* Maps and lists inside one another. */
#define PRINTER_DEPTH_LIMIT 16

struct printer {
	struct septel_out *out;
	bool json;
	int depth;
	bool filled[PRINTER_DEPTH_LIMIT]; /* something stands in the map or list already */
	const char *key;                  /* text: the key that waits for its value */
};

void printer_init(struct printer *printer, struct septel_out *out, bool json);

void printer_begin_map(struct printer *printer);
void printer_end_map(struct printer *printer);
void printer_begin_list(struct printer *printer);
void printer_end_list(struct printer *printer);
/* Ends one result: a line end (JSON) or a blank line. */
void printer_end_record(struct printer *printer);

/* The key of the next value; a literal of letters and underscores. */
void printer_key(struct printer *printer, const char *key);
/* A key of any bytes; a NUL stands behind them (septel_arena_copy). */
void printer_key_view(struct printer *printer, struct septel_view key);
void printer_string(struct printer *printer, struct septel_view string);
/* The same with white space runs one space: a hard break is a space to readers. */
void printer_words(struct printer *printer, struct septel_view words);
/* null where the view is empty. */
void printer_string_or_null(struct printer *printer, struct septel_view string);
void printer_number(struct printer *printer, long long number);
/* null for a negative number. */
void printer_number_or_null(struct printer *printer, long long number);
void printer_bool(struct printer *printer, bool value);
void printer_null(struct printer *printer);

#endif
