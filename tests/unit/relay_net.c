/* relay_net.c - see relay_net.h. */
#include "relay_net.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <unistd.h>

enum action_kind {
	ACT_FIND,
	ACT_FETCH,
	ACT_FIND_SENT,
	ACT_ARRIVE,
	ACT_DELIVER,
	ACT_SENT,
	ACT_INTERRUPT
};

struct action {
	enum action_kind kind;
	uint64_t token;
	struct message_key key;
	bool has_key, arrived;
	char transfer[128];
	struct copy_name name;
	size_t outlet;
	uint32_t attempt;
	enum sent_outcome outcome;
	char identification[IDENTIFICATION_SIZE];
	char outlet_name[32];
	enum septel_precedence precedence;
	char *bytes;
	size_t length;
	struct action *next;
};

uint32_t net_random(struct net *net, uint32_t below)
{
	net->random ^= net->random << 13;
	net->random ^= net->random >> 7;
	net->random ^= net->random << 17;
	return (uint32_t)(net->random >> 11) % below;
}

static struct action *push(struct node *node, enum action_kind kind)
{
	struct action *action = calloc(1, sizeof *action);
	assert_non_null(action);
	action->kind = kind;
	if (node->last)
		node->last->next = action;
	else
		node->first = action;
	node->last = action;
	return action;
}

static void set(char *to, size_t size, struct septel_view from)
{
	assert_true(from.len < size);
	if (from.len)
		memcpy(to, from.ptr, from.len);
	to[from.len] = '\0';
}

static void set_bytes(struct action *action, struct septel_view bytes)
{
	action->bytes = malloc(bytes.len + 1);
	assert_non_null(action->bytes);
	memcpy(action->bytes, bytes.ptr, bytes.len);
	action->bytes[bytes.len] = '\0';
	action->length = bytes.len;
}

/* ---- ports -------------------------------------------------------------------------------- */

static void port_find(void *context, uint64_t token, const struct message_key *key, bool has_key,
		      struct septel_view transfer)
{
	struct action *action = push(context, ACT_FIND);
	action->token = token;
	action->key = *key;
	action->has_key = has_key;
	set(action->transfer, sizeof action->transfer, transfer);
}

static bool takes_message(const struct change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (changes[i].kind == CHANGE_MESSAGE)
			return true;
	return false;
}

static void port_store(void *context, uint64_t ticket, const struct change *changes, size_t count)
{
	struct node *node = context;
	if (node->full && ticket && takes_message(changes, count)) {
		septel__station_stored(node->station, ticket, STORE_FULL, node->net->now);
		return;
	}
	for (size_t i = 0; i < count; i++)
		assert_int_equal(septel__store_apply(node->store, &changes[i]), STORE_OK);
	node->uncommitted = true;
	if (ticket) {
		assert_true(node->ticket_count < sizeof node->tickets / sizeof *node->tickets);
		node->tickets[node->ticket_count++] = ticket;
	}
}

static void port_fetch(void *context, struct copy_name name)
{
	push(context, ACT_FETCH)->name = name;
}

static void port_find_sent(void *context, uint64_t token, const struct store_sent *sent)
{
	struct action *action = push(context, ACT_FIND_SENT);
	action->token = token;
	action->key = sent->key;
	action->has_key = sent->has_key;
	action->arrived = sent->arrived;
	set(action->identification, sizeof action->identification, sent->identification);
	set(action->outlet_name, sizeof action->outlet_name, sent->outlet);
}

static void answer_sent(struct node *node, size_t outlet, struct copy_name name, uint32_t attempt,
			enum sent_outcome outcome)
{
	struct action *action = push(node, ACT_SENT);
	action->outlet = outlet;
	action->name = name;
	action->attempt = attempt;
	action->outcome = outcome;
}

