/* stream.c - see stream.h.
 *
 * Outside, line after line is looked at for a start: ZCZC anywhere, or a line that can only be
 * format line 1 or 2.  Within, for NNNN and for another ZCZC anywhere, and for a line that is NNNN
 * but for one character.  No byte is looked at twice but the last three of a piece.
 */
#include "stream.h"

#include "../base/limits.h"
#include "../message/format_line.h"
#include "identification.h"
#include "pilot.h"

#define MARK_LENGTH 4u
/* A line of noise longer than this is told before it has ended. */
#define NOISE_LINE_LIMIT 1024u
/* Bytes in front of format line 3 between two ZCZC of one transmission. */
#define FRONT_LIMIT 2048u
/* Bytes before NNNN in which the sign of an interruption stands: 8 E, AR, blanks, line ends. */
#define INTERRUPTION_REACH 64u
#define INTERRUPTION_LEAST 5u /* E that have come whole */

void septel__stream_init(struct stream *stream)
{
	*stream = (struct stream){0};
	septel__out_init(&stream->bytes, NULL, 0);
}

void septel__stream_release(struct stream *stream)
{
	septel__out_release(&stream->bytes);
}

bool septel__stream_take(struct stream *stream, struct septel_view bytes)
{
	const size_t gone = stream->start;
	if (gone) {
		memmove(stream->bytes.data, stream->bytes.data + gone, stream->bytes.length - gone);
		stream->bytes.length -= gone;
		stream->start = 0;
		stream->line -= gone;
		stream->scanned -= gone;
	}
	if (!septel__out_reserve(&stream->bytes, bytes.len)) {
		stream->bytes.failed = false;
		return false;
	}
	septel__out_view(&stream->bytes, bytes);
	stream->silent = false;
	return true;
}

void septel__stream_silence(struct stream *stream)
{
	stream->silent = true;
}

static struct septel_view between(const struct stream *stream, size_t from, size_t to)
{
	return (struct septel_view){stream->bytes.data + from, to - from};
}

/* What is told ends at `end`, and looking goes on there. */
static bool tell(struct stream *stream, struct stream_event *event, enum stream_event_kind kind,
		 size_t end)
{
	*event = (struct stream_event){.kind = kind, .bytes = between(stream, stream->start, end)};
	stream->start = end;
	if (stream->line < end)
		stream->line = end;
	if (stream->scanned < end)
		stream->scanned = end;
	return true;
}

static bool is_padding(struct septel_view bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		if (!septel__is_space(bytes.ptr[i]) && bytes.ptr[i] != '\0' &&
		    bytes.ptr[i] != '\x7F')
			return false;
	return true;
}

static bool tell_noise(struct stream *stream, struct stream_event *event, size_t end)
{
	const bool padding = is_padding(between(stream, stream->start, end));
	return tell(stream, event, padding ? STREAM_PADDING : STREAM_NOISE, end);
}

/* ---- outside ------------------------------------------------------------------------- */

/* A line that begins a transmission though it has no ZCZC, or not all of it. */
static bool is_first_line(struct septel_view line)
{
	struct identification_line identifications;
	struct janap_line janap;
	struct septel_view words;
	/* Bells in front of a FLASH. */
	while (line.len && (line.ptr[0] == '\a' || line.ptr[0] == '\'' || line.ptr[0] == '\0'))
		line = septel__slice(line, 1, line.len);
	line = septel__trim(line);
	return septel__identification_line(line, &identifications) ||
	       septel__identification_garbled(line, &words) || septel__routing_line(line, &words) ||
	       septel__janap_line(line, &janap);
}

static bool begin(struct stream *stream, size_t at, size_t scanned)
{
	stream->within = true;
	stream->start = stream->line = at;
	stream->scanned = scanned;
	return true;
}

/* Looks through the line up to `end` for a start; *noise_end is where the noise ends if so. */
static bool find_start(struct stream *stream, size_t end, bool whole)
{
	const struct septel_view line = between(stream, stream->line, end);
	const size_t mark = septel__find(line, "ZCZC", stream->scanned - stream->line);
	if (mark != VIEW_NOT_FOUND) {
		const size_t at = stream->line + mark;
		stream->line = at - (mark > 0 && line.ptr[mark - 1] == 'V');
		stream->scanned = at + MARK_LENGTH;
		return true;
	}
	return whole && is_first_line(line);
}

static bool next_outside(struct stream *stream, struct stream_event *event)
{
	const size_t length = stream->bytes.length;
	while (stream->line < length) {
		const struct septel_view all = between(stream, 0, length);
		const size_t newline = septel__find_byte(all, '\n', stream->scanned);
		const size_t end = newline == VIEW_NOT_FOUND ? length : newline + 1;
		const bool whole = newline != VIEW_NOT_FOUND || stream->silent;
		if (find_start(stream, end, whole)) {
			const size_t at = stream->line, scanned = stream->scanned;
			const bool noise = at > stream->start;
			if (noise)
				tell_noise(stream, event, at);
			begin(stream, at, scanned > at ? scanned : at);
			return noise;
		}
		if (!whole)
			break;
		stream->line = stream->scanned = end;
	}
	if (stream->line < length) {
		/* A line that has not ended: a mark may have come in part. */
		const size_t tail = MARK_LENGTH - 1;
		stream->scanned = length - stream->line > tail ? length - tail : stream->line;
		if (length - stream->line > NOISE_LINE_LIMIT)
			stream->line = length - MARK_LENGTH;
	}
	return stream->line > stream->start && tell_noise(stream, event, stream->line);
}

