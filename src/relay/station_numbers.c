/* station_numbers.c - the channel numbers of a station's circuits: counted, kept, told of
 * (wire-format 10.4).
 *
 * On a circuit with receipts what was lost with a link comes again by itself, perhaps behind
 * something more urgent: open numbers are told only when they are still open after a while.  On a
 * raw stream nothing comes again unless it is asked for: they are told at once.
 */
#include "station_inside.h"

/* How long open numbers of a circuit with receipts may come by themselves. */
#define OPEN_GRACE ((moment)60 * 1000)

moment septel__open_grace(enum outlet_kind kind)
{
	return septel__has_receipts(kind) ? OPEN_GRACE : 0;
}

void septel__change_channel(struct changes *changes, const struct outlet_state *outlet)
{
	struct change *change = septel__change_add(changes, CHANGE_CHANNEL);
	struct septel_out out;
	septel__out_init(&out, changes->arena, CHANNEL_TEXT_LIMIT);
	septel__channel_write(&outlet->channel, &out);
	change->outlet = outlet->settings->name;
	change->detail = septel__out_written(&out);
}

/* ---- counted ------------------------------------------------------------------------------ */

static const struct {
	enum channel_note note;
	const char *event;
} EVENTS[] = {
	{NOTE_LATE, "number-late"},         {NOTE_DUPLICATE, "number-duplicate"},
	{NOTE_NO_NUMBER, "number-missing"}, {NOTE_TWO_NUMBERS, "number-two"},
	{NOTE_STRAY, "number-stray"},       {NOTE_DAY_CHANGE, "number-day-change"},
	{NOTE_RESTART, "number-restart"},   {NOTE_WRONG_LETTERS, "number-wrong-letters"},
	{NOTE_FIRST, "number-first"},       {NOTE_RETRACTED, "number-retracted"},
};

static void write_events(struct station *station, const struct arrival *arrival,
			 const struct outlet_state *outlet, struct changes *changes)
{
	const struct channel_report *report = &arrival->report;
	const struct copy_name name = {arrival->message, 0};
	char number[IDENTIFICATION_SIZE], second[IDENTIFICATION_SIZE];
	septel__channel_in_text(&outlet->channel, report->number, number);
	septel__channel_in_text(&outlet->channel, report->second, second);
	if (report->notes & NOTE_OPEN) {
		char from[IDENTIFICATION_SIZE], to[IDENTIFICATION_SIZE];
		septel__channel_in_text(&outlet->channel, report->missing_from, from);
		septel__channel_in_text(&outlet->channel, report->missing_to, to);
		septel__change_event(changes, name, "open-number", outlet->settings->name,
				     "%s to %s (%u)", from, to, report->missing);
	}
	for (size_t i = 0; i < sizeof EVENTS / sizeof *EVENTS; i++)
		if (report->notes & EVENTS[i].note)
			septel__change_event(changes, name, EVENTS[i].event, outlet->settings->name,
					     "%s%s%s", number, second[0] ? " " : "", second);
	if (report->notes & (NOTE_RESTART | NOTE_WRONG_LETTERS))
		station->alarms++;
}

void septel__numbers_count(struct station *station, struct arrival *arrival, bool repeated,
			   struct changes *changes)
{
	if (arrival->from == NO_OUTLET || !station->outlets[arrival->from].numbered)
		return;
	struct outlet_state *outlet = &station->outlets[arrival->from];
	const struct envelope *envelope = &arrival->envelope;
	const struct channel before = outlet->channel;
	septel__channel_arrived(&outlet->channel, envelope->identification,
				envelope->identification_count, envelope->stray, changes->now,
				&arrival->report);
	if (repeated && arrival->report.notes & NOTE_DUPLICATE) {
		/* The same transfer under the same number: it was counted when it came first. */
		outlet->channel = before;
		arrival->report = (struct channel_report){0};
		return;
	}
	arrival->numbers = septel_arena_alloc(arrival->arena, sizeof *arrival->numbers);
	if (!arrival->numbers)
		return;
	*arrival->numbers = outlet->channel;
	septel__change_channel(changes, outlet);
	write_events(station, arrival, outlet, changes);
}

