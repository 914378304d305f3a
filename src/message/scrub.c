/* scrub.c - bytes that no sender wrote; see repair.h.
 *
 * Web archives leave anchors, pilcrows, entities and line-break backslashes;
 * Windows leaves CP1252 bytes; lines leave NUL and other controls.  Each is
 * recognised by its own bytes alone.  Plain text is passed sixteen bytes at a
 * time: only bytes that could begin such damage are looked at.
 */
#include "../base/utf8.h"
#include "repair.h"
#include "scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define ANCHOR_LENGTH_LIMIT 64
#define ENTITY_LENGTH_LIMIT 10

/* True for a byte that may begin damage: a control, DEL, & [ \ or 0x80 and up. */
static bool is_suspect(char c)
{
	const unsigned char byte = (unsigned char)c;
	if (byte >= 0x7F || byte == '&' || byte == '[' || byte == '\\')
		return true;
	return byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t';
}

/* The first suspect byte at or after `from`; text.len if there is none. */
static size_t next_suspect(struct septel_view text, size_t from)
{
#ifdef __SSE2__
	const __m128i space = _mm_set1_epi8(0x20), del = _mm_set1_epi8(0x7F);
	const __m128i ampersand = _mm_set1_epi8('&'), bracket = _mm_set1_epi8('[');
	const __m128i backslash = _mm_set1_epi8('\\'), newline = _mm_set1_epi8('\n');
	const __m128i carriage = _mm_set1_epi8('\r'), tab = _mm_set1_epi8('\t');
	for (; from + 16 <= text.len; from += 16) {
		const __m128i bytes =
			_mm_loadu_si128((const __m128i *)(const void *)(text.ptr + from));
		/* As signed bytes, those from 0x80 on are below the space too. */
		const __m128i low = _mm_cmplt_epi8(bytes, space);
		const __m128i white = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, newline),
								_mm_cmpeq_epi8(bytes, carriage)),
						   _mm_cmpeq_epi8(bytes, tab));
		const __m128i signs = _mm_or_si128(
			_mm_or_si128(_mm_cmpeq_epi8(bytes, ampersand),
				     _mm_cmpeq_epi8(bytes, bracket)),
			_mm_or_si128(_mm_cmpeq_epi8(bytes, backslash), _mm_cmpeq_epi8(bytes, del)));
		const int mask =
			_mm_movemask_epi8(_mm_or_si128(_mm_andnot_si128(white, low), signs));
		if (mask)
			return from + (size_t)__builtin_ctz((unsigned)mask);
	}
#endif
	while (from < text.len && !is_suspect(text.ptr[from]))
		from++;
	return from;
}

/* "[1](#)": gives its length, what stands between the brackets in *words. */
static size_t anchor(struct septel_view rest, struct septel_view *words)
{
	const struct septel_view near = septel__slice(rest, 0, ANCHOR_LENGTH_LIMIT);
	const size_t close = septel__find_byte(near, ']', 1);
	if (close == VIEW_NOT_FOUND || close == 1)
		return 0;
	*words = septel__slice(near, 1, close);
	if (septel__find_byte(*words, '\n', 0) != VIEW_NOT_FOUND ||
	    !septel__starts(septel__slice(near, close, near.len), "](#"))
		return 0;
	const size_t end = septel__find_byte(near, ')', close + 3);
	return end == VIEW_NOT_FOUND ? 0 : end + 1;
}

static bool is_entity_byte(char c)
{
	return septel__is_alnum(c) || c == '#';
}

