/* prepared.h - a message made ready for the store, by a worker, as bytes.
 *
 * Workers read, compress and index messages side by side; one writer puts them
 * in, in the order of the source.  What goes from the one to the other is this:
 * everything the writer needs, so that he never looks into a message himself.
 */
#ifndef SEPTEL_ARCHIVE_PREPARED_H
#define SEPTEL_ARCHIVE_PREPARED_H

#include "../corpus/source.h"
#include "document.h"
#include "labels.h"

#define RECEIPT_HASH_SIZE 32

enum prepared_kind {
	PREPARED_MESSAGE,
	PREPARED_REJECT, /* `reason` says why; bytes are kept */
	PREPARED_FAULT   /* of the source, and no message: source, place and `reason` */
};

/* What a citation is to the message that makes it. */
enum citation_link {
	CITATION_REFERS,
	CITATION_CANCELS,
	CITATION_SUPERSEDES,
	CITATION_OWN_END /* no other message: `minute` is the day on which it ends (own_end.h) */
};

struct prepared {
	enum prepared_kind kind;
	unsigned generation;       /* of the labels it names */
	struct septel_view source; /* path */
	uint64_t offset, line;
	struct septel_view hash;  /* of the bytes as received: BLAKE2b, 32 bytes */
	struct septel_view bytes; /* as received, in zstd */
	uint64_t size;            /* of them before */
	struct septel_view reason;

	/* What the record around the message said of it: its bytes read again with
	 * these give the same message again. */
	int32_t given_year;
	struct septel_view given_id;

	struct septel_view id;
	int32_t minute; /* COLUMNS_NO_TIME: none */
	int32_t day_only;
	struct septel_view sender, captions, subject;
	int32_t classification, profile;
	uint32_t label, subject_label;
	struct septel_view station; /* empty: no station's number */
	int32_t year, serial;
	int32_t total;              /* sections it should have; 0: not sectioned */
	struct septel_view present; /* "1,2" */
	uint32_t repairs, diagnostics;
	struct septel_view repair_kinds, diagnostic_kinds; /* kinds.h */
	struct septel_view citations;                      /* citation_list */
	struct septel_view words;                          /* of document.h */
};

struct citation {
	struct septel_view letter, id, text, sender;
	int32_t kind; /* enum septel_reference_kind */
	enum citation_link link;
	int32_t minute; /* COLUMNS_NO_TIME: none, or only a day */
	uint32_t label; /* of the portion it stands in */
	bool in_text;   /* no reference: the text cancels or supersedes it (links.h) */
};

/* A worker's tools; NULL when memory is out. */
struct preparer;
struct preparer *septel__preparer_new(struct labels *labels) __attribute__((warn_unused_result));
void septel__preparer_free(struct preparer *preparer);

/* Hashes the bytes of an item, before anything else is done with it. */
void septel__prepare_hash(struct septel_view bytes, unsigned char hash[RECEIPT_HASH_SIZE]);
/* Appends a prepared message; `hash` is that of the item's bytes.  False when memory
 * is out. */
bool septel__prepare(struct preparer *preparer, const struct corpus_item *item,
		     const unsigned char hash[RECEIPT_HASH_SIZE], struct septel_out *out);

/* The same message made ready anew, from the bytes that it holds.  False when memory is out. */
bool septel__prepare_anew(struct preparer *preparer, const struct prepared *prepared,
			  struct septel_out *out);

/* Appends a fault, in the place where it was met. */
void septel__prepare_fault(const struct corpus_fault *fault, struct septel_out *out);

/* Takes the first prepared message off `bytes`; false at their end.  Views point
 * into the bytes. */
bool septel__prepared_next(struct septel_view *bytes, struct prepared *prepared);
/* Takes the first citation off prepared->citations; false at their end. */
bool septel__citation_next(struct septel_view *citations, struct citation *citation);

/* Bytes in zstd as they were before, appended; false: broken or memory is out. */
bool septel__unpack_bytes(struct septel_view packed, struct septel_out *out);

#endif
