/* test_relay_plan.c - the plan of copies: the examples of the procedure, every rule and every bar.
 */
#include "route_station.h"

/* ---- example E3: segregation (wire-format 10.2, step 5) -------------------------------------- */

#define E3_ADDRESS                                                                                 \
	"T RFFWBG/MINISTRY OF DEFENCE BONN\nT RXFPC/MAF LUXEMBOURG\n"                              \
	"I RUFDAE/CINCUSAREUR\nI RXFPSA/COMLANDCENT\n"

static void e3_message(void)
{
	message("RUFDAE RXFPSA RXFPC RFFWBG", E3_ADDRESS);
	envelope.precedence = envelope.action = SEPTEL_PRIORITY;
	envelope.info = SEPTEL_ROUTINE;
}

static void parts_a_routing_line(void **state)
{
	(void)state;
	static const char rufd[] =
		"circuit AE { null peer RUFDAE }\ncircuit RXFP { null peer RXFP }\n"
		"circuit BACK { null }\n";
	char lowering[512];
	station(HEAD("RUFD") "circuit AE { null peer RUFDAE }\ncircuit RXFP { null peer RXFP }\n",
		"RUFDA\tAE\nRX\tRXFP\nRF\tRXFP\n", "");
	e3_message();
	assert_string_equal(planned(), "AE P RUFDAE; RXFP P RXFPSA RXFPC RFFWBG");
	/* told to lower, as an operator by hand */
	snprintf(lowering, sizeof lowering, HEAD("RUFD") "lower-information yes\n%s", rufd);
	station(lowering, "RUFDA\tAE\nRX\tRXFP\nRF\tRXFP\n", "");
	e3_message();
	assert_string_equal(planned(), "AE R RUFDAE; RXFP P RXFPSA RXFPC RFFWBG");
	/* and at the next relay */
	station(HEAD("RXFP") "lower-information yes\ncircuit RUFD { null peer RUFD }\n"
			     "circuit SA { null peer RXFPSA }\ncircuit RFFW { null peer RFFW }\n"
			     "circuit OFFNET { drop folder off }\n",
		"RU\tRUFD\nRXFPS\tSA\nRXFPC\tOFFNET\t-\t-\t-\t-\tMAF "
		"LUXEMBOURG\trefile\nRF\tRFFW\n",
		"");
	message("RXFPSA RXFPC RFFWBG", E3_ADDRESS);
	envelope.precedence = envelope.action = SEPTEL_PRIORITY;
	envelope.info = SEPTEL_ROUTINE;
	question.from = 0;
	assert_string_equal(planned(), "SA R RXFPSA; OFFNET P RXFPC; RFFW P RFFWBG");
}

static void parts_flash_from_lower(void **state)
{
	(void)state;
	station(HEAD("RUFD") "lower-information yes\ncircuit A { null }\n", "*\tA\n", "");
	message("RAAA RBBB RCCC", "I RAAA/ONE\nT RBBB/TWO\nT RCCC/THREE\nI RCCC/FOUR\n");
	envelope.precedence = envelope.action = SEPTEL_FLASH;
	assert_string_equal(planned(), "A R RAAA; A F RBBB RCCC");
	envelope.precedence = envelope.action = SEPTEL_IMMEDIATE;
	assert_string_equal(planned(), "A I RAAA RBBB RCCC");
	/* roles by designator, where lines have no routing indicator (RUEHAM: the table) */
	message("RUEHAM RAAA", "T AMEMBASSY BAGHDAD\nI AMEMBASSY  AMMAN//POL//\n");
	envelope.precedence = envelope.action = SEPTEL_FLASH;
	assert_string_equal(planned(), "A R RUEHAM; A F RAAA");
}

/* ---- outlets ------------------------------------------------------------------------------- */

#define THREE                                                                                      \
	HEAD("RUEHGB")                                                                             \
	"circuit ONE { null peer RUAAA ceiling SECRET highest IMMEDIATE }\n"                       \
	"circuit TWO { null peer RUBBB ceiling CONFIDENTIAL release AA,BB }\n"                     \
	"circuit THREE { null peer RUCCC ceiling \"TOP SECRET\" lowest PRIORITY }\n"