static void port_transmit(void *context, size_t outlet, struct copy_name name, uint32_t attempt,
			  enum septel_precedence precedence, struct septel_view identification,
			  struct septel_view bytes)
{
	struct node *node = context;
	const bool box = septel__is_box(node->config.outlets[outlet].kind);
	(void)identification;
	if (!box && !(node->linked[outlet] && node->up[outlet])) {
		answer_sent(node, outlet, name, attempt, SENT_LOST);
		return;
	}
	if (node->net->moody && net_random(node->net, 24) == 0) {
		answer_sent(node, outlet, name, attempt,
			    net_random(node->net, 3) ? SENT_PUT_OFF : SENT_REFUSED);
		return;
	}
	struct node *to = box ? node : &node->net->nodes[node->peer[outlet]];
	struct action *action = push(to, box ? ACT_DELIVER : ACT_ARRIVE);
	action->outlet = box ? outlet : node->peer_outlet[outlet];
	action->name = name;
	action->attempt = attempt;
	action->precedence = precedence;
	snprintf(action->transfer, sizeof action->transfer, "%.*s/%s/%" PRIu64 ".%u",
		 VIEW_FORMAT(node->config.station), septel__store_incarnation(node->store),
		 name.message, name.copy);
	set_bytes(action, bytes);
}

static void port_interrupt(void *context, size_t outlet, struct copy_name name, uint32_t attempt)
{
	struct action *action = push(context, ACT_INTERRUPT);
	action->outlet = outlet;
	action->name = name;
	action->attempt = attempt;
}

/* Arrivals are known to the receiver as SENDER'S ATTEMPT, COPY and MESSAGE in one number. */
static uint64_t arrival_number(const struct action *action)
{
	return action->name.message << 24 | (uint64_t)action->name.copy << 12 | action->attempt;
}

static void port_receipt(void *context, size_t outlet, uint64_t arrival, enum receipt_kind kind,
			 struct septel_view reason)
{
	struct node *node = context;
	(void)reason;
	if (outlet == STATION_ORIGIN) {
		node->refused_count += kind != RECEIPT_TAKEN;
		if (kind == RECEIPT_TAKEN && arrival < 65536)
			node->taken[arrival / 64] |= UINT64_C(1) << (arrival % 64);
		node->taken_count += kind == RECEIPT_TAKEN;
		return;
	}
	if (!node->linked[outlet] || !node->up[outlet])
		return;
	struct node *sender = &node->net->nodes[node->peer[outlet]];
	const struct copy_name name = {arrival >> 24, (uint32_t)(arrival >> 12 & 0xFFF)};
	answer_sent(sender, node->peer_outlet[outlet], name, (uint32_t)(arrival & 0xFFF),
		    kind == RECEIPT_TAKEN     ? SENT_DONE
		    : kind == RECEIPT_NOT_NOW ? SENT_PUT_OFF
					      : SENT_REFUSED);
}

/* ---- nodes ---------------------------------------------------------------------------------- */

static void start(struct node *node)
{
	const struct station_ports ports = {
		.context = node,
		.find = port_find,
		.store = port_store,
		.fetch = port_fetch,
		.find_sent = port_find_sent,
		.transmit = port_transmit,
		.interrupt = port_interrupt,
		.receipt = port_receipt,
	};
	char path[192];
	struct septel_out errors;
	uint64_t last = 0;
	septel__out_init(&errors, NULL, 65536);
	snprintf(path, sizeof path, "%s/spool.db", node->folder);
	assert_int_equal(septel__store_open(&node->store, path, 0), STORE_OK);
	node->station = septel__station_new(&node->config, &ports);
	assert_non_null(node->station);
	if (!septel__station_routes(node->station, septel_view_of(node->routes_text),
				    (struct septel_view){"", 0}, &errors))
		fail_msg("%s", septel__out_terminated(&errors));
	septel__out_release(&errors);
	const struct store_loader loader = {node->station, septel__station_load_setting,
					    septel__station_load_channel,
					    septel__station_load_copy};
	assert_int_equal(septel__store_load(node->store, &loader, &last), STORE_OK);
	septel__station_begin(node->station, last, node->net->now);
}

