/* What goes out: new lines in front, pilots, lines folded, the ends of a stream. */
#include "../../src/relay/transmission.h"
#include "arena_fixture.h"

#define E4_REST "DE RUEPDA 116B 1351530\nZNR UUUUU\nR 141432Z MAR 71\nBT\nUNCLAS\nTEXT\nBT\nNNNN\n"
#define E4      "FDA035EUA024ERA017\nRR RUFDAE\n" E4_REST

struct transmission_case {
	const char *name, *came;
	const char *identification;
	enum identification_form form;
	enum septel_precedence precedence;
	const char *routing, *pilot;
	const char *sent;
};

static const struct transmission_case CASES[] = {
	{"automatic", E4, "XRO0001", IDENTIFICATION_AUTOMATIC, SEPTEL_ROUTINE, "RUFDAE", "",
	 "VZCZCXRO0001\nRR RUFDAE\n" E4_REST},
	{"manual", E4, "XRO001", IDENTIFICATION_MANUAL, SEPTEL_ROUTINE, "RUFDAE", "",
	 "VV   XRO001\nRR RUFDAE\n" E4_REST},
	{"a box", E4, "", IDENTIFICATION_MANUAL, SEPTEL_PRIORITY, "RUFDAE", "",
	 "PP RUFDAE\n" E4_REST},
	{"misroute (wire-format 15, E4)", E4, "XRO0001", IDENTIFICATION_AUTOMATIC, SEPTEL_ROUTINE,
	 "RUFDDO", "ZNR UUUUU ZOV RUFDAE\n", "VZCZCXRO0001\nRR RUFDDO\nZNR UUUUU ZOV RUFDAE\n" E4},
	{"the mark stands once", "VZCZCEUA0024\nRR RUFDAE\n" E4_REST, "XRO0001",
	 IDENTIFICATION_AUTOMATIC, SEPTEL_ROUTINE, "RUFDDO", "ZFD RUFD\n",
	 "VZCZCXRO0001\nRR RUFDDO\nZFD RUFD\nEUA0024\nRR RUFDAE\n" E4_REST},
	{"a pilot goes on", "VZCZCEUA0024\nRR RUFDAE RUFDDO\nZFD RUFD\nABC001\nRR RUFDAE\n" E4_REST,
	 "XRO0001", IDENTIFICATION_AUTOMATIC, SEPTEL_ROUTINE, "RUFDDO", "",
	 "VZCZCXRO0001\nRR RUFDDO\nZFD RUFD\nABC001\nRR RUFDAE\n" E4_REST},
	{"rerun", E4, "XRO0001", IDENTIFICATION_AUTOMATIC, SEPTEL_ROUTINE, "RUFDAE",
	 "UNCLAS SVC ZUI XZA103 ZDK RUEPDA 116B 1351530\n",
	 "VZCZCXRO0001\nUNCLAS SVC ZUI XZA103 ZDK RUEPDA 116B 1351530\nRR RUFDAE\n" E4_REST},
	{"line ends of the message",
	 "ABC001\r\r\nRR RUFDAE\r\r\nDE RUEPDA 116B 1351530\r\r\nBT\r\r\n", "XRO0001",
	 IDENTIFICATION_AUTOMATIC, SEPTEL_FLASH, "RUFDAE", "ZFD RUFD\n",
	 "VZCZCXRO0001\r\r\nZZ RUFDAE\r\r\nZFD RUFD\r\r\nABC001\r\r\nRR RUFDAE\r\r\n"
	 "DE RUEPDA 116B 1351530\r\r\nBT\r\r\n"},
	{"folded at 69", E4, "", IDENTIFICATION_AUTOMATIC, SEPTEL_ROUTINE,
	 "RUFDAEA RUFDAEB RUFDAEC RUFDAED RUFDAEE RUFDAEF RUFDAEG RUFDAEH RUFDAEI", "",
	 "RR RUFDAEA RUFDAEB RUFDAEC RUFDAED RUFDAEE RUFDAEF RUFDAEG RUFDAEH\nRUFDAEI\n" E4_REST},
	{"JANAP 128",
	 "VZCZCYKN001\nRTTUZYUW RHBCYKN0001 0331200-UUUU--RUDOSAB RULYCUR.\nZNR "
	 "UUUUU\nBT\nUNCLAS\n",
	 "XRO0001", IDENTIFICATION_AUTOMATIC, SEPTEL_ROUTINE, "RULYCUR", "",
	 "VZCZCXRO0001\nRTTUZYUW RHBCYKN0001 0331200-UUUU--RULYCUR.\nZNR UUUUU\nBT\nUNCLAS\n"},
	{"JANAP 128 folded", "RTTUZYUW RHBCYKN0001 0331200-UUUU--RUDOSAB.\nZNR UUUUU\nBT\nUNCLAS\n",
	 "", IDENTIFICATION_AUTOMATIC, SEPTEL_ROUTINE, "RUDOSAB RULYCUR RULYCUS RULYCUT RULYCUU",
	 "",
	 "RTTUZYUW RHBCYKN0001 0331200-UUUU--RUDOSAB RULYCUR RULYCUS RULYCUT\nRULYCUU.\n"
	 "ZNR UUUUU\nBT\nUNCLAS\n"},
};

