/* import.c - see import.h.
 *
 * What the workers make ready goes, in order, through a relay to the writer, so that they go
 * on while he writes a batch to the disk.
 */
#include "import.h"

#include "../corpus/pipeline.h"
#include "relay.h"
#include "writer.h"

#include <pthread.h>
#include <stdlib.h>

struct import_worker {
	struct preparer *preparer;
	struct archive *reader; /* to ask what is there already; NULL: nothing is */
	struct session *session;
	bool failed;
};

struct session {
	struct import *import;
	struct archive *archive;
	struct labels *labels;
	struct writer *writer;
	struct import_worker *workers;
	void **entries;
	unsigned count;
	struct relay *relay;     /* NULL: there is one thread */
	struct septel_out fault; /* on its way to the writer */
	bool stopped;            /* nothing more goes to the writer */
	bool interrupted;
	uint64_t known; /* met by the workers already */
	/* The writer's side. */
	struct import_counts committed;
	bool failed;
	pthread_mutex_t lock;
	struct import_counts told; /* under the lock: counts as others see them */
};

static bool is_known(struct import_worker *worker, const unsigned char *hash)
{
	bool failed = false;
	if (!worker->reader)
		return false;
	struct store_statement *statement =
		septel__statement(worker->reader, STATEMENT_RECEIPT_BY_HASH);
	septel__bind_blob(statement, 1,
			  (struct septel_view){(const char *)hash, RECEIPT_HASH_SIZE});
	const bool known = septel__statement_row(worker->reader, statement, &failed);
	if (known)
		septel__statement_end(statement);
	return known;
}

static bool prepare_item(const struct corpus_item *item, void *context, struct septel_out *out)
{
	struct import_worker *worker = context;
	unsigned char hash[RECEIPT_HASH_SIZE];
	septel__prepare_hash(item->text, hash);
	if (is_known(worker, hash)) {
		__atomic_add_fetch(&worker->session->known, 1, __ATOMIC_RELAXED);
		return true;
	}
	worker->failed = !septel__prepare(worker->preparer, item, hash, out);
	return !worker->failed;
}

static void count_outcome(struct session *session, enum writer_outcome outcome,
			  const struct prepared *prepared)
{
	struct import *import = session->import;
	switch (outcome) {
	case WRITER_FAILED:
		session->failed = true;
		return;
	case WRITER_UNCHANGED:
		import->counts.unchanged++;
		return;
	case WRITER_REJECTED:
		import->counts.rejected++;
		if (import->rejected)
			import->rejected(prepared->source, prepared->line, prepared->reason,
					 import->context);
		return;
	case WRITER_ELSEWHERE:
		import->counts.elsewhere++;
		return;
	case WRITER_REPLACED:
		import->counts.replaced++;
		break;
	case WRITER_IMPORTED:
		import->counts.imported++;
		break;
	}
	import->counts.repaired += prepared->repairs != 0;
	import->counts.diagnosed += prepared->diagnostics != 0;
	if (!import->stored)
		return;
	const struct import_stored stored = {.source = prepared->source,
					     .id = prepared->id,
					     .line = prepared->line,
					     .repairs = prepared->repairs,
					     .diagnostics = prepared->diagnostics,
					     .repair_kinds = prepared->repair_kinds,
					     .diagnostic_kinds = prepared->diagnostic_kinds};
	import->stored(&stored, import->context);
}

static bool store(struct septel_view bytes, void *context)
{
	struct session *session = context;
	struct prepared prepared;
	while (!session->failed && septel__prepared_next(&bytes, &prepared)) {
		count_outcome(session, septel__writer_put(session->writer, &prepared), &prepared);
		if (!session->failed && !septel__writer_pending(session->writer))
			session->committed = session->import->counts;
	}
	pthread_mutex_lock(&session->lock);
	session->told = session->import->counts;
	pthread_mutex_unlock(&session->lock);
	return !session->failed;
}

static bool hand_on(struct septel_view bytes, void *context)
{
	struct session *session = context;
	const struct import *import = session->import;
	if (!session->stopped)
		session->stopped = !(session->relay ? septel__relay_put(session->relay, bytes)
						    : store(bytes, session));
	session->interrupted |= import->interrupted && import->interrupted(import->context);
	return !session->stopped && !session->interrupted;
}

