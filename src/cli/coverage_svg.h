/* coverage_svg.h - coverage as a picture that stands by itself: no script, no font, no
 * address; every cell says in words what its shade says. */
#ifndef SEPTEL_CLI_COVERAGE_SVG_H
#define SEPTEL_CLI_COVERAGE_SVG_H

#include "../archive/coverage.h"

void coverage_svg(struct septel_out *out, const struct coverage *coverage);

#endif
