/* compare.c - hold what septel found against the truth that generate wrote.
 *
 * Both are JSON lines in the same order.  A field is compared if the truth has it and the
 * message's damage did not make it unreadable ("lost").  Of an object, the keys that the
 * truth has are compared; runs of white space count as one blank.
 */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Objects read ahead to find a message again after one too many or too few. */
#define AHEAD 8
/* Of a long value, the bytes shown around the first difference. */
#define SHOWN 160

enum outcome { EQUAL, DIFFERENT, NOT_COMPARED };

struct field;
typedef enum outcome compare_function(const struct field *field, const json_t *truth,
				      const json_t *found);

struct field {
	const char *name; /* as reported */
	const char *key;  /* of the message */
	const char *lost; /* the word in "lost" that takes it out */
	compare_function *compare;
};

struct tally {
	unsigned long long of[3];
	int shown;
};

static int examples = 3;
/* What the last comparison found different; borrowed from the two messages. */
static const char *truth_text, *found_text;
static char truth_buffer[4096], found_buffer[4096];

static void remember(const json_t *value, char *buffer, size_t room)
{
	const size_t length = json_dumpb(value, buffer, room - 1, JSON_ENCODE_ANY | JSON_COMPACT);
	if (length == (size_t)-1 || length > room - 1)
		snprintf(buffer, room, "(too long to show)");
	else
		buffer[length] = '\0';
}

static enum outcome differ(const json_t *truth, const json_t *found)
{
	if (json_is_string(truth) && json_is_string(found)) {
		truth_text = json_string_value(truth);
		found_text = json_string_value(found);
		return DIFFERENT;
	}
	remember(truth, truth_buffer, sizeof truth_buffer);
	if (found)
		remember(found, found_buffer, sizeof found_buffer);
	else
		snprintf(found_buffer, sizeof found_buffer, "(no such key)");
	truth_text = truth_buffer;
	found_text = found_buffer;
	return DIFFERENT;
}

