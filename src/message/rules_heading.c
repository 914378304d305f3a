/* rules_heading.c - checks of format lines 1 to 12; see rules.h. */
#include "../base/date.h"
#include "format_line.h"
#include "line_twelve.h"
#include "marking.h"
#include "rules.h"
#include "scan.h"
#include "wire_forms.h"

#include <septel/tables.h>

/* The filing time may precede the DTG by this much (wire-format 12, V08). */
#define FILING_TOLERANCE_MINUTES 1
#define MINUTES_IN_A_DAY         1440

static bool is_wire_copy(const struct lint *lint)
{
	const struct places *places = &lint->places;
	return places->routing != NO_LINE || places->calling != NO_LINE ||
	       places->transmission != NO_LINE || lint->mode == SEPTEL_LINT_COMPOSE;
}

void septel__check_order(struct lint *lint)
{
	const struct places *places = &lint->places;
	const struct {
		const char *name;
		size_t line;
		bool needed;
	} LINES[] = {
		{"format line 1", places->transmission, true},
		{"format line 2", places->routing, true},
		{"format line 3", places->calling, true},
		{"format line 4", places->security, false},
		{"format line 5", places->preamble, true},
		{"FM", places->from, false},
		{"TO", places->to, true},
	};
	const bool janap = places->routing != NO_LINE && places->calling == NO_LINE &&
			   lint->message->origin.serial != SEPTEL_NUMBER_NONE;
	size_t highest = 0;
	const char *missing = NULL;
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		if (LINES[i].line == NO_LINE) {
			const bool said_by_janap = janap && (i == 2 || i == 0);
			if (LINES[i].needed && !said_by_janap && !missing)
				missing = LINES[i].name;
			continue;
		}
		if (LINES[i].line < highest)
			septel__breach(lint, septel__place(lint, LINES[i].line),
				       "%s stands out of its order", LINES[i].name);
		else
			highest = LINES[i].line;
	}
	/* An archive copy without its first lines is a fact, not a fault. */
	if (missing)
		septel__breach_at_most(lint, is_wire_copy(lint) ? SEPTEL_ERROR : SEPTEL_NOTE,
				       septel__place(lint, NO_LINE), "%s is missing", missing);
}

void septel__check_transmission(struct lint *lint)
{
	const struct places *places = &lint->places;
	if (places->transmission == NO_LINE)
		return;
	const struct septel_view line = septel__place(lint, places->transmission);
	const size_t first = septel__find(line, "ZCZC", 0);
	if (first == VIEW_NOT_FOUND)
		septel__breach_at_most(lint, SEPTEL_NOTE, line, "'%.*s' is a manual identification",
				       VIEW_FORMAT(line));
	else if (septel__find(line, "ZCZC", first + 4) != VIEW_NOT_FOUND)
		septel__breach(lint, line, "ZCZC stands twice in '%.*s'", VIEW_FORMAT(line));
}

void septel__check_routing_precedence(struct lint *lint)
{
	const struct places *places = &lint->places;
	if (places->routing == NO_LINE || places->preamble == NO_LINE)
		return;
	const struct septel_view routing = septel__place(lint, places->routing);
	struct preamble_line preamble;
	if (!septel__preamble_line(septel__place(lint, places->preamble), &preamble) ||
	    preamble.action == SEPTEL_PRECEDENCE_NONE)
		return;
	const enum septel_precedence highest =
		preamble.action > preamble.info ? preamble.action : preamble.info;
	struct septel_view prosign = septel__slice(routing, 0, 1);
	const enum septel_precedence routed = septel__precedence_word(prosign);
	if (routed != highest)
		septel__breach(lint, septel__slice(routing, 0, 2), "'%.*s' is routed, %s is stated",
			       2, routing.ptr, septel_precedence_name(highest));
}

