/* message_write.c - the message page as HTML. */
#include "frame.h"
#include "message_page.h"

#include "../access/mask.h"

#include <stdlib.h>

/* Bytes of a subject that is a heading; all of it stands in details beside. */
#define SUBJECT_SHOWN 400

static void write_link(struct septel_out *out, struct septel_view id)
{
	HTML(out, "<a href=\"/m/");
	septel__html_path(out, id);
	HTML(out, "\">");
	septel__html_text(out, id);
	HTML(out, "</a>");
}

static void write_term(struct septel_out *out, const char *term)
{
	HTML(out, "<dt>");
	septel__frame_own(out, term);
	HTML(out, "</dt><dd>");
}

static void write_pair(struct septel_out *out, const char *term, struct septel_view value)
{
	if (value.len == 0)
		return;
	write_term(out, term);
	septel__html_text(out, value);
	HTML(out, "</dd>\n");
}

/* ---- the envelope ------------------------------------------------------------------- */

static void write_addressee(struct septel_out *out, const struct model *addressee)
{
	const struct septel_view ri = septel__model_view(addressee, "ri");
	const struct septel_view precedence = septel__model_view(addressee, "precedence");
	HTML(out, "<li>");
	septel__html_text(out, septel__model_view(addressee, "name"));
	if (ri.len) {
		HTML(out, " <span class=\"quiet\">");
		septel__html_text(out, ri);
		HTML(out, "</span>");
	}
	if (precedence.len) {
		HTML(out, ", ");
		septel__html_text(out, precedence);
	}
	if (septel__model_value(addressee, "zen"))
		HTML(out, ", <span class=\"quiet\">by other means</span>");
	HTML(out, "</li>\n");
}

static void write_addressees(struct septel_out *out, const struct model *model, const char *key,
			     const char *term)
{
	const struct model *addressee = septel__model_first(model, key);
	if (!addressee)
		return;
	write_term(out, term);
	HTML(out, "<ul>\n");
	for (; addressee; addressee = addressee->next)
		write_addressee(out, addressee);
	HTML(out, "</ul></dd>\n");
}

/* Strings of a list, one behind the other. */
static void write_strings(struct septel_out *out, const struct model *model, const char *key,
			  const char *term)
{
	const struct model *string = septel__model_first(model, key);
	if (!string)
		return;
	write_term(out, term);
	for (const struct model *at = string; at; at = at->next) {
		if (at != string)
			HTML(out, ", ");
		septel__html_text(out, at->string);
	}
	HTML(out, "</dd>\n");
}

static void write_time(struct septel_out *out, const struct model *model)
{
	const struct septel_view time = septel__model_view(model, "dtg");
	if (time.len == 0)
		return;
	write_term(out, "Sent");
	HTML(out, "<time datetime=\"");
	septel__html_text(out, time);
	HTML(out, "\">");
	septel__html_text(out, septel__slice(time, 0, 10));
	if (time.len > 11) {
		HTML(out, " ");
		septel__html_text(out, septel__slice(time, 11, 16));
		HTML(out, " Z");
	}
	HTML(out, "</time></dd>\n");
}

static void write_precedence(struct septel_out *out, const struct model *model)
{
	const struct model *precedence = septel__model_get(model, "precedence");
	const struct septel_view action = septel__model_view(precedence, "action");
	const struct septel_view info = septel__model_view(precedence, "info");
	if (action.len == 0)
		return;
	write_term(out, "Precedence");
	septel__html_text(out, action);
	if (!septel__equal(action, info)) {
		HTML(out, " <span class=\"quiet\">(information: ");
		septel__html_text(out, info);
		HTML(out, ")</span>");
	}
	HTML(out, "</dd>\n");
}

static void write_tags(struct septel_out *out, const struct model *model)
{
	const struct model *tag = septel__model_first(model, "tags");
	if (!tag)
		return;
	write_term(out, "Tags");
	HTML(out, "<ul>\n");
	for (; tag; tag = tag->next) {
		const struct septel_view word = septel__model_view(tag, "tag");
		HTML(out, "<li><a href=\"/?q=tag%3A%22");
		septel__html_value(out, word);
		HTML(out, "%22\">");
		septel__html_text(out, word);
		HTML(out, "</a> <span class=\"quiet\">");
		septel__html_text(out, septel__model_view(tag, "name"));
		HTML(out, "</span></li>\n");
	}
	HTML(out, "</ul></dd>\n");
}

