/* journal.c - see reading.h: the lines of a journal, one pass, no recursion.
 *
 *   @msg ID dtg=TIME class=CLASS [decl=DAY] [split=N] [caveats=LIST]
 *   WHEN TYPE SUBJECT
 *       KEY VALUE
 *
 * A line that begins with white space belongs to the claim above it. */
#include "../access/label.h"
#include "../access/level.h"
#include "../base/date.h"
#include "../base/limits.h"
#include "../base/out.h"
#include "../base/utf8.h"
#include "entries.h"
#include "reading.h"

/* ---- lines ----------------------------------------------------------------------------------- */

void septel__journal_place_init(struct journal_place *place, struct casebook *book,
				const struct journal *journal)
{
	const size_t mark = septel__byte_order_mark(journal->text);
	*place = (struct journal_place){
		.book = book,
		.journal = journal,
		.rest = septel__slice(journal->text, mark, journal->text.len)};
}

static bool fault(struct journal_place *place, struct septel_view token, const char *what,
		  const char *expected)
{
	return septel__casebook_fault(place->book, place->journal, place->number, token, what,
				      expected);
}

/* The first byte of the line that no text has; past its end where there is none. */
static size_t first_odd(struct septel_view line)
{
	uint32_t code;
	for (size_t at = 0; at < line.len;) {
		const unsigned char c = (unsigned char)line.ptr[at];
		if (c < 0x80 ? (c < 0x20 && c != '\t') || c == 0x7F : 0)
			return at;
		const size_t bytes = c < 0x80 ? 1 : septel__utf8_decode(line, at, &code);
		if (!bytes || (c >= 0x80 && code < 0xA0))
			return at;
		at += bytes;
	}
	return line.len;
}

bool septel__next_statement(struct journal_place *place)
{
	place->passed = false;
	while (septel__next_line(&place->rest, &place->line)) {
		place->number++;
		const struct septel_view text = septel__trim(place->line);
		if (!text.len || text.ptr[0] == ';')
			continue;
		const size_t odd = first_odd(place->line);
		if (place->line.len > JOURNAL_LINE_LIMIT)
			fault(place, septel__slice(place->line, JOURNAL_LINE_LIMIT, SIZE_MAX),
			      "line too long at", "at most 16384 bytes");
		else if (odd < place->line.len)
			fault(place, septel__slice(place->line, odd, odd + 1), "no text",
			      "UTF-8 without control characters");
		else
			return true;
		place->passed = true;
	}
	return false;
}

bool septel__is_name(struct septel_view word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!septel__is_alnum(word.ptr[i]) && !septel__is_one_of(word.ptr[i], "-._"))
			return false;
	return word.len > 0 && word.len <= CASEBOOK_NAME_LIMIT;
}

/* Takes a word off; at the end of the line it is empty, but has a place. */
static struct septel_view take(struct septel_view *rest)
{
	struct septel_view word;
	if (!septel__next_word(rest, &word))
		word = septel__slice(*rest, rest->len, rest->len);
	return word;
}

/* ---- the message --------------------------------------------------------------------------- */

/* Everything of a message's number but what ends a word or a name of a file by surprise. */
static bool is_message_id(struct septel_view id)
{
	for (size_t i = 0; i < id.len; i++)
		if (!septel__is_alnum(id.ptr[i]) && !septel__is_one_of(id.ptr[i], "/-_"))
			return false;
	return id.len > 0 && id.len <= CASEBOOK_NAME_LIMIT && septel__is_alnum(id.ptr[0]);
}

static bool read_caveats(struct journal_place *place, struct septel_view list,
			 struct septel_views *caveats)
{
	size_t count = 1;
	for (size_t i = 0; i < list.len; i++)
		count += list.ptr[i] == ',';
	struct septel_view *at = septel_arena_alloc(place->book->arena, count * sizeof *at);
	if (!at)
		return false;
	*caveats = (struct septel_views){at, count};
	for (size_t i = 0; i < count; i++) {
		uint64_t bit;
		const size_t comma = septel__find_byte(list, ',', 0);
		at[i] = septel__slice(list, 0, comma);
		list = septel__slice(list, at[i].len + 1, list.len);
		if (!septel__label_caption(at[i], &bit))
			return fault(place, at[i], "unknown caption", "one of data/handling.tsv");
	}
	return true;
}

