/* table_rows.h - the rows of the tables that tools/generate-tables makes.
 *
 * Each array is sorted by its first member, as bytes, unless said otherwise. */
#ifndef SEPTEL_MESSAGE_TABLE_ROWS_H
#define SEPTEL_MESSAGE_TABLE_ROWS_H

#include <septel/message.h>

struct tag_row {
	const char *code;
	enum septel_tag_kind kind;
	const char *name;
};

/* A name folded to letters and digits, and the station it stands for; whether
 * it is a word of plain prose too ("NATO", "DEPT"). */
struct station_row {
	const char *key, *canonical;
	int is_canonical, is_word;
};

/* What central files or section markers leave of a name, where only one
 * station is cut so and no name reads so. */
struct cut_row {
	const char *key, *canonical;
};

/* One indicator may serve several designators: one row each, the likeliest first. */
struct routing_row {
	const char *indicator, *kind, *name;
};

struct signal_row {
	const char *signal, *meaning;
};

/* A printed form and the caption it stands for; by first letter, longer forms
 * first. */
struct caption_row {
	const char *printed, *caption;
};

extern const struct tag_row SEPTEL__TAGS[];
extern const size_t SEPTEL__TAGS_COUNT;
extern const struct station_row SEPTEL__STATIONS[];
extern const size_t SEPTEL__STATIONS_COUNT;
extern const struct cut_row SEPTEL__STATION_CUTS[];
extern const size_t SEPTEL__STATION_CUTS_COUNT;
/* Names that are no station, and no misprint of one. */
extern const char *const SEPTEL__PLACES[];
extern const size_t SEPTEL__PLACES_COUNT;
extern const struct routing_row SEPTEL__ROUTING[];
extern const size_t SEPTEL__ROUTING_COUNT;
extern const struct signal_row SEPTEL__SIGNALS[];
extern const size_t SEPTEL__SIGNALS_COUNT;
extern const struct caption_row SEPTEL__CAPTIONS[];
extern const size_t SEPTEL__CAPTIONS_COUNT;

/* True for a code that the table of TAGS has, whatever its form. */
bool septel__tag_in_table(struct septel_view tag);

/* True for a printed name of a station that is a word of plain prose too. */
bool septel__station_is_word(struct septel_view printed);

/* True for a place, or another word, that is known to be no station. */
bool septel__is_place(struct septel_view printed);

#endif
