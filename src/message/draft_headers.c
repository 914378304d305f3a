/* draft_headers.c - what each header of a draft states; see draft.h. */
#include "../base/date.h"
#include "draft.h"
#include "format_line.h"
#include "marking.h"
#include "scan.h"
#include "text.h"

#include <septel/number.h>

/* Letters of the longest header's name. */
#define HEADER_NAME_LIMIT 24

static void add(struct draft_reading *reading, struct septel_view **at, size_t *count,
		size_t *capacity, struct septel_view view)
{
	struct septel_view *slot = LIST_ADD(reading->arena, *at, *count, *capacity);
	if (slot)
		*slot = view;
}

static struct septel_view capitals(struct draft_reading *reading, struct septel_view view)
{
	char *bytes = septel_arena_alloc(reading->arena, view.len);
	if (!bytes)
		return (struct septel_view){"", 0};
	for (size_t i = 0; i < view.len; i++)
		bytes[i] = septel__upper(view.ptr[i]);
	return (struct septel_view){bytes, view.len};
}

static void no_such(struct draft_reading *reading, const char *code, struct septel_view value,
		    const char *what)
{
	septel__find_fault(reading->findings, SEPTEL_ERROR, code, value, "'%.*s' is no %s",
			   (int)(value.len < 60 ? value.len : 60), value.ptr, what);
}

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
		septel__address(&scratch, small ? capitals(reading, value) : value);
	out.name = septel__one_line(reading->arena, out.name);
	out.at = (struct septel_span){0, 0};
	if (out.name.len == 0)
		no_such(reading, "draft.address", value, "address");
	return out;
}

static void take_from(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->from = address(reading, value);
}

static void take_to(struct draft_reading *reading, struct septel_view value)
{
	struct septel_addressee *slot =
		LIST_ADD(reading->arena, reading->to, reading->to_count, reading->to_capacity);
	if (!slot)
		return;
	*slot = address(reading, value);
	const enum septel_precedence precedence = last_word_precedence(slot->precedence);
	if (precedence > reading->highest_to)
		reading->highest_to = precedence;
}

static void take_info(struct draft_reading *reading, struct septel_view value)
{
	struct septel_addressee *slot = LIST_ADD(reading->arena, reading->info, reading->info_count,
						 reading->info_capacity);
	if (!slot)
		return;
	*slot = address(reading, value);
	const enum septel_precedence precedence = last_word_precedence(slot->precedence);
	if (precedence > reading->highest_info)
		reading->highest_info = precedence;
}

static void take_exempt(struct draft_reading *reading, struct septel_view value)
{
	add(reading, &reading->exempt, &reading->exempt_count, &reading->exempt_capacity,
	    capitals(reading, value));
}

/* ---- precedence and times --------------------------------------------------- */

/* "PRIORITY", "P R", "IMMEDIATE/ROUTINE", "NIACT IMMEDIATE". */
static void take_precedence(struct draft_reading *reading, struct septel_view value)
{
	enum septel_precedence found[2] = {SEPTEL_PRECEDENCE_NONE, SEPTEL_PRECEDENCE_NONE};
	size_t count = 0;
	struct septel_view rest = value;
	while (rest.len) {
		size_t length = 0;
		while (length < rest.len && septel__is_alpha(rest.ptr[length]))
			length++;
		struct septel_view word = capitals(reading, septel__slice(rest, 0, length));
		rest = septel__slice(rest, length ? length : 1, rest.len);
		if (length == 0 || septel__equal(word, VIEW_LITERAL("NIACT")) ||
		    septel__equal(word, VIEW_LITERAL("INFO")) ||
		    septel__equal(word, VIEW_LITERAL("ACTION")))
			continue;
		const enum septel_precedence precedence = septel__precedence_word(word);
		if (precedence == SEPTEL_PRECEDENCE_NONE || count == 2) {
			no_such(reading, "draft.precedence", value, "precedence");
			return;
		}
		found[count++] = precedence;
	}
	if (count == 0)
		no_such(reading, "draft.precedence", value, "precedence");
	reading->draft->precedence.action = found[0];
	reading->draft->precedence.info = count == 2 ? found[1] : found[0];
}

static void take_info_precedence(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->precedence.info = septel__precedence_word(capitals(reading, value));
	if (reading->draft->precedence.info == SEPTEL_PRECEDENCE_NONE)
		no_such(reading, "draft.precedence", value, "precedence");
}

