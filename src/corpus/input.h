/* input.h - one file, and what lies in it where it is a container.
 *
 * A *leaf* is a file, or a member of a container that is none itself.  Only
 * one file is open at a time, and its containers form a stack.
 *
 * Limits: CORPUS_CONTAINER_DEPTH, CORPUS_EXPANSION_FREE and _RATIO.  What goes
 * over the last two (a bomb) ends the whole file.
 */
#ifndef SEPTEL_CORPUS_INPUT_H
#define SEPTEL_CORPUS_INPUT_H

#include "source.h"

struct corpus_input;

struct corpus_input *septel__input_new(void) __attribute__((warn_unused_result));
void septel__input_free(struct corpus_input *input);

/* Opens a file ("-": standard input); it is the leaf then.  False: no leaf, see
 * the reason. */
bool septel__input_open(struct corpus_input *input, struct septel_view path);
/* Reads from the leaf: bytes read, 0 at its end, -1: see the reason. */
long septel__input_read(struct corpus_input *input, char *bytes, size_t size);
/* The leaf is a container: goes into it.  `head`: what was read of it.  False:
 * see the reason. */
bool septel__input_descend(struct corpus_input *input, struct septel_view head);
/* The next leaf.  FAULT: see the reason, go on.  END: the file is done. */
enum corpus_result septel__input_next(struct corpus_input *input);
/* The path of the leaf, or of what the reason is about. */
struct septel_view septel__input_path(const struct corpus_input *input);
const char *septel__input_reason(const struct corpus_input *input);

#endif
