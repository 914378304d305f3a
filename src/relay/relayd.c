/* relayd.c - the parent of a relay: starts the parts, stops them, starts them again.
 *
 * It reads configuration and routes and talks with nobody outside.  A part ends for three reasons:
 * it was told to (its end to the parent closes), it found something wrong, or it was killed, by a
 * filter of system calls too.  In the last two cases all are ended and started anew from the spool,
 * sooner at first and later if it goes on; where not even the first start succeeded, the relay
 * gives up, since somebody is there to read why.
 */
#include "relayd.h"
#include "../base/limits.h"
#include "parcel.h"
#include "relayd_files.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { END_WELL = 0, END_INVALID = 2, END_BROKEN = 4 };

#define BACK_OFF_FIRST_MS 100
#define BACK_OFF_LAST_MS  30000
/* Times that a first start is tried: what a relay had that was killed a moment ago (its spool, its
 * ports) may not be free yet. */
#define FIRST_ATTEMPTS 6u
/* Who has run so long is well: the next crash begins with the shortest wait. */
#define WELL_AFTER_MS 60000
#define STOP_MS       6000
#define ABORT_MS      500

static const char *const NAMES[PART_COUNT] = {
	[PART_CONTROL] = "relay-control",  [PART_SCHEDULER] = "relay-sched",
	[PART_SPOOL] = "relay-spool",      [PART_LINE] = "relay-line",
	[PART_DELIVERY] = "relay-deliver",
};

static int (*const RUN[PART_COUNT])(const struct relay_start *start) = {
	[PART_CONTROL] = septel__part_control,   [PART_SCHEDULER] = septel__part_scheduler,
	[PART_SPOOL] = septel__part_spool,       [PART_LINE] = septel__part_line,
	[PART_DELIVERY] = septel__part_delivery,
};

/* Circuits and boxes first, so that what they have said is still heard; then who decides; the spool
 * last. */
static const enum relay_part STOP_ORDER[PART_COUNT] = {PART_LINE, PART_DELIVERY, PART_CONTROL,
						       PART_SCHEDULER, PART_SPOOL};

struct child_part {
	pid_t pid; /* 0: not running */
	int end;   /* the parent's, which tells it to stop; -1 for the scheduler, or closed */
};

struct relay {
	const struct relay_config *config;
	struct relay_files files;
	const struct relay_options *options;
	pid_t during; /* the command as long as which it runs; 0: not started */
	int listening, metrics, signals;
	struct child_part parts[PART_COUNT];
	struct exchange scheduler; /* carries the routes, too */
	bool begun;                /* the scheduler says so */
	bool ever_begun;
	int64_t since;
	int64_t back_off;
	unsigned attempts; /* to begin at all */
	int code;          /* of the first part that ended by itself; of the command */
	bool stopping, failed;
};

/* ---- starting ------------------------------------------------------------------------------- */

enum pair {
	PAIR_CONTROL,
	PAIR_SCHEDULER,
	PAIR_SPOOL,
	PAIR_LINE,
	PAIR_DELIVERY,
	PAIR_SCHEDULER_CONTROL,
	PAIR_SCHEDULER_SPOOL,
	PAIR_SCHEDULER_LINE,
	PAIR_SCHEDULER_DELIVERY,
	PAIR_COUNT
};

/* Ends of all pairs: 0 is the parent's or the scheduler's, 1 the other's. */
typedef int pairs[PAIR_COUNT][2];

static void close_pairs(pairs ends)
{
	for (size_t i = 0; i < PAIR_COUNT; i++)
		for (size_t j = 0; j < 2; j++)
			if (ends[i][j] >= 0)
				(void)close(ends[i][j]);
}

static bool open_pairs(pairs ends)
{
	for (size_t i = 0; i < PAIR_COUNT; i++)
		ends[i][0] = ends[i][1] = -1;
	for (size_t i = 0; i < PAIR_COUNT; i++)
		if (!septel__exchange_pair(ends[i])) {
			close_pairs(ends);
			return false;
		}
	return true;
}

static int taken(int *end)
{
	const int fd = *end;
	*end = -1;
	return fd;
}

