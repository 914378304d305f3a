/* server.c - see server.h. */
#include "server.h"

#include "assets.h"
#include "listening.h"
#include "page.h"

#include <errno.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

struct server {
	struct room room;
	struct listening listening;
};

/* One request, from its first line to the last byte of its answer. */
struct exchange {
	char *target; /* as it came; NULL: too long, or memory is out */
	size_t length;
	bool accepted; /* its headers are in order */
};

static const struct {
	const char *name, *value;
} HEADERS[] = {
	{"Content-Security-Policy",
	 "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
	 "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"X-Frame-Options", "DENY"},
};

static const char *const TYPES[] = {
	[PAGE_HTML] = "text/html; charset=utf-8",
	[PAGE_JSON] = "application/json; charset=utf-8",
	[PAGE_BODY] = "text/plain; charset=utf-8",
};

static void add_headers(struct MHD_Response *response, const char *type, const char *caching)
{
	for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++)
		MHD_add_response_header(response, HEADERS[i].name, HEADERS[i].value);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, caching);
}

/* An address without what could end a quoted name. */
static void add_file(struct MHD_Response *response, const char *file)
{
	char value[192];
	if (!*file)
		return;
	(void)snprintf(value, sizeof value, "attachment; filename=\"%s\"", file);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_DISPOSITION, value);
}

/* Hands the body over to the response, or gives it back. */
static enum MHD_Result send_answer(struct MHD_Connection *connection, struct page_answer *answer,
				   bool close)
{
	struct MHD_Response *response;
	unsigned status = answer->status;
	if (answer->asset) {
		status = MHD_HTTP_OK;
		response = MHD_create_response_from_buffer(answer->asset->length,
							   (void *)(uintptr_t)answer->asset->bytes,
							   MHD_RESPMEM_PERSISTENT);
	} else {
		response = MHD_create_response_from_buffer(
			answer->body.length, answer->body.data,
			answer->body.length ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
		if (response && answer->body.length)
			answer->body.data = NULL;
	}
	if (!response) {
		septel__out_release(&answer->body);
		return MHD_NO;
	}
	if (answer->asset)
		add_headers(response, answer->asset->type, "public, max-age=31536000, immutable");
	else
		add_headers(response, TYPES[answer->form], "no-store");
	add_file(response, answer->file);
	if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
		MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
	if (close)
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
	const enum MHD_Result result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result refuse(struct MHD_Connection *connection, unsigned status,
			      const char *reason)
{
	struct page_answer answer = {.status = PAGE_BAD};
	septel__out_init(&answer.body, NULL, PAGE_LIMIT);
	septel__page_error(&answer, PAGE_HTML, status, reason);
	return send_answer(connection, &answer, true);
}

static enum MHD_Result count_host(void *context, enum MHD_ValueKind kind, const char *name,
				  const char *value)
{
	(void)kind;
	(void)value;
	*(unsigned *)context += strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0;
	return MHD_YES;
}

/* It came to the name under which this server is known, and says so once. */
static bool host_is_ours(const struct server *server, struct MHD_Connection *connection)
{
	unsigned hosts = 0;
	const char *host =
		MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
	MHD_get_connection_values(connection, MHD_HEADER_KIND, count_host, &hosts);
	return host && hosts == 1 && septel__listening_is_host(&server->listening, host);
}

static bool has_body(struct MHD_Connection *connection)
{
	const char *length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
							 MHD_HTTP_HEADER_CONTENT_LENGTH);
	return (length && strcmp(length, "0") != 0) ||
	       MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
					   MHD_HTTP_HEADER_TRANSFER_ENCODING);
}

/* What is wrong with the headers of a request; NULL: nothing. */
static const char *fault_of(const struct server *server, struct MHD_Connection *connection,
			    const struct exchange *exchange, const char *method, unsigned *status)
{
	*status = 421;
	if (!host_is_ours(server, connection))
		return "the Host of the request is not this server";
	*status = MHD_HTTP_METHOD_NOT_ALLOWED;
	if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
		return "only GET and HEAD";
	*status = MHD_HTTP_CONTENT_TOO_LARGE;
	if (has_body(connection))
		return "a request has no body here";
	*status = MHD_HTTP_URI_TOO_LONG;
	return exchange->target ? NULL : "the address is too long";
}

