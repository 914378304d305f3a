/* exchange.c - see exchange.h.
 *
 * A parcel on the socket: length of all that follows (4 bytes), kind (4 bytes), fields.  A number
 * is 8 bytes, a run of bytes its length (4 bytes) and itself.
 */
#include "exchange.h"
#include "../base/limits.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEAD_SIZE (2 * sizeof(uint32_t))

bool septel__exchange_pair(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0;
}

void septel__exchange_init(struct exchange *exchange, int fd)
{
	*exchange = (struct exchange){.fd = fd};
	septel__out_init(&exchange->out, NULL, EXCHANGE_WAITING_LIMIT);
}

void septel__exchange_release(struct exchange *exchange)
{
	if (exchange->fd >= 0)
		(void)close(exchange->fd);
	septel__out_release(&exchange->out);
	free(exchange->in);
	*exchange = (struct exchange){.fd = -1};
}

/* ---- putting -------------------------------------------------------------------------------- */

void septel__put_begin(struct exchange *exchange, unsigned kind)
{
	const uint32_t head[2] = {0, kind};
	exchange->parcel = exchange->out.length;
	septel__out_bytes(&exchange->out, (const char *)head, sizeof head);
}

void septel__put_number(struct exchange *exchange, uint64_t number)
{
	septel__out_bytes(&exchange->out, (const char *)&number, sizeof number);
}

void septel__put_view(struct exchange *exchange, struct septel_view view)
{
	const uint32_t length = (uint32_t)view.len;
	if (view.len > EXCHANGE_PARCEL_LIMIT)
		exchange->out.failed = true;
	septel__out_bytes(&exchange->out, (const char *)&length, sizeof length);
	if (view.len)
		septel__out_view(&exchange->out, view);
}

void septel__put_end(struct exchange *exchange)
{
	struct septel_out *out = &exchange->out;
	const size_t length = out->length - exchange->parcel - sizeof(uint32_t);
	if (out->failed || length > EXCHANGE_PARCEL_LIMIT) {
		exchange->broken = true;
		return;
	}
	const uint32_t head = (uint32_t)length;
	memcpy(out->data + exchange->parcel, &head, sizeof head);
}

/* What has gone is dropped from the front where that is cheap: when nothing is left, or when more
 * has gone than waits. */
static void drop_written(struct exchange *exchange)
{
	struct septel_out *out = &exchange->out;
	const size_t left = out->length - exchange->written;
	if (left > exchange->written)
		return;
	if (left)
		memmove(out->data, out->data + exchange->written, left);
	out->length = left;
	exchange->written = 0;
	/* One large message shall not be remembered for ever. */
	if (left == 0 && out->capacity > EXCHANGE_HIGH)
		septel__out_release(out);
}

bool septel__exchange_flush(struct exchange *exchange)
{
	struct septel_out *out = &exchange->out;
	while (!exchange->gone && !exchange->broken && exchange->written < out->length) {
		const ssize_t wrote = send(exchange->fd, out->data + exchange->written,
					   out->length - exchange->written, MSG_NOSIGNAL);
		if (wrote >= 0)
			exchange->written += (size_t)wrote;
		else if (errno == EAGAIN || errno == EWOULDBLOCK)
			break;
		else if (errno != EINTR)
			exchange->gone = true;
	}
	drop_written(exchange);
	return !exchange->gone && !exchange->broken;
}

size_t septel__exchange_waiting(const struct exchange *exchange)
{
	return exchange->out.length - exchange->written;
}

/* ---- taking --------------------------------------------------------------------------------- */

static uint32_t head_at(const struct exchange *exchange, size_t at)
{
	uint32_t value;
	memcpy(&value, exchange->in + at, sizeof value);
	return value;
}

/* Bytes that the parcel at the front needs in all; 0: not known yet. */
static size_t needed(const struct exchange *exchange)
{
	if (exchange->in_length - exchange->taken < HEAD_SIZE)
		return 0;
	return sizeof(uint32_t) + head_at(exchange, exchange->taken);
}