static void tries_alternates(void **state)
{
	(void)state;
	static bool up[3];
	memset(up, true, sizeof up);
	station(THREE,
		"RU\tONE,TWO,THREE\nRX\tONE,TWO\tCONFIDENTIAL\tPRIORITY\tFLASH\tAA\nRY\thold\n",
		"");
	message("RUDDD", "");
	assert_string_equal(planned(), "ONE R RUDDD");
	question.up = up;
	up[0] = false;
	assert_string_equal(planned(), "TWO R RUDDD");
	up[1] = up[2] = false;
	assert_string_equal(planned(), "ONE R RUDDD"); /* waits there */
	up[2] = true;
	assert_string_equal(planned(), "ONE R RUDDD"); /* THREE carries no ROUTINE */
	up[0] = up[1] = true;
	envelope.precedence = SEPTEL_FLASH;
	assert_string_equal(planned(), "TWO F RUDDD"); /* ONE carries no FLASH */
	envelope.classification = SEPTEL_CONFIDENTIAL;
	assert_string_equal(planned(), "THREE F RUDDD"); /* no release code */
	memcpy(envelope.release, "BB", 3);
	assert_string_equal(planned(), "TWO F RUDDD");
	memcpy(envelope.release, "CC", 3);
	assert_string_equal(planned(), "THREE F RUDDD");
	envelope.classification = SEPTEL_TOP_SECRET;
	envelope.precedence = SEPTEL_ROUTINE;
	assert_string_equal(planned(), "ONE R RUDDD HELD classification: TOP SECRET is over the "
				       "ceiling of ONE (route RU, line 1)");
	/* the ceiling of the route itself */
	message("RXDDD RYDDD", "");
	envelope.precedence = SEPTEL_PRIORITY;
	envelope.classification = SEPTEL_SECRET;
	assert_string_equal(
		planned(), "ONE P RXDDD HELD classification: SECRET is over the ceiling of ONE "
			   "(route RX, line 2); - P RYDDD HELD told: the route of RYDDD says hold");
	envelope.classification = SEPTEL_CONFIDENTIAL;
	memcpy(envelope.release, "BB", 3);
	message("RXDDD", "");
	assert_string_equal(planned(), "ONE R RXDDD HELD precedence: ONE does not carry ROUTINE "
				       "(route RX, line 2)");
	envelope.precedence = SEPTEL_PRIORITY;
	envelope.classification = SEPTEL_CONFIDENTIAL;
	assert_string_equal(planned(), "ONE P RXDDD HELD release: ONE does not carry what has no "
				       "release code (route RX, line 2)");
	memcpy(envelope.release, "AA", 3);
	assert_string_equal(planned(), "ONE P RXDDD");
}

static void sends_nothing_back(void **state)
{
	(void)state;
	station(THREE, "RU\tONE,TWO\nRX\tONE\n", "RUZZZ\tRUDDD RXEEE RUEHGB\n");
	message("RUDDD RXEEE", "");
	question.from = 0;
	assert_string_equal(planned(),
			    "TWO R RUDDD; ONE R RXEEE HELD loop: ONE is where it came from");
	/* members of a collective may be there */
	message("RUZZZ", "");
	question.from = 0;
	assert_string_equal(planned(),
			    "ONE R RUDDD RXEEE; - R RUEHGB HELD no-box: no box takes what "
			    "is for RUEHGB");
}

static void needs_an_approved_circuit_where_nothing_is_said(void **state)
{
	(void)state;
	station(HEAD("RUEHGB") "circuit LOW { null } circuit HIGH { null ceiling CONFIDENTIAL }\n",
		"RU\tLOW\nRX\tLOW,HIGH\n", "");
	message("RUDDD RXEEE", "");
	envelope.classification = SEPTEL_CLASS_NONE;
	assert_string_equal(
		planned(), "LOW R RUDDD HELD classification: a message without a classification is "
			   "over the ceiling of LOW (route RU, line 1); HIGH R RXEEE");
	envelope.signs = SIGN_SERVICE;
	assert_string_equal(planned(), "LOW R RUDDD RXEEE");
}

