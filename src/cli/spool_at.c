/* spool_at.c - see spool_at.h. */
#include "spool_at.h"

#include "../base/date.h"
#include "../base/limits.h"
#include "../relay/config.h"
#include "helper.h"
#include "printer.h"
#include "safe.h"
#include "tell.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Bytes that wait to be printed. */
#define FLUSH_SIZE ((size_t)64 * 1024)

/* ---- where ------------------------------------------------------------------------------- */

/* The spool that the configuration names, in `where`. */
static bool read_config(const struct invocation *invocation, const char *path,
			struct septel_out *where)
{
	struct relay_config config;
	struct septel_out errors;
	char *bytes;
	size_t length;
	if (!read_whole(invocation->command->name, path, RELAY_CONFIG_LIMIT, &bytes, &length))
		return false;
	struct septel_arena *arena = septel_arena_new(0);
	septel__out_init(&errors, NULL, 0);
	const bool read =
		arena && septel__config_read(&config, path, (struct septel_view){bytes, length},
					     arena, &errors);
	if (read)
		septel__out_view(where, config.spool);
	else
		fwrite(errors.data, 1, errors.length, stderr);
	septel__out_release(&errors);
	septel_arena_free(arena);
	free(bytes);
	return read;
}

static const char *find_spool(const struct invocation *invocation, struct septel_out *where)
{
	const char *named = invocation->options[OPT_SPOOL].text;
	const char *config = invocation->options[OPT_SPOOL_CONFIG].text;
	if (!named && config && !read_config(invocation, config, where))
		return NULL;
	if (!named && !config)
		named = getenv("SEPTEL_SPOOL");
	if (named)
		septel__out_string(where, named);
	if (where->length == 0) {
		complain("septel %s: which spool? (--spool, --config or $SEPTEL_SPOOL)",
			 invocation->command->name);
		return NULL;
	}
	return septel__out_terminated(where);
}

static bool is_server(const char *where)
{
	return strncmp(where, "postgres", 8) == 0 && strstr(where, "://");
}

/* ---- a session ---------------------------------------------------------------------------- */

int spool_failed(const struct spool_session *session, enum store_status status)
{
	complain("septel %s: %s", session->invocation->command->name,
		 septel__store_error(session->store));
	return status == STORE_DAMAGED ? EXIT_BROKEN : EXIT_INVALID;
}

bool spool_flush(struct spool_session *session, bool all)
{
	struct septel_out *out = &session->out;
	if (!all && out->length < FLUSH_SIZE)
		return true;
	const bool written =
		!out->failed && fwrite(out->data, 1, out->length, stdout) == out->length;
	septel__out_clear(out);
	return written;
}

static int run_with(struct spool_session *session, const char *where,
		    int (*answer)(struct spool_session *session))
{
	struct timespec now;
	if (!is_server(where) && access(where, F_OK) != 0) {
		complain("septel %s: %s: there is no spool yet", session->invocation->command->name,
			 where);
		return EXIT_NOT_SO;
	}
	clock_gettime(CLOCK_REALTIME, &now);
	session->now = (moment)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	const enum store_status status = septel__store_open_reading(&session->store, where);
	const int code = status == STORE_OK ? answer(session) : spool_failed(session, status);
	return spool_flush(session, true) ? code : EXIT_INVALID;
}

int spool_run(const struct invocation *invocation, int (*answer)(struct spool_session *session))
{
	struct spool_session session = {.invocation = invocation,
					.json = invocation->options[OPT_SPOOL_JSON].text != NULL};
	struct septel_out where;
	int code = EXIT_INVALID;
	septel__out_init(&where, NULL, 0);
	septel__out_init(&session.out, NULL, 0);
	const char *path = find_spool(invocation, &where);
	if (path && is_server(path) && !septel__store_reaches(path))
		helper_become(invocation, "septel-postgres");
	else if (path)
		code = run_with(&session, path, answer);
	septel__store_close(session.store);
	septel__out_release(&session.out);
	septel__out_release(&where);
	return code;
}

/* ---- words -------------------------------------------------------------------------------- */

static const char *time_text(moment at, char text[SECONDS_TEXT_SIZE])
{
	return septel__seconds_text(at / 1000, text);
}

void spool_time(struct septel_out *out, moment at)
{
	char text[SECONDS_TEXT_SIZE];
	septel__out_string(out, at ? time_text(at, text) : "-");
}

void spool_age(struct septel_out *out, moment age)
{
	const long long seconds = age > 0 ? age / 1000 : 0;
	if (seconds >= 86400)
		septel__out_format(out, "%lldd ", seconds / 86400);
	septel__out_format(out, "%02lld:%02lld:%02lld", seconds / 3600 % 24, seconds / 60 % 60,
			   seconds % 60);
}

void spool_pad(struct septel_out *out, size_t columns, size_t width)
{
	septel__out_repeat(out, ' ', columns < width ? width - columns : 1);
}

void spool_key_time(struct printer *printer, const char *key, moment at)
{
	char text[SECONDS_TEXT_SIZE];
	printer_key(printer, key);
	printer_string_or_null(printer, septel_view_of(at ? time_text(at, text) : ""));
}

void spool_key_text(struct printer *printer, const char *key, struct septel_view text)
{
	printer_key(printer, key);
	printer_string_or_null(printer, text);
}

void spool_key_number(struct printer *printer, const char *key, uint64_t number)
{
	printer_key(printer, key);
	if (number)
		printer_number(printer, (long long)number);
	else
		printer_null(printer);
}
