/* sentence.c - see sentence.h. */
#include "sentence.h"

struct septel_views septel__sentences(struct septel_view text, struct septel_arena *arena)
{
	(void)text;
	(void)arena;
	return (struct septel_views){NULL, 0};
}

struct septel_views septel_message_sentences(const struct septel_message *message, size_t index,
					     struct septel_arena *arena)
{
	if (index >= message->paragraphs.count)
		return (struct septel_views){NULL, 0};
	return septel__sentences(message->paragraphs.at[index].text, arena);
}
