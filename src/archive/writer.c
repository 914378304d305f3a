/* writer.c - see writer.h. */
#include "writer.h"

#include "../base/limits.h"
#include "batch.h"
#include "columns.h"
#include "joiner.h"
#include "messages.h"
#include "rows.h"
#include "segment.h"

#include <stdlib.h>
#include <time.h>

struct writer {
	struct archive *archive;
	struct labels *labels;
	struct inverted *inverted;
	struct columns_writer *columns;
	struct joiner *joiner;
	struct batch *put;         /* of the transaction that is open */
	struct preparer *preparer; /* for what was made with labels of an earlier generation */
	struct septel_out anew;
	bool open;      /* a transaction is */
	uint32_t last;  /* number of a receipt */
	uint32_t given; /* the highest number of a receipt when the transaction began */
	uint32_t first; /* of the batch */
	uint32_t batch; /* messages in it */
	long long now;  /* seconds since 1970, of the batch */
};

struct writer *septel__writer_new(struct archive *archive, struct labels *labels)
{
	struct writer *writer = calloc(1, sizeof *writer);
	if (!writer) {
		septel__archive_fail(archive, "out of memory");
		return NULL;
	}
	writer->archive = archive;
	writer->labels = labels;
	writer->inverted = septel__inverted_new();
	writer->columns = septel__columns_writer_new(archive);
	writer->joiner = septel__joiner_new(archive, labels);
	writer->put = septel__batch_new();
	writer->preparer = septel__preparer_new(labels);
	septel__out_init(&writer->anew, NULL, 0);
	if (writer->inverted && writer->columns && writer->joiner && writer->put &&
	    writer->preparer)
		return writer;
	septel__archive_fail(archive, "out of memory");
	septel__writer_free(writer);
	return NULL;
}

void septel__writer_free(struct writer *writer)
{
	if (!writer)
		return;
	if (writer->open)
		septel__store_leave(writer->archive);
	septel__out_release(&writer->anew);
	septel__preparer_free(writer->preparer);
	septel__batch_free(writer->put);
	septel__joiner_free(writer->joiner);
	septel__columns_writer_free(writer->columns);
	septel__inverted_free(writer->inverted);
	free(writer);
}

static bool begin_batch(struct writer *writer)
{
	struct archive *archive = writer->archive;
	bool failed = false;
	if (writer->open)
		return true;
	if (!septel__store_write(archive))
		return false;
	writer->open = true;
	struct store_statement *statement = septel__statement(archive, STATEMENT_LAST_NUMBER);
	if (!septel__statement_row(archive, statement, &failed))
		return false;
	writer->last = (uint32_t)septel__column_number(statement, 0);
	septel__statement_end(statement);
	writer->given = writer->last;
	if (writer->last > archive->end - BATCH_MESSAGES_LIMIT)
		return septel__archive_fail(archive, "%s: this part is full", archive->path);
	if (!septel__labels_renew(writer->labels, archive))
		return false;
	writer->first = writer->last + 1;
	writer->batch = 0;
	writer->now = (long long)time(NULL);
	return true;
}

/* Writes the words of the batch, in the transaction that is open. */
static bool flush_batch(struct writer *writer)
{
	struct archive *archive = writer->archive;
	const bool written = (writer->batch == 0 ||
			      septel__segment_write(archive, writer->inverted, writer->first,
						    writer->last, writer->batch)) &&
			     septel__segments_merge(archive) &&
			     septel__columns_flush(writer->columns) &&
			     septel__labels_flush(writer->labels, archive);
	writer->batch = 0;
	septel__inverted_clear(writer->inverted);
	return written;
}

bool septel__writer_commit(struct writer *writer)
{
	struct archive *archive = writer->archive;
	if (!writer->open)
		return true;
	const bool flushed = flush_batch(writer);
	if (!flushed || !septel__archive_commit(archive))
		return false;
	septel__batch_clear(writer->put);
	writer->open = false;
	return true;
}

bool septel__writer_pending(const struct writer *writer)
{
	return writer->open;
}

/* What is made of a message, but for its words. */
static bool add_rows(struct writer *writer, uint32_t number, bool current,
		     const struct prepared *prepared)
{
	const struct column_row row = {.minute = prepared->minute,
				       .label = (uint16_t)prepared->label,
				       .classification = (uint8_t)prepared->classification,
				       .alive = current};
	return septel__rows_add_message(writer->archive, number, current, prepared) &&
	       septel__columns_set(writer->columns, number, &row);
}

