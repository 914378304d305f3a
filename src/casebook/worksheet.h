/* worksheet.h - draft entries proposed for a message, each on the words of one sentence.
 *
 * Rules only: words of worksheet_cues.def, dates, names as the text spells them.  What the
 * text does not give is a hole, "?" (with the words that stand there: "? the leaders"), and
 * an entry with holes is no entry yet: the strict reader refuses it.  With its holes filled
 * and its parties known, every draft reads as a claim, and its quote holds.
 *
 * Relative dates stay words.  A day that the text does not state is "../DAY OF THE REPORT":
 * it happened by then.  A wish that somebody tells of is pref.reported, never pref.declared.
 * The name of a person who holds no office is in no draft.
 *
 * Any message; time grows with its length.  Everything lives in the arena or points into
 * the message.
 */
#ifndef SEPTEL_CASEBOOK_WORKSHEET_H
#define SEPTEL_CASEBOOK_WORKSHEET_H

#include "casebook.h"

struct worksheet_draft {
	size_t number; /* from 1 */
	enum claim_type type;
	struct septel_view cue;   /* the words of the sentence that it rests on */
	struct septel_view key;   /* "8.3/promise.made/1": the same whenever the text is read */
	struct septel_view entry; /* journal text, four spaces before each key */
	size_t holes;
	bool due; /* it has a key `due` */
};

struct worksheet_sentence {
	int paragraph, number;
	struct septel_view mark; /* "C"; empty: none */
	struct septel_view text; /* one line */
	size_t first, count;     /* its drafts */
};

struct worksheet {
	const struct septel_message *message;
	struct septel_view id;
	struct septel_view opening; /* its @msg line; dtg=? where the message has none */
	const struct worksheet_sentence *sentences;
	size_t sentence_count;
	const struct worksheet_draft *drafts; /* in the order of the text */
	size_t draft_count;
	size_t dropped; /* beyond WORKSHEET_DRAFTS_LIMIT */
};

/* Proposes drafts.  `id`: what journals call the message.  `known`: a casebook that was read,
 * whose parties are recognised by their names; may be NULL.  False: memory is out. */
bool septel__worksheet_make(struct worksheet *sheet, const struct septel_message *message,
			    struct septel_view id, const struct casebook *known,
			    struct septel_arena *arena)
	__attribute__((nonnull(1, 2, 5), warn_unused_result));

/* Counts values that begin with "?", a "?" in front of the entry among them. */
size_t septel__holes(struct septel_view entry);

#endif
