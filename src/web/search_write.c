/* search_write.c - the search page as HTML. */
#include "frame.h"
#include "search_page.h"

/* Bytes of a subject in a list. */
#define SUBJECT_SHOWN 300
/* The histogram, in its own units. */
#define BAR_WIDTH  12
#define BAR_HEIGHT 72
#define BAR_LEAST  2

static void write_address(struct septel_out *out, const struct model *model,
			  struct septel_view query, long long offset)
{
	const struct septel_view sort = septel__model_view(model, "sort");
	HTML(out, "/?q=");
	septel__html_value(out, query);
	if (septel__equal(sort, VIEW_LITERAL("relevance")))
		HTML(out, "&amp;sort=relevance");
	if (offset)
		septel__out_format(out, "&amp;offset=%lld", offset);
}

/* ---- the question ---------------------------------------------------------------------- */

static void write_help(struct septel_out *out)
{
	HTML(out,
	     "<details class=\"help\"><summary>How to ask</summary>\n<dl>\n"
	     "<dt><code>visit border</code></dt><dd>both words, in subject, headings or text</dd>\n"
	     "<dt><code>\"a phrase\"</code> <code>prefix*</code></dt>"
	     "<dd>words side by side; how a word begins</dd>\n"
	     "<dt><code>visit OR tour</code> <code>NOT press</code> <code>( )</code></dt>"
	     "<dd>operators are in capitals</dd>\n"
	     "<dt><code>from:baghdad</code> <code>to:</code> <code>info:</code> "
	     "<code>tag:PREL</code> "
	     "<code>subject:</code> <code>body:</code> <code>sign:</code> "
	     "<code>caption:</code></dt>"
	     "<dd>words of one field</dd>\n"
	     "<dt><code>id:08BAGHDAD3796</code> <code>ref:08BAGHDAD2658</code></dt>"
	     "<dd>a message; those that cite it</dd>\n"
	     "<dt><code>class:C</code> <code>class:&lt;=C</code></dt><dd>classification</dd>\n"
	     "<dt><code>date:2008</code> <code>date:2008-11</code> "
	     "<code>date:2008-11-20..2008-12-04</code></dt><dd>when it was sent</dd>\n"
	     "</dl></details>\n");
}

static void write_error(struct septel_out *out, const struct model *error)
{
	HTML(out, "<div class=\"wrong\" id=\"wrong\" role=\"alert\"><p>");
	septel__html_text(out, septel__model_view(error, "message"));
	HTML(out, "</p>\n<pre>");
	septel__html_text(out, septel__model_view(error, "place"));
	HTML(out, "</pre></div>\n");
}

static void write_form(struct septel_out *out, const struct model *model)
{
	const struct model *error = septel__model_get(model, "error");
	const bool relevance =
		septel__equal(septel__model_view(model, "sort"), VIEW_LITERAL("relevance"));
	HTML(out, "<form class=\"ask\" role=\"search\" action=\"/\" method=\"get\">\n"
		  "<label for=\"q\">Search the archive</label>\n<div class=\"line\">"
		  "<input id=\"q\" name=\"q\" type=\"search\" autocomplete=\"off\" "
		  "spellcheck=\"false\" value=\"");
	septel__html_text(out, septel__model_view(model, "query"));
	HTML(out, "\"");
	if (error)
		HTML(out, " aria-invalid=\"true\" aria-describedby=\"wrong\"");
	HTML(out, ">\n<label class=\"sort\" for=\"sort\">Order</label>"
		  "<select id=\"sort\" name=\"sort\"><option value=\"newest\">newest first</option>"
		  "<option value=\"relevance\"");
	if (relevance)
		HTML(out, " selected");
	HTML(out, ">most relevant first</option></select>\n"
		  "<button type=\"submit\">Search</button></div>\n");
	if (error)
		write_error(out, error);
	write_help(out);
	HTML(out, "</form>\n");
}

/* ---- what was found ------------------------------------------------------------------------ */

static void write_snippet(struct septel_out *out, const struct model *result)
{
	const struct septel_view sentence = septel__model_view(result, "sentence");
	const struct model *part = septel__model_first(result, "snippet");
	if (!part)
		return;
	HTML(out, "<p class=\"snippet\">");
	for (; part; part = part->next) {
		const bool found = septel__model_value(part, "found");
		if (found)
			HTML(out, "<mark>");
		septel__html_text(out, septel__model_view(part, "text"));
		if (found)
			HTML(out, "</mark>");
	}
	if (sentence.len) {
		HTML(out, " <a class=\"place\" href=\"/m/");
		septel__html_path(out, septel__model_view(result, "id"));
		HTML(out, "#");
		septel__html_path(out, sentence);
		HTML(out, "\">");
		septel__html_text(out, sentence);
		HTML(out, "</a>");
	}
	HTML(out, "</p>\n");
}

