/* segment_merge.c - several segments into one (segment.h).
 *
 * The words of all are read in order, side by side; a word that several have is written
 * once, with their messages in a row: segments stand in the order of their messages.
 */
#include "segment_writer.h"

#include "lists.h"

#include <stdlib.h>

/* Segments merged at a time. */
#define MERGE_WIDTH 8u

struct source {
	struct store_statement *statement;
	struct word_list list;
	bool ended;
};

struct merge {
	struct archive *archive;
	struct source sources[MERGE_WIDTH];
	size_t count;
	struct list_cursor *cursor;
	struct segment_writer writer;
	const struct segment_change *change;
	size_t added; /* words of the change that are written */
};

static bool step(struct merge *merge, struct source *source)
{
	bool failed = false;
	source->ended = !septel__statement_row(merge->archive, source->statement, &failed);
	if (!source->ended)
		source->list = septel__list_of_row(source->statement);
	return !failed;
}

static int compare(const struct word_list *a, const struct word_list *b)
{
	const int order = septel__compare(a->key, b->key);
	return order ? order : (a->label > b->label) - (a->label < b->label);
}

/* The least word of all sources and of what is added; false: all have ended.  Its key is
 * borrowed. */
static bool find_least(const struct merge *merge, struct word_list *least)
{
	bool found = merge->added < merge->change->count;
	if (found) {
		const struct added_word *added = &merge->change->added[merge->added];
		*least = (struct word_list){.key = added->key, .label = added->label};
	}
	for (size_t i = 0; i < merge->count; i++) {
		const struct source *source = &merge->sources[i];
		if (source->ended || (found && compare(&source->list, least) >= 0))
			continue;
		*least = source->list;
		found = true;
	}
	return found;
}

/* Writes what is added to the word in hand of messages before `document`. */
static bool put_added(struct merge *merge, const struct word_list *word, uint32_t document)
{
	for (; merge->added < merge->change->count; merge->added++) {
		const struct added_word *added = &merge->change->added[merge->added];
		const struct word_list list = {.key = added->key, .label = added->label};
		if (compare(&list, word) != 0 || added->document >= document)
			break;
		if (!septel__segment_writer_message(&merge->writer, added->document, added->count,
						    added->places))
			return false;
	}
	return true;
}

static bool copy_messages(struct merge *merge, const struct word_list *word,
			  const struct word_list *list)
{
	const struct segment_change *change = merge->change;
	uint32_t document;
	septel__list_begin(merge->cursor, merge->archive, list);
	while (septel__list_next(merge->cursor, &document)) {
		const uint32_t count = septel__list_count(merge->cursor);
		const struct septel_view places = septel__list_places(merge->cursor);
		if (change->dead && change->dead(document, change->context))
			continue;
		if (!put_added(merge, word, document) ||
		    !septel__segment_writer_message(&merge->writer, document, count, places))
			return false;
	}
	return !merge->cursor->failed;
}

static bool merge_words(struct merge *merge)
{
	struct word_list word;
	while (find_least(merge, &word)) {
		char key[UINT8_MAX];
		/* The row it stands in goes before the word is done. */
		memcpy(key, word.key.ptr, word.key.len);
		word.key.ptr = key;
		septel__segment_writer_word(&merge->writer, word.key, word.label);
		for (size_t i = 0; i < merge->count; i++) {
			struct source *source = &merge->sources[i];
			if (source->ended || compare(&source->list, &word) != 0)
				continue;
			if (!copy_messages(merge, &word, &source->list) || !step(merge, source))
				return false;
		}
		if (!put_added(merge, &word, UINT32_MAX) ||
		    !septel__segment_writer_end_word(&merge->writer))
			return false;
	}
	return true;
}

static bool open_sources(struct merge *merge, const struct segment *segments)
{
	for (size_t i = 0; i < merge->count; i++) {
		struct source *source = &merge->sources[i];
		source->statement = septel__statement_new(merge->archive, STATEMENT_ALL_WORDS);
		if (!source->statement)
			return false;
		septel__bind_number(source->statement, 1, segments[i].number);
		if (!step(merge, source))
			return false;
	}
	return true;
}

static bool remove_segment(struct archive *archive, const struct segment *segment)
{
	struct store_statement *statement =
		septel__statement(archive, STATEMENT_DELETE_SEGMENT_WORDS);
	septel__bind_number(statement, 1, segment->number);
	if (!septel__statement_run(archive, statement))
		return false;
	statement = septel__statement(archive, STATEMENT_DELETE_LISTS);
	septel__bind_number(statement, 1, segment->first_list);
	septel__bind_number(statement, 2, segment->end_list);
	if (!septel__statement_run(archive, statement))
		return false;
	statement = septel__statement(archive, STATEMENT_DELETE_SEGMENT);
	septel__bind_number(statement, 1, segment->number);
	return septel__statement_run(archive, statement);
}

bool septel__segments_rewrite(struct archive *archive, const struct segment *segments, size_t count,
			      const struct segment_change *change)
{
	static const struct segment_change NONE = {.dead = NULL};
	struct merge merge = {.archive = archive,
			      .count = count,
			      .cursor = malloc(sizeof *merge.cursor),
			      .change = change ? change : &NONE};
	struct segment range = segments[0];
	if (!merge.cursor || count > MERGE_WIDTH) {
		free(merge.cursor);
		return septel__archive_fail(archive, "out of memory");
	}
	range.last = segments[count - 1].last;
	for (size_t i = 1; i < count; i++)
		range.messages += segments[i].messages;
	septel__list_cursor_init(merge.cursor);
	bool done = septel__segment_writer_begin(&merge.writer, archive, &range) &&
		    open_sources(&merge, segments) && merge_words(&merge) &&
		    septel__segment_writer_finish(&merge.writer);
	for (size_t i = 0; i < count; i++)
		septel__statement_free(merge.sources[i].statement);
	for (size_t i = 0; done && i < count; i++)
		done = remove_segment(archive, &segments[i]);
	septel__segment_writer_release(&merge.writer);
	septel__list_cursor_release(merge.cursor);
	free(merge.cursor);
	return done;
}

bool septel__segments_merge(struct archive *archive)
{
	struct segments segments;
	if (!septel__segments_read(archive, &segments))
		return false;
	while (segments.count > SEGMENTS_LIMIT) {
		/* The neighbours with the fewest words: big segments are seldom written again. */
		size_t best = 0;
		uint64_t fewest = UINT64_MAX;
		for (size_t from = 0; from + MERGE_WIDTH <= segments.count; from++) {
			uint64_t words = 0;
			for (size_t i = from; i < from + MERGE_WIDTH; i++)
				words += segments.at[i].words;
			if (words < fewest) {
				fewest = words;
				best = from;
			}
		}
		if (!septel__segments_rewrite(archive, segments.at + best, MERGE_WIDTH, NULL) ||
		    !septel__segments_read(archive, &segments))
			return false;
	}
	return true;
}
