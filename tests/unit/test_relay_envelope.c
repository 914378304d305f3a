/* Envelopes: headings of every form with what a relay knows of them; each fault with its place and
 * fix; spans without a gap. */
#include "../../src/relay/envelope.h"
#include "arena_fixture.h"

/* ---- what is said -------------------------------------------------------------------- */

struct heading_case {
	const char *name, *bytes;
	const char *identifications; /* by blanks */
	const char *key;             /* "RUEHGB 3796/1 3390637"; "" where there is none */
	const char *routing;
	enum septel_precedence precedence;
	enum septel_class classification;
	unsigned signs;
	const char *front[4]; /* identifications, pilots, routing line, inner: where not obvious */
};

#define STATE                                                                                      \
	"DE RUEHGB #3796/01 3390637\nZNY CCCCC ZZH\nP 040637Z DEC 08\nFM AMEMBASSY BAGHDAD\n"      \
	"TO RUEHC/SECSTATE WASHDC PRIORITY 0678\nINFO RUCNRAQ/IRAQ COLLECTIVE PRIORITY\nBT\n"      \
	"C O N F I D E N T I A L SECTION 01 OF 03 BAGHDAD 003796\nTEXT\nBT\n#3796\nNNNN\n"

#define E4 "DE RUEPDA 116B 1351530\nZNR UUUUU\nR 141432Z MAR 71\nBT\nUNCLAS\nTEXT\nBT\nNNNN\n"

