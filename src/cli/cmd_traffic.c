/* cmd_traffic.c - septel traffic: a day of a relay, on a page.
 *
 * 69 columns: it can be sent as a message.
 */
#include "../base/date.h"
#include "../relay/schedule.h"
#include "commands.h"
#include "printer.h"
#include "safe.h"
#include "spool_at.h"

#include <inttypes.h>

#define DAY ((moment)86400 * 1000)

enum { OPT_DAY = SPOOL_OPTIONS };

static const struct option OPTIONS[] = {
	OPTION_ROWS_SPOOL,
	{"day", OPTION_TEXT, "YYYY-MM-DD", "the day, in UTC (default: today)"},
};

enum { OUTLET_COLUMNS = 15, COUNT_COLUMNS = 8 };

/* The highest first; those of JANAP 128's Y, and without one, only where there are any. */
static const enum septel_precedence ORDER[] = {SEPTEL_EMERGENCY, SEPTEL_FLASH,
					       SEPTEL_IMMEDIATE, SEPTEL_PRIORITY,
					       SEPTEL_ROUTINE,   SEPTEL_PRECEDENCE_NONE};
#define ORDERED (sizeof ORDER / sizeof *ORDER)

static void print_counts(struct septel_out *out, const uint64_t counts[TRAFFIC_PRECEDENCES])
{
	uint64_t all = 0;
	for (size_t i = 0; i < TRAFFIC_PRECEDENCES; i++)
		all += counts[i];
	/* Y stands with Z, what has none with R. */
	septel__out_format(out, "%*" PRIu64, COUNT_COLUMNS,
			   counts[SEPTEL_FLASH] + counts[SEPTEL_EMERGENCY]);
	septel__out_format(out, "%*" PRIu64, COUNT_COLUMNS, counts[SEPTEL_IMMEDIATE]);
	septel__out_format(out, "%*" PRIu64, COUNT_COLUMNS, counts[SEPTEL_PRIORITY]);
	septel__out_format(out, "%*" PRIu64, COUNT_COLUMNS,
			   counts[SEPTEL_ROUTINE] + counts[SEPTEL_PRECEDENCE_NONE]);
	septel__out_format(out, "%*" PRIu64, COUNT_COLUMNS, all);
}

static void print_circuits(struct septel_out *out, const struct traffic *traffic, bool in)
{
	uint64_t all[TRAFFIC_PRECEDENCES] = {0};
	uint64_t bytes = 0;
	septel__out_format(out, "\n%-*s%*s%*s%*s%*s%*s%12s\n", OUTLET_COLUMNS, in ? "IN" : "OUT",
			   COUNT_COLUMNS, "Z", COUNT_COLUMNS, "O", COUNT_COLUMNS, "P",
			   COUNT_COLUMNS, "R", COUNT_COLUMNS, "ALL", "BYTES");
	for (size_t i = 0; i < traffic->circuit_count; i++) {
		const struct traffic_circuit *circuit = &traffic->circuits[i];
		const uint64_t *counts = in ? circuit->in : circuit->out;
		const uint64_t own = in ? circuit->bytes_in : circuit->bytes_out;
		const char *name = circuit->outlet[0] ? circuit->outlet : "(here)";
		uint64_t some = 0;
		for (size_t j = 0; j < TRAFFIC_PRECEDENCES; j++) {
			all[j] += counts[j];
			some += counts[j];
		}
		bytes += own;
		if (some == 0)
			continue;
		spool_pad(out, print_safely(out, septel_view_of(name)), OUTLET_COLUMNS);
		print_counts(out, counts);
		septel__out_format(out, "%12" PRIu64 "\n", own);
	}
	septel__out_format(out, "%-*s", OUTLET_COLUMNS, "ALL");
	print_counts(out, all);
	septel__out_format(out, "%12" PRIu64 "\n", bytes);
}

/* Right aligned in 11 columns: hours may be many. */
static void print_duration(struct septel_out *out, moment duration)
{
	char text[32];
	const int length =
		snprintf(text, sizeof text, "%lld:%02lld:%02lld", (long long)(duration / 3600000),
			 (long long)(duration / 60000 % 60), (long long)(duration / 1000 % 60));
	septel__out_repeat(out, ' ', length < 11 ? (size_t)(11 - length) : 1);
	septel__out_string(out, text);
}

static void print_times(struct septel_out *out, const struct traffic *traffic)
{
	septel__out_format(out, "\n%-15s%8s%11s%11s%11s%13s\n", "HANDLING", "SENT", "MEDIAN", "95%",
			   "WORST", "OVER LIMIT");
	for (size_t i = 0; i < ORDERED; i++) {
		const struct traffic_times *times = &traffic->times[ORDER[i]];
		if (times->count == 0)
			continue;
		const moment limit = septel__speed_of_service(ORDER[i]);
		septel__out_format(out, "%s within", septel__precedence_letter(ORDER[i]));
		septel__out_format(out, "%4lld min%8" PRIu64, (long long)(limit / 60000),
				   times->count);
		print_duration(out, times->median);
		print_duration(out, times->most95);
		print_duration(out, times->worst);
		septel__out_format(out, "%13" PRIu64 "\n", times->late);
	}
}

