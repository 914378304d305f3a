/* command.c - see command.h. */
#include "command.h"
#include "safe.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From the first telegraph line to where two digits of a year still tell it. */
#define YEAR_LEAST 1844
#define YEAR_MOST  2100

const char *command_word(const struct command *command)
{
	const char *blank = strchr(command->name, ' ');
	return blank ? blank + 1 : command->name;
}

static bool is_in_group(const struct command *command, const struct command *group)
{
	const size_t first = strcspn(command->name, " ");
	if (!group)
		return command->name[first] == '\0';
	return command->name[first] == ' ' && strlen(group->name) == first &&
	       strncmp(command->name, group->name, first) == 0;
}

const struct command *command_next(const struct command *group, size_t *at)
{
	while (*at < COMMAND_COUNT) {
		const struct command *command = COMMANDS[(*at)++];
		if (is_in_group(command, group))
			return command;
	}
	return NULL;
}

static const struct command *find_in(const struct command *group, const char *word)
{
	const struct command *command;
	for (size_t at = 0; (command = command_next(group, &at));)
		if (strcmp(command_word(command), word) == 0)
			return command;
	return NULL;
}

const struct command *command_find(const char *const *words, size_t count, size_t *used)
{
	*used = 0;
	const struct command *command = count ? find_in(NULL, words[0]) : NULL;
	if (!command)
		return NULL;
	*used = 1;
	const struct command *inner =
		!command->run && count > 1 ? find_in(command, words[1]) : NULL;
	if (inner)
		*used = 2;
	return inner ? inner : command;
}

void command_list(FILE *to, const struct command *group, const char *indent)
{
	const struct command *command;
	for (size_t at = 0; (command = command_next(group, &at));)
		fprintf(to, "%s%-11s %s\n", indent, command_word(command), command->summary);
}

/* "--year=2008" and "--year 2008": the name's length, and the value if it is
 * in the same word. */
static size_t split_option(const char *word, const char **value)
{
	const char *equal = strchr(word, '=');
	*value = equal ? equal + 1 : NULL;
	return equal ? (size_t)(equal - word) : strlen(word);
}

static int find_option(const struct command *command, const char *word, size_t length)
{
	for (size_t i = 0; i < command->option_count; i++)
		if (strlen(command->options[i].name) == length &&
		    strncmp(command->options[i].name, word, length) == 0)
			return (int)i;
	return -1;
}

