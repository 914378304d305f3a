/* transmission.c - see transmission.h; pilot.c has the pilot lines. */
#include "transmission.h"

#include "identification.h"
#include "pilot.h"

/* Characters of a line (wire-format 2). */
#define LINE_WIDTH 69u
/* On ITA2 five J and five S in figures, whatever they print; in ASCII as the international figures
 * have it. */
static const char BELLS[] = "\a\a\a\a\a'''''";
static const char BELL_CODES[] = "\x1B\x0B\x0B\x0B\x0B\x0B\x05\x05\x05\x05\x05\x1F";

static struct septel_view span_of(struct septel_view bytes, struct septel_span span)
{
	return septel__slice(bytes, span.offset, (size_t)span.offset + span.length);
}

/* The line end of the message: that of its first line. */
static struct septel_view line_end_of(struct septel_view bytes)
{
	const size_t newline = septel__find_byte(bytes, '\n', 0);
	size_t from = newline;
	if (newline == VIEW_NOT_FOUND)
		return VIEW_LITERAL("\n");
	while (from > 0 && newline - from < 2 && bytes.ptr[from - 1] == '\r')
		from--;
	return septel__slice(bytes, from, newline + 1);
}

static void write_identification(struct septel_out *out, const struct transmission *transmission,
				 struct septel_view end)
{
	if (transmission->identification.len == 0)
		return;
	septel__out_string(out, transmission->form == IDENTIFICATION_MANUAL ? "VV   " : "VZCZC");
	septel__out_view(out, transmission->identification);
	septel__out_view(out, end);
}

/* The indicators behind what stands in the line already; a line that is full goes on in the next,
 * which begins with an indicator.  `last` is the stop of JANAP 128. */
static void write_indicators(struct septel_out *out, size_t column, struct septel_view routing,
			     struct septel_view end, const char *last)
{
	struct septel_view word;
	bool blank = last[0] == '\0';
	while (septel__next_word(&routing, &word)) {
		if (column + blank + word.len + strlen(last) > LINE_WIDTH && column > 0) {
			septel__out_view(out, end);
			column = 0;
		} else if (blank) {
			septel__out_byte(out, ' ');
			column++;
		}
		septel__out_view(out, word);
		column += word.len;
		blank = true;
	}
	septel__out_string(out, last);
	septel__out_view(out, end);
}

/* `janap`: in the form of JANAP 128, whose line 2 says who calls, too. */
static void write_routing_line(struct septel_out *out, const struct transmission *transmission,
			       const struct envelope *envelope, bool janap, struct septel_view end)
{
	const char prosign = septel__prosign(transmission->precedence ? transmission->precedence
								      : SEPTEL_ROUTINE);
	if (transmission->bells && transmission->precedence == SEPTEL_FLASH)
		septel__out_string(out, BELLS);
	septel__out_byte(out, prosign);
	if (janap) {
		septel__out_view(out, septel__slice(envelope->janap, 1, envelope->janap.len));
		write_indicators(out, envelope->janap.len, transmission->routing, end, ".");
	} else {
		septel__out_byte(out, prosign);
		write_indicators(out, 2, transmission->routing, end, "");
	}
}

/* What a pilot has below it: the message with its identifications, line by line without the mark
 * of a start, and its routing line. */
static void write_original(struct septel_out *out, const struct envelope *envelope,
			   struct septel_view bytes)
{
	struct septel_view lines = span_of(bytes, envelope->identifications);
	while (lines.len) {
		const size_t newline = septel__find_byte(lines, '\n', 0);
		const size_t length = newline == VIEW_NOT_FOUND ? lines.len : newline + 1;
		const struct septel_view line = septel__slice(lines, 0, length);
		if (septel__trim(line).len)
			septel__out_view(out, septel__identification_unmarked(line));
		lines = septel__slice(lines, length, lines.len);
	}
	const size_t behind =
		(size_t)envelope->identifications.offset + envelope->identifications.length;
	septel__out_view(out, septel__slice(bytes, behind, bytes.len));
}

static void write_pilot(struct septel_out *out, struct septel_view pilot, struct septel_view end)
{
	struct septel_view line;
	while (septel__next_line(&pilot, &line)) {
		septel__out_view(out, line);
		septel__out_view(out, end);
	}
}

void septel__transmission_write(struct septel_out *out, const struct transmission *transmission,
				const struct envelope *envelope, struct septel_view bytes)
{
	const struct septel_view end = line_end_of(bytes);
	const bool janap = envelope->janap.len > 0;
	const bool rerun = septel__pilot_of_rerun(transmission->pilot);
	write_identification(out, transmission, end);
	if (transmission->pilot.len && !rerun) {
		write_routing_line(out, transmission, envelope, false, end);
		write_pilot(out, transmission->pilot, end);
		write_original(out, envelope, bytes);
		return;
	}
	if (rerun)
		write_pilot(out, transmission->pilot, end);
	septel__out_view(out, span_of(bytes, envelope->pilots));
	write_routing_line(out, transmission, envelope, janap, end);
	const size_t behind = (size_t)envelope->routing_line.offset + envelope->routing_line.length;
	septel__out_view(out, septel__slice(bytes, behind, bytes.len));
}

