/* format_line.c - see format_line.h. */
#include "format_line.h"

#include "../base/date.h"
#include "marking.h"
#include "scan.h"

/* Letters that a precedence prosign may be, and what they mean. */
static enum septel_precedence prosign(char letter)
{
	switch (letter) {
	case 'Z':
		return SEPTEL_FLASH;
	case 'O':
		return SEPTEL_IMMEDIATE;
	case 'P':
		return SEPTEL_PRIORITY;
	case 'R':
		return SEPTEL_ROUTINE;
	case 'Y':
		return SEPTEL_EMERGENCY;
	default:
		return SEPTEL_PRECEDENCE_NONE;
	}
}

enum septel_precedence septel__precedence_word(struct septel_view word)
{
	if (word.len == 1 || (word.len == 2 && word.ptr[0] == word.ptr[1]))
		return prosign(word.ptr[0]);
	for (int precedence = SEPTEL_ROUTINE; precedence <= SEPTEL_FLASH; precedence++)
		if (septel__equal_fold(word, septel_view_of(septel_precedence_name(
						     (enum septel_precedence)precedence))))
			return (enum septel_precedence)precedence;
	return SEPTEL_PRECEDENCE_NONE;
}

bool septel__transmission_line(struct septel_view line, struct transmission_line *out)
{
	struct septel_view rest = line, circuit, serial;
	bool marked = false;
	if (septel__starts(rest, "ZCZC") || septel__starts(rest, "VZCZC")) {
		rest = septel__slice(rest, rest.ptr[0] == 'V' ? 5 : 4, rest.len);
		marked = true;
	} else if (septel__starts(rest, "VV ")) {
		rest = septel__slice(rest, 2, rest.len);
		marked = true;
	}
	scan_blanks(&rest);
	if (!scan_capitals(&rest, 2, 4, &circuit))
		return false;
	if (marked)
		scan_blanks(&rest);
	/* A serial may have lost its noughts, where the circuit is plain. */
	if (!scan_digits(&rest, marked ? 1 : 3, marked ? 5 : 4, &serial))
		return false;
	/* Earlier identifications may be strung behind, and UU or HH. */
	struct septel_view more, again;
	do {
		if (scan_word(&rest, "VZCZC") || scan_word(&rest, "ZCZC"))
			marked = true;
	} while (scan_capitals(&rest, 3, 3, &more) && scan_digits(&rest, 3, 4, &again));
	scan_blanks(&rest);
	if (scan_word(&rest, "UU") || scan_word(&rest, "HH"))
		scan_blanks(&rest);
	if (rest.len && !septel__starts(rest, "ZVQ"))
		return false;
	if (!marked && circuit.len != 3)
		return false;
	*out = (struct transmission_line){circuit, septel__number(serial)};
	return true;
}

bool septel__is_routing_indicator(struct septel_view word)
{
	if (word.len < 4 || word.len > 8 || (word.ptr[0] != 'R' && word.ptr[0] != 'Q'))
		return false;
	for (size_t i = 1; i < word.len; i++)
		if (!septel__is_upper(word.ptr[i]))
			return false;
	return true;
}

static bool only_routing_indicators(struct septel_view words)
{
	struct septel_view word;
	size_t count = 0;
	while (septel__next_word(&words, &word)) {
		if (words.len == 0 && word.len > 1 && word.ptr[word.len - 1] == '.')
			word.len--;
		if (!septel__is_routing_indicator(word))
			return false;
		count++;
	}
	return count > 0;
}

bool septel__routing_line(struct septel_view line, struct septel_view *indicators)
{
	if (line.len < 7 || line.ptr[0] != line.ptr[1] || line.ptr[2] != ' ' ||
	    prosign(line.ptr[0]) == SEPTEL_PRECEDENCE_NONE)
		return false;
	*indicators = septel__slice(line, 3, line.len);
	return only_routing_indicators(*indicators);
}

