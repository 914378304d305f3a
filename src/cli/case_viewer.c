/* case_viewer.c - see case_viewer.h. */
#include "case_viewer.h"

#include "../access/files.h"
#include "../access/level.h"
#include "../base/out.h"

/* *found is false where there is no such user, or no file of users. */
static enum access_status find_user(struct access_viewer *viewer, bool *found, const char *casebook,
				    const char *name, struct septel_arena *arena,
				    struct access_error *error)
{
	struct access_users users;
	struct septel_out path;
	septel__out_init(&path, arena, 0);
	septel__out_format(&path, "%s/users", casebook);
	const char *file = septel__out_terminated(&path);
	if (!file)
		return septel__access_fail(error, ACCESS_FAILED, "out of memory");
	const enum access_status status = septel__users_load(&users, file, arena, error);
	*found = status == ACCESS_OK && septel__users_find(&users, septel_view_of(name), viewer);
	return status;
}

/* Somebody in that role; its name is that of the table. */
static struct access_viewer in_role(int role, struct septel_view *name)
{
	static const struct septel_view EVERY_CASE = {"*", 1};
	*name = septel_view_of(SEPTEL__ROLE_NAMES[role]);
	return (struct access_viewer){.name = *name,
				      .clearance = SEPTEL_TOP_SECRET,
				      .rights = septel__role_rights(role),
				      .roles = {name, 1},
				      .cases = {&EVERY_CASE, 1}};
}

static enum access_status become(struct access_viewer *viewer, const char *casebook,
				 const char *name, struct septel_arena *arena,
				 struct access_error *error)
{
	bool found = false;
	const enum access_status status = find_user(viewer, &found, casebook, name, arena, error);
	if (status != ACCESS_OK)
		return status;
	const int role = found ? -1 : septel__role_of(septel_view_of(name));
	struct septel_view *role_name = septel_arena_alloc(arena, sizeof *role_name);
	if (!role_name)
		return septel__access_fail(error, ACCESS_FAILED, "out of memory");
	if (!found && role < 0)
		return septel__access_fail(error, ACCESS_INVALID,
					   "--as %s: expected a role or a user of %s/users", name,
					   casebook);
	if (!found)
		*viewer = in_role(role, role_name);
	/* A user is never the owner, whatever the file says. */
	viewer->owner = false;
	return ACCESS_OK;
}

enum access_status case_viewer_read(struct access_viewer *viewer, const char *casebook,
				    const char *as, const char *clear, struct septel_arena *arena,
				    struct access_error *error)
{
	enum septel_class level = SEPTEL_TOP_SECRET;
	*viewer = septel__viewer_owner();
	if (clear && !septel__level_read(septel_view_of(clear), &level))
		return septel__access_fail(error, ACCESS_INVALID, "--clear %s: no clearance",
					   clear);
	const enum access_status status =
		as ? become(viewer, casebook, as, arena, error) : ACCESS_OK;
	if (viewer->clearance > level)
		viewer->clearance = level;
	if (clear && !as)
		viewer->rights = septel__reader_rights();
	return status;
}
