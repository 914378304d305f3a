/* rebuild.c - see rebuild.h. */
#include "rebuild.h"

#include "reread.h"
#include "writer.h"

#include <stdio.h>
#include <stdlib.h>

struct session {
	struct rebuild *rebuild;
	struct archive *archive;
	struct writer *writer;
	uint64_t all;
	struct septel_arena *arena;    /* of the ids */
	struct septel_view *sectioned; /* ids of receipts that may be sections */
	size_t sectioned_count, sectioned_capacity;
};

static bool remember_section(struct session *session, struct septel_view id)
{
	if (session->sectioned_count == session->sectioned_capacity) {
		const size_t capacity =
			session->sectioned_capacity ? session->sectioned_capacity * 2 : 256;
		struct septel_view *ids = realloc(session->sectioned, capacity * sizeof *ids);
		if (!ids)
			return septel__archive_fail(session->archive, "out of memory");
		session->sectioned = ids;
		session->sectioned_capacity = capacity;
	}
	session->sectioned[session->sectioned_count++] = septel_arena_copy(session->arena, id);
	return !septel_arena_failed(session->arena) ||
	       septel__archive_fail(session->archive, "out of memory");
}

static int compare_ids(const void *a, const void *b)
{
	return septel__compare(*(const struct septel_view *)a, *(const struct septel_view *)b);
}

/* Joins the sections of each id that has several, as today's reader takes them for. */
static bool join_sections(struct session *session)
{
	const struct septel_view *ids = session->sectioned;
	if (session->sectioned_count)
		qsort(session->sectioned, session->sectioned_count, sizeof *session->sectioned,
		      compare_ids);
	for (size_t i = 1; i < session->sectioned_count; i++) {
		const bool second = (i < 2 || !septel__equal(ids[i - 2], ids[i])) &&
				    septel__equal(ids[i - 1], ids[i]);
		if (second && !septel__writer_join(session->writer, ids[i]))
			return false;
	}
	return true;
}

static void tell_fault(struct session *session, const struct receipt *receipt,
		       struct septel_view wrong)
{
	char text[ARCHIVE_ERROR_SIZE];
	snprintf(text, sizeof text, "%.*s: receipt %u: %.*s", VIEW_FORMAT(receipt->id),
		 receipt->number, VIEW_FORMAT(wrong));
	session->rebuild->faults++;
	session->rebuild->fault(septel_view_of(text), session->rebuild->context);
}

static bool restore(const struct reread_message *message, void *context)
{
	struct session *session = context;
	struct rebuild *rebuild = session->rebuild;
	const struct receipt *receipt = message->receipt;
	if (rebuild->interrupted && rebuild->interrupted(rebuild->context))
		return septel__archive_fail(session->archive,
					    "interrupted; the archive is as it was");
	rebuild->messages++;
	if (rebuild->progress)
		rebuild->progress(rebuild->messages, session->all, rebuild->context);
	if (message->fault) {
		tell_fault(session, receipt, septel_view_of(message->fault));
		return true;
	}
	if (message->prepared.kind == PREPARED_REJECT) {
		tell_fault(session, receipt, message->prepared.reason);
		return true;
	}
	if (receipt->parts.len) {
		bool rightly;
		if (!septel__writer_joined_rightly(session->writer, receipt, &rightly))
			return false;
		if (!rightly)
			return septel__writer_disjoin(session->writer, receipt->number);
	} else if (message->prepared.total > 1 &&
		   !remember_section(session, message->prepared.id)) {
		return false;
	}
	return septel__writer_restore(session->writer, receipt->number, &message->prepared);
}

/* What goes; a last empty segment holds the numbers of messages that were forgotten. */
static bool clear(struct archive *archive)
{
	return septel__store_execute(
		       archive, "DELETE FROM message; DELETE FROM citation;"
				"DELETE FROM words; DELETE FROM list; DELETE FROM columns;"
				"DELETE FROM segment WHERE last <= (SELECT coalesce(max(number), 0)"
				" FROM received) OR last < (SELECT max(last) FROM segment);"
				"UPDATE segment SET first = last, messages = 0, words = 0,"
				" first_list = 1, end_list = 1") &&
	       septel__store_reindex(archive);
}

static bool count_receipts(struct session *session)
{
	bool failed = false;
	struct store_statement *statement =
		septel__statement(session->archive, STATEMENT_RECEIPT_COUNT);
	if (!septel__statement_row(session->archive, statement, &failed))
		return false;
	session->all = (uint64_t)septel__column_number(statement, 0);
	septel__statement_end(statement);
	return true;
}

/* Labels that cannot be read are made anew, and all that bears their numbers goes with them:
 * whatever becomes of the rebuild, no word may bear a number that is given to another label. */
static struct labels *read_labels(struct archive *archive)
{
	struct labels *labels = septel__labels_read(archive);
	if (labels)
		return labels;
	const bool cleared = septel__store_write(archive) &&
			     septel__store_execute(archive, "DELETE FROM label") &&
			     clear(archive) && septel__archive_commit(archive);
	if (!cleared)
		septel__store_leave(archive);
	return cleared ? septel__labels_read(archive) : NULL;
}

bool septel__rebuild(struct rebuild *rebuild, struct archive *archive)
{
	struct session session = {
		.rebuild = rebuild, .archive = archive, .arena = septel_arena_new(0)};
	struct labels *labels = read_labels(archive);
	const struct reread reread = {.threads = rebuild->threads,
				      .last = UINT32_MAX,
				      .visit = restore,
				      .context = &session};
	rebuild->messages = rebuild->faults = 0;
	session.writer = labels ? septel__writer_new(archive, labels) : NULL;
	if (session.writer && !session.arena)
		septel__archive_fail(archive, "out of memory");
	const bool done = session.writer && session.arena && septel__writer_begin(session.writer) &&
			  count_receipts(&session) && clear(archive) &&
			  septel__reread(&reread, archive, labels) && join_sections(&session) &&
			  septel__writer_commit(session.writer);
	septel__writer_free(session.writer);
	septel__labels_free(labels);
	free(session.sectioned);
	septel_arena_free(session.arena);
	return done;
}
