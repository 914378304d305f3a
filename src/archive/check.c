/* check.c - see check.h. */
#include "checking.h"

#include "../base/limits.h"
#include "reader_version.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void septel__check_fault(struct checking *checking, const char *format, ...)
{
	char text[2 * ARCHIVE_ERROR_SIZE];
	va_list arguments;
	if (checking->check->faults++ >= CHECK_FAULTS_LIMIT)
		return;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	checking->check->fault(septel_view_of(text), checking->check->context);
}

/* The reader that made receipt `number`; today's where nothing is made of it. */
static bool find_reader(struct checking *checking, uint32_t number, int *version)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(checking->archive, STATEMENT_READER);
	*version = READER_VERSION;
	septel__bind_number(statement, 1, number);
	if (septel__statement_row(checking->archive, statement, &failed))
		*version = (int)septel__column_number(statement, 0);
	septel__statement_end(statement);
	return !failed;
}

static bool visit(const struct reread_message *message, void *context)
{
	struct checking *checking = context;
	struct check *check = checking->check;
	const struct receipt *receipt = message->receipt;
	check->messages++;
	if (check->progress)
		check->progress(check->messages, checking->all, check->context);
	int version;
	if (!find_reader(checking, receipt->number, &version))
		return false;
	const bool other = version != READER_VERSION;
	checking->others[receipt->number] = other;
	check->older += version < READER_VERSION;
	check->later += version > READER_VERSION;
	if (message->fault) {
		septel__check_fault(checking, "%.*s: receipt %u: %s", VIEW_FORMAT(receipt->id),
				    receipt->number, message->fault);
		return true;
	}
	if (other)
		return true;
	if (message->prepared.kind == PREPARED_REJECT) {
		septel__check_fault(checking, "%.*s: receipt %u: it would be rejected: %.*s",
				    VIEW_FORMAT(receipt->id), receipt->number,
				    VIEW_FORMAT(message->prepared.reason));
		return true;
	}
	septel__check_add_words(checking, receipt->number, message->prepared.words);
	return septel__check_rows(checking, receipt, &message->prepared);
}

static bool check_file(struct checking *checking)
{
	struct archive *archive = checking->archive;
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_INTEGRITY);
	while (septel__statement_row(archive, statement, &failed)) {
		const struct septel_view told = septel__column_view(statement, 0);
		if (!septel__equal(told, VIEW_LITERAL("ok")))
			septel__check_fault(checking, "file: %.*s", VIEW_FORMAT(told));
	}
	return !failed;
}

static bool check_segments(struct checking *checking)
{
	if (!septel__segments_read(checking->archive, &checking->segments))
		return false;
	for (size_t i = 0; i < checking->segments.count; i++) {
		const struct segment *segment = &checking->segments.at[i];
		if (segment->first > segment->last ||
		    (i && segment->first <= checking->segments.at[i - 1].last))
			septel__check_fault(checking,
					    "segment %lld: messages %u to %u overlap others",
					    segment->number, segment->first, segment->last);
	}
	return true;
}

static bool prepare(struct checking *checking)
{
	struct archive *archive = checking->archive;
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_RECEIPT_COUNT);
	if (!septel__statement_row(archive, statement, &failed))
		return false;
	checking->all = (uint64_t)septel__column_number(statement, 0);
	checking->last = (uint32_t)septel__column_number(statement, 1);
	septel__statement_end(statement);
	septel__columns_begin(&checking->columns, archive);
	checking->sums = calloc((size_t)checking->last + 1, sizeof *checking->sums);
	checking->others = calloc((size_t)checking->last + 1, sizeof *checking->others);
	if (!checking->sums || !checking->others)
		return septel__archive_fail(archive, "out of memory");
	checking->labels = septel__labels_read(archive);
	return checking->labels != NULL;
}

static bool check_all(struct checking *checking)
{
	const struct reread reread = {.threads = checking->check->threads,
				      .first = 0,
				      .last = UINT32_MAX,
				      .visit = visit,
				      .context = checking};
	return check_file(checking) && prepare(checking) && check_segments(checking) &&
	       septel__check_tables(checking) &&
	       septel__reread(&reread, checking->archive, checking->labels) &&
	       septel__check_take_index(checking) && septel__check_sums(checking);
}

bool septel__check(struct check *check, struct archive *archive)
{
	struct checking checking = {.check = check, .archive = archive};
	check->messages = check->faults = check->older = check->later = 0;
	/* One transaction: the archive does not move meanwhile. */
	bool done = septel__store_read(archive);
	done = done && check_all(&checking);
	septel__store_leave(archive);
	septel__labels_free(checking.labels);
	free(checking.sums);
	free(checking.others);
	return done;
}