static const struct heading_case CASES[] = {
	{"State",
	 "VZCZCXRO8111\nPP RUEHBC RUEHC\n" STATE,
	 "XRO8111",
	 "RUEHGB 3796/1 3390637",
	 "RUEHBC RUEHC",
	 SEPTEL_PRIORITY,
	 SEPTEL_CONFIDENTIAL,
	 0,
	 {"VZCZCXRO8111\n", "", "PP RUEHBC RUEHC\n", ""}},
	{"line ends of the wire",
	 "VZCZCXRO8111\r\r\nPP RUEHBC\r\r\nRUEHC RUEHDE\r\r\nDE RUEHGB #3796/01 3390637\r\r\n"
	 "ZNY SSSBB/FFFFF\r\r\nP 040637Z DEC 08\r\r\nBT\r\r\nS E C R E T\r\r\nBT\r\r\nNNNN",
	 "XRO8111",
	 "RUEHGB 3796/1 3390637",
	 "RUEHBC RUEHC RUEHDE",
	 SEPTEL_PRIORITY,
	 SEPTEL_SECRET,
	 0,
	 {"VZCZCXRO8111\r\r\n", "", "PP RUEHBC\r\r\nRUEHC RUEHDE\r\r\n", ""}},
	{"doubled line ends",
	 "VZCZCXRO8111\n\nPP RUEHC\n\nDE RUEHGB #3796 3390637\n\nBT\n\nUNCLAS\n",
	 "XRO8111",
	 "RUEHGB 3796 3390637",
	 "RUEHC",
	 SEPTEL_PRIORITY,
	 SEPTEL_UNCLASSIFIED,
	 0,
	 {"VZCZCXRO8111\n\n", "", "PP RUEHC\n", "\n"}},
	{"trailing blanks",
	 "VZCZCXRO8111  \nPP RUEHC  \nDE RUEHGB #3796/01 3390637  \nBT\nUNCLAS\n",
	 "XRO8111",
	 "RUEHGB 3796/1 3390637",
	 "RUEHC",
	 SEPTEL_PRIORITY,
	 SEPTEL_UNCLASSIFIED,
	 0,
	 {"VZCZCXRO8111  \n", "", "PP RUEHC  \n", ""}},
	{"manual",
	 "VV   ABC 123     UU\nRR RUFDAE\n" E4,
	 "ABC123",
	 "RUEPDA 116B 1351530",
	 "RUFDAE",
	 SEPTEL_ROUTINE,
	 SEPTEL_UNCLASSIFIED,
	 0,
	 {"VV   ABC 123     UU\n", "", "RR RUFDAE\n", ""}},
	{"accumulated",
	 "FDA035EUA024ERA017\nRR RUFDAE\n" E4,
	 "FDA035 EUA024 ERA017",
	 "RUEPDA 116B 1351530",
	 "RUFDAE",
	 SEPTEL_ROUTINE,
	 SEPTEL_UNCLASSIFIED,
	 0,
	 {"FDA035EUA024ERA017\n", "", "RR RUFDAE\n", ""}},
	{"two numbers",
	 "VZCZCFPA116\nVZCZCFPA117\nRR RUFDAE\n" E4,
	 "FPA116 FPA117",
	 "RUEPDA 116B 1351530",
	 "RUFDAE",
	 SEPTEL_ROUTINE,
	 SEPTEL_UNCLASSIFIED,
	 0,
	 {"VZCZCFPA116\nVZCZCFPA117\n", "", "RR RUFDAE\n", ""}},
	{"misroute",
	 "VZCZCXRO001\nRR RUFDDO\nZNR UUUUU ZOV RUFDAE\nFDA035EUA024ERA017\nRR RUFDAE\n" E4,
	 "XRO001",
	 "RUEPDA 116B 1351530",
	 "RUFDDO",
	 SEPTEL_ROUTINE,
	 SEPTEL_UNCLASSIFIED,
	 SIGN_REROUTED,
	 {"VZCZCXRO001\n", "", "RR RUFDDO\n",
	  "ZNR UUUUU ZOV RUFDAE\nFDA035EUA024ERA017\nRR RUFDAE\n"}},
	{"suspected duplicate",
	 "RR RCWDGD\nZFD RCWD\nABC001\nRR RCWDGD\n" E4,
	 "",
	 "RUEPDA 116B 1351530",
	 "RCWDGD",
	 SEPTEL_ROUTINE,
	 SEPTEL_UNCLASSIFIED,
	 SIGN_SUSPECTED_DUPLICATE,
	 {"", "", "RR RCWDGD\n", "ZFD RCWD\nABC001\nRR RCWDGD\n"}},
	{"subject to correction",
	 "VZCZCXRO001\nRR RUFDAE\nZNR UUUUU ZDG RUEPDA\nRR RUFDAE\n" E4,
	 "XRO001",
	 "RUEPDA 116B 1351530",
	 "RUFDAE",
	 SEPTEL_ROUTINE,
	 SEPTEL_UNCLASSIFIED,
	 SIGN_SUBJECT_TO_CORRECTION,
	 {"VZCZCXRO001\n", "", "RR RUFDAE\n", "ZNR UUUUU ZDG RUEPDA\nRR RUFDAE\n"}},
	{"rerun",
	 "VZCZCXRO001\nUNCLAS SVC ZUI XZA103 ZDK RUEPDA 116B 1351530\nRR RUFDAE\n" E4,
	 "XRO001",
	 "RUEPDA 116B 1351530",
	 "RUFDAE",
	 SEPTEL_ROUTINE,
	 SEPTEL_UNCLASSIFIED,
	 0,
	 {"VZCZCXRO001\n", "UNCLAS SVC ZUI XZA103 ZDK RUEPDA 116B 1351530\n", "RR RUFDAE\n", ""}},
	{"signals of lines 4 and 5",
	 "RR RUFDAE\nDE RUEPDA 116 1351530\nZNR UUUUU ZGC\nR 151432Z MAY 08 ZFG\nBT\nUNCLAS\n",
	 "",
	 "RUEPDA 116 1351530",
	 "RUFDAE",
	 SEPTEL_ROUTINE,
	 SEPTEL_UNCLASSIFIED,
	 SIGN_NO_FLASH_RECEIPT | SIGN_EXACT_DUPLICATE,
	 {"", "", "RR RUFDAE\n", ""}},
	{"service",
	 "VZCZCABC001\nOO RUHP\nDE RUHPB 131 0111245\nZNR UUUUU\nBT\nUNCLAS SVC ZFX HPA063\n"
	 "BT\nNNNN\n",
	 "ABC001",
	 "RUHPB 131 0111245",
	 "RUHP",
	 SEPTEL_IMMEDIATE,
	 SEPTEL_UNCLASSIFIED,
	 SIGN_SERVICE,
	 {"VZCZCABC001\n", "", "OO RUHP\n", ""}},
	{"service, three lines",
	 "OO RUHP\nDE RUHPB 131 0111245\nZFX HPA063\n",
	 "",
	 "RUHPB 131 0111245",
	 "RUHP",
	 SEPTEL_IMMEDIATE,
	 SEPTEL_CLASS_NONE,
	 SIGN_SERVICE,
	 {"", "", "OO RUHP\n", ""}},
	{"service without serial",
	 "OO RUHP\nDE RUHPB 23/1745Z\nUNCLAS SVC ZID HPA063\nNNNN\n",
	 "",
	 "",
	 "RUHP",
	 SEPTEL_IMMEDIATE,
	 SEPTEL_UNCLASSIFIED,
	 SIGN_SERVICE,
	 {"", "", "OO RUHP\n", ""}},
	{"channel check",
	 "VZCZCABC001\nPP RUHPB\nDE RUHPB\nCHANNEL CHECK RYRYRYRY\nNNNN\n",
	 "ABC001",
	 "",
	 "RUHPB",
	 SEPTEL_PRIORITY,
	 SEPTEL_CLASS_NONE,
	 SIGN_CHANNEL_CHECK,
	 {"VZCZCABC001\n", "", "PP RUHPB\n", ""}},
	{"FLASH with bells",
	 "VZCZCABC001\n\a\a\a\a\a'''''ZZ RUHP\nDE RUHPB 131 0111245\nBT\nUNCLAS\n",
	 "ABC001",
	 "RUHPB 131 0111245",
	 "RUHP",
	 SEPTEL_FLASH,
	 SEPTEL_UNCLASSIFIED,
	 0,
	 {"VZCZCABC001\n", "", "\a\a\a\a\a'''''ZZ RUHP\n", ""}},
	{"JANAP 128",
	 "VZCZCYKN001\nRTTUZYUW RHBCYKN0001 0331200-UUUU--RUDOSAB RULYCUR.\nZNR UUUUU\n"
	 "R 021200Z FEB 05\nFM A\nTO RUDOSAB/B\nBT\nUNCLAS\nBT\n#0001\nNNNN\n",
	 "YKN001",
	 "RHBCYKN 0001 0331200",
	 "RUDOSAB RULYCUR",
	 SEPTEL_ROUTINE,
	 SEPTEL_UNCLASSIFIED,
	 0,
	 {"VZCZCYKN001\n", "", "RTTUZYUW RHBCYKN0001 0331200-UUUU--RUDOSAB RULYCUR.\n", ""}},
	{"JANAP 128 over lines",
	 "PTTSZYUW RHBCYKN0001 0331200-SSSS--RUDOSAB\nRULYCUR.\nZNY SSSSS\nBT\nS E C R E T\n",
	 "",
	 "RHBCYKN 0001 0331200",
	 "RUDOSAB RULYCUR",
	 SEPTEL_PRIORITY,
	 SEPTEL_SECRET,
	 0,
	 {"", "", "PTTSZYUW RHBCYKN0001 0331200-SSSS--RUDOSAB\nRULYCUR.\n", ""}},
	{"marked lower than the text",
	 "RR RUFDAE\nDE RUEPDA 116 1351530\nBT\nS E C R E T\n",
	 "",
	 "RUEPDA 116 1351530",
	 "RUFDAE",
	 SEPTEL_ROUTINE,
	 SEPTEL_SECRET,
	 0,
	 {"", "", "RR RUFDAE\n", ""}},
};