static void free_action(struct action *action)
{
	free(action->bytes);
	free(action);
}

static void drop_queue(struct node *node)
{
	while (node->first) {
		struct action *next = node->first->next;
		free_action(node->first);
		node->first = next;
	}
	node->last = NULL;
	node->ticket_count = 0;
	node->uncommitted = false;
}

static void stop(struct node *node)
{
	drop_queue(node);
	septel__station_free(node->station);
	septel__store_close(node->store);
}

void net_begin(struct net *net, const char *const *configs, const char *const *routes, size_t count,
	       uint64_t seed)
{
	memset(net, 0, sizeof *net);
	net->random = seed * UINT64_C(2654435761) + 88172645463325252U;
	net->now = INT64_C(1795953600000); /* 2026-11-29T12:00Z */
	net->node_count = count;
	/* In memory where that is to be had: power does not fail here, processes do. */
	const bool memory = access("/dev/shm", W_OK) == 0;
	snprintf(net->folder, sizeof net->folder, "%s/septel-net-XXXXXX",
		 memory ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(net->folder));
	for (size_t i = 0; i < count; i++) {
		struct node *node = &net->nodes[i];
		struct septel_out errors;
		char command[192];
		node->net = net;
		node->at = i;
		node->config_text = configs[i];
		node->routes_text = routes[i];
		snprintf(node->folder, sizeof node->folder, "%s/%zu", net->folder, i);
		snprintf(command, sizeof command, "mkdir %s", node->folder);
		assert_int_equal(system(command), 0);
		node->arena = septel_arena_new(0);
		septel__out_init(&errors, NULL, 65536);
		if (!septel__config_read(&node->config, "net.conf", septel_view_of(configs[i]),
					 node->arena, &errors))
			fail_msg("%s", septel__out_terminated(&errors));
		septel__out_release(&errors);
		start(node);
	}
}

void net_end(struct net *net)
{
	char command[128];
	for (size_t i = 0; i < net->node_count; i++) {
		stop(&net->nodes[i]);
		septel_arena_free(net->nodes[i].arena);
		free(net->nodes[i].deliveries);
	}
	snprintf(command, sizeof command, "rm -rf %s", net->folder);
	assert_int_equal(system(command), 0);
}

static size_t outlet_of(const struct node *node, const char *name)
{
	const size_t outlet = septel__config_outlet(&node->config, septel_view_of(name));
	assert_true(outlet < NODE_OUTLETS);
	return outlet;
}

static void set_link(struct node *node, size_t outlet, bool up)
{
	node->up[outlet] = up;
	septel__station_link(node->station, outlet, up, node->net->now);
}

/* What is on its way over a link that goes is lost, and so are receipts. */
static void lose(struct node *sender, size_t outlet)
{
	struct node *receiver = &sender->net->nodes[sender->peer[outlet]];
	for (struct action *action = receiver->first; action; action = action->next)
		if (action->kind == ACT_ARRIVE && action->outlet == sender->peer_outlet[outlet])
			action->kind = ACT_INTERRUPT, action->outlet = NO_OUTLET;
	for (struct action *action = sender->first; action; action = action->next)
		if (action->kind == ACT_SENT && action->outlet == outlet &&
		    action->outcome == SENT_DONE && net_random(sender->net, 2))
			action->outcome = SENT_LOST;
}

void net_join(struct net *net, size_t a, const char *outlet_a, size_t b, const char *outlet_b)
{
	struct node *one = &net->nodes[a], *other = &net->nodes[b];
	const size_t at = outlet_of(one, outlet_a), there = outlet_of(other, outlet_b);
	one->peer[at] = b;
	one->peer_outlet[at] = there;
	other->peer[there] = a;
	other->peer_outlet[there] = at;
	one->linked[at] = other->linked[there] = true;
	set_link(one, at, true);
	set_link(other, there, true);
}

/* Everything that a node waits for from a link is answered: lost. */
static void answer_lost(struct node *node, size_t outlet);

