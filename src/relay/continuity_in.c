/* continuity_in.c - what the number of a transmission that came says about those that did not.
 *
 * A number below the one expected is late, a repetition, or the first of a new day; which of these
 * is decided by the day, by whether the number is open, and by how far it is from what was
 * expected. The clocks of two stations differ, and a transmission takes its number when it begins
 * and arrives when it ends: so around midnight both days' numbers are met with.
 */
#include "continuity_parts.h"

/* How long before midnight by our clock theirs may have passed it. */
#define EARLY_MS ((moment)2 * 60 * 1000)
/* How long after midnight numbers of the day before may still come. */
#define LATE_MS ((moment)60 * 60 * 1000)
/* A day, or an account, is believed to begin with one of these. */
#define FIRST_NUMBERS 20u
/* A gap longer than this may be a number that was garbled. */
#define LONG_GAP 50u

/* So many numbers behind, one after the other, tell that the other end counts anew: from 1 on, or
 * from elsewhere where that is no repetition of the last few. */
#define RUN_FROM_ONE 2u
#define RUN_ANYWHERE 4u

/* How a number lies to the one expected. */
enum place { PLACE_EXPECTED, PLACE_AHEAD, PLACE_BEHIND };

static enum place place_of(const struct channel *channel, unsigned number)
{
	const unsigned wrap = channel_wrap(channel);
	const unsigned steps = number_steps(channel->expected, number, wrap);
	if (steps == 0)
		return PLACE_EXPECTED;
	if (number > channel->expected)
		return !channel->wrapped || steps < wrap / 2 ? PLACE_AHEAD : PLACE_BEHIND;
	/* Lower: a gap only where the circle is about to close. */
	return channel->expected > wrap / 2 && steps <= FIRST_NUMBERS ? PLACE_AHEAD : PLACE_BEHIND;
}

/* `number` is the last that came.  Half a circle ahead lies what was missed a cycle ago: that is
 * out of reach then. */
static void advance(struct channel *channel, unsigned number)
{
	const unsigned wrap = channel_wrap(channel);
	unsigned reach = channel->wrapped ? 1 : 0;
	channel->expected = number_next(number, wrap);
	number_set_drop(&channel->open, number);
	if (number == wrap && !channel->wrapped) {
		channel->wrapped = true;
		reach = wrap / 2;
	}
	for (unsigned ahead = wrap / 2 - reach; ahead < wrap / 2; ahead++)
		number_set_drop(&channel->open, (number + ahead) % wrap + 1);
}

static void open_up_to(struct channel *channel, unsigned number, struct channel_report *report)
{
	const unsigned wrap = channel_wrap(channel);
	report->notes |= NOTE_OPEN;
	report->missing_from = channel->expected;
	report->missing_to = number_before(number, wrap);
	while (channel->expected != number) {
		const unsigned missed = channel->expected;
		advance(channel, missed);
		number_set_add(&channel->open, missed);
		report->missing++;
	}
	const bool doubtful = report->missing > LONG_GAP && !channel->receipts;
	channel->jump = doubtful ? report->missing_from : 0;
	advance(channel, number);
}

/* The account begins again at 1; what was open becomes what is open of before. */
static void begin_again(struct channel *channel, long day, bool by_restart,
			struct channel_report *report)
{
	report->last = channel_last_in(channel);
	channel->old_expected = channel->expected;
	channel->old_open = channel->open;
	channel->old_by_restart = by_restart;
	number_set_clear(&channel->open);
	channel->expected = channel->first = 1;
	channel->wrapped = false;
	channel->in_day = day;
	channel->jump = channel->repeated = channel->repeats = 0;
}

/* They did not begin again after all: the number is the one that was expected before that. */
static bool undo_restart(struct channel *channel, unsigned number, struct channel_report *report)
{
	if (!channel->old_by_restart || number != channel->old_expected)
		return false;
	channel->expected = number;
	channel->open = channel->old_open;
	number_set_clear(&channel->old_open);
	channel->old_expected = 0;
	channel->old_by_restart = false;
	advance(channel, number);
	report->notes |= NOTE_IN_ORDER | NOTE_RETRACTED;
	return true;
}

/* The transmission before this made a long gap, and this one goes on where that began: it was a
 * garbled number, and not all those are missing. */
