/* The log of reads: many hands append, and whatever was done to it is found. */
#include "folder.h"

#include "../../src/access/log.h"
#include "../../src/base/limits.h"

#include <fcntl.h>
#include <sys/wait.h>

static void append_reads(const char *path, int from, int count)
{
	struct access_log log;
	struct access_error error;
	assert_int_equal(septel__access_log_open(&log, path, &error), ACCESS_OK);
	for (int i = from; i < from + count; i++) {
		char object[32];
		snprintf(object, sizeof object, "08BAGHDAD%d", i);
		const struct access_log_entry entry = {
			.time = 1228372620 + i,
			.viewer = i % 3 ? VIEW_LITERAL("mara") : VIEW_LITERAL("tom"),
			.action = VIEW_LITERAL("show"),
			.object = septel_view_of(object),
			.outcome = i % 4 ? ACCESS_FULL : ACCESS_NONE,
			.label = {SEPTEL_CONFIDENTIAL, 0},
		};
		assert_int_equal(septel__access_log_append(&log, &entry, 1, &error), ACCESS_OK);
	}
	septel__access_log_close(&log);
}

static enum access_status verify(const char *path, struct access_log_check *check,
				 struct access_error *error)
{
	return septel__access_log_verify(check, path, (struct septel_view){"", 0}, error);
}

static void entries_stand_as_they_were_given(void **state)
{
	const struct folder *folder = *state;
	static const char EXPECTED[] =
		"1\t2008-12-04T06:37:12Z\tmara\tshow\t08BAGHDAD3796\tmasked\tCONFIDENTIAL//EXDIS\t";
	struct access_log log;
	struct access_error error;
	struct access_log_check check;
	const struct access_log_entry entries[] = {
		{.time = 1228372632,
		 .viewer = VIEW_LITERAL("mara"),
		 .action = VIEW_LITERAL("show"),
		 .object = VIEW_LITERAL("08BAGHDAD3796"),
		 .outcome = ACCESS_MASKED,
		 .label = {SEPTEL_CONFIDENTIAL, UINT64_C(1) << 9}},
		{.viewer = VIEW_LITERAL("m\tx\n\\\377\033"), .outcome = ACCESS_NONE},
	};
	assert_int_equal(septel__access_log_open(&log, folder->file, &error), ACCESS_OK);
	assert_int_equal(septel__access_log_append(&log, entries, 2, &error), ACCESS_OK);
	septel__access_log_close(&log);
	size_t length;
	char *text = read_file(folder->file, &length);
	assert_memory_equal(text, EXPECTED, sizeof EXPECTED - 1);
	assert_non_null(strstr(text, "Z\tm\\x09x\\x0A\\x5C\\xFF\\x1B\t-\t-\tnone\t-\t"));
	free(text);
	assert_int_equal(verify(folder->file, &check, &error), ACCESS_OK);
	assert_int_equal(check.entries, 2);
}

/* ---- what is done to a log is found --------------------------------------------------- */

#define ENTRIES 9

/* One way to spoil a log of ENTRIES lines. */
enum spoil {
	CHANGE_A_BYTE,
	CHANGE_THE_HASH,
	REMOVE_A_LINE,
	REMOVE_THE_FIRST,
	DOUBLE_A_LINE,
	SWAP_TWO_LINES,
	CUT_THE_LAST_LINE,
	CUT_INSIDE_A_LINE,
	CUT_ALL,
	PUT_A_LINE_BEFORE,
	EMPTY_LINE,
	REMOVE_THE_HEAD,
	DAMAGE_THE_HEAD,
	OTHER_HEAD,
};

static char *line_at(char *text, int line)
{
	for (; line > 1; line--)
		text = strchr(text, '\n') + 1;
	return text;
}

static void remove_bytes(char *from, size_t length)
{
	memmove(from, from + length, strlen(from + length) + 1);
}

static size_t line_length(const char *line)
{
	return (size_t)(strchr(line, '\n') - line) + 1;
}

