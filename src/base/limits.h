/* limits.h - the limits of septel by name: of memory, of what a message may hold,
 * of what a file may.
 *
 * What goes over one is a diagnostic or an error, never a surprise.  How many
 * letters a word of a grammar has, and how far a reader looks for it, is a fact of
 * that grammar: it has its name too, in the file that reads it.
 */
#ifndef SEPTEL_BASE_LIMITS_H
#define SEPTEL_BASE_LIMITS_H

/* Memory of one arena where its maker names none. */
#define SEPTEL_ARENA_LIMIT ((size_t)1 << 30)
/* The first chunk of an arena, and the smallest later one. */
#define SEPTEL_ARENA_CHUNK ((size_t)256 * 1024)
/* The largest later one, unless an object asks for more. */
#define SEPTEL_ARENA_STEP ((size_t)16 << 20)

/* Diagnostics kept for one message; the rest is counted. */
#define SEPTEL_DIAGNOSTICS_LIMIT 1000u
/* Bytes of the text of one, with its NUL; a longer one is cut. */
#define DIAGNOSTIC_TEXT_SIZE 256
/* Rounds of repair before septel gives up looking for more. */
#define SEPTEL_REPAIR_ROUNDS 16
/* Lines a heading block (address lines and all) may run. */
#define SEPTEL_HEADING_LINES_LIMIT 4096
/* Addressees, and routing indicators, of a message that is composed: what goes
 * over a heading block could not be read back. */
#define COMPOSE_ADDRESSEES_LIMIT SEPTEL_HEADING_LINES_LIMIT
#define COMPOSE_ROUTING_LIMIT    SEPTEL_HEADING_LINES_LIMIT

/* Routing indicators read from one line. */
#define ROUTING_LINE_LIMIT 512
/* TAGS of one message. */
#define SEPTEL_TAGS_LIMIT 256

/* Sections of one message (wire-format 7: 24 at most were seen). */
#define SEPTEL_SECTIONS_LIMIT 999
/* Differing texts of one section that a further piece is compared with. */
#define SECTION_CONFLICTS_LIMIT 64
/* A line shorter than this is no wrapped line of a sentence. */
#define REPAIR_SPLIT_LEAST 12

/* NARR and AMPN sets of one message that are read. */
#define NAVY_NARRATIVES_LIMIT 64

/* Bytes of words that are compared for misprints. */
#define EDIT_LENGTH_LIMIT 32

/* Corpus: bytes read at a time; a longer record makes its block grow. */
#define CORPUS_BLOCK_SIZE ((size_t)1024 * 1024)
/* Files (and faults) in one block. */
#define CORPUS_BLOCK_PIECES 512u
/* Pieces that one file adds to a block at once: itself and a few faults. */
#define CORPUS_FILE_PIECES 8u
/* Bytes a record around a message (CSV, JSON, mail) may take in its file. */
#define CORPUS_RECORD_LIMIT ((size_t)24 * 1024 * 1024)
/* Bytes of a line of plain text; a longer one is no text of a message. */
#define CORPUS_LINE_LIMIT CORPUS_BLOCK_SIZE
/* Bytes at the front of a file by which its format is found. */
#define CORPUS_HEAD_SIZE ((size_t)64 * 1024)
/* Bytes of paths and reasons in one block. */
#define CORPUS_NAMES_LIMIT ((size_t)8 * 1024 * 1024)
/* Folders in folders, containers in containers. */
#define CORPUS_FOLDER_DEPTH    64
#define CORPUS_CONTAINER_DEPTH 5
/* Parts of mail in parts. */
#define MIME_DEPTH_LIMIT 8
/* A container may expand to this much; beyond it, to so many times its size. */
#define CORPUS_EXPANSION_FREE  ((uint64_t)256 * 1024 * 1024)
#define CORPUS_EXPANSION_RATIO 200u
/* Times one damaged container is taken up again behind the damage. */
#define CORPUS_RESUMES 64
/* Faults of one block that are told one by one; the rest is counted. */
#define CORPUS_BLOCK_FAULTS 1000u
/* Bytes of a reason in a fault. */
#define CORPUS_REASON_SIZE 256
/* Bytes that a container is fed at a time. */
#define CORPUS_PULL_SIZE ((size_t)64 * 1024)
/* Threads of one run. */
#define CORPUS_THREADS_LIMIT 64u

/* References of one message. */
#define SEPTEL_REFERENCES_LIMIT 1000

/* A composed message before its length is checked: its lines and their ends. */
#define COMPOSED_TEXT_LIMIT ((size_t)32 << 20)
/* The text of a message as it is written out, and a conversion with its markup;
 * in bytes (SEPTEL_MESSAGE_LIMIT is that of what comes in). */
#define CONVERTED_TEXT_LIMIT ((size_t)128 << 20)
#define CONVERSION_LIMIT     ((size_t)256 << 20)

