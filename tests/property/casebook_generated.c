/* casebook_generated.c - see casebook_generated.h. */
#include "casebook_generated.h"

#include "../../src/casebook/vocabulary.h"

#include <stdio.h>
#include <string.h>

/* ---- chance ---- */

static uint64_t state;

unsigned generated_draw(unsigned bound)
{
	/* xorshift: the same numbers on every machine */
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state >> 33) % bound;
}

#define draw generated_draw

static bool one_in(unsigned bound)
{
	return draw(bound) == 0;
}

/* ---- names that are known so far ---- */

#define POOL_LIMIT 32

struct pool {
	char names[POOL_LIMIT][16];
	size_t count;
};

static struct pool pools[THING_KINDS];
static unsigned tokens;
static int day; /* of 2008-12-01 on, on which the claim happened */

static void know(int kind, const char *name)
{
	struct pool *pool = &pools[kind];
	if (pool->count < POOL_LIMIT)
		snprintf(pool->names[pool->count++], sizeof pool->names[0], "%s", name);
}

static const char *known(int kind)
{
	static const int ANY[] = {THING_PARTY, THING_PLACE, THING_PROMISE, THING_ENCOUNTER};
	if (kind == THING_GATHERING)
		kind = one_in(2) ? THING_ENCOUNTER : THING_SERIES;
	if (kind == THING_ANYTHING)
		kind = ANY[draw(4)];
	const struct pool *pool = &pools[kind];
	return pool->count ? pool->names[draw((unsigned)pool->count)] : NULL;
}

static const char *token(char text[16])
{
	unsigned number = tokens++;
	text[0] = 'z';
	text[1] = 'q';
	for (int i = 2; i < TOKEN_LENGTH; i++, number /= 26)
		text[i] = (char)('a' + number % 26);
	text[TOKEN_LENGTH] = '\0';
	return text;
}

/* ---- messages ---- */

static const char *const MARKS[] = {"(U)", "(C)", "(C)", "(S)", "(S/NF)", "(TS)", ""};
#define PARAGRAPHS 6

struct message_made {
	const char *class_; /* as @msg has it */
	int day;
};

static void put_message(struct septel_out *out, const char *id, const struct message_made *made)
{
	static const char *const NAMES[] = {"UNCLAS", "C O N F I D E N T I A L", "S E C R E T",
					    "T O P S E C R E T"};
	static const char LETTERS[] = "UCST";
	const int at = (int)(strchr(LETTERS, made->class_[0]) - LETTERS);
	septel__out_format(out,
			   "P %02d0900Z DEC 08\nFM AMEMBASSY BAGHDAD\nTO SECSTATE WASHDC\nBT\n",
			   made->day);
	septel__out_format(out, "%s BAGHDAD %s\n\nSIPDIS\n\n", NAMES[at], id + 9);
	septel__out_string(out,
			   "E.O. 12958: DECL: 12/12/2018\nTAGS: PHUM, IZ\nSUBJECT: A CASE\n\n");
	for (int i = 1; i <= PARAGRAPHS; i++) {
		/* The last two may be above the message as a whole, or have no mark. */
		const char *mark = MARKS[i < 5 ? draw((unsigned)at + 2) : draw(7)];
		septel__out_format(out, "%d. %s The text of it.\n\n", i, mark);
	}
	septel__out_string(out, "BT\nNNNN\n");
}

/* ---- values ---- */

static void put_days(struct septel_out *out, int at)
{
	septel__out_format(out, "2008-%02d-%02d", at < 1 ? 11 : 12, at < 1 ? at + 30 : at);
}

static void put_party(struct septel_out *out)
{
	/* Persons with cases are named often. */
	septel__out_string(out, one_in(3) ? (one_in(4) ? "p2" : "p1") : known(THING_PARTY));
}

static void put_parties(struct septel_out *out)
{
	put_party(out);
	if (one_in(2)) {
		septel__out_byte(out, ' ');
		put_party(out);
	}
}

static void put_word(struct septel_out *out, int list)
{
	const struct list_row *row = septel__list_row((enum word_list)list);
	septel__out_string(out, row->words[draw((unsigned)row->count)]);
}

static void put_due(struct septel_out *out)
{
	static const char *const WORDS[] = {"next week", "in the next few days", "within ten days",
					    "soon"};
	if (one_in(2))
		put_days(out, day + (int)draw(20) - 5);
	else
		septel__out_format(out, "\"%s\"", WORDS[draw(4)]);
}

