/* statements.c - what is asked of the tables of an archive, in words that SQLite and
 * PostgreSQL understand alike.  ?1 is the first bound value.
 */
#include "store.h"

#define RECEIPT_COLUMNS                                                                            \
	"number, id, source, place, at, size, year, own_id, total, present, parts, bytes"
#define MESSAGE_COLUMNS                                                                            \
	"number, id, current, dtg, day_only, sender, class, captions, subject, subject_label, "    \
	"label, profile, station, year, serial, repairs, diagnostics, reader"

const char *const septel__statement_texts[STATEMENT_COUNT] = {
	/* All that is to be known before a message is put in. */
	[STATEMENT_KNOWN] = "SELECT (SELECT number FROM received WHERE hash = ?1),"
			    " (SELECT number FROM message WHERE id = ?2 AND current = 1),"
			    " (SELECT 1 FROM forgotten WHERE id = ?2)",
	[STATEMENT_RECEIPT_BY_HASH] = "SELECT number FROM received WHERE hash = ?1",
	[STATEMENT_RECEIPT] = "SELECT " RECEIPT_COLUMNS ", hash FROM received WHERE number = ?1",
	[STATEMENT_RECEIPTS_OF_ID] =
		"SELECT " RECEIPT_COLUMNS ", hash FROM received WHERE id = ?1 ORDER BY number",
	[STATEMENT_RECEIPTS_FROM] = "SELECT " RECEIPT_COLUMNS ", hash FROM received"
				    " WHERE number BETWEEN ?1 AND ?2 ORDER BY number",
	[STATEMENT_RECEIPTS_OF_ID_FROM] = "SELECT " RECEIPT_COLUMNS ", hash FROM received"
					  " WHERE number BETWEEN ?1 AND ?2 AND id = ?3"
					  " ORDER BY number",
	[STATEMENT_ADD_RECEIPT] = "INSERT INTO received(number, id, hash, source, place, at, size, "
				  "year, own_id, total,"
				  " present, parts, bytes) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
				  "?9, ?10, ?11, ?12, ?13)",
	[STATEMENT_SET_RECEIPT] =
		"UPDATE received SET id = ?2, total = ?3, present = ?4 WHERE number = ?1"
		" AND (id, total, present) <> (?2, ?3, ?4)",
	[STATEMENT_DELETE_RECEIPT] = "DELETE FROM received WHERE number = ?1",
	[STATEMENT_LAST_OF_ID] = "SELECT coalesce(max(number), 0) FROM message WHERE id = ?1",
	[STATEMENT_CURRENT_OF_ID] = "SELECT number FROM message WHERE id = ?1 AND current = 1",
	[STATEMENT_ADD_MESSAGE] = "INSERT INTO message(" MESSAGE_COLUMNS
				  ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
				  " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
	[STATEMENT_SET_CURRENT] = "UPDATE message SET current = ?2 WHERE number = ?1",
	[STATEMENT_DELETE_MESSAGE] = "DELETE FROM message WHERE number = ?1",
	[STATEMENT_DELETE_CITATIONS] = "DELETE FROM citation WHERE number = ?1",
	[STATEMENT_ADD_CITATION] =
		"INSERT INTO citation(number, ordinal, letter, kind, link, id, text, sender, dtg,"
		" label, in_text) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
	[STATEMENT_ADD_REJECT] = "INSERT INTO reject(source, place, line, reason, at, bytes)"
				 " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
	[STATEMENT_REJECTS] = "SELECT source, line, reason, at FROM reject ORDER BY number",
	[STATEMENT_LABELS] = "SELECT number, name FROM label ORDER BY number",
	[STATEMENT_ADD_LABEL] =
		"INSERT INTO label(number, name) VALUES(?1, ?2) ON CONFLICT DO NOTHING",
	[STATEMENT_SEGMENTS] =
		"SELECT number, first, last, messages, words, first_list, end_list FROM segment"
		" ORDER BY first",
	[STATEMENT_ADD_SEGMENT] =
		"INSERT INTO segment(number, first, last, messages, words, first_list, end_list)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[STATEMENT_FINISH_SEGMENT] =
		"UPDATE segment SET words = ?2, end_list = ?3 WHERE number = ?1",
	[STATEMENT_DELETE_SEGMENT] = "DELETE FROM segment WHERE number = ?1",
	[STATEMENT_DELETE_SEGMENT_WORDS] = "DELETE FROM words WHERE segment = ?1",
	[STATEMENT_DELETE_LISTS] = "DELETE FROM list WHERE number >= ?1 AND number < ?2",
	[STATEMENT_ADD_WORD] =
		"INSERT INTO words(segment, word, label, messages, first_list, lists, packed)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[STATEMENT_WORD] = "SELECT label, messages, first_list, lists, packed, word FROM words"
			   " WHERE segment = ?1 AND word = ?2",
	[STATEMENT_WORD_RANGE] =
		"SELECT label, messages, first_list, lists, packed, word FROM words"
		" WHERE segment = ?1 AND word >= ?2 AND word < ?3",
	[STATEMENT_ALL_WORDS] = "SELECT label, messages, first_list, lists, packed, word FROM words"
				" WHERE segment = ?1 ORDER BY word, label",
	[STATEMENT_ADD_LIST] =
		"INSERT INTO list(number, documents, counts, places) VALUES(?1, ?2, ?3, ?4)",
	[STATEMENT_NEXT_NUMBERS] = "SELECT (SELECT coalesce(max(number), 0) + 1 FROM segment),"
				   " (SELECT coalesce(max(number), 0) + 1 FROM list)",
	[STATEMENT_LIST_DOCUMENTS] = "SELECT documents FROM list WHERE number = ?1",
	[STATEMENT_LIST_ALL_DOCUMENTS] = "SELECT documents FROM list"
					 " WHERE number BETWEEN ?1 AND ?2 ORDER BY number",
	[STATEMENT_LIST_COUNTS] = "SELECT counts FROM list WHERE number = ?1",
	[STATEMENT_LIST_PLACES] = "SELECT places FROM list WHERE number = ?1",
	[STATEMENT_BLOCK] = "SELECT rows FROM columns WHERE block = ?1",
	[STATEMENT_PUT_BLOCK] = "INSERT INTO columns(block, rows) VALUES(?1, ?2)"
				" ON CONFLICT(block) DO UPDATE SET rows = excluded.rows",
	/* A number that was given is not given again, be its message forgotten. */
	[STATEMENT_LAST_NUMBER] =
		"SELECT max(number) FROM (SELECT coalesce(max(number), 0) AS number FROM received"
		" UNION ALL SELECT coalesce(max(last), 0) FROM segment) AS given",
	[STATEMENT_MESSAGE] = "SELECT " MESSAGE_COLUMNS " FROM message WHERE number = ?1",
	[STATEMENT_READER] = "SELECT reader FROM message WHERE number = ?1",
	[STATEMENT_CITATIONS] =
		"SELECT letter, kind, link, id, text, sender, dtg, label, in_text FROM citation"
		" WHERE number = ?1 ORDER BY ordinal",
	[STATEMENT_CITED_BY] =
		"SELECT citation.number, link, in_text, citation.label, message.id,"
		" citation.text, message.dtg FROM citation JOIN message USING(number)"
		" WHERE citation.id = ?1 AND current = 1 ORDER BY message.id, link DESC",
	[STATEMENT_CITED_BY_TIME] =
		"SELECT citation.number, link, in_text, citation.label, message.id,"
		" citation.sender, message.dtg FROM citation JOIN message USING(number)"
		" WHERE citation.dtg = ?1 AND citation.id IS NULL AND link <> 3 AND current = 1"
		" ORDER BY message.id, link DESC",
	/* CITATION_OWN_END */
	[STATEMENT_OWN_ENDS] = "SELECT dtg, label FROM citation WHERE number = ?1 AND link = 3"
			       " ORDER BY dtg",
	[STATEMENT_CITED_IDS] = "SELECT id, number, label FROM citation INDEXED BY citation_id"
				" WHERE id IS NOT NULL AND in_text = 0 ORDER BY id, number",
	[STATEMENT_MESSAGES_AT] = "SELECT number, id, sender, station IS NOT NULL FROM message"
				  " WHERE dtg = ?1 AND day_only = 0 AND current = 1 ORDER BY id",
	[STATEMENT_COVERAGE] = "SELECT coalesce(station, sender) AS post, dtg, number FROM message"
			       " WHERE current = 1 ORDER BY post, dtg",
	[STATEMENT_STATS] = "SELECT number, current, dtg, profile, class, station IS NOT NULL,"
			    " repairs, diagnostics FROM message WHERE current IS NOT NULL",
	[STATEMENT_STATS_ROWS] =
		"SELECT (SELECT count(*) FROM received), (SELECT count(*) FROM reject)",
	[STATEMENT_SENT_BY] = "SELECT 1 FROM message WHERE id = ?1 AND current = 1 AND dtg <= ?2",
	[STATEMENT_REACHED] = "SELECT max(serial) FROM message WHERE station = ?1 AND year = ?2"
			      " AND current = 1 AND dtg <= ?3",
	[STATEMENT_SERIALS] = "SELECT station, year, serial, number FROM message"
			      " WHERE current = 1 AND station IS NOT NULL"
			      " ORDER BY station, year, serial",
	[STATEMENT_FORGOTTEN] = "SELECT at, reason FROM forgotten WHERE id = ?1",
	[STATEMENT_ADD_FORGOTTEN] =
		"INSERT INTO forgotten(id, at, reason) VALUES(?1, ?2, ?3) ON CONFLICT(id) DO UPDATE"
		" SET at = excluded.at, reason = excluded.reason",
	[STATEMENT_INTEGRITY] = "PRAGMA integrity_check",
	[STATEMENT_RECEIPT_COUNT] = "SELECT count(*), coalesce(max(number), 0) FROM received",
	[STATEMENT_CURRENT_COUNT] = "SELECT count(*) FROM message WHERE current = 1",
	[STATEMENT_COLLECT] =
		"INSERT INTO collected(name, id) VALUES(?1, ?2) ON CONFLICT DO NOTHING",
	[STATEMENT_UNCOLLECT] = "DELETE FROM collected WHERE name = ?1 AND id = ?2",
	[STATEMENT_COLLECTIONS] =
		"SELECT name, id FROM collected WHERE CAST(?1 AS TEXT) IS NULL OR name = ?1"
		" ORDER BY name, id",
	[STATEMENT_ADD_NOTE] = "INSERT INTO note(id, at, writer, text) VALUES(?1, ?2, ?3, ?4)"
			       " RETURNING number",
	[STATEMENT_REMOVE_NOTE] = "DELETE FROM note WHERE number = ?1 RETURNING number",
	[STATEMENT_NOTES] = "SELECT number, id, at, writer, text FROM note"
			    " WHERE CAST(?1 AS TEXT) IS NULL OR id = ?1 ORDER BY number",
	[STATEMENT_SAVE_SEARCH] =
		"INSERT INTO search(name, query, seen)"
		" VALUES(?1, ?2, (SELECT coalesce(max(number), 0) FROM received))"
		" ON CONFLICT(name) DO UPDATE SET query = excluded.query, seen = excluded.seen",
	[STATEMENT_REMOVE_SEARCH] = "DELETE FROM search WHERE name = ?1 RETURNING name",
	[STATEMENT_SEARCH_SEEN] = "UPDATE search SET seen = ?2 WHERE name = ?1",
	[STATEMENT_SEARCHES] = "SELECT name, query, seen FROM search ORDER BY name",
	[STATEMENT_COLLECTED] = "SELECT number FROM collected JOIN message USING(id)"
				" WHERE name = ?1 AND current = 1",
	[STATEMENT_FORGET_REJECTS] =
		"DELETE FROM reject WHERE bytes IS NOT NULL AND ("
		"(source, place) IN (SELECT source, place FROM received WHERE id = ?1)"
		" OR bytes IN (SELECT bytes FROM received WHERE id = ?1))",
	[STATEMENT_FORGET_RECEIPTS] = "DELETE FROM received WHERE id = ?1",
	[STATEMENT_FORGET_COLLECTED] = "DELETE FROM collected WHERE id = ?1",
	[STATEMENT_FORGET_NOTES] = "DELETE FROM note WHERE id = ?1",
	/* What should not be, a row each: its name. */
	[STATEMENT_WRONG_CURRENT] = "SELECT id FROM message GROUP BY id"
				    " HAVING sum(CASE WHEN current = 1 THEN 1 ELSE 0 END) <> 1",
	[STATEMENT_WITHOUT_RECEIPT] =
		"SELECT id FROM message WHERE NOT EXISTS"
		" (SELECT 1 FROM received WHERE received.number = message.number)",
	[STATEMENT_WITHOUT_MESSAGE] =
		"SELECT DISTINCT 'receipt ' || number FROM citation WHERE NOT EXISTS"
		" (SELECT 1 FROM message WHERE message.number = citation.number)",
	[STATEMENT_FORGOTTEN_THERE] =
		"SELECT id FROM forgotten WHERE id IN (SELECT id FROM received)"
		" OR id IN (SELECT id FROM message)",
	[STATEMENT_WITHOUT_SEGMENT] =
		"SELECT id FROM message WHERE NOT EXISTS"
		" (SELECT 1 FROM segment WHERE message.number BETWEEN first AND last)",
	[STATEMENT_STRAY_LISTS] =
		"SELECT 'list ' || list.number FROM list WHERE NOT EXISTS (SELECT 1 FROM segment"
		" WHERE list.number >= first_list AND list.number < end_list)",
	[STATEMENT_STRAY_WORDS] =
		"WITH RECURSIVE there(number) AS (SELECT min(segment) FROM words UNION ALL"
		" SELECT (SELECT min(segment) FROM words WHERE segment > there.number) FROM there"
		" WHERE there.number IS NOT NULL) SELECT 'segment ' || number FROM there"
		" WHERE number IS NOT NULL AND number NOT IN (SELECT number FROM segment)",
	/* Whole tables, in the order in which their rows are added (transfer.c). */
	[STATEMENT_ALL_OF_RECEIVED] =
		"SELECT number, id, hash, source, place, at, size, year, own_id, total, present, "
		"parts, bytes FROM received ORDER BY number",
	[STATEMENT_ALL_OF_MESSAGE] = "SELECT " MESSAGE_COLUMNS " FROM message ORDER BY number",
	[STATEMENT_ALL_OF_CITATION] =
		"SELECT number, ordinal, letter, kind, link, id, text, sender, dtg, label, in_text "
		"FROM citation ORDER BY number, ordinal",
	[STATEMENT_ALL_OF_REJECT] =
		"SELECT source, place, line, reason, at, bytes FROM reject ORDER BY number",
	[STATEMENT_ALL_OF_LABEL] = "SELECT number, name FROM label ORDER BY number",
	[STATEMENT_ALL_OF_SEGMENT] = "SELECT number, first, last, messages, words, first_list, "
				     "end_list FROM segment ORDER BY number",
	[STATEMENT_ALL_OF_WORDS] = "SELECT segment, word, label, messages, first_list, lists, "
				   "packed FROM words ORDER BY segment, word, label",
	[STATEMENT_ALL_OF_LIST] =
		"SELECT number, documents, counts, places FROM list ORDER BY number",
	[STATEMENT_ALL_OF_COLUMNS] = "SELECT block, rows FROM columns ORDER BY block",
	[STATEMENT_ALL_OF_COLLECTED] = "SELECT name, id FROM collected ORDER BY name, id",
	[STATEMENT_ALL_OF_NOTE] = "SELECT number, id, at, writer, text FROM note ORDER BY number",
	[STATEMENT_ALL_OF_SEARCH] = "SELECT name, query, seen FROM search ORDER BY name",
	[STATEMENT_ALL_OF_FORGOTTEN] = "SELECT id, at, reason FROM forgotten ORDER BY id",
	[STATEMENT_RESTORE_NOTE] =
		"INSERT INTO note(number, id, at, writer, text) VALUES(?1, ?2, ?3, ?4, ?5)",
	[STATEMENT_RESTORE_SEARCH] = "INSERT INTO search(name, query, seen) VALUES(?1, ?2, ?3)",
	[STATEMENT_PARTS] = "SELECT first_year, last_year, place FROM part ORDER BY first_year",
};