/* ---- within -------------------------------------------------------------------------- */

/* Nothing but what stands in front of format line 3: one ZCZC more is one of this transmission
 * (two numbers of one message; the number below a pilot). */
static bool is_front(struct septel_view bytes)
{
	struct septel_view line = {"", 0}, words;
	struct identification_line identifications;
	bool number_may_follow = false;
	if (bytes.len > FRONT_LIMIT)
		return false;
	while (septel__next_line(&bytes, &line)) {
		line = septel__trim(line);
		if (line.len == 0)
			continue;
		number_may_follow = septel__identification_line(line, &identifications) ||
				    septel__pilot_line(line);
		if (!number_may_follow && !septel__routing_line(line, &words) &&
		    !septel__routing_continuation(line))
			return false;
	}
	return number_may_follow;
}

/* NNNN but for one character, or with its letters shift lost. */
static bool is_garbled_end(struct septel_view line)
{
	size_t right = 0;
	while (line.len && septel__is_one_of(line.ptr[line.len - 1], "\r\n"))
		line.len--;
	if (septel__equal(line, VIEW_LITERAL(",,,,")))
		return true;
	for (size_t i = 0; i < line.len && line.len <= MARK_LENGTH; i++)
		right += line.ptr[i] == 'N';
	return right == MARK_LENGTH - 1;
}

/* The last line of `bytes` that is not blank. */
static struct septel_view last_line(struct septel_view bytes)
{
	bytes = septel__trim_right(bytes);
	size_t from = bytes.len;
	while (from > 0 && bytes.ptr[from - 1] != '\n')
		from--;
	return septel__slice(bytes, from, bytes.len);
}

/* "E E E E E E E E AR" stands at the end of `bytes`. */
static bool is_interrupted(struct septel_view bytes)
{
	bytes = septel__trim_right(bytes);
	if (bytes.len > INTERRUPTION_REACH)
		bytes = septel__slice(bytes, bytes.len - INTERRUPTION_REACH, bytes.len);
	if (!septel__ends(bytes, "AR"))
		return false;
	bytes = septel__trim_right(septel__slice(bytes, 0, bytes.len - 2));
	size_t count = 0;
	while (bytes.len && bytes.ptr[bytes.len - 1] == 'E') {
		count++;
		bytes = septel__trim_right(septel__slice(bytes, 0, bytes.len - 1));
	}
	return count >= INTERRUPTION_LEAST;
}

static bool tell_unfinished(struct stream *stream, struct stream_event *event, size_t end)
{
	const bool garbled = is_garbled_end(last_line(between(stream, stream->start, end)));
	stream->within = false;
	tell(stream, event, garbled ? STREAM_TRANSMISSION : STREAM_UNFINISHED, end);
	event->garbled_end = garbled;
	return true;
}

static bool tell_finished(struct stream *stream, struct stream_event *event, size_t mark)
{
	const bool interrupted = is_interrupted(between(stream, stream->start, mark));
	stream->within = false;
	return tell(stream, event, interrupted ? STREAM_INTERRUPTED : STREAM_TRANSMISSION,
		    mark + MARK_LENGTH);
}

/* Looks through the line up to `end` for what ends the transmission. */
static bool find_end(struct stream *stream, struct stream_event *event, size_t end, bool whole)
{
	const struct septel_view line = between(stream, stream->line, end);
	size_t from = stream->scanned - stream->line;
	const size_t last = septel__find(line, "NNNN", from);
	for (;;) {
		size_t mark = septel__find(line, "ZCZC", from);
		if (mark == VIEW_NOT_FOUND || (last != VIEW_NOT_FOUND && last < mark))
			break;
		const size_t at = stream->line + mark - (mark > 0 && line.ptr[mark - 1] == 'V');
		if (!is_front(between(stream, stream->start, at)))
			return tell_unfinished(stream, event, at);
		from = mark + MARK_LENGTH;
	}
	if (last != VIEW_NOT_FOUND)
		return tell_finished(stream, event, stream->line + last);
	return whole && stream->line > stream->start && is_garbled_end(line) &&
	       tell_unfinished(stream, event, end);
}

static bool next_within(struct stream *stream, struct stream_event *event)
{
	const size_t length = stream->bytes.length;
	while (stream->line < length) {
		const struct septel_view all = between(stream, 0, length);
		const size_t newline = septel__find_byte(all, '\n', stream->scanned);
		const bool whole = newline != VIEW_NOT_FOUND;
		const size_t end = whole ? newline + 1 : length;
		if (find_end(stream, event, end, whole))
			return true;
		if (!whole)
			break;
		stream->line = stream->scanned = end;
	}
	if (stream->line < length && length - stream->scanned > MARK_LENGTH)
		stream->scanned = length - (MARK_LENGTH - 1);
	if (length - stream->start > STREAM_LIMIT) {
		stream->within = false;
		return tell(stream, event, STREAM_OVERLONG, length);
	}
	return stream->silent && length > stream->start && tell_unfinished(stream, event, length);
}

bool septel__stream_next(struct stream *stream, struct stream_event *event)
{
	while (stream->start < stream->bytes.length) {
		const bool within = stream->within;
		if (within ? next_within(stream, event) : next_outside(stream, event))
			return true;
		if (within || !stream->within)
			return false;
	}
	return false;
}
