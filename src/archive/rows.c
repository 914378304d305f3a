/* rows.c - see rows.h. */
#include "rows.h"

#include "columns.h"
#include "reader_version.h"

bool septel__rows_add_receipt(struct archive *archive, uint32_t number, long long now,
			      const struct prepared *prepared, struct septel_view parts)
{
	struct store_statement *statement = septel__statement(archive, STATEMENT_ADD_RECEIPT);
	if (!statement)
		return false;
	septel__bind_number(statement, 1, number);
	septel__bind_view(statement, 2, prepared->id);
	septel__bind_blob(statement, 3, prepared->hash);
	septel__bind_view(statement, 4, prepared->source);
	septel__bind_number(statement, 5, (long long)prepared->offset);
	septel__bind_number(statement, 6, now);
	septel__bind_number(statement, 7, (long long)prepared->size);
	septel__bind_number(statement, 8, prepared->given_year);
	septel__bind_view_or_null(statement, 9, prepared->given_id);
	septel__bind_number(statement, 10, prepared->total);
	septel__bind_view(statement, 11, prepared->present);
	septel__bind_view_or_null(statement, 12, parts);
	septel__bind_blob(statement, 13, prepared->bytes);
	return septel__statement_run(archive, statement);
}

static void bind_minute(struct store_statement *statement, int index, int32_t minute)
{
	if (minute != COLUMNS_NO_TIME)
		septel__bind_number(statement, index, minute);
}

static bool add_message(struct archive *archive, uint32_t number, bool current,
			const struct prepared *prepared)
{
	struct store_statement *statement = septel__statement(archive, STATEMENT_ADD_MESSAGE);
	if (!statement)
		return false;
	septel__bind_number(statement, 1, number);
	septel__bind_view(statement, 2, prepared->id);
	septel__bind_number(statement, 3, current);
	bind_minute(statement, 4, prepared->minute);
	septel__bind_number(statement, 5, prepared->day_only);
	septel__bind_view(statement, 6, prepared->sender);
	septel__bind_number(statement, 7, prepared->classification);
	septel__bind_view(statement, 8, prepared->captions);
	septel__bind_view(statement, 9, prepared->subject);
	septel__bind_number(statement, 10, prepared->subject_label);
	septel__bind_number(statement, 11, prepared->label);
	septel__bind_number(statement, 12, prepared->profile);
	if (prepared->station.len) {
		septel__bind_view(statement, 13, prepared->station);
		septel__bind_number(statement, 14, prepared->year);
		septel__bind_number(statement, 15, prepared->serial);
	}
	septel__bind_number(statement, 16, prepared->repairs);
	septel__bind_number(statement, 17, prepared->diagnostics);
	septel__bind_number(statement, 18, READER_VERSION);
	return septel__statement_run(archive, statement);
}

static bool add_citations(struct archive *archive, uint32_t number, const struct prepared *prepared)
{
	struct septel_view citations = prepared->citations;
	struct citation citation;
	for (int ordinal = 0; septel__citation_next(&citations, &citation); ordinal++) {
		struct store_statement *statement =
			septel__statement(archive, STATEMENT_ADD_CITATION);
		if (!statement)
			return false;
		septel__bind_number(statement, 1, number);
		septel__bind_number(statement, 2, ordinal);
		septel__bind_view(statement, 3, citation.letter);
		septel__bind_number(statement, 4, citation.kind);
		septel__bind_number(statement, 5, (int)citation.link);
		septel__bind_view_or_null(statement, 6, citation.id);
		septel__bind_view(statement, 7, citation.text);
		septel__bind_view_or_null(statement, 8, citation.sender);
		bind_minute(statement, 9, citation.minute);
		septel__bind_number(statement, 10, citation.label);
		septel__bind_number(statement, 11, citation.in_text);
		if (!septel__statement_run(archive, statement))
			return false;
	}
	return true;
}

bool septel__rows_add_message(struct archive *archive, uint32_t number, bool current,
			      const struct prepared *prepared)
{
	return add_message(archive, number, current, prepared) &&
	       add_citations(archive, number, prepared);
}

bool septel__rows_add_reject(struct archive *archive, long long now,
			     const struct prepared *prepared, struct septel_view reason,
			     struct septel_view bytes)
{
	struct store_statement *statement = septel__statement(archive, STATEMENT_ADD_REJECT);
	if (!statement)
		return false;
	septel__bind_view(statement, 1, prepared->source);
	septel__bind_number(statement, 2, (long long)prepared->offset);
	septel__bind_number(statement, 3, (long long)prepared->line);
	septel__bind_view(statement, 4, reason);
	septel__bind_number(statement, 5, now);
	if (bytes.len)
		septel__bind_blob(statement, 6, bytes);
	return septel__statement_run(archive, statement);
}

bool septel__rows_set_receipt(struct archive *archive, uint32_t number,
			      const struct prepared *prepared)
{
	struct store_statement *statement = septel__statement(archive, STATEMENT_SET_RECEIPT);
	if (!statement)
		return false;
	septel__bind_number(statement, 1, number);
	septel__bind_view(statement, 2, prepared->id);
	septel__bind_number(statement, 3, prepared->total);
	septel__bind_view(statement, 4, prepared->present);
	return septel__statement_run(archive, statement);
}

bool septel__rows_set_current(struct archive *archive, long long number, bool current)
{
	struct store_statement *statement = septel__statement(archive, STATEMENT_SET_CURRENT);
	if (!statement)
		return false;
	septel__bind_number(statement, 1, number);
	septel__bind_number(statement, 2, current);
	return septel__statement_run(archive, statement);
}

bool septel__rows_delete_message(struct archive *archive, uint32_t number)
{
	static const enum statement DELETIONS[] = {STATEMENT_DELETE_MESSAGE,
						   STATEMENT_DELETE_CITATIONS};
	for (size_t i = 0; i < sizeof DELETIONS / sizeof *DELETIONS; i++) {
		struct store_statement *statement = septel__statement(archive, DELETIONS[i]);
		if (!statement)
			return false;
		septel__bind_number(statement, 1, number);
		if (!septel__statement_run(archive, statement))
			return false;
	}
	return true;
}

bool septel__rows_delete_receipt(struct archive *archive, uint32_t number)
{
	struct store_statement *statement = septel__statement(archive, STATEMENT_DELETE_RECEIPT);
	if (!statement)
		return false;
	septel__bind_number(statement, 1, number);
	return septel__statement_run(archive, statement);
}

static bool find_number(struct archive *archive, enum statement which, struct septel_view id,
			long long *number)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, which);
	septel__bind_view(statement, 1, id);
	*number = 0;
	if (septel__statement_row(archive, statement, &failed)) {
		*number = septel__column_number(statement, 0);
		septel__statement_end(statement);
	}
	return !failed;
}

bool septel__rows_current(struct archive *archive, struct septel_view id, long long *number)
{
	return find_number(archive, STATEMENT_CURRENT_OF_ID, id, number);
}

bool septel__rows_last(struct archive *archive, struct septel_view id, long long *number)
{
	return find_number(archive, STATEMENT_LAST_OF_ID, id, number);
}

bool septel__rows_current_section(struct archive *archive, struct septel_view id, long long *number)
{
	bool failed = false;
	if (!septel__rows_current(archive, id, number))
		return false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_RECEIPT);
	septel__bind_number(statement, 1, *number);
	if (!septel__statement_row(archive, statement, &failed) ||
	    septel__column_number(statement, 8) < 2)
		*number = 0;
	septel__statement_end(statement);
	return !failed;
}
