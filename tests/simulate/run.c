/* run.c - stations, lines and messages under way. */
#include "run.h"

#include "../../src/relay/schedule.h"
#include "events.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From the last bit of a transmission to its receipt: on the disk of the next station. */
#define CUSTODY_TIME 500
/* What a line sends when it breaks off: E E E E E E E E AR NNNN, letters and line ends. */
#define BREAK_SIZE  40
#define LINE_WINDOW 4
#define SLOT_BITS   24

/* A message (or section) on one outlet of one station. */
struct packet {
	uint64_t name;    /* a serial, and the packet's own place */
	int64_t accepted; /* at the first station */
	uint32_t length;
	uint32_t free; /* of the list of free ones: the next */
	uint16_t to[ADDRESSEES_LIMIT];
	uint8_t addressees;
	uint8_t precedence;
};

struct line {
	uint32_t given[LINE_WINDOW]; /* packets, in order; the first is going out */
	unsigned count;
	uint32_t turn;          /* which of its events counts */
	bool breaking;          /* the cancelling sequence goes out */
	int64_t offered[HOURS]; /* milliseconds of line time that came to be sent */
};

struct simulation {
	const struct net *net;
	struct traffic traffic;
	struct schedule *schedules[STATIONS_LIMIT];
	int64_t wakes[STATIONS_LIMIT];
	struct line *lines;
	struct packet *packets;
	uint32_t packet_count, packet_room, free;
	uint64_t serial, waiting;
	struct events events;
	struct result *result;
	bool failed;
};

/* ---- handling times ------------------------------------------------------------------------- */

static size_t class_of(int64_t time)
{
	double class_ = 64 * log2(1 + (double)time);
	return class_ < TIME_CLASSES ? (size_t)class_ : TIME_CLASSES - 1;
}

int64_t handling_percentile(const struct handling *handling, double share)
{
	uint64_t wanted = (uint64_t)ceil((double)handling->count * share), seen = 0;
	for (size_t i = 0; i < TIME_CLASSES && wanted; i++) {
		seen += handling->classes[i];
		if (seen >= wanted) {
			int64_t end = (int64_t)exp2((double)(i + 1) / 64);
			return end < handling->worst ? end : handling->worst;
		}
	}
	return 0;
}

static void delivered(struct simulation *simulation, const struct packet *packet, int64_t now)
{
	struct handling *handling = &simulation->result->handling[packet->precedence];
	int64_t time = now - packet->accepted;
	handling->count++;
	handling->classes[class_of(time)]++;
	handling->breaches +=
		time > septel__speed_of_service((enum septel_precedence)packet->precedence);
	if (time > handling->worst)
		handling->worst = time;
	simulation->result->delivered++;
	simulation->result->end = now;
}

/* ---- lines ---------------------------------------------------------------------------------- */

static int64_t line_time(const struct simulation *simulation, uint32_t circuit, uint32_t which)
{
	return (int64_t)simulation->packets[which].length *
		       simulation->net->circuits[circuit].pace / 1000 +
	       1;
}

static void line_send(struct simulation *simulation, uint32_t circuit, int64_t now)
{
	struct line *line = &simulation->lines[circuit];
	if (!line->count)
		return;
	const struct packet *packet = &simulation->packets[line->given[0]];
	septel__schedule_started(simulation->schedules[simulation->net->circuits[circuit].from],
				 (struct copy_name){packet->name, 1}, now);
	events_add(&simulation->events,
		   (struct event){.at = now + line_time(simulation, circuit, line->given[0]),
				  .kind = EVENT_LINE,
				  .of = circuit,
				  .which = line->turn});
}

/* What was first has left the line. */
static void line_shift(struct line *line)
{
	memmove(line->given, line->given + 1, --line->count * sizeof *line->given);
	line->turn++;
}

static void line_break(struct simulation *simulation, uint32_t circuit, uint32_t which, int64_t now)
{
	struct line *line = &simulation->lines[circuit];
	unsigned at = 0;
	while (at < line->count && line->given[at] != which)
		at++;
	if (at == line->count)
		return; /* all of it is out: its receipt comes */
	if (at > 0 || line->breaking) {
		memmove(line->given + at, line->given + at + 1,
			(--line->count - at) * sizeof *line->given);
		septel__schedule_interrupted(
			simulation->schedules[simulation->net->circuits[circuit].from],
			(struct copy_name){simulation->packets[which].name, 1}, now);
		return;
	}
	line->turn++;
	line->breaking = true;
	events_add(
		&simulation->events,
		(struct event){
			.at = now + BREAK_SIZE * simulation->net->circuits[circuit].pace / 1000 + 1,
			.kind = EVENT_LINE,
			.of = circuit,
			.which = line->turn});
}

/* ---- stations ------------------------------------------------------------------------------- */

