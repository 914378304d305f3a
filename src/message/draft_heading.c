/* draft_heading.c - headers of a draft that become format lines 1 to 9; see draft.h. */
#include "../base/date.h"
#include "draft.h"
#include "format_line.h"
#include "scan.h"
#include "text.h"

#include <septel/number.h>

/* ---- addresses -------------------------------------------------------------- */

static enum septel_precedence last_word_precedence(struct septel_view words)
{
	struct septel_view word, last = {"", 0};
	while (septel__next_word(&words, &word))
		last = word;
	return septel__precedence_word(last);
}

/* "RUEHC/SECSTATE WASHDC PRIORITY 0678".  The source keeps its place where it
 * is in capitals already. */
static struct septel_addressee address(struct draft_reading *reading, struct septel_view value)
{
	struct reading scratch = {.text = reading->draft->source, .arena = reading->arena};
	bool small = false;
	for (size_t i = 0; i < value.len; i++)
		small = small || septel__is_lower(value.ptr[i]);
	struct septel_addressee out =
		septel__address(&scratch, small ? septel__draft_capitals(reading, value) : value);
	out.name = septel__one_line(reading->arena, out.name);
	out.at = (struct septel_span){0, 0};
	if (out.name.len == 0)
		septel__draft_refuse(reading, "draft.address", value, "address");
	return out;
}

void septel__take_from(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->from = address(reading, value);
}

/* One more address line, to go by the highest precedence of them. */
static void add_addressee(struct draft_reading *reading, struct draft_addressees *list,
			  struct septel_view value)
{
	struct septel_addressee *slot =
		LIST_ADD(reading->arena, list->at, list->count, list->capacity);
	if (!slot)
		return;
	*slot = address(reading, value);
	const enum septel_precedence precedence = last_word_precedence(slot->precedence);
	if (precedence > list->highest)
		list->highest = precedence;
}

void septel__take_to(struct draft_reading *reading, struct septel_view value)
{
	add_addressee(reading, &reading->to, value);
}

void septel__take_info(struct draft_reading *reading, struct septel_view value)
{
	add_addressee(reading, &reading->info, value);
}

void septel__take_exempt(struct draft_reading *reading, struct septel_view value)
{
	septel__draft_add(reading, &reading->exempt, septel__draft_capitals(reading, value));
}

/* ---- precedence and times --------------------------------------------------- */

/* "PRIORITY", "P R", "IMMEDIATE/ROUTINE", "NIACT IMMEDIATE". */
void septel__take_precedence(struct draft_reading *reading, struct septel_view value)
{
	enum septel_precedence found[2] = {SEPTEL_PRECEDENCE_NONE, SEPTEL_PRECEDENCE_NONE};
	size_t count = 0;
	struct septel_view rest = value;
	while (rest.len) {
		size_t length = 0;
		while (length < rest.len && septel__is_alpha(rest.ptr[length]))
			length++;
		struct septel_view word =
			septel__draft_capitals(reading, septel__slice(rest, 0, length));
		rest = septel__slice(rest, length ? length : 1, rest.len);
		if (length == 0 || septel__equal(word, VIEW_LITERAL("NIACT")) ||
		    septel__equal(word, VIEW_LITERAL("INFO")) ||
		    septel__equal(word, VIEW_LITERAL("ACTION")))
			continue;
		const enum septel_precedence precedence = septel__precedence_word(word);
		if (precedence == SEPTEL_PRECEDENCE_NONE || count == 2) {
			septel__draft_refuse(reading, "draft.precedence", value, "precedence");
			return;
		}
		found[count++] = precedence;
	}
	if (count == 0)
		septel__draft_refuse(reading, "draft.precedence", value, "precedence");
	reading->draft->precedence.action = found[0];
	reading->draft->precedence.info = count == 2 ? found[1] : found[0];
}

void septel__take_info_precedence(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->precedence.info =
		septel__precedence_word(septel__draft_capitals(reading, value));
	if (reading->draft->precedence.info == SEPTEL_PRECEDENCE_NONE)
		septel__draft_refuse(reading, "draft.precedence", value, "precedence");
}

/* "040637Z DEC 08", "2008-12-04T06:37Z". */
static bool scan_time(struct septel_view value, struct septel_time *out)
{
	if (septel__time_read(value, out))
		return out->hour >= 0;
	/* Zone Z alone: record traffic knows no other. */
	if (value.len < 7 || septel__upper(value.ptr[6]) != 'Z')
		return false;
	struct septel_view rest = value;
	return septel__scan_dtg(&rest, out) && rest.len == 0 && out->year &&
	       septel__time_valid(*out);
}

void septel__take_dtg(struct draft_reading *reading, struct septel_view value)
{
	reading->dtg_stated = true;
	if (!scan_time(value, &reading->draft->dtg)) {
		reading->draft->dtg.year = 0;
		septel__draft_refuse(reading, "draft.dtg", value,
				     "date-time group (040637Z DEC 08)");
	}
}

