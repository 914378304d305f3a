/* port.c - devices, pipes and files of raw streams.  See port.h. */
#include "port.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

static const struct {
	unsigned bits;
	speed_t code;
} speeds[] = {
	{50, B50},       {75, B75},         {110, B110},       {134, B134},     {150, B150},
	{200, B200},     {300, B300},       {600, B600},       {1200, B1200},   {1800, B1800},
	{2400, B2400},   {4800, B4800},     {9600, B9600},     {19200, B19200}, {38400, B38400},
	{57600, B57600}, {115200, B115200}, {230400, B230400},
};

/* A speed that the system has no name for stays as it stands; the pace is kept all the same. */
static bool set_device(struct port *port, const struct outlet_settings *settings)
{
	struct termios as;
	if (tcgetattr(port->in, &as) != 0)
		return errno == ENOTTY;
	cfmakeraw(&as);
	as.c_cflag |= CLOCAL | CREAD;
	for (size_t i = 0; i < sizeof speeds / sizeof speeds[0]; i++)
		if (speeds[i].bits == settings->speed)
			cfsetspeed(&as, speeds[i].code);
	if (settings->alphabet == ALPHABET_ITA2) {
		struct termios five = as;
		five.c_cflag = (five.c_cflag & ~(tcflag_t)CSIZE) | CS5;
		/* It succeeds where anything of it could be set: look what was. */
		if (tcsetattr(port->in, TCSANOW, &five) == 0 && tcgetattr(port->in, &five) == 0 &&
		    (five.c_cflag & CSIZE) == CS5) {
			port->five_bits = true;
			return true;
		}
	}
	return tcsetattr(port->in, TCSANOW, &as) == 0;
}

static bool open_device(struct port *port, const struct outlet_settings *settings, const char *path)
{
	port->in = port->out = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (port->in >= 0 && set_device(port, settings))
		return true;
	const int error = errno;
	septel__port_close(port);
	errno = error;
	return false;
}

static void open_in(struct port *port, const char *path)
{
	char name[PATH_MAX + 8];
	struct stat is;
	snprintf(name, sizeof name, "%s.in", path);
	/* A pipe that is open both ways does not end when its writer goes. */
	if (stat(name, &is) == 0)
		port->in = open(name, (S_ISFIFO(is.st_mode) ? O_RDWR : O_RDONLY) | O_NONBLOCK |
					      O_CLOEXEC);
	port->is_file = port->in >= 0 && S_ISREG(is.st_mode);
}

static bool open_out(struct port *port, const char *path)
{
	char name[PATH_MAX + 8];
	snprintf(name, sizeof name, "%s.out", path);
	port->out = open(name, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0640);
	return port->out >= 0;
}

bool septel__port_open(struct port *port, const struct outlet_settings *settings,
		       const char **reason)
{
	char path[PATH_MAX];
	struct stat is;
	snprintf(path, sizeof path, "%.*s", VIEW_FORMAT(settings->path));
	if (stat(path, &is) == 0 && S_ISCHR(is.st_mode)) {
		if (port->in >= 0 || open_device(port, settings, path))
			return true;
	} else {
		if (port->in < 0)
			open_in(port, path);
		if (port->out >= 0 || open_out(port, path))
			return true;
	}
	*reason = errno == ENXIO ? "nobody reads it yet" : strerror(errno);
	return false;
}

void septel__port_close(struct port *port)
{
	if (port->out >= 0 && port->out != port->in)
		close(port->out);
	if (port->in >= 0)
		close(port->in);
	*port = PORT_CLOSED;
}

bool septel__port_is_drained(int out)
{
	int left = 0;
	struct stat is;
	if (fstat(out, &is) == 0 && S_ISREG(is.st_mode))
		return fdatasync(out) == 0;
	/* Pipes cannot tell, and what is in one is with the other end. */
	return ioctl(out, TIOCOUTQ, &left) != 0 || left == 0;
}
