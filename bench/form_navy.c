/* form_navy.c - a Navy general message of 2004 to 2012; see forms.h. */
#include <string.h>

#include "forms.h"
#include "invent.h"
#include "moment.h"

#define NAVY_WIDTH 66

static const char ORIGINATOR[] = "CNO WASHINGTON DC";

static void invent_series(struct made *made)
{
	struct random *random = &made->random;
	const int day = random_between(random, 2, 365);
	made->dtg = moment_of_day(random_between(random, 2004, 2012), day);
	made->dtg.hour = random_between(random, 0, 23);
	made->dtg.minute = random_between(random, 0, 59);
	made->filed = made->dtg;
	made->serial = random_between(random, 1, 395);
	made->id = pool_format(made->pool, "NAVADMIN%d/%02d", made->serial, made->dtg.year % 100);
	made->capitals = true;
	made->action = made->info = random_chance(random, 60) ? 'P' : 'R';
	made->origin_ri = random_chance(random, 700) ? "RUEWMCS" : "RUENAAA";
	made->routing[made->routing_count++] = "RUCRNAD";
	made->class_ = MADE_UNCLASSIFIED;
	made->sections = 1;
}

static void invent_addressees(struct made *made)
{
	static const char *const OFFICES[] = {"//N1//", "//DNS//", "//N1NT//", "//N13//", ""};
	static const char *const COPIES[] = {"CMC WASHINGTON DC", "COMNAVPERSCOM MILLINGTON TN",
					     "HQ AFPC RANDOLPH AFB TX",
					     "COMCOGARD PERSCOM WASHINGTON DC"};
	struct random *random = &made->random;
	made->from = (struct made_address){
		NULL, pool_format(made->pool, "%s%s", ORIGINATOR, RANDOM_OF(random, OFFICES)), NULL,
		NULL};
	made->to[made->to_count++] = (struct made_address){NULL, "NAVADMIN", NULL, NULL};
	const int count = random_chance(random, 500) ? random_between(random, 1, 4) : 0;
	for (int i = 0; i < count; i++)
		made->copies[made->copies_count++] =
			(struct made_address){NULL, COPIES[i], NULL, NULL};
}

static void invent_paragraphs(struct made *made, struct prose *prose)
{
	struct random *random = &made->random;
	const int count = random_between(random, 2, 9);
	for (int i = 0; i < count; i++) {
		struct made_paragraph *paragraph = &made->paragraphs[made->paragraphs_count++];
		*paragraph = (struct made_paragraph){.number = i + 1, .labelled = true};
		paragraph->first = made->sentences_count;
		for (int k = random_between(random, 1, 6); k > 0; k--) {
			size_t length;
			const char *sentence = prose_sentence(prose, &length);
			made->sentences[made->sentences_count++] =
				(struct made_sentence){sentence, length, false};
		}
		prose->after_abbreviation = false;
		paragraph->count = made->sentences_count - paragraph->first;
	}
}

static void heading(const struct made *made, struct text *out)
{
	text_format(out, "%cTTUZYUW %s%04d %03d%02d%02d-UUUU--%s.\n", made->action, made->origin_ri,
		    0, moment_day_of_year(made->filed), made->filed.hour, made->filed.minute,
		    made->routing[0]);
	text_string(out, "ZNR UUUUU\n");
	text_format(out, "%c %02d%02d%02dZ %s %02d\n", made->action, made->dtg.day, made->dtg.hour,
		    made->dtg.minute, moment_month(made->dtg.month), made->dtg.year % 100);
	text_format(out, "FM %s\nTO NAVADMIN\n", made->from.name);
	for (size_t i = 0; i < made->copies_count; i++)
		text_format(out, "%s%s\n", i == 0 ? "INFO " : "", made->copies[i].name);
	text_string(out, "BT\n");
}

/* Adds a set, wrapped; its lines go straight into the list. */
static void add_set(struct made *made, struct lines *lines, const char *set)
{
	(void)made;
	lines_wrap(lines, PART_REFERENCE, set, strlen(set), NAVY_WIDTH);
}

