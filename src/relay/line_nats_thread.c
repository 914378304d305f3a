/* line_nats_thread.c - the thread that speaks with a NATS server; see line_nats.c. */
#include "line_nats.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Waits, in milliseconds: for messages that may be there, between two looks, for the server, for a
 * receipt before the first repetition and the last, for a way before the circuit is down. */
#define FETCH_MS      5
#define LOOK_MS       200
#define REPEAT_MS     15000
#define REPEAT_MOST   600000
#define NO_WAY_MS     10000
#define RETRY_MS      1000
#define ACK_WAIT_NS   (300LL * 1000000000)
#define NANOSECONDS   1000000
#define HEADER_HASH   "Septel-Hash"
#define HEADER_ANSWER "Septel-Answer"

static const char SUBJECT_LETTERS[NATS_SUBJECTS + 1] = "ZOPR";

/* ---- across ----------------------------------------------------------------- */

/* Under the lock.  What cannot be told for want of memory ends the program: it would be lost. */
static struct told *tell(struct nats_line *nats, int kind)
{
	struct told *told = calloc(1, sizeof *told);
	const uint64_t one = 1;
	if (!told)
		abort();
	told->kind = (unsigned)kind;
	*nats->told_end = told;
	nats->told_end = &told->next;
	if (write(nats->bell, &one, sizeof one) < 0)
		return told; /* it rings already */
	return told;
}

static void tell_text(struct nats_line *nats, int kind, bool up, const char *text)
{
	pthread_mutex_lock(&nats->lock);
	struct told *told = tell(nats, kind);
	told->up = up;
	snprintf(told->text, sizeof told->text, "%s", text);
	pthread_mutex_unlock(&nats->lock);
}

static void free_order(struct order *order)
{
	free(order->bytes);
	free(order);
}

/* Under the lock: ends an order. */
static void end_order(struct nats_line *nats, struct order *order, enum sent_outcome outcome,
		      const char *reason)
{
	struct order **at = &nats->orders;
	while (*at != order)
		at = &(*at)->next;
	*at = order->next;
	struct told *told = tell(nats, TOLD_SENT);
	told->name = order->name;
	told->attempt = order->attempt;
	told->outcome = outcome;
	snprintf(told->text, sizeof told->text, "%s", reason);
	free_order(order);
}

void septel__nats_end_all(struct nats_line *nats, const char *reason)
{
	pthread_mutex_lock(&nats->lock);
	while (nats->orders)
		end_order(nats, nats->orders, SENT_LOST, reason);
	pthread_mutex_unlock(&nats->lock);
}

static void set_up(struct nats_line *nats, bool up, const char *reason)
{
	if (nats->up == up)
		return;
	nats->up = up;
	tell_text(nats, TOLD_LINK, up, reason);
	if (!up)
		septel__nats_end_all(nats, reason);
}

/* ---- the thread: connection ------------------------------------------------- */

static void on_doorbell(natsConnection *connection, natsSubscription *subscription,
			natsMsg *message, void *context)
{
	struct nats_line *nats = context;
	(void)connection;
	(void)subscription;
	natsMsg_Destroy(message);
	pthread_mutex_lock(&nats->lock);
	pthread_cond_signal(&nats->work);
	pthread_mutex_unlock(&nats->lock);
}

static void hang_up(struct nats_line *nats)
{
	pthread_mutex_lock(&nats->lock);
	for (struct waiting *at = nats->waiting; at; at = at->next)
		at->orphan = true;
	pthread_mutex_unlock(&nats->lock);
	for (size_t i = 0; i < NATS_SUBJECTS; i++) {
		natsSubscription_Destroy(nats->subjects[i]);
		nats->subjects[i] = NULL;
	}
	natsSubscription_Destroy(nats->receipts);
	natsSubscription_Destroy(nats->doorbell);
	jsCtx_Destroy(nats->stream_context);
	natsConnection_Destroy(nats->connection);
	nats->receipts = nats->doorbell = NULL;
	nats->stream_context = NULL;
	nats->connection = NULL;
}

static natsStatus ensure_stream(struct nats_line *nats)
{
	char subject[NATS_NAME_SIZE];
	const char *subjects[] = {subject};
	jsStreamConfig config;
	jsStreamInfo *info = NULL;
	jsErrCode error = 0;
	snprintf(subject, sizeof subject, "relay.%s.*", nats->station);
	jsStreamConfig_Init(&config);
	config.Name = nats->stream;
	config.Subjects = subjects;
	config.SubjectsLen = 1;
	config.Retention = js_WorkQueuePolicy;
	config.Storage = js_FileStorage;
	natsStatus status =
		js_GetStreamInfo(&info, nats->stream_context, nats->stream, NULL, &error);
	if (status == NATS_NOT_FOUND)
		status = js_AddStream(&info, nats->stream_context, &config, NULL, &error);
	jsStreamInfo_Destroy(info);
	return status;
}

