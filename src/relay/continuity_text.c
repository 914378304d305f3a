/* continuity_text.c - the state of a channel as one line, and back.
 *
 * Words by single blanks, in a fixed order; what stands as at first is left out.  Only the text
 * that would be written is read: so it cannot be read otherwise than it was meant.
 */
#include "continuity_parts.h"

#include "../base/date.h"
#include "../base/limits.h"

static const char *const cycle_names[] = {[NUMBERS_DAILY] = "daily", [NUMBERS_CYCLIC] = "cyclic"};

/* ---- writing ---------------------------------------------------------------------------- */

static void write_word(struct septel_out *out, const char *word)
{
	if (out->length)
		septel__out_byte(out, ' ');
	septel__out_string(out, word);
}

static void write_count(struct septel_out *out, const char *word, unsigned number)
{
	if (number == 0)
		return;
	write_word(out, word);
	septel__out_byte(out, ' ');
	septel__out_number(out, number);
}

static void write_day(struct septel_out *out, long day)
{
	char text[TIME_TEXT_SIZE];
	if (day == 0)
		return;
	write_word(out, "day ");
	septel__out_string(out, septel__time_text(septel__from_day_number(day), text));
}

static void write_set(struct septel_out *out, const char *word, const struct number_set *set)
{
	unsigned number = number_set_after(set, 0);
	if (number)
		write_word(out, word);
	for (char before = ' '; number; before = ',') {
		unsigned last = number;
		while (number_set_has(set, last + 1))
			last++;
		septel__out_byte(out, before);
		septel__out_number(out, number);
		if (last > number) {
			septel__out_byte(out, '-');
			septel__out_number(out, last);
		}
		number = number_set_after(set, last);
	}
}

static const char *letters_or_dash(const char letters[4])
{
	return letters[0] ? letters : "-";
}

void septel__channel_write(const struct channel *channel, struct septel_out *out)
{
	const size_t before = out->length;
	struct septel_out line;
	septel__out_init(&line, out->arena, CHANNEL_TEXT_LIMIT);
	septel__out_number(&line, channel->digits);
	write_word(&line, cycle_names[channel->cycle]);
	write_word(&line, "out");
	write_word(&line, letters_or_dash(channel->letters_out));
	write_count(&line, "next", channel->next);
	write_count(&line, "given", channel->given);
	write_count(&line, "before", channel->last_before);
	write_day(&line, channel->out_day);
	write_set(&line, "void", &channel->voided);
	write_word(&line, "in");
	write_word(&line, letters_or_dash(channel->letters_in));
	write_count(&line, "expected", channel->expected);
	write_count(&line, "first", channel->first);
	if (channel->wrapped)
		write_word(&line, "wrapped");
	write_day(&line, channel->in_day);
	write_count(&line, "repeated", channel->repeated);
	write_count(&line, "repeats", channel->repeats);
	write_count(&line, "jump", channel->jump);
	write_set(&line, "open", &channel->open);
	write_count(&line, "old", channel->old_expected);
	if (channel->old_by_restart)
		write_word(&line, "restarted");
	write_set(&line, "missed", &channel->old_open);
	septel__out_view(out, septel__out_written(&line));
	if (line.failed) {
		out->failed = true;
		out->length = before;
	}
	septel__out_release(&line);
}

/* ---- reading ---------------------------------------------------------------------------- */

struct words {
	struct septel_view rest, word; /* word: the next one, not taken yet */
	bool wrong;
};

static void take(struct words *words)
{
	if (!septel__next_word(&words->rest, &words->word))
		words->word = (struct septel_view){"", 0};
}

static bool take_word(struct words *words, const char *word)
{
	if (!septel__equal(words->word, septel_view_of(word)))
		return false;
	take(words);
	return true;
}

static void need_word(struct words *words, const char *word)
{
	if (!take_word(words, word))
		words->wrong = true;
}

static unsigned read_count(struct words *words, const char *word)
{
	if (!take_word(words, word))
		return 0;
	const int number = septel__number(words->word);
	if (number <= 0 || number >= (int)CHANNEL_NUMBERS)
		words->wrong = true;
	take(words);
	return words->wrong ? 0 : (unsigned)number;
}

