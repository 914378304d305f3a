/* messages.h - taking messages out of an archive: rows for lists, bytes, versions.
 *
 * Views are copied into the arena given.
 */
#ifndef SEPTEL_ARCHIVE_MESSAGES_H
#define SEPTEL_ARCHIVE_MESSAGES_H

#include "archive.h"
#include "store.h"

/* One version of a message, as lists show it. */
struct message_row {
	uint32_t number; /* of its receipt */
	struct septel_view id;
	bool current;
	struct septel_time dtg; /* none where it has none */
	struct septel_view sender, captions, subject;
	enum septel_class classification;
	enum septel_profile profile;
	uint32_t label, subject_label;
	struct septel_view station; /* empty: not of a station */
	int year, serial;
	uint32_t repairs, diagnostics;
};

/* Bytes as received. */
struct receipt {
	uint32_t number;
	struct septel_view id, source;
	uint64_t offset, size;
	long long at; /* seconds since 1970 */
	struct septel_options options;
	int total; /* sections */
	struct septel_view present;
	struct septel_view parts; /* "12,15": joined from these receipts; else empty */
	struct septel_view hash, packed;
};

/* The time of a row of columns.h. */
struct septel_time septel__time_of_minute(int32_t minute, bool day_only);

enum lookup { LOOKUP_FAILED, LOOKUP_NONE, LOOKUP_FOUND };

enum lookup septel__message_row(struct archive *archive, uint32_t number, struct message_row *row,
				struct septel_arena *arena);
/* The number of the current version of a message; ids in canonical form. */
enum lookup septel__message_number(struct archive *archive, struct septel_view id,
				   uint32_t *number);
enum lookup septel__receipt(struct archive *archive, uint32_t number, struct receipt *receipt,
			    struct septel_arena *arena);
/* The receipt of a row of STATEMENT_RECEIPT and its kin. */
struct receipt septel__receipt_of_row(struct store_statement *statement,
				      struct septel_arena *arena);
/* All receipts of an id, oldest first. */
bool septel__receipts(struct archive *archive, struct septel_view id, struct receipt **receipts,
		      size_t *count, struct septel_arena *arena);
/* Its bytes as they were received; false: broken. */
bool septel__receipt_bytes(struct archive *archive, const struct receipt *receipt,
			   struct septel_view *bytes, struct septel_arena *arena);
/* Bytes of receipt `number`, read as the message they are. */
enum lookup septel__message_read(struct archive *archive, uint32_t number,
				 const struct septel_message **message, struct receipt *receipt,
				 struct septel_arena *arena);
/* The id under which `text` may be asked for: canonical where it is a message number, else
 * as it stands. */
struct septel_view septel__message_id(struct septel_view text, struct septel_arena *arena);

#endif
