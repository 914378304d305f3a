/* graph.h - which message cites which, as one viewer may know it.
 *
 * A *citation* is a reference of a message, or a message that its text cancels or
 * supersedes (links.h).  What it names is told by the number it states; where it
 * states none, by sender and date-time group: the one held message of that minute
 * whose FM line is that sender's.  A number printed without its year may be one of the year
 * before (year_inferred.h).  The day on which a message ends by its own word (own_end.h)
 * stands among the citations and is none here.
 *
 * Access: a citation is there for a viewer who may see the portion it stands in, a
 * message for one who may know of it; what is not there for him is not held.
 */
#ifndef SEPTEL_ARCHIVE_GRAPH_H
#define SEPTEL_ARCHIVE_GRAPH_H

#include "messages.h"
#include "prepared.h"
#include "set.h"

struct graph {
	struct archive *archive;
	struct sight sight;
	struct set known; /* messages he may know of; all where words is NULL */
};

/* Begins to read, and sees the archive as it is now; `arena` outlives the graph.
 * False: the archive's error tells why. */
bool septel__graph_open(struct graph *graph, struct archive *archive,
			const struct access_viewer *viewer, struct septel_arena *arena);

/* The number of a message that is held; LOOKUP_NONE where it is not. */
enum lookup septel__graph_find(struct graph *graph, struct septel_view id, uint32_t *number);

/* A message of which the viewer may know. */
static inline bool septel__graph_knows(const struct graph *graph, uint32_t number)
{
	return !graph->known.words || septel__set_has(&graph->known, number);
}

struct cited {
	struct citation citation; /* as stated */
	struct septel_view id;    /* of the message; empty where it cannot be known */
	uint32_t number;          /* of the message; 0: not held */
	bool by_time;             /* told by sender and date-time group alone */
	bool year_inferred;       /* the year is the one before that of the citation */
	/* The message that sender and date-time group name, whatever the number says;
	 * empty: none.  Where it is not `id`, the two disagree. */
	struct septel_view at_time;
};

/* True where number and date-time group name two messages. */
static inline bool septel__cited_disagrees(const struct cited *cited)
{
	return cited->at_time.len && !septel__equal(cited->at_time, cited->id);
}

struct citing {
	struct septel_view id;
	uint32_t number;
	enum citation_link link;
	bool in_text;
	int32_t minute; /* its own; COLUMNS_NO_TIME: none */
};

struct cited_list {
	struct cited *at;
	size_t count;
};

struct citing_list {
	struct citing *at;
	size_t count;
};

/* What message `number` cites, in the order of its references; what only its text
 * names comes behind them. */
bool septel__graph_cites(struct graph *graph, uint32_t number, struct cited_list *list,
			 struct septel_arena *arena);

/* Who cites message `id`, held or not, by id: one entry for each citing message and
 * link. */
bool septel__graph_cited_by(struct graph *graph, struct septel_view id, struct citing_list *list,
			    struct septel_arena *arena);

/* The message that sender and date-time group name: *number is 0, *id empty, where
 * there is none or several may be meant. */
bool septel__graph_resolve(struct graph *graph, struct septel_view sender, int32_t minute,
			   uint32_t *number, struct septel_view *id, struct septel_arena *arena);

/* The day on which message `number` ends by its own word, the first of several; none where it
 * says nothing of it that the viewer may see. */
bool septel__graph_own_end(struct graph *graph, uint32_t number, struct septel_time *day);

/* "refers", "cancels", "supersedes"; static. */
const char *septel__link_name(enum citation_link link);

#endif
