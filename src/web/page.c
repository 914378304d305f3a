/* page.c - see page.h: the table of pages, and how one is answered. */
#include "page.h"

#include "assets.h"
#include "frame.h"

#include <stdio.h>

static enum page_status health_fill(struct page_call *call, struct model *model)
{
	(void)call; /* the archive is open */
	septel__model_literal(model, "body", "ready\n");
	return PAGE_FOUND;
}

/* The first that fits answers: what has more around its star stands before what has less. */
const struct page PAGES[] = {
	{"/healthz", NULL, "health", health_fill, NULL},
	{"/search", NULL, "search", septel__search_fill, septel__search_write},
	{"/m/", "/raw", "raw", septel__raw_fill, NULL},
	{"/m/", "", "message", septel__message_fill, septel__message_write},
	{"/thread/", "", "thread", septel__thread_fill, septel__thread_write},
};
const size_t PAGE_COUNT = sizeof PAGES / sizeof *PAGES;

/* ---- what is wrong --------------------------------------------------------------- */

enum page_status septel__page_refuse(struct model *model, enum page_status status,
				     const char *reason)
{
	struct model *error = septel__model_map(model, "error");
	septel__model_number(error, "status", status);
	septel__model_string(error, "message", septel_view_of(reason));
	return status;
}

enum page_status septel__page_archive_failed(struct page_call *call, struct model *model)
{
	fprintf(stderr, "septel serve: %s\n", septel__archive_error(call->archive));
	call->desk->failed = true;
	return septel__page_refuse(model, PAGE_FAILED, "the archive could not be read");
}

static void write_error(struct septel_out *out, const struct model *model)
{
	const struct model *error = septel__model_get(model, "error");
	septel__frame_begin(out, "error", VIEW_LITERAL("Not shown"),
			    septel__model_view(model, "viewer"));
	HTML(out, "<h1>Not shown</h1>\n<p role=\"alert\">");
	septel__html_text(out, septel__model_view(error, "message"));
	HTML(out, "</p>\n<p><a href=\"/\">Search the archive</a></p>\n");
	septel__frame_end(out);
}

static void print_form(struct page_answer *answer, const struct model *model,
		       void (*write)(struct septel_out *, const struct model *))
{
	if (answer->form == PAGE_JSON)
		septel__model_print(model, &answer->body);
	else if (answer->form == PAGE_HTML)
		write(&answer->body, model);
	else
		septel__out_view(&answer->body, septel__model_view(model, "body"));
}

void septel__page_error(struct page_answer *answer, enum page_form form, unsigned status,
			const char *reason)
{
	struct septel_arena *arena = septel_arena_new(0);
	struct model *model = arena ? septel__model_new(arena) : NULL;
	answer->status = status;
	answer->form = form == PAGE_JSON ? PAGE_JSON : PAGE_HTML;
	answer->file[0] = '\0';
	septel__out_clear(&answer->body);
	if (model) {
		septel__page_refuse(model, status, reason);
		print_form(answer, model, write_error);
	}
	septel_arena_free(arena);
}

/* ---- answering -------------------------------------------------------------------- */

/* The page of a path; *subject is what its star stands for. */
static const struct page *find_page(struct septel_view path, struct septel_view *subject)
{
	for (size_t i = 0; i < PAGE_COUNT; i++) {
		const struct page *page = &PAGES[i];
		const size_t before = strlen(page->before);
		if (!page->after) {
			if (septel__equal(path, septel_view_of(page->before)))
				return page;
			continue;
		}
		const size_t after = strlen(page->after);
		if (path.len <= before + after || !septel__starts(path, page->before) ||
		    !septel__ends(path, page->after))
			continue;
		*subject = septel__slice(path, before, path.len - after);
		return page;
	}
	return NULL;
}

static const struct page_asset *find_asset(struct septel_view path)
{
	for (size_t i = 0; i < SEPTEL__ASSETS_COUNT; i++)
		if (septel__equal(path, septel_view_of(SEPTEL__ASSETS[i].path)))
			return &SEPTEL__ASSETS[i];
	return NULL;
}

static bool run_page(struct page_answer *answer, const struct page *page, struct page_call *call)
{
	struct model *model = septel__model_new(call->arena);
	if (!model)
		return false;
	septel__model_string(model, "viewer", call->room->viewer.name);
	answer->status = page->fill(call, model);
	const bool told =
		septel__model_get(model, "error") != NULL && !septel__model_get(model, "query");
	if (told && answer->form == PAGE_BODY)
		answer->form = PAGE_HTML;
	const struct septel_view file = septel__model_view(model, "file");
	if (answer->form == PAGE_BODY && file.len < sizeof answer->file && file.len)
		memcpy(answer->file, file.ptr, file.len);
	print_form(answer, model, told ? write_error : page->write);
	return !answer->body.failed && !septel_arena_failed(call->arena);
}

static void answer_page(struct page_answer *answer, struct room *room, const struct page *page,
			struct page_call *call)
{
	struct room_desk *desk = septel__room_take(room);
	if (!desk) {
		septel__page_error(answer, answer->form, PAGE_AWAY, "the archive is not there");
		return;
	}
	call->room = room;
	call->desk = desk;
	call->archive = desk->archive;
	call->arena = desk->arena;
	call->scratch = desk->scratch;
	if (!run_page(answer, page, call))
		septel__page_error(answer, answer->form, PAGE_FAILED,
				   "it is too large to be shown");
	septel__room_give(room, desk);
}

/* Of the archive that is asked it is known by its request alone, so memory for that is apart. */
static void answer_request(struct page_answer *answer, struct room *room, struct septel_view target,
			   struct septel_arena *arena)
{
	struct request request;
	struct page_call call = {.request = &request};
	switch (septel__request_read(&request, target, arena)) {
	case REQUEST_READ:
		break;
	case REQUEST_MALFORMED:
		septel__page_error(answer, PAGE_HTML, PAGE_BAD, "the address is malformed");
		return;
	case REQUEST_TOO_LONG:
		septel__page_error(answer, PAGE_HTML, 414, "the address is too long");
		return;
	}
	struct septel_view path = request.path;
	answer->asset = find_asset(path);
	if (answer->asset)
		return;
	if (septel__equal(path, VIEW_LITERAL("/")))
		path = VIEW_LITERAL("/search");
	const bool twin = septel__ends(path, ".json");
	const struct septel_view plain = twin ? septel__slice(path, 0, path.len - 5) : path;
	answer->form = twin ? PAGE_JSON : PAGE_HTML;
	const struct page *page = find_page(plain, &call.subject);
	if (page && !page->write && !twin)
		answer->form = PAGE_BODY;
	if (page && (page->write || !twin))
		answer_page(answer, room, page, &call);
	else
		septel__page_error(answer, answer->form, PAGE_ABSENT, "there is no such page");
}

void septel__page_answer(struct page_answer *answer, struct room *room, struct septel_view target)
{
	struct septel_arena *arena = septel_arena_new(0);
	*answer = (struct page_answer){.status = PAGE_FAILED};
	septel__out_init(&answer->body, NULL, PAGE_LIMIT);
	if (arena)
		answer_request(answer, room, target, arena);
	septel_arena_free(arena);
}
