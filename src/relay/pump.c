/* pump.c - see pump.h. */
#include "pump.h"
#include "relayd.h"

#include <event2/event.h>
#include <poll.h>

static void take_all(struct pump *pump)
{
	struct parcel parcel;
	while (septel__exchange_next(&pump->exchange, &parcel)) {
		pump->take(pump->context, &parcel);
		if (!septel__take_end(&parcel))
			pump->exchange.broken = true;
	}
}

static void on_readable(evutil_socket_t fd, short what, void *context)
{
	struct pump *pump = context;
	(void)fd;
	(void)what;
	const bool open = septel__exchange_fill(&pump->exchange);
	take_all(pump);
	if (open || pump->told)
		return;
	pump->told = true;
	(void)event_del(pump->readable);
	(void)event_del(pump->writable);
	if (pump->gone)
		pump->gone(pump->context);
}

/* The round that follows flushes. */
static void on_writable(evutil_socket_t fd, short what, void *context)
{
	(void)fd;
	(void)what;
	(void)context;
}

bool septel__pump_init(struct pump *pump, struct event_base *base, int fd)
{
	septel__exchange_init(&pump->exchange, fd);
	pump->readable = event_new(base, fd, EV_READ | EV_PERSIST, on_readable, pump);
	pump->writable = event_new(base, fd, EV_WRITE, on_writable, pump);
	return pump->readable && pump->writable && event_add(pump->readable, NULL) == 0;
}

void septel__pump_release(struct pump *pump)
{
	if (pump->readable)
		event_free(pump->readable);
	if (pump->writable)
		event_free(pump->writable);
	septel__exchange_release(&pump->exchange);
}

bool septel__pump_flush(struct pump *pump)
{
	(void)septel__exchange_flush(&pump->exchange);
	if (pump->exchange.broken) {
		septel__relay_log(pump->name, "a malformed parcel, or no memory");
		return false;
	}
	if (!pump->exchange.gone && septel__exchange_waiting(&pump->exchange))
		(void)event_add(pump->writable, NULL);
	return true;
}

bool septel__pumps_run(struct event_base *base, const struct pump_rounds *rounds)
{
	bool whole = true;
	while (whole && !*rounds->done) {
		if (event_base_loop(base, EVLOOP_ONCE) < 0)
			return false;
		if (rounds->round)
			rounds->round(rounds->context);
		for (size_t i = 0; i < rounds->count; i++)
			whole = septel__pump_flush(rounds->pumps[i]) && whole;
	}
	return whole;
}

void septel__pump_drain(struct pump *pump, int milliseconds)
{
	const int64_t until = septel__relay_now() + milliseconds;
	while (septel__exchange_flush(&pump->exchange) &&
	       septel__exchange_waiting(&pump->exchange)) {
		struct pollfd wait = {pump->exchange.fd, POLLOUT, 0};
		const int64_t left = until - septel__relay_now();
		if (left <= 0)
			return;
		(void)poll(&wait, 1, (int)left);
	}
}
