/* csv.c - the eight columns of cables.csv.
 *
 *   "1","12/28/1966 18:48","66BUENOSAIRES2481","Embassy Buenos Aires",
 *   "UNCLASSIFIED","66STATE106206","header","body"
 *
 * in one row: number, date, message reference number, origin, classification,
 * references, header, body.  Every field is quoted; \" and \\ (and, tolerated,
 * "") stand for a quote and a backslash; line ends inside a field are its own.
 *
 * A row begins at a line start with a quote, digits, "," and the date: inside a
 * field such quotes would be escaped, so this is certain without reading what
 * stands before.  Hence the stream can be cut anywhere by looking back, and a
 * damaged row hides no other.
 */
#include "../base/utf8.h"
#include "format.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define COLUMNS 8
enum column { COLUMN_DATE = 1, COLUMN_ID = 2, COLUMN_HEADER = 6, COLUMN_BODY = 7 };

/* More than the longest beginning of a row that is looked at. */
#define START_SIZE 32

/* Between header and body of the message. */
static const char EMPTY_LINE[] = {'\n', '\n'};

static const char *digits(const char *at, const char *end, size_t most)
{
	const char *limit = (size_t)(end - at) > most ? at + most : end;
	const char *begin = at;
	while (at < limit && septel__is_digit(*at))
		at++;
	return at > begin ? at : NULL;
}

/* True if the bytes at `at` are "digits","digits/digits/ . */
static bool starts_row(const char *at, const char *end)
{
	if (at == end || *at != '"' || !(at = digits(at + 1, end, 10)))
		return false;
	if (end - at < 3 || memcmp(at, "\",\"", 3) != 0 || !(at = digits(at + 3, end, 2)))
		return false;
	if (at == end || *at != '/' || !(at = digits(at + 1, end, 2)))
		return false;
	return at < end && *at == '/';
}

/* The first row that begins at a line start at or behind `from`. */
static size_t find_row(struct septel_view bytes, size_t from)
{
	while ((from = septel__find_byte(bytes, '"', from)) != VIEW_NOT_FOUND) {
		if ((from == 0 || bytes.ptr[from - 1] == '\n') &&
		    starts_row(bytes.ptr + from, bytes.ptr + bytes.len))
			return from;
		from++;
	}
	return VIEW_NOT_FOUND;
}

bool septel__is_csv(struct septel_view head)
{
	return find_row(head, septel__byte_order_mark(head)) != VIEW_NOT_FOUND;
}

static size_t csv_cut(struct septel_view bytes)
{
	const char *end = bytes.ptr + bytes.len;
	size_t at = bytes.len;
	const char *newline;
	while ((newline = memrchr(bytes.ptr, '\n', at))) {
		at = (size_t)(newline - bytes.ptr);
		if (starts_row(newline + 1, end))
			return at + 1;
	}
	return 0;
}

static bool resume_row(struct septel_view bytes, size_t *drop)
{
	const size_t row = find_row(bytes, 1);
	*drop = row != VIEW_NOT_FOUND ? row : bytes.len > START_SIZE ? bytes.len - START_SIZE : 0;
	return row != VIEW_NOT_FOUND;
}

static const struct corpus_skip LONG_ROW = {"row is longer than 24 MiB", resume_row};

static const struct corpus_skip *csv_overlong(struct septel_view bytes, bool full)
{
	(void)bytes;
	return full ? &LONG_ROW : NULL;
}

/* The first quote or backslash at or behind `at`, or `end`. */
static char *find_special(char *at, const char *end)
{
#if defined(__SSE2__)
	const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
	for (; end - at >= 32; at += 32) {
		const __m128i a = _mm_loadu_si128((const __m128i *)(const void *)at);
		const __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(at + 16));
		const __m128i hit_a =
			_mm_or_si128(_mm_cmpeq_epi8(a, quote), _mm_cmpeq_epi8(a, backslash));
		const __m128i hit_b =
			_mm_or_si128(_mm_cmpeq_epi8(b, quote), _mm_cmpeq_epi8(b, backslash));
		if (_mm_movemask_epi8(_mm_or_si128(hit_a, hit_b)) == 0)
			continue;
		const unsigned mask = (unsigned)_mm_movemask_epi8(hit_a) |
				      (unsigned)_mm_movemask_epi8(hit_b) << 16;
		return at + __builtin_ctz(mask);
	}
