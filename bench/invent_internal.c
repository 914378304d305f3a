/* invent_internal.c - line 12 to TAGS, and Classified By; see invent.h. */
#include <string.h>

#include "invent.h"
#include "moment.h"

#define ADD_CAPTION(made, caption) ((made)->captions[(made)->captions_count++] = (caption))

static void invent_class(struct made *made)
{
	static const uint16_t CABLES[] = {300, 1, 560, 140, 0};
	static const uint16_t FILES[] = {495, 230, 220, 55, 0};
	made->class_ = (enum made_class)random_weighted(
		&made->random, made->profile == MADE_CFPF ? FILES : CABLES);
	if (made->class_ == MADE_LIMITED_OFFICIAL_USE && made->dtg.year > 1995)
		made->class_ = MADE_CONFIDENTIAL;
}

static void invent_captions(struct made *made)
{
	struct random *random = &made->random;
	const bool classified = made->class_ >= MADE_CONFIDENTIAL;
	if (classified && random_chance(random, 90)) {
		ADD_CAPTION(made, random_chance(random, 600) ? "NOFORN" : "EXDIS");
		made->captions_on_line = random_chance(random, 500) ? 1 : 0;
	}
	if (made->dtg.year < 1996) {
		if (made->captions_count == 0 && random_chance(random, 60))
			ADD_CAPTION(made, random_chance(random, 500) ? "EXDIS" : "LIMDIS");
		return;
	}
	if (made->class_ == MADE_UNCLASSIFIED && random_chance(random, 600))
		ADD_CAPTION(made, "SENSITIVE");
	if (random_chance(random, 850))
		ADD_CAPTION(made, "SIPDIS");
	if (random_chance(random, 25))
		ADD_CAPTION(made, "NOT FOR INTERNET");
}

static const char *invent_passing(struct made *made)
{
	static const char *const LINES[] = {
		"STATE FOR NEA/ELA, INR AND DRL", "DEPT FOR EUR/CE, EB AND L",
		"DEPT PLEASE PASS USTR",          "STATE PASS TO USAID\nTREASURY FOR OASIA",
		"NSC FOR SENIOR DIRECTOR",        "DEPARTMENT FOR S/CT AND IO",
		"LONDON FOR POL - PARIS FOR POL"};
	return random_chance(&made->random, 330) ? RANDOM_OF(&made->random, LINES) : NULL;
}

/* What orders before 12958 prescribed. */
static void declassify_early(struct made *made)
{
	struct random *random = &made->random;
	const int year = made->dtg.year;
	const bool classified = made->class_ >= MADE_CONFIDENTIAL;
	if (year < 1973)
		return;
	if (year < 1979) {
		static const char *const FORMS[] = {"GDS", "GDS", "GDS", "XGDS-1", "XGDS-3"};
		made->order = "11652";
		made->declassify = classified ? RANDOM_OF(random, FORMS) : "N/A";
	} else if (year < 1983) {
		made->order = "12065";
		made->declassify = "N/A";
		if (!classified)
			return;
		const struct made_time on = {year + 6, made->dtg.month, 1 + made->dtg.day % 28, 0,
					     0};
		made->declassify_on = on;
		const char *first = pool_capitals(made->pool, prose_given_name(random, made->pool));
		const char *last = pool_capitals(made->pool, prose_surname(random, made->pool));
		made->declassify = pool_format(made->pool, "GDS %d/%d/%02d (%s, %s) OR-P", on.month,
					       on.day, on.year % 100, last, first);
	} else {
		made->order = "12356";
		made->declassify = classified ? "DECL: OADR" : "N/A";
	}
}

/* $m and $d of two digits, $M and $D as they are; $y of two digits, $Y. */
static void add_day(struct text *out, char slot, void *context)
{
	const struct made_time *time = context;
	const int value = slot == 'm' || slot == 'M'   ? time->month
			  : slot == 'd' || slot == 'D' ? time->day
			  : slot == 'y'                ? time->year % 100
						       : time->year;
	text_format(out, slot == 'm' || slot == 'd' || slot == 'y' ? "%02d" : "%d", value);
}

