/* stations.c - the station that a printed name stands for; see septel/tables.h.
 *
 * Names are compared folded: capitals, letters and digits only.  A name is
 * tried whole, then without the words of its mission, then as a truncation
 * (central files keep 6 letters, section markers 10 printed characters), and
 * only where the caller asks for it as a misprint.
 */
#include "../base/view.h"
#include "table_rows.h"

#include <septel/tables.h>

/* Longest folded name; the shortest truncation and misprint that count. */
#define KEY_LIMIT        40
#define TRUNCATION_LEAST 5
#define MISPRINT_LEAST   3
/* From this length on two misprints still leave a name recognisable. */
#define LONG_NAME 8

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

static const char *exact(const char *text)
{
	const size_t at = first_row(text);
	if (at < SEPTEL__STATIONS_COUNT && strcmp(SEPTEL__STATIONS[at].key, text) == 0)
		return SEPTEL__STATIONS[at].canonical;
	return NULL;
}

static bool begins_a_name(const char *text, size_t length)
{
	const size_t at = first_row(text);
	return at < SEPTEL__STATIONS_COUNT && strncmp(SEPTEL__STATIONS[at].key, text, length) == 0;
}

/* Words around a station's name that are no part of it. */
static const char *without_mission_words(struct key *key)
{
	static const char *const FRONT[] = {"AMEMBASSY", "EMBASSY",   "AMCONSUL", "AMCONGEN",
					    "CONSULATE", "USMISSION", "USINT",    "USLO",
					    "USDEL",     "USOFFICE"};
	static const char *const BEHIND[] = {"WASHINGTONDC", "WASHDC"};
	for (size_t i = 0; i < sizeof FRONT / sizeof *FRONT; i++) {
		const size_t length = strlen(FRONT[i]);
		if (key->length > length && strncmp(key->text, FRONT[i], length) == 0) {
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

/* The one station whose name begins so. */
static const char *truncated(const struct key *key)
{
	if (key->length < TRUNCATION_LEAST)
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
	if (found || key->length < MISPRINT_LEAST)
		return found;
	const struct septel_view text = {key->text, key->length};
	unsigned best = key->length >= LONG_NAME ? 2 : 1;
	bool several = false;
	for (size_t at = 0; at < SEPTEL__STATIONS_COUNT; at++) {
		const struct septel_view name = septel_view_of(SEPTEL__STATIONS[at].key);
		if (name.len < MISPRINT_LEAST + 1)
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
		found = without_mission_words(&key);
	if (!found)
		found = truncated(&key);
	if (!found && repair)
		found = misprinted(&key);
	return found ? septel_view_of(found) : EMPTY;
}

static bool separates_words(char c)
{
	return septel__is_space(c) || c == '-' || c == '.' || c == '\'';
}

bool septel_station_match(struct septel_view text, struct septel_view *canonical, size_t *length)
{
	static const char *const FRONT[] = {"AMEMBASSY ", "EMBASSY ", "AMCONSUL ", "USMISSION "};
	struct key key = {.length = 0};
	size_t start = 0;
	*canonical = EMPTY;
	*length = 0;
	for (size_t i = 0; i < sizeof FRONT / sizeof *FRONT && !start; i++)
		if (septel__starts_fold(text, FRONT[i]))
			start = strlen(FRONT[i]);
	for (size_t at = start; at < text.len && key.length + 1 < KEY_LIMIT; at++) {
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
