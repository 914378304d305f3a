/* format.h - the formats a file of messages may have, one table entry each.
 *
 * The reader (one thread at a time) only cuts a stream between records, which
 * must be cheap; taking a record apart is for the workers.
 */
#ifndef SEPTEL_CORPUS_FORMAT_H
#define SEPTEL_CORPUS_FORMAT_H

#include "../base/out.h"
#include "block.h"

/* What to pass over at the front of a stream. */
struct corpus_skip {
	const char *reason;
	/* Looks for the next record behind what is passed over.  *drop bytes go in
	 * any case; true when a record begins behind them.  When false, *drop is
	 * not 0 unless `bytes` is shorter than CORPUS_HEAD_SIZE. */
	bool (*resume)(struct septel_view bytes, size_t *drop);
};

/* Takes a block apart. */
struct corpus_splitter {
	struct corpus_block *block;
	size_t piece;              /* the piece in hand */
	bool begun;                /* something of it was given */
	struct septel_view rest;   /* of it: not yet given */
	uint64_t offset, line;     /* of rest, in its file */
	uint64_t record_end;       /* JSON: where another record begins, once looked for */
	size_t faults, untold;     /* of the block; those over CORPUS_BLOCK_FAULTS */
	struct septel_out decoded; /* the text of the item, where it had to be decoded */
};

struct corpus_format {
	const char *name;
	/* Bytes at the front of a stream (of which more is to come) that are whole
	 * records; 0: not one is known to be. */
	size_t (*cut)(struct septel_view bytes);
	/* What stands at the front and will never be a record, being too long; or
	 * NULL.  `full`: the buffer can grow no further. */
	const struct corpus_skip *(*overlong)(struct septel_view bytes, bool full);
	/* The next record of the piece in hand; advances rest.  END: none is left. */
	enum corpus_result (*next)(struct corpus_splitter *splitter, struct corpus_item *item,
				   struct corpus_fault *fault);
};

extern const struct corpus_format septel__format_plain, septel__format_csv, septel__format_json,
	septel__format_mbox, septel__format_mail;
/* Whether a file that begins with `head` is of that format. */
bool septel__is_csv(struct septel_view head);
bool septel__is_json(struct septel_view head);
bool septel__is_mbox(struct septel_view head);
bool septel__is_mail(struct septel_view head);

/* The format of a file that begins with `head`; NULL and *reason where it is no
 * text.  `complete`: head is all of it. */
const struct corpus_format *septel__format_find(struct septel_view head, const char **reason);
/* True for tar, zip and what is compressed. */
bool septel__is_container(struct septel_view head);

/* Bytes that are `c`. */
uint64_t septel__count_bytes(struct septel_view bytes, char c);

/* Nothing in hand, nothing allocated. */
void septel__splitter_init(struct corpus_splitter *splitter);
void septel__splitter_release(struct corpus_splitter *splitter);
/* Begins with a block, which must stay until the splitter is done with it. */
void septel__splitter_take(struct corpus_splitter *splitter, struct corpus_block *block);
/* The next item or fault of the block; borrowed until the next call. */
enum corpus_result septel__splitter_next(struct corpus_splitter *splitter, struct corpus_item *item,
					 struct corpus_fault *fault);

/* For the formats: moves rest `length` bytes on, counting lines. */
void septel__splitter_advance(struct corpus_splitter *splitter, size_t length);
/* A fault at the place of rest. */
enum corpus_result septel__splitter_fault(const struct corpus_splitter *splitter,
					  struct corpus_fault *fault, const char *reason);

#endif