/* False: there is nothing that could stand there. */
static bool put_value(struct septel_out *out, const struct key_row *key)
{
	char text[16];
	const char *name;
	static const char *const EVERY[] = {"3/week", "1/14d", "1/month"};
	switch (key->value) {
	case VALUE_TEXT:
	case VALUE_NAME:
		septel__out_string(out, token(text));
		return true;
	case VALUE_NEW:
		septel__out_string(out, token(text));
		know(key->of, text);
		return true;
	case VALUE_THING:
		name = known(key->of);
		septel__out_string(out, name ? name : "");
		return name != NULL;
	case VALUE_PARTY:
	case VALUE_LEAD:
		put_party(out);
		return true;
	case VALUE_PARTIES:
		put_parties(out);
		return true;
	case VALUE_PLACE:
		if (one_in(3))
			septel__out_format(out, "near %s", token(text));
		else
			septel__out_string(out, known(THING_PLACE));
		return true;
	case VALUE_COUNTRY:
		septel__out_string(out, one_in(4) ? "farland" : "iran");
		return true;
	case VALUE_WORD:
	case VALUE_WORDS:
		put_word(out, key->of);
		return true;
	case VALUE_NUMBER:
		septel__out_format(out, "%u", 1 + draw(90));
		return true;
	case VALUE_DAY:
	case VALUE_DAYS:
		put_days(out, day + (int)draw(9));
		return true;
	case VALUE_DUE:
		put_due(out);
		return true;
	case VALUE_EVERY:
		septel__out_string(out, EVERY[draw(3)]);
		return true;
	case VALUE_CLAUSE:
		septel__out_format(out, "%c non-return: %s", 'a' + (int)draw(3), token(text));
		return true;
	case VALUE_GRADE:
		septel__out_string(out, "B2");
		return true;
	case VALUE_CAVEAT:
		septel__out_string(out, one_in(3)   ? "ICRC-CONF"
					: one_in(2) ? "NODIS"
						    : "THIRD-PARTY");
		return true;
	default:
		return false;
	}
}

/* ---- claims ---- */

static void put_anchor(struct septel_out *out)
{
	char text[16];
	if (one_in(20))
		septel__out_string(out, "    src manual OFFICER\n");
	else
		septel__out_format(out, "    src %u.1 \"%s\"\n", 1 + draw(PARAGRAPHS), token(text));
}

/* How often a key that may be there is. */
static unsigned rarity(enum claim_key key)
{
	switch (key) {
	case KEY_CAVEAT:
		return 9;
	case KEY_ID:
	case KEY_ABOUT:
	case KEY_DUE:
	case KEY_PRIVATE:
	case KEY_LANGUAGE:
	case KEY_OPTIONS:
		return 2;
	case KEY_CORRECTS:
	case KEY_CONTRADICTS:
	case KEY_CORROBORATES:
	case KEY_SAME_AS:
	case KEY_PREFERS:
	case KEY_PART_OF:
	case KEY_MOOD:
	case KEY_SAID_BY:
	case KEY_HEARD_BY:
	case KEY_GRADE:
	case KEY_REFMSG:
	case KEY_NOTE:
		return 15;
	default:
		return 4;
	}
}

/* False: a value that the type needs cannot be had; what was written is to be dropped. */
static bool put_keys(struct septel_out *out, enum claim_type type)
{
	size_t count;
	const struct key_row *keys = septel__type_keys(type, &count);
	for (size_t i = 0; i < count; i++) {
		const bool needed = septel__is_needed(keys[i].need);
		const size_t start = out->length;
		if (keys[i].key == KEY_SRC || (!needed && !one_in(rarity(keys[i].key))))
			continue;
		septel__out_format(out, "    %s ", septel__key_name(keys[i].key));
		const bool put = put_value(out, &keys[i]);
		septel__out_byte(out, '\n');
		if (!put && needed)
			return false;
		if (!put)
			out->length = start;
	}
	return true;
}

/* A key that both the type and all claims have stands once. */
static bool put_common_keys(struct septel_out *out, enum claim_type type)
{
	size_t count;
	const struct key_row *keys = septel__type_keys(CLAIM_ANY, &count);
	for (size_t i = 0; i < count; i++) {
		const char *name = septel__key_name(keys[i].key);
		const size_t start = out->length;
		if (keys[i].key == KEY_SRC || !one_in(rarity(keys[i].key)) ||
		    septel__key_of(type, septel_view_of(name)) != &keys[i])
			continue;
		septel__out_format(out, "    %s ", name);
		if (!put_value(out, &keys[i]))
			out->length = start;
		else
			septel__out_byte(out, '\n');
	}
	return true;
}

