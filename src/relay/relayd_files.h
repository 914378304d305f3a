/* relayd_files.h - what the parent of a relay reads and opens: configuration, routes, the socket of
 * commands, that of the metrics.  What is wrong is told in the log. */
#ifndef SEPTEL_RELAY_RELAYD_FILES_H
#define SEPTEL_RELAY_RELAYD_FILES_H

#include "config.h"

/* The tables of the routes, as they were last read well. */
struct relay_files {
	struct septel_out routes, collectives;
};

void septel__relay_files_init(struct relay_files *files);
void septel__relay_files_release(struct relay_files *files);
/* Both stay as they were where one cannot be read. */
bool septel__relay_files_read(struct relay_files *files, const struct relay_config *config);

/* The configuration of `file`, owned by `arena`. */
bool septel__relay_config(struct relay_config *config, const char *file,
			  struct septel_arena *arena);

/* A socket of mode 0660 at `path`.  A relay that listens there already is an error; a socket that
 * one left behind is not.  -1: told. */
int septel__relay_listen_control(struct septel_view path);
void septel__relay_unlink_control(struct septel_view path);
/* "host:port", of this machine alone.  -1: told. */
int septel__relay_listen_metrics(struct septel_view address);

/* Tells systemd, where it has started us and asked to be told. */
void septel__relay_notify(const char *state);

#endif
