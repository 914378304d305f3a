/* backend.h - what keeps the tables of an archive (store.h).  Private to the room.
 *
 * A backend extends struct archive and struct store_statement by what it needs, each as its
 * first member.  Statements given to it are never NULL.
 */
#ifndef SEPTEL_ARCHIVE_BACKEND_H
#define SEPTEL_ARCHIVE_BACKEND_H

#include "backup.h"
#include "parts.h"
#include "store.h"

struct store_statement {
	const struct store_backend *backend;
};

struct store_backend {
	size_t archive_size; /* bytes of its own struct archive */
	/* Path and mode are set.  What was opened is closed by `close`, whatever this gives. */
	bool (*open)(struct archive *archive, enum archive_mode mode);
	void (*close)(struct archive *archive);
	/* Whether a path of the file system is the archive's own. */
	bool (*owns)(const struct archive *archive, const char *path);

	struct store_statement *(*prepare)(struct archive *archive, enum statement which);
	void (*release)(struct store_statement *statement);
	/* No rows, nothing bound: as it was prepared. */
	void (*clear)(struct store_statement *statement);
	void (*end)(struct store_statement *statement);
	bool (*step)(struct archive *archive, struct store_statement *statement, bool *failed);

	void (*bind_number)(struct store_statement *statement, int index, long long number);
	void (*bind_text)(struct store_statement *statement, int index, struct septel_view text);
	void (*bind_bytes)(struct store_statement *statement, int index, struct septel_view bytes);

	bool (*is_null)(struct store_statement *statement, int column);
	long long (*number)(struct store_statement *statement, int column);
	struct septel_view (*view)(struct store_statement *statement, int column);

	bool (*in_transaction)(const struct archive *archive);
	bool (*read)(struct archive *archive);
	bool (*may_write)(struct archive *archive); /* NULL: it may */
	bool (*write)(struct archive *archive);
	bool (*commit)(struct archive *archive);
	void (*roll_back)(struct archive *archive); /* without a word */
	bool (*execute)(struct archive *archive, const char *sql);
	bool (*reindex)(struct archive *archive);
	/* See parts.h; NULL: its archives have none. */
	bool (*add_part)(struct archive *archive, const struct part *part);
	/* See forget.h. */
	bool (*purge)(struct archive *archive);
	/* Copies all into an empty file (backup.h); NULL: row by row. */
	bool (*copy)(struct archive *archive, const char *path, const struct backup_watch *watch);
};

/* In a file; on a server. */
extern const struct store_backend septel__sqlite, septel__postgres;

/* That of the program at hand (backend_file.c, backend_server.c) for archives on a server;
 * NULL: it has none. */
extern const struct store_backend *const septel__server_backend;

#endif
