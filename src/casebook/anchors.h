/* anchors.h - does each claim stand on the sentence that it names.
 *
 * The casebook does not know where messages come from: a folder or an archive
 * fills the interface.  Rule S10 of the sentence rules: a quote is found where,
 * white space runs being one space and curly quotation marks straight ones, it
 * is a part of the sentence byte for byte.
 */
#ifndef SEPTEL_CASEBOOK_ANCHORS_H
#define SEPTEL_CASEBOOK_ANCHORS_H

#include "casebook.h"

enum message_found { MESSAGE_FOUND, MESSAGE_ABSENT, MESSAGE_UNREADABLE };

struct message_source {
	void *context;
	/* The message of that number, valid until the next call.  UNREADABLE: the world
	 * failed, and the source keeps what to say of it. */
	enum message_found (*find)(void *context, struct septel_view id,
				   const struct septel_message **message);
	const char *expected; /* where it looks: "messages/ID.txt" */
};

/* What one message's sentences carry. */
struct anchor_coverage {
	const struct journal_message *message; /* the first @msg line of that number */
	size_t sentences, anchored;
	struct septel_view unanchored; /* "1.7 and 12.4"; empty: none */
};

struct anchor_report {
	size_t bad; /* anchors that do not hold */
	struct anchor_coverage *coverage;
	size_t coverage_count;
};

/* Checks every anchor and every @msg line (those of the journal `only`, unless it is NULL)
 * against the messages, and gives each anchor the class of its sentence.  Faults go to the
 * casebook.  False: a message could not be read, or memory is out. */
bool septel__anchors_check(struct casebook *book, const struct message_source *source,
			   const struct journal *only, struct anchor_report *report)
	__attribute__((nonnull(1, 2, 4), warn_unused_result));

/* True where `quote` is a part of `sentence` by S10. */
bool septel__quote_stands(struct septel_view sentence, struct septel_view quote,
			  struct septel_arena *arena);

#endif