static void print_text(struct septel_out *out, const struct traffic *traffic, const char *day)
{
	septel__out_format(out, "TRAFFIC OF %s, UTC\n", day);
	print_circuits(out, traffic, true);
	print_circuits(out, traffic, false);
	print_times(out, traffic);
	septel__out_format(out,
			   "\nACCEPTED %" PRIu64 ", CORRUPT %" PRIu64 ", DUPLICATE %" PRIu64
			   ", CANCELLED %" PRIu64 "\n",
			   traffic->accepted, traffic->garbled, traffic->duplicates,
			   traffic->cancelled);
	septel__out_format(out, "OPEN NUMBERS %" PRIu64 ", ALARMS %" PRIu64 "\n",
			   traffic->open_numbers, traffic->alarms);
	septel__out_format(out, "NOW WAITING %" PRIu64 ", HELD %" PRIu64 "\n", traffic->waiting,
			   traffic->held);
}

static void print_map(struct printer *printer, const char *key,
		      const uint64_t counts[TRAFFIC_PRECEDENCES])
{
	printer_key(printer, key);
	printer_begin_map(printer);
	for (size_t i = 0; i < ORDERED; i++) {
		printer_key(printer, ORDER[i] ? septel__precedence_letter(ORDER[i]) : "none");
		printer_number(printer, (long long)counts[ORDER[i]]);
	}
	printer_end_map(printer);
}

static void key_count(struct printer *printer, const char *key, uint64_t count)
{
	printer_key(printer, key);
	printer_number(printer, (long long)count);
}

static void print_circuits_json(struct printer *printer, const struct traffic *traffic)
{
	printer_key(printer, "circuits");
	printer_begin_list(printer);
	for (size_t i = 0; i < traffic->circuit_count; i++) {
		const struct traffic_circuit *circuit = &traffic->circuits[i];
		printer_begin_map(printer);
		spool_key_text(printer, "outlet", septel_view_of(circuit->outlet));
		print_map(printer, "in", circuit->in);
		print_map(printer, "out", circuit->out);
		key_count(printer, "bytes_in", circuit->bytes_in);
		key_count(printer, "bytes_out", circuit->bytes_out);
		printer_end_map(printer);
	}
	printer_end_list(printer);
}

static void print_times_json(struct printer *printer, const struct traffic *traffic)
{
	printer_key(printer, "handling");
	printer_begin_list(printer);
	for (size_t i = 0; i < ORDERED; i++) {
		const struct traffic_times *times = &traffic->times[ORDER[i]];
		if (times->count == 0)
			continue;
		printer_begin_map(printer);
		spool_key_text(printer, "precedence",
			       septel_view_of(septel__precedence_letter(ORDER[i])));
		key_count(printer, "sent", times->count);
		printer_key(printer, "limit_ms");
		printer_number(printer, septel__speed_of_service(ORDER[i]));
		printer_key(printer, "median_ms");
		printer_number(printer, times->median);
		printer_key(printer, "most95_ms");
		printer_number(printer, times->most95);
		printer_key(printer, "worst_ms");
		printer_number(printer, times->worst);
		key_count(printer, "late", times->late);
		printer_end_map(printer);
	}
	printer_end_list(printer);
}

static void print_json(struct septel_out *out, const struct traffic *traffic, const char *day)
{
	struct printer printer;
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	spool_key_text(&printer, "day", septel_view_of(day));
	print_circuits_json(&printer, traffic);
	print_times_json(&printer, traffic);
	key_count(&printer, "accepted", traffic->accepted);
	key_count(&printer, "corrupt", traffic->garbled);
	key_count(&printer, "duplicates", traffic->duplicates);
	key_count(&printer, "cancelled", traffic->cancelled);
	key_count(&printer, "open_numbers", traffic->open_numbers);
	key_count(&printer, "alarms", traffic->alarms);
	key_count(&printer, "waiting", traffic->waiting);
	key_count(&printer, "held", traffic->held);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static int answer(struct spool_session *session)
{
	const char *given = session->invocation->options[OPT_DAY].text;
	struct septel_time day = septel__from_seconds(session->now / 1000);
	char text[TIME_TEXT_SIZE];
	struct traffic traffic;
	day.hour = day.minute = SEPTEL_NUMBER_NONE;
	if (given &&
	    (!septel__time_read(septel_view_of(given), &day) || day.hour != SEPTEL_NUMBER_NONE)) {
		complain("septel traffic: --day %s: no such day", given);
		return EXIT_INVALID;
	}
	septel__time_text(day, text);
	const moment from = (moment)septel__day_number(day) * DAY;
	const enum store_status status =
		septel__read_traffic(session->store, from, from + DAY, &traffic);
	if (status == STORE_OK && session->json)
		print_json(&session->out, &traffic, text);
	else if (status == STORE_OK)
		print_text(&session->out, &traffic, text);
	septel__traffic_release(&traffic);
	return status == STORE_OK ? EXIT_DONE : spool_failed(session, status);
}

static int run_traffic(const struct invocation *invocation)
{
	return spool_run(invocation, answer);
}

const struct command COMMAND_TRAFFIC = {
	.name = "traffic",
	.summary = "A day of a relay on a page: what came, what went, how fast",
	.arguments = "",
	.about = "What came in and went out by precedence and circuit, how long messages took\n"
		 "from acceptance to the receipt of the next station (median, 95 of a hundred,\n"
		 "worst) against the speed of service of their precedence, open numbers and\n"
		 "alarms. 69 columns wide: it can be sent as a message.",
	.not_so = SPOOL_NOT_SO,
	.broken = "the file is no spool, or damaged",
	.example = "septel traffic --spool spool.db --day 2008-12-04",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_traffic,
};
