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

/* A name folded to letters and digits, and the station it stands for. */
struct station_row {
	const char *key, *canonical;
	int is_canonical;
};

/* One indicator may serve several designators: one row each. */
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
extern const struct routing_row SEPTEL__ROUTING[];
extern const size_t SEPTEL__ROUTING_COUNT;
extern const struct signal_row SEPTEL__SIGNALS[];
extern const size_t SEPTEL__SIGNALS_COUNT;
extern const struct caption_row SEPTEL__CAPTIONS[];
extern const size_t SEPTEL__CAPTIONS_COUNT;

/* True for a code that the table of TAGS has, whatever its form. */
bool septel__tag_in_table(struct septel_view tag);

#endif