static void minimizes(void **state)
{
	(void)state;
	static const struct minimize area[] = {{{"RUAA", 4}, SEPTEL_IMMEDIATE}};
	station(HEAD("RUEHGB") "circuit A { null }\nbox B { folder b }\n", "*\tA\nRUAAB\tB\n", "");
	message("RUAAC RUBBB RUAAB", "");
	question.minimize = area;
	question.minimize_count = 1;
	assert_string_equal(planned(),
			    "A R RUAAC HELD minimize: RUAAC is under MINIMIZE; A R RUBBB; "
			    "B R RUAAB");
	question.bytes = VIEW_LITERAL("1. TEXT\nMINIMIZE CONSIDERED\n");
	assert_string_equal(planned(), "A R RUAAC RUBBB; B R RUAAB");
	question.bytes = VIEW_LITERAL("");
	envelope.precedence = SEPTEL_IMMEDIATE;
	assert_string_equal(planned(), "A I RUAAC RUBBB; B I RUAAB");
}

static void calls_each_once(void **state)
{
	(void)state;
	station(HEAD("RUEHGB") "circuit A { null } circuit B { null }\n", "RU\tA\nRX\tB\n", "");
	message("RUBBB RXAAA RUBBB RUAAA RXAAA", "");
	assert_string_equal(planned(), "A R RUBBB RUAAA; B R RXAAA");
	message("", "");
	assert_string_equal(planned(), "");
}

/* ---- collectives ---------------------------------------------------------------------------- */

static void expands_collectives(void **state)
{
	(void)state;
	station(HEAD("RUAAA") "circuit W { null peer RUEHC } circuit X { null peer RXAAA }\n",
		"RU\tW\nRX\tX\n",
		"# nested, and in a circle\n"
		"RUEHZZ\tRUEHAM RUEHXX RXAAA RUEHGB\n"
		"RUEHXX\tRXBBB RUEHZZ RUEHAM RXCCC\tRUEHKU\n"
		"RHCRAAB\tRXAAA RUEHKU RXBBB\n");
	message("RUEHZZ RXBBB", "");
	memcpy(envelope.key.origin, "RUEHGB", 7);
	assert_string_equal(planned(), "W R RUEHAM RUEHKU; X R RXCCC RXAAA RXBBB");
	message("RXBBB RUEHXX", "");
	envelope.from_ri = VIEW_LITERAL("RXCCC");
	assert_string_equal(planned(), "X R RXBBB RXAAA; W R RUEHAM RUEHGB RUEHKU");
	/* RXAAA is reached directly: it gets the collective, marked as expanded */
	message("RHCRAAB", "");
	assert_string_equal(planned(), "X R RUCRAAB RXBBB; W R RUEHKU");
	assert_true(septel__is_collective_form(VIEW_LITERAL("RHCRAAB")));
	assert_false(septel__is_collective_form(VIEW_LITERAL("RHCUAAB")));
	assert_false(septel__is_collective_form(VIEW_LITERAL("RUCRAAB")));
	assert_true(septel__is_expanded_form(VIEW_LITERAL("RUCRAAB")));
}

static void expands_nothing_twice(void **state)
{
	(void)state;
	/* a member, and one that does not know the collective, keep the copy */
	station(HEAD("RXAAA") "circuit W { null } box B { folder b } operator B\n", "*\tW\n",
		"RHCRAAB\tRXAAA RUEHKU RXBBB\n");
	message("RUCRAAB", "");
	assert_string_equal(planned(), "B R RUCRAAB");
	message("RUCRZZZ", "");
	assert_string_equal(planned(), "B R RUCRZZZ");
	/* one that is no member does not */
	station(HEAD("RXZZZ") "circuit W { null } box B { folder b } operator B\n", "*\tW\n",
		"RHCRAAB\tRXAAA RUEHKU RXBBB\n");
	message("RUCRAAB", "");
	assert_string_equal(planned(), "- R RUCRAAB HELD expanded: RUCRAAB has been expanded, and "
				       "this station is no member");
}

