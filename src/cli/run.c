/* run.c - see run.h. */
#include "run.h"
#include "safe.h"
#include "tell.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct session {
	struct run *run;
	const struct invocation *invocation;
	bool write_failed;
};

/* One message that is too much takes none of the others with it. */
bool worker_pass_over(struct worker *worker, const struct corpus_item *item)
{
	complain("septel %s: %.*s:%" PRIu64 ": message needs too much memory",
		 worker->invocation->command->name, VIEW_FORMAT(item->path), item->line);
	worker->counts.unread++;
	return true;
}

static bool work_on_item(const struct corpus_item *item, void *context, struct septel_out *out)
{
	struct worker *worker = context;
	const struct run *run = worker->command;
	const struct septel_message *message;
	struct septel_options options = item->options;
	if (worker->options.year)
		options.year = worker->options.year;
	if (worker->options.id.len)
		options.id = worker->options.id;
	septel_arena_reset(worker->arena);
	if (septel_message_parse(&message, item->text, &options, worker->arena) != SEPTEL_OK)
		return worker_pass_over(worker, item);
	struct counts *counts = &worker->counts;
	counts->messages++;
	counts->bytes += item->text.len;
	counts->explained += message->explained;
	counts->repairs += message->repairs.count;
	counts->diagnostics += message->diagnostics.count + message->diagnostics.dropped;
	counts->profiles[message->profile]++;
	return run->work(worker, message, item, out);
}

static bool emit(struct septel_view bytes, void *context)
{
	struct session *session = context;
	if (fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len)
		return true;
	session->write_failed = true;
	return false;
}

static void take_fault(const struct corpus_fault *fault, void *context)
{
	struct session *session = context;
	session->run->faults = true;
	tell_fault(session->invocation->command->name, fault);
}

static void add_counts(struct counts *sum, const struct counts *counts)
{
	sum->messages += counts->messages;
	sum->bytes += counts->bytes;
	sum->explained += counts->explained;
	sum->repairs += counts->repairs;
	sum->diagnostics += counts->diagnostics;
	sum->complaints += counts->complaints;
	sum->unread += counts->unread;
	for (size_t i = 0; i < sizeof sum->profiles / sizeof *sum->profiles; i++)
		sum->profiles[i] += counts->profiles[i];
}

static bool make_workers(struct worker *workers, void **entries, unsigned count,
			 const struct session *session)
{
	for (unsigned i = 0; i < count; i++) {
		workers[i] = (struct worker){.invocation = session->invocation,
					     .arena = septel_arena_new(0),
					     .command = session->run,
					     .options = session->run->options};
		entries[i] = &workers[i];
		if (!workers[i].arena)
			return false;
	}
	return true;
}

static int run_with(struct session *session, struct worker *workers, void **entries)
{
	const struct corpus_pipeline pipeline = {.threads = session->run->threads,
						 .work = work_on_item,
						 .workers = entries,
						 .emit = emit,
						 .fault = take_fault,
						 .context = session};
	const unsigned count = septel__pipeline_threads(session->run->threads);
	struct corpus_totals totals;
	const enum corpus_end end = septel__pipeline_run(&pipeline, session->invocation->arguments,
							 session->invocation->count, &totals);
	for (unsigned i = 0; i < count; i++)
		add_counts(&session->run->counts, &workers[i].counts);
	if (fflush(stdout) != 0)
		session->write_failed = true;
	if (session->write_failed) {
		/* Whoever closed the pipe has what he wanted. */
		if (errno != EPIPE)
			perror("septel: stdout");
		return EXIT_INVALID;
	}
	if (end == CORPUS_EXHAUSTED || end == CORPUS_STOPPED) {
		complain("septel %s: out of memory", session->invocation->command->name);
		return EXIT_INVALID;
	}
	if (session->run->counts.unread)
		session->run->faults = true;
	return session->run->faults ? EXIT_INVALID : EXIT_DONE;
}

int run_messages(struct run *run, const struct invocation *invocation)
{
	struct session session = {.run = run, .invocation = invocation};
	const unsigned count = septel__pipeline_threads(run->threads);
	struct worker *workers = calloc(count, sizeof *workers);
	void **entries = calloc(count, sizeof *entries);
	int status = EXIT_INVALID;
	if (workers && entries && make_workers(workers, entries, count, &session))
		status = run_with(&session, workers, entries);
	for (unsigned i = 0; workers && i < count; i++)
		septel_arena_free(workers[i].arena);
	free(entries);
	free(workers);
	return status;
}
