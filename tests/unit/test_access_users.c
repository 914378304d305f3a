/* The file of users: what it says, what it refuses, how it is changed. */
#include "folder.h"

#include "../../src/access/users.h"

#include <sys/stat.h>

static uint64_t right(const char *caption)
{
	uint64_t bit;
	assert_true(septel__label_caption(septel_view_of(caption), &bit));
	return bit;
}

static void a_file_says_who_may_read(void **state)
{
	(void)state;
	static const char TEXT[] =
		"# who may read\n"
		"\n"
		"mara   S   captions=EXDIS,roger-channel roles=officer cases=p1,p2\r\n"
		"  ; tom is new\n"
		"\ttom C roles=officer,supervisor cases=*\n"
		"allied secret captions=NOFORN foreign\n"
		"chief TOP-SECRET captions=all";
	struct septel_arena *arena = septel_arena_new(0);
	struct access_users users;
	struct access_error error;
	struct access_viewer viewer;
	assert_int_equal(septel__users_read(&users, septel_view_of(TEXT), "users", arena, &error),
			 ACCESS_OK);
	assert_true(users.present);
	assert_int_equal(users.count, 4);
	assert_true(septel__users_find(&users, VIEW_LITERAL("MARA"), &viewer));
	assert_view(viewer.name, "mara");
	assert_int_equal(viewer.clearance, SEPTEL_SECRET);
	assert_true(viewer.rights == (right("EXDIS") | right("ROGER CHANNEL")));
	assert_false(viewer.foreign || viewer.owner);
	assert_true(septel__viewer_has_role(&viewer, VIEW_LITERAL("Officer")));
	assert_false(septel__viewer_has_role(&viewer, VIEW_LITERAL("supervisor")));
	assert_true(septel__viewer_has_case(&viewer, VIEW_LITERAL("p2")));
	assert_false(septel__viewer_has_case(&viewer, VIEW_LITERAL("p3")));
	assert_true(septel__users_find(&users, VIEW_LITERAL("tom"), &viewer));
	assert_int_equal(viewer.clearance, SEPTEL_CONFIDENTIAL);
	assert_true(viewer.rights == 0);
	assert_true(septel__viewer_has_case(&viewer, VIEW_LITERAL("p3")));
	assert_true(septel__users_find(&users, VIEW_LITERAL("allied"), &viewer));
	assert_true(viewer.foreign);
	assert_true(septel__users_find(&users, VIEW_LITERAL("chief"), &viewer));
	assert_int_equal(viewer.clearance, SEPTEL_TOP_SECRET);
	assert_true(viewer.rights == VIEWER_ALL_RIGHTS);
	assert_false(viewer.owner);
	assert_false(septel__users_find(&users, VIEW_LITERAL("nobody"), &viewer));
	assert_int_equal(viewer.clearance, SEPTEL_CLASS_NONE);
	septel_arena_free(arena);
}

static void what_is_not_understood_is_refused_at_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *text, *error;
	} CASES[] = {
		{"mara\n", "users:1:5: no clearance ''"},
		{"mara S\ntom X\n", "users:2:5: no clearance 'X'"},
		{"m/ra S\n", "users:1:1: no name 'm/ra'"},
		{"mara S caption=EXDIS\n", "users:1:8: unknown word 'caption=EXDIS'"},
		{"mara S foreigner\n", "users:1:8: unknown word 'foreigner'"},
		{"mara S captions=EXDIS,WHAT\n", "users:1:23: no caption 'WHAT'"},
		{"mara S captions=\n", "users:1:17: no caption ''"},
		{"mara S captions=EXDIS,\n", "users:1:23: no caption ''"},
		{"mara S captions=SIPDIS\n", "users:1:17: no right is needed for 'SIPDIS'"},
		{"mara S roles=a,,b\n", "users:1:16: no name ''"},
		{"mara S roles=*\n", "users:1:14: no name '*'"},
		{"mara S roles=a roles=b\n", "users:1:16: stated twice 'roles=b'"},
		{"mara S\n# tom\nMara C\n", "users:3:1: a second line for 'Mara'"},
		{"tom S\nm\303\244ra S\n", "users:2:1: no name 'm\303\244ra'"},
		{"tom S \033[31m\n", "users:1:7: unknown word '?[31m'"},
		{"tom S \377\n", "users:1:7: unknown word '?'"},
	};
	struct septel_arena *arena = septel_arena_new(0);
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct access_users users;
		struct access_error error;
		assert_int_equal(septel__users_read(&users, septel_view_of(CASES[i].text), "users",
						    arena, &error),
				 ACCESS_INVALID);
		if (!septel__starts(septel_view_of(error.text), CASES[i].error))
			fail_msg("%s is not %s", error.text, CASES[i].error);
		assert_int_equal(users.count, 0);
	}
	septel_arena_free(arena);
}

