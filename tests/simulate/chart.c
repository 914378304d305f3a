/* chart.c - handling times by load as SVG: a panel for each precedence, with its speed of service.
 *
 * Colours follow the reader's scheme, light or dark; no figure is told by colour alone: lines have
 * their names beside them, breaches are filled circles, and the description tells all of it.
 */
#include "figures.h"

#include "../../src/relay/schedule.h"

#include <math.h>
#include <stdio.h>

#define WIDTH      920
#define HEIGHT     680
#define PANEL_WIDE 330
#define PANEL_HIGH 200
/* The axis of times goes from a second to 48 hours. */
#define TIME_LEAST 1000.0
#define TIME_MOST  (48 * 3600 * 1000.0)

static const enum septel_precedence panels[] = {SEPTEL_FLASH, SEPTEL_IMMEDIATE, SEPTEL_PRIORITY,
						SEPTEL_ROUTINE};

static const struct {
	const char *name;
	double time;
} ticks[] = {
	{"1 s", 1000},       {"10 s", 10e3},          {"1 min", 60e3},          {"10 min", 600e3},
	{"1 h", 3600 * 1e3}, {"6 h", 6 * 3600 * 1e3}, {"24 h", 24 * 3600 * 1e3}};

struct scheme {
	const char *paper, *ink, *soft, *rule, *over, *line, *bad;
};
static const struct scheme light = {"#ffffff", "#1c2024", "#5c646c", "#dde1e5",
				    "#eef0f2", "#2a5d9c", "#b3261e"};
static const struct scheme dark = {"#15181b", "#e8eaed", "#a3abb3", "#343a40",
				   "#22272b", "#8ab8ee", "#ff8a80"};

struct curve {
	const char *name, *class_;
	double share; /* 1: the worst */
};
/* From above. */
static const struct curve curves[] = {
	{"worst", "worst", 1}, {"99 %", "high", 0.99}, {"median", "median", 0.5}};

struct chart {
	FILE *file;
	const struct result *results;
	size_t count;
	double load_most;
	int left, top; /* of the panel */
};

static double at_load(const struct chart *chart, double load)
{
	return chart->left + PANEL_WIDE * load / chart->load_most;
}

static double at_time(const struct chart *chart, double time)
{
	time = time < TIME_LEAST ? TIME_LEAST : time > TIME_MOST ? TIME_MOST : time;
	return chart->top + PANEL_HIGH * log(TIME_MOST / time) / log(TIME_MOST / TIME_LEAST);
}

static double time_of(const struct handling *handling, double share)
{
	return (double)(share < 1 ? handling_percentile(handling, share) : handling->worst);
}

/* ---- text alternative ----------------------------------------------------------------------- */

static void describe_level(const struct chart *chart, const struct result *result)
{
	fprintf(chart->file, "Load %.0f %%:", 100 * result->mean);
	for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
		const struct handling *handling = &result->handling[panels[i]];
		fprintf(chart->file, " %s median %.1f, worst %.1f min, %llu breaches of %llu;",
			septel_precedence_name(panels[i]), time_of(handling, 0.5) / 60e3,
			(double)handling->worst / 60e3, (unsigned long long)handling->breaches,
			(unsigned long long)handling->count);
	}
	fputs(" \n", chart->file);
}

/* Written out, without variables: not every program that draws SVG knows them. */
static void write_scheme(const struct chart *chart, const struct scheme *scheme)
{
	fprintf(chart->file,
		".paper{fill:%s}text{fill:%s}.soft{fill:%s}.rule{stroke:%s}.over{fill:%s}"
		"polyline,circle{stroke:%s}circle{fill:%s}.limit{stroke:%s}.limit-name{fill:%s}"
		".breach{stroke:%s;fill:%s}\n",
		scheme->paper, scheme->ink, scheme->soft, scheme->rule, scheme->over, scheme->line,
		scheme->paper, scheme->bad, scheme->bad, scheme->bad, scheme->bad);
}

static void write_head(const struct chart *chart)
{
	uint64_t messages = 0;
	for (size_t i = 0; i < chart->count; i++)
		messages += chart->results[i].messages;
	fprintf(chart->file,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
		"aria-labelledby=\"title description\" font-family=\"sans-serif\">\n"
		"<title id=\"title\">Handling times of a national net in 24 hours, by load and "
		"precedence</title>\n<desc id=\"description\">%llu messages. ",
		WIDTH, HEIGHT, (unsigned long long)messages);
	for (size_t i = 0; i < chart->count; i++)
		describe_level(chart, &chart->results[i]);
	fputs("</desc>\n<style>\ntext{font-size:12px}.big{font-size:17px}"
	      ".name{font-size:14px;font-weight:bold}polyline{fill:none}.median{stroke-width:1}"
	      ".high{stroke-width:1.6;stroke-dasharray:6 3}.worst{stroke-width:2.4}"
	      ".limit{stroke-width:1.6;stroke-dasharray:2 3}circle{stroke-width:1.6}\n",
	      chart->file);
	write_scheme(chart, &light);
	fputs("@media (prefers-color-scheme:dark){\n", chart->file);
	write_scheme(chart, &dark);
	fputs("}\n</style>\n", chart->file);
	fprintf(chart->file,
		"<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n"
		"<text class=\"big\" x=\"70\" y=\"32\">Handling times in 24 hours, by load</text>\n"
		"<text class=\"soft\" x=\"70\" y=\"52\">%llu messages, each from its acceptance at "
		"the first station to the addressee</text>\n"
		"<text class=\"soft\" x=\"70\" y=\"69\">load: what the busiest circuit is given in "
		"the day, of what it can carry; shaded: 80 %% and more</text>\n",
		WIDTH, HEIGHT, (unsigned long long)messages);
}

