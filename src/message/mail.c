/* mail.c - fields and bodies of Internet mail; see mail.h.
 *
 * RFC 5322 (fields, folding), 2045 (quoted-printable), 2047 (encoded-words),
 * 6477 (mstr).
 */
#include "mail.h"

#include "../base/utf8.h"

#define FOLD_COLUMN     76
#define ENCODED_LIMIT   75 /* of one encoded-word */
#define ENCODED_LEAST   32 /* shorter ones are not worth their frame */
#define BODY_LINE_LIMIT 998
#define QUOTED_LINE     76
#define MSTR_LIMIT      69
#define CRLF            "\r\n"
#define ENCODED_OPEN    "=?utf-8?q?"
#define ENCODED_CLOSE   "?="

/* ---- fields ----------------------------------------------------------------- */

void septel__mail_begin(struct mail_field *field, struct septel_out *out, const char *name)
{
	*field = (struct mail_field){.out = out, .line = out->length};
	septel__out_format(out, "%s:", name);
}

void septel__mail_word(struct mail_field *field, struct septel_view word)
{
	const size_t column = field->out->length - field->line;
	if (field->started && column + 1 + word.len > FOLD_COLUMN) {
		septel__out_string(field->out, CRLF);
		field->line = field->out->length;
	}
	septel__out_byte(field->out, ' ');
	septel__out_view(field->out, word);
	field->started = true;
}

void septel__mail_glue(struct mail_field *field, const char *sign)
{
	septel__out_string(field->out, sign);
}

void septel__mail_words(struct mail_field *field, struct septel_view words)
{
	struct septel_view word;
	while (septel__next_word(&words, &word))
		septel__mail_word(field, word);
}

void septel__mail_end(struct mail_field *field)
{
	septel__out_string(field->out, CRLF);
}

static bool is_ascii(struct septel_view view)
{
	for (size_t i = 0; i < view.len; i++)
		if (view.ptr[i] < ' ' || view.ptr[i] > '~')
			return false;
	return true;
}

/* ---- encoded-words ---------------------------------------------------------- */

static bool needs_code(char c)
{
	return !septel__is_alnum(c) && c != '-' && c != '!' && c != '*' && c != '+' && c != '/';
}

/* Whole characters of `view` from *at, as one encoded-word. */
static void encode_word(struct mail_field *field, struct septel_view view, size_t *at)
{
	static const char HEX[] = "0123456789ABCDEF";
	char word[ENCODED_LIMIT + 1];
	size_t length = strlen(ENCODED_OPEN);
	/* What is left of the line, if it is worth a word; else a line of its own. */
	const size_t column = field->out->length - field->line;
	size_t limit = column + 1 < FOLD_COLUMN ? FOLD_COLUMN - column - 1 : 0;
	if (limit < ENCODED_LEAST || limit > ENCODED_LIMIT)
		limit = ENCODED_LIMIT;
	memcpy(word, ENCODED_OPEN, length);
	while (*at < view.len) {
		uint32_t code;
		const size_t bytes = septel__utf8_decode(view, *at, &code);
		const size_t count = bytes ? bytes : 1;
		if (length + 3 * count + strlen(ENCODED_CLOSE) > limit)
			break;
		for (size_t i = 0; i < count; i++, (*at)++) {
			const unsigned char c = (unsigned char)view.ptr[*at];
			if (c == ' ') {
				word[length++] = '_';
			} else if (c < 0x80 && !needs_code((char)c)) {
				word[length++] = (char)c;
			} else {
				word[length++] = '=';
				word[length++] = HEX[c >> 4];
				word[length++] = HEX[c & 15];
			}
		}
	}
	memcpy(word + length, ENCODED_CLOSE, strlen(ENCODED_CLOSE));
	septel__mail_word(field, (struct septel_view){word, length + strlen(ENCODED_CLOSE)});
}

static void encode(struct mail_field *field, struct septel_view view)
{
	for (size_t at = 0; at < view.len;)
		encode_word(field, view, &at);
}

/* Words that fit no line, or that look like an encoded-word. */
static bool must_encode(struct septel_view text)
{
	struct septel_view word;
	if (!is_ascii(text) || septel__find(text, "=?", 0) != VIEW_NOT_FOUND)
		return true;
	while (septel__next_word(&text, &word))
		if (word.len > FOLD_COLUMN - 2)
			return true;
	return false;
}

