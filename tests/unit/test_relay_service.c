/* Service messages: the examples of wire-format 10.4 to 10.7 and 15 to the letter, what is written
 * is understood, what is not understood is the operator's. */
#include "../../src/relay/service.h"
#include "unit.h"

/* 2026-01-11T12:45Z */
#define FILED ((moment)1768135500 * 1000)

static const char *written(const struct service_request *request, char text[1024])
{
	struct septel_out out;
	septel__out_init(&out, NULL, 1023);
	text[0] = '\0';
	if (septel__service_write(&out, request)) {
		memcpy(text, out.data, out.length);
		text[out.length] = '\0';
	}
	septel__out_release(&out);
	return text;
}

static struct service_reading *read_text(const char *text)
{
	static struct service_reading reading;
	septel__service_read(&reading, septel_view_of(text));
	return &reading;
}

/* ---- examples --------------------------------------------------------------------------- */

static void examples_come_back_to_the_letter(void **state)
{
	(void)state;
	static const struct {
		enum service_kind kind;
		const char *text;
	} rows[] = {
		{SERVICE_OPEN_NUMBER, "ZFX HPA063"},
		{SERVICE_OPEN_NUMBER, "ZFX HPA063-067 HPA070"},
		{SERVICE_OPEN_NUMBER, "ZFX XRO8111"},
		{SERVICE_TWO_MESSAGES, "ZFQ WFA145"},
		{SERVICE_TWO_MESSAGES, "ZFQ WFA145 RXFBDY 107 23/1745Z"},
		{SERVICE_TWO_NUMBERS, "ZFU FPA116 FPA117 RXFBDY 107 23/1745Z"},
		{SERVICE_STRAY_NUMBER,
		 "EPA111 EPA112 ZFV RCCSVB 167A 23/1745Z RELEASED ZDG EPA112 BLANKED"},
		{SERVICE_NO_NUMBER, "ZFT RBDAC 148C 17/1712Z DPA125"},
		{SERVICE_LAST_RECEIVED, "ZID FAA164"},
		{SERVICE_CLOSING, "INT ZKJ ZID PWA157 PWB091"},
		{SERVICE_CLOSING, "INT ZKJ"},
		{SERVICE_CLOSING_AGREED, "ZKJ1 ZID WNA164"},
		{SERVICE_CHANNEL_CHECK,
		 "CHANNEL CHECK RYRYRYRYRYRYRYRY ABCDEFGHIJKLMNOPQRSTUVWXYZ 1234567890"},
		{SERVICE_FLASH_RECEIPT, "R Z NAA359"},
		{SERVICE_TRACER, "RUWSPH CLAIMS NONRECEIPT PP RUWSPH DE RUWSKTD 126 2861418 ZDQ "
				 "RUWSKT TDA043 121421Z. TRACE AND ADVISE"},
		{SERVICE_MISROUTED, "ZEQ3 RUEPDA 116B 1351530 RUFDDO 141455Z"},
		{SERVICE_CANCEL, "ZFR FPA035"},
		{SERVICE_CANCEL, "ZFR FPA035 SENT IN ERROR"},
		{SERVICE_CANCEL, "ZFR FPA035 SENT TO RUEHC AT 1200Z IN ERROR"},
		{SERVICE_ATTENTION, "ZUI RUEWMCE 1074 1581702"},
		{SERVICE_RERUN, "ZES2 FPA035"},
		{SERVICE_RERUN, "ZAR2 ZES2 RUEHGB 3796/02 3390637"},
		{SERVICE_REPEAT, "INT ZDK RUEHGB 3796 3390637 WA HAND AB BT"},
		{SERVICE_CORRECTION_WANTED, "ZDH RUEHGB 3796 3390637 TO RUFDDO RUEHC"},
		{SERVICE_CORRECTED, "ZEL RUEHGB 3796 3390637"},
		{SERVICE_MISSENT, "ZEQ2 RUEHGB 3796 3390637"},
		{SERVICE_UNDELIVERABLE, "ZEQ4 RUEHGB 3796 3390637 INSUFFICIENT ADDRESS"},
		{SERVICE_UNDELIVERABLE, "ZEQ5 RUEHGB 3796 3390637"},
		{SERVICE_DELAYED, "ZEQ6 RUEHGB 3796 3390637"},
		{SERVICE_SUSPECTED_DUPLICATE, "ZFD HPA063 RUEHGB 3796 3390637"},
		{SERVICE_RELAYED, "ZDQ RUEHGB 3796 3390637 RUWSKT TDA043 121421Z"},
		{SERVICE_ASK_RELAYED, "INT ZDQ HPA063"},
		{SERVICE_ASK_ALTERNATE, "INT ZOE RUFDDO"},
		{SERVICE_ALTERNATE, "ZOE RUFDDO"},
		{SERVICE_ACCEPT_ONLY, "ZAN OO"},
		{SERVICE_ACCEPT_ONLY, "ZAN OO RUFDDO"},
		{SERVICE_PRINTABILITY, "ZBZ5"},
		{SERVICE_READABILITY, "ZBK2"},
		{SERVICE_ASK_PRINTABILITY, "INT ZBZ"},
		{SERVICE_ASK_LAST_RECEIVED, "INT ZID"},
		{SERVICE_READDRESS, "ZOG1 RUEHGB 3796 3390637 TO ALL SOUTH ASIA POSTS"},
		{SERVICE_AWAITING, "AWAITING ZDK FAA137"},
	};
	char text[1024];
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct service_reading *reading = read_text(rows[i].text);
		if (!reading->understood || reading->turned || reading->count != 1)
			fail_msg("%s: %zu requests, rest '%s'", rows[i].text, reading->count,
				 reading->rest);
		if (reading->requests[0].kind != rows[i].kind)
			fail_msg("%s: is %s", rows[i].text,
				 septel__service_kind_name(reading->requests[0].kind));
		assert_false(reading->requests[0].partly);
		assert_string_equal(written(&reading->requests[0], text), rows[i].text);
	}
}

