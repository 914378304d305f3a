/* heading_repair.c - the lines of a heading that a gateway filled up anew.
 *
 * Some mailers and gateways take the heading for prose: FM, TO, INFO and BT
 * stand in the middle of lines, addresses follow one another in a line, and a
 * line ends inside a name.  What begins in the middle of a line is put on a
 * line of its own; and in such a heading, or inside a directory name
 * ("OU=DOD,O=U.S. \nGOVERNMENT,C=US"), a line that begins nothing is the rest of
 * the one before.
 */
#include "heading.h"

#include "format_line.h"
#include "keyword.h"
#include "marking.h"
#include "scan.h"

/* Lines from the start of the text that are looked at. */
#define HEADING_REPAIR_LINES 200

struct filling {
	struct edits *edits;
	struct septel_view text;
	struct lines lines;
	struct septel_view address; /* where the address in hand began; empty: none */
	bool started;               /* a format line has come */
	bool from, to, info;        /* FM, TO, INFO have come */
	bool filled;                /* something began in the middle of a line */
	bool ended;                 /* BT has come */
};

static struct septel_view line_at(const struct filling *filling, size_t index)
{
	const struct line *line = &filling->lines.at[index];
	return (struct septel_view){filling->text.ptr + line->start + line->indent,
				    line->length - line->indent};
}

/* "RUENAAA/CNO", "ZEN/CNO", not "ROME/PARIS". */
static bool begins_prefixed(struct septel_view words)
{
	struct septel_view rest = words, letters;
	if (septel__starts(words, "ZEN/"))
		return true;
	return words.len > 2 && words.ptr[0] == 'R' && strchr("HU", words.ptr[1]) &&
	       scan_capitals(&rest, 5, 7, &letters) && scan_byte(&rest, '/');
}

/* "CN=", "OU=", "/C=US/": the name of an entry in a directory. */
static bool begins_directory_name(struct septel_view words)
{
	return septel__starts(words, "CN=") || septel__starts(words, "OU=") ||
	       septel__starts(words, "/C=");
}

/* The next line that is not blank begins with `keyword`. */
static bool next_line_begins(const struct filling *filling, size_t index, const char *keyword)
{
	for (size_t i = index + 1; i < filling->lines.count && i < HEADING_REPAIR_LINES; i++) {
		struct septel_view line = line_at(filling, i);
		if (line.len)
			return scan_word(&line, keyword) && scan_at_word_end(line);
	}
	return false;
}

/* INFO goes on with an address, and no other line of the heading begins with it. */
static bool is_info(const struct filling *filling, size_t index, struct septel_view behind)
{
	behind = septel__trim_left(behind);
	if (behind.len && !begins_prefixed(behind) && !begins_directory_name(behind) &&
	    !septel__starts(behind, "CNO ") && !septel__starts(behind, "CMC "))
		return false;
	for (size_t i = index + 1; i < filling->lines.count && i < HEADING_REPAIR_LINES; i++) {
		const struct septel_view line = line_at(filling, i);
		if (septel__starts(line, "INFO "))
			return false;
		if (septel__equal(line, VIEW_LITERAL("BT")) || septel__navy_keyword(line))
			break;
	}
	return true;
}

/* BT with nothing or a classification behind it. */
static bool is_separator(struct septel_view words)
{
	struct classification_word word;
	if (!scan_word(&words, "BT") || !scan_at_word_end(words))
		return false;
	words = septel__trim_left(words);
	return words.len == 0 || septel__starts(words, "***") ||
	       septel__classification(words, &word);
}

static bool is_keyword(struct septel_view words, const char *keyword)
{
	return septel__starts(words, keyword) && scan_word(&words, keyword) &&
	       (words.len == 0 || words.ptr[0] == ' ');
}

/* "PP RUEHBC": the doubled precedence of format line 2. */
static bool begins_routing(struct septel_view words)
{
	struct septel_view word;
	if (words.len < 7 || words.ptr[0] != words.ptr[1] || words.ptr[2] != ' ')
		return false;
	words = septel__slice(words, 3, words.len);
	return septel__next_word(&words, &word) && septel__is_routing_indicator(word);
}

