/* views.c - properties of views over generated casebooks.
 *
 * usage: property_views verdicts|leaks COUNT [FIRST-SEED]
 *
 * verdicts: every gate and state is the same for every reader.
 * leaks: no output of any query has a word of what its reader may not see.
 */
#include "views.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct reader READERS[] = {
	{NULL, NULL},
	{NULL, "U"},
	{NULL, "C"},
	{NULL, "S"},
	{NULL, "TS"},
	{"officer", NULL},
	{"officer", "C"},
	{"supervisor", "S"},
	{"family-links", NULL},
	{"refugee-desk", "C"},
	{"ministry-liaison", NULL},
	{"analyst", NULL},
	{"auditor", NULL},
	{"low", NULL},
	{"one", NULL},
	{"plain", NULL},
	{"none", NULL},
};
const size_t READER_COUNT = sizeof READERS / sizeof *READERS;

/* Without rights to captions, with one case, with none of either. */
const char READER_USERS[] = "low   C  roles=officer cases=*\n"
			    "one   TS captions=all roles=officer cases=p1\n"
			    "plain TS roles=supervisor cases=*\n"
			    "none  S  captions=all roles=officer\n";

unsigned long gates_ready, answers_masked;
static unsigned wrong;

void found(uint64_t seed, size_t reader, const char *format, ...)
{
	va_list arguments;
	if (++wrong > 20)
		return;
	printf("casebook %llu, as %s, cleared %s: ", (unsigned long long)seed,
	       READERS[reader].as ? READERS[reader].as : "owner",
	       READERS[reader].clear ? READERS[reader].clear : "-");
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	printf("\n");
}

int main(int count, char **words)
{
	const bool leaks = count > 1 && strcmp(words[1], "leaks") == 0;
	const unsigned long casebooks = count > 2 ? strtoul(words[2], NULL, 10) : 100;
	const unsigned long first = count > 3 ? strtoul(words[3], NULL, 10) : 1;
	if (leaks && !leaks_begin())
		return 2;
	for (unsigned long i = 0; i < casebooks; i++)
		(leaks ? try_leaks : try_verdicts)(first + i);
	if (leaks)
		leaks_end();
	if (!leaks)
		printf("%lu gates ready, %lu answers masked\n", gates_ready, answers_masked);
	printf("%lu casebooks, %u differences\n", casebooks, wrong);
	return wrong != 0;
}
