/* pipeline.c - see pipeline.h.
 *
 * Slots form a ring; block number n goes through slot n % slots.  A worker
 * holds `reading` while it takes the next number and fills that slot's block,
 * does the work with no lock held, and marks the slot done.  Whoever finds the
 * oldest block done, and nobody emitting, emits all that are done in order.
 *
 * A slot is: free, in work, done; then free again.
 */
#include "pipeline.h"

#include "format.h"
#include "reader.h"
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/* A fault and the place in the output where it belongs. */
struct slot_fault {
	struct corpus_fault fault;
	size_t at;
};

struct slot {
	struct corpus_block block;
	struct septel_out out;
	struct slot_fault *faults;
	size_t fault_count, fault_capacity;
	uint64_t items;
	bool done;
};

struct run {
	const struct corpus_pipeline *pipeline;
	struct corpus_reader *reader;
	struct slot *slots;
	size_t slot_count;
	pthread_mutex_t reading; /* reader, taken, ended */
	uint64_t taken;          /* blocks that were given a number */
	bool ended;
	pthread_mutex_t lock; /* all below, and each slot's done */
	pthread_cond_t moved; /* emitted has grown, or the run ends early */
	uint64_t emitted;
	bool emitting;
	enum corpus_end end;
	bool early; /* stop as soon as may be */
	struct corpus_totals totals;
};

struct worker {
	struct run *run;
	void *own;
	struct corpus_splitter splitter;
	pthread_t thread;
};

unsigned septel__pipeline_threads(unsigned threads)
{
	if (threads == 0) {
		const long cores = sysconf(_SC_NPROCESSORS_ONLN);
		threads = cores < 1 ? 1 : (unsigned)cores;
	}
	return threads < CORPUS_THREADS_LIMIT ? threads : CORPUS_THREADS_LIMIT;
}

static void end_early(struct run *run, enum corpus_end end)
{
	pthread_mutex_lock(&run->lock);
	if (!run->early)
		run->end = end;
	run->early = true;
	pthread_cond_broadcast(&run->moved);
	pthread_mutex_unlock(&run->lock);
}

/* Waits until `number` blocks are emitted; false when the run ends early. */
static bool wait_emitted(struct run *run, uint64_t number)
{
	pthread_mutex_lock(&run->lock);
	while (run->emitted < number && !run->early)
		pthread_cond_wait(&run->moved, &run->lock);
	const bool go_on = !run->early;
	pthread_mutex_unlock(&run->lock);
	return go_on;
}

/* The reader wants a long block: only one of them at a time, so that memory is
 * bounded.  Called with `reading` held, for block `taken`. */
static void growing(void *context)
{
	struct run *run = context;
	(void)wait_emitted(run, run->taken);
}

/* Fills the next block; NULL when there is none. */
static struct slot *take(struct run *run)
{
	struct slot *slot = NULL;
	pthread_mutex_lock(&run->reading);
	const uint64_t before = run->taken < run->slot_count ? 0 : run->taken - run->slot_count + 1;
	if (!run->ended && wait_emitted(run, before)) {
		slot = &run->slots[run->taken % run->slot_count];
		const enum corpus_result result = septel__reader_fill(run->reader, &slot->block);
		if (result == CORPUS_ITEM) {
			run->taken++;
		} else {
			run->ended = true;
			slot = NULL;
			if (result == CORPUS_NO_MEMORY)
				end_early(run, CORPUS_EXHAUSTED);
		}
	}
	pthread_mutex_unlock(&run->reading);
	return slot;
}

static bool keep_fault(struct slot *slot, const struct corpus_fault *fault)
{
	if (slot->fault_count == slot->fault_capacity) {
		const size_t capacity = slot->fault_capacity ? slot->fault_capacity * 2 : 16;
		struct slot_fault *faults = realloc(slot->faults, capacity * sizeof *faults);
		if (!faults)
			return false;
		slot->faults = faults;
		slot->fault_capacity = capacity;
	}
	struct slot_fault *kept = &slot->faults[slot->fault_count++];
	*kept = (struct slot_fault){.fault = *fault, .at = slot->out.length};
	/* The path lies in the block; the reason may be the splitter's. */
	kept->fault.reason = septel_arena_copy(slot->block.arena, fault->reason);
	return !septel_arena_failed(slot->block.arena);
}

/* Does the work on all of a block. */
static void do_block(struct worker *worker, struct slot *slot)
{
	struct run *run = worker->run;
	struct corpus_item item;
	struct corpus_fault fault;
	enum corpus_result result;
	septel__splitter_take(&worker->splitter, &slot->block);
	while ((result = septel__splitter_next(&worker->splitter, &item, &fault)) != CORPUS_END) {
		bool ok = true;
		if (result == CORPUS_ITEM) {
			slot->items++;
			if (!run->pipeline->work(&item, worker->own, &slot->out)) {
				end_early(run, CORPUS_STOPPED);
				return;
			}
		} else {
			ok = result == CORPUS_FAULT && keep_fault(slot, &fault);
		}
		if (!ok || slot->out.failed) {
			end_early(run, CORPUS_EXHAUSTED);
			return;
		}
	}
}