/* Format line 12, where no BT stands before it: "C O N F I D E N T I A L". */
static bool begins_text(struct septel_view words)
{
	struct classification_word word;
	return words.len > 8 &&
	       ((words.ptr[1] == ' ' && words.ptr[3] == ' ') || septel__starts(words, "UNCLAS")) &&
	       septel__classification(words, &word);
}

/* Behind another prosign: "P R 040637Z". */
static bool is_second_prosign(struct septel_view line, size_t at)
{
	return at >= 2 && strchr("ZOPRY", line.ptr[at - 2]) &&
	       (at == 2 || line.ptr[at - 3] == ' ' || line.ptr[at - 3] == line.ptr[at - 2]);
}

static bool begins_format_line(struct septel_view line, size_t at)
{
	const struct septel_view words = septel__slice(line, at, line.len);
	struct preamble_line preamble;
	struct security_line security;
	if (septel__security_line(words, &security) || begins_routing(words))
		return true;
	return !is_second_prosign(line, at) && septel__preamble_line(words, &preamble) &&
	       preamble.action != SEPTEL_PRECEDENCE_NONE;
}

/* A part of the heading begins at byte `at` of line `index`, in its middle. */
static bool begins_inside(struct filling *filling, size_t index, struct septel_view line, size_t at)
{
	const struct septel_view words = septel__slice(line, at, line.len);
	struct calling_line calling;
	if (filling->from && septel__page_line(words))
		return true;
	if (words.ptr == filling->address.ptr)
		return false; /* behind its keyword */
	if (filling->to && (begins_prefixed(words) || begins_text(words)))
		return true;
	switch (words.ptr[0]) {
	case 'D':
		return !filling->from && septel__calling_line(words, &calling) && calling.filed.len;
	case 'F':
		return !filling->from && is_keyword(words, "FM") &&
		       !next_line_begins(filling, index, "FM");
	case 'T':
		return filling->from && !filling->to && is_keyword(words, "TO") &&
		       !next_line_begins(filling, index, "TO");
	case 'I':
		return filling->to && !filling->info && is_keyword(words, "INFO") &&
		       is_info(filling, index, septel__slice(words, 4, words.len));
	case 'B':
		return filling->from && is_separator(words);
	case 'O':
	case 'P':
	case 'R':
	case 'Z':
		if (!filling->from && begins_format_line(line, at))
			return true;
		break;
	default:
		break;
	}
	if (!begins_directory_name(words))
		return false;
	/* One entry of the directory ends with its country, and the next begins. */
	return at > 5 && line.ptr[at - 1] == ' ' &&
	       septel__equal(septel__slice(line, at - 5, at - 3), VIEW_LITERAL("C="));
}

/* The addresses have begun, with FM or, where that is missing, with TO. */
static bool is_among_addresses(const struct filling *filling)
{
	return filling->from || filling->to;
}

static void note_part(struct filling *filling, struct septel_view words)
{
	struct septel_view rest;
	const enum address_keyword keyword = septel__address_keyword(words, &rest);
	filling->from = filling->from || keyword == ADDRESS_FROM;
	filling->to = filling->to || keyword == ADDRESS_TO;
	filling->info = filling->info || keyword == ADDRESS_INFO;
	/* Gateways print FM and TO once more behind BT. */
	filling->ended = is_among_addresses(filling) && (is_separator(words) || begins_text(words));
	if (is_among_addresses(filling))
		filling->address = keyword == ADDRESS_NONE ? words : rest;
}

/* The address in hand is an entry of a directory whose country is not reached. */
static bool is_unfinished_name(const struct filling *filling, struct septel_view line)
{
	const char *end = line.ptr + line.len;
	const struct septel_view name = {filling->address.ptr,
					 (size_t)(end - filling->address.ptr)};
	if (!begins_directory_name(filling->address) || name.len < 4)
		return false;
	if (septel__find_byte(name, ',', 0) == VIEW_NOT_FOUND)
		return septel__find_byte(name, '/', 0) == VIEW_NOT_FOUND;
	return !septel__equal(septel__slice(name, name.len - 4, name.len - 2), VIEW_LITERAL("C="));
}

