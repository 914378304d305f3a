/* links.c - see links.h.
 *
 * A sentence ends a list (link_lists.h) by one of three forms: a verb before it ("CANCELS REF
 * A"), a verb behind it ("REF A IS CANCELLED"), a noun before it ("CANCELLATION OF REF A").
 */
#include "links.h"

#include "../base/date.h"
#include "ending_words.h"
#include "link_context.h"
#include "link_lists.h"

/* Links of a message. */
#define LINKS_LIMIT 1000u
/* Words between a list and its verb: the date-time group, "HEREBY". */
#define WORDS_BETWEEN 8u

struct finding {
	struct list_reader *reader;
	struct link *links;
	size_t count;
	size_t paragraph;
};

/* ---- words --------------------------------------------------------------------- */

static const char *const CANCELS[] = {"CANCEL",   "CANCELS", "CANCELLING", "CANCELING",
				      "RESCINDS", "RESCIND", "RESCINDING", NULL};
static const char *const SUPERSEDES[] = {"SUPERSEDE",   "SUPERSEDES",  "SUPERSEDING",
					 "SUPERCEDE",   "SUPERCEDES",  "SUPERCEDING",
					 "SUPERSEEDES", "SUPERSEEDED", NULL};
static const char *const CANCELLED[] = {"CANCELLED", "CANCELED", "RESCINDED", NULL};
static const char *const SUPERSEDED[] = {"SUPERSEDED", "SUPERCEDED", "SUPERSEEDED", NULL};
static const char *const CANCELLATION[] = {"CANCELLATION", "CANCELATION", "RESCISSION", NULL};

/* The link that a word of two lists stands for. */
static bool link_of(struct septel_view word, const char *const *cancels,
		    const char *const *supersedes, enum citation_link *link)
{
	*link = septel__word_is_one_of(word, cancels)      ? CITATION_CANCELS
		: septel__word_is_one_of(word, supersedes) ? CITATION_SUPERSEDES
							   : CITATION_REFERS;
	return *link != CITATION_REFERS;
}
/* ---- forms --------------------------------------------------------------------- */

static bool is_known(const struct finding *finding, const struct named *named,
		     enum citation_link link)
{
	for (size_t i = 0; i < finding->count; i++) {
		const struct link *known = &finding->links[i];
		if (known->link == link && known->reference == named->reference &&
		    septel__equal(known->id, named->id))
			return true;
	}
	return false;
}

static void end_list(struct finding *finding, enum citation_link link)
{
	const struct link_list *list = &finding->reader->list;
	for (size_t i = 0; i < list->count && finding->count < LINKS_LIMIT; i++) {
		const struct named *named = &list->at[i];
		if (septel__equal(named->id, finding->reader->message->id) && named->id.len)
			continue;
		if (!is_known(finding, named, link))
			finding->links[finding->count++] = (struct link){
				link, finding->paragraph, named->reference, named->id};
	}
}

/* A reference that stays: "REF A REMAINS IN EFFECT". */
static void keep_list(struct finding *finding)
{
	const struct link_list *list = &finding->reader->list;
	size_t kept = 0;
	for (size_t i = 0; i < finding->count; i++) {
		bool stays = false;
		for (size_t n = 0; n < list->count; n++)
			stays |= list->at[n].reference == finding->links[i].reference &&
				 septel__equal(list->at[n].id, finding->links[i].id);
		if (!stays)
			finding->links[kept++] = finding->links[i];
	}
	finding->count = kept;
}

/* "CANCELS REF A", "SUPERSEDES AND CANCELS REFS A AND B", "CANCEL ABOVE REF MESSAGE". */
static void read_active(struct finding *finding, size_t verb, enum citation_link link)
{
	static const char *const BETWEEN[] = {"AND",        "CANCEL",   "CANCELS",    "SUPERSEDE",
					      "SUPERSEDES", "REPLACES", "SUPERCEDES", "ABOVE",
					      "RESCINDS",   "PREVIOUS", "HEREBY",     NULL};
	const struct sentence *sentence = &finding->reader->sentence;
	size_t at = verb + 1;
	while (septel__word_is_one_of(septel__sentence_word(sentence, at), BETWEEN))
		at++;
	if (septel__is_unreal(sentence, verb) || septel__is_conditional(sentence) ||
	    !septel__list_read(finding->reader, at) ||
	    septel__is_narrowed(sentence, finding->reader->list.to))
		return;
	end_list(finding, link);
}

/* "CANCELLATION OF NAVADMIN 061/12". */
static void read_noun(struct finding *finding, size_t noun)
{
	const struct sentence *sentence = &finding->reader->sentence;
	static const char *const BEFORE[] = {"PRIOR", "AFTER", "UNTIL", "UPON", "REGARDING", NULL};
	size_t at = noun + 1;
	if (!septel__is_word(septel__sentence_word(sentence, at++), "OF") ||
	    septel__is_unreal(sentence, noun))
		return;
	for (size_t back = 1; back <= 2 && back <= noun; back++)
		if (septel__word_is_one_of(septel__sentence_word(sentence, noun - back), BEFORE))
			return;
	if (septel__list_read(finding->reader, at) &&
	    !septel__is_narrowed(sentence, finding->reader->list.to))
		end_list(finding, CITATION_CANCELS);
}

