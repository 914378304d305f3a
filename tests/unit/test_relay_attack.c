/* test_relay_attack.c - a station among hostile neighbours: whoever is at the other end of a
 * circuit may send anything, and what others have sent is neither lost, nor stopped, nor let out
 * where it may not go. */
#include "relay_net.h"

#include "../../src/base/out.h"

/* B relays between A and C, who are both hostile here; the circuit to C carries what is
 * unclassified alone. */
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
	"CBB digits 3 cyclic window 3 }\n"
	"box DESK { folder desk ceiling SECRET }\noperator DESK\n";
static const char C_CONFIG[] =
	"station RUCCCC \"CHARLIE\"\nspool c.db\ncontrol c.sock\nroutes c.tsv\n"
	"circuit BRAVO { tcp listen 127.0.0.1:4 peer RUBBBB letters out CBB in "
	"BCC digits 3 cyclic ceiling SECRET window 3 }\n"
	"box DESK { folder desk ceiling SECRET }\noperator DESK\n";

enum { A, B, C };

static void begin(struct net *net, uint64_t seed)
{
	static const char *const configs[] = {A_CONFIG, B_CONFIG, C_CONFIG};
	static const char *const routes[] = {"RUB\tBRAVO\nRUC\tBRAVO\n",
					     "RUA\tALFA\nRUC\tCHARLIE\n",
					     "RUA\tBRAVO\nRUB\tBRAVO\nRUC\tDESK\n"};
	net_begin(net, configs, routes, 3, seed);
	net_join(net, A, "BRAVO", B, "ALFA");
	net_join(net, B, "CHARLIE", C, "BRAVO");
	net_settle(net, 1, 1000);
}

/* A message of A; format line 4 and the first line of the text are as told. */
struct message {
	const char *precedence, *to, *security, *marking;
	unsigned serial, text;
};

static const struct message PLAIN = {"R", "RUCCCC", "ZNR UUUUU\n", "UNCLAS\n", 7, 7};

static const char *write(char text[512], const struct message *message)
{
	snprintf(text, 512,
		 "%s%s %s\nDE RUAAAA %04u 3331200\n%s%s 291200Z NOV 26\nFM ALFA\n"
		 "TO RUCCCC/CHARLIE\nBT\n%sTEXT %u\nBT\n#%04u\nNNNN\n",
		 message->precedence, message->precedence, message->to, message->serial,
		 message->security, message->precedence, message->marking, message->text,
		 message->serial);
	return text;
}

static void arrive(struct net *net, const char *circuit, const char *transfer, const char *text)
{
	static uint64_t arrival;
	const size_t outlet = septel__config_outlet(&net->nodes[B].config, septel_view_of(circuit));
	septel__station_arrived(net->nodes[B].station, outlet, ++arrival, septel_view_of(transfer),
				septel_view_of(text), net->now);
	net_settle(net, 2, 1000);
}

/* A service message, which says that it is of `origin`. */
static void serve(struct net *net, const char *circuit, const char *origin, unsigned n,
		  const char *words)
{
	char text[512];
	snprintf(text, sizeof text,
		 "RR RUBBBB\nDE %s %04u 3331300\nZNR UUUUU\nBT\nUNCLAS SVC %s\nBT\nNNNN\n", origin,
		 n, words);
	arrive(net, circuit, "", text);
}

static bool operate(struct net *net, const char *command)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 65536);
	const bool done = septel__station_operate(net->nodes[B].station, septel_view_of("OP"),
						  septel_view_of(command), &out, net->now);
	septel__out_release(&out);
	net_settle(net, 2, 1000);
	return done;
}

/* ---- over a ceiling ------------------------------------------------------------------------ */

