/* line_tool - the circuits of a configuration, driven by lines of text, for
 * tests/suites/92-circuits.
 *
 *     line_tool CONFIG INCARNATION
 *
 * Orders on standard input:
 *     transmit OUTLET MESSAGE.COPY ATTEMPT PRECEDENCE IDENTIFICATION FILE
 *     interrupt OUTLET MESSAGE.COPY ATTEMPT
 *     receipt OUTLET ARRIVAL taken|not-now|unreadable [REASON]
 *     receipts taken|not-now|unreadable|none      what is answered at once from now on
 *     stop SECONDS
 * Events on standard output, one a line, `|` between fields; bytes in hex:
 *     arrived|OUTLET|ARRIVAL|TRANSFER|BYTES, sent|OUTLET|MESSAGE.COPY|ATTEMPT|OUTCOME|REASON,
 *     link|OUTLET|up|WHO, note|OUTLET|noise|TEXT,
 *     reported|OUTLET|MESSAGE.COPY|REPORT|RECIPIENT|REASON, stopped */
#include "../src/relay/line.h"

#include "../src/base/limits.h"

#include <event2/event.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct tool {
	struct event_base *base;
	struct lines *lines;
	const struct relay_config *config;
	bool answers;
	enum receipt_kind answer;
	struct septel_out input;
	struct event *reading;
};

static const char *const receipt_words[] = {"taken", "not-now", "unreadable"};
static const char *const outcome_words[] = {"done", "interrupted", "lost", "put-off", "refused"};
static const char *const report_words[] = {"delivered", "read", "delayed", "failed"};
static const char precedences[] = "-RPOZY";

static const char *name_of(const struct tool *tool, size_t outlet)
{
	static char name[64];
	if (outlet >= tool->config->outlet_count)
		return "-";
	snprintf(name, sizeof name, "%.*s", VIEW_FORMAT(tool->config->outlets[outlet].name));
	return name;
}

static void arrived(void *context, size_t outlet, uint64_t arrival, struct septel_view transfer,
		    struct septel_view bytes)
{
	struct tool *tool = context;
	printf("arrived|%s|%llu|%.*s|", name_of(tool, outlet), (unsigned long long)arrival,
	       VIEW_FORMAT(transfer));
	for (size_t i = 0; i < bytes.len; i++)
		printf("%02x", (unsigned char)bytes.ptr[i]);
	printf("\n");
	if (tool->answers)
		septel__lines_receipt(tool->lines, outlet, arrival, tool->answer,
				      VIEW_LITERAL("as told"));
}

static void sent(void *context, size_t outlet, struct copy_name name, uint32_t attempt,
		 enum sent_outcome outcome, struct septel_view reason)
{
	printf("sent|%s|%llu.%u|%u|%s|%.*s\n", name_of(context, outlet),
	       (unsigned long long)name.message, name.copy, attempt, outcome_words[outcome],
	       VIEW_FORMAT(reason));
}

static void link_(void *context, size_t outlet, bool up, struct septel_view who)
{
	printf("link|%s|%s|%.*s\n", name_of(context, outlet), up ? "up" : "down", VIEW_FORMAT(who));
}

static void note(void *context, size_t outlet, enum line_note kind, struct septel_view text)
{
	printf("note|%s|%s|%.*s\n", name_of(context, outlet),
	       kind == LINE_NOISE ? "noise" : "fault", VIEW_FORMAT(text));
}

static void reported(void *context, size_t outlet, struct copy_name name, enum sent_report report,
		     struct septel_view recipient, struct septel_view reason)
{
	printf("reported|%s|%llu.%u|%s|%.*s|%.*s\n", name_of(context, outlet),
	       (unsigned long long)name.message, name.copy, report_words[report],
	       VIEW_FORMAT(recipient), VIEW_FORMAT(reason));
}

static void stopped(void *context)
{
	printf("stopped\n");
	event_base_loopbreak(((struct tool *)context)->base);
}

static size_t outlet_of(const struct tool *tool, struct septel_view name)
{
	for (size_t i = 0; i < tool->config->outlet_count; i++)
		if (septel__equal(tool->config->outlets[i].name, name))
			return i;
	fprintf(stderr, "no outlet %.*s\n", VIEW_FORMAT(name));
	exit(2);
}

static struct copy_name copy_of(struct septel_view text)
{
	const size_t dot = septel__find_byte(text, '.', 0);
	return (struct copy_name){(uint64_t)septel__number(septel__slice(text, 0, dot)),
				  (uint32_t)septel__number(septel__slice(text, dot + 1, text.len))};
}

static enum receipt_kind kind_of(struct septel_view word)
{
	for (size_t i = 0; i < 3; i++)
		if (septel__is_word(word, receipt_words[i]))
			return (enum receipt_kind)i;
	fprintf(stderr, "no receipt %.*s\n", VIEW_FORMAT(word));
	exit(2);
}

