/* envelope_routing.c - format line 2, and whether its indicators are to be believed.
 *
 * An indicator is believed where the directory knows it, or where another line has it too.  One
 * that is neither, and that one error makes of an indicator which is, is a fault; so is one that
 * is known but would be an addressee's with one error, while that addressee is called nowhere.
 * With a collective among the addressees the last holds only of those that are no members of it:
 * its members are called, too.
 */
#include "envelope_reading.h"
#include "garble.h"

#include "../base/limits.h"
#include "../message/format_line.h"
#include "pilot.h"

#include <septel/tables.h>
#include <stdlib.h>

/* Unknown indicators that are looked at for what they may have been. */
#define SUSPECTS_LIMIT 32u

static void add_indicator(struct envelope_reading *reading, struct septel_view word)
{
	if (reading->routing_count >= ENVELOPE_ROUTING_LIMIT) {
		if (!reading->overfull)
			septel__envelope_fault(reading, "heading.routing", word,
					       "more than %u routing indicators",
					       ENVELOPE_ROUTING_LIMIT);
		reading->overfull = true;
		return;
	}
	struct septel_view *slot = LIST_ADD(reading->arena, reading->routing,
					    reading->routing_count, reading->routing_capacity);
	if (slot)
		*slot = word;
}

static void refuse_word(struct envelope_reading *reading, struct septel_view word)
{
	struct septel_view fix;
	if (reading->fault_count >= ENVELOPE_FAULTS_LIMIT)
		return;
	const size_t count =
		septel__garble_indicators(word, &reading->directory, reading->arena, &fix);
	septel__envelope_fault_fix(reading, "heading.routing", word,
				   count == 1 ? fix : (struct septel_view){"", 0},
				   "'%.*s' is no routing indicator", VIEW_FORMAT(word));
}

/* Words of a routing line or of its continuation.  A second blank between two is the trace of a
 * letter. */
static void take_words(struct envelope_reading *reading, struct septel_view words)
{
	const char *behind = words.ptr;
	struct septel_view word;
	while (septel__next_word(&words, &word)) {
		if (word.ptr > behind + 1)
			septel__envelope_fault(
				reading, "heading.routing",
				(struct septel_view){behind, (size_t)(word.ptr - behind)},
				"more than one blank before '%.*s'", VIEW_FORMAT(word));
		behind = word.ptr + word.len;
		if (septel__is_routing_indicator(word))
			add_indicator(reading, word);
		else
			refuse_word(reading, word);
	}
}

/* ---- recognising --------------------------------------------------------------------- */

/* Half of the words at least could be indicators, of which one is. */
static bool mostly_indicators(struct septel_view words)
{
	struct septel_view word;
	size_t right = 0, wrong = 0;
	while (septel__next_word(&words, &word)) {
		if (septel__is_routing_indicator(word))
			right++;
		else
			wrong++;
	}
	return right > 0 && right >= wrong;
}

static bool has_precedence(const void *context, struct septel_view word)
{
	(void)context;
	return word.len == 2 && word.ptr[0] == word.ptr[1] &&
	       septel__precedence_word(word) != SEPTEL_PRECEDENCE_NONE;
}

bool septel__envelope_is_routing(const struct envelope_reading *reading)
{
	const struct septel_view line = reading->line;
	/* Garbled: two characters and what is meant for indicators, or a precedence. */
	if (line.len < 4 || septel__envelope_is_calling(line) || septel__pilot_line(line))
		return false;
	const bool precedence = has_precedence(NULL, septel__slice(line, 0, 2));
	const bool blank = line.ptr[2] == ' ';
	return (precedence && blank) ||
	       ((precedence || blank) && mostly_indicators(septel__slice(line, 2, line.len)));
}

