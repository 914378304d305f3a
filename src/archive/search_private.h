/* search_private.h - what search.c and facets.c share. */
#ifndef SEPTEL_ARCHIVE_SEARCH_PRIVATE_H
#define SEPTEL_ARCHIVE_SEARCH_PRIVATE_H

#include "columns.h"
#include "labels.h"
#include "ranking.h"
#include "search.h"
#include "segment.h"
#include "set.h"

struct search {
	struct archive *archive;
	struct sight sight;
	enum search_order order;
	struct septel_arena *arena;
	struct segments segments;
	uint32_t limit;
	struct set found; /* alive and in sight */
	uint32_t count;
	float *scores;                 /* by number; NULL unless by relevance */
	struct column_reader *columns; /* whoever comes next may use it, too */
	struct ranking ranking;
};

#endif
