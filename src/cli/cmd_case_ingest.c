/* cmd_case_ingest.c - septel case ingest: takes messages into a casebook. */
#include "../access/level.h"
#include "../base/date.h"
#include "../casebook/folder.h"
#include "../corpus/source.h"
#include "casebook_at.h"
#include "commands.h"
#include "safe.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

/* The bytes of a digest that are told. */
#define DIGEST_BYTES 32

enum { INGEST_CASEBOOK, INGEST_ID, INGEST_JSON };

static const struct option OPTIONS[] = {
	OPTION_ROW_CASEBOOK,
	{"id", OPTION_TEXT, "ID", "the number of a message that bears none"},
	{"json", OPTION_FLAG, NULL, "one JSON object a message"},
};

struct ingest {
	const struct invocation *invocation;
	const char *path;
	struct septel_arena *arena;
	struct message_folder messages;
	struct message_source source;
	struct access_error error;
};

static const char *const KEPT[] = {"new", "held already", "held with other bytes"};

/* "SYN0002" of "cables/SYN0002.txt", where that is a name. */
static struct septel_view stem_of(struct septel_view path)
{
	size_t begin = path.len;
	while (begin > 0 && path.ptr[begin - 1] != '/' && path.ptr[begin - 1] != '!')
		begin--;
	size_t end = path.len;
	for (size_t i = begin; i < path.len; i++)
		if (path.ptr[i] == '.')
			end = i;
	const struct septel_view stem = septel__slice(path, begin, end);
	for (size_t i = 0; i < stem.len; i++)
		if (!septel__is_alnum(stem.ptr[i]) && stem.ptr[i] != '-')
			return (struct septel_view){"", 0};
	return stem;
}

static size_t count_sentences(const struct septel_message *message, struct septel_arena *arena)
{
	/* The signature is a sentence of the last paragraph. */
	size_t count = message->paragraphs.count > 0 && message->signature.len > 0;
	for (size_t i = 0; i < message->paragraphs.count; i++)
		count += septel_message_sentences(message, i, arena).count;
	return count;
}

static void put_digest(struct septel_view text, char hexadecimal[DIGEST_BYTES * 2 + 1])
{
	unsigned char digest[DIGEST_BYTES];
	crypto_generichash(digest, sizeof digest, (const unsigned char *)text.ptr, text.len, NULL,
			   0);
	sodium_bin2hex(hexadecimal, DIGEST_BYTES * 2 + 1, digest, sizeof digest);
}

/* The @msg line with which a journal of the message begins. */
static void put_opening(struct septel_out *out, struct septel_view id,
			const struct septel_message *message)
{
	char dtg[TIME_TEXT_SIZE], day[TIME_TEXT_SIZE];
	septel__out_format(
		out, "@msg %.*s dtg=%s class=%s", VIEW_FORMAT(id),
		septel__has_time(message->dtg) ? septel__time_text(message->dtg, dtg) : "?",
		message->classification ? septel__level_letters(message->classification) : "?");
	if (septel__has_time(message->declassify.on))
		septel__out_format(out, " decl=%s", septel__time_text(message->declassify.on, day));
}

static void tell(const struct ingest *ingest, struct septel_view id,
		 const struct septel_message *message, enum message_kept kept)
{
	char digest[DIGEST_BYTES * 2 + 1];
	struct septel_out out, safe;
	const size_t sentences = count_sentences(message, ingest->arena);
	septel__out_init(&out, ingest->arena, 0);
	septel__out_init(&safe, ingest->arena, 0);
	put_digest(message->raw, digest);
	put_opening(&out, id, message);
	const char *opening = septel__out_terminated(&out);
	print_safely(&safe, septel_view_of(opening ? opening : ""));
	const char *shown = septel__out_terminated(&safe);
	if (ingest->invocation->options[INGEST_JSON].text)
		printf("{\"id\":\"%.*s\",\"state\":\"%s\",\"paragraphs\":%zu,\"sentences\":%zu,"
		       "\"digest\":\"%s\",\"opening\":\"%s\"}\n",
		       VIEW_FORMAT(id), KEPT[kept], message->paragraphs.count, sentences, digest,
		       shown ? shown : "");
	else
		printf("%s\n    %s: %zu paragraphs, %zu sentences, BLAKE2b %.16s\n",
		       shown ? shown : "", KEPT[kept], message->paragraphs.count, sentences,
		       digest);
}

