/* stations.c - the station that a printed name stands for; see septel/tables.h.
 *
 * Names are compared folded: capitals, letters and digits only.  A name is
 * tried whole, then without the words of its mission, then as cut by central
 * files or a section marker, and only where the caller asks for it as a
 * misprint.
 */
#include "../base/view.h"
#include "table_rows.h"

#include <septel/tables.h>
#include <stdlib.h>

/* Longest folded name; the shortest misprint that counts. */
#define KEY_LIMIT      40
#define MISPRINT_LEAST 3
/* Shorter names differ from other words by a letter too often for a changed one to prove anything.
 */
#define SHORT_NAME 4
/* From this length on two misprints still leave a name recognisable. */
#define LONG_NAME 8
/* So many letters of a name leave no doubt of the rest. */
#define SHORTENED_LEAST 7

/* Words in front of a station's name that are no part of it; the longer of two
 * that begin alike first. */
static const char *const MISSION_WORDS[] = {"AMCONSULATE", "AMCONSUL",   "AMCONGEN", "AMEMBASSY",
					    "AMEMB",       "CONSULATE",  "CONGEN",   "EMBASSY",
					    "USMISSION",   "US MISSION", "USOFFICE", "US OFFICE",
					    "USINT",       "USLO",       "USDEL"};

static const struct septel_view EMPTY = {"", 0};

struct key {
	char text[KEY_LIMIT];
	size_t length;
};

static bool fold(struct septel_view printed, struct key *key)
{
	key->length = 0;
	for (size_t i = 0; i < printed.len; i++) {
		if (!septel__is_alnum(printed.ptr[i]))
			continue;
		if (key->length + 1 >= KEY_LIMIT)
			return false;
		key->text[key->length++] = septel__upper(printed.ptr[i]);
	}
	key->text[key->length] = '\0';
	return key->length > 0;
}

