/* walk.h - the files of a list of paths, folders opened up.
 *
 * Files of a folder come sorted by name (as bytes), a folder in a folder at its
 * place; names that begin with a dot are passed over, and so are journals (*.jrn)
 * and, where there are some, what else a casebook keeps beside them.  A link to a
 * folder is followed unless it leads back to one that is being walked.
 */
#ifndef SEPTEL_CORPUS_WALK_H
#define SEPTEL_CORPUS_WALK_H

#include "source.h"

struct corpus_walk;

/* NULL when memory is out.  The paths are borrowed. */
struct corpus_walk *septel__walk_new(const char *const *paths, size_t count)
	__attribute__((warn_unused_result));
/* Before the first path. */
void septel__walk_rules(struct corpus_walk *walk, const struct corpus_rules *rules);
void septel__walk_free(struct corpus_walk *walk);

/* CORPUS_ITEM: *path is the next file (NUL-terminated), *named whether it was
 * given by name.  CORPUS_FAULT: *fault is set.  Both borrowed until the next call. */
enum corpus_result septel__walk_next(struct corpus_walk *walk, struct septel_view *path,
				     bool *named, struct corpus_fault *fault);

#endif
