/* ending_words.c - see ending_words.h.
 *
 * A text is passed over a block at a time: four letters of each word are looked for at all
 * places of the block at once, by plain loops that compilers make a few instructions of.
 * Where they stand, it is looked closer.
 *
 * All beginnings of a list have the same length, and each ends with another letter.  The letter
 * that ends a window of that length tells which it can be, or how far the window may move
 * (Horspool).
 */
#include "ending_words.h"

#define BLOCK        64u
#define SIGN_LETTERS 4u

/* Letters that stand side by side in a beginning of the list and seldom elsewhere; small ones
 * (a sign that differs from one by 0x20 alone is taken for it). */
#define SIGNS 3u
typedef const unsigned char signs_of_list[SIGNS][SIGN_LETTERS];
static signs_of_list SOMETHING_SIGNS = {
	{'c', 'a', 'n', 'c'}, {'s', 'u', 'p', 'e'}, {'e', 's', 'c', 'i'}};
static signs_of_list ITSELF_SIGNS = {
	{'n', 't', 'i', 'l'}, {'e', 'x', 'p', 'i'}, {'h', 'r', 'o', 'u'}};

/* By the low five bits of the last byte of the window: what is no letter shares the row of
 * one, which only makes steps shorter.  What has no row moves a whole window on. */
struct row {
	unsigned char shift; /* 0: see `beginning` */
	const char *beginning;
};

#define SOMETHING_WINDOW 6

static const struct row SOMETHING[32] = {
	['L' & 31] = {0, "CANCEL"}, ['S' & 31] = {0, "SUPERS"}, ['C' & 31] = {0, "SUPERC"},
	['N' & 31] = {0, "RESCIN"}, ['E' & 31] = {1, NULL},     ['R' & 31] = {1, NULL},
	['I' & 31] = {1, NULL},     ['P' & 31] = {3, NULL},     ['A' & 31] = {4, NULL},
	['U' & 31] = {4, NULL},
};

#define ITSELF_WINDOW 5

/* UNTIL, EXPIRE, tHROUGh */
static const struct row ITSELF[32] = {
	['L' & 31] = {0, "UNTIL"}, ['R' & 31] = {0, "EXPIR"}, ['G' & 31] = {0, "HROUG"},
	['I' & 31] = {1, NULL},    ['U' & 31] = {1, NULL},    ['T' & 31] = {2, NULL},
	['P' & 31] = {2, NULL},    ['O' & 31] = {2, NULL},    ['N' & 31] = {3, NULL},
	['X' & 31] = {3, NULL},    ['E' & 31] = {4, NULL},    ['H' & 31] = {4, NULL},
};

struct list {
	signs_of_list *signs;
	const struct row *rows;
	size_t window;
};

static const struct list SOMETHING_LIST = {&SOMETHING_SIGNS, SOMETHING, SOMETHING_WINDOW};
static const struct list ITSELF_LIST = {&ITSELF_SIGNS, ITSELF, ITSELF_WINDOW};

/* False: no beginning stands at a place of the block; SIGN_LETTERS more bytes may be read. */
static inline bool has_sign(const char *block, signs_of_list signs)
{
	unsigned char small[BLOCK + SIGN_LETTERS], least[BLOCK];
	for (size_t i = 0; i < sizeof small; i++)
		small[i] = (unsigned char)block[i] | 0x20;
	memset(least, UINT8_MAX, sizeof least);
	/* What differs from a sign: bytes throughout, so that many fit into a register. */
	for (size_t sign = 0; sign < SIGNS; sign++) {
		const unsigned char *const letters = signs[sign];
		for (size_t i = 0; i < BLOCK; i++) {
			const unsigned char differs = (unsigned char)((small[i] ^ letters[0]) |
								      (small[i + 1] ^ letters[1]) |
								      (small[i + 2] ^ letters[2]) |
								      (small[i + 3] ^ letters[3]));
			least[i] = differs < least[i] ? differs : least[i];
		}
	}
	return memchr(least, 0, sizeof least) != NULL;
}

/* Where one of the beginnings stands, from `at` on; the length of the text if none does. */
static inline size_t look_closer(struct septel_view text, size_t at, const struct list *list)
{
	const size_t window = list->window;
	at += window - 1;
	while (at < text.len) {
		const struct row row = list->rows[(unsigned char)text.ptr[at] & 31];
		if (!row.beginning) {
			at += row.shift ? row.shift : window;
			continue;
		}
		const size_t start = at - (window - 1);
		if (septel__upper(text.ptr[start]) == row.beginning[0] &&
		    septel__same_fold(text.ptr + start, row.beginning, window))
			return start;
		at++;
	}
	return text.len;
}

/* The same, a block at a time. */
static inline size_t find(struct septel_view text, size_t at, const struct list *list)
{
	/* A beginning stands at its sign, or at most a window before it. */
	size_t from = at;
	for (; at < text.len && text.len - at >= BLOCK + SIGN_LETTERS; at += BLOCK) {
		if (has_sign(text.ptr + at, *list->signs)) {
			const struct septel_view near =
				septel__slice(text, 0, at + BLOCK + list->window);
			const size_t found = look_closer(near, from, list);
			if (found < near.len)
				return found;
		}
		from = at + BLOCK - list->window;
	}
	return look_closer(text, from, list);
}

bool septel__may_end_something(struct septel_view text)
{
	return find(text, 0, &SOMETHING_LIST) < text.len;
}

/* "EFFECT UNTIL", "VALID THROUGH": most that is said with these words is about something
 * else. */
static bool is_in_effect(struct septel_view before)
{
	static const char *const WORDS[] = {"EFFECT", "FORCE", "VALID", "EFFECTIVE"};
	before = septel__trim_right(before);
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		const size_t length = strlen(WORDS[i]);
		if (before.len >= length &&
		    septel__same_fold(before.ptr + before.len - length, WORDS[i], length))
			return true;
	}
	return false;
}

bool septel__may_end_itself(struct septel_view text)
{
	if (septel__may_end_something(text))
		return true;
	for (size_t at = 0; (at = find(text, at, &ITSELF_LIST)) < text.len; at++) {
		const char first = septel__upper(text.ptr[at]);
		const size_t begins = at - (first == 'H' && at > 0); /* (T)HROUGH */
		if (first == 'E' || is_in_effect(septel__slice(text, 0, begins)))
			return true;
	}
	return false;
}
