/* fuzz_corpus - whatever the bytes: the promises of the readers of sources hold.
 *
 * Each format takes the bytes apart, whether they are of it or not.  Records
 * come in rising order and each moves on, so that every reading ends; plain text
 * is tiled; what a record holds comes from its bytes, and is no longer than they
 * are; a stream cut where the format says reads like the whole.  Then the bytes
 * are read as a file, whose format is found by looking. */
#include "../../src/corpus/format.h"
#include "promises.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* Between header and body of a CSV row. */
#define EMPTY_LINE "\n\n"
/* Room that an unpacking buffer may have beyond what its input takes. */
#define DECODED_SLACK ((size_t)64 * 1024)

/* What was read of one stream: all texts behind one another. */
struct reading {
	struct septel_out texts;
	size_t items, faults;
};

static const struct corpus_format *const FORMATS[] = {&septel__format_plain, &septel__format_csv,
						      &septel__format_json, &septel__format_mbox,
						      &septel__format_mail};
#define FORMAT_COUNT (sizeof FORMATS / sizeof *FORMATS)

/* ---- where the bytes of a message come from ----------------------------------- */

/* *to: for each count of bytes at the front of `text`, how many of `record` must
 * be read for those to stand in it in order; record.len + 1: they do not. */
static size_t *reach_forward(struct septel_view text, struct septel_view record)
{
	size_t *to = malloc((text.len + 1) * sizeof *to);
	require(to != NULL);
	to[0] = 0;
	for (size_t i = 0; i < text.len; i++) {
		const size_t found = to[i] > record.len
					     ? VIEW_NOT_FOUND
					     : septel__find_byte(record, text.ptr[i], to[i]);
		to[i + 1] = found == VIEW_NOT_FOUND ? record.len + 1 : found + 1;
	}
	return to;
}

/* True if `text` is of bytes of `record` in their order, but for one empty line. */
static bool comes_from_row(struct septel_view text, struct septel_view record)
{
	size_t *to = reach_forward(text, record);
	size_t back = record.len; /* the bytes behind `i` stand in record from here on */
	bool holds = false;
	for (size_t i = text.len; i >= strlen(EMPTY_LINE) && !holds; i--) {
		if (memcmp(text.ptr + i - 2, EMPTY_LINE, 2) == 0 && to[i - 2] <= back)
			holds = true;
		while (back > 0 && record.ptr[back - 1] != text.ptr[i - 1])
			back--;
		if (back == 0)
			break;
		back--;
	}
	free(to);
	return holds;
}

/* `record` is of the bytes as they were before the splitter changed them. */
static void check_item(const struct corpus_format *format, const struct corpus_item *item,
		       struct septel_view record)
{
	require(item->text.len <= SEPTEL_MESSAGE_LIMIT);
	require(item->text.len <= record.len);
	require(item->options.id.len <= record.len);
	if (format == &septel__format_plain)
		require(item->verbatim && same_bytes(item->text, record));
	else
		require(!item->verbatim);
	if (format == &septel__format_csv)
		require(comes_from_row(item->text, record));
}

/* ---- one format ---------------------------------------------------------------- */

