/* cmd_stats.c - septel stats: what an archive holds, in numbers. */
#include "../archive/stats.h"
#include "../base/date.h"
#include "commands.h"
#include "graph_at.h"

enum { OPT_JSON = GRAPH_OPTIONS };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"json", OPTION_FLAG, NULL, "one JSON object"},
};

static void print_count(struct printer *printer, const char *key, uint64_t count)
{
	printer_key(printer, key);
	printer_number(printer, (long long)count);
}

static void print_time(struct printer *printer, const char *key, int32_t minute)
{
	char time[TIME_TEXT_SIZE];
	printer_key(printer, key);
	printer_string_or_null(printer, septel_view_of(septel__time_text(
						septel__time_of_minute(minute, false), time)));
}

/* Those that occur, by name. */
static void print_kinds(struct printer *printer, const char *key, const uint64_t *counts, int kinds,
			const char *(*name)(int kind))
{
	printer_key(printer, key);
	printer_begin_map(printer);
	for (int kind = 0; kind < kinds; kind++)
		if (counts[kind])
			print_count(printer, *name(kind) ? name(kind) : "none", counts[kind]);
	printer_end_map(printer);
}

static const char *profile_name(int profile)
{
	return septel_profile_name((enum septel_profile)profile);
}

static const char *class_name(int class_)
{
	return septel_class_name((enum septel_class)class_);
}

static int answer(struct graph_session *session)
{
	struct stats stats;
	struct printer printer;
	if (!septel__stats_read(&session->graph, &stats, session->arena))
		return graph_failed(session);
	printer_init(&printer, &session->out, session->invocation->options[OPT_JSON].text != NULL);
	printer_begin_map(&printer);
	print_count(&printer, "messages", stats.messages);
	print_count(&printer, "earlier_versions", stats.versions);
	print_count(&printer, "receipts", stats.receipts);
	print_count(&printer, "rejects", stats.rejects);
	print_time(&printer, "first", stats.first);
	print_time(&printer, "last", stats.last);
	print_count(&printer, "numbered", stats.numbered);
	print_count(&printer, "repaired", stats.repaired);
	print_count(&printer, "diagnosed", stats.diagnosed);
	print_kinds(&printer, "profiles", stats.profiles, STATS_PROFILES, profile_name);
	print_kinds(&printer, "classifications", stats.classes, STATS_CLASSES, class_name);
	print_count(&printer, "citations_held", stats.cited_held);
	print_count(&printer, "citations_not_held", stats.cited_absent);
	print_count(&printer, "gaps", stats.gaps);
	printer_end_map(&printer);
	printer_end_record(&printer);
	return EXIT_DONE;
}

static int run_stats(const struct invocation *invocation)
{
	return graph_run(invocation, answer);
}

const struct command COMMAND_STATS = {
	.name = "stats",
	.summary = "What an archive holds, in numbers",
	.arguments = "",
	.about = "Messages by profile and classification, and how many of the messages cited by\n"
		 "number are held. Each message counts once for each that it cites.",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel stats",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_stats,
};
