/* users_read.c - see users.h: the text of a users file.  Strict: the first word that is
 * not understood makes the whole of it invalid. */
#include "users_read.h"
#include "../base/limits.h"
#include "../base/utf8.h"
#include "files.h"
#include "handling.h"
#include "level.h"
#include "users.h"

#include <stdlib.h>

/* Bytes of a token that an error shows. */
#define TOKEN_SHOWN 40

struct users_reader {
	struct septel_view text; /* the whole: errors tell places in it */
	const char *path;
	struct septel_arena *arena;
	struct access_error *error;
};

/* Fails at `token`, which is part of the text. */
static bool fail_at(const struct users_reader *reader, struct septel_view token, const char *what,
		    const char *expected)
{
	char shown[TOKEN_SHOWN + 1];
	size_t length = 0;
	uint32_t code;
	const size_t offset = (size_t)(token.ptr - reader->text.ptr);
	const struct septel_position at = septel_locate(reader->text, offset);
	for (size_t i = 0; i < token.len && length < TOKEN_SHOWN - UTF8_BYTES;) {
		const size_t bytes = septel__utf8_decode(token, i, &code);
		if (bytes == 0 || code < 0x20 || (code >= 0x7F && code < 0xA0)) {
			shown[length++] = '?';
			i++;
			continue;
		}
		memcpy(shown + length, token.ptr + i, bytes);
		length += bytes;
		i += bytes;
	}
	shown[length] = '\0';
	septel__access_fail(reader->error, ACCESS_INVALID, "%s:%u:%u: %s '%s'%s%s", reader->path,
			    at.line, at.column, what, shown, *expected ? ": expected " : "",
			    expected);
	return false;
}

static bool is_name(struct septel_view word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!septel__is_alnum(word.ptr[i]) && !(word.ptr[i] && strchr(".-_@", word.ptr[i])))
			return false;
	return word.len > 0 && word.len <= USERS_NAME_LIMIT;
}

/* Takes the next word of a list off its front; false when nothing is left. */
static bool next_of_list(struct septel_view *rest, struct septel_view *word)
{
	if (!rest->ptr)
		return false;
	const size_t comma = septel__find_byte(*rest, ',', 0);
	*word = septel__slice(*rest, 0, comma);
	if (comma == VIEW_NOT_FOUND)
		rest->ptr = NULL;
	else
		*rest = septel__slice(*rest, comma + 1, rest->len);
	return true;
}

static bool read_names(const struct users_reader *reader, struct septel_view list, bool any,
		       struct septel_views *names)
{
	size_t count = 1;
	for (size_t i = 0; i < list.len; i++)
		count += list.ptr[i] == ',';
	struct septel_view *at = septel_arena_alloc(reader->arena, count * sizeof *at);
	struct septel_view rest = list, word;
	if (!at) {
		septel__access_fail(reader->error, ACCESS_FAILED, "%s: out of memory",
				    reader->path);
		return false;
	}
	*names = (struct septel_views){at, 0};
	while (next_of_list(&rest, &word)) {
		if (!is_name(word) && !(any && septel__equal(word, VIEW_LITERAL("*"))))
			return fail_at(reader, word, "no name", "letters, digits, . - _ @");
		at[names->count++] = word;
	}
	return true;
}

static bool read_rights(const struct users_reader *reader, struct septel_view list,
			uint64_t *rights)
{
	struct septel_view rest = list, word;
	if (septel__is_word(list, "all")) {
		*rights = VIEWER_ALL_RIGHTS;
		return true;
	}
	while (next_of_list(&rest, &word)) {
		const struct handling_row *row =
			word.len ? septel__handling_of_caption(word) : NULL;
		if (!row)
			return fail_at(reader, word, "no caption",
				       "one of data/handling.tsv, or all");
		if (row->right == HANDLING_OPEN)
			return fail_at(reader, word, "no right is needed for", "");
		*rights |= UINT64_C(1) << row->place;
	}
	return true;
}

/* What a line may state once each. */
enum stated { STATED_CAPTIONS = 1, STATED_ROLES = 2, STATED_CASES = 4, STATED_FOREIGN = 8 };

