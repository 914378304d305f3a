/* envelope_calling.c - format lines 3 to 5: who calls, how it may travel, how urgent it is. */
#include "envelope_reading.h"

#include "../base/date.h"
#include "../message/format_line.h"
#include "../message/scan.h"
#include "garble.h"
#include "pilot.h"

/* Bytes from the start of line 5 in which its digits stand. */
#define PREAMBLE_REACH 24u

static const struct septel_view NO_FIX = {"", 0};

/* ---- format line 3 ------------------------------------------------------------------- */

bool septel__envelope_filing_valid(struct septel_view filed)
{
	if (filed.len == 8) {
		const int day = septel__number(septel__slice(filed, 0, 2));
		const int time = septel__number(septel__slice(filed, 3, 7));
		return filed.ptr[2] == '/' && filed.ptr[7] == 'Z' && day >= 1 && day <= 31 &&
		       time >= 0 && time <= 2400 && time % 100 < 60;
	}
	if (filed.len != 7)
		return false;
	const int day = septel__number(septel__slice(filed, 0, 3));
	const int time = septel__number(septel__slice(filed, 3, 7));
	return day >= 1 && day <= 366 && time >= 0 && time <= 2400 && time % 100 < 60;
}

struct calling {
	struct septel_view ri, serial, section, filed; /* empty where they are not */
};

/* "#3796/01", "116B": one to four digits, a letter, a section. */
static bool scan_serial(struct septel_view *rest, struct calling *calling)
{
	struct septel_view at = *rest, digits, letter;
	scan_byte(&at, '#');
	const char *start = at.ptr;
	if (!scan_digits(&at, 1, 4, &digits))
		return false;
	scan_capitals(&at, 1, 1, &letter);
	calling->serial = (struct septel_view){start, (size_t)(at.ptr - start)};
	if (scan_byte(&at, '/') && !scan_digits(&at, 2, 2, &calling->section))
		return false;
	if (!scan_at_word_end(at))
		return false;
	*rest = at;
	return true;
}

/* "DE RUEHGB #3796/01 3390637"; serial and time may lack (service messages). */
static bool read_calling(struct septel_view line, struct calling *calling)
{
	struct septel_view rest = line, word;
	*calling = (struct calling){{"", 0}, {"", 0}, {"", 0}, {"", 0}};
	if (!scan_word(&rest, "DE ") || !septel__next_word(&rest, &calling->ri) ||
	    !septel__is_routing_indicator(calling->ri))
		return false;
	rest = septel__trim(rest);
	struct septel_view before = rest;
	if (septel__next_word(&before, &word) && septel__envelope_filing_valid(word) &&
	    before.len == 0) {
		calling->filed = word;
		return true;
	}
	if (rest.len == 0)
		return true;
	if (!scan_serial(&rest, calling))
		return false;
	calling->filed = septel__trim(rest);
	return septel__envelope_filing_valid(calling->filed);
}

static bool is_right_calling(const void *context, struct septel_view line)
{
	struct calling calling;
	(void)context;
	return septel__starts(line, "DE ") && read_calling(line, &calling) && calling.serial.len;
}

bool septel__envelope_is_calling(struct septel_view line)
{
	size_t digits = 0;
	if (septel__starts(line, "DE "))
		return true;
	/* Garbled: one letter of DE, and the digits of a serial and a time. */
	if (line.len < 8 || (line.ptr[0] != 'D' && line.ptr[1] != 'E'))
		return false;
	for (size_t i = 0; i < line.len; i++)
		digits += septel__is_digit(line.ptr[i]);
	return digits >= 7;
}

static void copy_view(char *to, size_t size, struct septel_view from)
{
	const size_t length = from.len < size ? from.len : 0;
	memcpy(to, from.ptr, length);
	to[length] = '\0';
}

void septel__envelope_calling(struct envelope_reading *reading)
{
	struct calling calling;
	struct message_key *key = &reading->envelope->key;
	reading->calling = true;
	if (read_calling(reading->line, &calling)) {
		copy_view(key->origin, sizeof key->origin, calling.ri);
		copy_view(key->serial, sizeof key->serial, calling.serial);
		copy_view(key->filed, sizeof key->filed, calling.filed);
		if (calling.section.len)
			key->section = septel__number(calling.section);
	} else {
		septel__envelope_fault_fix(reading, "heading.calling", reading->line,
					   septel__garble_mended(reading->line, is_right_calling,
								 NULL, reading->arena),
					   "'%.*s' does not say who calls, serial and filing time",
					   VIEW_FORMAT(reading->line));
	}
	septel__envelope_next_line(reading);
}

