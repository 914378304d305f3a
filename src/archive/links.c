/* links.c - see links.h. */
#include "links.h"

enum citation_link septel__link_of(const struct septel_message *message, size_t index)
{
	(void)message;
	(void)index;
	return CITATION_REFERS;
}

void septel__links_in_text(const struct septel_message *message, struct septel_arena *arena,
			   struct septel_out *out,
			   void (*put)(struct septel_out *out, const struct citation *citation))
{
	(void)message;
	(void)arena;
	(void)out;
	(void)put;
}
