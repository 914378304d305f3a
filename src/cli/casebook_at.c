/* casebook_at.c - see casebook_at.h. */
#include "casebook_at.h"

#include "../casebook/objections.h"
#include "safe.h"

#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

const char *casebook_path(const struct option_value *option)
{
	const char *named = getenv("SEPTEL_CASEBOOK");
	if (option->text)
		return option->text;
	return named && *named ? named : ".";
}

const char *casebook_officer(const struct option_value *by)
{
	if (by->text)
		return by->text;
	const struct passwd *user = getpwuid(geteuid());
	return user ? user->pw_name : "";
}

void casebook_tell(const struct casebook *book)
{
	for (size_t i = 0; i < book->fault_count; i++) {
		const struct fault *fault = &book->faults[i];
		complain("%.*s:%u:%u: %.*s", VIEW_FORMAT(fault->path), fault->line, fault->column,
			 VIEW_FORMAT(fault->text));
	}
	if (book->faults_dropped)
		complain("and %zu faults more", book->faults_dropped);
}

bool casebook_tell_objections(const struct casebook *book)
{
	const struct objections *objections = book->objections;
	for (size_t i = 0; objections && i < objections->count; i++) {
		const struct objection *at = &objections->at[i];
		complain("%.*s:%u: %s: %.*s (%s)", VIEW_FORMAT(at->claim->message->journal->path),
			 at->claim->line, at->refused ? "refused" : "warning",
			 VIEW_FORMAT(at->text), at->id);
	}
	return objections && objections->refused;
}
