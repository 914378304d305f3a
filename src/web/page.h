/* page.h - the pages of the reading room: what an address shows.
 *
 * A page is a row of the table in page.c: the pattern of its address, the function that fills
 * its model (model.h), the function that writes the model as HTML.  The address with ".json"
 * behind it is the twin.  A row without a writer has one form: its model's "body", as it is.
 *
 * Nothing here knows HTTP but its numbers: a page is asked for and answers (server.h).
 */
#ifndef SEPTEL_WEB_PAGE_H
#define SEPTEL_WEB_PAGE_H

#include "model.h"
#include "request.h"
#include "room.h"

/* Bytes of one answer. */
#define PAGE_LIMIT ((size_t)64 << 20)

enum page_status {
	PAGE_FOUND = 200,
	PAGE_BAD = 400,
	PAGE_ABSENT = 404,
	PAGE_FAILED = 500,
	PAGE_AWAY = 503
};

struct page_call {
	struct room *room;
	struct room_desk *desk;
	struct archive *archive; /* of the desk */
	/* Of the answer; and for what is read to make a part of it, emptied at will. */
	struct septel_arena *arena, *scratch;
	const struct request *request;
	struct septel_view subject; /* what the star of the pattern stands for */
};

enum page_form { PAGE_HTML, PAGE_JSON, PAGE_BODY };

struct page {
	const char *before, *after; /* of the pattern, around the star; no star: after is NULL */
	const char *name;           /* of the page, for its class */
	enum page_status (*fill)(struct page_call *call, struct model *model);
	void (*write)(struct septel_out *out, const struct model *model); /* NULL: PAGE_BODY */
};

struct page_answer {
	enum page_status status;
	enum page_form form;
	struct septel_out body;         /* to be released */
	char file[128];                 /* PAGE_BODY: under what name it is kept; "": none */
	const struct page_asset *asset; /* what is answered instead of a body */
};

extern const struct page PAGES[];
extern const size_t PAGE_COUNT;

/* Answers a request.  `answer->body` is malloc'ed; the caller releases it. */
void septel__page_answer(struct page_answer *answer, struct room *room, struct septel_view target)
	__attribute__((nonnull));
/* An answer that tells what is wrong; as JSON where `form` says so. */
void septel__page_error(struct page_answer *answer, enum page_form form, unsigned status,
			const char *reason) __attribute__((nonnull));

/* For functions that fill: a reason in the model, and the status. */
enum page_status septel__page_refuse(struct model *model, enum page_status status,
				     const char *reason) __attribute__((nonnull));
/* The archive failed: told on stderr, and the desk is used no more. */
enum page_status septel__page_archive_failed(struct page_call *call, struct model *model)
	__attribute__((nonnull));

/* ---- the pages ------------------------------------------------------------------ */

enum page_status septel__search_fill(struct page_call *call, struct model *model);
void septel__search_write(struct septel_out *out, const struct model *model);
enum page_status septel__message_fill(struct page_call *call, struct model *model);
void septel__message_write(struct septel_out *out, const struct model *model);
enum page_status septel__raw_fill(struct page_call *call, struct model *model);
enum page_status septel__thread_fill(struct page_call *call, struct model *model);
void septel__thread_write(struct septel_out *out, const struct model *model);

#endif
