/* generate.c - a corpus of invented messages, the same for the same seed.
 *
 * Writes messages as rows of cables.csv or as a plain stream, and beside them, on demand,
 * the truth: what a reader must find in each (truth.h).  No person in it is real.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "damage.h"
#include "forms.h"
#include "invent.h"
#include "truth.h"

struct options {
	unsigned long long seed, count, first;
	enum damage_level damage;
	bool plain, mixed;
	enum made_profile profile;
	const char *output, *truth;
};

/* All that one message needs; kept from message to message for its memory. */
struct workshop {
	struct pool pool;
	struct made made;
	struct prose prose;
	struct lines lines;
	struct text heading, body, row, truth;
};

static const char USAGE[] =
	"usage: generate [options]\n"
	"  -n, --count N        messages (1000)\n"
	"  -s, --seed N         (1)\n"
	"  -f, --first N        number of the first message (0): message N is the same in every "
	"run\n"
	"  -o, --output FILE    (standard output)\n"
	"  -t, --truth FILE     what a reader must find, one JSON object a message\n"
	"  -d, --damage LEVEL   none, light, real or heavy (real)\n"
	"  -p, --profile NAME   state, cfpf, navy or mixed (state)\n"
	"      --plain          a stream of messages, BT and NNNN, instead of rows of cables.csv\n"
	"\n"
	"example: generate --count 250000 --output cables.csv --truth truth.jsonl\n";

static void make_message(struct workshop *shop, const struct options *options, uint64_t number)
{
	struct made *made = &shop->made;
	struct copy copy;
	shop->pool.length = 0;
	memset(made, 0, sizeof *made);
	made->pool = &shop->pool;
	made->number = number;
	made->random = random_for(options->seed, number);
	made->print = random_for(~options->seed, number);
	made->profile = options->profile;
	if (options->mixed)
		made->profile = (enum made_profile)random_below(&made->random, 3);
	text_clear(&shop->heading);
	text_clear(&shop->body);
	damage_draw(made, options->damage, &copy);
	switch (made->profile) {
	case MADE_STATE:
		form_state(made, &shop->prose, &copy, &shop->lines, &shop->heading, &shop->body);
		/* Without heading and row, a copy does not say of what year it is. */
		if (options->plain && made->partial)
			made->lost |= LOST(FIELD_ID) | LOST(FIELD_REFERENCES);
		break;
	case MADE_CFPF:
		form_cfpf(made, &shop->prose, &copy, &shop->lines, &shop->body);
		break;
	case MADE_NAVY:
		form_navy(made, &shop->prose, &shop->lines, &shop->body);
		break;
	}
}

static void csv_field(struct text *row, const char *at, size_t length, char end)
{
	text_byte(row, '"');
	const char *from = at, *stop = at + length;
	for (const char *c = at; c < stop; c++) {
		if (*c != '"' && *c != '\\')
			continue;
		text_bytes(row, from, (size_t)(c - from));
		text_byte(row, '\\');
		from = c;
	}
	text_bytes(row, from, (size_t)(stop - from));
	text_byte(row, '"');
	text_byte(row, end);
}

static void csv_row(struct workshop *shop)
{
	static const char *const CLASSES[] = {"UNCLASSIFIED", "LIMITED OFFICIAL USE",
					      "CONFIDENTIAL", "SECRET"};
	const struct made *made = &shop->made;
	struct text *row = &shop->row;
	text_format(row, "\"%llu\",\"%d/%d/%d %d:%02d\",", (unsigned long long)made->number + 1,
		    made->dtg.month, made->dtg.day, made->dtg.year, made->dtg.hour,
		    made->dtg.minute);
	csv_field(row, made->id, strlen(made->id), ',');
	text_format(row, "\"%s\",\"%s\",\"", made->from.name, CLASSES[made->class_]);
	for (size_t i = 0, printed = 0; i < made->references_count; i++)
		if (made->references[i].id)
			text_format(row, "%s%s", printed++ ? "|" : "", made->references[i].id);
	text_string(row, "\",");
	csv_field(row, shop->heading.at, shop->heading.length, ',');
	csv_field(row, shop->body.at, shop->body.length, '\n');
}

static void plain_message(struct workshop *shop)
{
	const struct made *made = &shop->made;
	struct text *row = &shop->row;
	text_bytes(row, shop->heading.at, shop->heading.length);
	if (made->profile == MADE_STATE && !made->partial)
		text_string(row, "BT\n");
	text_bytes(row, shop->body.at, shop->body.length);
	if (made->profile == MADE_STATE)
		text_format(row, "BT\n#%04d\nNNNN\n", made->serial % 10000);
	text_string(row, "\n\n\n");
}

