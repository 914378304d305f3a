/* store_statements.c - the statements of a spool, in words that SQLite and PostgreSQL share.
 *
 * A copy that waits has a state below 4 (COPY_DONE), as the partial indexes have it.
 */
#include "store_make.h"

#define MATCH                                                                                      \
	"SELECT number, state, text_hash, precedence, classification,"                             \
	" coalesce(content.envelope, '') FROM message"                                             \
	" LEFT JOIN content ON content.message = message.number"

#define LAST_COPY                                                                                  \
	"(SELECT coalesce(max(other.copy), 0) FROM copy AS other"                                  \
	" WHERE other.message = message.number)"
#define ANSWERED                                                                                   \
	"UPDATE addressee SET answered = ?3, answer = ?4,"                                         \
	" readback = CASE WHEN readback = 0 THEN ?3 ELSE readback END,"                            \
	" delivered = CASE WHEN delivered = 0 THEN ?3 ELSE delivered END"                          \
	" WHERE (designator = ?2 OR (?5 <> '' AND indicator = ?5)) AND answered = 0 AND message"   \
	" <> ?4 AND message IN "
#define COPY_COLUMNS                                                                               \
	"copy.outlet, copy.routing, copy.pilot, copy.reason, copy.sent_as, copy.precedence,"       \
	" message.classification, copy.state, copy.attempts, message.accepted, copy.not_before,"   \
	" message.length, copy.changed, " LAST_COPY ", message.arrived"

