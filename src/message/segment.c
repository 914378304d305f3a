/* segment.c - where one message of a stream ends and the next begins. */
#include <septel/message.h>

size_t septel_message_length(struct septel_view stream, bool complete)
{
	return complete ? stream.len : 0;
}
