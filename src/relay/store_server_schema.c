/* store_server_schema.c - the tables of a spool in PostgreSQL, and views of them for people:
 *
 *     psql -c 'select * from septel_relay.waiting' DATABASE
 *
 * They are those of store_file_schema.c.  Bytes of messages and of the journal are stored as they
 * come: to compress them would cost more than their writing.
 */
#include "store_server.h"

const char *const septel__server_schema[] = {
	"CREATE SCHEMA septel_relay",
	"CREATE TABLE message(number bigint PRIMARY KEY, accepted bigint NOT NULL, state "
	"bigint NOT NULL, precedence bigint NOT NULL, classification bigint NOT NULL, "
	"arrived text NOT NULL, identification text NOT NULL, transfer text, sender text "
	"NOT NULL, reference text NOT NULL, dtg text NOT NULL, origin text, serial text, "
	"section bigint, filed text, text_hash bytea NOT NULL, length bigint NOT NULL, "
	"hash bytea NOT NULL)",
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
	"CREATE TABLE content(message bigint PRIMARY KEY, envelope text NOT NULL, bytes "
	"bytea NOT NULL)",
	"CREATE TABLE copy(message bigint NOT NULL, copy bigint NOT NULL, outlet text NOT "
	"NULL, precedence bigint NOT NULL, state bigint NOT NULL, made bigint NOT NULL, "
	"routing text NOT NULL, pilot text NOT NULL, reason text NOT NULL, sent_as text "
	"NOT NULL, attempts bigint NOT NULL, not_before bigint NOT NULL, sent bigint NOT "
	"NULL, finished bigint NOT NULL, changed bigint NOT NULL, PRIMARY KEY(message, "
	"copy))",
	"CREATE INDEX copy_waiting ON copy(message, copy) WHERE state < 4",
	"CREATE INDEX copy_sent ON copy(sent_as, outlet, sent) WHERE sent_as <> ''",
	"CREATE TABLE addressee(message bigint NOT NULL, designator text NOT NULL, role "
	"bigint NOT NULL, indicator text NOT NULL, delivered bigint NOT NULL, readback "
	"bigint NOT NULL, answered bigint NOT NULL, due bigint NOT NULL, answer bigint "
	"NOT NULL, PRIMARY KEY(message, designator))",
	"CREATE INDEX addressee_due ON addressee(due) WHERE due <> 0 AND answered = 0",
	"ALTER TABLE content ALTER COLUMN bytes SET STORAGE EXTERNAL",
	"CREATE TABLE channel(outlet text PRIMARY KEY, numbers text NOT NULL)",
	"CREATE TABLE setting(name text PRIMARY KEY, value text NOT NULL)",
	"CREATE TABLE entry(number bigint PRIMARY KEY, at bigint NOT NULL, message bigint "
	"NOT NULL, copy bigint NOT NULL, outlet text NOT NULL, event text NOT NULL, "
	"detail text NOT NULL, hash bytea NOT NULL)",
	/* None by time: numbers rise with it, and a day is found by halving (store_read.c). */
	"CREATE INDEX entry_message ON entry(message) WHERE message <> 0",
	/* Where the journal begins (its entries before are dropped), and what may not be lost. */
	"CREATE TABLE anchor(one bigint PRIMARY KEY CHECK(one = 1), number bigint NOT "
	"NULL, hash bytea NOT NULL, last_message bigint NOT NULL, incarnation text NOT "
	"NULL)",
	"INSERT INTO anchor VALUES(1, 0, decode(repeat('00', 32), 'hex'), 0, "
	"replace(gen_random_uuid()::text, '-', ''))",
	/* Words for people. */
	"CREATE TABLE precedence(number bigint PRIMARY KEY, letter text NOT NULL)",
	"INSERT INTO precedence VALUES(0, '-'), (1, 'R'), (2, 'P'), (3, 'O'), (4, 'Z'), "
	"(5, 'Y')",
	"CREATE TABLE copy_state(number bigint PRIMARY KEY, word text NOT NULL)",
	"INSERT INTO copy_state VALUES(0, 'active'), (1, 'sending'), (2, 'deferred'), (3, "
	"'hold'), (4, 'done'), (5, 'cancelled')",
	"CREATE TABLE message_state(number bigint PRIMARY KEY, word text NOT NULL)",
	"INSERT INTO message_state VALUES(0, 'accepted'), (1, 'corrupt'), (2, "
	"'duplicate'), (3, 'cancelled')",
	"CREATE VIEW copies AS SELECT copy.message, copy.copy, copy.outlet, "
	"precedence.letter AS precedence, copy_state.word AS state, CASE message.accepted "
	"WHEN 0 THEN NULL ELSE to_timestamp(message.accepted / 1000.0) END AS accepted, "
	"message.identification, message.sender, message.reference, message.length, "
	"copy.routing, copy.sent_as, copy.attempts, copy.reason, CASE copy.not_before "
	"WHEN 0 THEN NULL ELSE to_timestamp(copy.not_before / 1000.0) END AS not_before, "
	"CASE copy.finished WHEN 0 THEN NULL ELSE to_timestamp(copy.finished / 1000.0) "
	"END AS finished FROM copy JOIN message ON message.number = copy.message JOIN "
	"precedence ON precedence.number = copy.precedence JOIN copy_state ON "
	"copy_state.number = copy.state",
	"CREATE VIEW waiting AS SELECT copies.* FROM copies JOIN copy ON copy.message = "
	"copies.message AND copy.copy = copies.copy WHERE copy.state < 4",
	"CREATE VIEW corrupt AS SELECT number, CASE accepted WHEN 0 THEN NULL ELSE "
	"to_timestamp(accepted / 1000.0) END AS accepted, arrived, identification, length "
	"FROM message WHERE state = 1",
	"CREATE VIEW messages AS SELECT message.number, CASE accepted WHEN 0 THEN NULL "
	"ELSE to_timestamp(accepted / 1000.0) END AS accepted, message_state.word AS "
	"state, letter AS precedence, arrived, identification, sender, reference, dtg, "
	"origin, serial, section, filed, length FROM message JOIN precedence ON "
	"precedence.number = message.precedence JOIN message_state ON "
	"message_state.number = state",
	"CREATE VIEW journal AS SELECT number, CASE at WHEN 0 THEN NULL ELSE "
	"to_timestamp(at / 1000.0) END AS at, message, copy, outlet, event, detail, "
	"encode(hash, 'hex') AS hash FROM entry",
	NULL};
