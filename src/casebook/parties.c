/* parties.c - see parties.h. */
#include "parties.h"

struct septel_view septel__party_is(const struct thing *party)
{
	const struct claim_value *is =
		party->made_by ? septel__claim_value(party->made_by, KEY_IS) : NULL;
	return is && !is->silent ? is->text : (struct septel_view){"", 0};
}

/* ---- the head of a description ---- */

/* What stands behind the head of "group of fifteen", "post; holder not named". */
static const char *const BEHIND_HEAD[] = {";",      ",",      "(",       ":",     " of ",  " in ",
					  " from ", " that ", " which ", " who ", " for ", " at "};

/* Other spellings of the words of LIST_PARTY_KIND. */
static const struct {
	const char *word, *kind;
} SPELLINGS[] = {
	{"organization", "organisation"},
	{"government", "state"},
	{"man", "person"},
	{"woman", "person"},
	{"child", "person"},
	{"individual", "person"},
	{"class", "class-of-persons"},
};

static enum party_kind kind_of_word(struct septel_view word)
{
	for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++)
		if (septel__is_word(word, SPELLINGS[i].word))
			word = septel_view_of(SPELLINGS[i].kind);
	const struct list_row *kinds = septel__list_row(LIST_PARTY_KIND);
	for (size_t i = 0; i < kinds->count; i++)
		if (septel__is_word(word, kinds->words[i]))
			return (enum party_kind)i;
	return PARTY_UNKNOWN;
}

static struct septel_view head_of(struct septel_view text)
{
	struct septel_view word, last = {"", 0};
	for (size_t i = 0; i < sizeof BEHIND_HEAD / sizeof *BEHIND_HEAD; i++)
		text = septel__slice(text, 0, septel__find_fold(text, BEHIND_HEAD[i], 0));
	while (septel__next_word(&text, &word))
		last = word;
	return last;
}

enum party_kind septel__party_kind(const struct thing *party)
{
	if (party->party_kind >= 0)
		return (enum party_kind)party->party_kind;
	return kind_of_word(head_of(septel__party_is(party)));
}

bool septel__is_body(const struct thing *party)
{
	switch (septel__party_kind(party)) {
	case PARTY_MINISTRY:
	case PARTY_FORCE:
	case PARTY_STATE:
	case PARTY_INTERNATIONAL:
	case PARTY_ORGANISATION:
		return true;
	default:
		return false;
	}
}

/* ---- words ---- */

/* A byte of a character that is not ASCII belongs to a word. */
static bool ends_word(struct septel_view text, size_t at)
{
	return at >= text.len ||
	       (!septel__is_alnum(text.ptr[at]) && (unsigned char)text.ptr[at] < 0x80);
}

bool septel__has_words(struct septel_view text, struct septel_view words)
{
	if (!words.len)
		return false;
	for (size_t at = 0; at + words.len <= text.len; at++)
		if (septel__equal_fold(septel__slice(text, at, at + words.len), words) &&
		    (at == 0 || ends_word(text, at - 1)) && ends_word(text, at + words.len))
			return true;
	return false;
}

bool septel__has_any(struct septel_view text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (septel__has_words(text, septel_view_of(words[i])))
			return true;
	return false;
}
