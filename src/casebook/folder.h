/* folder.h - a casebook on the disk: registry, *.jrn, messages/, chain. */
#ifndef SEPTEL_CASEBOOK_FOLDER_H
#define SEPTEL_CASEBOOK_FOLDER_H

#include "../access/status.h"
#include "anchors.h"
#include "chain.h"

struct casebook_folder {
	const char *path;
	struct journal registry;  /* its text is empty where there is none */
	struct journal *journals; /* one more than `count` is there, for an addition */
	size_t count;
	struct septel_view chain; /* empty where there is none */
	const char *chain_path;
	enum log_head head;
	struct log_tip tip; /* that the head of the chain knows */
};

/* Reads the registry, the chain and every journal into `arena`, in such an order that no
 * entry that is added meanwhile is missed in the chain.  ACCESS_INVALID: it is no casebook. */
enum access_status septel__folder_load(struct casebook_folder *folder, const char *path,
				       struct septel_arena *arena, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
/* A lock on it, waited for, so that one process at a time writes: *lock is to be given to
 * septel__folder_unlock. */
enum access_status septel__casebook_lock(int *lock, const char *path, struct septel_arena *arena,
					 struct access_error *error)
	__attribute__((nonnull, warn_unused_result));
/* Reads what was loaded as a casebook, in the order of the log: that of the chain, which is
 * believed.  False: memory is out. */
bool septel__folder_read(struct casebook *book, struct casebook_folder *folder)
	__attribute__((nonnull, warn_unused_result));
/* The same with each sealed entry held against the chain, which then tells what differs. */
bool septel__folder_verify(struct casebook *book, struct casebook_folder *folder,
			   struct chain *chain) __attribute__((nonnull, warn_unused_result));

/* The messages in its folder `messages`: ID.txt is message ID where the text itself has no
 * number; else each file is looked into once, for all messages that it holds. */
struct message_folder {
	const char *path; /* of the casebook */
	struct septel_arena *arena, *index_arena;
	struct held_message *index;
	size_t index_count;
	bool indexed;
	struct access_error error; /* after MESSAGE_UNREADABLE */
};

/* False: memory is out.  To be given back by septel__message_folder_release either way. */
bool septel__message_folder_init(struct message_folder *messages, const char *path)
	__attribute__((nonnull, warn_unused_result));
void septel__message_folder_release(struct message_folder *messages) __attribute__((nonnull));
/* The interface that it fills, valid as long as it is. */
struct message_source septel__message_folder_source(struct message_folder *messages)
	__attribute__((nonnull));

enum message_kept { MESSAGE_NEW, MESSAGE_SAME, MESSAGE_OTHER };

/* Keeps `text`, which is message `id`, as messages/ID.txt, all of it or nothing.  SAME: it is
 * held already.  OTHER: a message of that number with other bytes is held, and stays; nothing
 * is written. */
enum access_status
septel__folder_keep_message(const char *path, struct septel_view id, struct septel_view text,
			    const struct message_source *source, enum message_kept *kept,
			    struct septel_arena *arena, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

/* Appends claims to the journal that opens with the message of their @msg line, or makes
 * ID.jrn, and seals them, and before them what was not sealed yet, if it holds.  One process at a
 * time; the whole casebook is read with them, and unless all of it holds (`book` then has the
 * faults) nothing is written and *added is 0; nor where a guard does not allow it (ACCESS_REFUSED;
 * `book` has what speaks against it).  A crash leaves the journal as it was or with all of them,
 * sealed or not.  `claims->path` is how faults name them.  ACCESS_BROKEN: the end of the chain is
 * not what it was; nothing is written. */
enum access_status
septel__folder_add(struct casebook *book, const char *path, const struct journal *claims,
		   const struct message_source *source, size_t *added, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

/* The same without writing: *added tells how many would be. */
enum access_status
septel__folder_try(struct casebook *book, const char *path, const struct journal *claims,
		   const struct message_source *source, size_t *added, struct access_error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
