/* heading.c - see heading.h.
 *
 * States: before the preamble; inside the address lines (FM, TO, INFO, XMT);
 * done, at BT, at the classification line or at a keyword of the internal
 * heading.  A classification line in front of the preamble is a frame or a
 * mailer's banner, not line 12.  A heading that comes twice (Navy gateways
 * print it again) adds nothing the second time.
 */
#include "heading.h"

#include "../base/date.h"
#include "format_line.h"
#include "keyword.h"
#include "list.h"
#include "marking.h"
#include "scan.h"
#include "text.h"

struct heading {
	struct reading *reading;
	struct septel_message *message;
	enum address_keyword state; /* whose continuation lines we are in */
	bool preamble;              /* DTG or FM seen */
	bool any;                   /* any format line seen */
	bool routed;                /* in format line 2, until DE */
	bool blank;                 /* the line before was blank */
	struct septel_view filed;   /* of format line 3; its year waits for the DTG */
	struct septel_addressee *to, *info;
	size_t to_count, to_capacity, info_count, info_capacity;
	struct septel_view *routing, *signals, *exempt;
	size_t routing_count, routing_capacity;
	size_t signals_count, signals_capacity;
	size_t exempt_count, exempt_capacity;
};

/* How far a heading may lie behind the start of the text (stamps, banners). */
#define PREFACE_LINES 60

static void add_view(struct heading *heading, struct septel_view **at, size_t *count,
		     size_t *capacity, struct septel_view view)
{
	struct septel_view *slot = LIST_ADD(heading->reading->arena, *at, *count, *capacity);
	if (slot)
		*slot = view;
}

static void add_routing(struct heading *heading, struct septel_view words)
{
	struct septel_view word;
	while (septel__next_word(&words, &word)) {
		if (word.len > 1 && word.ptr[word.len - 1] == '.')
			word.len--;
		if (septel__is_routing_indicator(word))
			add_view(heading, &heading->routing, &heading->routing_count,
				 &heading->routing_capacity, word);
	}
}

/* Z signals among the words behind format line 4 or 5; what they say in words
 * ("ZDK TO ALL ...") stays in the text. */
static void add_signals(struct heading *heading, struct septel_view words)
{
	struct septel_view word;
	while (septel__next_word(&words, &word)) {
		struct septel_view rest = word, letters, digits;
		scan_byte(&rest, '(');
		if (rest.len < 3 || rest.ptr[0] != 'Z' || !scan_capitals(&rest, 3, 3, &letters))
			continue;
		const struct septel_view signal = {letters.ptr, letters.len};
		const bool digit = scan_digits(&rest, 1, 1, &digits);
		if (rest.len && septel__is_alnum(rest.ptr[0]))
			continue;
		add_view(heading, &heading->signals, &heading->signals_count,
			 &heading->signals_capacity,
			 (struct septel_view){signal.ptr, signal.len + (digit ? 1 : 0)});
	}
}

static bool take_format_1_to_4(struct heading *heading, struct septel_view line)
{
	struct septel_message *message = heading->message;
	struct transmission_line transmission;
	struct calling_line calling;
	struct security_line security;
	struct septel_view indicators;
	if (septel__routing_line(line, &indicators)) {
		if (heading->routing_count == 0) {
			add_routing(heading, indicators);
			const enum septel_precedence precedence =
				septel__precedence_word(septel__slice(line, 0, 2));
			if (message->precedence.action == SEPTEL_PRECEDENCE_NONE)
				message->precedence.action = message->precedence.info = precedence;
			heading->routed = true;
		}
		return true;
	}
	if (heading->routed && septel__routing_continuation(line)) {
		add_routing(heading, line);
		return true;
	}
	if (septel__calling_line(line, &calling)) {
		heading->routed = false;
		message->origin.ri = calling.ri;
		message->origin.serial = calling.serial;
		message->origin.section = calling.section;
		heading->filed = calling.filed;
		return true;
	}
	if (septel__security_line(line, &security)) {
		if (message->security.signal.len == 0) {
			message->security.signal = security.signal;
			message->security.letters = security.letters;
		}
		add_signals(heading, security.rest);
		return true;
	}
	if (septel__transmission_line(line, &transmission)) {
		if (message->transmission.serial == SEPTEL_NUMBER_NONE) {
			message->transmission.circuit = transmission.circuit;
			message->transmission.serial = transmission.serial;
		}
		return true;
	}
	return false;
}

