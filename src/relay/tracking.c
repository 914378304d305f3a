/* tracking.c - see tracking.h. */
#include "tracking.h"

#include "../base/date.h"

#define MINUTE_MS ((moment)60 * 1000)
#define DAY_MS    ((moment)24 * 60 * MINUTE_MS)
/* A year: longer is no time to act in. */
#define MINUTES_MOST (366u * 24u * 60u)

static const char prosigns[] = {
	[SEPTEL_PRECEDENCE_NONE] = '-', [SEPTEL_ROUTINE] = 'R', [SEPTEL_PRIORITY] = 'P',
	[SEPTEL_IMMEDIATE] = 'O',       [SEPTEL_FLASH] = 'Z',   [SEPTEL_EMERGENCY] = 'Y'};

/* ---- times ------------------------------------------------------------------------------ */

const struct action_times *septel__action_times(void)
{
	static const struct action_times times = {{
		[SEPTEL_ROUTINE] = {3 * 24 * 60, true},
		[SEPTEL_PRIORITY] = {24 * 60, true},
		[SEPTEL_IMMEDIATE] = {2 * 60, true},
		[SEPTEL_FLASH] = {30, false},
		[SEPTEL_EMERGENCY] = {30, false},
	}};
	return &times;
}

/* "2h+day". */
static bool read_time(struct action_time *time, struct septel_view text)
{
	*time = (struct action_time){0, false};
	if (septel__equal(text, VIEW_LITERAL("none")))
		return true;
	if (septel__ends(text, "+day")) {
		time->to_midnight = true;
		text.len -= 4;
	}
	if (text.len < 2)
		return false;
	const char unit = text.ptr[text.len - 1];
	const unsigned minutes = unit == 'm' ? 1 : unit == 'h' ? 60 : unit == 'd' ? 24 * 60 : 0;
	const int number = septel__number(septel__slice(text, 0, text.len - 1));
	if (number <= 0 || minutes == 0 || (unsigned)number > MINUTES_MOST / minutes)
		return false;
	time->minutes = (unsigned)number * minutes;
	return true;
}

bool septel__action_times_read(struct action_times *times, struct septel_view text)
{
	struct action_times read = *times;
	struct septel_view word;
	bool any = false;
	while (septel__next_word(&text, &word)) {
		const char *at = word.len == 1
					 ? memchr(prosigns + 1, word.ptr[0], sizeof prosigns - 1)
					 : NULL;
		struct septel_view value;
		if (!at || !septel__next_word(&text, &value) ||
		    !read_time(&read.of[at - prosigns], value))
			return false;
		any = true;
	}
	if (any)
		*times = read;
	return any;
}

void septel__action_times_write(const struct action_times *times, struct septel_out *out)
{
	for (size_t i = SEPTEL_EMERGENCY; i > SEPTEL_PRECEDENCE_NONE; i--) {
		const struct action_time *time = &times->of[i];
		const unsigned unit = time->minutes % (24 * 60) == 0 ? 24 * 60
				      : time->minutes % 60 == 0      ? 60
								     : 1;
		septel__out_format(out, "%s%c ", i < SEPTEL_EMERGENCY ? " " : "", prosigns[i]);
		if (time->minutes == 0)
			septel__out_string(out, "none");
		else
			septel__out_format(out, "%u%c%s", time->minutes / unit,
					   unit == 1    ? 'm'
					   : unit == 60 ? 'h'
							: 'd',
					   time->to_midnight ? "+day" : "");
	}
}

moment septel__action_due(const struct action_times *times, enum septel_precedence precedence,
			  moment from)
{
	const struct action_time *time = &times->of[precedence];
	moment due = from + (moment)time->minutes * MINUTE_MS;
	if (time->minutes == 0)
		return 0;
	if (time->to_midnight)
		due = (due / DAY_MS + (due % DAY_MS != 0)) * DAY_MS;
	return due;
}

/* ---- steps ------------------------------------------------------------------------------ */

bool septel__tracked_begin(struct tracked *tracked, uint64_t message,
			   const struct envelope *envelope, size_t index)
{
	const struct envelope_addressee *addressee = &envelope->addressees[index];
	if (addressee->role == ROLE_EXEMPT || addressee->by_other_means || !addressee->name.len)
		return false;
	*tracked = (struct tracked){.message = message,
				    .designator = addressee->name,
				    .indicator = addressee->ri,
				    .role = addressee->role};
	return true;
}