static void operands_are_read(void **state)
{
	(void)state;
	const struct service_request *request =
		&read_text("ZEQ3 RUEPDA 116B 1351530 RUFDDO 141455Z")->requests[0];
	assert_string_equal(request->key.origin, "RUEPDA");
	assert_string_equal(request->key.serial, "116B");
	assert_string_equal(request->key.filed, "1351530");
	assert_int_equal(request->key.section, SEPTEL_NUMBER_NONE);
	assert_string_equal(request->routing[0], "RUFDDO");
	assert_string_equal(request->time, "141455Z");
	request = &read_text("ZUI RUEWMCE1074 1581702")->requests[0];
	assert_string_equal(request->key.origin, "RUEWMCE");
	assert_string_equal(request->key.serial, "1074");
	request = &read_text("ZES2 RUEHGB #3796/01 3390637")->requests[0];
	assert_string_equal(request->key.serial, "3796");
	assert_int_equal(request->key.section, 1);
	request = &read_text("ZFX HPA063 064 THRU 067")->requests[0];
	assert_int_equal(request->number_count, 2);
	assert_int_equal(request->numbers[1].from, 64);
	assert_int_equal(request->numbers[1].to, 67);
	request = &read_text("RUWSPH CLAIMS NONRECEIPT PP RUWSPH DE RUWSKTD 126 2861418 ZDQ "
			     "RUWSKT TDA043 121421Z. TRACE AND ADVISE")
			   ->requests[0];
	assert_string_equal(request->claimant, "RUWSPH");
	assert_int_equal(request->precedence, SEPTEL_PRIORITY);
	assert_int_equal(request->routing_count, 2);
	assert_string_equal(request->routing[1], "RUWSKT");
	assert_int_equal(request->numbers[0].from, 43);
	request = &read_text("EPA111 EPA112 ZFV RCCSVB 167A 23/1745Z RELEASED ZDG EPA112 BLANKED")
			   ->requests[0];
	assert_int_equal(request->number_count, 1);
	assert_string_equal(request->blanked, "EPA112");
	request = &read_text("ZDH RUEHGB 3796 3390637 ZAR3")->requests[0];
	assert_int_equal(request->follow_up, 3);
}

