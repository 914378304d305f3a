/* service_words.c - see service_words.h. */
#include "service_words.h"

#include "../message/format_line.h"

#define ROUTING_LEAST 4u
#define ROUTING_MOST  8u

/* Words that are none of the grammar's, and what they are. */
static const struct {
	const char *word;
	enum service_word_kind kind;
} vocabulary[] = {
	{"INT", WORD_INT},           {"DE", WORD_DE},
	{"BLANKED", WORD_BLANKED},   {"BLANK", WORD_BLANKED},
	{"RELEASED", WORD_RELEASED}, {"AWAITING", WORD_AWAITING},
	{"CLAIMS", WORD_CLAIMS},     {"THRU", WORD_THROUGH},
	{"THROUGH", WORD_THROUGH},   {"TO", WORD_THROUGH},
	{"WA", WORD_PORTION},        {"WB", WORD_PORTION},
	{"AA", WORD_PORTION},        {"AB", WORD_PORTION},
	{"LINE", WORD_PORTION},      {"LINES", WORD_PORTION},
	{"PAGE", WORD_PORTION},      {"ZZ", WORD_PRECEDENCE},
	{"OO", WORD_PRECEDENCE},     {"PP", WORD_PRECEDENCE},
	{"RR", WORD_PRECEDENCE},     {"YY", WORD_PRECEDENCE},
	{"SVC", WORD_FILLER},        {"MSG", WORD_FILLER},
	{"MESSAGE", WORD_FILLER},    {"PLS", WORD_FILLER},
	{"PLEASE", WORD_FILLER},     {"YOUR", WORD_FILLER},
	{"UR", WORD_FILLER},         {"MY", WORD_FILLER},
	{"OUR", WORD_FILLER},        {"AND", WORD_FILLER},
	{"AT", WORD_FILLER},         {"UNDER", WORD_FILLER},
	{"NR", WORD_FILLER},         {"TI", WORD_FILLER},
	{"NONRECEIPT", WORD_FILLER}, {"TRACE", WORD_FILLER},
	{"ADVISE", WORD_FILLER},     {"RERUN", WORD_FILLER},
	{"REQ", WORD_FILLER},        {"REQUEST", WORD_FILLER},
	{"NOT", WORD_TURNING},       {"NO", WORD_TURNING},
	{"NEG", WORD_TURNING},       {"NEGATIVE", WORD_TURNING},
	{"NEGAT", WORD_TURNING},     {"DISREGARD", WORD_TURNING},
	{"IGNORE", WORD_TURNING},    {"UNLESS", WORD_TURNING},
	{"UNTIL", WORD_TURNING},     {"EXCEPT", WORD_TURNING},
	{"IF", WORD_TURNING},        {"NEVER", WORD_TURNING},
	{"CANCEL", WORD_TURNING},    {"CORRECTION", WORD_TURNING},
	{"EXERCISE", WORD_TURNING},  {"DRILL", WORD_TURNING},
};

static size_t count_letters(struct septel_view text)
{
	size_t count = 0;
	while (count < text.len && septel__is_upper(text.ptr[count]))
		count++;
	return count;
}

static size_t count_digits(struct septel_view text)
{
	size_t count = 0;
	while (count < text.len && septel__is_digit(text.ptr[count]))
		count++;
	return count;
}

/* ---- single words ------------------------------------------------------------------------- */

/* A signal of the table, exactly; "ZBZ" and "ZBK" say how well by a digit. */
static bool is_signal_of_table(const char *signal, struct septel_view text)
{
	if (septel__equal(text, septel_view_of(signal)))
		return true;
	return memcmp(text.ptr, "ZB", 2) == 0 && strlen(signal) == 3 && text.len == 4 &&
	       memcmp(signal, text.ptr, 3) == 0 && text.ptr[3] >= '1' && text.ptr[3] <= '5';
}

/* "ZFX", "ZES2", "ZBZ5"; of a signal with a digit of its own ("ZES2") the digit has to stand. */
static bool read_signal(struct service_word *word, struct septel_view text)
{
	size_t count;
	const struct service_procedure *rows = septel__service_procedures(&count);
	if (text.len < 3 || text.len > 4 || count_letters(text) != 3 || text.ptr[0] != 'Z' ||
	    (text.len == 4 && !septel__is_digit(text.ptr[3])))
		return false;
	memcpy(word->signal, text.ptr, 3);
	word->degree = text.len == 4 ? (unsigned)(text.ptr[3] - '0') : 0;
	word->kind = WORD_UNKNOWN;
	if (memcmp(text.ptr, "ZAR", 3) == 0 && (word->degree == 2 || word->degree == 3))
		word->kind = WORD_FOLLOW_UP;
	if (septel__equal(text, VIEW_LITERAL("ZEQ5")))
		word->kind = WORD_SIGNAL;
	for (size_t i = 0; i < count && word->kind == WORD_UNKNOWN; i++)
		if (is_signal_of_table(rows[i].signal, text))
			word->kind = WORD_SIGNAL;
	return true;
}