/* ---- on a stream --------------------------------------------------------------------- */

#define END_LETTERS 12u

struct stream_writing {
	const struct stream_manner *manner;
	struct ita2 ita2;
	struct septel_out *out;
};

/* False: there is no code for the character at *refused of `text`. */
static bool write_text(struct stream_writing *writing, struct septel_view text, size_t *refused)
{
	if (writing->manner->alphabet == ALPHABET_ITA2)
		return septel__ita2_encode(&writing->ita2, text, writing->out, refused);
	septel__out_view(writing->out, text);
	return true;
}

static void write_known(struct stream_writing *writing, const char *text)
{
	size_t refused;
	if (!write_text(writing, septel_view_of(text), &refused))
		writing->out->failed = true; /* what we say ourselves has codes */
}

static void write_line_end(struct stream_writing *writing)
{
	write_known(writing, writing->manner->compressed_line_ends ? "\n" : "\r\r\n");
}

/* 2 CR, 8 LF, NNNN, 12 LTRS. */
static void write_end(struct stream_writing *writing)
{
	write_known(writing, "\r\r\n\n\n\n\n\n\n\nNNNN");
	if (writing->manner->alphabet == ALPHABET_ITA2)
		septel__ita2_letters(&writing->ita2, END_LETTERS, writing->out);
	else
		write_line_end(writing);
}

static bool write_lines(struct stream_writing *writing, struct septel_view text, size_t *refused)
{
	bool calling = false; /* format line 3 has gone */
	for (size_t at = 0; at < text.len;) {
		const size_t newline = septel__find_byte(text, '\n', at);
		const size_t next = newline == VIEW_NOT_FOUND ? text.len : newline + 1;
		size_t end = newline == VIEW_NOT_FOUND ? text.len : newline;
		while (end > at && text.ptr[end - 1] == '\r')
			end--;
		if (writing->manner->alphabet == ALPHABET_ITA2 &&
		    septel__starts(septel__slice(text, at, end), BELLS)) {
			septel__out_string(writing->out, BELL_CODES);
			writing->ita2.in_figures = false;
			at += sizeof BELLS - 1;
		}
		const struct septel_view line = septel__slice(text, at, end);
		if (!write_text(writing, line, refused)) {
			*refused += at;
			return false;
		}
		if (!calling && septel__starts(line, "DE ")) {
			calling = true;
			if (writing->manner->alphabet == ALPHABET_ITA2)
				septel__ita2_letters(&writing->ita2, 1, writing->out);
		}
		if (next < text.len)
			write_line_end(writing);
		at = next;
	}
	return true;
}

/* `transmission` without its end: the stream has one of its own. */
static struct septel_view without_end(struct septel_view transmission)
{
	struct septel_view text = septel__trim_right(transmission);
	if (septel__ends(text, "NNNN"))
		text = septel__slice(text, 0, text.len - 4);
	return septel__trim_right(text);
}

/* A mark of the stream inside the transmission would end it there, or begin another (wire-format
 * 2): where it stands, VIEW_NOT_FOUND for none. */
static size_t find_mark(struct septel_view text, enum line_alphabet alphabet)
{
	/* ITA2 has capitals alone: small letters make the same marks. */
	size_t (*const find)(struct septel_view, const char *, size_t) =
		alphabet == ALPHABET_ITA2 ? septel__find_fold : septel__find;
	const size_t end = find(text, "NNNN", 0);
	const size_t own = septel__starts(text, "VZCZC") ? 1 : 0;
	const size_t start = find(text, "ZCZC", own ? own + 4 : 0);
	return start < end ? start : end;
}

bool septel__transmission_encode(struct septel_out *out, struct septel_view transmission,
				 const struct stream_manner *manner, size_t *refused)
{
	const size_t before = out->length;
	struct stream_writing writing = {
		.manner = manner,
		.ita2 = {.figures = manner->figures, .unshift_on_space = manner->unshift_on_space},
		.out = out};
	const struct septel_view text = without_end(transmission);
	*refused = find_mark(text, manner->alphabet);
	if (*refused != VIEW_NOT_FOUND)
		return false;
	/* Where the line before left the case of the other end is not known. */
	if (manner->alphabet == ALPHABET_ITA2)
		septel__ita2_letters(&writing.ita2, 1, out);
	if (!write_lines(&writing, text, refused)) {
		out->length = before;
		return false;
	}
	write_end(&writing);
	return true;
}

void septel__transmission_interrupt(struct septel_out *out, const struct stream_manner *manner)
{
	struct stream_writing writing = {
		.manner = manner,
		.ita2 = {.figures = manner->figures, .unshift_on_space = manner->unshift_on_space},
		.out = out};
	if (manner->alphabet == ALPHABET_ITA2)
		septel__ita2_letters(&writing.ita2, 1, out);
	write_line_end(&writing);
	write_known(&writing, "E E E E E E E E AR");
	write_end(&writing);
}
