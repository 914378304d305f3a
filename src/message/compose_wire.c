/* compose_wire.c - sections as a circuit carries them; see composing.h.
 *
 * Functions of wire-format 2: a line ends in 2 CR and 1 LF, a page in 2 CR and
 * 4 LF, the message in 2 CR and 8 LF before NNNN.  ACP 127 counts pages of 20
 * lines from format line 5; every later one is headed, its head not counted.
 * ITA2's letters shifts have no counterpart in ASCII and are left to whoever
 * codes for a 5-level line.
 */
#include "composing.h"
#include "format_line.h"
#include "marking.h"

#define PAGE_LINES    20
#define LINE_END      "\r\r\n"
#define PAGE_END      "\r\r\n\n\n\n"
#define END_OF_TEXT   "\r\r\n\n\n\n\n\n\n\n"
#define CLASS_MAXIMUM 40

struct page {
	bool counting; /* from format line 5 on */
	int number;
	int lines;
	struct septel_view calling; /* "RBDTRQ 115" of format line 3 */
	char class_[CLASS_MAXIMUM];
};

static void note_line(struct page *page, struct septel_view line)
{
	struct calling_line calling;
	struct janap_line janap;
	struct preamble_line preamble;
	struct classification_word word;
	if (septel__calling_line(line, &calling) && !page->counting)
		page->calling = septel__slice(
			line, 3, septel__find_byte(line, ' ', septel__find_byte(line, ' ', 3) + 1));
	else if (septel__janap_line(line, &janap) && !page->counting)
		page->calling = (struct septel_view){janap.ri.ptr, janap.ri.len + 4};
	else if (septel__preamble_line(line, &preamble))
		page->counting = true;
	else if (page->counting && page->class_[0] == '\0' && septel__classification(line, &word) &&
		 word.length < sizeof page->class_)
		memcpy(page->class_, line.ptr, word.length);
}

static void put_line(struct septel_out *out, struct page *page, struct septel_view line)
{
	if (page->counting && page->lines == PAGE_LINES) {
		septel__out_string(out, &PAGE_END[strlen(LINE_END)]);
		septel__out_format(out, "PAGE %d %.*s %s%s", ++page->number,
				   VIEW_FORMAT(page->calling), page->class_, LINE_END);
		page->lines = 0;
	}
	septel__out_view(out, line);
	septel__out_string(out, LINE_END);
	page->lines += page->counting;
}

struct septel_view septel__wire(struct septel_view sections, bool pages, struct septel_arena *arena)
{
	static const struct page FIRST = {.number = 1, .calling = {"", 0}};
	struct septel_out out;
	struct septel_view line;
	struct page page = FIRST;
	septel__out_init(&out, arena, 0);
	while (septel__next_line(&sections, &line)) {
		if (septel__equal(line, VIEW_LITERAL("NNNN"))) {
			/* The line before ends in the 2 CR and 1 LF of the 8. */
			septel__out_string(&out, &END_OF_TEXT[strlen(LINE_END)]);
			septel__out_string(&out, "NNNN" LINE_END);
			page = FIRST;
			continue;
		}
		if (pages) {
			note_line(&page, line);
			/* The ending is no page's: BT closes the last one. */
			if (page.class_[0] && septel__equal(line, VIEW_LITERAL("BT")))
				page.counting = false;
		}
		put_line(&out, &page, line);
	}
	return septel__out_written(&out);
}