static bool same_text(const char *a, const char *b)
{
	for (;;) {
		while (*a && *a == *b && !isspace((unsigned char)*a)) {
			a++;
			b++;
		}
		const char *after_a = a + strspn(a, " \t\r\n"), *after_b = b + strspn(b, " \t\r\n");
		if (*after_a == '\0' && *after_b == '\0')
			return true;
		if (after_a == a || after_b == b || *after_a != *after_b)
			return false;
		a = after_a;
		b = after_b;
	}
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as what septel and generate write */
static bool is_empty(const json_t *value)
{
	const char *key;
	json_t *member;
	if (!value || json_is_null(value))
		return true;
	if (json_is_array(value))
		return json_array_size(value) == 0;
	if (!json_is_object(value))
		return false;
	json_object_foreach((json_t *)(uintptr_t)value, key, member)
	{
		if (!is_empty(member))
			return false;
	}
	return true;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as what septel and generate write */
static bool same(const json_t *truth, const json_t *found)
{
	const char *key;
	json_t *member;
	if (json_is_null(truth))
		return is_empty(found);
	if (!found)
		return false;
	if (json_is_string(truth))
		return json_is_string(found) &&
		       same_text(json_string_value(truth), json_string_value(found));
	if (json_is_array(truth)) {
		if (!json_is_array(found) || json_array_size(truth) != json_array_size(found))
			return false;
		for (size_t i = 0; i < json_array_size(truth); i++)
			if (!same(json_array_get(truth, i), json_array_get(found, i)))
				return false;
		return true;
	}
	if (json_is_object(truth)) {
		json_object_foreach((json_t *)(uintptr_t)truth, key, member)
		{
			if (!same(member, json_object_get(found, key)))
				return false;
		}
		return json_is_object(found);
	}
	return json_equal(truth, found) == 1;
}

static enum outcome compare_value(const struct field *field, const json_t *truth,
				  const json_t *found)
{
	(void)field;
	return same(truth, found) ? EQUAL : differ(truth, found);
}

/* A message in one section may be told as none or as one. */
static enum outcome compare_sections(const struct field *field, const json_t *truth,
				     const json_t *found)
{
	const json_int_t total = json_integer_value(json_object_get(truth, "total"));
	if (total == 1 && json_integer_value(json_object_get(found, "total")) <= 1)
		return EQUAL;
	return compare_value(field, truth, found);
}

static const char *without_mark(const char *subject)
{
	const char *close = *subject == '(' ? strchr(subject, ')') : NULL;
	if (!close || close - subject > 12)
		return subject;
	return close + 1 + strspn(close + 1, " ");
}

static enum outcome compare_subject(const struct field *field, const json_t *truth,
				    const json_t *found)
{
	if (json_is_string(truth) && json_is_string(found) &&
	    same_text(without_mark(json_string_value(truth)),
		      without_mark(json_string_value(found))))
		return EQUAL;
	return compare_value(field, truth, found);
}

/* The paragraphs as far as one key goes; `text` is not in the truth, but its sentences are. */
static enum outcome compare_paragraphs(const struct field *field, const json_t *truth,
				       const json_t *found)
{
	const char *key = strchr(field->name, '.') + 1;
	if (json_array_size(truth) != json_array_size(found)) {
		if (strcmp(key, "number") != 0)
			return NOT_COMPARED;
		snprintf(truth_buffer, sizeof truth_buffer, "%zu paragraphs",
			 json_array_size(truth));
		snprintf(found_buffer, sizeof found_buffer, "%zu paragraphs",
			 json_array_size(found));
		truth_text = truth_buffer;
		found_text = found_buffer;
		return DIFFERENT;
	}
	for (size_t i = 0; i < json_array_size(truth); i++) {
		const json_t *wanted = json_object_get(json_array_get(truth, i), key);
		const json_t *got = json_object_get(json_array_get(found, i), key);
		if (wanted && !same(wanted, got)) {
			/* Show the one sentence, not the whole list. */
			for (size_t k = 0; k < json_array_size(wanted); k++)
				if (!same(json_array_get(wanted, k), json_array_get(got, k)))
					return differ(json_array_get(wanted, k),
						      json_array_get(got, k));
			return differ(wanted, got);
		}
	}
	return EQUAL;
}

static enum outcome compare_text(const struct field *field, const json_t *truth,
				 const json_t *found)
{
	(void)field;
	static char *joined;
	static size_t room;
	if (json_array_size(truth) != json_array_size(found))
		return NOT_COMPARED;
	for (size_t i = 0; i < json_array_size(truth); i++) {
		const json_t *sentences = json_object_get(json_array_get(truth, i), "sentences");
		const json_t *text = json_object_get(json_array_get(found, i), "text");
		size_t length = 1;
		for (size_t k = 0; k < json_array_size(sentences); k++)
			length += json_string_length(json_array_get(sentences, k)) + 1;
		if (!joined || length > room) {
			char *longer = realloc(joined, length);
			if (!longer)
				abort();
			joined = longer;
			room = length;
		}
		char *end = joined;
		for (size_t k = 0; k < json_array_size(sentences); k++) {
			const json_t *sentence = json_array_get(sentences, k);
			const size_t bytes = json_string_length(sentence);
			if (k > 0)
				*end++ = ' ';
			memcpy(end, json_string_value(sentence), bytes);
			end += bytes;
		}
		*end = '\0';
		if (!json_is_string(text) || !same_text(joined, json_string_value(text))) {
			truth_text = joined;
			found_text = json_is_string(text) ? json_string_value(text) : "(no text)";
			return DIFFERENT;
		}
	}
	return EQUAL;
}

static const struct field FIELDS[] = {
	{"id", "id", "id", compare_value},
	{"profile", "profile", "profile", compare_value},
	{"transmission", "transmission", "heading", compare_value},
	{"precedence", "precedence", "heading", compare_value},
	{"routing", "routing", "heading", compare_value},
	{"origin", "origin", "heading", compare_value},
	{"security", "security", "heading", compare_value},
	{"signals", "signals", "heading", compare_value},
	{"dtg", "dtg", "heading", compare_value},
	{"from", "from", "heading", compare_value},
	{"to", "to", "heading", compare_value},
	{"info", "info", "heading", compare_value},
	{"exempt", "exempt", "heading", compare_value},
	{"classification", "classification", "classification", compare_value},
	{"captions", "captions", "captions", compare_value},
	{"sections", "sections", "sections", compare_sections},
	{"declassify", "declassify", "declassify", compare_value},
	{"tags", "tags", "tags", compare_value},
	{"subject", "subject", "subject", compare_subject},
	{"references", "references", "references", compare_value},
	{"classified_by", "classified_by", "classified_by", compare_value},
	{"paragraphs.number", "paragraphs", "paragraphs", compare_paragraphs},
	{"paragraphs.marking", "paragraphs", "paragraphs", compare_paragraphs},
	{"paragraphs.heading", "paragraphs", "paragraphs", compare_paragraphs},
	{"paragraphs.text", "paragraphs", "paragraphs", compare_text},
	{"paragraphs.sentences", "paragraphs", "paragraphs", compare_paragraphs},
	{"summary", "summary", "summary", compare_value},
	{"signature", "signature", "signature", compare_value},
};
#define FIELDS_COUNT (sizeof FIELDS / sizeof *FIELDS)
static struct tally tallies[FIELDS_COUNT];

static bool is_lost(const json_t *truth, const char *word)
{
	const json_t *lost = json_object_get(truth, "lost");
	for (size_t i = 0; i < json_array_size(lost); i++)
		if (strcmp(json_string_value(json_array_get(lost, i)), word) == 0)
			return true;
	return false;
}

static void print_around(const char *label, const char *text, size_t difference)
{
	const size_t from = difference > SHOWN / 2 ? difference - SHOWN / 2 : 0;
	printf("    %s %s%.*s\n", label, from ? "..." : "", SHOWN, text + from);
}

static void show(const struct field *field, const json_t *truth, unsigned long long number)
{
	size_t difference = 0;
	while (truth_text[difference] && truth_text[difference] == found_text[difference])
		difference++;
	char damage[256] = "";
	remember(json_object_get(truth, "damage"), damage, sizeof damage);
	printf("  %s of message %llu, %s, damage %s\n", field->name, number,
	       json_string_value(json_object_get(truth, "id")), damage);
	print_around("truth", truth_text, difference);
	print_around("found", found_text, difference);
}

static void compare_message(const json_t *truth, const json_t *found, unsigned long long number)
{
	for (size_t i = 0; i < FIELDS_COUNT; i++) {
		const struct field *field = &FIELDS[i];
		const json_t *wanted = json_object_get(truth, field->key);
		enum outcome outcome = NOT_COMPARED;
		if (wanted && !is_lost(truth, field->lost))
			outcome = field->compare(field, wanted, json_object_get(found, field->key));
		tallies[i].of[outcome]++;
		if (outcome == DIFFERENT && tallies[i].shown++ < examples)
			show(field, truth, number);
	}
}

struct reader {
	const char *name;
	FILE *file;
	unsigned long long line;
	json_t *ahead[AHEAD];
	size_t ahead_count;
	char *text;
	size_t room;
};

static bool reader_open(struct reader *reader, const char *name)
{
	*reader = (struct reader){.name = name};
	reader->file = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
	if (!reader->file)
		fprintf(stderr, "compare: %s: %s\n", name, strerror(errno));
	return reader->file != NULL;
}

static void reader_close(struct reader *reader)
{
	for (size_t i = 0; i < reader->ahead_count; i++)
		json_decref(reader->ahead[i]);
	free(reader->text);
	(void)fclose(reader->file);
}

/* Object `index` from here, NULL at the end of the file; owned by the reader. */
static json_t *peek(struct reader *reader, size_t index)
{
	while (reader->ahead_count <= index) {
		json_error_t error;
		const ssize_t length = getline(&reader->text, &reader->room, reader->file);
		if (length < 0)
			return NULL;
		reader->line++;
		json_t *object = json_loadb(reader->text, (size_t)length, JSON_ALLOW_NUL, &error);
		if (!object) {
			fprintf(stderr, "compare: %s:%llu: %s\n", reader->name, reader->line,
				error.text);
			exit(2);
		}
		reader->ahead[reader->ahead_count++] = object;
	}
	return reader->ahead[index];
}

static void drop(struct reader *reader)
{
	json_decref(reader->ahead[0]);
	reader->ahead_count--;
	memmove(reader->ahead, reader->ahead + 1, reader->ahead_count * sizeof *reader->ahead);
}

static bool same_id(const json_t *one, const json_t *other)
{
	const char *a = json_string_value(json_object_get(one, "id"));
	const char *b = json_string_value(json_object_get(other, "id"));
	return a && b && strcmp(a, b) == 0;
}

/* How many objects of `reader` to pass over so that the next one has the id; 0 if none has. */
static size_t distance(struct reader *reader, const json_t *message)
{
	for (size_t i = 1; i < AHEAD; i++) {
		const json_t *object = peek(reader, i);
		if (object && same_id(object, message))
			return i;
	}
	return 0;
}

static unsigned long long compare_all(struct reader *truth, struct reader *found,
				      unsigned long long *unmatched)
{
	unsigned long long number = 0;
	const json_t *wanted, *got;
	*unmatched = 0;
	while ((wanted = peek(truth, 0)) && (got = peek(found, 0))) {
		if (!same_id(wanted, got)) {
			const size_t extra = distance(found, wanted);
			const size_t missing = extra ? 0 : distance(truth, got);
			for (size_t i = 0; i < extra; i++)
				drop(found);
			for (size_t i = 0; i < missing; i++)
				drop(truth);
			*unmatched += extra + missing;
			number += missing;
			wanted = peek(truth, 0);
			got = peek(found, 0);
		}
		compare_message(wanted, got, number++);
		drop(truth);
		drop(found);
	}
	for (; peek(truth, 0); drop(truth))
		++*unmatched;
	for (; peek(found, 0); drop(found))
		++*unmatched;
	return number;
}

static bool report(unsigned long long messages, unsigned long long unmatched)
{
	unsigned long long different = 0;
	printf("%-22s %10s %10s %13s\n", "field", "equal", "different", "not compared");
	for (size_t i = 0; i < FIELDS_COUNT; i++) {
		printf("%-22s %10llu %10llu %13llu\n", FIELDS[i].name, tallies[i].of[EQUAL],
		       tallies[i].of[DIFFERENT], tallies[i].of[NOT_COMPARED]);
		different += tallies[i].of[DIFFERENT];
	}
	printf("%llu messages, %llu fields different, %llu messages without counterpart\n",
	       messages, different, unmatched);
	return messages > 0 && different == 0 && unmatched == 0;
}

int main(int argc, char **argv)
{
	static const char USAGE[] =
		"usage: compare [--examples N] TRUTH FOUND\n"
		"example: septel parse --json cables.csv | compare truth.jsonl -\n";
	static const struct option LONG[] = {{"examples", required_argument, NULL, 'e'},
					     {"help", no_argument, NULL, 'h'},
					     {NULL, 0, NULL, 0}};
	int option;
	while ((option = getopt_long(argc, argv, "e:h", LONG, NULL)) != -1) {
		if (option == 'e') {
			examples = (int)strtol(optarg, NULL, 10);
		} else {
			fputs(USAGE, option == 'h' ? stdout : stderr);
			return option == 'h' ? 0 : 2;
		}
	}
	struct reader truth, found;
	if (argc - optind != 2) {
		fputs(USAGE, stderr);
		return 2;
	}
	if (!reader_open(&truth, argv[optind]) || !reader_open(&found, argv[optind + 1]))
		return 2;
	unsigned long long unmatched;
	const unsigned long long messages = compare_all(&truth, &found, &unmatched);
	const bool good = report(messages, unmatched);
	reader_close(&truth);
	reader_close(&found);
	return good ? 0 : 1;
}
