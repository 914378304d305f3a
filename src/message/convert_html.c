/* convert_html.c - one page to read and to print; septel/convert.h.
 *
 * Nothing of the message reaches the page unescaped, nothing is loaded, and no
 * script may run: the page's own policy forbids it.  Each sentence has its
 * anchor (#7.4), as id#P.S names it.  Direction is isolated line by line.
 */
#include "converting.h"
#include "printable.h"

static const char HEAD[] =
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	"style-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<meta name=\"referrer\" content=\"no-referrer\">\n<title>";

static const char STYLE[] =
	"</title>\n<style>\n"
	":root{color-scheme:light dark;--ink:#1d1d1f;--paper:#fdfdfb;--soft:#62626a;"
	"--rule:#dcdcd6;--mark:#8a1c1c}\n"
	"@media (prefers-color-scheme:dark){:root{--ink:#e6e6e3;--paper:#17181a;"
	"--soft:#a0a0a6;--rule:#35363a;--mark:#e39a94}}\n"
	"*{box-sizing:border-box}\n"
	"body{margin:0;background:var(--paper);color:var(--ink);"
	"font:1.05rem/1.6 Georgia,\"Times New Roman\",serif}\n"
	"main{max-width:42rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}\n"
	".class{font:600 .8rem/1.4 system-ui,sans-serif;letter-spacing:.14em;color:var(--mark);"
	"margin:0}\n"
	"h1{font-size:1.6rem;line-height:1.25;margin:.6rem 0 1.4rem;text-wrap:balance}\n"
	"dl{display:grid;grid-template-columns:8.5rem 1fr;gap:.15rem 1rem;margin:0 0 2rem;"
	"padding:1rem 0;border-block:1px solid var(--rule);font:.9rem/1.5 system-ui,sans-serif}\n"
	"dt{color:var(--soft)}\ndd{margin:0;overflow-wrap:anywhere}\n"
	"dd ul{list-style:none;margin:0;padding:0}\n"
	"h2{font:600 .95rem/1.4 system-ui,sans-serif;letter-spacing:.04em;margin:2.2rem 0 .6rem}\n"
	"p{margin:0 0 1.05rem;overflow-wrap:anywhere;hyphens:manual}\n"
	".n{font-variant-numeric:tabular-nums;color:var(--soft)}\n"
	".s:target{background:color-mix(in srgb,var(--mark) 18%,transparent)}\n"
	".sign{margin-top:1.6rem;letter-spacing:.06em}\n"
	"@media (max-width:34rem){dl{grid-template-columns:1fr}dt{margin-top:.4rem}}\n"
	"@media print{@page{margin:2cm}:root{--ink:#000;--paper:#fff;--soft:#444;--rule:#999;"
	"--mark:#000}main{max-width:none;padding:0}body{font-size:11pt}"
	"h1,h2{break-after:avoid}p{orphans:3;widows:3}}\n"
	"</style>\n</head>\n<body>\n<main>\n<article>\n";

static void put_escaped(struct converting *converting, struct septel_view view)
{
	struct septel_out *out = converting->out;
	for (size_t i = 0; i < view.len; i++) {
		switch (view.ptr[i]) {
		case '&':
			septel__out_string(out, "&amp;");
			break;
		case '<':
			septel__out_string(out, "&lt;");
			break;
		case '>':
			septel__out_string(out, "&gt;");
			break;
		case '"':
			septel__out_string(out, "&quot;");
			break;
		case '\'':
			septel__out_string(out, "&#39;");
			break;
		case '\n':
			septel__out_string(out, "<br>\n");
			break;
		default:
			septel__out_byte(out, view.ptr[i]);
		}
	}
}

static void put_words(struct converting *converting, struct septel_view view)
{
	put_escaped(converting, septel__printable(converting->arena, view, true));
}