/* REF/A/MSG/... and REF/B/DOC/...; AMPN says which general message a MSG is. */
static void reference_sets(struct made *made, struct lines *lines)
{
	struct random *random = &made->random;
	struct text narrative;
	const int count = random_between(random, 0, 3);
	text_init(&narrative);
	for (int i = 0; i < count; i++) {
		struct made_reference *reference = &made->references[made->references_count++];
		*reference = (struct made_reference){.letter = (char)('A' + i)};
		const struct made_time day =
			moment_of_day(made->dtg.year - 1, random_between(random, 1, 365));
		text_string(&narrative, i > 0 ? "  " : "");
		if (random_chance(random, 400)) {
			const int number = random_between(random, 1, 390);
			reference->kind = "message";
			reference->id =
				pool_format(made->pool, "NAVADMIN%d/%02d", number, day.year % 100);
			const int minute = random_between(random, 0, 59);
			add_set(made, lines,
				pool_format(made->pool, "REF/%c/MSG/%s/%02d%02d%02dZ%s%02d//",
					    reference->letter, ORIGINATOR, day.day,
					    random_between(random, 0, 23), minute,
					    moment_month(day.month), day.year % 100));
			text_format(&narrative, "REF %c IS NAVADMIN %03d/%02d.", reference->letter,
				    number, day.year % 100);
		} else {
			add_set(made, lines,
				pool_format(made->pool, "REF/%c/DOC/OPNAV/%02d%s%d//",
					    reference->letter, day.day, moment_month(day.month),
					    day.year));
			const int part = random_between(random, 1, 60);
			text_format(&narrative, "REF %c IS OPNAVINST %d.%d.", reference->letter,
				    random_between(random, 1000, 9000), part);
		}
	}
	if (count > 0)
		add_set(made, lines,
			pool_format(made->pool, "%s/%.*s//", count > 1 ? "NARR" : "AMPN",
				    (int)narrative.length, narrative.at));
	text_release(&narrative);
}

static void add_paragraphs(struct made *made, struct lines *lines, bool blanks)
{
	struct text out;
	text_init(&out);
	for (size_t i = 0; i < made->paragraphs_count; i++) {
		const struct made_paragraph *paragraph = &made->paragraphs[i];
		text_clear(&out);
		text_format(&out, "%s%d.  ", i == 0 ? "RMKS/" : "", paragraph->number);
		for (size_t k = 0; k < paragraph->count; k++) {
			const struct made_sentence *sentence =
				&made->sentences[paragraph->first + k];
			text_string(&out, k > 0 ? "  " : "");
			text_bytes(&out, sentence->at, sentence->length);
		}
		if (blanks)
			lines_blank(lines);
		lines_wrap(lines, PART_TEXT, pool_copy(made->pool, out.at, out.length), out.length,
			   NAVY_WIDTH);
	}
	text_release(&out);
	/* The last paragraph, which the truth lists too, says who let it go. */
	struct made_paragraph *last = &made->paragraphs[made->paragraphs_count];
	*last = (struct made_paragraph){.number = (int)made->paragraphs_count + 1,
					.labelled = true};
	const char *sentence =
		pool_format(made->pool, "RELEASED BY VADM %c. %c. %s, N1.//",
			    'B' + (char)random_below(&made->print, 7), 'H',
			    pool_capitals(made->pool, prose_surname(&made->random, made->pool)));
	last->first = made->sentences_count;
	last->count = 1;
	made->sentences[made->sentences_count++] =
		(struct made_sentence){sentence, strlen(sentence), false};
	const char *line = pool_format(made->pool, "%d.  %s", last->number, sentence);
	if (blanks)
		lines_blank(lines);
	lines_wrap(lines, PART_TEXT, line, strlen(line), NAVY_WIDTH);
	made->paragraphs_count++;
}

void form_navy(struct made *made, struct prose *prose, struct lines *lines, struct text *out)
{
	static const struct copy PLAIN = {.width = NAVY_WIDTH, .tail = ""};
	struct random *random = &made->random;
	made->damage = 0;
	lines->count = 0;
	invent_series(made);
	prose_begin(prose, random, made->pool);
	prose->capitals = true;
	prose->letters = 0;
	prose->month = made->dtg.month;
	invent_addressees(made);
	made->subject = prose_subject(prose);
	invent_paragraphs(made, prose);
	add_set(made, lines,
		pool_format(made->pool, "MSGID/GENADMIN/%s/N1/%s//", ORIGINATOR,
			    moment_month(made->dtg.month)));
	const bool blanks = random_chance(random, 500);
	if (blanks)
		lines_blank(lines);
	add_set(made, lines, pool_format(made->pool, "SUBJ/%s//", made->subject));
	if (blanks)
		lines_blank(lines);
	reference_sets(made, lines);
	add_paragraphs(made, lines, blanks);

	heading(made, out);
	text_format(out, "UNCLAS //N%05d//\n%sNAVADMIN %03d/%02d\n%s",
		    random_between(random, 1000, 7400), blanks ? "\n" : "", made->serial,
		    made->dtg.year % 100, blanks ? "\n" : "");
	layout_bytes(lines, &PLAIN, out);
	text_string(out, "BT\n#0000\nNNNN\n");
}
