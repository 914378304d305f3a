/* label.c - the label of a paragraph, and rule lines; see body.h. */
#include "body.h"
#include "marking.h"
#include "scan.h"

#define PILCROW      "¶"
#define PILCROW_SIZE (sizeof PILCROW - 1)
#define LABEL_DIGITS 3
/* Bytes of the longest portion mark that is looked for: "S//REL TO USA, ...". */
#define MARK_LIMIT 80
/* Bytes of a mark that has lost its first parenthesis: "1. C/NF)". */
#define SPOILT_MARK_LIMIT 8
#define RULE_LEAST        3

bool septel__is_rule(struct septel_view line)
{
	size_t strokes = 0;
	for (size_t i = 0; i < line.len; i++) {
		switch (line.ptr[i]) {
		case '-':
		case '=':
		case '_':
		case '*':
			strokes++;
			break;
		default:
			if (!septel__is_space(line.ptr[i]))
				return false;
		}
	}
	return strokes >= RULE_LEAST;
}

/* "(C The GOI": a mark whose second parenthesis is lost. */
static bool scan_unclosed_mark(struct septel_view *rest, struct septel_view *marking)
{
	struct septel_view words = *rest, word;
	if (!septel__next_word(&words, &word) || !septel__is_portion_mark(word))
		return false;
	*marking = word;
	*rest = septel__slice(*rest, word.len, rest->len);
	return true;
}

static bool scan_mark(struct septel_view *rest, struct septel_view *marking)
{
	struct septel_view inner = *rest;
	const bool open = scan_byte(&inner, '(');
	const size_t limit = open ? MARK_LIMIT : SPOILT_MARK_LIMIT;
	const char *close =
		inner.len ? memchr(inner.ptr, ')', inner.len < limit ? inner.len : limit) : NULL;
	if (close) {
		const size_t length = (size_t)(close - inner.ptr);
		const struct septel_view mark = septel__trim(septel__slice(inner, 0, length));
		if (mark.len && septel__is_portion_mark(mark)) {
			*marking = mark;
			*rest = septel__slice(inner, length + 1, inner.len);
			return true;
		}
		if (!memchr(inner.ptr, '(', length))
			return false;
	}
	if (!open || !scan_unclosed_mark(&inner, marking))
		return false;
	*rest = inner;
	return true;
}

/* What may follow "N." without a blank: "1.THE", "1.(A)", "3.- VISAS", but no
 * number "1.4" and no list "1.,". */
static bool may_follow(struct septel_view rest)
{
	const char c = rest.ptr[0];
	if (c == '-')
		return rest.len > 1 && !septel__is_digit(rest.ptr[1]);
	return septel__is_space(c) || septel__is_alpha(c) || c == '(' || c == '[' || c == '"' ||
	       c == '\'' || (unsigned char)c >= 0x80;
}

bool septel__label(struct septel_view line, struct label *out)
{
	struct septel_view rest = line, digits;
	if (septel__starts(rest, PILCROW)) {
		rest = septel__slice(rest, PILCROW_SIZE, rest.len);
		scan_blanks(&rest);
	}
	if (!scan_digits(&rest, 1, LABEL_DIGITS, &digits) || !scan_byte(&rest, '.'))
		return false;
	*out = (struct label){.number = septel__number(digits), .marking = {"", 0}};
	if (out->number == 0 || (rest.len > 0 && !may_follow(rest) && rest.ptr[0] != ')'))
		return false;
	struct septel_view behind = rest;
	scan_blanks(&behind);
	if (scan_mark(&behind, &out->marking))
		scan_blanks(&behind);
	else if (rest.len > 0 && rest.ptr[0] == ')')
		return false;
	out->text_offset = line.len - behind.len;
	return true;
}