static bool read_property(const struct users_reader *reader, struct septel_view word,
			  unsigned *stated, struct access_viewer *viewer)
{
	static const struct {
		const char *key;
		enum stated stated;
	} KEYS[] = {{"captions=", STATED_CAPTIONS},
		    {"roles=", STATED_ROLES},
		    {"cases=", STATED_CASES},
		    {"foreign", STATED_FOREIGN}};
	size_t i = 0;
	while (i < sizeof KEYS / sizeof *KEYS && !septel__starts(word, KEYS[i].key))
		i++;
	const struct septel_view list = i < sizeof KEYS / sizeof *KEYS
						? septel__slice(word, strlen(KEYS[i].key), word.len)
						: word;
	if (i == sizeof KEYS / sizeof *KEYS || (KEYS[i].stated == STATED_FOREIGN && list.len))
		return fail_at(reader, word, "unknown word",
			       "captions=, roles=, cases= or foreign");
	if (*stated & KEYS[i].stated)
		return fail_at(reader, word, "stated twice", "");
	*stated |= KEYS[i].stated;
	switch (KEYS[i].stated) {
	case STATED_CAPTIONS:
		return read_rights(reader, list, &viewer->rights);
	case STATED_ROLES:
		return read_names(reader, list, false, &viewer->roles);
	case STATED_CASES:
		return read_names(reader, list, true, &viewer->cases);
	case STATED_FOREIGN:
		viewer->foreign = true;
	}
	return true;
}

static bool read_line(const struct users_reader *reader, struct septel_view line,
		      struct access_viewer *viewer)
{
	struct septel_view word = septel__trim(line);
	unsigned stated = 0;
	if (!septel__next_word(&line, &word) || !is_name(word))
		return fail_at(reader, word, "no name", "letters, digits, . - _ @");
	*viewer = septel__viewer_nobody(word);
	const struct septel_view end = septel__slice(line, line.len, line.len);
	if (!septel__next_word(&line, &word))
		return fail_at(reader, end, "no clearance", "U, LOU, R, C, S or TS");
	if (!septel__level_read(word, &viewer->clearance))
		return fail_at(reader, word, "no clearance", "U, LOU, R, C, S or TS");
	while (septel__next_word(&line, &word))
		if (!read_property(reader, word, &stated, viewer))
			return false;
	return true;
}

/* ---- the whole file ------------------------------------------------------------------ */

/* By name, case aside; of the same name the one that stands first. */
static int compare_names(const void *a, const void *b)
{
	const struct septel_view one = *(const struct septel_view *)a;
	const struct septel_view other = *(const struct septel_view *)b;
	const size_t length = one.len < other.len ? one.len : other.len;
	for (size_t i = 0; i < length; i++) {
		const int difference = septel__upper(one.ptr[i]) - septel__upper(other.ptr[i]);
		if (difference)
			return difference;
	}
	if (one.len != other.len)
		return one.len < other.len ? -1 : 1;
	return (one.ptr > other.ptr) - (one.ptr < other.ptr);
}

static bool each_stands_once(const struct users_reader *reader, const struct access_users *users)
{
	struct septel_view *names = septel_arena_alloc(reader->arena, users->count * sizeof *names);
	if (!names)
		return false;
	for (size_t i = 0; i < users->count; i++)
		names[i] = users->at[i].name;
	if (users->count)
		qsort(names, users->count, sizeof *names, compare_names);
	for (size_t i = 1; i < users->count; i++)
		if (septel__equal_fold(names[i - 1], names[i]))
			return fail_at(reader, names[i], "a second line for", "");
	return true;
}

bool septel__users_is_comment(struct septel_view line)
{
	line = septel__trim(line);
	return line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == ';';
}

enum access_status septel__users_read(struct access_users *users, struct septel_view text,
				      const char *path, struct septel_arena *arena,
				      struct access_error *error)
{
	error->text[0] = '\0';
	const struct users_reader reader = {text, path, arena, error};
	struct septel_view rest = text, line;
	size_t lines = 0;
	*users = (struct access_users){0};
	while (septel__next_line(&rest, &line))
		lines += !septel__users_is_comment(line);
	struct access_viewer *at = septel_arena_alloc(arena, lines * sizeof *at);
	struct access_users read = {.present = true, .at = at};
	for (rest = text; at && septel__next_line(&rest, &line);)
		if (!septel__users_is_comment(line) && !read_line(&reader, line, &at[read.count++]))
			return septel_arena_failed(arena) ? ACCESS_FAILED : ACCESS_INVALID;
	if (!at || !each_stands_once(&reader, &read))
		return error->text[0] ? ACCESS_INVALID
				      : septel__access_fail(error, ACCESS_FAILED,
							    "%s: out of memory", path);
	*users = read;
	return ACCESS_OK;
}

enum access_status septel__users_read_line(struct access_viewer *viewer, struct septel_view line,
					   struct septel_arena *arena, struct access_error *error)
{
	error->text[0] = '\0';
	const struct users_reader reader = {line, "user", arena, error};
	struct septel_view rest = line, first;
	*viewer = septel__viewer_nobody((struct septel_view){"", 0});
	struct access_viewer read;
	if (!septel__next_line(&rest, &first))
		first = line;
	if (rest.len)
		return septel__access_fail(error, ACCESS_INVALID, "user:2:1: more than one line");
	if (!read_line(&reader, first, &read))
		return septel_arena_failed(arena) ? ACCESS_FAILED : ACCESS_INVALID;
	*viewer = read;
	return ACCESS_OK;
}
