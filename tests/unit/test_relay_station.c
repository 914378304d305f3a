/* test_relay_station.c - stations by themselves and three in a row: precedence, duplicates, garbled
 * headings, numbers, service messages, orders; links cut and stations killed at random, and each
 * message delivered exactly once. */
#include "relay_net.h"

#include "../../src/base/out.h"
#include "../../src/relay/station_inside.h"

/* A stands at one end, B relays, C has boxes. */
static const char A_CONFIG[] =
	"station RUAAAA \"ALFA\"\nspool a.db\ncontrol a.sock\nroutes a.tsv\n"
	"circuit BRAVO { tcp listen 127.0.0.1:1 peer RUBBBB letters out ABA in "
	"BAA digits 4 cyclic ceiling SECRET window 4 interrupt yes }\n"
	"box DESK { folder desk ceiling SECRET }\noperator DESK\n";
static const char B_CONFIG[] =
	"station RUBBBB \"BRAVO\"\nspool b.db\ncontrol b.sock\nroutes b.tsv\n"
	"circuit ALFA { tcp listen 127.0.0.1:2 peer RUAAAA letters out BAA in "
	"ABA digits 4 cyclic ceiling SECRET window 4 interrupt yes }\n"
	"circuit CHARLIE { tcp listen 127.0.0.1:3 peer RUCCCC letters out BCC in "
	"CBB digits 3 cyclic ceiling CONFIDENTIAL window 3 interrupt yes }\n"
	"box DESK { folder desk ceiling SECRET }\noperator DESK\n";
static const char C_CONFIG[] =
	"station RUCCCC \"CHARLIE\"\nspool c.db\ncontrol c.sock\nroutes c.tsv\n"
	"circuit BRAVO { tcp listen 127.0.0.1:4 peer RUBBBB letters out CBB in "
	"BCC digits 3 cyclic ceiling SECRET window 3 interrupt yes }\n"
	"box DESK { folder desk ceiling SECRET }\noperator DESK\n";
static const char A_ROUTES[] = "RUB\tBRAVO\nRUC\tBRAVO\n";
static const char B_ROUTES[] = "RUA\tALFA\nRUC\tCHARLIE\n";
static const char C_ROUTES[] = "RUA\tBRAVO\nRUB\tBRAVO\n";

static void begin(struct net *net, uint64_t seed)
{
	static const char *const CONFIGS[] = {A_CONFIG, B_CONFIG, C_CONFIG};
	static const char *const ROUTES[] = {A_ROUTES, B_ROUTES, C_ROUTES};
	net_begin(net, CONFIGS, ROUTES, 3, seed);
	net_join(net, 0, "BRAVO", 1, "ALFA");
	net_join(net, 1, "CHARLIE", 2, "BRAVO");
	net_settle(net, 1, 1000);
}

static const char *message(char *text, size_t size, const char *precedence, const char *to,
			   unsigned n, const char *class_letters, const char *class_words)
{
	snprintf(text, size,
		 "%s%s %s\nDE RUAAAA %04u 333%04u\nZN%s %s\n%s 291200Z NOV 26\nFM ALFA\n"
		 "TO %s/CHARLIE\nBT\n%s\nTEXT %u\nBT\n#%04u\nNNNN\n",
		 precedence, precedence, to, n % 9999 + 1, n / 60 % 24 * 100 + n % 60,
		 class_letters[0] == 'U' ? "R" : "Y", class_letters, precedence, to, class_words, n,
		 n % 9999 + 1);
	return text;
}

static const char *plain(char *text, size_t size, const char *precedence, unsigned n)
{
	return message(text, size, precedence, "RUCCCC", n, "UUUUU", "UNCLAS");
}

static size_t count_delivered(const struct net *net, size_t node, unsigned from, unsigned to)
{
	size_t count = 0;
	char line[32];
	for (unsigned n = from; n < to; n++) {
		snprintf(line, sizeof line, "TEXT %u", n);
		const size_t times = net_delivered(&net->nodes[node], line);
		if (times > 1)
			fail_msg("%s was delivered %zu times", line, times);
		count += times;
	}
	return count;
}

/* ---- by themselves ----------------------------------------------------------------------- */

static void test_two_hops(void **state)
{
	(void)state;
	struct net net;
	char text[512];
	begin(&net, 1);
	net_send(&net, 0, 1, plain(text, sizeof text, "R", 1));
	net_settle(&net, 1, 1000);
	assert_int_equal(net.nodes[0].taken_count, 1);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 1"), 1);
	assert_int_equal(net_events(&net.nodes[1], "sent"), 1);
	assert_int_equal(net_events(&net.nodes[2], "delivered"), 1);
	net_end(&net);
}

