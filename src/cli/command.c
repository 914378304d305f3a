/* command.c - see command.h. */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(COMMANDS[i]->name, name) == 0)
			return COMMANDS[i];
	return NULL;
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
		fprintf(stderr, "septel %s: --%s: '%s' is none of %s\n", command->name,
			option->name, value, option->argument);
		return false;
	}
	if (option->kind != OPTION_NUMBER)
		return true;
	char *end;
	errno = 0;
	out->number = strtol(value, &end, 10);
	if (errno || end == value || *end != '\0') {
		fprintf(stderr, "septel %s: --%s: '%s' is no number\n", command->name, option->name,
			value);
		return false;
	}
	return true;
}

/* One option at words[*at]; moves *at over its value. */
static bool read_option(struct invocation *invocation, char *const *words, size_t count, size_t *at)
{
	const struct command *command = invocation->command;
	const char *word = words[*at] + 2, *value;
	const size_t length = split_option(word, &value);
	const int index = find_option(command, word, length);
	if (index < 0) {
		fprintf(stderr, "septel %s: no option '%s' (septel %s --help)\n", command->name,
			words[*at], command->name);
		return false;
	}
	const struct option *option = &command->options[index];
	if (option->kind == OPTION_FLAG) {
		if (value) {
			fprintf(stderr, "septel %s: --%s takes no value\n", command->name,
				option->name);
			return false;
		}
		invocation->options[index].text = "";
		return true;
	}
	if (!value) {
		if (*at + 1 >= count) {
			fprintf(stderr, "septel %s: --%s needs %s\n", command->name, option->name,
				option->argument);
			return false;
		}
		value = words[++*at];
	}
	return read_value(command, option, &invocation->options[index], value);
}

bool command_read(struct invocation *invocation, const struct command *command, char *const *words,
		  size_t count, const char **arguments)
{
	*invocation = (struct invocation){.command = command, .arguments = arguments};
	bool options = true;
	for (size_t at = 0; at < count; at++) {
		if (options && strcmp(words[at], "--") == 0)
			options = false;
		else if (options && strncmp(words[at], "--", 2) == 0) {
			if (!read_option(invocation, words, count, &at))
				return false;
		} else if (options && words[at][0] == '-' && words[at][1] != '\0') {
			fprintf(stderr, "septel %s: no option '%s' (septel %s --help)\n",
				command->name, words[at], command->name);
			return false;
		} else {
			arguments[invocation->count++] = words[at];
		}
	}
	if (invocation->count < command->least) {
		fprintf(stderr, "septel %s: needs %s (septel %s --help)\n", command->name,
			command->arguments, command->name);
		return false;
	}
	return true;
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
	case EXIT_NO_ACCESS:
		break;
	}
	return NULL;
}

void command_usage(const struct command *command)
{
	printf("usage: septel %s%s%s%s\n\n%s.\n\n%s\n", command->name,
	       command->option_count ? " [options]" : "", *command->arguments ? " " : "",
	       command->arguments, command->summary, command->about);
	if (command->option_count)
		printf("\noptions:\n");
	for (size_t i = 0; i < command->option_count; i++) {
		const struct option *option = &command->options[i];
		char left[64];
		snprintf(left, sizeof left, "--%s%s%s", option->name, option->argument ? " " : "",
			 option->argument ? option->argument : "");
		printf("  %-26s %s\n", left, option->help);
	}
	printf("\nexit:\n");
	for (int code = EXIT_DONE; code <= EXIT_NO_ACCESS; code++)
		if (command_exit(command, (enum exit_code)code))
			printf("  %d  %s\n", code, command_exit(command, (enum exit_code)code));
	printf("\nexample:\n  %s\n", command->example);
}
