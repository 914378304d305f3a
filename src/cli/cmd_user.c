/* cmd_user.c - septel user: who may read an archive, and with which rights. */
#include "archive_session.h"
#include "commands.h"
#include "safe.h"

#include <stdio.h>
#include <stdlib.h>

enum { OPT_ARCHIVE };

static const struct option OPTIONS[] = {OPTION_ROW_ARCHIVE};

static int end(const struct invocation *invocation, enum access_status status,
	       const struct access_error *error)
{
	if (status == ACCESS_OK)
		return EXIT_DONE;
	complain("septel %s: %s", invocation->command->name, error->text);
	return EXIT_INVALID;
}

/* The words of the command as one line of the file. */
static struct septel_view join_words(const struct invocation *invocation,
				     struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	for (size_t i = 0; i < invocation->count; i++) {
		if (i)
			septel__out_byte(&out, ' ');
		septel__out_string(&out, invocation->arguments[i]);
	}
	return septel__out_written(&out);
}

static enum access_status add(const struct invocation *invocation, const char *path,
			      struct septel_arena *arena, struct access_error *error)
{
	struct access_viewer viewer;
	const enum access_status status =
		septel__users_read_line(&viewer, join_words(invocation, arena), arena, error);
	return status == ACCESS_OK ? septel__users_add(path, &viewer, error) : status;
}

static enum access_status remove_user(const struct invocation *invocation, const char *path,
				      struct septel_arena *arena, struct access_error *error)
{
	(void)arena;
	return septel__users_remove(path, septel_view_of(invocation->arguments[0]), error);
}

static enum access_status list(const struct invocation *invocation, const char *path,
			       struct septel_arena *arena, struct access_error *error)
{
	struct access_users users;
	(void)invocation;
	const enum access_status status = septel__users_load(&users, path, arena, error);
	for (size_t i = 0; status == ACCESS_OK && i < users.count; i++) {
		const struct septel_view line = septel__users_line(&users.at[i], arena);
		printf("%.*s\n", VIEW_FORMAT(line));
	}
	return status;
}

typedef enum access_status user_work(const struct invocation *invocation, const char *path,
				     struct septel_arena *arena, struct access_error *error);

static int run(const struct invocation *invocation, user_work *work)
{
	struct access_error error = {"out of memory"};
	struct septel_arena *arena = septel_arena_new(0);
	char *path = archive_beside(archive_path(&invocation->options[OPT_ARCHIVE]), "-users");
	enum access_status status = ACCESS_FAILED;
	if (arena && path)
		status = work(invocation, path, arena, &error);
	free(path);
	septel_arena_free(arena);
	return end(invocation, status, &error);
}

static int run_add(const struct invocation *invocation)
{
	return run(invocation, add);
}

static int run_remove(const struct invocation *invocation)
{
	return run(invocation, remove_user);
}

static int run_list(const struct invocation *invocation)
{
	return run(invocation, list);
}

#define EXAMPLE_FRONT "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; "

const struct command COMMAND_USER = {
	.name = "user",
	.summary = "Who may read an archive",
	.arguments = "COMMAND",
	.about = "Users stand in the file ARCHIVE-users, one line each: name, clearance, then\n"
		 "captions=, roles=, cases= as they apply. A user looks with --as NAME; without\n"
		 "it the viewer is the owner of the archive, who sees all.",
	.example = EXAMPLE_FRONT "septel user add mara S captions=EXDIS; septel user list",
};

const struct command COMMAND_USER_ADD = {
	.name = "user add",
	.summary = "Add a user, or change one",
	.arguments = "NAME CLEARANCE [RIGHT...]",
	.least = 2,
	.about = "CLEARANCE is U, LOU, R, C, S or TS. RIGHT is captions=LIST, roles=LIST or\n"
		 "cases=LIST, commas between, hyphens for blanks (captions=EXDIS,ROGER-CHANNEL).",
	.example = EXAMPLE_FRONT
	"septel user add mara S captions=EXDIS roles=officer; septel user list",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_add,
};

const struct command COMMAND_USER_REMOVE = {
	.name = "user remove",
	.summary = "Take a user away",
	.arguments = "NAME",
	.least = 1,
	.about = "What the user read stays in the log.",
	.example = EXAMPLE_FRONT
	"septel user add mara S; septel user add tom C; septel user remove tom; "
	"septel user list",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_remove,
};

const struct command COMMAND_USER_LIST = {
	.name = "user list",
	.summary = "List the users, as their file has them",
	.arguments = "",
	.about = "One line a user.",
	.example = EXAMPLE_FRONT "septel user add tom C; septel user list",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_list,
};
