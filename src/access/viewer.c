/* viewer.c - see viewer.h. */
#include "viewer.h"

struct access_viewer septel__viewer_at_level(enum septel_class level)
{
	return (struct access_viewer){.name = VIEW_LITERAL("owner"),
				      .clearance = level,
				      .rights = VIEWER_ALL_RIGHTS,
				      .owner = true};
}

struct access_viewer septel__viewer_owner(void)
{
	return septel__viewer_at_level(SEPTEL_TOP_SECRET);
}

struct access_viewer septel__viewer_nobody(struct septel_view name)
{
	return (struct access_viewer){.name = name};
}

static bool holds(struct septel_views held, struct septel_view name)
{
	for (size_t i = 0; i < held.count; i++)
		if (septel__equal_fold(held.at[i], name))
			return true;
	return false;
}

bool septel__viewer_has_role(const struct access_viewer *viewer, struct septel_view role)
{
	return viewer->owner || holds(viewer->roles, role);
}

bool septel__viewer_has_case(const struct access_viewer *viewer, struct septel_view case_)
{
	return viewer->owner || holds(viewer->cases, case_) ||
	       holds(viewer->cases, VIEW_LITERAL("*"));
}
