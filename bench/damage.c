/* damage.c - which damage a copy has, and damage to sentences and heading; see damage.h. */
#include "damage.h"

#include <ctype.h>
#include <string.h>

/* Of a thousand cables, by the counts of wire-format 11. */
static const struct {
	int kind;
	unsigned permille;
} RATES[] = {{1, 44}, {5, 410}, {6, 32},  {7, 30},  {8, 12},  {9, 20}, {10, 60}, {11, 100},
	     {12, 6}, {13, 10}, {14, 12}, {15, 12}, {16, 25}, {17, 4}, {20, 12}};

static unsigned scaled(enum damage_level level, unsigned permille)
{
	switch (level) {
	case DAMAGE_NONE:
		return 0;
	case DAMAGE_LIGHT:
		return permille / 4;
	case DAMAGE_REAL:
		return permille;
	default:
		return permille * 5 > 600 ? 600 : permille * 5;
	}
}

static bool has(const struct made *made, int kind)
{
	return (made->damage & DAMAGE(kind)) != 0;
}

void damage_draw(struct made *made, enum damage_level level, struct copy *copy)
{
	struct random *random = &made->print;
	for (size_t i = 0; i < sizeof RATES / sizeof *RATES; i++)
		if (random_chance(random, scaled(level, RATES[i].permille)))
			made->damage |= DAMAGE(RATES[i].kind);
	*copy = (struct copy){.tail = ""};
	copy->width = (size_t)random_between(random, 59, 61);
	copy->reflowed = has(made, 5);
	copy->pilcrows = random_chance(random, scaled(level, 350));
	copy->anchors = !copy->pilcrows && random_chance(random, scaled(level, 100));
	copy->entities = has(made, 11) && random_chance(random, 300);
	static const char *const TAILS[] = {" ", "  ", "  ", " \\"};
	if (random_chance(random, scaled(level, 200)))
		copy->tail = copy->anchors ? TAILS[2 + random_below(random, 2)]
					   : TAILS[random_below(random, 2)];
	if (copy->pilcrows || copy->anchors || copy->entities)
		made->damage |= DAMAGE(4);
}

static void replace_sentence(struct made *made, struct made_sentence *sentence, struct text *out)
{
	sentence->at = pool_copy(made->pool, out->at, out->length);
	sentence->length = out->length;
}

/* D10: names under X, as the publisher left them. */
static void redact(struct made *made, const struct prose *prose)
{
	struct text out;
	text_init(&out);
	for (int i = random_between(&made->print, 1, 4); i > 0; i--) {
		const char *name = RANDOM_OF(&made->print, prose->surnames);
		const char *printed = made->capitals ? pool_capitals(made->pool, name) : name;
		const size_t length = strlen(printed);
		for (size_t k = 0; k < made->sentences_count; k++) {
			struct made_sentence *sentence = &made->sentences[k];
			const char *place = memmem(sentence->at, sentence->length, printed, length);
			if (!place || !random_chance(&made->print, 400))
				continue;
			const size_t before = (size_t)(place - sentence->at);
			text_clear(&out);
			text_bytes(&out, sentence->at, before);
			text_repeat(&out, 'X', random_chance(&made->print, 800) ? 12 : 11);
			text_bytes(&out, place + length, sentence->length - before - length);
			replace_sentence(made, sentence, &out);
		}
	}
	text_release(&out);
}

/* D11: quotation marks of a word processor. */
static void curl_quotes(struct made *made)
{
	struct text out;
	text_init(&out);
	for (size_t k = 0; k < made->sentences_count; k++) {
		struct made_sentence *sentence = &made->sentences[k];
		if (!memchr(sentence->at, '\'', sentence->length) &&
		    !memchr(sentence->at, '"', sentence->length))
			continue;
		text_clear(&out);
		for (size_t i = 0; i < sentence->length; i++) {
			const char sign = sentence->at[i];
			const bool opens = i == 0 || sentence->at[i - 1] == ' ';
			if (sign == '\'')
				text_string(&out, "\xE2\x80\x99");
			else if (sign == '"')
				text_string(&out, opens ? "\xE2\x80\x9C" : "\xE2\x80\x9D");
			else
				text_byte(&out, sign);
		}
		replace_sentence(made, sentence, &out);
	}
	text_release(&out);
}

/* D20: the copy breaks off in its last sentence. */
static void truncate(struct made *made)
{
	struct made_sentence *last = &made->sentences[made->sentences_count - 1];
	made->signature = NULL;
	const char *space =
		last->length > 40 ? memchr(last->at + 34, ' ', last->length - 34) : NULL;
	if (space)
		last->length = (size_t)(space - last->at);
}

void damage_sentences(struct made *made, const struct prose *prose)
{
	if (has(made, 10))
		redact(made, prose);
	if (has(made, 11))
		curl_quotes(made);
	if (has(made, 20))
		truncate(made);
}

static void replace_once(struct text *text, const char *from, const char *to)
{
	char *place = text->length ? memmem(text->at, text->length, from, strlen(from)) : NULL;
	if (!place)
		return;
	struct text out;
	text_init(&out);
	text_bytes(&out, text->at, (size_t)(place - text->at));
	text_string(&out, to);
	const char *rest = place + strlen(from);
	text_bytes(&out, rest, (size_t)(text->at + text->length - rest));
	text_release(text);
	*text = out;
}

/* D8: a lost letter, a lost keyword, a page line in the address block. */
void damage_heading(struct made *made, struct text *heading)
{
	if (!has(made, 8) || heading->length == 0)
		return;
	switch (random_below(&made->print, 3)) {
	case 0:
		replace_once(heading, " PRIORITY", " PIORITY");
		break;
	case 1:
		replace_once(heading, "\nTO ", "\n");
		break;
	default:
		replace_once(heading, "\nTO ",
			     pool_format(made->pool, "\nTO PAGE 02 %s %06d %02d%02d%02dZ\n",
					 made->station, made->serial, made->dtg.day, made->dtg.hour,
					 made->dtg.minute));
	}
}