static void read_case(struct envelope *envelope, struct septel_view bytes)
{
	assert_true(septel__envelope_read(envelope, bytes, ENVELOPE_HEADING, NULL, arena));
}

static void assert_words(const char *name, const struct septel_view *words, size_t count,
			 const char *expected)
{
	struct septel_view rest = septel_view_of(expected), word;
	for (size_t i = 0; i < count; i++)
		if (!septel__next_word(&rest, &word) || !septel__equal(word, words[i]))
			fail_msg("%s: '%.*s'", name, VIEW_FORMAT(words[i]));
	if (septel__trim(rest).len)
		fail_msg("%s: '%.*s' is lacking", name, VIEW_FORMAT(rest));
}

static void assert_key(const struct heading_case *row, const struct envelope *envelope)
{
	char text[80] = "";
	if (envelope->has_key && envelope->key.section == SEPTEL_NUMBER_NONE)
		(void)snprintf(text, sizeof text, "%s %s %s", envelope->key.origin,
			       envelope->key.serial, envelope->key.filed);
	else if (envelope->has_key)
		(void)snprintf(text, sizeof text, "%s %s/%d %s", envelope->key.origin,
			       envelope->key.serial, envelope->key.section, envelope->key.filed);
	if (strcmp(text, row->key) != 0)
		fail_msg("%s: key '%s'", row->name, text);
}

