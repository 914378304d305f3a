/* wire_tool - what the relay reads of messages, and what it sends, for suite 98-wire.
 *
 *     envelope FILE...      the envelope of each, "file: NAME" in front, a blank line behind
 *     segregate FILE...     each split to one copy an indicator: what is not byte-identical
 *     stream FILE...        each over an ASCII and an ITA2 stream and back
 *     garble RATE ROUNDS FILE...   headings with impulses wrong: how many are caught
 *     speed FILE...         microseconds an envelope
 */
#include "../src/base/limits.h"
#include "../src/relay/garble.h"
#include "../src/relay/stream.h"
#include "../src/relay/transmission.h"

#include <septel/arena.h>
#include <septel/tables.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static struct septel_arena *arena;

static struct septel_view read_file(const char *name)
{
	FILE *file = fopen(name, "rb");
	struct septel_out out;
	char piece[65536];
	size_t count;
	if (!file) {
		perror(name);
		exit(2);
	}
	septel__out_init(&out, NULL, 0); /* lives to the end of the program */
	while ((count = fread(piece, 1, sizeof piece, file)) > 0)
		septel__out_bytes(&out, piece, count);
	(void)fclose(file);
	return septel__out_written(&out);
}

static void read_envelope(struct envelope *envelope, struct septel_view bytes)
{
	if (!septel__envelope_read(envelope, bytes, ENVELOPE_HEADING, NULL, arena)) {
		(void)fputs("memory is out\n", stderr);
		exit(2);
	}
}

static void print_envelope(const char *name, struct septel_view bytes)
{
	struct envelope envelope;
	struct septel_out out;
	read_envelope(&envelope, bytes);
	septel__out_init(&out, arena, 0);
	septel__envelope_write(&out, &envelope);
	printf("file: %s\n%.*s\n", name, VIEW_FORMAT(septel__out_written(&out)));
}

static struct septel_view from_line_three(struct septel_view bytes, const struct envelope *envelope)
{
	const size_t from = envelope->janap.len ? (size_t)envelope->routing_line.offset +
							  envelope->routing_line.length
						: envelope->message.offset;
	return septel__slice(bytes, from, bytes.len);
}

/* One copy an indicator, and one with a pilot: from format line 3 on nothing changes, and the
 * indicator is the only one. */
static const char *segregate(struct septel_view bytes)
{
	struct envelope envelope, again;
	struct septel_out out;
	bool right = true;
	read_envelope(&envelope, bytes);
	for (size_t i = 0; i < envelope.routing.count * 2; i++) {
		const struct transmission transmission = {
			.identification = VIEW_LITERAL("ABC0001"),
			.precedence = envelope.precedence,
			.routing = envelope.routing.at[i / 2],
			.pilot = i % 2 ? VIEW_LITERAL("ZFD RUEHC\n") : VIEW_LITERAL("")};
		septel__out_init(&out, arena, 0);
		septel__transmission_write(&out, &transmission, &envelope, bytes);
		const struct septel_view sent = septel__out_written(&out);
		read_envelope(&again, sent);
		right = right && again.routing.count == 1 &&
			septel__equal(again.routing.at[0], envelope.routing.at[i / 2]) &&
			(envelope.janap.len && i % 2
				 ? septel__ends(sent, "") && sent.len > bytes.len
				 : septel__equal(from_line_three(sent, &again),
						 from_line_three(bytes, &envelope)));
	}
	return envelope.routing.count == 0 ? "unrouted" : right ? "same" : "changed";
}

/* What came in, stream after stream, in one piece. */
static struct septel_view received(struct septel_view codes, enum line_alphabet alphabet)
{
	struct septel_out text;
	struct stream stream;
	struct stream_event event;
	struct septel_view transmission = {"", 0};
	septel__out_init(&text, arena, 0);
	if (alphabet == ALPHABET_ITA2) {
		struct ita2 ita2 = {.figures = ITA2_US};
		septel__ita2_decode(&ita2, codes, &text);
	} else {
		septel__out_view(&text, codes);
	}
	septel__stream_init(&stream);
	if (septel__stream_take(&stream, septel__out_written(&text)))
		while (septel__stream_next(&stream, &event))
			if (event.kind == STREAM_TRANSMISSION)
				transmission = septel_arena_copy(arena, event.bytes);
	septel__stream_release(&stream);
	return transmission;
}

