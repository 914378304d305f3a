/* line_null.c - a circuit that swallows: everything is sent at once and nothing comes, for
 * measuring what stands in front of a circuit. */
#include "line.h"

static bool open_nothing(struct line *line, struct septel_out *errors)
{
	(void)line;
	(void)errors;
	return true;
}

static void start(struct line *line)
{
	septel__line_link(line, true, VIEW_LITERAL("nobody"));
}

static void transmit(struct line *line, const struct line_order *order)
{
	septel__line_sent(line, order->name, order->attempt, SENT_DONE, VIEW_LITERAL(""));
}

static void interrupt(struct line *line, struct copy_name name, uint32_t attempt)
{
	(void)line;
	(void)name;
	(void)attempt;
}

static void receipt(struct line *line, uint64_t arrival, enum receipt_kind kind,
		    struct septel_view reason)
{
	(void)line;
	(void)arrival;
	(void)kind;
	(void)reason;
}

static bool idle(struct line *line)
{
	(void)line;
	return true;
}

static void close_nothing(struct line *line)
{
	line->up = false;
}

const struct transport septel__transport_null = {OUTLET_NULL, open_nothing, start, transmit,
						 interrupt,   receipt,      idle,  close_nothing};
