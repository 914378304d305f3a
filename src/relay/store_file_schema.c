/* store_file_schema.c - the tables of a spool in SQLite, and views of them for people:
 *
 *     sqlite3 spool.db 'select * from waiting'
 *
 * Bytes of messages stand in a table of their own, so that lists are read without them.  Times are
 * milliseconds since 1970; states and precedences are numbers as in the headers (the views have the
 * words).  Where a message without transfer, or without key, has NULL, no index knows it.
 */
#include "store_file.h"

const char *const septel__spool_schema[] = {
	"CREATE TABLE message(number INTEGER PRIMARY KEY, accepted INTEGER NOT NULL, "
	"state INTEGER NOT NULL, precedence INTEGER NOT NULL, classification INTEGER NOT "
	"NULL, arrived TEXT NOT NULL, identification TEXT NOT NULL, transfer TEXT, sender "
	"TEXT NOT NULL, reference TEXT NOT NULL, dtg TEXT NOT NULL, origin TEXT, serial "
	"TEXT, section INTEGER, filed TEXT, text_hash BLOB NOT NULL, length INTEGER NOT "
	"NULL, hash BLOB NOT NULL) STRICT",
	"CREATE UNIQUE INDEX message_transfer ON message(transfer) WHERE transfer IS NOT "
	"NULL",
	/* The filing time first: what comes together lies together. */
	"CREATE INDEX message_key ON message(filed, origin, serial, section) WHERE filed "
	"IS NOT NULL",
	"CREATE INDEX message_identification ON message(identification) WHERE "
	"identification <> ''",
	"CREATE INDEX message_reference ON message(reference) WHERE reference <> ''",
	"CREATE INDEX message_dtg ON message(dtg) WHERE dtg <> ''",
	"CREATE INDEX message_corrupt ON message(number) WHERE state = 1",
	"CREATE TABLE content(message INTEGER PRIMARY KEY, envelope TEXT NOT NULL, bytes "
	"BLOB NOT NULL) STRICT",
	"CREATE TABLE copy(message INTEGER NOT NULL, copy INTEGER NOT NULL, outlet TEXT "
	"NOT NULL, precedence INTEGER NOT NULL, state INTEGER NOT NULL, made INTEGER NOT "
	"NULL, routing TEXT NOT NULL, pilot TEXT NOT NULL, reason TEXT NOT NULL, sent_as "
	"TEXT NOT NULL, attempts INTEGER NOT NULL, not_before INTEGER NOT NULL, sent "
	"INTEGER NOT NULL, finished INTEGER NOT NULL, changed INTEGER NOT NULL, PRIMARY "
	"KEY(message, copy)) STRICT, WITHOUT ROWID",
	"CREATE INDEX copy_waiting ON copy(message, copy) WHERE state < 4",
	"CREATE INDEX copy_sent ON copy(sent_as, outlet, sent) WHERE sent_as <> ''",
	"CREATE TABLE addressee(message INTEGER NOT NULL, designator TEXT NOT NULL, role "
	"INTEGER NOT NULL, indicator TEXT NOT NULL, delivered INTEGER NOT NULL, readback "
	"INTEGER NOT NULL, answered INTEGER NOT NULL, due INTEGER NOT NULL, answer "
	"INTEGER NOT NULL, PRIMARY KEY(message, designator)) STRICT, WITHOUT ROWID",
	"CREATE INDEX addressee_due ON addressee(due) WHERE due <> 0 AND answered = 0",
	"CREATE TABLE channel(outlet TEXT PRIMARY KEY, numbers TEXT NOT NULL) STRICT, "
	"WITHOUT ROWID",
	"CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT "
	"ROWID",
	"CREATE TABLE entry(number INTEGER PRIMARY KEY, at INTEGER NOT NULL, message "
	"INTEGER NOT NULL, copy INTEGER NOT NULL, outlet TEXT NOT NULL, event TEXT NOT "
	"NULL, detail TEXT NOT NULL, hash BLOB NOT NULL) STRICT",
	/* None by time: numbers rise with it, and a day is found by halving (store_read.c). */
	"CREATE INDEX entry_message ON entry(message) WHERE message <> 0",
	/* Where the journal begins (its entries before are dropped), and what may not be lost. */
	"CREATE TABLE anchor(one INTEGER PRIMARY KEY CHECK(one = 1), number INTEGER NOT "
	"NULL, hash BLOB NOT NULL, last_message INTEGER NOT NULL, incarnation TEXT NOT "
	"NULL) STRICT",
	"INSERT INTO anchor VALUES(1, 0, zeroblob(32), 0, lower(hex(randomblob(16))))",
	/* Words for people. */
	"CREATE TABLE precedence(number INTEGER PRIMARY KEY, letter TEXT NOT NULL) STRICT",
	"INSERT INTO precedence VALUES(0, '-'), (1, 'R'), (2, 'P'), (3, 'O'), (4, 'Z'), "
	"(5, 'Y')",
	"CREATE TABLE copy_state(number INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT",
	"INSERT INTO copy_state VALUES(0, 'active'), (1, 'sending'), (2, 'deferred'), (3, "
	"'hold'), (4, 'done'), (5, 'cancelled')",
	"CREATE TABLE message_state(number INTEGER PRIMARY KEY, word TEXT NOT NULL) "
	"STRICT",
	"INSERT INTO message_state VALUES(0, 'accepted'), (1, 'corrupt'), (2, "
	"'duplicate'), (3, 'cancelled')",
	"CREATE VIEW copies AS SELECT copy.message, copy.copy, copy.outlet, "
	"precedence.letter AS precedence, copy_state.word AS state, CASE message.accepted "
	"WHEN 0 THEN '' ELSE strftime('%Y-%m-%dT%H:%M:%SZ', message.accepted / 1000, "
	"'unixepoch') END AS accepted, message.identification, message.sender, "
	"message.reference, message.length, copy.routing, copy.sent_as, copy.attempts, "
	"copy.reason, CASE copy.not_before WHEN 0 THEN '' ELSE "
	"strftime('%Y-%m-%dT%H:%M:%SZ', copy.not_before / 1000, 'unixepoch') END AS "
	"not_before, CASE copy.finished WHEN 0 THEN '' ELSE "
	"strftime('%Y-%m-%dT%H:%M:%SZ', copy.finished / 1000, 'unixepoch') END AS "
	"finished FROM copy JOIN message ON message.number = copy.message JOIN precedence "
	"ON precedence.number = copy.precedence JOIN copy_state ON copy_state.number = "
	"copy.state",
	"CREATE VIEW waiting AS SELECT copies.* FROM copies JOIN copy ON copy.message = "
	"copies.message AND copy.copy = copies.copy WHERE copy.state < 4",
	"CREATE VIEW corrupt AS SELECT number, CASE accepted WHEN 0 THEN '' ELSE "
	"strftime('%Y-%m-%dT%H:%M:%SZ', accepted / 1000, 'unixepoch') END AS accepted, "
	"arrived, identification, length FROM message WHERE state = 1",
	"CREATE VIEW messages AS SELECT message.number, CASE accepted WHEN 0 THEN '' ELSE "
	"strftime('%Y-%m-%dT%H:%M:%SZ', accepted / 1000, 'unixepoch') END AS accepted, "
	"message_state.word AS state, letter AS precedence, arrived, identification, "
	"sender, reference, dtg, origin, serial, section, filed, length FROM message JOIN "
	"precedence ON precedence.number = message.precedence JOIN message_state ON "
	"message_state.number = state",
	"CREATE VIEW journal AS SELECT number, CASE at WHEN 0 THEN '' ELSE "
	"strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000, 'unixepoch') END AS at, message, copy, "
	"outlet, event, detail, lower(hex(hash)) AS hash FROM entry",
	/* "SPR1" tells a spool from other databases. */
	"PRAGMA application_id = 1397772849", "PRAGMA user_version = 1", NULL};
