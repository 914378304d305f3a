/* mail_fields.c - see mail_fields.h. */
#include "mail_fields.h"

#include "../base/date.h"
#include "../base/encoding.h"
#include "../base/limits.h"
#include "../base/mime.h"
#include "../base/out.h"
#include "../base/utf8.h"

#define MILLISECONDS 1000

static const struct septel_view NONE = {"", 0};

/* ---- the header ------------------------------------------------------------- */

static const struct field_row {
	const char *name;
	enum mail_field_name field;
	bool once; /* RFC 5322 3.6, 6477 3, 7444 6; MT-Priority counts only where it stands once */
} FIELDS[] = {
	{"Date", FIELD_DATE, true},
	{"From", FIELD_FROM, true},
	{"To", FIELD_TO, true},
	{"Cc", FIELD_CC, true},
	{"Bcc", FIELD_BCC, true},
	{"Subject", FIELD_SUBJECT, true},
	{"Message-ID", FIELD_MESSAGE_ID, true},
	{"Keywords", FIELD_KEYWORDS, false},
	{"SIO-Label", FIELD_SIO_LABEL, true},
	{"X-Protective-Marking", FIELD_PROTECTIVE_MARKING, true},
	{"MT-Priority", FIELD_MT_PRIORITY, false},
	{"MMHS-Primary-Precedence", FIELD_PRIMARY, true},
	{"MMHS-Copy-Precedence", FIELD_COPY, true},
	{"MMHS-Extended-Authorisation-Info", FIELD_AUTHORISATION, true},
	{"MMHS-Extended-Authorization-Info", FIELD_AUTHORISATION, true},
	{"MMHS-Originator-PLAD", FIELD_PLAD, true},
	{"MMHS-Originator-Reference", FIELD_REFERENCE, true},
	{"MMHS-Acp127-Message-Identifier", FIELD_ACP127, true},
	{"MMHS-Handling-Instructions", FIELD_HANDLING, true},
	{"MMHS-Message-Instructions", FIELD_INSTRUCTIONS, true},
	{"MMHS-Exempted-Address", FIELD_EXEMPTED, true},
	{"MMHS-Other-Recipients-Indicator-To", FIELD_OTHER_TO, true},
	{"MMHS-Other-Recipients-Indicator-CC", FIELD_OTHER_CC, true},
	{"MMHS-Codress-Message-Indicator", FIELD_CODRESS, true},
};
#define FIELD_ROWS (sizeof FIELDS / sizeof *FIELDS)

void septel__mail_fields_read(struct mail_fields *fields, struct septel_view header)
{
	struct mime_field field;
	size_t seen = 0;
	*fields = (struct mail_fields){0};
	for (size_t i = 0; i < MAIL_FIELD_COUNT; i++)
		fields->value[i] = NONE;
	fields->too_many = header.len > MAIL_HEADER_LIMIT;
	while (!fields->too_many && septel__mime_field(&header, &field)) {
		fields->too_many = ++seen > MAIL_FIELDS_LIMIT;
		for (size_t i = 0; i < FIELD_ROWS; i++)
			if (septel__mime_is(&field, FIELDS[i].name) &&
			    fields->count[FIELDS[i].field]++ == 0)
				fields->value[FIELDS[i].field] = field.value;
	}
}

const char *septel__mail_field_name(enum mail_field_name name)
{
	size_t i = 0;
	while (FIELDS[i].field != name)
		i++;
	return FIELDS[i].name;
}

enum mail_field_name septel__mail_field_doubled(const struct mail_fields *fields)
{
	for (size_t i = 0; i < FIELD_ROWS; i++)
		if (FIELDS[i].once && fields->count[FIELDS[i].field] > 1)
			return FIELDS[i].field;
	return MAIL_FIELD_COUNT;
}

/* ---- values ----------------------------------------------------------------- */

struct septel_view septel__mail_unfolded(struct septel_view value, struct septel_arena *arena)
{
	char *bytes = septel_arena_alloc(arena, value.len + 1);
	struct septel_view word;
	size_t length = 0;
	if (!bytes)
		return NONE;
	while (septel__next_word(&value, &word)) {
		if (length)
			bytes[length++] = ' ';
		memcpy(bytes + length, word.ptr, word.len);
		length += word.len;
	}
	return (struct septel_view){bytes, length};
}

