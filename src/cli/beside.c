/* beside.c - see beside.h. */
#include "beside.h"

#include "../archive/archive.h"

#include <stdlib.h>
#include <sys/stat.h>

/* What names an archive on a server: by a key of the query or, where the location is silent,
 * by a variable that libpq reads.  The rest of a location concerns the connection alone. */
enum naming { NAMED_HOST, NAMED_PORT, NAMED_DATABASE, NAMED_SERVICE, NAMINGS };

static const struct {
	const char *key;
	enum naming what;
} KEYS[] = {{"host", NAMED_HOST},       {"hostaddr", NAMED_HOST},   {"port", NAMED_PORT},
	    {"dbname", NAMED_DATABASE}, {"service", NAMED_SERVICE}, {"servicefile", NAMED_SERVICE}};
static const char *const VARIABLES[NAMINGS] = {[NAMED_HOST] = "PGHOST",
					       [NAMED_PORT] = "PGPORT",
					       [NAMED_DATABASE] = "PGDATABASE",
					       [NAMED_SERVICE] = "PGSERVICE"};

struct location {
	struct septel_view user;  /* without his password */
	struct septel_view place; /* hosts, ports, database */
	struct septel_view query;
	bool named[NAMINGS];
};

/* Where one of the characters stands first, from `at` on; the length if none does. */
static size_t find_any(struct septel_view text, size_t at, const char *characters)
{
	while (at < text.len && !strchr(characters, text.ptr[at]))
		at++;
	return at;
}

/* Taken apart as libpq does: what stands before an "@" that no "/" precedes is the user, and
 * his password, which may hold a "?". */
static void split_location(struct location *location, const char *text)
{
	struct septel_view rest = septel_view_of(strstr(text, "://") + 3);
	const size_t at = find_any(rest, 0, "@/");
	*location = (struct location){.user = {"", 0}};
	if (at < rest.len && rest.ptr[at] == '@') {
		location->user = septel__slice(rest, 0, find_any(rest, 0, ":@"));
		rest = septel__slice(rest, at + 1, rest.len);
	}
	const size_t mark = find_any(rest, 0, "?");
	location->place = septel__slice(rest, 0, mark);
	if (mark < rest.len)
		location->query = septel__slice(rest, mark + 1, rest.len);
	/* Behind another "@" it is no location (septel__postgres_open), but of a password. */
	for (size_t i = location->place.len; i > 0; i--)
		if (location->place.ptr[i - 1] == '@')
			location->place = septel__slice(location->place, i, location->place.len);
	const size_t hosts = find_any(location->place, 0, "/");
	location->named[NAMED_HOST] = hosts > 0 && location->place.ptr[0] != ':';
	location->named[NAMED_PORT] =
		find_any(septel__slice(location->place, 0, hosts), 0, ":") < hosts;
	location->named[NAMED_DATABASE] = hosts + 1 < location->place.len;
}

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

static void put_named(struct septel_out *out, const char *key, struct septel_view value)
{
	septel__out_format(out, "+%s%%3D", key);
	put_name(out, value);
}

/* Whether a key of a query, some of whose letters may be written %XX, is that one. */
static bool is_key(struct septel_view written, const char *key)
{
	size_t at = 0;
	for (; *key && at < written.len; key++) {
		char digits[3] = {0};
		if (written.ptr[at] != '%' || written.len - at < 3) {
			if (written.ptr[at++] != *key)
				return false;
			continue;
		}
		memcpy(digits, written.ptr + at + 1, 2);
		if (strtol(digits, NULL, 16) != *key)
			return false;
		at += 3;
	}
	return !*key && at == written.len;
}

static void put_part(struct septel_out *out, struct location *location, struct septel_view part)
{
	const size_t equals = find_any(part, 0, "=");
	const struct septel_view key = septel__slice(part, 0, equals);
	if (is_key(key, "user") && equals < part.len)
		location->user = septel__slice(part, equals + 1, part.len);
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS && equals < part.len; i++)
		if (is_key(key, KEYS[i].key)) {
			put_named(out, KEYS[i].key, septel__slice(part, equals + 1, part.len));
			location->named[KEYS[i].what] = true;
		}
}

static void put_query(struct septel_out *out, struct location *location)
{
	const struct septel_view query = location->query;
	for (size_t at = 0, end; at < query.len; at = end + 1) {
		end = find_any(query, at, "&");
		put_part(out, location, septel__slice(query, at, end));
	}
}

/* Two archives never have one name: the users of one would be those of the other. */
static void put_location(struct septel_out *out, const char *text)
{
	struct location location;
	split_location(&location, text);
	put_name(out, location.place);
	put_query(out, &location);
	for (size_t i = 0; i < NAMINGS; i++) {
		const char *value = location.named[i] ? NULL : getenv(VARIABLES[i]);
		if (value && *value)
			put_named(out, VARIABLES[i], septel_view_of(value));
		location.named[i] |= value && *value;
	}
	/* A database that is not named has the name of its user. */
	const char *user = getenv("PGUSER");
	if (location.named[NAMED_DATABASE] || location.named[NAMED_SERVICE])
		return;
	if (location.user.len || (user && *user))
		put_named(out, "user", location.user.len ? location.user : septel_view_of(user));
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

char *state_beside(const char *place, const char *suffix)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	put_folder(&out);
	put_name(&out, septel_view_of(place));
	septel__out_string(&out, suffix);
	const char *text = septel__out_terminated(&out);
	char *beside = text ? strdup(text) : NULL;
	septel__out_release(&out);
	return beside;
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
