/* segment.c - where one message of a stream ends and the next begins.
 *
 * States of the message being passed: nothing yet (blank lines, banners);
 * heading (format lines); body (line 12, a keyword or a label has come);
 * ended (NNNN or an archive's end mark has come).
 *
 * A new message begins
 *   - at a transmission identification (VZCZC..., ZCZC...) once a body has
 *     come; in a heading it is the original's, behind a pilot;
 *   - at a routing line that DE follows, or a JANAP routing line, likewise;
 *   - at a preamble (DTG and FM) with another DTG and line 12 behind it, once the
 *     message before has ended, behind a blank line that ends no announcement of
 *     a quote, or straight behind a signature;
 *   - at line 12 with its number, once the message before has ended (copies
 *     without a heading);
 *   - at PAGE 01 of another number (NARA), with its head classification.
 * A heading that is quoted inside a text, or printed twice, begins nothing.
 */
#include "../base/limits.h"
#include "ending.h"
#include "format_line.h"
#include "keyword.h"
#include "marking.h"
#include "scan.h"

struct pass {
	struct septel_view stream;
	size_t at;               /* start of the line in hand */
	size_t next;             /* start of the line behind it */
	struct septel_view line; /* trimmed at both ends */
};

enum state { NOTHING, HEADING, BODY, ENDED };

struct segment {
	enum state state;
	size_t banner;           /* start of the first line behind the end mark; SIZE_MAX */
	struct septel_view dtg;  /* the preamble line of the message being passed */
	struct septel_view page; /* station and number of its first PAGE 01 line */
	bool blank;              /* the line before was blank */
	size_t line_before;      /* where the last line began that was not blank */
};

static bool next_line(struct pass *pass)
{
	pass->at = pass->next;
	if (pass->at >= pass->stream.len)
		return false;
	const size_t newline = septel__find_byte(pass->stream, '\n', pass->at);
	const size_t end = newline == VIEW_NOT_FOUND ? pass->stream.len : newline;
	pass->next = newline == VIEW_NOT_FOUND ? end : end + 1;
	pass->line = septel__trim(septel__slice(pass->stream, pass->at, end));
	return true;
}

/* The next line that is not blank, without moving. */
static struct septel_view peek_line(const struct pass *pass, struct pass *copy)
{
	*copy = *pass;
	while (next_line(copy))
		if (copy->line.len)
			return copy->line;
	return (struct septel_view){"", 0};
}

static bool is_end_mark(struct septel_view line)
{
	if (line.len < 3 || line.ptr[0] != 'N' || line.ptr[1] != 'N' || line.ptr[2] != 'N')
		return septel__starts(line, "<< END OF DOCUMENT");
	return line.len == 3 || septel__equal(line, VIEW_LITERAL("NNNN")) ||
	       septel__starts(line, "NNNNMAFVVZCZ");
}

static bool marked_transmission(struct septel_view line)
{
	struct transmission_line transmission;
	return (septel__starts(line, "VZCZC") || septel__starts(line, "ZCZC") ||
		septel__starts(line, "VV  ")) &&
	       septel__transmission_line(line, &transmission);
}

/* A routing line that DE (or more routing) follows soon. */
static bool routing_start(const struct pass *pass)
{
	struct septel_view indicators;
	if (!septel__routing_line(pass->line, &indicators))
		return false;
	struct pass ahead = *pass;
	for (int lines = 0; lines < 8; lines++) {
		struct pass copy;
		const struct septel_view line = peek_line(&ahead, &copy);
		ahead = copy;
		if (septel__starts(line, "DE "))
			return true;
		if (!septel__routing_continuation(line))
			return false;
	}
	return false;
}

/* How many lines of addresses may stand between a preamble and line 12. */
#define ADDRESS_LINES_LIMIT 400
/* How many further preambles (of a message that is passed on, of its original):
 * with each of many preambles looking over all behind it, none would be done. */
#define FURTHER_PREAMBLES_LIMIT 4

