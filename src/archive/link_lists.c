/* link_lists.c - see link_lists.h. */
#include "link_lists.h"

#include "../base/date.h"
#include "links.h"

#include <septel/number.h>
#include <septel/tables.h>
#include <stdio.h>

static void name(struct link_list *list, size_t reference, struct septel_view id)
{
	if (list->count < LIST_LIMIT)
		list->at[list->count++] = (struct named){reference, id};
}

/* All references with a letter: numbers under one letter are several. */
static bool name_letter(struct list_reader *reader, struct septel_view letter)
{
	const struct septel_references *references = &reader->message->references;
	bool found = false;
	for (size_t i = 0; i < references->count; i++) {
		if (!septel__equal_fold(references->at[i].letter, letter))
			continue;
		name(&reader->list, i, references->at[i].id);
		found = true;
	}
	return found;
}

static bool is_letter(struct septel_view word)
{
	return word.len == 1 && septel__is_alpha(word.ptr[0]);
}

static bool is_through(struct septel_view word)
{
	static const char *const WORDS[] = {"THROUGH", "THRU", "TO", NULL};
	return septel__word_is_one_of(word, WORDS);
}

/* "A", "A AND B", "A, B, AND C", "A THROUGH D", "(A) AND (C)" from word `at`; where it
 * ends. */
static size_t read_letters(struct list_reader *reader, size_t at)
{
	const struct sentence *sentence = &reader->sentence;
	size_t end = at;
	char before = '\0';
	while (is_letter(septel__sentence_word(sentence, at))) {
		const char letter = septel__upper(septel__sentence_word(sentence, at).ptr[0]);
		for (char c = before ? (char)(before + 1) : letter; c <= letter; c++)
			name_letter(reader, (struct septel_view){&c, 1});
		before = '\0';
		end = ++at;
		if (is_through(septel__sentence_word(sentence, at))) {
			before = letter;
			at++;
		} else if (septel__is_word(septel__sentence_word(sentence, at), "AND") ||
			   septel__is_word(septel__sentence_word(sentence, at), "OR")) {
			at++;
			/* "REFS A AND REF B" */
			if (septel__is_word(septel__sentence_word(sentence, at), "REF"))
				at++;
		}
	}
	return end;
}

/* The one reference, or all of them ("REFTELS"), that are meant without a letter. */
static void name_all(struct list_reader *reader, bool several)
{
	const struct septel_references *references = &reader->message->references;
	if (references->count != 1 && !several)
		return;
	for (size_t i = 0; i < references->count; i++)
		if (references->at[i].kind == SEPTEL_REFERENCE_MESSAGE)
			name(&reader->list, i, references->at[i].id);
}

/* A message by its number: the reference that has it, or the number alone. */
static void name_id(struct list_reader *reader, struct septel_view id)
{
	const struct septel_references *references = &reader->message->references;
	for (size_t i = 0; i < references->count; i++) {
		if (septel__equal(references->at[i].id, id)) {
			name(&reader->list, i, references->at[i].id);
			return;
		}
	}
	name(&reader->list, LINK_NO_REFERENCE, septel_arena_copy(reader->arena, id));
}

static bool is_series(struct septel_view word)
{
	static const char *const SERIES[] = {"NAVADMIN", "NAVADMINS", "ALNAV",    "ALNAVS",
					     "MARADMIN", "MARADMINS", "ALCOAST",  "NAVOP",
					     "NAVOPS",   "ALPERSCOM", "ALSAFETY", NULL};
	return septel__word_is_one_of(word, SERIES);
}

/* "013/06, 155/06 AND 194/06" behind the name of a series. */
static size_t read_series(struct list_reader *reader, size_t at)
{
	const struct sentence *sentence = &reader->sentence;
	struct septel_view series = septel__sentence_word(sentence, at);
	if (septel__upper(series.ptr[series.len - 1]) == 'S')
		series.len--;
	size_t end = at++;
	for (;;) {
		char text[SEPTEL_NUMBER_SIZE], id[SEPTEL_NUMBER_SIZE];
		struct septel_view number = septel__sentence_word(sentence, at);
		if (number.len == 0 || number.len > 12 || !septel__is_digit(number.ptr[0]))
			break;
		snprintf(text, sizeof text, "%.*s %.*s", VIEW_FORMAT(series), VIEW_FORMAT(number));
		if (!septel_number_canonical(septel_view_of(text), id))
			break;
		name_id(reader, septel_view_of(id));
		end = ++at;
		if (septel__is_word(septel__sentence_word(sentence, at), "AND"))
			at++;
		if (is_series(septel__sentence_word(sentence, at)))
			at++;
	}
	return end;
}

/* "BAGHDAD 1234", "08 BAGHDAD 1234": a year that is not printed is the message's own, or
 * that of the reference with this number. */
static size_t read_station(struct list_reader *reader, size_t at)
{
	const struct sentence *sentence = &reader->sentence;
	const struct septel_view first = septel__sentence_word(sentence, at);
	struct septel_view station, text = first;
	char id[SEPTEL_NUMBER_SIZE];
	size_t length, digits = at;
	int year = reader->message->dtg.year;
	if (first.len == 2 && septel__number(first) >= 0) {
		year = septel__full_year(septel__number(first));
		text = septel__sentence_word(sentence, at + 1);
	}
	if (text.len == 0)
		return at;
	const struct septel_view end = sentence->words[sentence->count - 1].text;
	text.len = (size_t)(end.ptr + end.len - text.ptr);
	if (!septel_station_match(text, &station, &length))
		return at;
	while (digits < sentence->count && sentence->words[digits].text.ptr < text.ptr + length)
		digits++;
	const int serial = septel__number(septel__sentence_word(sentence, digits));
	if (serial < 1 || !year || !septel_number_compose(year, station, serial, id))
		return at;
	name_id(reader, septel_view_of(id));
	return digits + 1;
}

bool septel__list_read(struct list_reader *reader, size_t at)
{
	static const char *const REFERENCE[] = {"REF",        "REFS",       "REFERENCE",
						"REFERENCES", "REFERENCED", NULL};
	static const char *const MESSAGES[] = {"MESSAGE", "MESSAGES", "MSG", "NAVADMIN", NULL};
	struct link_list *list = &reader->list;
	const struct sentence *sentence = &reader->sentence;
	const struct septel_view first = septel__sentence_word(sentence, at);
	list->count = 0;
	list->from = at;
	list->to = at;
	if (reader->lists >= LISTS_LIMIT)
		return false;
	if (septel__word_is_one_of(first, REFERENCE)) {
		reader->lists++;
		list->to = at + 1;
		if (is_letter(septel__sentence_word(sentence, at + 1))) {
			list->to = read_letters(reader, at + 1);
			return list->count > 0;
		}
		while (septel__word_is_one_of(septel__sentence_word(sentence, list->to),
					      MESSAGES) &&
		       !septel__is_digit(
			       *(septel__sentence_word(sentence, list->to + 1).len
					 ? septel__sentence_word(sentence, list->to + 1).ptr
					 : " ")))
			list->to++;
		name_all(reader, false);
	} else if (septel__is_word(first, "REFTEL") || septel__is_word(first, "REFTELS")) {
		list->to = at + 1;
		name_all(reader, first.len == strlen("REFTELS"));
	} else if (is_series(first)) {
		list->to = read_series(reader, at);
	} else if (first.len) {
		list->to = read_station(reader, at);
	}
	reader->lists += list->count > 0;
	return list->count > 0;
}