static void write_result(struct septel_out *out, const struct model *result)
{
	const struct septel_view id = septel__model_view(result, "id");
	const struct septel_view subject = septel__model_view(result, "subject");
	const struct septel_view time = septel__model_view(result, "dtg");
	HTML(out, "<li><article>\n<h2><a href=\"/m/");
	septel__html_path(out, id);
	HTML(out, "\">");
	septel__html_start(out, subject.len ? subject : id, SUBJECT_SHOWN);
	HTML(out, "</a></h2>\n<p class=\"envelope\"><span class=\"id\">");
	septel__html_start(out, id, SUBJECT_SHOWN);
	HTML(out, "</span> <span class=\"from\">");
	septel__html_start(out, septel__model_view(result, "from"), SUBJECT_SHOWN);
	HTML(out, "</span>");
	if (time.len) {
		HTML(out, " <time datetime=\"");
		septel__html_text(out, time);
		HTML(out, "\">");
		septel__html_text(out, septel__slice(time, 0, 10));
		HTML(out, "</time>");
	}
	HTML(out, " <span class=\"class\">");
	septel__html_text(out, septel__model_view(result, "classification"));
	HTML(out, "</span></p>\n");
	write_snippet(out, result);
	HTML(out, "</article></li>\n");
}

static void write_step(struct septel_out *out, const struct model *model, const char *key,
		       const char *relation, const char *words)
{
	if (!septel__model_get(model, key))
		return;
	HTML(out, "<a rel=\"");
	septel__frame_own(out, relation);
	HTML(out, "\" href=\"");
	write_address(out, model, septel__model_view(model, "query"),
		      septel__model_value(model, key));
	HTML(out, "\">");
	septel__frame_own(out, words);
	HTML(out, "</a>\n");
}

static void write_count(struct septel_out *out, const struct model *model)
{
	const long long count = septel__model_value(model, "count");
	const long long offset = septel__model_value(model, "offset");
	const struct model *results = septel__model_get(model, "results");
	const long long here = results ? (long long)results->count : 0;
	const struct model *suggestion = septel__model_get(model, "suggestion");
	HTML(out, "<p class=\"count\" role=\"status\">");
	if (count == 0)
		HTML(out, "No message is found.");
	else if (here == 0)
		septel__out_format(out, "%lld messages; none stands so far down.", count);
	else if (count == 1)
		HTML(out, "One message.");
	else
		septel__out_format(out, "%lld messages; %lld to %lld.", count, offset + 1,
				   offset + here);
	HTML(out, "</p>\n");
	if (!suggestion)
		return;
	HTML(out, "<p>No message has <code>");
	septel__html_text(out, septel__model_view(suggestion, "none"));
	HTML(out, "</code>. Did you mean <a href=\"/?q=");
	septel__html_value(out, septel__model_view(suggestion, "query"));
	HTML(out, "\">");
	septel__html_text(out, septel__model_view(suggestion, "query"));
	HTML(out, "</a>?</p>\n");
}

static void write_results(struct septel_out *out, const struct model *model)
{
	const struct model *result = septel__model_first(model, "results");
	HTML(out, "<section class=\"found\" aria-label=\"Messages found\">\n");
	write_count(out, model);
	if (result) {
		HTML(out, "<ol class=\"results\">\n");
		for (; result; result = result->next)
			write_result(out, result);
		HTML(out, "</ol>\n");
	}
	if (septel__model_get(model, "previous") || septel__model_get(model, "next")) {
		HTML(out, "<nav class=\"steps\" aria-label=\"Pages of results\">\n");
		write_step(out, model, "previous", "prev", "Earlier results");
		write_step(out, model, "next", "next", "Further results");
		HTML(out, "</nav>\n");
	}
	HTML(out, "</section>\n");
}

/* ---- narrowing --------------------------------------------------------------------------------
 */

