/* cmd_new.c - septel new: what saved searches find that they had not before. */
#include "../archive/own.h"
#include "../archive/search.h"
#include "archive_session.h"
#include "commands.h"
#include "hit.h"
#include "safe.h"

#include <stdio.h>

enum { OPT_ARCHIVE, OPT_JSON, OPT_KEEP };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	{"json", OPTION_FLAG, NULL, "one JSON object a message, one line each"},
	{"keep", OPTION_FLAG, NULL, "tell them again the next time"},
};

/* One saved search, out of the archive's hands. */
struct saved {
	struct septel_view name, query;
	uint32_t seen;
};

struct news {
	struct archive_session reading;
	struct septel_arena *arena, *hit_arena;
	struct septel_out out;
	struct saved *searches;
	size_t count, capacity;
	bool json;
};

static bool keep_search(const struct saved_search *search, void *context)
{
	struct news *news = context;
	if (news->count == news->capacity) {
		const size_t capacity = news->capacity ? news->capacity * 2 : 16;
		struct saved *searches =
			septel_arena_alloc(news->arena, capacity * sizeof *searches);
		if (!searches)
			return false;
		if (news->count)
			memcpy(searches, news->searches, news->count * sizeof *searches);
		news->searches = searches;
		news->capacity = capacity;
	}
	news->searches[news->count++] =
		(struct saved){septel_arena_copy(news->arena, search->name),
			       septel_arena_copy(news->arena, search->query), search->seen};
	return true;
}

/* Prints the messages that came after what was seen; *last is the newest number met. */
static bool print_news(struct news *news, const struct saved *saved, uint32_t *last)
{
	const struct query *query;
	struct query_error error;
	size_t count;
	if (!septel__query_parse(&query, saved->query, news->arena, &error)) {
		complain("septel new: %.*s: %s", VIEW_FORMAT(saved->name), error.message);
		return false;
	}
	struct search *search = septel__search_new(news->reading.archive, query,
						   &news->reading.viewer, SEARCH_NEWEST);
	if (!search)
		return false;
	const struct search_hit *hits = septel__search_page(search, 0, SIZE_MAX / 2, &count);
	bool done = hits != NULL, told = false;
	for (size_t i = 0; done && i < count; i++) {
		if (hits[i].number > *last)
			*last = hits[i].number;
		if (hits[i].number <= saved->seen)
			continue;
		if (!told && !news->json)
			septel__out_format(&news->out, "== %.*s: %.*s\n\n",
					   VIEW_FORMAT(saved->name), VIEW_FORMAT(saved->query));
		told = true;
		septel_arena_reset(news->hit_arena);
		done = hit_print(&news->out, &news->reading, query, hits[i].number, news->json,
				 news->hit_arena);
	}
	septel__search_free(search);
	return done;
}

static bool wanted(const struct invocation *invocation, struct septel_view name)
{
	bool named = invocation->count == 0;
	for (size_t i = 0; i < invocation->count; i++)
		named = named || septel__equal(name, septel_view_of(invocation->arguments[i]));
	return named;
}

static bool mark_seen(const struct invocation *invocation, const struct saved *saved, uint32_t last)
{
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_WRITE);
	if (!archive)
		return false;
	const bool marked = septel__search_seen(archive, saved->name, last);
	if (!marked)
		archive_tell(invocation, archive);
	septel__archive_close(archive);
	return marked;
}

static int tell_all(struct news *news, const struct invocation *invocation)
{
	if (!septel__searches_each(news->reading.archive, keep_search, news)) {
		archive_tell(invocation, news->reading.archive);
		return EXIT_INVALID;
	}
	for (size_t i = 0; i < news->count; i++) {
		const struct saved *saved = &news->searches[i];
		uint32_t last = saved->seen;
		if (!wanted(invocation, saved->name))
			continue;
		septel__out_clear(&news->out);
		if (!print_news(news, saved, &last)) {
			archive_tell(invocation, news->reading.archive);
			return EXIT_INVALID;
		}
		/* Told first, then marked: what is told twice is not lost. */
		if (fwrite(news->out.data, 1, news->out.length, stdout) != news->out.length ||
		    fflush(stdout) != 0)
			return EXIT_INVALID;
		if (last > saved->seen && !invocation->options[OPT_KEEP].text &&
		    !mark_seen(invocation, saved, last))
			return EXIT_INVALID;
	}
	return EXIT_DONE;
}

static int run_new(const struct invocation *invocation)
{
	const struct option_value nobody = {NULL, 0};
	struct news news = {.arena = septel_arena_new(0),
			    .hit_arena = septel_arena_new(0),
			    .json = invocation->options[OPT_JSON].text != NULL};
	septel__out_init(&news.out, NULL, 0);
	int status = archive_session_open(&news.reading, invocation,
					  &invocation->options[OPT_ARCHIVE], &nobody);
	if (status == EXIT_DONE)
		status = news.arena && news.hit_arena ? tell_all(&news, invocation) : EXIT_INVALID;
	archive_session_close(&news.reading);
	septel__out_release(&news.out);
	septel_arena_free(news.arena);
	septel_arena_free(news.hit_arena);
	return status;
}

const struct command COMMAND_NEW = {
	.name = "new",
	.summary = "Tell what saved searches find that they had not before",
	.arguments = "[NAME...]",
	.about = "For each search that was saved (septel search --save NAME), or those named, the\n"
		 "messages that were imported since they were told last.",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples/*BAGHDAD*; "
		   "septel search --save navy profile:navy; septel import samples; septel new",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_new,
};