/* "2008-12-04T06:37Z", "2008-12-04 06:37". */
static bool scan_iso(struct septel_view value, struct septel_time *out)
{
	struct septel_view rest = value, year, month, day, hour, minute, second;
	if (!scan_digits(&rest, 4, 4, &year) || !scan_byte(&rest, '-') ||
	    !scan_digits(&rest, 2, 2, &month) || !scan_byte(&rest, '-') ||
	    !scan_digits(&rest, 2, 2, &day))
		return false;
	if (!scan_byte(&rest, 'T') && scan_blanks(&rest) == 0)
		return false;
	if (!scan_digits(&rest, 2, 2, &hour) || !scan_byte(&rest, ':') ||
	    !scan_digits(&rest, 2, 2, &minute))
		return false;
	if (scan_byte(&rest, ':') && !scan_digits(&rest, 2, 2, &second))
		return false;
	if (!scan_byte(&rest, 'Z') || rest.len)
		return false;
	*out = (struct septel_time){(int16_t)septel__number(year), (int8_t)septel__number(month),
				    (int8_t)septel__number(day), (int8_t)septel__number(hour),
				    (int8_t)septel__number(minute)};
	return septel__time_valid(*out);
}

static bool scan_time(struct septel_view value, struct septel_time *out)
{
	if (scan_iso(value, out))
		return true;
	/* Zone Z alone: record traffic knows no other. */
	if (value.len < 7 || septel__upper(value.ptr[6]) != 'Z')
		return false;
	struct septel_view rest = value;
	return septel__scan_dtg(&rest, out) && rest.len == 0 && out->year &&
	       septel__time_valid(*out);
}

static void take_dtg(struct draft_reading *reading, struct septel_view value)
{
	reading->dtg_stated = true;
	if (!scan_time(value, &reading->draft->dtg)) {
		reading->draft->dtg.year = 0;
		no_such(reading, "draft.dtg", value, "date-time group (040637Z DEC 08)");
	}
}

static void take_filed(struct draft_reading *reading, struct septel_view value)
{
	if (!scan_time(value, &reading->draft->origin.filed)) {
		reading->draft->origin.filed.year = 0;
		no_such(reading, "draft.filed", value, "filing time (040638Z DEC 08)");
	}
}

/* ---- numbers and routing ---------------------------------------------------- */

static void take_number(struct draft_reading *reading, struct septel_view value)
{
	reading->number = value;
}

static void take_serial(struct draft_reading *reading, struct septel_view value)
{
	struct septel_view digits = value;
	scan_byte(&digits, '#');
	reading->draft->origin.serial = septel__number(digits);
	if (reading->draft->origin.serial < 1 || reading->draft->origin.serial > 9999)
		no_such(reading, "draft.serial", value, "station serial from 1 to 9999");
}

static void take_origin(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->origin.ri = capitals(reading, value);
	if (!septel__is_routing_indicator(reading->draft->origin.ri))
		no_such(reading, "draft.origin", value, "routing indicator");
}

static void take_routing(struct draft_reading *reading, struct septel_view value)
{
	struct septel_view word;
	while (septel__next_word(&value, &word)) {
		if (word.ptr[word.len - 1] == ',')
			word.len--;
		const struct septel_view ri = capitals(reading, word);
		if (!septel__is_routing_indicator(ri))
			no_such(reading, "draft.routing", word, "routing indicator");
		add(reading, &reading->routing, &reading->routing_count, &reading->routing_capacity,
		    ri);
	}
}

/* "XRO8111" or "VZCZCXRO8111". */
static void take_transmission(struct draft_reading *reading, struct septel_view value)
{
	struct transmission_line line;
	if (!septel__transmission_line(capitals(reading, value), &line) || line.circuit.len != 3)
		no_such(reading, "draft.transmission", value,
			"transmission identification (XRO8111)");
	else {
		reading->draft->transmission.circuit = line.circuit;
		reading->draft->transmission.serial = line.serial;
	}
}

static void take_signals(struct draft_reading *reading, struct septel_view value)
{
	struct septel_view word;
	while (septel__next_word(&value, &word)) {
		if (word.ptr[word.len - 1] == ',')
			word.len--;
		if (word.len < 3 || septel__upper(word.ptr[0]) != 'Z')
			no_such(reading, "draft.signal", word, "operating signal");
		add(reading, &reading->signals, &reading->signals_count, &reading->signals_capacity,
		    capitals(reading, word));
	}
}

