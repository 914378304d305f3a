/* pipeline.h - the work on every message of a source, on every core, in order.
 *
 * Workers call `work` for items at once and out of order; what each writes to
 * `out` comes to `emit` in the order of the input, one call at a time, and so
 * do the faults, each between the outputs of the items around it.
 *
 * Few threads change hands: a worker takes the next block of the source (many
 * small files, many records), does all of it, and hands on the output.  At most
 * 2 * threads + 2 blocks are under way, so memory is bounded whatever the size
 * of the source and however slow the reader of the output.
 */
#ifndef SEPTEL_CORPUS_PIPELINE_H
#define SEPTEL_CORPUS_PIPELINE_H

#include "../base/out.h"
#include "source.h"

struct corpus_pipeline {
	/* Workers; 0: one for each core (at most CORPUS_THREADS_LIMIT).  With 1
	 * everything happens in the calling thread. */
	unsigned threads;
	/* The work on one item.  `worker` is this thread's own entry of `workers`.
	 * Whatever it appends to `out` is emitted at the item's place.  False: the
	 * run is to stop as soon as may be. */
	bool (*work)(const struct corpus_item *item, void *worker, struct septel_out *out);
	/* One entry for each thread (septel__pipeline_threads tells how many), or
	 * NULL: then `worker` is NULL. */
	void *const *workers;
	/* Takes output, as many bytes as there are (of one item or of many, never
	 * a part of an item's).  May be NULL.  False: the run is to stop. */
	bool (*emit)(struct septel_view bytes, void *context);
	/* Hears of a fault.  May be NULL: faults are counted in any case. */
	void (*fault)(const struct corpus_fault *fault, void *context);
	/* Hears of the totals so far, after a block was emitted.  May be NULL. */
	void (*progress)(const struct corpus_totals *totals, void *context);
	void *context; /* of emit, fault and progress */
	struct corpus_rules rules;
};

enum corpus_end {
	CORPUS_DONE,
	CORPUS_STOPPED,  /* work or emit said so */
	CORPUS_EXHAUSTED /* memory is out */
};

/* How many workers a run with this `threads` has. */
unsigned septel__pipeline_threads(unsigned threads);

/* Runs to the end.  *totals is what was read (and emitted, where it was
 * stopped). */
enum corpus_end septel__pipeline_run(const struct corpus_pipeline *pipeline,
				     const char *const *paths, size_t count,
				     struct corpus_totals *totals)
	__attribute__((nonnull(1, 4), warn_unused_result));

#endif