static void nothing_goes_over_a_ceiling(void **state)
{
	(void)state;
	struct message secret = PLAIN;
	struct net net;
	char text[512];
	secret.security = "ZNY SSSSS\n";
	secret.marking = "S E C R E T\n";
	begin(&net, 31);
	arrive(&net, "ALFA", "", write(text, &secret));
	assert_int_equal(net_events(&net.nodes[B], "held"), 1);
	/* The one who would like to have it asks for a corrected copy, and for it once more. */
	serve(&net, "CHARLIE", "RUCCCC", 1, "ZDH RUAAAA 0007 3331200");
	serve(&net, "CHARLIE", "RUCCCC", 2, "ZES2 RUAAAA 0007 3331200");
	assert_int_equal(net_delivered(&net.nodes[C], "TEXT 7"), 0);
	assert_int_equal(net_events(&net.nodes[B], "rerun"), 0);
	/* An operator's release is no declassification. */
	assert_true(operate(&net, "release 1"));
	assert_int_equal(net_delivered(&net.nodes[C], "TEXT 7"), 0);
	assert_int_equal(net_events(&net.nodes[B], "held"), 2);
	net_end(&net);
}

/* What says nothing of its classification needs an approved circuit, by an order too. */
static void what_says_nothing_is_no_unclassified_message(void **state)
{
	(void)state;
	struct message unmarked = PLAIN;
	struct net net;
	char text[512];
	unmarked.security = unmarked.marking = "";
	begin(&net, 32);
	arrive(&net, "ALFA", "", write(text, &unmarked));
	assert_int_equal(net_events(&net.nodes[B], "held"), 1);
	(void)!operate(&net, "reroute 1.1 CHARLIE");
	(void)!operate(&net, "release 1");
	assert_int_equal(net_delivered(&net.nodes[C], "TEXT 7"), 0);
	assert_int_equal(net_events(&net.nodes[B], "order-refused"), 1);
	net_end(&net);
}

/* ---- taken for something else ---------------------------------------------------------------- */

/* An id that was used before, by a spool that was set back or by malice, with another message. */
static void another_message_is_no_repetition(void **state)
{
	(void)state;
	struct message other = PLAIN;
	struct net net;
	char text[512], numbered[600];
	other.serial = 8;
	begin(&net, 33);
	arrive(&net, "ALFA", "RUAAAA/abc/1.1", write(text, &PLAIN));
	/* Another text; another serial with the same text. */
	other.text = 8;
	arrive(&net, "ALFA", "RUAAAA/abc/1.1", write(text, &other));
	other.serial = 9;
	arrive(&net, "ALFA", "RUAAAA/abc/1.1", write(text, &other));
	assert_int_equal(net_delivered(&net.nodes[C], "TEXT 7"), 1);
	assert_int_equal(net_delivered(&net.nodes[C], "TEXT 8"), 2);
	assert_int_equal(net_events(&net.nodes[B], "transfer-repeated"), 0);
	/* The very same one again is known, under whatever number. */
	snprintf(numbered, sizeof numbered, "VZCZCABA0001\n%s", write(text, &PLAIN));
	arrive(&net, "ALFA", "RUAAAA/abc/1.1", numbered);
	assert_int_equal(net_events(&net.nodes[B], "transfer-repeated"), 1);
	assert_int_equal(net_delivered(&net.nodes[C], "TEXT 7"), 1);
	net_end(&net);
}

/* The text of a message is no secret of those who relay it: one of them sends it first, so that the
 * message itself would be a duplicate.  And relays part a routing line among their circuits. */
static void only_the_same_call_is_a_duplicate(void **state)
{
	(void)state;
	static const struct message FIRST[] = {
		{"R", "RUAAAA", "ZNR UUUUU\n", "UNCLAS\n", 7,
		 7}, /* to nobody (back to its sender) */
		{"R", "RUBBBB", "ZNR UUUUU\n", "UNCLAS\n", 7, 7}, /* to another */
		{"R", "RUCCCC", "ZNY SSSSS\n", "UNCLAS\n", 7, 7}, /* over a ceiling */
	};
	struct net net;
	char text[512];
	for (size_t i = 0; i < sizeof FIRST / sizeof *FIRST; i++) {
		begin(&net, 34 + i);
		arrive(&net, "ALFA", "", write(text, &FIRST[i]));
		assert_int_equal(net_delivered(&net.nodes[C], "TEXT 7"), 0);
		arrive(&net, "ALFA", "", write(text, &PLAIN));
		assert_int_equal(net_delivered(&net.nodes[C], "TEXT 7"), 1);
		/* Once. */
		arrive(&net, "ALFA", "", write(text, &PLAIN));
		assert_int_equal(net_delivered(&net.nodes[C], "TEXT 7"), 1);
		net_end(&net);
	}
	/* For ROUTINE: the FLASH overtakes. */
	struct message flash = PLAIN;
	flash.precedence = "Z";
	begin(&net, 38);
	net_link(&net, B, "CHARLIE", false);
	arrive(&net, "ALFA", "", write(text, &PLAIN));
	arrive(&net, "ALFA", "", write(text, &flash));
	assert_int_equal(net_events(&net.nodes[B], "duplicate"), 0);
	arrive(&net, "ALFA", "", write(text, &PLAIN));
	assert_int_equal(net_events(&net.nodes[B], "duplicate"), 1);
	net_end(&net);
}