/* Takes the ends that belong to the part out of the pairs. */
static void ends_of(enum relay_part part, pairs ends, struct relay_start *start)
{
	start->parent = taken(&ends[part][1]);
	start->control = start->scheduler = start->spool = start->line = start->delivery = -1;
	if (part == PART_SCHEDULER) {
		start->control = taken(&ends[PAIR_SCHEDULER_CONTROL][0]);
		start->spool = taken(&ends[PAIR_SCHEDULER_SPOOL][0]);
		start->line = taken(&ends[PAIR_SCHEDULER_LINE][0]);
		start->delivery = taken(&ends[PAIR_SCHEDULER_DELIVERY][0]);
		return;
	}
	static const enum pair PAIR_OF[PART_COUNT] = {[PART_CONTROL] = PAIR_SCHEDULER_CONTROL,
						      [PART_SPOOL] = PAIR_SCHEDULER_SPOOL,
						      [PART_LINE] = PAIR_SCHEDULER_LINE,
						      [PART_DELIVERY] = PAIR_SCHEDULER_DELIVERY};
	start->scheduler = taken(&ends[PAIR_OF[part]][1]);
}

/* In the child: nothing of the parent but what the part is given. */
static void become_part(struct relay *relay, enum relay_part part, pairs ends, pid_t parent)
{
	static const int IGNORED[] = {SIGTERM, SIGINT, SIGHUP, SIGPIPE};
	struct relay_start start = {.config = relay->config,
				    .listening = relay->listening,
				    .metrics = relay->metrics,
				    .program = relay->options->program};
	sigset_t none;
	(void)prctl(PR_SET_NAME, NAMES[part]);
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(END_INVALID);
	for (size_t i = 0; i < sizeof IGNORED / sizeof *IGNORED; i++)
		(void)signal(IGNORED[i], SIG_IGN);
	(void)close(relay->signals);
	ends_of(part, ends, &start);
	close_pairs(ends);
	if (part != PART_CONTROL) {
		(void)close(relay->listening);
		if (relay->metrics >= 0)
			(void)close(relay->metrics);
	}
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	exit(RUN[part](&start));
}

static bool start_parts(struct relay *relay)
{
	pairs ends;
	const pid_t parent = getpid();
	if (!open_pairs(ends))
		return false;
	bool started = true;
	for (size_t part = 0; part < PART_COUNT && started; part++) {
		const pid_t pid = fork();
		if (pid == 0)
			become_part(relay, (enum relay_part)part, ends, parent);
		started = pid > 0;
		relay->parts[part] = (struct child_part){started ? pid : 0, -1};
	}
	for (size_t part = 0; part < PART_COUNT; part++)
		if (part != PART_SCHEDULER && relay->parts[part].pid)
			relay->parts[part].end = taken(&ends[part][0]);
	septel__exchange_init(&relay->scheduler, taken(&ends[PAIR_SCHEDULER][0]));
	close_pairs(ends);
	relay->begun = relay->failed = false;
	relay->code = END_WELL;
	relay->since = septel__relay_now();
	return started;
}

static void send_routes(struct relay *relay)
{
	septel__put_begin(&relay->scheduler, PARCEL_ROUTES);
	septel__put_view(&relay->scheduler, septel__out_written(&relay->files.routes));
	septel__put_view(&relay->scheduler, septel__out_written(&relay->files.collectives));
	septel__put_end(&relay->scheduler);
}

/* ---- how they end --------------------------------------------------------------------------- */

static void tell_end(const struct relay *relay, size_t part, int status)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		septel__relay_log("relay", "%s was ended: a forbidden system call", NAMES[part]);
	else if (WIFSIGNALED(status))
		septel__relay_log("relay", "%s was killed by signal %d", NAMES[part],
				  WTERMSIG(status));
	else if (!relay->stopping)
		septel__relay_log("relay", "%s ended with %d", NAMES[part], WEXITSTATUS(status));
}

static int code_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : END_INVALID;
}

/* The command has ended, and the relay does. */
static void end_with(struct relay *relay, int status)
{
	relay->during = 0;
	relay->stopping = true;
	relay->code = code_of(status);
}