/* All that is made of a message. */
static bool add_made(struct writer *writer, uint32_t number, bool current,
		     const struct prepared *prepared)
{
	if (!septel__inverted_add(writer->inverted, number, prepared->words))
		return septel__archive_fail(writer->archive, "out of memory");
	writer->batch++;
	return add_rows(writer, number, current, prepared);
}

static bool set_current(struct writer *writer, long long number, bool current)
{
	return septel__rows_set_current(writer->archive, number, current) &&
	       septel__columns_set_alive(writer->columns, (uint32_t)number, current);
}

static bool supersede(struct writer *writer, long long number)
{
	return set_current(writer, number, false);
}

static enum writer_outcome reject(struct writer *writer, const struct prepared *prepared,
				  struct septel_view reason, struct septel_view bytes)
{
	return septel__rows_add_reject(writer->archive, writer->now, prepared, reason, bytes)
		       ? WRITER_REJECTED
		       : WRITER_FAILED;
}

static bool note_put(struct writer *writer, uint32_t number, const struct prepared *prepared)
{
	return (septel__batch_note(writer->put, prepared->hash, number) &&
		septel__batch_note(writer->put, prepared->id, number)) ||
	       septel__archive_fail(writer->archive, "out of memory");
}

/* A new receipt and what is made of it; it becomes current. */
static bool add_version(struct writer *writer, const struct prepared *prepared,
			struct septel_view parts, long long before)
{
	writer->last++;
	return septel__rows_add_receipt(writer->archive, writer->last, writer->now, prepared,
					parts) &&
	       (before == 0 || supersede(writer, before)) &&
	       add_made(writer, writer->last, true, prepared) &&
	       note_put(writer, writer->last, prepared);
}

/* A section that came: with the others that are here it is one message. */
static bool join_sections(struct writer *writer, const struct prepared *prepared, bool *joined)
{
	struct prepared whole;
	struct septel_view parts;
	*joined = false;
	if (prepared->total < 2)
		return true;
	switch (septel__join_sections(writer->joiner, prepared->id, &whole, &parts)) {
	case JOINER_NOTHING:
		return true;
	case JOINER_FAILED:
		return false;
	case JOINER_JOINED:
		*joined = true;
		return add_version(writer, &whole, parts, writer->last);
	}
	return false;
}

/* What is known of a message before it is put in. */
struct known {
	bool same;        /* its bytes are there */
	uint32_t current; /* the version before; 0: none */
	bool forgotten;
};

static bool ask_known(struct writer *writer, const struct prepared *prepared, struct known *known)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(writer->archive, STATEMENT_KNOWN);
	septel__bind_blob(statement, 1, prepared->hash);
	septel__bind_view(statement, 2, prepared->id);
	if (!septel__statement_row(writer->archive, statement, &failed))
		return false;
	*known = (struct known){.same = !septel__column_is_null(statement, 0) ||
					septel__batch_find(writer->put, prepared->hash),
				.current = (uint32_t)septel__column_number(statement, 1),
				.forgotten = !septel__column_is_null(statement, 2)};
	septel__statement_end(statement);
	const uint32_t put = septel__batch_find(writer->put, prepared->id);
	if (put)
		known->current = put;
	return true;
}

/* Of which an archive that is a part takes none (parts.h). */
static bool is_of_other_years(const struct writer *writer, const struct prepared *prepared)
{
	int year = prepared->year;
	if (prepared->station.len == 0)
		year = prepared->minute == COLUMNS_NO_TIME
			       ? 0
			       : septel__time_of_minute(prepared->minute, false).year;
	return year < writer->archive->first_year || year > writer->archive->last_year;
}

static enum writer_outcome put_message(struct writer *writer, const struct prepared *prepared)
{
	const struct septel_view nothing = {"", 0};
	struct known known;
	bool joined;
	if (prepared->kind == PREPARED_FAULT)
		return reject(writer, prepared, prepared->reason, nothing);
	if (!ask_known(writer, prepared, &known))
		return WRITER_FAILED;
	if (known.same)
		return WRITER_UNCHANGED;
	if (prepared->kind == PREPARED_REJECT)
		return reject(writer, prepared, prepared->reason, prepared->bytes);
	if (is_of_other_years(writer, prepared))
		return WRITER_ELSEWHERE;
	if (known.forgotten)
		return reject(writer, prepared, VIEW_LITERAL("message was forgotten"), nothing);
	if (!add_version(writer, prepared, nothing, known.current) ||
	    !join_sections(writer, prepared, &joined))
		return WRITER_FAILED;
	return known.current && !joined ? WRITER_REPLACED : WRITER_IMPORTED;
}

