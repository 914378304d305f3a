/* completion.c - see completion.h. */
#include "completion.h"

#include "command.h"

#include <string.h>

/* What the arguments of a command are, to complete them. */
enum what { WHAT_NOTHING, WHAT_FILES, WHAT_WORDS, WHAT_COMMANDS };

/* From the synopsis: "FILE..." is files, "bash|zsh" these words. */
static enum what what_of(const char *synopsis)
{
	if (!synopsis)
		return WHAT_NOTHING;
	if (strchr(synopsis, '|'))
		return WHAT_WORDS;
	if (strncmp(synopsis, "[COMMAND", 8) == 0)
		return WHAT_COMMANDS;
	if (strncmp(synopsis, "FILE", 4) == 0 || strncmp(synopsis, "SOURCE", 6) == 0 ||
	    strncmp(synopsis, "DIR", 3) == 0)
		return WHAT_FILES;
	return WHAT_NOTHING;
}

/* "auto|always|never" as words; what stands behind a blank is another argument. */
static void print_choices(const char *choices)
{
	for (; *choices && *choices != ' '; choices++)
		putchar(*choices == '|' ? ' ' : *choices);
}

static void print_names(const struct command *group)
{
	const struct command *command;
	for (size_t at = 0, count = 0; (command = command_next(group, &at)); count++)
		printf("%s%s", count ? " " : "", command_word(command));
}

/* The words for one key, "COMMAND arguments" or "COMMAND --option"; a slash
 * stands for files. */
static void bash_words(const char *command, const char *key, const char *synopsis)
{
	printf("\t'%s%s%s') words='", command, *command ? " " : "", key);
	switch (what_of(synopsis)) {
	case WHAT_NOTHING:
		break;
	case WHAT_FILES:
		putchar('/');
		break;
	case WHAT_WORDS:
		print_choices(synopsis);
		break;
	case WHAT_COMMANDS:
		print_names(NULL);
		break;
	}
	printf("' ;;\n");
}

static void bash_command(const struct command *command)
{
	printf("\t'%s options') words='--help", command->name);
	for (size_t i = 0; i < command->option_count; i++)
		printf(" --%s", command->options[i].name);
	printf("' ;;\n");
	if (command->run) {
		bash_words(command->name, "arguments", command->arguments);
	} else {
		/* "case" and "help case" go on with the same words. */
		printf("\t'%s arguments' | 'help %s arguments') words='", command->name,
		       command->name);
		print_names(command);
		printf("' ;;\n\t'help %s options') words=--man ;;\n", command->name);
	}
	for (size_t i = 0; i < command->option_count; i++) {
		const struct option *option = &command->options[i];
		char key[64];
		snprintf(key, sizeof key, "--%s", option->name);
		if (option->kind != OPTION_FLAG)
			bash_words(command->name, key, option->argument);
	}
}

/* Bash splits "--color=al" into three words. */
static const char BASH_FUNCTION[] =
	"_septel()\n{\n"
	"\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= words\n"
	"\tCOMPREPLY=()\n"
	"\tif [ \"$COMP_CWORD\" -gt 1 ]; then command=${COMP_WORDS[1]}; fi\n"
	"\tif [ \"$COMP_CWORD\" -gt 2 ] && _septel_words \"$command ${COMP_WORDS[2]} options\"; "
	"then\n"
	"\t\tcommand=\"$command ${COMP_WORDS[2]}\"\n\tfi\n"
	"\tif [ \"$word\" = = ]; then\n\t\tword=\n"
	"\telif [ \"$before\" = = ]; then\n\t\tbefore=${COMP_WORDS[COMP_CWORD-2]}\n\tfi\n"
	"\tcase $word in\n"
	"\t-*) _septel_words \"$command options\" || return ;;\n"
	"\t*) _septel_words \"$command $before\" || _septel_words \"$command arguments\" || return "
	";;\n"
	"\tesac\n"
	"\tif [ \"$words\" = / ]; then\n"
	"\t\tcompopt -o filenames 2>/dev/null\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
	"\telse\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	"\tfi\n}\n"
	"complete -F _septel septel\n";