struct septel_view septel__mail_uncommented(struct septel_view value, struct septel_arena *arena)
{
	char *bytes = septel_arena_alloc(arena, value.len + 1);
	size_t length = 0, depth = 0;
	bool quoted = false;
	if (!bytes)
		return NONE;
	for (size_t i = 0; i < value.len; i++) {
		const char c = value.ptr[i];
		const bool pair = c == '\\' && i + 1 < value.len && (quoted || depth);
		if (c == '"' && depth == 0)
			quoted = !quoted;
		if (c == '(' && !quoted && depth++ == 0)
			bytes[length++] = ' ';
		else if (c == ')' && !quoted && depth)
			depth--;
		else if (depth == 0)
			bytes[length++] = c;
		if (pair) {
			i++;
			if (depth == 0)
				bytes[length++] = value.ptr[i];
		}
	}
	return septel__mail_unfolded((struct septel_view){bytes, length}, arena);
}

struct septel_views septel__mail_list(struct septel_view value, char separator,
				      struct septel_arena *arena)
{
	size_t count = 1, used = 0, from = 0;
	value = septel__mail_unfolded(value, arena);
	for (size_t i = 0; i < value.len; i++)
		count += value.ptr[i] == separator;
	struct septel_view *at = septel_arena_alloc(arena, count * sizeof *at);
	while (at && from <= value.len) {
		size_t end = septel__find_byte(value, separator, from);
		if (end == VIEW_NOT_FOUND)
			end = value.len;
		at[used] = septel__trim(septel__slice(value, from, end));
		used += at[used].len > 0;
		from = end + 1;
	}
	return (struct septel_views){at, used};
}

/* ---- encoded-words ---------------------------------------------------------- */

struct encoded_word {
	struct septel_view charset, text;
	char encoding; /* 'q', 'b' */
};

/* "=?utf-8?q?R=C3=A9union?=" at the front of `text`: its length; 0: none. */
static size_t encoded_word_at(struct septel_view text, struct encoded_word *word)
{
	if (!septel__starts(text, "=?"))
		return 0;
	const size_t charset = septel__find_byte(text, '?', 2);
	if (charset == VIEW_NOT_FOUND || charset + 3 > text.len || text.ptr[charset + 2] != '?')
		return 0;
	const size_t end = septel__find_byte(text, '?', charset + 3);
	if (end == VIEW_NOT_FOUND || end + 1 >= text.len || text.ptr[end + 1] != '=')
		return 0;
	const struct septel_view name = septel__slice(text, 2, charset);
	const size_t language = septel__find_byte(name, '*', 0); /* RFC 2231 5 */
	word->charset = septel__slice(name, 0, language);
	word->encoding = septel__lower(text.ptr[charset + 1]);
	word->text = septel__slice(text, charset + 3, end);
	return word->encoding == 'q' || word->encoding == 'b' ? end + 2 : 0;
}

bool septel__mail_charset(struct septel_out *out, struct septel_view charset,
			  struct septel_view bytes)
{
	const bool ascii = charset.len == 0 || septel__is_word(charset, "us-ascii");
	if (ascii || septel__is_word(charset, "utf-8")) {
		septel__out_view(out, bytes);
		return septel__utf8_valid(bytes);
	}
	if (!septel__is_word(charset, "iso-8859-1"))
		return false;
	for (size_t i = 0; i < bytes.len; i++) {
		char code[UTF8_BYTES];
		const size_t length = septel__utf8_encode((unsigned char)bytes.ptr[i], code);
		septel__out_bytes(out, code, length);
	}
	return true;
}

static bool put_encoded(struct septel_out *out, const struct encoded_word *word,
			struct septel_arena *arena)
{
	struct septel_out bytes;
	septel__out_init(&bytes, arena, 0);
	if (word->encoding == 'b') {
		if (!septel__decode_base64(&bytes, word->text))
			return false;
	} else {
		/* "_" is a blank; before the rest is decoded, for "=5F" is none. */
		char *plain = septel_arena_alloc(arena, word->text.len + 1);
		for (size_t i = 0; plain && i < word->text.len; i++)
			plain[i] = word->text.ptr[i] == '_' ? ' ' : word->text.ptr[i];
		if (plain)
			septel__decode_quoted_printable(
				&bytes, (struct septel_view){plain, word->text.len});
	}
	return septel__mail_charset(out, word->charset, septel__out_written(&bytes));
}

