/* What must hold for every label, viewer and message, tried on generated ones. */
#include "unit.h"

#include "../../src/access/handling.h"
#include "../../src/access/level.h"
#include "../../src/access/mask.h"
#include "../../src/base/out.h"

#include <septel/convert.h>

#define ROUNDS 20000

static uint64_t seed;

/* xorshift: the same numbers on every machine. */
static uint64_t draw(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static unsigned draw_below(unsigned bound)
{
	return (unsigned)(draw() >> 33) % bound;
}

/* Few bits or many. */
static uint64_t draw_captions(void)
{
	uint64_t captions = 0;
	switch (draw_below(4)) {
	case 0:
		return 0;
	case 1:
		captions = draw();
		captions &= draw();
		return captions & ((UINT64_C(1) << 60) - 1);
	default:
		for (unsigned i = draw_below(4); i; i--)
			captions |= UINT64_C(1) << draw_below(60);
		return captions;
	}
}

static struct access_label draw_label(void)
{
	return (struct access_label){(enum septel_class)draw_below(SEPTEL_TOP_SECRET + 1),
				     draw_captions()};
}

static struct access_viewer draw_viewer(void)
{
	struct access_viewer viewer = septel__viewer_nobody(VIEW_LITERAL("tom"));
	viewer.clearance = (enum septel_class)draw_below(SEPTEL_TOP_SECRET + 1);
	viewer.rights = draw_captions();
	viewer.rights |= draw_below(4) ? draw_captions() : VIEWER_ALL_RIGHTS;
	viewer.foreign = draw_below(3) == 0;
	return viewer;
}

/* The same viewer with more clearance, more rights, or at home. */
static struct access_viewer draw_stronger(struct access_viewer viewer)
{
	const enum septel_class clearance = (enum septel_class)draw_below(SEPTEL_TOP_SECRET + 1);
	viewer.clearance = clearance > viewer.clearance ? clearance : viewer.clearance;
	viewer.rights |= draw_captions();
	viewer.foreign = viewer.foreign && draw_below(2);
	return viewer;
}

static void labels_are_a_lattice(void **state)
{
	(void)state;
	seed = 1;
	const struct access_label bottom = {0};
	for (int i = 0; i < ROUNDS; i++) {
		const struct access_label a = draw_label(), b = draw_label(), c = draw_label();
		const struct access_label join = septel__label_join(a, b);
		assert_true(septel__label_equal(join, septel__label_join(b, a)));
		assert_true(septel__label_equal(septel__label_join(join, c),
						septel__label_join(a, septel__label_join(b, c))));
		assert_true(septel__label_equal(septel__label_join(a, a), a));
		assert_true(septel__label_equal(septel__label_join(a, bottom), a));
		assert_true(septel__label_covers(join, a) && septel__label_covers(join, b));
		/* The least of those that cover both. */
		if (septel__label_covers(c, a) && septel__label_covers(c, b))
			assert_true(septel__label_covers(c, join));
		assert_int_equal(septel__label_covers(a, b),
				 septel__label_equal(septel__label_join(a, b), a));
		if (septel__label_covers(a, b) && septel__label_covers(b, a))
			assert_true(septel__label_equal(a, b));
	}
}

static void keys_and_texts_tell_labels_apart(void **state)
{
	(void)state;
	seed = 2;
	uint64_t places = LABEL_OTHER | LABEL_UNSTATED;
	for (int place = 0; place < HANDLING_PLACES; place++)
		if (septel__handling_at(place))
			places |= UINT64_C(1) << place;
	for (int i = 0; i < ROUNDS; i++) {
		char text[LABEL_TEXT_SIZE], mark[LABEL_TEXT_SIZE];
		struct access_label label = draw_label(), other = draw_label(), again;
		assert_true(septel__label_of_key(septel__label_key(label), &again));
		assert_true(septel__label_equal(label, again));
		assert_int_equal(septel__label_key(label) == septel__label_key(other),
				 septel__label_equal(label, other));
		label.captions &= places;
		assert_true(septel__label_read(septel_view_of(septel__label_text(label, text)),
					       &again));
		assert_true(septel__label_equal(label, again));
		assert_true(septel__label_read(septel_view_of(septel__label_mark(label, mark)),
					       &again));
		assert_true(septel__label_equal(label, again));
	}
	/* The longest there is fits. */
	char text[LABEL_TEXT_SIZE];
	struct access_label again;
	const struct access_label all = {SEPTEL_TOP_SECRET, places};
	assert_true(septel__label_read(septel_view_of(septel__label_text(all, text)), &again));
	assert_true(septel__label_equal(all, again));
}

static void more_clearance_never_sees_less(void **state)
{
	(void)state;
	seed = 3;
	size_t refused = 0;
	for (int i = 0; i < ROUNDS; i++) {
		const struct access_viewer viewer = draw_viewer();
		const struct access_viewer stronger = draw_stronger(viewer);
		const struct access_label label = draw_label(), other = draw_label();
		const struct access_label join = septel__label_join(label, other);
		const struct access_decision decision = septel__access_label(&viewer, label);
		refused += decision.outcome != ACCESS_FULL;
		assert_true(septel__access_label(&stronger, label).outcome >= decision.outcome);
		assert_true(!decision.hidden || decision.outcome != ACCESS_FULL);
		assert_int_equal(decision.outcome == ACCESS_FULL,
				 decision.reason == REASON_GRANTED);
		/* A join takes what each of its parts takes. */
		assert_int_equal(septel__may_see(&viewer, join),
				 septel__may_see(&viewer, label) &&
					 septel__may_see(&viewer, other));
		/* Who is given what the decision says is lacking may see it. */
		struct access_viewer given = viewer;
		given.rights |= decision.captions;
		given.clearance =
			decision.level > given.clearance ? decision.level : given.clearance;
		assert_true(septel__may_see(&given, label));
		const struct access_viewer owner = septel__viewer_owner();
		assert_true(septel__may_see(&owner, label));
	}
	assert_true(refused > ROUNDS / 10 && refused < ROUNDS * 95 / 100);
}

/* ---- generated messages ------------------------------------------------------------ */

#define PORTIONS_LIMIT 64

/* One message whose portions each have a word of their own. */
struct generated {
	const struct septel_message *message;
	struct access_portion portions[PORTIONS_LIMIT];
	char words[PORTIONS_LIMIT][16];
	size_t count;
};

static const char *const MARKS[] = {
	"",        "",
	"U",       "C",
	"S",       "TS",
	"LOU",     "R",
	"SBU",     "S/NF",
	"C//OC",   "S//REL TO USA, GBR",
	"TS//SI",  "C - ENTIRE TEXT",
	"U//FOUO", "N/SF",
	"S/XYZZY",
};
#define MARKS_COUNT (sizeof MARKS / sizeof *MARKS)
static const char *const CAPTIONS[] = {"SIPDIS", "NOFORN",        "EXDIS",
				       "NODIS",  "ORCON",         "STADIS",
				       "SBU",    "ROGER CHANNEL", "NEVER HEARD OF"};
#define CAPTIONS_COUNT (sizeof CAPTIONS / sizeof *CAPTIONS)

static struct septel_view note(struct generated *generated, enum access_portion_kind kind,
			       size_t index, const char *before, struct septel_arena *arena)
{
	struct septel_out out;
	char *word = generated->words[generated->count];
	snprintf(word, sizeof generated->words[0], "qz%dx%u", (int)kind, draw_below(1000000));
	generated->portions[generated->count++] = (struct access_portion){kind, index};
	septel__out_init(&out, arena, 0);
	septel__out_format(&out, "%s%s", before, word);
	if (kind == PORTION_PARAGRAPH) {
		septel__out_string(&out, " was said.  The rest ");
		septel__out_repeat(&out, 'y', draw_below(200));
		septel__out_string(&out, " followed.");
	}
	return septel__out_written(&out);
}

static struct septel_paragraphs draw_paragraphs(struct generated *generated,
						struct septel_arena *arena)
{
	const size_t count = draw_below(6);
	struct septel_paragraph *at = septel_arena_alloc(arena, (count + 1) * sizeof *at);
	assert_non_null(at);
	for (size_t i = 0; i < count; i++) {
		at[i] = (struct septel_paragraph){
			.number = (int)i + 1,
			.marking = septel_view_of(MARKS[draw_below(MARKS_COUNT)]),
			.at = {1000 + (unsigned)i * 100, 77}};
		if (draw_below(3) == 0)
			at[i].heading = note(generated, PORTION_HEADING, i,
					     draw_below(2) ? "(S) " : "", arena);
		at[i].text = note(generated, PORTION_PARAGRAPH, i, draw_below(6) ? "" : "a. (TS) ",
				  arena);
	}
	return (struct septel_paragraphs){at, count};
}

static void generate(struct generated *generated, struct septel_arena *arena)
{
	struct septel_message *message = septel_arena_alloc(arena, sizeof *message);
	struct septel_view *captions = septel_arena_alloc(arena, 2 * sizeof *captions);
	struct septel_reference *reference = septel_arena_alloc(arena, sizeof *reference);
	struct septel_tag *tag = septel_arena_alloc(arena, sizeof *tag);
	struct septel_repair *repair = septel_arena_alloc(arena, sizeof *repair);
	assert_true(message && captions && reference && tag && repair);
	*generated = (struct generated){.message = message};
	*message = (struct septel_message){
		.id = VIEW_LITERAL("08BAGHDAD3796"),
		.raw = VIEW_LITERAL("qz-raw"),
		.text = VIEW_LITERAL("qz-text"),
		.classification = (enum septel_class)draw_below(SEPTEL_TOP_SECRET + 1),
		.explained = 12345,
	};
	*repair = (struct septel_repair){.kind = "x", .now = VIEW_LITERAL("qz-repair")};
	message->repairs = (struct septel_repairs){repair, 1};
	for (size_t i = draw_below(3); i; i--)
		captions[message->captions.count++] =
			septel_view_of(CAPTIONS[draw_below(CAPTIONS_COUNT)]);
	message->captions.at = captions;
	if (draw_below(4))
		message->subject =
			note(generated, PORTION_SUBJECT, 0, draw_below(2) ? "" : "(U) ", arena);
	*tag = (struct septel_tag){.tag = note(generated, PORTION_TAGS, 0, "", arena),
				   .at = {9, 9}};
	message->tags = (struct septel_tags){tag, 1};
	*reference = (struct septel_reference){
		.text = note(generated, PORTION_REFERENCES, 0, "", arena), .at = {9, 9}};
	message->references = (struct septel_references){reference, 1};
	message->declassify.text = note(generated, PORTION_AUTHORITY, 0, "", arena);
	message->summary = draw_below(2) ? note(generated, PORTION_SUMMARY, 0, "", arena)
					 : (struct septel_view){"", 0};
	message->paragraphs = draw_paragraphs(generated, arena);
	message->signature = note(generated, PORTION_SIGNATURE, 0, "", arena);
}

/* Every view of a message that its portions can get to, one after another. */
static struct septel_view all_words(const struct septel_message *message,
				    struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	const struct septel_view views[] = {message->raw,
					    message->text,
					    message->subject,
					    message->classified_by.name,
					    message->classified_by.title,
					    message->declassify.text,
					    message->summary,
					    message->signature};
	for (size_t i = 0; i < sizeof views / sizeof *views; i++)
		septel__out_format(&out, "%.*s\n", VIEW_FORMAT(views[i]));
	for (size_t i = 0; i < message->tags.count; i++)
		septel__out_format(&out, "%.*s\n", VIEW_FORMAT(message->tags.at[i].tag));
	for (size_t i = 0; i < message->references.count; i++)
		septel__out_format(&out, "%.*s\n", VIEW_FORMAT(message->references.at[i].text));
	for (size_t i = 0; i < message->repairs.count; i++)
		septel__out_format(&out, "%.*s\n", VIEW_FORMAT(message->repairs.at[i].now));
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_paragraph *paragraph = &message->paragraphs.at[i];
		septel__out_format(&out, "%.*s\n%.*s\n%.*s\n", VIEW_FORMAT(paragraph->marking),
				   VIEW_FORMAT(paragraph->heading), VIEW_FORMAT(paragraph->text));
	}
	assert_false(out.failed);
	return septel__out_written(&out);
}

