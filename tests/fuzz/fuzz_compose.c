/* fuzz_compose - whatever the bytes: the promises of composing hold.
 *
 * The bytes are read as a typed draft and as a message.  What is composed of
 * either has lines that a circuit carries, and the rules call none of it an
 * error; split and joined again it is the same.  The message is split as it
 * stands, joined, and converted to each form, where nothing of it gets out of
 * its place: no control character, no element, no header field of its making. */
#include "promises.h"

#include <septel/compose.h>
#include <septel/convert.h>
#include <septel/lint.h>
#include <septel/sections.h>

/* Columns of a circuit's line (wire-format 2), characters of a mail's. */
#define COLUMNS      69
#define MAIL_COLUMNS 998
/* Pieces that are taken off a stream to be joined. */
#define PIECES 1024

/* ---- what is composed ------------------------------------------------------------ */

static struct septel_view next_line(struct septel_view *rest)
{
	const char *newline = memchr(rest->ptr, '\n', rest->len);
	const size_t length = newline ? (size_t)(newline - rest->ptr) : rest->len;
	const struct septel_view line = {rest->ptr, length};
	rest->ptr += length + (newline != NULL);
	rest->len -= length + (newline != NULL);
	return line;
}

static void check_lines(struct septel_view text)
{
	while (text.len)
		require(next_line(&text).len <= COLUMNS);
}

/* The rules on a message as it would go out, but for how long a section may be. */
static void check_rules(struct septel_view text, struct septel_arena *arena)
{
	const struct septel_message *message;
	struct septel_diagnostics found;
	require(septel_message_parse(&message, text, NULL, arena) == SEPTEL_OK);
	require(septel_lint(&found, message, SEPTEL_LINT_COMPOSE, NULL, arena) == SEPTEL_OK);
	for (size_t i = 0; i < found.count; i++)
		require(found.at[i].severity != SEPTEL_ERROR ||
			strcmp(found.at[i].code, "V19") == 0);
}

/* Takes the messages off a stream. */
static size_t take_pieces(struct septel_view stream, struct septel_view pieces[PIECES])
{
	size_t count = 0;
	while (stream.len && count < PIECES) {
		const size_t length = septel_message_length(stream, true);
		require(length > 0 && length <= stream.len);
		pieces[count++] = (struct septel_view){stream.ptr, length};
		stream.ptr += length;
		stream.len -= length;
	}
	return count;
}

static void check_round(struct septel_view whole, struct septel_arena *arena)
{
	static struct septel_view pieces[PIECES];
	struct septel_view sections;
	struct septel_diagnostics found;
	struct septel_joined_list joined;
	const int status = septel_split(&sections, &found, whole, arena);
	if (status == SEPTEL_EREFUSED) {
		require(sections.len == 0 && found.count > 0);
		return;
	}
	require(status == SEPTEL_OK);
	check_lines(sections);
	const size_t count = take_pieces(sections, pieces);
	require(septel_join(&joined, pieces, count, arena) == SEPTEL_OK);
	require(joined.count == 1 && joined.at[0].finding_count == 0);
	require(same_bytes(joined.at[0].text, whole));
}

static void check_compose(const struct septel_draft *draft, bool stated, struct septel_arena *arena)
{
	static const struct septel_compose_options WHOLE = {.whole = true}, WIRE = {.wire = true};
	struct septel_view whole, sections, wire;
	struct septel_diagnostics found;
	int status = septel_compose(&whole, &found, draft, &WHOLE, arena);
	require(status == SEPTEL_OK || (status == SEPTEL_EREFUSED && whole.len == 0));
	if (status == SEPTEL_OK) {
		check_lines(whole);
		/* One that was sent already may break a rule of content. */
		if (!stated)
			check_rules(whole, arena);
		check_round(whole, arena);
	}
	status = septel_compose(&sections, &found, draft, NULL, arena);
	require(status == SEPTEL_OK || (status == SEPTEL_EREFUSED && sections.len == 0));
	if (status == SEPTEL_OK)
		check_lines(sections);
	status = septel_compose(&wire, &found, draft, &WIRE, arena);
	require(status == SEPTEL_OK || (status == SEPTEL_EREFUSED && wire.len == 0));
}

/* ---- what is converted ----------------------------------------------------------- */

static void check_printable(struct septel_view text, bool carriage_returns)
{
	for (size_t i = 0; i < text.len; i++) {
		const unsigned char c = (unsigned char)text.ptr[i];
		require(c >= ' ' || c == '\n' || (carriage_returns && c == '\r'));
		/* DEL, and the C1 controls in UTF-8. */
		require(c != 0x7F);
		require(c != 0xC2 || (i + 1 < text.len && (unsigned char)text.ptr[i + 1] >= 0xA0));
	}
}