void septel__check_routing(struct lint *lint)
{
	const struct septel_views *routing = &lint->message->routing;
	for (size_t i = 0; i < routing->count && i < ROUTING_LINE_LIMIT; i++)
		for (size_t k = 0; k < i; k++)
			if (septel__equal(routing->at[i], routing->at[k])) {
				septel__breach(lint, routing->at[i], "'%.*s' stands twice",
					       VIEW_FORMAT(routing->at[i]));
				break;
			}
}

void septel__check_calling(struct lint *lint)
{
	if (lint->places.calling == NO_LINE)
		return;
	const struct septel_view line = septel__place(lint, lint->places.calling);
	struct calling_line calling;
	if (!septel__calling_line(line, &calling))
		return;
	if (calling.serial != SEPTEL_NUMBER_NONE && (calling.serial < 1 || calling.serial > 9999))
		septel__breach(lint, line, "station serial %d is not from 1 to 9999",
			       calling.serial);
	if (calling.filed.len == 0) {
		septel__breach(lint, line, "no filing time in '%.*s'", VIEW_FORMAT(line));
		return;
	}
	const struct septel_view clock = septel__slice(calling.filed, 3, 7);
	const int hour = septel__number(septel__slice(clock, 0, 2));
	const int minute = septel__number(septel__slice(clock, 2, 4));
	const int day = septel__number(septel__slice(calling.filed, 0, 3));
	const int last =
		septel__has_time(lint->message->dtg) && !septel__is_leap(lint->message->dtg.year)
			? 365
			: 366;
	const bool julian = calling.filed.ptr[2] != '/';
	if ((julian && (day < 1 || day > last)) || hour > 23 || minute > 59)
		septel__breach(lint, calling.filed, "'%.*s' is no filing time",
			       VIEW_FORMAT(calling.filed));
}

void septel__check_security(struct lint *lint)
{
	const struct septel_view letters = lint->message->security.letters;
	if (letters.len == 0)
		return;
	const char letter = letters.ptr[0];
	bool equal = letters.len == 5;
	/* The last two may be a release code: two equal or rising letters. */
	for (size_t i = 1; i < letters.len; i++)
		equal = equal &&
			(letters.ptr[i] == letter || (i >= 3 && letters.ptr[3] <= letters.ptr[4]));
	if (!equal || !septel__is_one_of(letter, "URCSTE"))
		septel__breach(lint, letters, "'%.*s' are not five equal class letters",
			       VIEW_FORMAT(letters));
	const enum septel_class class_ = lint->message->classification;
	const char wanted = septel__class_letter(class_);
	if (class_ != SEPTEL_CLASS_NONE && letter != wanted && !(letter == 'E' && wanted == 'U'))
		septel__breach(lint, letters, "'%.*s' does not agree with %s", VIEW_FORMAT(letters),
			       septel_class_name(class_));
}

void septel__check_dual_precedence(struct lint *lint)
{
	struct preamble_line preamble;
	if (lint->places.preamble == NO_LINE)
		return;
	const struct septel_view line = septel__place(lint, lint->places.preamble);
	if (septel__preamble_line(line, &preamble) && preamble.info > preamble.action)
		septel__breach(lint, line, "%s for action is below %s for information",
			       septel_precedence_name(preamble.action),
			       septel_precedence_name(preamble.info));
}

void septel__check_dtg(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	if (lint->places.preamble == NO_LINE) {
		septel__breach_at_most(lint, SEPTEL_NOTE, septel__place(lint, NO_LINE),
				       "no date-time group");
		return;
	}
	const struct septel_view line = septel__place(lint, lint->places.preamble);
	size_t digit = 0;
	while (digit < line.len && !septel__is_digit(line.ptr[digit]))
		digit++;
	const struct septel_view group = septel__slice(line, digit, digit + 7);
	struct preamble_line preamble;
	if (!septel__preamble_line(line, &preamble))
		return;
	if (preamble.dtg.year && !septel__time_valid(preamble.dtg))
		septel__breach(lint, group, "'%.*s' is no date and time", VIEW_FORMAT(group));
	else if (group.len == 7 && group.ptr[6] != 'Z' && !septel__is_space(group.ptr[6]))
		septel__breach(lint, group, "zone of '%.*s' is not Z", VIEW_FORMAT(group));
	if (!septel__has_time(message->dtg) || !septel__has_time(message->origin.filed))
		return;
	const long long later =
		septel__minute_number(message->dtg) - septel__minute_number(message->origin.filed);
	if (later > FILING_TOLERANCE_MINUTES)
		septel__breach(lint, group, "'%.*s' lies %lld minutes after the filing time",
			       VIEW_FORMAT(group), later);
}