static void assert_no_places(const struct septel_message *message)
{
	assert_int_equal(message->explained, 0);
	for (size_t i = 0; i < message->paragraphs.count; i++)
		assert_true(message->paragraphs.at[i].at.offset == 0 &&
			    message->paragraphs.at[i].at.length == 0);
	if (message->tags.count)
		assert_int_equal(message->tags.at[0].at.offset, 0);
	if (message->references.count)
		assert_int_equal(message->references.at[0].at.offset, 0);
}

static void check_mask(const struct generated *generated, const struct access_viewer *viewer,
		       struct septel_arena *arena)
{
	const struct septel_message *message = generated->message;
	const struct access_label whole = septel__label_of_message(message);
	struct access_masked masked;
	assert_int_equal(septel__mask(&masked, viewer, message, arena), SEPTEL_OK);
	assert_int_equal(masked.message == NULL, masked.decision.outcome == ACCESS_NONE);
	assert_int_equal(masked.message == message, masked.decision.outcome == ACCESS_FULL);
	if (!masked.message)
		return;
	assert_true(septel__may_see(viewer, masked.shown) ||
		    (viewer->clearance == SEPTEL_CLASS_NONE && viewer->owner));
	const struct septel_view words = all_words(masked.message, arena);
	struct septel_view outputs[4];
	for (int to = SEPTEL_TO_TEXT; to <= SEPTEL_TO_MD; to++)
		assert_int_equal(septel_convert(&outputs[to], masked.message,
						(enum septel_conversion)to, NULL, arena),
				 SEPTEL_OK);
	size_t withheld = 0;
	for (size_t i = 0; i < generated->count; i++) {
		const struct access_portion portion = generated->portions[i];
		const struct access_portion paragraph = {PORTION_PARAGRAPH, portion.index};
		const struct access_decision decision =
			septel__access_portion(viewer, message, whole, portion);
		const bool shown = decision.outcome == ACCESS_FULL;
		/* A heading goes with its paragraph where that is hidden. */
		const bool gone =
			decision.hidden ||
			(portion.kind == PORTION_HEADING &&
			 septel__access_portion(viewer, message, whole, paragraph).hidden);
		withheld += !shown && !gone;
		assert_int_equal(septel__find(words, generated->words[i], 0) != VIEW_NOT_FOUND,
				 shown && !gone);
		for (size_t to = 0; !shown && to < sizeof outputs / sizeof *outputs; to++)
			assert_true(septel__find(outputs[to], generated->words[i], 0) ==
				    VIEW_NOT_FOUND);
	}
	assert_int_equal(withheld, masked.withheld);
	if (masked.decision.outcome == ACCESS_MASKED) {
		assert_no_places(masked.message);
		assert_true(septel__find(words, "qz-", 0) == VIEW_NOT_FOUND);
	}
}

