/* cmd_search.c - septel search: which messages a query finds. */
#include "../archive/own.h"
#include "../archive/search.h"
#include "../archive/suggest.h"
#include "archive_session.h"
#include "commands.h"
#include "hit.h"
#include "printer.h"
#include "safe.h"
#include "tell.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	OPT_ARCHIVE,
	OPT_AS,
	OPT_JSON,
	OPT_SORT,
	OPT_LIMIT,
	OPT_OFFSET,
	OPT_COUNT,
	OPT_FACETS,
	OPT_SAVE
};

#define SEARCH_LIMIT 20

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"json", OPTION_FLAG, NULL, "one JSON object a message, one line each"},
	{"sort", OPTION_CHOICE, "newest|relevance", "the order (default: newest)"},
	{"limit", OPTION_NUMBER, "N", "how many messages (default: 20)"},
	{"offset", OPTION_NUMBER, "N", "pass over the first N"},
	{"count", OPTION_FLAG, NULL, "only how many messages there are"},
	{"facets", OPTION_TEXT, "LIST",
	 "counts by field instead of messages, as one JSON object: from,tag,year,classification"},
	{"save", OPTION_TEXT, "NAME", "keep the query under a name, for septel new"},
};

struct session {
	const struct invocation *invocation;
	struct archive_session reading;
	struct archive *archive; /* of reading */
	struct septel_arena *arena;
	const struct query *query;
	struct search *search;
	struct septel_out out;
};

static const struct {
	const char *name;
	enum facet facet;
} FACETS[] = {{"from", FACET_FROM},
	      {"tag", FACET_TAG},
	      {"year", FACET_YEAR},
	      {"classification", FACET_CLASSIFICATION}};

static bool print_facet(struct session *session, struct printer *printer, size_t which)
{
	size_t count;
	const struct facet_value *values =
		septel__search_facet(session->search, FACETS[which].facet, &count);
	if (!values)
		return false;
	printer_key(printer, FACETS[which].name);
	printer_begin_map(printer);
	for (size_t i = 0; i < count; i++) {
		printer_key_view(printer, values[i].value);
		printer_number(printer, values[i].count);
	}
	printer_end_map(printer);
	return true;
}

/* One JSON object, asked for or not: it is for programs, and short enough for people. */
static bool print_facets(struct session *session, const char *list)
{
	struct printer printer;
	printer_init(&printer, &session->out, true);
	printer_begin_map(&printer);
	struct septel_view rest = septel_view_of(list);
	while (rest.len) {
		const size_t comma = septel__find_byte(rest, ',', 0);
		const struct septel_view name = septel__slice(rest, 0, comma);
		size_t which = 0;
		while (which < sizeof FACETS / sizeof *FACETS &&
		       !septel__is_word(name, FACETS[which].name))
			which++;
		if (which == sizeof FACETS / sizeof *FACETS) {
			complain("septel search: --facets: %.*s is no facet: from, tag, year or "
				 "classification",
				 VIEW_FORMAT(name));
			return false;
		}
		if (!print_facet(session, &printer, which)) {
			archive_tell(session->invocation, session->archive);
			return false;
		}
		rest = comma == VIEW_NOT_FOUND ? (struct septel_view){"", 0}
					       : septel__slice(rest, comma + 1, rest.len);
	}
	printer_end_map(&printer);
	printer_end_record(&printer);
	return true;
}

static bool print_page(struct session *session)
{
	const struct option_value *options = session->invocation->options;
	const size_t limit =
		options[OPT_LIMIT].text ? (size_t)options[OPT_LIMIT].number : SEARCH_LIMIT;
	const size_t offset = options[OPT_OFFSET].text ? (size_t)options[OPT_OFFSET].number : 0;
	struct septel_arena *arena = septel_arena_new(0);
	size_t count;
	const struct search_hit *hits = septel__search_page(session->search, offset, limit, &count);
	bool done = arena && hits;
	for (size_t i = 0; done && i < count; i++) {
		septel_arena_reset(arena);
		done = hit_print(&session->out, &session->reading, session->query, hits[i].number,
				 session->invocation->options[OPT_JSON].text != NULL, arena);
	}
	if (!done)
		archive_tell(session->invocation, session->archive);
	septel_arena_free(arena);
	return done;
}