static void write_facet(struct septel_out *out, const struct model *model,
			const struct model *facet, const char *title)
{
	const struct model *value = septel__model_first(facet, "values");
	if (!value)
		return;
	HTML(out, "<section class=\"facet\"><h2>");
	septel__frame_own(out, title);
	HTML(out, "</h2>\n<ul>\n");
	for (; value; value = value->next) {
		const struct septel_view query = septel__model_view(value, "query");
		HTML(out, "<li>");
		if (query.len) {
			HTML(out, "<a href=\"");
			write_address(out, model, query, 0);
			HTML(out, "\">");
		}
		septel__html_start(out, septel__model_view(value, "value"), SUBJECT_SHOWN);
		if (query.len)
			HTML(out, "</a>");
		septel__out_format(out, " <span class=\"many\">%lld</span></li>\n",
				   septel__model_value(value, "count"));
	}
	HTML(out, "</ul>\n");
	if (septel__model_value(facet, "more"))
		septel__out_format(out, "<p class=\"more\">and %lld more</p>\n",
				   septel__model_value(facet, "more"));
	HTML(out, "</section>\n");
}

static long long most_of(const struct model *bar)
{
	long long most = 1;
	for (; bar; bar = bar->next)
		if (septel__model_value(bar, "count") > most)
			most = septel__model_value(bar, "count");
	return most;
}

static void write_bar(struct septel_out *out, const struct model *model, const struct model *bar,
		      long long at, long long most)
{
	const long long count = septel__model_value(bar, "count");
	const long long height = BAR_LEAST + count * (BAR_HEIGHT - BAR_LEAST) / most;
	HTML(out, "<a href=\"");
	write_address(out, model, septel__model_view(bar, "query"), 0);
	HTML(out, "\" aria-label=\"");
	septel__html_text(out, septel__model_view(bar, "value"));
	septel__out_format(out,
			   ": %lld\"><rect class=\"room\" x=\"%lld\" y=\"0\" width=\"%d\" "
			   "height=\"%d\"/><rect class=\"bar\" x=\"%lld\" y=\"%lld\" width=\"%d\" "
			   "height=\"%lld\"><title>",
			   count, at * BAR_WIDTH, BAR_WIDTH, BAR_HEIGHT, at * BAR_WIDTH + 1,
			   BAR_HEIGHT - height, BAR_WIDTH - 2, height);
	septel__html_text(out, septel__model_view(bar, "value"));
	septel__out_format(out, ": %lld</title></rect></a>\n", count);
}

static void write_histogram(struct septel_out *out, const struct model *model)
{
	const struct model *histogram = septel__model_get(model, "histogram");
	const struct model *bars = septel__model_get(histogram, "bars");
	const struct model *bar = bars ? bars->first : NULL;
	if (!bar)
		return;
	const long long most = most_of(bar);
	HTML(out, "<figure class=\"histogram\">\n<figcaption>Messages by ");
	septel__html_text(out, septel__model_view(histogram, "by"));
	HTML(out, ", ");
	septel__html_text(out, septel__model_view(bars->first, "value"));
	HTML(out, " to ");
	septel__html_text(out, septel__model_view(bars->last, "value"));
	septel__out_format(out,
			   "; at most %lld</figcaption>\n<svg viewBox=\"0 0 %zu %d\" width=\"%zu\" "
			   "height=\"%d\" role=\"group\" aria-label=\"Messages over time; each bar "
			   "narrows the search\">\n",
			   most, bars->count * BAR_WIDTH, BAR_HEIGHT, bars->count * BAR_WIDTH,
			   BAR_HEIGHT);
	for (long long at = 0; bar; bar = bar->next, at++)
		write_bar(out, model, bar, at, most);
	HTML(out, "</svg>\n</figure>\n");
}

static void write_narrowing(struct septel_out *out, const struct model *model)
{
	const struct model *facets = septel__model_get(model, "facets");
	HTML(out, "<aside class=\"narrow\" aria-label=\"Narrow the search\">\n");
	write_facet(out, model, septel__model_get(facets, "from"), "From");
	write_facet(out, model, septel__model_get(facets, "tag"), "Tags");
	write_facet(out, model, septel__model_get(facets, "classification"), "Classification");
	HTML(out, "</aside>\n");
}

void septel__search_write(struct septel_out *out, const struct model *model)
{
	const struct septel_view query = septel__model_view(model, "query");
	septel__frame_begin(out, "search", query.len ? query : VIEW_LITERAL("Reading room"),
			    septel__model_view(model, "viewer"));
	HTML(out, "<h1 class=\"unseen\">Search</h1>\n");
	write_form(out, model);
	if (!septel__model_get(model, "error")) {
		write_histogram(out, model);
		HTML(out, "<div class=\"columns\">\n");
		write_results(out, model);
		write_narrowing(out, model);
		HTML(out, "</div>\n");
	}
	septel__frame_end(out);
}
