/* prose.c - see prose.h. */
#include "prose.h"

#include <ctype.h>
#include <string.h>

#include "words.h"

/* Syllables; no name built of three of them is known to be anybody's. */
static const char *const FIRST[] = {"Var",  "Dro", "Kel", "Tor",  "Zhe", "Mir",  "Bal",
				    "Gor",  "Lun", "Pel", "Rash", "Sev", "Tam",  "Ul",
				    "Vosh", "Yar", "Zam", "Hal",  "Ild", "Jur",  "Kraz",
				    "Mush", "Nor", "Ost", "Quin", "Ruz", "Skel", "Tegh"};
static const char *const MIDDLE[] = {"a",  "e",  "i",  "o",  "u",   "ande", "eri", "olu",
				     "us", "ar", "en", "il", "ush", "avo",  "ime", "ogra"};
static const char *const LAST[] = {"zhenko", "drash", "mesh", "vok",   "lindar", "bek",  "tarin",
				   "shvo",   "gund",  "rond", "zadur", "pek",    "nash", "vrul",
				   "karn",   "dovel", "hask", "quel",  "strom",  "vane", "zul"};
static const char *const PLACE_LAST[] = {"mar",  "grad", "vesh", "dara", "stan",  "polis", "burg",
					 "shar", "tun",  "lagh", "vane", "quara", "holm",  "zir"};
static const char *const MONTHS[] = {"January",   "February", "March",    "April",
				     "May",       "June",     "July",     "August",
				     "September", "October",  "November", "December"};

const char *prose_month(int month)
{
	return MONTHS[month - 1];
}

static const char *invent_name(struct random *random, struct pool *pool, const char *last)
{
	const char *middle = RANDOM_OF(random, MIDDLE);
	return pool_format(pool, "%s%s%s", RANDOM_OF(random, FIRST), middle, last);
}

const char *prose_surname(struct random *random, struct pool *pool)
{
	const char *last = RANDOM_OF(random, LAST);
	return invent_name(random, pool, last);
}

const char *prose_given_name(struct random *random, struct pool *pool)
{
	const char *last = random_chance(random, 500) ? "lek" : "vin";
	return invent_name(random, pool, last);
}

const char *prose_place(struct random *random, struct pool *pool)
{
	const char *last = RANDOM_OF(random, PLACE_LAST);
	return invent_name(random, pool, last);
}

void prose_begin(struct prose *prose, struct random *random, struct pool *pool)
{
	prose->random = random;
	prose->pool = pool;
	prose->after_abbreviation = false;
	for (int i = 0; i < PROSE_PERSONS; i++) {
		prose->surnames[i] = prose_surname(random, pool);
		const char *given = prose_given_name(random, pool);
		const char *title = WORDS_TITLES[random_below(random, WORDS_TITLES_COUNT)];
		if (random_chance(random, 250))
			prose->persons[i] = pool_format(pool, "%s %s %c. %s", title, given,
							'B' + (char)random_below(random, 7),
							prose->surnames[i]);
		else
			prose->persons[i] =
				pool_format(pool, "%s %s %s", title, given, prose->surnames[i]);
	}
	for (int i = 0; i < PROSE_PLACES; i++)
		prose->places[i] = prose_place(random, pool);
}

static void add_reference(struct prose *prose)
{
	if (prose->letters == 0 || !random_chance(prose->random, 250))
		return;
	const char letter = (char)('A' + random_below(prose->random, (uint32_t)prose->letters));
	text_format(&prose->scratch, " (ref %c)", letter);
}

static void add_day(struct prose *prose)
{
	text_format(&prose->scratch, "%s %d", MONTHS[prose->month - 1],
		    random_between(prose->random, 1, 28));
}

/* Slots that a number fills; what is no slot stays. */
static void add_number(struct text *out, char slot, struct random *random)
{
	int tenths;
	switch (slot) {
	case 'y':
		text_format(out, "%d", random_between(random, 1961, 1999));
		break;
	case 'c':
		text_format(out, "%d", random_between(random, 2, 940));
		break;
	case 'q':
		tenths = random_between(random, 1, 9);
		text_format(out, "%d.%d", random_between(random, 0, 48), tenths);
		break;
	case 'k':
		tenths = random_between(random, 1, 9);
		text_format(out, "$%d.%d million", random_between(random, 1, 90), tenths);
		break;
	default:
		text_byte(out, slot);
	}
}

