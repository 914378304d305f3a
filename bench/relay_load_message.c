/* relay_load_message.c - messages that a relay reads, and finds in them no mistake; see
 * relay_load.h. */
#include "relay_load.h"

#include "../src/base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Serials of a station begin again behind this one, a minute later. */
#define SERIALS 9999u

static const char letters[] = "-RPOZY";
static const char mark[] = "LOAD WRITTEN ";

static void heading(const struct load *load, const char *station, uint64_t number, char letter,
		    struct septel_out *out)
{
	static const char *const months[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
					     "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
	const time_t minute = (time_t)(load->day / 60 + (long long)(number / SERIALS)) * 60;
	struct tm filed;
	gmtime_r(&minute, &filed);
	septel__out_format(out, "%c%c %.*s\nDE %s #%04u %03d%02d%02d\nZNR UUUUU ZZH\n", letter,
			   letter, VIEW_FORMAT(load->route), station,
			   (unsigned)(number % SERIALS + 1), filed.tm_yday + 1, filed.tm_hour,
			   filed.tm_min);
	septel__out_format(out, "%c %02d%02d%02dZ %s %02d\nFM AMEMBASSY NOWHERE\n", letter,
			   filed.tm_mday, filed.tm_hour, filed.tm_min, months[filed.tm_mon],
			   filed.tm_year % 100);
	struct septel_view rest = load->route, word;
	for (bool first = true; septel__next_word(&rest, &word); first = false)
		septel__out_format(out, "%s%.*s/STATION %.*s\n", first ? "TO " : "",
				   VIEW_FORMAT(word), VIEW_FORMAT(word));
	septel__out_string(out, "BT\nUNCLAS\nSUBJECT: A MESSAGE FOR MEASURING\n\n");
}

/* Lines of words, never the same ones twice in a row: text that repeats itself is damage, and a
 * reader looks at it twice. */
static void text(struct septel_out *out, size_t length, uint64_t seed)
{
	static const char *const words[] = {
		"THE",    "EMBASSY", "REPORTED", "THAT",  "DELIVERY", "OF",     "SUPPLIES", "TO",
		"NORTH",  "BEGAN",   "AFTER",    "TALKS", "WITH",     "BOTH",   "PARTIES",  "AND",
		"WILL",   "GO",      "ON",       "UNTIL", "ROADS",    "ARE",    "OPEN",     "AGAIN",
		"SUMMER", "HARBOR",  "VISIT",    "IS",    "EXPECTED", "BEFORE", "HOLIDAYS", "ONLY"};
	size_t column = 0;
	while (length > 16) {
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		const char *word = words[seed >> 59];
		const bool ends = column + strlen(word) > 60;
		septel__out_string(out, word);
		septel__out_byte(out, ends ? '\n' : ' ');
		column = ends ? 0 : column + strlen(word) + 1;
		length -= strlen(word) + 1;
	}
	septel__out_repeat(out, 'X', length ? length - 1 : 0);
	septel__out_string(out, length ? "\n" : "");
}

void load_message(const struct load *load, const char *station, uint64_t number,
		  enum septel_precedence precedence, struct septel_out *out)
{
	septel__out_clear(out);
	heading(load, station, number, letters[precedence], out);
	septel__out_format(out, "%s%c %.6f\n", mark, letters[precedence], load_clock());
	const size_t end = sizeof "BT\n#0000\n\n\n\nNNNN\n";
	if (out->length + end < load->size)
		text(out, load->size - end - out->length,
		     septel__hash(number, septel_view_of(station)));
	septel__out_format(out, "BT\n#%04u\n\n\n\nNNNN\n", (unsigned)(number % SERIALS + 1));
}

bool load_read(struct septel_view bytes, enum septel_precedence *precedence, double *when)
{
	const size_t at = septel__find(bytes, mark, 0);
	char number[32];
	if (at == VIEW_NOT_FOUND)
		return false;
	struct septel_view rest = septel__slice(bytes, at + sizeof mark - 1, at + 64), line;
	if (!septel__next_line(&rest, &line) || line.len < 3)
		return false;
	const char *letter = strchr(letters, line.ptr[0]);
	snprintf(number, sizeof number, "%.*s", VIEW_FORMAT(septel__slice(line, 2, line.len)));
	*when = strtod(number, NULL);
	*precedence = letter ? (enum septel_precedence)(letter - letters) : SEPTEL_PRECEDENCE_NONE;
	return letter != NULL;
}