static void fill(struct change *change, const struct tracked *tracked, const char *event,
		 moment now)
{
	*change = (struct change){.kind = CHANGE_ADDRESSEE,
				  .at = now,
				  .name = {tracked->message, 0},
				  .event = septel_view_of(event),
				  .detail = tracked->designator,
				  .from = tracked->designator,
				  .routing = tracked->indicator,
				  .role = tracked->role,
				  .delivered = tracked->delivered,
				  .read = tracked->read,
				  .answered = tracked->answered,
				  .due = tracked->due,
				  .answer = tracked->answer};
}

bool septel__tracked_delivered(struct tracked *tracked, const struct action_times *times,
			       enum septel_precedence precedence, moment now, struct change *change)
{
	if (tracked->delivered)
		return false;
	tracked->delivered = now;
	if (tracked->role == ROLE_ACTION && !tracked->due && !tracked->answered)
		tracked->due = septel__action_due(times, precedence, now);
	fill(change, tracked, "addressee-has", now);
	return true;
}

bool septel__tracked_read(struct tracked *tracked, enum read_source source, moment now,
			  struct change *change)
{
	static const char *const events[] = {
		[READ_BY_MDN] = "addressee-read-mdn",
		[READ_BY_OPERATOR] = "addressee-read-operator",
		[READ_BY_SERVICE] = "addressee-read-service",
	};
	if (tracked->read)
		return false;
	tracked->read = now;
	if (!tracked->delivered)
		tracked->delivered = now;
	fill(change, tracked, events[source], now);
	return true;
}

bool septel__tracked_answered(struct tracked *tracked, uint64_t answer, moment now,
			      struct change *change)
{
	if (tracked->answered || answer == tracked->message)
		return false;
	/* Who answers has read it. */
	if (!tracked->delivered)
		tracked->delivered = now;
	if (!tracked->read)
		tracked->read = now;
	tracked->answered = now;
	tracked->answer = answer;
	fill(change, tracked, "addressee-answered", now);
	return true;
}

enum action_state septel__action_state(const struct tracked *tracked, moment now)
{
	if (tracked->role != ROLE_ACTION || (!tracked->due && !tracked->answered))
		return ACTION_NONE;
	if (tracked->answered)
		return ACTION_DONE;
	return now >= tracked->due ? ACTION_OVERDUE : ACTION_WAITS;
}

/* ---- answers ---------------------------------------------------------------------------- */

/* The next letter or digit of a name, in capitals, blanks and signs aside; a run of zeros before a
 * digit, behind a letter, is none ("003796").  0 at the end. */
static char next_of(struct septel_view name, size_t *at)
{
	while (*at < name.len) {
		const char c = septel__upper(name.ptr[(*at)++]);
		if (!septel__is_alnum(c))
			continue;
		if (c == '0' && *at < name.len && septel__is_digit(name.ptr[*at])) {
			size_t before = *at - 1;
			while (before && !septel__is_alnum(name.ptr[before - 1]))
				before--;
			if (before && !septel__is_digit(name.ptr[before - 1])) {
				while (*at + 1 < name.len && name.ptr[*at] == '0' &&
				       septel__is_digit(name.ptr[*at + 1]))
					(*at)++;
				continue;
			}
		}
		return c;
	}
	return 0;
}

static bool same_name(struct septel_view a, struct septel_view b)
{
	size_t at_a = 0, at_b = 0;
	char c;
	if (a.len == 0 || b.len == 0)
		return false;
	while ((c = next_of(a, &at_a)) == next_of(b, &at_b))
		if (c == 0)
			return true;
	return false;
}

static bool same_minute(struct septel_time a, struct septel_time b)
{
	return a.year && a.year == b.year && a.month == b.month && a.day == b.day &&
	       a.hour == b.hour && a.minute == b.minute && a.hour >= 0;
}

bool septel__reference_means(const struct message_name *message, struct septel_view number,
			     struct septel_view from, struct septel_time dtg)
{
	return same_name(message->number, number) ||
	       (same_name(message->from, from) && same_minute(message->dtg, dtg));
}

bool septel__is_answer(const struct tracked *tracked, const struct message_name *message,
		       const struct envelope *later)
{
	static const struct septel_time never = {0};
	const struct septel_view nobody = {"", 0};
	const bool from_him =
		same_name(tracked->designator, later->from) ||
		(tracked->indicator.len && septel__equal(tracked->indicator, later->from_ri));
	for (size_t i = 0; from_him && i < later->references.count; i++)
		if (septel__reference_means(message, later->references.at[i], nobody, never))
			return true;
	return false;
}
