/* keeping.c - see folder.h: taking a message into the casebook's folder of messages.
 *
 * What is held is never overwritten: the same bytes again change nothing, and other bytes under
 * a number that is held are refused, since claims may stand on those that are there. */
#include "../access/files.h"
#include "../base/out.h"
#include "folder.h"

#include <errno.h>
#include <sys/stat.h>

/* "PATH/messages/ID.txt"; the "/" of NAVADMIN100/10 is "-" there. */
static const char *path_of(const char *folder, struct septel_view id, struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	septel__out_format(&out, "%s/messages/", folder);
	for (size_t i = 0; i < id.len; i++)
		septel__out_byte(&out, id.ptr[i] == '/' ? '-' : id.ptr[i]);
	septel__out_string(&out, ".txt");
	return septel__out_terminated(&out);
}

static enum access_status make_folder(const char *path, struct septel_arena *arena,
				      struct access_error *error)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	septel__out_format(&out, "%s/messages", path);
	const char *folder = septel__out_terminated(&out);
	if (!folder || (mkdir(folder, 0777) != 0 && errno != EEXIST))
		return septel__access_fail(error, ACCESS_FAILED, "%s/messages: %s", path,
					   folder ? strerror(errno) : "out of memory");
	return ACCESS_OK;
}

/* Behind the lock: nobody else writes between the look and the replacement. */
static enum access_status keep(const char *file, struct septel_view text, int lock,
			       enum message_kept *kept, struct septel_arena *arena,
			       struct access_error *error)
{
	struct septel_view held;
	bool present;
	const enum access_status status =
		septel__file_read(&held, &present, file, MESSAGES_FILE_LIMIT, arena, error);
	if (status != ACCESS_OK)
		return status;
	*kept = !present                                                ? MESSAGE_NEW
		: septel__equal(septel__trim(held), septel__trim(text)) ? MESSAGE_SAME
									: MESSAGE_OTHER;
	return present ? ACCESS_OK : septel__file_replace(file, lock, text, error);
}

enum access_status septel__folder_keep_message(const char *path, struct septel_view id,
					       struct septel_view text,
					       const struct message_source *source,
					       enum message_kept *kept, struct septel_arena *arena,
					       struct access_error *error)
{
	int lock;
	const struct septel_message *held = NULL;
	const char *file = path_of(path, id, arena);
	if (!file)
		return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", path);
	if (source->find(source->context, id, &held) == MESSAGE_UNREADABLE)
		return septel__access_fail(error, ACCESS_FAILED, "%s: a message cannot be read",
					   path);
	if (held) { /* whatever its file is called */
		*kept = septel__equal(septel__trim(held->raw), septel__trim(text)) ? MESSAGE_SAME
										   : MESSAGE_OTHER;
		return ACCESS_OK;
	}
	enum access_status status = make_folder(path, arena, error);
	if (status == ACCESS_OK)
		status = septel__folder_lock(&lock, file, error);
	if (status != ACCESS_OK)
		return status;
	status = keep(file, text, lock, kept, arena, error);
	septel__folder_unlock(lock);
	return status;
}
