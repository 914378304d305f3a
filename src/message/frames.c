/* frames.c - see frames.h and repair.h.
 *
 * Furniture comes in runs: blank lines, stamps, markers, a page's foot and head
 * classification, its PAGE line, and (NARA) the whole heading of the next
 * section.  A run is lifted out in one edit.  What stands in its place depends
 * on the text around it: a sentence that goes on gets its line end back, a
 * paragraph that ended keeps one blank line.
 */
#include "frames.h"

#include "body.h"
#include "ending.h"
#include "format_line.h"
#include "keyword.h"
#include "line_twelve.h"
#include "list.h"
#include "marking.h"
#include "repair.h"
#include "scan.h"

#include <septel/tables.h>

/* Characters of a station that an archive's section marker keeps. */
#define MARKER_STATION_LIMIT 17
/* Lines that the repeated heading of a section may run. */
#define SECTION_HEADING_LIMIT 120
/* Two classifications and the word PAGE. */
#define GLUED_PAGE_WITHIN 56
/* Sections whose signature is looked for. */
#define SIGNATURE_LOOKS_LIMIT 40

enum furniture { NOT_FURNITURE, BLANK, CLASS_ONLY, END_MARK, STAMP, PAGE, MARKER };

static struct septel_view trimmed_line(struct septel_view text, const struct line *line)
{
	return (struct septel_view){text.ptr + line->start + line->indent,
				    line->length - line->indent};
}

/* "ppp[.s] OF ttt" that ends at `line`'s end; the bytes before it in *front. */
static bool section_of(struct septel_view line, struct septel_view *front, int *section, int *total)
{
	if (line.len < 20 || !septel__is_digit(line.ptr[line.len - 1]) ||
	    memcmp(line.ptr + line.len - 7, " OF ", 4) != 0)
		return false;
	*total = septel__number(septel__slice(line, line.len - 3, line.len));
	size_t end = line.len - 7, start = end;
	while (start > 0 && end - start < 6 && line.ptr[start - 1] != ' ')
		start--;
	struct septel_view page = septel__slice(line, start, end), number, part;
	if (!scan_digits(&page, 3, 3, &number))
		return false;
	if (scan_byte(&page, '.') && !scan_digits(&page, 1, 2, &part))
		return false;
	*section = septel__number(number);
	*front = septel__slice(line, 0, start);
	return page.len == 0 && *total > 0 && *section > 0;
}

bool septel__section_marker(struct septel_view line, struct section_marker *out)
{
	struct septel_view front;
	if (!section_of(line, &front, &out->section, &out->total))
		return false;
	front = septel__trim_right(front);
	if (front.len < 10)
		return false;
	out->serial = septel__number(septel__slice(front, front.len - 8, front.len));
	out->station = septel__trim(septel__slice(front, 0, front.len - 8));
	out->whole = line;
	if (out->serial < 1 || out->station.len < 2 || out->station.len > MARKER_STATION_LIMIT)
		return false;
	for (size_t i = 0; i < out->station.len; i++)
		if (!septel__is_upper(out->station.ptr[i]) &&
		    !septel__is_one_of(out->station.ptr[i], " .'-"))
			return false;
	return true;
}

static bool is_stamp(struct septel_view line)
{
	return line.len > 40 && line.len < 160 &&
	       septel__find(line, "Declassified/Released US Department of State", 0) !=
		       VIEW_NOT_FOUND;
}

static bool is_class_only(struct septel_view line)
{
	struct classification_word word;
	return line.len <= 24 && septel__classification(line, &word) && word.length == line.len;
}

static bool is_end_mark(struct septel_view line)
{
	return septel__equal(line, VIEW_LITERAL("NNN")) ||
	       septel__equal(line, VIEW_LITERAL("NNNN")) ||
	       septel__equal(line, VIEW_LITERAL("NNNNMAFVVZCZ"));
}

/* "CONFIDENTIALPAGE 02        SANTIA  02288  01 OF 03  071811Z": the foot or head
 * classification, or both, run into the page line. */
static bool is_glued_page(struct septel_view line)
{
	const char last = line.ptr[line.len - 1];
	if (!memchr("CLRSTU", line.ptr[0], 6) || (last != 'Z' && !septel__is_digit(last)))
		return false;
	const size_t at = septel__find(septel__slice(line, 0, GLUED_PAGE_WITHIN), "PAGE ", 0);
	if (at == VIEW_NOT_FOUND || !septel__page_line(septel__slice(line, at, line.len)))
		return false;
	const struct septel_view front = septel__slice(line, 0, at);
	const struct septel_view half = septel__slice(front, 0, at / 2);
	return is_class_only(front) || (at % 2 == 0 && is_class_only(half) &&
					septel__equal(half, septel__slice(front, at / 2, at)));
}