/* Takes `bytes`, which stand `offset` bytes into a file, apart. */
static void take_apart(struct reading *reading, const struct corpus_format *format,
		       struct septel_view bytes, uint64_t offset)
{
	struct corpus_block block;
	struct corpus_splitter splitter;
	struct corpus_item item;
	struct corpus_fault fault;
	septel__splitter_init(&splitter);
	require(septel__block_init(&block));
	/* A buffer of its own size: a sanitizer sees a read past the end. */
	char *own = malloc(bytes.len);
	require(own != NULL && bytes.len <= block.capacity);
	memcpy(own, bytes.ptr, bytes.len);
	char *const whole_buffer = block.bytes;
	block.bytes = own;
	block.length = bytes.len;
	const struct corpus_piece piece = {.format = format,
					   .path = VIEW_LITERAL("fuzz"),
					   .offset = offset,
					   .line = 1,
					   .length = bytes.len,
					   .whole = offset == 0};
	require(septel__block_add(&block, &piece));
	septel__splitter_take(&splitter, &block);
	for (enum corpus_result result = CORPUS_ITEM; result != CORPUS_END;) {
		const size_t left = splitter.rest.len;
		item.offset = offset;
		result = septel__splitter_next(&splitter, &item, &fault);
		require(result != CORPUS_NO_MEMORY);
		require(splitter.decoded.capacity <= 4 * bytes.len + DECODED_SLACK);
		if (result == CORPUS_END)
			break;
		require(splitter.rest.len < left);
		reading->items += result == CORPUS_ITEM;
		reading->faults += result == CORPUS_FAULT;
		if (result == CORPUS_FAULT) {
			require(fault.reason.len > 0 && fault.reason.len < CORPUS_REASON_SIZE);
			require(fault.line >= 1);
			continue;
		}
		const size_t start = (size_t)(item.offset - offset);
		require(start <= bytes.len - splitter.rest.len && item.line >= 1);
		check_item(format, &item,
			   septel__slice(bytes, start, bytes.len - splitter.rest.len));
		septel__out_view(&reading->texts, item.text);
	}
	require(splitter.rest.len == 0 || splitter.piece == block.count);
	block.bytes = whole_buffer;
	free(own);
	septel__splitter_release(&splitter);
	septel__block_release(&block);
}

static void check_skip(const struct corpus_format *format, struct septel_view bytes)
{
	for (int full = 0; full < 2; full++) {
		const struct corpus_skip *skip = format->overlong(bytes, full);
		size_t drop = 0;
		if (!skip)
			continue;
		const bool found = skip->resume(bytes, &drop);
		require(drop <= bytes.len);
		require(found || drop > 0 || bytes.len < CORPUS_HEAD_SIZE);
	}
}

static void check_format(const struct corpus_format *format, struct septel_view bytes)
{
	struct reading whole = {.items = 0}, parts = {.items = 0};
	septel__out_init(&whole.texts, NULL, 0);
	septel__out_init(&parts.texts, NULL, 0);
	take_apart(&whole, format, bytes, 0);
	check_skip(format, bytes);
	const size_t cut = format->cut(bytes);
	require(cut <= bytes.len);
	if (cut > 0 && cut < bytes.len) {
		take_apart(&parts, format, septel__slice(bytes, 0, cut), 0);
		take_apart(&parts, format, septel__slice(bytes, cut, bytes.len), cut);
		require(same_bytes(septel__out_written(&whole.texts),
				   septel__out_written(&parts.texts)));
		/* Damaged plain text may tile otherwise from a cut on, but it tiles. */
		require(whole.items == parts.items || format == &septel__format_plain);
	}
	septel__out_release(&whole.texts);
	septel__out_release(&parts.texts);
}

/* ---- as a file ----------------------------------------------------------------- */

static void read_file(struct septel_view bytes)
{
	char path[64];
	const char *const paths[] = {path};
	const int file = memfd_create("fuzz", MFD_CLOEXEC);
	struct corpus_item item;
	struct corpus_fault fault;
	enum corpus_result result;
	require(file >= 0 && write(file, bytes.ptr, bytes.len) == (ssize_t)bytes.len);
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	struct corpus_source *source = septel__source_open(paths, 1);
	require(source != NULL);
	size_t given = 0, length = 0;
	while ((result = septel__source_next(source, &item, &fault)) != CORPUS_END) {
		require(result != CORPUS_NO_MEMORY);
		require(++given <= 2 * bytes.len + 2);
		length += result == CORPUS_ITEM ? item.text.len : 0;
	}
	const struct corpus_totals totals = septel__source_totals(source);
	require(totals.items + totals.faults == given && totals.files == 1);
	require(totals.bytes == bytes.len && length <= bytes.len);
	septel__source_close(source);
	close(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct septel_view bytes = {(const char *)data, size};
	if (size == 0 || size > FUZZ_INPUT_LIMIT)
		return 0;
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		check_format(FORMATS[i], bytes);
	/* What unpacks a container is not ours. */
	if (!septel__is_container(bytes))
		read_file(bytes);
	return 0;
}