/* Every "<" of a page begins one of its own elements. */
static void check_page(struct septel_view page)
{
	static const char *const ELEMENTS[] = {
		"!DOCTYPE", "article", "bdi", "body", "br",     "dd",    "dl",
		"dt",       "h1",      "h2",  "head", "header", "html",  "li",
		"main",     "meta",    "p",   "span", "style",  "title", "ul"};
	check_printable(page, false);
	for (const char *at = page.ptr; page.len;) {
		const char *open = memchr(at, '<', (size_t)(page.ptr + page.len - at));
		if (!open)
			return;
		at = open + 1 + (open[1] == '/');
		bool known = false;
		for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++) {
			const size_t length = strlen(ELEMENTS[i]);
			known |= (size_t)(page.ptr + page.len - at) > length &&
				 memcmp(at, ELEMENTS[i], length) == 0 &&
				 (at[length] == '>' || at[length] == ' ');
		}
		require(known);
	}
}

static bool is_field_of_ours(struct septel_view line)
{
	static const char *const FIELDS[] = {"Date:",
					     "From:",
					     "To:",
					     "Cc:",
					     "Subject:",
					     "Message-ID:",
					     "References:",
					     "Keywords:",
					     "MT-Priority:",
					     "SIO-Label:",
					     "MMHS-",
					     "MIME-Version: 1.0",
					     "Content-Type: text/plain; charset=",
					     "Content-Transfer-Encoding: "};
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
		const size_t length = strlen(FIELDS[i]);
		if (line.len >= length && memcmp(line.ptr, FIELDS[i], length) == 0)
			return true;
	}
	return false;
}

static void check_mail(struct septel_view mail)
{
	bool header = true;
	unsigned bodies = 0;
	check_printable(mail, true);
	while (mail.len) {
		const struct septel_view line = next_line(&mail);
		require(line.len > 0 && line.ptr[line.len - 1] == '\r');
		require(memchr(line.ptr, '\r', line.len) == line.ptr + line.len - 1);
		require(line.len - 1 <= MAIL_COLUMNS);
		for (size_t i = 0; i < line.len; i++)
			require((unsigned char)line.ptr[i] < 0x80);
		if (header && line.len == 1) {
			header = false;
			bodies++;
		} else if (header) {
			require(line.ptr[0] == ' ' || is_field_of_ours(line));
		}
	}
	require(bodies == 1);
}

static void check_convert(const struct septel_message *message, struct septel_arena *arena)
{
	struct septel_view text, mail, page, markdown;
	require(septel_convert(&text, message, SEPTEL_TO_TEXT, NULL, arena) == SEPTEL_OK);
	require(septel_convert(&mail, message, SEPTEL_TO_EML, NULL, arena) == SEPTEL_OK);
	require(septel_convert(&page, message, SEPTEL_TO_HTML, NULL, arena) == SEPTEL_OK);
	require(septel_convert(&markdown, message, SEPTEL_TO_MD, NULL, arena) == SEPTEL_OK);
	check_printable(text, false);
	check_printable(markdown, false);
	check_page(page);
	check_mail(mail);
}

/* ---- the bytes ------------------------------------------------------------------- */

static void as_draft(struct septel_view bytes, struct septel_arena *arena)
{
	/* The day on which a draft without one is composed. */
	static const struct septel_time NOW = {
		.year = 2008, .month = 12, .day = 4, .hour = 6, .minute = 37};
	struct septel_draft draft;
	struct septel_diagnostics found;
	require(septel_draft_read(&draft, &found, bytes, &NOW, arena) == SEPTEL_OK);
	for (size_t i = 0; i < found.count; i++) {
		require(found.at[i].at.offset <= bytes.len);
		require(found.at[i].at.length <= bytes.len - found.at[i].at.offset);
		if (found.at[i].severity == SEPTEL_ERROR)
			return;
	}
	check_compose(&draft, false, arena);
}

static void as_message(struct septel_view bytes, struct septel_arena *arena)
{
	static struct septel_view pieces[PIECES];
	const struct septel_message *message;
	struct septel_draft draft;
	struct septel_view sections;
	struct septel_diagnostics found;
	struct septel_joined_list joined;
	require(septel_message_parse(&message, bytes, NULL, arena) == SEPTEL_OK);
	check_convert(message, arena);
	require(septel_draft_of_message(&draft, message, arena) == SEPTEL_OK);
	check_compose(&draft, true, arena);
	const int status = septel_split(&sections, &found, bytes, arena);
	require(status == SEPTEL_OK || (status == SEPTEL_EREFUSED && sections.len == 0));
	const size_t count = take_pieces(status == SEPTEL_OK ? sections : bytes, pieces);
	require(septel_join(&joined, pieces, count, arena) == SEPTEL_OK);
	require(joined.count <= count && (joined.count > 0 || count == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > FUZZ_INPUT_LIMIT)
		return 0;
	const struct septel_view bytes = {(const char *)data, size};
	struct septel_arena *arena = septel_arena_new(0);
	require(arena != NULL);
	as_draft(bytes, arena);
	septel_arena_reset(arena);
	as_message(bytes, arena);
	septel_arena_free(arena);
	return 0;
}