/* The code point of "quot"; false if there is no such entity. */
static bool named_entity(struct septel_view name, uint32_t *code)
{
	static const struct {
		const char *name;
		uint32_t code;
	} NAMED[] = {{"amp", '&'},       {"quot", '"'},     {"apos", '\''},    {"lt", '<'},
		     {"gt", '>'},        {"nbsp", ' '},     {"rsquo", 0x2019}, {"lsquo", 0x2018},
		     {"rdquo", 0x201D},  {"ldquo", 0x201C}, {"ndash", 0x2013}, {"mdash", 0x2014},
		     {"hellip", 0x2026}, {"para", 0xB6},    {"sect", 0xA7},    {"deg", 0xB0},
		     {"pound", 0xA3},    {"euro", 0x20AC}};
	for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
		if (!septel__equal(name, septel_view_of(NAMED[i].name)))
			continue;
		*code = NAMED[i].code;
		return true;
	}
	return false;
}

/* The code point of "#8217", "#x000A"; false if that is none that may stand in a text. */
static bool numbered_entity(struct septel_view name, uint32_t *code)
{
	const bool hexadecimal = septel__lower(name.ptr[1]) == 'x';
	uint32_t value = 0;
	size_t digits = 0;
	for (size_t i = hexadecimal ? 2 : 1; i < name.len; i++, digits++) {
		const char c = septel__lower(name.ptr[i]);
		if (septel__is_digit(c))
			value = value * (hexadecimal ? 16 : 10) + (uint32_t)(c - '0');
		else if (hexadecimal && c >= 'a' && c <= 'f')
			value = value * 16 + (uint32_t)(c - 'a' + 10);
		else
			return false;
	}
	const bool control = value < 0x20 && value != '\n' && value != '\t' && value != '\r';
	if (digits == 0 || control || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return false;
	*code = value == 0xA0 ? ' ' : value;
	return true;
}

/* "&#x000A;", "&#8217;", "&quot;": gives its length, its code point in *code. */
static size_t entity(struct septel_view rest, uint32_t *code)
{
	struct septel_view at = septel__slice(rest, 1, rest.len), name;
	if (!scan_run(&at, is_entity_byte, 2, ENTITY_LENGTH_LIMIT, &name) || !scan_byte(&at, ';'))
		return 0;
	const bool known =
		name.ptr[0] == '#' ? numbered_entity(name, code) : named_entity(name, code);
	return known ? (size_t)(at.ptr - rest.ptr) : 0;
}

static struct septel_view encoded(struct edits *edits, uint32_t code)
{
	char bytes[UTF8_BYTES];
	const size_t length = septel__utf8_encode(code, bytes);
	return septel_arena_copy(edits->arena, (struct septel_view){bytes, length});
}

/* The code point of a Windows byte from 0x80 to 0xFF; 0 where there is none. */
static uint32_t windows_code(unsigned char byte)
{
	static const uint16_t CODES[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
					   0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
					   0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D,
					   0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
					   0x0153, 0,      0x017E, 0x0178};
	return byte < 0xA0 ? CODES[byte - 0x80] : byte;
}

/* A pilcrow that an archive put before a label: at a line start, or before a
 * number or a letter with its full stop.  One in prose ("see ¶3") stays. */
static bool marks_a_label(struct septel_view text, size_t at, size_t length)
{
	struct septel_view rest = septel__slice(text, at + length, text.len), word;
	size_t before = at;
	while (before > 0 && text.ptr[before - 1] == ' ')
		before--;
	if (rest.len && rest.ptr[0] == ' ')
		return false;
	if (before == 0 || text.ptr[before - 1] == '\n')
		return true;
	if (!scan_digits(&rest, 1, 3, &word) && !scan_capitals(&rest, 1, 1, &word))
		return false;
	return rest.len > 1 && rest.ptr[0] == '.' && (rest.ptr[1] == ' ' || rest.ptr[1] == '(');
}

/* A backslash that ended a line of markdown: nothing but blanks behind it. */
static size_t line_break_mark(struct septel_view text, size_t at, size_t *from)
{
	size_t end = at + 1;
	while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\r'))
		end++;
	if (end < text.len && text.ptr[end] != '\n')
		return 0;
	*from = at;
	while (*from > 0 && text.ptr[*from - 1] == ' ')
		(*from)--;
	return at + 1;
}

static bool is_control(char c)
{
	const unsigned char byte = (unsigned char)c;
	return (byte < 0x20 && !septel__is_space(c)) || byte == 0x7F;
}

/* Controls that may have fallen between the bytes of one character. */
#define CONTROLS_INSIDE 4

/* A character with controls between its bytes: without them they are UTF-8, and
 * no Windows bytes.  The offset behind it; 0 if there is none at `at`. */
static size_t split_character(struct septel_view text, size_t at)
{
	char bytes[UTF8_BYTES];
	size_t ends[UTF8_BYTES] = {0}, count = 0, controls = 0;
	uint32_t code;
	const size_t start = at;
	for (; at < text.len && count < UTF8_BYTES && controls <= CONTROLS_INSIDE; at++) {
		if (count && is_control(text.ptr[at])) {
			controls++;
			continue;
		}
		bytes[count] = text.ptr[at];
		ends[count++] = at + 1;
	}
	const size_t length = septel__utf8_decode((struct septel_view){bytes, count}, 0, &code);
	return length > 1 && ends[length - 1] - start > length ? ends[length - 1] : 0;
}

/* A byte from 0x80 on; gives the offset behind it. */
static size_t scrub_high(struct edits *edits, struct septel_view text, size_t at)
{
	uint32_t code;
	const size_t length = septel__utf8_decode(text, at, &code);
	const size_t split = length == 0 ? split_character(text, at) : 0;
	if (split) {
		for (; at < split; at++)
			if (is_control(text.ptr[at]))
				septel__edit(edits, "control", text,
					     septel__slice(text, at, at + 1), VIEW_LITERAL(""));
		return split;
	}
	if (length == 0) {
		const uint32_t windows = windows_code((unsigned char)text.ptr[at]);
		if (windows)
			septel__edit(edits, "cp1252", text, septel__slice(text, at, at + 1),
				     encoded(edits, windows));
		return at + 1;
	}
	const struct septel_view sign = septel__slice(text, at, at + length);
	if (code == 0xFEFF && at == 0)
		septel__edit(edits, "byte-order-mark", text, sign, VIEW_LITERAL(""));
	if (code != 0xB6)
		return at + length;
	/* A row of them is one mark. */
	size_t end = at + length;
	while (septel__starts(septel__slice(text, end, text.len), "\xC2\xB6"))
		end += length;
	if (marks_a_label(text, at, end - at))
		septel__edit(edits, "pilcrow", text, septel__slice(text, at, end),
			     VIEW_LITERAL(""));
	return end;
}

static size_t scrub_at(struct edits *edits, struct septel_view text, size_t at)
{
	const struct septel_view rest = septel__slice(text, at, text.len);
	struct septel_view words;
	uint32_t code;
	size_t length, from;
	switch (text.ptr[at]) {
	case '[':
		length = anchor(rest, &words);
		if (length == 0)
			return at + 1;
		septel__edit(edits, "web-anchor", text, septel__slice(rest, 0, length), words);
		return at + length;
	case '&':
		length = entity(rest, &code);
		if (length == 0)
			return at + 1;
		septel__edit(edits, "entity", text, septel__slice(rest, 0, length),
			     encoded(edits, code));
		return at + length;
	case '\\':
		length = line_break_mark(text, at, &from);
		if (length)
			septel__edit(edits, "line-break-mark", text,
				     septel__slice(text, from, length), VIEW_LITERAL(""));
		return at + 1;
	case '\f':
	case '\v':
		return at + 1; /* white space of a printer: kept */
	default:
		if ((unsigned char)text.ptr[at] >= 0x80)
			return scrub_high(edits, text, at);
		septel__edit(edits, "control", text, septel__slice(rest, 0, 1), VIEW_LITERAL(""));
		return at + 1;
	}
}

void septel__scrub(struct edits *edits, struct septel_view text)
{
	for (size_t at = next_suspect(text, 0); at < text.len; at = next_suspect(text, at))
		at = scrub_at(edits, text, at);
}
