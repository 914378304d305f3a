/* test_relay_mail - letters out of record messages and record messages out of letters. */
#include "../../src/base/encoding.h"
#include "../../src/base/limits.h"
#include "../../src/relay/mail_compose.h"
#include "unit.h"

#include <septel/compose.h>
#include <sodium.h>

static struct septel_arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = septel_arena_new(0);
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	septel_arena_free(arena);
	return 0;
}

static const char TRANSMISSION[] = "VZCZCXRO0417\r\r\n"
				   "PP RUEHC RUEKJCS\r\r\n"
				   "DE RUEHMS #0452/01 2671432\r\r\n"
				   "ZNY CCCCC ZZH\r\r\n"
				   "P R 241431Z SEP 09\r\r\n"
				   "FM AMEMBASSY MUSCAT\r\r\n"
				   "TO RUEHC/SECSTATE WASHDC PRIORITY 0412\r\r\n"
				   "INFO RUEKJCS/SECDEF WASHINGTON DC\r\r\n"
				   "ZEN/AMCONSUL DHAHRAN\r\r\n"
				   "BT\r\r\n"
				   "C O N F I D E N T I A L MUSCAT 000452 \r\r\n"
				   "SIPDIS\r\r\n"
				   "SUBJECT: CREW LISTS\r\r\n"
				   "REF: MUSCAT 431\r\r\n"
				   "\r\r\n"
				   "1. (C) THE LISTS WILL BE SENT.\r\r\n"
				   ".\r\r\n"
				   "From the director.\r\r\n"
				   "SAMPLE\r\r\n"
				   "BT\r\r\n"
				   "#0452\r\r\n"
				   "NNNN";

static struct septel_view letter_of(const char *transmission, size_t length)
{
	static const struct septel_mailbox MAILBOXES[] = {
		{{"SECSTATE WASHDC", 15}, {"secstate@dept.example", 21}}};
	const struct mail_letter_options options = {
		.convert = {.domain = VIEW_LITERAL("mrn.example"),
			    .sender = VIEW_LITERAL("muscat@post.example"),
			    .mailboxes = MAILBOXES,
			    .mailbox_count = 1},
		.station = VIEW_LITERAL("RUEHMS"),
		.host = VIEW_LITERAL("gate.post.example"),
		.received = 1253802720000};
	struct mail_letter letter;
	assert_true(septel__mail_letter(&letter, (struct septel_view){transmission, length},
					&options, arena));
	return letter.data;
}

static void assert_has(struct septel_view text, const char *part)
{
	if (septel__find(text, part, 0) == VIEW_NOT_FOUND)
		fail_msg("no '%s' in:\n%.*s", part, VIEW_FORMAT(text));
}

static struct mail_arrival arrival_of(struct septel_view letter, const struct mail_reading *reading)
{
	static const struct mail_reading UNKNOWN = {.station = {"RUEHZZZ", 7}};
	struct mail_arrival arrival;
	assert_true(septel__mail_arrival(&arrival, letter, reading ? reading : &UNKNOWN, arena));
	return arrival;
}

