/* chain_line.c - see chain.h: one line of the chain, one entry of a journal, and their hashes. */
#include "../base/out.h"
#include "../base/utf8.h"
#include "chain.h"

#include <sodium.h>

/* ---- entries ------------------------------------------------------------------------------- */

/* A line that the chain covers: not empty, no comment. */
static bool says_something(struct septel_view line)
{
	const struct septel_view text = septel__trim_left(line);
	return text.len && text.ptr[0] != ';';
}

static size_t count_heads(struct septel_view text)
{
	struct septel_view line;
	size_t count = 0;
	while (septel__next_line(&text, &line))
		count += line.len && !septel__is_space(line.ptr[0]) && line.ptr[0] != ';' &&
			 line.ptr[0] != '@';
	return count;
}

bool septel__journal_entries(struct journal_entries *entries, const struct journal *journal,
			     struct septel_arena *arena)
{
	struct septel_view rest = journal->text, line, message = {"", 0};
	struct journal_entry *entry = NULL;
	rest = septel__slice(rest, septel__byte_order_mark(rest), rest.len);
	*entries = (struct journal_entries){
		septel_arena_alloc(arena, count_heads(rest) * sizeof *entries->at), 0};
	for (uint32_t number = 1; entries->at && septel__next_line(&rest, &line); number++) {
		if (!says_something(line))
			continue;
		if (line.ptr[0] == '@') {
			message = line;
			entry = NULL;
		} else if (!septel__is_space(line.ptr[0])) {
			entry = &entries->at[entries->count++];
			*entry = (struct journal_entry){message, line, number, 0};
		} else if (entry) {
			entry->text.len = (size_t)(line.ptr + line.len - entry->text.ptr);
		}
	}
	return entries->at != NULL;
}

size_t septel__entry_stands_for(const struct journal_entry *entry)
{
	struct septel_view rest = entry->text, line = {"", 0}, when, type, subject;
	septel__next_line(&rest, &line);
	if (!septel__next_word(&line, &when) || !septel__next_word(&line, &type) ||
	    !septel__equal(type, septel_view_of(septel__type_row(CLAIM_ENTRY_ERASED)->name)) ||
	    !septel__next_word(&line, &subject))
		return 0;
	const int number = septel__number(subject);
	return number > 0 ? (size_t)number : 0;
}

/* ---- hashes -------------------------------------------------------------------------------- */

static void update(crypto_generichash_state *state, struct septel_view bytes)
{
	crypto_generichash_update(state, (const unsigned char *)bytes.ptr, bytes.len);
}

static void finish(crypto_generichash_state *state, char hash[LOG_HASH_LENGTH + 1])
{
	unsigned char bytes[CHAIN_HASH_BYTES];
	crypto_generichash_final(state, bytes, sizeof bytes);
	sodium_bin2hex(hash, LOG_HASH_LENGTH + 1, bytes, sizeof bytes);
}

bool septel__entry_digest(const struct journal_entry *entry, struct septel_view salt,
			  char digest[LOG_HASH_LENGTH + 1])
{
	unsigned char key[CHAIN_SALT_BYTES];
	crypto_generichash_state state;
	size_t length;
	struct septel_view rest = entry->text, line;
	if (sodium_hex2bin(key, sizeof key, salt.ptr, salt.len, NULL, &length, NULL) != 0 ||
	    length != sizeof key)
		return false;
	crypto_generichash_init(&state, key, sizeof key, CHAIN_HASH_BYTES);
	update(&state, entry->message);
	update(&state, VIEW_LITERAL("\n"));
	while (septel__next_line(&rest, &line)) {
		if (!says_something(line))
			continue;
		update(&state, line);
		update(&state, VIEW_LITERAL("\n"));
	}
	finish(&state, digest);
	return true;
}

void septel__chain_hash(struct septel_view before, size_t number, const struct sealed_entry *sealed,
			struct septel_view digest, char hash[LOG_HASH_LENGTH + 1])
{
	crypto_generichash_state state;
	char text[32];
	crypto_generichash_init(&state, NULL, 0, CHAIN_HASH_BYTES);
	update(&state, before);
	snprintf(text, sizeof text, "%zu\t", number);
	update(&state, septel_view_of(text));
	update(&state, sealed->file);
	update(&state, VIEW_LITERAL("\t"));
	if (sealed->behind != SEALED_LAST) {
		snprintf(text, sizeof text, "^%zu\t", sealed->behind);
		update(&state, septel_view_of(text));
	}
	update(&state, digest);
	finish(&state, hash);
}