static void ask(struct simulation *simulation, uint32_t circuit, int64_t now)
{
	const struct circuit *way = &simulation->net->circuits[circuit];
	struct line *line = &simulation->lines[circuit];
	for (;;) {
		struct schedule_pick pick =
			septel__schedule_next(simulation->schedules[way->from], way->outlet, now);
		if (pick.kind == PICK_NOTHING)
			return;
		uint32_t which = (uint32_t)(pick.name.message & (((uint64_t)1 << SLOT_BITS) - 1));
		if (pick.kind == PICK_INTERRUPT) {
			simulation->result->interruptions++;
			line_break(simulation, circuit, which, now);
			continue;
		}
		simulation->result->transmissions++;
		line->given[line->count++] = which;
		if (line->count == 1)
			line_send(simulation, circuit, now);
	}
}

static void arm(struct simulation *simulation, uint16_t station, int64_t now)
{
	int64_t due = septel__schedule_wakeup(simulation->schedules[station], now);
	if (due == MOMENT_NEVER || due == simulation->wakes[station])
		return;
	simulation->wakes[station] = due;
	events_add(&simulation->events,
		   (struct event){.at = due, .kind = EVENT_WAKE, .of = station});
}

static uint32_t packet_new(struct simulation *simulation)
{
	if (simulation->free) {
		uint32_t which = simulation->free;
		simulation->free = simulation->packets[which].free;
		return which;
	}
	if (simulation->packet_count == simulation->packet_room) {
		uint32_t room = simulation->packet_room ? simulation->packet_room * 2 : 4096;
		struct packet *packets =
			room >> SLOT_BITS ? NULL
					  : realloc(simulation->packets, room * sizeof *packets);
		if (!packets) {
			simulation->failed = true;
			return 0;
		}
		simulation->packets = packets;
		simulation->packet_room = room;
	}
	if (simulation->packet_count == 0)
		simulation->packet_count++; /* 0 is none */
	return simulation->packet_count++;
}

/* A copy for one outlet, of those addressees that are reached over it. */
static void queue_copy(struct simulation *simulation, const struct packet *copy, uint16_t station,
		       uint16_t outlet, int64_t now)
{
	uint32_t which = packet_new(simulation);
	if (!which)
		return;
	struct packet *packet = &simulation->packets[which];
	*packet = *copy;
	packet->name = ++simulation->serial << SLOT_BITS | which;
	struct schedule_copy asked = {.name = {packet->name, 1},
				      .outlet = outlet,
				      .precedence = (enum septel_precedence)packet->precedence,
				      .state = COPY_ACTIVE,
				      .accepted = now,
				      .length = packet->length};
	if (!septel__schedule_add(simulation->schedules[station], &asked))
		simulation->failed = true;
	uint32_t circuit = simulation->net->stations[station].circuit[outlet];
	if (now / HOUR < HOURS)
		simulation->lines[circuit].offered[now / HOUR] +=
			line_time(simulation, circuit, which);
	if (++simulation->waiting > simulation->result->waiting)
		simulation->result->waiting = simulation->waiting;
	ask(simulation, circuit, now);
}

/* In custody of a station: delivered there, and on by every outlet that it has addressees on. */
static void accept(struct simulation *simulation, struct packet packet, uint16_t station,
		   int64_t now)
{
	const struct station_of_net *here = &simulation->net->stations[station];
	for (unsigned i = 0; i < packet.addressees; i++) {
		if (packet.to[i] == NOWHERE)
			continue;
		if (packet.to[i] == station) {
			delivered(simulation, &packet, now);
			continue;
		}
		uint16_t outlet = here->next[packet.to[i]];
		struct packet copy = packet;
		copy.addressees = 0;
		for (unsigned k = i; k < packet.addressees; k++)
			if (packet.to[k] != NOWHERE && packet.to[k] != station &&
			    here->next[packet.to[k]] == outlet) {
				copy.to[copy.addressees++] = packet.to[k];
				packet.to[k] = NOWHERE;
			}
		queue_copy(simulation, &copy, station, outlet, now);
	}
	arm(simulation, station, now);
}

/* ---- events --------------------------------------------------------------------------------- */

static void on_message(struct simulation *simulation, int64_t now)
{
	struct letter letter;
	traffic_draw(&simulation->traffic, &letter);
	struct packet packet = {.accepted = now,
				.addressees = (uint8_t)letter.addressees,
				.precedence = (uint8_t)letter.precedence};
	memcpy(packet.to, letter.to, sizeof packet.to);
	while (letter.addressees && letter.length) {
		uint32_t section = letter.length < SECTION_SIZE ? letter.length : SECTION_SIZE;
		letter.length -= section;
		packet.length = section + TRANSMISSION_SIZE;
		simulation->result->messages++;
		simulation->result->addressed += letter.addressees;
		accept(simulation, packet, letter.from, now);
	}
	int64_t next = traffic_next(&simulation->traffic, now);
	if (next < HOURS * HOUR)
		events_add(&simulation->events, (struct event){.at = next, .kind = EVENT_MESSAGE});
}

