/* import_report.c - see import_report.h. */
#include "import_report.h"

#include "safe.h"

#include <errno.h>
#include <inttypes.h>

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
	fwrite(out.data, 1, out.length, report->file);
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

static void put_count(struct import_report *report, const char *what, struct septel_view source,
		      uint64_t line, struct septel_view id, uint32_t count)
{
	char text[256];
	if (count == 0)
		return;
	if (report->csv) {
		put_row(report, what, source, line, id, count, VIEW_LITERAL(""));
		return;
	}
	snprintf(text, sizeof text, "%.*s: %" PRIu32 " %s", VIEW_FORMAT(id), count,
		 count == 1 ? "place" : "places");
	put_line(report, what, source, line, septel_view_of(text));
}

void import_report_stored(struct import_report *report, struct septel_view source, uint64_t line,
			  struct septel_view id, uint32_t repairs, uint32_t diagnostics)
{
	if (!report->file)
		return;
	put_count(report, "repaired", source, line, id, repairs);
	put_count(report, "left", source, line, id, diagnostics);
}

bool import_report_end(struct import_report *report, const struct import_counts *counts)
{
	if (!report->file)
		return true;
	if (!report->csv)
		fprintf(report->file,
			"%" PRIu64 " rejected, %" PRIu64 " messages repaired, %" PRIu64
			" left with something to look at\n",
			counts->rejected, counts->repaired, counts->diagnosed);
	const bool failed = ferror(report->file) != 0;
	if (fclose(report->file) == 0 && !failed)
		return true;
	fprintf(stderr, "septel import: %s: not all of it could be written\n", report->path);
	return false;
}
