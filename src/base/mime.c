/* mime.c - see mime.h. */
#include "mime.h"

#include "encoding.h"
#include "limits.h"

static bool is_name(struct septel_view name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!septel__is_alnum(name.ptr[i]) && name.ptr[i] != '-')
			return false;
	return name.len > 0;
}

bool septel__mime_field(struct septel_view *rest, struct mime_field *field)
{
	struct septel_view after = *rest, line;
	if (!septel__next_line(&after, &line))
		return false;
	if (line.len == 0) {
		*rest = after;
		return false;
	}
	const size_t colon = septel__find_byte(line, ':', 0);
	if (colon == VIEW_NOT_FOUND)
		return false;
	field->name = septel__trim_right(septel__slice(line, 0, colon));
	if (!is_name(field->name))
		return false;
	const char *begin = line.ptr + colon + 1;
	while (after.len && (after.ptr[0] == ' ' || after.ptr[0] == '\t') &&
	       septel__next_line(&after, &line))
		;
	field->value =
		septel__trim((struct septel_view){begin, (size_t)(line.ptr + line.len - begin)});
	*rest = after;
	return true;
}

bool septel__mime_is(const struct mime_field *field, const char *name)
{
	return septel__equal_fold(field->name, septel_view_of(name));
}

struct septel_view septel__mime_value(struct septel_view value)
{
	const size_t end = septel__find_byte(value, ';', 0);
	return septel__trim(septel__slice(value, 0, end == VIEW_NOT_FOUND ? value.len : end));
}

struct septel_view septel__mime_parameter(struct septel_view value, const char *name)
{
	size_t at = 0;
	while ((at = septel__find_byte(value, ';', at)) != VIEW_NOT_FOUND) {
		struct septel_view rest =
			septel__trim_left(septel__slice(value, at + 1, value.len));
		at++;
		if (!septel__starts_fold(rest, name))
			continue;
		rest = septel__trim_left(septel__slice(rest, strlen(name), rest.len));
		if (!septel__starts(rest, "="))
			continue;
		rest = septel__trim_left(septel__slice(rest, 1, rest.len));
		if (septel__starts(rest, "\"")) {
			const size_t end = septel__find_byte(rest, '"', 1);
			return septel__slice(rest, 1, end == VIEW_NOT_FOUND ? rest.len : end);
		}
		return septel__mime_value(rest);
	}
	return (struct septel_view){"", 0};
}

struct mime_part septel__mime_part(struct septel_view bytes)
{
	const struct septel_view none = {"", 0};
	struct mime_part part = {.content = none, .encoding = none, .disposition = none};
	struct mime_field field;
	const char *begin = bytes.ptr;
	while (septel__mime_field(&bytes, &field)) {
		if (septel__mime_is(&field, "Content-Type"))
			part.content = field.value;
		else if (septel__mime_is(&field, "Content-Transfer-Encoding"))
			part.encoding = septel__mime_value(field.value);
		else if (septel__mime_is(&field, "Content-Disposition"))
			part.disposition = field.value;
	}
	part.type = septel__mime_value(part.content);
	part.header = (struct septel_view){begin, (size_t)(bytes.ptr - begin)};
	part.body = bytes;
	return part;
}

/* The line at `at` is a delimiter of this boundary; *last: the closing one. */
static bool is_delimiter(struct septel_view bytes, size_t at, struct septel_view boundary,
			 bool *last)
{
	const struct septel_view line = septel__slice(bytes, at, bytes.len);
	if (!septel__starts(line, "--") ||
	    !septel__equal(septel__slice(line, 2, 2 + boundary.len), boundary))
		return false;
	struct septel_view rest = septel__slice(line, 2 + boundary.len, line.len);
	*last = septel__starts(rest, "--");
	/* Another boundary may begin with this one. */
	return *last || rest.len == 0 || septel__is_space(rest.ptr[0]);
}

bool septel__mime_next_part(struct septel_view *rest, struct septel_view boundary,
			    struct septel_view *part)
{
	bool begun = false, last = false;
	size_t begin = 0, at = 0;
	while (at < rest->len && !last) {
		const size_t newline = septel__find_byte(*rest, '\n', at);
		const size_t next = newline == VIEW_NOT_FOUND ? rest->len : newline + 1;
		if (rest->ptr[at] != '-' || !is_delimiter(*rest, at, boundary, &last)) {
			at = next;
			continue;
		}
		if (begun)
			break;
		begun = true;
		begin = at = next;
	}
	if (!begun || begin >= rest->len || (last && at == begin))
		return false;
	*part = septel__slice(*rest, begin, at);
	if (at < rest->len) {
		if (septel__ends(*part, "\n"))
			part->len--;
		if (septel__ends(*part, "\r"))
			part->len--;
	}
	*rest = septel__slice(*rest, at, rest->len);
	return true;
}

bool septel__mime_has_type(const struct mime_part *part, const char *type)
{
	return part->type.len ? septel__equal_fold(part->type, septel_view_of(type))
			      : strcmp(type, "text/plain") == 0;
}

/* NOLINTNEXTLINE(misc-no-recursion): MIME_DEPTH_LIMIT deep at most */
static bool find(const struct mime_part *whole, const char *type, int depth,
		 struct mime_part *found)
{
	struct septel_view rest = whole->body, bytes;
	if (septel__mime_has_type(whole, type)) {
		*found = *whole;
		return true;
	}
	if (depth == MIME_DEPTH_LIMIT)
		return false;
	if (septel__mime_has_type(whole, "message/rfc822")) {
		const struct mime_part inner = septel__mime_part(whole->body);
		return find(&inner, type, depth + 1, found);
	}
	const struct septel_view boundary = septel__mime_parameter(whole->content, "boundary");
	if (!septel__starts_fold(whole->type, "multipart/") || boundary.len == 0)
		return false;
	while (septel__mime_next_part(&rest, boundary, &bytes)) {
		const struct mime_part inner = septel__mime_part(bytes);
		if (find(&inner, type, depth + 1, found))
			return true;
	}
	return false;
}

bool septel__mime_find(const struct mime_part *whole, const char *type, struct mime_part *found)
{
	return find(whole, type, 0, found);
}

bool septel__mime_decode(const struct mime_part *part, struct septel_out *decoded,
			 struct septel_view *text)
{
	*text = part->body;
	if (septel__equal_fold(part->encoding, VIEW_LITERAL("base64"))) {
		if (!septel__decode_base64(decoded, part->body))
			return false;
		*text = septel__out_written(decoded);
	} else if (septel__equal_fold(part->encoding, VIEW_LITERAL("quoted-printable"))) {
		septel__decode_quoted_printable(decoded, part->body);
		*text = septel__out_written(decoded);
	}
	return true;
}
