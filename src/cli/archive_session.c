/* archive_session.c - see archive_session.h. */
#include "archive_session.h"
#include "safe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int tell(const struct archive_session *session, const char *text)
{
	complain("septel %s: %s", session->invocation->command->name, text);
	return EXIT_INVALID;
}

/* The user of that name, and his log. */
static int become(struct archive_session *session, const char *path, const char *name)
{
	struct access_users users;
	struct access_error error;
	char *users_path = archive_beside(path, "-users");
	if (!users_path)
		return tell(session, "out of memory");
	const enum access_status status =
		septel__users_load(&users, users_path, session->arena, &error);
	free(users_path);
	if (status != ACCESS_OK)
		return tell(session, error.text);
	if (!septel__users_find(&users, septel_view_of(name), &session->viewer)) {
		complain("septel %s: --as: there is no user %s", session->invocation->command->name,
			 name);
		return EXIT_NO_ACCESS;
	}
	/* A user is never the owner, whatever the file says. */
	session->viewer.owner = false;
	session->log_path = archive_beside(path, "-log");
	if (!session->log_path)
		return tell(session, "out of memory");
	if (septel__access_log_open(&session->log, session->log_path, &error) != ACCESS_OK)
		return tell(session, error.text);
	session->logged = true;
	return EXIT_DONE;
}

int archive_session_open(struct archive_session *session, const struct invocation *invocation,
			 const struct option_value *archive, const struct option_value *as)
{
	*session = (struct archive_session){.invocation = invocation,
					    .viewer = septel__viewer_owner(),
					    .arena = septel_arena_new(0)};
	if (!session->arena)
		return tell(session, "out of memory");
	session->archive = archive_at(invocation, archive, ARCHIVE_READ);
	if (!session->archive)
		return EXIT_INVALID;
	return as->text ? become(session, archive_path(archive), as->text) : EXIT_DONE;
}

bool archive_session_log(struct archive_session *session, const char *action,
			 struct septel_view object, enum access_outcome outcome,
			 struct access_label label)
{
	struct access_error error;
	const struct access_log_entry entry = {.viewer = session->viewer.name,
					       .action = septel_view_of(action),
					       .object = object,
					       .outcome = outcome,
					       .label = label};
	if (!session->logged ||
	    septel__access_log_append(&session->log, &entry, 1, &error) == ACCESS_OK)
		return true;
	tell(session, error.text);
	return false;
}

void archive_session_log_lazily(struct archive_session *session)
{
	session->log.lazy = true;
}

bool archive_session_sync(struct archive_session *session)
{
	struct access_error error;
	if (!session->logged || septel__access_log_sync(&session->log, &error) == ACCESS_OK)
		return true;
	tell(session, error.text);
	return false;
}

void archive_session_close(struct archive_session *session)
{
	if (session->logged)
		septel__access_log_close(&session->log);
	free(session->log_path);
	septel__archive_close(session->archive);
	septel_arena_free(session->arena);
}

static bool log_refusal(struct archive_session *session)
{
	const struct invocation *invocation = session->invocation;
	const struct access_label none = {0};
	const char *action = invocation->command->name;
	if (invocation->count == 0)
		return archive_session_log(session, action, VIEW_LITERAL(""), ACCESS_NONE, none);
	for (size_t i = 0; i < invocation->count; i++)
		if (!archive_session_log(session, action, septel_view_of(invocation->arguments[i]),
					 ACCESS_NONE, none))
			return false;
	return true;
}

int archive_owner_alone(const struct invocation *invocation, const struct option_value *archive,
			const struct option_value *as)
{
	struct archive_session session;
	if (!as->text)
		return EXIT_DONE;
	int status = archive_session_open(&session, invocation, archive, as);
	if (status == EXIT_DONE && !log_refusal(&session)) {
		status = EXIT_INVALID;
	} else if (status == EXIT_DONE) {
		complain("septel %s: --as: only the owner may, and not %s",
			 invocation->command->name, as->text);
		status = EXIT_NO_ACCESS;
	}
	archive_session_close(&session);
	return status;
}
