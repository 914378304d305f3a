/* prepared.c - see prepared.h.
 *
 * On the way a prepared message is its length, a head of numbers and lengths, and
 * behind it the bytes of every view in the order of VIEWS.  It never leaves the
 * process, so the head is the machine's own.
 */
#include "prepared.h"

#include "../base/date.h"
#include "../base/limits.h"
#include "columns.h"
#include "kinds.h"
#include "links.h"
#include "number_parts.h"
#include "own_end.h"
#include "varint.h"

#include <sodium.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

/* Cables shrink to about 45 % at level 1 and 40 % at 3, which takes twice as long. */
#define COMPRESSION_LEVEL 1

struct preparer {
	struct labels *labels;
	struct septel_arena *arena;
	struct document_words *words;
	ZSTD_CCtx *compressor;
	struct septel_out packed, captions, present, citations, entries, repairs, diagnostics;
};

/* Every view of struct prepared. */
static const size_t VIEWS[] = {
	offsetof(struct prepared, source),          offsetof(struct prepared, hash),
	offsetof(struct prepared, bytes),           offsetof(struct prepared, reason),
	offsetof(struct prepared, given_id),        offsetof(struct prepared, id),
	offsetof(struct prepared, sender),          offsetof(struct prepared, captions),
	offsetof(struct prepared, subject),         offsetof(struct prepared, station),
	offsetof(struct prepared, present),         offsetof(struct prepared, citations),
	offsetof(struct prepared, words),           offsetof(struct prepared, repair_kinds),
	offsetof(struct prepared, diagnostic_kinds)};
#define VIEW_COUNT (sizeof VIEWS / sizeof *VIEWS)

static struct septel_view *view_at(struct prepared *prepared, size_t index)
{
	return (struct septel_view *)(void *)((char *)prepared + VIEWS[index]);
}

struct preparer *septel__preparer_new(struct labels *labels)
{
	struct preparer *preparer = calloc(1, sizeof *preparer);
	if (!preparer)
		return NULL;
	preparer->labels = labels;
	preparer->arena = septel_arena_new(0);
	preparer->words = septel__document_words_new();
	preparer->compressor = ZSTD_createCCtx();
	septel__out_init(&preparer->packed, NULL, 0);
	septel__out_init(&preparer->captions, NULL, 0);
	septel__out_init(&preparer->present, NULL, 0);
	septel__out_init(&preparer->citations, NULL, 0);
	septel__out_init(&preparer->entries, NULL, 0);
	septel__out_init(&preparer->repairs, NULL, 0);
	septel__out_init(&preparer->diagnostics, NULL, 0);
	if (preparer->arena && preparer->words && preparer->compressor)
		return preparer;
	septel__preparer_free(preparer);
	return NULL;
}

void septel__preparer_free(struct preparer *preparer)
{
	if (!preparer)
		return;
	septel__out_release(&preparer->packed);
	septel__out_release(&preparer->captions);
	septel__out_release(&preparer->present);
	septel__out_release(&preparer->citations);
	septel__out_release(&preparer->entries);
	septel__out_release(&preparer->repairs);
	septel__out_release(&preparer->diagnostics);
	ZSTD_freeCCtx(preparer->compressor);
	septel__document_words_free(preparer->words);
	septel_arena_free(preparer->arena);
	free(preparer);
}

void septel__prepare_hash(struct septel_view bytes, unsigned char hash[RECEIPT_HASH_SIZE])
{
	crypto_generichash(hash, RECEIPT_HASH_SIZE, (const unsigned char *)bytes.ptr, bytes.len,
			   NULL, 0);
}

static bool pack_bytes(struct preparer *preparer, struct septel_view bytes)
{
	struct septel_out *packed = &preparer->packed;
	septel__out_clear(packed);
	if (!septel__out_reserve(packed, ZSTD_compressBound(bytes.len)))
		return false;
	packed->length = ZSTD_compressCCtx(preparer->compressor, packed->data, packed->capacity,
					   bytes.ptr, bytes.len, COMPRESSION_LEVEL);
	return !ZSTD_isError(packed->length);
}