/* Furniture that shows by itself; what it drags along is found from there. */
static enum furniture plain_furniture(struct septel_view line)
{
	struct section_marker marker;
	if (line.len < 10)
		return NOT_FURNITURE;
	if ((line.ptr[0] == 'P' && septel__page_line(line)) || is_glued_page(line))
		return PAGE;
	if (!septel__is_digit(line.ptr[line.len - 1]))
		return NOT_FURNITURE;
	if (line.ptr[line.len - 4] == ' ')
		return septel__section_marker(line, &marker) ? MARKER : NOT_FURNITURE;
	return is_stamp(line) ? STAMP : NOT_FURNITURE;
}

static enum furniture furniture_of(struct septel_view line)
{
	if (line.len == 0)
		return BLANK;
	const enum furniture plain = plain_furniture(line);
	if (plain != NOT_FURNITURE)
		return plain;
	return is_class_only(line) ? CLASS_ONLY : is_end_mark(line) ? END_MARK : NOT_FURNITURE;
}

struct run {
	size_t first, end; /* lines */
	bool page, marker, stamp, end_mark;
	bool heading; /* a section's repeated heading is in it */
};

struct frames {
	struct edits *edits;
	struct septel_view text;
	struct lines lines;
	unsigned looks; /* for the signature of a section, so far */
};

static struct septel_view line_at(const struct frames *frames, size_t index)
{
	return trimmed_line(frames->text, &frames->lines.at[index]);
}

/* "12", "63 61": how the archive counted copies. */
static bool is_digits_only(struct septel_view line)
{
	for (size_t i = 0; i < line.len; i++)
		if (!septel__is_digit(line.ptr[i]) && line.ptr[i] != ' ')
			return false;
	return true;
}

/* A line that stands between PAGE 01 of a section and its preamble. */
static bool stands_before_preamble(struct septel_view line)
{
	return is_digits_only(line) || septel__page_line(line) || septel__distribution_line(line) ||
	       septel__dash_counter(line) || septel__starts(line, "DRAFTED BY") ||
	       septel__starts(line, "APPROVED BY") || septel__starts(line, "DESIRED DISTRIBUTION");
}

/* Line 12 of a further section. */
static bool is_further_section(struct septel_view line, const struct classification_word *word)
{
	int section = 0, total = 0;
	for (struct septel_view rest = septel__slice(line, word->length, line.len); rest.len;
	     rest = septel__slice(rest, 1, rest.len))
		if (septel__scan_section(&rest, &section, &total))
			return section > 1;
	return false;
}

/* Where the heading of a further section ends that begins at line `from`
 * (behind its PAGE line): one past its line 12; 0 if there is none, for the last
 * page of the section before has text there. */
static size_t section_heading_end(const struct frames *frames, size_t from)
{
	bool heading = false, drafted = false;
	for (size_t i = from; i < frames->lines.count && i < from + SECTION_HEADING_LIMIT; i++) {
		const struct septel_view line = line_at(frames, i);
		struct classification_word word;
		struct preamble_line preamble;
		struct septel_view rest;
		struct keyword keyword;
		struct label label;
		if (line.len == 0 || is_stamp(line))
			continue;
		if (septel__classification(line, &word)) {
			if (heading)
				return is_further_section(line, &word) ? i + 1 : 0;
			continue;
		}
		heading = heading || septel__preamble_line(line, &preamble) ||
			  septel__address_keyword(line, &rest) == ADDRESS_FROM;
		drafted = drafted || septel__starts(line, "DRAFTED BY");
		if (line.len > 75 || septel__keyword(line, &keyword) ||
		    septel__label(line, &label) ||
		    !(heading || drafted || stands_before_preamble(line)))
			return 0;
	}
	return 0;
}

static void note(struct run *run, enum furniture furniture)
{
	run->page |= furniture == PAGE;
	run->marker |= furniture == MARKER;
	run->stamp |= furniture == STAMP;
	run->end_mark |= furniture == END_MARK;
}

/* The whole run around the furniture on line `index`. */
static struct run run_around(const struct frames *frames, size_t index, size_t from)
{
	struct run run = {.first = index, .end = index};
	while (run.first > from) {
		const enum furniture above = furniture_of(line_at(frames, run.first - 1));
		if (above == NOT_FURNITURE)
			break;
		note(&run, above);
		run.first--;
	}
	while (run.end < frames->lines.count) {
		const struct septel_view line = line_at(frames, run.end);
		const enum furniture below = furniture_of(line);
		if (below == NOT_FURNITURE)
			break;
		note(&run, below);
		run.end++;
		if (below != PAGE)
			continue;
		const size_t heading = section_heading_end(frames, run.end);
		if (heading) {
			run.heading = true;
			run.end = heading;
		}
	}
	return run;
}