/* A preamble with FM behind it and line 12 (or BT, or a Navy set) further on. */
static bool preamble_start(const struct pass *pass)
{
	struct preamble_line preamble;
	struct septel_view rest;
	if (pass->line.len < 10 || !septel__preamble_line(pass->line, &preamble) ||
	    preamble.action == SEPTEL_PRECEDENCE_NONE)
		return false;
	struct pass ahead = *pass, copy;
	if (septel__address_keyword(peek_line(&ahead, &copy), &rest) != ADDRESS_FROM)
		return false;
	ahead = copy;
	int further = 0;
	for (int lines = 0; lines < ADDRESS_LINES_LIMIT; lines++) {
		struct classification_word word;
		const struct septel_view line = peek_line(&ahead, &copy);
		ahead = copy;
		if (line.len == 0 || line.len > 80)
			return false;
		if (septel__preamble_line(line, &preamble) && ++further > FURTHER_PREAMBLES_LIMIT)
			return false;
		if (septel__equal(line, VIEW_LITERAL("BT")) ||
		    septel__classification(line, &word) || septel__navy_keyword(line))
			return true;
	}
	return false;
}

/* "PAGE 01 LA PAZ 02576 01 OF 02 241930Z": "LA PAZ 02576", or nothing. */
static struct septel_view first_page(struct septel_view line)
{
	struct septel_view rest = line, number;
	if (!septel__page_line(line))
		return (struct septel_view){"", 0};
	rest = septel__trim(septel__slice(rest, 5, rest.len));
	if (!scan_digits(&rest, 1, 3, &number) || septel__number(number) != 1)
		return (struct septel_view){"", 0};
	scan_blanks(&rest);
	size_t end = 0;
	while (end < rest.len && !septel__is_digit(rest.ptr[end]))
		end++;
	while (end < rest.len && septel__is_digit(rest.ptr[end]))
		end++;
	return septel__slice(rest, 0, end);
}

static bool starts_body(struct septel_view line)
{
	struct classification_word word;
	struct keyword keyword;
	return septel__equal(line, VIEW_LITERAL("BT")) || septel__classification(line, &word) ||
	       septel__keyword(line, &keyword) || septel__navy_keyword(line);
}

static bool heading_line(struct septel_view line)
{
	struct preamble_line preamble;
	struct calling_line calling;
	struct janap_line janap;
	struct security_line security;
	struct septel_view rest;
	return septel__preamble_line(line, &preamble) || septel__calling_line(line, &calling) ||
	       septel__janap_line(line, &janap) || septel__security_line(line, &security) ||
	       septel__routing_line(line, &rest) || marked_transmission(line) ||
	       septel__address_keyword(line, &rest) == ADDRESS_FROM;
}

/* "NNNNVZCZCXRO8112", "NNNNR 071931Z JUL 06": the end mark and the first line
 * of the next message run together; the offset of the latter, or 0. */
static size_t glued_start(struct septel_view line)
{
	if (!septel__starts(line, "NNNN") || line.len < 12)
		return 0;
	return heading_line(septel__slice(line, 4, line.len)) ? 4 : 0;
}

/* First bytes that a line must have to begin a message or to end one. */
static bool worth_a_look(struct septel_view line)
{
	return line.len && septel__is_one_of(line.ptr[0], "VZOPRYQDNUCSTLBF<*");
}

/* The line before the one in hand that was not blank. */
static struct septel_view line_above(const struct segment *segment, const struct pass *pass)
{
	struct pass before = {.stream = pass->stream, .next = segment->line_before};
	return next_line(&before) && before.at < pass->at ? before.line
							  : (struct septel_view){"", 0};
}

/* Where the message begins whose start shows at the line in hand: its banner
 * lines (behind the end mark) belong to it. */
static size_t start_with_banner(const struct segment *segment, const struct pass *pass)
{
	if (segment->state == ENDED && segment->banner != SIZE_MAX)
		return segment->banner;
	/* "HPA066WPB027": an identification without a mark, above a routing line. */
	const struct septel_view above = line_above(segment, pass);
	struct transmission_line transmission;
	struct septel_view indicators;
	if (above.len && septel__routing_line(pass->line, &indicators) &&
	    septel__transmission_line(above, &transmission))
		return segment->line_before;
	return pass->at;
}

