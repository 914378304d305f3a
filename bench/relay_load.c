/* relay_load - a source and a sink for relays: how many messages a second, and how long each takes.
 *
 *     relay-load --to HOST:PORT --route RI [--listen HOST:PORT] [--connections N] [--messages N]
 * ...
 *
 * See bench/README.md. */
#include "relay_load.h"

#include <event2/event.h>
#include <getopt.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char usage[] =
	"usage: relay-load [--to HOST:PORT] [--listen HOST:PORT] [option...]\n"
	"  --to HOST:PORT      a source: sends to that relay\n"
	"  --route RI          routing indicators of the messages (RUSINK)\n"
	"  --connections N     connections, each of a station of its own (20)\n"
	"  --station RI        of the first; the others count on: RULOAA, RULOAB (RULOAA)\n"
	"  --messages N        of all connections together (10000)\n"
	"  --size N            bytes of a message (4096)\n"
	"  --window N          without a receipt at once on a connection; 1: one at a time (16)\n"
	"  --precedence MIX    letters, in turn: RRRRRRRRPZ (R)\n"
	"  --rate N            messages a second (as fast as they go)\n"
	"  --listen HOST:PORT  a sink: takes everything\n"
	"  --peer RI           station of the sink (RUSINK)\n"
	"  --pace N            receipts of a sink a second for what is below FLASH (at once)\n"
	"A sink alone ends after --messages 0 at an interrupt only.\n";

double load_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void figures_add(struct figures *figures, double value)
{
	if (figures->count == figures->room) {
		figures->room = figures->room ? figures->room * 2 : 4096;
		figures->at = realloc(figures->at, figures->room * sizeof *figures->at);
		if (!figures->at)
			abort();
	}
	figures->at[figures->count++] = value;
}

static int by_size(const void *a, const void *b)
{
	const double left = *(const double *)a, right = *(const double *)b;
	return (left > right) - (left < right);
}

static double at_share(const struct figures *figures, double share)
{
	return figures->at[(size_t)((double)(figures->count - 1) * share)];
}

void figures_print(const char *name, struct figures *figures)
{
	if (figures->count == 0)
		return;
	qsort(figures->at, figures->count, sizeof *figures->at, by_size);
	printf("%-22s %9zu  median %9.3f  90%% %9.3f  99%% %9.3f  99.9%% %9.3f  most %9.3f ms\n",
	       name, figures->count, at_share(figures, 0.5), at_share(figures, 0.9),
	       at_share(figures, 0.99), at_share(figures, 0.999), at_share(figures, 1));
}

bool load_is_over(const struct load *load)
{
	return load->messages && (load->to.len == 0 || load->answered >= load->messages) &&
	       (load->listen.len == 0 || load->taken >= load->messages);
}

static void print_all(struct load *load)
{
	static const char *const names[PRECEDENCES] = {"none",      "ROUTINE", "PRIORITY",
						       "IMMEDIATE", "FLASH",   "EMERGENCY"};
	if (load->to.len)
		printf("receipts: %llu of %llu in %.3f s: %.0f a second (%llu refused, %llu "
		       "lost)\n",
		       (unsigned long long)load->answered, (unsigned long long)load->messages,
		       load->last_answer - load->begun,
		       (double)load->answered / (load->last_answer - load->begun),
		       (unsigned long long)load->refused, (unsigned long long)load->lost);
	for (size_t i = PRECEDENCES; i-- > 0;) {
		char name[40];
		snprintf(name, sizeof name, "receipt of %s", names[i]);
		figures_print(name, &load->receipts[i]);
	}
	const double from = load->to.len ? load->begun : load->first_taken;
	if (load->listen.len)
		printf("arrivals: %llu in %.3f s: %.0f a second\n", (unsigned long long)load->taken,
		       load->last_taken - from, (double)load->taken / (load->last_taken - from));
	for (size_t i = PRECEDENCES; i-- > 0;) {
		char name[40];
		snprintf(name, sizeof name, "passage of %s", names[i]);
		figures_print(name, &load->passages[i]);
	}
}

static void on_signal(evutil_socket_t number, short what, void *context)
{
	(void)number;
	(void)what;
	event_base_loopbreak(context);
}

static _Noreturn void refuse(void)
{
	fputs(usage, stderr);
	exit(2);
}

enum which {
	TO = 256,
	LISTEN,
	ROUTE,
	PEER,
	STATION,
	CONNECTIONS,
	MESSAGES,
	SIZE,
	WINDOW,
	MIX,
	RATE,
	PACE
};

static void set(struct load *load, int option, const char *value)
{
	switch (option) {
	case TO:
		load->to = septel_view_of(value);
		break;
	case LISTEN:
		load->listen = septel_view_of(value);
		break;
	case ROUTE:
		load->route = septel_view_of(value);
		break;
	case PEER:
		load->peer = septel_view_of(value);
		break;
	case STATION:
		snprintf(load->station, sizeof load->station, "%s", value);
		break;
	case CONNECTIONS:
		load->connections = (unsigned)strtoul(value, NULL, 10);
		break;
	case MESSAGES:
		load->messages = strtoull(value, NULL, 10);
		break;
	case SIZE:
		load->size = strtoul(value, NULL, 10);
		break;
	case WINDOW:
		load->window = (unsigned)strtoul(value, NULL, 10);
		break;
	case MIX:
		load->mix = value;
		break;
	case RATE:
		load->rate = strtod(value, NULL);
		break;
	case PACE:
		load->pace = strtod(value, NULL);
		break;
	default:
		refuse();
	}
}

static void read_options(struct load *load, int count, char **arguments)
{
	static const struct option_row {
		const char *name;
		int value;
	} rows[] = {{"to", TO},
		    {"listen", LISTEN},
		    {"route", ROUTE},
		    {"peer", PEER},
		    {"station", STATION},
		    {"connections", CONNECTIONS},
		    {"messages", MESSAGES},
		    {"size", SIZE},
		    {"window", WINDOW},
		    {"precedence", MIX},
		    {"rate", RATE},
		    {"pace", PACE}};
	struct option options[sizeof rows / sizeof rows[0] + 1] = {{0}};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		options[i] = (struct option){rows[i].name, required_argument, NULL, rows[i].value};
	for (int option; (option = getopt_long(count, arguments, "", options, NULL)) != -1;)
		set(load, option, optarg);
	if (optind < count || (load->to.len == 0 && load->listen.len == 0) || !*load->mix ||
	    strspn(load->mix, "RPOZY") != strlen(load->mix) || load->window < 1 ||
	    load->window > 1000 || load->connections < 1)
		refuse();
}

int main(int count, char **arguments)
{
	struct load load = {.route = VIEW_LITERAL("RUSINK"),
			    .peer = VIEW_LITERAL("RUSINK"),
			    .station = "RULOAA",
			    .connections = 20,
			    .window = 16,
			    .messages = 10000,
			    .size = 4096,
			    .mix = "R"};
	read_options(&load, count, arguments);
	load.base = event_base_new();
	if (!load.base || sodium_init() < 0)
		return 1;
	struct event *interrupt = evsignal_new(load.base, SIGINT, on_signal, load.base);
	struct event *end = evsignal_new(load.base, SIGTERM, on_signal, load.base);
	event_add(interrupt, NULL);
	event_add(end, NULL);
	if (load.listen.len)
		load_sink(&load);
	load.begun = load_clock();
	load.day = time(NULL);
	if (load.to.len)
		load_send(&load);
	event_base_dispatch(load.base);
	print_all(&load);
	return load.refused || load.lost;
}
