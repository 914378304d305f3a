/* drawing.h - a graph drawn by graphviz, whose program is another process.
 *
 * The time that dot takes grows with the square of the graph and more, and depends on its
 * shape: what is surely too large is not begun, and what takes too long is ended.
 */
#ifndef SEPTEL_CLI_DRAWING_H
#define SEPTEL_CLI_DRAWING_H

#include "../base/view.h"

/* Nodes and edges of a picture: of reference graphs of this size dot makes one in seconds. */
#define DRAWN_NODES_LIMIT 5000u
#define DRAWN_EDGES_LIMIT 5000u
/* Seconds of processor time for a graph within these limits. */
#define DRAWING_SECONDS_LIMIT 60

/* What dot draws of `graph`, as SVG, on stdout: all of it or nothing.  EXIT_DONE, or the
 * code with which the command ends (told on stderr). */
int drawing_print(struct septel_view graph);

/* EXIT_DONE where a graph is small enough to be drawn, else EXIT_REFUSED, told on stderr. */
int drawing_check(size_t nodes, size_t edges);

#endif