static struct septel_view part(const char *bytes, struct septel_span span)
{
	return (struct septel_view){bytes + span.offset, span.length};
}

static void assert_spans(const struct heading_case *row, const struct envelope *envelope)
{
	const struct septel_span spans[] = {envelope->identifications, envelope->pilots,
					    envelope->routing_line, envelope->inner,
					    envelope->message};
	size_t at = 0;
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
		assert_int_equal(spans[i].offset, at);
		at += spans[i].length;
		if (i < 4)
			assert_view(part(row->bytes, spans[i]), row->front[i]);
	}
	assert_int_equal(at, strlen(row->bytes));
}

static void says_what_stands(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct heading_case *row = &CASES[i];
		struct envelope envelope;
		read_case(&envelope, septel_view_of(row->bytes));
		if (envelope.fault_count)
			fail_msg("%s: %s: %.*s", row->name, envelope.faults[0].code,
				 VIEW_FORMAT(envelope.faults[0].text));
		assert_words(row->name, envelope.identification, envelope.identification_count,
			     row->identifications);
		assert_key(row, &envelope);
		assert_words(row->name, envelope.routing.at, envelope.routing.count, row->routing);
		assert_spans(row, &envelope);
		if (envelope.precedence != row->precedence ||
		    envelope.classification != row->classification || envelope.signs != row->signs)
			fail_msg("%s: precedence %d, class %d, signs %x", row->name,
				 (int)envelope.precedence, (int)envelope.classification,
				 envelope.signs);
	}
}