static void leaves_out_who_is_exempt(void **state)
{
	(void)state;
	station(HEAD("RUAAA") "circuit W { null }\n",
		"RU\tW\nRUEHAM\tW\t\t\t\t\tAMEMBASSY AMMAN\nRUEHKU\tW\t\t\t\t\tAMEMBASSY "
		"KUWAIT|USLO "
		"KUWAIT\n",
		"RUEHZZ\tRUEHAM RUEHKU RUEHGB\nRUEHZY\tRUEHAM RUQQQ\nAIG 7011\tRUEHAM/AMEMBASSY "
		"AMMAN, RUEHGB/MNF IRAQ, "
		"RUEHGB/AMEMBASSY BAGHDAD\tRUEHKU\n");
	message("RUEHZZ", "T RUEHZZ/GULF\nX AMEMBASSY AMMAN\n");
	assert_string_equal(planned(), "W R RUEHKU RUEHGB");
	message("RUEHZZ", "T RUEHZZ/GULF\nX AMEMBASSY KUWAIT\nX RUEHGB/AMEMBASSY BAGHDAD\n");
	assert_string_equal(planned(), "W R RUEHAM RUEHKU"); /* USLO KUWAIT is still addressed */
	/* one whose designators nobody knows stays */
	message("RUEHZY", "T RUEHZY/OTHERS\nX AMEMBASSY AMMAN\n");
	assert_string_equal(planned(), "W R RUQQQ");
	message("RUEHZZ", "T RUEHZZ/GULF\nX AMEMBASSY KUWAIT\nX USLO KUWAIT\n");
	assert_string_equal(planned(), "W R RUEHAM RUEHGB");
	/* one that is called for itself and exempted: the operator decides */
	message("RUEHGB", "T RUEHZZ/GULF\nX RUEHGB/AMEMBASSY BAGHDAD\n");
	assert_string_equal(planned(), "- R RUEHGB HELD exempt: RUEHGB is called and exempted");
	message("RUEHAM RUEHKU", "T RUEHZZ/GULF\nX AMEMBASSY AMMAN\nX AMEMBASSY KUWAIT\n");
	assert_string_equal(planned(), "- R RUEHAM HELD exempt: RUEHAM is called and exempted; "
				       "W R RUEHKU");
	message("RUEHGB", "T RUEHGB/MNF IRAQ\nX RUEHGB/AMEMBASSY BAGHDAD\n");
	assert_string_equal(planned(), "W R RUEHGB");
	/* a group, where the message is made; a designator is left out, not its routing indicator
	 */
	message("RUEHC", "T AIG 7011\nX AMEMBASSY BAGHDAD\nX AMEMBASSY AMMAN\n");
	assert_string_equal(planned(), "W R RUEHC RUEHGB RUEHKU");
	message("RUEHC", "T AIG-7011\n");
	assert_string_equal(planned(), "W R RUEHC RUEHAM RUEHGB RUEHKU");
	/* and where its line calls this station, not elsewhere */
	message("RUEHC", "T AIG 7011\n");
	question.from = 0;
	config.outlets[0].kind = OUTLET_FOLDER; /* any way back is a loop */
	assert_string_equal(planned(), "W R RUEHC HELD loop: W is where it came from");
	message("RUEHC", "I RUAAA/AIG 7011\n");
	question.from = 0;
	assert_string_equal(planned(), "W R RUEHC HELD loop: W is where it came from; W R RUEHAM "
				       "RUEHGB RUEHKU");
}

static void knows_the_roles_of_members(void **state)
{
	(void)state;
	station(HEAD("RUAAA") "lower-information yes circuit W { null } circuit X { null }\n",
		"RU\tW\nRX\tX\n", "AIG 1\tRUEHAM\tRXAAA RUEHKU\nRUEHZZ\tRXBBB\n");
	message("", "T AIG 1\n");
	envelope.precedence = envelope.action = SEPTEL_PRIORITY;
	assert_string_equal(planned(), "W P RUEHAM RUEHKU; X R RXAAA");
	message("RUEHZZ", "I RUEHZZ/ALL\nT RUEHAM/AMEMBASSY AMMAN\n");
	envelope.precedence = envelope.action = SEPTEL_PRIORITY;
	assert_string_equal(planned(), "X R RXBBB");
	message("RUEHZZ", "T RUEHZZ/ALL\n");
	envelope.precedence = envelope.action = SEPTEL_PRIORITY;
	assert_string_equal(planned(), "X P RXBBB");
}

static void lowers_members_for_information(void **state)
{
	(void)state;
	station(HEAD("RUAAA") "lower-information yes circuit W { null } circuit X { null }\n",
		"RU\tW\nRX\tX\n", "RUEHZZ\tRUEHAM\tRXAAA RUEHYY\nRUEHYY\tRXBBB\n");
	message("RUEHZZ", "T RUEHZZ/ALL\n");
	envelope.precedence = envelope.action = SEPTEL_PRIORITY;
	assert_string_equal(planned(), "W P RUEHAM; X R RXAAA RXBBB");
}

