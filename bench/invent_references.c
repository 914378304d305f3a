/* invent_references.c - REF, in the forms of wire-format 6.4; see invent.h. */
#include <stdlib.h>
#include <string.h>

#include "invent.h"
#include "moment.h"
#include "posts.h"

/* "BAGHDAD 2658", by the same or another post, of this year or with the year printed. */
static struct made_reference cited_message(struct made *made)
{
	struct random *random = &made->random;
	struct pool *pool = made->pool;
	const char *station = made->station;
	const uint32_t draw = random_below(random, 100);
	int most = made->serial;
	if (draw >= 55) {
		station =
			draw < 75 ? "STATE" : POSTS[random_below(random, POSTS_COUNT - 6)].station;
		most = draw < 75 ? 250000 : 9000;
	}
	int year = made->dtg.year;
	const int serial = random_between(random, 1, most < 2 ? 2 : most);
	struct made_reference reference = {0, "message", NULL, NULL, NULL, {0, 0, 0, 0, 0}};
	static const uint16_t FORMS[] = {700, 120, 40, 30, 20, 20, 20, 20, 15, 15, 0};
	const unsigned form = made->profile == MADE_CFPF ? 0 : random_weighted(random, FORMS);
	if (form != 0 && form != 8 && form != 9)
		year -= year > 1966 ? random_between(random, 0, 1)
				    : 0; /* the pivot of two digits */
	const int y = year % 100;
	switch (form) {
	case 0:
		reference.printed = pool_format(pool, "%s %d", station, serial);
		break;
	case 1:
		reference.printed = pool_format(pool, "%02d %s %d", y, station, serial);
		break;
	case 2:
		reference.printed = pool_format(pool, "'%02d %s %d", y, station, serial);
		break;
	case 3:
		reference.printed = pool_format(pool, "%s %05d/%02d", station, serial, y);
		break;
	case 4:
		reference.printed = pool_format(pool, "%s %d-%02d", station, serial, y);
		break;
	case 5:
		reference.printed = pool_format(pool, "%s %d (%02d)", station, serial, y);
		break;
	case 6:
		reference.printed = pool_format(pool, "%02d-%s-%d", y, station, serial);
		break;
	case 7:
		reference.printed = pool_format(pool, "%d %s %d", year, station, serial);
		break;
	case 8:
		reference.printed = pool_format(pool, "%s #%d", station, serial);
		break;
	default:
		reference.printed = pool_format(pool, "%s %06d", station, serial);
	}
	reference.id = invent_id(pool, year, station, serial);
	return reference;
}

static struct made_reference cited_other(struct made *made)
{
	struct random *random = &made->random;
	struct pool *pool = made->pool;
	struct made_reference reference = {0, NULL, NULL, NULL, NULL, {0, 0, 0, 0, 0}};
	const char *one = pool_capitals(pool, prose_surname(random, pool));
	const char *two = pool_capitals(pool, prose_surname(random, pool));
	const int m = made->dtg.month, d = 1 + made->dtg.day % 28, y = made->dtg.year;
	switch (random_below(random, 6)) {
	case 0:
		reference.kind = "email";
		reference.printed =
			pool_format(pool, "%s-%s E-MAIL %02d/%02d/%d", one, two, m, d, y);
		break;
	case 1:
		reference.kind = "telcon";
		reference.printed =
			pool_format(pool, "%s/%s TELCON OF %s %d", one, two, moment_month(m), d);
		break;
	case 2:
		reference.kind = "fax";
		reference.printed = pool_format(pool, "%s FAX OF %s %d", one, moment_month(m), d);
		break;
	case 3:
		reference.kind = "septel";
		reference.printed = "SEPTEL";
		break;
	case 4:
		reference.kind = "book";
		reference.printed =
			pool_format(pool, "9 FAM 41.%d", random_between(random, 11, 99));
		break;
	default:
		reference.kind = "message";
		reference.from = "SECDEF";
		reference.dtg =
			moment_of_day(y, random_between(random, 1, moment_day_of_year(made->dtg)));
		reference.dtg.hour = random_between(random, 0, 23);
		reference.dtg.minute = random_between(random, 0, 59);
		reference.printed =
			pool_format(pool, "SECDEF MSG DTG %02d%02d%02dZ %s %02d", reference.dtg.day,
				    reference.dtg.hour, reference.dtg.minute,
				    moment_month(reference.dtg.month), y % 100);
	}
	return reference;
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