bool septel__unpack_bytes(struct septel_view packed, struct septel_out *out)
{
	const unsigned long long size = ZSTD_getFrameContentSize(packed.ptr, packed.len);
	if (size > SEPTEL_MESSAGE_LIMIT || !septel__out_reserve(out, (size_t)size + 1))
		return false;
	const size_t length =
		ZSTD_decompress(out->data + out->length, (size_t)size, packed.ptr, packed.len);
	if (ZSTD_isError(length) || length != size)
		return false;
	out->length += length;
	return true;
}

static int32_t minute_of(struct septel_time time)
{
	return septel__has_time(time) ? (int32_t)septel__minute_number(time) : COLUMNS_NO_TIME;
}

static void put_view(struct septel_out *out, struct septel_view view)
{
	septel__varint_append(out, (uint32_t)view.len);
	septel__out_view(out, view);
}

static void put_citation(struct septel_out *out, const struct citation *citation)
{
	put_view(out, citation->letter);
	put_view(out, citation->id);
	put_view(out, citation->text);
	put_view(out, citation->sender);
	septel__varint_append(out, (uint32_t)citation->kind);
	septel__varint_append(out, citation->link);
	septel__varint_append(out, (uint32_t)citation->minute);
	septel__varint_append(out, citation->label);
	septel__varint_append(out, citation->in_text);
}

static struct septel_view get_view(struct varint_cursor *cursor)
{
	const uint32_t length = septel__varint_read(cursor);
	return septel__varint_bytes(cursor, length);
}

bool septel__citation_next(struct septel_view *citations, struct citation *citation)
{
	struct varint_cursor cursor = septel__varint_cursor(*citations);
	if (citations->len == 0)
		return false;
	citation->letter = get_view(&cursor);
	citation->id = get_view(&cursor);
	citation->text = get_view(&cursor);
	citation->sender = get_view(&cursor);
	citation->kind = (int32_t)septel__varint_read(&cursor);
	citation->link = (enum citation_link)septel__varint_read(&cursor);
	citation->minute = (int32_t)septel__varint_read(&cursor);
	citation->label = septel__varint_read(&cursor);
	citation->in_text = septel__varint_read(&cursor) != 0;
	*citations =
		(struct septel_view){(const char *)cursor.at, (size_t)(cursor.end - cursor.at)};
	return !cursor.broken;
}

/* The number of a portion's label. */
static unsigned label_of(struct preparer *preparer, const struct septel_message *message,
			 struct access_label whole, enum access_portion_kind kind, size_t index)
{
	return septel__labels_number(
		preparer->labels,
		septel__label_of_portion(message, whole, (struct access_portion){kind, index}));
}

/* Of a reference: only a minute names a message. */
static int32_t exact_minute_of(struct septel_time time)
{
	return time.hour == SEPTEL_NUMBER_NONE ? COLUMNS_NO_TIME : minute_of(time);
}

static struct citation citation_of(const struct septel_reference *reference, unsigned label)
{
	return (struct citation){.letter = reference->letter,
				 .id = reference->id,
				 .text = reference->text,
				 .sender = reference->from,
				 .kind = (int32_t)reference->kind,
				 .link = CITATION_REFERS,
				 .minute = exact_minute_of(reference->dtg),
				 .label = label};
}

/* What the text says of messages is protected as the paragraph that says it. */
static void cite_link(struct preparer *preparer, const struct septel_message *message,
		      struct access_label whole, const struct link *link)
{
	const bool in_subject = link->paragraph == LINK_IN_SUBJECT;
	const unsigned label =
		label_of(preparer, message, whole, in_subject ? PORTION_SUBJECT : PORTION_PARAGRAPH,
			 in_subject ? 0 : link->paragraph);
	struct citation citation = {.kind = SEPTEL_REFERENCE_MESSAGE,
				    .id = link->id,
				    .text = link->id,
				    .minute = COLUMNS_NO_TIME,
				    .label = label};
	if (link->reference != LINK_NO_REFERENCE)
		citation = citation_of(&message->references.at[link->reference], label);
	citation.link = link->link;
	citation.in_text = true;
	put_citation(&preparer->citations, &citation);
}