static void write_classified_by(struct septel_out *out, const struct model *model)
{
	const struct model *officer = septel__model_get(model, "classified_by");
	const struct model *declassify = septel__model_get(model, "declassify");
	const struct septel_view title = septel__model_view(officer, "title");
	if (septel__model_view(officer, "name").len) {
		write_term(out, "Classified by");
		septel__html_text(out, septel__model_view(officer, "name"));
		if (title.len)
			HTML(out, ", ");
		septel__html_text(out, title);
		HTML(out, "</dd>\n");
	}
	write_strings(out, officer, "reasons", "Reasons");
	write_pair(out, "Declassify", septel__model_view(declassify, "text"));
}

static void write_cited(struct septel_out *out, const struct model *cited)
{
	const struct septel_view letter = septel__model_view(cited, "letter");
	const struct septel_view id = septel__model_view(cited, "id");
	const struct septel_view disagrees = septel__model_view(cited, "disagrees");
	HTML(out, "<li>");
	if (letter.len) {
		septel__html_text(out, letter);
		HTML(out, ". ");
	}
	septel__html_text(out, septel__model_view(cited, "text"));
	if (id.len) {
		HTML(out, " ");
		write_link(out, id);
		if (!septel__model_value(cited, "held"))
			HTML(out, " <span class=\"stub\">not held</span>");
	}
	if (septel__model_value(cited, "in_text")) {
		HTML(out, " <span class=\"quiet\">the text ");
		septel__html_text(out, septel__model_view(cited, "link"));
		HTML(out, " it</span>");
	}
	if (septel__model_value(cited, "year_inferred"))
		HTML(out, " <span class=\"quiet\">of the year before</span>");
	if (septel__model_value(cited, "by_dtg"))
		HTML(out, " <span class=\"quiet\">found by sender and date-time group</span>");
	if (disagrees.len) {
		HTML(out, " <span class=\"quiet\">its date-time group is that of ");
		write_link(out, disagrees);
		HTML(out, "</span>");
	}
	HTML(out, "</li>\n");
}

static void write_cites(struct septel_out *out, const struct model *model)
{
	const struct model *cited = septel__model_first(model, "cites");
	if (cited) {
		write_term(out, "Refers to");
		HTML(out, "<ul>\n");
		for (; cited; cited = cited->next)
			write_cited(out, cited);
		HTML(out, "</ul></dd>\n");
	}
	const struct model *citing = septel__model_first(model, "cited_by");
	if (!citing)
		return;
	write_term(out, "Cited by");
	HTML(out, "<ul>\n");
	for (; citing; citing = citing->next) {
		const struct septel_view link = septel__model_view(citing, "link");
		HTML(out, "<li>");
		write_link(out, septel__model_view(citing, "id"));
		if (!septel__equal(link, VIEW_LITERAL("refers"))) {
			HTML(out, " <span class=\"quiet\">");
			septel__html_text(out, link);
			HTML(out, " it</span>");
		}
		HTML(out, "</li>\n");
	}
	HTML(out, "</ul></dd>\n");
}

static void write_envelope(struct septel_out *out, const struct model *model)
{
	HTML(out, "<dl class=\"particulars\">\n");
	write_pair(out, "From", septel__model_view(septel__model_get(model, "from"), "name"));
	write_addressees(out, model, "to", "To");
	write_addressees(out, model, "info", "Info");
	write_strings(out, model, "exempt", "Exempt");
	write_time(out, model);
	write_precedence(out, model);
	write_strings(out, model, "routing", "Routed to");
	write_pair(out, "Class", septel__model_view(model, "classification"));
	write_strings(out, model, "captions", "Captions");
	write_classified_by(out, model);
	write_tags(out, model);
	write_cites(out, model);
	HTML(out, "</dl>\n");
}

/* ---- the text ------------------------------------------------------------------------------ */

static void write_anchor(struct septel_out *out, long long paragraph, size_t sentence)
{
	septel__out_format(out,
			   " <a class=\"place\" href=\"#%lld.%zu\" aria-label=\"Sentence "
			   "%lld.%zu\">%lld.%zu</a>",
			   paragraph, sentence, paragraph, sentence, paragraph, sentence);
}