/* Without a PAGE line a classification (or end mark) is no frame: the run is
 * only as wide as the blanks, stamps and markers around `index`. */
static void without_classes(const struct frames *frames, struct run *run, size_t index)
{
	size_t first = index, end = index;
	while (first > run->first) {
		const enum furniture above = furniture_of(line_at(frames, first - 1));
		if (above == CLASS_ONLY || above == END_MARK)
			break;
		first--;
	}
	while (end < run->end) {
		const enum furniture below = furniture_of(line_at(frames, end));
		if (below == CLASS_ONLY || below == END_MARK)
			break;
		end++;
	}
	run->first = first;
	run->end = end;
}

static bool ends_sentence(struct septel_view line)
{
	while (line.len && septel__is_one_of(line.ptr[line.len - 1], ")]}\"'"))
		line.len--;
	return line.len == 0 || septel__is_one_of(line.ptr[line.len - 1], ".!?:;");
}

/* True where the text of line `above` goes on at line `below`. */
static bool text_goes_on(struct septel_view above, struct septel_view below)
{
	struct keyword keyword;
	struct label label;
	if (septel__is_rule(above) || septel__is_rule(below) || ends_sentence(above))
		return false;
	if (septel__keyword(below, &keyword) || septel__navy_keyword(below))
		return false;
	return !septel__label(below, &label) || label.text_offset >= below.len;
}

static void lift(struct frames *frames, const struct run *run, const char *kind)
{
	const bool top = run->first == 0, bottom = run->end == frames->lines.count;
	const size_t from = top ? 0 : frames->lines.at[run->first - 1].next;
	const size_t to = bottom ? frames->text.len : frames->lines.at[run->end].start;
	struct septel_view between = VIEW_LITERAL("\n");
	if (top || bottom ||
	    text_goes_on(line_at(frames, run->first - 1), line_at(frames, run->end)))
		between.len = 0;
	septel__edit(frames->edits, kind, frames->text, septel__slice(frames->text, from, to),
		     between);
}

/* The signature may stand below each section.  One that does is above the frame
 * and the end mark of its section, and comes again above those of a later one. */
static bool is_signature_of_section(struct frames *frames, const struct run *run)
{
	if (!run->heading || !run->end_mark || run->first == 0 ||
	    frames->looks++ >= SIGNATURE_LOOKS_LIMIT)
		return false;
	const struct septel_view words = line_at(frames, run->first - 1);
	if (!septel__is_signature(words))
		return false;
	for (size_t i = run->end; i < frames->lines.count; i++) {
		if (!septel__equal(line_at(frames, i), words))
			continue;
		while (++i < frames->lines.count && line_is_blank(&frames->lines.at[i]))
			;
		return i == frames->lines.count || is_class_only(line_at(frames, i)) ||
		       is_end_mark(line_at(frames, i));
	}
	return false;
}

/* Nothing but furniture stands before line `index`: the frame of page 1 is the
 * heading's own. */
static bool at_the_top(const struct frames *frames, const struct run *run)
{
	for (size_t i = 0; i < run->first; i++)
		if (!line_is_blank(&frames->lines.at[i]))
			return false;
	return true;
}

/* Lifts the run around line `index`; gives the line to go on from. */
static size_t take_run(struct frames *frames, size_t index, size_t from)
{
	struct run run = run_around(frames, index, from);
	const enum furniture here = furniture_of(line_at(frames, index));
	const bool top = at_the_top(frames, &run);
	if (!run.page || top || (run.end_mark && !run.heading))
		without_classes(frames, &run, index);
	if (top && here == PAGE)
		return index + 1;
	if (run.first > from && is_signature_of_section(frames, &run))
		run.first--;
	lift(frames, &run,
	     run.heading                  ? "section-heading"
	     : run.page && here != MARKER ? "page-frame"
	     : here == MARKER             ? "section-marker"
	     : here == PAGE               ? "page-frame"
					  : "stamp");
	return run.end > index ? run.end : index + 1;
}

/* Where the station begins that ends at `end` of a line.  It is cut to ten
 * characters: the longest words that are a station so cut are it, else the last
 * word; SIZE_MAX where no word is short enough. */
static size_t station_start(struct septel_view line, size_t end)
{
	size_t start = end, best = SIZE_MAX;
	while (start > 0 && end - start < 11) {
		start--;
		if (start > 0 && line.ptr[start - 1] != ' ')
			continue;
		const struct septel_view station = septel__slice(line, start, end);
		if (best == SIZE_MAX || septel_station_lookup(station, false).len)
			best = start;
	}
	return best;
}

