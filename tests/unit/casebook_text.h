/* casebook_text.h - a casebook read from texts, with its messages, for unit tests. */
#ifndef SEPTEL_TESTS_CASEBOOK_TEXT_H
#define SEPTEL_TESTS_CASEBOOK_TEXT_H

#include "../../src/casebook/view.h"
#include "unit.h"

#define TEXT_MESSAGES_LIMIT 16

struct casebook_text {
	struct septel_arena *arena, *message_arena;
	struct casebook book;
	struct message_source source;
	struct {
		const char *id, *text;
	} messages[TEXT_MESSAGES_LIMIT];
	size_t message_count;
};

static inline enum message_found text_find(void *context, struct septel_view id,
					   const struct septel_message **message)
{
	struct casebook_text *text = context;
	for (size_t i = 0; i < text->message_count; i++) {
		const struct septel_options options = {.id = id};
		if (!septel__equal(id, septel_view_of(text->messages[i].id)))
			continue;
		septel_arena_reset(text->message_arena);
		return septel_message_parse(message, septel_view_of(text->messages[i].text),
					    &options, text->message_arena) == SEPTEL_OK
			       ? MESSAGE_FOUND
			       : MESSAGE_UNREADABLE;
	}
	return MESSAGE_ABSENT;
}

static inline void text_open(struct casebook_text *text)
{
	*text = (struct casebook_text){.arena = septel_arena_new(0),
				       .message_arena = septel_arena_new(0)};
	assert_true(text->arena && text->message_arena);
	text->source = (struct message_source){.context = text, .find = text_find, .expected = ""};
}

static inline void text_hold(struct casebook_text *text, const char *id, const char *message)
{
	assert_true(text->message_count < TEXT_MESSAGES_LIMIT);
	text->messages[text->message_count].id = id;
	text->messages[text->message_count++].text = message;
}

/* Every claim has to read without a fault. */
static inline void text_read(struct casebook_text *text, const char *registry, const char *claims)
{
	const struct journal names = {.path = septel_view_of("registry"),
				      .text = septel_view_of(registry)};
	struct journal *journal = septel_arena_alloc(text->arena, sizeof *journal);
	assert_non_null(journal);
	*journal =
		(struct journal){.path = septel_view_of("a.jrn"), .text = septel_view_of(claims)};
	septel__casebook_init(&text->book, text->arena);
	septel__casebook_read(&text->book, &names, journal, 1);
	assert_false(septel__casebook_failed(&text->book));
	if (text->book.fault_count)
		fail_msg("%u: %.*s", text->book.faults[0].line,
			 VIEW_FORMAT(text->book.faults[0].text));
}

static inline void text_close(struct casebook_text *text)
{
	septel_arena_free(text->arena);
	septel_arena_free(text->message_arena);
}

#endif