static bool take_janap(struct heading *heading, struct septel_view line)
{
	struct janap_line janap;
	if (!septel__janap_line(line, &janap))
		return false;
	struct septel_message *message = heading->message;
	message->origin.ri = janap.ri;
	message->origin.serial = septel__number(janap.serial);
	heading->filed = janap.filed;
	const char letter[1] = {janap.precedence};
	message->precedence.action = message->precedence.info =
		septel__precedence_word((struct septel_view){letter, 1});
	add_routing(heading, janap.indicators);
	heading->routed = true;
	return true;
}

static bool take_preamble(struct heading *heading, struct septel_view line)
{
	struct preamble_line preamble;
	if (!septel__preamble_line(line, &preamble))
		return false;
	struct septel_message *message = heading->message;
	if (message->dtg.month)
		return true; /* the heading again */
	if (preamble.action != SEPTEL_PRECEDENCE_NONE) {
		message->precedence.action = preamble.action;
		message->precedence.info = preamble.info;
	}
	message->dtg = preamble.dtg;
	if (preamble.dtg.year == 0 && heading->reading->options.year)
		message->dtg.year = (int16_t)heading->reading->options.year;
	if (message->dtg.year && !septel__time_valid(message->dtg)) {
		septel__diagnose(heading->reading, SEPTEL_WARNING, "header.dtg", line,
				 "'%.*s' is no date and time", VIEW_FORMAT(line));
		message->dtg.year = 0;
	}
	add_signals(heading, preamble.rest);
	return true;
}

static bool same_address(const struct septel_addressee *a, const struct septel_addressee *b)
{
	return septel__equal(a->name, b->name) && septel__equal(a->ri, b->ri) &&
	       septel__equal(a->mcn, b->mcn);
}

static void add_address(struct heading *heading, struct septel_view words)
{
	struct septel_addressee address = septel__address(heading->reading, words);
	address.name = septel__one_line(heading->reading->arena, address.name);
	const bool info = heading->state == ADDRESS_INFO;
	struct septel_addressee **list = info ? &heading->info : &heading->to;
	size_t *count = info ? &heading->info_count : &heading->to_count;
	/* A precedence that was wrapped belongs to the address above it. */
	if (address.name.len == 0 && address.ri.len == 0) {
		if (*count && (*list)[*count - 1].precedence.len == 0)
			(*list)[*count - 1].precedence = address.precedence;
		return;
	}
	/* A heading printed twice; a true duplicate stands in one list only once
	 * as well, for whoever delivers must deliver once. */
	for (size_t i = 0; i < *count && *count <= ROUTING_LINE_LIMIT; i++)
		if (same_address(&(*list)[i], &address))
			return;
	struct septel_addressee *slot =
		LIST_ADD(heading->reading->arena, *list, *count,
			 *(info ? &heading->info_capacity : &heading->to_capacity));
	if (slot)
		*slot = address;
}

/* "EUROPEAN POLITICAL COLLECTIVE, XMT, AMEMBASSY X": the exemption stands in
 * the line of the collective. */