/* The first row not below `text` (compared over `length` bytes and its end). */
static size_t first_row(const char *text)
{
	size_t low = 0, high = SEPTEL__STATIONS_COUNT;
	while (low < high) {
		const size_t middle = (low + high) / 2;
		if (strcmp(SEPTEL__STATIONS[middle].key, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct station_row *exact_row(const char *text)
{
	const size_t at = first_row(text);
	if (at < SEPTEL__STATIONS_COUNT && strcmp(SEPTEL__STATIONS[at].key, text) == 0)
		return &SEPTEL__STATIONS[at];
	return NULL;
}

static const char *exact(const char *text)
{
	const struct station_row *row = exact_row(text);
	return row ? row->canonical : NULL;
}

static bool begins_a_name(const char *text, size_t length)
{
	const size_t at = first_row(text);
	return at < SEPTEL__STATIONS_COUNT && strncmp(SEPTEL__STATIONS[at].key, text, length) == 0;
}

/* Takes the words around a station's name off: "AMEMBASSY", "WASHDC". */
static const char *without_mission_words(struct key *key)
{
	static const char *const BEHIND[] = {"WASHINGTONDC", "WASHDC"};
	for (size_t i = 0; i < sizeof MISSION_WORDS / sizeof *MISSION_WORDS; i++) {
		const size_t length = strlen(MISSION_WORDS[i]);
		if (key->length > length && strncmp(key->text, MISSION_WORDS[i], length) == 0) {
			memmove(key->text, key->text + length, key->length - length + 1);
			key->length -= length;
			break;
		}
	}
	for (size_t i = 0; i < sizeof BEHIND / sizeof *BEHIND; i++) {
		const size_t length = strlen(BEHIND[i]);
		if (key->length > length &&
		    strcmp(key->text + key->length - length, BEHIND[i]) == 0) {
			key->length -= length;
			key->text[key->length] = '\0';
			break;
		}
	}
	return exact(key->text);
}

static int compare_cuts(const void *text, const void *row)
{
	return strcmp(text, ((const struct cut_row *)row)->key);
}

/* The one station that files or markers cut to this. */
static const char *cut_short(const struct key *key)
{
	const struct cut_row *row =
		bsearch(key->text, SEPTEL__STATION_CUTS, SEPTEL__STATION_CUTS_COUNT,
			sizeof *SEPTEL__STATION_CUTS, compare_cuts);
	return row ? row->canonical : NULL;
}

static int compare_places(const void *text, const void *row)
{
	return strcmp(text, *(const char *const *)row);
}

static bool is_another_place(const struct key *key)
{
	return bsearch(key->text, SEPTEL__PLACES, SEPTEL__PLACES_COUNT, sizeof *SEPTEL__PLACES,
		       compare_places) != NULL;
}

/* The one station whose name goes on from so many of its letters. */
static const char *shortened(const struct key *key)
{
	if (key->length < SHORTENED_LEAST)
		return NULL;
	const char *only = NULL;
	for (size_t at = first_row(key->text);
	     at < SEPTEL__STATIONS_COUNT &&
	     strncmp(SEPTEL__STATIONS[at].key, key->text, key->length) == 0;
	     at++) {
		if (only && strcmp(only, SEPTEL__STATIONS[at].canonical) != 0)
			return NULL;
		only = SEPTEL__STATIONS[at].canonical;
	}
	return only;
}

/* Whether `text` may be a misprint of `name`, as far as their lengths tell. */
static bool is_long_enough(struct septel_view text, struct septel_view name)
{
	if (name.len > SHORT_NAME)
		return true;
	/* A letter lost inside ("BAU"), one too many ("BAKKU") or its S ("OSLO'S"). */
	if (name.len < SHORT_NAME || text.len == name.len || text.ptr[0] != name.ptr[0])
		return false;
	const char last = text.ptr[text.len - 1];
	return last == name.ptr[name.len - 1] || (last == 'S' && text.len > name.len);
}

/* The one station that a few misprints lead to: nought for O and one for I
 * first, then the least edit distance. */
static const char *misprinted(struct key *key)
{
	for (size_t i = 0; i < key->length; i++) {
		if (key->text[i] == '0')
			key->text[i] = 'O';
		else if (key->text[i] == '1')
			key->text[i] = 'I';
	}
	const char *found = exact(key->text);
	if (found || key->length < MISPRINT_LEAST || is_another_place(key))
		return found;
	found = shortened(key);
	if (found)
		return found;
	const struct septel_view text = {key->text, key->length};
	unsigned best = key->length >= LONG_NAME ? 2 : 1;
	bool several = false;
	for (size_t at = 0; at < SEPTEL__STATIONS_COUNT; at++) {
		const struct septel_view name = septel_view_of(SEPTEL__STATIONS[at].key);
		if (!is_long_enough(text, name))
			continue;
		const unsigned distance = septel__edit_distance(text, name, best);
		if (distance > best)
			continue;
		const char *canonical = SEPTEL__STATIONS[at].canonical;
		several = distance == best && found && strcmp(found, canonical) != 0 ? true
			  : distance < best                                          ? false
										     : several;
		found = canonical;
		best = distance;
	}
	return several ? NULL : found;
}

struct septel_view septel_station_lookup(struct septel_view printed, bool repair)
{
	struct key key;
	if (!fold(printed, &key))
		return EMPTY;
	const char *found = exact(key.text);
	if (!found)
		found = cut_short(&key); /* "USINTH" for USINT HAVANA, too */
	if (!found)
		found = without_mission_words(&key);
	if (!found)
		found = cut_short(&key);
	if (!found && repair)
		found = misprinted(&key);
	return found ? septel_view_of(found) : EMPTY;
}

bool septel__is_place(struct septel_view printed)
{
	struct key key;
	return fold(printed, &key) && is_another_place(&key);
}

bool septel__station_is_word(struct septel_view printed)
{
	struct key key;
	const struct station_row *row = fold(printed, &key) ? exact_row(key.text) : NULL;
	return row && row->is_word;
}

static bool separates_words(char c)
{
	return septel__is_space(c) || c == '-' || c == '.' || c == '\'';
}

/* Bytes of the words of a mission in front of a name; a word alone is none. */
static size_t mission_words(struct septel_view text)
{
	const char first = text.len ? septel__upper(text.ptr[0]) : '\0';
	if (first != 'A' && first != 'C' && first != 'E' && first != 'U')
		return 0;
	for (size_t i = 0; i < sizeof MISSION_WORDS / sizeof *MISSION_WORDS; i++) {
		const size_t length = strlen(MISSION_WORDS[i]);
		if (text.len > length && text.ptr[length] == ' ' &&
		    septel__starts_fold(text, MISSION_WORDS[i]))
			return length + 1;
	}
	return 0;
}

bool septel_station_match(struct septel_view text, struct septel_view *canonical, size_t *length)
{
	struct key key = {.length = 0};
	*canonical = EMPTY;
	*length = 0;
	for (size_t at = mission_words(text); at < text.len && key.length + 1 < KEY_LIMIT; at++) {
		const char c = text.ptr[at];
		if (!septel__is_alpha(c)) {
			if (!separates_words(c) || key.length == 0)
				break;
			continue;
		}
		key.text[key.length++] = septel__upper(c);
		key.text[key.length] = '\0';
		if (at + 1 < text.len && septel__is_alpha(text.ptr[at + 1]))
			continue;
		const char *found = exact(key.text);
		if (found) {
			*canonical = septel_view_of(found);
			*length = at + 1;
		}
		if (!begins_a_name(key.text, key.length))
			break;
	}
	return *length > 0;
}