static void test_letter_has_fields(void **state)
{
	static const char *const LINES[] = {
		"Received: by gate.post.example (septel, station RUEHMS);\r\n Thu, ",
		" 24 Sep 2009 14:32:00 +0000\r\n",
		"\r\nDate: Thu, 24 Sep 2009 14:31:00 +0000\r\n",
		"\r\nFrom: AMEMBASSY MUSCAT <muscat@post.example>\r\n",
		"\r\nTo: SECSTATE WASHDC <secstate@dept.example>\r\n",
		"\r\nCc: SECDEF WASHINGTON DC:;\r\n",
		"\r\nMessage-ID: <09MUSCAT452@mrn.example>\r\n",
		"\r\nReferences: <09MUSCAT431@mrn.example>\r\n",
		"\r\nMT-Priority: 0 (priority)\r\n",
		"\r\nMMHS-Primary-Precedence: priority\r\n",
		"\r\nMMHS-Copy-Precedence: routine\r\n",
		"\r\nMMHS-Acp127-Message-Identifier: RUEHMS 0452 2671432\r\n",
		"\r\nMMHS-Other-Recipients-Indicator-CC: AMCONSUL DHAHRAN\r\n",
		"\r\nContent-Type: application/x-septel-message; year=0\r\n",
	};
	(void)state;
	const struct septel_view letter = letter_of(TRANSMISSION, sizeof TRANSMISSION - 1);
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++)
		assert_has(letter, LINES[i]);
	for (size_t i = 0; i < letter.len; i++) {
		assert_true((unsigned char)letter.ptr[i] < 0x80);
		assert_true(letter.ptr[i] != '\n' || (i > 0 && letter.ptr[i - 1] == '\r'));
	}
	assert_true(septel__equal(letter, letter_of(TRANSMISSION, sizeof TRANSMISSION - 1)));
}

static void test_comes_back_byte_for_byte(void **state)
{
	(void)state;
	char bytes[4096];
	/* Whatever they are: control characters, no line end, NUL, 8-bit, From, dots. */
	for (size_t length = 1; length <= sizeof bytes; length = length * 3 + 1) {
		for (size_t i = 0; i < length; i++)
			bytes[i] = (char)(i * 197 + i / 7 + length);
		memcpy(bytes, "\r\n.\r\n", length < 5 ? length : 5);
		const struct mail_arrival arrival = arrival_of(letter_of(bytes, length), NULL);
		assert_int_equal(arrival.kind, MAIL_TRANSMISSION);
		assert_int_equal(arrival.transmissions.count, 1);
		assert_int_equal(arrival.transmissions.at[0].len, length);
		assert_memory_equal(arrival.transmissions.at[0].ptr, bytes, length);
	}
	const struct mail_arrival arrival =
		arrival_of(letter_of(TRANSMISSION, sizeof TRANSMISSION - 1), NULL);
	assert_view(arrival.transmissions.at[0], TRANSMISSION);
	assert_view(arrival.message_id, "<09MUSCAT452@mrn.example>");
	assert_has(arrival.transfers.at[0], "mail:<09MUSCAT452@mrn.example>/");
}

static void test_night_action(void **state)
{
	static const char TEXT[] =
		"OO RUEHC\nDE RUEHMS #0453/01 2671432\nZNR UUUUU ZZH\n"
		"O 241431Z SEP 09\nFM AMEMBASSY MUSCAT\n"
		"TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 0413\nBT\n"
		"UNCLAS MUSCAT 000453\nSUBJECT: A\n\n1. TEXT.\nBT\n#0453\nNNNN\n";
	static const struct mail_letter_options OPTIONS = {0};
	struct mail_letter letter;
	(void)state;
	assert_true(septel__mail_letter(&letter, septel_view_of(TEXT), &OPTIONS, arena));
	assert_true(letter.night);
	assert_int_equal(letter.precedence, SEPTEL_IMMEDIATE);
	assert_int_equal(letter.priority, 2);
	assert_view(letter.message_id, "<09MUSCAT453@mrn.example>");
}