void net_link(struct net *net, size_t at, const char *name, bool up)
{
	struct node *node = &net->nodes[at];
	const size_t outlet = outlet_of(node, name);
	struct node *peer = &net->nodes[node->peer[outlet]];
	const size_t there = node->peer_outlet[outlet];
	if (!up && node->up[outlet]) {
		lose(node, outlet);
		lose(peer, there);
		node->up[outlet] = peer->up[there] = false;
		answer_lost(node, outlet);
		answer_lost(peer, there);
	}
	set_link(node, outlet, up);
	set_link(peer, there, up);
}

void net_crash(struct net *net, size_t at)
{
	struct node *node = &net->nodes[at];
	bool was_up[NODE_OUTLETS];
	memcpy(was_up, node->up, sizeof was_up);
	for (size_t i = 0; i < NODE_OUTLETS; i++)
		if (node->linked[i] && node->up[i]) {
			struct node *peer = &net->nodes[node->peer[i]];
			lose(peer, node->peer_outlet[i]);
			lose(node, i);
			node->up[i] = peer->up[node->peer_outlet[i]] = false;
			answer_lost(peer, node->peer_outlet[i]);
			set_link(peer, node->peer_outlet[i], false);
		}
	stop(node);
	start(node);
	for (size_t i = 0; i < NODE_OUTLETS; i++)
		if (was_up[i]) {
			set_link(&net->nodes[node->peer[i]], node->peer_outlet[i], true);
			set_link(node, i, true);
		}
}

/* ---- steps --------------------------------------------------------------------------------------
 */

/* The station is told of each copy under way on that outlet; it knows which wait for an answer. */
static void answer_lost(struct node *node, size_t outlet)
{
	struct copy_name names[64];
	uint32_t attempts[64];
	const size_t count = septel__station_under_way(node->station, outlet, names, attempts, 64);
	for (size_t i = 0; i < count; i++) {
		bool answered = false;
		for (const struct action *action = node->first; action; action = action->next)
			answered |= action->kind == ACT_SENT && action->outlet == outlet &&
				    action->name.message == names[i].message &&
				    action->name.copy == names[i].copy;
		if (!answered)
			answer_sent(node, outlet, names[i], attempts[i], SENT_LOST);
	}
}

static void deliver(struct node *node, const struct action *action)
{
	struct delivery delivery = {.precedence = action->precedence};
	const char *text = strstr(action->bytes, "TEXT ");
	snprintf(delivery.file, sizeof delivery.file, "%zu-%" PRIu64 ".%u", action->outlet,
		 action->name.message, action->name.copy);
	snprintf(delivery.text, sizeof delivery.text, "%.*s", text ? (int)strcspn(text, "\r\n") : 7,
		 text ? text : "SERVICE");
	for (size_t i = 0; i < node->delivery_count; i++)
		if (strcmp(node->deliveries[i].file, delivery.file) == 0) {
			assert_string_equal(node->deliveries[i].text, delivery.text);
			return; /* the same file once more */
		}
	if (node->delivery_count == node->delivery_room) {
		node->delivery_room = node->delivery_room ? node->delivery_room * 2 : 64;
		node->deliveries =
			realloc(node->deliveries, node->delivery_room * sizeof *node->deliveries);
		assert_non_null(node->deliveries);
	}
	node->deliveries[node->delivery_count++] = delivery;
}

static void do_find(struct node *node, const struct action *action)
{
	struct store_match matches[STORE_MATCHES_LIMIT];
	const size_t count = septel__store_find(node->store, &action->key, action->has_key,
						septel_view_of(action->transfer), matches);
	septel__station_found(node->station, action->token, matches, count, node->net->now);
}

