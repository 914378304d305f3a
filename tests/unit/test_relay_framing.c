/* test_relay_framing - two ends of a connection, joined by arrays: whole, cut, garbled, hostile. */
#include "../../src/relay/framing.h"
#include "unit.h"

#include "../../src/base/out.h"

#define EVENTS 64

/* One end: what it was told. */
struct end {
	struct framing *framing;
	const char *expect; /* station of the peer; NULL: any */
	bool ready, take_at_once;
	size_t arrivals, answers;
	char transfer[EVENTS][128];
	uint64_t tag[EVENTS];
	size_t length[EVENTS];
	char first[EVENTS];
	uint64_t message[EVENTS];
	enum sent_outcome outcome[EVENTS];
	char reason[EVENTS][256];
};

static bool said_hello(void *context, const char *station, const char *circuit,
		       struct framing_settings *own, const char **reason)
{
	struct end *end = context;
	(void)circuit;
	if (end->expect && strcmp(end->expect, station) != 0) {
		*reason = "another station is expected";
		return false;
	}
	if (own->listener)
		own->circuit = VIEW_LITERAL("chosen");
	return true;
}

static void is_ready(void *context)
{
	((struct end *)context)->ready = true;
}

static void has_arrived(void *context, uint64_t tag, struct septel_view transfer,
			struct septel_view bytes)
{
	struct end *end = context;
	const size_t at = end->arrivals++ % EVENTS;
	snprintf(end->transfer[at], sizeof end->transfer[at], "%.*s", VIEW_FORMAT(transfer));
	end->tag[at] = tag;
	end->length[at] = bytes.len;
	end->first[at] = bytes.ptr[0];
	if (end->take_at_once)
		septel__framing_receipt(end->framing, tag, RECEIPT_TAKEN, VIEW_LITERAL(""));
}

static void was_sent(void *context, struct copy_name name, uint32_t attempt,
		     enum sent_outcome outcome, struct septel_view reason)
{
	struct end *end = context;
	const size_t at = end->answers++ % EVENTS;
	(void)attempt;
	end->message[at] = name.message;
	end->outcome[at] = outcome;
	snprintf(end->reason[at], sizeof end->reason[at], "%.*s", VIEW_FORMAT(reason));
}

static void begin(struct end *end, const char *station, bool listener)
{
	struct framing_settings settings = {.station = septel_view_of(station),
					    .circuit = VIEW_LITERAL("trunk"),
					    .incarnation = VIEW_LITERAL("1a2b3c"),
					    .window = 4,
					    .listener = listener,
					    .hello_ms = 1000,
					    .silence_ms = 500};
	memset(settings.nonce, listener ? 'l' : 'd', FRAMING_NONCE);
	*end = (struct end){.take_at_once = true};
	const struct framing_events events = {end, said_hello, is_ready, has_arrived, was_sent};
	end->framing = septel__framing_new(&settings, &events, 0);
	assert_non_null(end->framing);
}

/* What crosses, until nothing does; `limit` bytes at most, in pieces of `piece`.  Bytes crossed. */
struct wire {
	struct end a, b;
	size_t limit, piece, crossed;
	size_t garble_at;       /* that byte has a bit flipped; SIZE_MAX: none */
	struct septel_out seen; /* all that went from a to b */
};

static void wire_begin(struct wire *wire)
{
	*wire = (struct wire){.limit = SIZE_MAX, .piece = 1000, .garble_at = SIZE_MAX};
	begin(&wire->a, "RUEHGB", false);
	begin(&wire->b, "RUEHC", true);
	septel__out_init(&wire->seen, NULL, 0);
}

static void wire_end(struct wire *wire)
{
	septel__framing_free(wire->a.framing);
	septel__framing_free(wire->b.framing);
	septel__out_release(&wire->seen);
}

static bool carry(struct wire *wire, struct end *from, struct end *to)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	septel__framing_output(from->framing, &out, wire->piece, 1);
	bool moved = out.length > 0;
	if (out.length > wire->limit - wire->crossed)
		out.length = wire->limit - wire->crossed;
	if (wire->garble_at >= wire->crossed && wire->garble_at < wire->crossed + out.length)
		out.data[wire->garble_at - wire->crossed] ^= 4;
	wire->crossed += out.length;
	if (from == &wire->a)
		septel__out_view(&wire->seen, septel__out_written(&out));
	if (!septel__framing_input(to->framing, septel__out_written(&out), 1))
		septel__framing_end(from->framing, "the other end has gone");
	septel__out_release(&out);
	return moved;
}