/* Collects who has ended; one that was not told to is a failure of the relay. */
static void collect(struct relay *relay, bool expected)
{
	int status;
	pid_t pid;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid == relay->during)
			end_with(relay, status);
		for (size_t part = 0; part < PART_COUNT; part++) {
			if (relay->parts[part].pid != pid)
				continue;
			relay->parts[part].pid = 0;
			if (expected)
				continue;
			tell_end(relay, part, status);
			if (!relay->failed)
				relay->code = code_of(status) ? code_of(status) : END_INVALID;
			relay->failed = true;
		}
	}
}

/* Waits until the part has ended, `milliseconds` at most, then ends it. */
static void wait_for(struct relay *relay, enum relay_part part, int milliseconds)
{
	const int64_t until = septel__relay_now() + milliseconds;
	while (relay->parts[part].pid && septel__relay_now() < until) {
		collect(relay, true);
		if (relay->parts[part].pid)
			(void)poll(NULL, 0, 2);
	}
	if (relay->parts[part].pid) {
		septel__relay_log("relay", "%s does not end: killed", NAMES[part]);
		(void)kill(relay->parts[part].pid, SIGKILL);
		(void)waitpid(relay->parts[part].pid, NULL, 0);
		relay->parts[part].pid = 0;
	}
}

static void stop_parts(struct relay *relay, int milliseconds)
{
	for (size_t i = 0; i < PART_COUNT; i++) {
		const enum relay_part part = STOP_ORDER[i];
		struct child_part *child = &relay->parts[part];
		if (part == PART_SCHEDULER)
			septel__exchange_release(&relay->scheduler);
		if (child->end >= 0)
			(void)close(taken(&child->end));
		wait_for(relay, part, milliseconds);
	}
}

/* ---- the time in between -------------------------------------------------------------------- */

static void take_signals(struct relay *relay)
{
	struct signalfd_siginfo info;
	while (read(relay->signals, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT)
			relay->stopping = true;
		else if (info.ssi_signo == SIGHUP && relay->begun &&
			 septel__relay_files_read(&relay->files, relay->config))
			send_routes(relay);
	}
}

/* The command runs as a shell would run it: with our signals as they were, and the relay's
 * configuration at hand. */
static void start_command(struct relay *relay)
{
	sigset_t none;
	char spool[4096];
	if (!relay->options->during || relay->during)
		return;
	relay->during = fork();
	if (relay->during < 0) {
		relay->during = 0;
		relay->stopping = true;
		relay->code = END_INVALID;
	}
	if (relay->during != 0)
		return;
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)signal(SIGPIPE, SIG_DFL);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	(void)setenv("SEPTEL_RELAY", relay->options->file, 1);
	(void)snprintf(spool, sizeof spool, "%.*s", (int)relay->config->spool.len,
		       relay->config->spool.ptr);
	(void)setenv("SEPTEL_SPOOL", spool, 1);
	(void)execl("/bin/sh", "sh", "-c", relay->options->during, (char *)NULL);
	_exit(127);
}

static void take_begun(struct relay *relay)
{
	struct parcel parcel;
	(void)septel__exchange_fill(&relay->scheduler);
	while (septel__exchange_next(&relay->scheduler, &parcel)) {
		(void)septel__take_view(&parcel);
		if (parcel.kind != PARCEL_START || !septel__take_end(&parcel) || relay->begun)
			continue;
		relay->begun = relay->ever_begun = true;
		septel__relay_log("relay", "%.*s is ready", (int)relay->config->station.len,
				  relay->config->station.ptr);
		septel__relay_notify("READY=1");
		start_command(relay);
	}
}

/* Until something ends, or the relay shall. */
static void supervise(struct relay *relay)
{
	while (!relay->stopping && !relay->failed) {
		struct pollfd fds[] = {
			{relay->signals, POLLIN, 0},
			{relay->scheduler.gone ? -1 : relay->scheduler.fd, POLLIN, 0}};
		if (septel__exchange_waiting(&relay->scheduler))
			fds[1].events |= POLLOUT;
		(void)poll(fds, 2, -1);
		take_signals(relay);
		take_begun(relay);
		collect(relay, false);
		(void)septel__exchange_flush(&relay->scheduler);
	}
}