static void do_action(struct node *node, const struct action *action)
{
	struct net *net = node->net;
	struct store_copy copy = {0};
	struct store_sent sent = {.outlet = septel_view_of(action->outlet_name),
				  .identification = septel_view_of(action->identification),
				  .arrived = action->arrived,
				  .key = action->key,
				  .has_key = action->has_key};
	enum store_status status;
	switch (action->kind) {
	case ACT_FIND:
		do_find(node, action);
		break;
	case ACT_FETCH:
		status = septel__store_fetch(node->store, action->name, &copy);
		copy.name = action->name;
		septel__station_fetched(node->station, status, &copy, net->now);
		break;
	case ACT_FIND_SENT:
		septel__station_found_sent(node->station, action->token,
					   septel__store_sent(node->store, &sent), net->now);
		break;
	case ACT_ARRIVE:
		septel__station_arrived(node->station, action->outlet, arrival_number(action),
					septel_view_of(action->transfer),
					(struct septel_view){action->bytes, action->length},
					net->now);
		break;
	case ACT_DELIVER:
		deliver(node, action);
		answer_sent(node, action->outlet, action->name, action->attempt, SENT_DONE);
		break;
	case ACT_SENT:
		septel__station_sent(node->station, action->outlet, action->name, action->attempt,
				     action->outcome, (struct septel_view){"", 0}, net->now);
		break;
	case ACT_INTERRUPT:
		break; /* a wish: what is sent in full ends by its receipt */
	}
}

static void commit(struct node *node)
{
	uint64_t tickets[sizeof node->tickets / sizeof *node->tickets];
	const size_t count = node->ticket_count;
	memcpy(tickets, node->tickets, count * sizeof *tickets);
	node->ticket_count = 0;
	node->uncommitted = false;
	const enum store_status status = septel__store_commit(node->store);
	assert_int_equal(status, STORE_OK);
	for (size_t i = 0; i < count; i++)
		septel__station_stored(node->station, tickets[i], status, node->net->now);
}

static bool step_node(struct node *node)
{
	if (node->uncommitted && (!node->first || net_random(node->net, 8) == 0)) {
		commit(node);
		return true;
	}
	struct action *action = node->first;
	if (!action)
		return false;
	node->first = action->next;
	if (!node->first)
		node->last = NULL;
	do_action(node, action);
	free_action(action);
	return true;
}

bool net_step(struct net *net)
{
	const size_t begin = net_random(net, (uint32_t)net->node_count);
	for (size_t i = 0; i < net->node_count; i++)
		if (step_node(&net->nodes[(begin + i) % net->node_count]))
			return true;
	return false;
}

void net_settle(struct net *net, unsigned ticks, moment step)
{
	for (unsigned i = 0; i < ticks; i++) {
		while (net_step(net)) {
		}
		net->now += step;
		for (size_t k = 0; k < net->node_count; k++)
			(void)(septel__station_tick(net->nodes[k].station, net->now) > 0);
	}
	while (net_step(net)) {
	}
}

void net_send(struct net *net, size_t at, uint64_t token, const char *message)
{
	septel__station_originated(net->nodes[at].station, token, septel_view_of(message),
				   net->now);
}

void net_arrive(struct net *net, size_t at, const char *outlet, uint64_t arrival,
		const char *message)
{
	struct node *node = &net->nodes[at];
	septel__station_arrived(node->station, outlet_of(node, outlet), arrival,
				(struct septel_view){"", 0}, septel_view_of(message), net->now);
}

size_t net_delivered(const struct node *node, const char *text)
{
	size_t count = 0;
	for (size_t i = 0; i < node->delivery_count; i++)
		count += strcmp(node->deliveries[i].text, text) == 0;
	return count;
}

long long net_number(const struct node *node, const char *sql)
{
	char path[192];
	sqlite3 *file;
	sqlite3_stmt *statement;
	snprintf(path, sizeof path, "%s/spool.db", node->folder);
	assert_int_equal(sqlite3_open_v2(path, &file, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(file, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	const long long number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(file);
	return number;
}

size_t net_events(const struct node *node, const char *event)
{
	char sql[128];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM entry WHERE event = '%s'", event);
	return (size_t)net_number(node, sql);
}
