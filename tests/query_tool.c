/* query_tool - the words and the query language, for the suites and for measuring.
 *
 *   query_tool words <TEXT       the folded words, one a line
 *   query_tool parse <QUERIES    the canonical text of each line, or its error with a caret;
 *                                exit 1 if there was one
 *   query_tool fields            the field names, one a line
 *   query_tool speed FILE        megabytes of FILE a second that are split into words
 */
#include "../src/archive/query_reading.h"
#include "../src/archive/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TEXT_LIMIT ((size_t)64 << 20)
#define ROUNDS     9

static struct septel_view read_text(FILE *file)
{
	static char text[TEXT_LIMIT];
	if (!file) {
		perror("query_tool");
		exit(1);
	}
	return (struct septel_view){text, fread(text, 1, TEXT_LIMIT, file)};
}

static int print_words(struct septel_view text)
{
	struct word_reader reader;
	struct word word;
	septel__words_begin(&reader, text);
	while (septel__words_next(&reader, &word))
		printf("%.*s\n", VIEW_FORMAT(word.folded));
	return 0;
}

static int print_queries(struct septel_view text)
{
	struct septel_view line;
	struct septel_arena *arena = septel_arena_new(0);
	int status = 0;
	while (septel__next_line(&text, &line)) {
		const struct query *query;
		struct query_error error;
		struct septel_out out;
		septel__out_init(&out, arena, 0);
		if (septel__query_parse(&query, line, arena, &error)) {
			septel__query_print(query, &out);
			septel__out_byte(&out, '\n');
		} else {
			septel__out_format(&out, "column %u: %s\n", error.column, error.message);
			septel__query_error_print(line, &error, &out);
			status = 1;
		}
		printf("%.*s", VIEW_FORMAT(septel__out_written(&out)));
		septel_arena_reset(arena);
	}
	septel_arena_free(arena);
	return status;
}

static int print_fields(void)
{
	for (size_t i = 0; i < septel__query_name_count; i++)
		puts(septel__query_names[i].name);
	return 0;
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The best of some rounds: others use the machine too. */
static int print_speed(const char *name)
{
	FILE *file = fopen(name, "rb");
	const struct septel_view text = read_text(file);
	(void)fclose(file);
	double best = 1e9;
	size_t words = 0, bytes = 0;
	for (int round = 0; round < ROUNDS; round++) {
		struct word_reader reader;
		struct word word;
		const double began = seconds();
		septel__words_begin(&reader, text);
		for (words = bytes = 0; septel__words_next(&reader, &word); words++)
			bytes += word.folded.len;
		if (seconds() - began < best)
			best = seconds() - began;
	}
	printf("%zu bytes, %zu words of %.1f bytes, %.0f MB/s\n", text.len, words,
	       words ? (double)bytes / (double)words : 0, 1e-6 * (double)text.len / best);
	return 0;
}

int main(int count, char **words)
{
	if (count == 2 && strcmp(words[1], "words") == 0)
		return print_words(read_text(stdin));
	if (count == 2 && strcmp(words[1], "parse") == 0)
		return print_queries(read_text(stdin));
	if (count == 2 && strcmp(words[1], "fields") == 0)
		return print_fields();
	if (count == 3 && strcmp(words[1], "speed") == 0)
		return print_speed(words[2]);
	fputs("usage: query_tool words | parse | fields | speed FILE\n", stderr);
	return 2;
}