static bool put_subject(struct septel_out *out, const struct type_row *row, char made[16])
{
	const char *name;
	made[0] = '\0';
	switch (row->subject) {
	case SUBJECT_NAMES:
		name = one_in(4) ? known(row->of) : NULL; /* told again */
		if (!name)
			name = token(made);
		septel__out_format(out, "%s\n", name);
		return true;
	case SUBJECT_KNOWN:
		if (row->of == THING_PARTY)
			name = one_in(4) ? "p2" : one_in(5) ? known(THING_PARTY) : "p1";
		else
			name = known(row->of);
		septel__out_format(out, "%s\n", name ? name : "");
		return name != NULL;
	case SUBJECT_WORD:
		put_word(out, row->of);
		septel__out_byte(out, '\n');
		return true;
	case SUBJECT_NUMBER: /* what is erased is no claim any more */
		break;
	}
	return false;
}

static void put_claim(struct septel_out *out, enum claim_type type)
{
	const struct type_row *row = septel__type_row(type);
	const size_t start = out->length;
	char made[16];
	put_days(out, day);
	septel__out_format(out, " %s ", row->name);
	if (!put_subject(out, row, made) || !put_keys(out, type) || !put_common_keys(out, type)) {
		out->length = start;
		return;
	}
	put_anchor(out);
	if (one_in(6))
		put_anchor(out);
	if (made[0])
		know(row->of, made);
}

/* What leads to a return, in order; each is left out now and then. */
static const char *const WAY[] = {
	"person.left p1\n    from camp\n",
	"option.open p1\n    option return\n",
	"option.open p1\n    option asylum\n",
	"custody.open p1\n    holder mod\n    place camp\n",
	"rule.in-force ru-1\n    when return\n    lead icrc\n",
	("encounter.held enc-1\n    who icrc p1\n    kind counselling\n    private yes\n"
	 "    language fa\n    interpreter fa\n    options return asylum\n"),
	"fear.none p1\n    country iran\n",
	"pref.declared p1\n    option return\n",
	"consent.given p1\n    to iran\n",
	"acceptance.given p1\n    by iran\n    option return\n",
	"pref.reconfirmed p1\n    option return\n",
	"monitor.arranged p1\n    by icrc\n    first 2009-02-01\n",
};
#define WAY_STEPS (sizeof WAY / sizeof *WAY)

static void put_way(struct septel_out *out, size_t step)
{
	char text[16];
	if (one_in(12))
		return;
	put_days(out, day);
	septel__out_format(out, " %s    src %u.1 \"%s\"\n", WAY[step], 1 + draw(4), token(text));
}

/* Half of the others are what gates, states and the ledger read. */
static enum claim_type draw_type(void)
{
	static const enum claim_type TYPES[] = {
		CLAIM_FEAR_EXPRESSED,     CLAIM_FEAR_WITHDRAWN,    CLAIM_PREF_WITHDRAWN,
		CLAIM_ACCEPTANCE_REFUSED, CLAIM_CUSTODY_OPEN,      CLAIM_CUSTODY_TRANSFER,
		CLAIM_CUSTODY_CLOSE,      CLAIM_PROMISE_MADE,      CLAIM_PROMISE_KEPT,
		CLAIM_REQUEST_MADE,       CLAIM_REQUEST_ANSWERED,  CLAIM_ENCOUNTER_HELD,
		CLAIM_DISCLOSURE_MADE,    CLAIM_CONSENT_WITHDRAWN, CLAIM_ASSURANCE_GIVEN,
		CLAIM_ASSURANCE_BREACH,   CLAIM_OPTION_CLOSED,     CLAIM_CLEARANCE_OVERRIDE,
		CLAIM_CLEARANCE_GIVEN,    CLAIM_PREF_DECLARED,     CLAIM_SERIES_PLEDGED,
		CLAIM_TRACE_OPENED,       CLAIM_VISIT_REQUESTED,   CLAIM_PARTY_NOTED,
	};
	if (one_in(2))
		return TYPES[draw(sizeof TYPES / sizeof *TYPES)];
	return (enum claim_type)(CLAIM_ANY + 1 + draw(CLAIM_COUNT - CLAIM_ANY - 1));
}

/* ---- all of it ---- */

static const char REGISTRY[] = "party mod ministry\nparty icrc international\nparty iran state\n"
			       "party farland state\nparty usg state\nparty p1 person\n"
			       "party p2 person\nplace camp camp\nplace iran country\n";