/* A transmission has 500 routing indicators at most; those of one major relay stay together. */
static void parts_long_routing_lines(void **state)
{
	(void)state;
	static char line[8 * 600];
	size_t length = 0;
	for (int i = 0; i < 550; i++)
		length += (size_t)snprintf(line + length, sizeof line - length, "%s%c%c ",
					   i < 450 ? "RAAA" : "RBBB", 'A' + i % 26, 'A' + i / 26);
	station(HEAD("RUAAA") "circuit W { null }\n", "R\tW\n", "");
	message(line, "");
	struct plan plan;
	assert_true(septel__plan(&plan, routes, &question, arena));
	assert_int_equal(plan.copy_count, 2);
	assert_int_equal(plan.copies[0].routing.count, 450);
	assert_int_equal(plan.copies[1].routing.count, 100);
}

static void bounds_expansion(void **state)
{
	(void)state;
	static char table[200000];
	size_t length = (size_t)snprintf(table, sizeof table, "RUEHZZ\t");
	for (int i = 0; i < 10001; i++)
		length += (size_t)snprintf(table + length, sizeof table - length, "RX%c%c%c%c ",
					   'A' + i % 26, 'A' + i / 26 % 26, 'A' + i / 676 % 26,
					   'A' + i / 17576);
	snprintf(table + length, sizeof table - length, "\nRUEHYY\tRUEHAM RUEHZZ\n");
	station(HEAD("RUAAA") "circuit W { null }\n", "R\tW\n", table);
	message("RUEHZZ RUEHAA", "");
	assert_string_equal(planned(),
			    "- R RUEHZZ HELD expansion: RUEHZZ stands for more than 10000; "
			    "W R RUEHAA");
	message("RUEHYY", "");
	assert_string_equal(planned(),
			    "- R RUEHYY HELD expansion: RUEHYY stands for more than 10000");
	/* many, and yet within the bound: in transmissions of 500, a relay's stations together */
	table[7 + 7 * 1200] = '\0';
	station(HEAD("RUAAA") "circuit W { null }\n", "R\tW\n", table);
	message("RUEHZZ", "");
	struct plan plan;
	assert_true(septel__plan(&plan, routes, &question, arena));
	assert_int_equal(plan.copy_count, 3);
	assert_int_equal(plan.copies[0].routing.count, 500);
	assert_int_equal(plan.copies[2].routing.count, 200);
	/* a chain of collectives deeper than the bound */
	length = 0;
	for (int i = 0; i < 600; i++)
		length += (size_t)snprintf(table + length, sizeof table - length,
					   "RDEEP%c%c\tRDEEP%c%c\n", 'A' + i % 26, 'A' + i / 26,
					   'A' + (i + 1) % 26, 'A' + (i + 1) / 26);
	station(HEAD("RUAAA") "circuit W { null }\n", "R\tW\n", table);
	message("RDEEPAA", "");
	assert_string_equal(planned(),
			    "- R RDEEPAA HELD expansion: RDEEPAA stands for more than 10000");
}

/* ---- this station, boxes and profiles ---------------------------------------------------------
 */

#define BOXES                                                                                      \
	HEAD("RUEHGB")                                                                             \
	"circuit W { null peer RUEHC ceiling SECRET }\nbox ARCHIVE { archive a }\n"                \
	"box DESK { folder d ceiling CONFIDENTIAL }\nbox DUTY { folder t }\n"

