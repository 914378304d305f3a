/* config_value.c - what follows a word of a configuration; see config_read.h. */
#include "config_read.h"

/* Letters of a routing indicator (wire-format 3.1). */
#define INDICATOR_LEAST 4u
#define INDICATOR_MOST  8u
#define PORT_MOST       65535

bool septel__is_indicator(struct septel_view text)
{
	if (text.len < INDICATOR_LEAST || text.len > INDICATOR_MOST ||
	    (text.ptr[0] != 'R' && text.ptr[0] != 'Q'))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!septel__is_upper(text.ptr[i]))
			return false;
	return true;
}

bool septel__is_config_name(struct septel_view text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!septel__is_alnum(text.ptr[i]) && !septel__is_one_of(text.ptr[i], "-_."))
			return false;
	return text.len > 0 && text.len <= 64;
}

/* The same letters and digits, case aside, whatever stands between them. */
static bool same_name(struct septel_view a, const char *b)
{
	size_t i = 0, j = 0;
	for (;; i++, j++) {
		while (i < a.len && septel__is_one_of(a.ptr[i], " -_"))
			i++;
		while (septel__is_one_of(b[j], " -_"))
			j++;
		if (i == a.len || b[j] == '\0')
			return i == a.len && b[j] == '\0';
		if (septel__upper(a.ptr[i]) != septel__upper(b[j]))
			return false;
	}
}

bool septel__class_of(struct septel_view name, enum septel_class *class_)
{
	for (enum septel_class c = SEPTEL_UNCLASSIFIED; c <= SEPTEL_TOP_SECRET; c++)
		if (same_name(name, septel_class_name(c))) {
			*class_ = c;
			return true;
		}
	return false;
}

bool septel__precedence_of(struct septel_view name, enum septel_precedence *precedence)
{
	for (enum septel_precedence p = SEPTEL_ROUTINE; p <= SEPTEL_EMERGENCY; p++)
		if (same_name(name, septel_precedence_name(p))) {
			*precedence = p;
			return true;
		}
	return false;
}

/* host:port, [::1]:port; the host may be empty where it is listened for. */
static bool is_address(struct septel_view text)
{
	const size_t digits = septel__digits_at_end(text);
	if (digits == 0 || digits == text.len || text.ptr[digits - 1] != ':')
		return false;
	const int port = septel__number(septel__slice(text, digits, text.len));
	const struct septel_view host = septel__slice(text, 0, digits - 1);
	if (port < 1 || port > PORT_MOST)
		return false;
	const bool numeric = host.len > 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']';
	for (size_t i = 0; i < host.len; i++)
		if (!septel__is_alnum(host.ptr[i]) &&
		    !septel__is_one_of(host.ptr[i], numeric ? "[]:.%" : "-._*"))
			return false;
	return true;
}

static bool is_mailbox(struct septel_view text)
{
	const size_t at = septel__find_byte(text, '@', 0);
	for (size_t i = 0; i < text.len; i++)
		if (septel__is_space(text.ptr[i]) || septel__is_one_of(text.ptr[i], "<>\"(),;:"))
			return false;
	return at != VIEW_NOT_FOUND && at > 0 && at + 1 < text.len &&
	       septel__find_byte(text, '@', at + 1) == VIEW_NOT_FOUND;
}

static struct septel_view path_of(struct config_reader *reader, struct septel_view text)
{
	if (text.ptr[0] == '/' || reader->folder.len == 0)
		return septel_arena_copy(reader->arena, text);
	struct septel_out out;
	septel__out_init(&out, reader->arena, 0);
	septel__out_view(&out, reader->folder);
	septel__out_view(&out, text);
	septel__out_terminated(&out);
	return septel__out_written(&out);
}

/* Takes the token that is the value, if it may be one: on the line of its word, and no other word
 * of the scope unless such a value may look like anything. */
static bool take(struct config_reader *reader, const struct config_word *word, int line,
		 bool anything, struct septel_view *text)
{
	*text = VIEW_LITERAL("");
	if (!septel__config_on_line(reader, line))
		return false;
	if (!anything && reader->token.kind == TOKEN_WORD &&
	    septel__config_word(word->scope, reader->token.text) < CONFIG_WORD_COUNT)
		return false;
	*text = septel__config_take(reader).text;
	return true;
}

/* A further word that may stand there, such as "days". */
static bool take_exactly(struct config_reader *reader, int line, const char *expected)
{
	const bool there = septel__config_on_line(reader, line) &&
			   septel__is_word(reader->token.text, expected);
	if (there)
		septel__config_take(reader);
	return there;
}

static void needs(struct config_reader *reader, const struct config_word *word, int line,
		  struct septel_view text)
{
	if (text.len == 0)
		septel__fault(&reader->faults, line, "'%s' needs %s", word->word,
			      septel__config_value_name(word->value));
	else
		septel__fault(&reader->faults, line, "'%s' needs %s, not '%s'", word->word,
			      septel__config_value_name(word->value), septel__shown(text).text);
}

/* False: it is no number.  One that is too small or too large is told here. */
static bool read_number(struct config_reader *reader, const struct config_word *word, int line,
			struct septel_view text, unsigned *to)
{
	const int number = septel__number(text);
	if (number < 0)
		return false;
	if ((unsigned)number < word->least || (unsigned)number > word->most)
		septel__fault(&reader->faults, line, "'%s' is from %u to %u, not %s", word->word,
			      word->least, word->most, septel__shown(text).text);
	else
		*to = (unsigned)number;
	return true;
}