/* "CNO WASHINGTON DC//" above "N00//": office codes that are not closed. */
static bool is_rest_of_office(struct septel_view above, struct septel_view line)
{
	size_t obliques = 0;
	for (size_t at = septel__find(above, "//", 0); at != VIEW_NOT_FOUND;
	     at = septel__find(above, "//", at + 2))
		obliques++;
	return obliques == 1 && septel__ends(above, "//") && septel__ends(line, "//") &&
	       septel__find(line, "//", 0) == line.len - 2 &&
	       septel__find_byte(line, ' ', 0) == VIEW_NOT_FOUND;
}

/* Line `index` is the rest of the one before. */
static bool goes_on(const struct filling *filling, size_t index, struct septel_view line)
{
	struct septel_view rest;
	struct classification_word word;
	if (index == 0 || filling->address.ptr == NULL ||
	    septel__address_keyword(line, &rest) != ADDRESS_NONE || begins_prefixed(line) ||
	    septel__classification(line, &word) || is_separator(line))
		return false;
	const struct septel_view above = line_at(filling, index - 1);
	if (above.len == 0)
		return false;
	if (is_unfinished_name(filling, above) || is_rest_of_office(above, line))
		return true;
	if (!filling->filled || begins_directory_name(line))
		return false;
	return filling->to ? begins_prefixed(filling->address) : filling->address.len > 0;
}

static void part(struct filling *filling, struct septel_view line, size_t at)
{
	size_t blanks = at;
	while (blanks > 0 && septel__is_space(line.ptr[blanks - 1]))
		blanks--;
	septel__edit(filling->edits, "merged-line", filling->text, septel__slice(line, blanks, at),
		     VIEW_LITERAL("\n"));
}

/* What BT ends begins line 12. */
static void part_from_separator(struct filling *filling, struct septel_view words)
{
	const struct septel_view behind = septel__trim_left(septel__slice(words, 2, words.len));
	if (is_separator(words) && behind.len)
		part(filling, words, words.len - behind.len);
}

static void repair_line(struct filling *filling, size_t index)
{
	const struct septel_view line = line_at(filling, index);
	if (goes_on(filling, index, line)) {
		const struct septel_view above = line_at(filling, index - 1);
		const char *from = above.ptr + above.len;
		septel__edit(filling->edits, "wrapped-line", filling->text,
			     (struct septel_view){from, (size_t)(line.ptr - from)},
			     VIEW_LITERAL(" "));
	} else {
		note_part(filling, line);
		part_from_separator(filling, line);
	}
	for (size_t at = 1; at < line.len && !filling->ended; at++) {
		if (line.ptr[at - 1] != ' ' || line.ptr[at] == ' ' ||
		    !begins_inside(filling, index, line, at))
			continue;
		const struct septel_view words = septel__slice(line, at, line.len);
		part(filling, line, at);
		filling->filled = true;
		note_part(filling, words);
		part_from_separator(filling, words);
	}
}

static bool begins_heading(struct septel_view line)
{
	struct preamble_line preamble;
	struct security_line security;
	struct janap_line janap;
	struct septel_view rest;
	return septel__starts(line, "VZCZC") || septel__security_line(line, &security) ||
	       septel__janap_line(line, &janap) ||
	       septel__address_keyword(line, &rest) == ADDRESS_FROM ||
	       (septel__preamble_line(line, &preamble) &&
		preamble.action != SEPTEL_PRECEDENCE_NONE);
}

void septel__heading_repair(struct edits *edits, struct septel_view text, struct lines lines)
{
	struct filling filling = {.edits = edits, .text = text, .lines = lines};
	for (size_t i = 0; i < lines.count && i < HEADING_REPAIR_LINES && !filling.ended; i++) {
		const struct septel_view line = line_at(&filling, i);
		struct classification_word word;
		struct keyword keyword;
		if (line.len == 0)
			continue;
		filling.started = filling.started || begins_heading(line);
		if (!filling.started)
			continue;
		if (septel__keyword(line, &keyword) || septel__navy_keyword(line) ||
		    (is_among_addresses(&filling) && septel__classification(line, &word)))
			break;
		repair_line(&filling, i);
	}
}