static void declassify_late(struct made *made)
{
	static const char *const WORDS[] = {"OADR",      "X1", "X5",
					    "20 YEARS",  "MR", "TEN YEARS AFTER KOREAN UNIFICATION",
					    "25X1-HUMAN"};
	static const char *const FORMS[] = {"DECL: $m/$d/$Y", "DECL: $M/$D/$Y", "DECL: $m/$d/$y",
					    "DECL: $Y/$m/$d", "DECLAS: $m/$d/$y"};
	static const uint16_t WEIGHTS[] = {850, 60, 50, 30, 10, 0};
	struct random *random = &made->random;
	struct made_time time = {made->dtg.year + random_between(random, 5, 10), made->dtg.month,
				 1 + made->dtg.day % 28, 0, 0};
	made->order = made->dtg.year == 2010 && random_chance(random, 150) ? "13526" : "12958";
	if (made->class_ < MADE_CONFIDENTIAL) {
		if (random_chance(random, 350))
			made->order = NULL;
		made->declassify = random_chance(random, 800) ? "N/A" : "DECL: N/A";
		return;
	}
	if (random_chance(random, 60)) {
		made->declassify = pool_format(made->pool, "DECL: %s", RANDOM_OF(random, WORDS));
		return;
	}
	made->declassify_on = time;
	made->declassify =
		pool_expand(made->pool, FORMS[random_weighted(random, WEIGHTS)], add_day, &time);
}

static void print_order(struct made *made)
{
	static const char *const FORMS[] = {"EO %s: ", "E.O. %s ", "E.O.%s:", "e.o. %s: "};
	if (!made->order)
		return;
	const char *form = "E.O. %s: ";
	if (made->profile == MADE_STATE && random_chance(&made->random, 60))
		form = RANDOM_OF(&made->random, FORMS);
		/* The forms are the constants above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	made->order_printed = pool_format(made->pool, form, made->order);
#pragma GCC diagnostic pop
}

static void add_tag(struct made *made, const char *tag, const char *kind)
{
	for (size_t i = 0; i < made->tags_count; i++)
		if (strcmp(made->tags[i].tag, tag) == 0)
			return;
	made->tags[made->tags_count++] = (struct made_tag){tag, kind};
}

static void invent_tags(struct made *made)
{
	static const char *const EARLY[] = {"PFOR", "PINT", "PINR", "PARM", "MARR", "ECON", "EAID",
					    "EFIN", "ETRD", "SNAR", "CASC", "SHUM", "EAGR", "ELAB"};
	static const char *const LATE[] = {"PGOV", "PTER", "PINR", "ECON", "MARR", "PHUM", "MOPS",
					   "PARM", "EFIN", "MASS", "PREF", "SNAR", "ETRD", "EINV",
					   "ENRG", "EAID", "SOCI", "SMIG", "CVIS", "EAIR", "SENV",
					   "PINS", "ELAB", "ECPS", "EPET", "ETTC", "MNUC", "PBTS"};
	static const char *const PROGRAMS[] = {"KDEM", "KNNP", "KJUS", "KCRM", "KCOR", "KISL",
					       "KPAO", "KPAL", "KTFN", "KWBG", "KIPR", "KTIP",
					       "KIRF", "KFRD", "KWMN", "KAWC", "KPKO", "KMDR"};
	static const char *const ORGANISATIONS[] = {"NATO", "IAEA", "OAS", "ICRC", "EUN", "WTRO"};
	static const char *const PLACES[] = {"AF", "IZ", "IR", "TU", "RS", "CH", "FR", "UK", "GM",
					     "BR", "IN", "PK", "EG", "IS", "JO", "LE", "SY", "KS",
					     "JA", "NI", "SF", "CO", "VE", "PE", "MX", "UP", "GG",
					     "XF", "XG", "US", "SU", "KE", "ZI", "EZ", "BK", "KZ"};
	struct random *random = &made->random;
	const bool early = made->dtg.year < 1980;
	if (made->dtg.year < 1973)
		return;
	if (!early && random_chance(random, 790))
		add_tag(made, "PREL", "subject");
	for (int i = random_between(random, 1, 4); i > 0; i--)
		add_tag(made, early ? RANDOM_OF(random, EARLY) : RANDOM_OF(random, LATE),
			"subject");
	for (int i = early ? 0 : random_between(random, 0, 2); i > 0; i--)
		add_tag(made, RANDOM_OF(random, PROGRAMS), "program");
	if (random_chance(random, 120))
		add_tag(made, RANDOM_OF(random, ORGANISATIONS), "org");
	if (random_chance(random, early ? 200 : 50)) {
		const char *last = pool_capitals(made->pool, prose_surname(random, made->pool));
		const char *first = pool_capitals(made->pool, prose_given_name(random, made->pool));
		add_tag(made, pool_format(made->pool, "%s, %s", last, first), "person");
	}
	for (int i = random_between(random, 1, 3); i > 0; i--)
		add_tag(made, RANDOM_OF(random, PLACES), "geo");
	made->tags_separator = random_chance(random, 330) ? ", " : " ";
}

void invent_internal_heading(struct made *made, struct prose *prose)
{
	invent_class(made);
	invent_captions(made);
	if (made->profile == MADE_STATE)
		made->passing = invent_passing(made);
	if (made->dtg.year < 1996)
		declassify_early(made);
	else
		declassify_late(made);
	print_order(made);
	invent_tags(made);
	made->subject = prose_subject(prose);
}

struct classifier {
	const char *title, *name, *section; /* $t $n $s */
	const char *second;                 /* $+: what names the second reason, or "" */
};