static void transmit(struct tool *tool, const struct septel_view *words)
{
	char path[4096];
	snprintf(path, sizeof path, "%.*s", VIEW_FORMAT(words[6]));
	FILE *file = fopen(path, "rb");
	struct septel_out bytes;
	septel__out_init(&bytes, NULL, 0);
	if (!file || !septel__out_reserve(&bytes, SEPTEL_MESSAGE_LIMIT + 1)) {
		perror(path);
		exit(2);
	}
	bytes.length = fread(bytes.data, 1, SEPTEL_MESSAGE_LIMIT + 1, file);
	fclose(file);
	const char *letter = strchr(precedences, words[4].len ? words[4].ptr[0] : '-');
	septel__lines_transmit(tool->lines, outlet_of(tool, words[1]), copy_of(words[2]),
			       (uint32_t)septel__number(words[3]),
			       (enum septel_precedence)(letter ? letter - precedences : 0),
			       words[5], septel__out_written(&bytes));
	septel__out_release(&bytes);
}

static void obey(struct tool *tool, struct septel_view line)
{
	struct septel_view words[8] = {{"", 0}}, rest = line;
	for (size_t i = 0; i < 8 && septel__next_word(&rest, &words[i]); i++)
		;
	if (septel__is_word(words[0], "transmit")) {
		transmit(tool, words);
	} else if (septel__is_word(words[0], "interrupt")) {
		septel__lines_interrupt(tool->lines, outlet_of(tool, words[1]), copy_of(words[2]),
					(uint32_t)septel__number(words[3]));
	} else if (septel__is_word(words[0], "receipt")) {
		char number[32];
		snprintf(number, sizeof number, "%.*s", VIEW_FORMAT(words[2]));
		septel__lines_receipt(tool->lines, outlet_of(tool, words[1]),
				      strtoull(number, NULL, 10), kind_of(words[3]), words[4]);
	} else if (septel__is_word(words[0], "receipts")) {
		tool->answers = !septel__is_word(words[1], "none");
		if (tool->answers)
			tool->answer = kind_of(words[1]);
	} else if (septel__is_word(words[0], "stop")) {
		septel__lines_stop(tool->lines, (unsigned)septel__number(words[1]), stopped, tool);
	} else {
		fprintf(stderr, "no order: %.*s\n", VIEW_FORMAT(line));
		exit(2);
	}
}

static void on_input(evutil_socket_t input, short what, void *context)
{
	struct tool *tool = context;
	char bytes[4096];
	(void)what;
	const ssize_t length = read(input, bytes, sizeof bytes);
	if (length <= 0) {
		event_base_loopbreak(tool->base);
		return;
	}
	septel__out_bytes(&tool->input, bytes, (size_t)length);
	struct septel_view all = septel__out_written(&tool->input);
	for (size_t end; (end = septel__find_byte(all, '\n', 0)) != VIEW_NOT_FOUND;) {
		obey(tool, septel__slice(all, 0, end));
		all = septel__slice(all, end + 1, all.len);
	}
	memmove(tool->input.data, all.ptr, all.len);
	tool->input.length = all.len;
}

static struct septel_view file_text(const char *path)
{
	static char text[65536];
	FILE *file = fopen(path, "rb");
	if (!file) {
		perror(path);
		exit(2);
	}
	const size_t length = fread(text, 1, sizeof text, file);
	fclose(file);
	return (struct septel_view){text, length};
}

int main(int count, char **arguments)
{
	struct tool tool = {.answers = true, .answer = RECEIPT_TAKEN};
	struct relay_config config;
	struct septel_out errors;
	struct septel_arena *arena = septel_arena_new(0);
	if (count != 3 || !arena || sodium_init() < 0)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	septel__out_init(&errors, NULL, 0);
	septel__out_init(&tool.input, NULL, 0);
	tool.base = event_base_new();
	tool.config = &config;
	const struct line_events events = {&tool, arrived, sent, link_, note, reported};
	bool fine =
		septel__config_read(&config, arguments[1], file_text(arguments[1]), arena, &errors);
	if (fine) {
		tool.lines = septel__lines_new(&config, tool.base, &events);
		fine = tool.lines && septel__lines_open(tool.lines, &errors);
	}
	if (!fine) {
		fprintf(stderr, "%.*s", VIEW_FORMAT(septel__out_written(&errors)));
	} else {
		tool.reading = event_new(tool.base, 0, EV_READ | EV_PERSIST, on_input, &tool);
		event_add(tool.reading, NULL);
		printf("open\n");
		septel__lines_start(tool.lines, septel_view_of(arguments[2]));
		event_base_dispatch(tool.base);
		event_free(tool.reading);
	}
	septel__lines_free(tool.lines);
	event_base_free(tool.base);
	septel__out_release(&errors);
	septel__out_release(&tool.input);
	septel_arena_free(arena);
	return fine ? 0 : 1;
}