#endif
	while (at < end && *at != '"' && *at != '\\')
		at++;
	return at;
}

struct field {
	char *begin, *end;
	bool escaped; /* something in it stands for something else */
};

struct row {
	struct field fields[COLUMNS];
	int count;
	char *end; /* behind the row: of the last byte read, where it is cut */
};

static bool ends_line(const char *at, const char *end)
{
	return at == end || *at == '\n' || (*at == '\r' && (end - at == 1 || at[1] == '\n'));
}

enum field_end { FIELD_CLOSED, FIELD_LAST, FIELD_CUT };

/* Finds the end of the field that begins at field->begin.  CUT: *at is where
 * another row begins, or the end. */
static enum field_end scan_field(struct field *field, bool body, char **at, char *end)
{
	char *place = field->begin;
	for (;;) {
		place = find_special(place, end);
		*at = field->end = place;
		if (place == end)
			return FIELD_CUT;
		if (*place == '\\') {
			/* Before a line end it is none of the two escapes. */
			const bool pair = end - place > 1 && (place[1] == '"' || place[1] == '\\');
			field->escaped |= pair;
			place += pair ? 2 : 1;
			continue;
		}
		if (place[-1] == '\n' && starts_row(place, end))
			return FIELD_CUT;
		if (ends_line(place + 1, end)) {
			*at = place + 1;
			return FIELD_LAST;
		}
		if (place[1] == '"') {
			field->escaped = true;
			place += 2;
			continue;
		}
		if (!body && end - place > 2 && place[1] == ',' && place[2] == '"') {
			*at = place + 3;
			return FIELD_CLOSED;
		}
		/* A quote that nobody escaped: as it stands. */
		place++;
	}
}

/* Finds the fields of the row at `bytes`; false if it is not all there. */
static bool scan_row(struct row *row, char *begin, char *end)
{
	enum field_end field_end = FIELD_CLOSED;
	char *at = begin + 1;
	for (row->count = 0; row->count < COLUMNS && field_end == FIELD_CLOSED; row->count++) {
		struct field *field = &row->fields[row->count];
		*field = (struct field){.begin = at};
		field_end = scan_field(field, row->count == COLUMN_BODY, &at, end);
	}
	/* The line end belongs to the row. */
	if (field_end == FIELD_LAST && at < end && *at == '\r')
		at++;
	if (field_end == FIELD_LAST && at < end && *at == '\n')
		at++;
	row->end = at;
	return field_end == FIELD_LAST && row->count == COLUMNS;
}

/* Takes the escapes out, in place, in runs. */
static void unescape(struct field *field)
{
	if (!field->escaped)
		return;
	char *from = find_special(field->begin, field->end), *to = from;
	while (from < field->end) {
		/* At a special byte: of a pair, the second one stays. */
		const bool pair =
			field->end - from > 1 &&
			(*from == '"' ? from[1] == '"' : from[1] == '"' || from[1] == '\\');
		from += pair;
		*to++ = *from++;
		char *next = find_special(from, field->end);
		memmove(to, from, (size_t)(next - from));
		to += next - from;
		from = next;
	}
	field->end = to;
}

static struct septel_view field_view(const struct field *field)
{
	return (struct septel_view){field->begin, (size_t)(field->end - field->begin)};
}

/* Header, empty line, body: the header is moved up to the body, for which the
 * three bytes between the fields leave room. */
