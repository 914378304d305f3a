/* channel_fixture.h - channels of a test, and what comes on them. */
#ifndef SEPTEL_TESTS_CHANNEL_FIXTURE_H
#define SEPTEL_TESTS_CHANNEL_FIXTURE_H

#include "../../src/relay/continuity.h"
#include "unit.h"

#define MINUTE ((moment)60 * 1000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
/* 2026-11-24T00:00Z */
#define MIDNIGHT ((moment)20781 * DAY)
#define NOON     (MIDNIGHT + 12 * HOUR)

static inline struct channel channel_of(const char *out, const char *in, unsigned digits,
					enum number_cycle cycle)
{
	struct outlet_settings settings = {.digits = digits, .cycle = cycle};
	struct channel channel;
	memcpy(settings.letters_out, out, strlen(out));
	memcpy(settings.letters_in, in, strlen(in));
	septel__channel_init(&channel, &settings, MIDNIGHT);
	return channel;
}

static inline struct channel_report arrive(struct channel *channel, const char *identification,
					   moment now)
{
	struct channel_report report;
	const struct septel_view view = septel_view_of(identification);
	septel__channel_arrived(channel, &view, view.len ? 1 : 0, (struct septel_view){0}, now,
				&report);
	return report;
}

static inline struct channel_report arrive_number(struct channel *channel, unsigned number,
						  moment now)
{
	char text[IDENTIFICATION_SIZE];
	septel__channel_in_text(channel, number, text);
	return arrive(channel, text, now);
}

/* Comes back from its text as it is. */
static inline void assert_comes_back(const struct channel *channel)
{
	struct septel_out out;
	struct channel read = *channel;
	septel__out_init(&out, NULL, 0);
	septel__channel_write(channel, &out);
	assert_false(out.failed);
	struct outlet_settings settings = {.digits = channel->digits, .cycle = channel->cycle};
	memcpy(settings.letters_out, channel->letters_out, sizeof settings.letters_out);
	memcpy(settings.letters_in, channel->letters_in, sizeof settings.letters_in);
	septel__channel_init(&read, &settings, 0);
	assert_true(septel__channel_read(&read, septel__out_written(&out)));
	read.heard = channel->heard;
	read.checked = channel->checked;
	read.sent = channel->sent;
	assert_memory_equal(&read, channel, sizeof read);
	septel__out_release(&out);
}

#endif
