/* command.h - what a command of septel is, and how it is called.
 *
 * A command is a row: its name, its options as a table, what it takes, and the
 * function that runs it.  Usage text, man page synopsis and completion are made
 * from the row.  A command prints its result on stdout and everything else on
 * stderr, and returns one of the exit codes below.
 *
 * A name may be two words, "case show".  Then the first word has a row as well,
 * without a function: the group, which stands for all of them in help and in
 * the manual.
 */
#ifndef SEPTEL_CLI_COMMAND_H
#define SEPTEL_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum exit_code {
	EXIT_DONE = 0,
	EXIT_NOT_SO = 1,  /* ran, and what was asked does not hold */
	EXIT_INVALID = 2, /* bad usage, unreadable or invalid input */
	EXIT_REFUSED = 3, /* by a safeguard or a policy */
	EXIT_BROKEN = 4,  /* integrity */
	EXIT_NO_ACCESS = 5
};

enum option_kind {
	OPTION_FLAG,
	OPTION_NUMBER,
	OPTION_YEAR, /* a number: a year in which record messages were sent */
	OPTION_TEXT,
	OPTION_CHOICE
};

struct option {
	const char *name; /* "json", given as --json */
	enum option_kind kind;
	const char *argument; /* what it takes: "YEAR", or "auto|always|never" for a choice */
	const char *help;     /* one line */
};

/* What was given for the option of the same index; text NULL where it was not. */
struct option_value {
	const char *text;
	long number;
};

/* Options that one command may have. */
#define OPTIONS_LIMIT 24

struct command;

struct invocation {
	const struct command *command;
	struct option_value options[OPTIONS_LIMIT];
	const char *const *arguments;
	size_t count;
	char *const *words; /* the whole command line */
};

struct command {
	const char *name;    /* "parse", "case show" */
	const char *summary; /* one line, no full stop */
	const char
		*arguments; /* of the synopsis: "FILE...", "QUERY", "bash|zsh"; no more are taken */
	size_t least;       /* arguments that must be there */
	const char *about;  /* a paragraph or two */
	const char *not_so; /* when it ends with 1; NULL: never */
	const char *refused;   /* when it ends with 3; NULL: never */
	const char *broken;    /* when it ends with 4; NULL: never */
	const char *no_access; /* when it ends with 5; NULL: never */
	const char *example;   /* a command line that works in the source folder */
	const struct option *options;
	size_t option_count;
	int (*run)(const struct invocation *invocation); /* NULL: a group */
};

/* All commands, in the order in which help lists them. */
extern const struct command *const COMMANDS[];
extern const size_t COMMAND_COUNT;

/* The command that the words begin with, and in `used` how many of them name
 * it; a group where the second word is none of its commands.  NULL: none. */
const struct command *command_find(const char *const *words, size_t count, size_t *used);

/* Walks over the commands of `group`, or over those with a name of one word
 * (group NULL): `at` begins with 0.  NULL behind the last. */
const struct command *command_next(const struct command *group, size_t *at);

/* The last word of the name. */
const char *command_word(const struct command *command);

/* One line for each of them. */
void command_list(FILE *to, const struct command *group, const char *indent);

/* Sorts `words` (behind the command's name) into options and arguments, which
 * may come in any order; "--" ends options.  False: told on stderr what is
 * wrong.  `arguments` needs room for `count` pointers. */
bool command_read(struct invocation *invocation, const struct command *command, char *const *words,
		  size_t count, const char **arguments);

/* False, told on stderr, where both of two options were given. */
bool command_excludes(const struct invocation *invocation, size_t one, size_t other);

/* When `command` ends with `code`, for --help and the manual; NULL: never. */
const char *command_exit(const struct command *command, enum exit_code code);

/* --help of one command, on stdout. */
void command_usage(const struct command *command);

#endif