/* The text has room for twice its length. */
static void spoil_text(char *text, enum spoil spoil)
{
	char copy[1024], *line = line_at(text, 4), *last = line_at(text, ENTRIES);
	const size_t length = line_length(line);
	switch (spoil) {
	case CHANGE_A_BYTE:
		strstr(line, "BAGHDAD")[0] = 'b';
		break;
	case CHANGE_THE_HASH:
		line[length - 2] = line[length - 2] == '0' ? '1' : '0';
		break;
	case REMOVE_A_LINE:
		remove_bytes(line, length);
		break;
	case REMOVE_THE_FIRST:
		remove_bytes(text, line_length(text));
		break;
	case DOUBLE_A_LINE:
		memmove(line + length, line, strlen(line) + 1);
		break;
	case SWAP_TWO_LINES:
		memcpy(copy, line, length);
		memmove(line, line + length, line_length(line + length));
		memcpy(line + line_length(line), copy, length);
		break;
	case CUT_THE_LAST_LINE:
		*last = '\0';
		break;
	case CUT_INSIDE_A_LINE:
		last[20] = '\0';
		break;
	case CUT_ALL:
		*text = '\0';
		break;
	case PUT_A_LINE_BEFORE:
		memmove(text + 5, text, strlen(text) + 1);
		memcpy(text, "what\n", 5);
		break;
	case EMPTY_LINE:
		memmove(line + 1, line, strlen(line) + 1);
		*line = '\n';
		break;
	case REMOVE_THE_HEAD:
	case DAMAGE_THE_HEAD:
	case OTHER_HEAD:
		break;
	}
}

static void spoil_head(const char *path, enum spoil spoil)
{
	char head[160];
	size_t length;
	snprintf(head, sizeof head, "%s.head", path);
	if (spoil == REMOVE_THE_HEAD) {
		assert_int_equal(unlink(head), 0);
	} else if (spoil == DAMAGE_THE_HEAD) {
		write_file(head, VIEW_LITERAL("9 what\n"));
	} else if (spoil == OTHER_HEAD) {
		char *text = read_file(head, &length);
		text[40] = text[40] == '0' ? '1' : '0';
		write_file(head, (struct septel_view){text, length});
		free(text);
	}
}

static void whatever_is_done_to_a_log_is_found(void **state)
{
	const struct folder *folder = *state;
	static const struct {
		enum spoil spoil;
		uint64_t line;
		const char *error;
		enum access_status append; /* what an append makes of it */
	} CASES[] = {
		{CHANGE_A_BYTE, 4, ":4:1: entry 4 was changed", ACCESS_OK},
		{CHANGE_THE_HASH, 4, ":4:1: entry 4 was changed", ACCESS_OK},
		{REMOVE_A_LINE, 4, ":4:1: entry 4 is missing: entry 5 stands there", ACCESS_OK},
		{REMOVE_THE_FIRST, 1, ":1:1: entry 1 is missing: entry 2 stands there", ACCESS_OK},
		{DOUBLE_A_LINE, 5, ":5:1: entry 5 is missing: entry 4 stands there", ACCESS_OK},
		{SWAP_TWO_LINES, 4, ":4:1: entry 4 is missing: entry 5 stands there", ACCESS_OK},
		{CUT_THE_LAST_LINE, 9, ": entries 9 to 9 are missing at the end", ACCESS_BROKEN},
		{CUT_INSIDE_A_LINE, 9, ":9:1: entry 9 is cut off", ACCESS_BROKEN},
		{CUT_ALL, 1, ": entries 1 to 9 are missing at the end", ACCESS_BROKEN},
		{PUT_A_LINE_BEFORE, 1, ":1:1: entry 1 is no entry", ACCESS_OK},
		{EMPTY_LINE, 4, ":4:1: entry 4 is no entry", ACCESS_OK},
		{REMOVE_THE_HEAD, 0, ".head: missing", ACCESS_BROKEN},
		{DAMAGE_THE_HEAD, 0, ".head: damaged", ACCESS_BROKEN},
		{OTHER_HEAD, 0, ": entry 9 is not the one its head knows", ACCESS_BROKEN},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct access_log log;
		struct access_log_check check;
		struct access_error error;
		const struct access_log_entry entry = {.viewer = VIEW_LITERAL("tom")};
		char head[160];
		size_t length;
		snprintf(head, sizeof head, "%s.head", folder->file);
		unlink(folder->file);
		unlink(head);
		append_reads(folder->file, 1, ENTRIES);
		assert_int_equal(verify(folder->file, &check, &error), ACCESS_OK);
		char *text = read_file(folder->file, &length);
		char *spoilt = calloc(2, length + 16);
		assert_non_null(spoilt);
		memcpy(spoilt, text, length);
		spoil_text(spoilt, CASES[i].spoil);
		write_file(folder->file, septel_view_of(spoilt));
		spoil_head(folder->file, CASES[i].spoil);
		free(spoilt);
		free(text);
		assert_int_equal(verify(folder->file, &check, &error), ACCESS_BROKEN);
		if (!septel__ends(septel_view_of(error.text), CASES[i].error))
			fail_msg("%s is not %s", error.text, CASES[i].error);
		assert_int_equal(check.line, CASES[i].line);
		assert_int_equal(septel__access_log_open(&log, folder->file, &error), ACCESS_OK);
		assert_int_equal(septel__access_log_append(&log, &entry, 1, &error),
				 CASES[i].append);
		septel__access_log_close(&log);
		/* Nothing that is appended makes it whole again. */
		assert_int_equal(verify(folder->file, &check, &error), ACCESS_BROKEN);
	}
}