bool septel__mail_decoded(struct septel_view value, struct septel_view *text,
			  struct septel_arena *arena)
{
	struct septel_view rest = septel__mail_unfolded(value, arena);
	struct septel_out out;
	bool known = true, behind = false; /* an encoded-word stands in front of the blank */
	septel__out_init(&out, arena, 0);
	for (struct septel_view word; septel__next_word(&rest, &word);) {
		struct encoded_word encoded;
		const bool is_encoded = word.len && encoded_word_at(word, &encoded) == word.len;
		if (out.length && !(behind && is_encoded))
			septel__out_byte(&out, ' ');
		if (is_encoded)
			known &= put_encoded(&out, &encoded, arena);
		else
			septel__out_view(&out, word);
		behind = is_encoded;
	}
	*text = septel__out_written(&out);
	return known && septel__utf8_valid(*text);
}

/* ---- dates ------------------------------------------------------------------ */

/* "+0000", "-0530", "GMT", "UT", "Z": minutes east of Greenwich.  Other letters have been used
 * with two meanings (RFC 5322 4.3). */
static bool zone_minutes(struct septel_view zone, int *minutes)
{
	*minutes = 0;
	if (septel__is_word(zone, "GMT") || septel__is_word(zone, "UT") ||
	    septel__is_word(zone, "Z"))
		return true;
	const int number = septel__number(septel__slice(zone, 1, zone.len));
	if (zone.len != 5 || !septel__is_one_of(zone.ptr[0], "+-") || number < 0 ||
	    number % 100 > 59)
		return false;
	*minutes = (number / 100 * 60 + number % 100) * (zone.ptr[0] == '-' ? -1 : 1);
	return true;
}

/* "06:37" or "06:37:00". */
static bool clock_of(struct septel_view text, struct septel_time *time)
{
	if ((text.len != 5 && text.len != 8) || text.ptr[2] != ':' ||
	    (text.len == 8 &&
	     (text.ptr[5] != ':' || septel__number(septel__slice(text, 6, 8)) < 0 ||
	      septel__number(septel__slice(text, 6, 8)) > 60)))
		return false;
	const int hour = septel__number(septel__slice(text, 0, 2));
	const int minute = septel__number(septel__slice(text, 3, 5));
	time->hour = (int8_t)hour;
	time->minute = (int8_t)minute;
	return hour >= 0 && minute >= 0;
}

bool septel__mail_date(struct septel_view value, struct septel_time *time,
		       struct septel_arena *arena)
{
	struct septel_view rest = septel__mail_uncommented(value, arena), words[5];
	const size_t comma = septel__find_byte(rest, ',', 0); /* behind the day of the week */
	size_t count = 0;
	int east;
	if (comma != VIEW_NOT_FOUND)
		rest = septel__slice(rest, comma + 1, rest.len);
	while (count < 5 && septel__next_word(&rest, &words[count]))
		count++;
	if (count != 5 || septel__trim(rest).len)
		return false;
	const int day = septel__number(words[0]), month = septel__month(words[1]);
	const int year = septel__number(words[2]);
	*time = (struct septel_time){.year = (int16_t)year, .month = (int8_t)month};
	if (words[0].len > 2 || words[2].len != 4 || day < 1 || month < 1 || year < 1900 ||
	    !clock_of(words[3], time) || !zone_minutes(words[4], &east))
		return false;
	time->day = (int8_t)day;
	if (!septel__time_valid(*time))
		return false;
	*time = septel__from_seconds((septel__minute_number(*time) - east) * 60);
	return septel__has_time(*time);
}

