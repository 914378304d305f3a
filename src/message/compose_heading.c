/* compose_heading.c - format lines 1 to 9 and BT; see composing.h.
 *
 * State and ACP 127 write the routing line and DE apart; JANAP 128 has both,
 * with medium, class and content, in one line (wire-format 3 to 5).
 */
#include "../base/date.h"
#include "composing.h"
#include "list.h"
#include "route.h"
#include "scan.h"
#include "wire_forms.h"

#include <septel/number.h>
#include <septel/tables.h>

/* The channel of a message that names none: XYZ stands for no fixed trunk. */
#define CIRCUIT_NONE "XYZ"

static char prosign(enum septel_precedence precedence)
{
	static const char PROSIGNS[] = {'R', 'R', 'P', 'O', 'Z', 'Y'};
	return PROSIGNS[precedence];
}

static enum septel_precedence higher(enum septel_precedence a, enum septel_precedence b)
{
	return a > b ? a : b;
}

int septel__serial_of(const struct septel_draft *draft)
{
	if (draft->origin.serial != SEPTEL_NUMBER_NONE)
		return draft->origin.serial;
	if (draft->profile == SEPTEL_PROFILE_NAVY)
		return 1;
	const int serial = septel__serial_in_number(draft->id);
	return serial > 0 ? serial % SERIAL_MODULUS : SEPTEL_NUMBER_NONE;
}

/* ---- the station of line 12 ------------------------------------------------- */

/* "AMEMBASSY BAGHDAD": "BAGHDAD". */
static struct septel_view without_mission(struct septel_view name)
{
	static const char *const MISSIONS[] = {"AMEMBASSY ",  "AMCONSUL ", "AMCONSULATE ",
					       "USMISSION ",  "USINT ",    "USLO ",
					       "AMLEGATION ", "USOFFICE ", "USDEL "};
	for (size_t i = 0; i < sizeof MISSIONS / sizeof *MISSIONS; i++)
		if (septel__starts_fold(name, MISSIONS[i]))
			return septel__slice(name, strlen(MISSIONS[i]), name.len);
	if (septel__starts_fold(name, "SECSTATE"))
		return VIEW_LITERAL("STATE");
	return name;
}

/* "08BAGHDAD3796": "BAGHDAD". */
static struct septel_view station_in_number(struct septel_view id)
{
	return septel__slice(id, 2, septel__digits_at_end(id));
}

struct septel_view septel__station_of(const struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	char number[SEPTEL_NUMBER_SIZE];
	if (draft->station.len)
		return draft->station;
	const struct septel_view station = without_mission(draft->from.name);
	const int serial = septel__serial_in_number(draft->id);
	/* FM's name has the blanks that the number lacks, if it is that station. */
	if (draft->id.len == 0 ||
	    (serial > 0 && septel_number_compose(draft->dtg.year, station, serial, number) &&
	     septel__equal(septel_view_of(number), draft->id)))
		return station;
	return station_in_number(draft->id);
}

/* ---- routing ---------------------------------------------------------------- */

struct routing {
	struct septel_arena *arena;
	struct septel_view *at;
	size_t count, capacity;
};

static void add_routing(struct routing *routing, struct septel_view ri)
{
	if (ri.len == 0)
		return;
	for (size_t i = 0; i < routing->count; i++)
		if (septel__equal(routing->at[i], ri))
			return;
	struct septel_view *slot =
		LIST_ADD(routing->arena, routing->at, routing->count, routing->capacity);
	if (slot)
		*slot = ri;
}

/* The routing indicator of an addressee: its own, or that of the tables. */
static struct septel_view routing_of(const struct septel_addressee *addressee)
{
	if (addressee->ri.len || addressee->by_other_means)
		return addressee->ri;
	return septel__ri_of_name(addressee->name);
}

static void route_addressees(struct routing *routing, const struct septel_addressees *addressees)
{
	for (size_t i = 0; i < addressees->count; i++)
		add_routing(routing, routing_of(&addressees->at[i]));
}

static void warn_of_unrouted(struct composing *composing,
			     const struct septel_addressees *addressees)
{
	for (size_t i = 0; i < addressees->count; i++) {
		const struct septel_addressee *addressee = &addressees->at[i];
		if (addressee->by_other_means || routing_of(addressee).len)
			continue;
		septel__find_fault(composing->findings, SEPTEL_WARNING, "draft.routing",
				   addressee->name,
				   "no routing indicator for '%.*s': it is not routed",
				   VIEW_FORMAT(addressee->name));
	}
}

