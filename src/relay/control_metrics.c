/* control_metrics.c - see control_metrics.h: the HTTP side. */
#include "control_metrics.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <stdlib.h>
#include <string.h>

/* Who waits for the state at once; the next one is sent away. */
#define WAITING_LIMIT   32u
#define TIMEOUT_SECONDS 10

struct waiting {
	struct evhttp_request *request; /* NULL: free */
	bool health;
	struct metrics *metrics;
};

struct metrics {
	struct evhttp *http;
	struct waiting waiting[WAITING_LIMIT];
	bool asked;
	bool (*ask)(void *context);
	void *context;
};

static void reply(struct evhttp_request *request, int code, const char *words,
		  struct septel_view body)
{
	struct evbuffer *buffer = evbuffer_new();
	(void)evhttp_add_header(evhttp_request_get_output_headers(request), "Content-Type",
				"text/plain; version=0.0.4; charset=utf-8");
	if (buffer)
		(void)evbuffer_add(buffer, body.ptr, body.len);
	evhttp_send_reply(request, code, words, buffer);
	if (buffer)
		evbuffer_free(buffer);
}

/* The client went before its answer came: the request is gone with it. */
static void on_closed(struct evhttp_connection *connection, void *context)
{
	struct waiting *waiting = context;
	(void)connection;
	waiting->request = NULL;
}

static struct waiting *free_place(struct metrics *metrics)
{
	for (size_t i = 0; i < WAITING_LIMIT; i++)
		if (!metrics->waiting[i].request)
			return &metrics->waiting[i];
	return NULL;
}

static void on_request(struct evhttp_request *request, void *context, bool health)
{
	struct metrics *metrics = context;
	struct waiting *waiting = free_place(metrics);
	if (evhttp_request_get_command(request) != EVHTTP_REQ_GET) {
		reply(request, HTTP_BADMETHOD, "Method Not Allowed", septel_view_of("GET alone\n"));
		return;
	}
	if (!metrics->asked)
		metrics->asked = metrics->ask(metrics->context);
	if (!waiting || !metrics->asked) {
		reply(request, HTTP_SERVUNAVAIL, "Service Unavailable",
		      septel_view_of("not ready\n"));
		return;
	}
	*waiting = (struct waiting){request, health, metrics};
	evhttp_connection_set_closecb(evhttp_request_get_connection(request), on_closed, waiting);
}

static void on_metrics(struct evhttp_request *request, void *context)
{
	on_request(request, context, false);
}

static void on_health(struct evhttp_request *request, void *context)
{
	on_request(request, context, true);
}

void septel__metrics_answer(struct metrics *metrics, bool done, struct septel_view state)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	metrics->asked = false;
	const bool written = done && septel__metrics_write(&out, state);
	for (size_t i = 0; i < WAITING_LIMIT; i++) {
		struct waiting *waiting = &metrics->waiting[i];
		struct evhttp_request *request = waiting->request;
		if (!request)
			continue;
		waiting->request = NULL;
		evhttp_connection_set_closecb(evhttp_request_get_connection(request), NULL, NULL);
		if (!written)
			reply(request, HTTP_INTERNAL, "Internal Server Error",
			      septel_view_of("the station does not tell its state\n"));
		else
			reply(request, HTTP_OK, "OK",
			      waiting->health ? septel_view_of("ok\n") : septel__out_written(&out));
	}
	septel__out_release(&out);
}

struct metrics *septel__metrics_new(struct event_base *base, int fd, bool (*ask)(void *context),
				    void *context)
{
	struct metrics *metrics = calloc(1, sizeof *metrics);
	if (!metrics)
		return NULL;
	metrics->ask = ask;
	metrics->context = context;
	metrics->http = evhttp_new(base);
	if (!metrics->http || evhttp_accept_socket(metrics->http, fd) != 0) {
		septel__metrics_free(metrics);
		return NULL;
	}
	evhttp_set_timeout(metrics->http, TIMEOUT_SECONDS);
	evhttp_set_max_headers_size(metrics->http, 8192);
	evhttp_set_max_body_size(metrics->http, 0);
	(void)evhttp_set_cb(metrics->http, "/metrics", on_metrics, metrics);
	(void)evhttp_set_cb(metrics->http, "/healthz", on_health, metrics);
	return metrics;
}

void septel__metrics_free(struct metrics *metrics)
{
	for (size_t i = 0; i < WAITING_LIMIT; i++)
		if (metrics->waiting[i].request)
			evhttp_connection_set_closecb(
				evhttp_request_get_connection(metrics->waiting[i].request), NULL,
				NULL);
	if (metrics->http)
		evhttp_free(metrics->http);
	free(metrics);
}
