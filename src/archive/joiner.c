/* joiner.c - see joiner.h. */
#include "joiner.h"

#include "../base/limits.h"

#include <septel/sections.h>
#include <stdlib.h>

struct part {
	long long number;
	struct septel_view bytes; /* in zstd */
};

struct joiner {
	struct archive *archive;
	struct preparer *preparer;
	struct septel_arena *arena;
	struct septel_out parts, prepared;
	/* Of the message in hand. */
	bool taken[SEPTEL_SECTIONS_LIMIT + 1];
	struct part part[JOINED_PARTS_LIMIT];
	size_t count;
	long long total;
};

struct joiner *septel__joiner_new(struct archive *archive, struct labels *labels)
{
	struct joiner *joiner = calloc(1, sizeof *joiner);
	if (!joiner)
		return NULL;
	joiner->archive = archive;
	joiner->preparer = septel__preparer_new(labels);
	joiner->arena = septel_arena_new(0);
	septel__out_init(&joiner->parts, NULL, 0);
	septel__out_init(&joiner->prepared, NULL, 0);
	if (joiner->preparer && joiner->arena)
		return joiner;
	septel__joiner_free(joiner);
	return NULL;
}

void septel__joiner_free(struct joiner *joiner)
{
	if (!joiner)
		return;
	septel__out_release(&joiner->parts);
	septel__out_release(&joiner->prepared);
	septel_arena_free(joiner->arena);
	septel__preparer_free(joiner->preparer);
	free(joiner);
}

/* Marks the sections of "1,2" as taken; false, nothing marked, where one was or
 * none is named. */
static bool take_sections(struct joiner *joiner, struct septel_view present)
{
	bool taken[SEPTEL_SECTIONS_LIMIT + 1];
	memcpy(taken, joiner->taken, sizeof taken);
	size_t at = 0;
	while (at < present.len) {
		size_t section = 0;
		for (; at < present.len && septel__is_digit(present.ptr[at]); at++)
			section = section * 10 + (size_t)(present.ptr[at] - '0');
		at++;
		if (section == 0 || section > SEPTEL_SECTIONS_LIMIT || taken[section])
			return false;
		taken[section] = true;
	}
	if (present.len)
		memcpy(joiner->taken, taken, sizeof taken);
	return present.len != 0;
}

static bool take_part(struct joiner *joiner, struct store_statement *statement)
{
	const struct septel_view parts = septel__column_view(statement, 10);
	const long long total = septel__column_number(statement, 8);
	if (parts.len || total < 2 || joiner->count == JOINED_PARTS_LIMIT)
		return true;
	if (joiner->count && total != joiner->total)
		return true;
	if (!take_sections(joiner, septel__column_view(statement, 9)))
		return true;
	joiner->total = total;
	joiner->part[joiner->count++] =
		(struct part){septel__column_number(statement, 0),
			      septel_arena_copy(joiner->arena, septel__column_view(statement, 11))};
	return !septel_arena_failed(joiner->arena) ||
	       septel__archive_fail(joiner->archive, "out of memory");
}

static bool read_parts(struct joiner *joiner, struct septel_view id)
{
	bool failed = false;
	memset(joiner->taken, 0, sizeof joiner->taken);
	joiner->count = 0;
	struct store_statement *statement =
		septel__statement(joiner->archive, STATEMENT_RECEIPTS_OF_ID);
	septel__bind_view(statement, 1, id);
	while (!failed && septel__statement_row(joiner->archive, statement, &failed))
		failed = !take_part(joiner, statement);
	septel__statement_end(statement);
	return !failed;
}

/* Most messages that state sections are whole, and nothing is unpacked for them. */
static bool unpack_part(struct joiner *joiner, const struct part *part, struct septel_view *text)
{
	struct septel_out out;
	septel__out_init(&out, joiner->arena, 0);
	if (!septel__unpack_bytes(part->bytes, &out))
		return false;
	*text = septel__out_written(&out);
	return true;
}