/* Emits one block: outputs and faults as they stood. */
static bool emit_slot(struct run *run, const struct slot *slot)
{
	const struct corpus_pipeline *pipeline = run->pipeline;
	const struct septel_view bytes = septel__out_written(&slot->out);
	size_t from = 0;
	for (size_t i = 0; i <= slot->fault_count; i++) {
		const size_t to = i < slot->fault_count ? slot->faults[i].at : bytes.len;
		if (to > from && pipeline->emit &&
		    !pipeline->emit(septel__slice(bytes, from, to), pipeline->context))
			return false;
		from = to;
		if (i < slot->fault_count && pipeline->fault)
			pipeline->fault(&slot->faults[i].fault, pipeline->context);
	}
	run->totals.items += slot->items;
	run->totals.faults += slot->fault_count;
	run->totals.files += slot->block.read.files;
	run->totals.bytes += slot->block.read.bytes;
	if (pipeline->progress)
		pipeline->progress(&run->totals, pipeline->context);
	return true;
}

static void free_slot(struct slot *slot)
{
	slot->done = false;
	slot->items = 0;
	slot->fault_count = 0;
	septel__out_clear(&slot->out);
	if (slot->out.capacity > 4 * CORPUS_BLOCK_SIZE)
		septel__out_release(&slot->out);
	if (slot->block.capacity > CORPUS_BLOCK_SIZE)
		septel__block_clear(&slot->block);
}

/* Marks a slot done and emits what is next in order, unless another does. */
static void finish(struct run *run, struct slot *slot)
{
	pthread_mutex_lock(&run->lock);
	slot->done = true;
	while (!run->emitting && !run->early) {
		struct slot *oldest = &run->slots[run->emitted % run->slot_count];
		if (!oldest->done)
			break;
		run->emitting = true;
		pthread_mutex_unlock(&run->lock);
		const bool ok = emit_slot(run, oldest);
		free_slot(oldest);
		if (!ok)
			end_early(run, CORPUS_STOPPED);
		pthread_mutex_lock(&run->lock);
		run->emitting = false;
		run->emitted++;
		pthread_cond_broadcast(&run->moved);
	}
	pthread_mutex_unlock(&run->lock);
}

static void *work_on(void *context)
{
	struct worker *worker = context;
	for (struct slot *slot; (slot = take(worker->run));) {
		do_block(worker, slot);
		finish(worker->run, slot);
	}
	return NULL;
}

static bool run_init(struct run *run, const struct corpus_pipeline *pipeline,
		     const char *const *paths, size_t count, unsigned threads)
{
	*run = (struct run){.pipeline = pipeline, .end = CORPUS_DONE};
	pthread_mutex_init(&run->reading, NULL);
	pthread_mutex_init(&run->lock, NULL);
	pthread_cond_init(&run->moved, NULL);
	run->reader = septel__reader_new(paths, count, growing, run);
	if (run->reader)
		septel__reader_rules(run->reader, &pipeline->rules);
	run->slot_count = threads == 1 ? 1 : 2 * (size_t)threads + 2;
	run->slots = calloc(run->slot_count, sizeof *run->slots);
	bool ok = run->reader && run->slots;
	for (size_t i = 0; run->slots && i < run->slot_count; i++) {
		ok &= septel__block_init(&run->slots[i].block);
		septel__out_init(&run->slots[i].out, NULL, 0);
	}
	return ok;
}

static void run_release(struct run *run)
{
	for (size_t i = 0; run->slots && i < run->slot_count; i++) {
		septel__block_release(&run->slots[i].block);
		septel__out_release(&run->slots[i].out);
		free(run->slots[i].faults);
	}
	free(run->slots);
	septel__reader_free(run->reader);
	pthread_mutex_destroy(&run->reading);
	pthread_mutex_destroy(&run->lock);
	pthread_cond_destroy(&run->moved);
}

enum corpus_end septel__pipeline_run(const struct corpus_pipeline *pipeline,
				     const char *const *paths, size_t count,
				     struct corpus_totals *totals)
{
	const unsigned threads = septel__pipeline_threads(pipeline->threads);
	struct worker *workers = calloc(threads, sizeof *workers);
	struct run run;
	if (!run_init(&run, pipeline, paths, count, threads) || !workers) {
		run.end = CORPUS_EXHAUSTED;
	} else {
		unsigned started = 1;
		for (unsigned i = 0; i < threads; i++) {
			workers[i].run = &run;
			workers[i].own = pipeline->workers ? pipeline->workers[i] : NULL;
			septel__splitter_init(&workers[i].splitter);
		}
		/* Fewer threads than wished are enough. */
		while (started < threads && pthread_create(&workers[started].thread, NULL, work_on,
							   &workers[started]) == 0)
			started++;
		work_on(&workers[0]);
		for (unsigned i = 1; i < started; i++)
			pthread_join(workers[i].thread, NULL);
		for (unsigned i = 0; i < threads; i++)
			septel__splitter_release(&workers[i].splitter);
	}
	*totals = run.totals;
	const enum corpus_end end = run.end;
	run_release(&run);
	free(workers);
	return end;
}