static natsStatus subscribe(struct nats_line *nats, natsSubscription **subscription,
			    const char *last)
{
	char subject[NATS_NAME_SIZE], durable[32];
	jsSubOptions options;
	jsErrCode error = 0;
	jsSubOptions_Init(&options);
	options.Config.AckPolicy = js_AckExplicit;
	options.Config.AckWait = ACK_WAIT_NS;
	options.Stream = nats->stream;
	snprintf(subject, sizeof subject, "relay.%s.%s", nats->station, last);
	snprintf(durable, sizeof durable, "septel-%s", last);
	return js_PullSubscribe(subscription, nats->stream_context, subject, durable, NULL,
				&options, &error);
}

static natsStatus dial(struct nats_line *nats)
{
	char subject[NATS_NAME_SIZE];
	snprintf(subject, sizeof subject, "relay.%s.*", nats->station);
	natsStatus status = natsConnection_Connect(&nats->connection, nats->options);
	if (status == NATS_OK)
		status = natsConnection_JetStream(&nats->stream_context, nats->connection, NULL);
	if (status == NATS_OK)
		status = ensure_stream(nats);
	for (size_t i = 0; status == NATS_OK && i < NATS_SUBJECTS; i++)
		status = subscribe(nats, &nats->subjects[i],
				   (const char[]){SUBJECT_LETTERS[i], '\0'});
	if (status == NATS_OK)
		status = subscribe(nats, &nats->receipts, "RECEIPT");
	if (status == NATS_OK)
		status = natsConnection_Subscribe(&nats->doorbell, nats->connection, subject,
						  on_doorbell, nats);
	if (status != NATS_OK)
		hang_up(nats);
	return status;
}

/* ---- the thread: out -------------------------------------------------------- */

static natsStatus publish(struct nats_line *nats, const char *last, const char *transfer,
			  const char *hash, const char *answer, unsigned tries,
			  struct septel_view bytes)
{
	char subject[NATS_NAME_SIZE], id[NATS_NAME_SIZE + 32];
	natsMsg *message = NULL;
	jsPubOptions options;
	jsErrCode error = 0;
	snprintf(subject, sizeof subject, "relay.%s.%s", nats->peer, last);
	snprintf(id, sizeof id, "%s/%u/%s", transfer, tries, answer ? answer : "");
	jsPubOptions_Init(&options);
	options.MsgId = answer ? NULL : id;
	options.MaxWait = NATS_SERVER_MS;
	natsStatus status = natsMsg_Create(&message, subject, NULL, bytes.ptr, (int)bytes.len);
	if (status == NATS_OK)
		status = natsMsgHeader_Set(message, HEADER_TRANSFER, transfer);
	if (status == NATS_OK)
		status = natsMsgHeader_Set(message, HEADER_HASH, hash);
	if (status == NATS_OK && answer)
		status = natsMsgHeader_Set(message, HEADER_ANSWER, answer);
	if (status == NATS_OK)
		status = js_PublishMsg(NULL, nats->stream_context, message, &options, &error);
	natsMsg_Destroy(message);
	return status;
}

/* The next order to be published, the highest precedence first. */
static struct order *due_order(struct nats_line *nats, moment now)
{
	for (struct order *order = nats->orders; order; order = order->next)
		if (order->again <= now)
			return order;
	return NULL;
}

static moment repetition(unsigned tries)
{
	moment wait = REPEAT_MS;
	for (unsigned i = 1; i < tries && wait < REPEAT_MOST; i++)
		wait *= 2;
	return wait;
}

/* False: there is no way to the other end's stream now. */
static bool publish_one(struct nats_line *nats, struct order *order)
{
	const char last[] = {order->precedence >= SEPTEL_FLASH       ? 'Z'
			     : order->precedence == SEPTEL_IMMEDIATE ? 'O'
			     : order->precedence == SEPTEL_PRIORITY  ? 'P'
								     : 'R',
			     '\0'};
	if ((int64_t)order->length > natsConnection_GetMaxPayload(nats->connection)) {
		pthread_mutex_lock(&nats->lock);
		end_order(nats, order, SENT_REFUSED, "longer than the server takes");
		pthread_mutex_unlock(&nats->lock);
		return true;
	}
	/* Only this thread ends orders, so it is still there. */
	const natsStatus status =
		publish(nats, last, order->transfer, order->hash, NULL, order->tries,
			(struct septel_view){order->bytes, order->length});
	const moment now = septel__line_steady();
	if (status != NATS_OK) {
		order->again = now + RETRY_MS;
		if (nats->no_way_since == 0)
			nats->no_way_since = now;
		if (now - nats->no_way_since > NO_WAY_MS)
			set_up(nats, false, natsStatus_GetText(status));
		return false;
	}
	nats->no_way_since = 0;
	order->stored = true;
	order->tries++;
	order->again = now + repetition(order->tries);
	return true;
}