/* A continuation: indicators, whole or garbled, until a line that is something else. */
static bool is_continuation(const struct envelope_reading *reading)
{
	const struct septel_view line = reading->line;
	if (!reading->has_line || septel__envelope_is_calling(line) || septel__pilot_line(line))
		return false;
	return septel__routing_continuation(line) || mostly_indicators(line);
}

void septel__envelope_routing(struct envelope_reading *reading)
{
	struct envelope *envelope = reading->envelope;
	const size_t start = reading->line_start;
	const struct septel_view word = septel__slice(reading->line, 0, 2);
	if (has_precedence(NULL, word) && reading->line.ptr[2] == ' ')
		envelope->precedence = septel__precedence_word(word);
	else
		septel__envelope_fault_fix(
			reading, "heading.precedence", word,
			septel__garble_mended(word, has_precedence, NULL, reading->arena),
			"'%.*s' is no doubled precedence", VIEW_FORMAT(word));
	take_words(reading, septel__slice(reading->line, 2, reading->line.len));
	size_t end = reading->line_next;
	for (septel__envelope_next_line(reading); is_continuation(reading);
	     septel__envelope_next_line(reading)) {
		take_words(reading, reading->line);
		end = reading->line_next;
	}
	envelope->routing_line = (struct septel_span){(uint32_t)start, (uint32_t)(end - start)};
}

/* ---- JANAP 128 ----------------------------------------------------------------------- */

/* Columns of line 2 in front of the indicators, from 0 (wire-format 4). */
enum janap_column {
	JANAP_CLASS = 3,
	JANAP_ORIGIN = 9,
	JANAP_SERIAL = 16,
	JANAP_FILED = 21,
	JANAP_HYPHEN = 28,
	JANAP_CLASSES = 29,
	JANAP_START = 33,
	JANAP_INDICATORS = 35
};

/* The columns up to the start of routing, as they must be. */
static bool is_janap_front(const void *context, struct septel_view front)
{
	struct janap_line janap;
	(void)context;
	if (front.len != JANAP_INDICATORS || !septel__janap_line(front, &janap) ||
	    memcmp(front.ptr + JANAP_START, "--", 2) != 0 || front.ptr[JANAP_HYPHEN] != '-' ||
	    janap.ri.len != JANAP_SERIAL - JANAP_ORIGIN ||
	    !septel__is_routing_indicator(janap.ri) || !septel__envelope_filing_valid(janap.filed))
		return false;
	for (size_t i = JANAP_CLASSES; i < JANAP_START; i++)
		if (front.ptr[i] != front.ptr[JANAP_CLASS])
			return false;
	return septel__is_one_of(front.ptr[JANAP_CLASS], "TSCREUABM");
}

/* Blank, hyphens: the marks of its columns, of which one may be garbled. */
static bool is_janap_meant(struct septel_view front)
{
	return front.len == JANAP_INDICATORS &&
	       (front.ptr[JANAP_ORIGIN - 1] == ' ') + (front.ptr[JANAP_FILED - 1] == ' ') +
			       (front.ptr[JANAP_HYPHEN] == '-') + (front.ptr[JANAP_START] == '-') +
			       (front.ptr[JANAP_START + 1] == '-') >=
		       4;
}

static void copy_view(char *to, size_t size, struct septel_view from)
{
	const size_t length = from.len < size ? from.len : 0;
	memcpy(to, from.ptr, length);
	to[length] = '\0';
}

/* What the front says; it has been accepted, if only leniently. */
static void take_janap_front(struct envelope_reading *reading, const struct janap_line *janap)
{
	struct envelope *envelope = reading->envelope;
	const char prosign[1] = {janap->precedence};
	envelope->precedence = septel__precedence_word((struct septel_view){prosign, 1});
	copy_view(envelope->key.origin, sizeof envelope->key.origin, janap->ri);
	copy_view(envelope->key.serial, sizeof envelope->key.serial, janap->serial);
	if (septel__envelope_filing_valid(janap->filed))
		copy_view(envelope->key.filed, sizeof envelope->key.filed, janap->filed);
	reading->claimed = septel__envelope_class_of(janap->class_letter);
	reading->calling = true;
}