/* "dtg=2008-12-04T06:37Z" and its like. */
static bool read_attribute(struct journal_place *place, struct septel_view word,
			   struct journal_message *message)
{
	const size_t sign = septel__find_byte(word, '=', 0);
	const struct septel_view name = septel__slice(word, 0, sign);
	const struct septel_view value = septel__slice(word, name.len + 1, word.len);
	if (septel__equal(name, VIEW_LITERAL("dtg"))) {
		message->dtg_text = value;
		return (septel__time_read(value, &message->dtg) &&
			message->dtg.hour != SEPTEL_NUMBER_NONE) ||
		       fault(place, value, "no time", "YYYY-MM-DDTHH:MMZ");
	}
	if (septel__equal(name, VIEW_LITERAL("class"))) {
		message->class_text = value;
		return septel__level_read(value, &message->class_) ||
		       fault(place, value, "no class", "U, LOU, R, C, S or TS");
	}
	if (septel__equal(name, VIEW_LITERAL("decl")))
		return (septel__time_read(value, &message->declassify) &&
			message->declassify.hour == SEPTEL_NUMBER_NONE) ||
		       fault(place, value, "no day", "YYYY-MM-DD");
	if (septel__equal(name, VIEW_LITERAL("split"))) {
		message->split = septel__number(value);
		return message->split == 1 || fault(place, value, "unknown rules", "split=1");
	}
	if (septel__equal(name, VIEW_LITERAL("caveats")))
		return read_caveats(place, value, &message->caveats);
	return fault(place, word, "unknown word", "dtg=, class=, decl=, split= or caveats=");
}

static bool read_message(struct journal_place *place, struct journal_message *message)
{
	struct septel_view rest = place->line, word;
	const struct septel_view name = take(&rest);
	*message = (struct journal_message){
		.journal = place->journal, .line = place->number, .split = 1};
	if (!septel__equal(name, VIEW_LITERAL("@msg")))
		return fault(place, name, "unknown word", "@msg");
	message->id = take(&rest);
	if (!is_message_id(message->id))
		return fault(place, message->id, "no number of a message",
			     "one like 08BAGHDAD3796");
	while (septel__next_word(&rest, &word))
		if (!read_attribute(place, word, message))
			return false;
	if (!message->dtg_text.len)
		return fault(place, name, "no dtg= behind", "dtg=YYYY-MM-DDTHH:MMZ");
	return message->class_text.len || fault(place, name, "no class= behind", "class=C");
}

bool septel__journal_opening(const struct journal *journal, struct septel_view *id,
			     struct septel_time *dtg)
{
	struct septel_view rest = journal->text, line, word;
	*id = (struct septel_view){"", 0};
	*dtg = (struct septel_time){0};
	while (septel__next_line(&rest, &line)) {
		struct septel_view words = septel__trim(line);
		if (!words.len || words.ptr[0] == ';')
			continue;
		if (!septel__equal(take(&words), VIEW_LITERAL("@msg")))
			return false;
		*id = take(&words);
		while (septel__next_word(&words, &word))
			if (septel__starts(word, "dtg="))
				return septel__time_read(septel__slice(word, 4, word.len), dtg);
		return false;
	}
	return false;
}

/* ---- claims ---------------------------------------------------------------------------------- */

/* What a journal is read into. */
struct journal_reader {
	struct journal_place place;
	struct claim_value *values;      /* room for those of the whole text */
	struct journal_message *message; /* NULL: none yet, or a faulty one */
	bool messageless_told;
	struct claim *claim; /* the one that lines now belong to; NULL: none, or a faulty one */
	bool passing;        /* lines belong to a faulty claim */
	struct septel_view type_word; /* of the claim */
};