static void hand_on_fault(const struct corpus_fault *fault, void *context)
{
	struct session *session = context;
	septel__out_clear(&session->fault);
	septel__prepare_fault(fault, &session->fault);
	session->stopped |= session->fault.failed;
	/* If no more is taken, the next output will be told. */
	(void)hand_on(septel__out_written(&session->fault), session);
}

static void tell_progress(const struct corpus_totals *totals, void *context)
{
	struct session *session = context;
	if (!session->import->progress)
		return;
	pthread_mutex_lock(&session->lock);
	struct import_counts counts = session->told;
	pthread_mutex_unlock(&session->lock);
	counts.unchanged += __atomic_load_n(&session->known, __ATOMIC_RELAXED);
	session->import->progress(totals, &counts, session->import->context);
}

static bool skip_own(const char *path, void *context)
{
	const struct session *session = context;
	return septel__archive_owns(session->archive, path);
}

static bool is_empty(struct archive *archive)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_LAST_NUMBER);
	const bool read = septel__statement_row(archive, statement, &failed);
	const bool empty = read && septel__column_number(statement, 0) == 0;
	if (read)
		septel__statement_end(statement);
	return empty;
}

static bool make_workers(struct session *session)
{
	const bool ask = !is_empty(session->archive);
	for (unsigned i = 0; i < session->count; i++) {
		struct import_worker *worker = &session->workers[i];
		session->entries[i] = worker;
		worker->session = session;
		worker->preparer = septel__preparer_new(session->labels);
		if (!worker->preparer)
			return septel__archive_fail(session->archive, "out of memory");
		if (ask && !septel__archive_open(&worker->reader, session->archive->location,
						 ARCHIVE_READ))
			return septel__archive_fail(session->archive, "%s",
						    septel__archive_error(worker->reader));
	}
	return true;
}

static bool run(struct session *session, const char *const *paths, size_t count)
{
	const struct corpus_rules rules = {.skip = skip_own,
					   .context = session,
					   .empty_folders = session->import->empty_folders};
	const struct corpus_pipeline pipeline = {.rules = rules,
						 .threads = session->import->threads,
						 .work = prepare_item,
						 .workers = session->entries,
						 .emit = hand_on,
						 .fault = hand_on_fault,
						 .progress = tell_progress,
						 .context = session};
	struct corpus_totals totals;
	/* Where no thread is to be had, this one does it. */
	session->relay = session->count > 1 ? septel__relay_new(store, session) : NULL;
	const enum corpus_end end = septel__pipeline_run(&pipeline, paths, count, &totals);
	if (session->relay)
		septel__relay_end(session->relay);
	bool done = !session->failed;
	if (done && (session->stopped || (end != CORPUS_DONE && !session->interrupted)))
		done = septel__archive_fail(session->archive, "out of memory");
	done = done && septel__writer_commit(session->writer);
	if (!done)
		session->import->counts = session->committed;
	session->import->counts.unchanged += session->known;
	return done;
}

bool septel__import(struct import *import, struct archive *archive, const char *const *paths,
		    size_t count)
{
	struct session session = {.import = import,
				  .archive = archive,
				  .count = septel__pipeline_threads(import->threads)};
	import->counts = (struct import_counts){0};
	if (!septel__store_may_write(archive))
		return false;
	pthread_mutex_init(&session.lock, NULL);
	septel__out_init(&session.fault, NULL, 0);
	session.labels = septel__labels_read(archive);
	session.writer = session.labels ? septel__writer_new(archive, session.labels) : NULL;
	session.workers = calloc(session.count, sizeof *session.workers);
	session.entries = calloc(session.count, sizeof *session.entries);
	bool done = session.writer && session.workers && session.entries;
	if (session.writer && !done)
		septel__archive_fail(archive, "out of memory");
	done = done && make_workers(&session) && run(&session, paths, count);
	for (unsigned i = 0; session.workers && i < session.count; i++) {
		septel__preparer_free(session.workers[i].preparer);
		septel__archive_close(session.workers[i].reader);
	}
	septel__writer_free(session.writer);
	septel__labels_free(session.labels);
	septel__out_release(&session.fault);
	pthread_mutex_destroy(&session.lock);
	free(session.workers);
	free(session.entries);
	return done && !session.failed;
}