static void test_priority(void **state)
{
	static const struct {
		const char *text;
		int value; /* 99: none */
		enum septel_precedence precedence;
	} ROWS[] = {
		{"-9", -9, SEPTEL_ROUTINE},
		{"-4", -4, SEPTEL_ROUTINE},
		{"-2", -2, SEPTEL_ROUTINE},
		{"-1", -1, SEPTEL_PRIORITY},
		{"0", 0, SEPTEL_PRIORITY},
		{"1", 1, SEPTEL_IMMEDIATE},
		{"2", 2, SEPTEL_IMMEDIATE},
		{"3", 3, SEPTEL_FLASH},
		{"4", 4, SEPTEL_FLASH},
		{"5", 5, SEPTEL_EMERGENCY},
		{"9", 9, SEPTEL_EMERGENCY},
		{"-0", 99, 0},
		{"+1", 99, 0},
		{"03", 99, 0},
		{"", 99, 0},
		{"-", 99, 0},
		{"10", 99, 0},
		{"x", 99, 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		int value = 99;
		assert_int_equal(septel__mail_priority_read(septel_view_of(ROWS[i].text), &value),
				 ROWS[i].value != 99);
		assert_int_equal(value, ROWS[i].value);
		if (value != 99)
			assert_int_equal(septel__mail_precedence(value), ROWS[i].precedence);
	}
	for (int p = SEPTEL_ROUTINE; p <= SEPTEL_EMERGENCY; p++)
		assert_int_equal(
			septel__mail_precedence(septel__mail_priority((enum septel_precedence)p)),
			p);
}

/* ---- composed --------------------------------------------------------------- */

#define HEADER                                                                                     \
	"From: AMEMBASSY MUSCAT <muscat@post.example>\n"                                           \
	"To: SECSTATE WASHDC <secstate@dept.example>\n"                                            \
	"Message-ID: <17@post.example>\n"
#define DATE   "Date: Thu, 24 Sep 2009 18:31:09 +0400\n"
#define LABEL  "SIO-Label: marking=\"UNCLASSIFIED\"\n"
#define NUMBER "MMHS-Originator-Reference: 09MUSCAT452\n"
#define FLASH  "MMHS-Primary-Precedence: 4 (flash)\n"
#define TEXT                                                                                       \
	"Subject: Crew lists\nKeywords: PREL, MU\n\nThe lists will be sent by the "                \
	"director.\n"

/* What a composed message must say: its preamble, and a line of it. */
static const struct composed_row {
	const char *letter, *preamble, *line;
	bool trusted;
} COMPOSED[] = {
	{HEADER DATE LABEL NUMBER TEXT, "R 241431Z SEP 09", "TO RUEHC/SECSTATE WASHDC", false},
	{HEADER DATE LABEL NUMBER FLASH TEXT, "Z 241431Z SEP 09", "TO RUEHC/SECSTATE WASHDC FLASH",
	 false},
	{HEADER DATE LABEL NUMBER "MMHS-Primary-Precedence:\n  Immediate\n" TEXT,
	 "O 241431Z SEP 09", "SUBJECT: Crew lists", false},
	{HEADER DATE LABEL NUMBER "MT-Priority: 2 (immediate)\n" TEXT, "R 241431Z SEP 09",
	 "UNCLAS MUSCAT 000452", false},
	{HEADER DATE LABEL NUMBER "MT-Priority: 2 (immediate)\n" TEXT, "O 241431Z SEP 09",
	 "TAGS: PREL MU", true},
	/* Two fields: none counts. */
	{HEADER DATE LABEL NUMBER "MT-Priority: 2\nMT-Priority: 4\n" TEXT, "R 241431Z SEP 09",
	 "FM AMEMBASSY MUSCAT", true},
	{HEADER LABEL NUMBER
	 "MMHS-Extended-Authorization-Info:\n Thu, 24 Sep 2009 14:31:00 +0000\n" DATE TEXT,
	 "R 241431Z SEP 09", "ZNR UUUUU", false},
	{HEADER DATE LABEL NUMBER FLASH
	 "MMHS-Copy-Precedence: routine\n"
	 "Cc: \"SECDEF WASHINGTON DC\" <x@y>, IRAN COLLECTIVE:;\n" TEXT,
	 "Z R 241431Z SEP 09", "INFO RUEKJCS/SECDEF WASHINGTON DC", false},
	{HEADER DATE LABEL NUMBER "MMHS-Acp127-Message-Identifier: RUEHMS 0452 2671432\n" TEXT,
	 "R 241431Z SEP 09", "DE RUEHMS #0452/01 2671432", false},
	{HEADER DATE LABEL NUMBER "MMHS-Other-Recipients-Indicator-CC: AMCONSUL DHAHRAN\n" TEXT,
	 "R 241431Z SEP 09", "INFO ZEN/AMCONSUL DHAHRAN", false},
	{HEADER DATE NUMBER "SIO-Label: type=\":ess\"; label=\"MQcGAog3AgEB\"\n" TEXT,
	 "R 241431Z SEP 09", "ZNR UUUUU", false},
	{HEADER DATE NUMBER "MMHS-Message-Instructions: SIPDIS\n" LABEL TEXT, "R 241431Z SEP 09",
	 "SIPDIS", false},
	/* The text of a record message, and no label. */
	{HEADER DATE NUMBER "\nC O N F I D E N T I A L MUSCAT 000452\n\nSIPDIS\n\n"
			    "E.O. 12958: DECL: 09/24/2019\nTAGS: PREL, MU\nSUBJECT: CREW LISTS\n\n"
			    "1. (C) The lists will be sent by the director.\nSAMPLE\n",
	 "R 241431Z SEP 09", "E.O. 12958: DECL: 09/24/2019", false},
};

static void test_composed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof COMPOSED / sizeof *COMPOSED; i++) {
		const struct composed_row *row = &COMPOSED[i];
		const struct mail_reading reading = {.station = VIEW_LITERAL("RUEHZZZ"),
						     .trusted = row->trusted};
		const struct mail_arrival arrival =
			arrival_of(septel_view_of(row->letter), &reading);
		if (arrival.kind != MAIL_COMPOSED)
			fail_msg("row %zu is held: %.*s", i, VIEW_FORMAT(arrival.reason));
		assert_int_equal(arrival.transmissions.count, 1);
		const struct septel_view made = arrival.transmissions.at[0];
		char line[200];
		snprintf(line, sizeof line, "\r\n%s\r\r\n", row->preamble);
		assert_has(made, line);
		assert_has(made, row->line);
		/* It reads as the letter states it. */
		const struct septel_message *message;
		assert_int_equal(septel_message_parse(&message, made, NULL, arena), SEPTEL_OK);
		assert_view(message->from.name, "AMEMBASSY MUSCAT");
		assert_view(message->id, "09MUSCAT452");
		assert_view(message->to.at[0].name, "SECSTATE WASHDC");
		assert_int_equal(message->classification,
				 septel__find(made, "E.O.", 0) == VIEW_NOT_FOUND
					 ? SEPTEL_UNCLASSIFIED
					 : SEPTEL_CONFIDENTIAL);
		assert_true(septel__is_word(message->subject, "CREW LISTS"));
	}
}