/* Waits before the next start; a signal may end that. */
static void back_off(struct relay *relay)
{
	if (septel__relay_now() - relay->since > WELL_AFTER_MS || relay->back_off == 0)
		relay->back_off = BACK_OFF_FIRST_MS;
	septel__relay_log("relay", "begins again in %lld ms", (long long)relay->back_off);
	const int64_t until = septel__relay_now() + relay->back_off;
	relay->back_off =
		relay->back_off * 2 > BACK_OFF_LAST_MS ? BACK_OFF_LAST_MS : relay->back_off * 2;
	while (!relay->stopping && septel__relay_now() < until) {
		struct pollfd wait = {relay->signals, POLLIN, 0};
		(void)poll(&wait, 1, (int)(until - septel__relay_now()));
		take_signals(relay);
	}
}

static int run(struct relay *relay)
{
	while (!relay->stopping) {
		if (start_parts(relay)) {
			send_routes(relay);
			(void)septel__exchange_flush(&relay->scheduler);
			supervise(relay);
		} else {
			septel__relay_log("relay", "cannot start: %s", strerror(errno));
			relay->failed = true;
			relay->code = END_INVALID;
		}
		stop_parts(relay, relay->failed ? ABORT_MS : STOP_MS);
		if (relay->failed && !relay->ever_begun && !relay->stopping &&
		    (relay->code == END_BROKEN || ++relay->attempts == FIRST_ATTEMPTS))
			return relay->code;
		if (relay->failed && !relay->stopping)
			back_off(relay);
	}
	if (relay->during)
		(void)kill(relay->during, SIGTERM);
	septel__relay_log("relay", "stopped");
	return relay->options->during ? relay->code : END_WELL;
}

/* ---- the beginning -------------------------------------------------------------------------- */

static bool block_signals(struct relay *relay)
{
	static const int TAKEN[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD};
	sigset_t set;
	(void)sigemptyset(&set);
	for (size_t i = 0; i < sizeof TAKEN / sizeof *TAKEN; i++)
		(void)sigaddset(&set, TAKEN[i]);
	(void)signal(SIGPIPE, SIG_IGN);
	relay->signals = -1;
	if (sigprocmask(SIG_BLOCK, &set, NULL) == 0)
		relay->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	return relay->signals >= 0;
}

static bool become_user(const struct relay_config *config, bool as_root)
{
	struct septel_out error;
	septel__out_init(&error, NULL, 0);
	bool done = septel__confine_user(config->user, &error);
	if (done && geteuid() == 0 && !as_root) {
		septel__out_string(&error, "will not run as the superuser: name a \"user\" in the "
					   "configuration, or say --as-root\n");
		done = false;
	}
	if (!done)
		septel__relay_log("relay", "%.*s", (int)error.length, error.data ? error.data : "");
	septel__out_release(&error);
	return done;
}

/* With the configuration read: whom it becomes, what it listens on. */
static int begin(struct relay *relay)
{
	relay->scheduler.fd = -1;
	for (size_t part = 0; part < PART_COUNT; part++)
		relay->parts[part].end = -1;
	if (!septel__relay_files_read(&relay->files, relay->config) ||
	    !become_user(relay->config, relay->options->as_root) || !block_signals(relay))
		return END_INVALID;
	relay->listening = septel__relay_listen_control(relay->config->control);
	if (relay->listening < 0)
		return END_INVALID;
	if (relay->config->metrics.len) {
		relay->metrics = septel__relay_listen_metrics(relay->config->metrics);
		if (relay->metrics < 0)
			return END_INVALID;
	}
	const int code = run(relay);
	septel__relay_unlink_control(relay->config->control);
	return code;
}

int septel__relay_run(const struct relay_options *options)
{
	struct relay_config config;
	struct relay relay = {.config = &config,
			      .options = options,
			      .listening = -1,
			      .metrics = -1,
			      .signals = -1};
	struct septel_arena *arena = septel_arena_new(0);
	int code = END_INVALID;
	septel__relay_files_init(&relay.files);
	if (arena && septel__relay_config(&config, options->file, arena))
		code = begin(&relay);
	if (relay.listening >= 0)
		(void)close(relay.listening);
	if (relay.metrics >= 0)
		(void)close(relay.metrics);
	if (relay.signals >= 0)
		(void)close(relay.signals);
	septel__relay_files_release(&relay.files);
	septel_arena_free(arena);
	return code;
}