/* "" where the same message came out, else what is wrong; a character that ITA2 has not is no
 * fault. */
static const char *carry(struct septel_view bytes, enum line_alphabet alphabet)
{
	const struct stream_manner manner = {.alphabet = alphabet, .figures = ITA2_US};
	struct envelope envelope, again;
	struct septel_out sent, codes;
	size_t refused;
	read_envelope(&envelope, bytes);
	if (envelope.routing.count == 0)
		return "no routing";
	const struct transmission transmission = {.identification = VIEW_LITERAL("ABC0001"),
						  .precedence = envelope.precedence,
						  .routing = envelope.routing.at[0],
						  .bells = true};
	septel__out_init(&sent, arena, 0);
	septel__out_init(&codes, arena, 0);
	septel__transmission_write(&sent, &transmission, &envelope, bytes);
	if (!septel__transmission_encode(&codes, septel__out_written(&sent), &manner, &refused))
		return "refused";
	const struct septel_view came = received(septel__out_written(&codes), alphabet);
	read_envelope(&again, came);
	if (memcmp(&again.key, &envelope.key, sizeof again.key) != 0)
		return "another key";
	if (memcmp(again.text_hash, envelope.text_hash, TEXT_HASH_SIZE) != 0)
		return "another hash";
	return again.routing.count == 1 ? "" : "another routing";
}

/* ---- garbles ------------------------------------------------------------------------- */

static uint64_t state;

static double chance(void)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (double)(state >> 11) / (double)(1ULL << 53);
}

/* `bytes` over ITA2, each code of the first `heading` with one impulse wrong at `rate`. */
static struct septel_view garbled(struct septel_view bytes, size_t heading, double rate,
				  size_t *impulses)
{
	struct septel_out codes, text;
	struct ita2 out = {.figures = ITA2_US}, in = out;
	size_t refused;
	septel__out_init(&codes, arena, 0);
	septel__out_init(&text, arena, 0);
	if (!septel__ita2_encode(&out, septel__slice(bytes, 0, heading), &codes, &refused))
		return (struct septel_view){"", 0};
	for (size_t i = 0; i < codes.length; i++) {
		if (chance() >= rate)
			continue;
		codes.data[i] ^= (char)(1 << (int)(chance() * 5));
		++*impulses;
	}
	septel__ita2_decode(&in, septel__out_written(&codes), &text);
	septel__out_view(&text, septel__slice(bytes, heading, bytes.len));
	return septel__out_written(&text);
}

struct figures {
	size_t headings, garbled, faults, mended, harmless, unroutable, wrong, lost, keys;
};

static bool is_among(struct septel_view ri, const struct septel_views *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (septel__equal(list->at[i], ri))
			return true;
	return false;
}

static bool is_known(struct septel_view ri)
{
	struct septel_view kind, name;
	return septel_ri_lookup(ri, 0, &kind, &name);
}

static bool same_routing(const struct envelope *a, const struct envelope *b)
{
	if (a->routing.count != b->routing.count)
		return false;
	for (size_t i = 0; i < a->routing.count; i++)
		if (!septel__equal(a->routing.at[i], b->routing.at[i]))
			return false;
	return true;
}

