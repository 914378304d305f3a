/* phrase.c - see phrase.h.
 *
 * Within one segment and label every word has one list.  The lists are gone through
 * together, from message to message that has all words; there their places are gone
 * through in the same way, from one that fits to the next.
 */
#include "phrase.h"

#include "../base/limits.h"

#include <stdlib.h>

/* The lists of one key in one segment, one a label. */
struct key_lists {
	struct word_list *at;
	size_t count;
};

struct phrase {
	struct evaluation *evaluation;
	const struct septel_view *keys;
	size_t count;
	uint32_t first, last;
	struct list_cursor *cursors; /* one a word */
	struct place_cursor places[WORDS_OF_PHRASE_LIMIT];
	bool (*visit)(uint32_t document, uint32_t times, void *context);
	void *context;
};

struct gathering {
	struct septel_arena *arena;
	struct key_lists *lists;
	size_t room;
};

static bool gather(const struct word_list *list, void *context)
{
	struct gathering *gathering = context;
	struct key_lists *lists = gathering->lists;
	if (lists->count == gathering->room)
		return true; /* not more labels than there are: never */
	lists->at[lists->count] = *list;
	lists->at[lists->count].packed = septel_arena_copy(gathering->arena, list->packed);
	lists->count++;
	return true;
}

/* Takes the first place from *place on in hand where all words stand in a row. */
static bool next_place(struct phrase *phrase, uint32_t *place)
{
	for (size_t word = 0; word < phrase->count;) {
		struct place_cursor *places = &phrase->places[word];
		const uint64_t wanted = (uint64_t)*place + word;
		if (!septel__places_seek(places, wanted))
			return false;
		if (places->place == wanted) {
			word++;
		} else {
			*place = places->place - (uint32_t)word;
			word = 0;
		}
	}
	return true;
}

static uint32_t count_times(struct phrase *phrase)
{
	uint32_t times = 0;
	for (size_t word = 0; word < phrase->count; word++)
		phrase->places[word] =
			septel__places_begin(septel__list_places(&phrase->cursors[word]));
	for (uint32_t place = phrase->first; next_place(phrase, &place) && place <= phrase->last;
	     place++) {
		times++;
		/* Without an order by relevance one place is as good as many. */
		if (!phrase->evaluation->scores)
			break;
	}
	return times;
}

/* All cursors to the first message from `document` on that all have. */
static bool align(struct phrase *phrase, uint32_t *document)
{
	for (size_t word = 0; word < phrase->count;) {
		uint32_t found;
		if (!septel__list_seek(&phrase->cursors[word], *document, &found))
			return false;
		if (found != *document && word != 0) {
			*document = found;
			word = 0;
			continue;
		}
		*document = found;
		word++;
	}
	return true;
}

static bool any_failed(const struct phrase *phrase)
{
	for (size_t word = 0; word < phrase->count; word++)
		if (phrase->cursors[word].failed || phrase->cursors[word].places.failed)
			return true;
	return false;
}

static bool go_through(struct phrase *phrase)
{
	for (uint32_t document = 0; align(phrase, &document); document++) {
		const uint32_t times = count_times(phrase);
		if (times && !phrase->visit(document, times, phrase->context))
			return false;
	}
	return !any_failed(phrase);
}

static const struct word_list *list_of_label(const struct key_lists *lists, uint32_t label)
{
	for (size_t i = 0; i < lists->count; i++)
		if (lists->at[i].label == label)
			return &lists->at[i];
	return NULL;
}

static bool visit_segment(struct phrase *phrase, const struct segment *segment)
{
	struct key_lists lists[WORDS_OF_PHRASE_LIMIT] = {{NULL, 0}};
	struct evaluation *evaluation = phrase->evaluation;
	for (size_t word = 0; word < phrase->count; word++) {
		struct gathering gathering = {evaluation->arena, &lists[word], LABELS_LIMIT + 1};
		lists[word].at = septel_arena_alloc(evaluation->arena,
						    gathering.room * sizeof *lists[word].at);
		if (!lists[word].at)
			return septel__archive_fail(evaluation->archive, "out of memory");
		if (!septel__lists_visit(evaluation->archive, segment, phrase->keys[word], false,
					 evaluation->sight, gather, &gathering))
			return false;
	}
	for (size_t i = 0; i < lists[0].count; i++) {
		bool all = true;
		for (size_t word = 0; all && word < phrase->count; word++) {
			const struct word_list *list =
				list_of_label(&lists[word], lists[0].at[i].label);
			all = list != NULL;
			if (list)
				septel__list_begin(&phrase->cursors[word], evaluation->archive,
						   list);
		}
		if (all && !go_through(phrase))
			return false;
	}
	return true;
}

bool septel__phrase_visit(struct evaluation *evaluation, const struct septel_view *keys,
			  size_t count, uint32_t first, uint32_t last,
			  bool (*visit)(uint32_t document, uint32_t times, void *context),
			  void *context)
{
	struct phrase phrase = {.evaluation = evaluation,
				.keys = keys,
				.count = count,
				.first = first,
				.last = last,
				.visit = visit,
				.context = context};
	bool done = count <= WORDS_OF_PHRASE_LIMIT;
	phrase.cursors = calloc(count, sizeof *phrase.cursors);
	if (!phrase.cursors)
		done = septel__archive_fail(evaluation->archive, "out of memory");
	for (size_t word = 0; phrase.cursors && word < count; word++)
		septel__list_cursor_init(&phrase.cursors[word]);
	for (size_t i = 0; done && i < evaluation->segments->count; i++)
		done = visit_segment(&phrase, &evaluation->segments->at[i]);
	for (size_t word = 0; phrase.cursors && word < count; word++)
		septel__list_cursor_release(&phrase.cursors[word]);
	free(phrase.cursors);
	return done;
}