bool septel__routing_continuation(struct septel_view line)
{
	return line.len >= 4 && (line.ptr[0] == 'R' || line.ptr[0] == 'Q') &&
	       only_routing_indicators(line);
}

bool septel__janap_line(struct septel_view line, struct janap_line *out)
{
	struct septel_view rest = line, head, ri, serial, filed, letters;
	if (line.len < 30 || prosign(line.ptr[0]) == SEPTEL_PRECEDENCE_NONE || line.ptr[8] != ' ')
		return false;
	if (!scan_run(&rest, septel__is_alnum, 8, 8, &head))
		return false;
	scan_blanks(&rest);
	if (!scan_capitals(&rest, 4, 8, &ri) || !scan_digits(&rest, 4, 4, &serial))
		return false;
	scan_blanks(&rest);
	if (!scan_digits(&rest, 7, 7, &filed) || !scan_byte(&rest, '-') ||
	    !scan_capitals(&rest, 4, 5, &letters))
		return false;
	while (scan_byte(&rest, '-'))
		continue;
	*out = (struct janap_line){head.ptr[0], head.ptr[3], ri, serial, filed, letters, rest};
	return true;
}

bool septel__calling_line(struct septel_view line, struct calling_line *out)
{
	struct septel_view rest, ri, serial, section = {"", 0}, letter, day;
	if (!septel__starts(line, "DE "))
		return false;
	rest = septel__slice(line, 3, line.len);
	scan_blanks(&rest);
	if (!scan_capitals(&rest, 4, 8, &ri))
		return false;
	scan_blanks(&rest);
	*out = (struct calling_line){ri, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE, {"", 0}};
	const bool numbered = scan_byte(&rest, '#');
	struct septel_view before = rest;
	if (scan_digits(&rest, 1, 6, &serial)) {
		scan_capitals(&rest, 1, 1, &letter);
		if (scan_byte(&rest, '/') && scan_digits(&rest, 1, 2, &section) && rest.len &&
		    septel__is_digit(rest.ptr[0]))
			return false;
		/* "DE RUHP 23/1745Z": a service message without a serial. */
		if (!numbered && section.len == 2 && rest.len >= 3 && septel__is_digit(rest.ptr[0]))
			rest = before;
		else
			out->serial = septel__number(serial);
	} else if (numbered) {
		return false;
	}
	if (section.len)
		out->section = septel__number(section);
	scan_blanks(&rest);
	before = rest;
	if (scan_digits(&rest, 7, 7, &day)) {
		out->filed = day;
	} else if (scan_digits(&rest, 2, 2, &day) && scan_byte(&rest, '/') &&
		   scan_digits(&rest, 4, 4, &day) && scan_byte(&rest, 'Z')) {
		out->filed = (struct septel_view){before.ptr, 8};
	}
	return out->serial != SEPTEL_NUMBER_NONE || out->filed.len || rest.len == 0;
}

bool septel__security_line(struct septel_view line, struct security_line *out)
{
	struct septel_view rest, letters;
	if (!septel__starts(line, "ZNR") && !septel__starts(line, "ZNY"))
		return false;
	rest = septel__slice(line, 3, line.len);
	scan_blanks(&rest);
	if (!scan_capitals(&rest, 4, 6, &letters))
		return false;
	struct septel_view special;
	const struct septel_view before = rest;
	if (scan_byte(&rest, '/') && !scan_capitals(&rest, 5, 5, &special))
		rest = before;
	*out = (struct security_line){septel__slice(line, 0, 3), letters, septel__trim(rest)};
	return true;
}

