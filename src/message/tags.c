/* tags.c - see fields.h: TAGS, traffic analysis by geography and subject.
 *
 *     TAGS: PHUM KJUS, OVIP (CLINTON, HILLARY), UNGA/C-6, IR
 *
 * Codes are single words; a person stands in parentheses, or behind a code that
 * wants one; what no table has is kept, words that belong together as one tag.
 */
#include "fields.h"

#include "list.h"
#include "tag_words.h"
#include "text.h"

struct tag_list {
	struct reading *reading;
	struct septel_tag *at;
	size_t count, capacity;
};

/* ---- the list ---------------------------------------------------------------------- */

/* `words` on one line and in capitals. */
static struct septel_view in_capitals(struct septel_arena *arena, struct septel_view words)
{
	words = septel__one_line(arena, words);
	size_t i = 0;
	while (i < words.len && !septel__is_lower(words.ptr[i]))
		i++;
	if (i == words.len)
		return words;
	char *bytes = septel_arena_alloc(arena, words.len);
	if (!bytes)
		return words;
	for (i = 0; i < words.len; i++)
		bytes[i] = septel__upper(words.ptr[i]);
	return (struct septel_view){bytes, words.len};
}

static void diagnose_unknown(struct reading *reading, struct septel_view tag,
			     struct septel_view place)
{
	const struct septel_view near = septel__tag_near(tag);
	if (near.len)
		septel__suggest(reading, SEPTEL_NOTE, "tags.unknown", place, near,
				"'%.*s' is no TAGS code that is known, '%.*s' is", VIEW_FORMAT(tag),
				VIEW_FORMAT(near));
	else
		septel__diagnose(reading, SEPTEL_NOTE, "tags.unknown", place,
				 "'%.*s' is no TAGS code that is known", VIEW_FORMAT(tag));
}

/* Adds `tag`, printed at `place`, unless it is there. */
static void add(struct tag_list *list, struct septel_view tag, enum septel_tag_kind kind,
		struct septel_view name, struct septel_view place)
{
	for (size_t i = 0; i < list->count; i++)
		if (septel__equal(list->at[i].tag, tag))
			return;
	if (list->count >= SEPTEL_TAGS_LIMIT || tag.len == 0)
		return;
	struct septel_tag *slot =
		LIST_ADD(list->reading->arena, list->at, list->count, list->capacity);
	if (slot)
		*slot = (struct septel_tag){tag, kind, name, reading_span(list->reading, place)};
	if (kind == SEPTEL_TAG_UNKNOWN)
		diagnose_unknown(list->reading, tag, place);
}

static void add_code(struct tag_list *list, struct septel_view place)
{
	enum septel_tag_kind kind;
	struct septel_view name;
	const struct septel_view tag = in_capitals(list->reading->arena, place);
	septel__tag_standing(tag, &kind, &name);
	add(list, tag, kind, name, place);
}

/* ---- persons ------------------------------------------------------------------------ */

/* Last name and first names as "LAST, FIRST". */
static void add_person(struct tag_list *list, struct septel_view last, struct septel_view first,
		       struct septel_view place)
{
	struct septel_arena *arena = list->reading->arena;
	const struct septel_view none = {"", 0};
	last = in_capitals(arena, last);
	first = in_capitals(arena, first);
	if (last.len == 0 || first.len == 0) {
		add(list, last.len ? last : first, SEPTEL_TAG_PERSON, none, place);
		return;
	}
	char *bytes = septel_arena_alloc(arena, last.len + 2 + first.len);
	if (!bytes)
		return;
	memcpy(bytes, last.ptr, last.len);
	memcpy(bytes + last.len, ", ", 2);
	memcpy(bytes + last.len + 2, first.ptr, first.len);
	add(list, (struct septel_view){bytes, last.len + 2 + first.len}, SEPTEL_TAG_PERSON, none,
	    place);
}

/* One person or code without a comma. */
static void add_single(struct tag_list *list, struct septel_view words)
{
	enum septel_tag_kind kind;
	struct septel_view name;
	if (septel__tag_standing(words, &kind, &name) == TAG_IN_TABLE)
		add_code(list, words);
	else
		add_person(list, words, septel__slice(words, 0, 0), words);
}

