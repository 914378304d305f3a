/* rules_text.c - checks of the text and of what it says; see rules.h. */
#include "../base/date.h"
#include "../base/hash.h"
#include "keyword.h"
#include "marking.h"
#include "rules.h"
#include "scan.h"
#include "seen.h"
#include "wire_forms.h"

#include <septel/sections.h>

/* A future told for a day further back than this is a slip of the year. */
#define PAST_FUTURE_DAYS 180

static bool is_classified(const struct septel_message *message)
{
	return message->classification >= SEPTEL_CONFIDENTIAL;
}

static bool is_cable(const struct septel_message *message)
{
	return message->profile == SEPTEL_PROFILE_STATE || message->profile == SEPTEL_PROFILE_CFPF;
}

void septel__check_line_length(struct lint *lint)
{
	for (size_t i = 0; i < lint->places.lines.count; i++) {
		const struct septel_view line = septel__place(lint, i);
		if (lint->places.lines.at[i].length <= WIRE_LINE_LIMIT)
			continue;
		/* Archives join the lines of the text; those of a heading stay. */
		const bool heading = lint->places.twelve != NO_LINE && i <= lint->places.twelve;
		septel__breach_at_most(lint, heading ? SEPTEL_WARNING : SEPTEL_NOTE,
				       septel__slice(line, WIRE_LINE_LIMIT, line.len),
				       "line of %u characters", lint->places.lines.at[i].length);
	}
}

static bool is_wire_sign(const struct septel_message *message, char c)
{
	if (septel__is_upper(c) || septel__is_digit(c) || septel__is_one_of(c, " -?:().,/\r\n\t"))
		return true;
	/* State trunks carry printable ASCII. */
	return message->profile != SEPTEL_PROFILE_ACP127 &&
	       message->profile != SEPTEL_PROFILE_NAVY && c > ' ' && c < 0x7F;
}

static void check_forbidden(struct lint *lint, struct septel_view line, size_t index)
{
	static const char *const FORBIDDEN[] = {"ZCZC", "NNNN"};
	const bool ending = index == lint->places.end || line.len <= 4;
	for (size_t k = 0; k < 2; k++) {
		const size_t at = septel__find(line, FORBIDDEN[k], 0);
		if (at != VIEW_NOT_FOUND && !ending)
			septel__breach(lint, septel__slice(line, at, at + 4),
				       "'%s' inside the text", FORBIDDEN[k]);
	}
}

void septel__check_charset(struct lint *lint)
{
	const size_t first = lint->places.twelve == NO_LINE ? 0 : lint->places.twelve;
	const size_t last = lint->places.last_break != NO_LINE && lint->places.last_break > first
				    ? lint->places.last_break
				    : lint->places.lines.count;
	size_t strange = 0;
	struct septel_view where = {"", 0};
	for (size_t i = first; i < last; i++) {
		const struct septel_view line = septel__place(lint, i);
		check_forbidden(lint, line, i);
		if (i > first && septel__equal(line, VIEW_LITERAL("BT")))
			septel__breach(lint, line, "a line 'BT' inside the text");
		for (size_t k = 0; k < line.len; k++) {
			if (is_wire_sign(lint->message, line.ptr[k]))
				continue;
			if (strange++ == 0)
				where = septel__slice(line, k, k + 1);
		}
	}
	/* One breach for all: a text in small letters has thousands. */
	if (strange)
		septel__breach(lint, where, "%zu characters outside the set, the first here",
			       strange);
}

void septel__check_breaks(struct lint *lint)
{
	const struct places *places = &lint->places;
	const bool archive = places->first_break == NO_LINE && places->end == NO_LINE;
	const enum septel_severity most = archive ? SEPTEL_NOTE : SEPTEL_ERROR;
	const struct septel_view start = septel__place(lint, NO_LINE);
	if (places->first_break == NO_LINE ||
	    (places->twelve != NO_LINE && places->first_break > places->twelve))
		septel__breach_at_most(lint, most, start, "no BT before the text");
	if (places->last_break == NO_LINE || places->last_break == places->first_break)
		septel__breach_at_most(lint, most, start, "no BT behind the text");
	if (places->end == NO_LINE)
		septel__breach_at_most(lint, most, start, "no NNNN at the end");
	else if (places->last_break != NO_LINE && places->end < places->last_break)
		septel__breach(lint, septel__place(lint, places->end), "NNNN before the last BT");
}