static void generate(struct generated *made, uint64_t seed)
{
	static const char *const PARTIES[] = {"mod", "icrc", "iran", "farland", "usg"};
	static const char *const CLASSES[] = {"U", "C", "C", "S", "TS"};
	size_t step = 0;
	state = seed * 0x9e3779b97f4a7c15 + 1;
	tokens = 0;
	memset(pools, 0, sizeof pools);
	for (size_t i = 0; i < sizeof PARTIES / sizeof *PARTIES; i++)
		know(THING_PARTY, PARTIES[i]);
	know(THING_PLACE, "camp");
	septel__out_init(&made->registry, NULL, 0);
	septel__out_string(&made->registry, REGISTRY);
	for (int i = 0; i < GENERATED_MESSAGES; i++) {
		struct septel_out *journal = &made->journals[i];
		const struct message_made message = {CLASSES[draw(5)], 3 + 4 * i};
		septel__out_init(journal, NULL, 0);
		septel__out_init(&made->messages[i], NULL, 0);
		snprintf(made->ids[i], sizeof made->ids[i], "08BAGHDAD%d", 9001 + i);
		put_message(&made->messages[i], made->ids[i], &message);
		septel__out_format(journal,
				   "@msg %s dtg=2008-12-%02dT09:00Z class=%s decl=20%u-12-12\n",
				   made->ids[i], message.day, message.class_, 18 + draw(15));
		for (unsigned claims = 4 + draw(8); claims; claims--) {
			day = message.day - (int)draw(6);
			if (step < WAY_STEPS)
				put_way(journal, step++);
			put_claim(journal, draw_type());
		}
	}
}

/* ---- without what does not hold ---- */

/* Writes the journals again, of the claims that hold alone. */
static void keep_claims(struct generated *made, const struct casebook *book)
{
	struct septel_out kept[GENERATED_MESSAGES];
	for (int i = 0; i < GENERATED_MESSAGES; i++) {
		const struct septel_view text = septel__out_written(&made->journals[i]);
		septel__out_init(&kept[i], NULL, 0);
		septel__out_view(&kept[i],
				 septel__slice(text, 0, septel__find_byte(text, '\n', 0) + 1));
	}
	for (size_t i = 0; i < book->claim_count; i++) {
		struct septel_out *out = &kept[book->claims[i]->message->number];
		septel__out_view(out, book->claims[i]->whole);
		septel__out_byte(out, '\n');
	}
	for (int i = 0; i < GENERATED_MESSAGES; i++) {
		septel__out_release(&made->journals[i]);
		made->journals[i] = kept[i];
	}
}

/* Of a claim that is left out others may need the name, so that it takes several rounds. */
static void clean(struct generated *made)
{
	bool faulty = true;
	while (faulty) {
		struct septel_arena *arena = septel_arena_new(0);
		struct casebook book;
		generated_read(made, &book, arena);
		faulty = book.fault_count > 0;
		if (faulty)
			keep_claims(made, &book);
		septel_arena_free(arena);
	}
}

void generate_casebook(struct generated *made, uint64_t seed)
{
	generate(made, seed);
	clean(made);
}

void generated_read(const struct generated *made, struct casebook *book, struct septel_arena *arena)
{
	static struct journal journals[GENERATED_MESSAGES];
	const struct journal registry = {.path = septel_view_of("registry"),
					 .text = septel__out_written(&made->registry)};
	for (int i = 0; i < GENERATED_MESSAGES; i++)
		journals[i] = (struct journal){.path = septel_view_of(made->ids[i]),
					       .text = septel__out_written(&made->journals[i])};
	septel__casebook_init(book, arena);
	septel__casebook_read(book, &registry, journals, GENERATED_MESSAGES);
}

void generated_release(struct generated *made)
{
	septel__out_release(&made->registry);
	for (int i = 0; i < GENERATED_MESSAGES; i++) {
		septel__out_release(&made->journals[i]);
		septel__out_release(&made->messages[i]);
	}
}

static enum message_found find(void *context, struct septel_view id,
			       const struct septel_message **message)
{
	struct generated_source *source = context;
	for (int i = 0; i < GENERATED_MESSAGES; i++) {
		const struct septel_options options = {.id = id};
		if (!septel__equal(id, septel_view_of(source->made->ids[i])))
			continue;
		septel_arena_reset(source->arena);
		return septel_message_parse(message,
					    septel__out_written(&source->made->messages[i]),
					    &options, source->arena) == SEPTEL_OK
			       ? MESSAGE_FOUND
			       : MESSAGE_UNREADABLE;
	}
	return MESSAGE_ABSENT;
}

struct message_source generated_source(struct generated_source *source)
{
	return (struct message_source){source, find, ""};
}
