/* store.c - see store.h.  All goes on to the backend; what is NULL ends here. */
#include "backend.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

bool septel__archive_on_server(const char *path)
{
	return strncmp(path, "postgresql://", 13) == 0 || strncmp(path, "postgres://", 11) == 0;
}

bool septel__archive_needs_server_program(const char *path)
{
	return septel__archive_on_server(path) && !septel__server_backend;
}

static const struct store_backend *backend_of(const char *path)
{
	return septel__archive_on_server(path) && septel__server_backend ? septel__server_backend
									 : &septel__sqlite;
}

bool septel__archive_open(struct archive **out, const char *path, enum archive_mode mode)
{
	const struct store_backend *backend = backend_of(path);
	struct archive *archive = calloc(1, backend->archive_size);
	*out = archive;
	if (!archive)
		return false;
	archive->backend = backend;
	archive->writable = mode != ARCHIVE_READ;
	archive->last_year = INT_MAX;
	archive->end = UINT32_MAX;
	archive->location = strdup(path);
	archive->path = strdup(path);
	return archive->location && archive->path && backend->open(archive, mode);
}

void septel__archive_close(struct archive *archive)
{
	if (!archive)
		return;
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		septel__statement_free(archive->statements[i]);
	archive->backend->close(archive);
	free(archive->path);
	free(archive->location);
	free(archive);
}

bool septel__archive_owns(const struct archive *archive, const char *path)
{
	return archive->backend->owns(archive, path);
}

const char *septel__archive_error(const struct archive *archive)
{
	return archive ? archive->error : "out of memory";
}

bool septel__archive_fail(struct archive *archive, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(archive->error, sizeof archive->error, format, arguments);
	va_end(arguments);
	return false;
}

struct store_statement *septel__statement(struct archive *archive, enum statement which)
{
	struct store_statement **statement = &archive->statements[which];
	if (*statement)
		archive->backend->clear(*statement);
	else
		*statement = septel__statement_new(archive, which);
	return *statement;
}

struct store_statement *septel__statement_new(struct archive *archive, enum statement which)
{
	struct store_statement *statement = archive->backend->prepare(archive, which);
	if (statement)
		statement->backend = archive->backend;
	return statement;
}

void septel__statement_free(struct store_statement *statement)
{
	if (statement)
		statement->backend->release(statement);
}

bool septel__statement_run(struct archive *archive, struct store_statement *statement)
{
	bool failed = false;
	if (!statement)
		return false;
	archive->backend->step(archive, statement, &failed);
	archive->backend->end(statement);
	return !failed;
}

bool septel__statement_row(struct archive *archive, struct store_statement *statement, bool *failed)
{
	if (!statement)
		*failed = true;
	return statement && archive->backend->step(archive, statement, failed);
}

void septel__statement_end(struct store_statement *statement)
{
	if (statement)
		statement->backend->end(statement);
}

void septel__statements_end(struct archive *archive)
{
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		septel__statement_end(archive->statements[i]);
}

void septel__bind_number(struct store_statement *statement, int index, long long number)
{
	if (statement)
		statement->backend->bind_number(statement, index, number);
}

void septel__bind_view(struct store_statement *statement, int index, struct septel_view view)
{
	if (statement)
		statement->backend->bind_text(statement, index, view);
}

void septel__bind_view_or_null(struct store_statement *statement, int index,
			       struct septel_view view)
{
	if (view.len)
		septel__bind_view(statement, index, view);
}

void septel__bind_blob(struct store_statement *statement, int index, struct septel_view bytes)
{
	if (statement)
		statement->backend->bind_bytes(statement, index, bytes);
}

bool septel__column_is_null(struct store_statement *statement, int column)
{
	return !statement || statement->backend->is_null(statement, column);
}

long long septel__column_number(struct store_statement *statement, int column)
{
	return statement ? statement->backend->number(statement, column) : 0;
}

struct septel_view septel__column_view(struct store_statement *statement, int column)
{
	return statement ? statement->backend->view(statement, column)
			 : (struct septel_view){"", 0};
}

bool septel__store_read(struct archive *archive)
{
	return archive->backend->in_transaction(archive) || archive->backend->read(archive);
}

bool septel__store_may_write(struct archive *archive)
{
	return !archive->backend->may_write || archive->backend->may_write(archive);
}

bool septel__store_write(struct archive *archive)
{
	return septel__store_may_write(archive) && archive->backend->write(archive);
}

bool septel__archive_commit(struct archive *archive)
{
	septel__statements_end(archive);
	return archive->backend->commit(archive);
}

void septel__store_leave(struct archive *archive)
{
	septel__statements_end(archive);
	if (archive->backend->in_transaction(archive))
		archive->backend->roll_back(archive);
}

bool septel__store_execute(struct archive *archive, const char *sql)
{
	return archive->backend->execute(archive, sql);
}

bool septel__store_reindex(struct archive *archive)
{
	return archive->backend->reindex(archive);
}
