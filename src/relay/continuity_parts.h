/* continuity_parts.h - what the files of continuity share. */
#ifndef SEPTEL_RELAY_CONTINUITY_PARTS_H
#define SEPTEL_RELAY_CONTINUITY_PARTS_H

#include "continuity.h"

#define DAY_MS ((moment)24 * 60 * 60 * 1000)

/* Days since 1970. */
static inline long day_of(moment now)
{
	return (long)(now / DAY_MS - (now % DAY_MS < 0));
}

/* The highest number of the channel. */
static inline unsigned channel_wrap(const struct channel *channel)
{
	return channel->digits == 4 ? 9999 : 999;
}

/* The number before the one expected; 0 where none came in this day. */
static inline unsigned channel_last_in(const struct channel *channel)
{
	if (channel->first == 0 || (channel->expected == 1 && !channel->wrapped))
		return 0;
	return number_before(channel->expected, channel_wrap(channel));
}

#endif
