/* cmd_help.c - septel help and septel completion: made from the table. */
#include "commands.h"
#include "man.h"

#include <stdio.h>
#include <string.h>

enum { OPT_MAN };

static const struct option OPTIONS[] = {
	{"man", OPTION_FLAG, NULL, "as a manual page (mdoc)"},
};

static int run_help(const struct invocation *invocation)
{
	const bool page = invocation->options[OPT_MAN].text != NULL;
	if (invocation->count == 0 && page) {
		man_overview();
		return EXIT_DONE;
	}
	if (invocation->count == 0) {
		for (size_t i = 0; i < COMMAND_COUNT; i++)
			printf("%-11s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
		return EXIT_DONE;
	}
	const struct command *command = command_find(invocation->arguments[0]);
	if (!command) {
		fprintf(stderr, "septel help: no command '%s'\n", invocation->arguments[0]);
		return EXIT_INVALID;
	}
	if (page)
		man_command(command);
	else
		command_usage(command);
	return EXIT_DONE;
}

const struct command COMMAND_HELP = {
	.name = "help",
	.summary = "Show all commands, or one of them",
	.arguments = "[COMMAND]",
	.about = "Without an argument one line for each command; with one the same as COMMAND\n"
		 "--help.",
	.example = "septel help parse",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_help,
};

/* "auto|always|never" as words. */
static void print_choices(const char *choices)
{
	for (; *choices; choices++)
		putchar(*choices == '|' ? ' ' : *choices);
}

/* The words behind an option that takes one of a few. */
static void bash_choices(const struct command *command, const struct option *option)
{
	if (option->kind != OPTION_CHOICE)
		return;
	printf("\t--%s) if [ \"${COMP_WORDS[1]}\" = %s ]; then\n\t\tmapfile -t COMPREPLY < "
	       "<(compgen -W '",
	       option->name, command->name);
	print_choices(option->argument);
	printf("' -- \"$word\")\n\t\treturn\n\tfi ;;\n");
}

static void bash_completion(void)
{
	printf("_septel()\n{\n\tlocal word=${COMP_WORDS[COMP_CWORD]} options=\n"
	       "\tCOMPREPLY=()\n\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n"
	       "\t\tmapfile -t COMPREPLY < <(compgen -W '");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		printf("%s%s", i ? " " : "", COMMANDS[i]->name);
	printf("' -- \"$word\")\n\t\treturn\n\tfi\n\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		printf("\t%s) options='--help", COMMANDS[i]->name);
		for (size_t k = 0; k < COMMANDS[i]->option_count; k++)
			printf(" --%s", COMMANDS[i]->options[k].name);
		printf("' ;;\n");
	}
	printf("\tesac\n\tcase ${COMP_WORDS[COMP_CWORD-1]} in\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		for (size_t k = 0; k < COMMANDS[i]->option_count; k++)
			bash_choices(COMMANDS[i], &COMMANDS[i]->options[k]);
	printf("\tesac\n\tcase $word in\n"
	       "\t-*) mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\") ;;\n"
	       "\t*) mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n\tesac\n}\n"
	       "complete -F _septel -o filenames septel\n");
}

/* A text inside single quotes of zsh. */
static void print_quoted(const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			printf("'\\''");
		else if (*text == ':' || *text == '[' || *text == ']')
			printf("\\%c", *text);
		else
			putchar(*text);
	}
}

/* What an option takes: nothing, one of a few words, or a word. */
static void zsh_value(const struct option *option)
{
	printf("]");
	if (option->kind == OPTION_CHOICE) {
		printf(":value:(");
		print_choices(option->argument);
		printf(")");
	} else if (option->kind != OPTION_FLAG) {
		printf(":value:");
	}
	printf("'");
}

static void zsh_completion(void)
{
	printf("#compdef septel\n_septel()\n{\n\tlocal -a commands\n\tcommands=(\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		printf("\t\t'%s:", COMMANDS[i]->name);
		print_quoted(COMMANDS[i]->summary);
		printf("'\n");
	}
	printf("\t)\n\tif (( CURRENT == 2 )); then\n\t\t_describe command "
	       "commands\n\t\treturn\n\tfi\n"
	       "\tcase $words[2] in\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		printf("\t%s) _arguments '--help[show how the command is called]'",
		       COMMANDS[i]->name);
		for (size_t k = 0; k < COMMANDS[i]->option_count; k++) {
			const struct option *option = &COMMANDS[i]->options[k];
			printf(" '--%s[", option->name);
			print_quoted(option->help);
			zsh_value(option);
		}
		printf(" '*:file:_files' ;;\n");
	}
	printf("\tesac\n}\nif [ \"$funcstack[1]\" = _septel ]; then\n\t_septel \"$@\"\nelse\n"
	       "\tcompdef _septel septel\nfi\n");
}

static int run_completion(const struct invocation *invocation)
{
	if (strcmp(invocation->arguments[0], "bash") == 0)
		bash_completion();
	else if (strcmp(invocation->arguments[0], "zsh") == 0)
		zsh_completion();
	else {
		fprintf(stderr, "septel completion: '%s' is neither bash nor zsh\n",
			invocation->arguments[0]);
		return EXIT_INVALID;
	}
	return EXIT_DONE;
}

const struct command COMMAND_COMPLETION = {
	.name = "completion",
	.summary = "Print a shell's completion of septel",
	.arguments = "bash|zsh",
	.least = 1,
	.about = "For bash: source <(septel completion bash). For zsh: put it into a folder\n"
		 "of $fpath as _septel, or source it behind compinit.",
	.example = "septel completion bash",
	.run = run_completion,
};