static void publish_orders(struct nats_line *nats)
{
	for (;;) {
		pthread_mutex_lock(&nats->lock);
		struct order *order = due_order(nats, septel__line_steady());
		while (order && order->cancelled) {
			end_order(nats, order, SENT_INTERRUPTED, "");
			order = due_order(nats, septel__line_steady());
		}
		pthread_mutex_unlock(&nats->lock);
		if (!order || !publish_one(nats, order))
			return;
	}
}

/* A receipt of the other end. */
static void take_receipt(struct nats_line *nats, natsMsg *message)
{
	const char *transfer = NULL, *hash = NULL, *answer = NULL;
	if (natsMsgHeader_Get(message, HEADER_TRANSFER, &transfer) != NATS_OK ||
	    natsMsgHeader_Get(message, HEADER_HASH, &hash) != NATS_OK ||
	    natsMsgHeader_Get(message, HEADER_ANSWER, &answer) != NATS_OK)
		return;
	char reason[200];
	snprintf(reason, sizeof reason, "%.*s", natsMsg_GetDataLength(message),
		 natsMsg_GetData(message));
	pthread_mutex_lock(&nats->lock);
	for (struct order *order = nats->orders; order; order = order->next) {
		if (strcmp(order->transfer, transfer) != 0)
			continue;
		/* Of other bytes under this name: of no use. */
		if (strcmp(order->hash, hash) == 0)
			end_order(nats, order,
				  strcmp(answer, "taken") == 0 ? SENT_DONE : SENT_REFUSED,
				  strcmp(answer, "taken") == 0 ? "" : reason);
		break;
	}
	pthread_mutex_unlock(&nats->lock);
}

/* ---- the thread: in --------------------------------------------------------- */

static natsMsg *fetch(natsSubscription *subscription)
{
	natsMsgList list = {NULL, 0};
	jsErrCode error = 0;
	natsMsg *message = NULL;
	if (natsSubscription_Fetch(&list, subscription, 1, FETCH_MS, &error) != NATS_OK)
		return NULL;
	if (list.Count > 0) {
		message = list.Msgs[0];
		list.Msgs[0] = NULL;
	}
	natsMsgList_Destroy(&list);
	return message;
}

void septel__nats_hash(char hex[NATS_HASH_SIZE], const char *bytes, size_t length)
{
	unsigned char hash[TEXT_HASH_SIZE];
	crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes, length, NULL, 0);
	sodium_bin2hex(hex, NATS_HASH_SIZE, hash, sizeof hash);
}

/* A transfer is of the peer, and its bytes are those that were sent. */
static bool is_sound(struct nats_line *nats, natsMsg *message)
{
	const char *transfer = NULL, *hash = NULL;
	char own[NATS_HASH_SIZE];
	const size_t length = strlen(nats->peer);
	septel__nats_hash(own, natsMsg_GetData(message), (size_t)natsMsg_GetDataLength(message));
	return natsMsgHeader_Get(message, HEADER_TRANSFER, &transfer) == NATS_OK &&
	       natsMsgHeader_Get(message, HEADER_HASH, &hash) == NATS_OK &&
	       strncmp(transfer, nats->peer, length) == 0 && transfer[length] == '/' &&
	       strlen(transfer) < NATS_NAME_SIZE && strcmp(hash, own) == 0;
}

static void take_message(struct nats_line *nats, natsMsg *message)
{
	struct waiting *waiting = calloc(1, sizeof *waiting);
	if (!waiting || !is_sound(nats, message)) {
		/* Another circuit of this station may have it; the sender repeats it. */
		if (waiting)
			tell_text(nats, TOLD_FAULT, false,
				  "a message that is not of this circuit's peer, or damaged");
		natsMsg_NakWithDelay(message, RETRY_MS, NULL);
		natsMsg_Destroy(message);
		free(waiting);
		return;
	}
	waiting->message = message;
	pthread_mutex_lock(&nats->lock);
	waiting->next = nats->waiting;
	nats->waiting = waiting;
	nats->waiting_count++;
	tell(nats, TOLD_ARRIVED)->message = message;
	pthread_mutex_unlock(&nats->lock);
}