/* What stands between parentheses. */
static void add_in_parentheses(struct tag_list *list, struct septel_view words)
{
	for (;;) {
		words = septel__trim(words);
		const size_t comma = septel__find_byte(words, ',', 0);
		if (comma == VIEW_NOT_FOUND) {
			add_single(list, words);
			return;
		}
		/* Two persons who are parted like their names: "(BUSH, G., RICE, C.)". */
		const size_t second = septel__find_byte(words, ',', comma + 1);
		const size_t third = second == VIEW_NOT_FOUND
					     ? second
					     : septel__find_byte(words, ',', second + 1);
		const size_t end = third == VIEW_NOT_FOUND ? words.len : second;
		add_person(list, septel__slice(words, 0, comma),
			   septel__slice(words, comma + 1, end), septel__slice(words, 0, end));
		if (third == VIEW_NOT_FOUND)
			return;
		words = septel__slice(words, end + 1, words.len);
	}
}

static void add_persons(struct tag_list *list, struct septel_view words)
{
	size_t from = 0;
	for (size_t i = 0; i <= words.len; i++) {
		if (i < words.len && words.ptr[i] != ';' && words.ptr[i] != '/')
			continue;
		add_in_parentheses(list, septel__slice(words, from, i));
		from = i + 1;
	}
}

/* ---- what is not known --------------------------------------------------------------- */

/* The bytes that words first to end span. */
static struct septel_view span_of(const struct tag_words *words, size_t first, size_t end)
{
	const char *from = words->at[first].text.ptr;
	const struct septel_view last = words->at[end - 1].text;
	return (struct septel_view){from, (size_t)(last.ptr + last.len - from)};
}

/* "PREL/PGOV/IZ": codes parted by a slash; false if it is one organisation. */
static bool add_parted(struct tag_list *list, struct septel_view word)
{
	enum septel_tag_kind kind;
	struct septel_view name;
	size_t from = 0;
	if (!memchr(word.ptr, '/', word.len))
		return false;
	for (size_t i = 0; i <= word.len; i++) {
		if (i < word.len && word.ptr[i] != '/')
			continue;
		if (septel__tag_standing(septel__slice(word, from, i), &kind, &name) !=
		    TAG_IN_TABLE)
			return false;
		from = i + 1;
	}
	from = 0;
	for (size_t i = 0; i <= word.len; i++) {
		if (i < word.len && word.ptr[i] != '/')
			continue;
		add_code(list, septel__slice(word, from, i));
		from = i + 1;
	}
	return true;
}

static bool is_unknown(const struct tag_words *words, size_t at)
{
	enum septel_tag_kind kind;
	struct septel_view name;
	return at < words->count && !words->at[at].person &&
	       septel__tag_standing(words->at[at].text, &kind, &name) == TAG_NO_CODE &&
	       septel__tag_theme(words, at) == 0 && septel__tag_person(words, at, false) == 0;
}

/* Small words that only join others. */
static bool is_joining(struct septel_view word)
{
	static const char *const WORDS[] = {"AND", "FOR", "IN", "OF", "ON", "THE", "TO", "WITH"};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__is_word(word, WORDS[i]))
			return true;
	return false;
}

/* Codes have two to four letters: longer words in a row are one theme. */
static bool is_long(struct septel_view word)
{
	return word.len >= 5;
}

/* One past the last word of the unknown tag that begins at `first`.  In "TIP IN
 * TURKEY" a small word joins; India is meant only where its code stands alone. */
static size_t unknown_end(const struct tag_words *words, size_t first)
{
	size_t end = first + 1;
	/* Commas part the tags: what stands between two of them is one. */
	while (end < words->count && !words->at[end - 1].separated && is_unknown(words, end))
		end++;
	const bool begins = first == 0 || words->at[first - 1].separated;
	if (words->separators && begins && (end == words->count || words->at[end - 1].separated))
		return end;
	end = first + 1;
	while (end < words->count && !words->at[end - 1].separated) {
		const bool joined = is_joining(words->at[end].text) && is_unknown(words, end + 1) &&
				    !words->at[end].separated;
		if (!joined &&
		    !(is_unknown(words, end) && is_long(words->at[end].text) &&
		      (is_long(words->at[end - 1].text) || is_joining(words->at[end - 1].text))))
			break;
		end += joined ? 2 : 1;
	}
	return end;
}

