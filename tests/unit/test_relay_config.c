/* test_relay_config.c - configurations: what is read from them, and every fault with its line. */
#include "../../src/base/limits.h"
#include "../../src/relay/config_word.h"
#include "arena_fixture.h"

static struct relay_config config;
static struct septel_out errors;

static bool reads(const char *path, const char *text)
{
	septel_arena_reset(arena);
	septel__out_init(&errors, arena, 0);
	return septel__config_read(&config, path, septel_view_of(text), arena, &errors);
}

/* What every configuration needs, on line 1. */
#define STATION "station RUEHGB \"AMEMBASSY BAGHDAD\" spool s.db control c.sock routes r.tsv\n"

static void reads_a_station(void **state)
{
	(void)state;
	if (!reads("/etc/septel/relay.conf",
		   "# the relay of an embassy\n"
		   "station RUEHGB \"AMEMBASSY \\\"NEW\\\" BAGHDAD\"\n"
		   "spool spool.db\n"
		   "control /run/relay.sock\n"
		   "routes routes.tsv\ncollectives tables/collectives.tsv\n"
		   "metrics 127.0.0.1:9127\n"
		   "user septel\nmail-domain baghdad.example\noperator DESK\n"
		   "retain 60 days\nfree 7 percent\nlower-information yes\n"
		   "circuit WASH {\n"
		   "  tls dial relay.example:1260\n"
		   "  certificate own.pem key own.key authority \"the others.pem\"\n"
		   "  peer RUEHC letters out XRO in XWB digits 4 cyclic\n"
		   "  ceiling SECRET release AA,BB highest FLASH lowest PRIORITY window 7 idle 30\n"
		   "  interrupt no }\n"
		   "circuit LAND { stream serial /dev/ttyS0 speed 75 alphabet ita2 line-ends lf\n"
		   "  peer RUEHAM letters in LAB out LBA digits 3 routine-share 5 }\n"
		   "box ARCHIVE { archive archive.db }\tbox DESK { folder desk }\n"
		   "box DUTY{mail duty@post.example via 127.0.0.1:25 ceiling \"limited official "
		   "use\"}\n"
		   "box PRINT { command \"lp -d teletype\" }\n"
		   "copy to ARCHIVE all\n"
		   "copy to DESK when tags PHUM\n"
		   "copy to duty when addressee \"SECSTATE WASHDC\"\n"))
		fail_msg("%.*s", (int)errors.length, errors.data);
	assert_view(config.station, "RUEHGB");
	assert_view(config.name, "AMEMBASSY \"NEW\" BAGHDAD");
	assert_view(config.spool, "/etc/septel/spool.db");
	assert_view(config.control, "/run/relay.sock");
	assert_view(config.collectives, "/etc/septel/tables/collectives.tsv");
	assert_view(config.metrics, "127.0.0.1:9127");
	assert_view(config.user, "septel");
	assert_view(config.mail_domain, "baghdad.example");
	assert_view(config.operator_box, "DESK");
	assert_int_equal(config.retain_days, 60);
	assert_int_equal(config.free_percent, 7);
	assert_true(config.lower_information);
	assert_int_equal(config.outlet_count, 6);
	const struct outlet_settings *wash = &config.outlets[0];
	assert_int_equal(wash->kind, OUTLET_TLS);
	assert_view(wash->dial, "relay.example:1260");
	assert_view(wash->authority, "/etc/septel/the others.pem");
	assert_string_equal(wash->letters_out, "XRO");
	assert_string_equal(wash->letters_in, "XWB");
	assert_int_equal(wash->cycle, NUMBERS_CYCLIC);
	assert_int_equal(wash->ceiling, SEPTEL_SECRET);
	assert_string_equal(wash->release[1], "BB");
	assert_string_equal(wash->release[2], "");
	assert_int_equal(wash->highest, SEPTEL_FLASH);
	assert_int_equal(wash->lowest, SEPTEL_PRIORITY);
	assert_int_equal(wash->window, 7);
	assert_int_equal(wash->idle_minutes, 30);
	assert_false(wash->interruptible);
	const struct outlet_settings *land = &config.outlets[1];
	assert_view(land->path, "/dev/ttyS0");
	assert_int_equal(land->speed, 75);
	assert_int_equal(land->alphabet, ALPHABET_ITA2);
	assert_true(land->compressed_line_ends);
	assert_int_equal(land->digits, 3);
	assert_int_equal(land->cycle, NUMBERS_DAILY);
	assert_true(land->interruptible);
	assert_int_equal(land->ceiling, SEPTEL_CLASS_NONE);
	assert_int_equal(land->window, 1);
	assert_int_equal(land->line, 20);
	assert_int_equal(config.outlets[2].ceiling, SEPTEL_TOP_SECRET);
	assert_int_equal(config.outlets[4].ceiling, SEPTEL_LIMITED_OFFICIAL_USE);
	assert_view(config.outlets[4].mailbox, "duty@post.example");
	assert_view(config.outlets[5].command, "lp -d teletype");
	assert_int_equal(config.profile_count, 3);
	assert_int_equal(config.profiles[0].field, PROFILE_ALL);
	assert_int_equal(config.profiles[1].to, 3);
	assert_int_equal(config.profiles[2].to, 4);
	assert_view(config.profiles[2].value, "SECSTATE WASHDC");
	assert_int_equal(septel__config_outlet(&config, VIEW_LITERAL("print")), 5);
	assert_int_equal(septel__config_outlet(&config, VIEW_LITERAL("prin")), NO_OUTLET);
}