/* The indicators, which end with a full stop, perhaps lines further on.  Where it is lost, the
 * security signal shows that no more were to come. */
static size_t take_janap_indicators(struct envelope_reading *reading, struct septel_view words)
{
	struct security_line security;
	size_t end = reading->line_next;
	bool stopped = false;
	for (bool more = true; more; more = !stopped && is_continuation(reading)) {
		words = septel__trim(words.len ? words : reading->line);
		stopped = septel__ends(words, ".");
		if (stopped)
			words.len--;
		take_words(reading, words);
		end = reading->line_next;
		septel__envelope_next_line(reading);
		words = (struct septel_view){"", 0};
	}
	if (!stopped && !septel__security_line(reading->line, &security))
		septel__envelope_fault(reading, "heading.routing",
				       septel__slice(reading->bytes, end, end),
				       "the indicators do not end with a full stop");
	return end;
}

bool septel__envelope_janap(struct envelope_reading *reading)
{
	struct janap_line janap;
	const struct septel_view line = reading->line;
	const struct septel_view front = septel__slice(line, 0, JANAP_INDICATORS);
	const bool right = is_janap_front(NULL, front);
	struct septel_view fix = {"", 0};
	bool read = septel__janap_line(line, &janap);
	if (!read && !is_janap_meant(front))
		return false;
	if (!right) {
		fix = septel__garble_mended(front, is_janap_front, NULL, reading->arena);
		if (!read && fix.len == 0)
			return false;
		septel__envelope_fault_fix(reading, "heading.calling", front, fix,
					   "'%.*s' is no start of a line 2 of JANAP 128",
					   VIEW_FORMAT(front));
	}
	if (!read) {
		read = septel__janap_line(fix, &janap);
		janap.indicators = septel__slice(line, JANAP_INDICATORS, line.len);
	}
	const size_t start = reading->line_start;
	take_janap_front(reading, &janap);
	reading->envelope->janap =
		(struct septel_view){line.ptr, (size_t)(janap.indicators.ptr - line.ptr)};
	const size_t end = take_janap_indicators(reading, janap.indicators);
	reading->envelope->routing_line =
		(struct septel_span){(uint32_t)start, (uint32_t)(end - start)};
	return read;
}

/* ---- to be believed? ----------------------------------------------------------------- */

static bool is_called(const struct envelope_reading *reading, struct septel_view ri)
{
	for (size_t i = 0; i < reading->routing_count; i++)
		if (septel__equal(reading->routing[i], ri))
			return true;
	return false;
}

static bool is_addressed(const struct envelope_reading *reading, struct septel_view ri)
{
	for (size_t i = 0; i < reading->addressee_count; i++)
		if (septel__equal(reading->addressees[i].ri, ri))
			return true;
	return false;
}

static bool differs_by_one_error(struct septel_view sent, struct septel_view came)
{
	size_t errors = 0;
	if (sent.len != came.len)
		return false;
	for (size_t i = 0; i < sent.len && errors < 2; i++) {
		if (sent.ptr[i] == came.ptr[i])
			continue;
		if (!septel__garble_of(sent.ptr[i], came.ptr[i]))
			return false;
		errors++;
	}
	return errors == 1;
}

/* The one addressee that is called nowhere and whose indicator one error makes `came`. */
static const struct envelope_addressee *lacking(const struct envelope_reading *reading,
						struct septel_view came)
{
	const struct envelope_addressee *found = NULL;
	for (size_t i = 0; i < reading->addressee_count; i++) {
		const struct envelope_addressee *addressee = &reading->addressees[i];
		if (addressee->role == ROLE_EXEMPT || !differs_by_one_error(addressee->ri, came) ||
		    is_called(reading, addressee->ri))
			continue;
		if (found && !septel__equal(found->ri, addressee->ri))
			return NULL;
		found = addressee;
	}
	return found;
}