static bool read_number(struct service_word *word, struct septel_view text)
{
	struct channel_number number;
	const size_t dash = septel__find_byte(text, '-', 0);
	if (!septel__channel_number_read(&number, septel__slice(text, 0, dash)))
		return false;
	word->numbers = (struct service_numbers){
		.digits = number.digits, .from = number.number, .to = number.number};
	memcpy(word->numbers.letters, number.letters, sizeof number.letters);
	word->kind = WORD_NUMBER;
	if (dash == VIEW_NOT_FOUND)
		return true;
	struct septel_view last = septel__slice(text, dash + 1, text.len);
	if (last.len > 3 && count_letters(last) == 3 && memcmp(last.ptr, number.letters, 3) == 0)
		last = septel__slice(last, 3, last.len);
	const int to = last.len == number.digits ? septel__number(last) : -1;
	if (to <= 0)
		return false;
	word->numbers.to = (unsigned)to;
	return true;
}

static bool is_routing(struct septel_view text)
{
	return text.len >= ROUTING_LEAST && text.len <= ROUTING_MOST &&
	       count_letters(text) == text.len && (text.ptr[0] == 'R' || text.ptr[0] == 'Q');
}

/* "131", "116B", "#3796/01". */
static bool is_serial(struct septel_view text)
{
	if (text.len && text.ptr[0] == '#')
		text = septel__slice(text, 1, text.len);
	const size_t digits = count_digits(text);
	if (digits == 0 || digits > 4)
		return false;
	text = septel__slice(text, digits, text.len);
	if (text.len && septel__is_upper(text.ptr[0]))
		text = septel__slice(text, 1, text.len);
	return text.len == 0 || (text.len == 3 && text.ptr[0] == '/' &&
				 count_digits(septel__slice(text, 1, 3)) == 2);
}

static bool is_minute(struct septel_view text)
{
	const int minute = text.len == 4 ? septel__number(text) : -1;
	return minute >= 0 && minute / 100 < 24 && minute % 100 < 60;
}

/* "1351530" (Julian, perhaps with Z), "23/1745Z". */
static bool is_filed(struct septel_view text)
{
	if (text.len == 8 && text.ptr[2] == '/' && text.ptr[7] == 'Z') {
		const int day = septel__number(septel__slice(text, 0, 2));
		return day >= 1 && day <= 31 && is_minute(septel__slice(text, 3, 7));
	}
	if (text.len == 8 && text.ptr[7] == 'Z')
		text.len = 7;
	const int day = text.len == 7 ? septel__number(septel__slice(text, 0, 3)) : -1;
	return day >= 1 && day <= 366 && is_minute(septel__slice(text, 3, 7));
}

static bool is_time(struct septel_view text)
{
	if (text.len != 7 || text.ptr[6] != 'Z')
		return false;
	const int day = septel__number(septel__slice(text, 0, 2));
	return day >= 1 && day <= 31 && is_minute(septel__slice(text, 2, 6));
}

static bool read_vocabulary(struct service_word *word, struct septel_view text)
{
	for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++)
		if (septel__equal(text, septel_view_of(vocabulary[i].word))) {
			word->kind = vocabulary[i].kind;
			word->precedence = septel__precedence_word(septel__slice(text, 0, 1));
			return true;
		}
	return false;
}

static bool is_key(struct septel_view text)
{
	const size_t letters = count_letters(text);
	return is_routing(septel__slice(text, 0, letters)) &&
	       is_serial(septel__slice(text, letters, text.len));
}

/* What a word is by itself. */
static void classify(struct service_word *word, struct septel_view text)
{
	*word = (struct service_word){.text = text};
	if (read_vocabulary(word, text) || read_signal(word, text) || read_number(word, text))
		return;
	if (is_routing(text))
		word->kind = WORD_ROUTING;
	else if (is_time(text))
		word->kind = WORD_TIME;
	else if (is_filed(text))
		word->kind = WORD_FILED;
	else if (is_serial(text))
		word->kind = WORD_DIGITS;
	else if (is_key(text))
		word->kind = WORD_KEY;
	else
		word->kind = WORD_OTHER;
}

/* ---- run together, torn ---------------------------------------------------------------------- */

