/* line_nats.c - a circuit over a NATS server: one subject a precedence, and one for receipts.
 *
 *     relay.STATION.Z   .O   .P   .R      what goes to a station
 *     relay.STATION.RECEIPT               what the other end says it has
 *
 * A station keeps what comes to it in a stream of its own server (RELAY_STATION, in files), and
 * drains its subjects in the order Z O P R, by one durable pull consumer each: the broker knows no
 * precedence.  What the broker acknowledges is stored, not in custody: it may not even be on a
 * disk.  An order is DONE by the receipt of the other station, which names the transfer and the
 * hash of what it has on its own disk.  Until then it is kept here and, if none comes, published
 * again; twice is harmless, for it is one transfer.
 *
 * The library blocks, so it has a thread; orders and events cross to it and back in lists behind
 * one lock.
 */
#include "line_nats.h"

#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* ---- the loop --------------------------------------------------------------- */

static void tell_arrival(struct nats_line *nats, natsMsg *message)
{
	struct line *line = nats->line;
	const uint64_t arrival = septel__line_next_arrival(line);
	const char *transfer = "";
	char copy[NATS_NAME_SIZE];
	pthread_mutex_lock(&nats->lock);
	struct waiting *waiting = nats->waiting;
	while (waiting && waiting->message != message)
		waiting = waiting->next;
	if (waiting)
		waiting->arrival = arrival;
	(void)natsMsgHeader_Get(message, HEADER_TRANSFER, &transfer);
	snprintf(copy, sizeof copy, "%s", transfer);
	pthread_mutex_unlock(&nats->lock);
	/* It stays until it is answered, and only the loop answers. */
	if (waiting)
		septel__line_arrived(line, arrival, septel_view_of(copy),
				     (struct septel_view){natsMsg_GetData(message),
							  (size_t)natsMsg_GetDataLength(message)});
}

static void on_bell(evutil_socket_t bell, short what, void *context)
{
	struct nats_line *nats = context;
	uint64_t rings;
	(void)what;
	if (read(bell, &rings, sizeof rings) < 0)
		return;
	pthread_mutex_lock(&nats->lock);
	struct told *told = nats->told;
	nats->told = NULL;
	nats->told_end = &nats->told;
	pthread_mutex_unlock(&nats->lock);
	while (told) {
		struct told *next = told->next;
		const struct septel_view text = septel_view_of(told->text);
		switch (told->kind) {
		case TOLD_ARRIVED:
			tell_arrival(nats, told->message);
			break;
		case TOLD_SENT:
			septel__line_sent(nats->line, told->name, told->attempt, told->outcome,
					  text);
			break;
		case TOLD_LINK:
			septel__line_link(nats->line, told->up, text);
			break;
		case TOLD_FAULT:
			septel__line_note(nats->line, LINE_FAULT, "%s", told->text);
			break;
		}
		free(told);
		told = next;
	}
}

static void nats_receipt(struct line *line, uint64_t arrival, enum receipt_kind kind,
			 struct septel_view reason)
{
	struct nats_line *nats = line->state;
	pthread_mutex_lock(&nats->lock);
	for (struct waiting *at = nats->waiting; at; at = at->next)
		if (at->arrival == arrival && !at->answered) {
			at->answered = true;
			at->kind = kind;
			snprintf(at->reason, sizeof at->reason, "%.*s",
				 VIEW_FORMAT(septel__slice(reason, 0, sizeof at->reason - 1)));
		}
	pthread_cond_signal(&nats->work);
	pthread_mutex_unlock(&nats->lock);
}

static void nats_transmit(struct line *line, const struct line_order *order)
{
	struct nats_line *nats = line->state;
	struct order *made = calloc(1, sizeof *made);
	char *bytes = malloc(order->bytes.len + 1);
	if (!line->up || !made || !bytes) {
		free(made);
		free(bytes);
		septel__line_sent(line, order->name, order->attempt, SENT_LOST,
				  line->up ? VIEW_LITERAL("memory is out")
					   : VIEW_LITERAL("the circuit is down"));
		return;
	}
	memcpy(bytes, order->bytes.ptr, order->bytes.len);
	*made = (struct order){.name = order->name,
			       .attempt = order->attempt,
			       .precedence = order->precedence,
			       .bytes = bytes,
			       .length = order->bytes.len};
	septel__nats_hash(made->hash, bytes, made->length);
	snprintf(made->transfer, sizeof made->transfer, "%s/%.*s/%llu.%u", nats->station,
		 VIEW_FORMAT(line->incarnation), (unsigned long long)order->name.message,
		 order->name.copy);
	pthread_mutex_lock(&nats->lock);
	struct order **at = &nats->orders;
	while (*at && (*at)->precedence >= made->precedence)
		at = &(*at)->next;
	made->next = *at;
	*at = made;
	pthread_cond_signal(&nats->work);
	pthread_mutex_unlock(&nats->lock);
}