static void delivers_here(void **state)
{
	(void)state;
	station(BOXES "operator DUTY\n", "RU\tW\n", "");
	message("RUEHGB RUEHC", "");
	assert_string_equal(planned(), "DUTY R RUEHGB; W R RUEHC");
	station(BOXES "operator DUTY\ncopy to ARCHIVE all\n", "RU\tW\n", "");
	message("RUEHGB RUEHC", "");
	assert_string_equal(planned(), "ARCHIVE R RUEHGB; W R RUEHC");
	station(BOXES "copy to ARCHIVE all\n", "RU\tW\nRUEHGB\tDESK,DUTY\nRUEHGBD\tDESK\n", "");
	message("RUEHGB RUEHGBD RUEHC", "");
	assert_string_equal(planned(), "DESK R RUEHGB RUEHGBD; W R RUEHC; ARCHIVE R");
	envelope.classification = SEPTEL_SECRET;
	assert_string_equal(planned(),
			    "DUTY R RUEHGB; DESK R RUEHGBD HELD classification: SECRET is "
			    "over the ceiling of DESK (route RUEHGBD, line 3); W R RUEHC; "
			    "ARCHIVE R");
	station(BOXES "copy to DESK all\ncopy to DUTY all\n", "RU\tW\n", "");
	message("RUEHGB", "");
	envelope.classification = SEPTEL_SECRET;
	assert_string_equal(planned(),
			    "DUTY R RUEHGB; DESK R HELD classification: SECRET is over the "
			    "ceiling of DESK");
	station(BOXES, "RU\tW\n", "");
	message("RUEHGB", "");
	assert_string_equal(planned(), "- R RUEHGB HELD no-box: no box takes what is for RUEHGB");
}

static void copies_by_profile(void **state)
{
	(void)state;
	static const struct {
		const char *profile;
		bool fits;
	} cases[] = {
		{"all", true},
		{"when addressee \"AMEMBASSY AMMAN\"", true},
		{"when addressee ruehc", true},
		{"when addressee RUEHKU", true}, /* a member of the collective */
		{"when addressee \"AMEMBASSY OSLO\"", false},
		{"when addressee \"AMEMBASSY ROME\"", false}, /* exempted */
		{"when tags PHUM", true},
		{"when tags PHU", false},
		{"when caption \"noforn\"", true},
		{"when caption EXDIS", false},
		{"when keyword \"CAMP ASHRAF\"", true},
		{"when keyword \"ASHRA\"", false},
		{"when keyword \"SHRAF\"", false},
		{"when keyword \"SHELTER\"", true}, /* of the subject */
		{"when keyword \"ASHRAF CAMP\"", false},
		{"when keyword HEADING", false},
		{"when originator \"AMEMBASSY BAGHDAD\"", true},
		{"when originator RUEHGB", true},
		{"when originator RUEHC", false},
		{"when precedence PRIORITY", true},
		{"when precedence ROUTINE", true},
		{"when precedence IMMEDIATE", false},
	};
	static const struct septel_view tags[] = {{"PHUM", 4}, {"IZ", 2}},
					captions[] = {{"NOFORN", 6}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[1024];
		snprintf(text, sizeof text,
			 HEAD("RUAAA") "circuit W { null }\nbox B { folder b }\ncopy to B %s\n",
			 cases[i].profile);
		station(text, "RU\tW\n", "RUEHZZ\tRUEHKU\n");
		message("RUEHC RUEHZZ",
			"T RUEHC/SECSTATE WASHDC\nI AMEMBASSY AMMAN\nX AMEMBASSY ROME\n");
		memcpy(envelope.key.origin, "RUEHGB", 7);
		envelope.from = VIEW_LITERAL("AMEMBASSY BAGHDAD");
		envelope.precedence = SEPTEL_PRIORITY;
		envelope.tags = (struct septel_views){tags, 2};
		envelope.captions = (struct septel_views){captions, 1};
		envelope.subject = VIEW_LITERAL("FOOD AND SHELTER");
		question.bytes = VIEW_LITERAL(
			"FM CAMP HEADING\r\r\nBT\r\r\n1. ASHRAFI\n2. THE CAMP\nASHRAF, AGAIN");
		if (strcmp(planned(),
			   cases[i].fits ? "W P RUEHC RUEHKU; B P" : "W P RUEHC RUEHKU") != 0)
			fail_msg("%s: %s", cases[i].profile, planned());
	}
}

static void copies_to_circuits(void **state)
{
	(void)state;
	station(HEAD("RUAAA") "circuit W { null peer RUEHC }\ncircuit X { null peer RXAAA }\n"
			      "copy to X all\ncopy to X when precedence ROUTINE\n",
		"RU\tW\nRX\tX\n", "");
	message("RUEHC", "");
	assert_string_equal(planned(), "W R RUEHC; X R RXAAA");
	message("RXBBB RUEHC", "");
	assert_string_equal(planned(), "X R RXBBB RXAAA; W R RUEHC");
	message("RXAAA", "");
	assert_string_equal(planned(), "X R RXAAA");
	message("RUEHC", "");
	question.from = 1;
	assert_string_equal(planned(), "W R RUEHC");
}