static void several_requests_are_told_apart(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum service_kind kinds[4];
	} rows[] = {
		{"ZID FAA164 AWAITING ZDK FAA137", {SERVICE_LAST_RECEIVED, SERVICE_AWAITING}},
		{"ZUI XZA103 ZDK RFFPI 174 03/1040Z", {SERVICE_ATTENTION, SERVICE_REPEATED}},
		{"ZFX HPA063. ZFX HPA070. ZES2 HPA061",
		 {SERVICE_OPEN_NUMBER, SERVICE_OPEN_NUMBER, SERVICE_RERUN}},
		{"ZFX HPA063\r\r\nINT ZDK HPA061 WA HAND AB BT\r\r\nZID HPA071",
		 {SERVICE_OPEN_NUMBER, SERVICE_REPEAT, SERVICE_LAST_RECEIVED}},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct service_reading *reading = read_text(rows[i].text);
		if (!reading->understood)
			fail_msg("%s: rest '%s'", rows[i].text, reading->rest);
		size_t count = 0;
		for (; count < 4 && rows[i].kinds[count]; count++)
			assert_int_equal(reading->requests[count].kind, rows[i].kinds[count]);
		assert_int_equal(reading->count, count);
	}
}

/* Blanks are lost and put in; words are polite. */
static void damaged_spacing_is_read(void **state)
{
	(void)state;
	static const struct {
		const char *text, *meant;
	} rows[] = {
		{"ZFXHPA063", "ZFX HPA063"},
		{"ZFX HPA 063", "ZFX HPA063"},
		{"  ZFX\r\r\n  HPA063 ", "ZFX HPA063"},
		{"ZF X HPA063", "ZFX HPA063"},
		{"ZES 2 HPA063", "ZES2 HPA063"},
		{"INTZDQ HPA063", "INT ZDQ HPA063"},
		{"ZFXHPA063HPA064", "ZFX HPA063 HPA064"},
		{"ZEQ3RUEPDA 116 B 1351530 RUFDDO 141455Z",
		 "ZEQ3 RUEPDA 116B 1351530 RUFDDO 141455Z"},
		{"PLS RERUN ZES2 YOUR HPA063", "ZES2 HPA063"},
		{"ZFX HPA063,HPA064", ""},
		{"ZBZ 5", "ZBZ5"},
		{"ZKJ1 ZIDWNA164", "ZKJ1 ZID WNA164"},
	};
	char text[1024];
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct service_reading *reading = read_text(rows[i].text);
		if (reading->understood != (rows[i].meant[0] != '\0'))
			fail_msg("%s: rest '%s'", rows[i].text, reading->rest);
		if (reading->understood) {
			assert_int_equal(reading->count, 1);
			assert_string_equal(written(&reading->requests[0], text), rows[i].meant);
		}
	}
}

