/* invent_references.c - REF, in the forms of wire-format 6.4; see invent.h. */
#include <stdlib.h>
#include <string.h>

#include "invent.h"
#include "moment.h"
#include "posts.h"

/* What the forms of a reference print. */
struct citation {
	struct random *random;
	const char *station;     /* $s */
	int serial, year;        /* $n, of 5 and 6 digits $5 $6; $y of two digits, $Y */
	const char *surnames[2]; /* $a $b */
	int month, day;          /* $m $d of two digits, $M "DEC", $D */
};

static void cite(struct text *out, char slot, void *context)
{
	const struct citation *citation = context;
	switch (slot) {
	case 's':
		text_string(out, citation->station);
		break;
	case 'n':
		text_format(out, "%d", citation->serial);
		break;
	case '5':
		text_format(out, "%05d", citation->serial);
		break;
	case '6':
		text_format(out, "%06d", citation->serial);
		break;
	case 'y':
		text_format(out, "%02d", citation->year % 100);
		break;
	case 'Y':
		text_format(out, "%d", citation->year);
		break;
	case 'a':
	case 'b':
		text_string(out, citation->surnames[slot - 'a']);
		break;
	case 'm':
		text_format(out, "%02d", citation->month);
		break;
	case 'M':
		text_string(out, moment_month(citation->month));
		break;
	case 'd':
		text_format(out, "%02d", citation->day);
		break;
	case 'D':
		text_format(out, "%d", citation->day);
		break;
	default: /* 'f': a chapter */
		text_format(out, "%d", random_between(citation->random, 11, 99));
	}
}

/* Forms of a number; of those that print the year it may be the one before. */
static const struct {
	const char *form;
	bool with_year;
} NUMBER_FORMS[] = {
	{"$s $n", false},   {"$y $s $n", true},   {"'$y $s $n", true}, {"$s $5/$y", true},
	{"$s $n-$y", true}, {"$s $n ($y)", true}, {"$y-$s-$n", true},  {"$Y $s $n", true},
	{"$s #$n", false},  {"$s $6", false},
};

/* "BAGHDAD 2658", by the same or another post, of this year or with the year printed. */
static struct made_reference cited_message(struct made *made)
{
	static const uint16_t WEIGHTS[] = {700, 120, 40, 30, 20, 20, 20, 20, 15, 15, 0};
	struct random *random = &made->random;
	struct citation citation = {
		.random = random, .station = made->station, .year = made->dtg.year};
	const uint32_t draw = random_below(random, 100);
	int most = made->serial;
	if (draw >= 55) {
		citation.station =
			draw < 75 ? "STATE" : POSTS[random_below(random, POSTS_COUNT - 6)].station;
		most = draw < 75 ? 250000 : 9000;
	}
	citation.serial = random_between(random, 1, most < 2 ? 2 : most);
	const unsigned form = made->profile == MADE_CFPF ? 0 : random_weighted(random, WEIGHTS);
	/* 1966 is the pivot of two digits. */
	if (NUMBER_FORMS[form].with_year && citation.year > 1966)
		citation.year -= random_between(random, 0, 1);
	return (struct made_reference){
		.kind = "message",
		.printed = pool_expand(made->pool, NUMBER_FORMS[form].form, cite, &citation),
		.id = invent_id(made->pool, citation.year, citation.station, citation.serial)};
}

/* "SECDEF MSG DTG 301601Z SEP 08". */
static struct made_reference cited_time(struct made *made)
{
	struct random *random = &made->random;
	struct made_reference reference = {.kind = "message", .from = "SECDEF"};
	struct made_time *dtg = &reference.dtg;
	*dtg = moment_of_day(made->dtg.year,
			     random_between(random, 1, moment_day_of_year(made->dtg)));
	dtg->hour = random_between(random, 0, 23);
	dtg->minute = random_between(random, 0, 59);
	reference.printed =
		pool_format(made->pool, "SECDEF MSG DTG %02d%02d%02dZ %s %02d", dtg->day, dtg->hour,
			    dtg->minute, moment_month(dtg->month), dtg->year % 100);
	return reference;
}

