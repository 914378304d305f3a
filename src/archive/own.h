/* own.h - what people keep beside messages: collections, notes, saved searches.
 *
 * Nothing here changes a message or what is made of it; `rebuild` leaves it alone, and it
 * goes by the id of a message, so it stays with later versions.  Names of collections and
 * searches: letters, digits and ".-_", at most OWN_NAME_LIMIT bytes, so that in:NAME finds
 * them.
 */
#ifndef SEPTEL_ARCHIVE_OWN_H
#define SEPTEL_ARCHIVE_OWN_H

#include "archive.h"

#include <septel/view.h>

#define OWN_NAME_LIMIT 64
/* Bytes of a note. */
#define OWN_NOTE_LIMIT ((size_t)64 * 1024)

/* False, with the reason in the archive's error, for a name that cannot be one. */
bool septel__own_name(struct archive *archive, struct septel_view name);

/* Collections.  Adding what is in, or removing what is not, changes nothing and is true. */
bool septel__collect(struct archive *archive, struct septel_view name, struct septel_view id);
bool septel__uncollect(struct archive *archive, struct septel_view name, struct septel_view id);
/* Visits (name, id) by name and id: of one collection, or (name empty) of all. */
bool septel__collected_each(struct archive *archive, struct septel_view name,
			    bool (*visit)(struct septel_view name, struct septel_view id,
					  void *context),
			    void *context);

struct note {
	long long number;
	struct septel_view id, writer, text;
	long long at; /* seconds since 1970 */
};

/* *number is that of the new note. */
bool septel__note_add(struct archive *archive, const struct note *note, long long *number);
/* False, with a reason, if there is none of that number. */
bool septel__note_remove(struct archive *archive, long long number);
/* Of one message, or (id empty) all; oldest first. */
bool septel__notes_each(struct archive *archive, struct septel_view id,
			bool (*visit)(const struct note *note, void *context), void *context);

struct saved_search {
	struct septel_view name, query;
	uint32_t seen; /* messages up to this number were reported */
};

/* Saves a search, in place of one of that name; all that is here counts as seen. */
bool septel__search_save(struct archive *archive, struct septel_view name,
			 struct septel_view query);
bool septel__search_remove(struct archive *archive, struct septel_view name);
/* What is here now was reported. */
bool septel__search_seen(struct archive *archive, struct septel_view name, uint32_t seen);
bool septel__searches_each(struct archive *archive,
			   bool (*visit)(const struct saved_search *search, void *context),
			   void *context);

#endif
