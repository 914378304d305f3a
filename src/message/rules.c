/* rules.c - the rules as a table, and the run through them; see septel/lint.h.
 *
 * Source of V01 to V30: wire-format 12.
 */
#include "rules.h"

#include "body.h"
#include "edits.h"
#include "format_line.h"
#include "keyword.h"
#include "lines.h"
#include "marking.h"
#include "scan.h"

enum { OFF = SEPTEL_RULE_OFF, NOTE = SEPTEL_NOTE, WARN = SEPTEL_WARNING, FAIL = SEPTEL_ERROR };

static const struct septel_rule RULES[] = {
	{"C01", "a future is told for a day that still lies ahead", WARN, WARN},
	{"V01", "the format lines stand in their order, and none that must be there is missing",
	 WARN, FAIL},
	{"V02", "format line 1 is V ZCZC, channel letters and serial; ZCZC stands once", WARN,
	 FAIL},
	{"V03", "the doubled precedence of format line 2 is the highest of format line 5", WARN,
	 FAIL},
	{"V04", "routing indicators are well formed and stand once", WARN, FAIL},
	{"V05", "format line 3 has a serial from 1 to 9999 and a filing time that exists", WARN,
	 FAIL},
	{"V06", "five equal letters in format line 4 agree with the classification of line 12",
	 WARN, FAIL},
	{"V07", "of two precedences in format line 5 the first is the higher", WARN, FAIL},
	{"V08", "the date-time group exists, is in zone Z, and does not lie after the filing time",
	 WARN, FAIL},
	{"V09", "FM is present", WARN, FAIL},
	{"V10", "each routing indicator of an addressee occurs in format line 2", OFF, FAIL},
	{"V11", "exemptions (XMT) stand only with a collective", WARN, FAIL},
	{"V12", "no line is longer than 69 characters", WARN, FAIL},
	{"V13", "the text keeps to the character set; ZCZC, NNNN and BT do not occur in it", WARN,
	 FAIL},
	{"V14", "BT stands before and behind the text, NNNN last", WARN, FAIL},
	{"V15", "a group count stands only with encrypted groups", WARN, FAIL},
	{"V16", "line 12 spells its classification as the wire does; sections are numbered n of m",
	 WARN, FAIL},
	{"V17", "the station serial of format line 3 is that of the message's number, modulo 10000",
	 WARN, FAIL},
	{"V18",
	 "/nn of format line 3 is the section; a range of continuity numbers counts the sections",
	 WARN, FAIL},
	{"V19", "a section has at most 110 lines", NOTE, FAIL},
	{"V20", "the message has a reference number of the canonical form", WARN, FAIL},
	{"V21",
	 "a classified message has its executive order; it ends later, and in the order's time",
	 WARN, FAIL},
	{"V22", "TAGS name at least one subject, and only known codes", WARN, FAIL},
	{"V23", "a classified message names who classified it and why", WARN, FAIL},
	{"V24", "each paragraph of a classified message is marked, none above the message", WARN,
	 FAIL},
	{"V25", "paragraph numbers rise by one", WARN, FAIL},
	{"V26", "at most one of NODIS, EXDIS, STADIS and LIMDIS stands on a message", WARN, FAIL},
	{"V27", "an unclassified message goes out under ZNR UUUUU", WARN, FAIL},
	{"V28", "the filing day is within a day of the date-time group", WARN, FAIL},
	{"V29", "the message has not been received before", WARN, OFF},
	{"V30", "the total of a distribution is the sum of its copies", WARN, OFF},
};

static rule_check *const CHECKS[] = {
	septel__check_past_future,
	septel__check_order,
	septel__check_transmission,
	septel__check_routing_precedence,
	septel__check_routing,
	septel__check_calling,
	septel__check_security,
	septel__check_dual_precedence,
	septel__check_dtg,
	septel__check_originator,
	septel__check_addressees_routed,
	septel__check_exemptions,
	septel__check_line_length,
	septel__check_charset,
	septel__check_breaks,
	septel__check_groups,
	septel__check_sections,
	septel__check_serial,
	septel__check_section_numbers,
	septel__check_section_length,
	septel__check_number,
	septel__check_declassification,
	septel__check_tags,
	septel__check_classified_by,
	septel__check_portions,
	septel__check_numbering,
	septel__check_captions,
	septel__check_unclassified_signal,
	septel__check_filing_day,
	septel__check_duplicate,
	septel__check_distribution,
};

