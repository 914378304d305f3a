/* import_report.c - see import_report.h. */
#include "import_report.h"

#include "../archive/kinds.h"
#include "safe.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

bool import_report_begin(struct import_report *report, const char *path)
{
	*report = (struct import_report){.path = path};
	if (!path)
		return true;
	report->csv = septel__ends(septel_view_of(path), ".csv");
	report->file = fopen(path, "wx");
	if (!report->file) {
		fprintf(stderr, "septel import: %s: %s\n", path, strerror(errno));
		return false;
	}
	if (report->csv)
		fprintf(report->file, "what,source,line,id,count,reason\r\n");
	return true;
}

/* Quoted as RFC 4180 has it. */
static void put_field(FILE *file, struct septel_view text)
{
	putc('"', file);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"')
			putc('"', file);
		putc(text.ptr[i], file);
	}
	putc('"', file);
}

static void put_row(const struct import_report *report, const char *what, struct septel_view source,
		    uint64_t line, struct septel_view id, uint32_t count, struct septel_view reason)
{
	fprintf(report->file, "%s,", what);
	put_field(report->file, source);
	fprintf(report->file, ",%" PRIu64 ",", line);
	put_field(report->file, id);
	fprintf(report->file, ",%" PRIu32 ",", count);
	put_field(report->file, reason);
	fprintf(report->file, "\r\n");
}

static void put_line(const struct import_report *report, const char *what,
		     struct septel_view source, uint64_t line, struct septel_view text)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	print_safely(&out, source);
	if (line)
		septel__out_format(&out, ":%" PRIu64, line);
	septel__out_format(&out, ": %s: ", what);
	print_safely(&out, text);
	septel__out_byte(&out, '\n');
	(void)fwrite(out.data, 1, out.length, report->file);
	septel__out_release(&out);
}

void import_report_rejected(struct import_report *report, struct septel_view source, uint64_t line,
			    struct septel_view reason)
{
	if (!report->file)
		return;
	if (report->csv)
		put_row(report, "rejected", source, line, VIEW_LITERAL(""), 1, reason);
	else
		put_line(report, "rejected", source, line, reason);
}

/* ---- kinds ------------------------------------------------------------------------ */

static struct kind_total *find_total(struct kind_totals *totals, struct septel_view kind)
{
	for (size_t i = 0; i < totals->count; i++)
		if (septel__equal(septel_view_of(totals->at[i].kind), kind))
			return &totals->at[i];
	if (totals->count == totals->capacity) {
		const size_t capacity = totals->capacity ? totals->capacity * 2 : 32;
		struct kind_total *at = realloc(totals->at, capacity * sizeof *at);
		if (!at)
			return NULL;
		totals->at = at;
		totals->capacity = capacity;
	}
	struct kind_total *total = &totals->at[totals->count++];
	*total = (struct kind_total){.places = 0};
	snprintf(total->kind, sizeof total->kind, "%.*s", VIEW_FORMAT(kind));
	return total;
}

/* Appends "repeated-line 2, page-line 1", and adds it to the totals. */
static void put_kinds(struct import_report *report, struct septel_out *out,
		      struct kind_totals *totals, struct septel_view kinds)
{
	struct septel_view kind;
	uint32_t count;
	const size_t start = out->length;
	while (septel__kind_next(&kinds, &kind, &count)) {
		struct kind_total *total = find_total(totals, kind);
		if (total) {
			total->places += count;
			total->messages++;
		}
		report->failed |= !total;
		septel__out_format(out, "%s%.*s %" PRIu32, out->length > start ? ", " : "",
				   VIEW_FORMAT(kind), count);
	}
}

static void put_totals(const struct import_report *report, const char *what,
		       const struct kind_totals *totals)
{
	for (size_t i = 0; i < totals->count; i++) {
		const struct kind_total *total = &totals->at[i];
		if (report->csv)
			fprintf(report->file, "%s of a kind,\"\",0,\"\",%" PRIu64 ",\"%s\"\r\n",
				what, total->places, total->kind);
		else
			fprintf(report->file, "%s, %s: %" PRIu64 " %s in %" PRIu64 " %s\n", what,
				total->kind, total->places, total->places == 1 ? "place" : "places",
				total->messages, total->messages == 1 ? "message" : "messages");
	}
}

/* ---- messages --------------------------------------------------------------------- */

static void put_count(struct import_report *report, const char *what,
		      const struct import_stored *stored, uint32_t count,
		      struct kind_totals *totals, struct septel_view kinds)
{
	struct septel_out out;
	if (count == 0)
		return;
	septel__out_init(&out, NULL, 0);
	if (!report->csv)
		septel__out_format(&out, "%.*s: %" PRIu32 " %s: ", VIEW_FORMAT(stored->id), count,
				   count == 1 ? "place" : "places");
	put_kinds(report, &out, totals, kinds);
	const struct septel_view told = septel__out_written(&out);
	if (report->csv)
		put_row(report, what, stored->source, stored->line, stored->id, count, told);
	else
		put_line(report, what, stored->source, stored->line, told);
	report->failed |= out.failed;
	septel__out_release(&out);
}

void import_report_stored(struct import_report *report, const struct import_stored *stored)
{
	if (!report->file)
		return;
	put_count(report, "repaired", stored, stored->repairs, &report->repaired,
		  stored->repair_kinds);
	put_count(report, "left", stored, stored->diagnostics, &report->left,
		  stored->diagnostic_kinds);
}

bool import_report_end(struct import_report *report, const struct import_counts *counts)
{
	if (!report->file)
		return true;
	put_totals(report, "repaired", &report->repaired);
	put_totals(report, "left", &report->left);
	free(report->repaired.at);
	free(report->left.at);
	if (!report->csv)
		fprintf(report->file,
			"%" PRIu64 " rejected, %" PRIu64 " messages repaired, %" PRIu64
			" left with something to look at\n",
			counts->rejected, counts->repaired, counts->diagnosed);
	const bool failed = ferror(report->file) != 0 || report->failed;
	if (fclose(report->file) == 0 && !failed)
		return true;
	fprintf(stderr, "septel import: %s: not all of it could be written\n", report->path);
	return false;
}
