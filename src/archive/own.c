/* own.c - see own.h. */
#include "own.h"

#include "store.h"

bool septel__own_name(struct archive *archive, struct septel_view name)
{
	bool good = name.len > 0 && name.len <= OWN_NAME_LIMIT;
	for (size_t i = 0; good && i < name.len; i++)
		good = septel__is_alnum(name.ptr[i]) || strchr(".-_", name.ptr[i]);
	return good ||
	       septel__archive_fail(archive, "\"%.*s\": a name is up to %d letters, digits and .-_",
				    (int)(name.len < OWN_NAME_LIMIT ? name.len : OWN_NAME_LIMIT),
				    name.ptr, OWN_NAME_LIMIT);
}

/* Runs a statement with up to two texts. */
static bool run(struct archive *archive, enum statement which, struct septel_view first,
		struct septel_view second)
{
	struct store_statement *statement = septel__statement(archive, which);
	if (!statement)
		return false;
	septel__bind_view(statement, 1, first);
	if (second.len)
		septel__bind_view(statement, 2, second);
	return septel__statement_run(archive, statement);
}

bool septel__collect(struct archive *archive, struct septel_view name, struct septel_view id)
{
	return septel__own_name(archive, name) && run(archive, STATEMENT_COLLECT, name, id);
}

bool septel__uncollect(struct archive *archive, struct septel_view name, struct septel_view id)
{
	return run(archive, STATEMENT_UNCOLLECT, name, id);
}

bool septel__collected_each(struct archive *archive, struct septel_view name,
			    bool (*visit)(struct septel_view name, struct septel_view id,
					  void *context),
			    void *context)
{
	bool failed = false, going = true;
	struct store_statement *statement = septel__statement(archive, STATEMENT_COLLECTIONS);
	if (!statement)
		return false;
	septel__bind_view_or_null(statement, 1, name);
	while (going && septel__statement_row(archive, statement, &failed))
		going = visit(septel__column_view(statement, 0), septel__column_view(statement, 1),
			      context);
	septel__statement_end(statement);
	return going && !failed;
}

bool septel__note_add(struct archive *archive, const struct note *note, long long *number)
{
	struct store_statement *statement = septel__statement(archive, STATEMENT_ADD_NOTE);
	if (!statement)
		return false;
	if (note->text.len > OWN_NOTE_LIMIT)
		return septel__archive_fail(archive, "a note has at most %zu bytes",
					    OWN_NOTE_LIMIT);
	septel__bind_view(statement, 1, note->id);
	septel__bind_number(statement, 2, note->at);
	septel__bind_view(statement, 3, note->writer);
	septel__bind_view(statement, 4, note->text);
	bool failed = false;
	if (!septel__statement_row(archive, statement, &failed))
		return false;
	*number = septel__column_number(statement, 0);
	septel__statement_end(statement);
	return true;
}

/* Whether the statement took a row away, which it gives. */
static bool removed(struct archive *archive, struct store_statement *statement, bool *failed)
{
	const bool found = septel__statement_row(archive, statement, failed);
	septel__statement_end(statement);
	return found;
}

bool septel__note_remove(struct archive *archive, long long number)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_REMOVE_NOTE);
	if (!statement)
		return false;
	septel__bind_number(statement, 1, number);
	return removed(archive, statement, &failed) ||
	       (!failed && septel__archive_fail(archive, "there is no note %lld", number));
}

bool septel__notes_each(struct archive *archive, struct septel_view id,
			bool (*visit)(const struct note *note, void *context), void *context)
{
	bool failed = false, going = true;
	struct store_statement *statement = septel__statement(archive, STATEMENT_NOTES);
	if (!statement)
		return false;
	septel__bind_view_or_null(statement, 1, id);
	while (going && septel__statement_row(archive, statement, &failed)) {
		const struct note note = {.number = septel__column_number(statement, 0),
					  .id = septel__column_view(statement, 1),
					  .at = septel__column_number(statement, 2),
					  .writer = septel__column_view(statement, 3),
					  .text = septel__column_view(statement, 4)};
		going = visit(&note, context);
	}
	septel__statement_end(statement);
	return going && !failed;
}

bool septel__search_save(struct archive *archive, struct septel_view name, struct septel_view query)
{
	return septel__own_name(archive, name) && run(archive, STATEMENT_SAVE_SEARCH, name, query);
}

bool septel__search_remove(struct archive *archive, struct septel_view name)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_REMOVE_SEARCH);
	septel__bind_view(statement, 1, name);
	return removed(archive, statement, &failed) ||
	       (!failed &&
		septel__archive_fail(archive, "there is no saved search %.*s", VIEW_FORMAT(name)));
}

bool septel__search_seen(struct archive *archive, struct septel_view name, uint32_t seen)
{
	struct store_statement *statement = septel__statement(archive, STATEMENT_SEARCH_SEEN);
	if (!statement)
		return false;
	septel__bind_view(statement, 1, name);
	septel__bind_number(statement, 2, seen);
	return septel__statement_run(archive, statement);
}

bool septel__searches_each(struct archive *archive,
			   bool (*visit)(const struct saved_search *search, void *context),
			   void *context)
{
	bool failed = false, going = true;
	struct store_statement *statement = septel__statement(archive, STATEMENT_SEARCHES);
	while (going && septel__statement_row(archive, statement, &failed)) {
		const struct saved_search search = {
			.name = septel__column_view(statement, 0),
			.query = septel__column_view(statement, 1),
			.seen = (uint32_t)septel__column_number(statement, 2)};
		going = visit(&search, context);
	}
	septel__statement_end(statement);
	return going && !failed;
}