static long read_day(struct words *words)
{
	struct septel_time time;
	if (!take_word(words, "day"))
		return 0;
	if (!septel__time_read(words->word, &time))
		words->wrong = true;
	take(words);
	return words->wrong ? 0 : septel__day_number(time);
}

static void read_run(struct words *words, struct number_set *set, struct septel_view run)
{
	const size_t dash = septel__find_byte(run, '-', 0);
	const int from = septel__number(septel__slice(run, 0, dash));
	const int to = dash == VIEW_NOT_FOUND
			       ? from
			       : septel__number(septel__slice(run, dash + 1, run.len));
	if (from <= 0 || to < from || to >= (int)CHANNEL_NUMBERS) {
		words->wrong = true;
		return;
	}
	for (int number = from; number <= to; number++)
		number_set_add(set, (unsigned)number);
}

static void read_set(struct words *words, const char *word, struct number_set *set)
{
	if (!take_word(words, word))
		return;
	struct septel_view rest = words->word;
	while (rest.len && !words->wrong) {
		const size_t comma = septel__find_byte(rest, ',', 0);
		read_run(words, set, septel__slice(rest, 0, comma));
		rest = comma == VIEW_NOT_FOUND ? septel__slice(rest, 0, 0)
					       : septel__slice(rest, comma + 1, rest.len);
	}
	take(words);
}

static void read_out(struct words *words, struct channel *channel)
{
	need_word(words, "out");
	need_word(words, letters_or_dash(channel->letters_out));
	channel->next = read_count(words, "next");
	channel->given = read_count(words, "given");
	channel->last_before = read_count(words, "before");
	channel->out_day = read_day(words);
	read_set(words, "void", &channel->voided);
}

static void read_in(struct words *words, struct channel *channel)
{
	need_word(words, "in");
	need_word(words, letters_or_dash(channel->letters_in));
	channel->expected = read_count(words, "expected");
	channel->first = read_count(words, "first");
	channel->wrapped = take_word(words, "wrapped");
	channel->in_day = read_day(words);
	channel->repeated = read_count(words, "repeated");
	channel->repeats = read_count(words, "repeats");
	channel->jump = read_count(words, "jump");
	read_set(words, "open", &channel->open);
	channel->old_expected = read_count(words, "old");
	channel->old_by_restart = take_word(words, "restarted");
	read_set(words, "missed", &channel->old_open);
}

/* No number beyond the last of the channel. */
static bool is_within(const struct channel *channel)
{
	const unsigned wrap = channel_wrap(channel);
	const unsigned numbers[] = {channel->next,    channel->expected,     channel->given,
				    channel->first,   channel->repeated,     channel->jump,
				    channel->repeats, channel->old_expected, channel->last_before};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (numbers[i] > wrap)
			return false;
	return channel->next && channel->expected && !number_set_after(&channel->open, wrap) &&
	       !number_set_after(&channel->voided, wrap) &&
	       !number_set_after(&channel->old_open, wrap) &&
	       !number_set_has(&channel->open, channel->expected) &&
	       (channel->given == 0) == (channel->out_day == 0) &&
	       (channel->first == 0) == (channel->in_day == 0);
}

static bool is_written_so(const struct channel *channel, struct septel_view text)
{
	struct septel_out again;
	septel__out_init(&again, NULL, CHANNEL_TEXT_LIMIT);
	septel__channel_write(channel, &again);
	const bool same = !again.failed && septel__equal(septel__out_written(&again), text);
	septel__out_release(&again);
	return same;
}

bool septel__channel_read(struct channel *channel, struct septel_view text)
{
	struct channel read = {.digits = channel->digits,
			       .cycle = channel->cycle,
			       .heard = channel->heard,
			       .checked = channel->checked,
			       .sent = channel->sent};
	struct words words = {.rest = text};
	if (text.len > CHANNEL_TEXT_LIMIT)
		return false;
	memcpy(read.letters_out, channel->letters_out, sizeof read.letters_out);
	memcpy(read.letters_in, channel->letters_in, sizeof read.letters_in);
	take(&words);
	need_word(&words, channel->digits == 4 ? "4" : "3");
	need_word(&words, cycle_names[channel->cycle]);
	read_out(&words, &read);
	read_in(&words, &read);
	if (words.wrong || words.word.len || !is_within(&read) || !is_written_so(&read, text))
		return false;
	*channel = read;
	return true;
}