static void take_letters(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->letters = capitals(reading, value);
	if (value.len != 5)
		no_such(reading, "draft.security", value, "group of five class letters");
}

static void take_profile(struct draft_reading *reading, struct septel_view value)
{
	static const enum septel_profile PROFILES[] = {SEPTEL_PROFILE_STATE, SEPTEL_PROFILE_CFPF,
						       SEPTEL_PROFILE_NAVY, SEPTEL_PROFILE_ACP127};
	for (size_t i = 0; i < sizeof PROFILES / sizeof *PROFILES; i++)
		if (septel__equal_fold(value, septel_view_of(septel_profile_name(PROFILES[i])))) {
			reading->draft->profile = PROFILES[i];
			return;
		}
	no_such(reading, "draft.profile", value, "profile (state, navy, acp127)");
}

/* ---- classification and what follows ---------------------------------------- */

enum septel_class septel__draft_class(struct septel_view word)
{
	static const struct {
		const char *word;
		enum septel_class class_;
	} WORDS[] = {{"U", SEPTEL_UNCLASSIFIED},
		     {"UNCLAS", SEPTEL_UNCLASSIFIED},
		     {"LOU", SEPTEL_LIMITED_OFFICIAL_USE},
		     {"R", SEPTEL_RESTRICTED},
		     {"C", SEPTEL_CONFIDENTIAL},
		     {"S", SEPTEL_SECRET},
		     {"TS", SEPTEL_TOP_SECRET}};
	struct classification_word found;
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__is_word(word, WORDS[i].word))
			return WORDS[i].class_;
	for (int class_ = SEPTEL_UNCLASSIFIED; class_ <= SEPTEL_TOP_SECRET; class_++)
		if (septel__equal_fold(
			    word, septel_view_of(septel_class_name((enum septel_class)class_))))
			return (enum septel_class)class_;
	if (septel__classification(word, &found) && !found.damaged && found.length == word.len)
		return found.class_;
	return SEPTEL_CLASS_NONE;
}

static void take_caption(struct draft_reading *reading, struct septel_view value)
{
	add(reading, &reading->captions, &reading->captions_count, &reading->captions_capacity,
	    capitals(reading, value));
}

/* "SIPDIS, NOFORN"; but "REL TO USA, FVEY" is one. */
static void take_captions(struct draft_reading *reading, struct septel_view value)
{
	while (value.len) {
		const size_t comma = septel__starts_fold(value, "REL")
					     ? VIEW_NOT_FOUND
					     : septel__find_byte(value, ',', 0);
		const size_t end = comma == VIEW_NOT_FOUND ? value.len : comma;
		const struct septel_view one = septel__trim(septel__slice(value, 0, end));
		if (one.len)
			take_caption(reading, one);
		value = septel__trim(
			septel__slice(value, comma == VIEW_NOT_FOUND ? end : end + 1, value.len));
	}
}

/* "CONFIDENTIAL", "UNCLASSIFIED//FOUO", "SECRET//NOFORN", "UNCLAS SENSITIVE". */
static void take_classification(struct draft_reading *reading, struct septel_view value)
{
	const size_t oblique = septel__find_byte(value, '/', 0);
	struct septel_view word = value, captions = {"", 0};
	if (oblique != VIEW_NOT_FOUND) {
		word = septel__trim(septel__slice(value, 0, oblique));
		captions = septel__slice(value, oblique, value.len);
	}
	reading->draft->classification = septel__draft_class(word);
	for (size_t at = word.len; at > 0 && !reading->draft->classification; at--) {
		if (!septel__is_space(word.ptr[at - 1]))
			continue;
		reading->draft->classification =
			septel__draft_class(septel__trim(septel__slice(word, 0, at)));
		if (reading->draft->classification)
			captions = septel__slice(value, at, value.len);
	}
	if (reading->draft->classification == SEPTEL_CLASS_NONE)
		no_such(reading, "draft.classification", value, "classification");
	while (captions.len) {
		while (captions.len &&
		       (captions.ptr[0] == '/' || septel__is_space(captions.ptr[0])))
			captions = septel__slice(captions, 1, captions.len);
		const size_t next = septel__find_byte(captions, '/', 0);
		const size_t end = next == VIEW_NOT_FOUND ? captions.len : next;
		take_captions(reading, septel__slice(captions, 0, end));
		captions = septel__slice(captions, end, captions.len);
	}
}