/* A station may be one of its own addressees: such a message is no check of a channel. */
static void a_message_to_oneself_is_delivered(void **state)
{
	(void)state;
	struct net net;
	begin(&net, 41);
	net_send(&net, B, 1,
		 "RR RUBBBB\nDE RUBBBB 0007 3331200\nZNR UUUUU\nR 291200Z NOV 26\nFM BRAVO\n"
		 "TO RUBBBB/BRAVO\nBT\nUNCLAS\nTEXT 7\nBT\n#0007\nNNNN\n");
	net_settle(&net, 2, 1000);
	assert_int_equal(net_delivered(&net.nodes[B], "TEXT 7"), 1);
	net_end(&net);
}

/* ---- stopped --------------------------------------------------------------------------------- */

static void a_false_name_cancels_nothing(void **state)
{
	(void)state;
	struct net net;
	char text[512];
	begin(&net, 39);
	net_link(&net, B, "CHARLIE", false);
	arrive(&net, "ALFA", "", write(text, &PLAIN));
	serve(&net, "CHARLIE", "RUAAAA", 1, "ZFR RUAAAA 0007 3331200 SENT IN ERROR");
	/* ... nor a number of one's own beside the name of another's message. */
	serve(&net, "CHARLIE", "RUCCCC", 2, "ZFR CBB001 RUAAAA 0007 3331200 SENT IN ERROR");
	assert_int_equal(net_events(&net.nodes[B], "cancelled"), 0);
	assert_int_equal(net_events(&net.nodes[B], "for-operator"), 2);
	serve(&net, "ALFA", "RUAAAA", 3, "ZFR RUAAAA 0007 3331200 SENT IN ERROR");
	assert_int_equal(net_events(&net.nodes[B], "cancelled"), 1);
	net_end(&net);
}

/* A garbled message waits for a person; one that claims to be it, with another text, does not take
 * its place. */
static void a_false_copy_supersedes_nothing(void **state)
{
	(void)state;
	struct message garbled = PLAIN, other = PLAIN;
	struct net net;
	char text[512];
	garbled.to = "RUCCCC RU.C";
	other.text = 8;
	begin(&net, 40);
	arrive(&net, "ALFA", "", write(text, &garbled));
	assert_int_equal(net_events(&net.nodes[B], "garbled"), 1);
	arrive(&net, "CHARLIE", "", write(text, &other));
	assert_int_equal(net_events(&net.nodes[B], "superseded"), 0);
	/* Readable now. */
	arrive(&net, "ALFA", "", write(text, &PLAIN));
	assert_int_equal(net_events(&net.nodes[B], "superseded"), 1);
	assert_int_equal(net_delivered(&net.nodes[C], "TEXT 7"), 1);
	net_end(&net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_goes_over_a_ceiling),
		cmocka_unit_test(what_says_nothing_is_no_unclassified_message),
		cmocka_unit_test(another_message_is_no_repetition),
		cmocka_unit_test(only_the_same_call_is_a_duplicate),
		cmocka_unit_test(a_message_to_oneself_is_delivered),
		cmocka_unit_test(a_false_name_cancels_nothing),
		cmocka_unit_test(a_false_copy_supersedes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