static struct routing route(struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	struct routing routing = {.arena = composing->arena};
	for (size_t i = 0; i < draft->routing.count; i++)
		add_routing(&routing, draft->routing.at[i]);
	route_addressees(&routing, &draft->to);
	route_addressees(&routing, &draft->info);
	if (routing.count == 0) {
		const struct septel_view name = draft->to.count     ? draft->to.at[0].name
						: draft->info.count ? draft->info.at[0].name
								    : draft->source;
		septel__find_fault(composing->findings, SEPTEL_ERROR, "draft.routing", name,
				   "no routing indicator for '%.*s': state it as RI/NAME",
				   draft->to.count || draft->info.count ? (int)name.len : 0,
				   name.ptr);
	} else if (draft->routing.count == 0) {
		warn_of_unrouted(composing, &draft->to);
		warn_of_unrouted(composing, &draft->info);
	}
	return routing;
}

/* Indicators behind what stands on the line, wrapped. */
static void write_indicators(struct septel_out *out, const struct routing *routing, size_t column,
			     const char *end)
{
	for (size_t i = 0; i < routing->count; i++) {
		const struct septel_view ri = routing->at[i];
		if (column + 1 + ri.len + strlen(end) > WIRE_LINE_LIMIT) {
			septel__out_byte(out, '\n');
			column = 0;
		} else if (i > 0 || end[0] == '\0') {
			septel__out_byte(out, ' ');
			column++;
		}
		septel__out_view(out, ri);
		column += ri.len;
	}
	septel__out_string(out, end);
	septel__out_byte(out, '\n');
}

/* ---- format lines 1 to 5 ---------------------------------------------------- */

static struct septel_view origin_ri(const struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	if (draft->origin.ri.len)
		return draft->origin.ri;
	if (draft->from.ri.len)
		return draft->from.ri;
	const struct septel_view ri = septel__ri_of_name(draft->from.name);
	if (ri.len == 0)
		septel__find_fault(composing->findings, SEPTEL_ERROR, "draft.origin",
				   draft->from.name,
				   "no routing indicator for '%.*s': state it as Origin: RI",
				   VIEW_FORMAT(draft->from.name));
	return ri;
}

static struct septel_time filed(const struct septel_draft *draft)
{
	return septel__has_time(draft->origin.filed) ? draft->origin.filed : draft->dtg;
}

static void write_julian(struct septel_out *out, struct septel_time time)
{
	septel__out_format(out, "%03d%02d%02d", septel__day_of_year(time), time.hour, time.minute);
}

static void write_transmission(struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	const struct septel_view circuit = draft->transmission.circuit.len
						   ? draft->transmission.circuit
						   : VIEW_LITERAL(CIRCUIT_NONE);
	const int serial =
		draft->transmission.serial == SEPTEL_NUMBER_NONE ? 1 : draft->transmission.serial;
	/* State trunks number by four digits, ACP 127 by three. */
	septel__out_format(composing->out, "VZCZC%.*s%0*d\n", VIEW_FORMAT(circuit),
			   composing->capitals && serial < 1000 ? 3 : 4, serial);
}

static void write_state_routing(struct composing *composing, const struct routing *routing,
				char letter)
{
	const struct septel_draft *draft = composing->draft;
	struct septel_out *out = composing->out;
	const struct septel_view ri = origin_ri(composing);
	septel__out_format(out, "%c%c", letter, letter);
	write_indicators(out, routing, 2, "");
	if (composing->capitals)
		septel__out_format(out, "DE %.*s %03d ", VIEW_FORMAT(ri), septel__serial_of(draft));
	else
		septel__out_format(out, "DE %.*s #%04d/01 ", VIEW_FORMAT(ri),
				   septel__serial_of(draft));
	write_julian(out, filed(draft));
	septel__out_byte(out, '\n');
}

/* "RTTUZYUW RHSSXYZ0001 0771740-UUUU--RHSSSUU." */
static void write_janap_routing(struct composing *composing, const struct routing *routing,
				char letter)
{
	const struct septel_draft *draft = composing->draft;
	struct septel_out *out = composing->out;
	const size_t start = out->length;
	const struct septel_view ri = origin_ri(composing);
	const char class_ = septel__class_letter(draft->classification);
	septel__out_format(out, "%cTT%cZYUW %.*s%04d ", letter, class_, VIEW_FORMAT(ri),
			   septel__serial_of(draft));
	write_julian(out, filed(draft));
	septel__out_format(out, "-%c%c%c%c--", class_, class_, class_, class_);
	write_indicators(out, routing, out->length - start, ".");
}

/* Signals of format line 5 speak to the addressee; the others to the operator. */
bool septel__is_message_instruction(struct septel_view signal)
{
	static const char *const SIGNALS[] = {"ZFF", "ZFG", "ZEX", "ZDS", "ZDK", "ZFD"};
	for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++)
		if (septel__starts(signal, SIGNALS[i]))
			return true;
	return false;
}

