/* channel.c - see channel.h. */
#include "channel.h"

#include <errno.h>
#include <event2/event.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <tls.h>
#include <unistd.h>

#define READ_SIZE 65536u
/* Reads before other connections have their turn. */
#define TURN 8

struct channel {
	struct event_base *base;
	int socket;
	struct tls *tls;
	bool handshake; /* TLS is not there yet */
	struct channel_events events;
	struct event *reading, *writing, *idle;
	struct timeval idle_time;
	struct septel_out in, out;
	size_t written; /* bytes of `out` */
	bool pending;   /* a flush was asked for, and not told yet */
	bool ending, gone, within, freed;
	bool offering; /* its owner has the input in hand */
};

static void really_free(struct channel *channel)
{
	if (channel->reading)
		event_free(channel->reading);
	if (channel->writing)
		event_free(channel->writing);
	if (channel->idle)
		event_free(channel->idle);
	if (channel->tls)
		tls_free(channel->tls);
	close(channel->socket);
	septel__out_release(&channel->in);
	septel__out_release(&channel->out);
	free(channel);
}

void septel__channel_free(struct channel *channel)
{
	if (!channel)
		return;
	channel->freed = true;
	if (!channel->within)
		really_free(channel);
}

static void tell_gone(struct channel *channel, const char *reason)
{
	if (channel->gone)
		return;
	channel->gone = true;
	event_del(channel->reading);
	event_del(channel->writing);
	event_del(channel->idle);
	if (!channel->freed)
		channel->events.closed(channel->events.context, reason);
}

static void arm(struct channel *channel)
{
	event_active(channel->writing, EV_WRITE, 0);
}

/* ---- bytes ------------------------------------------------------------------ */

enum moved { MOVED_END = 0, MOVED_WAIT = -1, MOVED_FAILED = -2 };

/* What TLS says in the words of read and write: it may want the other direction. */
static ssize_t of_tls(struct channel *channel, ssize_t moved, short *wants)
{
	if (moved == TLS_WANT_POLLIN || moved == TLS_WANT_POLLOUT) {
		*wants = moved == TLS_WANT_POLLIN ? EV_READ : EV_WRITE;
		return MOVED_WAIT;
	}
	(void)channel;
	return moved < 0 ? MOVED_FAILED : moved;
}

static ssize_t of_socket(ssize_t moved)
{
	if (moved >= 0)
		return moved;
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? MOVED_WAIT
									 : MOVED_FAILED;
}

static const char *failure(const struct channel *channel)
{
	const char *text = channel->tls ? tls_error(channel->tls) : NULL;
	return text ? text : strerror(errno);
}

static bool shake_hands(struct channel *channel)
{
	short wants = 0;
	if (!channel->handshake)
		return true;
	const ssize_t done = of_tls(channel, tls_handshake(channel->tls), &wants);
	if (done == MOVED_FAILED) {
		tell_gone(channel, failure(channel));
		return false;
	}
	if (done == MOVED_WAIT) {
		event_add(wants == EV_READ ? channel->reading : channel->writing, NULL);
		return false;
	}
	channel->handshake = false;
	return true;
}

static void put_out(struct channel *channel)
{
	short wants = EV_WRITE;
	while (channel->written < channel->out.length) {
		const char *from = channel->out.data + channel->written;
		const size_t length = channel->out.length - channel->written;
		const ssize_t sent =
			channel->tls
				? of_tls(channel, tls_write(channel->tls, from, length), &wants)
				: of_socket(send(channel->socket, from, length, MSG_NOSIGNAL));
		if (sent == MOVED_FAILED) {
			tell_gone(channel, failure(channel));
			return;
		}
		if (sent == MOVED_WAIT) {
			event_add(wants == EV_READ ? channel->reading : channel->writing, NULL);
			return;
		}
		channel->written += (size_t)sent;
		event_add(channel->idle, &channel->idle_time);
	}
	septel__out_clear(&channel->out);
	channel->written = 0;
	if (channel->ending) {
		if (channel->tls)
			(void)tls_close(channel->tls);
		shutdown(channel->socket, SHUT_WR);
		tell_gone(channel, "closed");
	} else if (channel->pending) {
		channel->pending = false;
		channel->events.flushed(channel->events.context);
	}
}

static void offer(struct channel *channel)
{
	if (channel->offering)
		return;
	channel->offering = true;
	while (channel->in.length && !channel->gone && !channel->freed) {
		const size_t taken = channel->events.received(channel->events.context,
							      septel__out_written(&channel->in));
		if (taken == 0)
			break;
		channel->in.length -= taken;
		memmove(channel->in.data, channel->in.data + taken, channel->in.length);
	}
	channel->offering = false;
}