static bool put(FILE *file, const struct text *text)
{
	return fwrite(text->at, 1, text->length, file) == text->length;
}

static FILE *open_output(const char *name)
{
	if (!name || strcmp(name, "-") == 0)
		return stdout;
	FILE *file = fopen(name, "w");
	if (!file)
		fprintf(stderr, "generate: %s: %s\n", name, strerror(errno));
	return file;
}

static int generate(const struct options *options)
{
	static struct workshop shop;
	FILE *output = open_output(options->output);
	FILE *truth = options->truth ? open_output(options->truth) : NULL;
	bool good = output && (truth || !options->truth);
	pool_init(&shop.pool);
	for (unsigned long long i = 0; good && i < options->count; i++) {
		make_message(&shop, options, options->first + i);
		text_clear(&shop.row);
		if (options->plain)
			plain_message(&shop);
		else
			csv_row(&shop);
		good = put(output, &shop.row);
		if (good && truth) {
			text_clear(&shop.truth);
			truth_print(&shop.made, &shop.truth);
			good = put(truth, &shop.truth);
		}
	}
	if (output && fclose(output) != 0)
		good = false;
	if (truth && truth != output && fclose(truth) != 0)
		good = false;
	if (!good)
		fprintf(stderr, "generate: %s\n", strerror(errno));
	text_release(&shop.heading);
	text_release(&shop.body);
	text_release(&shop.row);
	text_release(&shop.truth);
	text_release(&shop.prose.scratch);
	pool_release(&shop.pool);
	return good ? 0 : 2;
}

static bool choose(const char *word, const char *const *names, int *index)
{
	for (*index = 0; names[*index]; ++*index)
		if (strcmp(word, names[*index]) == 0)
			return true;
	fprintf(stderr, "generate: not known: %s\n%s", word, USAGE);
	return false;
}

static bool number(const char *word, unsigned long long *value)
{
	char *end;
	errno = 0;
	*value = strtoull(word, &end, 10);
	if (errno == 0 && end != word && *end == '\0')
		return true;
	fprintf(stderr, "generate: not a number: %s\n", word);
	return false;
}

static bool read_level(const char *word, struct options *options)
{
	static const char *const LEVELS[] = {"none", "light", "real", "heavy", NULL};
	int index;
	if (!choose(word, LEVELS, &index))
		return false;
	options->damage = (enum damage_level)index;
	return true;
}

static bool read_profile(const char *word, struct options *options)
{
	enum { MIXED = 3 };
	static const char *const PROFILES[] = {"state", "cfpf", "navy", "mixed", NULL};
	int index;
	if (!choose(word, PROFILES, &index))
		return false;
	options->mixed = index == MIXED;
	options->profile = index == MIXED ? MADE_STATE : (enum made_profile)index;
	return true;
}

static bool read_option(int option, struct options *options)
{
	switch (option) {
	case 'n':
		return number(optarg, &options->count);
	case 's':
		return number(optarg, &options->seed);
	case 'f':
		return number(optarg, &options->first);
	case 'o':
		options->output = optarg;
		return true;
	case 't':
		options->truth = optarg;
		return true;
	case 'd':
		return read_level(optarg, options);
	case 'p':
		return read_profile(optarg, options);
	case 'P':
		options->plain = true;
		return true;
	case 'h':
		fputs(USAGE, stdout);
		exit(0);
	default:
		fputs(USAGE, stderr);
		return false;
	}
}

static bool read_options(int argc, char **argv, struct options *options)
{
	static const struct option LONG[] = {
		{"count", required_argument, NULL, 'n'},   {"seed", required_argument, NULL, 's'},
		{"first", required_argument, NULL, 'f'},   {"output", required_argument, NULL, 'o'},
		{"truth", required_argument, NULL, 't'},   {"damage", required_argument, NULL, 'd'},
		{"profile", required_argument, NULL, 'p'}, {"plain", no_argument, NULL, 'P'},
		{"help", no_argument, NULL, 'h'},          {NULL, 0, NULL, 0}};
	int option;
	while ((option = getopt_long(argc, argv, "n:s:f:o:t:d:p:h", LONG, NULL)) != -1)
		if (!read_option(option, options))
			return false;
	/* Rows have a heading of their own; records of the archives and the Navy have not. */
	if (options->profile != MADE_STATE || options->mixed)
		options->plain = true;
	return optind == argc;
}

int main(int argc, char **argv)
{
	struct options options = {.seed = 1, .count = 1000, .damage = DAMAGE_REAL};
	if (!read_options(argc, argv, &options))
		return 2;
	return generate(&options);
}