/* The number of sentences in what is withheld, asked for one by one, stays unknown. */
static void check_sentences(const struct generated *generated, const struct access_viewer *viewer,
			    struct septel_arena *arena)
{
	const struct septel_message *message = generated->message;
	const struct access_label whole = septel__label_of_message(message);
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct access_portion portion = {PORTION_PARAGRAPH, i};
		const bool shown =
			septel__access_portion(viewer, message, whole, portion).outcome ==
			ACCESS_FULL;
		const struct septel_view first =
			septel__mask_sentence(viewer, message, (int)i + 1, 1, arena);
		const struct septel_view far =
			septel__mask_sentence(viewer, message, (int)i + 1, 99, arena);
		if (shown)
			assert_true(far.len == 0 && first.len > 0);
		else
			assert_true(septel__equal(first, far));
	}
}

static void masked_messages_hold_nothing_withheld(void **state)
{
	(void)state;
	seed = 4;
	size_t outcomes[3] = {0};
	struct septel_arena *arena = septel_arena_new(0);
	for (int i = 0; i < ROUNDS / 10; i++) {
		struct generated generated;
		struct access_viewer viewer = draw_viewer();
		if (draw_below(4) == 0)
			viewer = septel__viewer_at_level(viewer.clearance);
		septel_arena_reset(arena);
		generate(&generated, arena);
		check_mask(&generated, &viewer, arena);
		check_sentences(&generated, &viewer, arena);
		outcomes[septel__access_message(&viewer, generated.message).outcome]++;
		/* Who may see more sees no less of the message. */
		const struct access_viewer stronger = draw_stronger(viewer);
		assert_true(septel__access_message(&stronger, generated.message).outcome >=
			    septel__access_message(&viewer, generated.message).outcome);
	}
	for (int outcome = ACCESS_NONE; outcome <= ACCESS_FULL; outcome++)
		assert_true(outcomes[outcome] > ROUNDS / 200);
	septel_arena_free(arena);
}

