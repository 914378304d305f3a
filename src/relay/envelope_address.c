/* envelope_address.c - format lines 6 to 10, up to BT. */
#include "envelope_reading.h"

#include "../base/limits.h"
#include "../message/format_line.h"
#include "../message/keyword.h"
#include "../message/marking.h"
#include "../message/reading.h"
#include "../message/scan.h"
#include "garble.h"
#include "pilot.h"

static const struct septel_view SEPARATOR = {"BT", 2};

bool septel__envelope_text_begins(struct septel_view line)
{
	struct classification_word word;
	struct keyword keyword;
	enum septel_class class_;
	return septel__classification(line, &word) || septel__is_service_text(line, &class_) ||
	       septel__keyword(line, &keyword) || septel__navy_keyword(line);
}

/* ---- BT ------------------------------------------------------------------------------ */

/* Two letters of which one is wrong, in front of a line that begins a text. */
static bool is_garbled_separator(const struct envelope_reading *reading)
{
	const struct septel_view line = reading->line;
	if (line.len != SEPARATOR.len)
		return false;
	const bool first = line.ptr[0] == 'B', second = line.ptr[1] == 'T';
	return first != second && septel__garble_of(first ? 'T' : 'B', line.ptr[first]) &&
	       septel__envelope_text_begins(septel__envelope_line_after(reading));
}

/* Takes BT; true where the heading ends here. */
static bool take_separator(struct envelope_reading *reading)
{
	if (!septel__equal(reading->line, SEPARATOR)) {
		if (!is_garbled_separator(reading))
			return false;
		septel__envelope_fault_fix(reading, "heading.end", reading->line, SEPARATOR,
					   "'%.*s' is no BT", VIEW_FORMAT(reading->line));
	}
	reading->separated = true;
	septel__envelope_next_line(reading);
	return true;
}

/* ---- addresses ----------------------------------------------------------------------- */

static void add(struct envelope_reading *reading, const struct envelope_addressee *addressee)
{
	struct envelope_addressee *slot =
		LIST_ADD(reading->arena, reading->addressees, reading->addressee_count,
			 reading->addressee_capacity);
	if (slot)
		*slot = *addressee;
}

static bool is_known_indicator(const void *context, struct septel_view word)
{
	const struct envelope_reading *reading = context;
	return septel__is_routing_indicator(word) && envelope_knows(reading, word);
}

/* What stands before the oblique is meant for an indicator, and is none. */
static void check_front(struct envelope_reading *reading, struct septel_view words)
{
	const size_t slash = septel__find_byte(words, '/', 0);
	if (slash == VIEW_NOT_FOUND || slash < 4 || slash > 8 || slash + 1 >= words.len ||
	    words.ptr[slash + 1] == '/')
		return;
	const struct septel_view front = septel__slice(words, 0, slash);
	if (septel__is_routing_indicator(front) || septel__find_byte(front, ' ', 0) < slash)
		return;
	const struct septel_view fix =
		septel__garble_mended(front, is_known_indicator, reading, reading->arena);
	/* A word of letters is a name, unless one error makes it a station. */
	const bool meant = front.ptr[0] == 'R' || front.ptr[0] == 'Q';
	if (fix.len || meant)
		septel__envelope_fault_fix(reading, "heading.address", front, fix,
					   "'%.*s' is no routing indicator", VIEW_FORMAT(front));
}

/* "EUROPEAN POLITICAL COLLECTIVE, XMT, AMEMBASSY X": what is exempted, behind XMT. */
static struct septel_view cut_exemption(struct septel_view *words)
{
	const struct septel_view none = {"", 0};
	const size_t at = septel__find(*words, "XMT", 0);
	if (at == VIEW_NOT_FOUND || at == 0 || septel__is_alnum(words->ptr[at - 1]))
		return none;
	struct septel_view behind = septel__slice(*words, at + 3, words->len);
	if (!scan_at_word_end(behind))
		return none;
	while (behind.len && (septel__is_one_of(behind.ptr[0], ",/") || behind.ptr[0] == ' '))
		behind = septel__slice(behind, 1, behind.len);
	*words = septel__trim(septel__slice(*words, 0, at));
	while (words->len && words->ptr[words->len - 1] == ',')
		*words = septel__trim(septel__slice(*words, 0, words->len - 1));
	return behind;
}