static void take_passing(struct draft_reading *reading, struct septel_view value)
{
	add(reading, &reading->passing, &reading->passing_count, &reading->passing_capacity, value);
}

static void take_order(struct draft_reading *reading, struct septel_view value)
{
	while (value.len && !septel__is_digit(value.ptr[0]))
		value = septel__slice(value, 1, value.len);
	size_t digits = 0;
	while (digits < value.len && septel__is_digit(value.ptr[digits]))
		digits++;
	reading->draft->declassify.order = septel__slice(value, 0, digits);
	if (digits < 4)
		no_such(reading, "draft.order", value, "executive order");
	const struct septel_view rest = septel__trim(septel__slice(value, digits, value.len));
	if (rest.len > 1 && rest.ptr[0] == ':')
		reading->draft->declassify.text = septel__trim(septel__slice(rest, 1, rest.len));
}

static void take_declassify(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->declassify.text = value;
}

/* "PHUM, PREL, OVIP (CLINTON, HILLARY), IZ" or set apart by blanks. */
static void take_tags(struct draft_reading *reading, struct septel_view value)
{
	const bool commas = septel__find_byte(value, ',', 0) != VIEW_NOT_FOUND ||
			    septel__find_byte(value, ';', 0) != VIEW_NOT_FOUND;
	while (value.len) {
		size_t end = 0;
		if (value.ptr[0] == '(') {
			const size_t close = septel__find_byte(value, ')', 0);
			end = close == VIEW_NOT_FOUND ? value.len : close;
			add(reading, &reading->tags, &reading->tags_count, &reading->tags_capacity,
			    capitals(reading, septel__slice(value, 0, end + 1)));
			value = septel__slice(value, end + 1, value.len);
			continue;
		}
		while (end < value.len && value.ptr[end] != ',' && value.ptr[end] != ';' &&
		       value.ptr[end] != '(' && (commas || value.ptr[end] != ' '))
			end++;
		const struct septel_view tag = septel__trim(septel__slice(value, 0, end));
		if (tag.len)
			add(reading, &reading->tags, &reading->tags_count, &reading->tags_capacity,
			    capitals(reading, tag));
		const bool person = end < value.len && value.ptr[end] == '(';
		value = septel__slice(value, person ? end : end + 1, value.len);
	}
}

static void take_subject(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->subject = value;
}

/* "A. BAGHDAD 2658", "(B) BAGHDAD 3556", "BAGHDAD 2658". */
static void take_reference(struct draft_reading *reading, struct septel_view value)
{
	struct septel_reference *slot =
		LIST_ADD(reading->arena, reading->references, reading->references_count,
			 reading->references_capacity);
	if (!slot)
		return;
	memset(slot, 0, sizeof *slot);
	slot->letter = (struct septel_view){"", 0};
	struct septel_view rest = value, letter;
	const bool open = scan_byte(&rest, '(');
	if (scan_run(&rest, septel__is_alpha, 1, 2, &letter) &&
	    ((open && scan_byte(&rest, ')')) ||
	     (!open &&
	      (scan_byte(&rest, '.') || scan_byte(&rest, ')') || scan_byte(&rest, ':')))) &&
	    scan_blanks(&rest)) {
		slot->letter = capitals(reading, letter);
		value = rest;
	}
	slot->text = value;
}

static void take_classified_by(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->classified_by.text = value;
}

static void take_reason(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->classified_by.reason = value;
}

static void take_signature(struct draft_reading *reading, struct septel_view value)
{
	reading->draft->signature = capitals(reading, value);
}

/* ---- the table -------------------------------------------------------------- */

