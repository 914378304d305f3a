/* senders.c - see senders.h. */
#include "senders.h"

#include <septel/tables.h>

/* Letters that two misprinted words of a name may differ in, and how long they are. */
#define MISPRINT_LETTERS 2
#define MISPRINT_LEAST   6
/* septel__edit_distance takes no longer words. */
#define WORD_LONGEST 32

/* A kind of message where the sender should stand: "GENADMIN", "NAVADMIN 095". */
static const char *const NO_SENDERS[] = {"GENADMIN", "MSG",    "RMG",   "MSGID", "NAVADMIN",
					 "ALNAV",    "ALPERS", "NAVOP", "DOC"};

/* Two names of one office. */
static const struct {
	const char *name, *other;
} SAME[] = {{"OPNAV", "CNO"}, {"USSECDEF", "SECDEF"}, {"STATE", "SECSTATE"}, {"DNS", "CNO"}};

static bool is_one_of(struct septel_view word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (septel__is_word(word, words[i]))
			return true;
	return false;
}

static bool has_digit(struct septel_view word)
{
	for (size_t i = 0; i < word.len; i++)
		if (septel__is_digit(word.ptr[i]))
			return true;
	return false;
}

/* Without the office behind a stroke: "CNO WASHINGTON DC//N1//". */
static struct septel_view without_office(struct septel_view name)
{
	return septel__trim(septel__slice(name, 0, septel__find_byte(name, '/', 0)));
}

/* The next word of letters; offices ("N09", "(UC)") are passed over. */
static bool next_word(struct septel_view *rest, struct septel_view *word)
{
	while (septel__next_word(rest, word)) {
		if (word->ptr[0] == '(' || has_digit(*word))
			continue;
		const size_t parenthesis = septel__find_byte(*word, '(', 0);
		*word = septel__slice(*word, 0, parenthesis);
		while (word->len && !septel__is_alpha(word->ptr[word->len - 1]))
			word->len--;
		if (word->len)
			return true;
	}
	return false;
}

static bool same_office(struct septel_view a, struct septel_view b)
{
	if (septel__equal_fold(a, b))
		return true;
	for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++)
		if ((septel__is_word(a, SAME[i].name) && septel__is_word(b, SAME[i].other)) ||
		    (septel__is_word(b, SAME[i].name) && septel__is_word(a, SAME[i].other)))
			return true;
	return false;
}

/* Behind the first word: an abbreviation ("WASH"), or a misprint ("WASHINTON"). */
static bool same_place(struct septel_view a, struct septel_view b)
{
	const size_t shorter = a.len < b.len ? a.len : b.len;
	if (septel__same_fold(a.ptr, b.ptr, shorter))
		return true;
	return shorter >= MISPRINT_LEAST && a.len <= WORD_LONGEST && b.len <= WORD_LONGEST &&
	       septel__edit_distance(a, b, MISPRINT_LETTERS) <= MISPRINT_LETTERS;
}

bool septel__same_sender(struct septel_view cited, struct septel_view sender)
{
	struct septel_view a = without_office(cited), b = without_office(sender), one, other;
	struct septel_view rest = a;
	if (!septel__next_word(&rest, &one) || b.len == 0 ||
	    is_one_of(one, NO_SENDERS, sizeof NO_SENDERS / sizeof *NO_SENDERS))
		return true;
	const struct septel_view station = septel_station_lookup(a, false);
	const struct septel_view of_sender = septel_station_lookup(b, false);
	if (station.len && of_sender.len)
		return septel__equal(station, of_sender);
	if (!next_word(&a, &one) || !next_word(&b, &other) || !same_office(one, other))
		return false;
	/* The city decides; what stands behind it ("DC", "CD") is never another. */
	return !next_word(&a, &one) || !next_word(&b, &other) || same_place(one, other);
}