static void cite_own_end(struct preparer *preparer, const struct septel_message *message,
			 struct access_label whole, const struct own_end *end)
{
	const struct citation citation = {
		.kind = SEPTEL_REFERENCE_MESSAGE,
		.link = CITATION_OWN_END,
		.minute = (int32_t)septel__minute_number(end->day),
		.label = label_of(preparer, message, whole, PORTION_PARAGRAPH, end->paragraph),
		.in_text = true};
	put_citation(&preparer->citations, &citation);
}

static void cite(struct preparer *preparer, const struct septel_message *message,
		 struct access_label whole)
{
	const unsigned label = label_of(preparer, message, whole, PORTION_REFERENCES, 0);
	septel__out_clear(&preparer->citations);
	for (size_t i = 0; i < message->references.count; i++) {
		const struct citation citation = citation_of(&message->references.at[i], label);
		put_citation(&preparer->citations, &citation);
	}
	const struct links links = septel__links_find(message, preparer->arena);
	for (size_t i = 0; i < links.count; i++)
		cite_link(preparer, message, whole, &links.at[i]);
	const struct own_ends ends = septel__own_ends_find(message, preparer->arena);
	for (size_t i = 0; i < ends.count; i++)
		cite_own_end(preparer, message, whole, &ends.at[i]);
}

static void take_addressees(struct document_words *words, enum index_field field,
			    struct septel_addressees addressees)
{
	for (size_t i = 0; i < addressees.count; i++) {
		septel__document_words_take(words, field, LABEL_ENVELOPE, addressees.at[i].name);
		septel__document_words_take(words, field, LABEL_ENVELOPE, addressees.at[i].ri);
	}
}

static void index_envelope(struct document_words *words, const struct septel_message *message,
			   struct septel_view id)
{
	septel__document_words_take(words, INDEX_FROM, LABEL_ENVELOPE, message->from.name);
	septel__document_words_take(words, INDEX_FROM, LABEL_ENVELOPE, message->from.ri);
	septel__document_words_value(words, INDEX_FROM_VALUE, LABEL_ENVELOPE, message->from.name);
	take_addressees(words, INDEX_TO, message->to);
	take_addressees(words, INDEX_INFO, message->info);
	septel__document_words_take(words, INDEX_ID, LABEL_ENVELOPE, id);
	septel__document_words_take(words, INDEX_PROFILE, LABEL_ENVELOPE,
				    septel_view_of(septel_profile_name(message->profile)));
	for (size_t i = 0; i < message->captions.count; i++)
		septel__document_words_take(words, INDEX_CAPTION, LABEL_ENVELOPE,
					    message->captions.at[i]);
}

static void index_lists(struct preparer *preparer, const struct septel_message *message,
			struct access_label whole)
{
	struct document_words *words = preparer->words;
	unsigned label = label_of(preparer, message, whole, PORTION_TAGS, 0);
	for (size_t i = 0; i < message->tags.count; i++) {
		septel__document_words_take(words, INDEX_TAG, label, message->tags.at[i].tag);
		septel__document_words_value(words, INDEX_TAG_VALUE, label,
					     message->tags.at[i].tag);
	}
	label = label_of(preparer, message, whole, PORTION_REFERENCES, 0);
	for (size_t i = 0; i < message->references.count; i++) {
		septel__document_words_take(words, INDEX_REFERENCE, label,
					    message->references.at[i].id);
		septel__document_words_take(words, INDEX_REFERENCE, label,
					    message->references.at[i].text);
	}
	label = label_of(preparer, message, whole, PORTION_SIGNATURE, 0);
	septel__document_words_take(words, INDEX_SIGNATURE, label, message->signature);
}

