/* tables.c - see septel/tables.h. */
#include <septel/tables.h>

static const struct septel_view EMPTY = {"", 0};

enum septel_tag_kind septel_tag_lookup(struct septel_view tag, struct septel_view *name)
{
	(void)tag;
	*name = EMPTY;
	return SEPTEL_TAG_UNKNOWN;
}

bool septel_signal_lookup(struct septel_view signal, struct septel_view *meaning)
{
	(void)signal;
	*meaning = EMPTY;
	return false;
}

bool septel_ri_lookup(struct septel_view ri, struct septel_view *kind, struct septel_view *name)
{
	(void)ri;
	*kind = *name = EMPTY;
	return false;
}

struct septel_view septel_station_lookup(struct septel_view printed, bool repair)
{
	(void)printed;
	(void)repair;
	return EMPTY;
}