bool septel__scan_dtg(struct septel_view *rest, struct septel_time *out)
{
	struct septel_view at = *rest, digits, word, year = {"", 0};
	struct septel_time time = {0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	if (!scan_digits(&at, 6, 6, &digits))
		return false;
	scan_blanks(&at);
	if (at.len == 0 || !septel__is_upper(septel__upper(at.ptr[0])))
		return false;
	const char zone = septel__upper(at.ptr[0]);
	at = septel__slice(at, 1, at.len);
	scan_blanks(&at);
	/* The month may be fused to the zone and to the year. */
	if (!scan_run(&at, septel__is_alpha, 3, 9, &word) || zone == 'J')
		return false;
	const int month = septel__month(word);
	if (month == 0)
		return false;
	const struct septel_view before = at;
	scan_blanks(&at);
	scan_byte(&at, '\'');
	if (!scan_digits(&at, 4, 4, &year) && !scan_digits(&at, 2, 2, &year))
		at = before;
	time.month = (int8_t)month;
	time.day = (int8_t)septel__number(septel__slice(digits, 0, 2));
	time.hour = (int8_t)septel__number(septel__slice(digits, 2, 4));
	time.minute = (int8_t)septel__number(septel__slice(digits, 4, 6));
	if (year.len == 4)
		time.year = (int16_t)septel__number(year);
	else if (year.len == 2)
		time.year = (int16_t)septel__full_year(septel__number(year));
	*out = time;
	*rest = at;
	return true;
}

bool septel__preamble_line(struct septel_view line, struct preamble_line *out)
{
	struct septel_view rest = line;
	enum septel_precedence found[2] = {SEPTEL_PRECEDENCE_NONE, SEPTEL_PRECEDENCE_NONE};
	size_t count = 0;
	if (line.len < 7)
		return false;
	while (count < 2 && rest.len && !septel__is_digit(rest.ptr[0])) {
		size_t length = 0;
		while (length < rest.len && septel__is_upper(rest.ptr[length]))
			length++;
		const enum septel_precedence precedence =
			septel__precedence_word(septel__slice(rest, 0, length));
		if (precedence == SEPTEL_PRECEDENCE_NONE)
			return false;
		found[count++] = precedence;
		rest = septel__slice(rest, length, rest.len);
		scan_blanks(&rest);
		scan_byte(&rest, '/');
		scan_blanks(&rest);
	}
	if (!septel__scan_dtg(&rest, &out->dtg))
		return false;
	/* Without a prosign the line must be nothing but a DTG and signals. */
	if (count == 0 && rest.len && rest.ptr[0] != ' ')
		return false;
	out->action = found[0];
	out->info = count == 2 ? found[1] : found[0];
	out->rest = septel__trim(rest);
	return true;
}

struct septel_time septel__filing_time(struct septel_view filed, struct septel_time dtg)
{
	struct septel_time time = {0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	if (!septel__has_time(dtg) || filed.len < 7)
		return time;
	struct septel_view clock;
	if (filed.ptr[2] == '/') {
		time = dtg;
		time.day = (int8_t)septel__number(septel__slice(filed, 0, 2));
		clock = septel__slice(filed, 3, 7);
	} else {
		const int day = septel__number(septel__slice(filed, 0, 3));
		const int apart = day - septel__day_of_year(dtg);
		const int year = dtg.year + (apart < -183 ? 1 : apart > 183 ? -1 : 0);
		time = septel__from_day_of_year(year, day);
		clock = septel__slice(filed, 3, 7);
	}
	time.hour = (int8_t)septel__number(septel__slice(clock, 0, 2));
	time.minute = (int8_t)septel__number(septel__slice(clock, 2, 4));
	if (!septel__time_valid(time))
		time = (struct septel_time){0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	return time;
}

enum address_keyword septel__address_keyword(struct septel_view line, struct septel_view *rest)
{
	static const struct {
		const char *word;
		enum address_keyword keyword;
	} KEYWORDS[] = {{"FM", ADDRESS_FROM},
			{"TO", ADDRESS_TO},
			{"INFO", ADDRESS_INFO},
			{"XMT", ADDRESS_EXEMPT}};
	if (line.len < 2 || !strchr("FTIX", line.ptr[0]))
		return ADDRESS_NONE;
	for (size_t i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++) {
		if (!septel__starts(line, KEYWORDS[i].word))
			continue;
		struct septel_view behind = septel__slice(line, strlen(KEYWORDS[i].word), line.len);
		if (!scan_at_word_end(behind))
			continue;
		if (behind.len && (behind.ptr[0] == ':' || behind.ptr[0] == '/'))
			behind = septel__slice(behind, 1, behind.len);
		*rest = septel__trim(behind);
		return KEYWORDS[i].keyword;
	}
	return ADDRESS_NONE;
}

/* "EUR-12", "SS-20", "H-02". */
static bool is_bureau(struct septel_view word)
{
	struct septel_view letters, copies;
	return scan_run(&word, septel__is_alnum, 1, 6, &letters) && scan_byte(&word, '-') &&
	       scan_digits(&word, 2, 3, &copies) && word.len == 0;
}

bool septel__distribution_line(struct septel_view line)
{
	struct septel_view rest = line, word;
	if (scan_word(&rest, "ACTION") || scan_word(&rest, "ORIGIN") || scan_word(&rest, "INFO"))
		if (rest.len && rest.ptr[0] != ' ')
			return false;
	size_t bureaus = 0;
	while (septel__next_word(&rest, &word)) {
		if (is_bureau(word))
			bureaus++;
		else if (word.ptr[0] == '/' && word.len >= 4 && septel__is_digit(word.ptr[1]))
			return true; /* the total of copies: "/168 R" */
		else if (!bureaus || word.len > 6)
			return false;
	}
	return bureaus > 0;
}

bool septel__dash_counter(struct septel_view line)
{
	size_t dashes = 0;
	while (dashes < line.len && line.ptr[dashes] == '-')
		dashes++;
	if (dashes < 5 || dashes == line.len)
		return false;
	for (size_t i = dashes; i < line.len; i++)
		if (!septel__is_digit(line.ptr[i]) && !strchr(" Z/-", line.ptr[i]))
			return false;
	return true;
}

bool septel__page_line(struct septel_view line)
{
	struct septel_view rest, number, word;
	if (!septel__starts(line, "PAGE "))
		return false;
	rest = septel__slice(line, 5, line.len);
	scan_blanks(&rest);
	if (!scan_digits(&rest, 1, 3, &number) || scan_blanks(&rest) == 0 || rest.len == 0)
		return false;
	if (!septel__is_upper(rest.ptr[0]))
		return false;
	/* A station (or routing indicator) and a number, all in capitals. */
	bool numbered = false;
	size_t words = 0;
	while (septel__next_word(&rest, &word)) {
		words++;
		for (size_t i = 0; i < word.len; i++) {
			numbered = numbered || septel__is_digit(word.ptr[i]);
			if (septel__is_lower(word.ptr[i]))
				return false;
		}
	}
	return numbered && words <= 24;
}

bool septel__group_count(struct septel_view line, struct septel_view *count)
{
	if (!scan_word(&line, "GR"))
		return false;
	scan_blanks(&line);
	return scan_digits(&line, 1, 5, count) && line.len == 0;
}

/* The precedence word(s) that end `words`, cut off it. */
static struct septel_view cut_precedence(struct septel_view *words)
{
	static const struct {
		const char *printed, *word;
	} WORDS[] = {{"NIACT IMMEDIATE", "NIACT IMMEDIATE"},
		     {"FLASH", "FLASH"},
		     {"IMMEDIATE", "IMMEDIATE"},
		     {"PRIORITY", "PRIORITY"},
		     {"ROUTINE", "ROUTINE"},
		     {"PIORITY", "PRIORITY"}}; /* as damage left it */
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		const size_t length = strlen(WORDS[i].printed);
		if (!septel__ends(*words, WORDS[i].printed))
			continue;
		if (words->len > length && words->ptr[words->len - length - 1] != ' ')
			continue;
		*words = septel__trim(septel__slice(*words, 0, words->len - length));
		return septel_view_of(WORDS[i].word);
	}
	return (struct septel_view){"", 0};
}

/* The continuity number(s) that end `words`: "0678", "7721-7722". */
static struct septel_view cut_mcn(struct septel_view *words)
{
	size_t start = words->len;
	while (start > 0 && words->ptr[start - 1] != ' ')
		start--;
	const struct septel_view last = septel__slice(*words, start, words->len);
	struct septel_view rest = last, digits;
	if (start == 0 || !scan_digits(&rest, 4, 4, &digits))
		return (struct septel_view){"", 0};
	if (scan_byte(&rest, '-') && !scan_digits(&rest, 4, 4, &digits))
		return (struct septel_view){"", 0};
	if (rest.len)
		return (struct septel_view){"", 0};
	*words = septel__trim(septel__slice(*words, 0, start));
	return last;
}

/* Where the value ends that begins at `from`: before ",OU=" or "/OU=". */
static size_t directory_value_end(struct septel_view name, size_t from)
{
	for (size_t at = from; at < name.len; at++) {
		struct septel_view rest = septel__slice(name, at + 1, name.len), type;
		if ((name.ptr[at] == ',' || name.ptr[at] == '/') &&
		    scan_capitals(&rest, 1, 2, &type) && scan_byte(&rest, '='))
			return at;
	}
	return name.len;
}

/* The value of `attribute` ("CN=") in the name of an entry of a directory,
 * "OU=CNO WASHINGTON DC(UC),OU=NAVY,O=U.S. GOVERNMENT,C=US": its first, or the
 * last of a name that begins with the country's end, as obliques write it. */
static struct septel_view directory_value(struct septel_view name, const char *attribute, bool last)
{
	struct septel_view value = {"", 0};
	for (size_t at = septel__find(name, attribute, 0); at != VIEW_NOT_FOUND;
	     at = septel__find(name, attribute, at + 1)) {
		if (at > 0 && !strchr(",/ ", name.ptr[at - 1]))
			continue;
		const size_t from = at + strlen(attribute);
		value = septel__trim(septel__slice(name, from, directory_value_end(name, from)));
		if (!last)
			break;
	}
	return value;
}

/* A directory's entry by the value that names it; any other name as it stands. */
static struct septel_view readable_name(struct septel_view name)
{
	if (septel__find_byte(name, '=', 0) == VIEW_NOT_FOUND)
		return name;
	struct septel_view value = directory_value(name, "CN=", false);
	if (value.len == 0)
		value = directory_value(name,
					"OU=", septel__find_byte(name, ',', 0) == VIEW_NOT_FOUND);
	while (value.len && value.ptr[value.len - 1] == '/')
		value = septel__trim(septel__slice(value, 0, value.len - 1));
	return value.len ? value : name;
}

struct septel_addressee septel__sender(const struct reading *reading, struct septel_view words)
{
	struct septel_addressee address = {.at = reading_span(reading, words)};
	words = septel__trim(words);
	const size_t slash = septel__find_byte(words, '/', 0);
	if (slash != VIEW_NOT_FOUND) {
		const struct septel_view front = septel__trim(septel__slice(words, 0, slash));
		address.by_other_means = septel__equal(front, VIEW_LITERAL("ZEN"));
		if (septel__is_routing_indicator(front))
			address.ri = front;
		if (address.by_other_means || address.ri.len)
			words = septel__trim(septel__slice(words, slash + 1, words.len));
	}
	address.mcn = cut_mcn(&words);
	address.precedence = cut_precedence(&words);
	address.name = words;
	return address;
}

struct septel_addressee septel__address(const struct reading *reading, struct septel_view words)
{
	struct septel_addressee address = septel__sender(reading, words);
	address.name = readable_name(address.name);
	return address;
}
