/* query_terms.c - what a term asks for. */
#include "query_reading.h"

#include "../base/limits.h"
#include "nearest.h"
#include "words.h"

#include <septel/number.h>

/* Bytes of the longest name of a classification, and one more. */
#define CLASS_NAME_SIZE 24

static bool fail_memory(struct query_reading *reading)
{
	return septel__query_fail(reading, reading->token.start, "not enough memory");
}

static size_t count_words(struct septel_view text)
{
	struct word_reader words;
	struct word word;
	size_t count = 0;
	septel__words_begin(&words, text);
	while (septel__words_next(&words, &word))
		count++;
	return count;
}

static bool read_words(struct query_reading *reading, struct septel_view text,
		       struct septel_views *out)
{
	struct word_reader words;
	struct word word;
	const size_t count = count_words(text);
	reading->words += count;
	if (reading->words > QUERY_WORDS_LIMIT)
		return septel__query_fail(reading, reading->token.start,
					  "a query asks for at most %u words", QUERY_WORDS_LIMIT);
	struct septel_view *list = septel_arena_alloc(reading->arena, count * sizeof *list);
	if (!list)
		return fail_memory(reading);
	*out = (struct septel_views){list, 0};
	septel__words_begin(&words, text);
	while (septel__words_next(&words, &word))
		list[out->count++] = septel_arena_copy(reading->arena, word.folded);
	return true;
}

/* Cuts the * off the end of *value; it must be behind a word, and the only one. */
static bool take_star(struct query_reading *reading, struct septel_view *value, bool *found)
{
	const size_t star = septel__find_byte(*value, '*', 0);
	*found = star != VIEW_NOT_FOUND;
	if (!*found)
		return true;
	const size_t place = septel__query_offset(reading, value->ptr + star);
	if (star + 1 < septel__trim_right(*value).len)
		return septel__query_fail(reading, place, "* may stand only at the end of a %s",
					  reading->token.quoted ? "phrase" : "word");
	*value = septel__slice(*value, 0, star);
	if (star == 0 || septel__is_space(value->ptr[star - 1]) || count_words(*value) == 0)
		return septel__query_fail(reading, place, "expected letters or digits before *");
	return true;
}

/* Words with a space between. */
static struct septel_view join_words(struct query_reading *reading, struct septel_views words)
{
	struct septel_out out;
	septel__out_init(&out, reading->arena, QUERY_LIMIT * 2);
	for (size_t i = 0; i < words.count; i++) {
		if (i)
			septel__out_byte(&out, ' ');
		septel__out_view(&out, words.at[i]);
	}
	return septel__out_written(&out);
}

static bool is_number(struct septel_view text, char number[SEPTEL_NUMBER_SIZE])
{
	char again[SEPTEL_NUMBER_SIZE];
	return septel_number_canonical(text, number) &&
	       septel_number_canonical(septel_view_of(number), again) && strcmp(number, again) == 0;
}

/* A message reference number in any form asks for its canonical one.  (Where only
 * the words make one, it is one, too: they are what the canonical text shows.) */
static bool read_number(struct query_reading *reading, struct septel_view value,
			struct query *query)
{
	char number[SEPTEL_NUMBER_SIZE];
	if (!is_number(value, number) && !is_number(join_words(reading, query->words), number))
		return true;
	reading->words -= query->words.count;
	query->name = septel_arena_copy(reading->arena, septel_view_of(number));
	return read_words(reading, query->name, &query->words);
}

static bool read_words_term(struct query_reading *reading, struct query *query)
{
	const struct query_token *token = &reading->token;
	struct septel_view value = token->value;
	query->kind = QUERY_WORDS;
	query->field = token->name ? token->name->field : QUERY_TEXT;
	if (!take_star(reading, &value, &query->prefix) ||
	    !read_words(reading, value, &query->words))
		return false;
	if (query->words.count == 0)
		return septel__query_fail(reading, septel__query_offset(reading, value.ptr),
					  "expected a word, there is no letter or digit");
	return !token->name || token->name->value != QUERY_VALUE_NUMBER || query->prefix ||
	       read_number(reading, value, query);
}

static const char *const CLASS_NAMES[] = {"u", "lou", "r", "c", "s", "ts"};
#define CLASS_COUNT (sizeof CLASS_NAMES / sizeof *CLASS_NAMES)

