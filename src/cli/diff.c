/* diff.c - see diff.h.
 *
 * No search for differences is needed: the repairs say where they are.  Each
 * repair widens to whole lines on both sides; repairs whose lines touch or lie
 * within twice the context make one hunk.
 */
#include "diff.h"

#define CONTEXT 3

/* Lines first..last (not included) of the old text that change together. */
struct change {
	size_t raw_from, raw_to;   /* bytes of raw, at line starts */
	size_t text_from, text_to; /* bytes of the clean text, at line starts */
};

static size_t line_start(struct septel_view text, size_t at)
{
	while (at > 0 && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the line end of the line that `at` stands on. */
static size_t line_end(struct septel_view text, size_t at)
{
	const size_t newline = septel__find_byte(text, '\n', at);
	return newline == VIEW_NOT_FOUND ? text.len : newline + 1;
}

static size_t count_lines(struct septel_view text, size_t from, size_t to)
{
	size_t lines = 0;
	while (from < to) {
		from = line_end(text, from);
		lines++;
	}
	return lines;
}

/* The start of the line `count` lines before `at`, a line start. */
static size_t lines_back(struct septel_view text, size_t at, size_t count)
{
	while (count-- > 0 && at > 0)
		at = line_start(text, at - 1);
	return at;
}

static size_t lines_on(struct septel_view text, size_t at, size_t count)
{
	while (count-- > 0 && at < text.len)
		at = line_end(text, at);
	return at;
}

static void print_lines(struct septel_out *out, struct septel_view text, size_t from, size_t to,
			char mark)
{
	while (from < to) {
		const size_t next = line_end(text, from);
		septel__out_byte(out, mark);
		septel__out_bytes(out, text.ptr + from, next - from);
		if (text.ptr[next - 1] != '\n')
			septel__out_string(out, "\n\\ No newline at end of file\n");
		from = next;
	}
}

/* Widens the repairs from `first` on to whole lines, as long as they share
 * lines; gives the index behind the last of them.  `shift` is how far the clean
 * text is behind (or ahead of) raw before the first of them. */
static size_t gather(const struct septel_message *message, size_t first, long long *shift,
		     struct change *change)
{
	const struct septel_view raw = message->raw, text = message->text;
	const struct septel_repair *repairs = message->repairs.at;
	size_t i = first;
	size_t raw_at = repairs[i].at.offset;
	change->raw_from = line_start(raw, raw_at);
	change->text_from = (size_t)((long long)change->raw_from + *shift);
	for (;;) {
		raw_at = (size_t)repairs[i].at.offset + repairs[i].at.length;
		*shift += (long long)repairs[i].now.len - (long long)repairs[i].at.length;
		/* The line goes on behind the repair, unless both sides end there. */
		const size_t text_at = (size_t)((long long)raw_at + *shift);
		const bool both_end = (raw_at == 0 || raw.ptr[raw_at - 1] == '\n') &&
				      (text_at == 0 || text.ptr[text_at - 1] == '\n') &&
				      raw_at > change->raw_from;
		change->raw_to = both_end ? raw_at : line_end(raw, raw_at);
		i++;
		if (i == message->repairs.count || repairs[i].at.offset >= change->raw_to)
			break;
	}
	change->text_to = (size_t)((long long)change->raw_to + *shift);
	return i;
}

static void print_hunk(struct septel_out *out, const struct septel_message *message,
		       const struct change *changes, size_t count, size_t first_line)
{
	const struct septel_view raw = message->raw, text = message->text;
	const struct change *last = &changes[count - 1];
	const size_t from = lines_back(raw, changes[0].raw_from, CONTEXT);
	const size_t to = lines_on(raw, last->raw_to, CONTEXT);
	const size_t text_from = changes[0].text_from - (changes[0].raw_from - from);
	const size_t text_to = last->text_to + (to - last->raw_to);
	const size_t old_lines = count_lines(raw, from, to);
	const size_t new_lines = count_lines(text, text_from, text_to);
	const size_t old_line = count_lines(raw, 0, from) + (old_lines ? 1 : 0);
	const size_t new_line = count_lines(text, 0, text_from) + (new_lines ? 1 : 0);
	septel__out_format(out, "@@ -%zu,%zu +%zu,%zu @@\n", old_line + first_line, old_lines,
			   new_line + first_line, new_lines);
	size_t at = from;
	for (size_t i = 0; i < count; i++) {
		print_lines(out, raw, at, changes[i].raw_from, ' ');
		print_lines(out, raw, changes[i].raw_from, changes[i].raw_to, '-');
		print_lines(out, text, changes[i].text_from, changes[i].text_to, '+');
		at = changes[i].raw_to;
	}
	print_lines(out, raw, at, to, ' ');
}

/* Changes that one hunk may hold; more make another hunk. */
#define HUNK_CHANGES 64

void diff_repairs(struct septel_out *out, const struct septel_message *message,
		  const struct corpus_item *item)
{
	if (message->repairs.count == 0)
		return;
	const size_t first_line = item->verbatim ? (size_t)item->line - 1 : 0;
	septel__out_format(out, "--- %.*s\n+++ %.*s\n", VIEW_FORMAT(item->path),
			   VIEW_FORMAT(item->path));
	struct change changes[HUNK_CHANGES];
	size_t count = 0;
	long long shift = 0;
	for (size_t i = 0; i < message->repairs.count;) {
		struct change change;
		i = gather(message, i, &shift, &change);
		const bool near = count && count_lines(message->raw, changes[count - 1].raw_to,
						       change.raw_from) <= 2 * CONTEXT;
		if (count && (!near || count == HUNK_CHANGES)) {
			print_hunk(out, message, changes, count, first_line);
			count = 0;
		}
		changes[count++] = change;
	}
	print_hunk(out, message, changes, count, first_line);
}