/* Any byte of the file, changed to any other. */
static void no_byte_can_be_changed(void **state)
{
	const struct folder *folder = *state;
	struct access_log_check check;
	struct access_error error;
	size_t length;
	append_reads(folder->file, 1, 3);
	char *text = read_file(folder->file, &length);
	for (size_t i = 0; i < length; i++) {
		const char was = text[i];
		text[i] = (char)(was ^ (1 << i % 7));
		write_file(folder->file, (struct septel_view){text, length});
		if (verify(folder->file, &check, &error) != ACCESS_BROKEN)
			fail_msg("byte %zu was changed and nothing found", i);
		text[i] = was;
	}
	/* Nor the end be cut, wherever. */
	for (size_t i = 0; i < length; i++) {
		write_file(folder->file, (struct septel_view){text, i});
		assert_int_equal(verify(folder->file, &check, &error), ACCESS_BROKEN);
	}
	write_file(folder->file, (struct septel_view){text, length});
	assert_int_equal(verify(folder->file, &check, &error), ACCESS_OK);
	free(text);
}

static void a_hash_kept_elsewhere_must_be_there(void **state)
{
	const struct folder *folder = *state;
	struct access_log_check check, later;
	struct access_error error;
	char head[160];
	append_reads(folder->file, 1, 3);
	assert_int_equal(verify(folder->file, &check, &error), ACCESS_OK);
	append_reads(folder->file, 4, 2);
	const struct septel_view kept = septel_view_of(check.last);
	assert_int_equal(septel__access_log_verify(&later, folder->file, kept, &error), ACCESS_OK);
	/* A new chain in place of the old one, as whoever can write both files makes it. */
	snprintf(head, sizeof head, "%s.head", folder->file);
	unlink(folder->file);
	unlink(head);
	append_reads(folder->file, 2, 5);
	assert_int_equal(verify(folder->file, &later, &error), ACCESS_OK);
	assert_int_equal(septel__access_log_verify(&later, folder->file, kept, &error),
			 ACCESS_BROKEN);
	/* A log that is gone altogether. */
	unlink(folder->file);
	assert_int_equal(verify(folder->file, &later, &error), ACCESS_BROKEN);
	unlink(head);
	assert_int_equal(verify(folder->file, &later, &error), ACCESS_OK);
	assert_int_equal(later.entries, 0);
}

/* ---- appending -------------------------------------------------------------------------- */