static void nothing_is_guessed(void **state)
{
	(void)state;
	static const struct {
		const char *text, *rest;
	} rows[] = {
		{"", ""},
		{"HELLO THERE", "HELLO / THERE / HELLO THERE"},
		{"ZFX", "ZFX"},
		{"ZFX RUEHGB", "ZFX RUEHGB"},
		{"ZFK HPA063", "ZFK / ZFK HPA063"},
		{"ZFX HPA063 ZFK RUEHC", "ZFK"},
		{"REGARDING ZFX HPA063", "REGARDING"},
		{"ZES2 HPA06", "HPA06"},
		{"ZES2 RUEHGB 3796", "RUEHGB / 3796"},
		{"ZEQ3 RUEPDA 116B 4001530 RUFDDO", NULL},
		{"ZAN HPA063", "ZAN HPA063"},
		{"ZFU FPA116", "ZFU FPA116"},
		{"ZES2 HPA063 LOUDLY", "LOUDLY"},
		{"CLAIMS NONRECEIPT RUWSKTD 126 2861418", "CLAIMS"},
		{"CHANNEL CHECK HELLO", NULL},
	};
	for (size_t i = 1; i < sizeof rows / sizeof *rows; i++) {
		const struct service_reading *reading = read_text(rows[i].text);
		if (reading->understood)
			fail_msg("understood: %s", rows[i].text);
		if (rows[i].rest && strcmp(reading->rest, rows[i].rest) != 0)
			fail_msg("%s: rest '%s'", rows[i].text, reading->rest);
		struct service_known known = {.use = NUMBER_GIVEN,
					      .found = true,
					      .held = true,
					      .state = COPY_DONE,
					      .by_origin = true};
		for (size_t k = 0; k < reading->count; k++) {
			struct service_decision decision;
			if (!reading->requests[k].partly)
				continue;
			septel__service_decide(&reading->requests[k], 63, &known, reading,
					       &decision);
			assert_int_equal(decision.deeds, DEED_NOTE | DEED_OPERATOR);
		}
	}
	assert_int_equal(read_text("")->count, 0);
}

static void a_word_may_turn_the_sense(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"DISREGARD ZFX HPA063",
		"ZFR FPA035 NOT YET",
		"ZES2 HPA063 UNLESS RECEIVED",
		"NEGATIVE ZFR FPA035",
		"DO NOT ZFR FPA035",
		"ZFX HPA063. CANCEL ZFX HPA064",
		"EXERCISE EXERCISE ZFR FPA035",
	};
	const struct service_known known = {.use = NUMBER_GIVEN,
					    .found = true,
					    .held = true,
					    .state = COPY_DONE,
					    .by_origin = true};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct service_reading *reading = read_text(texts[i]);
		if (!reading->turned)
			fail_msg("not turned: %s", texts[i]);
		for (size_t k = 0; k < reading->count; k++) {
			struct service_decision decision;
			septel__service_decide(&reading->requests[k], 63, &known, reading,
					       &decision);
			assert_int_equal(decision.deeds, DEED_NOTE | DEED_OPERATOR);
		}
	}
}

/* ---- the text within a message ------------------------------------------------------------ */

static void texts_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *message, *text;
	} rows[] = {
		{"DE RUHPB 131 0111245\nZNR UUUUU\nBT\nUNCLAS SVC ZFX HPA063\nBT\nNNNN\n",
		 "ZFX HPA063"},
		{"OO RUHP\r\r\nDE RUHPB 131 0111245\r\r\nZNR UUUUU\r\r\nBT\r\r\nUNCLAS SVC ZFX "
		 "HPA063\r\r\nBT\r\r\nNNNN",
		 "ZFX HPA063"},
		{"OO RUHP\nDE RUHPB 131 0111245\nZFX HPA063\nNNNN\n", "ZFX HPA063"},
		{"DE RUHPB\nR Z NAA359\nNNNN\n", "R Z NAA359"},
		{"PP RUHPB\nDE RUHPB\nCHANNEL CHECK RYRYRYRY\nNNNN\n", "CHANNEL CHECK RYRYRYRY"},
		{"DE RUHPB 131 0111245\nBT\nC O N F I D E N T I A L SVC ZFX HPA063\nZID "
		 "HPA064\nBT\n",
		 "ZFX HPA063\nZID HPA064"},
		{"DE RUHPB 131 0111245\nBT\nUNCLAS\nSVC ZFX HPA063\n#0131\nNNNN\n", "ZFX HPA063"},
		{"DE RUHPB 131 0111245\nBT\nUNCLAS BAGHDAD 003796\nSVC ZFX HPA063\nBT\n", ""},
		{"DE RUHPB 131 0111245\nBT\nSVC ZFX HPA063\nBT\n", ""},
		{"DE RUHPB 131 0111245\nFM AMEMBASSY\nTO RUEHC\n", ""},
		{"ZFX HPA063\n", ""},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_view(septel__service_text(septel_view_of(rows[i].message)), rows[i].text);
}