static void lines_read_as_they_are_written(void **state)
{
	(void)state;
	static const char *const LINES[] = {
		"mara S captions=EXDIS,ROGER-CHANNEL roles=officer cases=p1,p2",
		"tom C roles=officer,supervisor cases=*",
		"allied S captions=ICRC-CONF,NOFORN foreign",
		"chief TS captions=all",
		"guest U",
	};
	struct septel_arena *arena = septel_arena_new(0);
	struct access_viewer viewer;
	struct access_error error;
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		assert_int_equal(
			septel__users_read_line(&viewer, septel_view_of(LINES[i]), arena, &error),
			ACCESS_OK);
		assert_view(septel__users_line(&viewer, arena), LINES[i]);
	}
	static const char *const OTHERS[] = {"", " ", "tom", "tom S\nmara S", "tom S x"};
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
		assert_int_equal(
			septel__users_read_line(&viewer, septel_view_of(OTHERS[i]), arena, &error),
			ACCESS_INVALID);
		assert_int_equal(viewer.clearance, SEPTEL_CLASS_NONE);
		assert_true(septel__starts(septel_view_of(error.text), "user:"));
	}
	septel_arena_free(arena);
}

/* Whatever the bytes, they are read or refused; what was read is written the same. */
static void any_bytes_are_read_or_refused(void **state)
{
	(void)state;
	static const char *const PIECES[] = {
		"mara", " ",      " ",      "\n",  "S",       "TS",       "captions=", "EXDIS",
		",",    "roles=", "cases=", "*",   "foreign", "#",        "\t",        "=",
		"\r\n", "\377",   "tom",    "all", "NODIS",   "\302\205", "-"};
	struct septel_arena *arena = septel_arena_new(0);
	uint64_t seed = 5;
	size_t read = 0;
	for (int i = 0; i < 20000; i++) {
		char text[256] = "mara S ";
		size_t length = i % 2 ? strlen(text) : 0;
		struct access_users users;
		struct access_error error;
		septel_arena_reset(arena);
		for (uint64_t pieces = seed % 9; pieces; pieces--) {
			seed = seed * 6364136223846793005 + 1442695040888963407;
			const char *piece = PIECES[(seed >> 33) % (sizeof PIECES / sizeof *PIECES)];
			memcpy(text + length, piece, strlen(piece));
			length += strlen(piece);
		}
		seed = seed * 6364136223846793005 + 1442695040888963407;
		const enum access_status status = septel__users_read(
			&users, (struct septel_view){text, length}, "users", arena, &error);
		if (status != ACCESS_OK) {
			assert_int_equal(status, ACCESS_INVALID);
			assert_true(septel__starts(septel_view_of(error.text), "users:"));
			continue;
		}
		for (size_t at = 0; at < users.count; at++, read++) {
			struct access_viewer again;
			const struct septel_view line = septel__users_line(&users.at[at], arena);
			assert_int_equal(septel__users_read_line(&again, line, arena, &error),
					 ACCESS_OK);
			assert_true(septel__equal(line, septel__users_line(&again, arena)));
		}
	}
	assert_true(read > 100);
	septel_arena_free(arena);
}

static void assert_file(const char *path, const char *expected)
{
	size_t length;
	char *text = read_file(path, &length);
	assert_string_equal(text, expected);
	free(text);
}

