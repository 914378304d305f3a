/* box.c - see box.h. */
#include "box.h"

#include <stdio.h>

void septel__box_name(const struct box *box, struct copy_name name, char text[BOX_NAME_SIZE])
{
	(void)snprintf(text, BOX_NAME_SIZE, "%.*s-%.*s-%llu-%u", (int)box->config->station.len,
		       box->config->station.ptr, (int)box->incarnation.len, box->incarnation.ptr,
		       (unsigned long long)name.message, name.copy);
}

void septel__box_sent(struct box *box, struct copy_name name, uint32_t attempt,
		      enum sent_outcome outcome, const char *reason)
{
	box->sent(box->context, box->outlet, name, attempt, outcome, septel_view_of(reason));
}
