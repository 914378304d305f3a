/* importing.c - see importing.h. */
#include "importing.h"

#include "archive_at.h"
#include "interrupt.h"
#include "progress.h"
#include "safe.h"

#include <inttypes.h>
#include <stdio.h>

struct session {
	struct progress progress;
	uint64_t size; /* of the sources; 0: not known */
	struct import_report *report;
};

static void show(const struct corpus_totals *totals, const struct import_counts *counts,
		 void *context)
{
	struct session *session = context;
	progress_tell(&session->progress,
		      counts->imported + counts->unchanged + counts->replaced + counts->rejected,
		      totals->bytes, session->size);
}

static void rejected(struct septel_view source, uint64_t line, struct septel_view reason,
		     void *context)
{
	struct session *session = context;
	if (session->report)
		import_report_rejected(session->report, source, line, reason);
}

static void stored(const struct import_stored *message, void *context)
{
	struct session *session = context;
	if (session->report)
		import_report_stored(session->report, message);
}

static bool skip_own(const char *path, void *context)
{
	return septel__archive_owns(context, path);
}

void import_print_counts(const struct import_counts *counts)
{
	printf("imported %" PRIu64 ", unchanged %" PRIu64 ", replaced %" PRIu64
	       ", rejected %" PRIu64 "\n",
	       counts->imported, counts->unchanged, counts->replaced, counts->rejected);
	fflush(stdout);
}

bool import_paths(const struct invocation *invocation, struct archive *archive,
		  const char *const *paths, size_t count, struct import_report *report)
{
	struct progress progress;
	progress_begin(&progress, "import", "messages");
	const struct corpus_rules rules = {.skip = skip_own, .context = archive};
	struct session session = {.report = report,
				  .progress = progress,
				  .size = progress.shown ? progress_size(paths, count, &rules) : 0};
	struct import import = {.progress = show,
				.interrupted = interrupt_asked,
				.rejected = rejected,
				.stored = stored,
				.empty_folders = report == NULL,
				.context = &session};
	bool done = septel__import(&import, archive, paths, count);
	progress_end(&session.progress);
	if (!done)
		archive_tell(invocation, archive);
	if (report)
		done &= import_report_end(report, &import.counts);
	if (import.counts.elsewhere)
		complain("septel %s: %" PRIu64 " messages of other years were passed over",
			 invocation->command->name, import.counts.elsewhere);
	if (done && !interrupt_came() && import.counts.rejected)
		fprintf(stderr, "septel %s: `septel rejects` tells what was rejected, and why\n",
			invocation->command->name);
	import_print_counts(&import.counts);
	return done;
}