/* Line 12 with its number, "S E C R E T LIMA 001234", and no mere banner. */
static bool numbered_line_twelve(struct septel_view line)
{
	struct classification_word word;
	if (!septel__classification(line, &word))
		return false;
	const struct septel_view rest = septel__trim(septel__slice(line, word.length, line.len));
	return rest.len > 4 && septel__is_upper(rest.ptr[0]) &&
	       septel__is_digit(rest.ptr[rest.len - 1]);
}

/* "THE AMBASSADOR SENT THE FOLLOWING:", "BEGIN TEXT": what follows is a quote. */
static bool announces_quote(struct septel_view line)
{
	return septel__ends(line, ":") || septel__starts_fold(line, "BEGIN ") ||
	       septel__starts_fold(line, "QUOTE") || septel__ends(line, "QUOTE");
}

/* Two preambles with one date-time group, whatever else they say. */
static bool same_group(struct septel_view line, struct septel_view other)
{
	struct preamble_line a, b;
	return septel__preamble_line(line, &a) && septel__preamble_line(other, &b) &&
	       memcmp(&a.dtg, &b.dtg, sizeof a.dtg) == 0;
}

/* A preamble of another message: behind a blank line, or straight behind what
 * ends the one before. */
static bool other_preamble(const struct segment *segment, const struct pass *pass)
{
	if (same_group(pass->line, segment->dtg) || !preamble_start(pass))
		return false;
	const struct septel_view above = line_above(segment, pass);
	return segment->blank ? !announces_quote(above)
			      : above.len && (septel__is_signature(above) ||
					      septel__ending(above) >= ENDING_MARK);
}

/* True if a new message begins at the line in hand. */
static bool begins_message(const struct segment *segment, const struct pass *pass)
{
	struct janap_line janap;
	if (segment->state != BODY && segment->state != ENDED)
		return false;
	if (marked_transmission(pass->line) || septel__janap_line(pass->line, &janap) ||
	    routing_start(pass))
		return true;
	if (segment->state == ENDED &&
	    (heading_line(pass->line) || numbered_line_twelve(pass->line)))
		return true;
	const struct septel_view page = first_page(pass->line);
	if (page.len)
		return segment->page.len && !septel__equal(page, segment->page);
	return other_preamble(segment, pass);
}

/* NARA: the head classification (and blanks) above PAGE 01 belongs to it. */
static void note_line(struct segment *segment, const struct pass *pass)
{
	const struct septel_view page = first_page(pass->line);
	struct preamble_line preamble;
	if (page.len && segment->page.len == 0)
		segment->page = page;
	else if (page.len && segment->state == ENDED && septel__equal(page, segment->page)) {
		/* The next section of the same message (NARA). */
		segment->state = BODY;
		segment->banner = SIZE_MAX;
	}
	if (segment->dtg.len == 0 && septel__preamble_line(pass->line, &preamble))
		segment->dtg = pass->line;
	if (is_end_mark(pass->line)) {
		segment->state = ENDED;
		segment->banner = SIZE_MAX;
	} else if (segment->state == ENDED) {
		/* A classification may close this message and another open the next. */
		struct classification_word word;
		if (segment->banner == SIZE_MAX || septel__classification(pass->line, &word))
			segment->banner = pass->at;
	} else if (segment->state == HEADING && starts_body(pass->line)) {
		segment->state = BODY;
	} else if (segment->state == NOTHING) {
		segment->state = heading_line(pass->line) ? HEADING : NOTHING;
		if (segment->state == NOTHING) {
			struct keyword keyword;
			if (septel__keyword(pass->line, &keyword))
				segment->state = BODY;
		}
	}
}

size_t septel_message_length(struct septel_view stream, bool complete)
{
	struct pass pass = {.stream = stream};
	struct segment segment = {.banner = SIZE_MAX};
	while (next_line(&pass)) {
		if (pass.line.len == 0) {
			segment.blank = true;
			continue;
		}
		const size_t glued = glued_start(pass.line);
		if (glued && segment.state != NOTHING)
			return (size_t)(pass.line.ptr - stream.ptr) + glued;
		if (worth_a_look(pass.line) || segment.state == NOTHING || segment.state == ENDED) {
			if (begins_message(&segment, &pass))
				return start_with_banner(&segment, &pass);
			note_line(&segment, &pass);
		}
		segment.blank = false;
		segment.line_before = pass.at;
	}
	return complete ? stream.len : 0;
}
