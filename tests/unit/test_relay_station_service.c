/* Service messages between three stations: where a message went, a tracer hop by hop, a
 * cancellation by its own station, a question that its answer closes. */
#include "relay_net.h"

#include "../../src/base/out.h"

/* A stands at one end, B relays, C has boxes. */
static const char A_CONFIG[] =
	"station RUAAAA \"ALFA\"\nspool a.db\ncontrol a.sock\nroutes a.tsv\n"
	"circuit BRAVO { tcp listen 127.0.0.1:1 peer RUBBBB letters out ABA in "
	"BAA digits 4 cyclic ceiling SECRET window 4 }\n"
	"box DESK { folder desk ceiling SECRET }\noperator DESK\n";
static const char B_CONFIG[] =
	"station RUBBBB \"BRAVO\"\nspool b.db\ncontrol b.sock\nroutes b.tsv\n"
	"circuit ALFA { tcp listen 127.0.0.1:2 peer RUAAAA letters out BAA in "
	"ABA digits 4 cyclic ceiling SECRET window 4 }\n"
	"circuit CHARLIE { tcp listen 127.0.0.1:3 peer RUCCCC letters out BCC in "
	"CBB digits 3 cyclic ceiling CONFIDENTIAL window 3 }\n"
	"box DESK { folder desk ceiling SECRET }\noperator DESK\n";
static const char C_CONFIG[] =
	"station RUCCCC \"CHARLIE\"\nspool c.db\ncontrol c.sock\nroutes c.tsv\n"
	"circuit BRAVO { tcp listen 127.0.0.1:4 peer RUBBBB letters out CBB in "
	"BCC digits 3 cyclic ceiling SECRET window 3 }\n"
	"box DESK { folder desk ceiling SECRET }\noperator DESK\n";