/* What waits when a link comes up goes by precedence, the first accepted first. */
static void test_precedence(void **state)
{
	(void)state;
	static const char *const PRECEDENCES[] = {"R", "P", "O", "Z"};
	struct net net;
	char text[512];
	begin(&net, 2);
	net_link(&net, 1, "CHARLIE", false);
	for (unsigned n = 0; n < 40; n++) {
		net_send(&net, 0, n, plain(text, sizeof text, PRECEDENCES[n % 4], n));
		net_settle(&net, 1, 10);
	}
	assert_int_equal(count_delivered(&net, 2, 0, 40), 0);
	net_link(&net, 1, "CHARLIE", true);
	net_settle(&net, 3, 1000);
	assert_int_equal(count_delivered(&net, 2, 0, 40), 40);
	for (size_t i = 1; i < net.nodes[2].delivery_count; i++)
		assert_true(net.nodes[2].deliveries[i - 1].precedence >=
			    net.nodes[2].deliveries[i].precedence);
	net_end(&net);
}

static void test_duplicates(void **state)
{
	(void)state;
	struct net net;
	char text[512], *at;
	begin(&net, 3);
	net_send(&net, 0, 1, plain(text, sizeof text, "R", 7));
	net_settle(&net, 1, 1000);
	net_send(&net, 0, 2, text); /* filed */
	net_settle(&net, 1, 1000);
	assert_int_equal(net_events(&net.nodes[0], "duplicate"), 1);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 7"), 1);
	at = strstr(text, "TEXT 7");
	memcpy(at, "TEXT 8", 6); /* the same key, another text: both go on */
	net_send(&net, 0, 3, text);
	net_settle(&net, 1, 1000);
	assert_int_equal(net_events(&net.nodes[0], "conflict"), 1);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 8"), 1);
	net_end(&net);
}

