/* label.h - what protects a message or a portion of it: a level and captions.
 *
 * Labels form a lattice: a covers b when its level is as high and it has every
 * caption of b; the join of two is the least label that covers both.  The empty
 * label {NONE, 0} is the bottom: that of an output which shows nothing.
 *
 * Captions are bits: those of data/handling.tsv that restrict or travel with a
 * text, and two that no table has.  OTHER stands for any caption or control
 * marking that is not known; only who holds all rights may read it.  UNSTATED
 * says that a message states no classification: it is protected as the highest
 * level, since nobody knows it to be lower.
 *
 * Plain values; nothing allocates; any thread.
 */
#ifndef SEPTEL_ACCESS_LABEL_H
#define SEPTEL_ACCESS_LABEL_H

#include "../base/view.h"

#include <septel/message.h>

#define LABEL_OTHER    (UINT64_C(1) << 58)
#define LABEL_UNSTATED (UINT64_C(1) << 59)

struct access_label {
	enum septel_class level; /* NONE: see UNSTATED and the empty label */
	uint64_t captions;
};

static inline struct access_label septel__label_join(struct access_label a, struct access_label b)
{
	return (struct access_label){a.level > b.level ? a.level : b.level,
				     a.captions | b.captions};
}

/* True where whoever may read `a` as far as level and captions go may read `b`. */
static inline bool septel__label_covers(struct access_label a, struct access_label b)
{
	return a.level >= b.level && (b.captions & ~a.captions) == 0;
}

static inline bool septel__label_equal(struct access_label a, struct access_label b)
{
	return a.level == b.level && a.captions == b.captions;
}

/* Adds a caption by any of its spellings ("ROGER CHANNEL", "roger-channel", "REL
 * TO USA, GBR", a caveat of a casebook): its bit, nothing where it restricts
 * nobody (SIPDIS), OTHER where it is unknown. */
void septel__label_add_caption(struct access_label *label, struct septel_view caption)
	__attribute__((nonnull));

/* The bit of one caption, 0 where it is no part of labels; false if unknown. */
bool septel__label_caption(struct septel_view caption, uint64_t *bit)
	__attribute__((nonnull, warn_unused_result));

/* ---- of messages --------------------------------------------------------- */

/* What a message is made of, as far as access goes.  What is none of these (its
 * id, times, addressees, precedence, class and captions) is its envelope. */
enum access_portion_kind {
	PORTION_SUBJECT,
	PORTION_TAGS,
	PORTION_REFERENCES,
	PORTION_AUTHORITY, /* who classified it, for what reasons, until what event */
	PORTION_SUMMARY,   /* the words of paragraphs again */
	PORTION_HEADING,   /* of paragraph `index` of message->paragraphs */
	PORTION_PARAGRAPH, /* the text of that paragraph, and each of its sentences */
	PORTION_SIGNATURE
};

struct access_portion {
	enum access_portion_kind kind;
	size_t index; /* of HEADING and PARAGRAPH; else 0 */
};

/* Steps through the portions that `message` has, in reading order; begin with
 * *started false.  False when there is no further one. */
bool septel__portion_next(const struct septel_message *message, struct access_portion *portion,
			  bool *started) __attribute__((nonnull, warn_unused_result));

/* True where `message` has that portion. */
bool septel__portion_is_there(const struct septel_message *message, struct access_portion portion)
	__attribute__((nonnull));

/* The label of the message as a whole: its classification (where it states none,
 * that of format line 4) and captions. */
struct access_label septel__label_of_message(const struct septel_message *message)
	__attribute__((nonnull));

/* The label of one portion; `whole` is that of the message.  A portion that bears
 * a mark has its level and controls; one that bears none has the message's.
 * Handling captions of the message (NODIS) stay on every portion.  A summary has
 * the labels of all paragraphs it can come from. */
struct access_label septel__label_of_portion(const struct septel_message *message,
					     struct access_label whole,
					     struct access_portion portion)
	__attribute__((nonnull));

/* The label of what bears `mark` ("S/NF", without parentheses; empty: no mark)
 * in a message whose label is `whole`. */
struct access_label septel__label_of_mark(struct access_label whole, struct septel_view mark);

/* The captions of `whole` that stay on every portion, however marked: those of
 * data/handling.tsv that hold for the message, and unknown ones. */
uint64_t septel__label_of_all_portions(struct access_label whole);

/* The join of the message's label and those of all its portions. */
struct access_label septel__label_high_water(const struct septel_message *message)
	__attribute__((nonnull));

/* ---- as text and numbers -------------------------------------------------- */

/* Bytes of the longest text of a label with its NUL. */
#define LABEL_TEXT_SIZE 1024

/* "CONFIDENTIAL//NODIS/NOFORN", "NOT STATED"; "" for the empty label.  The order
 * of captions is that of the alphabet. */
const char *septel__label_text(struct access_label label, char text[LABEL_TEXT_SIZE])
	__attribute__((nonnull));
/* As a portion mark has it: "C//NODIS/NF"; "NOT STATED", "". */
const char *septel__label_mark(struct access_label label, char text[LABEL_TEXT_SIZE])
	__attribute__((nonnull));
/* Reads either form back; false, and *label empty, if `text` is none. */
bool septel__label_read(struct septel_view text, struct access_label *label)
	__attribute__((nonnull, warn_unused_result));

/* A number for indexes and databases: never negative, 0 for the empty label, the
 * same in every version and on every machine (data/handling.tsv gives places once). */
int64_t septel__label_key(struct access_label label);
/* The label of a key; false, and *label empty, if it is no key. */
bool septel__label_of_key(int64_t key, struct access_label *label)
	__attribute__((nonnull, warn_unused_result));

#endif