/* Its labels have other numbers by now. */
static bool make_anew(struct writer *writer, const struct prepared *prepared, struct prepared *anew)
{
	septel__out_clear(&writer->anew);
	if (!septel__prepare_anew(writer->preparer, prepared, &writer->anew)) {
		septel__archive_fail(writer->archive, "out of memory");
		return false;
	}
	struct septel_view bytes = septel__out_written(&writer->anew);
	return septel__prepared_next(&bytes, anew);
}

static bool batch_full(const struct writer *writer)
{
	return writer->batch >= BATCH_MESSAGES_LIMIT ||
	       septel__inverted_memory(writer->inverted) >= BATCH_WORDS_LIMIT;
}

enum writer_outcome septel__writer_put(struct writer *writer, const struct prepared *prepared)
{
	struct prepared anew;
	if (!begin_batch(writer))
		return WRITER_FAILED;
	if (prepared->kind == PREPARED_MESSAGE &&
	    prepared->generation != septel__labels_generation(writer->labels)) {
		if (!make_anew(writer, prepared, &anew))
			return WRITER_FAILED;
		prepared = &anew;
	}
	const enum writer_outcome outcome = put_message(writer, prepared);
	if (outcome != WRITER_FAILED && batch_full(writer) && !septel__writer_commit(writer))
		return WRITER_FAILED;
	return outcome;
}

bool septel__writer_begin(struct writer *writer)
{
	return begin_batch(writer);
}

bool septel__writer_restore(struct writer *writer, uint32_t number, const struct prepared *prepared)
{
	/* Nothing was there before: all is of this transaction. */
	const uint32_t before = septel__batch_find(writer->put, prepared->id);
	if (writer->batch == 0)
		writer->first = number;
	writer->last = number;
	return (before == 0 || supersede(writer, before)) &&
	       septel__rows_set_receipt(writer->archive, number, prepared) &&
	       add_made(writer, number, true, prepared) && note_put(writer, number, prepared) &&
	       (!batch_full(writer) || flush_batch(writer));
}

bool septel__writer_remake(struct writer *writer, uint32_t number, const struct prepared *prepared)
{
	return septel__rows_delete_message(writer->archive, number) &&
	       septel__rows_set_receipt(writer->archive, number, prepared) &&
	       add_rows(writer, number, false, prepared);
}

bool septel__writer_remove(struct writer *writer, uint32_t number)
{
	const struct column_row nothing = {.alive = false};
	return septel__rows_delete_message(writer->archive, number) &&
	       septel__columns_set(writer->columns, number, &nothing);
}

bool septel__writer_settle(struct writer *writer, struct septel_view id)
{
	long long before, last;
	if (!septel__rows_current(writer->archive, id, &before) ||
	    !septel__rows_last(writer->archive, id, &last) ||
	    (before && !supersede(writer, before)))
		return false;
	return last == 0 || set_current(writer, last, true);
}

bool septel__writer_joined_rightly(struct writer *writer, const struct receipt *receipt,
				   bool *rightly)
{
	return septel__joined_rightly(writer->joiner, receipt, rightly);
}

bool septel__writer_disjoin(struct writer *writer, uint32_t number)
{
	return septel__rows_delete_receipt(writer->archive, number) &&
	       septel__writer_remove(writer, number);
}

bool septel__writer_join(struct writer *writer, struct septel_view id)
{
	struct prepared whole;
	struct septel_view parts;
	long long before;
	if (!septel__rows_current_section(writer->archive, id, &before))
		return false;
	if (before == 0)
		return true;
	switch (septel__join_sections(writer->joiner, id, &whole, &parts)) {
	case JOINER_NOTHING:
		return true;
	case JOINER_FAILED:
		return false;
	case JOINER_JOINED:
		break;
	}
	if (writer->last < writer->given) {
		/* Others have the numbers between. */
		if (!flush_batch(writer))
			return false;
		writer->last = writer->given;
		writer->first = writer->last + 1;
	}
	return add_version(writer, &whole, parts, before);
}
