/* store_chain.c - see store_chain.h. */
#include "store_chain.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The head is written again after so many entries or milliseconds. */
#define HEAD_ENTRIES      1000u
#define HEAD_MILLISECONDS 1000

static void put_number(crypto_generichash_state *state, uint64_t number)
{
	unsigned char bytes[8];
	for (unsigned i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(number >> (8 * i));
	crypto_generichash_update(state, bytes, sizeof bytes);
}

/* With its length in front, so that no two entries have the same bytes. */
static void put_text(crypto_generichash_state *state, struct septel_view text)
{
	put_number(state, text.len);
	crypto_generichash_update(state, (const unsigned char *)text.ptr, text.len);
}

static void hash_entry(const unsigned char before[CHAIN_HASH_SIZE],
		       const struct journal_entry *entry, unsigned char hash[CHAIN_HASH_SIZE])
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, CHAIN_HASH_SIZE);
	crypto_generichash_update(&state, before, CHAIN_HASH_SIZE);
	put_number(&state, entry->number);
	put_number(&state, (uint64_t)entry->at);
	put_number(&state, entry->name.message);
	put_number(&state, entry->name.copy);
	put_text(&state, entry->outlet);
	put_text(&state, entry->event);
	put_text(&state, entry->detail);
	crypto_generichash_final(&state, hash, CHAIN_HASH_SIZE);
}

void septel__chain_add(struct chain_head *head, struct journal_entry *entry)
{
	entry->number = head->number + 1;
	hash_entry(head->hash, entry, entry->hash);
	head->number = entry->number;
	memcpy(head->hash, entry->hash, CHAIN_HASH_SIZE);
}

bool septel__chain_holds(struct chain_head *head, const struct journal_entry *entry)
{
	unsigned char hash[CHAIN_HASH_SIZE];
	hash_entry(head->hash, entry, hash);
	if (entry->number != head->number + 1 || memcmp(hash, entry->hash, CHAIN_HASH_SIZE) != 0)
		return false;
	head->number = entry->number;
	memcpy(head->hash, hash, CHAIN_HASH_SIZE);
	return true;
}

const char *septel__head_text(const struct chain_head *head, char text[HEAD_TEXT_SIZE])
{
	const int length =
		snprintf(text, HEAD_TEXT_SIZE, "%llu:", (unsigned long long)head->number);
	sodium_bin2hex(text + length, HEAD_TEXT_SIZE - (size_t)length, head->hash, CHAIN_HASH_SIZE);
	return text;
}

bool septel__head_read(struct septel_view text, struct chain_head *head)
{
	char copy[HEAD_TEXT_SIZE], *end;
	const struct septel_view trimmed = septel__trim(text);
	size_t length = 0;
	if (trimmed.len >= sizeof copy || trimmed.len == 0 || !septel__is_digit(trimmed.ptr[0]))
		return false;
	memcpy(copy, trimmed.ptr, trimmed.len);
	copy[trimmed.len] = '\0';
	head->number = strtoull(copy, &end, 10);
	return *end == ':' &&
	       sodium_hex2bin(head->hash, CHAIN_HASH_SIZE, end + 1, strlen(end + 1), NULL, &length,
			      NULL) == 0 &&
	       length == CHAIN_HASH_SIZE;
}

void septel__head_open(struct head_file *file, const char *path)
{
	*file = (struct head_file){.descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640)};
}

void septel__head_close(struct head_file *file)
{
	if (file->descriptor >= 0)
		close(file->descriptor);
	file->descriptor = -1;
}

bool septel__head_load(const struct head_file *file, struct chain_head *head)
{
	char text[HEAD_TEXT_SIZE];
	const ssize_t length =
		file->descriptor < 0 ? -1 : pread(file->descriptor, text, sizeof text, 0);
	return length > 0 && septel__head_read((struct septel_view){text, (size_t)length}, head);
}

void septel__head_keep(struct head_file *file, const struct chain_head *head, moment at, bool now)
{
	char text[HEAD_TEXT_SIZE];
	if (file->descriptor < 0 || head->number == file->number ||
	    (!now && head->number - file->number < HEAD_ENTRIES &&
	     at - file->at < HEAD_MILLISECONDS))
		return;
	septel__head_text(head, text);
	const size_t length = strlen(text);
	text[length] = '\n';
	/* One line within one sector, and never shorter than the one before. Where it cannot be
	 * written the old one stays, which holds as well. */
	if (pwrite(file->descriptor, text, length + 1, 0) != (ssize_t)length + 1)
		return;
	file->number = head->number;
	file->at = at;
}
