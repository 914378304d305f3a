/* form_cfpf.c - a telegram of 1974 to 1979 as the National Archives print it; see forms.h.
 *
 * Pages of some fifty lines, each between two lines of classification; blank lines doubled;
 * a distribution block whose copies add up; a stamp of the review that released it.
 */
#include <string.h>

#include "damage.h"
#include "forms.h"
#include "invent.h"
#include "moment.h"

#define PAGE_LINES 44

static void blank_lines(struct text *out, int count)
{
	text_repeat(out, '\n', (size_t)count);
}

static void page_line(const struct made *made, int page, struct text *out)
{
	text_format(out, "PAGE %02d %s %s %05d %02d%02d%02dZ\n", page,
		    made->dtg.year > 1976 ? " " : "", made->station, made->serial % 100000,
		    made->filed.day, made->filed.hour, made->filed.minute);
}

/* "ACTION EUR-12", "INFO OCT-01 ... /104 W": the number behind the oblique is the sum. */
static void distribution(struct made *made, struct text *out)
{
	static const char *const BUREAUS[] = {"OCT", "ISO",  "CIAE", "DODE", "PM",   "H",   "INR",
					      "L",   "NSAE", "NSC",  "PA",   "RSC",  "PRS", "SP",
					      "SS",  "USIA", "EB",   "COME", "TRSE", "AID", "AGR"};
	static const char *const ACTIONS[] = {"ARA", "EUR", "NEA", "AF", "EA", "IO", "PM", "EB"};
	struct random *random = &made->random;
	int copies = random_between(random, 6, 20);
	int total = copies;
	text_format(out, "ACTION %s-%02d\n", RANDOM_OF(random, ACTIONS), copies);
	blank_lines(out, 2);
	text_string(out, "INFO ");
	const size_t count = (size_t)random_between(random, 6, 21);
	for (size_t i = 0; i < count; i++) {
		copies = random_chance(random, 400) ? 0 : random_between(random, 1, 15);
		total += copies;
		if (i > 0 && i % 7 == 0)
			text_string(out, "\n\n\n   ");
		text_format(out, " %s-%02d", BUREAUS[i], copies);
	}
	text_format(out, "  /%03d %c\n", total, random_chance(random, 700) ? 'W' : 'R');
	if (made->dtg.year > 1976) {
		const int suffix = random_between(random, 10, 70);
		text_format(out, "            ------------------%06d %02d%02d%02dZ /%02d\n",
			    random_between(random, 1, 129999), made->filed.day, made->filed.hour,
			    made->filed.minute, suffix);
	} else {
		text_format(out, "            --------------------- %06d\n",
			    random_between(random, 1, 129999));
	}
}

static void stamp(const struct made *made, struct text *out)
{
	static const char *const STAMPS[] = {
		"Declassified/Released US Department of State EO Systematic Review 30 JUN 2005",
		"Sheryl P. Walter Declassified/Released US Department of State EO Systematic "
		"Review "
		"20 Mar 2014",
		("Margaret P. Grafeld Declassified/Released US Department of State EO Systematic "
		 "Review 04 MAY 2006")};
	const char *words = STAMPS[made->number % 3];
	blank_lines(out, 4);
	text_format(out, "                %s\n               %s\n", words, words);
}

static void page_break(const struct made *made, int page, struct text *out)
{
	const char *banner = layout_class_letters(made->class_, false);
	text_format(out, "%s\n", banner);
	if (made->number % 2)
		stamp(made, out);
	blank_lines(out, 2);
	text_format(out, "%s\n", banner);
	blank_lines(out, 2);
	page_line(made, page, out);
	blank_lines(out, 2);
}

static bool may_break(const struct lines *lines, size_t index)
{
	return layout_may_part(lines, index) ||
	       (lines->at[index].part == PART_TEXT && lines->at[index - 1].part == PART_BLANK);
}

static void pages(const struct made *made, const struct lines *lines, struct text *out)
{
	int page = 1;
	size_t since = 16;
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->at[i];
		if (since >= PAGE_LINES && i > 0 && may_break(lines, i)) {
			page_break(made, ++page, out);
			since = 0;
		}
		text_bytes(out, line->at, line->length);
		blank_lines(out, line->part == PART_BLANK ? 2 : 1);
		since++;
	}
}

void form_cfpf(struct made *made, struct prose *prose, struct copy *copy, struct lines *lines,
	       struct text *out)
{
	struct random *random = &made->random;
	*copy = (struct copy){.width = (size_t)random_between(random, 60, 66), .tail = ""};
	made->damage &= DAMAGE(9) | DAMAGE(13) | DAMAGE(14);
	made->wanted = (size_t)random_log_normal(random, 2600, 0.8, 300, 14000);
	made->sections = 1;
	invent_origin(made);
	made->capitals = true;
	prose_begin(prose, random, made->pool);
	prose->capitals = true;
	prose->month = made->dtg.month;
	invent_internal_heading(made, prose);
	invent_references(made, prose);
	invent_body(made, prose);
	invent_heading(made);
	layout_body(made, copy, lines);
	damage_lines(made, copy, lines);

	const char *banner = layout_class_letters(made->class_, false);
	blank_lines(out, 2);
	text_format(out, "%s\n", banner);
	blank_lines(out, 2);
	page_line(made, 1, out);
	blank_lines(out, 2);
	text_format(out, "%02d\n", random_between(random, 10, 70));
	distribution(made, out);
	layout_heading(made, out);
	blank_lines(out, 2);
	pages(made, lines, out);
	blank_lines(out, 3);
	text_format(out, "%s\n", banner);
	blank_lines(out, 4);
	text_string(out, "NNN\n");
	stamp(made, out);
	blank_lines(out, 2);
}