/* Another character set; and ACP 127, with a serial of its own, where there is no number. */
static void test_composed_without_number(void **state)
{
	static const char LETTER[] = HEADER DATE LABEL
		"MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\n"
		"Content-Transfer-Encoding: quoted-printable\n"
		"Subject: =?iso-8859-1?q?On_La_R=E9union?=\n\nThe lists of R=E9union=\n follow.\n";
	(void)state;
	const struct mail_arrival arrival = arrival_of(septel_view_of(LETTER), NULL);
	if (arrival.kind != MAIL_COMPOSED)
		fail_msg("held: %.*s", VIEW_FORMAT(arrival.reason));
	assert_has(arrival.transmissions.at[0], "THE LISTS OF REUNION FOLLOW");
	assert_has(arrival.transmissions.at[0], "SUBJECT: ON LA REUNION");
	assert_has(arrival.transmissions.at[0], "\nDE RUEHMS ");
	const struct mail_arrival again = arrival_of(septel_view_of(LETTER), NULL);
	assert_true(septel__equal(arrival.transmissions.at[0], again.transmissions.at[0]));
	assert_true(septel__equal(arrival.transfers.at[0], again.transfers.at[0]));
}

static void test_sections(void **state)
{
	struct septel_out letter;
	(void)state;
	septel__out_init(&letter, arena, 0);
	septel__out_string(&letter,
			   HEADER DATE LABEL NUMBER "Subject: Crew lists\nKeywords: PREL\n\n");
	for (int i = 0; i < 150; i++)
		septel__out_format(&letter,
				   "Paragraph %d says that the list of vessel %d was "
				   "sent, and that it names all persons aboard.\n\n",
				   i, i);
	const struct mail_arrival arrival = arrival_of(septel__out_written(&letter), NULL);
	if (arrival.kind != MAIL_COMPOSED)
		fail_msg("held: %.*s", VIEW_FORMAT(arrival.reason));
	assert_true(arrival.transmissions.count > 2);
	assert_int_equal(arrival.transfers.count, arrival.transmissions.count);
	for (size_t i = 0; i < arrival.transmissions.count; i++) {
		char line[80];
		snprintf(line, sizeof line, "SECTION %02zu OF %02zu", i + 1,
			 arrival.transmissions.count);
		assert_has(arrival.transmissions.at[i], line);
		for (size_t k = 0; k < i; k++)
			assert_false(
				septel__equal(arrival.transfers.at[i], arrival.transfers.at[k]));
	}
}