/* Queries: bytes, words asked for, parentheses and NOTs in one another. */
#define QUERY_LIMIT       ((size_t)16 * 1024)
#define QUERY_WORDS_LIMIT 1024u
#define QUERY_DEPTH_LIMIT 64
/* Bytes of the different words of one message, in the index. */
#define DOCUMENT_KEYS_LIMIT ((size_t)64 << 20)
/* Memory for the words of one batch of an import. */
#define BATCH_WORDS_LIMIT ((size_t)160 << 20)
/* Bytes of prepared messages that wait for the writer: what the other cores make while he
 * writes a batch to the disk. */
#define RELAY_BYTES_LIMIT ((size_t)64 << 20)
/* Messages of one batch. */
#define BATCH_MESSAGES_LIMIT 65536u

/* Parts by year of one archive, and the numbers of messages that each has. */
#define PARTS_LIMIT  32u
#define PART_NUMBERS ((uint32_t)1 << 24)
/* Words of a phrase in a query. */
#define WORDS_OF_PHRASE_LIMIT 64
/* Words that a prefix within a phrase may stand for. */
#define PREFIX_OF_PHRASE_LIMIT 4096u
/* Receipts of sections that are joined into one message. */
#define JOINED_PARTS_LIMIT 999
/* Stored messages read again: a batch of so many, or of so many bytes. */
#define REREAD_MESSAGES_LIMIT 512u
#define REREAD_BYTES_LIMIT    ((size_t)8 << 20)
/* Faults of an archive that are told one by one; the rest is counted. */
#define CHECK_FAULTS_LIMIT 1000u

/* Users of an archive: bytes of their file, and of a name in it. */
#define USERS_FILE_LIMIT ((size_t)4 * 1024 * 1024)
#define USERS_NAME_LIMIT 64u

/* The log of reads: bytes of a field that are kept, of a line (three fields with every byte
 * written \xHH, a label, the rest), of the file that are held at a time. */
#define LOG_FIELD_LIMIT 256u
#define LOG_LINE_LIMIT  8192u
#define LOG_WINDOW      ((size_t)256 * 1024)
/* Of the arguments of a query to a casebook, in such a field. */
#define READS_OBJECT_LIMIT 220u

/* Casebooks: bytes of a journal or registry, of a chain, of a line of a journal, of a name; names
 * that there is room for at first; a token as errors show it; faults told one by one; members of
 * members; keys of one claim; bytes of a file of messages; memory; journals of one folder. */
#define JOURNAL_LIMIT         ((size_t)64 << 20)
#define CHAIN_LIMIT           ((size_t)1 << 30)
#define JOURNAL_LINE_LIMIT    ((size_t)16 * 1024)
#define CASEBOOK_NAME_LIMIT   64u
#define CASEBOOK_NAMES_ROOM   256u
#define CASEBOOK_TOKEN_SHOWN  60u
#define CASEBOOK_FAULTS_LIMIT 1000u
/* What one party may be part of, itself included, and memberships followed to find that. */
#define CASEBOOK_WHOLES_LIMIT 64u
#define CASEBOOK_WHOLES_STEPS 256u
#define MESSAGES_FILE_LIMIT   ((size_t)64 << 20)
#define CASEBOOK_ARENA_LIMIT  ((size_t)4 << 30)
#define CLAIM_VALUES_LIMIT    1000u
#define CASEBOOK_FILES_LIMIT  100000u
/* Drafts that are proposed for one message; the rest is counted. */
#define WORKSHEET_DRAFTS_LIMIT 10000u
#define CHAIN_FAULTS_LIMIT     100u

/* The vault of a casebook: bytes of its file, of all its entries, of the words of one, of a
 * key; passes and memory of Argon2id that its header may ask for. */
#define VAULT_FILE_LIMIT      (VAULT_NAMES_LIMIT + (size_t)64 * 1024)
#define VAULT_NAMES_LIMIT     ((size_t)16 << 20)
#define VAULT_WORDS_LIMIT     ((size_t)4096)
#define VAULT_KEY_LIMIT       ((size_t)4096)
#define VAULT_PASSES_LIMIT    4u
#define VAULT_KIBIBYTES_LIMIT (1024u * 1024)

/* Relay: memory of one arrival, of one request of a service message, of the routes; bytes of the
 * text of channel numbers, of a service message; last station serial; alarms told at a time. */
#define ARRIVAL_ARENA_LIMIT   ((size_t)512 << 20)
#define INQUIRY_ARENA_LIMIT   ((size_t)64 << 20)
#define ROUTES_ARENA_LIMIT    ((size_t)1 << 30)
#define CHANNEL_TEXT_LIMIT    ((size_t)256 * 1024)
#define SERVICE_MESSAGE_LIMIT ((size_t)256 * 1024)
#define TRANSMISSION_LIMIT    (SEPTEL_MESSAGE_LIMIT + (size_t)1024 * 1024)
#define STATION_SERIAL_LAST   9999u
#define ALARMS_AT_ONCE        1000u
#define OPEN_NUMBERS_SHOWN    100u
#define ANSWER_LIMIT          ((size_t)1024 * 1024)