static void has_defaults(void **state)
{
	(void)state;
	assert_true(reads("relay.conf", STATION "circuit A { null }"));
	assert_view(config.spool, "s.db");
	assert_int_equal(config.retain_days, 30);
	assert_int_equal(config.free_percent, 5);
	assert_false(config.lower_information);
	assert_int_equal(config.outlets[0].digits, 4);
	assert_int_equal(config.outlets[0].ceiling, SEPTEL_CLASS_NONE);
	assert_int_equal(config.outlets[0].window, 16);
	assert_string_equal(config.outlets[0].letters_out, "");
	assert_true(reads("relay.conf", STATION "spool postgresql://db.example/spool\n") == false);
	assert_true(reads("d/relay.conf", "station QAAA A control c routes /r\n"
					  "spool postgresql://db.example/spool"));
	assert_view(config.spool, "postgresql://db.example/spool");
	assert_view(config.routes, "/r");
	assert_view(config.control, "d/c");
}

/* Text behind STATION (which is line 1), and all errors without "x.conf:". */
static const struct {
	const char *text, *errors;
} FAULTY[] = {
	{"serail x\n", "2: unknown word 'serail'\n"},
	{"metrcs 1.2.3.4:5\n", "2: unknown word 'metrcs', did you mean 'metrics'?\n"},
	{"circuit A { null cieling SECRET }",
	 "2: unknown word 'cieling', did you mean 'ceiling'?\n"},
	{"nonsense A { B { } C } retain 3 days", "2: unknown word 'nonsense'\n"},
	{"retain 3 days\nretain 4 days", "3: 'retain' stands on line 2 already\n"},
	{"spool t.db", "2: 'spool' stands on line 1 already\n"},
	{"retain 3", "2: 'retain' needs a number and 'days', not '3'\n"},
	{"retain", "2: 'retain' needs a number and 'days'\n"},
	{"retain many days", "2: 'retain' needs a number and 'days', not 'many'\n"},
	{"retain 0 days", "2: 'retain' is from 1 to 36500, not 0\n"},
	{"free 100 percent", "2: 'free' is from 0 to 99, not 100\n"},
	{"metrics localhost", "2: 'metrics' needs host:port, not 'localhost'\n"},
	{"metrics localhost:0", "2: 'metrics' needs host:port, not 'localhost:0'\n"},
	{"metrics localhost:65536", "2: 'metrics' needs host:port, not 'localhost:65536'\n"},
	{"metrics \"a b:1\"", "2: 'metrics' needs host:port, not 'a b:1'\n"},
	{"user a/b", "2: 'user' needs a name of letters, digits, '-', '_' and '.', not 'a/b'\n"},
	{"lower-information perhaps",
	 "2: 'lower-information' needs 'yes' or 'no', not 'perhaps'\n"},
	{"operator DESK\nbox DESKS { folder d }",
	 "2: no circuit or box is named 'DESK', did you mean 'DESKS'?\n"},
	{"mail-domain \"", "2: no quote closes \"\n"
			   "2: 'mail-domain' needs a name of letters, digits, '-', '_' and '.'\n"},
	{"user a\001b", "2: a byte in 'a?b' is no character\n"
			"2: 'user' needs a name of letters, digits, '-', '_' and '.', not 'a?b'\n"},
	{"}", "2: a '}' stands here alone\n"},
	{"{", "2: a '{' stands here alone\n"},
	/* circuits and boxes */
	{"circuit { null }", "2: 'circuit' needs a name and a block in braces\n"},
	{"circuit A null", "2: 'circuit' needs a name and a block in braces\n"},
	{"circuit A/B { null }", "2: 'circuit' needs a name and a block in braces\n"},
	{"circuit A { null", "2: no '}' closes 'A'\n"},
	{"circuit A { null { } }", "2: a '{' stands here alone\n2: a '}' stands here alone\n"},
	{"circuit A { }", "2: 'A' does not say what kind it is: tcp, tls, stream, drop, smtp, nats "
			  "or null\n"},
	{"box A { }", "2: 'A' does not say what kind it is: archive, folder, mail or command\n"},
	{"circuit A { null drop folder f }",
	 "2: 'A' is 'null' already, and cannot be 'drop' as well\n"
	 "2: 'folder' is nothing that 'null' has\n"},
	{"circuit A { null null }", "2: 'null' stands on line 2 already\n"},
	{"circuit hold { null }",
	 "2: 'hold' is a word of routes, and no name of a circuit or box\n"},
	{"circuit A { null }\nbox a { folder f }", "3: the name 'a' is taken on line 2\n"},
	{"circuit A { null\n speed 75\n window 3 }",
	 "3: 'speed' is nothing that 'null' has\n4: 'window' is nothing that 'null' has\n"},
	{"circuit A { tcp }", "2: 'A' lacks 'peer'\n2: 'A' needs one of dial and listen\n"},
	{"circuit A { tcp peer RAAA dial a:1 listen b:2 }",
	 "2: 'A' needs one of dial and listen\n"},
	{"circuit A { tcp peer dial a:1 }", "2: 'peer' needs a routing indicator\n"},
	{"circuit A { tcp peer XAAA dial a:1 }",
	 "2: 'peer' needs a routing indicator, not 'XAAA'\n"},
	{"circuit A { tls peer RAAA listen :1 }",
	 "2: 'A' lacks 'certificate'\n2: 'A' lacks 'key'\n2: 'A' lacks 'authority'\n"},
	{"circuit A { stream peer RAAA }", "2: 'A' needs one of dial, listen, serial and file\n"},
	{"circuit A { stream peer RAAA serial s file f }",
	 "2: 'A' is a device or a file, not both\n"},
	{"circuit A { tcp peer RAAA listen a:1 }\ncircuit B { tcp peer RAAB listen a:1 }\n"
	 "circuit C { tcp peer RAAA listen a:1 }",
	 "4: 'C' listens at a:1, as 'A' on line 2 does\n"},
	{"circuit A { stream peer RAAA serial s speed 44 }",
	 "2: 'speed' is from 45 to 4000000, not 44\n"},
	{"circuit A { stream peer RAAA serial s alphabet morse }",
	 "2: 'alphabet' needs 'ascii' or 'ita2', not 'morse'\n"},
	{"circuit A { stream peer RAAA serial s line-ends cr }",
	 "2: 'line-ends' needs 'crcrlf' or 'lf', not 'cr'\n"},
	{"circuit A { drop }", "2: 'A' lacks 'folder'\n"},
	{"circuit A { smtp }", "2: 'A' needs dial, listen or both\n"},
	{"circuit A { smtp dial m:25 }", "2: 'A' calls a mail server and lacks 'mailbox'\n"},
	{"circuit A { smtp dial m:25 mailbox a@b@c }",
	 "2: 'mailbox' needs a mailbox name@domain, not 'a@b@c'\n"},
	{"circuit A { nats }", "2: 'A' lacks 'peer'\n2: 'A' lacks 'dial'\n"},
	{"circuit A { null ceiling SACRED lowest OFTEN }",
	 "2: 'ceiling' needs a classification, not 'SACRED'\n"
	 "2: 'lowest' needs a precedence, not 'OFTEN'\n"},
	{"circuit A { null lowest FLASH highest ROUTINE }",
	 "2: 'A' carries nothing: its lowest precedence is above its highest\n"},
	{"circuit A { null lowest PRIORITY routine-share 5 }",
	 "2: 'A' has a share for ROUTINE and does not carry it\n"},
	{"circuit A { null routine-share 51 }", "2: 'routine-share' is from 1 to 50, not 51\n"},
	{"circuit A { null release A }",
	 "2: 'release' needs at most 8 codes of two letters, with commas, not 'A'\n"},
	{"circuit A { null release AA, }",
	 "2: 'release' needs at most 8 codes of two letters, with commas, not 'AA,'\n"},
	{"circuit A { null release AA,BB,CC,DD,EE,FF,GG,HH,II }",
	 "2: 'release' needs at most 8 codes of two letters, with commas, not "
	 "'AA,BB,CC,DD,EE,FF,GG,HH,II'\n"},
	/* letters */
	{"circuit A { tcp peer RAAA dial a:1 letters out XRO }",
	 "2: 'letters' needs 'out XXX in YYY'\n"},
	{"circuit A { tcp peer RAAA dial a:1 letters out XRO in XR }",
	 "2: 'letters' needs 'out XXX in YYY'\n"},
	{"circuit A { tcp peer RAAA dial a:1 letters out XRO in XRO }",
	 "2: 'A' has letters XRO both ways\n"},
	{"circuit A { tcp peer RAAA dial a:1 digits 5 }", "2: 'digits' is from 3 to 4, not 5\n"},
	{"circuit A { tcp peer RAAA dial a:1 letters out AAA in BBB }\n"
	 "circuit B { tcp peer RAAB listen a:1 letters out CCC in BBB }",
	 "3: letters BBB of 'B' are those of 'A' on line 2\n"},
	{"circuit A { tcp peer RAAA listen a:1 letters out AAA in BBB }\n"
	 "circuit B { stream peer RAAB listen a:1 letters out BBB in DDD }",
	 "3: 'B' listens at a:1, as 'A' on line 2 does\n"
	 "3: letters BBB of 'B' are those of 'A' on line 2\n"},
	/* copies */
	{"copy to", "2: 'copy' needs 'to NAME all' or 'to NAME when FIELD VALUE'\n"},
	{"copy to A", "2: 'copy' needs 'to NAME all' or 'to NAME when FIELD VALUE'\n"},
	{"copy to A when tags", "2: 'copy' needs 'to NAME all' or 'to NAME when FIELD VALUE'\n"},
	{"copy to A when colour RED",
	 "2: 'copy' needs 'to NAME all' or 'to NAME when FIELD VALUE'\n"},
	{"copy to A all", "2: no circuit or box is named 'A'\n"},
	{"box A { folder a }\ncopy to A when precedence SOON", "3: 'SOON' is no precedence\n"},
	{"circuit A { null }\ncopy to A all", "3: a copy cannot go to 'A', which has no 'peer'\n"},
	/* all at once, in the order of lines; what is wrong hides nothing behind it */
	{"retain 0 days\ncircuit A { tcp widnow 3 dial nowhere\n peer RAAA }\nbox B { fodler b }\n"
	 "copy to C all\nfree 3 percent spool u.db",
	 "2: 'retain' is from 1 to 36500, not 0\n"
	 "3: unknown word 'widnow', did you mean 'window'?\n"
	 "3: 'dial' needs host:port, not 'nowhere'\n"
	 "5: unknown word 'fodler', did you mean 'folder'?\n"
	 "5: 'B' does not say what kind it is: archive, folder, mail or command\n"
	 "6: no circuit or box is named 'C'\n"
	 "7: 'spool' stands on line 1 already\n"},
};