static void index_text(struct preparer *preparer, const struct septel_message *message,
		       struct access_label whole, unsigned subject_label)
{
	struct document_words *words = preparer->words;
	septel__document_words_take(words, INDEX_TEXT, subject_label, message->subject);
	septel__document_words_skip_to(words, PLACE_SUBJECT);
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_paragraph *paragraph = &message->paragraphs.at[i];
		septel__document_words_take(words, INDEX_TEXT,
					    label_of(preparer, message, whole, PORTION_HEADING, i),
					    paragraph->heading);
		septel__document_words_take(
			words, INDEX_TEXT, label_of(preparer, message, whole, PORTION_PARAGRAPH, i),
			paragraph->text);
	}
}

static void join_views(struct septel_out *out, struct septel_views views)
{
	septel__out_clear(out);
	for (size_t i = 0; i < views.count; i++) {
		if (i)
			septel__out_byte(out, ' ');
		septel__out_view(out, views.at[i]);
	}
}

static void list_sections(struct septel_out *out, const struct septel_message *message)
{
	septel__out_clear(out);
	for (size_t i = 0; i < message->sections.present_count; i++) {
		if (i)
			septel__out_byte(out, ',');
		septel__out_number(out, message->sections.present[i]);
	}
}

static struct septel_view id_of(const struct septel_message *message, const unsigned char *hash,
				char text[32])
{
	if (message->id.len)
		return message->id;
	memcpy(text, "CONTENT-", 8);
	for (size_t i = 0; i < 8; i++)
		snprintf(text + 8 + 2 * i, 3, "%02x", hash[i]);
	return septel_view_of(text);
}

static void describe(struct preparer *preparer, const struct septel_message *message,
		     struct prepared *prepared)
{
	const struct access_label whole = septel__label_of_message(message);
	prepared->label = septel__labels_number(preparer->labels, whole);
	prepared->subject_label = label_of(preparer, message, whole, PORTION_SUBJECT, 0);
	septel__document_words_clear(preparer->words);
	/* The text comes first: its places are the small numbers. */
	index_text(preparer, message, whole, prepared->subject_label);
	index_lists(preparer, message, whole);
	index_envelope(preparer->words, message, prepared->id);
	join_views(&preparer->captions, message->captions);
	list_sections(&preparer->present, message);
	cite(preparer, message, whole);
	prepared->minute = minute_of(message->dtg);
	prepared->day_only = message->dtg.hour == SEPTEL_NUMBER_NONE;
	prepared->sender = message->from.name;
	prepared->captions = septel__out_written(&preparer->captions);
	prepared->subject = message->subject;
	prepared->classification = (int32_t)message->classification;
	prepared->profile = (int32_t)message->profile;
	septel__number_parts(message->id, &prepared->station, &prepared->year, &prepared->serial);
	prepared->total = message->sections.total;
	prepared->present = septel__out_written(&preparer->present);
	prepared->repairs = (uint32_t)message->repairs.count;
	prepared->diagnostics =
		(uint32_t)(message->diagnostics.count + message->diagnostics.dropped);
	septel__out_clear(&preparer->repairs);
	septel__repair_kinds(&preparer->repairs, message->repairs);
	prepared->repair_kinds = septel__out_written(&preparer->repairs);
	septel__out_clear(&preparer->diagnostics);
	septel__diagnostic_kinds(&preparer->diagnostics, message->diagnostics);
	prepared->diagnostic_kinds = septel__out_written(&preparer->diagnostics);
	prepared->citations = septel__out_written(&preparer->citations);
}

static void put_prepared(struct septel_out *out, struct prepared *prepared)
{
	size_t length = sizeof length + sizeof *prepared;
	for (size_t i = 0; i < VIEW_COUNT; i++)
		length += view_at(prepared, i)->len;
	septel__out_bytes(out, (const char *)&length, sizeof length);
	septel__out_bytes(out, (const char *)prepared, sizeof *prepared);
	for (size_t i = 0; i < VIEW_COUNT; i++)
		septel__out_view(out, *view_at(prepared, i));
}