static struct septel_view written(struct septel_view came, const struct transmission *transmission,
				  struct envelope *envelope)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	assert_true(septel__envelope_read(envelope, came, ENVELOPE_HEADING, NULL, arena));
	septel__transmission_write(&out, transmission, envelope, came);
	assert_false(out.failed);
	return septel__out_written(&out);
}

static void writes_new_lines_in_front(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		const struct transmission_case *row = &CASES[i];
		const struct transmission transmission = {
			.identification = septel_view_of(row->identification),
			.form = row->form,
			.precedence = row->precedence,
			.routing = septel_view_of(row->routing),
			.pilot = septel_view_of(row->pilot)};
		struct envelope envelope;
		const struct septel_view sent =
			written(septel_view_of(row->came), &transmission, &envelope);
		if (!septel__equal(sent, septel_view_of(row->sent)))
			fail_msg("%s: %.*s", row->name, VIEW_FORMAT(sent));
	}
}

/* What goes out is read again as the copy it is, however many hops there are. */
static void reads_what_it_writes(void **unused)
{
	static const char *const PILOTS[] = {"", "ZFD RUFD\n", "ZNR UUUUU ZOV RUFD\n",
					     "UNCLAS SVC ZUI XZA103 ZDK RUEPDA 116B 1351530\n"};
	struct septel_view bytes = VIEW_LITERAL(E4);
	(void)unused;
	for (size_t i = 0; i < 32; i++) {
		struct envelope envelope, again;
		const struct transmission transmission = {
			.identification = VIEW_LITERAL("XRO0001"),
			.precedence = SEPTEL_PRIORITY,
			.routing = i % 3 ? VIEW_LITERAL("RUFDDO") : VIEW_LITERAL("RUFDAE RUFDDO"),
			.pilot = septel_view_of(PILOTS[i % 4])};
		bytes = written(bytes, &transmission, &envelope);
		assert_true(septel__envelope_read(&again, bytes, ENVELOPE_HEADING, NULL, arena));
		assert_int_equal(again.routing.count, i % 3 ? 1 : 2);
		assert_int_equal(again.identification_count, 1);
		assert_view(again.identification[0], "XRO0001");
		assert_string_equal(again.key.serial, "116B");
		assert_view(septel__slice(bytes, again.message.offset, bytes.len), E4_REST);
		for (size_t fault = 0; fault < again.fault_count; fault++)
			assert_string_equal(again.faults[fault].code, "heading.unequal");
	}
}

static void writes_pilots(void **unused)
{
	static const struct {
		enum pilot_kind kind;
		const char *pilot;
	} PILOTS[] = {
		{PILOT_MISROUTED, "ZNR UUUUU ZOV RUFD\n"},
		{PILOT_SUSPECTED_DUPLICATE, "ZFD RUFD\n"},
		{PILOT_SUBJECT_TO_CORRECTION, "ZNR UUUUU ZDG RUFD\n"},
		{PILOT_CORRECTED_COPY, "ZNR UUUUU ZEL RUFD\n"},
		{PILOT_RERUN, "UNCLAS SVC ZUI XZA103 ZDK RUEPDA 116B 1351530\n"},
	};
	struct envelope envelope;
	(void)unused;
	assert_true(
		septel__envelope_read(&envelope, VIEW_LITERAL(E4), ENVELOPE_HEADING, NULL, arena));
	for (size_t i = 0; i < sizeof PILOTS / sizeof *PILOTS; i++) {
		struct septel_out out;
		septel__out_init(&out, arena, 0);
		septel__pilot_write(&out, PILOTS[i].kind, VIEW_LITERAL("RUFD"),
				    VIEW_LITERAL("XZA103"), VIEW_LITERAL("RUFDAE"), &envelope);
		assert_view(septel__out_written(&out), PILOTS[i].pilot);
	}
}

/* ---- streams ------------------------------------------------------------------------- */

static struct septel_view encoded(const char *text, const struct stream_manner *manner)
{
	struct septel_out out;
	size_t refused;
	septel__out_init(&out, arena, 0);
	assert_true(septel__transmission_encode(&out, septel_view_of(text), manner, &refused));
	return septel__out_written(&out);
}

