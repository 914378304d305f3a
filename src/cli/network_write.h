/* network_write.h - a network of messages in the forms other programs read. */
#ifndef SEPTEL_CLI_NETWORK_WRITE_H
#define SEPTEL_CLI_NETWORK_WRITE_H

#include "../archive/network.h"
#include "graph_at.h"

/* Into session->out.  False: the archive's error tells why. */
bool network_write_dot(struct graph_session *session, const struct network *network);
bool network_write_graphml(struct graph_session *session, const struct network *network);

#endif