static void a_message_is_written(void **state)
{
	(void)state;
	struct septel_out out;
	struct service_request requests[2] = {{.kind = SERVICE_OPEN_NUMBER, .number_count = 1},
					      {.kind = SERVICE_LAST_RECEIVED, .number_count = 1}};
	requests[0].numbers[0] = (struct service_numbers){"HPA", 3, 63, 63};
	requests[1].numbers[0] = (struct service_numbers){"HPA", 3, 70, 70};
	struct service_heading heading = {.to = VIEW_LITERAL("RUHP"),
					  .from = VIEW_LITERAL("RUHPB"),
					  .serial = 131,
					  .filed = FILED,
					  .line_feeds = true};
	septel__out_init(&out, NULL, 0);
	assert_true(septel__service_message(&out, &heading, requests, 2));
	assert_view(septel__out_written(&out), "OO RUHP\n"
					       "DE RUHPB 131 0111245\n"
					       "ZNR UUUUU\n"
					       "BT\n"
					       "UNCLAS SVC ZFX HPA063 ZID HPA070\n"
					       "BT\n"
					       "NNNN\n");
	const struct septel_view text = septel__service_text(septel__out_written(&out));
	assert_view(text, "ZFX HPA063 ZID HPA070");
	/* What lacks an operand is not written at all. */
	septel__out_clear(&out);
	requests[1].number_count = 0;
	assert_false(septel__service_message(&out, &heading, requests, 2));
	assert_int_equal(out.length, 0);
	/* No line is longer than 69 characters, and all of it comes back. */
	heading.line_feeds = false;
	for (unsigned i = 0; i < SERVICE_NUMBERS_LIMIT; i++)
		requests[0].numbers[i] = (struct service_numbers){"HPA", 3, 3 * i + 1, 3 * i + 2};
	requests[0].number_count = SERVICE_NUMBERS_LIMIT;
	assert_true(septel__service_message(&out, &heading, requests, 1));
	struct septel_view rest = septel__out_written(&out), line;
	while (septel__next_line(&rest, &line))
		assert_true(line.len <= 69);
	static struct service_reading reading;
	septel__service_read(&reading, septel__service_text(septel__out_written(&out)));
	assert_true(reading.understood);
	assert_int_equal(reading.requests[0].number_count, SERVICE_NUMBERS_LIMIT);
	septel__out_release(&out);
}

/* ---- the table -------------------------------------------------------------------------- */

/* A request of that kind with all that it can have. */
static struct service_request full_request(const struct service_procedure *procedure)
{
	struct service_request request = {.kind = procedure->kind};
	const unsigned has = procedure->operands;
	request.key.section = SEPTEL_NUMBER_NONE;
	if (has & OPERAND_NUMBERS) {
		request.number_count = 1;
		request.numbers[0] = (struct service_numbers){"HPA", 3, 63, 63};
	}
	if (has & OPERAND_BLANKED)
		memcpy(request.blanked, "HPA064", 7);
	if (has & OPERAND_KEY) {
		memcpy(request.key.origin, "RUEHGB", 7);
		memcpy(request.key.serial, "116B", 5);
		memcpy(request.key.filed, "3390637", 8);
	}
	if (has & OPERAND_ROUTING) {
		memcpy(request.routing[0], "RUFDDO", 7);
		memcpy(request.routing[1], "RUEHC", 6);
		request.routing_count = 2;
	}
	if (has & OPERAND_TIME)
		memcpy(request.time, "141455Z", 8);
	if (has & OPERAND_PRECEDENCE)
		request.precedence = SEPTEL_IMMEDIATE;
	if (has & OPERAND_PORTION)
		request.portion = VIEW_LITERAL("WA HAND AB BT");
	if (has & OPERAND_REASON)
		request.reason = VIEW_LITERAL("LINE NOISE HERE");
	if (procedure->kind == SERVICE_TRACER)
		memcpy(request.claimant, "RUWSPH", 7);
	if (procedure->kind == SERVICE_PRINTABILITY)
		request.degree = 3;
	return request;
}