/* Words between a list and the participle: "IS", "HAVE BEEN", "WILL BE", "HEREBY". */
static bool is_auxiliary(struct septel_view word)
{
	static const char *const WORDS[] = {"IS",   "ARE",       "WAS",   "WERE", "HAS",    "HAVE",
					    "BEEN", "WILL",      "SHALL", "BE",   "HEREBY", "NOW",
					    "ALSO", "THEREFORE", "BOTH",  "THUS", NULL};
	return septel__word_is_one_of(word, WORDS);
}

/* The auxiliary that follows a list at once, or behind its date-time group, or behind a clause
 * or a title between commas ("REF A, WHICH ..., IS"); the sentence's end if none does. */
static size_t find_auxiliary(const struct sentence *sentence, size_t at)
{
	const bool clause = septel__is_word(septel__sentence_word(sentence, at), "WHICH") ||
			    septel__is_word(septel__sentence_word(sentence, at), "THAT") ||
			    (at < sentence->count && sentence->words[at].apart);
	for (size_t i = at; i < sentence->count; i++) {
		const struct septel_view word = septel__sentence_word(sentence, i);
		if (is_auxiliary(word) && (!clause || sentence->words[i].apart))
			return i;
		if (!clause && (i - at >= WORDS_BETWEEN ||
				(word.len > 1 && !septel__is_digit(word.ptr[0]) &&
				 !septel__month(word) && !septel__is_word(word, "DTG"))))
			break;
	}
	return sentence->count;
}

/* "REF A IS CANCELLED", "REF B REMAINS IN EFFECT": the list is there. */
static void read_passive(struct finding *finding)
{
	const struct sentence *sentence = &finding->reader->sentence;
	const struct link_list *list = &finding->reader->list;
	enum citation_link link;
	size_t at = list->to;
	if (!septel__is_subject(sentence, list->from) || septel__is_narrowed(sentence, at))
		return;
	if ((septel__is_word(septel__sentence_word(sentence, at), "REMAINS") ||
	     septel__is_word(septel__sentence_word(sentence, at), "REMAIN")) &&
	    septel__is_word(septel__sentence_word(sentence, at + 1), "IN")) {
		keep_list(finding);
		return;
	}
	at = find_auxiliary(sentence, at);
	while (is_auxiliary(septel__sentence_word(sentence, at)))
		at++;
	if (at == list->to || septel__is_conditional(sentence) ||
	    septel__is_later(sentence, at + 1) ||
	    !link_of(septel__sentence_word(sentence, at), CANCELLED, SUPERSEDED, &link))
		return;
	end_list(finding, link);
}

static void read_sentence(struct finding *finding, struct septel_view text)
{
	struct sentence *sentence = &finding->reader->sentence;
	enum citation_link link;
	septel__sentence_split(sentence, text);
	for (size_t i = 0; i < sentence->count; i++) {
		const struct septel_view word = sentence->words[i].text;
		if (link_of(word, CANCELS, SUPERSEDES, &link))
			read_active(finding, i, link);
		else if (septel__word_is_one_of(word, CANCELLATION))
			read_noun(finding, i);
		else if (septel__list_read(finding->reader, i)) {
			read_passive(finding);
			i = finding->reader->list.to > i ? finding->reader->list.to - 1 : i;
		}
	}
}

/* ---- a message ------------------------------------------------------------------- */

static bool may_say_something(const struct septel_message *message)
{
	if (septel__may_end_something(message->subject))
		return true;
	for (size_t i = 0; i < message->paragraphs.count; i++)
		if (septel__may_end_something(message->paragraphs.at[i].text))
			return true;
	return false;
}

static bool prepare(struct finding *finding, const struct septel_message *message,
		    struct septel_arena *arena)
{
	finding->links = septel_arena_alloc(arena, LINKS_LIMIT * sizeof *finding->links);
	finding->reader = septel_arena_alloc(arena, sizeof *finding->reader);
	if (!finding->links || !finding->reader)
		return false;
	finding->reader->message = message;
	finding->reader->arena = arena;
	finding->reader->lists = 0;
	return true;
}

static bool may_keep_something(struct septel_view text)
{
	return septel__find_fold(text, "REMAIN", 0) != VIEW_NOT_FOUND;
}

struct links septel__links_find(const struct septel_message *message, struct septel_arena *arena)
{
	struct finding finding = {.count = 0};
	if (!may_say_something(message) || !prepare(&finding, message, arena))
		return (struct links){NULL, 0};
	finding.paragraph = LINK_IN_SUBJECT;
	read_sentence(&finding, message->subject);
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_view text = message->paragraphs.at[i].text;
		if (!septel__may_end_something(text) &&
		    !(finding.count && may_keep_something(text)))
			continue;
		const struct septel_views sentences = septel_message_sentences(message, i, arena);
		finding.paragraph = i;
		for (size_t n = 0; n < sentences.count; n++)
			if (septel__may_end_something(sentences.at[n]) ||
			    may_keep_something(sentences.at[n]))
				read_sentence(&finding, sentences.at[n]);
	}
	return (struct links){finding.links, finding.count};
}