/* What the broker has cannot be called back. */
static void nats_interrupt(struct line *line, struct copy_name name, uint32_t attempt)
{
	struct nats_line *nats = line->state;
	pthread_mutex_lock(&nats->lock);
	for (struct order *order = nats->orders; order; order = order->next)
		if (order->name.message == name.message && order->name.copy == name.copy &&
		    order->attempt == attempt && !order->stored)
			order->cancelled = true;
	pthread_cond_signal(&nats->work);
	pthread_mutex_unlock(&nats->lock);
}

/* ---- life ------------------------------------------------------------------- */

static bool set_keys(natsOptions *options, const struct outlet_settings *settings)
{
	char authority[4096], certificate[4096], key[4096];
	snprintf(authority, sizeof authority, "%.*s", VIEW_FORMAT(settings->authority));
	snprintf(certificate, sizeof certificate, "%.*s", VIEW_FORMAT(settings->certificate));
	snprintf(key, sizeof key, "%.*s", VIEW_FORMAT(settings->key));
	if (*authority && (natsOptions_SetSecure(options, true) != NATS_OK ||
			   natsOptions_LoadCATrustedCertificates(options, authority) != NATS_OK))
		return false;
	return !*certificate ||
	       natsOptions_LoadCertificatesChain(options, certificate, key) == NATS_OK;
}

static bool set_options(struct nats_line *nats)
{
	const struct outlet_settings *settings = nats->line->settings;
	char url[NATS_NAME_SIZE * 2];
	snprintf(url, sizeof url, "nats://%.*s", VIEW_FORMAT(settings->dial));
	return natsOptions_Create(&nats->options) == NATS_OK &&
	       natsOptions_SetURL(nats->options, url) == NATS_OK &&
	       natsOptions_SetTimeout(nats->options, NATS_SERVER_MS) == NATS_OK &&
	       natsOptions_SetName(nats->options, nats->station) == NATS_OK &&
	       /* We dial again, and look at the stream again. */
	       natsOptions_SetAllowReconnect(nats->options, false) == NATS_OK &&
	       set_keys(nats->options, settings);
}

static bool nats_open(struct line *line, struct septel_out *errors)
{
	struct nats_line *nats = calloc(1, sizeof *nats);
	line->state = nats;
	if (nats) {
		nats->line = line;
		nats->told_end = &nats->told;
		nats->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
		pthread_mutex_init(&nats->lock, NULL);
		pthread_cond_init(&nats->work, NULL);
		snprintf(nats->station, sizeof nats->station, "%.*s",
			 VIEW_FORMAT(line->config->station));
		snprintf(nats->peer, sizeof nats->peer, "%.*s", VIEW_FORMAT(line->settings->peer));
		snprintf(nats->stream, sizeof nats->stream, "RELAY_%s", nats->station);
		nats->ringing =
			event_new(line->base, nats->bell, EV_READ | EV_PERSIST, on_bell, nats);
	}
	if (nats && nats->bell >= 0 && nats->ringing && set_options(nats))
		return true;
	septel__out_format(errors, "%.*s:%d: NATS: memory is out, or its files cannot be used\n",
			   VIEW_FORMAT(line->config->file), line->settings->line);
	return false;
}

static void nats_start(struct line *line)
{
	struct nats_line *nats = line->state;
	event_add(nats->ringing, NULL);
	nats->started = pthread_create(&nats->thread, NULL, septel__nats_run, nats) == 0;
	if (!nats->started)
		septel__line_note(line, LINE_FAULT, "no thread for NATS");
}

static bool nats_idle(struct line *line)
{
	struct nats_line *nats = line->state;
	pthread_mutex_lock(&nats->lock);
	const bool idle = !nats->orders && !nats->waiting && !nats->told;
	pthread_mutex_unlock(&nats->lock);
	return idle;
}

static void nats_close(struct line *line)
{
	struct nats_line *nats = line->state;
	if (!nats)
		return;
	if (nats->started) {
		pthread_mutex_lock(&nats->lock);
		nats->stopping = true;
		pthread_cond_signal(&nats->work);
		pthread_mutex_unlock(&nats->lock);
		pthread_join(nats->thread, NULL);
		septel__nats_end_all(nats, "the station stops");
		/* What was told is told; arrivals without an answer come again. */
		on_bell(nats->bell, EV_READ, nats);
	}
	while (nats->waiting) {
		struct waiting *next = nats->waiting->next;
		natsMsg_Destroy(nats->waiting->message);
		free(nats->waiting);
		nats->waiting = next;
	}
	natsOptions_Destroy(nats->options);
	if (nats->ringing)
		event_free(nats->ringing);
	if (nats->bell >= 0)
		close(nats->bell);
	pthread_mutex_destroy(&nats->lock);
	pthread_cond_destroy(&nats->work);
	free(nats);
	line->state = NULL;
}

const struct transport septel__transport_nats = {
	.kind = OUTLET_NATS,
	.open = nats_open,
	.start = nats_start,
	.transmit = nats_transmit,
	.interrupt = nats_interrupt,
	.receipt = nats_receipt,
	.idle = nats_idle,
	.close = nats_close,
};