static bool undo_jump(struct channel *channel, unsigned number, struct channel_report *report)
{
	const unsigned wrap = channel_wrap(channel);
	const unsigned jump = channel->jump;
	if (jump == 0 || (number != jump && number != number_next(jump, wrap)))
		return false;
	report->notes |= NOTE_IN_ORDER | NOTE_RETRACTED;
	report->missing_from = number_next(number, wrap);
	report->missing_to = number_before(number_before(channel->expected, wrap), wrap);
	for (unsigned n = number; n != channel->expected; n = number_next(n, wrap))
		number_set_drop(&channel->open, n);
	channel->expected = number_next(number, wrap);
	channel->jump = 0;
	return true;
}

/* They count anew, and nobody said so: the last `run` numbers up to `number` have come. */
static void account_restart(struct channel *channel, unsigned number, unsigned run, moment now,
			    struct channel_report *report)
{
	const long today = day_of(now);
	const bool by_day = channel->cycle == NUMBERS_DAILY && channel->in_day < today;
	begin_again(channel, today, !by_day, report);
	report->notes |= by_day ? NOTE_DAY_CHANGE : NOTE_RESTART;
	if (run < number)
		open_up_to(channel, number - run + 1, report);
	while (channel->expected != number_next(number, channel_wrap(channel)))
		advance(channel, channel->expected);
	channel->jump = 0;
}

static bool is_restart(const struct channel *channel, unsigned number, unsigned run)
{
	if (run == number)
		return run >= RUN_FROM_ONE;
	return run >= RUN_ANYWHERE && channel->expected > number + FIRST_NUMBERS;
}

/* A number that lies behind: it was open, or it came before. */
static void account_behind(struct channel *channel, unsigned number, moment now,
			   struct channel_report *report)
{
	const unsigned run = number == channel->repeated ? channel->repeats + 1 : 1;
	const bool late = number_set_drop(&channel->open, number);
	if (!late && is_restart(channel, number, run)) {
		account_restart(channel, number, run, now, report);
		return;
	}
	/* What lies before the account began was never ours to miss. */
	const bool before = !channel->wrapped && number < channel->first;
	report->notes |= late || before ? NOTE_LATE : NOTE_DUPLICATE;
	channel->repeated = number_next(number, channel_wrap(channel));
	channel->repeats = run;
}

/* A number of the day before that comes after the first of this one. */
static bool account_yesterday(struct channel *channel, unsigned number, moment now,
			      struct channel_report *report)
{
	if (channel->old_expected == 0 || channel->old_by_restart ||
	    now >= (moment)channel->in_day * DAY_MS + LATE_MS ||
	    number <= channel->expected + FIRST_NUMBERS)
		return false;
	if (number == channel->old_expected)
		channel->old_expected = number_next(number, channel_wrap(channel));
	else if (!number_set_drop(&channel->old_open, number))
		return false;
	report->notes |= NOTE_LATE;
	return true;
}

/* Whether the number belongs to a new day, on a circuit that counts by days. */
static bool is_new_day(const struct channel *channel, unsigned number, moment now)
{
	const long today = day_of(now);
	if (channel->cycle != NUMBERS_DAILY)
		return false;
	if (number == 1 && channel->in_day < day_of(now + EARLY_MS))
		return channel->in_day < today || channel_last_in(channel) != 0;
	if (channel->in_day >= today)
		return false;
	const bool settled = now - (moment)today * DAY_MS >= LATE_MS || today > channel->in_day + 1;
	if (place_of(channel, number) == PLACE_BEHIND)
		return number <= FIRST_NUMBERS &&
		       (settled || channel->expected > number + FIRST_NUMBERS ||
			!number_set_has(&channel->open, number));
	return settled && channel->expected <= FIRST_NUMBERS;
}

/* Whatever came before a restart is past once the new count goes on. */
static void forget_before_restart(struct channel *channel)
{
	channel->old_expected = 0;
	channel->old_by_restart = false;
	number_set_clear(&channel->old_open);
}

static void account_ahead(struct channel *channel, unsigned number, moment now,
			  struct channel_report *report)
{
	if (!account_yesterday(channel, number, now, report) &&
	    !undo_restart(channel, number, report))
		open_up_to(channel, number, report);
}

