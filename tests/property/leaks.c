/* leaks.c - no output of any query has a word of what its reader may not see.
 *
 * Every command of `septel case` that asks a casebook runs in this process on each generated
 * casebook, for each reader, in each form.  A token (casebook_generated.h) that stands only in
 * claims that the reader may not see must not be printed; and where those tokens are exchanged
 * for others of the same length, the very same bytes must come. */
#include "../../src/casebook/view.h"
#include "../../src/cli/case_viewer.h"
#include "../../src/cli/command.h"
#include "casebook_generated.h"
#include "views.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define WORDS_LIMIT  24
#define OUTPUT_LIMIT ((size_t)1 << 20)

/* A query; NAME stands for what is asked about. */
static const char *const QUERIES[] = {
	"show p1",
	"show p2",
	"next p1",
	"gate p1 return --to iran",
	"gate p1 asylum",
	"gate p2 return --to iran",
	"gate p1 return",
	"board",
	"due --on 2009-01-15",
	"due --readings",
	"promises",
	"promises --state overdue",
	"promises --by icrc",
	"requests",
	"series",
	"who p1",
	"who icrc",
	"assurance",
	"conflicts",
	"conflicts p1",
	"timeline p1",
	"trace",
	"visits",
	"news --since 2008-12-01",
	"log",
	"log --entered-by 9",
	"show p1 --entered-by 9",
	"show p1 --known-by 2008-12-10",
	"report p1 --since 2008-12-01",
	"consent p1",
	"consent",
	"consent --on 2009-01-15",
	"replay",
	"replay --verify",
};
static const char *const FORMS[] = {"text", "json", "tsv"};

static char folder[64];
static int printed;                  /* what the commands print */
static int true_stdout, true_stderr; /* ours */
static char output[2][OUTPUT_LIMIT];
static struct septel_arena *arena, *message_arena;

bool leaks_begin(void)
{
	const char *base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
	snprintf(folder, sizeof folder, "%s/views-XXXXXX", base);
	char messages[80], users[80];
	if (!mkdtemp(folder))
		return false;
	snprintf(messages, sizeof messages, "%s/messages", folder);
	snprintf(users, sizeof users, "%s/users", folder);
	FILE *file = fopen(users, "w");
	printed = memfd_create("printed", 0);
	true_stdout = dup(STDOUT_FILENO);
	true_stderr = dup(STDERR_FILENO);
	if (mkdir(messages, 0700) != 0 || !file || printed < 0 || fputs(READER_USERS, file) < 0)
		return false;
	fclose(file);
	unsetenv("SEPTEL_CASEBOOK");
	unsetenv("SEPTEL_ARCHIVE");
	return true;
}

void leaks_end(void)
{
	char command[128];
	snprintf(command, sizeof command, "rm -r %s", folder);
	if (system(command) != 0)
		perror(command);
}

/* ---- the casebook on the disk ---- */

static void write_file(const char *name, struct septel_view text)
{
	char path[160];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	if (!file || fwrite(text.ptr, 1, text.len, file) != text.len || fclose(file) != 0)
		abort();
}

static void write_journals(const struct generated *made)
{
	for (int i = 0; i < GENERATED_MESSAGES; i++) {
		char name[48];
		snprintf(name, sizeof name, "%s.jrn", made->ids[i]);
		write_file(name, septel__out_written(&made->journals[i]));
	}
}

static void write_casebook(const struct generated *made)
{
	write_file("registry", septel__out_written(&made->registry));
	write_journals(made);
	for (int i = 0; i < GENERATED_MESSAGES; i++) {
		char name[48];
		snprintf(name, sizeof name, "messages/%s.txt", made->ids[i]);
		write_file(name, septel__out_written(&made->messages[i]));
	}
}

/* ---- asking ---- */

/* The exit code, or -1 where there is no such command; *length bytes are in `into`. */
static int run(const char *query, const struct reader *reader, const char *form, char *into,
	       size_t *length)
{
	char line[256], *rest, *words[WORDS_LIMIT];
	const char *arguments[WORDS_LIMIT];
	size_t count = 0, used;
	struct invocation invocation;
	snprintf(line, sizeof line, "case %s -C %s --format %s%s%s%s%s", query, folder, form,
		 reader->as ? " --as " : "", reader->as ? reader->as : "",
		 reader->clear ? " --clear " : "", reader->clear ? reader->clear : "");
	for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		words[count++] = word;
	const struct command *command = command_find((const char *const *)words, count, &used);
	if (!command || !command->run)
		return -1;
	fflush(stdout);
	fflush(stderr);
	if (ftruncate(printed, 0) != 0 || lseek(printed, 0, SEEK_SET) != 0)
		abort();
	dup2(printed, STDOUT_FILENO);
	dup2(printed, STDERR_FILENO);
	int code = -1;
	if (command_read(&invocation, command, words + used, count - used, arguments)) {
		invocation.words = words;
		code = command->run(&invocation);
	}
	fflush(stdout);
	fflush(stderr);
	dup2(true_stdout, STDOUT_FILENO);
	dup2(true_stderr, STDERR_FILENO);
	const ssize_t got = pread(printed, into, OUTPUT_LIMIT, 0);
	*length = got > 0 ? (size_t)got : 0;
	into[*length < OUTPUT_LIMIT ? *length : OUTPUT_LIMIT - 1] = 0;
	return code;
}