/* Slots that a word of a list fills. */
static const struct {
	char slot;
	const char *const *words;
	const unsigned *count;
} LISTS[] = {
	{'O', WORDS_OFFICERS, &WORDS_OFFICERS_COUNT},
	{'B', WORDS_BODIES, &WORDS_BODIES_COUNT},
	{'G', WORDS_PARTIES, &WORDS_PARTIES_COUNT},
	{'n', WORDS_NOUNS, &WORDS_NOUNS_COUNT},
	{'m', WORDS_PLURALS, &WORDS_PLURALS_COUNT},
	{'a', WORDS_ADJECTIVES, &WORDS_ADJECTIVES_COUNT},
	{'v', WORDS_VERBS, &WORDS_VERBS_COUNT},
	{'p', WORDS_PAST, &WORDS_PAST_COUNT},
};

/* One slot of a template; see words.h. */
static void add_slot(struct text *out, char slot, void *context)
{
	struct prose *prose = context;
	struct random *random = prose->random;
	for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
		if (LISTS[i].slot == slot) {
			text_string(out, LISTS[i].words[random_below(random, *LISTS[i].count)]);
			return;
		}
	switch (slot) {
	case 'P':
		text_string(out, RANDOM_OF(random, prose->persons));
		break;
	case 'S':
		text_string(out, RANDOM_OF(random, prose->surnames));
		break;
	case 't':
		text_string(out, RANDOM_OF(random, prose->places));
		break;
	case 'd':
		add_day(prose);
		break;
	case 'r':
		add_reference(prose);
		break;
	default:
		add_number(out, slot, random);
	}
}

static void expand(struct prose *prose, const char *template_)
{
	text_clear(&prose->scratch);
	text_expand(&prose->scratch, template_, add_slot, prose);
	char *first = prose->scratch.at;
	*first = (char)toupper((unsigned char)*first);
}

static void capitals(struct text *text)
{
	for (size_t i = 0; i < text->length; i++)
		text->at[i] = (char)toupper((unsigned char)text->at[i]);
}

const char *prose_expand(struct prose *prose, const char *template_)
{
	expand(prose, template_);
	if (prose->capitals)
		capitals(&prose->scratch);
	return pool_copy(prose->pool, prose->scratch.at, prose->scratch.length);
}

const char *prose_sentence(struct prose *prose, size_t *length)
{
	struct random *random = prose->random;
	const uint32_t draw = random_below(random, 1000);
	const char *template_;
	const bool after = prose->after_abbreviation;
	prose->after_abbreviation = false;
	if (after || draw < 480) {
		template_ = WORDS_STARTING[random_below(random, WORDS_STARTING_COUNT)];
	} else if (draw < 900) {
		template_ = WORDS_PLAIN[random_below(random, WORDS_PLAIN_COUNT)];
	} else if (draw < 985) {
		/* The last one divides in capitals, where every word seems to start a sentence. */
		template_ =
			WORDS_TRICKY[random_below(random, WORDS_TRICKY_COUNT - prose->capitals)];
	} else {
		template_ = WORDS_ABBREVIATED[random_below(random, WORDS_ABBREVIATED_COUNT)];
		prose->after_abbreviation = true;
	}
	const char *sentence = prose_expand(prose, template_);
	*length = prose->scratch.length;
	return sentence;
}

const char *prose_subject(struct prose *prose)
{
	expand(prose, WORDS_SUBJECTS[random_below(prose->random, WORDS_SUBJECTS_COUNT)]);
	if (prose->capitals || random_chance(prose->random, 800))
		capitals(&prose->scratch);
	return pool_copy(prose->pool, prose->scratch.at, prose->scratch.length);
}

const char *prose_heading(struct prose *prose)
{
	expand(prose, WORDS_HEADINGS[random_below(prose->random, WORDS_HEADINGS_COUNT)]);
	if (prose->capitals || random_chance(prose->random, 600))
		capitals(&prose->scratch);
	return pool_copy(prose->pool, prose->scratch.at, prose->scratch.length);
}
