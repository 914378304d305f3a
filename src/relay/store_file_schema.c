/* store_file_schema.c - the tables of a spool in SQLite, and views of them for people:
 *
 *     sqlite3 spool.db 'select * from waiting'
 *
 * Bytes of messages stand in a table of their own, so that lists are read without them.  Times are
 * milliseconds since 1970; states and precedences are numbers as in the headers (the views have the
 * words).  Where a message without transfer, or without key, has NULL, no index knows it.
 */
#include "store_file.h"

/* The key begins with the filing time: what comes together lies together in its index. */
#define TABLES                                                                                     \
	"CREATE TABLE message(number INTEGER PRIMARY KEY, accepted INTEGER NOT NULL,"              \
	" state INTEGER NOT NULL, precedence INTEGER NOT NULL, classification INTEGER NOT NULL,"   \
	" arrived TEXT NOT NULL, identification TEXT NOT NULL, transfer TEXT, sender TEXT NOT"     \
	" NULL, reference TEXT NOT NULL, dtg TEXT NOT NULL, origin TEXT, serial TEXT,"             \
	" section INTEGER, filed TEXT, text_hash BLOB NOT NULL, length INTEGER NOT NULL,"          \
	" hash BLOB NOT NULL) STRICT;"                                                             \
	"CREATE UNIQUE INDEX message_transfer ON message(transfer) WHERE transfer IS NOT NULL;"    \
	"CREATE INDEX message_key ON message(filed, origin, serial, section)"                      \
	" WHERE filed IS NOT NULL;"                                                                \
	"CREATE INDEX message_accepted ON message(accepted);"                                      \
	"CREATE INDEX message_identification ON message(identification)"                           \
	" WHERE identification <> '';"                                                             \
	"CREATE INDEX message_reference ON message(reference) WHERE reference <> '';"              \
	"CREATE INDEX message_garbled ON message(number) WHERE state = 1;"                         \
	"CREATE TABLE content(message INTEGER PRIMARY KEY, envelope TEXT NOT NULL,"                \
	" bytes BLOB NOT NULL) STRICT;"                                                            \
	"CREATE TABLE copy(message INTEGER NOT NULL, copy INTEGER NOT NULL, outlet TEXT NOT NULL," \
	" precedence INTEGER NOT NULL, state INTEGER NOT NULL, made INTEGER NOT NULL,"             \
	" routing TEXT NOT NULL, pilot TEXT NOT NULL, reason TEXT NOT NULL, sent_as TEXT NOT"      \
	" NULL, attempts INTEGER NOT NULL, not_before INTEGER NOT NULL, sent INTEGER NOT NULL,"    \
	" finished INTEGER NOT NULL, PRIMARY KEY(message, copy)) STRICT, WITHOUT ROWID;"           \
	"CREATE INDEX copy_waiting ON copy(message, copy) WHERE state < 4;"                        \
	"CREATE INDEX copy_sent ON copy(outlet, sent_as, sent) WHERE sent_as <> '';"               \
	"CREATE INDEX copy_finished ON copy(finished) WHERE finished <> 0;"                        \
	"CREATE TABLE addressee(message INTEGER NOT NULL, designator TEXT NOT NULL,"               \
	" role INTEGER NOT NULL, indicator TEXT NOT NULL, delivered INTEGER NOT NULL,"             \
	" readback INTEGER NOT NULL, answered INTEGER NOT NULL, due INTEGER NOT NULL,"             \
	" answer INTEGER NOT NULL, PRIMARY KEY(message, designator)) STRICT, WITHOUT ROWID;"       \
	"CREATE INDEX addressee_due ON addressee(due) WHERE due <> 0 AND answered = 0;"            \
	"CREATE TABLE channel(outlet TEXT PRIMARY KEY, numbers TEXT NOT NULL) STRICT,"             \
	" WITHOUT ROWID;"                                                                          \
	"CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"  \
	"CREATE TABLE entry(number INTEGER PRIMARY KEY, at INTEGER NOT NULL,"                      \
	" message INTEGER NOT NULL, copy INTEGER NOT NULL, outlet TEXT NOT NULL,"                  \
	" event TEXT NOT NULL, detail TEXT NOT NULL, hash BLOB NOT NULL) STRICT;"                  \
	"CREATE INDEX entry_at ON entry(at);"                                                      \
	"CREATE INDEX entry_message ON entry(message) WHERE message <> 0;"                         \
	"CREATE TABLE anchor(one INTEGER PRIMARY KEY CHECK(one = 1), number INTEGER NOT NULL,"     \
	" hash BLOB NOT NULL, last_message INTEGER NOT NULL) STRICT;"                              \
	"INSERT INTO anchor VALUES(1, 0, zeroblob(32), 0);"

