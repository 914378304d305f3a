/* cmd_part.c - septel part: an archive kept in parts by year, on several servers. */
#include "../archive/parts.h"
#include "../base/view.h"
#include "archive_at.h"
#include "commands.h"
#include "safe.h"

#include <stdlib.h>
#include <string.h>

enum { OPT_ARCHIVE, OPT_YEARS };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	{"years", OPTION_TEXT, "FIRST..LAST", "the years of its messages"},
};

static int end(const struct invocation *invocation, struct archive *archive, bool done)
{
	if (!done)
		archive_tell(invocation, archive);
	septel__archive_close(archive);
	return done ? EXIT_DONE : EXIT_INVALID;
}

/* "1966..1999", "2008", "..1999" (from year 0), "2010.." (to 9999). */
static bool read_years(const char *text, struct part *part)
{
	const char *dots = text ? strstr(text, "..") : NULL;
	char *rest;
	if (!text || !*text || strcmp(text, "..") == 0)
		return false;
	part->first_year = dots == text ? 0 : (int)strtol(text, &rest, 10);
	if (dots != text && rest != (dots ? dots : text + strlen(text)))
		return false;
	part->last_year = part->first_year;
	if (!dots)
		return true;
	part->last_year = dots[2] ? (int)strtol(dots + 2, &rest, 10) : 9999;
	return !dots[2] || !*rest;
}

static int run_add(const struct invocation *invocation)
{
	struct part part = {.location = invocation->arguments[0]};
	if (!read_years(invocation->options[OPT_YEARS].text, &part)) {
		complain("septel part add: needs --years FIRST..LAST");
		return EXIT_INVALID;
	}
	if (!septel__archive_on_server(part.location)) {
		complain("septel part add: a part is a database, postgresql://...");
		return EXIT_INVALID;
	}
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_CREATE);
	return archive ? end(invocation, archive, septel__part_add(archive, &part)) : EXIT_INVALID;
}

static bool print_part(const struct part *part, void *context)
{
	(void)context;
	printf("%d..%d\t%s\n", part->first_year, part->last_year, part->location);
	return true;
}

static int run_list(const struct invocation *invocation)
{
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_READ);
	return archive ? end(invocation, archive, septel__parts_each(archive, print_part, NULL))
		       : EXIT_INVALID;
}

#define EXAMPLE                                                                                    \
	"export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; septel part list"

const struct command COMMAND_PART = {
	.name = "part",
	.summary = "Keep an archive in parts by year",
	.arguments = "COMMAND",
	.about = "An archive on a server may be kept in parts, each a database that takes the\n"
		 "messages of some years, on the same server or others. The archive itself has no\n"
		 "messages then; it answers every question over all of its parts. Imports go to "
		 "the\n"
		 "parts, each of which passes over what belongs to another.",
	.example = EXAMPLE,
};

const struct command COMMAND_PART_ADD = {
	.name = "part add",
	.summary = "Make a database a part of an archive",
	.arguments = "URL",
	.least = 1,
	.about =
		"Both databases are empty when the first part is added. The year of a message is\n"
		"that of its number, or of its date-time group where it has none; what has "
		"neither\n"
		"goes to the part that begins with year 0 (--years ..1979). The servers reach one\n"
		"another with the names and passwords of the two locations.",
	.example = EXAMPLE,
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_add,
};

const struct command COMMAND_PART_LIST = {
	.name = "part list",
	.summary = "List the parts of an archive",
	.arguments = "",
	.about = "One line a part: its years and its location, a tab between.",
	.example = EXAMPLE,
	.options = OPTIONS,
	.option_count = 1,
	.run = run_list,
};