static void add_classifier(struct text *out, char slot, void *context)
{
	const struct classifier *classifier = context;
	text_string(out, slot == 't'   ? classifier->title
			 : slot == 'n' ? classifier->name
			 : slot == 's' ? classifier->section
				       : classifier->second);
}

static const char *classified_words(struct made *made, struct classifier *classifier, bool both)
{
	static const struct {
		const char *form, *second;
	} FORMS[] = {
		{"$t $n for reasons $s (b)$+.", " and (d)"}, {"$t $n, for reasons $s (b$+).", ",d"},
		{"$t $n. Reason: $s (b)$+.", " and (d)"},    {"$n, $t. Reason: $s (B)$+.", ", (D)"},
		{"$t $n, reasons $s (b$+).", "/d"},          {"$t $n; Reason: $s (b)$+.", ", (d)"},
	};
	static const uint16_t WEIGHTS[] = {500, 120, 120, 100, 100, 60, 0};
	const unsigned form = random_weighted(&made->random, WEIGHTS);
	classifier->second = both ? FORMS[form].second : "";
	return pool_expand(made->pool, FORMS[form].form, add_classifier, classifier);
}

void invent_classified_by(struct made *made)
{
	static const char *const TITLES[] = {"Ambassador",
					     "DCM",
					     "Deputy Chief of Mission",
					     "Political Counselor",
					     "Economic Counselor",
					     "Charge d'Affaires",
					     "Political Officer",
					     "Consul General",
					     "Acting Deputy Chief of Mission",
					     "Political Military Minister Counselor"};
	struct random *random = &made->random;
	if (made->class_ < MADE_CONFIDENTIAL || made->dtg.year < 1996 || random_chance(random, 40))
		return;
	struct classifier by = {.title = RANDOM_OF(random, TITLES),
				.section = made->dtg.year < 2004 ? "1.5" : "1.4"};
	const char *surname = prose_surname(random, made->pool);
	const char initial = 'B' + (char)random_below(random, 7);
	by.name = pool_format(made->pool, "%s %c. %s", prose_given_name(random, made->pool),
			      initial, surname);
	const bool both = random_chance(random, 750);
	made->reasons[made->reasons_count++] = pool_format(made->pool, "%s(b)", by.section);
	if (both)
		made->reasons[made->reasons_count++] = pool_format(made->pool, "%s(d)", by.section);
	const char *words = classified_words(made, &by, both);
	const char *key = random_chance(random, 800) ? "Classified By" : "CLASSIFIED BY";
	made->classified_by = pool_format(made->pool, "%s: %s", key, words);
	made->classified_name = by.name;
	made->classified_title = by.title;
	if (made->capitals || random_chance(random, 60)) {
		made->classified_by = pool_capitals(made->pool, made->classified_by);
		made->classified_name = pool_capitals(made->pool, by.name);
		made->classified_title = pool_capitals(made->pool, by.title);
	}
}