/* ---- lines --------------------------------------------------------------------------------- */

/* Lower case, so that one hash is written in one way.  No branch for a digit: a chain has as
 * many as ten million. */
static bool is_hexadecimal(struct septel_view text, size_t digits)
{
	unsigned odd = 0;
	for (size_t i = 0; i < text.len; i++) {
		const unsigned c = (unsigned char)text.ptr[i];
		odd |= (c - '0' > 9) & (c - 'a' > 5);
	}
	return !odd && text.len == digits;
}

/* 1 to 9 digits without a zero in front; 0: it is none. */
static size_t read_number(struct septel_view text)
{
	const int number = septel__number(text);
	return number > 0 && text.ptr[0] != '0' ? (size_t)number : 0;
}

/* What stands up to the first `sign`, which goes too; all of it where there is none. */
static struct septel_view take_up_to(struct septel_view *rest, char sign)
{
	const size_t at = septel__find_byte(*rest, sign, 0);
	const struct septel_view taken = septel__slice(*rest, 0, at);
	*rest = septel__slice(*rest, taken.len, rest->len);
	if (rest->len)
		*rest = septel__slice(*rest, 1, rest->len);
	return taken;
}

/* "^37" at the end. */
static bool read_behind(struct septel_view *text, struct sealed_entry *sealed)
{
	const size_t sign = septel__find_byte(*text, '^', 0);
	sealed->behind = SEALED_LAST;
	if (sign == VIEW_NOT_FOUND)
		return true;
	const struct septel_view number = septel__slice(*text, sign + 1, text->len);
	*text = septel__slice(*text, 0, sign);
	sealed->behind = read_number(number);
	return sealed->behind > 0 || septel__equal(number, VIEW_LITERAL("0"));
}

/* ":SALT", ":SALT=DIGEST" or "=DIGEST@NUMBER" behind the hash. */
static bool read_seal(struct septel_view text, struct sealed_entry *sealed)
{
	const size_t salt_digits = (size_t)2 * CHAIN_SALT_BYTES;
	if (!read_behind(&text, sealed))
		return false;
	if (septel__starts(text, ":")) {
		sealed->salt = septel__slice(text, 1, 1 + salt_digits);
		text = septel__slice(text, 1 + salt_digits, text.len);
		if (!is_hexadecimal(sealed->salt, salt_digits))
			return false;
		if (!text.len)
			return true;
	}
	if (!septel__starts(text, "="))
		return false;
	sealed->digest = septel__slice(text, 1, 1 + LOG_HASH_LENGTH);
	text = septel__slice(text, 1 + LOG_HASH_LENGTH, text.len);
	if (!is_hexadecimal(sealed->digest, LOG_HASH_LENGTH))
		return false;
	if (sealed->salt.len)
		return !text.len;
	sealed->stub =
		septel__starts(text, "@") ? read_number(septel__slice(text, 1, text.len)) : 0;
	return sealed->stub > 0;
}

bool septel__chain_line_read(struct septel_view line, size_t *number, struct sealed_entry *sealed)
{
	struct septel_view rest = line;
	*sealed = (struct sealed_entry){.salt = {"", 0}, .digest = {"", 0}};
	*number = read_number(take_up_to(&rest, '\t'));
	sealed->file = take_up_to(&rest, '\t');
	sealed->hash = septel__slice(rest, 0, LOG_HASH_LENGTH);
	return *number > 0 && sealed->file.len > 0 &&
	       is_hexadecimal(sealed->hash, LOG_HASH_LENGTH) &&
	       read_seal(septel__slice(rest, LOG_HASH_LENGTH, rest.len), sealed);
}

void septel__chain_line_put(struct septel_out *out, size_t number,
			    const struct sealed_entry *sealed)
{
	septel__out_number(out, (long long)number);
	septel__out_byte(out, '\t');
	septel__out_view(out, sealed->file);
	septel__out_byte(out, '\t');
	septel__out_view(out, sealed->hash);
	if (sealed->salt.len) {
		septel__out_byte(out, ':');
		septel__out_view(out, sealed->salt);
	}
	if (sealed->digest.len) {
		septel__out_byte(out, '=');
		septel__out_view(out, sealed->digest);
	}
	if (sealed->stub) {
		septel__out_byte(out, '@');
		septel__out_number(out, (long long)sealed->stub);
	}
	if (sealed->behind != SEALED_LAST) {
		septel__out_byte(out, '^');
		septel__out_number(out, (long long)sealed->behind);
	}
	septel__out_byte(out, '\n');
}