static void says_who_gets_it(void **unused)
{
	static const char BYTES[] =
		"RR RUEHC\nDE RUEHGB 1 3390637\nZNR UUUUU\nP R 040637Z DEC 08\n"
		"FM RUEHGB/AMEMBASSY BAGHDAD\nTO RUEHC/SECSTATE WASHDC PRIORITY 0678\n"
		"ZEN/AMEMBASSY ROME\nINFO EUROPEAN POLITICAL COLLECTIVE, XMT, AMEMBASSY SOFIA\n"
		"RUEKJCS/JOINT STAFF WASHDC//J-3/J-5//\nXMT AMEMBASSY BERN\nBT\nUNCLAS\n";
	static const struct {
		enum envelope_role role;
		const char *ri, *name;
		bool other;
	} EXPECTED[] = {{ROLE_ACTION, "RUEHC", "SECSTATE WASHDC", false},
			{ROLE_ACTION, "", "AMEMBASSY ROME", true},
			{ROLE_INFORMATION, "", "EUROPEAN POLITICAL COLLECTIVE", false},
			{ROLE_EXEMPT, "", "AMEMBASSY SOFIA", false},
			{ROLE_INFORMATION, "RUEKJCS", "JOINT STAFF WASHDC//J-3/J-5//", false},
			{ROLE_EXEMPT, "", "AMEMBASSY BERN", false}};
	struct envelope envelope;
	(void)unused;
	read_case(&envelope, septel_view_of(BYTES));
	assert_int_equal(envelope.fault_count, 0);
	assert_int_equal(envelope.action, SEPTEL_PRIORITY);
	assert_int_equal(envelope.info, SEPTEL_ROUTINE);
	assert_view(envelope.from, "AMEMBASSY BAGHDAD");
	assert_view(envelope.from_ri, "RUEHGB");
	assert_int_equal(envelope.addressee_count, sizeof EXPECTED / sizeof *EXPECTED);
	for (size_t i = 0; i < envelope.addressee_count; i++) {
		assert_int_equal(envelope.addressees[i].role, EXPECTED[i].role);
		assert_view(envelope.addressees[i].ri, EXPECTED[i].ri);
		assert_view(envelope.addressees[i].name, EXPECTED[i].name);
		assert_int_equal(envelope.addressees[i].by_other_means, EXPECTED[i].other);
	}
}

static void reads_fields_of_the_text(void **unused)
{
	static const char BYTES[] =
		"VZCZCXRO8111\nRR RUFDDO\nZNR UUUUU ZOV RUFDAE\nABC0001\nRR RUEHC\n"
		"DE RUEHGB #3796 3390637\nZNR UUUUU ZZH\nR 040637Z DEC 08\n"
		"FM AMEMBASSY BAGHDAD\nTO RUEHC/SECSTATE WASHDC\nBT\n"
		"UNCLAS BAGHDAD 003796\n\nSIPDIS\n\nE.O. 12958: N/A\n"
		"TAGS: PREL IZ\nSUBJECT: BRIDGES\n\nREF: BAGHDAD 2658\n\n"
		"1. Text.\n\nCROCKER\nBT\n#3796\nNNNN\n";
	struct envelope envelope;
	(void)unused;
	assert_true(septel__envelope_read(&envelope, septel_view_of(BYTES), ENVELOPE_WHOLE, NULL,
					  arena));
	assert_view(envelope.number, "08BAGHDAD3796");
	assert_view(envelope.subject, "BRIDGES");
	assert_words("tags", envelope.tags.at, envelope.tags.count, "PREL IZ");
	assert_words("captions", envelope.captions.at, envelope.captions.count, "SIPDIS");
	assert_words("references", envelope.references.at, envelope.references.count,
		     "08BAGHDAD2658");
}

/* ---- what is wrong ------------------------------------------------------------------- */

struct fault_case {
	const char *front;           /* what stands in front of REST */
	const char *code, *at, *fix; /* fix NULL: none */
};

#define LINE3  "DE RUEHGB #3796/01 3390637\n"
#define LINE4  "ZNY CCCCC ZZH\n"
#define LINE5  "P 040637Z DEC 08\n"
#define LINE6  "FM AMEMBASSY BAGHDAD\n"
#define LINE7  "TO RUEHC/SECSTATE WASHDC\nRUEHRO/AMEMBASSY ROME\n"
#define LINE12 "BT\nC O N F I D E N T I A L\nTEXT\nBT\n#3796\nNNNN\n"
#define REST   LINE4 LINE5 LINE6 LINE7 LINE12

