/* backup.c - see backup.h. */
#include "backup.h"

#include "backend.h"

bool septel__backup(struct archive *archive, const char *path,
		    void (*progress)(uint64_t done, uint64_t all, void *context),
		    bool (*interrupted)(void *context), void *context)
{
	return archive->backend->backup(archive, path, progress, interrupted, context);
}
