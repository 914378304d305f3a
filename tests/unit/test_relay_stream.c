/* Transmissions out of a stream: each table row is a stream and its events; it comes in pieces of
 * every size, and every byte of it is in some event. */
#include "../../src/base/limits.h"
#include "../../src/relay/stream.h"
#include "unit.h"

/* T transmission, G with a garbled end, I interrupted, U unfinished, N noise, P padding, O
 * overlong; the bytes of each behind its letter. */
struct stream_case {
	const char *name;
	const char *bytes[8];
	const char *kinds;
};

#define HEAD "VZCZCABC001\r\r\nRR RUEHC\r\r\nDE RUEHGB 1234 3390637\r\r\n"
#define TEXT HEAD "BT\r\r\nUNCLAS\r\r\nTEST\r\r\nBT\r\r\n\n\n\n\n\n\n\n"

static const struct stream_case CASES[] = {
	{"one", {TEXT "NNNN"}, "T"},
	{"two with padding", {TEXT "NNNN", "\r\r\n\n", TEXT "NNNN", "\r\n"}, "TPTP"},
	{"noise around", {"XYZ 3$\n", TEXT "NNNN", "\r\nQQ\n"}, "NTN"},
	{"noise on the line of the start", {"GARBAGE ", TEXT "NNNN"}, "NT"},
	{"without V", {"ZCZCABC001\nRR RUEHC\nDE RUEHGB\nNNNN"}, "T"},
	{"interrupted", {HEAD "BT\r\nTES\r\r\nE E E E E E E E AR\r\r\n\n\n\n\n\n\n\nNNNN"}, "I"},
	{"interrupted, one E lost", {HEAD "TES\nE E E E E E E AR NNNN"}, "I"},
	{"a correction is no interruption", {HEAD "TES\nE E E E E E E E TEST AR\nBAR NNNN"}, "T"},
	{"another begins", {TEXT, TEXT "NNNN"}, "UT"},
	{"garbled end", {TEXT "NNCN\n", TEXT "NNNN"}, "GT"},
	{"end with a space in it", {TEXT "NN N\n", "\r\n"}, "GP"},
	{"end with a return in it", {TEXT "NNN\r\r\n", TEXT "NNNN"}, "GT"},
	{"end in figures", {TEXT ",,,,\n"}, "G"},
	{"a short line is no end", {TEXT "NN\nANNA\nNNNN"}, "T"},
	{"two numbers", {"VZCZCABC001\nVZCZCABC002\nRR RUEHC\nDE RUEHGB\nNNNN"}, "T"},
	{"number below a pilot",
	 {"VZCZCABC001\nRR RUEHC\nZNR UUUUU ZOV RUFDAE\nVZCZCXYZ017\nRR RUFDAE\nDE RUEHGB\nNNNN"},
	 "T"},
	{"start garbled", {"X\n", "VZCZGABC001\nRR RUEHC\nDE RUEHGB\nNNNN"}, "NT"},
	{"manual", {"VV   ABC001\nRR RUEHC\nDE RUEHGB\nNNNN"}, "T"},
	{"no number", {"\r\n", "RR RUEHC\nDE RUEHGB\nNNNN"}, "PT"},
	{"accumulated", {"FDA035EUA024ERA017\nRR RUEHC\nDE RUEHGB\nNNNN"}, "T"},
	{"bells", {"\a\a\a\a\a'''''ZZ RUEHC\nDE RUEHGB\nNNNN"}, "T"},
	{"JANAP 128", {"RTTUZYUW RHBCYKN0001 0331200-UUUU--RUDOSAB.\nZNR UUUUU\nNNNN"}, "T"},
};

static enum stream_event_kind kind_of(char letter)
{
	switch (letter) {
	case 'I':
		return STREAM_INTERRUPTED;
	case 'U':
		return STREAM_UNFINISHED;
	case 'N':
		return STREAM_NOISE;
	case 'P':
		return STREAM_PADDING;
	case 'O':
		return STREAM_OVERLONG;
	default:
		return STREAM_TRANSMISSION;
	}
}

