/* libarchive.c - see libarchive.h. */
#include "libarchive.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

/* The binary interface that its header of version 3 stands for. */
#define LIBARCHIVE_FILE "libarchive.so.13"

static const struct {
	const char *name;
	size_t offset;
} CALLS[] = {
#define LIBARCHIVE_ROW(name) {"archive_" #name, offsetof(struct libarchive, name)},
	LIBARCHIVE_CALLS(LIBARCHIVE_ROW)
#undef LIBARCHIVE_ROW
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct libarchive library;
static bool loaded;

static void load(void)
{
	/* Never unloaded: what one container needed the next one will. */
	void *file = dlopen(LIBARCHIVE_FILE, RTLD_LAZY | RTLD_LOCAL);
	loaded = file != NULL;
	for (size_t i = 0; loaded && i < sizeof CALLS / sizeof *CALLS; i++) {
		void *call = dlsym(file, CALLS[i].name);
		memcpy((char *)&library + CALLS[i].offset, &call, sizeof call);
		loaded = call != NULL;
	}
}

const struct libarchive *septel__libarchive(void)
{
	pthread_once(&once, load);
	return loaded ? &library : NULL;
}