static void the_table_is_whole(void **state)
{
	(void)state;
	size_t count;
	const struct service_procedure *rows = septel__service_procedures(&count);
	assert_int_equal(count, SERVICE_KINDS - 1);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(rows[i].kind, i + 1);
		assert_ptr_equal(septel__service_procedure(rows[i].kind), &rows[i]);
		assert_int_equal(septel__service_kind_of(septel_view_of(rows[i].name)),
				 rows[i].kind);
		assert_true(rows[i].name[0] && rows[i].meaning[0] && rows[i].action[0]);
		/* A question is not an answer, and who answers does so by another kind. */
		assert_false(rows[i].question && rows[i].answers);
		assert_int_not_equal(rows[i].answers, rows[i].kind);
	}
	assert_null(septel__service_procedure(SERVICE_NONE));
	assert_int_equal(septel__service_kind_of(septel_view_of("nonsense")), SERVICE_NONE);
}

/* Whatever is written is understood, and is the same again. */
static void what_is_written_is_understood(void **state)
{
	(void)state;
	size_t count;
	const struct service_procedure *rows = septel__service_procedures(&count);
	for (size_t i = 0; i < count; i++) {
		char text[1024], again[1024];
		struct service_request request = full_request(&rows[i]);
		/* Words of its own would run on into a portion or a place. */
		for (unsigned follow_up = 0; follow_up <= 3; follow_up += follow_up ? 1 : 2) {
			request.follow_up = follow_up;
			if (written(&request, text)[0] == '\0')
				fail_msg("%s is not written", rows[i].name);
			if (follow_up && rows[i].kind == SERVICE_CHANNEL_CHECK)
				continue;
			if (follow_up && rows[i].kind == SERVICE_FLASH_RECEIPT)
				continue;
			const struct service_reading *reading = read_text(text);
			if (!reading->understood || reading->count != 1 || reading->turned)
				fail_msg("%s: rest '%s'", text, reading->rest);
			assert_int_equal(reading->requests[0].kind, rows[i].kind);
			assert_int_equal(reading->requests[0].follow_up, follow_up);
			assert_string_equal(written(&reading->requests[0], again), text);
		}
	}
}

/* ---- decisions -------------------------------------------------------------------------- */

#define SENT                                                                                       \
	.found = true, .held = true, .state = COPY_DONE, .sent = FILED, .sent_as = {"TDA043", 6},  \
	.to = {"RUWSKT", 6}, .key = KEY_OF_IT
#define KEY_OF_IT                                                                                  \
	{                                                                                          \
		"RUEHGB", "3796", SEPTEL_NUMBER_NONE, "3390637"                                    \
	}

