/* line_tls.c - TLS of circuits: both sides show a certificate of the same authority, and each
 * certificate names its station (DNS name or common name), which the framing's first line is
 * checked against. */
#include "line_tcp.h"

#include <stdio.h>
#include <tls.h>

static bool set_file(struct tls_config *keys, struct septel_view path, const char *what,
		     int (*set)(struct tls_config *keys, const char *path), const struct line *line,
		     struct septel_out *errors)
{
	char file[4096];
	if (path.len == 0 || path.len >= sizeof file) {
		septel__out_format(errors, "%.*s:%d: a TLS circuit needs its %s\n",
				   VIEW_FORMAT(line->config->file), line->settings->line, what);
		return false;
	}
	snprintf(file, sizeof file, "%.*s", VIEW_FORMAT(path));
	if (set(keys, file) == 0)
		return true;
	septel__out_format(errors, "%.*s:%d: %s: %s\n", VIEW_FORMAT(line->config->file),
			   line->settings->line, what, tls_config_error(keys));
	return false;
}

struct tls_config *septel__tls_keys(const struct line *line, struct septel_out *errors)
{
	const struct outlet_settings *settings = line->settings;
	struct tls_config *keys = tls_config_new();
	if (!keys) {
		septel__out_string(errors, "out of memory\n");
		return NULL;
	}
	bool all = set_file(keys, settings->authority, "authority", tls_config_set_ca_file, line,
			    errors);
	all &= set_file(keys, settings->certificate, "certificate", tls_config_set_cert_file, line,
			errors);
	all &= set_file(keys, settings->key, "key", tls_config_set_key_file, line, errors);
	if (!all) {
		tls_config_free(keys);
		return NULL;
	}
	/* The name is that of a station, not of a host: link.h proves it. */
	tls_config_insecure_noverifyname(keys);
	tls_config_verify_client(keys);
	return keys;
}

static struct tls *configured(struct tls *session, struct tls_config *keys)
{
	if (session && tls_configure(session, keys) != 0) {
		tls_free(session);
		return NULL;
	}
	return session;
}

struct tls *septel__tls_caller(struct tls_config *keys, int socket)
{
	struct tls *session = configured(tls_client(), keys);
	if (session && tls_connect_socket(session, socket, NULL) != 0) {
		tls_free(session);
		return NULL;
	}
	return session;
}

struct tls *septel__tls_server(struct tls_config *keys)
{
	return configured(tls_server(), keys);
}

struct tls *septel__tls_accept(struct tls *server, int socket)
{
	struct tls *session = NULL;
	return tls_accept_socket(server, &session, socket) == 0 ? session : NULL;
}