void completion_bash(void)
{
	printf("# What may stand behind a command or an option; fails where that is unknown.\n"
	       "_septel_words()\n{\n\tcase $1 in\n\t' arguments') words='");
	print_names(NULL);
	printf("' ;;\n\t' options') words='--help --version' ;;\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		bash_command(COMMANDS[i]);
	printf("\t*) return 1 ;;\n\tesac\n}\n\n%s", BASH_FUNCTION);
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

/* ":what it is:how to complete it" of an option or of the arguments. */
static void zsh_value(const char *synopsis)
{
	switch (what_of(synopsis)) {
	case WHAT_NOTHING:
		/* Only told: "[NAME]" is a NAME. */
		printf(":%.*s: ", (int)strcspn(synopsis + (*synopsis == '['), "].:'"),
		       synopsis + (*synopsis == '['));
		break;
	case WHAT_FILES:
		printf(":file:_files");
		break;
	case WHAT_WORDS:
		printf(":word:(");
		print_choices(synopsis);
		printf(")");
		break;
	case WHAT_COMMANDS:
		printf(":command:_septel_commands");
		break;
	}
}

/* Offers the names of a group with their summaries. */
static void zsh_names(const struct command *group, const char *indent)
{
	const struct command *command;
	printf("%scommands=(\n", indent);
	for (size_t at = 0; (command = command_next(group, &at));) {
		printf("%s\t'%s:", indent, command_word(command));
		print_quoted(command->summary);
		printf("'\n");
	}
	printf("%s)\n%s_describe command commands\n", indent, indent);
}

static void zsh_command(const struct command *command, const char *indent)
{
	printf("%s%s) _arguments '--help[show how the command is called]'", indent,
	       command_word(command));
	for (size_t i = 0; i < command->option_count; i++) {
		const struct option *option = &command->options[i];
		/* "=": the value may stand in the same word. */
		printf(" '--%s%s[", option->name, option->kind == OPTION_FLAG ? "" : "=");
		print_quoted(option->help);
		printf("]");
		if (option->kind != OPTION_FLAG)
			zsh_value(option->argument);
		printf("'");
	}
	/* A message in place of words would hide the options from zsh. */
	if (what_of(command->arguments) != WHAT_NOTHING) {
		printf(" '*");
		zsh_value(command->arguments);
		printf("'");
	}
	printf(" ;;\n");
}

/* The group's word is dropped, so that its commands see themselves in front. */
static void zsh_group(const struct command *group)
{
	const struct command *command;
	printf("\t%s)\n\t\tif (( CURRENT == 2 )); then\n", group->name);
	zsh_names(group, "\t\t\t");
	printf("\t\t\treturn\n\t\tfi\n\t\tshift words\n\t\t(( CURRENT-- ))\n\t\tcase $words[1] "
	       "in\n");
	for (size_t at = 0; (command = command_next(group, &at));)
		zsh_command(command, "\t\t");
	printf("\t\tesac ;;\n");
}

/* Names behind help: of a group where its word stands before. */
static void zsh_help(void)
{
	const struct command *command;
	printf("_septel_commands()\n{\n\tlocal -a commands\n\tcase $words[CURRENT-1] in\n");
	for (size_t at = 0; (command = command_next(NULL, &at));) {
		if (command->run)
			continue;
		printf("\t%s)\n", command->name);
		zsh_names(command, "\t\t");
		printf("\t\t;;\n");
	}
	printf("\t*)\n");
	zsh_names(NULL, "\t\t");
	printf("\t\t;;\n\tesac\n}\n\n");
}

void completion_zsh(void)
{
	const struct command *command;
	printf("#compdef septel\n");
	zsh_help();
	printf("_septel()\n{\n\tlocal -a commands\n\tif (( CURRENT == 2 )); then\n"
	       "\t\t_septel_commands\n"
	       "\t\t_arguments '--help[list the commands]' '--version[print the version]'\n"
	       "\t\treturn\n\tfi\n"
	       "\tshift words\n\t(( CURRENT-- ))\n\tcase $words[1] in\n");
	for (size_t at = 0; (command = command_next(NULL, &at));) {
		if (command->run)
			zsh_command(command, "\t");
		else
			zsh_group(command);
	}
	printf("\tesac\n}\nif [ \"$funcstack[1]\" = _septel ]; then\n\t_septel \"$@\"\nelse\n"
	       "\tcompdef _septel septel\nfi\n");
}
