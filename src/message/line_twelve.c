/* line_twelve.c - see line_twelve.h. */
#include "line_twelve.h"

#include "list.h"
#include "marking.h"
#include "scan.h"

#include <septel/number.h>

void septel__captions_init(struct caption_list *list, struct septel_arena *arena)
{
	*list = (struct caption_list){.arena = arena};
}

static void add_caption(struct caption_list *list, struct septel_view caption)
{
	for (size_t i = 0; i < list->count; i++)
		if (septel__equal(list->at[i], caption))
			return;
	struct septel_view *slot = LIST_ADD(list->arena, list->at, list->count, list->capacity);
	if (slot)
		*slot = caption;
}

static void skip_separators(struct septel_view *rest)
{
	while (rest->len && (septel__is_space(rest->ptr[0]) || strchr(",;/-.", rest->ptr[0])))
		*rest = septel__slice(*rest, 1, rest->len);
}

struct septel_view septel__captions_read(struct caption_list *list, struct septel_view words)
{
	struct septel_view caption;
	size_t length;
	for (;;) {
		struct septel_view rest = words;
		skip_separators(&rest);
		if (rest.len == 0)
			return rest;
		if (!septel__caption(rest, &caption, &length) || length == 0)
			return words;
		add_caption(list, caption);
		words = septel__slice(rest, length, rest.len);
	}
}

/* A clause of passing instructions ends here. */
static bool clause_ends(struct septel_view rest)
{
	rest = septel__trim_left(rest);
	return rest.len == 0 || strchr(";)]", rest.ptr[0]) || septel__starts(rest, "//") ||
	       septel__starts(rest, "- ") || (rest.ptr[0] == '.' && rest.len == 1);
}

/* What may follow a caption that opens a clause: "EYES ONLY FOR JONES". */
static bool may_follow_caption(struct septel_view rest)
{
	struct septel_view canonical;
	size_t length;
	if (clause_ends(rest) || rest.ptr[0] == ',' || rest.ptr[0] == '.')
		return true;
	rest = septel__trim_left(rest);
	return septel__starts_fold(rest, "FOR ") || septel__starts_fold(rest, "FROM ") ||
	       septel__caption(rest, &canonical, &length);
}

/* "FOR CODEL", "TO THE DISSENT CHANNEL": the words belong to the sentence. */
static bool belongs_to_sentence(struct septel_view before)
{
	static const char *const WORDS[] = {"A",  "AN", "AND", "ARE",  "BY", "FOR",
					    "IN", "IS", "NOT", "OF",   "ON", "OR",
					    "TO", "NO", "THE", "THIS", "AS", "WITH"};
	before = septel__trim_right(before);
	size_t start = before.len;
	while (start > 0 && !septel__is_space(before.ptr[start - 1]))
		start--;
	before = septel__slice(before, start, before.len);
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__is_word(before, WORDS[i]))
			return true;
	return false;
}

/* The caption at byte `at` of a line, if its place shows that it is one; its
 * length, else 0. */
static size_t caption_among(struct septel_view line, size_t at, struct septel_view *caption)
{
	const struct septel_view before = septel__trim_right(septel__slice(line, 0, at));
	const char last = before.len ? before.ptr[before.len - 1] : ';';
	const bool opens = strchr(";,.([-/", last) != NULL;
	size_t length;
	if (!septel__is_alpha(line.ptr[at]) ||
	    !septel__caption(septel__slice(line, at, line.len), caption, &length) || length == 0)
		return 0;
	const struct septel_view behind = septel__slice(line, at + length, line.len);
	if (opens ? !may_follow_caption(behind)
		  : !clause_ends(behind) || belongs_to_sentence(before))
		return 0;
	return length;
}

void septel__captions_among(struct caption_list *list, struct septel_view line)
{
	struct septel_view rest = septel__captions_read(list, line), caption;
	for (size_t at = 0; at < rest.len; at++) {
		if (at > 0 && !strchr(" \t(/;[", rest.ptr[at - 1]))
			continue;
		const size_t length = caption_among(rest, at, &caption);
		if (length == 0)
			continue;
		add_caption(list, caption);
		at += length - 1;
	}
}

struct septel_views septel__captions_finish(const struct caption_list *list)
{
	return (struct septel_views){list->at, list->count};
}