/* Its number: of the text, of --id, of the record around it, else its file's name. */
static struct septel_view id_of(const struct ingest *ingest, const struct corpus_item *item,
				const struct septel_message *message)
{
	const char *given = ingest->invocation->options[INGEST_ID].text;
	if (message->id.len)
		return message->id;
	return given ? septel_view_of(given) : stem_of(item->path);
}

static bool take(struct ingest *ingest, const struct corpus_item *item)
{
	const struct septel_message *message;
	enum message_kept kept;
	septel_arena_reset(ingest->arena);
	if (septel_message_parse(&message, item->text, &item->options, ingest->arena) !=
	    SEPTEL_OK) {
		complain("septel case ingest: %.*s: too much to be read as a message",
			 VIEW_FORMAT(item->path));
		return false;
	}
	const struct septel_view id = id_of(ingest, item, message);
	if (!id.len) {
		complain("septel case ingest: %.*s:%llu: the message has no number: say --id",
			 VIEW_FORMAT(item->path), (unsigned long long)item->line);
		return false;
	}
	if (septel__folder_keep_message(ingest->path, id, item->text, &ingest->source, &kept,
					ingest->arena, &ingest->error) != ACCESS_OK) {
		complain("septel case ingest: %s", ingest->error.text);
		return false;
	}
	if (kept == MESSAGE_OTHER)
		complain("septel case ingest: %.*s:%llu: %.*s is held with other bytes, which "
			 "stay",
			 VIEW_FORMAT(item->path), (unsigned long long)item->line, VIEW_FORMAT(id));
	else
		tell(ingest, id, message, kept);
	return kept != MESSAGE_OTHER;
}

/* True: every message that was there is in the casebook. */
static bool take_all(struct ingest *ingest, struct corpus_source *source)
{
	struct corpus_item item;
	struct corpus_fault fault;
	bool all = true;
	for (;;) {
		switch (septel__source_next(source, &item, &fault)) {
		case CORPUS_END:
			return all;
		case CORPUS_NO_MEMORY:
			complain("septel case ingest: out of memory");
			return false;
		case CORPUS_FAULT:
			complain("septel case ingest: %.*s: %.*s", VIEW_FORMAT(fault.path),
				 VIEW_FORMAT(fault.reason));
			all = false;
			break;
		case CORPUS_ITEM:
			all &= take(ingest, &item);
			break;
		}
	}
}

static int run(const struct invocation *invocation)
{
	struct ingest ingest = {.invocation = invocation,
				.path = casebook_path(&invocation->options[INGEST_CASEBOOK]),
				.arena = septel_arena_new(0)};
	struct corpus_source *source =
		septel__source_open(invocation->arguments, invocation->count);
	bool all = false;
	if (septel__message_folder_init(&ingest.messages, ingest.path) && ingest.arena && source &&
	    sodium_init() >= 0) {
		ingest.source = septel__message_folder_source(&ingest.messages);
		all = take_all(&ingest, source);
	} else {
		complain("septel case ingest: out of memory");
	}
	septel__source_close(source);
	septel__message_folder_release(&ingest.messages);
	septel_arena_free(ingest.arena);
	return all ? EXIT_DONE : EXIT_INVALID;
}

const struct command COMMAND_CASE_INGEST = {
	.name = "case ingest",
	.summary = "Take messages into a casebook",
	.arguments = "FILE...",
	.least = 1,
	.about = "Keeps each message as messages/ID.txt, its bytes as received, and tells the @msg "
		 "line\n"
		 "with which a journal of it begins, and its sentences, on which claims can stand. "
		 "What\n"
		 "is held is never overwritten: a message of that number with other bytes is "
		 "refused.",
	.example = "dir=$(mktemp -d); touch $dir/registry; "
		   "septel case ingest -C $dir samples/08BAGHDAD3796.txt",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