void septel__take_filed(struct draft_reading *reading, struct septel_view value)
{
	if (!scan_time(value, &reading->draft->origin.filed)) {
		reading->draft->origin.filed.year = 0;
		septel__draft_refuse(reading, "draft.filed", value, "filing time (040638Z DEC 08)");
	}
}

/* ---- numbers and routing ---------------------------------------------------- */

void septel__take_number(struct draft_reading *reading, struct septel_view value)
{
	reading->number = value;
}

void septel__take_serial(struct draft_reading *reading, struct septel_view value)
{
	struct septel_view digits = value;
	scan_byte(&digits, '#');
	reading->draft->origin.serial = septel__number(digits);
	if (reading->draft->origin.serial < 1 || reading->draft->origin.serial > 9999)
		septel__draft_refuse(reading, "draft.serial", value,
				     "station serial from 1 to 9999");
}

void septel__take_origin(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->origin.ri = septel__draft_capitals(reading, value);
	if (!septel__is_routing_indicator(reading->draft->origin.ri))
		septel__draft_refuse(reading, "draft.origin", value, "routing indicator");
}

void septel__take_routing(struct draft_reading *reading, struct septel_view value)
{
	struct septel_view word;
	while (septel__next_word(&value, &word)) {
		if (word.ptr[word.len - 1] == ',')
			word.len--;
		const struct septel_view ri = septel__draft_capitals(reading, word);
		if (!septel__is_routing_indicator(ri))
			septel__draft_refuse(reading, "draft.routing", word, "routing indicator");
		septel__draft_add(reading, &reading->routing, ri);
	}
}

/* "XRO8111" or "VZCZCXRO8111". */
void septel__take_transmission(struct draft_reading *reading, struct septel_view value)
{
	struct transmission_line line;
	if (!septel__transmission_line(septel__draft_capitals(reading, value), &line) ||
	    line.circuit.len != 3)
		septel__draft_refuse(reading, "draft.transmission", value,
				     "transmission identification (XRO8111)");
	else {
		reading->draft->transmission.circuit = line.circuit;
		reading->draft->transmission.serial = line.serial;
	}
}

void septel__take_signals(struct draft_reading *reading, struct septel_view value)
{
	struct septel_view word;
	while (septel__next_word(&value, &word)) {
		if (word.ptr[word.len - 1] == ',')
			word.len--;
		if (word.len < 3 || septel__upper(word.ptr[0]) != 'Z')
			septel__draft_refuse(reading, "draft.signal", word, "operating signal");
		septel__draft_add(reading, &reading->signals,
				  septel__draft_capitals(reading, word));
	}
}

void septel__take_letters(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->letters = septel__draft_capitals(reading, value);
	if (value.len != 5)
		septel__draft_refuse(reading, "draft.security", value,
				     "group of five class letters");
}

void septel__take_profile(struct draft_reading *reading, struct septel_view value)
{
	static const enum septel_profile PROFILES[] = {SEPTEL_PROFILE_STATE, SEPTEL_PROFILE_CFPF,
						       SEPTEL_PROFILE_NAVY, SEPTEL_PROFILE_ACP127};
	for (size_t i = 0; i < sizeof PROFILES / sizeof *PROFILES; i++)
		if (septel__equal_fold(value, septel_view_of(septel_profile_name(PROFILES[i])))) {
			reading->draft->profile = PROFILES[i];
			return;
		}
	septel__draft_refuse(reading, "draft.profile", value, "profile (state, navy, acp127)");
}

/* ---- when all headers are read ---------------------------------------------- */

/* The number's year is that of the DTG unless it states one. */
void septel__draft_finish_number(struct draft_reading *reading)
{
	struct septel_draft *draft = reading->draft;
	char number[SEPTEL_NUMBER_SIZE];
	struct septel_view rest = reading->number;
	if (rest.len == 0)
		return;
	const size_t end = septel__digits_at_end(rest);
	const struct septel_view station = septel__trim(septel__slice(rest, 0, end));
	const int serial = septel__number(septel__slice(rest, end, rest.len));
	const bool stated = septel__is_digit(rest.ptr[0]) || station.len == 0 ||
			    station.ptr[station.len - 1] == '/';
	if (!stated && draft->dtg.year && serial > 0 &&
	    septel_number_compose(draft->dtg.year, station, serial, number))
		draft->station = septel__draft_capitals(reading, station);
	else if (!septel_number_canonical(rest, number)) {
		if (draft->dtg.year || stated)
			septel__draft_refuse(reading, "draft.number", rest,
					     "message reference number (BAGHDAD 3796)");
		return;
	}
	draft->id = septel_arena_copy(reading->arena, septel_view_of(number));
}

void septel__draft_finish_precedence(struct draft_reading *reading)
{
	struct septel_draft *draft = reading->draft;
	if (draft->precedence.action == SEPTEL_PRECEDENCE_NONE)
		draft->precedence.action = reading->to.highest;
	if (draft->precedence.info == SEPTEL_PRECEDENCE_NONE)
		draft->precedence.info =
			reading->info.highest ? reading->info.highest : draft->precedence.action;
}
