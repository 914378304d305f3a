/* confine.c - see confine.h.
 *
 * What each part may call is a table of groups of calls: whoever reads it sees what could be done
 * with a part that was taken over.  The parts that start no program have a list of what they may
 * do; the delivery, which starts anything, one of what it may not.
 */
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- the user ------------------------------------------------------------------------------- */

static bool become(const struct passwd *entry)
{
	return initgroups(entry->pw_name, entry->pw_gid) == 0 && setgid(entry->pw_gid) == 0 &&
	       setuid(entry->pw_uid) == 0 &&
	       /* The way back must be shut. */
	       (entry->pw_uid == 0 || setuid(0) != 0);
}

bool septel__confine_user(struct septel_view user, struct septel_out *error)
{
	char name[64];
	if (user.len == 0)
		return true;
	if (user.len >= sizeof name) {
		septel__out_string(error, "the name of the user is too long\n");
		return false;
	}
	memcpy(name, user.ptr, user.len);
	name[user.len] = '\0';
	/* The process has one thread yet. */
	const struct passwd *entry = getpwnam(name); /* cppcheck-suppress getpwnamCalled */
	if (!entry) {
		septel__out_format(error, "there is no user '%s'\n", name);
		return false;
	}
	if (entry->pw_uid == geteuid())
		return true;
	if (become(entry))
		return true;
	septel__out_format(error, "cannot become user '%s': %s\n", name, strerror(errno));
	return false;
}

/* ---- system calls --------------------------------------------------------------------------- */

/* What every program does: its memory, time, what is open already, its end. */
static const int BASIC[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(readv),
	SCMP_SYS(writev),
	SCMP_SYS(pread64),
	SCMP_SYS(pwrite64),
	SCMP_SYS(recvfrom),
	SCMP_SYS(sendto),
	SCMP_SYS(recvmsg),
	SCMP_SYS(sendmsg),
	SCMP_SYS(shutdown),
	SCMP_SYS(close),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(select),
	SCMP_SYS(pselect6),
	SCMP_SYS(epoll_wait),
	SCMP_SYS(epoll_pwait),
	SCMP_SYS(epoll_pwait2),
	SCMP_SYS(epoll_ctl),
	SCMP_SYS(epoll_create1),
	SCMP_SYS(timerfd_create),
	SCMP_SYS(timerfd_settime),
	SCMP_SYS(eventfd2),
	SCMP_SYS(pipe2),
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(futex),
	SCMP_SYS(futex_time64),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_gettime64),
	SCMP_SYS(clock_getres),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(nanosleep),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(times),
	SCMP_SYS(getrusage),
	SCMP_SYS(getrandom),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(getppid),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getgid),
	SCMP_SYS(getegid),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sysinfo),
	SCMP_SYS(uname),
	SCMP_SYS(fstat),
	SCMP_SYS(lseek),
	SCMP_SYS(dup),
	SCMP_SYS(rseq),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

static const int FILES_READ[] = {
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getdents64),
	SCMP_SYS(getcwd),
	SCMP_SYS(statfs),
	SCMP_SYS(fstatfs),
	SCMP_SYS(fadvise64),
	SCMP_SYS(inotify_init1),
	SCMP_SYS(inotify_add_watch),
	SCMP_SYS(inotify_rm_watch),
	SCMP_SYS(ioctl),
	SCMP_SYS(flock),
};

static const int FILES_WRITE[] = {
	SCMP_SYS(open),      SCMP_SYS(openat),    SCMP_SYS(creat),     SCMP_SYS(rename),
	SCMP_SYS(renameat),  SCMP_SYS(renameat2), SCMP_SYS(link),      SCMP_SYS(linkat),
	SCMP_SYS(unlink),    SCMP_SYS(unlinkat),  SCMP_SYS(mkdir),     SCMP_SYS(mkdirat),
	SCMP_SYS(rmdir),     SCMP_SYS(fsync),     SCMP_SYS(fdatasync), SCMP_SYS(sync_file_range),
	SCMP_SYS(ftruncate), SCMP_SYS(truncate),  SCMP_SYS(fallocate), SCMP_SYS(fchmod),
	SCMP_SYS(fchown),    SCMP_SYS(chmod),     SCMP_SYS(fchmodat),  SCMP_SYS(utimensat),
	SCMP_SYS(umask),
};

static const int NETWORK[] = {
	SCMP_SYS(bind),       SCMP_SYS(listen),      SCMP_SYS(connect),     SCMP_SYS(accept),
	SCMP_SYS(accept4),    SCMP_SYS(getsockname), SCMP_SYS(getpeername), SCMP_SYS(getsockopt),
	SCMP_SYS(setsockopt), SCMP_SYS(sendmmsg),    SCMP_SYS(recvmmsg),
};

/* Clients that come to a socket which is open. */
static const int ACCEPT[] = {
	SCMP_SYS(accept),     SCMP_SYS(accept4),    SCMP_SYS(getsockname), SCMP_SYS(getpeername),
	SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(ioctl),
};

/* Threads of libraries (NATS); no process: see clone_threads. */
static const int THREADS[] = {
	SCMP_SYS(sched_setscheduler),
	SCMP_SYS(sched_getparam),
	SCMP_SYS(sched_getscheduler),
};

