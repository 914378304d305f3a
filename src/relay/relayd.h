/* relayd.h - a running relay: five processes and their parent.
 *
 *     parent ---- control     socket of commands, metrics
 *            ---- scheduler   the station
 *            ---- spool       the store
 *            ---- line        the circuits
 *            ---- delivery    the boxes
 *
 * The parent reads the configuration and the routes, starts the others, and reads nothing else from
 * outside.  When one of them ends all are stopped, and the whole begins again from the spool: there
 * is one way to come up, after a crash or a morning's start, and it is the one that is used every
 * time.  What was not on the disk was not acknowledged, so nothing is lost by it.
 */
#ifndef SEPTEL_RELAY_RELAYD_H
#define SEPTEL_RELAY_RELAYD_H

#include "config.h"
#include "confine.h"
#include "exchange.h"
#include "relay_options.h"

enum relay_part { PART_CONTROL, PART_SCHEDULER, PART_SPOOL, PART_LINE, PART_DELIVERY, PART_COUNT };

/* What a part is started with: the configuration, and its ends to the parts it speaks with. */
struct relay_start {
	const struct relay_config *config;
	int parent, control, scheduler, spool, line, delivery; /* -1: none */
	int listening;                                         /* control: the socket of commands */
	int metrics;                                           /* control: -1: none */
	const char *program; /* delivery: path of septel, which imports */
};

/* Runs a relay until SIGTERM or SIGINT, or as long as the command of its options; SIGHUP reads the
 * routes again.  An exit code of command.h: 0 stopped as told, 2 could not begin, 4 its spool is
 * damaged; with a command, the command's. */
int septel__relay_run(const struct relay_options *options);

/* The parts; each returns when its parent or its stop signal says so, with an exit code. */
int septel__part_control(const struct relay_start *start);
int septel__part_scheduler(const struct relay_start *start);
int septel__part_spool(const struct relay_start *start);
int septel__part_line(const struct relay_start *start);
int septel__part_delivery(const struct relay_start *start);

/* ---- shared by the parts ---------------------------------------------------------------- */

/* Milliseconds since 1970, of the machine's clock. */
int64_t septel__relay_now(void);
/* One line on stderr: time, the part, what. */
void septel__relay_log(const char *part, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* septel__confine, and what went wrong on stderr. */
bool septel__relay_confine(const char *part, enum confinement confinement);

#endif