/* Over the ceiling of a circuit: held, with an alarm, and never out. */
static void test_ceiling(void **state)
{
	(void)state;
	struct net net;
	char text[512], answer[64];
	struct septel_out out;
	begin(&net, 4);
	net_send(&net, 0, 1, message(text, sizeof text, "Z", "RUCCCC", 9, "SSSSS", "S E C R E T"));
	net_settle(&net, 2, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 9"), 0);
	assert_int_equal(net_events(&net.nodes[1], "held"), 1);
	assert_true(net_events(&net.nodes[1], "alarm") >= 1);
	/* ... nor by an operator's word. */
	septel__out_init(&out, NULL, 4096);
	snprintf(answer, sizeof answer, "reroute 1.1 CHARLIE");
	(void)!septel__station_operate(net.nodes[1].station, septel_view_of("OP"),
				       septel_view_of(answer), &out, net.now);
	net_settle(&net, 2, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 9"), 0);
	assert_int_equal(net_events(&net.nodes[1], "order-refused"), 1);
	septel__out_release(&out);
	net_end(&net);
}

static void test_full_disk(void **state)
{
	(void)state;
	struct net net;
	char text[512];
	begin(&net, 5);
	net.nodes[1].full = true;
	net_send(&net, 0, 1, plain(text, sizeof text, "R", 3));
	net_settle(&net, 3, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 3"), 0);
	net.nodes[1].full = false;
	net_settle(&net, 200, 10000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 3"), 1);
	assert_int_equal(net_events(&net.nodes[1], "open-number"), 0);
	net_end(&net);
}

static bool operate(struct net *net, size_t node, const char *command)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 65536);
	const bool done = septel__station_operate(net->nodes[node].station, septel_view_of("OP"),
						  septel_view_of(command), &out, net->now);
	septel__out_release(&out);
	return done;
}

static void test_orders(void **state)
{
	(void)state;
	struct net net;
	char text[512];
	begin(&net, 6);
	assert_true(operate(&net, 1, "circuit down CHARLIE"));
	for (unsigned n = 1; n <= 3; n++) {
		net_send(&net, 0, n, plain(text, sizeof text, "R", n));
		net_settle(&net, 1, 1000);
	}
	assert_true(operate(&net, 1, "hold 1"));
	assert_true(operate(&net, 1, "cancel 2 not wanted"));
	assert_false(operate(&net, 1, "cancel 3"));
	assert_false(operate(&net, 1, "hold 99"));
	assert_false(operate(&net, 1, "fetch 1"));
	net_settle(&net, 1, 1000);
	net_crash(&net, 1); /* orders last */
	net_settle(&net, 2, 1000);
	assert_int_equal(count_delivered(&net, 2, 1, 4), 0);
	assert_true(operate(&net, 1, "circuit up CHARLIE"));
	net_settle(&net, 2, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 3"), 1);
	assert_int_equal(count_delivered(&net, 2, 1, 3), 0);
	assert_true(operate(&net, 1, "release 1"));
	net_settle(&net, 2, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 1"), 1);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 2"), 0);
	assert_true(operate(&net, 1, "minimize on"));
	net_send(&net, 0, 9, plain(text, sizeof text, "R", 9));
	net_send(&net, 0, 10, plain(text, sizeof text, "O", 10));
	net_settle(&net, 2, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 9"), 0);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 10"), 1);
	assert_true(operate(&net, 1, "minimize off"));
	net_settle(&net, 2, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 9"), 1);
	net_end(&net);
}

/* A heading that would send the message wrong waits, is corrected, and goes on. */
static void test_garbled(void **state)
{
	(void)state;
	struct net net;
	char text[512], command[600];
	begin(&net, 7);
	plain(text, sizeof text, "R", 5);
	memcpy(strstr(text, "RR RUCCCC"), "RR RU.CCC", 9); /* its only one: the maker is told */
	net_send(&net, 0, 9, text);
	net_settle(&net, 1, 1000);
	assert_int_equal(net.nodes[0].refused_count, 1);
	message(text, sizeof text, "R", "RUCCCC RU.C", 5, "UUUUU", "UNCLAS");
	net_send(&net, 0, 1, text);
	net_settle(&net, 2, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 5"), 0);
	assert_int_equal(net_events(&net.nodes[0], "garbled"), 1);
	plain(text, sizeof text, "R", 5);
	snprintf(command, sizeof command, "correct 1\n%s", text);
	assert_true(operate(&net, 0, command));
	net_settle(&net, 2, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 5"), 1);
	assert_int_equal(net_events(&net.nodes[0], "corrected"), 1);
	net_end(&net);
}

/* ---- service messages
 * ---------------------------------------------------------------------------- */

/* As A would send it to B; `n` makes its serial. */
static const char *service(char *text, size_t size, unsigned n, const char *words)
{
	snprintf(text, size,
		 "VZCZCABA%04u\nRR RUBBBB\nDE RUAAAA %04u 3331300\nZNR UUUUU\nBT\nUNCLAS SVC "
		 "%s\nBT\n"
		 "NNNN\n",
		 n, n, words);
	return text;
}

/* A number that did not come is told, and the other end answers for it. */
static void test_open_number(void **state)
{
	(void)state;
	struct net net;
	char text[512];
	begin(&net, 8);
	net_arrive(&net, 1, "ALFA", 1, service(text, sizeof text, 1, "ZUI RUAAAA 0001 3331300"));
	net_settle(&net, 1, 1000);
	net_arrive(&net, 1, "ALFA", 2, service(text, sizeof text, 3, "ZUI RUAAAA 0003 3331300"));
	net_settle(&net, 1, 1000);
	assert_int_equal(net_events(&net.nodes[1], "open-number"), 1);
	assert_int_equal(net_delivered(&net.nodes[0], "SERVICE"), 0);
	net_settle(&net, 4, 30000);
	/* A has the question, and has answered it; nobody goes on asking. */
	assert_int_equal(net_delivered(&net.nodes[0], "SERVICE"), 1);
	assert_true(net_events(&net.nodes[0], "service") >= 1);
	net_settle(&net, 200, 60000);
	assert_true(net_events(&net.nodes[0], "accepted") < 8);
	assert_true(net_events(&net.nodes[1], "accepted") < 8);
	net_end(&net);
}

static void test_rerun(void **state)
{
	(void)state;
	struct net net;
	char text[512];
	begin(&net, 9);
	/* B relays a message to A ... */
	net_arrive(&net, 1, "CHARLIE", 1,
		   "RR RUAAAA\nDE RUCCCC 0042 3331200\nZNR UUUUU\nR 291200Z NOV 26\nFM CHARLIE\n"
		   "TO RUAAAA/ALFA\nBT\nUNCLAS\nTEXT 42\nBT\n#0042\nNNNN\n");
	net_settle(&net, 1, 1000);
	assert_int_equal(net_delivered(&net.nodes[0], "TEXT 42"), 1);
	/* ... which asks for it again, by its number: a further copy, which A files. */
	net_arrive(&net, 1, "ALFA", 2, service(text, sizeof text, 1, "ZES2 BAA0001"));
	net_settle(&net, 2, 1000);
	assert_int_equal(net_events(&net.nodes[1], "rerun"), 1);
	assert_int_equal(net_events(&net.nodes[0], "duplicate"), 1);
	/* One that never was: nothing is sent. */
	net_arrive(&net, 1, "ALFA", 3, service(text, sizeof text, 2, "ZES2 BAA0777"));
	net_settle(&net, 2, 1000);
	assert_int_equal(net_events(&net.nodes[1], "rerun"), 1);
	net_end(&net);
}

/* What still waits is cancelled by its sender's word. */
static void test_cancel(void **state)
{
	(void)state;
	struct net net;
	char text[512];
	begin(&net, 10);
	net_link(&net, 1, "CHARLIE", false);
	net_send(&net, 0, 1, plain(text, sizeof text, "R", 11));
	net_settle(&net, 1, 1000);
	net_arrive(&net, 1, "ALFA", 1, service(text, sizeof text, 2, "ZFR ABA0001"));
	net_settle(&net, 2, 1000);
	net_link(&net, 1, "CHARLIE", true);
	net_settle(&net, 2, 1000);
	assert_true(net_events(&net.nodes[1], "cancelled") +
			    net_events(&net.nodes[1], "for-operator") >=
		    1);
	net_end(&net);
}

/* Words that are not understood go to a person, and nothing is done. */
static void test_not_understood(void **state)
{
	(void)state;
	struct net net;
	char text[512];
	begin(&net, 11);
	net_arrive(&net, 1, "ALFA", 1,
		   service(text, sizeof text, 1, "DISREGARD OUR ZES2 BAA0001 PLEASE"));
	net_settle(&net, 2, 1000);
	assert_int_equal(net_events(&net.nodes[1], "rerun"), 0);
	assert_int_equal(net_delivered(&net.nodes[1], "SERVICE"), 1);
	net_end(&net);
}

/* ---- who has it, has read it, has answered ------------------------------------------------- */

#define ADDRESSEE(condition)                                                                       \
	"SELECT count(*) FROM addressee WHERE designator = 'CHARLIE' AND " condition

static void answer(struct net *net, unsigned n, const char *reference)
{
	char text[512];
	snprintf(text, sizeof text,
		 "RR RUAAAA\nDE RUCCCC %04u 3331300\nZNR UUUUU\nR 291300Z NOV 26\nFM CHARLIE\n"
		 "TO RUAAAA/ALFA\nBT\nUNCLAS\nMSGID/GENADMIN/CHARLIE//\nSUBJ/ANSWER//\n"
		 "REF/A/%s//\nTEXT %u\nBT\n#%04u\nNNNN\n",
		 n, reference, n, n);
	net_send(net, 2, n, text);
	net_settle(net, 2, 1000);
}

static void test_addressees(void **state)
{
	(void)state;
	struct net net;
	char text[512];
	const struct node *c = &net.nodes[2], *a = &net.nodes[0];
	begin(&net, 40);
	net_send(&net, 0, 1, plain(text, sizeof text, "Z", 1));
	net_settle(&net, 2, 1000);
	/* FLASH: half an hour from when it came. */
	assert_int_equal(net_number(c, ADDRESSEE("delivered <> 0 AND readback = 0 AND due - "
						 "(SELECT accepted FROM message) = 1800000")),
			 1);
	assert_true(operate(&net, 2, "read 1 CHARLIE"));
	net_settle(&net, 2, 1000);
	const long long read = net_number(c, "SELECT readback FROM addressee");
	assert_true(read != 0);
	assert_true(operate(&net, 2, "read 1 CHARLIE"));
	net_settle(&net, 2, 1000);
	assert_int_equal(net_number(c, "SELECT readback FROM addressee"), read); /* the first */
	assert_int_equal(net_number(a, ADDRESSEE("answered = 0")), 1);
	answer(&net, 21, "MSG/ALFA/291201ZNOV26"); /* another minute */
	assert_int_equal(net_number(a, ADDRESSEE("answered = 0")), 1);
	answer(&net, 22, "MSG/ALFA/291200ZNOV26");
	assert_int_equal(net_number(c, ADDRESSEE("answered <> 0 AND answer = 3")), 1);
	assert_int_equal(net_number(a, ADDRESSEE("answered <> 0 AND readback <> 0")), 1);
	net_end(&net);
}

/* Who has neither read nor answered in time is told of, once. */
static void test_overdue(void **state)
{
	(void)state;
	struct net net;
	char text[512];
	begin(&net, 41);
	net_send(&net, 0, 1, plain(text, sizeof text, "Z", 1));
	net_send(&net, 0, 2, plain(text, sizeof text, "Z", 2));
	net_settle(&net, 2, 1000);
	assert_true(operate(&net, 2, "read 2 CHARLIE"));
	net_settle(&net, 2, (moment)14 * 60 * 1000);
	assert_int_equal(net_events(&net.nodes[2], "action-overdue"), 0);
	net_settle(&net, 3, (moment)14 * 60 * 1000);
	assert_int_equal(net_events(&net.nodes[2], "action-overdue"), 1);
	net_crash(&net, 2);
	net_settle(&net, 3, (moment)14 * 60 * 1000);
	assert_int_equal(net_events(&net.nodes[2], "action-overdue"), 1);
	/* Where nobody can tell that they have it, both. */
	assert_int_equal(net_events(&net.nodes[0], "action-overdue"), 2);
	net_end(&net);
}

/* After a restart no alarm is given again, and what goes under minimize goes. */
static void test_restart_keeps(void **state)
{
	(void)state;
	struct net net;
	char text[512], *at;
	begin(&net, 42);
	net_link(&net, 1, "CHARLIE", false);
	net_send(&net, 0, 1, plain(text, sizeof text, "R", 1));
	net_settle(&net, 2, (moment)12 * 60 * 60 * 1000);
	const size_t alarms = net_events(&net.nodes[1], "alarm");
	assert_true(alarms >= 1);
	assert_true(operate(&net, 1, "minimize on"));
	plain(text, sizeof text, "R", 2);
	at = strstr(text, "TEXT 2");
	memmove(at + 20, at, strlen(at) + 1);
	memcpy(at, "MINIMIZE CONSIDERED\n", 20);
	net_send(&net, 0, 2, text);
	net_settle(&net, 2, 1000);
	net_crash(&net, 1);
	net_link(&net, 1, "CHARLIE", true);
	net_settle(&net, 3, 1000);
	assert_int_equal(net_events(&net.nodes[1], "alarm"), alarms);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 1"), 0);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 2"), 1);
	net_end(&net);
}

/* ---- killed and cut
 * ------------------------------------------------------------------------------- */

static void disturb(struct net *net)
{
	static const struct {
		size_t node;
		const char *outlet;
	} LINKS[] = {{0, "BRAVO"}, {1, "CHARLIE"}};
	const uint32_t what = net_random(net, 3);
	const uint32_t link = net_random(net, 2);
	if (what == 0) {
		net_crash(net, net_random(net, 3));
	} else {
		net_link(net, LINKS[link].node, LINKS[link].outlet, false);
		net_link(net, LINKS[link].node, LINKS[link].outlet, true);
	}
}

/* Sends again what has no receipt: so does whoever handed it in. */
static void send_missing(struct net *net, unsigned count)
{
	char text[512];
	for (unsigned n = 0; n < count; n++)
		if (!(net->nodes[0].taken[n / 64] >> (n % 64) & 1))
			net_send(net, 0, n, plain(text, sizeof text, "R", n));
}

/* What was refused waits for the operator, who lets it go. */
static void release_held(struct net *net)
{
	static const char first[] = "SELECT coalesce(min(message), 0) FROM copy WHERE state = 3";
	char command[64];
	for (size_t i = 0; i < net->node_count; i++)
		for (long long held; (held = net_number(&net->nodes[i], first)) != 0;) {
			snprintf(command, sizeof command, "release %lld", held);
			assert_true(operate(net, i, command));
			while (net_step(net)) {
			}
		}
}

/* A number that is open at one end carries nothing, and the other end says so. */
static void assert_nothing_open(const struct net *net, size_t at, uint64_t seed)
{
	const struct node *node = &net->nodes[at];
	for (size_t i = 0; i < node->config.outlet_count; i++) {
		const struct channel *in = &node->station->outlets[i].channel;
		if (!node->linked[i])
			continue;
		const struct node *peer = &net->nodes[node->peer[i]];
		const struct channel *out = &peer->station->outlets[node->peer_outlet[i]].channel;
		for (unsigned open = septel__channel_open_after(in, 0, false); open;
		     open = septel__channel_open_after(in, open, false)) {
			struct channel_number number = {.number = open, .digits = in->digits};
			memcpy(number.letters, in->letters_in, sizeof number.letters);
			if (septel__channel_use(out, &number) != NUMBER_VOID)
				fail_msg("seed %llu: %s%u is open", (unsigned long long)seed,
					 number.letters, open);
		}
	}
}

static void assert_all_is_done(const struct net *net, uint64_t seed)
{
	static const struct {
		const char *what, *sql;
	} NONE[] = {
		{"copies wait", "SELECT count(*) FROM copy WHERE state < 4"},
		{"messages are not tracked",
		 "SELECT count(*) FROM message WHERE state = 0 AND sender = 'ALFA' AND EXISTS"
		 "(SELECT 1 FROM copy WHERE copy.message = number AND outlet = 'DESK') AND NOT "
		 "EXISTS(SELECT 1 FROM addressee WHERE message = number AND designator = "
		 "'CHARLIE' AND delivered <> 0 AND due <> 0)"},
	};
	for (size_t i = 0; i < net->node_count; i++) {
		for (size_t k = 0; k < sizeof NONE / sizeof *NONE; k++) {
			const long long count = net_number(&net->nodes[i], NONE[k].sql);
			if (count)
				fail_msg("seed %llu: %lld %s at %zu", (unsigned long long)seed,
					 count, NONE[k].what, i);
		}
		if (septel__schedule_count(net->nodes[i].station->schedule, SCHEDULE_EVERYWHERE,
					   SEPTEL_PRECEDENCE_NONE, COPY_ACTIVE))
			fail_msg("seed %llu: the queue of %zu is not empty",
				 (unsigned long long)seed, i);
		assert_nothing_open(net, i, seed);
	}
	assert_true(net_number(&net->nodes[2], "SELECT count(*) FROM addressee") != 0);
}

static void run_disturbed(uint64_t seed, unsigned count)
{
	static const char *const PRECEDENCES[] = {"R", "R", "R", "P", "P", "O", "Z"};
	struct net net;
	char text[512];
	begin(&net, seed);
	net.moody = true;
	for (unsigned n = 0; n < count; n++) {
		net_send(&net, 0, n, plain(text, sizeof text, PRECEDENCES[net_random(&net, 7)], n));
		for (uint32_t i = net_random(&net, 60); i > 0; i--)
			(void)!net_step(&net);
		if (net_random(&net, 12) == 0)
			disturb(&net);
		if (net_random(&net, 8) == 0) {
			net.now += net_random(&net, 3000);
			for (size_t k = 0; k < 3; k++)
				(void)(septel__station_tick(net.nodes[k].station, net.now) > 0);
		}
	}
	net_settle(&net, 100, 30000);
	for (unsigned round = 0; round < 20 && net.nodes[0].taken_count < count; round++) {
		send_missing(&net, count);
		net_settle(&net, 10, 30000);
	}
	net.moody = false;
	net_settle(&net, 100, 30000);
	release_held(&net);
	net_settle(&net, 100, 30000);
	if (count_delivered(&net, 2, 0, count) != count)
		fail_msg("seed %llu: %zu of %u delivered", (unsigned long long)seed,
			 count_delivered(&net, 2, 0, count), count);
	for (size_t i = 1; i < 3; i++)
		if (net_events(&net.nodes[i], "number-duplicate"))
			fail_msg("seed %llu: a number stood for two messages",
				 (unsigned long long)seed);
	assert_all_is_done(&net, seed);
	net_end(&net);
}

static void test_disturbed(void **state)
{
	(void)state;
	const char *seeds = getenv("SEPTEL_NET_SEEDS");
	const char *length = getenv("SEPTEL_LONG");
	const unsigned usual = length && strcmp(length, "yes") == 0 ? 1000 : 12;
	const unsigned count = seeds ? (unsigned)strtoul(seeds, NULL, 10) : usual;
	for (uint64_t seed = 1; seed <= count; seed++)
		run_disturbed(seed, 120);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two_hops),      cmocka_unit_test(test_precedence),
		cmocka_unit_test(test_duplicates),    cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_full_disk),     cmocka_unit_test(test_orders),
		cmocka_unit_test(test_garbled),       cmocka_unit_test(test_disturbed),
		cmocka_unit_test(test_open_number),   cmocka_unit_test(test_rerun),
		cmocka_unit_test(test_cancel),        cmocka_unit_test(test_not_understood),
		cmocka_unit_test(test_addressees),    cmocka_unit_test(test_overdue),
		cmocka_unit_test(test_restart_keeps),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