void septel__mail_text(struct mail_field *field, struct septel_view text)
{
	if (must_encode(text))
		encode(field, text);
	else
		septel__mail_words(field, text);
}

/* Signs that an atom may hold. */
static bool is_atom(struct septel_view view)
{
	for (size_t i = 0; i < view.len; i++)
		if (!septel__is_alnum(view.ptr[i]) && view.ptr[i] != ' ' &&
		    !septel__is_one_of(view.ptr[i], "!#$%&'*+-/=?^_`{|}~"))
			return false;
	return view.len > 0;
}

void septel__mail_phrase(struct mail_field *field, struct septel_view phrase,
			 struct septel_arena *arena)
{
	if (must_encode(phrase)) {
		encode(field, phrase);
		return;
	}
	if (is_atom(phrase)) {
		septel__mail_words(field, phrase);
		return;
	}
	struct septel_out quoted;
	septel__out_init(&quoted, arena, 0);
	septel__out_byte(&quoted, '"');
	for (size_t i = 0; i < phrase.len; i++) {
		if (phrase.ptr[i] == '"' || phrase.ptr[i] == '\\')
			septel__out_byte(&quoted, '\\');
		septel__out_byte(&quoted, phrase.ptr[i]);
	}
	septel__out_byte(&quoted, '"');
	septel__mail_words(field, septel__out_written(&quoted));
}

struct septel_view septel__mail_mstr(struct septel_view view, struct septel_arena *arena)
{
	char *bytes = septel_arena_alloc(arena, MSTR_LIMIT);
	size_t length = 0;
	if (!bytes)
		return (struct septel_view){"", 0};
	for (size_t i = 0; i < view.len && length < MSTR_LIMIT; i++) {
		const char c = view.ptr[i];
		const bool allowed = septel__is_alnum(c) || septel__is_one_of(c, "'()+,-./:=?");
		if (allowed)
			bytes[length++] = c;
		else if (length && bytes[length - 1] != ' ')
			bytes[length++] = ' ';
	}
	return septel__trim((struct septel_view){bytes, length});
}

/* ---- the body --------------------------------------------------------------- */

/* What may not stand at the start of a line, a soft break before it or not: to
 * a mailbox it begins a mail, to SMTP it ends one. */
static bool begins_badly(struct septel_view line)
{
	return septel__starts(line, "From ") || septel__equal(line, VIEW_LITERAL("."));
}

/* Blanks at line ends, "From " and lone dots suffer on the way (RFC 2049 3). */
const char *septel__mail_encoding(struct septel_view body)
{
	struct septel_view line;
	while (septel__next_line(&body, &line)) {
		if (line.len > BODY_LINE_LIMIT || !is_ascii(line) || begins_badly(line) ||
		    (line.len && line.ptr[line.len - 1] == ' '))
			return "quoted-printable";
	}
	return "7bit";
}

static void put_quoted(struct septel_out *out, struct septel_view line)
{
	size_t column = 0;
	for (size_t i = 0; i < line.len; i++) {
		const unsigned char c = (unsigned char)line.ptr[i];
		const bool last = i + 1 == line.len;
		const bool safe = c >= ' ' && c <= '~' && c != '=' && !(c == ' ' && last);
		/* The last column is for the "=" of a soft line break. */
		if (column + (safe ? 1 : 3) > QUOTED_LINE - (last ? 0 : 1)) {
			septel__out_string(out, "=" CRLF);
			column = 0;
		}
		const struct septel_view rest = septel__slice(line, i, line.len);
		const bool plain = safe && !(column == 0 && begins_badly(rest));
		septel__out_format(out, plain ? "%c" : "=%02X", c);
		column += plain ? 1 : 3;
	}
}

void septel__mail_body(struct septel_out *out, struct septel_view body)
{
	struct septel_view line;
	const bool quoted = septel__mail_encoding(body)[0] == 'q';
	while (septel__next_line(&body, &line)) {
		if (quoted)
			put_quoted(out, line);
		else
			septel__out_view(out, line);
		septel__out_string(out, CRLF);
	}
}