/* ---- format line 4 ------------------------------------------------------------------- */

enum septel_class septel__envelope_class_of(char letter)
{
	switch (letter) {
	case 'U':
	case 'E': /* to be enciphered for transmission only */
		return SEPTEL_UNCLASSIFIED;
	case 'R':
		return SEPTEL_RESTRICTED;
	case 'C':
		return SEPTEL_CONFIDENTIAL;
	case 'S':
		return SEPTEL_SECRET;
	default: /* and special categories: as high as any */
		return SEPTEL_TOP_SECRET;
	}
}

/* "BB", "AC": a release code, doubled or two in the order of the alphabet (wire-format 3.4). */
static bool is_release(char first, char second)
{
	return septel__is_one_of(first, "ABCOUXZ") && septel__is_one_of(second, "ABCOUXZ") &&
	       first <= second;
}

/* Five letters: of one class, or three of it and a release code. */
static bool is_security(struct septel_view signal, struct septel_view letters)
{
	if (letters.len != 5)
		return false;
	const char class_ = letters.ptr[0];
	if (!septel__is_one_of(class_, signal.ptr[2] == 'R' ? "UE" : "ERCST") ||
	    letters.ptr[1] != class_ || letters.ptr[2] != class_)
		return false;
	return (letters.ptr[3] == class_ && letters.ptr[4] == class_) ||
	       is_release(letters.ptr[3], letters.ptr[4]);
}

static bool is_right_security(const void *context, struct septel_view words)
{
	struct security_line security;
	(void)context;
	return septel__security_line(words, &security) && security.rest.len == 0 &&
	       is_security(security.signal, security.letters);
}

/* The line is meant for the security signal: one of the two words is whole. */
static bool is_security_meant(struct septel_view line)
{
	struct septel_view rest = line, signal, letters;
	if (!septel__next_word(&rest, &signal) || !septel__next_word(&rest, &letters))
		return false;
	if (septel__equal(signal, VIEW_LITERAL("ZNR")) ||
	    septel__equal(signal, VIEW_LITERAL("ZNY")))
		return true;
	return signal.len == 3 && letters.len == 5 &&
	       (is_security(VIEW_LITERAL("ZNR"), letters) ||
		is_security(VIEW_LITERAL("ZNY"), letters));
}

static void take_security(struct envelope_reading *reading, const struct security_line *security)
{
	struct envelope *envelope = reading->envelope;
	const struct septel_view letters = security->letters;
	const char *end = letters.ptr + letters.len;
	reading->claimed = septel__envelope_class_of(letters.ptr[0]);
	envelope->security =
		(struct septel_view){reading->line.ptr, (size_t)(end - reading->line.ptr)};
	if (letters.ptr[4] != letters.ptr[0] || letters.ptr[3] != letters.ptr[0]) {
		envelope->release[0] = letters.ptr[3];
		envelope->release[1] = letters.ptr[4];
		envelope->release[2] = '\0';
	}
	envelope->signs |= septel__signs_among(security->rest);
}

/* The first two words of the line. */
static struct septel_view two_words(struct septel_view line)
{
	struct septel_view rest = line, word = {"", 0};
	for (int i = 0; i < 2; i++)
		if (!septel__next_word(&rest, &word))
			return line;
	return (struct septel_view){line.ptr, (size_t)(word.ptr + word.len - line.ptr)};
}

void septel__envelope_security(struct envelope_reading *reading)
{
	struct security_line security;
	if (!reading->has_line || !is_security_meant(reading->line))
		return;
	if (septel__security_line(reading->line, &security) &&
	    is_security(security.signal, security.letters)) {
		take_security(reading, &security);
	} else {
		const struct septel_view words = two_words(reading->line);
		septel__envelope_fault_fix(
			reading, "heading.security", words,
			septel__garble_mended(words, is_right_security, NULL, reading->arena),
			"'%.*s' is no security signal with five equal letters", VIEW_FORMAT(words));
		reading->claimed = SEPTEL_TOP_SECRET;
	}
	septel__envelope_next_line(reading);
}

/* ---- format line 5 ------------------------------------------------------------------- */

