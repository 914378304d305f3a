/* figures.c - the table. */
#include "figures.h"

#include "../../src/relay/schedule.h"

#include <stdio.h>

void figures_print_net(const struct net *net)
{
	unsigned trunks = 0, slowest = UINT32_MAX, fastest = 0;
	for (size_t i = 0; i < net->circuit_count; i++) {
		const struct circuit *circuit = &net->circuits[i];
		trunks += circuit->trunk;
		slowest = circuit->speed < slowest ? circuit->speed : slowest;
		fastest = circuit->speed > fastest ? circuit->speed : fastest;
	}
	printf("%u stations (%u relays), %zu circuits (%u trunks) of %u to %u bit/s, 24 hours\n",
	       net->station_count, net->relay_count, net->circuit_count / 2, trunks / 2, slowest,
	       fastest);
}

/* "1:02:03", "2:03", "3.4 s" */
static const char *time_text(char text[64], int64_t time)
{
	int64_t seconds = time / 1000;
	if (seconds >= 3600)
		snprintf(text, 64, "%lld:%02lld:%02lld", (long long)(seconds / 3600),
			 (long long)(seconds / 60 % 60), (long long)(seconds % 60));
	else if (seconds >= 60)
		snprintf(text, 64, "%lld:%02lld", (long long)(seconds / 60),
			 (long long)(seconds % 60));
	else
		snprintf(text, 64, "%.1f s", (double)time / 1000);
	return text;
}

void figures_print(const struct result *result)
{
	printf("\nload %.0f %% asked: %.1f %% of the busiest circuit, %.0f %% of the busiest in an "
	       "hour, "
	       "%.0f %% of all\n",
	       100 * result->load, 100 * result->mean, 100 * result->busy, 100 * result->all);
	printf("%llu messages, %llu deliveries of %llu, %llu transmissions, %llu interruptions, "
	       "%llu alarms, at most %llu waiting\n",
	       (unsigned long long)result->messages, (unsigned long long)result->delivered,
	       (unsigned long long)result->addressed, (unsigned long long)result->transmissions,
	       (unsigned long long)result->interruptions, (unsigned long long)result->alarms,
	       (unsigned long long)result->waiting);
	printf("  %-10s %10s %9s %9s %9s %9s %9s %9s\n", "precedence", "deliveries", "median",
	       "95 %", "99 %", "worst", "limit", "breaches");
	for (unsigned i = SEPTEL_FLASH; i >= SEPTEL_ROUTINE; i--) {
		const struct handling *handling = &result->handling[i];
		enum septel_precedence precedence = (enum septel_precedence)i;
		char median[64], high[64], higher[64], worst[64], limit[64];
		printf("  %-10s %10llu %9s %9s %9s %9s %9s %9llu\n",
		       septel_precedence_name(precedence), (unsigned long long)handling->count,
		       time_text(median, handling_percentile(handling, 0.5)),
		       time_text(high, handling_percentile(handling, 0.95)),
		       time_text(higher, handling_percentile(handling, 0.99)),
		       time_text(worst, handling->worst),
		       time_text(limit, septel__speed_of_service(precedence)),
		       (unsigned long long)handling->breaches);
	}
	fflush(stdout);
}