/* ---- held ------------------------------------------------------------------- */

static const struct held_row {
	const char *letter, *reason;
} HELD[] = {
	{HEADER DATE NUMBER TEXT, "no classification"},
	{HEADER LABEL NUMBER TEXT, "no date"},
	{HEADER "Date: Thu, 24 Sep 2009 14:31:00 EST\n" LABEL TEXT, "known zone"},
	{HEADER "Date: Thu, 31 Sep 2009 14:31:00 +0000\n" LABEL TEXT, "known zone"},
	{HEADER DATE LABEL FLASH FLASH TEXT, "stands more than once"},
	{HEADER DATE LABEL
	 "MMHS-Extended-Authorisation-Info: Thu, 24 Sep 2009 14:31:00 +0000\n"
	 "MMHS-Extended-Authorization-Info: Thu, 24 Sep 2009 14:31:00 +0000\n" TEXT,
	 "stands more than once"},
	{HEADER DATE LABEL NUMBER "MMHS-Primary-Precedence: 5\n" TEXT, "no prosign"},
	{HEADER DATE LABEL NUMBER "MMHS-Primary-Precedence: 20\n" TEXT, "no prosign"},
	{HEADER DATE LABEL NUMBER "MMHS-Primary-Precedence: urgent\n" TEXT, "no prosign"},
	{HEADER DATE LABEL NUMBER "MMHS-Copy-Precedence: flash\n" TEXT, "none for To"},
	{HEADER DATE LABEL NUMBER "Bcc: SECDEF WASHINGTON DC:;\n" TEXT, "blind copies"},
	{HEADER DATE LABEL NUMBER "Cc: nobody@dept.example\n" TEXT, "no designator stands for"},
	{HEADER DATE LABEL NUMBER "Cc: JANE DOE <jane@dept.example>\n" TEXT,
	 "no routing indicator is known for 'JANE DOE'"},
	{HEADER DATE LABEL NUMBER "MMHS-Codress-Message-Indicator: 1\n" TEXT, "codress"},
	{HEADER DATE NUMBER "SIO-Label: marking=\"PURPLE\"\n" TEXT, "is no classification"},
	{HEADER DATE NUMBER
	 "SIO-Label: marking=\"SECRET\"; type=\":ess\"; label=\"MQcGAog3AgED\"\n" TEXT,
	 "is marked SECRET and labelled CONFIDENTIAL"},
	{HEADER DATE NUMBER "SIO-Label: marking=\"SECRET\"\n"
			    "\nC O N F I D E N T I A L MUSCAT 000452\nSUBJECT: A\n\n1. (C) Text.\n",
	 "is labelled SECRET, its text CONFIDENTIAL"},
	{HEADER DATE LABEL "MMHS-Acp127-Message-Identifier: RUEHMS 0452\n" TEXT, "cannot be read"},
	{HEADER DATE LABEL "MMHS-Acp127-Message-Identifier: RUEHMS 0452/02 2671432\n" TEXT,
	 "cannot be read"},
	{"To: SECSTATE WASHDC:;\nFrom: a@b\n" DATE LABEL TEXT, "designator"},
	{"From: AMEMBASSY MUSCAT <a@b>\n" DATE LABEL NUMBER TEXT, "addressee"},
	{HEADER DATE LABEL "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
			   "--b\n\ntext\n--b\nContent-Type: application/pdf\n\nx\n--b--\n",
	 "a part of the type application/pdf"},
	{HEADER DATE LABEL "Content-Type: text/plain; charset=koi8-r\n\ntext\n", "character set"},
	{HEADER DATE LABEL "Content-Type: text/html\n\n<p>text\n", "type text/html"},
	{HEADER DATE LABEL "Content-Type: application/x-septel-message\n"
			   "Content-Transfer-Encoding: base64\n\nA!\n",
	 "damaged"},
	{HEADER DATE LABEL "\n", "no text"},
	{"", "no date"},
};