/* What became of one garbled heading. */
static void count_garbled(struct figures *figures, const struct envelope *sent,
			  const struct envelope *came, struct septel_view bytes)
{
	struct envelope mended;
	bool unknown = false, wrong = false;
	if (came->fault_count > sent->fault_count) {
		figures->faults++;
		const struct septel_view text = septel__envelope_mended(came, bytes, arena);
		if (text.len) {
			read_envelope(&mended, text);
			figures->mended += same_routing(sent, &mended) &&
					   mended.fault_count <= sent->fault_count &&
					   memcmp(&mended.key, &sent->key, sizeof sent->key) == 0;
		}
		return;
	}
	for (size_t i = 0; i < came->routing.count; i++) {
		const struct septel_view ri = came->routing.at[i];
		if (is_among(ri, &sent->routing))
			continue;
		unknown = unknown || !is_known(ri);
		wrong = wrong || is_known(ri);
	}
	if (wrong)
		figures->wrong++;
	else if (unknown)
		figures->unroutable++;
	else if (came->routing.count < sent->routing.count)
		figures->lost++;
	else if (memcmp(&came->key, &sent->key, sizeof came->key) != 0)
		figures->keys++;
	else
		figures->harmless++;
	if ((wrong || came->routing.count < sent->routing.count) && getenv("WIRE_SHOW"))
		printf("%.*s\n--\n", (int)came->message.offset, bytes.ptr);
}

static void garble(struct figures *figures, struct septel_view bytes, double rate)
{
	struct envelope sent, came;
	size_t impulses = 0;
	read_envelope(&sent, bytes);
	const size_t heading = septel__find(bytes, "\nBT", 0) == VIEW_NOT_FOUND
				       ? (size_t)sent.message.offset + 200
				       : septel__find(bytes, "\nBT", 0);
	const struct septel_view text =
		garbled(bytes, heading < bytes.len ? heading : bytes.len, rate, &impulses);
	figures->headings += text.len > 0;
	if (impulses == 0 || text.len == 0)
		return;
	figures->garbled++;
	read_envelope(&came, text);
	count_garbled(figures, &sent, &came, text);
}

static void print_figures(const struct figures *figures)
{
	printf("headings %zu\ngarbled %zu\nfaults %zu\nof them mended %zu\nharmless %zu\n"
	       "unroutable %zu\nother key %zu\nwrong route %zu\nlost route %zu\n",
	       figures->headings, figures->garbled, figures->faults, figures->mended,
	       figures->harmless, figures->unroutable, figures->keys, figures->wrong,
	       figures->lost);
}

/* ---- speed --------------------------------------------------------------------------- */

static double seconds(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

#define SPEED_TIMES 1000

static void measure(const char *name, struct septel_view bytes)
{
	struct envelope envelope;
	const double start = seconds();
	for (int i = 0; i < SPEED_TIMES; i++) {
		septel_arena_reset(arena);
		read_envelope(&envelope, bytes);
	}
	printf("%s: %zu bytes, %.2f microseconds\n", name, bytes.len,
	       (seconds() - start) * 1e6 / SPEED_TIMES);
}

int main(int count, char **words)
{
	const char *command = count > 1 ? words[1] : "";
	const bool garbling = strcmp(command, "garble") == 0;
	const double rate = garbling && count > 3 ? strtod(words[2], NULL) : 0;
	const long rounds = garbling && count > 3 ? strtol(words[3], NULL, 10) : 1;
	struct figures figures = {0};
	arena = septel_arena_new(0);
	state = 1;
	if (!arena || sodium_init() < 0)
		return 2;
	for (int i = garbling ? 4 : 2; i < count; i++) {
		const struct septel_view bytes = read_file(words[i]);
		septel_arena_reset(arena);
		if (strcmp(command, "envelope") == 0)
			print_envelope(words[i], bytes);
		else if (strcmp(command, "segregate") == 0)
			printf("%s %s\n", segregate(bytes), words[i]);
		else if (strcmp(command, "stream") == 0)
			printf("%s; %s; %s\n", words[i], carry(bytes, ALPHABET_ASCII),
			       carry(bytes, ALPHABET_ITA2));
		else if (strcmp(command, "speed") == 0)
			measure(words[i], bytes);
		for (long round = 0; garbling && round < rounds; round++) {
			septel_arena_reset(arena);
			garble(&figures, bytes, rate);
		}
	}
	if (garbling)
		print_figures(&figures);
	septel_arena_free(arena);
	return 0;
}