static struct septel_addressee address_of(const struct envelope_reading *reading,
					  struct septel_view words, bool sender)
{
	const struct reading text = {.text = reading->bytes};
	return sender ? septel__sender(&text, words) : septel__address(&text, words);
}

static void take_addressee(struct envelope_reading *reading, enum envelope_role role,
			   struct septel_view words)
{
	if (words.len == 0)
		return;
	if (role != ROLE_EXEMPT)
		check_front(reading, words);
	const struct septel_addressee address = address_of(reading, words, false);
	if (address.ri.len == 0 && address.name.len == 0)
		return; /* a precedence that was wrapped */
	const struct envelope_addressee addressee = {.role = role,
						     .ri = address.ri,
						     .name = address.name,
						     .by_other_means = address.by_other_means};
	add(reading, &addressee);
}

static void take_address(struct envelope_reading *reading, enum address_keyword keyword,
			 struct septel_view words)
{
	struct envelope *envelope = reading->envelope;
	struct septel_view exempt;
	switch (keyword) {
	case ADDRESS_FROM:
		if (envelope->from.len == 0) {
			const struct septel_addressee from = address_of(reading, words, true);
			envelope->from = from.name;
			envelope->from_ri = from.ri;
		}
		break;
	case ADDRESS_TO:
	case ADDRESS_INFO:
		exempt = cut_exemption(&words);
		take_addressee(reading, keyword == ADDRESS_TO ? ROLE_ACTION : ROLE_INFORMATION,
			       words);
		take_addressee(reading, ROLE_EXEMPT, exempt);
		break;
	case ADDRESS_EXEMPT:
		take_addressee(reading, ROLE_EXEMPT, words);
		break;
	case ADDRESS_NONE:
		break;
	}
}

/* A line without a keyword of its own.  Behind FM it is the first of TO, whose keyword is lost. */
static void take_continuation(struct envelope_reading *reading, enum address_keyword *state)
{
	struct septel_view count;
	if (septel__group_count(reading->line, &count) || septel__page_line(reading->line) ||
	    septel__starts(reading->line, "ACEX"))
		return;
	if (*state == ADDRESS_FROM) {
		septel__envelope_fault(reading, "heading.address", reading->line,
				       "'%.*s' stands where TO should", VIEW_FORMAT(reading->line));
		*state = ADDRESS_TO;
	}
	struct septel_view rest = reading->line;
	if (*state == ADDRESS_EXEMPT && septel__starts(rest, "XMT/"))
		rest = septel__slice(rest, 4, rest.len);
	take_address(reading, *state, rest);
}

void septel__envelope_addresses(struct envelope_reading *reading)
{
	enum address_keyword state = ADDRESS_NONE;
	struct septel_view rest;
	for (; reading->has_line; septel__envelope_next_line(reading)) {
		if (take_separator(reading) || septel__envelope_text_begins(reading->line))
			return;
		if (reading->lines > ENVELOPE_LINES_LIMIT) {
			septel__envelope_fault(reading, "heading.end", reading->line,
					       "more than %d lines, and no BT",
					       ENVELOPE_LINES_LIMIT);
			return;
		}
		const enum address_keyword keyword = septel__address_keyword(reading->line, &rest);
		if (keyword == ADDRESS_NONE && state == ADDRESS_NONE) {
			/* What goes on from line 5, or the text of a service message. */
			if (septel__envelope_line_after(reading).len == 0)
				return;
			continue;
		}
		if (keyword != ADDRESS_NONE) {
			state = keyword;
			take_address(reading, state, rest);
		} else {
			take_continuation(reading, &state);
		}
	}
}