/* The program: bytes of a file of drafts or of JSON to compose; memory for all the
 * sections that are held at once; bytes of one file whose repairs make one diff. */
#define DRAFT_FILE_LIMIT     ((size_t)256 << 20)
#define SECTIONS_ARENA_LIMIT ((size_t)8 << 30)
#define DIFF_TEXT_LIMIT      ((size_t)256 << 20)

/* Relay, mail: bytes of a letter (a message, and again in base64); recipients of one; bytes of a
 * line of commands, and of a reply; errors and letters of one session; reports read from one
 * letter; fields and bytes of a header. */
#define MAIL_LETTER_LIMIT     ((size_t)40 << 20)
#define MAIL_RECIPIENTS_LIMIT 1000u
#define SMTP_COMMAND_LIMIT    2048u
#define SMTP_REPLY_LIMIT      4096u
#define SMTP_ERRORS_LIMIT     20u
#define SMTP_LETTERS_LIMIT    10000u
#define MAIL_REPORTS_LIMIT    1000u
#define MAIL_HEADER_LIMIT     ((size_t)1 << 20)
#define MAIL_FIELDS_LIMIT     4096u
/* Relay: a transmission on a raw stream; lines and bytes of a heading, faults of one; routing
 * indicators of a routing line (wire-format 4). */
#define STREAM_LIMIT           ((size_t)16 << 20)
#define ENVELOPE_LINES_LIMIT   SEPTEL_HEADING_LINES_LIMIT
#define ENVELOPE_BYTES_LIMIT   ((size_t)512 * 1024)
#define ENVELOPE_FAULTS_LIMIT  64u
#define ENVELOPE_ROUTING_LIMIT 500u
/* Relay: faults of a configuration or a table that are told one by one; bytes of a configuration
 * and of a table; circuits and boxes, "copy to" lines, routes. */
#define RELAY_FAULTS_LIMIT   200u
#define RELAY_CONFIG_LIMIT   ((size_t)1 << 20)
#define RELAY_TABLE_LIMIT    ((size_t)64 << 20)
#define RELAY_OUTLETS_LIMIT  1000u
#define RELAY_PROFILES_LIMIT 4000u
#define RELAY_ROUTES_LIMIT   1000000u
/* Routing indicators of one message once its collectives are expanded, and collectives in
 * collectives; of one transmission (JANAP 128: 500). */
#define RELAY_EXPANSION_LIMIT 10000u
#define RELAY_EXPANSION_DEPTH 32
#define RELAY_ROUTING_LIMIT   500u
/* Relay: pages in the log of a spool after which they are moved into its file, so many that the
 * log shall begin anew, and so many that it is worth while between two commits; messages that are
 * looked at at once for being old. */
#define RELAY_LOG_PAGES    1024
#define RELAY_LOG_LONG     16384
#define RELAY_LOG_REST     64
#define RELAY_EXPIRE_LIMIT 200u
/* Relay, scheduler: copies in custody, outlets, transmissions under way on one; times that a copy
 * is lost, or put off, before others go first. */
#define SCHEDULE_COPIES_LIMIT  ((uint32_t)1 << 26)
#define SCHEDULE_OUTLETS_LIMIT 4096u
#define SCHEDULE_WINDOW_LIMIT  256u
#define LOST_IN_PLACE_LIMIT    3u
/* Relay, between processes: bytes of one parcel (a message with all its changes), that may wait to
 * be written, that wait before nothing more is read from further up, that are read in a round. */
#define EXCHANGE_PARCEL_LIMIT  ((size_t)48 << 20)
#define EXCHANGE_WAITING_LIMIT ((size_t)512 << 20)
#define EXCHANGE_HIGH          ((size_t)8 << 20)
#define EXCHANGE_ROUND         ((size_t)256 * 1024)
/* Relay, processes: arrivals, and their bytes, that wait for the disk before lines are read no
 * more; parcels that one commit takes; changes of one parcel; clients of the socket of commands;
 * bytes of a file of routes; messages, and their bytes, that one import takes; seconds that a
 * command may take; bytes that are kept of what it says. */
#define SCHEDULER_PENDING_LIMIT  4096u
#define SCHEDULER_PENDING_BYTES  ((size_t)64 << 20)
#define SPOOL_BATCH_LIMIT        4096u
#define SPOOL_CHANGES_LIMIT      16384u
#define CONTROL_CLIENTS_LIMIT    64u
#define ROUTES_FILE_LIMIT        ((size_t)32 << 20)
#define DELIVERY_BATCH_LIMIT     512u
#define DELIVERY_BATCH_BYTES     ((size_t)64 << 20)
#define DELIVERY_COMMAND_SECONDS 60
#define DELIVERY_REASON_SIZE     200u

#endif