/* The numbers in are those of `from`, the numbers out stay. */
static void put_back(struct channel *channel, const struct channel *from)
{
	const struct channel now = *channel;
	*channel = *from;
	channel->next = now.next;
	channel->given = now.given;
	channel->sent = now.sent;
	channel->last_before = now.last_before;
	channel->out_day = now.out_day;
	channel->voided = now.voided;
}

void septel__numbers_stored(struct station *station, const struct arrival *arrival, bool stored)
{
	if (arrival->from == NO_OUTLET || !station->outlets[arrival->from].numbered)
		return;
	struct outlet_state *outlet = &station->outlets[arrival->from];
	if (stored && arrival->numbers)
		outlet->committed = *arrival->numbers;
	else if (!stored)
		put_back(&outlet->channel, &outlet->committed);
}

/* ---- told ----------------------------------------------------------------------------------- */

static void put_number(struct service_request *request, const struct outlet_state *outlet,
		       unsigned from, unsigned to)
{
	if (from == 0)
		return;
	struct service_numbers *numbers = &request->numbers[request->number_count++];
	memcpy(numbers->letters, outlet->channel.letters_in, sizeof numbers->letters);
	numbers->digits = outlet->channel.digits;
	numbers->from = from;
	numbers->to = to;
}

static void tell(struct station *station, size_t from, const struct service_request *request,
		 moment now)
{
	(void)septel__service_send(station, from, request, 1, now);
}

/* What one transmission gave rise to. */
static void tell_of(struct station *station, const struct arrival *arrival, moment now)
{
	struct outlet_state *outlet = &station->outlets[arrival->from];
	const struct channel_report *report = &arrival->report;
	struct service_request request = {.key = arrival->envelope.key};
	if (report->notes & NOTE_DUPLICATE && !arrival->suspected) {
		request.kind = SERVICE_TWO_MESSAGES;
		put_number(&request, outlet, report->number, report->number);
	} else if (report->notes & NOTE_TWO_NUMBERS) {
		request.kind = SERVICE_TWO_NUMBERS;
		put_number(&request, outlet, report->number, report->number);
		septel__channel_in_text(&outlet->channel, report->second, request.blanked);
	} else if (report->notes & NOTE_STRAY) {
		request.kind = SERVICE_STRAY_NUMBER;
		put_number(&request, outlet, report->number, report->number);
		septel__channel_in_text(&outlet->channel, report->second, request.blanked);
	} else if (report->notes & NOTE_NO_NUMBER) {
		request.kind = SERVICE_NO_NUMBER;
		put_number(&request, outlet, report->number, report->number);
	} else {
		return;
	}
	tell(station, arrival->from, &request, now);
}

/* "ZID FAA164 AWAITING ZDK FAA137": the last of the day before, and what of that day is open. */
static void tell_day_change(struct station *station, const struct arrival *arrival, moment now)
{
	struct outlet_state *outlet = &station->outlets[arrival->from];
	const struct channel_report *report = &arrival->report;
	struct service_request requests[2] = {{.kind = SERVICE_LAST_RECEIVED},
					      {.kind = SERVICE_AWAITING}};
	if (!(report->notes & NOTE_DAY_CHANGE) || report->last == 0)
		return;
	put_number(&requests[0], outlet, report->last, report->last);
	for (unsigned number = septel__channel_open_after(&outlet->channel, 0, true);
	     number && requests[1].number_count < SERVICE_NUMBERS_LIMIT;
	     number = septel__channel_open_after(&outlet->channel, number, true))
		put_number(&requests[1], outlet, number, number);
	(void)septel__service_send(station, arrival->from, requests,
				   requests[1].number_count ? 2 : 1, now);
}

/* About the message itself: a rerun, a suspected duplicate, the receipt of a FLASH. */
static void answer_message(struct station *station, const struct arrival *arrival, moment now)
{
	const struct outlet_state *outlet = &station->outlets[arrival->from];
	const struct envelope *envelope = &arrival->envelope;
	struct service_request request = {.key = envelope->key};
	if (arrival->report.number)
		put_number(&request, outlet, arrival->report.number, arrival->report.number);
	if (arrival->garbled) {
		request.kind = SERVICE_RERUN;
		tell(station, arrival->from, &request, now);
	} else if (arrival->suspected) {
		request.kind = SERVICE_SUSPECTED_DUPLICATE;
		tell(station, arrival->from, &request, now);
	} else if (envelope->precedence >= SEPTEL_FLASH && arrival->report.number &&
		   !(envelope->signs & SIGN_NO_FLASH_RECEIPT) &&
		   !septel__has_receipts(outlet->settings->kind)) {
		request.kind = SERVICE_FLASH_RECEIPT;
		tell(station, arrival->from, &request, now);
	}
}

