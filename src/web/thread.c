/* thread.c - the thread page: all messages that hang together with one, in time order. */
#include "page.h"

#include "../archive/thread.h"
#include "frame.h"

#define SUBJECT_SHOWN 300

static bool fill_message(struct page_call *call, const struct graph *graph, struct model *list,
			 const struct thread_message *message)
{
	struct message_row row = {.subject = {"", 0}};
	septel_arena_reset(call->scratch);
	if (message->number && septel__message_row(call->archive, message->number, &row,
						   call->scratch) != LOOKUP_FOUND)
		return false;
	struct model *map = septel__model_map(list, NULL);
	septel__model_string(map, "id", message->id);
	septel__model_time(map, "dtg", row.dtg);
	septel__model_string(map, "subject",
			     septel__in_sight(&graph->sight, row.subject_label) ? row.subject
										: VIEW_LITERAL(""));
	septel__model_bool(map, "held", message->number != 0);
	septel__model_number(map, "steps", message->steps);
	return true;
}

enum page_status septel__thread_fill(struct page_call *call, struct model *model)
{
	struct graph graph;
	struct thread thread;
	const struct septel_view id = septel__message_id(call->subject, call->arena);
	if (!septel__room_log(call->room, "thread", call->subject, ACCESS_FULL,
			      (struct access_label){SEPTEL_CLASS_NONE, 0}))
		return septel__page_refuse(model, PAGE_FAILED, "the log of reads failed");
	if (!septel__graph_open(&graph, call->archive, &call->room->viewer, call->arena) ||
	    !septel__thread_read(&graph, id, &thread, call->arena))
		return septel__page_archive_failed(call, model);
	if (thread.count == 0)
		return septel__page_refuse(model, PAGE_ABSENT,
					   "this message is not held, and nothing that is held "
					   "cites it");
	septel__model_string(model, "id", id);
	septel__model_bool(model, "cut", thread.cut);
	struct model *messages = septel__model_list(model, "messages");
	for (size_t i = 0; i < thread.count; i++)
		if (!fill_message(call, &graph, messages, &thread.at[i]))
			return septel__page_archive_failed(call, model);
	return PAGE_FOUND;
}

static void write_message(struct septel_out *out, const struct model *message)
{
	const struct septel_view id = septel__model_view(message, "id");
	const struct septel_view time = septel__model_view(message, "dtg");
	HTML(out, "<li");
	if (septel__model_value(message, "steps") == 0)
		HTML(out, " aria-current=\"true\"");
	HTML(out, ">");
	if (time.len) {
		HTML(out, "<time class=\"quiet\" datetime=\"");
		septel__html_text(out, time);
		HTML(out, "\">");
		septel__html_text(out, septel__slice(time, 0, 10));
		HTML(out, "</time> ");
	}
	if (septel__model_value(message, "held")) {
		HTML(out, "<a href=\"/m/");
		septel__html_path(out, id);
		HTML(out, "\">");
		septel__html_text(out, id);
		HTML(out, "</a> ");
		septel__html_start(out, septel__model_view(message, "subject"), SUBJECT_SHOWN);
	} else {
		HTML(out, "<a href=\"/thread/");
		septel__html_path(out, id);
		HTML(out, "\">");
		septel__html_text(out, id);
		HTML(out, "</a> <span class=\"stub\">not held</span>");
	}
	HTML(out, "</li>\n");
}

void septel__thread_write(struct septel_out *out, const struct model *model)
{
	const struct model *message = septel__model_first(model, "messages");
	septel__frame_begin(out, "thread", septel__model_view(model, "id"),
			    septel__model_view(model, "viewer"));
	HTML(out, "<h1>The thread of ");
	septel__html_text(out, septel__model_view(model, "id"));
	HTML(out, "</h1>\n<ol class=\"chain\">\n");
	for (; message; message = message->next)
		write_message(out, message);
	HTML(out, "</ol>\n");
	if (septel__model_value(model, "cut"))
		HTML(out, "<p class=\"quiet\">There are more: only the nearest stand here.</p>\n");
	septel__frame_end(out);
}