#define RULE_COUNT (sizeof RULES / sizeof *RULES)
_Static_assert(sizeof CHECKS / sizeof *CHECKS == RULE_COUNT, "one check for each rule");

const struct septel_rule *septel_rules(size_t *count)
{
	*count = RULE_COUNT;
	return RULES;
}

static int severity_of(const struct lint *lint)
{
	return lint->mode == SEPTEL_LINT_COMPOSE ? lint->rule->compose : lint->rule->receive;
}

static void add(struct lint *lint, int severity, struct septel_view at, const char *format,
		va_list arguments)
{
	if (severity == SEPTEL_RULE_OFF)
		return;
	const struct septel_span span = septel__span_in(lint->message->text, at);
	const struct septel_diagnostic diagnostic = {
		.code = lint->rule->code,
		.severity = (enum septel_severity)severity,
		.at = septel__raw_span(&lint->message->repairs, span)};
	septel__diagnostics_add(&lint->found, lint->arena, &diagnostic, format, arguments);
}

void septel__breach(struct lint *lint, struct septel_view at, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add(lint, severity_of(lint), at, format, arguments);
	va_end(arguments);
}

void septel__breach_at_most(struct lint *lint, enum septel_severity most, struct septel_view at,
			    const char *format, ...)
{
	int severity = severity_of(lint);
	if (lint->mode == SEPTEL_LINT_RECEIVE && severity > (int)most)
		severity = (int)most;
	va_list arguments;
	va_start(arguments, format);
	add(lint, severity, at, format, arguments);
	va_end(arguments);
}

struct septel_view septel__place(const struct lint *lint, size_t index)
{
	if (index >= lint->places.lines.count)
		return septel__slice(lint->message->text, 0, 0);
	const struct line *line = &lint->places.lines.at[index];
	return (struct septel_view){lint->message->text.ptr + line->start + line->indent,
				    line->length - line->indent};
}

static void place(size_t *slot, size_t index)
{
	if (*slot == NO_LINE)
		*slot = index;
}

/* What line `index` is, as far as the heading goes on. */
static void place_heading_line(struct places *places, struct septel_view line, size_t index)
{
	struct transmission_line transmission;
	struct calling_line calling;
	struct security_line security;
	struct preamble_line preamble;
	struct janap_line janap;
	struct septel_view rest;
	if (septel__routing_line(line, &rest) || septel__janap_line(line, &janap))
		place(&places->routing, index);
	else if (septel__calling_line(line, &calling))
		place(&places->calling, index);
	else if (septel__security_line(line, &security))
		place(&places->security, index);
	else if (septel__preamble_line(line, &preamble))
		place(&places->preamble, index);
	else if (septel__transmission_line(line, &transmission))
		place(&places->transmission, index);
	const enum address_keyword keyword = septel__address_keyword(line, &rest);
	if (keyword == ADDRESS_FROM)
		place(&places->from, index);
	else if (keyword == ADDRESS_TO)
		place(&places->to, index);
	struct septel_view count;
	if (septel__group_count(line, &count))
		place(&places->groups, index);
}

static void place_keyword(struct places *places, enum keyword_kind kind, size_t index)
{
	switch (kind) {
	case KEYWORD_ORDER:
		place(&places->order, index);
		break;
	case KEYWORD_TAGS:
		place(&places->tags, index);
		break;
	case KEYWORD_SUBJECT:
		place(&places->subject, index);
		break;
	case KEYWORD_CLASSIFIED_BY:
		place(&places->classified_by, index);
		break;
	case KEYWORD_REF:
	case KEYWORD_REASON:
	case KEYWORD_DECLASSIFY:
		break;
	}
}

