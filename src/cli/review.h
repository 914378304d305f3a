/* review.h - what is decided on the drafts of one message.
 *
 * A draft that is accepted goes the way of every claim: it is added to the casebook if all of
 * it holds, else it stays open and `book` has the faults.  One that is already in a journal,
 * word for word, counts as accepted.
 */
#ifndef SEPTEL_CLI_REVIEW_H
#define SEPTEL_CLI_REVIEW_H

#include "../casebook/drafts.h"
#include "../casebook/folder.h"
#include "case_messages.h"
#include "command.h"

struct review {
	const struct invocation *invocation;
	const char *path; /* of the casebook */
	struct septel_arena *arena;
	struct drafts drafts;
	struct case_messages messages;
	struct message_source source;
	struct septel_arena *trial; /* of `book` */
	struct casebook book;       /* as the last trial or addition read it */
	struct access_error error;
};

enum review_result {
	REVIEW_HOLDS,
	REVIEW_FAULTS, /* review->book has them */
	REVIEW_FAILED  /* review->error tells */
};

/* Reads the drafts in `file`.  To be closed either way.  False: review->error tells. */
bool review_open(struct review *review, const struct invocation *invocation, const char *path,
		 const struct option_value *archive, const char *file);
void review_close(struct review *review);

/* "@msg ...", then the entry of draft `at`; `before`: claims that go before it, or empty. */
struct septel_view review_claims(struct review *review, size_t at, struct septel_view before);
/* Whether they could be added; nothing is written. */
enum review_result review_try(struct review *review, struct septel_view claims);
/* Adds them.  `name` is how faults name them. */
enum review_result review_add(struct review *review, struct septel_view claims);
/* The draft has no hole; else told on stderr. */
bool review_is_whole(const struct review *review, size_t at);
/* Sets what was decided on a draft, and writes ID.drafts. */
bool review_decide(struct review *review, size_t at, enum draft_state state);

/* Behind a trial: the parties of the entry that the casebook does not know. */
struct septel_views review_unknown(struct review *review, struct septel_view entry);
/* The open draft that notes that party; drafts.count where none does. */
size_t review_noting(const struct review *review, struct septel_view party);
/* "party.noted NAME", is IS, on the anchor of the entry. */
struct septel_view review_note(struct review *review, struct septel_view party,
			       struct septel_view is, struct septel_view entry);
/* The draft with that number; drafts.count where there is none. */
size_t review_numbered(const struct review *review, size_t number);
size_t review_count(const struct review *review, enum draft_state state);

#endif