/* What no program that a delivery starts has any business with. */
static const int FORBIDDEN[] = {
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(move_mount),
	SCMP_SYS(open_tree),
	SCMP_SYS(fsopen),
	SCMP_SYS(fsmount),
	SCMP_SYS(swapon),
	SCMP_SYS(swapoff),
	SCMP_SYS(reboot),
	SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(delete_module),
	SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(keyctl),
	SCMP_SYS(settimeofday),
	SCMP_SYS(clock_settime),
	SCMP_SYS(clock_adjtime),
	SCMP_SYS(adjtimex),
	SCMP_SYS(sethostname),
	SCMP_SYS(setdomainname),
	SCMP_SYS(acct),
	SCMP_SYS(quotactl),
	SCMP_SYS(iopl),
	SCMP_SYS(ioperm),
	SCMP_SYS(unshare),
	SCMP_SYS(setns),
};

#define LIST(name) (name), sizeof(name) / sizeof *(name)

/* A call that this machine does not have is none to be allowed. */
static bool rules(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const int result = calls[i] < 0 ? 0 : seccomp_rule_add(filter, action, calls[i], 0);
		if (result != 0)
			return false;
	}
	return true;
}

/* Allowed where the bits `mask` of argument number `argument` are `value`. */
static bool allow_bits(scmp_filter_ctx filter, int call, unsigned argument, scmp_datum_t mask,
		       scmp_datum_t value)
{
	const struct scmp_arg_cmp compare = {argument, SCMP_CMP_MASKED_EQ, mask, value};
	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &compare) == 0;
}

/* Allowed where an argument is `value`. */
static bool allow_value(scmp_filter_ctx filter, int call, unsigned argument, scmp_datum_t value)
{
	const struct scmp_arg_cmp compare = {argument, SCMP_CMP_EQ, value, 0};
	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &compare) == 0;
}

/* Memory that is never a program: no page both written and run, nor made to run later. */
static bool plain_memory(scmp_filter_ctx filter)
{
	return allow_bits(filter, SCMP_SYS(mmap), 2, PROT_EXEC, 0) &&
	       allow_bits(filter, SCMP_SYS(mprotect), 2, PROT_EXEC, 0);
}

/* fcntl of what is open; a process may signal itself (abort). */
static bool own_matters(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 0) == 0 &&
	       allow_value(filter, SCMP_SYS(tgkill), 0, (scmp_datum_t)getpid());
}

/* Files are opened to be read, never to be written. */
static bool open_to_read(scmp_filter_ctx filter)
{
	const scmp_datum_t writes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
	return allow_bits(filter, SCMP_SYS(openat), 2, writes, 0) &&
	       allow_bits(filter, SCMP_SYS(open), 1, writes, 0);
}

/* Sockets of the internet and of this machine; none that reaches below. */
static bool plain_sockets(scmp_filter_ctx filter)
{
	static const int FAMILIES[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};
	for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++) {
		const scmp_datum_t family = (scmp_datum_t)FAMILIES[i];
		if (!allow_value(filter, SCMP_SYS(socket), 0, family) ||
		    !allow_value(filter, SCMP_SYS(socketpair), 0, family))
			return false;
	}
	return rules(filter, SCMP_ACT_ALLOW, LIST(NETWORK));
}

/* Threads share their memory; what does not would be a process.  clone3 hides its flags in memory:
 * it is answered as if there were none, and the library takes clone. */
static bool clone_threads(scmp_filter_ctx filter)
{
	const scmp_datum_t thread = 0x00010000; /* CLONE_THREAD */
	return allow_bits(filter, SCMP_SYS(clone), 0, thread, thread) &&
	       seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
	       rules(filter, SCMP_ACT_ALLOW, LIST(THREADS));
}

static bool fill(scmp_filter_ctx filter, enum confinement part)
{
	if (part == CONFINE_DELIVERY)
		return rules(filter, SCMP_ACT_KILL_PROCESS, LIST(FORBIDDEN));
	if (!rules(filter, SCMP_ACT_ALLOW, LIST(BASIC)) || !plain_memory(filter) ||
	    !own_matters(filter))
		return false;
	switch (part) {
	case CONFINE_SPOOL:
		return rules(filter, SCMP_ACT_ALLOW, LIST(FILES_READ)) &&
		       rules(filter, SCMP_ACT_ALLOW, LIST(FILES_WRITE));
	case CONFINE_LINE:
		return rules(filter, SCMP_ACT_ALLOW, LIST(FILES_READ)) && open_to_read(filter) &&
		       plain_sockets(filter) && clone_threads(filter);
	case CONFINE_SPOOL_NET:
	case CONFINE_LINE_FILE:
		return rules(filter, SCMP_ACT_ALLOW, LIST(FILES_READ)) &&
		       rules(filter, SCMP_ACT_ALLOW, LIST(FILES_WRITE)) && plain_sockets(filter) &&
		       clone_threads(filter);
	case CONFINE_CONTROL:
		return rules(filter, SCMP_ACT_ALLOW, LIST(ACCEPT));
	case CONFINE_SCHEDULER:
	case CONFINE_DELIVERY:
		break;
	}
	return true;
}

static bool filter_calls(enum confinement part)
{
	scmp_filter_ctx filter =
		seccomp_init(part == CONFINE_DELIVERY ? SCMP_ACT_ALLOW : SCMP_ACT_KILL_PROCESS);
	if (!filter)
		return false;
	const bool done = fill(filter, part) && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return done;
}

/* ---- the rest ------------------------------------------------------------------------------- */

/* No core to be read later, and the debugger of a brother is refused. */
static bool hide_memory(void)
{
	const struct rlimit none = {0, 0};
	return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

bool septel__confine(enum confinement part, struct septel_out *error)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && hide_memory() && filter_calls(part))
		return true;
	septel__out_format(error, "cannot confine itself: %s\n", strerror(errno));
	return false;
}
