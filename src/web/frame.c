/* frame.c - see frame.h. */
#include "frame.h"

#include "assets.h"

/* Bytes of a title that a window shows. */
#define TITLE_SHOWN 120

void septel__frame_own(struct septel_out *out, const char *words)
{
	septel__html_text(out, septel_view_of(words));
}

void septel__frame_begin(struct septel_out *out, const char *name, struct septel_view title,
			 struct septel_view viewer)
{
	HTML(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		  "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	septel__html_start(out, title, TITLE_SHOWN);
	HTML(out,
	     "</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"");
	septel__frame_own(out, SEPTEL__STYLE_PATH);
	HTML(out, "\">\n<script src=\"");
	septel__frame_own(out, SEPTEL__SCRIPT_PATH);
	HTML(out, "\" defer></script>\n</head>\n<body class=\"");
	septel__frame_own(out, name);
	HTML(out, "\">\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
		  "<header class=\"top\">\n<nav aria-label=\"Septel\"><a class=\"home\" "
		  "href=\"/\">septel</a> <a href=\"/\">Search</a></nav>\n");
	if (viewer.len) {
		HTML(out, "<p class=\"viewer\">Reading as <strong>");
		septel__html_start(out, viewer, TITLE_SHOWN);
		HTML(out, "</strong></p>\n");
	}
	HTML(out, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

void septel__frame_end(struct septel_out *out)
{
	HTML(out, "</main>\n<footer class=\"foot\"><p>septel, the reading room. Every page has a "
		  "twin for programs: its address with <code>.json</code>.</p></footer>\n"
		  "</body>\n</html>\n");
}