static struct septel_view message_text(struct row *row)
{
	struct field *header = &row->fields[COLUMN_HEADER], *body = &row->fields[COLUMN_BODY];
	unescape(header);
	unescape(body);
	const size_t length = (size_t)(header->end - header->begin);
	char *gap = body->begin - sizeof EMPTY_LINE;
	memmove(gap - length, header->begin, length);
	memcpy(gap, EMPTY_LINE, sizeof EMPTY_LINE);
	return (struct septel_view){gap - length, (size_t)(body->end - (gap - length))};
}

/* 2008 of "12/4/2008 6:37"; 0 for none. */
static int year_of(struct septel_view date)
{
	const size_t month = septel__find_byte(date, '/', 0);
	const size_t day =
		month == VIEW_NOT_FOUND ? month : septel__find_byte(date, '/', month + 1);
	if (day == VIEW_NOT_FOUND)
		return 0;
	const int year = septel__number(septel__slice(date, day + 1, day + 5));
	return year >= 1000 ? year : 0;
}

/* Names of columns above the first row. */
static bool is_title(struct septel_view bytes)
{
	struct row row;
	char *begin = (char *)(uintptr_t)bytes.ptr;
	return septel__starts(bytes, "\"") && scan_row(&row, begin, begin + bytes.len) &&
	       row.end == begin + bytes.len &&
	       row.fields[COLUMN_BODY].end - begin < (ptrdiff_t)START_SIZE * 8;
}

/* What stands before the next row and is none. */
static enum corpus_result pass_junk(struct corpus_splitter *splitter, struct corpus_fault *fault)
{
	const size_t row = find_row(splitter->rest, 0);
	const size_t length = row == VIEW_NOT_FOUND ? splitter->rest.len : row;
	struct septel_view junk = septel__slice(splitter->rest, 0, length);
	if (splitter->offset == 0)
		junk = septel__slice(junk, septel__byte_order_mark(junk), junk.len);
	junk = septel__trim_right(junk);
	const bool silent = junk.len == 0 || (splitter->offset == 0 && is_title(junk));
	const enum corpus_result result =
		silent ? CORPUS_END : septel__splitter_fault(splitter, fault, "row is cut in half");
	septel__splitter_advance(splitter, length);
	return result;
}

static enum corpus_result csv_next(struct corpus_splitter *splitter, struct corpus_item *item,
				   struct corpus_fault *fault)
{
	/* The block's bytes are the splitter's to change. */
	char *begin = (char *)(uintptr_t)splitter->rest.ptr;
	if (splitter->rest.len == 0)
		return CORPUS_END;
	if (!starts_row(begin, begin + splitter->rest.len)) {
		const enum corpus_result result = pass_junk(splitter, fault);
		if (result != CORPUS_END || splitter->rest.len == 0)
			return result;
		begin = (char *)(uintptr_t)splitter->rest.ptr;
	}
	struct row row;
	enum corpus_result result = CORPUS_ITEM;
	if (!scan_row(&row, begin, begin + splitter->rest.len))
		result = septel__splitter_fault(splitter, fault, "row is cut in half");
	item->offset = splitter->offset;
	item->line = splitter->line;
	/* Lines are counted before the bytes change. */
	septel__splitter_advance(splitter, (size_t)(row.end - begin));
	if (result != CORPUS_ITEM)
		return result;
	item->text = message_text(&row);
	item->options.id = field_view(&row.fields[COLUMN_ID]);
	item->options.year = year_of(field_view(&row.fields[COLUMN_DATE]));
	if (item->text.len <= SEPTEL_MESSAGE_LIMIT)
		return CORPUS_ITEM;
	result = septel__splitter_fault(splitter, fault, "message is longer than 16 MiB");
	fault->offset = item->offset;
	fault->line = item->line;
	return result;
}

const struct corpus_format septel__format_csv = {
	.name = "cables.csv",
	.cut = csv_cut,
	.overlong = csv_overlong,
	.next = csv_next,
};
