/* mail.c - see mail.h. */
#include "mail.h"

#include "../base/limits.h"
#include "decode.h"

/* A header field: name, and value with its folded lines. */
struct header_field {
	struct septel_view name, value;
};

/* What a part's header says of its body. */
struct part {
	struct septel_view type;     /* "text/plain", any case; empty: not stated */
	struct septel_view boundary; /* of a multipart */
	struct septel_view encoding;
	struct septel_view year; /* parameter of MAIL_RECORD_TYPE */
	struct septel_view body;
};

static bool is_name(struct septel_view name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!septel__is_alnum(name.ptr[i]) && name.ptr[i] != '-')
			return false;
	return name.len > 0;
}

/* Takes the next field off the front of *rest.  False at the empty line (taken
 * as well) and at what is no field (left). */
static bool next_field(struct septel_view *rest, struct header_field *field)
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

static bool is_field(const struct header_field *field, const char *name)
{
	return septel__equal_fold(field->name, septel_view_of(name));
}

bool septel__is_mail_header(struct septel_view head)
{
	/* Fields that mails have, each with a byte its value must hold. */
	static const struct {
		const char *name;
		char mark;
	} SURE[] = {
		{"MIME-Version", '1'}, {"Message-ID", '<'},   {"Received", ';'},
		{"Return-Path", '<'},  {"Delivered-To", '@'}, {"MMHS-Primary-Precedence", '\0'},
		{"Content-Type", '/'},
	};
	struct header_field field;
	bool known = false, from = false, date = false;
	while (next_field(&head, &field)) {
		for (size_t i = 0; i < sizeof SURE / sizeof *SURE; i++)
			known |= is_field(&field, SURE[i].name) &&
				 (!SURE[i].mark || septel__find_byte(field.value, SURE[i].mark,
								     0) != VIEW_NOT_FOUND);
		from |= is_field(&field, "From") &&
			septel__find_byte(field.value, '@', 0) != VIEW_NOT_FOUND;
		/* "Thu, 04 Dec 2008 06:37:00 +0000" */
		date |= is_field(&field, "Date") &&
			septel__find_byte(field.value, ':', 0) != VIEW_NOT_FOUND;
	}
	return known || (from && date);
}

/* The value up to the first ';', and a parameter behind it. */
static struct septel_view main_value(struct septel_view value)
{
	const size_t end = septel__find_byte(value, ';', 0);
	return septel__trim(septel__slice(value, 0, end == VIEW_NOT_FOUND ? value.len : end));
}

static struct septel_view parameter(struct septel_view value, const char *name)
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
		return main_value(rest);
	}
	return (struct septel_view){"", 0};
}

/* The year of "Thu, 04 Dec 2008 06:37:00 +0000": its word of four digits. */
static int year_of(struct septel_view date)
{
	struct septel_view word;
	while (septel__next_word(&date, &word))
		if (word.len == 4 && septel__number(word) >= 1000)
			return septel__number(word);
	return 0;
}

/* Reads the header of a mail or part; `message` may be NULL. */
static struct part read_header(struct septel_view bytes, struct mail_message *message)
{
	struct part part = {0};
	struct header_field field;
	while (next_field(&bytes, &field)) {
		if (is_field(&field, "Content-Type")) {
			part.type = main_value(field.value);
			part.boundary = parameter(field.value, "boundary");
			part.year = parameter(field.value, "year");
		} else if (is_field(&field, "Content-Transfer-Encoding")) {
			part.encoding = main_value(field.value);
		} else if (message && is_field(&field, "MMHS-Originator-Reference")) {
			message->options.id = field.value;
		} else if (message && is_field(&field, "Date")) {
			message->options.year = year_of(field.value);
		}
	}
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

/* Takes the next part of a multipart body; the line end before a delimiter
 * belongs to that. */
static bool next_part(struct septel_view *rest, struct septel_view boundary,
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

static bool is_type(const struct part *part, const char *type)
{
	return septel__equal_fold(part->type, septel_view_of(type));
}

/* Finds the first part of that type in a part; a mail without a type is text. */
/* NOLINTNEXTLINE(misc-no-recursion): CORPUS_MAIL_DEPTH deep at most */
static bool find_part(const struct part *whole, const char *type, int depth, struct part *found)
{
	struct septel_view rest = whole->body, bytes;
	if (is_type(whole, type) || (whole->type.len == 0 && strcmp(type, "text/plain") == 0)) {
		*found = *whole;
		return true;
	}
	if (depth == CORPUS_MAIL_DEPTH)
		return false;
	if (is_type(whole, "message/rfc822")) {
		const struct part inner = read_header(whole->body, NULL);
		return find_part(&inner, type, depth + 1, found);
	}
	if (!septel__starts_fold(whole->type, "multipart/") || whole->boundary.len == 0)
		return false;
	while (next_part(&rest, whole->boundary, &bytes)) {
		const struct part inner = read_header(bytes, NULL);
		if (find_part(&inner, type, depth + 1, found))
			return true;
	}
	return false;
}

const char *septel__mail_read(struct septel_view mail, struct septel_out *decoded,
			      struct mail_message *message)
{
	*message = (struct mail_message){0};
	const struct part whole = read_header(mail, message);
	struct part part;
	if (find_part(&whole, MAIL_RECORD_TYPE, 0, &part)) {
		/* What was said of the message before it was a mail. */
		if (part.year.len)
			message->options.year = year_of(part.year);
	} else if (!find_part(&whole, "text/plain", 0, &part)) {
		return "mail holds no text/plain part";
	}
	septel__out_clear(decoded);
	message->text = part.body;
	if (septel__equal_fold(part.encoding, VIEW_LITERAL("base64"))) {
		if (!septel__decode_base64(decoded, part.body))
			return "base64 of the mail is damaged";
		message->text = septel__out_written(decoded);
	} else if (septel__equal_fold(part.encoding, VIEW_LITERAL("quoted-printable"))) {
		septel__decode_quoted_printable(decoded, part.body);
		message->text = septel__out_written(decoded);
	}
	if (decoded->failed)
		return "memory is out";
	if (message->text.len > SEPTEL_MESSAGE_LIMIT)
		return "message is longer than 16 MiB";
	return septel__trim(message->text).len ? NULL : "mail has no text";
}