/* `addressed`: it is the first paragraph of its number, which addresses mean. */
static void write_sentences(struct septel_out *out, const struct model *paragraph, bool addressed)
{
	const struct model *sentence = septel__model_first(paragraph, "sentences");
	const long long number = septel__model_value(paragraph, "number");
	for (size_t at = 1; sentence; sentence = sentence->next, at++) {
		const bool withheld =
			septel__equal(sentence->string, septel_view_of(ACCESS_WITHHELD));
		if (at > 1)
			HTML(out, " ");
		HTML(out, "<span class=\"sentence");
		if (withheld)
			HTML(out, " withheld");
		HTML(out, "\"");
		if (addressed)
			septel__out_format(out, " id=\"%lld.%zu\"", number, at);
		HTML(out, ">");
		septel__html_text(out, sentence->string);
		HTML(out, "</span>");
		if (addressed && !withheld)
			write_anchor(out, number, at);
	}
}

static void write_paragraph(struct septel_out *out, const struct model *paragraph, bool addressed)
{
	const struct septel_view heading = septel__model_view(paragraph, "heading");
	const struct septel_view marking = septel__model_view(paragraph, "marking");
	const long long number = septel__model_value(paragraph, "number");
	if (heading.len) {
		HTML(out, "<h2>");
		septel__html_text(out, heading);
		HTML(out, "</h2>\n");
	}
	HTML(out, "<p>");
	if (number || marking.len) {
		HTML(out, "<span class=\"number\">");
		if (number)
			septel__out_format(out, "%lld. ", number);
		if (marking.len) {
			HTML(out, "(");
			septel__html_text(out, marking);
			HTML(out, ") ");
		}
		HTML(out, "</span>");
	}
	write_sentences(out, paragraph, addressed);
	HTML(out, "</p>\n");
}

static void write_text(struct septel_out *out, const struct model *model)
{
	unsigned char *seen = calloc(1, ADDRESSES_LIMIT);
	const struct model *paragraph = septel__model_first(model, "paragraphs");
	const struct septel_view signature = septel__model_view(model, "signature");
	out->failed |= !seen;
	HTML(out, "<div class=\"body\">\n");
	for (; seen && paragraph; paragraph = paragraph->next) {
		const long long number = septel__model_value(paragraph, "number");
		const bool first = number >= 0 && number < ADDRESSES_LIMIT && !seen[number];
		if (first)
			seen[number] = 1;
		write_paragraph(out, paragraph, first);
	}
	free(seen);
	if (signature.len) {
		HTML(out, "<p class=\"signature\">");
		septel__html_text(out, signature);
		HTML(out, "</p>\n");
	}
	HTML(out, "</div>\n");
}

static void write_pieces(struct septel_out *out, const struct model *model)
{
	const struct model *piece = septel__model_first(model, "pieces");
	HTML(out, "<pre class=\"bytes\">\n");
	for (; piece; piece = piece->next) {
		const struct septel_view was = septel__model_view(piece, "was");
		const struct septel_view now = septel__model_view(piece, "now");
		septel__html_text(out, septel__model_view(piece, "same"));
		if (was.len) {
			HTML(out, "<del title=\"");
			septel__html_text(out, septel__model_view(piece, "kind"));
			HTML(out, "\">");
			septel__html_text(out, was);
			HTML(out, "</del>");
		}
		if (now.len) {
			HTML(out, "<ins>");
			septel__html_text(out, now);
			HTML(out, "</ins>");
		}
	}
	HTML(out, "</pre>\n");
}

static void write_form(struct septel_out *out, const struct model *model, const char *form,
		       const char *words)
{
	HTML(out, "<a href=\"/m/");
	septel__html_path(out, septel__model_view(model, "address"));
	HTML(out, "?as=");
	septel__frame_own(out, form);
	HTML(out, "\"");
	if (septel__equal(septel__model_view(model, "as"), septel_view_of(form)))
		HTML(out, " aria-current=\"true\"");
	HTML(out, ">");
	septel__frame_own(out, words);
	HTML(out, "</a>\n");
}

static void write_forms(struct septel_out *out, const struct model *model)
{
	const struct septel_view id = septel__model_view(model, "address");
	HTML(out, "<nav class=\"as\" aria-label=\"Forms of this message\">\n");
	if (septel__model_value(model, "bytes")) {
		write_form(out, model, "repaired", "Repaired");
		write_form(out, model, "received", "As received");
		write_form(out, model, "differences", "Differences");
		HTML(out, "<a href=\"/m/");
		septel__html_path(out, id);
		HTML(out, "/raw\">Bytes</a>\n");
	}
	HTML(out, "<a href=\"/m/");
	septel__html_path(out, id);
	HTML(out, ".json\">JSON</a>\n<a href=\"/thread/");
	septel__html_path(out, id);
	HTML(out, "\">Thread</a>\n</nav>\n");
}