static void what_a_crash_cut_is_taken_away_and_told(void **state)
{
	const struct folder *folder = *state;
	struct access_log_check check;
	struct access_error error;
	size_t length;
	append_reads(folder->file, 1, 2);
	FILE *file = fopen(folder->file, "a");
	assert_non_null(file);
	fputs("3\t2008-12-04T06:3", file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(verify(folder->file, &check, &error), ACCESS_BROKEN);
	append_reads(folder->file, 3, 1);
	assert_int_equal(verify(folder->file, &check, &error), ACCESS_OK);
	assert_int_equal(check.entries, 4);
	char *text = read_file(folder->file, &length);
	assert_non_null(
		strstr(text, "\tseptel\trecover\t17 bytes of an entry that was not finished"));
	free(text);
}

static void many_processes_append_one_chain(void **state)
{
	enum { PROCESSES = 6, EACH = 40 };
	const struct folder *folder = *state;
	struct access_log_check check;
	struct access_error error;
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			append_reads(folder->file, i * EACH, EACH);
			_exit(0);
		}
	for (int i = 0; i < PROCESSES; i++) {
		int status;
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	assert_int_equal(verify(folder->file, &check, &error), ACCESS_OK);
	assert_int_equal(check.entries, PROCESSES * EACH);
}

static void a_lazy_log_is_brought_to_disk_later(void **state)
{
	const struct folder *folder = *state;
	struct access_log log;
	struct access_log_check check;
	struct access_error error;
	const struct access_log_entry entry = {.viewer = VIEW_LITERAL("tom")};
	char head[160];
	size_t length;
	snprintf(head, sizeof head, "%s.head", folder->file);
	assert_int_equal(septel__access_log_open(&log, folder->file, &error), ACCESS_OK);
	log.lazy = true;
	for (int i = 0; i < 100; i++)
		assert_int_equal(septel__access_log_append(&log, &entry, 1, &error), ACCESS_OK);
	char *text = read_file(head, &length);
	assert_int_equal(strtol(text, NULL, 10), 0);
	free(text);
	assert_int_equal(verify(folder->file, &check, &error), ACCESS_OK);
	assert_int_equal(septel__access_log_sync(&log, &error), ACCESS_OK);
	text = read_file(head, &length);
	assert_int_equal(strtol(text, NULL, 10), 100);
	free(text);
	septel__access_log_close(&log);
}

/* The longest fields fit a line, whatever they hold. */
static void the_longest_entry_is_an_entry(void **state)
{
	const struct folder *folder = *state;
	static char bytes[100000];
	struct access_log log;
	struct access_log_check check;
	struct access_error error;
	memset(bytes, 0xFF, sizeof bytes);
	const struct septel_view field = {bytes, sizeof bytes};
	const struct access_log_entry entry = {.viewer = field,
					       .action = field,
					       .object = field,
					       .label = {SEPTEL_TOP_SECRET, ~UINT64_C(0)}};
	assert_int_equal(septel__access_log_open(&log, folder->file, &error), ACCESS_OK);
	for (int i = 0; i < 200; i++)
		assert_int_equal(septel__access_log_append(&log, &entry, 1, &error), ACCESS_OK);
	septel__access_log_close(&log);
	assert_int_equal(verify(folder->file, &check, &error), ACCESS_OK);
	assert_int_equal(check.entries, 200);
}

/* ---- reading ----------------------------------------------------------------------------- */

struct taken {
	uint64_t first, last, count, sum;
};

static bool take(void *context, const struct access_log_entry *entry)
{
	struct taken *taken = context;
	if (taken->count++ == 0)
		taken->first = entry->number;
	taken->last = entry->number;
	taken->sum += entry->number;
	return true;
}

static void entries_are_read_by_filter_forward_and_back(void **state)
{
	const struct folder *folder = *state;
	enum { COUNT = 3000 };
	static const struct {
		struct access_log_filter filter;
		uint64_t first, last, count;
	} CASES[] = {
		{{.newest_first = false}, 1, COUNT, COUNT},
		{{.newest_first = true}, COUNT, 1, COUNT},
		{{.newest_first = true, .limit = 5}, COUNT, COUNT - 4, 5},
		{{.limit = 5}, 1, 5, 5},
		{{.viewer = {"TOM", 3}}, 3, 3000, 1000},
		{{.viewer = {"to", 2}}, 0, 0, 0},
		{{.denied = true}, 4, 3000, 750},
		{{.denied = true, .viewer = {"tom", 3}, .newest_first = true}, 3000, 12, 250},
		{{.object = {"08baghdad17", 11}}, 17, 17, 1},
		{{.action = {"show", 4}, .from = 1228372620 + 10, .to = 1228372620 + 12},
		 10,
		 12,
		 3},
	};
	struct access_log log;
	struct access_error error;
	assert_int_equal(septel__access_log_open(&log, folder->file, &error), ACCESS_OK);
	log.lazy = true;
	for (int i = 1; i <= COUNT; i++) {
		char object[32];
		snprintf(object, sizeof object, "08BAGHDAD%d", i);
		const struct access_log_entry entry = {
			.time = 1228372620 + i,
			.viewer = i % 3 ? VIEW_LITERAL("mara") : VIEW_LITERAL("tom"),
			.action = VIEW_LITERAL("show"),
			.object = septel_view_of(object),
			.outcome = i % 4 ? ACCESS_FULL : ACCESS_NONE};
		assert_int_equal(septel__access_log_append(&log, &entry, 1, &error), ACCESS_OK);
	}
	septel__access_log_close(&log);
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct taken taken = {0};
		assert_int_equal(septel__access_log_read(folder->file, &CASES[i].filter, take,
							 &taken, &error),
				 ACCESS_OK);
		assert_int_equal(taken.count, CASES[i].count);
		assert_int_equal(taken.first, CASES[i].first);
		assert_int_equal(taken.last, CASES[i].last);
		if (taken.count == COUNT)
			assert_int_equal(taken.sum, (uint64_t)COUNT * (COUNT + 1) / 2);
	}
	struct taken none = {0};
	const struct access_log_filter all = {.limit = 0};
	assert_int_equal(
		septel__access_log_read("/tmp/septel-no-such-log", &all, take, &none, &error),
		ACCESS_OK);
	assert_int_equal(none.count, 0);
}

int main(void)
{
#define ON_FILES(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
	const struct CMUnitTest tests[] = {
		ON_FILES(entries_stand_as_they_were_given),
		ON_FILES(whatever_is_done_to_a_log_is_found),
		ON_FILES(no_byte_can_be_changed),
		ON_FILES(a_hash_kept_elsewhere_must_be_there),
		ON_FILES(what_a_crash_cut_is_taken_away_and_told),
		ON_FILES(many_processes_append_one_chain),
		ON_FILES(a_lazy_log_is_brought_to_disk_later),
		ON_FILES(the_longest_entry_is_an_entry),
		ON_FILES(entries_are_read_by_filter_forward_and_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