/* Codes of two capitals with commas between. */
static bool read_codes(struct septel_view text, char codes[8][3])
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i += 3, count++) {
		if (count == 8 || text.len - i < 2 || !septel__is_upper(text.ptr[i]) ||
		    !septel__is_upper(text.ptr[i + 1]) ||
		    (i + 2 < text.len && (text.ptr[i + 2] != ',' || i + 3 == text.len)))
			return false;
		memcpy(codes[count], text.ptr + i, 2);
	}
	return count > 0;
}

/* Three capitals. */
static bool read_letters(struct septel_view text, char letters[4])
{
	if (text.len != 3)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (!septel__is_upper(text.ptr[i]))
			return false;
	memcpy(letters, text.ptr, 3);
	return true;
}

/* "out XRO in XWB"; both, in either order. */
static bool read_both_letters(struct config_reader *reader, int line,
			      struct outlet_settings *outlet)
{
	bool good = true;
	for (int i = 0; i < 2 && good; i++) {
		const bool out = take_exactly(reader, line, "out");
		good = (out || take_exactly(reader, line, "in")) &&
		       septel__config_on_line(reader, line) &&
		       read_letters(reader->token.text,
				    out ? outlet->letters_out : outlet->letters_in);
		if (good)
			septel__config_take(reader);
	}
	return good && outlet->letters_out[0] && outlet->letters_in[0];
}

/* "4 cyclic"; without the word, 3 digits begin again each day and 4 go on. */
static bool read_digits(struct config_reader *reader, const struct config_word *word, int line,
			struct septel_view text, struct outlet_settings *outlet)
{
	if (!read_number(reader, word, line, text, &outlet->digits))
		return false;
	outlet->cycle = outlet->digits == 3 ? NUMBERS_DAILY : NUMBERS_CYCLIC;
	if (take_exactly(reader, line, "daily"))
		outlet->cycle = NUMBERS_DAILY;
	else if (take_exactly(reader, line, "cyclic"))
		outlet->cycle = NUMBERS_CYCLIC;
	return true;
}

static bool read_choice(struct septel_view text, const char *no, const char *yes, bool *chosen)
{
	*chosen = septel__is_word(text, yes);
	return *chosen || septel__is_word(text, no);
}

static bool read_station(struct config_reader *reader, int line, struct septel_view text,
			 struct relay_config *config)
{
	if (!septel__is_indicator(text) || !septel__config_on_line(reader, line))
		return false;
	config->station = septel_arena_copy(reader->arena, text);
	const struct septel_view name = septel__config_take(reader).text;
	config->name = septel_arena_copy(reader->arena, name);
	return name.len > 0;
}

/* A value that is kept as it stands. */
static bool read_view(struct config_reader *reader, enum config_value value,
		      struct septel_view text, struct septel_view *to)
{
	bool good = text.len > 0;
	switch (value) {
	case VALUE_INDICATOR:
		good = septel__is_indicator(text);
		break;
	case VALUE_ADDRESS:
		good = is_address(text);
		break;
	case VALUE_NAME:
	case VALUE_BOX:
		good = septel__is_config_name(text);
		break;
	case VALUE_MAILBOX:
		good = is_mailbox(text);
		break;
	default:
		break;
	}
	if (!good)
		return false;
	const bool path = value == VALUE_PATH ||
			  (value == VALUE_STORE && !septel__starts(text, "postgresql://"));
	*to = path ? path_of(reader, text) : septel_arena_copy(reader->arena, text);
	return true;
}

/* False: the value is not what the word needs. */
static bool read_value(struct config_reader *reader, const struct config_word *word, int line,
		       struct septel_view text, void *base)
{
	void *field = (char *)base + word->field;
	struct outlet_settings *outlet = base;
	bool chosen = false, good = true;
	switch (word->value) {
	case VALUE_STATION:
		return read_station(reader, line, text, base);
	case VALUE_DAYS:
		return read_number(reader, word, line, text, field) &&
		       (take_exactly(reader, line, "days") || take_exactly(reader, line, "day"));
	case VALUE_PERCENT:
		return read_number(reader, word, line, text, field) &&
		       take_exactly(reader, line, "percent");
	case VALUE_NUMBER:
		return read_number(reader, word, line, text, field);
	case VALUE_CLASS:
		return septel__class_of(text, field);
	case VALUE_PRECEDENCE:
		return septel__precedence_of(text, field);
	case VALUE_CODES:
		return read_codes(text, outlet->release);
	case VALUE_DIGITS:
		return read_digits(reader, word, line, text, outlet);
	case VALUE_ALPHABET:
		good = read_choice(text, "ascii", "ita2", &chosen);
		outlet->alphabet = chosen ? ALPHABET_ITA2 : ALPHABET_ASCII;
		return good;
	case VALUE_LINE_ENDS:
		return read_choice(text, "crcrlf", "lf", field);
	case VALUE_YES:
		return read_choice(text, "no", "yes", field);
	default:
		return read_view(reader, word->value, text, field);
	}
}

void septel__config_value(struct config_reader *reader, const struct config_word *word, int line,
			  void *base)
{
	const bool anything = word->value == VALUE_PATH || word->value == VALUE_STORE ||
			      word->value == VALUE_TEXT || word->value == VALUE_NAME ||
			      word->value == VALUE_BOX;
	struct septel_view text;
	if (word->value == VALUE_NOTHING)
		return;
	if (word->value == VALUE_LETTERS) {
		if (!read_both_letters(reader, line, base))
			needs(reader, word, line, VIEW_LITERAL(""));
		return;
	}
	if (!take(reader, word, line, anything, &text) ||
	    !read_value(reader, word, line, text, base))
		needs(reader, word, line, text);
}
