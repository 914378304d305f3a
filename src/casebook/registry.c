/* registry.c - the registry: parties, places, and who belongs to what.
 *
 *   party ID KIND [NAME]      place ID KIND [NAME]
 *   member ID of ID           post ID of ID
 *
 * A ";" in front of a line, or with a space before it, begins a comment. */
#include "reading.h"
#include "words.h"

/* The line without its comment. */
static struct septel_view without_comment(struct septel_view line)
{
	return septel__slice(line, 0, septel__find(line, " ;", 0));
}

/* Takes a word off; at the end of the line it is empty, but has a place. */
static struct septel_view take(struct septel_view *rest)
{
	struct septel_view word;
	if (!septel__next_word(rest, &word))
		word = septel__slice(*rest, rest->len, rest->len);
	return word;
}

static bool fault(struct journal_place *place, struct septel_view token, const char *what,
		  const char *expected)
{
	return septel__casebook_fault(place->book, place->journal, place->number, token, what,
				      expected);
}

static bool read_thing(struct journal_place *place, enum thing_kind kind, struct septel_view rest)
{
	const struct septel_view id = take(&rest), word = take(&rest);
	int party_kind = -1;
	if (!septel__is_name(id))
		return fault(place, id, "no name", NAME_EXPECTED);
	if (kind == THING_PARTY) {
		party_kind = septel__word_of(LIST_PARTY_KIND, word);
		if (party_kind < 0)
			return fault(place, word, "no kind of party",
				     "person, group, post, ministry, force, state, international, "
				     "organisation or class-of-persons");
	} else if (!septel__is_name(word)) {
		return fault(place, word, "no kind of place", "a word such as camp, base, city");
	}
	if (septel__casebook_find(place->book, id, (int)kind))
		return fault(place, id, "named twice", "one line each");
	struct thing *thing = septel__casebook_name(place->book, id, kind);
	if (!thing)
		return false;
	thing->party_kind = party_kind;
	thing->title = septel__trim(rest);
	if (kind == THING_PLACE)
		thing->place_kind = word;
	return true;
}

/* ---- memberships ------------------------------------------------------------------------- */

/* "ID of ID": kept until all names are known. */
static bool read_membership(struct journal_place *place, bool post, struct septel_view rest)
{
	const struct septel_view member = take(&rest), of = take(&rest), whole = take(&rest);
	if (!septel__is_name(member))
		return fault(place, member, "no name", NAME_EXPECTED);
	if (!septel__equal(of, VIEW_LITERAL("of")))
		return fault(place, of, "unexpected", "of");
	if (!septel__is_name(whole))
		return fault(place, whole, "no name", NAME_EXPECTED);
	rest = septel__trim(rest);
	if (rest.len)
		return fault(place, rest, "unexpected", "the end of the line");
	struct stated_member *stated = septel_arena_alloc(place->book->arena, sizeof *stated);
	if (!stated)
		return false;
	*stated = (struct stated_member){member, whole, place->number, post, place->book->stated};
	place->book->stated = stated;
	return true;
}

/* A post that no line calls a party is one all the same. */
static void note_posts(struct casebook *book)
{
	for (const struct stated_member *at = book->stated; at; at = at->next) {
		if (!at->post || septel__casebook_find(book, at->member, THING_PARTY))
			continue;
		struct thing *post = septel__casebook_name(book, at->member, THING_PARTY);
		if (post)
			post->party_kind = PARTY_POST;
	}
}

void septel__registry_read(struct casebook *book, const struct journal *registry)
{
	struct journal_place place;
	septel__journal_place_init(&place, book, registry);
	while (septel__next_statement(&place)) {
		struct septel_view rest = without_comment(place.line);
		const struct septel_view word = take(&rest);
		if (septel__equal(word, VIEW_LITERAL("party")))
			read_thing(&place, THING_PARTY, rest);
		else if (septel__equal(word, VIEW_LITERAL("place")))
			read_thing(&place, THING_PLACE, rest);
		else if (septel__equal(word, VIEW_LITERAL("member")))
			read_membership(&place, false, rest);
		else if (septel__equal(word, VIEW_LITERAL("post")))
			read_membership(&place, true, rest);
		else
			fault(&place, word, "unknown word", "party, place, member or post");
	}
	note_posts(book);
}

static struct thing *party_or_place(const struct casebook *book, struct septel_view name)
{
	struct thing *party = septel__casebook_find(book, name, THING_PARTY);
	return party ? party : septel__casebook_find(book, name, THING_PLACE);
}

/* What could not be followed to its end would make strangers of those who belong together. */
static void refuse_too_many(struct casebook *book, const struct journal *registry)
{
	for (const struct stated_member *at = book->stated; at; at = at->next) {
		const struct thing *part = party_or_place(book, at->member);
		if (!part || !septel__wholes(part, NULL).cut)
			continue;
		septel__casebook_fault(book, registry, at->line, at->member, "part of too much",
				       "");
		return;
	}
}

static bool is_stated(const struct thing *part, const struct thing *of, bool post)
{
	size_t seen = 0; /* who has more of them is at fault anyway */
	for (const struct membership *at = part->memberships; at && seen <= CASEBOOK_WHOLES_STEPS;
	     at = at->next, seen++)
		if (at->of == of && at->post == post)
			return true;
	return false;
}

void septel__registry_members(struct casebook *book, const struct journal *registry)
{
	for (const struct stated_member *at = book->stated; at; at = at->next) {
		struct thing *part = party_or_place(book, at->member);
		const struct thing *of = party_or_place(book, at->whole);
		if (!part || !of) {
			septel__casebook_fault(book, registry, at->line,
					       part ? at->whole : at->member, "unknown party",
					       "one of the registry, or one that a journal notes");
			continue;
		}
		if (is_stated(part, of, at->post))
			continue;
		struct membership *membership = septel_arena_alloc(book->arena, sizeof *membership);
		if (!membership)
			return;
		*membership = (struct membership){of, at->post, part->memberships};
		part->memberships = membership;
	}
	refuse_too_many(book, registry);
}