/* The types that `word` may have meant: those of its group. */
static void type_fault(struct journal_reader *reader, struct septel_view word)
{
	if (septel__faults_full(reader->place.book)) {
		fault(&reader->place, word, "", "");
		return;
	}
	struct septel_out out;
	const char *before = "";
	const size_t dot = septel__find_byte(word, '.', 0);
	const struct septel_view group =
		septel__slice(word, 0, dot == VIEW_NOT_FOUND ? 0 : dot + 1);
	septel__out_init(&out, reader->place.book->arena, 0);
	for (enum claim_type type = CLAIM_ANY + 1; group.len && type < CLAIM_COUNT; type++) {
		const struct septel_view name = septel_view_of(septel__type_row(type)->name);
		if (!septel__equal(septel__slice(name, 0, group.len), group))
			continue;
		septel__out_format(&out, "%s%.*s", before, VIEW_FORMAT(name));
		before = ", ";
	}
	const char *group_types = out.length ? septel__out_terminated(&out) : NULL;
	fault(&reader->place, word, "unknown type",
	      group_types ? group_types : "a type of septel-journal(5), such as promise.made");
}

static void key_fault(struct journal_reader *reader, struct septel_view word)
{
	if (septel__faults_full(reader->place.book)) {
		fault(&reader->place, word, "", "");
		return;
	}
	struct septel_out out;
	const char *before = "";
	const enum claim_type types[] = {reader->claim->type, CLAIM_ANY};
	septel__out_init(&out, reader->place.book->arena, 0);
	for (size_t i = 0; i < 2; i++) {
		size_t count;
		const struct key_row *keys = septel__type_keys(types[i], &count);
		for (size_t j = 0; j < count; j++) {
			septel__out_format(&out, "%s%s", before, septel__key_name(keys[j].key));
			before = ", ";
		}
	}
	const char *expected = septel__out_terminated(&out);
	fault(&reader->place, word, "unknown key", expected ? expected : "");
}

static bool read_subject(struct journal_reader *reader, struct claim *claim)
{
	struct casebook *book = reader->place.book;
	const struct type_row *row = septel__type_row(claim->type);
	if (row->subject == SUBJECT_WORD) {
		claim->word = septel__word_of((enum word_list)row->of, claim->subject);
		return claim->word >= 0 ||
		       septel__fault_word(&reader->place, claim->subject, (enum word_list)row->of);
	}
	if (row->subject == SUBJECT_NUMBER) {
		claim->word = septel__number(claim->subject);
		return claim->word > 0 || fault(&reader->place, claim->subject,
						"no number of an entry", "one such as 41");
	}
	if (row->of == THING_ENTRY) {
		claim->about = septel__entry_find(book, claim->subject);
		return claim->about || septel__fault_thing(&reader->place, claim->subject, row->of);
	}
	if (!septel__is_name(claim->subject))
		return fault(&reader->place, claim->subject, "no name", NAME_EXPECTED);
	claim->about = septel__casebook_find(book, claim->subject, row->of);
	if (!claim->about && row->subject == SUBJECT_KNOWN)
		return septel__fault_thing(&reader->place, claim->subject, row->of);
	return true;
}

static bool read_head(struct journal_reader *reader, struct claim *claim)
{
	struct septel_view rest = reader->place.line;
	const struct septel_view when = take(&rest), type = take(&rest);
	reader->type_word = type;
	claim->subject = take(&rest);
	claim->whole = (struct septel_view){
		when.ptr, (size_t)(claim->subject.ptr + claim->subject.len - when.ptr)};
	if (!septel__days_read(when, &claim->days))
		return fault(&reader->place, when, "no date", DAYS_EXPECTED);
	claim->type = septel__type_of(type);
	if (claim->type == CLAIM_ANY) {
		type_fault(reader, type);
		return false;
	}
	if (!read_subject(reader, claim))
		return false;
	rest = septel__trim(rest);
	return !rest.len || fault(&reader->place, rest, "unexpected", "the end of the line");
}