void septel__mail_put_date(struct septel_out *out, moment at)
{
	static const char *const DAYS[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
	const long long seconds = at / MILLISECONDS;
	const struct septel_time time = septel__from_seconds(seconds);
	if (!septel__has_time(time))
		return;
	const long day = septel__day_number(time);
	septel__out_format(out, "%s, %02d %.3s %04d %02d:%02d:%02d +0000",
			   DAYS[((day % 7) + 7) % 7], time.day, septel__month_name(time.month),
			   time.year, time.hour, time.minute, (int)(((seconds % 60) + 60) % 60));
}

/* ---- addresses -------------------------------------------------------------- */

/* One address list under way: `rest` is uncommented and unfolded. */
struct address_reading {
	struct septel_view rest;
	struct septel_arena *arena;
	struct septel_out phrase; /* what stands in front of '<', ':' or the end */
	bool quoted;              /* a part of it stood in quotes */
};

/* Takes a quoted string off the front; false where it does not end. */
static bool take_quoted(struct address_reading *reading)
{
	struct septel_view *rest = &reading->rest;
	size_t i = 1;
	for (; i < rest->len && rest->ptr[i] != '"'; i++) {
		if (rest->ptr[i] == '\\' && i + 1 < rest->len)
			i++;
		septel__out_byte(&reading->phrase, rest->ptr[i]);
	}
	if (i >= rest->len)
		return false;
	reading->quoted = true;
	*rest = septel__slice(*rest, i + 1, rest->len);
	return true;
}

/* Takes all up to one of `ends`, which stays; '\0' at the end of the list or for an error. */
static char take_phrase(struct address_reading *reading, const char *ends, bool *valid)
{
	struct septel_view *rest = &reading->rest;
	septel__out_init(&reading->phrase, reading->arena, 0);
	reading->quoted = false;
	while (rest->len && !septel__is_one_of(rest->ptr[0], ends)) {
		if (rest->ptr[0] == '"') {
			if (!take_quoted(reading)) {
				*valid = false;
				return '\0';
			}
			continue;
		}
		septel__out_byte(&reading->phrase, rest->ptr[0]);
		*rest = septel__slice(*rest, 1, rest->len);
	}
	return rest->len ? rest->ptr[0] : '\0';
}

/* Takes "<mailbox>"; a source route ("<@a,@b:c@d>") is passed over. */
static bool take_bracketed(struct address_reading *reading, struct septel_view *mailbox)
{
	const size_t end = septel__find_byte(reading->rest, '>', 0);
	if (end == VIEW_NOT_FOUND)
		return false;
	*mailbox = septel__trim(septel__slice(reading->rest, 1, end));
	if (septel__starts(*mailbox, "@")) {
		const size_t colon = septel__find_byte(*mailbox, ':', 0);
		*mailbox = septel__slice(*mailbox, colon == VIEW_NOT_FOUND ? 0 : colon + 1,
					 mailbox->len);
	}
	reading->rest = septel__trim_left(septel__slice(reading->rest, end + 1, reading->rest.len));
	return septel__find_byte(*mailbox, '@', 0) != VIEW_NOT_FOUND;
}

/* Passes over the members of a group, which end at ';'. */
static bool pass_group(struct address_reading *reading)
{
	bool valid = true;
	for (char end = ','; end != ';' && valid;) {
		reading->rest = septel__slice(reading->rest, 1, reading->rest.len);
		end = take_phrase(reading, ",;", &valid);
		valid &= end != '\0';
	}
	if (valid)
		reading->rest =
			septel__trim_left(septel__slice(reading->rest, 1, reading->rest.len));
	return valid;
}

static bool take_address(struct address_reading *reading, struct mail_address *address)
{
	bool valid = true;
	const char end = take_phrase(reading, "<:,;", &valid);
	const struct septel_view phrase = septel__trim(septel__out_written(&reading->phrase));
	*address = (struct mail_address){NONE, NONE};
	if (!valid || end == ';')
		return false;
	if (end == '<' || end == ':') {
		if (!septel__mail_decoded(phrase, &address->name, reading->arena))
			return false;
		return end == '<' ? take_bracketed(reading, &address->mailbox)
				  : phrase.len > 0 && pass_group(reading);
	}
	address->mailbox = phrase;
	return phrase.len == 0 || septel__find_byte(phrase, '@', 0) != VIEW_NOT_FOUND;
}

bool septel__mail_addresses(struct septel_view value, struct mail_addresses *addresses,
			    struct septel_arena *arena)
{
	struct address_reading reading = {.rest = septel__mail_uncommented(value, arena),
					  .arena = arena};
	size_t most = 1, count = 0;
	for (size_t i = 0; i < reading.rest.len; i++)
		most += reading.rest.ptr[i] == ',' || reading.rest.ptr[i] == ';';
	struct mail_address *at = septel_arena_alloc(arena, most * sizeof *at);
	*addresses = (struct mail_addresses){at, 0};
	if (!at)
		return false;
	while (reading.rest.len && count < most) {
		if (!take_address(&reading, &at[count]))
			return false;
		count += at[count].name.len || at[count].mailbox.len;
		reading.rest = septel__trim_left(reading.rest);
		if (reading.rest.len && reading.rest.ptr[0] != ',')
			return false;
		reading.rest = septel__trim_left(septel__slice(reading.rest, 1, reading.rest.len));
	}
	addresses->count = count;
	return true;
}
