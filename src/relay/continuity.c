/* continuity.c - channel numbers: reading them, and giving them out. */
#include "continuity.h"

#include "continuity_parts.h"
#include <stdio.h>

#define MINUTE_MS ((moment)60 * 1000)
/* So long a transmission may be under way, or wait to be read, at the other end. */
#define UNDER_WAY (10 * MINUTE_MS)

void septel__channel_init(struct channel *channel, const struct outlet_settings *settings,
			  moment now)
{
	memset(channel, 0, sizeof *channel);
	memcpy(channel->letters_out, settings->letters_out, sizeof channel->letters_out);
	memcpy(channel->letters_in, settings->letters_in, sizeof channel->letters_in);
	channel->digits = settings->digits == 4 ? 4 : 3;
	channel->cycle = settings->cycle;
	channel->next = channel->expected = 1;
	channel->heard = channel->checked = now;
}

bool septel__channel_number_read(struct channel_number *number, struct septel_view text)
{
	if (septel__starts(text, "VZCZC"))
		text = septel__slice(text, 5, text.len);
	else if (septel__starts(text, "ZCZC"))
		text = septel__slice(text, 4, text.len);
	if (text.len != 6 && text.len != 7)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (!septel__is_upper(text.ptr[i]))
			return false;
	const int value = septel__number(septel__slice(text, 3, text.len));
	if (value <= 0)
		return false;
	*number = (struct channel_number){.number = (unsigned)value,
					  .digits = (unsigned)text.len - 3};
	memcpy(number->letters, text.ptr, 3);
	return true;
}

void septel__channel_number_text(const struct channel_number *number,
				 char text[IDENTIFICATION_SIZE])
{
	const int digits = number->digits == 4 ? 4 : 3;
	snprintf(text, IDENTIFICATION_SIZE, "%.3s%0*u", number->letters, digits,
		 number->number % CHANNEL_NUMBERS);
}

/* Writes `number` with those letters; "" for number 0. */
static void write_number(const struct channel *channel, const char letters[4], unsigned number,
			 char text[IDENTIFICATION_SIZE])
{
	struct channel_number named = {.number = number, .digits = channel->digits};
	memcpy(named.letters, letters, sizeof named.letters);
	text[0] = '\0';
	if (number)
		septel__channel_number_text(&named, text);
}

static void begin_day_out(struct channel *channel, long day)
{
	channel->last_before = channel->given ? number_before(channel->next, channel_wrap(channel))
					      : channel->last_before;
	channel->next = 1;
	channel->given = 0;
	channel->out_day = day;
	number_set_clear(&channel->voided);
}

bool septel__channel_next(struct channel *channel, moment now, char text[IDENTIFICATION_SIZE])
{
	const unsigned wrap = channel_wrap(channel);
	const long today = day_of(now);
	text[0] = '\0';
	if (!channel->letters_out[0])
		return false;
	/* A clock that is put back must not give a number out twice. */
	if (today > channel->out_day) {
		if (channel->cycle == NUMBERS_DAILY && channel->out_day != 0)
			begin_day_out(channel, today);
		channel->out_day = today;
	}
	const unsigned number = channel->next;
	number_set_drop(&channel->voided, number);
	channel->next = number_next(number, wrap);
	channel->sent = now;
	if (channel->given < wrap)
		channel->given++;
	write_number(channel, channel->letters_out, number, text);
	return true;
}

void septel__channel_last_sent(const struct channel *channel, char text[IDENTIFICATION_SIZE])
{
	const unsigned last =
		channel->given ? number_before(channel->next, channel_wrap(channel)) : 0;
	write_number(channel, channel->letters_out, last, text);
}

/* Given out in this day; in a cycle, in its last half: what is older may have been given out anew
 * at the other end's account. */
static bool is_given(const struct channel *channel, unsigned number)
{
	const unsigned wrap = channel_wrap(channel);
	unsigned reach = channel->given;
	if (number == 0 || number > wrap || reach == 0)
		return false;
	if (channel->cycle == NUMBERS_CYCLIC && reach > wrap / 2)
		reach = wrap / 2;
	return number_steps(number, number_before(channel->next, wrap), wrap) < reach;
}

bool septel__channel_void(struct channel *channel, unsigned number)
{
	if (!is_given(channel, number))
		return false;
	number_set_add(&channel->voided, number);
	return true;
}

enum number_use septel__channel_use(const struct channel *channel,
				    const struct channel_number *number)
{
	if (!channel->letters_out[0] ||
	    memcmp(channel->letters_out, number->letters, sizeof number->letters) != 0)
		return NUMBER_FOREIGN;
	if (is_given(channel, number->number))
		return number_set_has(&channel->voided, number->number) ? NUMBER_VOID
									: NUMBER_GIVEN;
	return number->number <= channel->last_before ? NUMBER_BEFORE : NUMBER_NOT_GIVEN;
}

bool septel__channel_is_last(const struct channel *channel, const struct channel_number *number,
			     moment now)
{
	switch (septel__channel_use(channel, number)) {
	case NUMBER_BEFORE:
		return number->number == channel->last_before;
	case NUMBER_GIVEN:
	case NUMBER_VOID:
		return number_next(number->number, channel_wrap(channel)) == channel->next ||
		       now - channel->sent < UNDER_WAY;
	default:
		return false;
	}
}

void septel__channel_in_text(const struct channel *channel, unsigned number,
			     char text[IDENTIFICATION_SIZE])
{
	write_number(channel, channel->letters_in, number, text);
}

void septel__channel_last_received(const struct channel *channel, char text[IDENTIFICATION_SIZE])
{
	septel__channel_in_text(channel, channel_last_in(channel), text);
}

unsigned septel__channel_open_after(const struct channel *channel, unsigned after, bool before)
{
	return number_set_after(before ? &channel->old_open : &channel->open, after);
}

bool septel__channel_close(struct channel *channel, unsigned number)
{
	return number_set_drop(&channel->open, number) ||
	       number_set_drop(&channel->old_open, number);
}

moment septel__channel_check_due(const struct channel *channel, unsigned idle_minutes)
{
	const moment last = channel->heard > channel->checked ? channel->heard : channel->checked;
	if (idle_minutes == 0)
		return INT64_MAX;
	return last + (moment)idle_minutes * MINUTE_MS;
}

void septel__channel_checked(struct channel *channel, moment now)
{
	channel->checked = now;
}