static const struct fault_case FAULTS[] = {
	{"", "heading.none", "", NULL},
	{"VZCXCXRO8111\nPP RUEHC\n" LINE3 REST, "heading.identification", "VZCXCXRO8111",
	 "VZCZCXRO8111"},
	{"VZCZCXRO8W11\nPP RUEHC\n" LINE3 REST, "heading.identification", "VZCZCXRO8W11",
	 "VZCZCXRO8211"},
	{"PO RUEHC\n" LINE3 REST, "heading.precedence", "PO", NULL},
	{"PP RUEH3\n" LINE3 REST, "heading.routing", "RUEH3", NULL},
	{"PP RUEHC RUHHMCM\n" LINE3 REST, NULL, NULL,
	 NULL}, /* a station not known: not ours to say */
	{"PP RUEHRA  RUEHC\n" LINE3 REST, "heading.routing", "  ", NULL},
	{"PP RUEHC RUEHC\n" LINE3 REST, "heading.twice", "RUEHC", NULL},
	/* V 1E is C 0E with the first impulse wrong, and no station */
	{"PP RUEHV RUEHRO\n" LINE3 REST, "heading.unknown", "RUEHV", "RUEHC"},
	/* RUEHRB is a station (B 19, O 18), and Rome is called nowhere */
	{"PP RUEHC RUEHRB\n" LINE3 REST, "heading.doubtful", "RUEHRB", "RUEHRO"},
	{"PP RUEHC\n" REST, "heading.calling", "", NULL},
	{"PP RUEHC\nDE RUEHGB #EUOY/01 3390637\n" REST, "heading.calling",
	 "DE RUEHGB #EUOY/01 3390637", "DE RUEHGB #3796/01 3390637"},
	{"PP RUEHC\nDE RUEHGB #3796/01 3390677\n" REST, "heading.calling",
	 "DE RUEHGB #3796/01 3390677", NULL},
	{"PP RUEHC\n" LINE3 "ZNY CSCSC\n" LINE5 LINE6 LINE7 LINE12, "heading.security", "ZNY CSCSC",
	 NULL},
	{"PP RUEHC\n" LINE3 "ZNY CCCVC\n" LINE5 LINE6 LINE7 LINE12, "heading.security", "ZNY CCCVC",
	 "ZNY CCCCC"},
	{"PP RUEHC\n" LINE3 "ZNY UUUUU\n" LINE5 LINE6 LINE7 LINE12, "heading.security", "ZNY UUUUU",
	 NULL},
	{"PP RUEHC\n" LINE3 LINE4 "P 040637Z DEV 08\n" LINE6 LINE7 LINE12, "heading.preamble",
	 "P 040637Z DEV 08", "P 040637Z DEC 08"},
	{"PP RUEHC\n" LINE3 LINE4 "P 310637Z NOV 08\n" LINE6 LINE7 LINE12, "heading.preamble",
	 "P 310637Z NOV 08", NULL},
	{"PP RUEHC\n" LINE3 LINE4 "R 040637Z DEC 08\n" LINE6 LINE7 LINE12, "heading.unequal", "R",
	 NULL},
	{"PP RUEHC\n" LINE3 LINE4 LINE5 LINE6 "TO RUEH./SECSTATE WASHDC\n" LINE12,
	 "heading.address", "RUEH.", NULL},
	{"PP RUEHC\n" LINE3 LINE4 LINE5 LINE6 "AMEMBASSY ROME\n" LINE12, "heading.address",
	 "AMEMBASSY ROME", NULL},
	{"PP RUEHC\n" LINE3 LINE4 LINE5 LINE6 LINE7 "ZT\nC O N F I D E N T I A L\nTEXT\n",
	 "heading.end", "ZT", "BT"},
	{"PP RUEHC\n" LINE3 LINE4 LINE5 LINE6 LINE7, "heading.end", "", NULL},
	{"PP RUEHC\n" LINE3 "ZNR UUUUU\n" LINE5 LINE6 LINE7 LINE12, "heading.unequal",
	 "C O N F I D E N T I A L", NULL},
	{"PP RUEHC\n" LINE3 LINE4 LINE5 LINE6 LINE7 "BT\nC O N F I D E N T I A L\nBT\n#3786\n",
	 NULL, NULL, NULL},
	{"PP RUEHC\nDE RUEHGB #3706 3390637\n" LINE4 LINE5 LINE6 LINE7
	 "BT\nC O N F I D E N T I A L\nBT\n#3716\n",
	 "heading.unequal", "#3716", NULL},
	{"RTTUZYUW RHBCYKN0001 0331200-UUQU--RUDOSAB.\nZNR UUUUU\nBT\nUNCLAS\n", "heading.calling",
	 "RTTUZYUW RHBCYKN0001 0331200-UUQU--", "RTTUZYUW RHBCYKN0001 0331200-UUUU--"},
	{"RTTUZYUW RHBCYKN0001 0331200-UUUU--RUDOSAB\nFM A\nBT\nUNCLAS\n", "heading.routing", "",
	 NULL},
};

