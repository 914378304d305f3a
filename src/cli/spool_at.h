/* spool_at.h - the spool of a relay that a command reads: --spool, else that of the configuration
 * --config, else $SEPTEL_SPOOL.  It is read while the relay writes it, and never changed.
 */
#ifndef SEPTEL_CLI_SPOOL_AT_H
#define SEPTEL_CLI_SPOOL_AT_H

#include "../base/out.h"
#include "../relay/store_read.h"
#include "command.h"

/* The first rows of such a command's options. */
enum { OPT_SPOOL, OPT_SPOOL_CONFIG, OPT_SPOOL_JSON, SPOOL_OPTIONS };

#define OPTION_ROWS_SPOOL                                                                          \
	{"spool", OPTION_TEXT, "SPOOL", "the spool (default: $SEPTEL_SPOOL)"},                     \
		{"config", OPTION_TEXT, "FILE", "the spool that this configuration names"},        \
	{                                                                                          \
		"json", OPTION_FLAG, NULL, "JSON, one object a line"                               \
	}

/* When such a command ends with 1. */
#define SPOOL_NOT_SO "there is no spool yet, or nothing of that name in it"

struct spool_session {
	const struct invocation *invocation;
	struct store *store;
	struct septel_out out; /* printed when the command ends */
	bool json;
	moment now;
};

/* Opens it, runs `answer`, prints what that has written.  What is wrong is told on stderr. */
int spool_run(const struct invocation *invocation, int (*answer)(struct spool_session *session));
/* Tells what the store says, and the exit code that fits `status`. */
int spool_failed(const struct spool_session *session, enum store_status status);
/* Prints what has been written so far, where there is much of it; false: it cannot be. */
bool spool_flush(struct spool_session *session, bool all);

/* "2008-12-04T06:37:12Z", "-" for 0. */
void spool_time(struct septel_out *out, moment at);
/* "04:05:06", "3d 04:05:06". */
void spool_age(struct septel_out *out, moment age);
/* Fills the column that began at `from` up to `width`. */
void spool_pad(struct septel_out *out, size_t columns, size_t width);

struct printer;
/* Keys and values of JSON: null for what is empty, or 0. */
void spool_key_time(struct printer *printer, const char *key, moment at);
void spool_key_text(struct printer *printer, const char *key, struct septel_view text);
void spool_key_number(struct printer *printer, const char *key, uint64_t number);

#endif
