/* snippet.c - see snippet.h. */
#include "snippet.h"

#include "words.h"

/* Different words of a query that are looked for. */
#define ASKED_LIMIT 64

struct asked {
	struct {
		struct septel_view word;
		bool prefix;
	} at[ASKED_LIMIT];
	size_t count;
};

struct best {
	struct septel_view sentence;
	int paragraph;
	size_t number;
	unsigned score;
};

static bool is_asked(const struct asked *asked, struct septel_view word, bool prefix)
{
	for (size_t i = 0; i < asked->count; i++)
		if (asked->at[i].prefix == prefix && septel__equal(asked->at[i].word, word))
			return true;
	return false;
}

/* Words that the text must or may have: what stands under NOT explains nothing. */
/* NOLINTNEXTLINE(misc-no-recursion): QUERY_DEPTH_LIMIT deep at most */
static void collect(const struct query *query, struct asked *asked)
{
	if (query->kind == QUERY_AND || query->kind == QUERY_OR) {
		for (size_t i = 0; i < query->count; i++)
			collect(query->parts[i], asked);
		return;
	}
	if (query->kind != QUERY_WORDS ||
	    (query->field != QUERY_TEXT && query->field != QUERY_BODY &&
	     query->field != QUERY_SUBJECT))
		return;
	for (size_t i = 0; i < query->words.count && asked->count < ASKED_LIMIT; i++) {
		const struct septel_view word = query->words.at[i];
		const bool prefix = query->prefix && i + 1 == query->words.count;
		if (is_asked(asked, word, prefix))
			continue;
		asked->at[asked->count].word = word;
		asked->at[asked->count].prefix = prefix;
		asked->count++;
	}
}

/* The index + 1 of the word that was asked for; 0: none. */
static size_t find_asked(const struct asked *asked, struct septel_view word)
{
	for (size_t i = 0; i < asked->count; i++) {
		const struct septel_view other = asked->at[i].word;
		if (word.len >= other.len && memcmp(word.ptr, other.ptr, other.len) == 0 &&
		    (asked->at[i].prefix || word.len == other.len))
			return i + 1;
	}
	return 0;
}

static unsigned count_asked(const struct asked *asked, struct septel_view sentence)
{
	struct word_reader reader;
	struct word word;
	uint64_t met = 0;
	septel__words_begin(&reader, sentence);
	while (septel__words_next(&reader, &word)) {
		const size_t found = find_asked(asked, word.folded);
		if (found)
			met |= (uint64_t)1 << (found - 1);
	}
	return (unsigned)__builtin_popcountll(met);
}

static struct best find_best(const struct septel_message *message, const struct asked *asked,
			     const struct access_viewer *viewer, struct septel_arena *arena)
{
	const struct access_label whole = septel__label_of_message(message);
	struct best best = {.number = 0};
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		/* A sentence with all that was asked for: none is better. */
		if (best.number && best.score == asked->count)
			break;
		const struct septel_paragraph *paragraph = &message->paragraphs.at[i];
		const struct access_portion portion = {PORTION_PARAGRAPH, i};
		if (septel__access_portion(viewer, message, whole, portion).outcome != ACCESS_FULL)
			continue;
		/* Sentences cost: only of paragraphs that have more than was found. */
		if (best.number && count_asked(asked, paragraph->text) <= best.score)
			continue;
		const struct septel_views sentences = septel_message_sentences(message, i, arena);
		for (size_t s = 0; s < sentences.count; s++) {
			const unsigned score = count_asked(asked, sentences.at[s]);
			if (best.number == 0 || score > best.score)
				best = (struct best){sentences.at[s], paragraph->number, s + 1,
						     score};
		}
	}
	return best;
}

static bool is_middle(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* From where to where a long sentence is shown: around the first word asked for. */
static void find_window(struct septel_view sentence, const struct asked *asked, size_t *from,
			size_t *to)
{
	struct word_reader reader;
	struct word word;
	*from = 0;
	*to = sentence.len;
	if (sentence.len <= SNIPPET_BYTES)
		return;
	size_t at = 0;
	septel__words_begin(&reader, sentence);
	while (septel__words_next(&reader, &word))
		if (find_asked(asked, word.folded)) {
			at = word.start;
			break;
		}
	*from = at > SNIPPET_BYTES / 3 ? at - SNIPPET_BYTES / 3 : 0;
	if (*from + SNIPPET_BYTES > sentence.len)
		*from = sentence.len - SNIPPET_BYTES;
	*to = *from + SNIPPET_BYTES;
	/* Whole words at both ends. */
	while (*from > 0 && *from < at && sentence.ptr[*from - 1] != ' ')
		++*from;
	while (*to<sentence.len && * to> at && sentence.ptr[*to] != ' ')
		--*to;
	while (*from < *to && is_middle(sentence.ptr[*from]))
		++*from;
	while (*to < sentence.len && is_middle(sentence.ptr[*to]))
		++*to;
}

static void write_marked(struct septel_view text, const struct asked *asked,
			 const char *const marks[2], struct septel_out *out)
{
	struct word_reader reader;
	struct word word;
	size_t written = 0;
	septel__words_begin(&reader, text);
	while (marks && septel__words_next(&reader, &word)) {
		if (!find_asked(asked, word.folded))
			continue;
		septel__out_view(out, septel__slice(text, written, word.start));
		septel__out_string(out, marks[0]);
		septel__out_view(out, septel__slice(text, word.start, word.end));
		septel__out_string(out, marks[1]);
		written = word.end;
	}
	septel__out_view(out, septel__slice(text, written, text.len));
}

void septel__snippet(const struct septel_message *message, const struct query *query,
		     const struct access_viewer *viewer, const char *const marks[2],
		     struct septel_arena *arena, struct septel_out *out)
{
	struct asked asked = {.count = 0};
	size_t from, to;
	collect(query, &asked);
	const struct best best = find_best(message, &asked, viewer, arena);
	if (best.number == 0)
		return;
	find_window(best.sentence, &asked, &from, &to);
	septel__out_format(out, "#%d.%zu ", best.paragraph, best.number);
	if (from)
		septel__out_string(out, "\xe2\x80\xa6");
	write_marked(septel__slice(best.sentence, from, to), &asked, marks, out);
	if (to < best.sentence.len)
		septel__out_string(out, "\xe2\x80\xa6");
}