static bool is_choice(const char *choices, const char *value)
{
	const size_t length = strlen(value);
	for (const char *at = choices; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
		if (strncmp(at, value, length) == 0 && (at[length] == '|' || at[length] == '\0'))
			return true;
	return false;
}

static bool read_value(const struct command *command, const struct option *option,
		       struct option_value *out, const char *value)
{
	out->text = value;
	if (option->kind == OPTION_CHOICE && !is_choice(option->argument, value)) {
		complain("septel %s: --%s: '%s' is none of %s", command->name, option->name, value,
			 option->argument);
		return false;
	}
	if (option->kind != OPTION_NUMBER && option->kind != OPTION_YEAR)
		return true;
	char *end;
	errno = 0;
	out->number = strtol(value, &end, 10);
	if (errno || end == value || *end != '\0') {
		complain("septel %s: --%s: '%s' is no number", command->name, option->name, value);
		return false;
	}
	if (option->kind == OPTION_YEAR && (out->number < YEAR_LEAST || out->number > YEAR_MOST)) {
		complain("septel %s: --%s: '%s' is no year from %d to %d", command->name,
			 option->name, value, YEAR_LEAST, YEAR_MOST);
		return false;
	}
	return true;
}

/* One option at words[*at]; moves *at over its value. */
/* Options with a short name: where the casebook is, as git has it; to check a configuration alone,
 * as daemons have it.  NULL: it is none. */
static const char *short_option(const char *word)
{
	return strcmp(word, "-C") == 0 ? "casebook" : strcmp(word, "-n") == 0 ? "check" : NULL;
}

static bool read_option(struct invocation *invocation, char *const *words, size_t count, size_t *at)
{
	const struct command *command = invocation->command;
	const char *spelled = short_option(words[*at]), *value;
	const char *word = spelled ? spelled : words[*at] + 2;
	const size_t length = split_option(word, &value);
	const int index = find_option(command, word, length);
	if (index < 0) {
		complain("septel %s: no option '%s' (septel %s --help)", command->name, words[*at],
			 command->name);
		return false;
	}
	const struct option *option = &command->options[index];
	if (option->kind == OPTION_FLAG) {
		if (value) {
			complain("septel %s: --%s takes no value", command->name, option->name);
			return false;
		}
		invocation->options[index].text = "";
		return true;
	}
	if (!value) {
		if (*at + 1 >= count) {
			complain("septel %s: --%s needs %s", command->name, option->name,
				 option->argument);
			return false;
		}
		value = words[++*at];
	}
	return read_value(command, option, &invocation->options[index], value);
}

/* "FILE...": any number; else as many as words. */
static size_t most_arguments(const struct command *command)
{
	if (strstr(command->arguments, "..."))
		return SIZE_MAX;
	size_t words = 0;
	for (const char *at = command->arguments; *at; at++)
		words += *at != ' ' && (at == command->arguments || at[-1] == ' ');
	return words;
}

bool command_read(struct invocation *invocation, const struct command *command, char *const *words,
		  size_t count, const char **arguments)
{
	*invocation = (struct invocation){.command = command, .arguments = arguments};
	bool options = true;
	for (size_t at = 0; at < count; at++) {
		if (options && strcmp(words[at], "--") == 0)
			options = false;
		else if (options && (strncmp(words[at], "--", 2) == 0 || short_option(words[at]))) {
			if (!read_option(invocation, words, count, &at))
				return false;
		} else if (options && words[at][0] == '-' && words[at][1] != '\0') {
			complain("septel %s: no option '%s' (septel %s --help)", command->name,
				 words[at], command->name);
			return false;
		} else {
			arguments[invocation->count++] = words[at];
		}
	}
	const size_t most = most_arguments(command);
	if (invocation->count > most) {
		complain("septel %s: unexpected argument '%s' (septel %s --help)", command->name,
			 arguments[most], command->name);
		return false;
	}
	if (invocation->count < command->least) {
		complain("septel %s: needs %s (septel %s --help)", command->name,
			 command->arguments, command->name);
		return false;
	}
	return true;
}

bool command_excludes(const struct invocation *invocation, size_t one, size_t other)
{
	const struct command *command = invocation->command;
	if (!invocation->options[one].text || !invocation->options[other].text)
		return true;
	complain("septel %s: --%s and --%s exclude each other", command->name,
		 command->options[one].name, command->options[other].name);
	return false;
}

const char *command_exit(const struct command *command, enum exit_code code)
{
	switch (code) {
	case EXIT_DONE:
		return "done";
	case EXIT_NOT_SO:
		return command->not_so;
	case EXIT_INVALID:
		return "bad usage, unreadable or invalid input";
	case EXIT_REFUSED:
		return command->refused;
	case EXIT_BROKEN:
		return command->broken;
	case EXIT_NO_ACCESS:
		return command->no_access;
	}
	return NULL;
}

/* The options, their help in one column. */
static void print_options(const struct command *command)
{
	int width = 0;
	for (size_t i = 0; i < command->option_count; i++) {
		const struct option *option = &command->options[i];
		const int length = (int)(strlen(option->name) +
					 (option->argument ? strlen(option->argument) + 1 : 0));
		width = length > width ? length : width;
	}
	if (command->option_count)
		printf("\noptions:\n");
	for (size_t i = 0; i < command->option_count; i++) {
		const struct option *option = &command->options[i];
		const int used = printf("  --%s%s%s", option->name, option->argument ? " " : "",
					option->argument ? option->argument : "");
		printf("%*s%s\n", width + 6 - used, "", option->help);
	}
}

/* A group: what it is for, and its commands. */
static void group_usage(const struct command *group)
{
	printf("usage: septel %s COMMAND [options] [arguments]\n\n%s.\n\n%s\n\ncommands:\n",
	       group->name, group->summary, group->about);
	command_list(stdout, group, "  ");
	printf("\nexample:\n  %s\n", group->example);
}

void command_usage(const struct command *command)
{
	if (!command->run) {
		group_usage(command);
		return;
	}
	printf("usage: septel %s%s%s%s\n\n%s.\n\n%s\n", command->name,
	       command->option_count ? " [options]" : "", *command->arguments ? " " : "",
	       command->arguments, command->summary, command->about);
	print_options(command);
	printf("\nexit:\n");
	for (int code = EXIT_DONE; code <= EXIT_NO_ACCESS; code++)
		if (command_exit(command, (enum exit_code)code))
			printf("  %d  %s\n", code, command_exit(command, (enum exit_code)code));
	printf("\nexample:\n  %s\n", command->example);
}