/* ---- panels --------------------------------------------------------------------------------- */

static void write_axes(const struct chart *chart)
{
	if (chart->load_most > 0.8)
		fprintf(chart->file,
			"<rect class=\"over\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
			at_load(chart, 0.8), chart->top,
			at_load(chart, chart->load_most) - at_load(chart, 0.8), PANEL_HIGH);
	for (size_t i = 0; i < sizeof ticks / sizeof *ticks; i++) {
		double y = at_time(chart, ticks[i].time);
		fprintf(chart->file,
			"<line class=\"rule\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
			"<text class=\"soft\" text-anchor=\"end\" x=\"%d\" y=\"%.1f\">%s</text>\n",
			chart->left, chart->left + PANEL_WIDE, y, y, chart->left - 6, y + 4,
			ticks[i].name);
	}
	for (int percent = 0; percent <= (int)(100 * chart->load_most); percent += 20)
		fprintf(chart->file,
			"<text class=\"soft\" text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%d "
			"%%</text>\n",
			at_load(chart, percent / 100.0), chart->top + PANEL_HIGH + 18, percent);
}

/* Its name stands beside its end, below `above`.  Where it stands. */
static double write_curve(const struct chart *chart, enum septel_precedence precedence,
			  const struct curve *curve, double above)
{
	fprintf(chart->file, "<polyline class=\"%s\" points=\"", curve->class_);
	double y = 0;
	for (size_t i = 0; i < chart->count; i++) {
		const struct result *result = &chart->results[i];
		y = at_time(chart, time_of(&result->handling[precedence], curve->share));
		fprintf(chart->file, "%.1f,%.1f ", at_load(chart, result->mean), y);
	}
	double name = y + 4 < above + 14 ? above + 14 : y + 4;
	fprintf(chart->file, "\"/><text x=\"%d\" y=\"%.1f\">%s</text>\n",
		chart->left + PANEL_WIDE + 6, name, curve->name);
	return name;
}

static void write_panel(const struct chart *chart, enum septel_precedence precedence)
{
	fprintf(chart->file, "<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>\n", chart->left,
		chart->top - 10, septel_precedence_name(precedence));
	write_axes(chart);
	double limit = at_time(chart, (double)septel__speed_of_service(precedence));
	fprintf(chart->file,
		"<line class=\"limit\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
		"<text class=\"limit-name\" x=\"%d\" y=\"%.1f\">speed of service</text>\n",
		chart->left, chart->left + PANEL_WIDE, limit, limit, chart->left + 4, limit - 5);
	double name = 0;
	for (size_t i = 0; i < sizeof curves / sizeof *curves; i++)
		name = write_curve(chart, precedence, &curves[i], name);
	for (size_t i = 0; i < chart->count; i++) {
		const struct result *result = &chart->results[i];
		const struct handling *handling = &result->handling[precedence];
		fprintf(chart->file,
			"<circle%s cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>load %.0f %%: %llu of "
			"%llu late</title></circle>\n",
			handling->breaches ? " class=\"breach\"" : "", at_load(chart, result->mean),
			at_time(chart, (double)handling->worst), 100 * result->mean,
			(unsigned long long)handling->breaches,
			(unsigned long long)handling->count);
	}
}

bool chart_write(const char *path, const struct result *results, size_t count)
{
	struct chart chart = {.file = fopen(path, "w"), .results = results, .count = count};
	if (!chart.file)
		return false;
	for (size_t i = 0; i < count; i++)
		if (results[i].mean > chart.load_most)
			chart.load_most = results[i].mean;
	chart.load_most = ceil(chart.load_most * 10) / 10;
	write_head(&chart);
	for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
		chart.left = 70 + (int)(i % 2) * (PANEL_WIDE + 110);
		chart.top = 114 + (int)(i / 2) * (PANEL_HIGH + 80);
		write_panel(&chart, panels[i]);
	}
	fprintf(chart.file,
		"<circle class=\"breach\" cx=\"76\" cy=\"%d\" r=\"3.5\"/><text class=\"soft\" "
		"x=\"88\" y=\"%d\">at least one message took longer than its speed of "
		"service</text>\n</svg>\n",
		HEIGHT - 34, HEIGHT - 30);
	bool failed = ferror(chart.file);
	return fclose(chart.file) == 0 && !failed;
}