/* The parts as one text; those whose bytes are broken are left out, *sound says that none is. */
static enum joiner_result join_parts(struct joiner *joiner, struct septel_view *text, bool *sound)
{
	struct septel_view pieces[JOINED_PARTS_LIMIT];
	struct septel_joined_list joined;
	size_t count = 0;
	*sound = true;
	septel__out_clear(&joiner->parts);
	for (size_t i = 0; i < joiner->count; i++) {
		if (!unpack_part(joiner, &joiner->part[i], &pieces[count])) {
			*sound = false;
			continue;
		}
		if (count++)
			septel__out_byte(&joiner->parts, ',');
		septel__out_number(&joiner->parts, joiner->part[i].number);
	}
	if (count < 2)
		return JOINER_NOTHING;
	if (septel_join(&joined, pieces, count, joiner->arena) != SEPTEL_OK)
		return septel__archive_fail(joiner->archive, "out of memory"), JOINER_FAILED;
	if (joined.count != 1)
		return JOINER_NOTHING;
	*text = joined.at[0].text;
	return JOINER_JOINED;
}

/* The receipts of "12,15", as far as they are sections of message `id`; false in *all where one
 * is not. */
static bool read_named(struct joiner *joiner, struct septel_view parts, struct septel_view id,
		       bool *all)
{
	size_t named = 0;
	memset(joiner->taken, 0, sizeof joiner->taken);
	joiner->count = 0;
	for (size_t at = 0; at < parts.len; at++) {
		long long number = 0;
		bool failed = false;
		for (; at < parts.len && septel__is_digit(parts.ptr[at]); at++)
			number = number * 10 + (parts.ptr[at] - '0');
		named++;
		struct store_statement *statement =
			septel__statement(joiner->archive, STATEMENT_RECEIPT);
		septel__bind_number(statement, 1, number);
		if (septel__statement_row(joiner->archive, statement, &failed) &&
		    septel__equal(septel__column_view(statement, 1), id))
			failed = !take_part(joiner, statement);
		septel__statement_end(statement);
		if (failed)
			return false;
	}
	*all = joiner->count == named;
	return true;
}

bool septel__joined_rightly(struct joiner *joiner, const struct receipt *receipt, bool *rightly)
{
	unsigned char hash[RECEIPT_HASH_SIZE];
	struct septel_view text = {"", 0};
	bool all, sound;
	*rightly = false;
	septel_arena_reset(joiner->arena);
	if (!read_named(joiner, receipt->parts, receipt->options.id, &all))
		return false;
	if (!all)
		return true;
	const enum joiner_result result = join_parts(joiner, &text, &sound);
	if (result == JOINER_FAILED)
		return false;
	septel__prepare_hash(text, hash);
	*rightly = !sound || (result == JOINER_JOINED &&
			      septel__equal((struct septel_view){(const char *)hash, sizeof hash},
					    receipt->hash));
	return true;
}

static bool is_known(struct joiner *joiner, struct septel_view hash, bool *failed)
{
	struct store_statement *statement =
		septel__statement(joiner->archive, STATEMENT_RECEIPT_BY_HASH);
	septel__bind_blob(statement, 1, hash);
	const bool known = septel__statement_row(joiner->archive, statement, failed);
	if (known)
		septel__statement_end(statement);
	return known;
}

enum joiner_result septel__join_sections(struct joiner *joiner, struct septel_view id,
					 struct prepared *whole, struct septel_view *parts)
{
	unsigned char hash[RECEIPT_HASH_SIZE];
	struct septel_view text;
	bool failed = false, sound;
	septel_arena_reset(joiner->arena);
	if (!read_parts(joiner, id))
		return JOINER_FAILED;
	if (joiner->count < 2)
		return JOINER_NOTHING;
	const enum joiner_result result = join_parts(joiner, &text, &sound);
	if (result != JOINER_JOINED)
		return result;
	septel__out_clear(&joiner->prepared);
	const struct corpus_item item = {.path = VIEW_LITERAL("joined from sections"),
					 .line = 1,
					 .text = text,
					 .options = {.id = id}};
	septel__prepare_hash(item.text, hash);
	if (!septel__prepare(joiner->preparer, &item, hash, &joiner->prepared))
		return septel__archive_fail(joiner->archive, "out of memory"), JOINER_FAILED;
	struct septel_view bytes = septel__out_written(&joiner->prepared);
	*parts = septel__out_written(&joiner->parts);
	if (!septel__prepared_next(&bytes, whole) || whole->kind != PREPARED_MESSAGE ||
	    !septel__equal(whole->id, id) || is_known(joiner, whole->hash, &failed))
		return failed ? JOINER_FAILED : JOINER_NOTHING;
	return JOINER_JOINED;
}