/* Comes twice: what is refused is answered at once, and the connection ends with it; an answer
 * at the second time leaves it open for the next request. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
			      const char *method, const char *version, const char *upload,
			      size_t *upload_size, void **request_context)
{
	struct server *server = context;
	struct exchange *exchange = *request_context;
	struct page_answer answer;
	unsigned status;
	(void)url;
	(void)version;
	(void)upload;
	(void)upload_size;
	if (!exchange)
		return MHD_NO;
	if (!exchange->accepted) {
		const char *fault = fault_of(server, connection, exchange, method, &status);
		exchange->accepted = true;
		return fault ? refuse(connection, status, fault) : MHD_YES;
	}
	septel__page_answer(&answer, &server->room,
			    (struct septel_view){exchange->target, exchange->length});
	return send_answer(connection, &answer, false);
}

/* The target as it came, before anything is decoded. */
static void *begin_exchange(void *context, const char *target, struct MHD_Connection *connection)
{
	struct exchange *exchange = calloc(1, sizeof *exchange);
	const size_t length = strlen(target);
	(void)context;
	(void)connection;
	if (exchange && length <= REQUEST_TARGET_LIMIT) {
		exchange->target = strdup(target);
		exchange->length = length;
	}
	return exchange;
}

static void end_exchange(void *context, struct MHD_Connection *connection, void **request_context,
			 enum MHD_RequestTerminationCode code)
{
	struct exchange *exchange = *request_context;
	(void)context;
	(void)connection;
	(void)code;
	if (exchange)
		free(exchange->target);
	free(exchange);
	*request_context = NULL;
}

/* MHD decodes for nobody: septel__request_read does. */
static size_t keep_encoded(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

static struct MHD_Daemon *start(struct server *server)
{
	return MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, handle, server,
		MHD_OPTION_LISTEN_SOCKET, server->listening.socket, MHD_OPTION_THREAD_POOL_SIZE,
		SERVER_THREADS, MHD_OPTION_CONNECTION_LIMIT, SERVER_CONNECTIONS,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, SERVER_CONNECTIONS_OF_ADDRESS,
		MHD_OPTION_CONNECTION_TIMEOUT, SERVER_TIMEOUT, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		SERVER_HEADERS_LIMIT, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
		begin_exchange, NULL, MHD_OPTION_NOTIFY_COMPLETED, end_exchange, NULL,
		MHD_OPTION_UNESCAPE_CALLBACK, keep_encoded, NULL, MHD_OPTION_END);
}

/* Until a signal says that it is enough. */
static enum server_status serve(struct server *server, const sigset_t *signals)
{
	int signal_that_came;
	struct MHD_Daemon *daemon = start(server);
	if (!daemon) {
		fprintf(stderr, "septel serve: cannot start: %s\n", strerror(errno));
		return SERVER_FAILED;
	}
	printf("http://%s/\n", server->listening.name);
	(void)fflush(stdout);
	sigwait(signals, &signal_that_came);
	MHD_stop_daemon(daemon); /* closes the socket, too */
	return SERVER_STOPPED;
}

enum server_status septel__server_run(const struct server_options *options)
{
	struct server *server = calloc(1, sizeof *server);
	sigset_t signals;
	if (!server)
		return SERVER_FAILED;
	enum server_status status = septel__listening_open(&server->listening, options->listen);
	if (status == SERVER_STOPPED) {
		/* Before any thread is there, so that none of them is interrupted. */
		sigemptyset(&signals);
		sigaddset(&signals, SIGTERM);
		sigaddset(&signals, SIGINT);
		pthread_sigmask(SIG_BLOCK, &signals, NULL);
		septel__room_init(&server->room, options->archive, options->viewer, options->log);
		status = serve(server, &signals);
		septel__room_release(&server->room);
	}
	free(server);
	return status;
}