static enum access_status add(const char *path, const char *line, struct access_error *error)
{
	struct septel_arena *arena = septel_arena_new(0);
	struct access_viewer viewer;
	assert_int_equal(septel__users_read_line(&viewer, septel_view_of(line), arena, error),
			 ACCESS_OK);
	const enum access_status status = septel__users_add(path, &viewer, error);
	septel_arena_free(arena);
	return status;
}

static void changes_leave_the_rest_as_it_is(void **state)
{
	const struct folder *folder = *state;
	const char *path = folder->file;
	struct access_error error;
	struct access_users users;
	struct septel_arena *arena = septel_arena_new(0);
	assert_int_equal(septel__users_load(&users, path, arena, &error), ACCESS_OK);
	assert_false(users.present);
	assert_int_equal(add(path, "mara S", &error), ACCESS_OK);
	assert_file(path, "mara S\n");
	struct stat stat_;
	assert_int_equal(stat(path, &stat_), 0);
	assert_int_equal(stat_.st_mode & 0777, 0600);
	write_file(path, VIEW_LITERAL("# the\tlist\n\nmara  S   roles=x\n ; end"));
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(add(path, "tom C cases=*", &error), ACCESS_OK);
	assert_file(path, "# the\tlist\n\nmara  S   roles=x\n ; end\ntom C cases=*\n");
	assert_int_equal(add(path, "MARA TS", &error), ACCESS_OK);
	assert_file(path, "# the\tlist\n\nMARA TS\n ; end\ntom C cases=*\n");
	assert_int_equal(septel__users_remove(path, VIEW_LITERAL("Mara"), &error), ACCESS_OK);
	assert_file(path, "# the\tlist\n\n ; end\ntom C cases=*\n");
	assert_int_equal(stat(path, &stat_), 0);
	assert_int_equal(stat_.st_mode & 0777, 0640);
	assert_int_equal(septel__users_remove(path, VIEW_LITERAL("mara"), &error), ACCESS_INVALID);
	assert_non_null(strstr(error.text, "no user 'mara'"));
	assert_int_equal(septel__users_load(&users, path, arena, &error), ACCESS_OK);
	assert_int_equal(users.count, 1);
	septel_arena_free(arena);
}

static void a_wrong_file_or_name_is_not_changed(void **state)
{
	const struct folder *folder = *state;
	struct access_error error;
	write_file(folder->file, VIEW_LITERAL("mara what\n"));
	assert_int_equal(add(folder->file, "tom C", &error), ACCESS_INVALID);
	assert_non_null(strstr(error.text, "/file:1:6: no clearance 'what'"));
	assert_int_equal(septel__users_remove(folder->file, VIEW_LITERAL("mara"), &error),
			 ACCESS_INVALID);
	assert_file(folder->file, "mara what\n");
	write_file(folder->file, VIEW_LITERAL("mara S\n"));
	static const char *const NAMES[] = {"", "a b", "a\nb S", "#a", "a S roles=x", "\302\240"};
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		struct access_viewer viewer = septel__viewer_nobody(septel_view_of(NAMES[i]));
		viewer.clearance = SEPTEL_SECRET;
		assert_int_equal(septel__users_add(folder->file, &viewer, &error), ACCESS_INVALID);
	}
	assert_file(folder->file, "mara S\n");
	/* A folder is no file; a missing folder takes none. */
	assert_int_equal(add(folder->name, "tom C", &error), ACCESS_INVALID);
	assert_int_equal(add("/tmp/septel-no-such-folder/users", "tom C", &error), ACCESS_FAILED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_says_who_may_read),
		cmocka_unit_test(what_is_not_understood_is_refused_at_its_place),
		cmocka_unit_test(lines_read_as_they_are_written),
		cmocka_unit_test(any_bytes_are_read_or_refused),
		cmocka_unit_test_setup_teardown(changes_leave_the_rest_as_it_is, make_folder,
						remove_folder),
		cmocka_unit_test_setup_teardown(a_wrong_file_or_name_is_not_changed, make_folder,
						remove_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