static void decisions_follow_what_is_known(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		struct service_known known;
		unsigned deeds; /* besides NOTE */
		const char *answer;
	} rows[] = {
		{"ZFX HPA063", {.use = NUMBER_GIVEN, SENT}, DEED_RESEND, NULL},
		{"ZFX HPA063", {.use = NUMBER_BEFORE, SENT}, DEED_RESEND, NULL},
		{"ZFX HPA063", {.use = NUMBER_VOID}, DEED_ANSWER, "ZFR HPA063"},
		{"ZFX HPA063", {.use = NUMBER_NOT_GIVEN}, DEED_ANSWER, "ZFR HPA063"},
		{"ZFX HPA063", {.use = NUMBER_FOREIGN}, DEED_OPERATOR, NULL},
		{"ZFX HPA063", {.use = NUMBER_GIVEN}, DEED_OPERATOR, NULL},
		{"ZFX HPA063",
		 {.use = NUMBER_GIVEN, .found = true, .held = true, .state = COPY_ACTIVE},
		 DEED_ANSWER,
		 "ZFR HPA063"},
		{"ZFX HPA063",
		 {.use = NUMBER_GIVEN, .found = true, .state = COPY_DONE},
		 DEED_OPERATOR,
		 NULL},
		{"ZFX HPA063", {.use = NUMBER_GIVEN, .answered = 3, SENT}, DEED_OPERATOR, NULL},
		{"ZES2 HPA063", {.use = NUMBER_GIVEN, SENT}, DEED_RESEND, NULL},
		{"ZES2 HPA063",
		 {.use = NUMBER_GIVEN, .tributary = true, SENT},
		 DEED_RESEND | DEED_PILOT,
		 NULL},
		{"ZES2 RUEHGB 3796 3390637", {0}, DEED_OPERATOR, NULL},
		{"INT ZDK HPA063 WA HAND AB BT", {SENT}, DEED_RESEND, NULL},
		{"ZDH RUEHGB 3796 3390637", {SENT}, DEED_RESEND | DEED_CORRECTED, NULL},
		{"ZDH RUEHGB 3796 3390637", {.doubtful = true, SENT}, DEED_OPERATOR, NULL},
		{"ZID HPA063", {.use = NUMBER_GIVEN, .is_last = true}, DEED_SETTLE, NULL},
		{"ZID HPA063", {.use = NUMBER_GIVEN}, DEED_SETTLE | DEED_OPERATOR, NULL},
		{"INT ZID", {.last_received = "FPA012"}, DEED_ANSWER, "ZID FPA012"},
		{"INT ZIC", {.last_sent = "HPA063"}, DEED_ANSWER, "ZIC HPA063"},
		{"INT ZIC", {.use = NUMBER_FOREIGN}, DEED_OPERATOR, NULL},
		{"INT ZKJ ZID HPA063",
		 {.last_received = "FPA012"},
		 DEED_ANSWER | DEED_OPERATOR,
		 "ZKJ1 ZID FPA012"},
		{"INT ZKJ", {0}, DEED_ANSWER | DEED_OPERATOR, "ZKJ1"},
		{"ZFR HPA063", {.is_open = true}, DEED_CLOSE_NUMBER, NULL},
		{"ZFR HPA063", {0}, DEED_OPERATOR, NULL},
		{"ZFR RUEHGB 3796 3390637",
		 {.found = true, .by_origin = true, .state = COPY_ACTIVE},
		 DEED_CANCEL | DEED_OPERATOR,
		 NULL},
		{"ZFR RUEHGB 3796 3390637",
		 {.found = true, .state = COPY_ACTIVE},
		 DEED_OPERATOR,
		 NULL},
		{"ZFU HPA063 HPA064", {0}, DEED_VOID, NULL},
		{"INT ZDQ HPA063",
		 {SENT},
		 DEED_ANSWER,
		 "ZDQ RUEHGB 3796 3390637 RUWSKT TDA043 111245Z"},
		{"INT ZDQ HPA063",
		 {.delivered_here = true, SENT},
		 DEED_ANSWER,
		 "ZDQ RUEHGB 3796 3390637 111245Z DELIVERED HERE"},
		{"RUWSPH CLAIMS NONRECEIPT RUEHGB 3796 3390637",
		 {SENT},
		 DEED_FORWARD,
		 "RUWSPH CLAIMS NONRECEIPT RUEHGB 3796 3390637 ZDQ RUWSKT TDA043 111245Z. TRACE "
		 "AND ADVISE"},
		{"RUWSPH CLAIMS NONRECEIPT PP RUWSPH DE RUEHGB 3796 3390637 ZDQ RUEHC XRO8111 "
		 "101200Z. TRACE AND ADVISE",
		 {SENT},
		 DEED_FORWARD,
		 "RUWSPH CLAIMS NONRECEIPT PP RUWSPH DE RUEHGB 3796 3390637 ZDQ RUWSKT TDA043 "
		 "111245Z. TRACE AND ADVISE"},
		{"INT ZOE RUFDDO", {.has_route = true}, DEED_ANSWER, "ZOE RUFDDO"},
		{"INT ZOE RUFDDO", {0}, DEED_OPERATOR, NULL},
		{"ZAN OO", {0}, DEED_HOLD | DEED_OPERATOR, NULL},
		{"ZFD HPA063", {0}, 0, NULL},
		{"R Z HPA063", {0}, 0, NULL},
		{"ZEQ3 RUEPDA 116B 1351530 RUFDDO 141455Z", {0}, DEED_OPERATOR, NULL},
		{"ZEQ2 RUEPDA 116B 1351530", {0}, DEED_OPERATOR, NULL},
		{"AWAITING ZDK HPA063", {.use = NUMBER_GIVEN, SENT}, DEED_RESEND, NULL},
		{"AWAITING ZDK HPA063", {.use = NUMBER_GIVEN, .answered = 1, SENT}, 0, NULL},
	};
	char text[1024];
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct service_reading *reading = read_text(rows[i].text);
		struct service_decision decision;
		assert_int_equal(reading->count, 1);
		septel__service_decide(&reading->requests[0], 63, &rows[i].known, reading,
				       &decision);
		if (decision.deeds != (DEED_NOTE | rows[i].deeds))
			fail_msg("row %zu, %s: deeds %x (%s)", i, rows[i].text, decision.deeds,
				 decision.reason ? decision.reason : "");
		assert_int_equal((decision.deeds & DEED_OPERATOR) != 0, decision.reason != NULL);
		if (rows[i].answer)
			assert_string_equal(written(&decision.answer, text), rows[i].answer);
	}
}