static const struct draft_header HEADERS[] = {
	{"from", false, take_from},
	{"fm", false, take_from},
	{"originator", false, take_from},
	{"to", true, take_to},
	{"action", true, take_to},
	{"info", true, take_info},
	{"cc", true, take_info},
	{"exempt", true, take_exempt},
	{"xmt", true, take_exempt},
	{"precedence", false, take_precedence},
	{"infoprecedence", false, take_info_precedence},
	{"dtg", false, take_dtg},
	{"date", false, take_dtg},
	{"datetimegroup", false, take_dtg},
	{"filed", false, take_filed},
	{"number", false, take_number},
	{"id", false, take_number},
	{"mrn", false, take_number},
	{"serial", false, take_serial},
	{"stationserial", false, take_serial},
	{"origin", false, take_origin},
	{"originri", false, take_origin},
	{"routingindicator", false, take_origin},
	{"ri", false, take_origin},
	{"de", false, take_origin},
	{"routing", true, take_routing},
	{"transmission", false, take_transmission},
	{"signals", true, take_signals},
	{"security", false, take_letters},
	{"profile", false, take_profile},
	{"classification", false, take_classification},
	{"class", false, take_classification},
	{"captions", true, take_captions},
	{"caption", true, take_captions},
	{"pass", true, take_passing},
	{"passing", true, take_passing},
	{"eo", false, take_order},
	{"order", false, take_order},
	{"declassify", false, take_declassify},
	{"declassifyon", false, take_declassify},
	{"decl", false, take_declassify},
	{"tags", false, take_tags},
	{"subject", false, take_subject},
	{"subj", false, take_subject},
	{"ref", true, take_reference},
	{"refs", true, take_reference},
	{"reference", true, take_reference},
	{"references", true, take_reference},
	{"classifiedby", false, take_classified_by},
	{"reason", false, take_reason},
	{"reasons", false, take_reason},
	{"signature", false, take_signature},
	{"signed", false, take_signature},
};

const struct draft_header *septel__draft_header(struct septel_view name)
{
	char letters[HEADER_NAME_LIMIT];
	size_t length = 0;
	for (size_t i = 0; i < name.len; i++) {
		const char c = name.ptr[i];
		if (c == '-' || c == ' ' || c == '.' || c == '_')
			continue;
		if (!septel__is_alpha(c) || length == sizeof letters)
			return NULL;
		letters[length++] = septel__lower(c);
	}
	const struct septel_view plain = {letters, length};
	for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++)
		if (septel__equal(plain, septel_view_of(HEADERS[i].name)))
			return &HEADERS[i];
	return NULL;
}

/* The number's year is that of the DTG unless it states one. */
static void finish_number(struct draft_reading *reading)
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
		draft->station = capitals(reading, station);
	else if (!septel_number_canonical(rest, number)) {
		if (draft->dtg.year || stated)
			no_such(reading, "draft.number", rest,
				"message reference number (BAGHDAD 3796)");
		return;
	}
	draft->id = septel_arena_copy(reading->arena, septel_view_of(number));
}

static void finish_precedence(struct draft_reading *reading)
{
	struct septel_draft *draft = reading->draft;
	if (draft->precedence.action == SEPTEL_PRECEDENCE_NONE)
		draft->precedence.action = reading->highest_to;
	if (draft->precedence.info == SEPTEL_PRECEDENCE_NONE)
		draft->precedence.info =
			reading->highest_info ? reading->highest_info : draft->precedence.action;
}

/* References without letters get them where there are several. */
static void finish_references(struct draft_reading *reading)
{
	static const char LETTERS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const size_t count = reading->references_count;
	bool lettered = count < 2 || count > 26;
	for (size_t i = 0; i < count; i++)
		lettered = lettered || reading->references[i].letter.len;
	for (size_t i = 0; i < count && !lettered; i++)
		reading->references[i].letter = (struct septel_view){LETTERS + i, 1};
}

void septel__draft_finish(struct draft_reading *reading)
{
	struct septel_draft *draft = reading->draft;
	finish_number(reading);
	finish_precedence(reading);
	finish_references(reading);
	draft->to = (struct septel_addressees){reading->to, reading->to_count};
	draft->info = (struct septel_addressees){reading->info, reading->info_count};
	draft->exempt = (struct septel_views){reading->exempt, reading->exempt_count};
	draft->captions = (struct septel_views){reading->captions, reading->captions_count};
	draft->passing = (struct septel_views){reading->passing, reading->passing_count};
	draft->tags = (struct septel_views){reading->tags, reading->tags_count};
	draft->routing = (struct septel_views){reading->routing, reading->routing_count};
	draft->signals = (struct septel_views){reading->signals, reading->signals_count};
	draft->references =
		(struct septel_references){reading->references, reading->references_count};
	/* State National follows the security signal in all State traffic. */
	static const struct septel_view NATIONAL[] = {{"ZZH", 3}};
	if (draft->signals.count == 0 &&
	    (draft->profile == SEPTEL_PROFILE_UNKNOWN || draft->profile == SEPTEL_PROFILE_STATE))
		draft->signals = (struct septel_views){NATIONAL, 1};
}
