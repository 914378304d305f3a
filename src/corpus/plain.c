/* plain.c - files of message text, one message or many.
 *
 * Messages tile the file: each ends where the next begins, so nothing is lost.
 * Where a message begins is said by septel_message_length.
 */
#include "format.h"

/* Lines of a window in which the start behind an end mark must show. */
#define START_WINDOW 2048
/* End marks, from the back, behind which a start is looked for. */
#define END_MARKS_TRIED 64

static bool is_blank(struct septel_view text)
{
	return septel__trim(text).len == 0;
}

/* Start of the line that `at` stands in. */
static size_t line_start(struct septel_view bytes, size_t at)
{
	const char *newline = at ? memrchr(bytes.ptr, '\n', at) : NULL;
	return newline ? (size_t)(newline - bytes.ptr) + 1 : 0;
}

static size_t line_end(struct septel_view bytes, size_t at)
{
	const size_t newline = septel__find_byte(bytes, '\n', at);
	return newline == VIEW_NOT_FOUND ? bytes.len : newline + 1;
}

/* The line at `at` is an end mark, NNNN alone, and a message begins right
 * behind it: the offset of that message, else 0.  This does not hang on what
 * stands before: an end mark ends whatever it follows. */
static size_t start_behind_end_mark(struct septel_view bytes, size_t at)
{
	const size_t end = line_end(bytes, at);
	if (!septel__equal(septel__trim(septel__slice(bytes, at, end)), VIEW_LITERAL("NNNN")))
		return 0;
	size_t start = end;
	while (start < bytes.len && septel__is_space(bytes.ptr[start]))
		start++;
	start = start < bytes.len ? line_start(bytes, start) : bytes.len;
	if (start < end || start == bytes.len)
		return 0;
	const size_t window = start + START_WINDOW < bytes.len ? start + START_WINDOW : bytes.len;
	const struct septel_view tail = septel__slice(bytes, at, line_start(bytes, window));
	return septel_message_length(tail, false) == start - at ? start : 0;
}

/* The last start behind an end mark, found from the back without reading the
 * messages: so that big files are segmented by all workers. */
static size_t last_marked_start(struct septel_view bytes)
{
	int tried = 0;
	size_t at = line_start(bytes, bytes.len);
	while (at > 0 && tried < END_MARKS_TRIED) {
		at = line_start(bytes, at - 1);
		if (bytes.len - at < 4 || memcmp(bytes.ptr + at, "NNNN", 4) != 0)
			continue;
		const size_t start = start_behind_end_mark(bytes, at);
		if (start)
			return start;
		tried++;
	}
	return 0;
}

/* The start of the last message, found by reading them all. */
static size_t last_start(struct septel_view bytes)
{
	size_t start = 0, length;
	while ((length = septel_message_length(septel__slice(bytes, start, bytes.len), false)))
		start += length;
	return start;
}

static size_t plain_cut(struct septel_view bytes)
{
	const size_t tail = line_start(bytes, bytes.len);
	/* A line cut short might look like a start: whole lines only. */
	const struct septel_view lines = septel__slice(bytes, 0, tail);
	const size_t marked = last_marked_start(lines);
	if (marked)
		return marked;
	const size_t start = last_start(lines);
	if (start)
		return start;
	/* What stands before a line that will be passed over is whole. */
	return bytes.len - tail >= CORPUS_LINE_LIMIT ? tail : 0;
}

/* Behind a line that is too long: the next line. */
static bool resume_line(struct septel_view bytes, size_t *drop)
{
	const size_t newline = septel__find_byte(bytes, '\n', 0);
	*drop = newline == VIEW_NOT_FOUND ? bytes.len : newline + 1;
	return newline != VIEW_NOT_FOUND;
}

static bool begins_transmission(struct septel_view line)
{
	return septel__starts(line, "VZCZC") || septel__starts(line, "ZCZC");
}

/* Behind a message that is too long: the next transmission, or what an end mark
 * stands before.  The first line is of the message that is too long. */
static bool resume_message(struct septel_view bytes, size_t *drop)
{
	size_t at = line_end(bytes, 0);
	while (at < bytes.len) {
		if (begins_transmission(septel__slice(bytes, at, bytes.len))) {
			*drop = at;
			return true;
		}
		const size_t start = bytes.ptr[at] == 'N' ? start_behind_end_mark(bytes, at) : 0;
		if (start) {
			*drop = start;
			return true;
		}
		at = line_end(bytes, at);
	}
	/* The end mark and the start may lie on both sides of the cut. */
	*drop = bytes.len > START_WINDOW ? line_start(bytes, bytes.len - START_WINDOW) : 0;
	if (*drop == 0 && bytes.len >= CORPUS_HEAD_SIZE)
		*drop = bytes.len;
	return false;
}

static const struct corpus_skip LONG_LINE = {"line is longer than 1 MiB", resume_line};
static const struct corpus_skip LONG_MESSAGE = {"message is longer than 16 MiB", resume_message};

static const struct corpus_skip *plain_overlong(struct septel_view bytes, bool full)
{
	if (bytes.len >= CORPUS_LINE_LIMIT &&
	    septel__find_byte(septel__slice(bytes, 0, CORPUS_LINE_LIMIT), '\n', 0) ==
		    VIEW_NOT_FOUND)
		return &LONG_LINE;
	return full ? &LONG_MESSAGE : NULL;
}

/* CORPUS_END for a part without a message, too. */
static enum corpus_result next_part(struct corpus_splitter *splitter, struct corpus_item *item,
				    struct corpus_fault *fault)
{
	const struct corpus_piece *piece = &splitter->block->pieces[splitter->piece];
	const size_t length = septel_message_length(splitter->rest, true);
	const struct septel_view text = septel__slice(splitter->rest, 0, length);
	enum corpus_result result = CORPUS_ITEM;
	if (is_blank(text)) {
		result = piece->whole && !splitter->begun && length == splitter->rest.len
				 ? septel__splitter_fault(splitter, fault, "file holds no text")
				 : CORPUS_END;
	} else if (length > SEPTEL_MESSAGE_LIMIT) {
		result = septel__splitter_fault(splitter, fault, LONG_MESSAGE.reason);
	} else {
		item->offset = splitter->offset;
		item->line = splitter->line;
		item->text = text;
		item->verbatim = true;
	}
	septel__splitter_advance(splitter, length);
	return result;
}

static enum corpus_result plain_next(struct corpus_splitter *splitter, struct corpus_item *item,
				     struct corpus_fault *fault)
{
	enum corpus_result result = CORPUS_END;
	while (result == CORPUS_END && splitter->rest.len)
		result = next_part(splitter, item, fault);
	return result;
}

const struct corpus_format septel__format_plain = {
	.name = "plain text",
	.cut = plain_cut,
	.overlong = plain_overlong,
	.next = plain_next,
};