/* ---- what is doubtful, where it comes from, what is beside it ----------------------------------
 */

static void write_findings(struct septel_out *out, const struct model *model)
{
	const struct model *finding = septel__model_first(model, "diagnostics");
	if (!finding)
		return;
	HTML(out, "<section class=\"findings\"><h2>Doubtful</h2>\n<ul>\n");
	for (; finding; finding = finding->next) {
		HTML(out, "<li><strong>");
		septel__html_text(out, septel__model_view(finding, "severity"));
		HTML(out, "</strong>: ");
		septel__html_text(out, septel__model_view(finding, "text"));
		septel__out_format(out, " <span class=\"quiet\">line %lld, column %lld, ",
				   septel__model_value(finding, "line"),
				   septel__model_value(finding, "column"));
		septel__html_text(out, septel__model_view(finding, "code"));
		HTML(out, "</span></li>\n");
	}
	HTML(out, "</ul></section>\n");
}

static void write_versions(struct septel_out *out, const struct model *model)
{
	const struct model *version = septel__model_first(model, "versions");
	if (!version)
		return;
	HTML(out, "<section class=\"versions\"><h2>Received</h2>\n<table>\n"
		  "<tr><th scope=\"col\">When</th><th scope=\"col\">Bytes</th>"
		  "<th scope=\"col\">From</th><th scope=\"col\">State</th></tr>\n");
	for (; version; version = version->next) {
		HTML(out, "<tr><td>");
		septel__html_text(out, septel__model_view(version, "received"));
		septel__out_format(out, "</td><td>%lld</td><td>",
				   septel__model_value(version, "size"));
		septel__html_text(out, septel__model_view(version, "source"));
		HTML(out, "</td><td>");
		if (septel__model_value(version, "current"))
			HTML(out, "shown here");
		HTML(out, "</td></tr>\n");
	}
	HTML(out, "</table></section>\n");
}

static void write_neighbours(struct septel_out *out, const struct model *model)
{
	const struct model *neighbours = septel__model_get(model, "neighbours");
	const struct septel_view previous = septel__model_view(neighbours, "previous");
	const struct septel_view next = septel__model_view(neighbours, "next");
	if (previous.len + next.len == 0)
		return;
	HTML(out, "<nav class=\"steps\" aria-label=\"By serial number\">\n");
	if (previous.len) {
		HTML(out, "<span>Before: ");
		write_link(out, previous);
		HTML(out, "</span>\n");
	}
	if (next.len) {
		HTML(out, "<span>After: ");
		write_link(out, next);
		HTML(out, "</span>\n");
	}
	HTML(out, "</nav>\n");
}

static void write_title(struct septel_out *out, const struct model *model)
{
	const struct septel_view subject = septel__model_view(model, "subject");
	const struct septel_view id = septel__model_view(model, "address");
	const long long withheld = septel__model_value(model, "withheld");
	HTML(out, "<h1 id=\"0.0\">");
	septel__html_start(out, subject.len ? subject : id, SUBJECT_SHOWN);
	HTML(out, "</h1>\n<p class=\"envelope\"><span class=\"id\">");
	septel__html_text(out, id);
	HTML(out, "</span> <span>");
	septel__html_text(out, septel__model_view(model, "profile"));
	HTML(out, "</span></p>\n");
	if (subject.len > SUBJECT_SHOWN) {
		HTML(out, "<details><summary>The whole subject</summary><p>");
		septel__html_text(out, subject);
		HTML(out, "</p></details>\n");
	}
	if (withheld == 1)
		HTML(out, "<p class=\"withheld\">One portion is withheld.</p>\n");
	else if (withheld)
		septel__out_format(out, "<p class=\"withheld\">%lld portions are withheld.</p>\n",
				   withheld);
}

void septel__message_write(struct septel_out *out, const struct model *model)
{
	const struct septel_view subject = septel__model_view(model, "subject");
	const struct septel_view id = septel__model_view(model, "address");
	septel__frame_begin(out, "message", subject.len ? subject : id,
			    septel__model_view(model, "viewer"));
	HTML(out, "<article>\n");
	write_title(out, model);
	write_envelope(out, model);
	write_forms(out, model);
	if (septel__model_get(model, "pieces"))
		write_pieces(out, model);
	else
		write_text(out, model);
	write_findings(out, model);
	write_versions(out, model);
	HTML(out, "</article>\n");
	write_neighbours(out, model);
	septel__frame_end(out);
}
