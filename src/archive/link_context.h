/* link_context.h - what takes back, or puts off, what a sentence seems to say of a list.
 */
#ifndef SEPTEL_ARCHIVE_LINK_CONTEXT_H
#define SEPTEL_ARCHIVE_LINK_CONTEXT_H

#include "sentence_words.h"

/* Behind a list, at word `at`: only a part of the message is meant, or only for some. */
bool septel__is_narrowed(const struct sentence *sentence, size_t at);
/* Before the verb or noun at `at`: it is not done, or not done yet. */
bool septel__is_unreal(const struct sentence *sentence, size_t at);
/* The sentence tells of a time that may come: "AFTER THE LAST PAYMENT, REF A WILL BE ...". */
bool septel__is_conditional(const struct sentence *sentence);
/* Behind a verb, at `at`: "... SUPERSEDED IN THE NEAR FUTURE", "... CANCELLED WHEN ...". */
bool septel__is_later(const struct sentence *sentence, size_t at);
/* What begins at `at` is the subject of its clause, and no part of what stands before it: "THE
 * REQUIREMENT IN REF A". */
bool septel__is_subject(const struct sentence *sentence, size_t at);

#endif