static void tells_every_fault(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof FAULTY / sizeof *FAULTY; i++) {
		char text[2048], told[2048];
		snprintf(text, sizeof text, "%s%s", STATION, FAULTY[i].text);
		assert_false(reads("x.conf", text));
		size_t length = 0;
		struct septel_view rest = septel__out_written(&errors), line;
		while (septel__next_line(&rest, &line)) {
			assert_true(septel__starts(line, "x.conf:"));
			length += (size_t)snprintf(told + length, sizeof told - length, "%.*s\n",
						   (int)line.len - 7, line.ptr + 7);
		}
		if (strcmp(told, FAULTY[i].errors) != 0)
			fail_msg("%s\ngives\n%s\nnot\n%s", FAULTY[i].text, told, FAULTY[i].errors);
	}
}

static void wants_what_a_station_needs(void **state)
{
	(void)state;
	assert_false(reads("x.conf", ""));
	assert_view(septel__out_written(&errors),
		    "x.conf: no line says 'station'\nx.conf: no line says 'spool'\n"
		    "x.conf: no line says 'control'\nx.conf: no line says 'routes'\n");
	assert_false(reads("x.conf", "station RUEHGB\nspool s control c routes r"));
	assert_view(septel__out_written(&errors),
		    "x.conf:1: 'station' needs a routing indicator and a name, not 'RUEHGB'\n");
}