static void account(struct channel *channel, unsigned number, moment now,
		    struct channel_report *report)
{
	const bool doubted = channel->old_by_restart;
	if (channel->first == 0) {
		report->notes |= NOTE_FIRST;
		channel->first = number <= FIRST_NUMBERS ? 1 : number;
		channel->expected = channel->first;
		channel->in_day = day_of(now);
	} else if (is_new_day(channel, number, now)) {
		const bool early = channel->in_day >= day_of(now);
		begin_again(channel, day_of(early ? now + EARLY_MS : now), false, report);
		report->notes |= NOTE_DAY_CHANGE;
	} else if (undo_jump(channel, number, report)) {
		return;
	}
	channel->jump = 0;
	const enum place place = place_of(channel, number);
	if (place == PLACE_EXPECTED) {
		report->notes |= NOTE_IN_ORDER;
		advance(channel, number);
	} else if (place == PLACE_AHEAD) {
		account_ahead(channel, number, now, report);
	} else {
		account_behind(channel, number, now, report);
		return;
	}
	channel->repeated = channel->repeats = 0;
	if (doubted && channel->old_by_restart)
		forget_before_restart(channel);
}

/* Not received so far, as far as the account reaches. */
static bool is_awaited(const struct channel *channel, unsigned number)
{
	return channel->first == 0 || number_set_has(&channel->open, number) ||
	       place_of(channel, number) != PLACE_BEHIND;
}

/* A second identification of this channel at the head, beside the first: one message under two
 * numbers.  One that came before is the trace of an earlier passage. */
static unsigned second_number(const struct channel *channel, unsigned number,
			      struct septel_view text)
{
	const unsigned wrap = channel_wrap(channel);
	struct channel_number second;
	if (!septel__channel_number_read(&second, text) ||
	    memcmp(second.letters, channel->letters_in, sizeof second.letters) != 0 ||
	    second.number > wrap || !is_awaited(channel, second.number))
		return 0;
	const bool beside = number_next(number, wrap) == second.number ||
			    number_next(second.number, wrap) == number;
	return beside ? second.number : 0;
}

/* An identification inside the body counts where it is the next one, or an open one: any other is
 * talk about it. */
static void account_stray(struct channel *channel, struct septel_view stray, moment now,
			  struct channel_report *report)
{
	struct channel_number inner;
	if (!septel__channel_number_read(&inner, stray) ||
	    memcmp(inner.letters, channel->letters_in, sizeof inner.letters) != 0 ||
	    (inner.number != channel->expected && !number_set_has(&channel->open, inner.number)))
		return;
	struct channel_report ignored = {0};
	account(channel, inner.number, now, &ignored);
	report->notes |= NOTE_STRAY;
	report->second = inner.number;
}

static void account_head(struct channel *channel, const struct septel_view *identifications,
			 size_t count, moment now, struct channel_report *report)
{
	const unsigned wrap = channel_wrap(channel);
	struct channel_number head;
	if (count == 0 || !septel__channel_number_read(&head, identifications[0])) {
		report->notes |= NOTE_NO_NUMBER;
		report->number = channel_last_in(channel);
		return;
	}
	if (memcmp(head.letters, channel->letters_in, sizeof head.letters) != 0 ||
	    head.number > wrap) {
		report->notes |= NOTE_WRONG_LETTERS;
		return;
	}
	report->number = head.number;
	const unsigned second =
		count > 1 ? second_number(channel, head.number, identifications[1]) : 0;
	if (second) {
		const bool rising = number_next(head.number, wrap) == second;
		report->notes |= NOTE_TWO_NUMBERS;
		report->number = rising ? head.number : second;
		report->second = rising ? second : head.number;
	}
	account(channel, report->number, now, report);
	if (second) {
		struct channel_report ignored = {0};
		account(channel, report->second, now, &ignored);
	}
}

void septel__channel_arrived(struct channel *channel, const struct septel_view *identifications,
			     size_t count, struct septel_view stray, moment now,
			     struct channel_report *report)
{
	memset(report, 0, sizeof *report);
	if (now > channel->heard)
		channel->heard = now;
	if (!channel->letters_in[0]) {
		report->notes = NOTE_UNNUMBERED;
		return;
	}
	account_head(channel, identifications, count, now, report);
	if (stray.len)
		account_stray(channel, stray, now, report);
}