#define TIME(column)                                                                               \
	"CASE " column " WHEN 0 THEN '' ELSE strftime('%Y-%m-%dT%H:%M:%SZ', " column               \
	" / 1000, 'unixepoch') END"
#define PRECEDENCE(column)                                                                         \
	"CASE " column " WHEN 1 THEN 'R' WHEN 2 THEN 'P' WHEN 3 THEN 'O' WHEN 4 THEN 'Z'"          \
	" WHEN 5 THEN 'Y' ELSE '-' END"
#define COPY_STATE                                                                                 \
	"CASE copy.state WHEN 0 THEN 'active' WHEN 1 THEN 'sending' WHEN 2 THEN 'deferred'"        \
	" WHEN 3 THEN 'hold' WHEN 4 THEN 'done' ELSE 'cancelled' END"
#define MESSAGE_STATE                                                                              \
	"CASE message.state WHEN 0 THEN 'accepted' WHEN 1 THEN 'corrupt' WHEN 2 THEN 'duplicate'"  \
	" ELSE 'cancelled' END"
#define COPIES                                                                                                                              \
	"SELECT copy.message, copy.copy, copy.outlet, " PRECEDENCE(                                                                         \
		"copy.precedence") " AS precedence, " COPY_STATE                                                                            \
				   " AS state, " TIME(                                                                                      \
					   "message.accepted") " AS accepted, "                                                             \
							       "message.identification, "                                                   \
							       "message.sender, "                                                           \
							       "message.reference, "                                                        \
							       "message.length,"                                                            \
							       " copy.routing, copy.sent_as, "                                              \
							       "copy.attempts, "                                                            \
							       "copy.reason, " TIME(                                                        \
								       "copy.not_before") " AS "                                            \
											  "not_"                                            \
											  "before"                                          \
											  ","                                               \
											  " " TIME(                                         \
												  "copy.finished") " AS finished FROM copy" \
														   " JOIN message ON message.number = copy.message"

#define VIEWS                                                                                      \
	"CREATE VIEW waiting AS " COPIES " WHERE copy.state < 4;"                                  \
	"CREATE VIEW copies AS " COPIES ";"                                                        \
	"CREATE VIEW corrupt AS SELECT number, " TIME(                                             \
		"accepted") " AS accepted, arrived,"                                               \
			    " identification, length FROM message WHERE state = 1;"                \
			    "CREATE VIEW messages AS SELECT number, " TIME(                        \
				    "accepted") " AS accepted, " MESSAGE_STATE                     \
						" AS state, " PRECEDENCE(                          \
							"precedence") " AS precedence, arrived,"   \
								      " identification, sender, "  \
								      "reference, dtg, origin, "   \
								      "serial, section, filed, "   \
								      "length"                     \
								      " FROM message;"             \
								      "CREATE VIEW journal AS "    \
								      "SELECT number, " TIME(      \
									      "at") " AS at, "     \
										    "message, "    \
										    "copy, "       \
										    "outlet, "     \
										    "event,"       \
										    " detail, "    \
										    "lower(hex("   \
										    "hash)) AS "   \
										    "hash FROM "   \
										    "entry;"

const char *const septel__spool_schema[] = {TABLES, VIEWS,
					    "PRAGMA application_id = 1397772849;"
					    "PRAGMA user_version = 1;",
					    NULL};