/* Words of the value with a space between: "limited-official-use" is known, too. */
static struct septel_view class_text(struct septel_view value, char text[CLASS_NAME_SIZE])
{
	struct word_reader words;
	struct word word;
	size_t length = 0;
	septel__words_begin(&words, value);
	while (septel__words_next(&words, &word)) {
		if (word.folded.len + 1 >= CLASS_NAME_SIZE - length)
			return (struct septel_view){text, 0};
		if (length)
			text[length++] = ' ';
		memcpy(text + length, word.folded.ptr, word.folded.len);
		length += word.folded.len;
	}
	return (struct septel_view){text, length};
}

static bool fail_class(struct query_reading *reading, struct septel_view text)
{
	struct septel_view names[CLASS_COUNT];
	for (size_t i = 0; i < CLASS_COUNT; i++)
		names[i] = septel_view_of(
			septel_class_name((enum septel_class)(SEPTEL_UNCLASSIFIED + i)));
	const size_t near = septel__nearest(text, (struct septel_views){names, CLASS_COUNT});
	const size_t place = septel__query_offset(reading, reading->token.value.ptr);
	if (near != NEAREST_NONE)
		return septel__query_fail(reading, place,
					  "no classification, did you mean %.*s? (U LOU R C S TS)",
					  VIEW_FORMAT(names[near]));
	return septel__query_fail(reading, place,
				  "expected a classification: U LOU R C S TS, or a name in full");
}

static bool compare_class(struct query_reading *reading, enum septel_class class_,
			  struct query *query)
{
	const struct septel_view comparison = reading->token.comparison;
	const size_t place = septel__query_offset(reading, comparison.ptr);
	query->least = query->most = class_;
	if (comparison.len == 0 || septel__equal(comparison, VIEW_LITERAL("=")))
		return true;
	const bool below = comparison.ptr[0] == '<', above = comparison.ptr[0] == '>';
	const bool equal = comparison.len == 2 && comparison.ptr[1] == '=';
	if ((!below && !above) || (comparison.len > 1 && !equal))
		return septel__query_fail(reading, place, "expected one of = < <= > >=");
	if (below)
		query->least = SEPTEL_UNCLASSIFIED;
	else
		query->most = SEPTEL_TOP_SECRET;
	if (equal)
		return true;
	if (class_ == (below ? SEPTEL_UNCLASSIFIED : SEPTEL_TOP_SECRET))
		return septel__query_fail(reading, place, "nothing is %s %s",
					  below ? "below" : "above", septel_class_name(class_));
	if (below)
		query->most = (enum septel_class)(class_ - 1);
	else
		query->least = (enum septel_class)(class_ + 1);
	return true;
}

static bool read_class(struct query_reading *reading, struct query *query)
{
	char buffer[CLASS_NAME_SIZE];
	const struct septel_view text = class_text(reading->token.value, buffer);
	query->kind = QUERY_CLASSIFICATION;
	for (size_t i = 0; i < CLASS_COUNT; i++) {
		const enum septel_class class_ = (enum septel_class)(SEPTEL_UNCLASSIFIED + i);
		if (septel__is_word(text, CLASS_NAMES[i]) ||
		    septel__is_word(text, septel_class_name(class_)))
			return compare_class(reading, class_, query);
	}
	return fail_class(reading, text);
}

static bool read_collection(struct query_reading *reading, struct query *query)
{
	const struct septel_view value = reading->token.value;
	query->kind = QUERY_COLLECTION;
	query->name = septel_arena_copy(reading->arena, value);
	return septel__trim(value).len > 0 ||
	       septel__query_fail(reading, septel__query_offset(reading, value.ptr),
				  "expected the name of a collection");
}

static bool read_value(struct query_reading *reading, struct query *query)
{
	switch (reading->token.name ? reading->token.name->value : QUERY_VALUE_WORDS) {
	case QUERY_VALUE_CLASSIFICATION:
		return read_class(reading, query);
	case QUERY_VALUE_DATE:
		return septel__query_date(reading, query);
	case QUERY_VALUE_COLLECTION:
		return read_collection(reading, query);
	case QUERY_VALUE_WORDS:
	case QUERY_VALUE_NUMBER:
		break;
	}
	return read_words_term(reading, query);
}

const struct query *septel__query_term(struct query_reading *reading)
{
	const struct query_token *token = &reading->token;
	struct query *query = septel_arena_alloc(reading->arena, sizeof *query);
	if (!query) {
		fail_memory(reading);
		return NULL;
	}
	*query = (struct query){
		.at = {(uint32_t)token->start, (uint32_t)(token->end - token->start)}};
	return read_value(reading, query) ? query : NULL;
}