static void ends_on_a_stream(void **unused)
{
	const struct stream_manner ascii = {.alphabet = ALPHABET_ASCII};
	const struct stream_manner compressed = {.alphabet = ALPHABET_ASCII,
						 .compressed_line_ends = true};
	struct septel_out out;
	(void)unused;
	assert_view(encoded("RR RUFDAE\nDE RUEPDA\r\r\nTEXT\n\nNNNN\n", &ascii),
		    "RR RUFDAE\r\r\nDE RUEPDA\r\r\nTEXT\r\r\n\n\n\n\n\n\n\nNNNN\r\r\n");
	assert_view(encoded("RR RUFDAE\r\r\nDE RUEPDA\n\nTEXT", &compressed),
		    "RR RUFDAE\nDE RUEPDA\n\nTEXT\r\r\n\n\n\n\n\n\n\nNNNN\n");
	septel__out_init(&out, arena, 0);
	septel__transmission_interrupt(&out, &ascii);
	assert_view(septel__out_written(&out),
		    "\r\r\nE E E E E E E E AR\r\r\n\n\n\n\n\n\n\nNNNN\r\r\n");
}

static void goes_over_ita2(void **unused)
{
	static const char LETTERS[] = "\x1F\x1F\x1F\x1F\x1F\x1F\x1F\x1F\x1F\x1F\x1F\x1F";
	const struct stream_manner american = {.alphabet = ALPHABET_ITA2};
	const struct stream_manner manner = {
		.alphabet = ALPHABET_ITA2, .figures = ITA2_INTERNATIONAL, .unshift_on_space = true};
	struct ita2 ita2 = {.figures = ITA2_INTERNATIONAL, .unshift_on_space = true};
	struct septel_out text;
	(void)unused;
	const struct septel_view codes =
		encoded("\a\a\a\a\a'''''ZZ RUFDAE\nDE RUEPDA 116 1351530\nBT\n", &manner);
	septel__out_init(&text, arena, 0);
	septel__ita2_decode(&ita2, codes, &text);
	assert_view(septel__out_written(&text),
		    "\a\a\a\a\a'''''ZZ RUFDAE\r\r\nDE RUEPDA 116 1351530\r\r\nBT"
		    "\r\r\n\n\n\n\n\n\n\nNNNN");
	assert_true(septel__ends(codes, LETTERS));
	assert_true(septel__starts(encoded("\a\a\a\a\a'''''ZZ RUFDAE", &american),
				   "\x1F\x1B\x0B\x0B\x0B\x0B\x0B\x05\x05\x05\x05\x05\x1F\x11"));
	/* (FIGS)JJJJJSSSSS(LTRS), and letters again behind the filing time. */
	assert_true(
		septel__starts(codes, "\x1F\x1B\x0B\x0B\x0B\x0B\x0B\x05\x05\x05\x05\x05\x1F\x11"));
	assert_true(septel__find(codes, "\x17\x01\x10\x17\x10\x01\x16\x1F\x08\x08\x02", 0) !=
		    VIEW_NOT_FOUND);
}

static void refuses_what_has_no_code(void **unused)
{
	const struct stream_manner manner = {.alphabet = ALPHABET_ITA2,
					     .figures = ITA2_INTERNATIONAL};
	struct septel_out out;
	size_t refused = 0;
	(void)unused;
	septel__out_init(&out, arena, 0);
	septel__out_string(&out, "BEFORE");
	assert_false(septel__transmission_encode(&out, VIEW_LITERAL("RR RUFDAE\nDE RUEPDA #116\n"),
						 &manner, &refused));
	assert_int_equal(refused, 20);
	assert_view(septel__out_written(&out), "BEFORE");
}

static void refuses_marks_in_the_text(void **unused)
{
	static const struct {
		const char *text;
		size_t refused;
		bool ita2;
	} MARKED[] = {{"VZCZCABC001\nRR RUFDAE\nDE RUEPDA\nNNNN\nMORE\nNNNN\n", 32, false},
		      {"VZCZCABC001\nRR RUFDAE\nVZCZCABC002\n", 23, false},
		      {"RR RUFDAE\nZCZC", 10, false},
		      /* capitals on the line */
		      {"RR RUFDAE\nDE RUEPDA\nnnnn\nzczcabc002\n", 20, true},
		      {"RR RUFDAE\nDE RUEPDA\nzCzcABC002\n", 20, true}};
	(void)unused;
	for (size_t i = 0; i < sizeof MARKED / sizeof *MARKED; i++) {
		const struct stream_manner manner = {.alphabet = MARKED[i].ita2 ? ALPHABET_ITA2
										: ALPHABET_ASCII};
		struct septel_out out;
		size_t refused = 0;
		septel__out_init(&out, arena, 0);
		assert_false(septel__transmission_encode(&out, septel_view_of(MARKED[i].text),
							 &manner, &refused));
		assert_int_equal(refused, MARKED[i].refused);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_new_lines_in_front),
		cmocka_unit_test(reads_what_it_writes),
		cmocka_unit_test(writes_pilots),
		cmocka_unit_test(ends_on_a_stream),
		cmocka_unit_test(goes_over_ita2),
		cmocka_unit_test(refuses_what_has_no_code),
		cmocka_unit_test(refuses_marks_in_the_text),
	};
	return cmocka_run_group_tests(tests, make_arena, free_arena);
}
