/* man.c - see man.h. */
#include "man.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define PAGE_DATE "November 24, 2026"

/* A text of running words: a line that begins with a dot or an apostrophe, and
 * backslashes, would be read as requests. */
static void print_text(const char *text)
{
	bool line_start = true;
	for (; *text; text++) {
		if (line_start && (*text == '.' || *text == '\''))
			printf("\\&");
		if (*text == '\\')
			printf("\\e");
		else
			putchar(*text);
		line_start = *text == '\n';
	}
}

/* Sentences begin on lines of their own in mdoc. */
static void print_paragraph(const char *text)
{
	bool line_start = true;
	for (size_t i = 0; text[i]; i++) {
		const bool full_stop = text[i] == '.' &&
				       (text[i + 1] == ' ' || text[i + 1] == '\n') &&
				       (isupper((unsigned char)text[i + 2]) || text[i + 2] == '-' ||
					text[i + 2] == '"');
		if (line_start && (text[i] == '.' || text[i] == '\''))
			printf("\\&");
		if (text[i] == '\\')
			printf("\\e");
		else
			putchar(text[i]);
		line_start = text[i] == '\n';
		if (full_stop) {
			putchar('\n');
			i++;
			line_start = true;
		}
	}
	putchar('\n');
}

static void print_capitals(const char *text)
{
	for (; *text; text++)
		putchar(toupper((unsigned char)*text));
}

static void header(const char *name)
{
	printf(".Dd %s\n.Dt SEPTEL", PAGE_DATE);
	if (name) {
		putchar('-');
		print_capitals(name);
	}
	printf(" 1\n.Os\n.Sh NAME\n.Nm septel%s%s\n.Nd ", name ? "-" : "", name ? name : "");
}

/* A summary begins with a capital in help, and small in a page. */
static void summary(const char *text)
{
	putchar(tolower((unsigned char)text[0]));
	print_text(text + 1);
	putchar('\n');
}

static void option_flag(const struct option *option)
{
	printf("Fl Fl %s", option->name);
	if (option->kind == OPTION_CHOICE)
		printf(" Cm %s", option->argument);
	else if (option->argument)
		printf(" Ar %s", option->argument);
}

/* "FILE..." and "[COMMAND]" as mdoc arguments. */
static void arguments(const char *text)
{
	if (!*text)
		return;
	const char *dots = strstr(text, "...");
	if (text[0] == '[')
		printf(".Op Ar %.*s%s\n", (int)strcspn(text + 1, ".]"), text + 1,
		       dots ? " ..." : "");
	else if (dots)
		printf(".Ar %.*s ...\n", (int)(dots - text), text);
	else
		printf(".Ar %s\n", text);
}

static void synopsis(const struct command *command)
{
	printf(".Nm septel %s\n", command->name);
	for (size_t i = 0; i < command->option_count; i++) {
		printf(".Op ");
		option_flag(&command->options[i]);
		putchar('\n');
	}
	arguments(command->arguments);
}

static void options(const struct command *command)
{
	if (command->option_count == 0)
		return;
	printf(".Pp\nThe options are as follows:\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < command->option_count; i++) {
		printf(".It ");
		option_flag(&command->options[i]);
		putchar('\n');
		print_text(command->options[i].help);
		printf(".\n");
	}
	printf(".El\n");
}

/* NULL: of all commands together. */
static void exit_status(const struct command *command)
{
	static const char *const ANY[] = {
		[EXIT_DONE] = "done",
		[EXIT_NOT_SO] = "ran, and what was asked does not hold",
		[EXIT_INVALID] = ("bad usage, unreadable or invalid input: of several inputs the "
				  "good ones were read"),
		[EXIT_REFUSED] = "refused by a safeguard or a policy",
		[EXIT_BROKEN] = "integrity broken",
		[EXIT_NO_ACCESS] = "no access",
	};
	printf(".Sh EXIT STATUS\n.Bl -tag -width Ds -compact\n");
	for (int code = EXIT_DONE; code <= EXIT_NO_ACCESS; code++) {
		const char *when =
			command ? command_exit(command, (enum exit_code)code) : ANY[code];
		if (!when)
			continue;
		printf(".It %d\n", code);
		print_text(when);
		putchar('\n');
	}
	printf(".El\n");
}