static void test_held(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof HELD / sizeof *HELD; i++) {
		const struct mail_arrival arrival =
			arrival_of(septel_view_of(HELD[i].letter), NULL);
		if (arrival.kind != MAIL_HELD)
			fail_msg("row %zu is not held but %d:\n%.*s", i, arrival.kind,
				 VIEW_FORMAT(arrival.transmissions.at[0]));
		if (septel__find(arrival.reason, HELD[i].reason, 0) == VIEW_NOT_FOUND)
			fail_msg("row %zu: %.*s", i, VIEW_FORMAT(arrival.reason));
		assert_int_equal(arrival.transmissions.count, 1);
		assert_true(septel__starts(arrival.transmissions.at[0], "MAIL HELD: "));
	}
}

/* A letter that is held comes again with another trace: it is the same one. */
static void test_held_again(void **state)
{
	(void)state;
	const struct mail_arrival first = arrival_of(septel_view_of(HELD[0].letter), NULL);
	struct septel_out again;
	septel__out_init(&again, arena, 0);
	septel__out_format(&again, "Received: from x;\n Thu, 24 Sep 2009 14:31:00 +0000\n%s",
			   HELD[0].letter);
	const struct mail_arrival second = arrival_of(septel__out_written(&again), NULL);
	assert_true(septel__equal(first.transfers.at[0], second.transfers.at[0]));
}

static void test_text_that_is_a_transmission(void **state)
{
	struct septel_out letter;
	(void)state;
	septel__out_init(&letter, arena, 0);
	septel__out_format(&letter, HEADER "\n%s", TRANSMISSION);
	const struct mail_arrival arrival = arrival_of(septel__out_written(&letter), NULL);
	assert_int_equal(arrival.kind, MAIL_TRANSMISSION);
	assert_view(arrival.transmissions.at[0], TRANSMISSION);
}

/* ---- addresses and dates ---------------------------------------------------- */

