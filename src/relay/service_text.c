/* service_text.c - where the text of a service message stands within a message. */
#include "service.h"

/* Lines of a heading before its text, and words before "SVC". */
#define HEADING_LINES 600u
#define CLASS_WORDS   32u

/* Part of a classification: a letter by itself ("C O N F I ..."), or a word of it. */
static bool is_class_word(struct septel_view word)
{
	static const char *const words[] = {"UNCLAS",  "UNCLASSIFIED", "CLEAR",      "EFTO",
					    "TOP",     "SECRET",       "RESTRICTED", "CONFIDENTIAL",
					    "LIMITED", "OFFICIAL",     "USE"};
	if (word.len == 1)
		return septel__is_upper(word.ptr[0]);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (septel__equal(word, septel_view_of(words[i])))
			return true;
	return false;
}

/* Behind "UNCLAS SVC"; no text (ptr NULL) where it is no service message. */
static struct septel_view behind_svc(struct septel_view text)
{
	struct septel_view word;
	for (size_t i = 0; i < CLASS_WORDS && septel__next_word(&text, &word); i++) {
		if (septel__equal(word, VIEW_LITERAL("SVC")) ||
		    septel__equal(word, VIEW_LITERAL("SVC.")))
			return i ? septel__trim(text) : (struct septel_view){NULL, 0};
		if (!is_class_word(word))
			break;
	}
	return (struct septel_view){NULL, 0};
}

/* Between stations that are directly connected a signal, an identification or a check may follow
 * the heading at once (wire-format 3). */
static bool is_direct(struct septel_view text)
{
	struct septel_view word;
	struct channel_number number;
	if (!septel__next_word(&text, &word))
		return false;
	return septel__is_word(word, "INT") || septel__is_word(word, "CHANNEL") ||
	       septel__equal(word, VIEW_LITERAL("R")) ||
	       septel__channel_number_read(&number, word) ||
	       (word.len >= 3 && word.len <= 4 && word.ptr[0] == 'Z' &&
		septel__is_upper(word.ptr[1]) && septel__is_upper(word.ptr[2]));
}

static bool is_end(struct septel_view line)
{
	line = septel__trim(line);
	return septel__equal(line, VIEW_LITERAL("BT")) || septel__starts(line, "NNNN") ||
	       (line.len == 5 && line.ptr[0] == '#' &&
		septel__number(septel__slice(line, 1, 5)) >= 0);
}

/* From the start of `rest` up to the line that ends a text. */
static struct septel_view text_from(struct septel_view rest)
{
	const char *start = rest.ptr;
	struct septel_view line;
	const char *end = start;
	while (septel__next_line(&rest, &line) && !is_end(line))
		end = line.ptr + line.len;
	return (struct septel_view){start, (size_t)(end - start)};
}

static bool is_heading_line(struct septel_view line)
{
	line = septel__trim(line);
	return line.len == 0 || septel__starts(line, "DE ") || septel__starts(line, "ZNR ") ||
	       septel__starts(line, "ZNY ") ||
	       (line.len > 3 && line.ptr[0] == line.ptr[1] && line.ptr[2] == ' ' &&
		septel__is_one_of(line.ptr[0], "ZOPRY"));
}

struct septel_view septel__service_text(struct septel_view message)
{
	const struct septel_view none = {NULL, 0};
	struct septel_view rest = message, line;
	struct septel_view direct = message; /* what follows the heading at once */
	bool heading = true, called = false;
	for (size_t lines = 0; lines < HEADING_LINES; lines++) {
		const struct septel_view here = rest;
		if (!septel__next_line(&rest, &line))
			break;
		if (septel__equal(septel__trim(line), VIEW_LITERAL("BT")))
			return behind_svc(text_from(rest));
		if (heading && !is_heading_line(line)) {
			heading = false;
			direct = here;
		}
		called |= heading && septel__starts(septel__trim(line), "DE ");
	}
	if (heading || !called)
		return none;
	const struct septel_view text = text_from(direct);
	const struct septel_view svc = behind_svc(text);
	if (svc.ptr)
		return svc;
	return is_direct(text) ? septel__trim(text) : none;
}
