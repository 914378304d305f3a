/* route.h - from a plain language address designator to its routing indicator. */
#ifndef SEPTEL_MESSAGE_ROUTE_H
#define SEPTEL_MESSAGE_ROUTE_H

#include "../base/view.h"

/* The routing indicator that serves `name` ("SECSTATE WASHDC", "AMEMBASSY
 * BAGHDAD", "IRAN COLLECTIVE"; case and office symbols aside); empty where the
 * tables know none. */
struct septel_view septel__ri_of_name(struct septel_view name);

#endif
