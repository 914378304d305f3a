/* phrase.h - messages in which words stand side by side. */
#ifndef SEPTEL_ARCHIVE_PHRASE_H
#define SEPTEL_ARCHIVE_PHRASE_H

#include "evaluate.h"

/* Visits the messages in which the keys (field and word) stand side by side, with how
 * often they do; places from `first` to `last` count.  Messages come by segment and
 * label, so one may come again under another label.  At most WORDS_OF_PHRASE_LIMIT keys. */
bool septel__phrase_visit(struct evaluation *evaluation, const struct septel_view *keys,
			  size_t count, uint32_t first, uint32_t last,
			  bool (*visit)(uint32_t document, uint32_t times, void *context),
			  void *context);

#endif