static size_t transmission_signals(const struct septel_draft *draft)
{
	size_t count = 0;
	while (count < draft->signals.count &&
	       !septel__is_message_instruction(draft->signals.at[count]))
		count++;
	return count;
}

static void write_signals(struct septel_out *out, const struct septel_draft *draft, size_t from,
			  size_t to)
{
	for (size_t i = from; i < to; i++)
		septel__out_format(out, " %.*s", VIEW_FORMAT(draft->signals.at[i]));
	septel__out_byte(out, '\n');
}

static void write_security(struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	const char letter = septel__class_letter(draft->classification);
	const char letters[] = {letter, letter, letter, letter, letter};
	const struct septel_view five =
		draft->letters.len ? draft->letters : (struct septel_view){letters, 5};
	const bool open = five.ptr[0] == 'U' || five.ptr[0] == 'E';
	septel__out_format(composing->out, "%s %.*s", open ? "ZNR" : "ZNY", VIEW_FORMAT(five));
	write_signals(composing->out, draft, 0, transmission_signals(draft));
}

static void write_preamble(struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	const struct septel_time dtg = draft->dtg;
	struct septel_out *out = composing->out;
	septel__out_byte(out, prosign(draft->precedence.action));
	if (draft->precedence.info != SEPTEL_PRECEDENCE_NONE &&
	    draft->precedence.info != draft->precedence.action)
		septel__out_format(out, " %c", prosign(draft->precedence.info));
	septel__out_format(out, " %02d%02d%02dZ %s ", dtg.day, dtg.hour, dtg.minute,
			   septel__month_letters(dtg.month));
	/* Two digits mean 1966 to 2065 (wire-format 3.2). */
	if (dtg.year >= 1966 && dtg.year <= 2065)
		septel__out_format(out, "%02d", dtg.year % 100);
	else
		septel__out_format(out, "%d", dtg.year);
	write_signals(out, draft, transmission_signals(draft), draft->signals.count);
}

/* ---- format lines 6 to 9 ---------------------------------------------------- */

/* State: a line without a word of precedence is ROUTINE. */
static void write_address(struct composing *composing, const struct septel_addressee *addressee,
			  enum septel_precedence precedence)
{
	const struct septel_draft *draft = composing->draft;
	struct septel_out *out = composing->out;
	const struct septel_view ri = draft->as_stated ? addressee->ri : routing_of(addressee);
	struct septel_view word = addressee->precedence;
	if (word.len == 0 && !draft->as_stated && !composing->capitals &&
	    precedence > SEPTEL_ROUTINE)
		word = septel_view_of(septel_precedence_name(precedence));
	if (addressee->by_other_means)
		septel__out_string(out, "ZEN/");
	else if (ri.len)
		septel__out_format(out, "%.*s/", VIEW_FORMAT(ri));
	septel__out_view(out, draft->as_stated ? addressee->name
					       : septel__signs(composing, addressee->name));
	if (word.len)
		septel__out_format(out, " %.*s", VIEW_FORMAT(word));
	if (addressee->mcn.len)
		septel__out_format(out, " %.*s", VIEW_FORMAT(addressee->mcn));
	septel__out_byte(out, '\n');
}

static void write_addresses(struct composing *composing, const char *keyword,
			    const struct septel_addressees *addressees,
			    enum septel_precedence precedence)
{
	for (size_t i = 0; i < addressees->count; i++) {
		if (i == 0)
			septel__out_format(composing->out, "%s ", keyword);
		write_address(composing, &addressees->at[i], precedence);
	}
}

static void write_exempt(struct composing *composing)
{
	const struct septel_views *exempt = &composing->draft->exempt;
	for (size_t i = 0; i < exempt->count; i++)
		septel__out_format(composing->out, "%s%.*s\n", i == 0 ? "XMT " : "",
				   VIEW_FORMAT(exempt->at[i]));
}

void septel__write_heading(struct composing *composing)
{
	const struct septel_draft *draft = composing->draft;
	const struct routing routing = route(composing);
	const char letter = prosign(higher(draft->precedence.action, draft->precedence.info));
	write_transmission(composing);
	if (draft->profile == SEPTEL_PROFILE_NAVY)
		write_janap_routing(composing, &routing, letter);
	else
		write_state_routing(composing, &routing, letter);
	write_security(composing);
	write_preamble(composing);
	septel__out_format(composing->out, "FM %.*s\n",
			   VIEW_FORMAT(draft->as_stated
					       ? draft->from.name
					       : septel__signs(composing, draft->from.name)));
	write_addresses(composing, "TO", &draft->to, draft->precedence.action);
	write_addresses(composing, "INFO", &draft->info,
			draft->precedence.info ? draft->precedence.info : draft->precedence.action);
	write_exempt(composing);
	septel__out_string(composing->out, "BT\n");
}
