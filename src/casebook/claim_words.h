/* claim_words.h - a claim on one line, in the words of its journal. */
#ifndef SEPTEL_CASEBOOK_CLAIM_WORDS_H
#define SEPTEL_CASEBOOK_CLAIM_WORDS_H

#include "casebook.h"

#include <jansson.h>

/* "declared, option return": what its type says behind the dot, and its keys; not where it
 * stands, who may read it, and how it hangs together with other claims. */
json_t *septel__claim_words(const struct claim *claim) __attribute__((nonnull));

/* "pref" of pref.declared, "declared" of the same. */
struct septel_view septel__type_family(enum claim_type type);
struct septel_view septel__type_action(enum claim_type type);

#endif
