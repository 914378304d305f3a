/* message_page.h - what the files of the message page share. */
#ifndef SEPTEL_WEB_MESSAGE_PAGE_H
#define SEPTEL_WEB_MESSAGE_PAGE_H

#include "page.h"

#include "../archive/messages.h"

/* Numbers that are looked through on each side for a neighbour that is held. */
#define NEIGHBOUR_REACH 64
/* Numbers of paragraphs that can have an address. */
#define ADDRESSES_LIMIT 65536

/* The keys of `septel show --json`, in its order and with its values. */
void septel__message_fields(struct model *model, const struct septel_message *message,
			    const struct receipt *receipt, struct septel_arena *arena)
	__attribute__((nonnull));

#endif
