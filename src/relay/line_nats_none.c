/* line_nats_none.c - in the place of line_nats.c where the library is not there. */
#include "line.h"

static bool nats_open(struct line *line, struct septel_out *errors)
{
	septel__out_format(errors, "%.*s:%d: this septel was built without NATS (libnats)\n",
			   VIEW_FORMAT(line->config->file), line->settings->line);
	return false;
}

static void nats_close(struct line *line)
{
	(void)line;
}

const struct transport septel__transport_nats = {
	.kind = OUTLET_NATS, .open = nats_open, .close = nats_close};