/* The first that is there, in order of precedence. */
static bool take_next(struct nats_line *nats)
{
	const unsigned window = nats->line->settings->window ? nats->line->settings->window : 1;
	pthread_mutex_lock(&nats->lock);
	const bool room = nats->waiting_count < window && !nats->stopping;
	pthread_mutex_unlock(&nats->lock);
	for (size_t i = 0; room && i < NATS_SUBJECTS; i++) {
		natsMsg *message = fetch(nats->subjects[i]);
		if (message) {
			take_message(nats, message);
			return true;
		}
	}
	return false;
}

/* Tells the other end what the station said, then the broker. */
static void answer(struct nats_line *nats, struct waiting *waiting)
{
	const char *transfer = "", *hash = "";
	if (waiting->orphan)
		return;
	if (waiting->kind == RECEIPT_NOT_NOW) {
		natsMsg_NakWithDelay(waiting->message, RETRY_MS, NULL);
		return;
	}
	(void)natsMsgHeader_Get(waiting->message, HEADER_TRANSFER, &transfer);
	(void)natsMsgHeader_Get(waiting->message, HEADER_HASH, &hash);
	/* Where no receipt can go the message comes again, and is answered again. */
	if (publish(nats, "RECEIPT", transfer, hash,
		    waiting->kind == RECEIPT_TAKEN ? "taken" : "refused", 0,
		    septel_view_of(waiting->reason)) == NATS_OK)
		natsMsg_Ack(waiting->message, NULL);
	else
		natsMsg_NakWithDelay(waiting->message, RETRY_MS, NULL);
}

static void answer_all(struct nats_line *nats)
{
	for (;;) {
		pthread_mutex_lock(&nats->lock);
		struct waiting **at = &nats->waiting;
		while (*at && !(*at)->answered)
			at = &(*at)->next;
		struct waiting *waiting = *at;
		if (waiting) {
			*at = waiting->next;
			nats->waiting_count--;
		}
		pthread_mutex_unlock(&nats->lock);
		if (!waiting)
			return;
		answer(nats, waiting);
		natsMsg_Destroy(waiting->message);
		free(waiting);
	}
}

/* ---- the thread ------------------------------------------------------------- */

static bool wait_for_work(struct nats_line *nats, long milliseconds)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += milliseconds % 1000 * NANOSECONDS;
	until.tv_sec += milliseconds / 1000 + until.tv_nsec / (1000L * NANOSECONDS);
	until.tv_nsec %= 1000L * NANOSECONDS;
	pthread_mutex_lock(&nats->lock);
	if (!nats->stopping)
		pthread_cond_timedwait(&nats->work, &nats->lock, &until);
	const bool stopping = nats->stopping;
	pthread_mutex_unlock(&nats->lock);
	return !stopping;
}

/* With a server; false once it is gone. */
static bool serve(struct nats_line *nats)
{
	if (natsConnection_IsClosed(nats->connection))
		return false;
	for (natsMsg *receipt; (receipt = fetch(nats->receipts)) != NULL;) {
		take_receipt(nats, receipt);
		natsMsg_Ack(receipt, NULL);
		natsMsg_Destroy(receipt);
	}
	answer_all(nats);
	publish_orders(nats);
	return true;
}

/* Down for want of a way: up again when the other end's stream takes something. */
static void try_way(struct nats_line *nats)
{
	if (!nats->up &&
	    publish(nats, "RECEIPT", "", "", "probe", 0, VIEW_LITERAL("")) == NATS_OK) {
		nats->no_way_since = 0;
		set_up(nats, true, "NATS");
	}
}

void *septel__nats_run(void *context)
{
	struct nats_line *nats = context;
	bool told = false;
	for (bool going = true; going;) {
		if (!nats->connection) {
			const natsStatus status = dial(nats);
			if (status != NATS_OK) {
				if (!told)
					tell_text(nats, TOLD_FAULT, false,
						  natsStatus_GetText(status));
				told = true;
				going = wait_for_work(nats, RETRY_MS);
				continue;
			}
			told = false;
		}
		try_way(nats);
		if (!serve(nats)) {
			set_up(nats, false, "the server closed");
			hang_up(nats);
		} else if (!take_next(nats)) {
			going = wait_for_work(nats, nats->up ? LOOK_MS : RETRY_MS);
		}
	}
	answer_all(nats);
	hang_up(nats);
	return NULL;
}
