/* beside.c - see beside.h. */
#include "beside.h"

#include "../archive/archive.h"

#include <stdlib.h>
#include <sys/stat.h>

/* What of a query says which archive it is. */
static const char *const KEPT[] = {"host=", "hostaddr=", "port=", "dbname="};

/* As a name of one file: what could not stand in it is written %XX. */
static void put_name(struct septel_out *out, struct septel_view text)
{
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.ptr[i];
		if (septel__is_alpha(c) || septel__is_digit(c) || c == '-' || c == '_' || c == '.')
			septel__out_byte(out, c);
		else
			septel__out_format(out, "%%%02X", (unsigned char)c);
	}
}

static void put_query(struct septel_out *out, struct septel_view query)
{
	while (query.len) {
		const char *end = memchr(query.ptr, '&', query.len);
		const size_t length = end ? (size_t)(end - query.ptr) : query.len;
		const struct septel_view part = septel__slice(query, 0, length);
		for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++)
			if (septel__starts(part, KEPT[i])) {
				septel__out_byte(out, '+');
				put_name(out, part);
			}
		query = septel__slice(query, end ? length + 1 : length, query.len);
	}
}

static void put_location(struct septel_out *out, const char *location)
{
	struct septel_view rest = septel_view_of(strstr(location, "://") + 3);
	const char *mark = memchr(rest.ptr, '?', rest.len);
	const size_t length = mark ? (size_t)(mark - rest.ptr) : rest.len;
	struct septel_view place = septel__slice(rest, 0, length);
	const char *slash = memchr(place.ptr, '/', place.len);
	const size_t authority = slash ? (size_t)(slash - place.ptr) : place.len;
	for (size_t i = authority; i > 0; i--)
		if (place.ptr[i - 1] == '@') {
			place = septel__slice(place, i, place.len);
			break;
		}
	put_name(out, place);
	if (mark)
		put_query(out, septel__slice(rest, length + 1, rest.len));
}

/* The folder, made if it is not there; who reads it is the owner alone. */
static void put_folder(struct septel_out *out)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	if (state && state[0] == '/') {
		septel__out_string(out, state);
	} else {
		septel__out_format(out, "%s/.local", home ? home : "");
		mkdir(septel__out_terminated(out), 0700);
		septel__out_string(out, "/state");
	}
	mkdir(septel__out_terminated(out), 0700);
	septel__out_string(out, "/septel");
	mkdir(septel__out_terminated(out), 0700);
	septel__out_byte(out, '/');
}

char *archive_beside(const char *location, const char *suffix)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	if (septel__archive_on_server(location)) {
		put_folder(&out);
		put_location(&out, location);
	} else {
		septel__out_string(&out, location);
	}
	septel__out_string(&out, suffix);
	const char *text = septel__out_terminated(&out);
	char *beside = text ? strdup(text) : NULL;
	septel__out_release(&out);
	return beside;
}