bool septel__scan_section(struct septel_view *rest, int *section, int *total)
{
	struct septel_view at = *rest, number;
	const bool final = scan_word(&at, "FINAL");
	scan_blanks(&at);
	if (!scan_word(&at, "SECTION"))
		return false;
	scan_blanks(&at);
	*section = 0;
	if (scan_digits(&at, 1, 3, &number))
		*section = septel__number(number);
	else if (!final)
		return false;
	scan_blanks(&at);
	if (!scan_word(&at, "OF"))
		return false;
	scan_blanks(&at);
	if (!scan_digits(&at, 1, 3, &number))
		return false;
	*total = septel__number(number);
	if (*section == 0)
		*section = *total;
	*rest = at;
	return true;
}

static void set_section(struct reading *reading, int section, int total)
{
	struct septel_message *message = reading->message;
	if (message->sections.total || total < 1)
		return;
	int *present = septel_arena_alloc(reading->arena, sizeof *present);
	if (!present)
		return;
	*present = section;
	message->sections.total = total;
	message->sections.present = present;
	message->sections.present_count = 1;
}

/* A station's words and its serial at the front of *rest: "LA PAZ 0015". */
static bool scan_station_serial(struct septel_view *rest, struct septel_view *station, int *serial)
{
	struct septel_view at = *rest, digits;
	size_t length = 0;
	while (length < at.len && length < 40 &&
	       (septel__is_alpha(at.ptr[length]) || strchr(" .'-", at.ptr[length])))
		length++;
	*station = septel__trim(septel__slice(at, 0, length));
	if (station->len < 2 || !septel__is_alpha(station->ptr[0]))
		return false;
	at = septel__slice(at, length, at.len);
	scan_byte(&at, '#');
	if (!scan_digits(&at, 1, 8, &digits) || !scan_at_word_end(at))
		return false;
	*serial = septel__number(digits);
	*rest = at;
	return *serial > 0;
}

static void set_id(struct reading *reading, struct septel_view station, int serial)
{
	char number[SEPTEL_NUMBER_SIZE];
	int year = reading->message->dtg.year;
	if (year == 0)
		year = reading->options.year;
	if (reading->message->id.len == 0 && year &&
	    septel_number_compose(year, station, serial, number))
		reading->message->id = septel_arena_copy(reading->arena, septel_view_of(number));
}

bool septel__station_serial_read(struct reading *reading, struct septel_view words)
{
	struct septel_view rest = words, station;
	int serial, section, total;
	/* "FINAL SECTION OF 4" is no fourth message of a station FINAL SECTION OF. */
	if (septel__scan_section(&rest, &section, &total) && septel__trim(rest).len == 0) {
		set_section(reading, section, total);
		return true;
	}
	rest = words;
	if (!scan_station_serial(&rest, &station, &serial))
		return false;
	if (septel__trim(rest).len)
		return false;
	set_id(reading, station, serial);
	return true;
}

/* "//N01421//": whose desk it is for (Navy). */
static void skip_office_codes(struct septel_view *rest)
{
	*rest = septel__trim_left(*rest);
	if (!septel__starts(*rest, "//"))
		return;
	const size_t end = septel__find(*rest, "//", 2);
	if (end != VIEW_NOT_FOUND)
		*rest = septel__slice(*rest, end + 2, rest->len);
}

bool septel__line_twelve_read(struct reading *reading, struct septel_view line,
			      struct caption_list *captions)
{
	struct classification_word word;
	if (!septel__classification(line, &word))
		return false;
	reading->message->classification = word.class_;
	struct septel_view rest = septel__slice(line, word.length, line.len);
	while (rest.len) {
		struct septel_view station;
		int section, total, serial;
		skip_office_codes(&rest);
		skip_separators(&rest);
		if (septel__scan_section(&rest, &section, &total)) {
			set_section(reading, section, total);
			continue;
		}
		const struct septel_view behind = septel__captions_read(captions, rest);
		if (behind.len < rest.len) {
			rest = behind;
			continue;
		}
		if (scan_station_serial(&rest, &station, &serial)) {
			set_id(reading, station, serial);
			continue;
		}
		struct septel_view other;
		if (!septel__next_word(&rest, &other))
			break;
	}
	return true;
}
