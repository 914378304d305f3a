/* link_lists.h - where a sentence names messages: a *list*.
 *
 * "REF A", "REFS A, B AND C", "REFS A THROUGH D", "REFTEL", "NAVADMINS 013/06 AND 155/06",
 * "08 BAGHDAD 1234".
 */
#ifndef SEPTEL_ARCHIVE_LINK_LISTS_H
#define SEPTEL_ARCHIVE_LINK_LISTS_H

#include "sentence_words.h"

#include <septel/message.h>

/* Messages of one list. */
#define LIST_LIMIT 64u
/* Lists of one message that are read: a text of nothing else must not take for ever. */
#define LISTS_LIMIT 4096u

/* A message that a list names. */
struct named {
	size_t reference; /* of the message, or LINK_NO_REFERENCE */
	struct septel_view id;
};

struct link_list {
	struct named at[LIST_LIMIT];
	size_t count;
	size_t from, to; /* words of the sentence that it takes */
};

struct list_reader {
	const struct septel_message *message;
	struct septel_arena *arena;
	struct sentence sentence;
	struct link_list list; /* the one that was read last */
	unsigned lists;        /* that were read */
};

/* Reads the list that begins with word `at`; false if there is none. */
bool septel__list_read(struct list_reader *reader, size_t at);

#endif
