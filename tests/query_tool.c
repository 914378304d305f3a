/* query_tool - the words and the query language, for the suites and for measuring.
 *
 *   query_tool words <TEXT       the folded words, one a line
 *   query_tool speed FILE        megabytes of FILE a second that are split into words
 */
#include "../src/archive/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TEXT_LIMIT ((size_t)64 << 20)
#define ROUNDS     9

static struct septel_view read_text(FILE *file)
{
	char *text = malloc(TEXT_LIMIT);
	if (!file || !text) {
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

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* The best of some rounds: others use the machine too. */
static int print_speed(struct septel_view text)
{
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
	if (count == 3 && strcmp(words[1], "speed") == 0)
		return print_speed(read_text(fopen(words[2], "rb")));
	fputs("usage: query_tool words | speed FILE\n", stderr);
	return 2;
}
