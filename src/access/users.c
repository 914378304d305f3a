/* users.c - see users.h: the file, and changes to it. */
#include "users.h"

#include "../base/limits.h"
#include "../base/out.h"
#include "files.h"
#include "handling.h"
#include "level.h"
#include "users_read.h"

enum access_status septel__users_load(struct access_users *users, const char *path,
				      struct septel_arena *arena, struct access_error *error)
{
	struct septel_view text;
	bool present;
	*users = (struct access_users){0};
	const enum access_status status =
		septel__file_read(&text, &present, path, USERS_FILE_LIMIT, arena, error);
	if (status != ACCESS_OK || !present)
		return status;
	return septel__users_read(users, text, path, arena, error);
}

bool septel__users_find(const struct access_users *users, struct septel_view name,
			struct access_viewer *viewer)
{
	*viewer = septel__viewer_nobody(name);
	for (size_t i = 0; i < users->count; i++)
		if (septel__equal_fold(users->at[i].name, name)) {
			*viewer = users->at[i];
			return true;
		}
	return false;
}

/* ---- writing a line ---------------------------------------------------------------------- */

/* Captions in the file have hyphens for blanks: words end at blanks there. */
static void put_caption(struct septel_out *out, const char *caption)
{
	for (; *caption; caption++)
		septel__out_byte(out, *caption == ' ' ? '-' : *caption);
}

static void put_rights(struct septel_out *out, uint64_t rights)
{
	const char *before = " captions=";
	if (rights == VIEWER_ALL_RIGHTS) {
		septel__out_string(out, " captions=all");
		return;
	}
	for (size_t i = 0; i < SEPTEL__HANDLING_COUNT; i++) {
		const struct handling_row *row = &SEPTEL__HANDLING[i];
		if (row->right == HANDLING_OPEN || !(rights >> row->place & 1))
			continue;
		septel__out_string(out, before);
		put_caption(out, row->caption);
		before = ",";
	}
}

static void put_names(struct septel_out *out, const char *key, struct septel_views names)
{
	for (size_t i = 0; i < names.count; i++) {
		septel__out_string(out, i ? "," : key);
		septel__out_view(out, names.at[i]);
	}
}

static void put_line(struct septel_out *out, const struct access_viewer *viewer)
{
	septel__out_view(out, viewer->name);
	septel__out_byte(out, ' ');
	septel__out_string(out, septel__level_letters(viewer->clearance));
	put_rights(out, viewer->rights);
	put_names(out, " roles=", viewer->roles);
	put_names(out, " cases=", viewer->cases);
	if (viewer->foreign)
		septel__out_string(out, " foreign");
}

struct septel_view septel__users_line(const struct access_viewer *viewer,
				      struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, USERS_FILE_LIMIT);
	put_line(&out, viewer);
	return out.failed ? (struct septel_view){"", 0} : septel__out_written(&out);
}

/* ---- changing the file --------------------------------------------------------------------- */

/* What is to become of the line of one user. */
struct change {
	const char *path;
	struct septel_view name;
	struct septel_view line; /* empty: it goes */
	struct septel_arena *arena;
	struct access_error *error;
};

static bool is_line_of(struct septel_view line, struct septel_view name)
{
	struct septel_view word;
	return !septel__users_is_comment(line) && septel__next_word(&line, &word) &&
	       septel__equal_fold(word, name);
}

/* The text with that line changed, every other byte as it was. */
static struct septel_view changed_text(const struct change *change, struct septel_view text,
				       bool *found)
{
	struct septel_out out;
	struct septel_view rest = text, line;
	*found = false;
	septel__out_init(&out, change->arena, 0);
	while (rest.len) {
		const struct septel_view before = rest;
		if (!septel__next_line(&rest, &line))
			break;
		const struct septel_view whole = septel__slice(before, 0, before.len - rest.len);
		if (!is_line_of(line, change->name)) {
			septel__out_view(&out, whole);
			continue;
		}
		*found = true;
		septel__out_view(&out, change->line);
		if (change->line.len)
			septel__out_byte(&out, '\n');
	}
	if (!*found && change->line.len) {
		if (out.length && out.data[out.length - 1] != '\n')
			septel__out_byte(&out, '\n');
		septel__out_view(&out, change->line);
		septel__out_byte(&out, '\n');
	}
	return septel__out_written(&out);
}

static enum access_status apply_locked(const struct change *change, int folder)
{
	struct septel_view text;
	struct access_users users;
	bool present, found;
	enum access_status status = septel__file_read(
		&text, &present, change->path, USERS_FILE_LIMIT, change->arena, change->error);
	if (status == ACCESS_OK)
		status = septel__users_read(&users, text, change->path, change->arena,
					    change->error);
	if (status != ACCESS_OK)
		return status;
	const struct septel_view changed = changed_text(change, text, &found);
	if (!found && change->line.len == 0)
		return septel__access_fail(change->error, ACCESS_INVALID, "%s: no user '%.*s'",
					   change->path, VIEW_FORMAT(change->name));
	/* What is written is what will be read: a viewer made by a program may have names
	 * that the file cannot. */
	status = septel__users_read(&users, changed, change->path, change->arena, change->error);
	if (status == ACCESS_OK && changed.len > USERS_FILE_LIMIT)
		status = septel__access_fail(change->error, ACCESS_INVALID, "%s: too many users",
					     change->path);
	if (status == ACCESS_OK)
		status = septel__file_replace(change->path, folder, changed, change->error);
	return status;
}

static enum access_status apply(struct change *change)
{
	int folder;
	enum access_status status = septel__folder_lock(&folder, change->path, change->error);
	if (status != ACCESS_OK)
		return status;
	status = apply_locked(change, folder);
	septel__folder_unlock(folder);
	return status;
}

enum access_status septel__users_add(const char *path, const struct access_viewer *viewer,
				     struct access_error *error)
{
	struct septel_arena *arena = septel_arena_new(0);
	if (!arena)
		return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", path);
	struct access_viewer again;
	struct change change = {.path = path,
				.name = viewer->name,
				.line = septel__users_line(viewer, arena),
				.arena = arena,
				.error = error};
	enum access_status status = septel__users_read_line(&again, change.line, arena, error);
	if (status == ACCESS_OK && !septel__equal(again.name, viewer->name))
		status = septel__access_fail(error, ACCESS_INVALID, "user: no name");
	if (status == ACCESS_OK)
		status = apply(&change);
	septel_arena_free(arena);
	return status;
}

enum access_status septel__users_remove(const char *path, struct septel_view name,
					struct access_error *error)
{
	struct septel_arena *arena = septel_arena_new(0);
	if (!arena)
		return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", path);
	struct change change = {.path = path, .name = name, .arena = arena, .error = error};
	const enum access_status status = apply(&change);
	septel_arena_free(arena);
	return status;
}
