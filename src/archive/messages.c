/* messages.c - see messages.h. */
#include "messages.h"

#include "../base/date.h"
#include "columns.h"
#include "prepared.h"

#include <septel/number.h>

static struct septel_view copy_column(struct store_statement *statement, int column,
				      struct septel_arena *arena)
{
	return septel_arena_copy(arena, septel__column_view(statement, column));
}

struct septel_time septel__time_of_minute(int32_t minute, bool day_only)
{
	if (minute == COLUMNS_NO_TIME)
		return (struct septel_time){0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	const int of_day = (minute % 1440 + 1440) % 1440;
	struct septel_time time = septel__from_day_number((minute - of_day) / 1440);
	time.hour = (int8_t)(day_only ? SEPTEL_NUMBER_NONE : of_day / 60);
	time.minute = (int8_t)(day_only ? SEPTEL_NUMBER_NONE : of_day % 60);
	return time;
}

enum lookup septel__message_row(struct archive *archive, uint32_t number, struct message_row *row,
				struct septel_arena *arena)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_MESSAGE);
	septel__bind_number(statement, 1, number);
	if (!septel__statement_row(archive, statement, &failed)) {
		/* The reason where the index named it. */
		if (!failed)
			septel__archive_fail(archive,
					     "%s: the index is broken; `septel rebuild` mends it",
					     archive->path);
		return failed ? LOOKUP_FAILED : LOOKUP_NONE;
	}
	const int32_t minute = septel__column_is_null(statement, 3)
				       ? COLUMNS_NO_TIME
				       : septel__column_number(statement, 3);
	*row = (struct message_row){
		.number = (uint32_t)septel__column_number(statement, 0),
		.id = copy_column(statement, 1, arena),
		.current = septel__column_number(statement, 2) == 1,
		.dtg = septel__time_of_minute(minute, septel__column_number(statement, 4) != 0),
		.sender = copy_column(statement, 5, arena),
		.classification = (enum septel_class)septel__column_number(statement, 6),
		.captions = copy_column(statement, 7, arena),
		.subject = copy_column(statement, 8, arena),
		.subject_label = (uint32_t)septel__column_number(statement, 9),
		.label = (uint32_t)septel__column_number(statement, 10),
		.profile = (enum septel_profile)septel__column_number(statement, 11),
		.station = copy_column(statement, 12, arena),
		.year = septel__column_number(statement, 13),
		.serial = septel__column_number(statement, 14),
		.repairs = (uint32_t)septel__column_number(statement, 15),
		.diagnostics = (uint32_t)septel__column_number(statement, 16)};
	septel__statement_end(statement);
	return LOOKUP_FOUND;
}

enum lookup septel__message_number(struct archive *archive, struct septel_view id, uint32_t *number)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_CURRENT_OF_ID);
	septel__bind_view(statement, 1, id);
	if (!septel__statement_row(archive, statement, &failed))
		return failed ? LOOKUP_FAILED : LOOKUP_NONE;
	*number = (uint32_t)septel__column_number(statement, 0);
	septel__statement_end(statement);
	return LOOKUP_FOUND;
}

struct receipt septel__receipt_of_row(struct store_statement *statement, struct septel_arena *arena)
{
	return (struct receipt){.number = (uint32_t)septel__column_number(statement, 0),
				.id = copy_column(statement, 1, arena),
				.source = copy_column(statement, 2, arena),
				.offset = (uint64_t)septel__column_number(statement, 3),
				.at = septel__column_number(statement, 4),
				.size = (uint64_t)septel__column_number(statement, 5),
				.options = {.year = septel__column_number(statement, 6),
					    .id = copy_column(statement, 7, arena)},
				.total = septel__column_number(statement, 8),
				.present = copy_column(statement, 9, arena),
				.parts = copy_column(statement, 10, arena),
				.packed = copy_column(statement, 11, arena),
				.hash = copy_column(statement, 12, arena)};
}

enum lookup septel__receipt(struct archive *archive, uint32_t number, struct receipt *receipt,
			    struct septel_arena *arena)
{
	bool failed = false;
	struct store_statement *statement = septel__statement(archive, STATEMENT_RECEIPT);
	septel__bind_number(statement, 1, number);
	if (!septel__statement_row(archive, statement, &failed))
		return failed ? LOOKUP_FAILED : LOOKUP_NONE;
	*receipt = septel__receipt_of_row(statement, arena);
	septel__statement_end(statement);
	return LOOKUP_FOUND;
}

bool septel__receipts(struct archive *archive, struct septel_view id, struct receipt **receipts,
		      size_t *count, struct septel_arena *arena)
{
	size_t capacity = 0;
	bool failed = false;
	*receipts = NULL;
	*count = 0;
	struct store_statement *statement = septel__statement(archive, STATEMENT_RECEIPTS_OF_ID);
	septel__bind_view(statement, 1, id);
	while (septel__statement_row(archive, statement, &failed)) {
		if (*count == capacity) {
			capacity = capacity ? capacity * 2 : 8;
			struct receipt *more = septel_arena_alloc(arena, capacity * sizeof *more);
			if (!more) {
				septel__statement_end(statement);
				return septel__archive_fail(archive, "out of memory");
			}
			if (*count)
				memcpy(more, *receipts, *count * sizeof *more);
			*receipts = more;
		}
		(*receipts)[(*count)++] = septel__receipt_of_row(statement, arena);
	}
	return !failed;
}

bool septel__receipt_bytes(struct archive *archive, const struct receipt *receipt,
			   struct septel_view *bytes, struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	if (!septel__unpack_bytes(receipt->packed, &out)) {
		septel__archive_fail(archive, "%.*s: the bytes of receipt %u are broken",
				     VIEW_FORMAT(receipt->id), receipt->number);
		return false;
	}
	*bytes = septel__out_written(&out);
	return true;
}

enum lookup septel__message_read(struct archive *archive, uint32_t number,
				 const struct septel_message **message, struct receipt *receipt,
				 struct septel_arena *arena)
{
	struct septel_view bytes;
	const enum lookup found = septel__receipt(archive, number, receipt, arena);
	if (found != LOOKUP_FOUND)
		return found;
	if (!septel__receipt_bytes(archive, receipt, &bytes, arena))
		return LOOKUP_FAILED;
	if (septel_message_parse(message, bytes, &receipt->options, arena) == SEPTEL_OK)
		return LOOKUP_FOUND;
	septel__archive_fail(archive, "out of memory");
	return LOOKUP_FAILED;
}

struct septel_view septel__message_id(struct septel_view text, struct septel_arena *arena)
{
	char number[SEPTEL_NUMBER_SIZE];
	if (septel_number_canonical(text, number))
		return septel_arena_copy(arena, septel_view_of(number));
	return text;
}