/* ---- misroutes ---------------------------------------------------------------------------------
 */

static void finds_the_right_indicator(void **state)
{
	(void)state;
	static const char table[] = "RUFDDO\tW\t\t\t\t\tCDR NORTH|CDR WEST\nRUFE\tX\t\t\t\t\tCDR "
				    "EAST|CDR WEST\nRUFDX\tX\n";
	station(HEAD("RUFD") "circuit W { null }\ncircuit X { null }\n", table, "");
	/* the line that has the wrong one says whose it is */
	message("RUFDAE RUFDX", "T RUFDAE/CDR  NORTH//J2//\n");
	assert_string_equal(planned(), "W R RUFDDO for RUFDAE; X R RUFDX");
	/* one letter from what a line has */
	message("RUFDDP", "T RUFDDO/CDR SOUTH\nT RUFE/CDR EAST\n");
	assert_string_equal(planned(), "W R RUFDDO for RUFDDP");
	/* the only one that is left */
	message("RUFDAE RUFE", "T CDR NORTH\nI CDR EAST\n");
	assert_string_equal(planned(), "W R RUFDDO for RUFDAE; X R RUFE");
	/* a misprint that is no routing indicator at all */
	message("RUF0DO", "T RUFDDO/CDR NORTH\n");
	assert_string_equal(planned(), "W R RUFDDO for RUF0DO");
	/* not proved: two lines are left; the designator is unknown; the right one is called */
	message("RUFDAE", "T CDR NORTH\nT CDR EAST\n");
	assert_string_equal(planned(), "- R RUFDAE HELD no-route: no route for RUFDAE");
	message("RUFDAE", "T RUFDAE/CDR WEST\n"); /* he has two */
	assert_string_equal(planned(), "- R RUFDAE HELD no-route: no route for RUFDAE");
	message("RUFDAE", "T RUFDAE/CDR SOUTH\n");
	assert_string_equal(planned(), "- R RUFDAE HELD no-route: no route for RUFDAE");
	message("RUFDAE RUFDDO", "T RUFDAE/CDR NORTH\n");
	assert_string_equal(planned(), "- R RUFDAE HELD no-route: no route for RUFDAE; W R RUFDDO");
	message("RUFDAE RQQQ", "T CDR NORTH\n");
	assert_string_equal(planned(),
			    "- R RUFDAE HELD no-route: no route for RUFDAE; - R RQQQ HELD "
			    "no-route: no route for RQQQ");
	message("RUFDAE", "X RUFDAE/CDR NORTH\nT RUFE/CDR EAST\n");
	assert_string_equal(planned(), "- R RUFDAE HELD exempt: RUFDAE is called and exempted");
	message("R/U", "");
	assert_string_equal(planned(), "- R R/U HELD indicator: 'R/U' is no routing indicator");
	/* a ceiling holds for it as for any other */
	message("RUFDAE", "T RUFDAE/CDR NORTH\n");
	envelope.classification = SEPTEL_SECRET;
	assert_string_equal(planned(),
			    "W R RUFDDO for RUFDAE HELD classification: SECRET is over the "
			    "ceiling of W (route RUFDDO, line 1)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_a_routing_line),
		cmocka_unit_test(parts_flash_from_lower),
		cmocka_unit_test(tries_alternates),
		cmocka_unit_test(sends_nothing_back),
		cmocka_unit_test(needs_an_approved_circuit_where_nothing_is_said),
		cmocka_unit_test(minimizes),
		cmocka_unit_test(calls_each_once),
		cmocka_unit_test(expands_collectives),
		cmocka_unit_test(expands_nothing_twice),
		cmocka_unit_test(leaves_out_who_is_exempt),
		cmocka_unit_test(knows_the_roles_of_members),
		cmocka_unit_test(lowers_members_for_information),
		cmocka_unit_test(parts_long_routing_lines),
		cmocka_unit_test(bounds_expansion),
		cmocka_unit_test(delivers_here),
		cmocka_unit_test(copies_by_profile),
		cmocka_unit_test(copies_to_circuits),
		cmocka_unit_test(finds_the_right_indicator),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