static void begin_claim(struct journal_reader *reader)
{
	struct claim *claim = septel_arena_alloc(reader->place.book->arena, sizeof *claim);
	reader->claim = NULL;
	reader->passing = true;
	if (!claim)
		return;
	*claim = (struct claim){
		.message = reader->message, .line = reader->place.number, .values = reader->values};
	if (!reader->message) {
		if (!reader->messageless_told)
			fault(&reader->place, reader->place.line, "a claim of no message",
			      "@msg ID dtg=TIME class=CLASS before it");
		reader->messageless_told = true;
		return;
	}
	if (!read_head(reader, claim))
		return;
	reader->claim = claim;
	reader->passing = false;
}

static void read_key(struct journal_reader *reader)
{
	struct claim *claim = reader->claim;
	struct septel_view rest = reader->place.line;
	const struct septel_view word = take(&rest);
	if (!claim) {
		if (!reader->passing)
			fault(&reader->place, word, "a key of no claim",
			      "WHEN TYPE SUBJECT before it");
		return;
	}
	const struct key_row *row = septel__key_of(claim->type, word);
	struct claim_value *value = &reader->values[0];
	bool fine = row != NULL;
	if (!row)
		key_fault(reader, word);
	else if (claim->value_count == CLAIM_VALUES_LIMIT)
		fine = fault(&reader->place, word, "too many keys before",
			     "at most 1000 in a claim");
	else if (!septel__may_repeat(row->need) && septel__claim_value(claim, row->key))
		fine = fault(&reader->place, word, "stated twice", "each key once");
	else {
		*value = (struct claim_value){
			.row = row, .text = septel__trim(rest), .line = reader->place.number};
		fine = septel__value_read(&reader->place, claim, value);
	}
	if (!fine) {
		reader->claim->message = NULL; /* faulty: its further lines are read all the same */
		return;
	}
	reader->values++;
	claim->value_count++;
	claim->whole.len = (size_t)(value->text.ptr + value->text.len - claim->whole.ptr);
}

/* The key that a claim of that type needs and has not; NULL. */
static const struct key_row *missing_key(const struct claim *claim)
{
	const enum claim_type types[] = {claim->type, CLAIM_ANY};
	for (size_t i = 0; i < 2; i++) {
		size_t count;
		const struct key_row *keys = septel__type_keys(types[i], &count);
		for (size_t j = 0; j < count; j++)
			if (septel__is_needed(keys[j].need) &&
			    !septel__claim_value(claim, keys[j].key))
				return &keys[j];
	}
	return NULL;
}

static bool append(struct casebook *book, struct claim *claim)
{
	if (book->claim_count == book->claim_room) {
		const size_t room = book->claim_room ? book->claim_room * 2 : CASEBOOK_NAMES_ROOM;
		struct claim **claims =
			septel_arena_alloc(book->arena, room * sizeof(struct claim *));
		if (!claims)
			return false;
		if (book->claim_count)
			memcpy((void *)claims, (void *)book->claims,
			       book->claim_count * sizeof(struct claim *));
		book->claims = claims;
		book->claim_room = room;
	}
	book->claims[book->claim_count++] = claim;
	claim->entered = claim->number = book->claim_count;
	return septel__entries_add(book, claim);
}

static void name_thing(struct casebook *book, struct septel_view name, enum thing_kind kind,
		       struct claim *claim)
{
	struct thing *thing = septel__casebook_name(book, name, kind);
	if (thing && !thing->made_by)
		thing->made_by = claim;
}