void septel__numbers_answer(struct station *station, const struct arrival *arrival, moment now)
{
	if (arrival->from == NO_OUTLET || !station->outlets[arrival->from].numbered)
		return;
	struct outlet_state *outlet = &station->outlets[arrival->from];
	if (arrival->report.notes & NOTE_OPEN && outlet->report_open == MOMENT_NEVER)
		outlet->report_open = now + septel__open_grace(outlet->settings->kind);
	septel__service_arrived(station, arrival, now);
	tell_day_change(station, arrival, now);
	if (arrival->envelope.signs & SIGN_SERVICE)
		return; /* no service message about a service message */
	tell_of(station, arrival, now);
	answer_message(station, arrival, now);
}

/* ---- in time -------------------------------------------------------------------------------- */

static bool was_told(const struct number_set *told, unsigned number)
{
	return (told->words[number / 64] >> (number % 64) & 1) != 0;
}

static void note_told(struct number_set *told, unsigned number)
{
	told->words[number / 64] |= UINT64_C(1) << (number % 64);
}

/* All that are open and were not told yet, in ranges, as many as one message has. */
static void tell_open(struct station *station, size_t at, moment now)
{
	struct outlet_state *outlet = &station->outlets[at];
	struct service_request request = {.kind = SERVICE_OPEN_NUMBER};
	outlet->report_open = MOMENT_NEVER;
	for (unsigned number = septel__channel_open_after(&outlet->channel, 0, false); number;
	     number = septel__channel_open_after(&outlet->channel, number, false)) {
		if (was_told(&outlet->told, number))
			continue;
		struct service_numbers *last =
			request.number_count ? &request.numbers[request.number_count - 1] : NULL;
		if (last && last->to + 1 == number)
			last->to = number;
		else if (request.number_count == SERVICE_NUMBERS_LIMIT)
			break;
		else
			put_number(&request, outlet, number, number);
		note_told(&outlet->told, number);
	}
	if (request.number_count)
		tell(station, at, &request, now);
}

/* Numbers that are no longer open may be open again in the next round. */
static void forget_closed(struct outlet_state *outlet)
{
	for (size_t i = 0; i < CHANNEL_WORDS; i++)
		outlet->told.words[i] &= outlet->channel.open.words[i];
}

static moment check_silence(struct station *station, size_t at, moment now)
{
	struct outlet_state *outlet = &station->outlets[at];
	const moment due =
		septel__channel_check_due(&outlet->channel, outlet->settings->idle_minutes);
	if (due > now || !outlet->up)
		return due > now ? due : MOMENT_NEVER;
	septel__channel_checked(&outlet->channel, now);
	struct service_request request = {.kind = SERVICE_LAST_RECEIVED};
	struct channel_number last;
	char identification[IDENTIFICATION_SIZE];
	septel__channel_last_received(&outlet->channel, identification);
	if (septel__channel_number_read(&last, septel_view_of(identification))) {
		put_number(&request, outlet, last.number, last.number);
		tell(station, at, &request, now);
	}
	return septel__channel_check_due(&outlet->channel, outlet->settings->idle_minutes);
}

moment septel__numbers_tick(struct station *station, moment now)
{
	moment next = MOMENT_NEVER;
	for (size_t i = 0; i < station->config->outlet_count; i++) {
		struct outlet_state *outlet = &station->outlets[i];
		if (!outlet->numbered)
			continue;
		if (outlet->report_open <= now)
			tell_open(station, i, now);
		forget_closed(outlet);
		const moment silence = check_silence(station, i, now);
		if (silence < next)
			next = silence;
		if (outlet->report_open < next)
			next = outlet->report_open;
	}
	return next;
}