static struct septel_view cut_exemption(struct septel_view words, struct septel_view *exempt)
{
	const size_t at = septel__find(words, "XMT", 0);
	*exempt = (struct septel_view){"", 0};
	if (at == VIEW_NOT_FOUND || at == 0 || septel__is_alnum(words.ptr[at - 1]))
		return words;
	struct septel_view behind = septel__slice(words, at + 3, words.len);
	if (!scan_at_word_end(behind))
		return words;
	while (behind.len &&
	       (behind.ptr[0] == ',' || behind.ptr[0] == '/' || septel__is_space(behind.ptr[0])))
		behind = septel__slice(behind, 1, behind.len);
	*exempt = behind;
	struct septel_view front = septel__trim(septel__slice(words, 0, at));
	while (front.len && front.ptr[front.len - 1] == ',')
		front = septel__trim(septel__slice(front, 0, front.len - 1));
	return front;
}

static void take_address(struct heading *heading, struct septel_view words)
{
	struct septel_view exempt;
	if (words.len == 0)
		return;
	switch (heading->state) {
	case ADDRESS_FROM:
		if (heading->message->from.name.len == 0) {
			heading->message->from = septel__sender(heading->reading, words);
			heading->message->from.name = septel__one_line(heading->reading->arena,
								       heading->message->from.name);
		}
		break;
	case ADDRESS_TO:
	case ADDRESS_INFO:
		words = cut_exemption(words, &exempt);
		if (words.len)
			add_address(heading, words);
		if (exempt.len)
			add_view(heading, &heading->exempt, &heading->exempt_count,
				 &heading->exempt_capacity, exempt);
		break;
	case ADDRESS_EXEMPT:
		add_view(heading, &heading->exempt, &heading->exempt_count,
			 &heading->exempt_capacity,
			 septel__one_line(heading->reading->arena, words));
		break;
	case ADDRESS_NONE:
		break;
	}
}

/* True for a line that can only be an address: it carries a routing indicator,
 * a precedence or a continuity number. */
static bool is_plainly_address(const struct heading *heading, struct septel_view line)
{
	const struct septel_addressee address = septel__address(heading->reading, line);
	return address.ri.len || address.by_other_means || address.precedence.len ||
	       address.mcn.len;
}

/* TO and INFO are words of prose as well: alone they count only before what is
 * plainly an address. */
static bool begins_addresses(const struct heading *heading, enum address_keyword keyword,
			     struct septel_view rest)
{
	return heading->any || heading->preamble || keyword == ADDRESS_FROM ||
	       is_plainly_address(heading, rest);
}

/* A line in FM, TO, INFO or XMT without a keyword of its own. */
static bool take_continuation(struct heading *heading, struct septel_view line)
{
	if (heading->state == ADDRESS_NONE)
		return false;
	/* Addresses stand in one block: behind a blank line only what is plainly one. */
	if (heading->blank && !is_plainly_address(heading, line))
		return false;
	if (heading->state == ADDRESS_FROM) {
		/* The keyword TO is missing: the order says that it stood here. */
		septel__suggest(heading->reading, SEPTEL_WARNING, "header.keyword", line,
				VIEW_LITERAL("TO "), "address '%.*s' without TO",
				VIEW_FORMAT(line));
		heading->state = ADDRESS_TO;
	}
	if (heading->state == ADDRESS_EXEMPT || !septel__starts(line, "XMT"))
		take_address(heading, line);
	return true;
}

static bool take_distribution(struct heading *heading, struct septel_view line)
{
	if (heading->message->dtg.month)
		return false;
	if (septel__distribution_line(line) || septel__dash_counter(line))
		return true;
	return septel__starts(line, "DRAFTED BY") || septel__starts(line, "APPROVED BY") ||
	       septel__starts(line, "DESIRED DISTRIBUTION");
}