bool septel__prepared_next(struct septel_view *bytes, struct prepared *prepared)
{
	size_t length, at = sizeof length + sizeof *prepared;
	if (bytes->len < at)
		return false;
	memcpy(&length, bytes->ptr, sizeof length);
	memcpy(prepared, bytes->ptr + sizeof length, sizeof *prepared);
	for (size_t i = 0; i < VIEW_COUNT; i++) {
		view_at(prepared, i)->ptr = bytes->ptr + at;
		at += view_at(prepared, i)->len;
	}
	*bytes = septel__slice(*bytes, length, bytes->len);
	return true;
}

void septel__prepare_fault(const struct corpus_fault *fault, struct septel_out *out)
{
	struct prepared prepared = {.kind = PREPARED_FAULT,
				    .source = fault->path,
				    .offset = fault->offset,
				    .line = fault->line,
				    .reason = fault->reason};
	put_prepared(out, &prepared);
}

/* Blank lines in front of a message are its own in the file, but it begins behind them. */
static uint64_t blank_before(const struct corpus_item *item)
{
	const size_t rest = septel__trim_left(item->text).len;
	return item->verbatim && rest ? item->text.len - rest : 0;
}

static bool prepare(struct preparer *preparer, const struct corpus_item *item,
		    const unsigned char hash[RECEIPT_HASH_SIZE], unsigned generation,
		    struct septel_out *out)
{
	char content_id[32];
	const struct septel_message *message;
	if (!pack_bytes(preparer, item->text))
		return false;
	struct prepared prepared = {.kind = PREPARED_MESSAGE,
				    .generation = generation,
				    .source = item->path,
				    .offset = item->offset + blank_before(item),
				    .line = item->line,
				    .hash = {(const char *)hash, RECEIPT_HASH_SIZE},
				    .bytes = septel__out_written(&preparer->packed),
				    .size = item->text.len,
				    .given_year = item->options.year,
				    .given_id = item->options.id};
	septel_arena_reset(preparer->arena);
	septel__out_clear(&preparer->entries);
	if (septel_message_parse(&message, item->text, &item->options, preparer->arena) !=
	    SEPTEL_OK) {
		prepared.kind = PREPARED_REJECT;
		prepared.reason = VIEW_LITERAL("message needs too much memory");
	} else if (septel__trim(message->text).len == 0) {
		prepared.kind = PREPARED_REJECT;
		prepared.reason = VIEW_LITERAL("nothing but white space");
	} else {
		prepared.id = id_of(message, hash, content_id);
		describe(preparer, message, &prepared);
		if (!septel__document_words_write(preparer->words, &preparer->entries))
			return false;
		prepared.words = septel__out_written(&preparer->entries);
	}
	put_prepared(out, &prepared);
	return !out->failed && !preparer->citations.failed && !preparer->captions.failed &&
	       !preparer->repairs.failed && !preparer->diagnostics.failed;
}

bool septel__prepare(struct preparer *preparer, const struct corpus_item *item,
		     const unsigned char hash[RECEIPT_HASH_SIZE], struct septel_out *out)
{
	const size_t length = out->length;
	for (;;) {
		const unsigned generation = septel__labels_generation(preparer->labels);
		if (!prepare(preparer, item, hash, generation, out))
			return false;
		/* Numbers of two generations do not go together. */
		if (generation == septel__labels_generation(preparer->labels))
			return true;
		out->length = length;
	}
}

bool septel__prepare_anew(struct preparer *preparer, const struct prepared *prepared,
			  struct septel_out *out)
{
	struct septel_out text;
	septel__out_init(&text, NULL, 0);
	const bool done =
		septel__unpack_bytes(prepared->bytes, &text) &&
		septel__prepare(preparer,
				&(struct corpus_item){.path = prepared->source,
						      .offset = prepared->offset,
						      .line = prepared->line,
						      .text = septel__out_written(&text),
						      .options = {.year = prepared->given_year,
								  .id = prepared->given_id}},
				(const unsigned char *)prepared->hash.ptr, out);
	septel__out_release(&text);
	return done;
}
