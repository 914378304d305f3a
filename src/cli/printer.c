/* printer.c - see printer.h. */
#include "printer.h"

#include "../base/utf8.h"
#include "safe.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static const char REPLACEMENT[] = "\xEF\xBF\xBD";

void printer_init(struct printer *printer, struct septel_out *out, bool json)
{
	*printer = (struct printer){.out = out, .json = json};
}

/* What goes before a value: a comma, or the waiting key of a text line. */
static void before_value(struct printer *printer)
{
	if (!printer->json) {
		if (printer->key) {
			septel__out_repeat(printer->out, ' ', (size_t)(printer->depth - 1) * 2);
			septel__out_string(printer->out, printer->key);
			septel__out_bytes(printer->out, ": ", 2);
		} else if (printer->depth) {
			septel__out_repeat(printer->out, ' ', (size_t)(printer->depth - 1) * 2);
			septel__out_bytes(printer->out, "- ", 2);
		}
		return;
	}
	if (printer->key)
		printer->key = NULL;
	else if (printer->filled[printer->depth])
		septel__out_byte(printer->out, ',');
	printer->filled[printer->depth] = true;
}

static void after_value(struct printer *printer)
{
	if (printer->json)
		return;
	septel__out_byte(printer->out, '\n');
	printer->key = NULL;
}

static void begin(struct printer *printer, char bracket)
{
	if (printer->json) {
		before_value(printer);
		septel__out_byte(printer->out, bracket);
	} else if (printer->key) {
		septel__out_repeat(printer->out, ' ', (size_t)(printer->depth - 1) * 2);
		septel__out_string(printer->out, printer->key);
		septel__out_bytes(printer->out, ":\n", 2);
		printer->key = NULL;
	}
	if (printer->depth + 1 < PRINTER_DEPTH_LIMIT)
		printer->filled[++printer->depth] = false;
}

static void end(struct printer *printer, char bracket)
{
	if (printer->depth)
		printer->depth--;
	if (printer->json)
		septel__out_byte(printer->out, bracket);
}

void printer_begin_map(struct printer *printer)
{
	begin(printer, '{');
}

void printer_end_map(struct printer *printer)
{
	end(printer, '}');
}

void printer_begin_list(struct printer *printer)
{
	begin(printer, '[');
}

void printer_end_list(struct printer *printer)
{
	end(printer, ']');
}

void printer_end_record(struct printer *printer)
{
	septel__out_byte(printer->out, '\n');
	printer->filled[0] = false;
}

void printer_key(struct printer *printer, const char *key)
{
	printer->key = key;
	if (!printer->json)
		return;
	if (printer->filled[printer->depth])
		septel__out_byte(printer->out, ',');
	printer->filled[printer->depth] = true;
	septel__out_byte(printer->out, '"');
	septel__out_string(printer->out, key);
	septel__out_bytes(printer->out, "\":", 2);
}

/* True for a byte that a JSON string cannot hold as it is, or that needs a look. */
static bool is_special(char c)
{
	const unsigned char byte = (unsigned char)c;
	return byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\';
}

static size_t plain_run(struct septel_view string, size_t from)
{
#ifdef __SSE2__
	const __m128i space = _mm_set1_epi8(0x20), quote = _mm_set1_epi8('"');
	const __m128i backslash = _mm_set1_epi8('\\'), del = _mm_set1_epi8(0x7F);
	for (; from + 16 <= string.len; from += 16) {
		const __m128i bytes =
			_mm_loadu_si128((const __m128i *)(const void *)(string.ptr + from));
		const __m128i special = _mm_or_si128(
			_mm_or_si128(_mm_cmplt_epi8(bytes, space), _mm_cmpeq_epi8(bytes, del)),
			_mm_or_si128(_mm_cmpeq_epi8(bytes, quote),
				     _mm_cmpeq_epi8(bytes, backslash)));
		const int mask = _mm_movemask_epi8(special);
		if (mask)
			return from + (size_t)__builtin_ctz((unsigned)mask);
	}
#endif
	while (from < string.len && !is_special(string.ptr[from]))
		from++;
	return from;
}