/* ---- the value ------------------------------------------------------------------------- */

/* Takes the tag that begins with word `first`; gives the word behind it.
 * *person: a code that wants a person, or a person, stood before. */
static size_t take(struct tag_list *list, const struct tag_words *words, size_t first, bool *person)
{
	const struct tag_word *word = &words->at[first];
	enum septel_tag_kind kind;
	struct septel_view name;
	if (word->person) {
		add_persons(list, word->text);
		return first + 1;
	}
	size_t count = septel__tag_theme(words, first);
	if (count == 0 && septel__tag_standing(word->text, &kind, &name) != TAG_NO_CODE) {
		add_code(list, word->text);
		*person = septel__tag_wants_person(word->text);
		return first + 1;
	}
	if (count == 0 && (count = septel__tag_person(words, first, *person)) > 0) {
		add_person(list, word->text, span_of(words, first + 1, first + count),
			   span_of(words, first, first + count));
		return first + count;
	}
	*person = false;
	if (count == 0 && add_parted(list, word->text))
		return first + 1;
	const size_t end = count ? first + count : unknown_end(words, first);
	add_code(list, span_of(words, first, end));
	return end;
}

void septel__tags_read(struct reading *reading, struct septel_view value)
{
	struct septel_message *message = reading->message;
	struct tag_list list = {.reading = reading};
	struct tag_words words;
	bool person = false;
	for (size_t i = 0; i < message->tags.count; i++) {
		struct septel_tag *slot =
			LIST_ADD(reading->arena, list.at, list.count, list.capacity);
		if (slot)
			*slot = message->tags.at[i];
	}
	septel__tag_words(value, &words);
	for (size_t i = 0; i < words.count;)
		i = take(&list, &words, i, &person);
	message->tags = (struct septel_tags){list.at, list.count};
}

/* ---- repair ------------------------------------------------------------------------------ */

/* The codes with blanks between them. */
static struct septel_view with_blanks(struct septel_arena *arena, const struct septel_view *pieces,
				      size_t count)
{
	size_t length = 0;
	for (size_t i = 0; i < count; i++)
		length += pieces[i].len + 1;
	char *bytes = septel_arena_alloc(arena, length);
	if (!bytes)
		return (struct septel_view){"", 0};
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		if (i)
			bytes[at++] = ' ';
		memcpy(bytes + at, pieces[i].ptr, pieces[i].len);
		at += pieces[i].len;
	}
	return (struct septel_view){bytes, at};
}

static void repair_word(struct edits *edits, struct septel_view text, struct septel_view word)
{
	struct septel_view pieces[TAG_PIECES_LIMIT];
	char code[5];
	const size_t count = septel__tag_pieces(word, pieces);
	if (count) {
		const struct septel_view parted = with_blanks(edits->arena, pieces, count);
		if (parted.len)
			septel__edit(edits, "fused-tags", text, word, parted);
	} else if (septel__tag_misspelt(word, code)) {
		const struct septel_view right =
			septel_arena_copy(edits->arena, (struct septel_view){code, 4});
		if (right.len)
			septel__edit(edits, "tag-spelling", text, word, right);
	}
}

void septel__tags_repair(struct edits *edits, struct septel_view text, struct septel_view value)
{
	struct tag_words words;
	bool person = false;
	septel__tag_words(value, &words);
	for (size_t i = 0; i < words.count;) {
		const struct tag_word *word = &words.at[i];
		const size_t theme = septel__tag_theme(&words, i);
		const size_t names = septel__tag_person(&words, i, person);
		if (theme || names) {
			i += theme ? theme : names;
			continue;
		}
		if (is_unknown(&words, i))
			repair_word(edits, text, word->text);
		person = septel__tag_wants_person(word->text);
		i++;
	}
}