static void test_addresses(void **state)
{
	static const struct {
		const char *list, *names; /* names and mailboxes as "name=mailbox|"; NULL: none */
	} ROWS[] = {
		{"a@b", "=a@b|"},
		{"SECSTATE WASHDC <a@b>, \"X (Y), Z\" <c@d>", "SECSTATE WASHDC=a@b|X (Y), Z=c@d|"},
		{"SECDEF WASHINGTON DC:;", "SECDEF WASHINGTON DC=|"},
		{"IRAN COLLECTIVE: a@b, \"c;d\" <c@d> ;, e@f (a comment)",
		 "IRAN COLLECTIVE=|=e@f|"},
		{"A (one (two) \\) three) <a@b>", "A=a@b|"},
		{"\"q\\\"q\" <@r1,@r2:a@b>", "q\"q=a@b|"},
		{"=?utf-8?q?R=C3=89UNION?= <a@b>", "R\xC3\x89UNION=a@b|"},
		{"=?utf-8?b?QUI=?= =?utf-8?q?C_D?= <a@b>,", "ABC D=a@b|"},
		{"", ""},
		{"A <a@b", NULL},
		{"\"A <a@b>", NULL},
		{"A: a@b", NULL},
		{"A B", NULL},
		{"<>", NULL},
		{"=?koi8-r?q?A?= <a@b>", NULL},
		{"a@b; c@d", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct mail_addresses addresses;
		struct septel_out names;
		const bool read =
			septel__mail_addresses(septel_view_of(ROWS[i].list), &addresses, arena);
		if (read != (ROWS[i].names != NULL))
			fail_msg("'%s'", ROWS[i].list);
		if (!read)
			continue;
		septel__out_init(&names, arena, 0);
		for (size_t k = 0; k < addresses.count; k++)
			septel__out_format(&names, "%.*s=%.*s|", VIEW_FORMAT(addresses.at[k].name),
					   VIEW_FORMAT(addresses.at[k].mailbox));
		assert_view(septel__out_written(&names), ROWS[i].names);
	}
}

static void test_dates(void **state)
{
	static const struct {
		const char *text;
		int day, hour, minute; /* of December 2008; 0: none */
	} ROWS[] = {
		{"Thu, 04 Dec 2008 06:37:00 +0000", 4, 6, 37},
		{"4 Dec 2008 06:37 GMT", 4, 6, 37},
		{"Thu, 4 Dec 2008 01:07:59 -0530 (a comment)", 4, 6, 37},
		{"Fri,\r\n 5 Dec 2008\r\n 00:37:00 +1800", 4, 6, 37},
		{"Thu, 04 Dec 2008 06:37:00 -0000", 4, 6, 37},
		{"Thu, 04 Dec 08 06:37:00 +0000", 0, 0, 0},
		{"Thu, 04 Dec 2008 24:37:00 +0000", 0, 0, 0},
		{"Thu, 04 Dec 2008 06:37:00 A", 0, 0, 0},
		{"Thu, 04 Dec 2008 06:37:00", 0, 0, 0},
		{"", 0, 0, 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct septel_time time = {0};
		assert_int_equal(septel__mail_date(septel_view_of(ROWS[i].text), &time, arena),
				 ROWS[i].day != 0);
		if (ROWS[i].day) {
			assert_int_equal(time.year * 100 + time.month, 200812);
			assert_int_equal(time.day, ROWS[i].day);
			assert_int_equal(time.hour * 100 + time.minute,
					 ROWS[i].hour * 100 + ROWS[i].minute);
		}
	}
}

/* ---- reports ---------------------------------------------------------------- */

static void test_notice_reads_back(void **state)
{
	static const struct mail_report_recipient RECIPIENTS[] = {
		{.original = {"rfc822;secstate@dept.example", 28},
		 .final = {"secstate@dept.example", 21},
		 .event = MAIL_RELAYED,
		 .status = "2.0.0"},
		{.final = {"RUEHZZ/NOBODY\r\nX: y", 19},
		 .record = true,
		 .event = MAIL_FAILED,
		 .status = "5.1.1",
		 .diagnostic = {"unknown designator", 18}},
	};
	const struct mail_notice notice = {
		.host = VIEW_LITERAL("gate.post.example"),
		.to = VIEW_LITERAL("muscat@post.example"),
		.envelope_id = VIEW_LITERAL("RUEHMS-17.2"),
		.message_id = VIEW_LITERAL("<09MUSCAT452@mrn.example>"),
		.header = VIEW_LITERAL("Message-ID: <09MUSCAT452@mrn.example>\r\nX: \x80\r\n"),
		.arrived = 1253802720000,
		.now = 1253802780000,
		.priority = 2,
		.recipients = RECIPIENTS,
		.recipient_count = 2};
	struct septel_view letter;
	(void)state;
	assert_true(septel__mail_notice(&letter, &notice, arena));
	assert_has(letter, "\r\nReporting-MTA: dns; gate.post.example\r\n");
	assert_has(letter, "\r\nMT-Priority: 2\r\n");
	const struct mail_arrival arrival = arrival_of(letter, NULL);
	assert_int_equal(arrival.kind, MAIL_REPORT);
	assert_int_equal(arrival.report_count, 2);
	assert_view(arrival.reports[0].envelope_id, "RUEHMS-17.2");
	assert_view(arrival.reports[0].message_id, "<09MUSCAT452@mrn.example>");
	assert_view(arrival.reports[0].recipient, "secstate@dept.example");
	assert_int_equal(arrival.reports[0].event, MAIL_RELAYED);
	assert_view(arrival.reports[1].recipient, "RUEHZZ/NOBODY X: y");
	assert_int_equal(arrival.reports[1].event, MAIL_FAILED);
	assert_view(arrival.reports[1].status, "5.1.1");
	assert_view(arrival.reports[1].diagnostic, "unknown designator");
}

static void test_disposition(void **state)
{
	static const char LETTER[] =
		"Content-Type: multipart/report; report-type=disposition-notification;\n"
		" boundary=\"b\"\n\n--b\n\nread\n--b\n"
		"Content-Type: message/disposition-notification\n\n"
		"Original-Recipient: rfc822;secstate@dept.example\n"
		"Final-Recipient: rfc822; desk@dept.example\n"
		"Original-Message-ID: <09MUSCAT452@mrn.example>\n"
		"Disposition: manual-action/MDN-sent-manually; displayed\n--b--\n";
	(void)state;
	const struct mail_arrival arrival = arrival_of(septel_view_of(LETTER), NULL);
	assert_int_equal(arrival.kind, MAIL_REPORT);
	assert_int_equal(arrival.report_count, 1);
	assert_int_equal(arrival.reports[0].event, MAIL_READ);
	assert_view(arrival.reports[0].message_id, "<09MUSCAT452@mrn.example>");
	assert_view(arrival.reports[0].recipient, "secstate@dept.example");
}

/* A report that says nothing of a letter is for the operator. */
static void test_empty_report(void **state)
{
	(void)state;
	const struct mail_arrival arrival =
		arrival_of(septel_view_of("Content-Type: multipart/report; boundary=b\n\n--b\n"
					  "Content-Type: message/delivery-status\n\nX: y\n--b--\n"),
			   NULL);
	assert_int_equal(arrival.kind, MAIL_HELD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_letter_has_fields, setup, teardown),
		cmocka_unit_test_setup_teardown(test_comes_back_byte_for_byte, setup, teardown),
		cmocka_unit_test_setup_teardown(test_night_action, setup, teardown),
		cmocka_unit_test_setup_teardown(test_priority, setup, teardown),
		cmocka_unit_test_setup_teardown(test_composed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_composed_without_number, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sections, setup, teardown),
		cmocka_unit_test_setup_teardown(test_held, setup, teardown),
		cmocka_unit_test_setup_teardown(test_held_again, setup, teardown),
		cmocka_unit_test_setup_teardown(test_text_that_is_a_transmission, setup, teardown),
		cmocka_unit_test_setup_teardown(test_addresses, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dates, setup, teardown),
		cmocka_unit_test_setup_teardown(test_notice_reads_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_disposition, setup, teardown),
		cmocka_unit_test_setup_teardown(test_empty_report, setup, teardown),
	};
	if (sodium_init() < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
