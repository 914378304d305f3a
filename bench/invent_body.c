/* invent_body.c - paragraphs, headings, summary, signature; see invent.h. */
#include <string.h>

#include "invent.h"
#include "words.h"

static size_t add_sentence(struct made *made, const char *at, size_t length, bool own_line)
{
	made->sentences[made->sentences_count++] = (struct made_sentence){at, length, own_line};
	return length + 1;
}

static const char *cased(const struct made *made, const char *string)
{
	return made->capitals ? pool_capitals(made->pool, string) : string;
}

static bool is_full(const struct made *made)
{
	return made->sentences_count + 40 > MADE_SENTENCES_LIMIT ||
	       made->paragraphs_count + 4 > MADE_PARAGRAPHS_LIMIT;
}

/* A sentence with a word before it: "Summary: ...". */
static size_t add_led_sentence(struct made *made, struct prose *prose, const char *lead)
{
	size_t length;
	const char *sentence = prose_sentence(prose, &length);
	const char *led = pool_format(made->pool, "%s %s", cased(made, lead), sentence);
	return add_sentence(made, led, strlen(led), false);
}

static size_t add_sentences(struct made *made, struct prose *prose, int count)
{
	size_t bytes = 0;
	while (count-- > 0) {
		size_t length;
		const char *sentence = prose_sentence(prose, &length);
		bytes += add_sentence(made, sentence, length, false);
	}
	return bytes;
}

/* "-- The first." on a line of its own, up to seven of them. */
static size_t add_items(struct made *made, struct prose *prose)
{
	struct random *random = &made->random;
	const unsigned style = random_below(random, 6);
	const int count = random_between(random, 2, 7);
	size_t bytes = 0;
	prose->after_abbreviation = false;
	const char *lead =
		prose_expand(prose, WORDS_LEADS[random_below(random, WORDS_LEADS_COUNT)]);
	bytes += add_sentence(made, lead, strlen(lead), false);
	for (int i = 0; i < count; i++) {
		size_t length;
		const char *sentence = prose_sentence(prose, &length);
		/* An item's own "(ref A)." or quote is as good as any other sentence. */
		const char *item;
		const char letter = (char)((made->capitals ? 'A' : 'a') + i);
		switch (style) {
		case 0:
			item = pool_format(made->pool, "(%c) %s", letter, sentence);
			break;
		case 1:
			item = pool_format(made->pool, "%c) %s", letter, sentence);
			break;
		case 2:
			item = pool_format(made->pool, "- %s", sentence);
			break;
		case 3:
			item = pool_format(made->pool, "* %s", sentence);
			break;
		case 4:
			item = pool_format(made->pool, "(%d) %s", i + 1, sentence);
			break;
		default:
			item = pool_format(made->pool, "-- %s", sentence);
		}
		bytes += add_sentence(made, item, strlen(item), true);
		prose->after_abbreviation = false;
	}
	return bytes;
}

static const char *invent_marking(struct made *made)
{
	static const char *const CONFIDENTIAL[] = {"C/NF", "U", "SBU", "C//NF", "U"};
	static const char *const SECRET[] = {"S/NF", "S", "S//NF", "C", "U"};
	struct random *random = &made->random;
	const bool usual = random_chance(random, 860);
	switch (made->class_) {
	case MADE_CONFIDENTIAL:
		return usual ? "C" : RANDOM_OF(random, CONFIDENTIAL);
	case MADE_SECRET:
		return usual ? "S" : RANDOM_OF(random, SECRET);
	case MADE_LIMITED_OFFICIAL_USE:
		return "LOU";
	default:
		for (size_t i = 0; i < made->captions_count; i++)
			if (strcmp(made->captions[i], "SENSITIVE") == 0)
				return usual ? "SBU" : "U";
		return "U";
	}
}

struct plan {
	bool labelled, marked, has_summary, headings;
	int number;
};

static struct made_paragraph *begin_paragraph(struct made *made, struct plan *plan)
{
	struct made_paragraph *paragraph = &made->paragraphs[made->paragraphs_count++];
	*paragraph = (struct made_paragraph){0};
	paragraph->number = ++plan->number;
	paragraph->labelled = plan->labelled;
	paragraph->marking = plan->marked ? invent_marking(made) : NULL;
	paragraph->first = made->sentences_count;
	return paragraph;
}

static void end_paragraph(struct made *made, struct prose *prose)
{
	struct made_paragraph *paragraph = &made->paragraphs[made->paragraphs_count - 1];
	paragraph->count = made->sentences_count - paragraph->first;
	prose->after_abbreviation = false;
}

