/* search_page.h - what filling and writing of the search page share. */
#ifndef SEPTEL_WEB_SEARCH_PAGE_H
#define SEPTEL_WEB_SEARCH_PAGE_H

#include "page.h"

/* Results of a page; how far down pages go; values of a facet that are shown. */
#define SEARCH_RESULTS      20u
#define SEARCH_OFFSET_LIMIT 10000000u
#define SEARCH_VALUES       12u
/* Bars of the histogram: by month where there are no more than these, else by year. */
#define SEARCH_MONTHS 48u
#define SEARCH_YEARS  250u

#endif