/* Noise may be told in parts. */
static void assert_events(const struct stream_case *row, const struct stream_event *events,
			  size_t count)
{
	size_t at = 0;
	for (size_t i = 0; row->kinds[i]; i++) {
		const enum stream_event_kind kind = kind_of(row->kinds[i]);
		struct septel_view rest = septel_view_of(row->bytes[i]);
		while (rest.len) {
			if (at >= count)
				fail_msg("%s: event %zu is lacking", row->name, i);
			const struct stream_event *event = &events[at++];
			const bool part = kind == STREAM_NOISE && event->kind == STREAM_PADDING;
			if ((event->kind != kind && !part) || event->bytes.len > rest.len ||
			    memcmp(event->bytes.ptr, rest.ptr, event->bytes.len) != 0)
				fail_msg("%s: event %zu is of kind %d: '%.*s'", row->name, i,
					 (int)event->kind, VIEW_FORMAT(event->bytes));
			assert_int_equal(event->garbled_end, row->kinds[i] == 'G');
			if (kind != STREAM_NOISE && kind != STREAM_PADDING)
				assert_int_equal(event->bytes.len, rest.len);
			rest = septel__slice(rest, event->bytes.len, rest.len);
		}
	}
	if (at != count)
		fail_msg("%s: %zu events more", row->name, count - at);
}

#define EVENTS 256u

static void run(const struct stream_case *row, size_t piece)
{
	struct septel_out all;
	struct stream stream;
	struct stream_event events[EVENTS];
	size_t count = 0;
	septel__out_init(&all, NULL, 0);
	for (size_t i = 0; row->bytes[i]; i++)
		septel__out_string(&all, row->bytes[i]);
	const struct septel_view bytes = septel__out_written(&all);
	size_t at = 0;
	septel__stream_init(&stream);
	for (size_t from = 0; from < bytes.len; from += piece) {
		assert_true(septel__stream_take(&stream, septel__slice(bytes, from, from + piece)));
		if (from + piece >= bytes.len)
			septel__stream_silence(&stream);
		while (count < EVENTS && septel__stream_next(&stream, &events[count])) {
			const size_t length = events[count].bytes.len;
			assert_true(length > 0 && at + length <= bytes.len);
			assert_memory_equal(events[count].bytes.ptr, bytes.ptr + at, length);
			/* The event's bytes go with the next piece: look at ours. */
			events[count++].bytes = septel__slice(bytes, at, at + length);
			at += length;
		}
	}
	assert_int_equal(at, bytes.len);
	assert_events(row, events, count);
	septel__stream_release(&stream);
	septel__out_release(&all);
}

static void splits(void **unused)
{
	static const size_t PIECES[] = {1, 2, 3, 5, 7, 16, 61, 1000, 100000};
	(void)unused;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		for (size_t j = 0; j < sizeof PIECES / sizeof *PIECES; j++)
			run(&CASES[i], PIECES[j]);
}

static void tells_what_silence_leaves(void **unused)
{
	struct stream stream;
	struct stream_event event;
	(void)unused;
	septel__stream_init(&stream);
	assert_true(septel__stream_take(&stream, VIEW_LITERAL(TEXT)));
	assert_false(septel__stream_next(&stream, &event));
	septel__stream_silence(&stream);
	assert_true(septel__stream_next(&stream, &event));
	assert_int_equal(event.kind, STREAM_UNFINISHED);
	assert_false(septel__stream_next(&stream, &event));
	septel__stream_release(&stream);
}

/* A transmission that does not end is told at the limit; what comes behind is noise, and the next
 * one is whole. */
static void is_bounded(void **unused)
{
	struct stream stream;
	struct stream_event event;
	char line[1024];
	size_t told = 0, taken = 0;
	bool overlong = false, whole = false;
	(void)unused;
	memset(line, 'A', sizeof line);
	line[sizeof line - 1] = '\n';
	septel__stream_init(&stream);
	assert_true(septel__stream_take(&stream, VIEW_LITERAL(HEAD)));
	taken += strlen(HEAD);
	for (size_t i = 0; i < STREAM_LIMIT / sizeof line + 100; i++) {
		const bool last = i == STREAM_LIMIT / sizeof line + 99;
		const struct septel_view piece =
			last ? VIEW_LITERAL(TEXT "NNNN") : (struct septel_view){line, sizeof line};
		assert_true(septel__stream_take(&stream, piece));
		taken += piece.len;
		while (septel__stream_next(&stream, &event)) {
			told += event.bytes.len;
			overlong = overlong || event.kind == STREAM_OVERLONG;
			whole = whole || event.kind == STREAM_TRANSMISSION;
		}
	}
	assert_true(overlong);
	assert_true(whole);
	assert_int_equal(told, taken);
	septel__stream_release(&stream);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits),
		cmocka_unit_test(tells_what_silence_leaves),
		cmocka_unit_test(is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