static void run(struct wire *wire)
{
	bool moved = true;
	while (moved && wire->crossed < wire->limit) {
		moved = carry(wire, &wire->a, &wire->b);
		moved |= carry(wire, &wire->b, &wire->a);
	}
}

static void order(struct end *end, uint64_t message, enum septel_precedence precedence,
		  const char *bytes, size_t length)
{
	const struct line_order what = {.name = {message, 1},
					.attempt = 1,
					.precedence = precedence,
					.identification = VIEW_LITERAL("XRO8111"),
					.bytes = {bytes, length}};
	assert_true(septel__framing_transmit(end->framing, &what));
}

static void hands_over(void **state)
{
	(void)state;
	struct wire wire;
	wire_begin(&wire);
	run(&wire);
	assert_true(wire.a.ready && wire.b.ready);
	order(&wire.a, 12, SEPTEL_ROUTINE, "R...", 4);
	order(&wire.b, 7, SEPTEL_PRIORITY, "P...", 4);
	run(&wire);
	assert_int_equal(wire.b.arrivals, 1);
	assert_string_equal(wire.b.transfer[0], "RUEHGB/1a2b3c/12.1");
	assert_int_equal(wire.a.answers, 1);
	assert_int_equal(wire.a.outcome[0], SENT_DONE);
	assert_string_equal(wire.a.transfer[0], "RUEHC/1a2b3c/7.1");
	assert_int_equal(wire.b.outcome[0], SENT_DONE);
	assert_int_equal(septel__framing_under_way(wire.a.framing), 0);
	wire_end(&wire);
}

/* Nothing is told to the sender before the receipt; each kind of receipt has its outcome. */
static void receipts(void **state)
{
	(void)state;
	static const struct {
		enum receipt_kind kind;
		enum sent_outcome outcome;
		const char *reason, *told;
	} rows[] = {
		{RECEIPT_TAKEN, SENT_DONE, "", ""},
		{RECEIPT_NOT_NOW, SENT_PUT_OFF, "no space is left", "no space is left"},
		{RECEIPT_UNREADABLE, SENT_REFUSED, "a\nb", "a b"},
		{RECEIPT_UNREADABLE, SENT_REFUSED, "", "-"},
	};
	struct wire wire;
	wire_begin(&wire);
	wire.b.take_at_once = false;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		order(&wire.a, i + 1, SEPTEL_ROUTINE, "text", 4);
		run(&wire);
		assert_int_equal(wire.b.arrivals, i + 1);
		assert_int_equal(wire.a.answers, i);
		septel__framing_receipt(wire.b.framing, wire.b.tag[i], rows[i].kind,
					septel_view_of(rows[i].reason));
		run(&wire);
		assert_int_equal(wire.a.answers, i + 1);
		assert_int_equal(wire.a.outcome[i], rows[i].outcome);
		assert_string_equal(wire.a.reason[i], rows[i].told);
	}
	/* twice the same receipt is nothing */
	septel__framing_receipt(wire.b.framing, wire.b.tag[0], RECEIPT_TAKEN, VIEW_LITERAL(""));
	run(&wire);
	assert_int_equal(wire.a.answers, 4);
	wire_end(&wire);
}

/* Of what waits the highest goes first; four at once, and room for FLASH beyond them. */
static void precedence_and_window(void **state)
{
	(void)state;
	struct wire wire;
	wire_begin(&wire);
	wire.b.take_at_once = false;
	static const enum septel_precedence given[] = {
		SEPTEL_ROUTINE,   SEPTEL_PRIORITY, SEPTEL_FLASH,   SEPTEL_ROUTINE,
		SEPTEL_IMMEDIATE, SEPTEL_PRIORITY, SEPTEL_ROUTINE, SEPTEL_ROUTINE};
	for (size_t i = 0; i < 8; i++)
		order(&wire.a, i + 1, given[i], &"-RPOZY"[given[i]], 1);
	run(&wire);
	assert_int_equal(wire.b.arrivals, 4);
	assert_memory_equal(wire.b.first, "ZOPP", 4);
	order(&wire.a, 9, SEPTEL_FLASH, "Z", 1);
	run(&wire);
	assert_int_equal(wire.b.arrivals, 5);
	for (size_t i = 0; i < 5; i++)
		septel__framing_receipt(wire.b.framing, wire.b.tag[i], RECEIPT_TAKEN,
					VIEW_LITERAL(""));
	run(&wire);
	assert_int_equal(wire.b.arrivals, 9);
	assert_memory_equal(wire.b.first, "ZOPPZRRRR", 9);
	wire_end(&wire);
}