void septel__check_groups(struct lint *lint)
{
	if (lint->places.groups == NO_LINE)
		return;
	/* Plain language has no groups to count: its line 12 can be read. */
	const struct septel_view line = septel__place(lint, lint->places.groups);
	if (lint->places.twelve != NO_LINE)
		septel__breach(lint, line, "'%.*s' with a text in plain language",
			       VIEW_FORMAT(line));
}

void septel__check_section_length(struct lint *lint)
{
	size_t last = lint->places.lines.count;
	if (lint->places.last_break != NO_LINE)
		last = lint->places.last_break;
	while (last > 0 && septel__place(lint, last - 1).len == 0)
		last--;
	/* The BT in front of the text is not counted (wire-format 7). */
	const size_t before = lint->places.first_break < last ? 1 : 0;
	const size_t present = lint->message->sections.present_count;
	if (present <= 1 && last - before > SEPTEL_SECTION_LINES)
		septel__breach(lint, septel__place(lint, SEPTEL_SECTION_LINES + before),
			       "section of %zu lines", last - before);
}

void septel__check_number(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	if (message->id.len == 0 && message->profile != SEPTEL_PROFILE_ACP127)
		septel__breach(lint, septel__place(lint, lint->places.twelve),
			       "no message reference number");
}

/* The longest a classification lasts by its order, in years; 0: no limit. */
static int order_years(struct septel_view order)
{
	static const struct {
		const char *order;
		int years;
	} LIMITS[] = {{"11652", 30}, {"12065", 30}, {"12958", 25}, {"13526", 25}};
	for (size_t i = 0; i < sizeof LIMITS / sizeof *LIMITS; i++)
		if (septel__equal(order, septel_view_of(LIMITS[i].order)))
			return LIMITS[i].years;
	return 0;
}

void septel__check_declassification(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	if (!is_cable(message))
		return;
	const struct septel_view line = septel__place(lint, lint->places.order);
	if (is_classified(message) && message->declassify.order.len == 0) {
		septel__breach(lint, septel__place(lint, lint->places.twelve),
			       "no executive order");
		return;
	}
	if (!septel__has_time(message->declassify.on) || !septel__has_time(message->dtg))
		return;
	char day[TIME_TEXT_SIZE];
	septel__time_text(message->declassify.on, day);
	if (septel__day_number(message->declassify.on) <= septel__day_number(message->dtg))
		septel__breach(lint, line, "%s does not lie after the date-time group", day);
	const int years = order_years(message->declassify.order);
	struct septel_time latest = message->dtg;
	latest.year = (int16_t)(latest.year + years);
	if (years && septel__day_number(message->declassify.on) > septel__day_number(latest) + 1)
		septel__breach(lint, line, "%s lies more than %d years ahead (E.O. %.*s)", day,
			       years, VIEW_FORMAT(message->declassify.order));
}

void septel__check_tags(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	if (!is_cable(message))
		return;
	bool subject = false;
	for (size_t i = 0; i < message->tags.count; i++) {
		const struct septel_tag *tag = &message->tags.at[i];
		const struct septel_view printed = septel__slice(message->text, tag->at.offset,
								 tag->at.offset + tag->at.length);
		subject = subject || tag->kind == SEPTEL_TAG_SUBJECT ||
			  tag->kind == SEPTEL_TAG_PROGRAM;
		if (tag->kind == SEPTEL_TAG_UNKNOWN)
			septel__breach(lint, printed, "'%.*s' is no known code",
				       VIEW_FORMAT(tag->tag));
	}
	if (!subject)
		septel__breach(lint, septel__place(lint, lint->places.tags),
			       "no subject among TAGS");
}

