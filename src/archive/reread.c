/* reread.c - see reread.h.
 *
 * Two batches: while one is visited, the workers read the other.
 */
#include "reread.h"

#include "../base/limits.h"
#include "../corpus/pipeline.h"

#include <pthread.h>
#include <stdlib.h>

struct task {
	struct receipt receipt;
	const char *fault;
	unsigned worker; /* whose output holds what was made of it */
	size_t at, length;
};

struct batch {
	struct septel_arena *arena;
	struct task *tasks;
	struct septel_out *outs; /* one a worker */
	size_t count, next;      /* of the tasks: the next to be done */
};

struct reread_worker {
	struct preparer *preparer;
	struct septel_out bytes; /* of the message in hand */
	struct batch *batch;
	unsigned index;
	bool failed, started;
	pthread_t thread;
};

struct session {
	const struct reread *reread;
	struct archive *archive;
	struct reread_worker *workers;
	unsigned count;
	struct batch batches[2];
	long long seen; /* number of the last receipt that was taken */
};

static const char *prepare_receipt(struct reread_worker *worker, const struct receipt *receipt,
				   struct septel_out *out)
{
	unsigned char hash[RECEIPT_HASH_SIZE];
	septel__out_clear(&worker->bytes);
	if (!septel__unpack_bytes(receipt->packed, &worker->bytes))
		return "its bytes are broken";
	const struct corpus_item item = {.path = receipt->source,
					 .offset = receipt->offset,
					 .line = 1,
					 .text = septel__out_written(&worker->bytes),
					 .options = receipt->options};
	septel__prepare_hash(item.text, hash);
	if (!septel__equal((struct septel_view){(const char *)hash, sizeof hash}, receipt->hash))
		return "its bytes are not those that were received";
	if (!septel__prepare(worker->preparer, &item, hash, out))
		worker->failed = true;
	return NULL;
}

static void *work(void *context)
{
	struct reread_worker *worker = context;
	struct batch *batch = worker->batch;
	struct septel_out *out = &batch->outs[worker->index];
	for (;;) {
		const size_t index = __atomic_fetch_add(&batch->next, 1, __ATOMIC_RELAXED);
		if (index >= batch->count || worker->failed)
			return NULL;
		struct task *task = &batch->tasks[index];
		task->worker = worker->index;
		task->at = out->length;
		task->fault = prepare_receipt(worker, &task->receipt, out);
		task->length = out->length - task->at;
	}
}

static void start(struct session *session, struct batch *batch)
{
	for (unsigned i = 0; i < session->count; i++) {
		struct reread_worker *worker = &session->workers[i];
		worker->batch = batch;
		worker->started =
			batch->count && pthread_create(&worker->thread, NULL, work, worker) == 0;
	}
}

/* Waits for the workers; what none of them did is done here. */
static bool finish(struct session *session, struct batch *batch)
{
	bool failed = false;
	for (unsigned i = 0; i < session->count; i++)
		if (session->workers[i].started)
			pthread_join(session->workers[i].thread, NULL);
	session->workers[0].batch = batch;
	work(&session->workers[0]);
	for (unsigned i = 0; i < session->count; i++)
		failed |= session->workers[i].failed;
	return !failed || septel__archive_fail(session->archive, "out of memory");
}

static bool take_batch(struct session *session, struct batch *batch)
{
	const struct reread *reread = session->reread;
	bool failed = false;
	size_t bytes = 0;
	septel_arena_reset(batch->arena);
	for (unsigned i = 0; i < session->count; i++)
		septel__out_clear(&batch->outs[i]);
	batch->count = batch->next = 0;
	struct store_statement *statement =
		septel__statement(session->archive, reread->id.len ? STATEMENT_RECEIPTS_OF_ID_FROM
								   : STATEMENT_RECEIPTS_FROM);
	if (!statement)
		return false;
	septel__bind_number(statement, 1, session->seen + 1);
	septel__bind_number(statement, 2, reread->last);
	if (reread->id.len)
		septel__bind_view(statement, 3, reread->id);
	while (batch->count < REREAD_MESSAGES_LIMIT && bytes < REREAD_BYTES_LIMIT &&
	       septel__statement_row(session->archive, statement, &failed)) {
		struct task *task = &batch->tasks[batch->count++];
		*task = (struct task){.receipt = septel__receipt_of_row(statement, batch->arena)};
		session->seen = task->receipt.number;
		bytes += task->receipt.size;
	}
	if (!failed)
		septel__statement_end(statement);
	if (septel_arena_failed(batch->arena))
		return septel__archive_fail(session->archive, "out of memory");
	return !failed;
}

static bool visit_batch(const struct session *session, const struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		const struct task *task = &batch->tasks[i];
		struct reread_message message = {.receipt = &task->receipt, .fault = task->fault};
		struct septel_view made =
			septel__slice(septel__out_written(&batch->outs[task->worker]), task->at,
				      task->at + task->length);
		if (!message.fault && !septel__prepared_next(&made, &message.prepared))
			message.fault = "it could not be read";
		if (!session->reread->visit(&message, session->reread->context))
			return false;
	}
	return true;
}

static bool run(struct session *session)
{
	struct batch *now = &session->batches[0], *next = &session->batches[1];
	if (!take_batch(session, now))
		return false;
	start(session, now);
	bool going = finish(session, now);
	while (going && now->count) {
		going = take_batch(session, next);
		if (!going)
			break;
		start(session, next);
		going = visit_batch(session, now);
		going = finish(session, next) && going;
		struct batch *done = now;
		now = next;
		next = done;
	}
	return going;
}

static bool make(struct session *session, struct labels *labels)
{
	bool made = true;
	for (unsigned i = 0; i < session->count; i++) {
		struct reread_worker *worker = &session->workers[i];
		worker->index = i;
		worker->preparer = septel__preparer_new(labels);
		septel__out_init(&worker->bytes, NULL, 0);
		made &= worker->preparer != NULL;
	}
	for (size_t i = 0; i < 2; i++) {
		struct batch *batch = &session->batches[i];
		batch->arena = septel_arena_new(0);
		batch->tasks = calloc(REREAD_MESSAGES_LIMIT, sizeof *batch->tasks);
		batch->outs = calloc(session->count, sizeof *batch->outs);
		for (unsigned j = 0; batch->outs && j < session->count; j++)
			septel__out_init(&batch->outs[j], NULL, 0);
		made &= batch->arena && batch->tasks && batch->outs;
	}
	return made || septel__archive_fail(session->archive, "out of memory");
}

static void release(struct session *session)
{
	for (unsigned i = 0; session->workers && i < session->count; i++) {
		septel__preparer_free(session->workers[i].preparer);
		septel__out_release(&session->workers[i].bytes);
	}
	for (size_t i = 0; i < 2; i++) {
		struct batch *batch = &session->batches[i];
		for (unsigned j = 0; batch->outs && j < session->count; j++)
			septel__out_release(&batch->outs[j]);
		free(batch->outs);
		free(batch->tasks);
		septel_arena_free(batch->arena);
	}
	free(session->workers);
}

bool septel__reread(const struct reread *reread, struct archive *archive, struct labels *labels)
{
	struct session session = {.reread = reread,
				  .archive = archive,
				  .count = septel__pipeline_threads(reread->threads),
				  .seen = (long long)reread->first - 1};
	session.workers = calloc(session.count, sizeof *session.workers);
	if (!session.workers)
		return septel__archive_fail(archive, "out of memory");
	const bool done = make(&session, labels) && run(&session);
	release(&session);
	return done;
}