/* RUEHRB (known) came for RUEHRO, who is addressed and called nowhere; a collective is, too. */
static bool knows_both(const void *context, struct septel_view ri)
{
	(void)context;
	return septel__equal(ri, VIEW_LITERAL("RUEHRO")) ||
	       septel__equal(ri, VIEW_LITERAL("RUEHRB"));
}

static enum membership as_given(const void *context, struct septel_view collective,
				struct septel_view ri)
{
	const enum membership *given = context;
	if (!septel__equal(collective, VIEW_LITERAL("NATO COLLECTIVE")))
		return MEMBER_UNKNOWN;
	return septel__equal(ri, VIEW_LITERAL("RUEHRB")) ? *given : MEMBER_NO;
}

static void tells_a_member_from_a_misprint(void **unused)
{
	static const char bytes[] = "PP RUEHC RUEHRB\n" LINE3 LINE4 LINE5 LINE6
				    "TO NATO COLLECTIVE\nRUEHRO/AMEMBASSY ROME\n" LINE12;
	static const struct {
		enum membership given;
		bool doubtful;
	} cases[] = {{MEMBER_UNKNOWN, false}, {MEMBER_NO, true}, {MEMBER_YES, false}};
	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct envelope_directory directory = {knows_both, &cases[i].given, as_given};
		struct envelope envelope;
		size_t doubtful = 0;
		assert_true(septel__envelope_read(&envelope, septel_view_of(bytes), ENVELOPE_WHOLE,
						  &directory, arena));
		for (size_t k = 0; k < envelope.fault_count; k++)
			doubtful += strcmp(envelope.faults[k].code, "heading.doubtful") == 0;
		assert_int_equal(doubtful, cases[i].doubtful);
	}
}

static void tells_what_is_wrong(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
		const struct fault_case *row = &FAULTS[i];
		struct envelope envelope;
		read_case(&envelope, septel_view_of(row->front));
		if (!row->code) {
			if (envelope.fault_count)
				fail_msg("%s: %s", row->front, envelope.faults[0].code);
			continue;
		}
		if (envelope.fault_count == 0)
			fail_msg("no fault: %s", row->front);
		const struct envelope_fault *fault = &envelope.faults[0];
		if (strcmp(fault->code, row->code) != 0 ||
		    !septel__equal(part(row->front, fault->at), septel_view_of(row->at)) ||
		    fault->has_fix != (row->fix != NULL) ||
		    (row->fix && !septel__equal(fault->fix, septel_view_of(row->fix))))
			fail_msg("%s: %s at '%.*s', fix '%.*s'", row->front, fault->code,
				 (int)fault->at.length, row->front + fault->at.offset,
				 VIEW_FORMAT(fault->fix));
	}
}

static void mends(void **unused)
{
	static const char CAME[] = "VZCXCXRO8111\r\r\nPP RUEHV RUEHRO\r\r\n" LINE3
				   "ZNY CCCVC\n" LINE5 LINE6 LINE7 LINE12;
	static const char SENT[] = "VZCZCXRO8111\r\r\nPP RUEHC RUEHRO\r\r\n" LINE3
				   "ZNY CCCCC\n" LINE5 LINE6 LINE7 LINE12;
	struct envelope envelope;
	(void)unused;
	read_case(&envelope, septel_view_of(CAME));
	assert_int_equal(envelope.fault_count, 3);
	assert_view(septel__envelope_mended(&envelope, septel_view_of(CAME), arena), SENT);
	read_case(&envelope, septel_view_of(SENT));
	assert_int_equal(septel__envelope_mended(&envelope, septel_view_of(SENT), arena).len, 0);
}