static void take_in(struct channel *channel)
{
	short wants = EV_READ;
	int turn = 0;
	for (; turn < TURN && !channel->gone && !channel->freed; turn++) {
		if (channel->in.length || channel->handshake)
			return; /* its owner is busy; or TLS has just been begun */
		if (!septel__out_reserve(&channel->in, READ_SIZE)) {
			tell_gone(channel, "memory is out");
			return;
		}
		const ssize_t read_ =
			channel->tls
				? of_tls(channel,
					 tls_read(channel->tls, channel->in.data, READ_SIZE),
					 &wants)
				: of_socket(recv(channel->socket, channel->in.data, READ_SIZE, 0));
		if (read_ == MOVED_END || read_ == MOVED_FAILED) {
			tell_gone(channel,
				  read_ == MOVED_END ? "the other end closed" : failure(channel));
			return;
		}
		if (read_ == MOVED_WAIT)
			break;
		channel->in.length = (size_t)read_;
		event_add(channel->idle, &channel->idle_time);
		offer(channel);
	}
	if (channel->gone || channel->freed || channel->ending || channel->in.length)
		return;
	/* More may be inside TLS, of which the socket tells nothing. */
	if (turn == TURN)
		arm(channel);
	else
		event_add(wants == EV_READ ? channel->reading : channel->writing, NULL);
}

static void pump(struct channel *channel)
{
	const bool outermost = !channel->within;
	channel->within = true;
	if (!channel->gone && shake_hands(channel)) {
		if (channel->written < channel->out.length || channel->pending || channel->ending)
			put_out(channel);
		if (!channel->gone && !channel->freed)
			take_in(channel);
		if (!channel->gone && !channel->freed && !channel->handshake &&
		    channel->written < channel->out.length)
			put_out(channel);
	}
	if (!outermost)
		return;
	channel->within = false;
	if (channel->freed)
		really_free(channel);
}

static void on_ready(evutil_socket_t socket_, short what, void *context)
{
	(void)socket_;
	(void)what;
	pump(context);
}

static void on_idle(evutil_socket_t socket_, short what, void *context)
{
	struct channel *channel = context;
	(void)socket_;
	(void)what;
	channel->within = true;
	tell_gone(channel, "silent for too long");
	channel->within = false;
	if (channel->freed)
		really_free(channel);
}

/* ---- what its owner does ---------------------------------------------------- */

struct channel *septel__channel_new(struct event_base *base, int socket_, unsigned idle_seconds,
				    const struct channel_events *events)
{
	struct channel *channel = calloc(1, sizeof *channel);
	if (!channel) {
		close(socket_);
		return NULL;
	}
	*channel = (struct channel){.base = base,
				    .socket = socket_,
				    .events = *events,
				    .idle_time = {.tv_sec = (time_t)idle_seconds}};
	septel__out_init(&channel->in, NULL, 0);
	septel__out_init(&channel->out, NULL, 0);
	channel->reading = event_new(base, socket_, EV_READ, on_ready, channel);
	channel->writing = event_new(base, socket_, EV_WRITE, on_ready, channel);
	channel->idle = event_new(base, -1, 0, on_idle, channel);
	if (!channel->reading || !channel->writing || !channel->idle) {
		really_free(channel);
		return NULL;
	}
	event_add(channel->idle, &channel->idle_time);
	arm(channel);
	return channel;
}

struct septel_out *septel__channel_out(struct channel *channel)
{
	return &channel->out;
}

void septel__channel_flush(struct channel *channel)
{
	channel->pending = true;
	if (!channel->gone)
		arm(channel);
}

void septel__channel_resume(struct channel *channel)
{
	if (channel->gone)
		return;
	const bool outermost = !channel->within;
	channel->within = true;
	offer(channel);
	if (outermost)
		channel->within = false;
	if (outermost && channel->freed)
		really_free(channel);
	else if (!channel->freed)
		arm(channel);
}

void septel__channel_secure(struct channel *channel, struct tls *tls)
{
	channel->tls = tls;
	channel->handshake = true;
	septel__out_clear(&channel->in);
	arm(channel);
}

bool septel__channel_is_proved(const struct channel *channel)
{
	return channel->tls && !channel->handshake && tls_peer_cert_provided(channel->tls);
}

int septel__channel_socket(const struct channel *channel)
{
	return channel->socket;
}

void septel__channel_end(struct channel *channel)
{
	channel->ending = true;
	if (!channel->gone)
		arm(channel);
}