/* Room behind what has come: for the rest of a parcel, or for a round's reading. */
static bool make_room(struct exchange *exchange)
{
	const size_t left = exchange->in_length - exchange->taken;
	if (exchange->taken && left)
		memmove(exchange->in, exchange->in + exchange->taken, left);
	exchange->in_length = left;
	exchange->taken = 0;
	size_t wanted = needed(exchange);
	if (wanted < left + EXCHANGE_ROUND / 2)
		wanted = left + EXCHANGE_ROUND / 2;
	if (wanted <= exchange->in_capacity && (left || exchange->in_capacity <= EXCHANGE_HIGH))
		return true;
	if (left == 0)
		wanted = EXCHANGE_ROUND;
	char *grown = realloc(exchange->in, wanted);
	if (!grown)
		return false;
	exchange->in = grown;
	exchange->in_capacity = wanted;
	return true;
}

bool septel__exchange_fill(struct exchange *exchange)
{
	if (exchange->gone || exchange->broken)
		return false;
	if (!make_room(exchange)) {
		exchange->broken = true;
		return false;
	}
	size_t round = 0;
	while (round < EXCHANGE_ROUND && exchange->in_length < exchange->in_capacity) {
		const ssize_t came = recv(exchange->fd, exchange->in + exchange->in_length,
					  exchange->in_capacity - exchange->in_length, 0);
		if (came > 0) {
			exchange->in_length += (size_t)came;
			round += (size_t)came;
		} else if (came < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
			break;
		} else if (came == 0 || errno != EINTR) {
			exchange->gone = true;
			break;
		}
	}
	return !exchange->gone;
}

bool septel__exchange_next(struct exchange *exchange, struct parcel *parcel)
{
	const size_t whole = needed(exchange);
	if (whole == 0 || exchange->broken)
		return false;
	if (whole < HEAD_SIZE || whole > EXCHANGE_PARCEL_LIMIT + sizeof(uint32_t)) {
		exchange->broken = true;
		return false;
	}
	if (exchange->in_length - exchange->taken < whole)
		return false;
	const size_t at = exchange->taken;
	*parcel = (struct parcel){.kind = head_at(exchange, at + sizeof(uint32_t)),
				  .rest = {exchange->in + at + HEAD_SIZE, whole - HEAD_SIZE}};
	exchange->taken += whole;
	return true;
}

/* The next `length` bytes of the fields; NULL (and failed) where they are not there. */
static const char *take_bytes(struct parcel *parcel, size_t length)
{
	if (parcel->failed || parcel->rest.len < length) {
		parcel->failed = true;
		return NULL;
	}
	const char *bytes = parcel->rest.ptr;
	parcel->rest.ptr += length;
	parcel->rest.len -= length;
	return bytes;
}

uint64_t septel__take_integer(struct parcel *parcel)
{
	uint64_t number = 0;
	const char *bytes = take_bytes(parcel, sizeof number);
	if (bytes)
		memcpy(&number, bytes, sizeof number);
	return number;
}

uint64_t septel__take_bounded(struct parcel *parcel, uint64_t most)
{
	const uint64_t number = septel__take_integer(parcel);
	if (number <= most)
		return number;
	parcel->failed = true;
	return 0;
}

bool septel__take_bool(struct parcel *parcel)
{
	return septel__take_bounded(parcel, 1) != 0;
}

struct septel_view septel__take_view(struct parcel *parcel)
{
	uint32_t length = 0;
	const char *bytes = take_bytes(parcel, sizeof length);
	if (bytes)
		memcpy(&length, bytes, sizeof length);
	bytes = take_bytes(parcel, length);
	return (struct septel_view){bytes ? bytes : "", bytes ? length : 0};
}

void septel__take_string(struct parcel *parcel, char *string, size_t size)
{
	const struct septel_view view = septel__take_view(parcel);
	string[0] = '\0';
	if (view.len >= size || (view.len && memchr(view.ptr, '\0', view.len))) {
		parcel->failed = true;
		return;
	}
	if (view.len)
		memcpy(string, view.ptr, view.len);
	string[view.len] = '\0';
}

bool septel__take_end(struct parcel *parcel)
{
	return !parcel->failed && parcel->rest.len == 0;
}