static void escape_code(struct septel_out *out, uint32_t code)
{
	static const char HEX[] = "0123456789abcdef", NAMED[] = "\b\f\n\r\t";
	const char *at = code && code < ' ' ? strchr(NAMED, (int)code) : NULL;
	if (at) {
		septel__out_byte(out, '\\');
		septel__out_byte(out, "bfnrt"[at - NAMED]);
		return;
	}
	const char bytes[] = {
		'\\',          'u', HEX[code >> 12 & 15], HEX[code >> 8 & 15], HEX[code >> 4 & 15],
		HEX[code & 15]};
	septel__out_bytes(out, bytes, sizeof bytes);
}

/* The special byte at `at`; gives the offset behind it. */
static size_t special(struct septel_out *out, struct septel_view string, size_t at, bool json)
{
	const char c = string.ptr[at];
	if ((unsigned char)c >= 0x80) {
		uint32_t code;
		const size_t length = septel__utf8_decode(string, at, &code);
		/* No terminal gets them, and whoever reads JSON gets what they were. */
		if (length == 0 || (!json && is_unsafe(code)))
			septel__out_bytes(out, REPLACEMENT, 3);
		else if (is_unsafe(code))
			escape_code(out, code);
		else
			septel__out_bytes(out, string.ptr + at, length);
		return at + (length ? length : 1);
	}
	if (!json) {
		if (c == '"' || c == '\\' || c == '\n' || c == '\t')
			septel__out_byte(out, c);
		else
			septel__out_bytes(out, REPLACEMENT, 3);
	} else if (c == '"' || c == '\\') {
		septel__out_byte(out, '\\');
		septel__out_byte(out, c);
	} else {
		escape_code(out, (unsigned char)c);
	}
	return at + 1;
}

static void write_string(struct printer *printer, struct septel_view string, bool words)
{
	struct septel_out *out = printer->out;
	for (size_t at = 0; at < string.len;) {
		const size_t end_of_run = plain_run(string, at);
		septel__out_bytes(out, string.ptr + at, end_of_run - at);
		at = end_of_run;
		if (at == string.len)
			break;
		if (words && septel__is_space(string.ptr[at])) {
			septel__out_byte(out, ' ');
			at++;
		} else {
			at = special(out, string, at, printer->json);
		}
	}
}

void printer_key_view(struct printer *printer, struct septel_view key)
{
	printer->key = key.ptr;
	if (!printer->json)
		return;
	if (printer->filled[printer->depth])
		septel__out_byte(printer->out, ',');
	printer->filled[printer->depth] = true;
	septel__out_byte(printer->out, '"');
	write_string(printer, key, false);
	septel__out_bytes(printer->out, "\":", 2);
}

static void string_value(struct printer *printer, struct septel_view string, bool words)
{
	before_value(printer);
	if (printer->json)
		septel__out_byte(printer->out, '"');
	write_string(printer, string, words);
	if (printer->json)
		septel__out_byte(printer->out, '"');
	after_value(printer);
}

void printer_string(struct printer *printer, struct septel_view string)
{
	string_value(printer, string, false);
}

void printer_words(struct printer *printer, struct septel_view words)
{
	string_value(printer, words, true);
}

void printer_string_or_null(struct printer *printer, struct septel_view string)
{
	if (string.len)
		printer_string(printer, string);
	else
		printer_null(printer);
}

void printer_number(struct printer *printer, long long number)
{
	before_value(printer);
	septel__out_number(printer->out, number);
	after_value(printer);
}

void printer_number_or_null(struct printer *printer, long long number)
{
	if (number >= 0)
		printer_number(printer, number);
	else
		printer_null(printer);
}

void printer_bool(struct printer *printer, bool value)
{
	before_value(printer);
	septel__out_string(printer->out, value ? "true" : "false");
	after_value(printer);
}

void printer_null(struct printer *printer)
{
	before_value(printer);
	septel__out_string(printer->out, printer->json ? "null" : "-");
	after_value(printer);
}