/* The summary paragraph; made->summary is what stands between the two words. */
static size_t add_summary(struct made *made, struct prose *prose, struct plan *plan)
{
	static const char *const BEGINS[] = {
		"Summary:", "Summary:", "SUMMARY:", "Begin Summary:", "Summary."};
	static const char *const ENDS[] = {"End Summary.", "End Summary.", "END SUMMARY.",
					   "End summary.", "(End Summary.)"};
	struct random *random = &made->random;
	struct made_paragraph *paragraph = begin_paragraph(made, plan);
	if (!plan->marked && random_chance(random, 200)) {
		/* Old cables: the summary stands before paragraph 1. */
		paragraph->number = 0;
		paragraph->labelled = false;
		plan->number = 0;
	}
	const char *lead = RANDOM_OF(random, BEGINS);
	const size_t first = made->sentences_count;
	size_t bytes = 0;
	if (strcmp(lead, "Summary.") == 0) {
		const char *word = cased(made, lead);
		bytes += add_sentence(made, word, strlen(word), false);
		bytes += add_sentences(made, prose, random_between(random, 2, 6));
	} else {
		bytes += add_led_sentence(made, prose, lead);
		bytes += add_sentences(made, prose, random_between(random, 1, 6));
	}
	made->summary_first = first;
	made->summary_count = made->sentences_count - first;
	made->summary_lead = strlen(lead) + 1;
	const char *end = cased(made, RANDOM_OF(random, ENDS));
	bytes += add_sentence(made, end, strlen(end), false);
	end_paragraph(made, prose);
	return bytes;
}

static void add_heading(struct made *made, struct prose *prose, struct plan *plan,
			struct made_paragraph *paragraph, const char *heading)
{
	static const char RULES[] = {'-', '-', '-', '=', '_', '*'};
	struct random *random = &made->random;
	if (!plan->headings)
		return;
	if (!heading)
		heading = prose_heading(prose);
	paragraph->heading = cased(made, heading);
	paragraph->rule = RANDOM_OF(random, RULES);
	if (random_chance(random, 200) && strlen(heading) <= 58) {
		paragraph->heading_style = HEADING_BARE;
		paragraph->heading = pool_capitals(made->pool, paragraph->heading);
	}
}

static size_t add_paragraph(struct made *made, struct prose *prose, struct plan *plan)
{
	struct random *random = &made->random;
	const bool with_heading = plan->headings && random_chance(random, 300);
	struct made_paragraph *paragraph = begin_paragraph(made, plan);
	if (with_heading)
		add_heading(made, prose, plan, paragraph, NULL);
	size_t bytes = add_sentences(made, prose, random_between(random, 2, 8));
	if (plan->labelled && random_chance(random, 110))
		bytes += add_items(made, prose);
	end_paragraph(made, prose);
	return bytes + 10;
}

static size_t add_comment(struct made *made, struct prose *prose, struct plan *plan)
{
	struct random *random = &made->random;
	struct made_paragraph *paragraph = begin_paragraph(made, plan);
	const bool headed = plan->headings && random_chance(random, 600);
	if (headed)
		add_heading(made, prose, plan, paragraph, "Comment");
	size_t bytes =
		headed ? add_sentences(made, prose, 1) : add_led_sentence(made, prose, "Comment:");
	bytes += add_sentences(made, prose, random_between(random, 1, 5));
	if (!headed && random_chance(random, 600)) {
		const char *end = cased(made, "End Comment.");
		bytes += add_sentence(made, end, strlen(end), false);
	}
	end_paragraph(made, prose);
	return bytes;
}

static const char *invent_signature(struct made *made)
{
	struct random *random = &made->random;
	const char *surname = pool_capitals(made->pool, prose_surname(random, made->pool));
	if (random_chance(random, 30))
		return pool_format(made->pool, "%s JR.", surname);
	if (random_chance(random, 20))
		return pool_format(made->pool, "%c. %s", 'B' + (char)random_below(random, 6),
				   surname);
	return surname;
}

void invent_body(struct made *made, struct prose *prose)
{
	struct random *random = &made->random;
	struct plan plan = {.labelled = made->wanted > 2500 || random_chance(random, 800)};
	plan.marked = plan.labelled && made->dtg.year >= 1979 && random_chance(random, 930);
	plan.has_summary = plan.labelled && random_chance(random, 650);
	plan.headings = plan.labelled && made->dtg.year > 1985 && random_chance(random, 500);
	size_t bytes = 0;
	if (plan.has_summary)
		bytes += add_summary(made, prose, &plan);
	while (bytes + 700 < made->wanted && !is_full(made))
		bytes += add_paragraph(made, prose, &plan);
	if (plan.labelled && random_chance(random, 700))
		add_comment(made, prose, &plan);
	else
		add_paragraph(made, prose, &plan);
	made->signature = invent_signature(made);
}