/* True if `line` belongs to the heading. */
static bool take_line(struct heading *heading, struct septel_view line)
{
	struct septel_view rest;
	if (take_distribution(heading, line) || septel__group_count(line, &rest))
		return true;
	const enum address_keyword keyword = septel__address_keyword(line, &rest);
	if (keyword != ADDRESS_NONE && begins_addresses(heading, keyword, rest)) {
		heading->state = keyword;
		heading->preamble = true;
		take_address(heading, rest);
		return true;
	}
	if (heading->state == ADDRESS_NONE &&
	    (take_format_1_to_4(heading, line) || take_janap(heading, line)))
		return heading->any = true;
	if (take_preamble(heading, line)) {
		heading->state = ADDRESS_NONE;
		return heading->preamble = true;
	}
	return septel__page_line(line) || take_continuation(heading, line);
}

/* True where the heading cannot go on: the text part begins at this line. */
static bool text_begins(struct septel_view line)
{
	struct classification_word word;
	struct keyword keyword;
	return septel__classification(line, &word) || septel__keyword(line, &keyword) ||
	       septel__navy_keyword(line);
}

/* The first line of the preamble (DTG or FM), if one comes soon behind `from`
 * and before the text part; else lines.count. */
static size_t find_preamble(const struct reading *reading, size_t from)
{
	size_t seen = 0;
	for (size_t i = from; i < reading->lines.count && seen < PREFACE_LINES; i++) {
		const struct septel_view line = reading_line_trimmed(reading, i);
		struct preamble_line preamble;
		struct septel_view rest;
		struct keyword keyword;
		if (line.len == 0)
			continue;
		seen++;
		if (septel__preamble_line(line, &preamble) ||
		    septel__address_keyword(line, &rest) == ADDRESS_FROM)
			return i;
		if (septel__keyword(line, &keyword) || septel__navy_keyword(line))
			break;
	}
	return reading->lines.count;
}

static void finish(struct heading *heading)
{
	struct septel_message *message = heading->message;
	message->origin.filed = septel__filing_time(heading->filed, message->dtg);
	message->to = (struct septel_addressees){heading->to, heading->to_count};
	message->info = (struct septel_addressees){heading->info, heading->info_count};
	message->routing = (struct septel_views){heading->routing, heading->routing_count};
	message->signals = (struct septel_views){heading->signals, heading->signals_count};
	message->exempt = (struct septel_views){heading->exempt, heading->exempt_count};
	if (message->dtg.year == 0)
		message->dtg =
			(struct septel_time){0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
}

void septel__heading_read(struct reading *reading)
{
	struct heading heading = {.reading = reading, .message = reading->message};
	size_t preamble = find_preamble(reading, 0);
	size_t i = 0;
	for (; i < reading->lines.count && i < SEPTEL_HEADING_LINES_LIMIT; i++) {
		const struct septel_view line = reading_line_trimmed(reading, i);
		if (line.len == 0) {
			reading->uses[i] = LINE_BLANK;
			heading.blank = true;
			continue;
		}
		const bool before = i < preamble && preamble < reading->lines.count;
		if (septel__equal(line, VIEW_LITERAL("BT")) && (heading.any || heading.preamble)) {
			reading->uses[i] = LINE_SEPARATOR;
			/* Gateways put FM and TO behind BT. */
			const size_t behind = find_preamble(reading, i + 1);
			if (reading->message->from.name.len == 0 && behind < reading->lines.count) {
				preamble = behind;
				continue;
			}
			i++;
			break;
		}
		if (!before && text_begins(line))
			break;
		if (!take_line(&heading, line) && !before) {
			if ((!heading.any && !heading.preamble) || heading.state != ADDRESS_NONE)
				break;
			/* A line that fits nowhere between format lines: kept, unexplained. */
			septel__diagnose(reading, SEPTEL_NOTE, "header.line", line,
					 "'%.*s' is no format line", VIEW_FORMAT(line));
			continue;
		}
		reading->uses[i] = LINE_HEADING;
		heading.blank = false;
	}
	while (i < reading->lines.count && line_is_blank(&reading->lines.at[i]))
		reading->uses[i++] = LINE_BLANK;
	reading->internal_first = i;
	finish(&heading);
}