/* ---- what the reader may see ---- */

struct tokens {
	char (*at)[TOKEN_LENGTH + 1];
	size_t count, room;
};

static bool is_token(const char *at)
{
	for (int i = 2; i < TOKEN_LENGTH; i++)
		if (at[i] < 'a' || at[i] > 'z')
			return false;
	return at[0] == 'z' && at[1] == 'q';
}

static bool holds(const struct tokens *tokens, const char *at)
{
	for (size_t i = 0; i < tokens->count; i++)
		if (memcmp(tokens->at[i], at, TOKEN_LENGTH) == 0)
			return true;
	return false;
}

static void note(struct tokens *tokens, struct septel_view text)
{
	for (size_t i = 0; i + TOKEN_LENGTH <= text.len; i++) {
		if (!is_token(text.ptr + i) || holds(tokens, text.ptr + i))
			continue;
		if (tokens->count == tokens->room) {
			tokens->room = tokens->room ? 2 * tokens->room : 64;
			tokens->at = realloc(tokens->at, tokens->room * sizeof *tokens->at);
			if (!tokens->at)
				abort();
		}
		memcpy(tokens->at[tokens->count], text.ptr + i, TOKEN_LENGTH);
		tokens->at[tokens->count++][TOKEN_LENGTH] = '\0';
	}
}

/* Of a claim of which the fact may be told: what it is about, and the keys of its row. */
static void note_fact(struct tokens *tokens, const struct claim *claim)
{
	const struct role_row *row = septel__role_row(claim->type);
	note(tokens, claim->subject);
	for (const enum claim_key *key = row->told; *key != CLAIM_KEYS; key++)
		for (size_t i = 0; i < claim->value_count; i++)
			if (claim->values[i].row->key == *key)
				note(tokens, claim->values[i].text);
}

struct sighted {
	struct casebook book;
	struct case_log whole;
	struct case_view view;
	struct generated_source held;
	struct message_source source;
};

static void sight(struct sighted *sighted, const struct generated *made,
		  const struct reader *reader)
{
	struct access_viewer viewer;
	struct access_error error;
	const struct case_clocks clocks = {.on = {.year = 2020, .month = 1, .day = 1}};
	sighted->held = (struct generated_source){made, message_arena};
	sighted->source = generated_source(&sighted->held);
	septel_arena_reset(arena);
	generated_read(made, &sighted->book, arena);
	if (case_viewer_read(&viewer, folder, reader->as, reader->clear, arena, &error) !=
		    ACCESS_OK ||
	    !septel__log_open(&sighted->whole, &sighted->book, clocks) ||
	    !septel__view_init(&sighted->view, &sighted->whole, &viewer, &sighted->source))
		abort();
}

/* The words of claims that the reader may see, and all the others. */
static void sort_tokens(const struct generated *made, const struct reader *reader,
			struct tokens *allowed, struct tokens *withheld)
{
	static struct sighted sighted;
	sight(&sighted, made, reader);
	allowed->count = withheld->count = 0;
	for (size_t i = 0; i < sighted.book.claim_count; i++) {
		const struct claim *claim = sighted.book.claims[i];
		const enum claim_sight seen = septel__view_sight(&sighted.view, claim);
		if (seen == SIGHT_FULL)
			note(allowed, claim->whole);
		else if (seen == SIGHT_FACT)
			note_fact(allowed, claim);
	}
	for (size_t i = 0; i < sighted.book.claim_count; i++) {
		struct tokens all = {0};
		note(&all, sighted.book.claims[i]->whole);
		for (size_t j = 0; j < all.count; j++)
			if (!holds(allowed, all.at[j]))
				note(withheld, septel_view_of(all.at[j]));
		free((void *)all.at);
	}
}

/* ---- checking ---- */

static void check_output(uint64_t seed, size_t reader, const char *query,
			 const struct tokens *withheld, const char *text, size_t length)
{
	for (size_t i = 0; i + TOKEN_LENGTH <= length; i++)
		if (is_token(text + i) && holds(withheld, text + i)) {
			found(seed, reader, "case %s tells %.*s, which is withheld", query,
			      TOKEN_LENGTH, text + i);
			return;
		}
}

/* The withheld words become others that stand nowhere else; a second time, what they were. */
static void exchange(struct generated *made, const struct tokens *withheld)
{
	for (int i = 0; i < GENERATED_MESSAGES; i++) {
		char *text = made->journals[i].data;
		for (size_t at = 0; at + TOKEN_LENGTH <= made->journals[i].length; at++) {
			char other[TOKEN_LENGTH];
			if (!is_token(text + at))
				continue;
			memcpy(other, text + at, TOKEN_LENGTH);
			for (int sign = 2; sign < TOKEN_LENGTH; sign++)
				other[sign] = (char)('z' - (other[sign] - 'a'));
			if (holds(withheld, text + at) || holds(withheld, other))
				memcpy(text + at, other, TOKEN_LENGTH);
		}
	}
}