/* A marker that an archive's reflow has put inside a line. */
static void lift_inline_markers(struct frames *frames, const struct line *at)
{
	const struct septel_view line = trimmed_line(frames->text, at);
	for (size_t of = septel__find(line, " OF 0", 0); of != VIEW_NOT_FOUND;
	     of = septel__find(line, " OF 0", of + 1)) {
		struct section_marker marker;
		struct septel_view front;
		const struct septel_view head = septel__slice(line, 0, of + 7);
		if (head.len < of + 7 || !section_of(head, &front, &marker.section, &marker.total))
			continue;
		if (head.len < line.len && septel__is_alnum(line.ptr[head.len]))
			continue;
		front = septel__trim_right(front);
		if (front.len < 10 ||
		    septel__number(septel__slice(front, front.len - 8, front.len)) < 1)
			continue;
		const size_t end = septel__trim_right(septel__slice(front, 0, front.len - 8)).len;
		const size_t station = station_start(line, end);
		if (station == SIZE_MAX ||
		    !septel__section_marker(septel__slice(line, station, head.len), &marker))
			continue;
		size_t from = station, to = head.len;
		while (from > 0 && line.ptr[from - 1] == ' ')
			from--;
		while (to < line.len && line.ptr[to] == ' ')
			to++;
		const bool inside = from > 0 && to < line.len;
		septel__edit(frames->edits, "section-marker", frames->text,
			     septel__slice(line, from, to),
			     inside ? VIEW_LITERAL(" ") : VIEW_LITERAL(""));
	}
}

/* "TO PAGE 02 STATE 015113 182333Z": a page line fell into an address line. */
static bool lift_page_in_address(struct frames *frames, size_t index)
{
	struct septel_view rest;
	const struct septel_view line = line_at(frames, index);
	if (line.len < 12 || septel__address_keyword(line, &rest) == ADDRESS_NONE ||
	    !septel__page_line(rest))
		return false;
	size_t next = index + 1;
	while (next < frames->lines.count && line_is_blank(&frames->lines.at[next]))
		next++;
	const char *end = next < frames->lines.count
				  ? frames->text.ptr + frames->lines.at[next].start
				  : frames->text.ptr + frames->text.len;
	septel__edit(frames->edits, "page-frame", frames->text,
		     (struct septel_view){rest.ptr, (size_t)(end - rest.ptr)}, VIEW_LITERAL(""));
	return true;
}

/* "a.", "(a)", "iv)": an item, whatever the line before. */
static bool is_item_mark(struct septel_view line)
{
	scan_byte(&line, '(');
	size_t length = 0;
	while (length < line.len && length < 5 && septel__is_alnum(line.ptr[length]))
		length++;
	return length > 0 && length < 5 && length < line.len &&
	       (line.ptr[length] == ')' || line.ptr[length] == '.');
}

/* A sentence split by blank lines without a marker: it has not ended, and the
 * next line goes on in lower case. */
static void join_split(struct frames *frames, size_t above, size_t below)
{
	const struct septel_view before = line_at(frames, above);
	const struct septel_view after = line_at(frames, below);
	const char last = before.ptr[before.len - 1];
	if (!septel__is_lower(after.ptr[0]) || is_item_mark(after))
		return;
	if (!septel__is_alnum(last) && last != ',' && last != '-' && last != '\'' && last != ')')
		return;
	if (septel__is_rule(before) || before.len < REPAIR_SPLIT_LEAST)
		return;
	const size_t from = frames->lines.at[above].next;
	septel__edit(frames->edits, "split-sentence", frames->text,
		     septel__slice(frames->text, from, frames->lines.at[below].start),
		     VIEW_LITERAL(""));
}

void septel__frames_repair(struct edits *edits, struct septel_view text, struct lines lines)
{
	struct frames frames = {edits, text, lines, 0};
	size_t previous = SIZE_MAX; /* the last text line */
	size_t lifted = 0;          /* lines before it are dealt with */
	bool body = false;          /* a paragraph label has been seen */
	for (size_t i = 0; i < lines.count; i++) {
		const struct line *line = &lines.at[i];
		if (line_is_blank(line))
			continue;
		const struct septel_view words = trimmed_line(text, line);
		if (plain_furniture(words) != NOT_FURNITURE) {
			i = take_run(&frames, i, lifted) - 1;
			lifted = i + 1;
			previous = SIZE_MAX;
			continue;
		}
		if (body && previous != SIZE_MAX && previous + 1 < i)
			join_split(&frames, previous, i);
		if (!body) {
			struct label label;
			lift_page_in_address(&frames, i);
			body = septel__is_digit(words.ptr[0]) && septel__label(words, &label);
		}
		if (words.len > 100 || !body)
			lift_inline_markers(&frames, line);
		previous = i;
	}
}
