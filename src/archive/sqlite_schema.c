/* sqlite_schema.c - the tables of an archive in SQLite; see doc/archive.md.
 *
 * One entry a version: an archive of version n is brought up to date by the
 * entries from n on, each in a transaction of its own.
 */
#include "sqlite.h"

const char *const septel__sqlite_schema[] = {
	/* Bytes as received, one row a receipt; what is joined from sections names
	 * their receipts in `parts`. */
	"CREATE TABLE received(number INTEGER PRIMARY KEY, id TEXT NOT NULL, hash BLOB NOT NULL,"
	" source TEXT NOT NULL, place INTEGER NOT NULL, at INTEGER NOT NULL,"
	" size INTEGER NOT NULL, year INTEGER NOT NULL, own_id TEXT,"
	" total INTEGER NOT NULL, present TEXT NOT NULL, parts TEXT, bytes BLOB NOT NULL);"
	"CREATE UNIQUE INDEX received_hash ON received(hash);"
	"CREATE INDEX received_id ON received(id);"

	/* What the messages say, for lists; number is that of the receipt.  `current`
	 * is 1 for one version of each id, 0 for those before it. */
	"CREATE TABLE message(number INTEGER PRIMARY KEY, id TEXT NOT NULL, current INTEGER,"
	" dtg INTEGER, day_only INTEGER NOT NULL, sender TEXT NOT NULL, class INTEGER NOT NULL,"
	" captions TEXT NOT NULL, subject TEXT NOT NULL, subject_label INTEGER NOT NULL,"
	" label INTEGER NOT NULL, profile INTEGER NOT NULL, station TEXT, year INTEGER,"
	" serial INTEGER, repairs INTEGER NOT NULL, diagnostics INTEGER NOT NULL);"
	"CREATE UNIQUE INDEX message_id ON message(id) WHERE current = 1;"
	"CREATE INDEX message_versions ON message(id, number);"
	"CREATE INDEX message_dtg ON message(dtg) WHERE current = 1;"
	"CREATE INDEX message_serial ON message(station, year, serial) WHERE current = 1;"

	/* References, and behind them what only the text cancels or supersedes (in_text
	 * 1).  The index answers who cites an id without a look at the table. */
	"CREATE TABLE citation(number INTEGER NOT NULL, ordinal INTEGER NOT NULL,"
	" letter TEXT NOT NULL, kind INTEGER NOT NULL, link INTEGER NOT NULL, id TEXT,"
	" text TEXT NOT NULL, sender TEXT, dtg INTEGER, label INTEGER NOT NULL,"
	" in_text INTEGER NOT NULL, PRIMARY KEY(number, ordinal)) WITHOUT ROWID;"
	"CREATE INDEX citation_id ON citation(id, number, label, in_text, link)"
	" WHERE id IS NOT NULL;"
	"CREATE INDEX citation_dtg ON citation(dtg) WHERE id IS NULL AND dtg IS NOT NULL;"

	"CREATE TABLE reject(number INTEGER PRIMARY KEY, source TEXT NOT NULL,"
	" place INTEGER NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL,"
	" at INTEGER NOT NULL, bytes BLOB, UNIQUE(source, place, reason));"

	/* The index of words (segment.h). */
	"CREATE TABLE label(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
	"CREATE TABLE segment(number INTEGER PRIMARY KEY, first INTEGER NOT NULL,"
	" last INTEGER NOT NULL, messages INTEGER NOT NULL, words INTEGER NOT NULL,"
	" first_list INTEGER NOT NULL, end_list INTEGER NOT NULL);"
	"CREATE TABLE words(segment INTEGER NOT NULL, word BLOB NOT NULL, label INTEGER NOT NULL,"
	" messages INTEGER NOT NULL, first_list INTEGER, lists INTEGER NOT NULL, packed BLOB,"
	" PRIMARY KEY(segment, word, label)) WITHOUT ROWID;"
	"CREATE TABLE list(number INTEGER PRIMARY KEY, documents BLOB NOT NULL,"
	" counts BLOB NOT NULL, places BLOB NOT NULL);"
	/* Per message, for filters and order (columns.h). */
	"CREATE TABLE columns(block INTEGER PRIMARY KEY, rows BLOB NOT NULL);"

	/* One's own: kept beside the messages, never in them. */
	"CREATE TABLE collected(name TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY(name, id))"
	" WITHOUT ROWID;"
	"CREATE TABLE note(number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, at INTEGER "
	"NOT NULL,"
	" writer TEXT NOT NULL, text TEXT NOT NULL);"
	"CREATE INDEX note_id ON note(id);"
	"CREATE TABLE search(name TEXT PRIMARY KEY, query TEXT NOT NULL,"
	" seen INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE forgotten(id TEXT PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL)"
	" WITHOUT ROWID;",

	/* The version of the reader that made a message (reader_version.h). */
	"ALTER TABLE message ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;"};

const int septel__sqlite_schema_version =
	sizeof septel__sqlite_schema / sizeof *septel__sqlite_schema;