static void put_facts(struct converting *converting)
{
	struct fact facts[FACTS_LIMIT];
	struct septel_out *out = converting->out;
	const size_t count = septel__facts(converting, facts);
	if (count == 0)
		return;
	septel__out_string(out, "<dl>\n");
	for (size_t i = 0; i < count; i++) {
		const struct septel_views *values = &facts[i].values;
		septel__out_format(out, "<dt>%s</dt><dd>", facts[i].label);
		if (values->count > 1)
			septel__out_string(out, "<ul>");
		for (size_t k = 0; k < values->count; k++) {
			septel__out_string(out, values->count > 1 ? "<li><bdi>" : "<bdi>");
			put_escaped(converting, values->at[k]);
			septel__out_string(out, values->count > 1 ? "</bdi></li>" : "</bdi>");
		}
		if (values->count > 1)
			septel__out_string(out, "</ul>");
		septel__out_string(out, "</dd>\n");
	}
	septel__out_string(out, "</dl>\n");
}

static void put_sentences(struct converting *converting, size_t index)
{
	const struct septel_paragraph *paragraph = &converting->message->paragraphs.at[index];
	const struct septel_views sentences =
		septel_message_sentences(converting->message, index, converting->arena);
	for (size_t i = 0; i < sentences.count; i++) {
		const struct septel_view sentence = sentences.at[i];
		/* A break that had to end a sentence is seen as one. */
		const bool hard =
			i > 0 && sentence.ptr > paragraph->text.ptr && sentence.ptr[-1] == '\n';
		if (i > 0)
			septel__out_string(converting->out, hard ? "<br>\n" : " ");
		septel__out_format(converting->out, "<span class=\"s\" id=\"%d.%zu\">",
				   paragraph->number, i + 1);
		put_words(converting, sentence);
		septel__out_string(converting->out, "</span>");
	}
}

static void put_paragraph(struct converting *converting, size_t index)
{
	const struct septel_paragraph *paragraph = &converting->message->paragraphs.at[index];
	struct septel_out *out = converting->out;
	if (paragraph->heading.len) {
		septel__out_string(out, "<h2 dir=\"auto\">");
		put_words(converting, paragraph->heading);
		septel__out_string(out, "</h2>\n");
	}
	septel__out_string(out, "<p dir=\"auto\">");
	if (paragraph->number > 0)
		septel__out_format(out, "<span class=\"n\">%d.</span> ", paragraph->number);
	if (paragraph->marking.len) {
		septel__out_string(out, "<span class=\"n\">(");
		put_words(converting, paragraph->marking);
		septel__out_string(out, ")</span> ");
	}
	put_sentences(converting, index);
	septel__out_string(out, "</p>\n");
}

void septel__convert_html(struct converting *converting)
{
	const struct septel_message *message = converting->message;
	struct septel_out *out = converting->out;
	septel__out_string(out, HEAD);
	put_words(converting, message->id);
	if (message->id.len && message->subject.len)
		septel__out_string(out, ": ");
	put_escaped(converting, septel__clean(converting, message->subject));
	if (message->id.len + message->subject.len == 0)
		septel__out_string(out, "Message");
	septel__out_string(out, STYLE);
	septel__out_string(out, "<header>\n");
	if (message->classification != SEPTEL_CLASS_NONE)
		septel__out_format(out, "<p class=\"class\">%s</p>\n",
				   septel_class_name(message->classification));
	if (message->subject.len) {
		septel__out_string(out, "<h1 dir=\"auto\">");
		put_escaped(converting, septel__clean(converting, message->subject));
		septel__out_string(out, "</h1>\n");
	}
	put_facts(converting);
	septel__out_string(out, "</header>\n");
	for (size_t i = 0; i < message->paragraphs.count; i++)
		put_paragraph(converting, i);
	if (message->signature.len) {
		septel__out_string(out, "<p class=\"sign\">");
		put_words(converting, message->signature);
		septel__out_string(out, "</p>\n");
	}
	septel__out_string(out, "</article>\n</main>\n</body>\n</html>\n");
}
