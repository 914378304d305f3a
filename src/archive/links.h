/* links.h - what a text says of messages: that it cancels or supersedes them.
 *
 * Sentence by sentence, of a message as a whole: "CANCEL NAVADMIN 123/09", "REF A IS
 * HEREBY CANCELLED", "REFS A THROUGH D ARE CANCELLED", "THIS NAVADMIN SUPERSEDES AND CANCELS
 * REFS A AND B", "REF B IS SUPERSEDED BY REF C".  No link is what ends something that is no
 * message ("QUOTAS ARE CANCELLED", "THE REQUIREMENT IN REF A IS CANCELLED"), a part of one
 * ("SUPERSEDES REF A, CHAPTER 12", "... REF B IN ANY AREA WHERE THE TWO MAY CONFLICT"), what
 * may come ("MAY BE CANCELLED", "WHEN COMPLETED, REF A WILL BE CANCELLED"), and the message's
 * own end ("THIS NAVADMIN IS CANCELLED ON 30 SEP 07").  Of a reference that the text then
 * leaves in force ("REF A REMAINS IN EFFECT") nothing is said.
 */
#ifndef SEPTEL_ARCHIVE_LINKS_H
#define SEPTEL_ARCHIVE_LINKS_H

#include "prepared.h"

#define LINK_IN_SUBJECT   SIZE_MAX
#define LINK_NO_REFERENCE SIZE_MAX

struct link {
	enum citation_link link;
	size_t paragraph;      /* that says it, or LINK_IN_SUBJECT */
	size_t reference;      /* of the message, or LINK_NO_REFERENCE */
	struct septel_view id; /* of the other message; empty where the reference has none */
};

struct links {
	const struct link *at;
	size_t count;
};

/* Owned by the arena; none where memory is out. */
struct links septel__links_find(const struct septel_message *message, struct septel_arena *arena);

#endif
