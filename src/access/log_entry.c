/* log_entry.c - see log_entry.h. */
#include "log_entry.h"

#include "../base/date.h"
#include "../base/limits.h"
#include "../base/utf8.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>

#define SECONDS_OF_DAY 86400
/* "2008-12-04T06:37:12Z" */
#define TIME_LENGTH 20
#define HASH_BYTES  32

struct log_tip septel__log_no_tip(void)
{
	return (struct log_tip){0, LOG_FIRST_HASH};
}

/* ---- writing ----------------------------------------------------------------------------- */

void septel__log_put_field(struct septel_out *out, struct septel_view field)
{
	uint32_t code;
	if (field.len == 0) {
		septel__out_byte(out, '-');
		return;
	}
	field = septel__slice(field, 0, LOG_FIELD_LIMIT);
	for (size_t i = 0; i < field.len;) {
		const size_t bytes = septel__utf8_decode(field, i, &code);
		if (bytes == 0 || code < 0x20 || code == '\\' || (code >= 0x7F && code < 0xA0)) {
			for (size_t end = i + (bytes ? bytes : 1); i < end; i++)
				septel__out_format(out, "\\x%02X",
						   (unsigned)(unsigned char)field.ptr[i]);
			continue;
		}
		septel__out_bytes(out, field.ptr + i, bytes);
		i += bytes;
	}
}

static void put_time(struct septel_out *out, int64_t seconds)
{
	int64_t days = seconds / SECONDS_OF_DAY, left = seconds % SECONDS_OF_DAY;
	if (left < 0) {
		left += SECONDS_OF_DAY;
		days--;
	}
	const struct septel_time day = septel__from_day_number((long)days);
	septel__out_format(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", day.year, day.month, day.day,
			   (int)(left / 3600), (int)(left / 60 % 60), (int)(left % 60));
}

void septel__log_hash(const char *before, struct septel_view line, char hash[LOG_HASH_LENGTH + 1])
{
	unsigned char bytes[HASH_BYTES];
	crypto_generichash_state state;
	const size_t hashed = line.len < LOG_HASH_LENGTH ? 0 : line.len - LOG_HASH_LENGTH;
	crypto_generichash_init(&state, NULL, 0, sizeof bytes);
	crypto_generichash_update(&state, (const unsigned char *)before, LOG_HASH_LENGTH);
	crypto_generichash_update(&state, (const unsigned char *)line.ptr, hashed);
	crypto_generichash_final(&state, bytes, sizeof bytes);
	sodium_bin2hex(hash, LOG_HASH_LENGTH + 1, bytes, sizeof bytes);
}

void septel__log_put_entry(struct septel_out *out, const struct access_log_entry *entry,
			   struct log_tip *tip)
{
	char label[LABEL_TEXT_SIZE];
	const size_t start = out->length;
	septel__out_format(out, "%" PRIu64 "\t", ++tip->number);
	put_time(out, entry->time);
	const struct septel_view fields[] = {entry->viewer, entry->action, entry->object};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		septel__out_byte(out, '\t');
		septel__log_put_field(out, fields[i]);
	}
	septel__label_text(entry->label, label);
	septel__out_format(out, "\t%s\t%s\t", septel__access_outcome_name(entry->outcome),
			   *label ? label : "-");
	/* The room of its own hash. */
	septel__out_string(out, LOG_FIRST_HASH);
	if (out->failed)
		return;
	char *line = out->data + start;
	const size_t length = out->length - start;
	septel__log_hash(tip->hash, (struct septel_view){line, length}, tip->hash);
	memcpy(line + length - LOG_HASH_LENGTH, tip->hash, LOG_HASH_LENGTH);
	septel__out_byte(out, '\n');
}

/* ---- reading ----------------------------------------------------------------------------- */

static bool read_number(struct septel_view digits, uint64_t *number)
{
	*number = 0;
	/* 18 digits are less than UINT64_MAX. */
	if (digits.len == 0 || digits.len > 18 || digits.ptr[0] == '0')
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		if (!septel__is_digit(digits.ptr[i]))
			return false;
		*number = *number * 10 + (unsigned)(digits.ptr[i] - '0');
	}
	return true;
}

/* Two or four digits at `at`; -1 if they are none. */
static int digits_at(struct septel_view text, size_t at, size_t count)
{
	return septel__number(septel__slice(text, at, at + count));
}

static bool read_time(struct septel_view text, int64_t *seconds)
{
	static const char FORM[] = "....-..-..T..:..:..Z";
	if (text.len != TIME_LENGTH)
		return false;
	for (size_t i = 0; i < TIME_LENGTH; i++)
		if (FORM[i] == '.' ? !septel__is_digit(text.ptr[i]) : text.ptr[i] != FORM[i])
			return false;
	const struct septel_time time = {
		(int16_t)digits_at(text, 0, 4), (int8_t)digits_at(text, 5, 2),
		(int8_t)digits_at(text, 8, 2), (int8_t)digits_at(text, 11, 2),
		(int8_t)digits_at(text, 14, 2)};
	const int second = digits_at(text, 17, 2);
	if (!septel__time_valid(time) || second > 60)
		return false;
	*seconds = (int64_t)septel__minute_number(time) * 60 + second;
	return true;
}

static bool read_outcome(struct septel_view text, enum access_outcome *outcome)
{
	for (int i = ACCESS_NONE; i <= ACCESS_FULL; i++) {
		*outcome = (enum access_outcome)i;
		if (septel__equal(text, septel_view_of(septel__access_outcome_name(*outcome))))
			return true;
	}
	return false;
}

static bool next_field(struct septel_view *rest, struct septel_view *field)
{
	const size_t tab = septel__find_byte(*rest, '\t', 0);
	*field = septel__slice(*rest, 0, tab);
	*rest = septel__slice(*rest, tab == VIEW_NOT_FOUND ? rest->len : tab + 1, rest->len);
	return tab != VIEW_NOT_FOUND && field->len > 0;
}

bool septel__log_read_entry(struct septel_view line, struct access_log_entry *entry)
{
	struct septel_view number, time, outcome, label, rest = line;
	*entry = (struct access_log_entry){0};
	if (!next_field(&rest, &number) || !next_field(&rest, &time) ||
	    !next_field(&rest, &entry->viewer) || !next_field(&rest, &entry->action) ||
	    !next_field(&rest, &entry->object) || !next_field(&rest, &outcome) ||
	    !next_field(&rest, &label) || rest.len != LOG_HASH_LENGTH)
		return false;
	entry->hash = rest;
	/* A caption that the table had once. */
	if (!septel__equal(label, VIEW_LITERAL("-")) && !septel__label_read(label, &entry->label))
		entry->label = (struct access_label){SEPTEL_TOP_SECRET, LABEL_OTHER};
	return read_number(number, &entry->number) && read_time(time, &entry->time) &&
	       read_outcome(outcome, &entry->outcome);
}