static bool is_collective(const struct envelope_addressee *addressee)
{
	struct septel_view kind, name;
	if (septel__find(addressee->name, "COLLECTIVE", 0) != VIEW_NOT_FOUND ||
	    septel__starts(addressee->name, "AIG"))
		return true;
	return septel_ri_lookup(addressee->ri, 0, &kind, &name) &&
	       septel__is_word(kind, "collective");
}

/* By whichever of its names there is a list. */
static enum membership member_of(const struct envelope_reading *reading,
				 const struct envelope_addressee *collective, struct septel_view ri)
{
	const struct envelope_directory *directory = &reading->directory;
	if (!directory->member)
		return MEMBER_UNKNOWN;
	const enum membership by_name = directory->member(directory->context, collective->name, ri);
	return by_name != MEMBER_UNKNOWN
		       ? by_name
		       : directory->member(directory->context, collective->ri, ri);
}

/* It may be called as a member of a collective that is addressed. */
static bool may_be_member(const struct envelope_reading *reading, struct septel_view ri)
{
	for (size_t i = 0; i < reading->addressee_count; i++)
		if (is_collective(&reading->addressees[i]) &&
		    member_of(reading, &reading->addressees[i], ri) != MEMBER_NO)
			return true;
	return false;
}

/* Known, but nobody of the address lines; there, one error away, stands somebody uncalled. */
static void check_known(struct envelope_reading *reading, struct septel_view ri)
{
	const struct envelope_addressee *addressee = lacking(reading, ri);
	if (addressee)
		septel__envelope_fault_fix(reading, "heading.doubtful", ri, addressee->ri,
					   "'%.*s' may be '%.*s', who is addressed and not called",
					   VIEW_FORMAT(ri), VIEW_FORMAT(addressee->ri));
}

static void check_unknown(struct envelope_reading *reading, struct septel_view ri)
{
	const struct envelope_addressee *addressee = lacking(reading, ri);
	struct septel_view fix;
	size_t count = 1;
	if (addressee)
		fix = addressee->ri;
	else
		count = septel__garble_indicators(ri, &reading->directory, reading->arena, &fix);
	if (count)
		septel__envelope_fault_fix(reading, "heading.unknown", ri,
					   count == 1 ? fix : (struct septel_view){"", 0},
					   "'%.*s' is not known; '%.*s' is", VIEW_FORMAT(ri),
					   VIEW_FORMAT(fix));
}

static int compare_views(const void *a, const void *b)
{
	return septel__compare(*(const struct septel_view *)a, *(const struct septel_view *)b);
}

/* An indicator that stands twice may be another one, garbled. */
static void check_twice(struct envelope_reading *reading)
{
	const size_t count = reading->routing_count;
	struct septel_view *sorted = septel_arena_alloc(reading->arena, count * sizeof *sorted);
	if (!sorted || count < 2)
		return;
	memcpy(sorted, reading->routing, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, compare_views);
	for (size_t i = 1; i < count; i++)
		if (septel__equal(sorted[i - 1], sorted[i]))
			septel__envelope_fault(reading, "heading.twice", sorted[i],
					       "'%.*s' is called twice", VIEW_FORMAT(sorted[i]));
}

void septel__envelope_routing_check(struct envelope_reading *reading)
{
	const struct septel_view origin = septel_view_of(reading->envelope->key.origin);
	size_t suspects = 0;
	check_twice(reading);
	for (size_t i = 0; i < reading->routing_count; i++) {
		const struct septel_view ri = reading->routing[i];
		if (is_addressed(reading, ri) || septel__equal(ri, origin))
			continue;
		if (envelope_knows(reading, ri)) {
			if (!may_be_member(reading, ri))
				check_known(reading, ri);
		} else if (suspects++ < SUSPECTS_LIMIT) {
			check_unknown(reading, ri);
		}
	}
}