static void show_difference(uint64_t seed, size_t reader, const char *query, const char *with,
			    size_t length)
{
	size_t at = 0;
	while (at < length && output[0][at] == output[1][at])
		at++;
	const size_t from = at > 60 ? at - 60 : 0;
	found(seed, reader, "case %s changes with what %s:\n<%.120s>\n<%.120s>", query, with,
	      output[0] + from, output[1] + from);
}

/* ---- what is hidden ---- */

/* Writes the journals without what is hidden from the reader.  False: nothing is, or the rest
 * does not hold without it. */
static bool write_seen(const struct generated *made, const struct reader *reader)
{
	struct sighted sighted;
	struct septel_out kept[GENERATED_MESSAGES];
	struct septel_arena *other = septel_arena_new(0);
	struct casebook again;
	struct generated copy = *made;
	sight(&sighted, made, reader);
	for (int i = 0; i < GENERATED_MESSAGES; i++) {
		const struct septel_view text = septel__out_written(&made->journals[i]);
		septel__out_init(&kept[i], NULL, 0);
		septel__out_view(&kept[i],
				 septel__slice(text, 0, septel__find_byte(text, '\n', 0) + 1));
	}
	bool any = false;
	for (size_t i = 0; i < sighted.book.claim_count; i++) {
		const struct claim *claim = sighted.book.claims[i];
		struct septel_out *out = &kept[claim->message->number];
		if (septel__view_sight(&sighted.view, claim) == SIGHT_HIDDEN) {
			any = true;
			continue;
		}
		septel__out_view(out, claim->whole);
		septel__out_byte(out, '\n');
	}
	memcpy(copy.journals, kept, sizeof kept);
	generated_read(&copy, &again, other);
	const bool holds_ = any && again.fault_count == 0;
	if (holds_)
		write_journals(&copy);
	for (int i = 0; i < GENERATED_MESSAGES; i++)
		septel__out_release(&kept[i]);
	septel_arena_free(other);
	return holds_;
}

/* Gates, and states that rest on them, are decided on the whole log, whoever looks. */
static bool is_guarded(const char *query)
{
	static const char *const GUARDED[] = {"gate", "next",   "show",   "board",
					      "news", "replay", "report", "export"};
	for (size_t i = 0; i < sizeof GUARDED / sizeof *GUARDED; i++)
		if (strncmp(query, GUARDED[i], strlen(GUARDED[i])) == 0)
			return true;
	return false;
}

/* What is hidden from the reader is not there: the same bytes come without it. */
static void check_hidden(uint64_t seed, size_t reader, const struct generated *made)
{
	size_t length[2];
	for (size_t i = 0; i < sizeof QUERIES / sizeof *QUERIES; i++) {
		const char *form = FORMS[(seed + i + reader) % 3];
		const int before = is_guarded(QUERIES[i]) ? -1
							  : run(QUERIES[i], &READERS[reader], form,
								output[0], &length[0]);
		if (before < 0)
			continue;
		if (!write_seen(made, &READERS[reader]))
			return;
		const int code = run(QUERIES[i], &READERS[reader], form, output[1], &length[1]);
		write_journals(made);
		/* Whom no claim makes a case anybody may ask about. */
		if (before == EXIT_NO_ACCESS && code == EXIT_DONE)
			continue;
		if (code != before || length[0] != length[1] ||
		    memcmp(output[0], output[1], length[0]) != 0)
			show_difference(seed, reader, QUERIES[i], "is hidden", length[0]);
	}
}

/* Runs of one casebook: with its own words, then with the withheld ones exchanged. */
void try_leaks(uint64_t seed)
{
	struct generated made;
	static struct tokens allowed, withheld;
	if (!arena)
		arena = septel_arena_new(0), message_arena = septel_arena_new(0);
	generate_casebook(&made, seed);
	write_casebook(&made);
	for (size_t reader = 1; reader < READER_COUNT; reader++) {
		check_hidden(seed, reader, &made);
		sort_tokens(&made, &READERS[reader], &allowed, &withheld);
		for (size_t i = 0; i < sizeof QUERIES / sizeof *QUERIES; i++) {
			size_t length[2];
			const char *form = FORMS[(seed + i + reader) % 3];
			const int code =
				run(QUERIES[i], &READERS[reader], form, output[0], &length[0]);
			if (code < 0)
				continue;
			check_output(seed, reader, QUERIES[i], &withheld, output[0], length[0]);
			exchange(&made, &withheld);
			write_journals(&made);
			const int other =
				run(QUERIES[i], &READERS[reader], form, output[1], &length[1]);
			exchange(&made, &withheld);
			write_journals(&made);
			if (code != other || length[0] != length[1] ||
			    memcmp(output[0], output[1], length[0]) != 0)
				show_difference(seed, reader, QUERIES[i], "is withheld", length[0]);
		}
	}
	generated_release(&made);
}
