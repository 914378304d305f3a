/* simulate.c - a national net for a day, at one load or many: text and chart.
 *
 *     relay_simulate [--stations N] [--load FROM[:TO[:STEP]]] [--seed N] [--routine-share N]
 *                    [--no-interruption] [--chart FILE]
 *     relay_simulate --waiting N     memory of N copies that wait, and how soon a FLASH is picked
 *
 * Load is a share of capacity in percent: of the busiest circuit, as mean of 24 hours.  Ends with 1
 * where a message was lost or doubled.
 */
#include "figures.h"
#include "waiting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arguments {
	size_t stations, waiting;
	unsigned from, to, step;
	uint64_t seed;
	struct run_settings settings;
	const char *chart;
};

static bool read_load(struct arguments *arguments, const char *text)
{
	char *rest;
	arguments->from = arguments->to = (unsigned)strtoul(text, &rest, 10);
	if (*rest == ':')
		arguments->to = (unsigned)strtoul(rest + 1, &rest, 10);
	if (*rest == ':')
		arguments->step = (unsigned)strtoul(rest + 1, &rest, 10);
	return !*rest && arguments->from > 0 && arguments->from <= arguments->to &&
	       arguments->to <= 200 && arguments->step > 0;
}

static bool read_argument(struct arguments *arguments, const char *name, const char *value)
{
	if (!strcmp(name, "--load"))
		return read_load(arguments, value);
	if (!strcmp(name, "--chart")) {
		arguments->chart = value;
		return true;
	}
	char *rest;
	unsigned long number = strtoul(value, &rest, 10);
	if (*rest || rest == value)
		return false;
	if (!strcmp(name, "--stations"))
		arguments->stations = number;
	else if (!strcmp(name, "--seed"))
		arguments->seed = number;
	else if (!strcmp(name, "--routine-share"))
		arguments->settings.routine_share = (unsigned)number;
	else if (!strcmp(name, "--waiting"))
		arguments->waiting = number;
	else
		return false;
	return arguments->stations >= 20 && arguments->stations <= STATIONS_LIMIT;
}

static bool read_arguments(struct arguments *arguments, int count, char **words)
{
	for (int i = 1; i < count; i++) {
		if (!strcmp(words[i], "--no-interruption"))
			arguments->settings.interruptible = false;
		else if (i + 1 == count || !read_argument(arguments, words[i], words[i + 1]))
			return false;
		else
			i++;
	}
	return true;
}

/* Every level in its turn; how many results there are, 0 for a failure. */
static size_t sweep(const struct arguments *arguments, const struct net *net,
		    struct result *results)
{
	size_t count = 0;
	bool whole = true;
	for (unsigned load = arguments->from; load <= arguments->to && count < LEVELS_LIMIT;
	     load += arguments->step) {
		struct run_settings settings = arguments->settings;
		settings.load = load / 100.0;
		settings.seed = arguments->seed + load;
		if (!run_day(net, &settings, &results[count])) {
			fputs("relay_simulate: out of memory\n", stderr);
			return 0;
		}
		figures_print(&results[count]);
		whole &= results[count].delivered == results[count].addressed;
		count++;
	}
	return whole ? count : 0;
}

int main(int count, char **words)
{
	struct arguments arguments = {.stations = 120,
				      .from = 10,
				      .to = 120,
				      .step = 10,
				      .seed = 1,
				      .settings = {.interruptible = true}};
	if (!read_arguments(&arguments, count, words)) {
		fputs("usage: relay_simulate [--stations 20-400] [--load FROM[:TO[:STEP]]]\n"
		      "       [--seed N] [--routine-share N] [--no-interruption] [--chart FILE]\n"
		      "       relay_simulate --waiting N\n",
		      stderr);
		return 2;
	}
	if (arguments.waiting)
		return waiting_measure(arguments.waiting) ? 0 : 1;
	uint64_t random = arguments.seed;
	struct net *net = net_new((uint16_t)arguments.stations, &random);
	struct result *results = calloc(LEVELS_LIMIT, sizeof *results);
	size_t levels = 0;
	if (net && results) {
		traffic_dimension(net, arguments.seed);
		figures_print_net(net);
		levels = sweep(&arguments, net, results);
	}
	bool drawn = levels && (!arguments.chart || chart_write(arguments.chart, results, levels));
	if (levels && !drawn)
		perror(arguments.chart);
	free(results);
	free(net);
	return drawn ? 0 : 1;
}