/* Command lines as they are typed: quotes and hyphens stay what they are. */
static void example(const char *line)
{
	for (; *line; line++)
		if (*line == '-' || *line == '\\')
			printf("\\%c", *line == '-' ? '-' : 'e');
		else
			putchar(*line);
	putchar('\n');
}

static void begin_examples(void)
{
	printf(".Sh EXAMPLES\n.Bd -literal -offset indent\n");
}

static void end_examples(void)
{
	printf(".Ed\n");
}

static void see_also(void)
{
	printf(".Sh SEE ALSO\n.Xr septel 1 ,\n.Xr septel-format 5\n");
}

/* A group has one page: what it is for, then a part for each of its commands. */
static void group_page(const struct command *group)
{
	const struct command *command;
	printf(".Sh SYNOPSIS\n");
	for (size_t at = 0; (command = command_next(group, &at));)
		synopsis(command);
	printf(".Sh DESCRIPTION\n");
	print_paragraph(group->about);
	for (size_t at = 0; (command = command_next(group, &at));) {
		printf(".Ss %s\n", command->name);
		print_text(command->summary);
		printf(".\n.Pp\n");
		print_paragraph(command->about);
		options(command);
	}
	exit_status(NULL);
	begin_examples();
	for (size_t at = 0; (command = command_next(group, &at));)
		example(command->example);
	end_examples();
}

void man_command(const struct command *command)
{
	header(command->name);
	summary(command->summary);
	if (!command->run) {
		group_page(command);
	} else {
		printf(".Sh SYNOPSIS\n");
		synopsis(command);
		printf(".Sh DESCRIPTION\n");
		print_paragraph(command->about);
		options(command);
		exit_status(command);
		begin_examples();
		example(command->example);
		end_examples();
	}
	see_also();
}

static void environment(void)
{
	printf(".Sh ENVIRONMENT\n.Bl -tag -width NO_COLOR\n"
	       ".It Ev COLUMNS\nwidth of the page for people, where it is no terminal's.\n"
	       ".It Ev NO_COLOR\nif set, the page has no colour unless\n.Fl Fl color Cm always\n"
	       "asks for it.\n.El\n");
}

void man_overview(void)
{
	static const char *const EXAMPLES[] = {
		"septel parse samples/08BAGHDAD3796.txt",
		"septel parse --json samples | head -1",
		"septel repair --diff samples/08BAGHDAD3796.txt",
		"septel lint samples/08BAGHDAD3796.txt",
	};
	header(NULL);
	printf("read, repair, check and compose formal record messages\n"
	       ".Sh SYNOPSIS\n.Nm\n.Ar command\n.Op options\n.Op Ar argument ...\n.Sh DESCRIPTION\n"
	       "Record messages are diplomatic cables, military general messages and everything "
	       "else\n"
	       "in the line-oriented format of ACP 126/127, JANAP 128 and the State and Navy "
	       "profiles.\n"
	       ".Nm\nreads them without loss, says of every repair what stood, what stands and "
	       "where,\n"
	       "checks them and makes them ready to transmit.\n.Pp\n"
	       "Wherever a command takes a file it also takes a folder, a tar or zip archive, a\n"
	       "compressed file, a mailbox, JSON lines or a CSV dump of cables; the format is "
	       "found by\n"
	       "looking.\n.Sq -\nis standard input.\nOptions may follow arguments;\n.Sq --\n"
	       "ends them.\n.Pp\nThe commands are as follows:\n.Bl -tag -width completion\n");
	const struct command *command;
	for (size_t at = 0; (command = command_next(NULL, &at));) {
		printf(".It Cm %s\n", command->name);
		print_text(command->summary);
		printf(";\nsee\n.Xr septel-%s 1 .\n", command->name);
	}
	printf(".El\n");
	environment();
	exit_status(NULL);
	begin_examples();
	for (size_t i = 0; i < sizeof EXAMPLES / sizeof *EXAMPLES; i++)
		example(EXAMPLES[i]);
	end_examples();
	printf(".Sh SEE ALSO\n.Xr septel-format 5\n");
}