static bool is_confirmation(struct septel_view line)
{
	struct septel_view digits;
	return scan_byte(&line, '#') && scan_digits(&line, 4, 4, &digits) && line.len == 0;
}

static void place_ending_line(struct places *places, struct septel_view line, size_t index)
{
	if (septel__equal(line, VIEW_LITERAL("BT"))) {
		place(&places->first_break, index);
		places->last_break = index;
	} else if (septel__equal(line, VIEW_LITERAL("NNNN"))) {
		places->end = index;
	} else if (is_confirmation(line)) {
		places->confirmation = index;
	}
}

/* A line in front of the text.  A classification before the preamble is a banner,
 * not line 12. */
static void place_line(struct places *places, struct septel_view line, size_t index, size_t *banner)
{
	struct classification_word word;
	struct keyword keyword;
	struct label label;
	if (places->twelve == NO_LINE)
		place_heading_line(places, line, index);
	const bool heading = places->preamble != NO_LINE || places->from != NO_LINE;
	if (septel__classification(line, &word))
		place(heading ? &places->twelve : banner, index);
	if (septel__keyword(line, &keyword))
		place_keyword(places, keyword.kind, index);
	if (septel__is_digit(line.ptr[0]) && septel__label(line, &label))
		places->body = index;
}

static void find_places(struct lint *lint)
{
	struct places *places = &lint->places;
	size_t banner = NO_LINE;
	*places = (struct places){.transmission = NO_LINE,
				  .routing = NO_LINE,
				  .calling = NO_LINE,
				  .security = NO_LINE,
				  .preamble = NO_LINE,
				  .from = NO_LINE,
				  .to = NO_LINE,
				  .first_break = NO_LINE,
				  .last_break = NO_LINE,
				  .twelve = NO_LINE,
				  .order = NO_LINE,
				  .tags = NO_LINE,
				  .subject = NO_LINE,
				  .classified_by = NO_LINE,
				  .groups = NO_LINE,
				  .confirmation = NO_LINE,
				  .end = NO_LINE,
				  .body = NO_LINE};
	septel__lines_split(&places->lines, lint->message->text, lint->arena);
	for (size_t i = 0; i < places->lines.count; i++) {
		const struct septel_view line = septel__place(lint, i);
		if (line.len == 0)
			continue;
		place_ending_line(places, line, i);
		if (places->body == NO_LINE)
			place_line(places, line, i, &banner);
	}
	if (places->preamble == NO_LINE && places->from == NO_LINE)
		place(&places->twelve, banner);
}

/* The parse's own diagnostics and the breaches, in one list. */
static int merge(struct septel_diagnostics *out, const struct lint *lint)
{
	const struct septel_diagnostics *parsed = &lint->message->diagnostics;
	const size_t count = parsed->count + lint->found.count;
	struct septel_diagnostic *all =
		septel_arena_alloc(lint->arena, (count ? count : 1) * sizeof *all);
	if (!all)
		return SEPTEL_ENOMEM;
	if (parsed->count)
		memcpy(all, parsed->at, parsed->count * sizeof *all);
	if (lint->found.count)
		memcpy(all + parsed->count, lint->found.at, lint->found.count * sizeof *all);
	septel__diagnostics_sort(all, count);
	*out = (struct septel_diagnostics){all, count, parsed->dropped + lint->found.dropped};
	return SEPTEL_OK;
}

int septel_lint(struct septel_diagnostics *out, const struct septel_message *message,
		enum septel_lint_mode mode, struct septel_seen *seen, struct septel_arena *arena)
{
	struct lint lint = {.message = message, .mode = mode, .arena = arena, .seen = seen};
	*out = (struct septel_diagnostics){NULL, 0, 0};
	find_places(&lint);
	for (size_t i = 0; i < RULE_COUNT; i++) {
		lint.rule = &RULES[i];
		if (severity_of(&lint) != SEPTEL_RULE_OFF)
			CHECKS[i](&lint);
	}
	if (septel_arena_failed(arena))
		return SEPTEL_ENOMEM;
	return merge(out, &lint);
}
