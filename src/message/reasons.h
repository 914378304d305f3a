/* reasons.h - the reasons of a classification: "1.4 (b) and (d)". */
#ifndef SEPTEL_MESSAGE_REASONS_H
#define SEPTEL_MESSAGE_REASONS_H

#include <septel/message.h>

/* The reasons that `text` (one line) names, canonical ("1.4(b)"), in text
 * order, each once: section and letter; a section alone ("1.4") or a letter
 * alone ("(b)") where the text gives no more. */
struct septel_views septel__reasons(struct septel_view text, struct septel_arena *arena);

#endif
