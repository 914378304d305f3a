/* again.c - see again.h. */
#include "again.h"

#include "receipts.h"
#include "reread.h"
#include "writer.h"

#include <stdlib.h>

struct session {
	struct archive *archive;
	struct writer *writer;
	struct septel_arena *arena; /* keys and places of what is added; ids */
	struct receipt_numbers numbers, disjoined;
	struct added_word *added;
	size_t count, capacity;
	struct septel_view *ids; /* that the receipts had or have now */
	size_t id_count;
};

static bool add_word(struct session *session, const struct added_word *word)
{
	if (session->count == session->capacity) {
		const size_t capacity = session->capacity ? session->capacity * 2 : 1024;
		struct added_word *added = realloc(session->added, capacity * sizeof *added);
		if (!added)
			return false;
		session->added = added;
		session->capacity = capacity;
	}
	session->added[session->count++] = *word;
	return true;
}

static bool add_words(struct session *session, uint32_t number, struct septel_view entries)
{
	const struct septel_view kept = septel_arena_copy(session->arena, entries);
	struct varint_cursor cursor = septel__varint_cursor(kept);
	struct document_entry entry;
	while (septel__document_entry_next(&cursor, &entry)) {
		const struct added_word word = {.document = number,
						.label = entry.label,
						.key = entry.key,
						.count = entry.count,
						.places = entry.places};
		if (!add_word(session, &word))
			return false;
	}
	return !septel_arena_failed(session->arena);
}

static bool add_id(struct session *session, struct septel_view id)
{
	for (size_t i = 0; i < session->id_count; i++)
		if (septel__equal(session->ids[i], id))
			return true;
	struct septel_view *ids =
		realloc(session->ids, (session->id_count + 1) * sizeof *session->ids);
	if (!ids)
		return false;
	session->ids = ids;
	session->ids[session->id_count++] = septel_arena_copy(session->arena, id);
	return true;
}

/* Takes a whole away that its parts do not give any more. */
static bool disjoin(struct session *session, const struct receipt *receipt)
{
	if (!septel__receipt_numbers_add(&session->disjoined, receipt->number) ||
	    !add_id(session, receipt->id))
		return septel__archive_fail(session->archive, "out of memory");
	return septel__writer_disjoin(session->writer, receipt->number);
}

static bool remake(const struct reread_message *message, void *context)
{
	struct session *session = context;
	const struct receipt *receipt = message->receipt;
	const struct prepared *prepared = &message->prepared;
	struct septel_view fault = {"", 0};
	if (message->fault)
		fault = septel_view_of(message->fault);
	else if (prepared->kind == PREPARED_REJECT)
		fault = prepared->reason;
	if (fault.len)
		return septel__archive_fail(session->archive, "%.*s: receipt %u: %.*s",
					    VIEW_FORMAT(receipt->id), receipt->number,
					    VIEW_FORMAT(fault));
	if (receipt->parts.len) {
		bool rightly;
		if (!septel__writer_joined_rightly(session->writer, receipt, &rightly))
			return false;
		if (!rightly)
			return disjoin(session, receipt);
	}
	if (!septel__receipt_numbers_add(&session->numbers, receipt->number) ||
	    !add_words(session, receipt->number, prepared->words) ||
	    !add_id(session, receipt->id) || !add_id(session, prepared->id))
		return septel__archive_fail(session->archive, "out of memory");
	return septel__writer_remake(session->writer, receipt->number, prepared);
}

static bool read_again(struct session *session, struct labels *labels, struct septel_view id)
{
	const struct reread reread = {
		.threads = 1, .last = UINT32_MAX, .id = id, .visit = remake, .context = session};
	if (!septel__writer_begin(session->writer) ||
	    !septel__reread(&reread, session->archive, labels))
		return false;
	for (size_t i = 0; i < session->id_count; i++)
		if (!septel__writer_settle(session->writer, session->ids[i]))
			return false;
	if (!septel__replace_words(session->archive, &session->disjoined, NULL, 0, true) ||
	    !septel__replace_words(session->archive, &session->numbers, session->added,
				   session->count, false))
		return false;
	for (size_t i = 0; i < session->id_count; i++)
		if (!septel__writer_join(session->writer, session->ids[i]))
			return false;
	return septel__writer_commit(session->writer);
}

bool septel__read_again(struct archive *archive, struct septel_view id, uint64_t *receipts)
{
	struct labels *labels = septel__labels_read(archive);
	struct session session = {.archive = archive, .arena = septel_arena_new(0)};
	session.writer = labels ? septel__writer_new(archive, labels) : NULL;
	bool done = session.writer && session.arena;
	if (session.writer && !session.arena)
		septel__archive_fail(archive, "out of memory");
	done = done && read_again(&session, labels, id);
	*receipts = done ? session.numbers.count + session.disjoined.count : 0;
	septel__writer_free(session.writer);
	septel__labels_free(labels);
	septel__receipt_numbers_release(&session.numbers);
	septel__receipt_numbers_release(&session.disjoined);
	free(session.added);
	free(session.ids);
	septel_arena_free(session.arena);
	return done;
}