static void on_line(struct simulation *simulation, const struct event *event)
{
	struct line *line = &simulation->lines[event->of];
	if (event->which != line->turn)
		return;
	const struct circuit *circuit = &simulation->net->circuits[event->of];
	uint32_t which = line->given[0];
	line_shift(line);
	if (line->breaking) {
		line->breaking = false;
		septel__schedule_interrupted(simulation->schedules[circuit->from],
					     (struct copy_name){simulation->packets[which].name, 1},
					     event->at);
	} else {
		septel__schedule_progress(simulation->schedules[circuit->from],
					  (struct copy_name){simulation->packets[which].name, 1}, 0,
					  event->at);
		events_add(&simulation->events, (struct event){.at = event->at + CUSTODY_TIME,
							       .kind = EVENT_RECEIPT,
							       .of = event->of,
							       .which = which});
	}
	line_send(simulation, event->of, event->at);
	ask(simulation, event->of, event->at);
	arm(simulation, circuit->from, event->at);
}

static void on_receipt(struct simulation *simulation, const struct event *event)
{
	const struct circuit *circuit = &simulation->net->circuits[event->of];
	struct packet packet = simulation->packets[event->which];
	if (!septel__schedule_finished(simulation->schedules[circuit->from],
				       (struct copy_name){packet.name, 1}, event->at))
		simulation->failed = true;
	simulation->packets[event->which].free = simulation->free;
	simulation->free = event->which;
	simulation->waiting--;
	ask(simulation, event->of, event->at);
	arm(simulation, circuit->from, event->at);
	accept(simulation, packet, circuit->to, event->at);
}

static void on_wake(struct simulation *simulation, const struct event *event)
{
	if (simulation->wakes[event->of] != event->at)
		return;
	simulation->wakes[event->of] = 0;
	struct schedule_alarm alarm;
	while (septel__schedule_alarm(simulation->schedules[event->of], event->at, &alarm))
		simulation->result->alarms++;
	const struct station_of_net *station = &simulation->net->stations[event->of];
	for (uint16_t i = 0; i < station->outlets; i++)
		ask(simulation, station->circuit[i], event->at);
	arm(simulation, (uint16_t)event->of, event->at);
}

/* ---- the day -------------------------------------------------------------------------------- */

static bool begin(struct simulation *simulation, const struct run_settings *settings)
{
	const struct net *net = simulation->net;
	simulation->lines = calloc(net->circuit_count, sizeof *simulation->lines);
	if (!simulation->lines)
		return false;
	for (size_t i = 0; i < net->station_count; i++) {
		const struct station_of_net *station = &net->stations[i];
		simulation->schedules[i] = septel__schedule_new(station->outlets);
		if (!simulation->schedules[i])
			return false;
		for (uint16_t k = 0; k < station->outlets; k++) {
			const struct circuit *circuit = &net->circuits[station->circuit[k]];
			struct schedule_outlet outlet = {
				.window = circuit->speed > 2400 ? LINE_WINDOW : 1,
				.routine_share = settings->routine_share,
				.interruptible = settings->interruptible,
				.pace = circuit->pace};
			septel__schedule_outlet(simulation->schedules[i], k, &outlet);
		}
	}
	return true;
}

static void find_loads(const struct simulation *simulation, struct result *result)
{
	for (size_t i = 0; i < simulation->net->circuit_count; i++) {
		int64_t day = 0, hour = 0;
		for (size_t k = 0; k < HOURS; k++) {
			int64_t offered = simulation->lines[i].offered[k];
			day += offered;
			hour = offered > hour ? offered : hour;
		}
		double mean = (double)day / (double)(HOURS * HOUR);
		double peak = (double)hour / (double)HOUR;
		result->all += mean / (double)simulation->net->circuit_count;
		result->mean = mean > result->mean ? mean : result->mean;
		result->busy = peak > result->busy ? peak : result->busy;
	}
}

static void end(struct simulation *simulation)
{
	for (size_t i = 0; i < simulation->net->station_count; i++)
		septel__schedule_free(simulation->schedules[i]);
	free(simulation->lines);
	free(simulation->packets);
	free(simulation->events.heap);
}

bool run_day(const struct net *net, const struct run_settings *settings, struct result *result)
{
	*result = (struct result){.load = settings->load};
	struct simulation simulation = {.net = net, .result = result};
	traffic_init(&simulation.traffic, net, settings->seed);
	simulation.traffic.rate = traffic_rate(net, settings->load);
	simulation.failed = !begin(&simulation, settings);
	if (!simulation.failed)
		events_add(&simulation.events,
			   (struct event){.at = traffic_next(&simulation.traffic, 0),
					  .kind = EVENT_MESSAGE});
	struct event event;
	while (!simulation.failed && !simulation.events.failed &&
	       events_take(&simulation.events, &event)) {
		switch (event.kind) {
		case EVENT_MESSAGE:
			on_message(&simulation, event.at);
			break;
		case EVENT_LINE:
			on_line(&simulation, &event);
			break;
		case EVENT_RECEIPT:
			on_receipt(&simulation, &event);
			break;
		case EVENT_WAKE:
			on_wake(&simulation, &event);
			break;
		}
	}
	if (!simulation.failed)
		find_loads(&simulation, result);
	bool done = !simulation.failed && !simulation.events.failed;
	end(&simulation);
	return done;
}