/* ---- hash, strays, the envelope as text ------------------------------------------------ */

static void hashes_what_is_read(void **unused)
{
	static const struct {
		const char *text;
		bool same;
	} TEXTS[] = {{"BT\nUNCLAS\nA TEXT\nBT\n#0001\nNNNN\n", true},
		     {"BT\r\r\nUNCLAS  \r\r\nA TEXT\r\r\nBT\r\r\nNNNN", true},
		     {"BT\n\nUnclas\n\n\nA text\n\nBT\n", true},
		     {"BT\nUNCLAS\nA TEXT\n", true},
		     {"BT\nUNCLAS\nA TEXT\nBT\nC WA 1500Z\n", true},
		     {"BT\nUNCLAS\nA  TEXT\nBT\n", false},
		     {"BT\nUNCLAS\nB TEXT\nBT\n", false},
		     {"BT\nUNCLAS\nA TEXT\nMORE\nBT\n", false}};
	unsigned char first[TEXT_HASH_SIZE];
	(void)unused;
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		char bytes[256];
		struct envelope envelope;
		(void)snprintf(bytes, sizeof bytes, "RR RUEHC\n%sZNR UUUUU\nR 040637Z DEC 08\n%s",
			       LINE3, TEXTS[i].text);
		read_case(&envelope, septel_view_of(bytes));
		if (i == 0)
			memcpy(first, envelope.text_hash, sizeof first);
		assert_int_equal(memcmp(first, envelope.text_hash, sizeof first) == 0,
				 TEXTS[i].same);
	}
}

static void finds_a_stray_number(void **unused)
{
	struct envelope envelope;
	(void)unused;
	read_case(&envelope, VIEW_LITERAL("EPA111\nRR RUEHC\n" LINE3
					  "BT\nUNCLAS\nA TEXT\nEPA112\nMORE\nBT\n"));
	assert_view(envelope.stray, "EPA112");
	read_case(&envelope,
		  VIEW_LITERAL("EPA111\nRR RUEHC\n" LINE3 "BT\nUNCLAS\nABC123 AND MORE\nBT\n"));
	assert_view(envelope.stray, "");
}

static void writes_for_people(void **unused)
{
	struct envelope envelope;
	struct septel_out out;
	(void)unused;
	septel__out_init(&out, arena, 0);
	read_case(&envelope, VIEW_LITERAL("VZCZCXRO8111\nPP RUEH\x01 RUEHC\n" LINE3 REST));
	septel__envelope_write(&out, &envelope);
	const struct septel_view text = septel__out_written(&out);
	assert_true(septel__starts(text, "key: RUEHGB 3796/01 3390637\nidentification: XRO8111\n"));
	assert_true(septel__find(text, "\nto: RUEHRO/AMEMBASSY ROME\n", 0) != VIEW_NOT_FOUND);
	assert_true(septel__find(text, "\nfault: heading.routing at 16: 'RUEH?' is no", 0) !=
		    VIEW_NOT_FOUND);
	for (size_t i = 0; i < text.len; i++)
		assert_true(text.ptr[i] == '\n' || (text.ptr[i] >= ' ' && text.ptr[i] <= '~'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_stands),
		cmocka_unit_test(says_who_gets_it),
		cmocka_unit_test(reads_fields_of_the_text),
		cmocka_unit_test(tells_a_member_from_a_misprint),
		cmocka_unit_test(tells_what_is_wrong),
		cmocka_unit_test(mends),
		cmocka_unit_test(hashes_what_is_read),
		cmocka_unit_test(finds_a_stray_number),
		cmocka_unit_test(writes_for_people),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
