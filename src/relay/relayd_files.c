/* relayd_files.c - see relayd_files.h. */
#include "relayd_files.h"
#include "../base/limits.h"
#include "relayd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* Bytes of a file that are read at a time. */
#define READ_SIZE ((size_t)64 * 1024)

/* ---- files ---------------------------------------------------------------------------------- */

static bool read_all(int fd, struct septel_out *out)
{
	for (;;) {
		if (!septel__out_reserve(out, READ_SIZE)) {
			errno = EFBIG;
			return false;
		}
		const ssize_t got = read(fd, out->data + out->length, READ_SIZE);
		if (got == 0)
			return true;
		if (got < 0 && errno != EINTR)
			return false;
		out->length += got > 0 ? (size_t)got : 0;
	}
}

/* All of a file; an empty path is an empty file.  False: told. */
static bool read_file(struct septel_view path, struct septel_out *out)
{
	char name[4096];
	if (path.len == 0)
		return true;
	(void)snprintf(name, sizeof name, "%.*s", (int)path.len, path.ptr);
	const int fd = open(name, O_RDONLY | O_CLOEXEC);
	const bool done = fd >= 0 && read_all(fd, out);
	if (!done)
		septel__relay_log("relay", "%s: %s", name, strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return done;
}

void septel__relay_files_init(struct relay_files *files)
{
	septel__out_init(&files->routes, NULL, ROUTES_FILE_LIMIT);
	septel__out_init(&files->collectives, NULL, ROUTES_FILE_LIMIT);
}

void septel__relay_files_release(struct relay_files *files)
{
	septel__out_release(&files->routes);
	septel__out_release(&files->collectives);
}

bool septel__relay_files_read(struct relay_files *files, const struct relay_config *config)
{
	struct relay_files fresh;
	septel__relay_files_init(&fresh);
	const bool done = read_file(config->routes, &fresh.routes) &&
			  read_file(config->collectives, &fresh.collectives);
	if (!done) {
		septel__relay_files_release(&fresh);
		return false;
	}
	septel__relay_files_release(files);
	*files = fresh;
	return true;
}

bool septel__relay_config(struct relay_config *config, const char *file, struct septel_arena *arena)
{
	struct septel_out text, errors;
	septel__out_init(&text, arena, RELAY_CONFIG_LIMIT + READ_SIZE);
	septel__out_init(&errors, NULL, 0);
	bool done = read_file(septel_view_of(file), &text);
	if (done &&
	    !septel__config_read(config, file, septel__out_written(&text), arena, &errors)) {
		(void)!write(STDERR_FILENO, errors.data ? errors.data : "", errors.length);
		done = false;
	}
	septel__out_release(&errors);
	return done;
}

/* How often, and how long between. */
#define PATIENCE_TRIES 30
#define PATIENCE_MS    100

/* ---- sockets -------------------------------------------------------------------------------- */

static bool address_of(struct septel_view path, struct sockaddr_un *address)
{
	*address = (struct sockaddr_un){.sun_family = AF_UNIX};
	if (path.len == 0 || path.len >= sizeof address->sun_path)
		return false;
	memcpy(address->sun_path, path.ptr, path.len);
	return true;
}

/* Somebody answers there. */
static bool answers(const struct sockaddr_un *address)
{
	const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	const bool connected =
		fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof *address) == 0;
	if (fd >= 0)
		(void)close(fd);
	return connected;
}

/* Whether something holds, and goes on doing so for a while: a relay that was killed a moment ago
 * may not have given back all it had. */
static bool stays(bool (*holds)(const struct sockaddr_un *address),
		  const struct sockaddr_un *address)
{
	for (int tries = 0; tries < PATIENCE_TRIES; tries++) {
		if (!holds(address))
			return false;
		(void)poll(NULL, 0, PATIENCE_MS);
	}
	return true;
}

static bool bind_patiently(int fd, const struct sockaddr_in *address)
{
	for (int tries = 0; tries < PATIENCE_TRIES; tries++) {
		if (bind(fd, (const struct sockaddr *)address, sizeof *address) == 0)
			return true;
		if (errno != EADDRINUSE)
			return false;
		(void)poll(NULL, 0, PATIENCE_MS);
	}
	return false;
}

int septel__relay_listen_control(struct septel_view path)
{
	struct sockaddr_un address;
	struct stat stat;
	if (!address_of(path, &address)) {
		septel__relay_log("relay", "the path of the socket of commands is too long");
		return -1;
	}
	if (lstat(address.sun_path, &stat) == 0 && S_ISSOCK(stat.st_mode)) {
		if (stays(answers, &address)) {
			septel__relay_log("relay", "%s: another relay listens there",
					  address.sun_path);
			return -1;
		}
		(void)unlink(address.sun_path);
	}
	const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	const mode_t mask = umask(0117);
	const bool bound = fd >= 0 &&
			   bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
			   listen(fd, (int)CONTROL_CLIENTS_LIMIT) == 0;
	const int why = errno;
	(void)umask(mask);
	if (bound)
		return fd;
	septel__relay_log("relay", "%s: %s", address.sun_path, strerror(why));
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

void septel__relay_unlink_control(struct septel_view path)
{
	struct sockaddr_un address;
	if (address_of(path, &address))
		(void)unlink(address.sun_path);
}

/* Metrics tell how busy a station is; they are for this machine. */
static bool is_loopback(const struct sockaddr_in *address)
{
	return ntohl(address->sin_addr.s_addr) >> 24 == 127;
}

static bool internet_address(struct septel_view text, struct sockaddr_in *address)
{
	char host[64];
	const char *colon = memrchr(text.ptr, ':', text.len);
	if (!colon || (size_t)(colon - text.ptr) >= sizeof host)
		return false;
	const size_t length = (size_t)(colon - text.ptr);
	memcpy(host, text.ptr, length);
	host[length] = '\0';
	const int port = septel__number(septel__slice(text, length + 1, text.len));
	*address = (struct sockaddr_in){.sin_family = AF_INET};
	if (port < 0 || port > 65535)
		return false;
	address->sin_port = htons((uint16_t)port);
	return inet_pton(AF_INET, strcmp(host, "localhost") == 0 ? "127.0.0.1" : host,
			 &address->sin_addr) == 1;
}

int septel__relay_listen_metrics(struct septel_view text)
{
	struct sockaddr_in address;
	const int yes = 1;
	if (!internet_address(text, &address) || !is_loopback(&address)) {
		septel__relay_log("relay", "metrics %.*s: expected 127.0.0.1:PORT", (int)text.len,
				  text.ptr);
		return -1;
	}
	const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
	    bind_patiently(fd, &address) && listen(fd, 64) == 0)
		return fd;
	septel__relay_log("relay", "metrics %.*s: %s", (int)text.len, text.ptr, strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

void septel__relay_notify(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un address;
	if (!path || !address_of(septel_view_of(path), &address))
		return;
	if (address.sun_path[0] == '@')
		address.sun_path[0] = '\0';
	const socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
	const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	(void)sendto(fd, state, strlen(state), MSG_NOSIGNAL, (const struct sockaddr *)&address,
		     length);
	(void)close(fd);
}