/* On stderr, so that a script's answer stays an answer. */
static void suggest(struct session *session)
{
	struct suggestion suggestion;
	if (septel__search_count(session->search) != 0 ||
	    !septel__search_suggest(session->search, session->query, &suggestion))
		return;
	const char *field = septel__query_field_name(suggestion.term->field);
	complain("septel search: no message has %s:%.*s, did you mean %s:%.*s?", field,
		 VIEW_FORMAT(suggestion.term->words.at[0]), field, VIEW_FORMAT(suggestion.nearest));
}

static int answer(struct session *session)
{
	const struct option_value *options = session->invocation->options;
	bool done = true;
	if (options[OPT_COUNT].text)
		septel__out_format(&session->out, "%u\n", septel__search_count(session->search));
	else if (options[OPT_FACETS].text)
		done = print_facets(session, options[OPT_FACETS].text);
	else
		done = print_page(session);
	if (!done)
		return EXIT_INVALID;
	suggest(session);
	(void)fwrite(session->out.data, 1, session->out.length, stdout);
	return EXIT_DONE;
}

/* Keeps the query for `septel new`. */
static int save(const struct session *session, const char *name)
{
	const struct invocation *invocation = session->invocation;
	struct archive *archive =
		archive_at(invocation, &invocation->options[OPT_ARCHIVE], ARCHIVE_WRITE);
	if (!archive)
		return EXIT_INVALID;
	const bool saved = septel__search_save(archive, septel_view_of(name),
					       septel_view_of(invocation->arguments[0]));
	if (!saved)
		archive_tell(invocation, archive);
	septel__archive_close(archive);
	return saved ? EXIT_DONE : EXIT_INVALID;
}

static int ask(struct session *session)
{
	const struct invocation *invocation = session->invocation;
	const struct septel_view text = septel_view_of(invocation->arguments[0]);
	struct query_error error;
	if (!septel__query_parse(&session->query, text, session->arena, &error)) {
		septel__query_error_print(text, &error, &session->out);
		fprintf(stderr, "septel search: %s\n%.*s", error.message,
			VIEW_FORMAT(septel__out_written(&session->out)));
		return EXIT_INVALID;
	}
	if (invocation->options[OPT_SAVE].text &&
	    save(session, invocation->options[OPT_SAVE].text) != EXIT_DONE)
		return EXIT_INVALID;
	const int status = archive_session_open(&session->reading, invocation,
						&invocation->options[OPT_ARCHIVE],
						&invocation->options[OPT_AS]);
	session->archive = session->reading.archive;
	if (status != EXIT_DONE)
		return status;
	if (!archive_session_log(&session->reading, "search", text, ACCESS_FULL,
				 (struct access_label){SEPTEL_CLASS_NONE, 0}))
		return EXIT_INVALID;
	const char *sort = invocation->options[OPT_SORT].text;
	session->search =
		septel__search_new(session->archive, session->query, &session->reading.viewer,
				   sort && *sort == 'r' ? SEARCH_RELEVANCE : SEARCH_NEWEST);
	if (session->search)
		return answer(session);
	archive_tell(invocation, session->archive);
	return EXIT_INVALID;
}

static int run_search(const struct invocation *invocation)
{
	struct session session = {.invocation = invocation, .arena = septel_arena_new(0)};
	int status = EXIT_INVALID;
	septel__out_init(&session.out, NULL, 0);
	if (session.arena)
		status = ask(&session);
	septel__search_free(session.search);
	archive_session_close(&session.reading);
	septel__out_release(&session.out);
	septel_arena_free(session.arena);
	return status;
}

const struct command COMMAND_SEARCH = {
	.name = "search",
	.summary = "Find messages in an archive",
	.arguments = "QUERY",
	.least = 1,
	.about = "Newest first. The query language is told in septel-query(7).",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel search 'visit from:baghdad'",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_search,
};
