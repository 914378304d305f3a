/* check_words.c - the index of words against a fresh reading (checking.h). */
#include "checking.h"

#include "../base/hash.h"
#include "lists.h"

#include <stdlib.h>

/* Messages whose words are looked into one by one to name what is wrong. */
#define MISLED_LIMIT 32u

static uint64_t sum_of(struct septel_view key, uint32_t label, uint32_t count,
		       struct septel_view places)
{
	uint64_t sum = septel__hash(septel__hash(HASH_START ^ label, key) + count, places);
	/* FNV alone is too regular to be added up. */
	sum = (sum ^ (sum >> 33)) * 0xff51afd7ed558ccdULL;
	sum = (sum ^ (sum >> 33)) * 0xc4ceb9fe1a85ec53ULL;
	return sum ^ (sum >> 33);
}

void septel__check_add_words(struct checking *checking, uint32_t number, struct septel_view entries)
{
	struct varint_cursor cursor = septel__varint_cursor(entries);
	struct document_entry entry;
	while (septel__document_entry_next(&cursor, &entry))
		checking->sums[number] += sum_of(entry.key, entry.label, entry.count, entry.places);
}

/* The field of a key is its first byte. */
static struct septel_view word_of(struct septel_view key)
{
	return septel__slice(key, 1, key.len);
}

static void take_list(struct checking *checking, const struct segment *segment,
		      const struct word_list *list, struct list_cursor *cursor)
{
	uint32_t document, before = 0, messages = 0;
	bool outside = false;
	septel__list_begin(cursor, checking->archive, list);
	while (septel__list_next(cursor, &document)) {
		const uint32_t count = septel__list_count(cursor);
		const struct septel_view places = septel__list_places(cursor);
		outside |= document < segment->first || document > segment->last ||
			   (messages && document <= before);
		if (document <= checking->last)
			checking->sums[document] -= sum_of(list->key, list->label, count, places);
		before = document;
		messages++;
	}
	if (cursor->failed)
		septel__check_fault(checking, "segment %lld: the list of \"%.*s\" is broken",
				    segment->number, VIEW_FORMAT(word_of(list->key)));
	else if (outside)
		septel__check_fault(checking,
				    "segment %lld: the list of \"%.*s\" names messages that are "
				    "not of the segment, or not in order",
				    segment->number, VIEW_FORMAT(word_of(list->key)));
	else if (messages != list->messages)
		septel__check_fault(
			checking, "segment %lld: the list of \"%.*s\" has %u messages, not %u",
			segment->number, VIEW_FORMAT(word_of(list->key)), messages, list->messages);
}

static bool take_segment(struct checking *checking, const struct segment *segment,
			 struct list_cursor *cursor)
{
	struct archive *archive = checking->archive;
	bool failed = false;
	uint32_t words = 0;
	struct store_statement *statement = septel__statement_new(archive, STATEMENT_ALL_WORDS);
	if (!statement)
		return false;
	septel__bind_number(statement, 1, segment->number);
	while (septel__statement_row(archive, statement, &failed)) {
		const struct word_list list = septel__list_of_row(statement);
		take_list(checking, segment, &list, cursor);
		words++;
	}
	septel__statement_free(statement);
	if (!failed && words != segment->words)
		septel__check_fault(checking, "segment %lld: it has %u lists, not %u",
				    segment->number, words, segment->words);
	return !failed;
}

bool septel__check_take_index(struct checking *checking)
{
	struct list_cursor *cursor = malloc(sizeof *cursor);
	bool done = true;
	if (!cursor)
		return septel__archive_fail(checking->archive, "out of memory");
	septel__list_cursor_init(cursor);
	for (size_t i = 0; done && i < checking->segments.count; i++)
		done = take_segment(checking, &checking->segments.at[i], cursor);
	septel__list_cursor_release(cursor);
	free(cursor);
	return done;
}

/* One word of a message, looked up in the index. */
struct asked {
	struct archive *archive;
	const struct document_entry *entry;
	uint32_t number;
	struct list_cursor *cursor;
	bool found;
};

static bool ask_list(const struct word_list *list, void *context)
{
	struct asked *asked = context;
	uint32_t found;
	if (list->label != asked->entry->label)
		return true;
	septel__list_begin(asked->cursor, asked->archive, list);
	if (septel__list_seek(asked->cursor, asked->number, &found) && found == asked->number)
		asked->found =
			septel__list_count(asked->cursor) == asked->entry->count &&
			septel__equal(septel__list_places(asked->cursor), asked->entry->places);
	return true;
}

/* The first word of the message that the index does not have as it should; false: none. */
static bool find_missing(struct checking *checking, uint32_t number, struct septel_view entries,
			 struct document_entry *entry)
{
	static const struct sight ALL = {.all = true};
	struct varint_cursor cursor = septel__varint_cursor(entries);
	struct asked asked = {.archive = checking->archive,
			      .entry = entry,
			      .number = number,
			      .cursor = malloc(sizeof *asked.cursor)};
	bool missing = false;
	if (!asked.cursor)
		return false;
	septel__list_cursor_init(asked.cursor);
	while (!missing && septel__document_entry_next(&cursor, entry)) {
		asked.found = false;
		for (size_t i = 0; i < checking->segments.count; i++) {
			const struct segment *segment = &checking->segments.at[i];
			if (number >= segment->first && number <= segment->last)
				(void)septel__lists_visit(checking->archive, segment, entry->key,
							  false, &ALL, ask_list, &asked);
		}
		missing = !asked.found;
	}
	septel__list_cursor_release(asked.cursor);
	free(asked.cursor);
	return missing;
}

static bool explain(const struct reread_message *message, void *context)
{
	struct checking *checking = context;
	const struct receipt *receipt = message->receipt;
	struct document_entry entry;
	if (message->fault)
		return true;
	if (find_missing(checking, receipt->number, message->prepared.words, &entry))
		septel__check_fault(checking,
				    "%.*s: receipt %u: its word \"%.*s\" is not in the index as "
				    "the message has it",
				    VIEW_FORMAT(receipt->id), receipt->number,
				    VIEW_FORMAT(word_of(entry.key)));
	else
		septel__check_fault(checking,
				    "%.*s: receipt %u: the index names it for words that it lacks",
				    VIEW_FORMAT(receipt->id), receipt->number);
	return true;
}

bool septel__check_sums(struct checking *checking)
{
	for (uint32_t number = 0; number <= checking->last; number++) {
		if (checking->sums[number] == 0 || checking->others[number])
			continue;
		const struct reread one = {.threads = 1,
					   .first = number,
					   .last = number,
					   .visit = explain,
					   .context = checking};
		const uint64_t before = checking->check->faults;
		if (checking->misled++ < MISLED_LIMIT &&
		    !septel__reread(&one, checking->archive, checking->labels))
			return false;
		if (checking->check->faults == before)
			septel__check_fault(
				checking, "receipt %u: the index does not have its words", number);
	}
	return true;
}