void septel__check_classified_by(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	/* Names and reasons came with E.O. 12356 (1982). */
	if (!is_cable(message) || !is_classified(message) || message->dtg.year < 1983)
		return;
	const struct septel_view line = septel__place(lint, lint->places.classified_by);
	if (message->classified_by.name.len == 0)
		septel__breach(lint, line, "nobody named who classified it");
	else if (message->classified_by.reasons.count == 0 && message->dtg.year >= 1996)
		septel__breach(lint, line, "no reason for the classification");
}

static bool speaks_of_entire_text(const struct septel_message *message)
{
	if (message->paragraphs.count == 0)
		return false;
	const struct septel_paragraph *first = &message->paragraphs.at[0];
	return septel__find_fold(first->marking, "ENTIRE TEXT", 0) != VIEW_NOT_FOUND ||
	       septel__find_fold(septel__slice(first->text, 0, 60), "ENTIRE TEXT", 0) !=
		       VIEW_NOT_FOUND;
}

void septel__check_portions(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	/* Portion marks came with E.O. 12065 (December 1978). */
	const bool due = is_classified(message) && message->dtg.year >= 1979 &&
			 !speaks_of_entire_text(message);
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_paragraph *paragraph = &message->paragraphs.at[i];
		const struct septel_view start = septel__slice(message->text, paragraph->at.offset,
							       (size_t)paragraph->at.offset + 12);
		const enum septel_class portion = septel_portion_class(paragraph->marking);
		if (portion > message->classification &&
		    message->classification != SEPTEL_CLASS_NONE)
			septel__breach(lint, start, "(%.*s) in a message of class %s",
				       VIEW_FORMAT(paragraph->marking),
				       septel_class_name(message->classification));
		else if (due && paragraph->marking.len == 0 && paragraph->number > 0)
			septel__breach(lint, start, "paragraph %d has no portion mark",
				       paragraph->number);
	}
}

void septel__check_numbering(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	int last = 0;
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_paragraph *paragraph = &message->paragraphs.at[i];
		if (paragraph->number > last + 1)
			septel__breach(lint,
				       septel__slice(message->text, paragraph->at.offset,
						     (size_t)paragraph->at.offset + 4),
				       "paragraph %d follows %d", paragraph->number, last);
		last = paragraph->number;
	}
}

static bool is_distribution_caption(struct septel_view caption)
{
	static const char *const CAPTIONS[] = {"NODIS", "EXDIS", "STADIS", "LIMDIS"};
	for (size_t i = 0; i < sizeof CAPTIONS / sizeof *CAPTIONS; i++)
		if (septel__equal(caption, septel_view_of(CAPTIONS[i])))
			return true;
	return false;
}

void septel__check_captions(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	const struct septel_view line = septel__place(lint, lint->places.twelve);
	struct septel_view first = {"", 0};
	for (size_t i = 0; i < message->captions.count; i++) {
		const struct septel_view caption = message->captions.at[i];
		if (!is_distribution_caption(caption))
			continue;
		if (first.len)
			septel__breach(lint, line, "%.*s besides %.*s", VIEW_FORMAT(caption),
				       VIEW_FORMAT(first));
		first = caption;
	}
	const bool exclusive = septel__equal(first, VIEW_LITERAL("NODIS")) ||
			       septel__equal(first, VIEW_LITERAL("EXDIS"));
	if (exclusive && message->classification == SEPTEL_UNCLASSIFIED)
		septel__breach_at_most(lint, SEPTEL_NOTE, line, "%.*s on an unclassified message",
				       VIEW_FORMAT(first));
}

void septel__check_duplicate(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	if (!lint->seen)
		return;
	const struct septel_view start = septel__place(lint, NO_LINE);
	switch (septel__seen_add(lint->seen, message)) {
	case SEEN_FIRST:
		break;
	case SEEN_SAME:
		septel__breach(lint, start, "%.*s was here before, word for word",
			       VIEW_FORMAT(message->id));
		break;
	case SEEN_OTHER:
		septel__breach(lint, start, "%.*s was here before with another text",
			       VIEW_FORMAT(message->id));
		break;
	}
}