static bool has_address_group(const struct septel_message *message)
{
	for (size_t i = 0; i < message->to.count; i++)
		if (septel__starts(message->to.at[i].name, "AIG"))
			return true;
	return false;
}

void septel__check_originator(struct lint *lint)
{
	if (lint->message->from.name.len || has_address_group(lint->message))
		return;
	septel__breach_at_most(lint, is_wire_copy(lint) ? SEPTEL_ERROR : SEPTEL_NOTE,
			       septel__place(lint, lint->places.to), "FM is missing");
}

static void check_routed(struct lint *lint, const struct septel_addressees *addressees)
{
	const struct septel_views *routing = &lint->message->routing;
	for (size_t i = 0; i < addressees->count; i++) {
		const struct septel_view ri = addressees->at[i].ri;
		bool found = ri.len == 0 || addressees->at[i].by_other_means;
		for (size_t k = 0; k < routing->count && !found; k++)
			found = septel__equal(routing->at[k], ri);
		if (!found)
			septel__breach(lint, ri, "'%.*s' is not in format line 2", VIEW_FORMAT(ri));
	}
}

void septel__check_addressees_routed(struct lint *lint)
{
	check_routed(lint, &lint->message->to);
	check_routed(lint, &lint->message->info);
}

static bool is_collective(const struct septel_addressee *addressee)
{
	struct septel_view kind, name;
	if (septel__find(addressee->name, "COLLECTIVE", 0) != VIEW_NOT_FOUND ||
	    septel__starts(addressee->name, "AIG") || septel__starts(addressee->name, "ALL ") ||
	    septel__ends(addressee->name, " POSTS"))
		return true;
	return septel_ri_lookup(addressee->ri, 0, &kind, &name) &&
	       septel__equal(kind, VIEW_LITERAL("collective"));
}

void septel__check_exemptions(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	if (message->exempt.count == 0)
		return;
	for (size_t i = 0; i < message->to.count; i++)
		if (is_collective(&message->to.at[i]))
			return;
	for (size_t i = 0; i < message->info.count; i++)
		if (is_collective(&message->info.at[i]))
			return;
	septel__breach(lint, message->exempt.at[0], "'%.*s' is exempt, but from no collective",
		       VIEW_FORMAT(message->exempt.at[0]));
}

void septel__check_sections(struct lint *lint)
{
	if (lint->places.twelve == NO_LINE) {
		septel__breach_at_most(lint, SEPTEL_WARNING, septel__place(lint, NO_LINE),
				       "no classification line");
		return;
	}
	const struct septel_view line = septel__place(lint, lint->places.twelve);
	struct classification_word word;
	bool spelled = septel__starts(line, "CLEAR");
	for (int i = SEPTEL_UNCLASSIFIED; i <= SEPTEL_TOP_SECRET; i++)
		spelled =
			spelled || septel__starts(line, septel__spaced_class((enum septel_class)i));
	if (septel__classification(line, &word) && !spelled) {
		const struct septel_view words = septel__slice(line, 0, word.length);
		septel__breach(lint, words, "'%.*s' is not how the wire spells %s",
			       VIEW_FORMAT(words), septel_class_name(word.class_));
	}
	const int total = lint->message->sections.total;
	if (lint->message->sections.present_count == 0)
		return;
	const size_t last = lint->message->sections.present_count - 1;
	const int section = lint->message->sections.present[last];
	if (total < 2 || section > total)
		septel__breach(lint, line, "section %d of %d", section, total);
}