const struct store_statement_text septel__store_statements[STATEMENT_COUNT] = {
	[STATEMENT_MESSAGE] =
		{"INSERT INTO message(number, accepted, state, precedence, classification,"
		 " arrived, identification, transfer, sender, reference, dtg, origin, serial,"
		 " section, filed, text_hash, length, hash) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
		 " ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
		 true},
	[STATEMENT_CONTENT] = {"INSERT INTO content(message, envelope, bytes) VALUES(?1, ?2, ?3)",
			       true},
	[STATEMENT_COPY] = {"INSERT INTO copy(message, copy, outlet, precedence, state, made,"
			    " routing, pilot, reason, sent_as, attempts, not_before, sent,"
			    " finished, changed) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
			    " ?11, ?12, ?13, ?14, ?6)",
			    true},
	/* An identification stays until there is another, and so does the moment it was given. */
	[STATEMENT_STATE] = {"UPDATE copy SET state = ?3, reason = ?4,"
			     " sent_as = CASE ?5 WHEN '' THEN sent_as WHEN '-' THEN '' ELSE ?5 END,"
			     " attempts = ?6, not_before = ?7,"
			     " sent = CASE WHEN ?8 = 0 THEN sent ELSE ?8 END, finished = ?9,"
			     " changed = ?10 WHERE message = ?1 AND copy = ?2",
			     true},
	[STATEMENT_MESSAGE_STATE] = {"UPDATE message SET state = ?2 WHERE number = ?1", true},
	[STATEMENT_CHANNEL] = {"INSERT INTO channel(outlet, numbers) VALUES(?1, ?2)"
			       " ON CONFLICT(outlet) DO UPDATE SET numbers = excluded.numbers",
			       true},
	[STATEMENT_SETTING] = {"INSERT INTO setting(name, value) VALUES(?1, ?2)"
			       " ON CONFLICT(name) DO UPDATE SET value = excluded.value",
			       true},
	/* The first time counts; who has read it has it. */
	[STATEMENT_ADDRESSEE] =
		{"INSERT INTO addressee(message, designator, role, indicator, delivered, readback,"
		 " answered, due, answer) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
		 " ON CONFLICT(message, designator) DO UPDATE SET"
		 " role = CASE WHEN excluded.indicator = '' THEN addressee.role ELSE"
		 " excluded.role END,"
		 " indicator = CASE WHEN excluded.indicator = '' THEN addressee.indicator ELSE"
		 " excluded.indicator END,"
		 " delivered = CASE WHEN addressee.delivered <> 0 THEN addressee.delivered WHEN"
		 " excluded.delivered <> 0 THEN excluded.delivered ELSE excluded.readback END,"
		 " readback = CASE WHEN addressee.readback = 0 THEN excluded.readback ELSE"
		 " addressee.readback END,"
		 " answered = CASE WHEN addressee.answered = 0 THEN excluded.answered ELSE"
		 " addressee.answered END,"
		 " due = CASE WHEN excluded.due = 0 THEN addressee.due ELSE excluded.due END,"
		 " answer = CASE WHEN excluded.answer = 0 THEN addressee.answer ELSE"
		 " excluded.answer END",
		 true},
	/* Of every message with that reference number, or of that sender and time; who answers has
	 * read it. */
	[STATEMENT_ANSWERED] = {ANSWERED "(SELECT number FROM message WHERE reference = ?1"
					 " AND reference <> '')",
				false},
	[STATEMENT_ANSWERED_BY_TIME] = {ANSWERED "(SELECT number FROM message WHERE dtg = ?1"
						 " AND dtg <> '' AND sender = ?6)",
					false},
	/* Time ran out, and they have not answered; it is told of once: `due` is negative then. */
	[STATEMENT_OVERDUE] = {"SELECT message, designator, due, delivered, readback FROM addressee"
			       " WHERE due > 0 AND due <= ?1 AND answered = 0"
			       " ORDER BY due, message, designator LIMIT ?2",
			       false},
	[STATEMENT_OVERDUE_TOLD] = {"UPDATE addressee SET due = -due WHERE message = ?1"
				    " AND designator = ?2",
				    true},
	/* Whoever is called by the routing line of the copy. */
	[STATEMENT_DELIVERED] = {"UPDATE addressee SET delivered = ?3 WHERE message = ?1"
				 " AND delivered = 0 AND indicator <> '' AND EXISTS"
				 " (SELECT 1 FROM copy WHERE copy.message = ?1 AND copy.copy = ?2"
				 " AND ' ' || copy.routing || ' ' LIKE"
				 " '% ' || addressee.indicator || ' %')",
				 false},
	[STATEMENT_ENTRY] = {"INSERT INTO entry(number, at, message, copy, outlet, event, detail,"
			     " hash) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
			     true},
	[STATEMENT_FIND_KEY] = {MATCH " WHERE filed = ?1 AND origin = ?2 AND serial = ?3"
				      " AND section = ?4 ORDER BY number DESC LIMIT 16",
				false},
	[STATEMENT_FIND_TRANSFER] = {MATCH " WHERE transfer = ?1", false},
	[STATEMENT_FETCH] = {"SELECT " COPY_COLUMNS ", message.hash, content.bytes FROM copy"
			     " JOIN message ON message.number = copy.message"
			     " JOIN content ON content.message = copy.message"
			     " WHERE copy.message = ?1 AND copy.copy = ?2",
			     false},
	[STATEMENT_FETCH_MESSAGE] =
		{"SELECT '', '', '', '', '', message.precedence, message.classification, 0, 0,"
		 " message.accepted, 0, message.length, 0, " LAST_COPY
		 ", message.arrived, message.hash,"
		 " content.bytes FROM message JOIN content ON content.message = message.number"
		 " WHERE message.number = ?1",
		 false},
	[STATEMENT_SENT_AS] = {"SELECT message, copy FROM copy WHERE outlet = ?1 AND sent_as = ?2"
			       " AND sent_as <> '' ORDER BY sent DESC LIMIT 1",
			       false},
	[STATEMENT_SENT_KEY] = {"SELECT copy.message, copy.copy FROM message"
				" JOIN copy ON copy.message = message.number"
				" WHERE message.filed = ?1 AND message.origin = ?2"
				" AND message.serial = ?3 AND message.section = ?4"
				" AND (?5 = '' OR copy.outlet = ?5)"
				" ORDER BY copy.message DESC, copy.copy DESC LIMIT 1",
				false},
	[STATEMENT_ARRIVED_AS] = {"SELECT copy.message, copy.copy FROM message"
				  " JOIN copy ON copy.message = message.number"
				  " WHERE message.arrived = ?1 AND message.identification = ?2"
				  " AND message.identification <> ''"
				  " ORDER BY copy.message DESC, copy.copy LIMIT 1",
				  false},
	[STATEMENT_SETTINGS] = {"SELECT name, value FROM setting ORDER BY name", false},
	[STATEMENT_CHANNELS] = {"SELECT outlet, numbers FROM channel ORDER BY outlet", false},
	/* In portions: ?1 and ?2 name the copy behind which it goes on. */
	[STATEMENT_COPIES] = {"SELECT copy.message, copy.copy, " COPY_COLUMNS
			      ", CASE WHEN EXISTS(SELECT 1 FROM content WHERE content.message ="
			      " copy.message AND content.envelope LIKE"
			      " '%minimize: considered%') THEN 1 ELSE 0 END FROM copy"
			      " JOIN message ON message.number = copy.message"
			      " WHERE copy.state < 4 AND (copy.message, copy.copy) > (?1, ?2)"
			      " ORDER BY copy.message, copy.copy LIMIT 10000",
			      false},
	[STATEMENT_LAST_MESSAGE] = {"SELECT (SELECT coalesce(max(number), 0) FROM message),"
				    " (SELECT last_message FROM anchor)",
				    false},
	[STATEMENT_LAST_ENTRIES] = {"SELECT number, at, message, copy, outlet, event, detail, hash"
				    " FROM entry ORDER BY number DESC LIMIT ?1",
				    false},
	[STATEMENT_ANCHOR] = {"SELECT number, hash, incarnation FROM anchor", false},
	/* The oldest behind ?1; whether the relay is done with each. */
	[STATEMENT_OLD_MESSAGES] =
		{"SELECT number, accepted, CASE WHEN state <> 1 AND NOT EXISTS(SELECT 1 FROM copy"
		 " WHERE copy.message = message.number AND copy.state < 4) THEN 1 ELSE 0 END"
		 " FROM message"
		 " WHERE number > ?1 ORDER BY number LIMIT ?2",
		 false},
	[STATEMENT_DROP_CONTENT] = {"DELETE FROM content WHERE message = ?1", false},
	[STATEMENT_DROP_COPIES] = {"DELETE FROM copy WHERE message = ?1", false},
	[STATEMENT_DROP_ADDRESSEES] = {"DELETE FROM addressee WHERE message = ?1", false},
	[STATEMENT_DROP_MESSAGE] = {"DELETE FROM message WHERE number = ?1", true},
	/* The oldest entries; whether their message is still there. */
	[STATEMENT_OLD_ENTRIES] =
		{"SELECT number, at, hash, CASE WHEN EXISTS(SELECT 1 FROM message WHERE"
		 " message.number = entry.message) THEN 1 ELSE 0 END FROM entry ORDER BY number "
		 "LIMIT ?1",
		 false},
	[STATEMENT_DROP_ENTRIES] = {"DELETE FROM entry WHERE number <= ?1", true},
	[STATEMENT_SET_ANCHOR] = {"UPDATE anchor SET number = ?1, hash = ?2", true},
	/* A number is not given again, though its message is gone. */
	[STATEMENT_KEEP_NUMBER] = {"UPDATE anchor SET last_message = ?1 WHERE last_message < ?1",
				   false},
};
