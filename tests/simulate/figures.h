/* figures.h - results as a table, and as a chart. */
#ifndef SEPTEL_SIMULATE_FIGURES_H
#define SEPTEL_SIMULATE_FIGURES_H

#include "run.h"

#define LEVELS_LIMIT 40

void figures_print_net(const struct net *net);
/* A block of lines: one for the level, one for each precedence, as they come. */
void figures_print(const struct result *result);
/* SVG, light and dark, with a text alternative; false: errno tells. */
bool chart_write(const char *path, const struct result *results, size_t count);

#endif
