/* roles.c - see roles.h. */
#include "roles.h"

const struct role_row *septel__role_row(enum claim_type type)
{
	return &SEPTEL__ROLE_ROWS[(int)type < CLAIM_COUNT ? type : CLAIM_ANY];
}

int septel__role_of(struct septel_view name)
{
	for (size_t i = 0; i < SEPTEL__ROLE_NAMES_COUNT; i++)
		if (septel__equal_fold(name, septel_view_of(SEPTEL__ROLE_NAMES[i])))
			return (int)i;
	return -1;
}

size_t septel__role_names(unsigned roles, struct septel_view *names)
{
	size_t count = 0;
	for (size_t i = 0; i < SEPTEL__ROLE_NAMES_COUNT; i++)
		if (roles >> i & 1)
			names[count++] = septel_view_of(SEPTEL__ROLE_NAMES[i]);
	return count;
}

/* All rights, less the caveats that none of the roles has. */
static uint64_t rights_of(unsigned roles)
{
	uint64_t rights = VIEWER_ALL_RIGHTS;
	for (size_t i = 0; i < SEPTEL__ROLE_CAVEATS_COUNT; i++) {
		struct access_label caveat = {SEPTEL_CLASS_NONE, 0};
		septel__label_add_caption(&caveat, septel_view_of(SEPTEL__ROLE_CAVEATS[i].caption));
		if (!(SEPTEL__ROLE_CAVEATS[i].full & roles))
			rights &= ~caveat.captions;
	}
	return rights;
}

uint64_t septel__role_rights(int role)
{
	return role < 0 ? 0 : rights_of(1U << role);
}

uint64_t septel__reader_rights(void)
{
	return rights_of(~0U);
}
