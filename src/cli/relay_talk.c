/* relay_talk.c - see relay_talk.h. */
#include "relay_talk.h"
#include "../relay/parcel.h"
#include "safe.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int connect_to(struct septel_view path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (path.len == 0 || path.len >= sizeof address.sun_path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(address.sun_path, path.ptr, path.len);
	const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (connect(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
	    fcntl(fd, F_SETFL, O_NONBLOCK) == 0)
		return fd;
	const int why = errno;
	(void)close(fd);
	errno = why;
	return -1;
}

static const char *why_not(int error)
{
	return error == ENOENT || error == ECONNREFUSED ? "no relay listens there"
							: strerror(error);
}

bool relay_talk_begin(struct relay_talk *talk, const struct invocation *invocation)
{
	struct relay_at relay;
	int fd = -1;
	if (relay_at_config(&relay, invocation)) {
		const struct septel_view control = relay.config.control;
		fd = connect_to(control);
		if (fd < 0)
			complain("septel %s: %.*s: %s", invocation->command->name,
				 VIEW_FORMAT(control), why_not(errno));
		relay_at_close(&relay);
	}
	*talk = (struct relay_talk){.invocation = invocation};
	septel__exchange_init(&talk->exchange, fd);
	return fd >= 0;
}

void relay_talk_end(struct relay_talk *talk)
{
	septel__exchange_release(&talk->exchange);
}

static void ask(struct relay_talk *talk, unsigned kind, struct septel_view words)
{
	septel__put_begin(&talk->exchange, kind);
	septel__put_number(&talk->exchange, ++talk->asked);
	septel__put_view(&talk->exchange, words);
	septel__put_end(&talk->exchange);
	talk->unanswered++;
}

void relay_command(struct relay_talk *talk, struct septel_view command)
{
	ask(talk, PARCEL_OPERATE, command);
}

void relay_ask_state(struct relay_talk *talk)
{
	septel__put_begin(&talk->exchange, PARCEL_STATE);
	septel__put_number(&talk->exchange, ++talk->asked);
	septel__put_end(&talk->exchange);
	talk->unanswered++;
}

void relay_hand_in(struct relay_talk *talk, struct septel_view message)
{
	ask(talk, PARCEL_ORIGINATE, message);
}

static bool gone(const struct relay_talk *talk)
{
	complain("septel %s: the relay does not answer", talk->invocation->command->name);
	return false;
}

static bool read_answer(struct parcel *parcel, struct relay_answer *answer)
{
	answer->number = (uint32_t)septel__take_bounded(parcel, UINT32_MAX);
	answer->done = septel__take_bool(parcel);
	answer->text = septel__take_view(parcel);
	return parcel->kind == PARCEL_ANSWER && septel__take_end(parcel);
}

bool relay_await(struct relay_talk *talk, struct relay_answer *answer)
{
	struct exchange *exchange = &talk->exchange;
	struct parcel parcel;
	while (!septel__exchange_next(exchange, &parcel)) {
		if (exchange->gone || !septel__exchange_flush(exchange))
			return gone(talk);
		struct pollfd wait = {exchange->fd, POLLIN, 0};
		if (septel__exchange_waiting(exchange))
			wait.events |= POLLOUT;
		if (poll(&wait, 1, -1) < 0 && errno != EINTR)
			return gone(talk);
		(void)septel__exchange_fill(exchange);
	}
	talk->unanswered--;
	return read_answer(&parcel, answer) || gone(talk);
}

/* What the relay says may quote a message. */
static void print_answer(const struct relay_talk *talk, const struct relay_answer *answer)
{
	struct septel_view rest = answer->text, line;
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	while (septel__next_line(&rest, &line)) {
		if (!answer->done) {
			complain("septel %s: %.*s", talk->invocation->command->name, (int)line.len,
				 line.ptr);
			continue;
		}
		print_safely(&out, line);
		septel__out_byte(&out, '\n');
	}
	(void)fwrite(out.data ? out.data : "", 1, out.length, stdout);
	septel__out_release(&out);
}

int relay_order(const struct invocation *invocation, struct septel_view command)
{
	struct relay_talk talk;
	struct relay_answer answer;
	int code = EXIT_INVALID;
	if (relay_talk_begin(&talk, invocation)) {
		relay_command(&talk, command);
		if (relay_await(&talk, &answer)) {
			print_answer(&talk, &answer);
			code = answer.done ? EXIT_DONE : EXIT_NOT_SO;
		}
	}
	relay_talk_end(&talk);
	return code;
}