static void begin(struct net *net, uint64_t seed)
{
	static const char *const configs[] = {A_CONFIG, B_CONFIG, C_CONFIG};
	static const char *const routes[] = {"RUB\tBRAVO\nRUC\tBRAVO\n",
					     "RUA\tALFA\nRUC\tCHARLIE\n",
					     "RUA\tBRAVO\nRUB\tBRAVO\n"};
	net_begin(net, configs, routes, 3, seed);
	net_join(net, 0, "BRAVO", 1, "ALFA");
	net_join(net, 1, "CHARLIE", 2, "BRAVO");
	net_settle(net, 1, 1000);
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

static void send_message(struct net *net)
{
	net_send(net, 0, 1,
		 "RR RUCCCC\nDE RUAAAA 0042 3331200\nZNR UUUUU\nR 291200Z NOV 26\nFM ALFA\n"
		 "TO RUCCCC/CHARLIE\nBT\nUNCLAS\nTEXT 42\nBT\n#0042\nNNNN\n");
	net_settle(net, 1, 1000);
}

/* As A would send it to B; `n` makes its serial. */
static void send_service(struct net *net, unsigned n, const char *words)
{
	char text[512];
	snprintf(text, sizeof text,
		 "RR RUBBBB\nDE RUAAAA %04u 3331300\nZNR UUUUU\nBT\nUNCLAS SVC %s\nBT\nNNNN\n", n,
		 words);
	net_send(net, 0, n, text);
	net_settle(net, 2, 1000);
}

static void where_it_went_is_answered(void **state)
{
	(void)state;
	struct net net;
	begin(&net, 21);
	send_message(&net);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 42"), 1);
	send_service(&net, 50, "INT ZDQ RUAAAA 0042 3331200");
	assert_int_equal(net_events(&net.nodes[1], "service"), 1);
	assert_int_equal(net_events(&net.nodes[1], "for-operator"), 0);
	/* A has the answer, and a person there is told. */
	assert_int_equal(net_events(&net.nodes[0], "service"), 1);
	assert_int_equal(net_events(&net.nodes[0], "for-operator"), 1);
	/* What never was is a person's. */
	send_service(&net, 51, "INT ZDQ RUAAAA 0043 3331200");
	assert_int_equal(net_events(&net.nodes[1], "for-operator"), 1);
	assert_int_equal(net_events(&net.nodes[0], "service"), 1);
	net_end(&net);
}

static void a_tracer_follows_the_message(void **state)
{
	(void)state;
	struct net net;
	begin(&net, 22);
	send_message(&net);
	send_service(&net, 50,
		     "RUCCCC CLAIMS NONRECEIPT RUAAAA 0042 3331200 ZDQ RUBBBB ABA0001 291201Z. "
		     "TRACE AND ADVISE");
	/* C has it from B, and answers B that it was delivered. */
	assert_int_equal(net_events(&net.nodes[2], "service"), 1);
	assert_int_equal(net_events(&net.nodes[2], "for-operator"), 1);
	assert_int_equal(net_events(&net.nodes[1], "service"), 2);
	assert_int_equal(net_events(&net.nodes[1], "for-operator"), 1);
	/* Not without end. */
	net_settle(&net, 100, 60000);
	assert_int_equal(net_events(&net.nodes[2], "service"), 1);
	net_end(&net);
}

static void only_its_own_station_cancels(void **state)
{
	(void)state;
	struct net net;
	begin(&net, 23);
	net_link(&net, 1, "CHARLIE", false);
	send_message(&net);
	send_service(&net, 50, "ZFR RUAAAA 0042 3331200 SENT IN ERROR");
	assert_int_equal(net_events(&net.nodes[1], "cancelled"), 1);
	net_link(&net, 1, "CHARLIE", true);
	net_settle(&net, 3, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 42"), 0);
	net_end(&net);
	/* Another station's word cancels nothing. */
	begin(&net, 24);
	net_link(&net, 1, "CHARLIE", false);
	net_arrive(&net, 1, "ALFA", 1,
		   "RR RUCCCC\nDE RUDDDD 0042 3331200\nZNR UUUUU\nR 291200Z NOV 26\nFM DELTA\n"
		   "TO RUCCCC/CHARLIE\nBT\nUNCLAS\nTEXT 42\nBT\n#0042\nNNNN\n");
	net_settle(&net, 1, 1000);
	send_service(&net, 50, "ZFR RUDDDD 0042 3331200 SENT IN ERROR");
	assert_int_equal(net_events(&net.nodes[1], "cancelled"), 0);
	assert_int_equal(net_events(&net.nodes[1], "for-operator"), 1);
	net_link(&net, 1, "CHARLIE", true);
	net_settle(&net, 3, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 42"), 1);
	net_end(&net);
}

static void the_very_same_thing_is_done_thrice(void **state)
{
	(void)state;
	struct net net;
	begin(&net, 25);
	send_message(&net);
	for (unsigned i = 0; i < 6; i++)
		send_service(&net, 50 + i, "INT ZDQ RUAAAA 0042 3331200");
	assert_int_equal(net_events(&net.nodes[1], "service"), 6);
	assert_int_equal(net_events(&net.nodes[0], "service"), 3);
	assert_int_equal(net_events(&net.nodes[1], "for-operator"), 3);
	net_end(&net);
}

static void closing_down_is_agreed(void **state)
{
	(void)state;
	struct net net;
	begin(&net, 26);
	send_message(&net);
	send_service(&net, 50, "INT ZKJ ZID BAA0001 BAA0002");
	/* One matter, however many numbers stand there. */
	assert_int_equal(net_events(&net.nodes[1], "service"), 1);
	assert_int_equal(net_events(&net.nodes[0], "service"), 1);
	net_end(&net);
}

/* At the change of the day a station tells what it has, and what of the day before is open. */
static void a_new_day_tells_what_is_open(void **state)
{
	(void)state;
	static const char config[] =
		"station RUBBBB \"BRAVO\"\nspool b.db\ncontrol b.sock\nroutes b.tsv\n"
		"circuit ALFA { tcp listen 127.0.0.1:2 peer RUAAAA letters out BAA in "
		"ABA digits 3 daily ceiling SECRET window 4 }\n"
		"box DESK { folder desk ceiling SECRET }\noperator DESK\n";
	static const char *const configs[] = {config}, *const routes[] = {"RUA\tALFA\n"};
	static const unsigned numbers[] = {1, 2, 4, 1};
	struct net net;
	char text[512];
	net_begin(&net, configs, routes, 1, 27);
	for (unsigned i = 0; i < 4; i++) {
		if (i == 3) {
			/* After a while the open number is told. */
			net_settle(&net, 3, 60000);
			assert_int_equal(net_events(&net.nodes[0], "accepted"), 4);
			net.now += (moment)13 * 60 * 60 * 1000;
		}
		snprintf(text, sizeof text,
			 "VZCZCABA%03u\nRR RUBBBB\nDE RUAAAA %04u 3331300\nZNR UUUUU\n"
			 "R 291200Z NOV 26\nFM ALFA\nTO RUBBBB/BRAVO\nBT\nUNCLAS\nTEXT %u\nBT\n"
			 "#%04u\nNNNN\n",
			 numbers[i], i + 10, i, i + 10);
		net_arrive(&net, 0, "ALFA", i + 1, text);
		net_settle(&net, 1, 0);
	}
	assert_int_equal(net_events(&net.nodes[0], "number-day-change"), 1);
	/* Four that came, the open number, and one for the day. */
	net_settle(&net, 3, 60000);
	assert_int_equal(net_events(&net.nodes[0], "accepted"), 6);
	net_end(&net);
}

/* By the number under which they sent it: all its copies that wait, whatever the outlet. */
static void a_number_cancels_all_that_waits(void **state)
{
	(void)state;
	struct net net;
	begin(&net, 28);
	net_link(&net, 1, "CHARLIE", false);
	assert_true(operate(&net, 1, "minimize on DESK"));
	net_send(&net, 0, 1,
		 "RR RUCCCC RUBBBB\nDE RUAAAA 0042 3331200\nZNR UUUUU\nR 291200Z NOV 26\n"
		 "FM ALFA\nTO RUCCCC/CHARLIE\nINFO RUBBBB/BRAVO\nBT\nUNCLAS\nTEXT 42\nBT\n"
		 "#0042\nNNNN\n");
	net_settle(&net, 1, 1000);
	send_service(&net, 50, "ZFR ABA0001");
	assert_int_equal(net_number(&net.nodes[1], "SELECT count(*) FROM copy WHERE message = 1 "
						   "AND state = 5"),
			 2);
	net_link(&net, 1, "CHARLIE", true);
	assert_true(operate(&net, 1, "minimize off DESK"));
	net_settle(&net, 3, 1000);
	assert_int_equal(net_delivered(&net.nodes[2], "TEXT 42"), 0);
	assert_int_equal(net_delivered(&net.nodes[1], "TEXT 42"), 0);
	net_end(&net);
}

static void another_way_is_told(void **state)
{
	(void)state;
	struct net net;
	begin(&net, 29);
	send_service(&net, 50, "INT ZOE RUCCCC");
	assert_int_equal(net_events(&net.nodes[1], "for-operator"), 0);
	assert_int_equal(net_events(&net.nodes[0], "service"), 1);
	/* None that leads back, none that is down, none that is not known. */
	net_link(&net, 1, "CHARLIE", false);
	send_service(&net, 51, "INT ZOE RUAAXX");
	send_service(&net, 52, "INT ZOE RUCCXX");
	send_service(&net, 53, "INT ZOE RUXXXX");
	assert_int_equal(net_events(&net.nodes[1], "for-operator"), 3);
	assert_int_equal(net_events(&net.nodes[0], "service"), 1);
	net_end(&net);
}

/* A tributary is told, by a pilot, that it is a rerun; each number of a request has its own
 * letters. */
static void a_rerun_to_a_tributary_has_a_pilot(void **state)
{
	(void)state;
	static const char config[] =
		"station RUBBBB \"BRAVO\"\nspool b.db\ncontrol b.sock\nroutes b.tsv\n"
		"circuit ALFA { tcp listen 127.0.0.1:2 peer RUAAAA tributary yes letters out BAA "
		"in "
		"ABA digits 4 cyclic ceiling SECRET window 4 }\n"
		"circuit CHARLIE { tcp listen 127.0.0.1:3 peer RUCCCC letters out BCC in "
		"CBB digits 3 cyclic ceiling CONFIDENTIAL window 3 }\n"
		"box DESK { folder desk ceiling SECRET }\noperator DESK\n";
	static const char *const configs[] = {A_CONFIG, config}, *const routes[] = {
									 "RUB\tBRAVO\nRUC\tBRAVO\n",
									 "RUA\tALFA\n"};
	static const char pilots[] = "SELECT count(*) FROM copy WHERE pilot <> ''";
	struct net net;
	net_begin(&net, configs, routes, 2, 30);
	net_join(&net, 0, "BRAVO", 1, "ALFA");
	net_arrive(&net, 1, "CHARLIE", 1,
		   "RR RUAAAA\nDE RUCCCC 0042 3331200\nZNR UUUUU\nR 291200Z NOV 26\nFM CHARLIE\n"
		   "TO RUAAAA/ALFA\nBT\nUNCLAS\nTEXT 42\nBT\n#0042\nNNNN\n");
	net_settle(&net, 2, 1000);
	assert_int_equal(net_number(&net.nodes[1], pilots), 0);
	send_service(&net, 50, "ZES2 BAA0001 XYZ0001");
	assert_int_equal(net_events(&net.nodes[1], "rerun"), 1);
	assert_int_equal(net_number(&net.nodes[1], pilots), 1);
	net_end(&net);
}

/* The last number received is told after a silence, also when it was the last of all. */
static void silence_after_the_last_number(void **state)
{
	(void)state;
	static const char config[] =
		"station RUBBBB \"BRAVO\"\nspool b.db\ncontrol b.sock\nroutes b.tsv\n"
		"circuit ALFA { tcp listen 127.0.0.1:2 peer RUAAAA letters out BAA in "
		"ABA digits 4 cyclic idle 5 ceiling SECRET window 4 }\n"
		"box DESK { folder desk ceiling SECRET }\noperator DESK\n";
	static const char *const configs[] = {A_CONFIG, config}, *const routes[] = {"RUB\tBRAVO\n",
										    "RUA\tALFA\n"};
	struct net net;
	net_begin(&net, configs, routes, 2, 31);
	net_join(&net, 0, "BRAVO", 1, "ALFA");
	net_arrive(&net, 1, "ALFA", 1,
		   "VZCZCABA9999\nRR RUBBBB\nDE RUAAAA 0042 3331200\nZNR UUUUU\n"
		   "R 291200Z NOV 26\nFM ALFA\nTO RUBBBB/BRAVO\nBT\nUNCLAS\nTEXT 42\nBT\n#0042\n"
		   "NNNN\n");
	net_settle(&net, 1, 1000);
	net_settle(&net, 1, (moment)6 * 60 * 1000);
	assert_int_equal(net_number(&net.nodes[1], "SELECT count(*) FROM content WHERE "
						   "instr(bytes, CAST('ZID ABA9999' AS BLOB))"),
			 1);
	net_end(&net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_it_went_is_answered),
		cmocka_unit_test(a_tracer_follows_the_message),
		cmocka_unit_test(only_its_own_station_cancels),
		cmocka_unit_test(the_very_same_thing_is_done_thrice),
		cmocka_unit_test(closing_down_is_agreed),
		cmocka_unit_test(a_new_day_tells_what_is_open),
		cmocka_unit_test(a_number_cancels_all_that_waits),
		cmocka_unit_test(another_way_is_told),
		cmocka_unit_test(a_rerun_to_a_tributary_has_a_pilot),
		cmocka_unit_test(silence_after_the_last_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