/* ---- C01: a future told for a day that is past ------------------------------ */

/* "November 30", "NOV. 27", "30 November" at the front of `words`: its day in
 * the year nearest to the message. */
static bool scan_day(struct septel_view words, struct septel_time dtg, struct septel_time *day)
{
	struct septel_view rest = words, number, month;
	const bool number_first = scan_digits(&rest, 1, 2, &number) && scan_blanks(&rest);
	if (!number_first)
		rest = words;
	if (!scan_run(&rest, septel__is_alpha, 3, 9, &month) || !septel__month(month))
		return false;
	if (!number_first) {
		scan_byte(&rest, '.');
		if (scan_blanks(&rest) == 0 || !scan_digits(&rest, 1, 2, &number))
			return false;
	}
	if (!scan_at_word_end(rest))
		return false;
	*day = (struct septel_time){dtg.year, (int8_t)septel__month(month),
				    (int8_t)septel__number(number), SEPTEL_NUMBER_NONE,
				    SEPTEL_NUMBER_NONE};
	struct septel_view year;
	scan_byte(&rest, ',');
	scan_blanks(&rest);
	if (scan_digits(&rest, 4, 4, &year))
		day->year = (int16_t)septel__number(year);
	else if (day->month > dtg.month + 6)
		day->year--;
	else if (day->month < dtg.month - 6)
		day->year++;
	return septel__time_valid(*day);
}

/* Where the words behind "will" begin; VIEW_NOT_FOUND where the sentence tells no
 * future.  Texts in capitals are left alone: of the general messages that say WILL
 * and a day that is past, nearly all speak of a period that began on it. */
static size_t behind_will(struct septel_view sentence)
{
	const size_t at = septel__find(sentence, " will ", 0);
	return at == VIEW_NOT_FOUND ? at : at + strlen(" will ");
}

/* "on November 30", "by May 5": the day is when it will be, not what a decree
 * or a letter is called after. */
static bool tells_when(struct septel_view sentence, size_t at)
{
	static const char *const WORDS[] = {"on",   "by",    "before",  "until",
					    "from", "after", "starting"};
	size_t end = at;
	while (end > 0 && septel__is_space(sentence.ptr[end - 1]))
		end--;
	size_t start = end;
	while (start > 0 && septel__is_alpha(sentence.ptr[start - 1]))
		start--;
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__equal_fold(septel__slice(sentence, start, end),
				       septel_view_of(WORDS[i])))
			return true;
	return false;
}

static void check_sentence(struct lint *lint, const struct septel_paragraph *paragraph,
			   struct septel_view sentence)
{
	const struct septel_time dtg = lint->message->dtg;
	for (size_t i = behind_will(sentence); i < sentence.len; i++) {
		struct septel_time day;
		if (septel__is_alnum(sentence.ptr[i - 1]))
			continue;
		if (!septel__is_alnum(sentence.ptr[i]) ||
		    !scan_day(septel__slice(sentence, i, sentence.len), dtg, &day) ||
		    !tells_when(sentence, i))
			continue;
		const long ago = septel__day_number(dtg) - septel__day_number(day);
		char text[TIME_TEXT_SIZE];
		if (ago > 0 && ago <= PAST_FUTURE_DAYS)
			septel__breach(
				lint,
				septel__slice(lint->message->text, paragraph->at.offset,
					      (size_t)paragraph->at.offset + paragraph->at.length),
				"paragraph %d tells a future for %s, before the message",
				paragraph->number, septel__time_text(day, text));
		return;
	}
}

void septel__check_past_future(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	if (!septel__has_time(message->dtg))
		return;
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_views sentences =
			septel_message_sentences(message, i, lint->arena);
		for (size_t k = 0; k < sentences.count; k++)
			check_sentence(lint, &message->paragraphs.at[i], sentences.at[k]);
	}
}
