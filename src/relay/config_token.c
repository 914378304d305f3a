/* config_token.c - words, quoted texts and braces of a configuration; see config_read.h.
 *
 * Tokens are parted by blanks; a brace is one by itself; "#" at the start of a token begins a
 * comment.  A quoted text ends on its line; a backslash in it stands before a quote or a backslash.
 */
#include "config_read.h"

static bool is_printable(char c)
{
	return (unsigned char)c >= 0x20 && c != 0x7f;
}

/* Skips blanks, line ends and comments. */
static void skip(struct config_reader *reader)
{
	struct septel_view *rest = &reader->rest;
	while (rest->len) {
		const char c = rest->ptr[0];
		if (c == '#') {
			const size_t end = septel__find_byte(*rest, '\n', 0);
			*rest = septel__slice(*rest, end, rest->len);
			continue;
		}
		if (c == '\n')
			reader->line++;
		else if (c != ' ' && c != '\t' && c != '\r')
			return;
		rest->ptr++;
		rest->len--;
	}
}

/* A backslash is taken away before what it stands for. */
static struct septel_view unescaped(struct config_reader *reader, struct septel_view quoted)
{
	if (septel__find_byte(quoted, '\\', 0) == VIEW_NOT_FOUND)
		return quoted;
	char *bytes = septel_arena_alloc(reader->arena, quoted.len);
	size_t length = 0;
	for (size_t i = 0; bytes && i < quoted.len; i++) {
		i += quoted.ptr[i] == '\\' && i + 1 < quoted.len;
		bytes[length++] = quoted.ptr[i];
	}
	return (struct septel_view){bytes, length};
}

static void quoted(struct config_reader *reader)
{
	struct septel_view *rest = &reader->rest;
	size_t end = 1;
	while (end < rest->len && rest->ptr[end] != '"' && rest->ptr[end] != '\n')
		end += rest->ptr[end] == '\\' && end + 1 < rest->len && rest->ptr[end + 1] != '\n'
			       ? 2
			       : 1;
	const struct septel_view inside = septel__slice(*rest, 1, end);
	const bool closed = end < rest->len && rest->ptr[end] == '"';
	if (!closed)
		septel__fault(&reader->faults, reader->line, "no quote closes \"%s",
			      septel__shown(inside).text);
	reader->token.kind = TOKEN_QUOTED;
	reader->token.text = unescaped(reader, inside);
	*rest = septel__slice(*rest, closed ? end + 1 : end, rest->len);
}

static void word(struct config_reader *reader)
{
	struct septel_view *rest = &reader->rest;
	size_t end = 1;
	while (end < rest->len && !septel__is_space(rest->ptr[end]) &&
	       !septel__is_one_of(rest->ptr[end], "{}\""))
		end++;
	reader->token.kind = TOKEN_WORD;
	reader->token.text = septel__slice(*rest, 0, end);
	*rest = septel__slice(*rest, end, rest->len);
}

static void advance(struct config_reader *reader)
{
	skip(reader);
	reader->token = (struct config_token){TOKEN_END, {"", 0}, reader->line};
	if (reader->rest.len == 0)
		return;
	switch (reader->rest.ptr[0]) {
	case '{':
	case '}':
		reader->token.kind = reader->rest.ptr[0] == '{' ? TOKEN_OPEN : TOKEN_CLOSE;
		reader->token.text = septel__slice(reader->rest, 0, 1);
		reader->rest = septel__slice(reader->rest, 1, reader->rest.len);
		return;
	case '"':
		quoted(reader);
		break;
	default:
		word(reader);
	}
	for (size_t i = 0; i < reader->token.text.len; i++)
		if (!is_printable(reader->token.text.ptr[i])) {
			septel__fault(&reader->faults, reader->token.line,
				      "a byte in '%s' is no character",
				      septel__shown(reader->token.text).text);
			return;
		}
}

void septel__config_begin(struct config_reader *reader, struct septel_view text)
{
	reader->rest = text;
	reader->line = 1;
	advance(reader);
}

struct config_token septel__config_take(struct config_reader *reader)
{
	const struct config_token taken = reader->token;
	advance(reader);
	return taken;
}

bool septel__config_on_line(const struct config_reader *reader, int line)
{
	return reader->token.kind <= TOKEN_QUOTED && reader->token.line == line;
}
