/* station_questions.c - service messages that go out, and the questions among them that wait for
 * an answer.
 *
 * A question is kept (service_book.h) until its answer comes, also over a start; it is put again in
 * time, and then it is the operator's.
 */
#include "station_inside.h"

/* ---- sent ----------------------------------------------------------------------------------- */

static unsigned next_serial(struct station *station)
{
	station->serial = station->serial % STATION_SERIAL_LAST + 1;
	return station->serial;
}

static bool write_service(struct station *station, struct septel_view to,
			  const struct service_request *requests, size_t count,
			  enum septel_precedence precedence, struct septel_out *out, moment now)
{
	const struct service_heading heading = {
		.to = to,
		.from = station->config->station,
		.serial = next_serial(station),
		.filed = now,
		.precedence = precedence,
		.line_feeds = true,
	};
	return septel__service_message(out, &heading, requests, count);
}

void septel__service_send_to(struct station *station, struct septel_view to,
			     const struct service_request *requests, size_t count,
			     enum septel_precedence precedence, moment now)
{
	struct septel_out out;
	septel__out_init(&out, NULL, SERVICE_MESSAGE_LIMIT);
	if (write_service(station, to, requests, count, precedence, &out, now))
		septel__station_make(station, septel__out_written(&out), 0, now);
	septel__out_release(&out);
}

/* The questions that wait, so that a start knows of them. */
void septel__questions_store(struct station *station, moment now)
{
	struct septel_arena *arena = septel__station_take_arena(station);
	struct changes changes = {.arena = arena, .now = now};
	struct septel_out out;
	if (!arena)
		return;
	septel__out_init(&out, arena, SERVICE_MESSAGE_LIMIT);
	septel__service_book_write(&station->book, &out);
	struct change *change = septel__change_add(&changes, CHANGE_SETTING);
	change->number = VIEW_LITERAL("questions");
	change->detail = septel__out_written(&out);
	if (!out.failed)
		septel__station_store(station, &changes);
	septel__station_give_arena(station, arena);
}

/* Each request as often as one may be made on one day. */
static bool may_be_made(struct station *station, size_t outlet,
			const struct service_request *request, moment now)
{
	const unsigned number = request->number_count ? request->numbers[0].from : 0;
	return septel__service_done(&station->book, request, number,
				    septel__outlet_name(station, outlet), now);
}

bool septel__service_send(struct station *station, size_t outlet,
			  const struct service_request *requests, size_t count, moment now)
{
	const struct septel_view peer = station->outlets[outlet].settings->peer;
	if (peer.len == 0 || count == 0 || !may_be_made(station, outlet, &requests[0], now))
		return false;
	const struct septel_view name = septel__outlet_name(station, outlet);
	if (requests[0].kind == SERVICE_RERUN &&
	    !septel__service_ask(&station->book, &requests[0], name, SEPTEL_PRECEDENCE_NONE, now))
		return false;
	if (requests[0].kind == SERVICE_RERUN)
		septel__questions_store(station, now);
	septel__service_send_to(station, peer, requests, count, SEPTEL_PRECEDENCE_NONE, now);
	return true;
}

/* ---- in time --------------------------------------------------------------------------- */

void septel__service_arrived(struct station *station, const struct arrival *arrival, moment now)
{
	static const enum service_kind asked[] = {SERVICE_RERUN, SERVICE_REPEAT,
						  SERVICE_CORRECTION_WANTED};
	bool settled = false;
	if (arrival->garbled || !arrival->envelope.has_key)
		return;
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		settled |= septel__service_settle(&station->book, asked[i],
						  septel__outlet_name(station, arrival->from), NULL,
						  &arrival->envelope.key);
	if (settled)
		septel__questions_store(station, now);
}

moment septel__service_tick(struct station *station, moment now)
{
	struct service_request request;
	char outlet[64];
	for (;;) {
		const enum service_due due =
			septel__service_due(&station->book, now, &request, outlet);
		if (due == DUE_NOTHING)
			return septel__service_next(&station->book);
		const struct septel_view name = {outlet, strlen(outlet)};
		const size_t at = septel__config_outlet(station->config, name);
		septel__questions_store(station, now);
		if (due == DUE_OPERATOR || at == NO_OUTLET) {
			station->alarms++;
			continue;
		}
		const struct septel_view peer = station->outlets[at].settings->peer;
		septel__service_send_to(station, peer, &request, 1, SEPTEL_PRECEDENCE_NONE, now);
	}
}