/* What the erased claim had named is still known, and nothing else is known of it. */
static void keep_names(struct casebook *book, struct claim *claim)
{
	for (size_t i = 0; i < claim->value_count; i++) {
		struct septel_view rest = claim->values[i].text, kind, name;
		if (claim->values[i].row->key == KEY_KEEPS && !claim->values[i].silent &&
		    septel__next_word(&rest, &kind) && septel__next_word(&rest, &name))
			name_thing(book, name,
				   (enum thing_kind)(septel__word_of(LIST_THING_KIND, kind) + 1),
				   claim);
	}
}

/* Its id, and what it names, are known from here on: also those of a faulty claim, so that
 * one fault does not make others. */
static void name_things(struct casebook *book, struct claim *claim)
{
	const struct type_row *row = septel__type_row(claim->type);
	const struct claim_value *id = septel__claim_value(claim, KEY_ID);
	if (row->subject == SUBJECT_NAMES && !claim->about) {
		struct thing *thing =
			septel__casebook_name(book, claim->subject, (enum thing_kind)row->of);
		const struct claim_value *kind = septel__claim_value(claim, KEY_KIND);
		if (!thing)
			return;
		thing->made_by = claim;
		if (claim->type == CLAIM_PARTY_NOTED && kind && !kind->silent)
			thing->party_kind = kind->is.word;
		claim->about = thing;
	}
	if (id)
		name_thing(book, id->text, THING_ENTRY, claim);
	if (claim->type == CLAIM_ENTRY_ERASED)
		keep_names(book, claim);
}

static void end_claim(struct journal_reader *reader)
{
	struct claim *claim = reader->claim;
	struct casebook *book = reader->place.book;
	reader->claim = NULL;
	if (!claim)
		return;
	const struct key_row *missing = missing_key(claim);
	if (missing && claim->message && !septel__faults_full(book)) {
		struct septel_out out;
		septel__out_init(&out, book->arena, 0);
		septel__out_format(&out, "%s %s", septel__key_name(missing->key),
				   septel__value_kind_name(missing->value));
		const char *expected = septel__out_terminated(&out);
		septel__casebook_fault(book, reader->place.journal, claim->line, reader->type_word,
				       "a key is missing of", expected ? expected : "");
	}
	name_things(book, claim);
	if (missing || !claim->message || !append(book, claim))
		return;
	for (size_t i = 0; i < claim->value_count; i++)
		book->anchor_count += claim->values[i].row->value == VALUE_ANCHOR;
}

static void begin_message(struct journal_reader *reader)
{
	struct casebook *book = reader->place.book;
	struct journal_message *message = septel_arena_alloc(book->arena, sizeof *message);
	reader->message = NULL;
	reader->passing = reader->messageless_told = true;
	if (!message || !read_message(&reader->place, message) ||
	    !septel__entries_begin(book, message))
		return;
	reader->message = message;
	reader->passing = false;
	message->number = book->message_count++;
	if (book->last_message)
		book->last_message->next = message;
	else
		book->first_message = message;
	book->last_message = message;
}

/* Lines that may hold a value. */
static size_t count_indented(struct septel_view text)
{
	size_t count = 0;
	struct septel_view line;
	while (septel__next_line(&text, &line))
		count += line.len > 0 && septel__is_space(line.ptr[0]);
	return count;
}

void septel__journal_read(struct casebook *book, const struct journal *journal)
{
	struct journal_reader reader = {0};
	reader.values = septel_arena_alloc(book->arena, (count_indented(journal->text) + 1) *
								sizeof *reader.values);
	septel__journal_place_init(&reader.place, book, journal);
	while (reader.values) {
		const bool more = septel__next_statement(&reader.place);
		if (reader.place.passed && reader.claim)
			reader.claim->message = NULL;
		if (!more)
			break;
		if (septel__is_space(reader.place.line.ptr[0])) {
			read_key(&reader);
			continue;
		}
		end_claim(&reader);
		if (reader.place.line.ptr[0] == '@')
			begin_message(&reader);
		else
			begin_claim(&reader);
	}
	if (reader.values)
		end_claim(&reader);
}