/* A FLASH breaks off a long message, goes through, and the long one can come again whole. */
static void interruption(void **state)
{
	(void)state;
	struct wire wire;
	wire_begin(&wire);
	run(&wire);
	const size_t length = 100000;
	char *bytes = malloc(length);
	assert_non_null(bytes);
	memset(bytes, 'R', length);
	order(&wire.a, 1, SEPTEL_ROUTINE, bytes, length);
	for (int i = 0; i < 20; i++) {
		carry(&wire, &wire.a, &wire.b);
		carry(&wire, &wire.b, &wire.a);
	}
	assert_int_equal(wire.b.arrivals, 0);
	order(&wire.a, 2, SEPTEL_FLASH, "Z", 1);
	septel__framing_interrupt(wire.a.framing, (struct copy_name){1, 1},
				  2); /* no such attempt */
	assert_int_equal(wire.a.answers, 0);
	septel__framing_interrupt(wire.a.framing, (struct copy_name){1, 1}, 1);
	assert_int_equal(wire.a.answers, 1);
	assert_int_equal(wire.a.outcome[0], SENT_INTERRUPTED);
	order(&wire.a, 1, SEPTEL_ROUTINE, bytes, length);
	run(&wire);
	assert_int_equal(wire.b.arrivals, 2);
	assert_memory_equal(wire.b.first, "ZR", 2);
	assert_int_equal(wire.b.length[1], length);
	assert_int_equal(wire.a.answers, 3);
	/* what is sent in full is no longer broken off */
	wire.b.take_at_once = false;
	order(&wire.a, 3, SEPTEL_ROUTINE, "R", 1);
	run(&wire);
	septel__framing_interrupt(wire.a.framing, (struct copy_name){3, 1}, 1);
	assert_int_equal(wire.a.answers, 3);
	wire_end(&wire);
	free(bytes);
}

/* The session that is cut and garbled below; how many bytes it has. */
static size_t session(struct wire *wire)
{
	static char text[2000];
	memset(text, 'x', sizeof text);
	order(&wire->a, 1, SEPTEL_ROUTINE, text, sizeof text);
	order(&wire->a, 2, SEPTEL_FLASH, "Z", 1);
	order(&wire->b, 3, SEPTEL_PRIORITY, "P", 1);
	run(wire);
	return wire->crossed;
}

static void check_end(const struct end *sender, const struct end *receiver, size_t ordered)
{
	assert_int_equal(sender->answers, ordered);
	size_t done = 0;
	for (size_t i = 0; i < ordered; i++) {
		assert_true(sender->outcome[i] == SENT_DONE || sender->outcome[i] == SENT_LOST);
		done += sender->outcome[i] == SENT_DONE;
	}
	/* what the sender calls done has arrived, and whole */
	assert_true(receiver->arrivals >= done);
	for (size_t i = 0; i < receiver->arrivals; i++)
		assert_true(receiver->length[i] == (receiver->first[i] == 'x' ? 2000u : 1u));
}

/* Cut at every byte: every order has one answer, and none is "done" that has not arrived. */
static void cut_anywhere(void **state)
{
	(void)state;
	struct wire wire;
	wire_begin(&wire);
	const size_t whole = session(&wire);
	assert_int_equal(wire.a.answers, 2);
	wire_end(&wire);
	for (size_t limit = 1; limit < whole; limit++) {
		wire_begin(&wire);
		wire.limit = limit;
		session(&wire);
		septel__framing_end(wire.a.framing, "cut");
		septel__framing_end(wire.b.framing, "cut");
		check_end(&wire.a, &wire.b, 2);
		check_end(&wire.b, &wire.a, 1);
		wire_end(&wire);
	}
}