/* The zone of the date-time group is Z: the letter behind its six digits. */
static bool is_zone_zulu(struct septel_view line)
{
	size_t digits = 0;
	for (size_t i = 0; i < line.len; i++) {
		if (septel__is_digit(line.ptr[i])) {
			digits++;
			continue;
		}
		if (digits == 6 && line.ptr[i] != ' ')
			return line.ptr[i] == 'Z';
		digits = 0;
	}
	return false;
}

static bool read_preamble(struct septel_view line, struct preamble_line *preamble)
{
	if (!septel__preamble_line(line, preamble) || preamble->action == SEPTEL_PRECEDENCE_NONE ||
	    preamble->action < preamble->info || !is_zone_zulu(line))
		return false;
	/* Without a year nobody knows whether there is a 29th of February. */
	struct septel_time dtg = preamble->dtg;
	if (!septel__has_time(dtg))
		dtg.year = 2000;
	return septel__time_valid(dtg);
}

/* `context` is the precedence that format line 2 has. */
static bool is_right_preamble(const void *context, struct septel_view line)
{
	const enum septel_precedence *routing = context;
	struct preamble_line preamble;
	return read_preamble(line, &preamble) &&
	       (*routing == SEPTEL_PRECEDENCE_NONE || preamble.action == *routing ||
		preamble.info == *routing);
}

/* Garbled, the line still has digits and a month, and is none of the others. */
static bool is_preamble_meant(struct septel_view line)
{
	struct septel_view rest;
	size_t digits = 0;
	const size_t length = line.len < PREAMBLE_REACH ? line.len : PREAMBLE_REACH;
	if (line.len < 2)
		return false;
	if (septel__address_keyword(line, &rest) != ADDRESS_NONE ||
	    septel__envelope_text_begins(line) || (line.ptr[0] == 'Z' && line.ptr[1] != ' '))
		return false;
	for (size_t i = 0; i < length; i++)
		digits += septel__is_digit(line.ptr[i]);
	return digits >= 3;
}

static void take_preamble(struct envelope_reading *reading, const struct preamble_line *preamble)
{
	struct envelope *envelope = reading->envelope;
	envelope->action = preamble->action;
	envelope->info = preamble->info;
	if (septel__has_time(preamble->dtg))
		envelope->dtg = preamble->dtg;
	envelope->signs |= septel__signs_among(preamble->rest);
	/* A copy for information only may go at its own precedence (wire-format 3.3). */
	if (envelope->precedence != SEPTEL_PRECEDENCE_NONE &&
	    envelope->precedence != preamble->action && envelope->precedence != preamble->info)
		septel__envelope_fault(reading, "heading.unequal",
				       septel__slice(reading->line, 0, 1),
				       "precedence %s, but %s in format line 2",
				       septel_precedence_name(preamble->action),
				       septel_precedence_name(envelope->precedence));
}

/* Instructions of format line 4 on lines of their own, up to the preamble. */
static bool is_instruction(struct septel_view line)
{
	struct septel_view word, rest = line;
	if (!septel__next_word(&rest, &word))
		return false;
	if (word.ptr[0] == 'Z' || word.ptr[0] == '(' || septel__equal(word, VIEW_LITERAL("INT")))
		return true;
	return septel__is_routing_indicator(word) && septel__starts(septel__trim(rest), "T ");
}

void septel__envelope_preamble(struct envelope_reading *reading)
{
	struct preamble_line preamble;
	const enum septel_precedence routing = reading->envelope->precedence;
	bool instructed = false;
	for (; reading->has_line; septel__envelope_next_line(reading)) {
		if (read_preamble(reading->line, &preamble)) {
			take_preamble(reading, &preamble);
			septel__envelope_next_line(reading);
			return;
		}
		if (is_preamble_meant(reading->line)) {
			septel__envelope_fault_fix(
				reading, "heading.preamble", reading->line,
				routing == SEPTEL_PRECEDENCE_NONE
					? NO_FIX
					: septel__garble_mended(reading->line, is_right_preamble,
								&routing, reading->arena),
				"'%.*s' is no precedence and date-time group",
				VIEW_FORMAT(reading->line));
			septel__envelope_next_line(reading);
			return;
		}
		if (!is_instruction(reading->line))
			return;
		reading->envelope->signs |= septel__signs_among(reading->line);
		instructed = true;
	}
	/* Signals and nothing behind them: a service message between two stations. */
	if (instructed)
		reading->envelope->signs |= SIGN_SERVICE;
}
