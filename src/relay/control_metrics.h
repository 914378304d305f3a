/* control_metrics.h - what a relay tells those who watch it: GET /metrics in the text form of
 * Prometheus, GET /healthz.
 *
 * The state of the station is JSON (station.h); every number in it becomes a metric, so that none
 * is forgotten here when one is added there:
 *
 *     septel_relay_outlets_queue_active{outlet="WASH",precedence="FLASH"} 12
 *     septel_relay_outlets_handed_on_total{outlet="WASH",precedence="FLASH"} 4711
 *
 * The name is the way of keys to the number; what only grows ends in _total.  An object in a list
 * is told by its "name"; a key that is a precedence becomes a label; true and false are 1 and 0;
 * words are no metric.
 */
#ifndef SEPTEL_RELAY_CONTROL_METRICS_H
#define SEPTEL_RELAY_CONTROL_METRICS_H

#include "../base/out.h"

#include <stdbool.h>

struct event_base;
struct metrics;

/* Serves on the listening socket `fd`, which it takes over.  `ask` has the state sent to
 * septel__metrics_answer; false: there is none yet.  NULL: memory out. */
struct metrics *septel__metrics_new(struct event_base *base, int fd, bool (*ask)(void *context),
				    void *context);
void septel__metrics_free(struct metrics *metrics);
void septel__metrics_answer(struct metrics *metrics, bool done, struct septel_view state);

/* `state` as metrics.  False: it is no JSON, or memory is out. */
bool septel__metrics_write(struct septel_out *out, struct septel_view state);

#endif