/* Two messages that differ in what is withheld alone look the same. */
static void what_is_withheld_leaves_no_trace(void **state)
{
	(void)state;
	struct septel_arena *arena = septel_arena_new(0);
	struct septel_view outputs[2];
	static const char *const TEXTS[] = {
		"One.", "Quite another text.  Of more sentences.  (A) and (B).  And longer."};
	for (int i = 0; i < 2; i++) {
		const struct septel_paragraph paragraphs[] = {
			{.number = 1,
			 .marking = VIEW_LITERAL("U"),
			 .text = VIEW_LITERAL("Open."),
			 .at = {500, 12}},
			{.number = 2,
			 .marking = VIEW_LITERAL("S//NF"),
			 .text = septel_view_of(TEXTS[i]),
			 .heading = septel_view_of(TEXTS[1 - i]),
			 .at = {520, (uint32_t)strlen(TEXTS[i])}},
		};
		const struct septel_message message = {.classification = SEPTEL_SECRET,
						       .subject = septel_view_of(TEXTS[i]),
						       .signature = septel_view_of(TEXTS[i]),
						       .paragraphs = {paragraphs, 2}};
		const struct access_viewer viewer = septel__viewer_at_level(SEPTEL_CONFIDENTIAL);
		struct access_masked masked;
		assert_int_equal(septel__mask(&masked, &viewer, &message, arena), SEPTEL_OK);
		assert_int_equal(masked.withheld, 4);
		assert_int_equal(masked.shown.level, SEPTEL_UNCLASSIFIED);
		assert_view(masked.message->paragraphs.at[1].marking, "S//NF");
		assert_view(masked.message->paragraphs.at[1].text, ACCESS_WITHHELD);
		assert_view(masked.message->paragraphs.at[1].heading, ACCESS_WITHHELD);
		assert_view(masked.message->paragraphs.at[0].text, "Open.");
		outputs[i] = all_words(masked.message, arena);
	}
	assert_true(septel__equal(outputs[0], outputs[1]));
	septel_arena_free(arena);
}

static void no_memory_masks_nothing(void **state)
{
	(void)state;
	struct septel_arena *arena = septel_arena_new(1);
	const struct septel_message message = {.classification = SEPTEL_SECRET,
					       .subject = VIEW_LITERAL("A VISIT")};
	const struct access_viewer viewer = septel__viewer_at_level(SEPTEL_CONFIDENTIAL);
	struct access_masked masked;
	assert_int_equal(septel__mask(&masked, &viewer, &message, arena), SEPTEL_ENOMEM);
	assert_null(masked.message);
	septel_arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_a_lattice),
		cmocka_unit_test(keys_and_texts_tell_labels_apart),
		cmocka_unit_test(more_clearance_never_sees_less),
		cmocka_unit_test(masked_messages_hold_nothing_withheld),
		cmocka_unit_test(what_is_withheld_leaves_no_trace),
		cmocka_unit_test(no_memory_masks_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