static bool add(struct service_words *words, struct service_word word)
{
	if (words->count == SERVICE_WORDS_LIMIT) {
		words->cut = true;
		return false;
	}
	words->at[words->count++] = word;
	return true;
}

/* Where the first word ends of several that were run together: a signal, INT, or a number, and
 * something of the grammar behind it.  0: it is not so. */
/* NOLINTNEXTLINE(misc-no-recursion): each time three bytes less, of RUN_TOGETHER_MOST */
static size_t part_of(struct septel_view text)
{
	static const size_t lengths[] = {7, 6, 4, 3};
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct service_word head, rest;
		if (text.len < lengths[i] + 3)
			continue;
		classify(&head, septel__slice(text, 0, lengths[i]));
		if (head.kind != WORD_SIGNAL && head.kind != WORD_INT && head.kind != WORD_NUMBER)
			continue;
		const struct septel_view behind = septel__slice(text, lengths[i], text.len);
		classify(&rest, behind);
		if (rest.kind == WORD_OTHER ? part_of(behind) != 0
					    : rest.kind != WORD_DIGITS && rest.kind != WORD_UNKNOWN)
			return lengths[i];
	}
	return 0;
}

/* Longer words are none of the grammar's, however they are parted. */
#define RUN_TOGETHER_MOST 64u

static void add_text(struct service_words *words, struct septel_view text, bool ends)
{
	struct service_word word;
	classify(&word, text);
	while (word.kind == WORD_OTHER && text.len <= RUN_TOGETHER_MOST) {
		const size_t part = part_of(text);
		if (part == 0)
			break;
		classify(&word, septel__slice(text, 0, part));
		if (!add(words, word))
			return;
		text = septel__slice(text, part, text.len);
		classify(&word, text);
	}
	word.ends = ends;
	add(words, word);
}

/* Two pieces that stand one behind the other, as one view with the blank between cut out of it:
 * false where they do not make a word. */
static bool join(struct service_word *joined, const struct service_word *a,
		 const struct service_word *b)
{
	char text[RUN_TOGETHER_MOST];
	if (a->text.len + b->text.len > 8 || a->ends)
		return false;
	memcpy(text, a->text.ptr, a->text.len);
	memcpy(text + a->text.len, b->text.ptr, b->text.len);
	classify(joined, (struct septel_view){text, a->text.len + b->text.len});
	const struct septel_view whole = {a->text.ptr,
					  (size_t)(b->text.ptr + b->text.len - a->text.ptr)};
	joined->text = whole;
	joined->ends = b->ends;
	return true;
}

/* "HPA 063"; "ZF X", "ZES 2", "ZBZ 5". */
static bool is_torn(const struct service_word *a, const struct service_word *b,
		    const struct service_word *joined)
{
	if (a->kind == WORD_OTHER && b->kind == WORD_DIGITS && a->text.len == 3)
		return joined->kind == WORD_NUMBER;
	const bool piece = b->kind == WORD_OTHER || (b->kind == WORD_DIGITS && b->text.len == 1);
	if ((a->kind == WORD_OTHER || a->kind == WORD_UNKNOWN) && piece)
		return joined->kind == WORD_SIGNAL || joined->kind == WORD_FOLLOW_UP;
	return a->kind == WORD_SIGNAL && a->degree == 0 && memcmp(a->signal, "ZB", 2) == 0 &&
	       b->kind == WORD_DIGITS && b->text.len == 1 && joined->kind == WORD_SIGNAL;
}

static void join_torn(struct service_words *words)
{
	size_t kept = 0;
	for (size_t i = 0; i < words->count; i++) {
		struct service_word joined;
		if (i + 1 < words->count && join(&joined, &words->at[i], &words->at[i + 1]) &&
		    is_torn(&words->at[i], &words->at[i + 1], &joined)) {
			words->at[kept++] = joined;
			i++;
		} else {
			words->at[kept++] = words->at[i];
		}
	}
	words->count = kept;
}

void septel__service_words(struct service_words *words, struct septel_view text)
{
	struct septel_view word;
	words->count = 0;
	words->cut = false;
	while (!words->cut && septel__next_word(&text, &word)) {
		bool ends = false;
		while (word.len && septel__is_one_of(word.ptr[word.len - 1], ".,;:?")) {
			ends |= word.ptr[word.len - 1] == '.' || word.ptr[word.len - 1] == ';';
			word.len--;
		}
		if (word.len)
			add_text(words, word, ends);
		else if (ends && words->count)
			words->at[words->count - 1].ends = true;
	}
	join_torn(words);
}