/* An answer never asks for one; only a tracer goes on, and not without end. */
static void answers_are_not_answered(void **state)
{
	(void)state;
	size_t count;
	const struct service_procedure *rows = septel__service_procedures(&count);
	for (size_t i = 0; i < count; i++) {
		for (unsigned use = NUMBER_FOREIGN; use <= NUMBER_GIVEN; use++) {
			const struct service_known known = {.use = (enum number_use)use,
							    .has_route = true,
							    .last_sent = "HPA063",
							    .last_received = "FPA012",
							    SENT};
			const struct service_request request = full_request(&rows[i]);
			const struct service_reading reading = {.count = 1, .understood = true};
			struct service_decision first, second;
			septel__service_decide(&request, 63, &known, &reading, &first);
			if (!(first.deeds & DEED_ANSWER))
				continue;
			septel__service_decide(&first.answer, 63, &known, &reading, &second);
			assert_int_equal(second.deeds & (DEED_ANSWER | DEED_FORWARD | DEED_RESEND),
					 0);
		}
	}
}

static void little_is_said_about_service_messages(void **state)
{
	(void)state;
	unsigned allowed = 0;
	for (unsigned kind = SERVICE_NONE + 1; kind < SERVICE_KINDS; kind++)
		allowed += septel__service_about_service((enum service_kind)kind);
	assert_int_equal(allowed, 2);
	assert_true(septel__service_about_service(SERVICE_OPEN_NUMBER));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples_come_back_to_the_letter),
		cmocka_unit_test(operands_are_read),
		cmocka_unit_test(several_requests_are_told_apart),
		cmocka_unit_test(damaged_spacing_is_read),
		cmocka_unit_test(nothing_is_guessed),
		cmocka_unit_test(a_word_may_turn_the_sense),
		cmocka_unit_test(texts_are_found),
		cmocka_unit_test(a_message_is_written),
		cmocka_unit_test(the_table_is_whole),
		cmocka_unit_test(what_is_written_is_understood),
		cmocka_unit_test(decisions_follow_what_is_known),
		cmocka_unit_test(answers_are_not_answered),
		cmocka_unit_test(little_is_said_about_service_messages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
