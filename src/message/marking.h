/* marking.h - classification words, captions and portion marks. */
#ifndef SEPTEL_MESSAGE_MARKING_H
#define SEPTEL_MESSAGE_MARKING_H

#include <septel/message.h>

/* A classification at the start of `line`, in any of the forms of the wire:
 * "C O N F I D E N T I A L", "UNCLAS", "LIMITED OFFICIAL USE", "S e c r e t",
 * and damaged ones ("SS E C R E T", "CSE C R E T", "C ONFIDENTIAL"). */
struct classification_word {
	enum septel_class class_;
	size_t length; /* bytes of the line it takes */
	bool damaged;  /* not one of the forms that a sender writes */
};
bool septel__classification(struct septel_view line, struct classification_word *out);

/* True for what may stand between the parentheses of a portion mark: what has a
 * septel_portion_class. */
bool septel__is_portion_mark(struct septel_view mark);

/* A caption at the start of `words` ("SIPDIS", "ROGER CHANNEL", "REL TO USA,
 * FVEY"): its canonical form, and how many bytes it takes; false if none. */
bool septel__caption(struct septel_view words, struct septel_view *canonical, size_t *length);

#endif
