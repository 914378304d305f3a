/* source_list - prints what a source gives, one line each: for the suites.
 *
 *   source_list [-t THREADS] [-c] [-d] PATH...
 *
 *   item TAB path TAB offset TAB line TAB length TAB id TAB year
 *   fault TAB path TAB offset TAB line TAB reason
 *
 * -t 0: the pulling reader; else the pipeline with so many threads.  -c: no
 * lines, totals only.  -d: the texts themselves, and faults on stderr.
 */
#include "../src/corpus/pipeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool dump, quiet;

static bool list_item(const struct corpus_item *item, void *worker, struct septel_out *out)
{
	(void)worker;
	if (dump) {
		septel__out_view(out, item->text);
	} else if (!quiet) {
		septel__out_format(out, "item\t%.*s\t%" PRIu64 "\t%" PRIu64 "\t%zu\t%.*s\t%d\n",
				   VIEW_FORMAT(item->path), item->offset, item->line,
				   item->text.len, VIEW_FORMAT(item->options.id),
				   item->options.year);
	}
	return true;
}

static bool print(struct septel_view bytes, void *context)
{
	(void)context;
	return fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len;
}

static void list_fault(const struct corpus_fault *fault, void *context)
{
	(void)context;
	fprintf(dump || quiet ? stderr : stdout, "fault\t%.*s\t%" PRIu64 "\t%" PRIu64 "\t%.*s\n",
		VIEW_FORMAT(fault->path), fault->offset, fault->line, VIEW_FORMAT(fault->reason));
}

/* One thread, item by item. */
static bool pull(const char *const *paths, size_t count, struct corpus_totals *totals)
{
	struct corpus_source *source = septel__source_open(paths, count);
	struct corpus_item item;
	struct corpus_fault fault;
	struct septel_out out;
	enum corpus_result result = CORPUS_NO_MEMORY;
	septel__out_init(&out, NULL, 0);
	while (source && (result = septel__source_next(source, &item, &fault)) != CORPUS_END &&
	       result != CORPUS_NO_MEMORY) {
		if (result == CORPUS_FAULT) {
			list_fault(&fault, NULL);
			continue;
		}
		septel__out_clear(&out);
		list_item(&item, NULL, &out);
		print(septel__out_written(&out), NULL);
	}
	if (source)
		*totals = septel__source_totals(source);
	septel__source_close(source);
	septel__out_release(&out);
	return result == CORPUS_END;
}

/* Most memory ever resident, KiB; getrusage would count the parent's. */
static long peak(void)
{
	char line[256];
	long most = -1;
	FILE *status = fopen("/proc/self/status", "r");
	while (status && fgets(line, sizeof line, status))
		if (strncmp(line, "VmHWM:", 6) == 0)
			most = strtol(line + 6, NULL, 10);
	if (status)
		(void)fclose(status);
	return most;
}

int main(int count, char **words)
{
	struct corpus_pipeline pipeline = {
		.threads = 2, .work = list_item, .emit = print, .fault = list_fault};
	struct corpus_totals totals = {0};
	bool pulled = false;
	for (int option; (option = getopt(count, words, "t:cd")) != -1;) {
		if (option == 't') {
			pipeline.threads = (unsigned)strtoul(optarg, NULL, 10);
			pulled = pipeline.threads == 0;
		}
		quiet |= option == 'c';
		dump |= option == 'd';
	}
	const char *const *paths = (const char *const *)(words + optind);
	const size_t paths_count = (size_t)(count - optind);
	const bool done = pulled ? pull(paths, paths_count, &totals)
				 : septel__pipeline_run(&pipeline, paths, paths_count, &totals) ==
					   CORPUS_DONE;
	fprintf(dump ? stderr : stdout,
		"total\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\t%" PRIu64 "\n", totals.items,
		totals.faults, totals.files, totals.bytes);
	fprintf(stderr, "peak\t%ld\n", peak());
	return done ? totals.faults != 0 : 3;
}
