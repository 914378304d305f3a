/* markup.c - see markup.h. */
#include "markup.h"

#include "safe.h"

/* Writes `words`; before each byte of `special` what `escape` writes for it, in its place. */
static void write_escaped(struct septel_out *out, struct septel_view words, const char *special,
			  void (*escape)(struct septel_out *out, char c))
{
	size_t start = 0;
	for (size_t i = 0; i < words.len; i++) {
		if (words.ptr[i] == '\0' || !strchr(special, words.ptr[i]))
			continue;
		print_safely(out, septel__slice(words, start, i));
		escape(out, words.ptr[i]);
		start = i + 1;
	}
	print_safely(out, septel__slice(words, start, words.len));
}

static void escape_xml(struct septel_out *out, char c)
{
	septel__out_format(out, "&#%d;", c);
}

/* graphviz reads entities in a string: "&#1;" would be a control in its picture. */
static void escape_dot(struct septel_out *out, char c)
{
	if (c == '&')
		septel__out_string(out, "&amp;");
	else
		septel__out_format(out, "\\%c", c);
}

void markup_xml(struct septel_out *out, struct septel_view words)
{
	write_escaped(out, words, "&<>\"'", escape_xml);
}

void markup_dot(struct septel_out *out, struct septel_view words)
{
	write_escaped(out, words, "\"\\&", escape_dot);
}
