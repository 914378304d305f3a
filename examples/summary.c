/* summary.c - who wrote to whom about what: libseptel in thirty lines.
 *
 *     cc summary.c $(pkg-config --cflags --libs septel) && ./a.out < message.txt
 */
#include <septel/message.h>
#include <stdio.h>

static char bytes[SEPTEL_MESSAGE_LIMIT];

static void show(const char *label, struct septel_view words)
{
	printf("%-8s %.*s\n", label, (int)words.len, words.ptr);
}

int main(void)
{
	const struct septel_view text = {bytes, fread(bytes, 1, sizeof bytes, stdin)};
	struct septel_arena *arena = septel_arena_new(0);
	const struct septel_message *message;
	if (!arena || septel_message_parse(&message, text, NULL, arena) != SEPTEL_OK)
		return 1;
	show("number", message->id);
	show("from", message->from.name);
	for (size_t i = 0; i < message->to.count; i++)
		show("to", message->to.at[i].name);
	show("subject", message->subject);
	printf("%-8s %zu repairs, %zu paragraphs\n", "text", message->repairs.count,
	       message->paragraphs.count);
	septel_arena_free(arena);
	return 0;
}
