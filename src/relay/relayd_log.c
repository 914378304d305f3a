/* relayd_log.c - what the parts of a relay share: the clock, the log, confinement that tells. */
#include "relayd.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int64_t septel__relay_now(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void septel__relay_log(const char *part, const char *format, ...)
{
	char line[1024];
	va_list arguments;
	const int64_t now = septel__relay_now();
	const time_t seconds = (time_t)(now / 1000);
	struct tm utc;
	(void)gmtime_r(&seconds, &utc);
	int length = snprintf(line, sizeof line,
			      "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ %s: ", utc.tm_year + 1900,
			      utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec,
			      (int)(now % 1000), part);
	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): va_start stands above it */
	length += vsnprintf(line + length, sizeof line - (size_t)length, format, arguments);
	va_end(arguments);
	if (length > (int)sizeof line - 2)
		length = (int)sizeof line - 2;
	/* Words of others stand in it; a terminal may read it. */
	for (int i = 0; i < length; i++)
		if ((unsigned char)line[i] < ' ' && line[i] != '\n')
			line[i] = '?';
	if (line[length - 1] != '\n')
		line[length++] = '\n';
	/* One write, so that lines of several processes do not mix. */
	(void)!write(STDERR_FILENO, line, (size_t)length);
}

bool septel__relay_confine(const char *part, enum confinement confinement)
{
	struct septel_out error;
	septel__out_init(&error, NULL, 0);
	/* Read from a file when it is first asked for. */
	tzset();
	const bool done = septel__confine(confinement, &error);
	if (!done)
		septel__relay_log(part, "%.*s", (int)error.length, error.data ? error.data : "");
	septel__out_release(&error);
	return done;
}