void septel__check_serial(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	const int serial = septel__serial_in_number(message->id);
	if (message->profile == SEPTEL_PROFILE_NAVY || serial < 0 ||
	    lint->places.calling == NO_LINE || message->origin.serial == SEPTEL_NUMBER_NONE)
		return;
	if (serial % SERIAL_MODULUS != message->origin.serial % SERIAL_MODULUS)
		septel__breach(lint, septel__place(lint, lint->places.calling),
			       "station serial %d is not that of %.*s", message->origin.serial,
			       VIEW_FORMAT(message->id));
}

static void check_range(struct lint *lint, const struct septel_addressees *addressees)
{
	const int total = lint->message->sections.total;
	for (size_t i = 0; i < addressees->count; i++) {
		const struct septel_view mcn = addressees->at[i].mcn;
		const size_t dash = septel__find_byte(mcn, '-', 0);
		if (dash == VIEW_NOT_FOUND)
			continue;
		const int first = septel__number(septel__slice(mcn, 0, dash));
		const int last = septel__number(septel__slice(mcn, dash + 1, mcn.len));
		/* Numbers run from 0001 to 9999 and begin again. */
		const int count = (last - first + SERIAL_MODULUS) % SERIAL_MODULUS + 1;
		if (total && count != total)
			septel__breach(lint, mcn, "'%.*s' are %d numbers for %d sections",
				       VIEW_FORMAT(mcn), count, total);
	}
}

void septel__check_section_numbers(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	check_range(lint, &message->to);
	check_range(lint, &message->info);
	if (message->origin.section == SEPTEL_NUMBER_NONE || message->sections.present_count == 0)
		return;
	if (message->origin.section != message->sections.present[0])
		septel__breach(lint, septel__place(lint, lint->places.calling),
			       "/%02d in format line 3, section %d in line 12",
			       message->origin.section, message->sections.present[0]);
}

void septel__check_unclassified_signal(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	if (message->classification != SEPTEL_UNCLASSIFIED || lint->places.security == NO_LINE)
		return;
	if (!septel__equal(message->security.signal, VIEW_LITERAL("ZNR")))
		septel__breach(lint, message->security.signal, "'%.*s' on an unclassified message",
			       VIEW_FORMAT(message->security.signal));
}

void septel__check_filing_day(struct lint *lint)
{
	const struct septel_message *message = lint->message;
	if (!septel__has_time(message->dtg) || !septel__has_time(message->origin.filed))
		return;
	const long apart =
		septel__day_number(message->origin.filed) - septel__day_number(message->dtg);
	const size_t line =
		lint->places.calling != NO_LINE ? lint->places.calling : lint->places.routing;
	if (apart > 1 || apart < -1)
		septel__breach(lint, septel__place(lint, line),
			       "filed %ld days from the date-time group", apart);
}

/* Adds the copies of one word "EUR-12"; true for the total "/168". */
static bool count_copies(struct septel_view word, int *copies, int *total)
{
	if (word.len >= 2 && word.ptr[0] == '/' && septel__is_digit(word.ptr[1])) {
		*total = septel__number(septel__slice(word, 1, word.len));
		return *total >= 0;
	}
	const size_t dash = septel__find_byte(word, '-', 0);
	if (dash == VIEW_NOT_FOUND)
		return false;
	const int number = septel__number(septel__slice(word, dash + 1, word.len));
	if (number > 0)
		*copies += number;
	return false;
}

void septel__check_distribution(struct lint *lint)
{
	const size_t end =
		lint->places.preamble != NO_LINE ? lint->places.preamble : lint->places.lines.count;
	int copies = 0;
	for (size_t i = 0; i < end; i++) {
		struct septel_view rest = septel__place(lint, i), word;
		if (!septel__distribution_line(rest) && !(rest.len && rest.ptr[0] == '/'))
			continue;
		int total = -1;
		while (septel__next_word(&rest, &word)) {
			if (!count_copies(word, &copies, &total))
				continue;
			if (copies != total)
				septel__breach(lint, word, "'%.*s' for %d copies",
					       VIEW_FORMAT(word), copies);
			return;
		}
	}
}