static struct made_reference cited_other(struct made *made)
{
	static const struct {
		const char *kind, *form;
	} FORMS[] = {{"email", "$a-$b E-MAIL $m/$d/$Y"},
		     {"telcon", "$a/$b TELCON OF $M $D"},
		     {"fax", "$a FAX OF $M $D"},
		     {"septel", "SEPTEL"},
		     {"book", "9 FAM 41.$f"}};
	enum { FORMS_COUNT = sizeof FORMS / sizeof *FORMS };
	struct random *random = &made->random;
	struct citation citation = {.random = random,
				    .year = made->dtg.year,
				    .month = made->dtg.month,
				    .day = 1 + made->dtg.day % 28};
	for (size_t i = 0; i < 2; i++)
		citation.surnames[i] = pool_capitals(made->pool, prose_surname(random, made->pool));
	const uint32_t form = random_below(random, FORMS_COUNT + 1);
	if (form == FORMS_COUNT)
		return cited_time(made);
	return (struct made_reference){
		.kind = FORMS[form].kind,
		.printed = pool_expand(made->pool, FORMS[form].form, cite, &citation)};
}

enum block_form { FORM_DOT, FORM_PARENTHESIS, FORM_BRACKETED, FORM_INLINE, FORM_CARRIED };

/* Letters, separators and line breaks around the printed references. */
static const char *print_block(struct made *made, enum block_form form)
{
	struct text out;
	text_init(&out);
	const char *key = random_chance(&made->random, 150) ? "REFS: " : "REF: ";
	text_string(&out, key);
	const size_t indent = random_chance(&made->random, 600) ? strlen(key) : 0;
	for (size_t i = 0; i < made->references_count; i++) {
		const struct made_reference *reference = &made->references[i];
		if (i > 0 && form == FORM_CARRIED) {
			text_format(&out, ", %d",
				    (int)strtol(strrchr(reference->printed, ' ') + 1, NULL, 10));
			continue;
		}
		if (i > 0 && form == FORM_INLINE) {
			text_string(&out, ", ");
		} else if (i > 0) {
			text_byte(&out, '\n');
			text_repeat(&out, ' ', indent);
		}
		if (reference->letter) {
			static const char *const MARKS[] = {"%c. ", "%c) ", "(%c) ", "(%c) ",
							    "[%c] "};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			text_format(&out, MARKS[form], reference->letter);
#pragma GCC diagnostic pop
		}
		text_string(&out, reference->printed);
		if (reference->id && form != FORM_CARRIED && random_chance(&made->random, 40))
			text_string(&out, " (NOTAL)");
	}
	const char *block = pool_copy(made->pool, out.at, out.length);
	text_release(&out);
	return block;
}

/* "[A] STATE 188314, 259032": the post is carried over to further numbers. */
static void carried(struct made *made)
{
	struct random *random = &made->random;
	const int count = random_between(random, 2, 3);
	for (int i = 0; i < count; i++) {
		const int serial = random_between(random, 1000, 250000);
		made->references[made->references_count++] = (struct made_reference){
			'A',
			"message",
			invent_id(made->pool, made->dtg.year, "STATE", serial),
			pool_format(made->pool, "STATE %d", serial),
			NULL,
			{0, 0, 0, 0, 0}};
	}
	made->references_printed = print_block(made, FORM_CARRIED);
}

static bool is_own(const struct made *made, const struct made_reference *reference)
{
	return reference->id && strcmp(reference->id, made->id) == 0;
}

void invent_references(struct made *made, struct prose *prose)
{
	struct random *random = &made->random;
	prose->letters = 0;
	if (random_chance(random, 280))
		return;
	if (made->profile == MADE_STATE && random_chance(random, 8)) {
		carried(made);
		prose->letters = 1;
		return;
	}
	const int count = random_chance(random, 350) ? 1 : random_between(random, 2, 6);
	for (int i = 0; i < count; i++) {
		const bool other =
			made->profile == MADE_STATE && i > 0 && random_chance(random, 60);
		struct made_reference reference = other ? cited_other(made) : cited_message(made);
		if (is_own(made, &reference))
			continue;
		made->references[made->references_count++] = reference;
	}
	if (made->references_count == 0)
		return;
	if (made->references_count > 1) {
		for (size_t i = 0; i < made->references_count; i++)
			made->references[i].letter = (char)('A' + i);
		prose->letters = (char)made->references_count;
	}
	static const uint16_t FORMS[] = {640, 130, 100, 130, 0};
	made->references_printed =
		print_block(made, (enum block_form)random_weighted(random, FORMS));
}
