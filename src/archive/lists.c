/* lists.c - see lists.h. */
#include "lists.h"

#include "document.h"

struct word_list septel__list_of_row(struct store_statement *statement)
{
	return (struct word_list){.label = (uint32_t)septel__column_number(statement, 0),
				  .messages = (uint32_t)septel__column_number(statement, 1),
				  .first_list = septel__column_number(statement, 2),
				  .lists = (uint32_t)septel__column_number(statement, 3),
				  .packed = septel__column_view(statement, 4),
				  .key = septel__column_view(statement, 5)};
}

bool septel__lists_visit(struct archive *archive, const struct segment *segment,
			 struct septel_view key, bool prefix, const struct sight *sight,
			 bool (*visit)(const struct word_list *list, void *context), void *context)
{
	char end[INDEX_KEY_LIMIT + 1];
	bool failed = false, going = true;
	struct store_statement *statement =
		septel__statement(archive, prefix ? STATEMENT_WORD_RANGE : STATEMENT_WORD);
	if (!statement || key.len > INDEX_KEY_LIMIT)
		return false;
	septel__bind_number(statement, 1, segment->number);
	septel__bind_blob(statement, 2, key);
	if (prefix) {
		/* No key has a byte of 0xff: behind it come the keys that begin otherwise. */
		memcpy(end, key.ptr, key.len);
		end[key.len] = '\xff';
		septel__bind_blob(statement, 3, (struct septel_view){end, key.len + 1});
	}
	while (going && septel__statement_row(archive, statement, &failed)) {
		const struct word_list list = septel__list_of_row(statement);
		if (septel__in_sight(sight, list.label))
			going = visit(&list, context);
	}
	septel__statement_end(statement);
	return going && !failed;
}

void septel__list_cursor_init(struct list_cursor *cursor)
{
	septel__out_init(&cursor->places, NULL, 0);
}

void septel__list_cursor_release(struct list_cursor *cursor)
{
	septel__out_release(&cursor->places);
}

void septel__list_begin(struct list_cursor *cursor, struct archive *archive,
			const struct word_list *list)
{
	cursor->archive = archive;
	cursor->list = *list;
	cursor->chunk = 0;
	cursor->index = 0;
	cursor->counted = cursor->placed = cursor->failed = false;
	cursor->reader.count = 0;
}

static bool broken(struct list_cursor *cursor)
{
	septel__archive_fail(cursor->archive, "%s: the index is broken; `septel rebuild` mends it",
			     cursor->archive->path);
	cursor->failed = true;
	return false;
}

/* A part of the chunk in hand; the statement holds it until it is used again. */
static bool read_part(struct list_cursor *cursor, enum statement which, struct septel_view *part)
{
	if (cursor->list.lists == 0) {
		const struct chunk chunk = septel__chunk_unpack(cursor->list.packed);
		*part = which == STATEMENT_LIST_DOCUMENTS ? chunk.documents
			: which == STATEMENT_LIST_COUNTS  ? chunk.counts
							  : chunk.places;
		return true;
	}
	struct store_statement *statement = septel__statement(cursor->archive, which);
	septel__bind_number(statement, 1, cursor->list.first_list + cursor->chunk - 1);
	if (!septel__statement_row(cursor->archive, statement, &cursor->failed))
		return broken(cursor);
	*part = septel__column_view(statement, 0);
	return true;
}

static bool read_documents(struct list_cursor *cursor, struct septel_view documents)
{
	return (septel__chunk_read_documents(&cursor->reader, documents) && cursor->reader.count) ||
	       broken(cursor);
}

static bool next_chunk(struct list_cursor *cursor)
{
	struct septel_view documents;
	if (cursor->failed || cursor->chunk == (cursor->list.lists ? cursor->list.lists : 1))
		return false;
	cursor->chunk++;
	cursor->index = 0;
	cursor->counted = cursor->placed = false;
	return read_part(cursor, STATEMENT_LIST_DOCUMENTS, &documents) &&
	       read_documents(cursor, documents);
}

bool septel__list_all(struct list_cursor *cursor,
		      void (*visit)(const uint32_t *documents, uint32_t count, void *context),
		      void *context)
{
	const struct word_list *list = &cursor->list;
	const struct chunk_reader *reader = &cursor->reader;
	if (list->lists == 0) {
		if (!next_chunk(cursor))
			return false;
		visit(reader->documents, reader->count, context);
		return true;
	}
	struct store_statement *statement =
		septel__statement(cursor->archive, STATEMENT_LIST_ALL_DOCUMENTS);
	septel__bind_number(statement, 1, list->first_list);
	septel__bind_number(statement, 2, list->first_list + list->lists - 1);
	while (septel__statement_row(cursor->archive, statement, &cursor->failed)) {
		cursor->chunk++;
		if (!read_documents(cursor, septel__column_view(statement, 0)))
			break;
		visit(reader->documents, reader->count, context);
	}
	septel__statement_end(statement);
	return !cursor->failed && (cursor->chunk == list->lists || broken(cursor));
}

bool septel__list_next(struct list_cursor *cursor, uint32_t *document)
{
	cursor->index++;
	if (cursor->chunk == 0 || cursor->index >= cursor->reader.count) {
		if (!next_chunk(cursor))
			return false;
	}
	*document = cursor->reader.documents[cursor->index];
	return true;
}

bool septel__list_seek(struct list_cursor *cursor, uint32_t document, uint32_t *found)
{
	if (cursor->chunk == 0 && !next_chunk(cursor))
		return false;
	while (cursor->reader.count == 0 ||
	       cursor->reader.documents[cursor->reader.count - 1] < document)
		if (!next_chunk(cursor))
			return false;
	while (cursor->reader.documents[cursor->index] < document)
		cursor->index++;
	*found = cursor->reader.documents[cursor->index];
	return true;
}

uint32_t septel__list_count(struct list_cursor *cursor)
{
	struct septel_view counts;
	if (!cursor->counted) {
		if (!read_part(cursor, STATEMENT_LIST_COUNTS, &counts) ||
		    !(septel__chunk_read_counts(&cursor->reader, counts) || broken(cursor)))
			return 0;
		cursor->counted = true;
	}
	return cursor->reader.counts[cursor->index];
}

/* Reads the places of the chunk in hand, if it has not; false where there are none. */
static bool read_places(struct list_cursor *cursor)
{
	struct septel_view part;
	if (septel__list_count(cursor) == 0)
		return false;
	if (!cursor->placed) {
		if (!read_part(cursor, STATEMENT_LIST_PLACES, &part))
			return false;
		septel__out_clear(&cursor->places);
		septel__out_view(&cursor->places, part);
		if (cursor->places.failed)
			return false;
		septel__chunk_read_places(&cursor->reader, septel__out_written(&cursor->places));
		cursor->placed = true;
	}
	return cursor->places.length != 0;
}

struct septel_view septel__list_places(struct list_cursor *cursor)
{
	if (!read_places(cursor))
		return (struct septel_view){"", 0};
	return septel__chunk_places(&cursor->reader, cursor->index);
}