static void bounds_what_it_tells(void **state)
{
	(void)state;
	static char text[200000];
	size_t length = 0;
	for (int i = 0; i < 1000; i++)
		length += (size_t)snprintf(text + length, sizeof text - length, "what%d\n", i);
	assert_false(reads("x.conf", text));
	size_t lines = 0;
	struct septel_view rest = septel__out_written(&errors), line, last = {"", 0};
	while (septel__next_line(&rest, &line)) {
		lines++;
		last = line;
	}
	assert_int_equal(lines, RELAY_FAULTS_LIMIT + 1);
	assert_view(last, "x.conf: and 804 more errors");
	memset(text, ' ', sizeof text);
}

static void bounds_circuits(void **state)
{
	(void)state;
	static char text[200000];
	size_t length = (size_t)snprintf(text, sizeof text, "%s", STATION);
	for (int i = 0; i < 1001; i++)
		length += (size_t)snprintf(text + length, sizeof text - length,
					   "circuit C%d { null }\n", i);
	assert_false(reads("x.conf", text));
	assert_view(septel__out_written(&errors),
		    "x.conf:1002: more than 1000 circuits and boxes\n");
}

/* Whatever a configuration is cut at, and whichever byte is another: no crash, and errors. */
static void survives_damage(void **state)
{
	(void)state;
	static const char whole[] = STATION
		"circuit A { tcp peer RAAA dial a:1 letters out XRO in XWB digits 4 daily }\n"
		"box B { command \"a \\\"b\\\"\" }\ncopy to B when keyword \"no word\"\n";
	char text[sizeof whole];
	for (size_t i = 0; i < sizeof whole; i++) {
		memcpy(text, whole, sizeof text);
		text[i] = '\0';
		(void)reads("x.conf", text);
		for (const char *other = "{}\"\\\n #\x80"; *other; other++) {
			memcpy(text, whole, sizeof text);
			if (i + 1 < sizeof whole)
				text[i] = *other;
			(void)reads("x.conf", text);
			assert_false(septel_arena_failed(arena));
		}
	}
}

static void survives_a_small_memory(void **state)
{
	(void)state;
	for (size_t limit = 1; limit < 100000; limit += 1777) {
		struct septel_arena *small = septel_arena_new(limit);
		struct septel_out told;
		struct relay_config into;
		septel__out_init(&told, NULL, 4096);
		(void)!septel__config_read(&into, "a/x.conf",
					   VIEW_LITERAL(STATION "box B { folder b }\n"
								"copy to B all\n"),
					   small, &told);
		septel__out_release(&told);
		septel_arena_free(small);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_station),
		cmocka_unit_test(has_defaults),
		cmocka_unit_test(tells_every_fault),
		cmocka_unit_test(wants_what_a_station_needs),
		cmocka_unit_test(bounds_what_it_tells),
		cmocka_unit_test(bounds_circuits),
		cmocka_unit_test(survives_damage),
		cmocka_unit_test(survives_a_small_memory),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