/* A bit flipped at every byte: the same, and no message is another than was sent. */
static void garbled_anywhere(void **state)
{
	(void)state;
	struct wire wire;
	wire_begin(&wire);
	const size_t whole = session(&wire);
	wire_end(&wire);
	size_t ended = 0;
	for (size_t at = 0; at < whole; at++) {
		wire_begin(&wire);
		wire.garble_at = at;
		session(&wire);
		ended += *septel__framing_reason(wire.a.framing) != '\0';
		septel__framing_end(wire.a.framing, "over");
		septel__framing_end(wire.b.framing, "over");
		check_end(&wire.a, &wire.b, 2);
		check_end(&wire.b, &wire.a, 1);
		wire_end(&wire);
	}
	/* a garbled name, id or letter of precedence may pass; the rest must not */
	assert_true(ended > whole * 9 / 10);
}

/* What a peer may not say, and what it is told. */
static void refusals(void **state)
{
	(void)state;
#define HELLO "SEPTEL 1 RUEHGB trunk aaaaaaaaaaaaaaaa 4\n"
#define OPEN  HELLO "READY llllllllllllllll\n"
	static const struct {
		const char *said, *reason;
	} rows[] = {
		{"EHLO mail.example.org\n", "no relay of this kind"},
		{"SEPTEL 2 RUEHGB trunk aaaaaaaaaaaaaaaa 4\n", "another version of the framing"},
		{"SEPTEL 1 RUEHGB trunk short 4\n", "a first line that is none"},
		{"SEPTEL 1 RU/EHGB trunk aaaaaaaaaaaaaaaa 4\n", "a first line that is none"},
		{"SEPTEL 1 RUEHGBRUEHGB trunk aaaaaaaaaaaaaaaa 4\n", "a first line that is none"},
		{"SEPTEL 1 RUEHGB trunk aaaaaaaaaaaaaaaa 0\n", "a first line that is none"},
		{"SEPTEL 1 RUEHGB trunk aaaaaaaaaaaaaaaa 4 5\n", "a first line that is none"},
		{"SEPTEL 1 RUXXXX trunk aaaaaaaaaaaaaaaa 4\n", "another station is expected"},
		{HELLO "READY aaaaaaaaaaaaaaaa\n", "an old connection repeated"},
		{HELLO "SEND i/1.1 R - 4\n", "a line out of its turn"},
		{"READY llllllllllllllll\n", "a line out of its turn"},
		{OPEN HELLO, "a line out of its turn"},
		{OPEN "SEND i/1.1 R - 0\n", "a length that no message has"},
		{OPEN "SEND i/1.1 R - 16777217\n", "a length that no message has"},
		{OPEN "SEND i/1.1 R - -1\n", "a length that no message has"},
		{OPEN "SEND i/1.1 RR - 4\n", "a SEND that is none"},
		{OPEN "SEND i/1.1 R - 4\nSEND i/2.1 R - 4\n", "a transfer within a transfer"},
		{OPEN "DATA 4\n", "data of no transfer"},
		{OPEN "SEND i/1.1 R - 4\nDATA 5\n", "more data than were told"},
		{OPEN "SEND i/1.1 R - 40000\nDATA 20000\n", "more data than were told"},
		{OPEN "SEND i/1.1 R - 4\nDATA 2\nabEND 00\n", "an end before the end"},
		{OPEN "SEND i/1.1 R - 2\nDATA 2\nabEND 00\n", "a message garbled on the way"},
		{OPEN "CANCEL\n", "nothing to cancel"},
		{OPEN "TAKEN i/1.1\n", "an answer to what was never sent"},
		{OPEN "PING x\n", "a PING that is none"},
		{OPEN "BYE good night\n", "the peer: good night"},
		{OPEN "NONSENSE\n", "a line that is none"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct end end;
		begin(&end, "RUEHC", true);
		end.expect = "RUEHGB";
		const struct septel_view said = septel_view_of(rows[i].said);
		assert_false(septel__framing_input(end.framing, said, 1));
		assert_string_equal(septel__framing_reason(end.framing), rows[i].reason);
		assert_int_equal(end.arrivals, 0);
		/* the peer is told why */
		struct septel_out out;
		septel__out_init(&out, NULL, 0);
		septel__framing_output(end.framing, &out, 1000, 1);
		char told[300];
		snprintf(told, sizeof told, "BYE %s\n", rows[i].reason);
		assert_true(septel__ends(septel__out_written(&out), told));
		septel__out_release(&out);
		septel__framing_free(end.framing);
	}
}

static void endless_line(void **state)
{
	(void)state;
	struct end end;
	begin(&end, "RUEHC", true);
	size_t fed = 0;
	while (fed < 100000 && septel__framing_input(end.framing, VIEW_LITERAL("SEPTEL "), 1))
		fed += 7;
	assert_in_range(fed, 1, FRAMING_LINE);
	septel__framing_free(end.framing);
}

/* A recorded connection played to a new one: its READY has another nonce. */
static void replay(void **state)
{
	(void)state;
	struct wire wire;
	wire_begin(&wire);
	order(&wire.a, 1, SEPTEL_ROUTINE, "R", 1);
	run(&wire);
	assert_int_equal(wire.b.arrivals, 1);
	struct end again;
	begin(&again, "RUEHC", false);
	struct framing_settings settings = {.station = VIEW_LITERAL("RUEHC"),
					    .circuit = VIEW_LITERAL("trunk"),
					    .nonce = "another0another0",
					    .window = 4,
					    .listener = true,
					    .hello_ms = 1000,
					    .silence_ms = 500};
	const struct framing_events events = {&again, said_hello, is_ready, has_arrived, was_sent};
	septel__framing_free(again.framing);
	again.framing = septel__framing_new(&settings, &events, 0);
	assert_false(septel__framing_input(again.framing, septel__out_written(&wire.seen), 1));
	assert_string_equal(septel__framing_reason(again.framing), "an old connection repeated");
	assert_int_equal(again.arrivals, 0);
	septel__framing_free(again.framing);
	wire_end(&wire);
}

/* Silence: PING, then the end; a peer that answers lives. */
static void silence(void **state)
{
	(void)state;
	struct wire wire;
	wire_begin(&wire);
	run(&wire);
	assert_int_equal(septel__framing_tick(wire.a.framing, 100), 501);
	assert_false(septel__framing_has_output(wire.a.framing));
	assert_int_equal(septel__framing_tick(wire.a.framing, 501), 1001);
	assert_true(septel__framing_has_output(wire.a.framing));
	run(&wire); /* at 1: PING and PONG */
	assert_true(septel__framing_tick(wire.a.framing, 1001) > 1001);
	order(&wire.a, 5, SEPTEL_ROUTINE, "R", 1);
	assert_int_equal(septel__framing_tick(wire.a.framing, 1501), 0);
	assert_string_equal(septel__framing_reason(wire.a.framing), "silent for too long");
	assert_int_equal(wire.a.answers, 1);
	assert_int_equal(wire.a.outcome[0], SENT_LOST);
	/* one that was never ready ends sooner */
	struct end late;
	begin(&late, "RUEHC", true);
	assert_int_equal(septel__framing_tick(late.framing, 999), 1000);
	assert_int_equal(septel__framing_tick(late.framing, 1000), 0);
	septel__framing_free(late.framing);
	wire_end(&wire);
}

/* What no peer would take is refused here. */
static void own_limits(void **state)
{
	(void)state;
	struct end end;
	begin(&end, "RUEHC", false);
	order(&end, 1, SEPTEL_ROUTINE, "", 0);
	char *huge = calloc(1, SEPTEL_MESSAGE_LIMIT + 1);
	assert_non_null(huge);
	order(&end, 2, SEPTEL_ROUTINE, huge, SEPTEL_MESSAGE_LIMIT + 1);
	assert_int_equal(end.answers, 2);
	assert_int_equal(end.outcome[0], SENT_REFUSED);
	assert_int_equal(end.outcome[1], SENT_REFUSED);
	order(&end, 3, SEPTEL_ROUTINE, huge, SEPTEL_MESSAGE_LIMIT);
	assert_int_equal(end.answers, 2);
	septel__framing_end(end.framing, "over");
	assert_int_equal(end.outcome[2], SENT_LOST);
	free(huge);
	septel__framing_free(end.framing);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hands_over),
		cmocka_unit_test(receipts),
		cmocka_unit_test(precedence_and_window),
		cmocka_unit_test(interruption),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(garbled_anywhere),
		cmocka_unit_test(refusals),
		cmocka_unit_test(endless_line),
		cmocka_unit_test(replay),
		cmocka_unit_test(silence),
		cmocka_unit_test(own_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
