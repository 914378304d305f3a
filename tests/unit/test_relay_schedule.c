/* test_relay_schedule.c - what the scheduler picks: events and the picks expected, as tables.
 *
 * A script is words: R1 a copy of message 1, ROUTINE, comes ("R1/2" copy 2, "R1:5000" its bytes,
 * "R1~" goes out under minimize); "?" asks once, "??" until there is nothing.  Then of message 1:
 * =1 finished, !1 interrupted, x1 lost, z1 put off, h1 held, u1 released, -1 removed, s1 started,
 * b1,100 has 100 bytes left, d1,5000 deferred to that moment, >1,1 moved to outlet 1.  t5000 lets
 * time pass, o1 asks outlet 1 from here on, [ and ] suspend and resume it, down and up are its
 * link, mR, mP, m- minimize there, MR, MP, M- everywhere; w asks for the wake-up, a for alarms.
 * Picks are written as "R1", interruptions as "!R1", nothing as "-".
 */
#include "../../src/base/limits.h"
#include "../../src/relay/schedule.h"
#include "unit.h"

#include <string.h>

struct play {
	struct schedule *schedule;
	size_t outlet;
	moment now;
	char written[2000];
};

static const char letters[] = "-RPOZY";

static void write_word(struct play *play, const char *word)
{
	size_t length = strlen(play->written);
	assert_true(length + strlen(word) + 2 < sizeof play->written);
	snprintf(play->written + length, sizeof play->written - length, "%s%s", length ? " " : "",
		 word);
}

static bool ask(struct play *play)
{
	struct schedule_pick pick = septel__schedule_next(play->schedule, play->outlet, play->now);
	char word[64];
	snprintf(word, sizeof word, "%s%c%llu", pick.kind == PICK_INTERRUPT ? "!" : "",
		 letters[pick.precedence], (unsigned long long)pick.name.message);
	if (pick.kind == PICK_START && pick.name.copy != 1)
		snprintf(word + strlen(word), sizeof word - strlen(word), "/%u", pick.name.copy);
	write_word(play, pick.kind == PICK_NOTHING ? "-" : word);
	return pick.kind != PICK_NOTHING;
}

static void add(struct play *play, const char *word)
{
	char *rest;
	struct schedule_copy copy = {
		.name = {strtoull(word + 1, &rest, 10), 1},
		.outlet = play->outlet,
		.precedence = (enum septel_precedence)(strchr(letters, *word) - letters),
		.state = COPY_ACTIVE,
		.accepted = play->now,
		.length = 1000,
	};
	if (*rest == '/')
		copy.name.copy = (uint32_t)strtoul(rest + 1, &rest, 10);
	if (*rest == ':')
		copy.length = (uint32_t)strtoul(rest + 1, &rest, 10);
	copy.under_minimize = *rest == '~';
	assert_true(septel__schedule_add(play->schedule, &copy));
	assert_false(septel__schedule_add(play->schedule, &copy));
}

/* An event of one copy. */
static void tell(struct play *play, const char *word)
{
	char *rest;
	struct copy_name name = {strtoull(word + 1, &rest, 10), 1};
	unsigned long long value = *rest == ',' ? strtoull(rest + 1, NULL, 10) : 0;
	struct schedule *schedule = play->schedule;
	moment now = play->now, not_before;
	bool there = false;
	switch (*word) {
	case '=':
		there = septel__schedule_finished(schedule, name, now);
		break;
	case '!':
		there = septel__schedule_interrupted(schedule, name, now);
		break;
	case 'x':
		there = septel__schedule_lost(schedule, name, 0, now, &not_before);
		break;
	case 'z':
		there = septel__schedule_put_off(schedule, name, 0, now, &not_before);
		break;
	case 'h':
		there = septel__schedule_hold(schedule, name, now);
		break;
	case 'u':
		there = septel__schedule_release(schedule, name, now);
		break;
	case '-':
		there = septel__schedule_remove(schedule, name, now);
		break;
	case 's':
		there = septel__schedule_started(schedule, name, now);
		break;
	case 'b':
		there = septel__schedule_progress(schedule, name, (uint32_t)value, now);
		break;
	case 'd':
		there = septel__schedule_defer(schedule, name, (moment)value, now);
		break;
	case '>':
		there = septel__schedule_move(schedule, name, value, now);
		break;
	default:
		fail_msg("unknown word %s", word);
	}
	if (!there)
		write_word(play, "no");
}

static void minimize(struct play *play, const char *word)
{
	septel__schedule_minimize(play->schedule, *word == 'M' ? SCHEDULE_EVERYWHERE : play->outlet,
				  (enum septel_precedence)(strchr(letters, word[1]) - letters),
				  play->now);
}

static void write_wakeup(struct play *play)
{
	moment due = septel__schedule_wakeup(play->schedule, play->now);
	char word[32] = "w-";
	if (due != MOMENT_NEVER)
		snprintf(word, sizeof word, "w%lld", (long long)due);
	write_word(play, word);
}

static void write_alarms(struct play *play)
{
	struct schedule_alarm alarm;
	while (septel__schedule_alarm(play->schedule, play->now, &alarm)) {
		char word[32];
		snprintf(word, sizeof word, "a%c%llu", letters[alarm.precedence],
			 (unsigned long long)alarm.name.message);
		write_word(play, word);
	}
}

static void perform(struct play *play, const char *word)
{
	if (strchr("RPOZY", *word))
		add(play, word);
	else if (!strcmp(word, "?"))
		ask(play);
	else if (!strcmp(word, "??"))
		while (ask(play)) {
		}
	else if (*word == 't')
		play->now += strtoll(word + 1, NULL, 10);
	else if (*word == 'o')
		play->outlet = strtoull(word + 1, NULL, 10);
	else if (*word == '[' || *word == ']')
		septel__schedule_suspend(play->schedule, play->outlet, *word == '[', play->now);
	else if (!strcmp(word, "up") || !strcmp(word, "down"))
		septel__schedule_link(play->schedule, play->outlet, *word == 'u', play->now);
	else if (*word == 'm' || *word == 'M')
		minimize(play, word);
	else if (*word == 'w')
		write_wakeup(play);
	else if (*word == 'a')
		write_alarms(play);
	else
		tell(play, word);
}

struct row {
	const char *name;
	struct schedule_outlet outlet;
	const char *script, *expected;
};

static void play_row(const struct row *row)
{
	struct play play = {.schedule = septel__schedule_new(2)};
	assert_non_null(play.schedule);
	for (size_t i = 0; i < 2; i++)
		septel__schedule_outlet(play.schedule, i, &row->outlet);
	for (const char *at = row->script; *at;) {
		size_t length = strcspn(at, " ");
		char word[64];
		snprintf(word, sizeof word, "%.*s", (int)length, at);
		perform(&play, word);
		at += length;
		at += strspn(at, " ");
	}
	if (strcmp(play.written, row->expected) != 0)
		fail_msg("%s:\n%s\ngives    %s\nexpected %s", row->name, row->script, play.written,
			 row->expected);
	septel__schedule_free(play.schedule);
}

#define PLAIN                                                                                      \
	{                                                                                          \
		.window = 1                                                                        \
	}
#define BREAKS                                                                                     \
	{                                                                                          \
		.window = 1, .interruptible = true                                                 \
	}
/* 75 bit/s, 10 bits a byte: 1,000 bytes in 133 s; 9600 bit/s. */
#define SLOW                                                                                       \
	{                                                                                          \
		.window = 1, .interruptible = true, .pace = 133333                                 \
	}
#define QUICK                                                                                      \
	{                                                                                          \
		.window = 1, .interruptible = true, .pace = 1042                                   \
	}

/* A connection with receipts, which takes two of FLASH beside its window. */
#define ROOMY                                                                                      \
	{                                                                                          \
		.window = 1, .interruptible = true, .flash_room = 2                                \
	}

static const struct row orders[] = {
	{"nothing", PLAIN, "? w", "- w-"},
	{"precedence", PLAIN, "R1 P2 O3 Z4 Y5 ? =5 ? =4 ? =3 ? =2 ? =1 ?", "Y5 Z4 O3 P2 R1 -"},
	{"window of one", PLAIN, "R1 R2 ? ? =1 ?", "R1 - R2"},
	{"window of three, from one on",
	 {.window = 3},
	 "R1 R2 R3 R4 R5 R6 ?? =1 ?? =2 ?? =3 ??",
	 "R1 - R2 R3 - R4 R5 - R6 -"},
	{"first in first out by number, not by arrival", PLAIN, "R3 R1 R2/2 R2 ? =1 ? =2 ? -2 ",
	 "R1 R2 R2/2 no"},
	{"lost: its own place", PLAIN, "R1 R2 ? x1 ?", "R1 R1"},
	{"held and released: its own place", PLAIN, "R1 R2 R3 h1 ? =2 u1 ? =1 ?", "R2 R1 R3"},
	{"held under way", PLAIN, "R1 R2 ? h1 ? =1", "R1 R2 no"},
	{"held stays", PLAIN, "R1 h1 ? -1 ?", "- -"},
	{"moved: its own place there", PLAIN, "R2 o1 R1 R3 >2,1 ? =1 ? =2 ? =3 ? o0 ?",
	 "R1 R2 R3 - -"},
	{"under way does not move", PLAIN, "R1 ? >1,1 o1 ?", "R1 no -"},
	{"held moves held", PLAIN, "R1 h1 >1,1 o1 ? u1 ?", "- R1"},
	{"removed under way: room again", PLAIN, "R1 R2 ? -1 ? =1", "R1 R2 no"},
	{"deferred until its moment", PLAIN, "R1 R2 d1,5000 ? w =2 ? w t4999 ? t1 ? w",
	 "R2 w5000 - w5000 - R1 w21600000"},
	{"deferred, and released", PLAIN, "R1 d1,5000 ? u1 ?", "- R1"},
	{"deferred: then before those behind it", PLAIN, "R1 R2 R3 d1,5000 ? t5000 =2 ? =1 ?",
	 "R2 R1 R3"},
	{"what there is none of", PLAIN, "=1 !1 x1 z1 h1 u1 -1 s1 b1,1 d1,1 >1,1",
	 "no no no no no no no no no no no"},
	{"waiting is not under way", PLAIN, "R1 =1 !1 x1 z1 s1 b1,1 ?", "no no no no no no R1"},
	{"suspended", PLAIN, "[ Y1 ? w ] ? w", "- w600000 Y1 w600000"},
	{"suspended: what is under way goes on", BREAKS, "R1 ? [ Z2 ? =1 ? ] ?", "R1 - - Z2"},
	{"outlets are their own", PLAIN, "R1 o1 R2 [ ? o0 ? o1 ] ?", "- R1 R2"},
	{"link", PLAIN, "R1 R2 ? down x1 ? up ? =1 ?", "R1 - R1 R2"},
	{"slow start",
	 {.window = 4},
	 "R1 R2 R3 R4 R5 R6 R7 ? =1 ?? down x2 x3 up ?? =2 ??",
	 "R1 R2 R3 - R2 - R3 R4 -"},
};

static const struct row interruptions[] = {
	{"not there", PLAIN, "R1 ? Z2 ? =1 ?", "R1 - Z2"},
	{"FLASH breaks off ROUTINE", BREAKS, "R1 R2 ? Z3 ? ? !1 ? =3 ? =1 ?", "R1 !R1 - Z3 R1 R2"},
	{"finished after all", BREAKS, "R1 ? Z2 ? =1 ? =2 ? !1", "R1 !R1 Z2 - no"},
	{"FLASH breaks off PRIORITY and IMMEDIATE", BREAKS, "P1 ? Z2 ? !1 ? =2 O3 ? Z4 ? !3 ?",
	 "P1 !P1 Z2 O3 !O3 Z4"},
	{"FLASH does not break off FLASH", BREAKS, "Z1 ? Z2 ? =1 ?", "Z1 - Z2"},
	{"Y breaks off FLASH", BREAKS, "Z1 ? Y2 ? !1 ? =2 ?", "Z1 !Z1 Y2 Z1"},
	{"what is all out", BREAKS, "R1 ? b1,0 Z2 ? =1 ?", "R1 - Z2"},
	{"FLASH goes beside a full window, and breaks off nothing", ROOMY,
	 "R1 ? O2 ? Z3 Y4 Z5 ?? =4 ? =1 ? =3 ? =5 ?", "R1 - Y4 Z3 - Z5 - - O2"},
	{"but what is long", ROOMY, "R1:9000000 ? Z2 ? ? !1 ?", "R1 !R1 Z2 -"},
	{"pace not known: FLASH alone", BREAKS, "R1:9000000 ? O2 ? P3 ? Z4 ?", "R1 - - !R1"},
	{"all of a window",
	 {.window = 3, .interruptible = true},
	 "R1 ? =1 R2 P3 ?? Z4 ?? !3 !2 ? =4 ??",
	 "R1 P3 R2 - !R2 !P3 - Z4 P3 R2 -"},
	{"IMMEDIATE breaks off a long one", SLOW, "R1 ? O2 ? !1 ? =2 ?", "R1 !R1 O2 R1"},
	{"IMMEDIATE lets finish what is quicker", SLOW, "R1 ? t125000 O2 ? =1 ?", "R1 - O2"},
	{"IMMEDIATE: as the line tells", SLOW, "R1 ? b1,50 O2 ? =1 ?", "R1 - O2"},
	{"IMMEDIATE on a quick line", QUICK, "R1:1500 ? O2 ? =1 R3:15000 ?", "R1 - O2"},
	{"IMMEDIATE on a quick line, long", QUICK, "R1:15000 ? O2 ?", "R1 !R1"},
	{"time counts from the start told", SLOW, "R1 ? t125000 s1 O2 ?", "R1 !R1"},
	{"IMMEDIATE does not break off IMMEDIATE", SLOW, "O1 ? O2 ?", "O1 -"},
	{"PRIORITY lets a long one finish", SLOW, "R1 ? P2 ? =1 ?", "R1 - P2"},
	{"PRIORITY breaks off an extra-long one", SLOW, "R1:3000 ? P2 ? !1 ?", "R1 !R1 P2"},
	{"extra-long, near its end", SLOW, "R1:3000 ? t200000 P2 ?", "R1 -"},
	{"not for what may not go", SLOW, "R1 ? O2 d2,9000 ? t9000 ?", "R1 - !R1"},
	{"wakes for it", SLOW, "R1 ? O2 d2,9000 w t9000 ?", "R1 w9000 !R1"},
	{"a window on a slow line is filled as it empties",
	 {.window = 3, .pace = 100},
	 "R1 ? =1 R2:20000 R3 R4 ? ? w t1000 ? ?",
	 "R1 R2 - w1000 R3 -"},
};

static const struct row shares[] = {
	{"no share: never", PLAIN, "R1 O2 O3 O4 O5 O6 ? =2 ? =3 ? =4 ? =5 ?", "O2 O3 O4 O5 O6"},
	{"one in four",
	 {.window = 1, .routine_share = 25},
	 "R1 R2 O3 O4 O5 O6 O7 O8 O9 ? =3 ? =4 ? =5 ? =1 ? =6 ? =7 ? =8 ? =2 ? =9 ?",
	 "O3 O4 O5 R1 O6 O7 O8 R2 O9 -"},
	{"a long one earns its bytes",
	 {.window = 1, .routine_share = 50},
	 "R1:2000 O2 O3 O4 ? =2 ? =3 ? =1 ?",
	 "O2 O3 R1 O4"},
	{"never before FLASH",
	 {.window = 1, .routine_share = 50},
	 "R1 O2 ? =2 Z3 Z4 ? =3 ? =4 O5 ? =1 ?",
	 "O2 Z3 Z4 R1 O5"},
	{"nothing is earned while none waits",
	 {.window = 1, .routine_share = 50},
	 "O1 O2 O3 ? =1 ? =2 R4 O5 ? =3 ? =4 ?",
	 "O1 O2 O3 R4 O5"},
	{"IMMEDIATE does not break it off, FLASH does",
	 {.window = 1, .routine_share = 50, .interruptible = true, .pace = 133333},
	 "R1 O2 O3 ? =2 ? ? Z4 ?",
	 "O2 R1 - !R1"},
	{"under minimize none", {.window = 1, .routine_share = 50}, "mR R1 O2 O3 ? =2 ?", "O2 O3"},
};

static const struct row backoffs[] = {
	{"put off: the outlet waits, then the same first", PLAIN,
	 "R1 R2 ? z1 ? w t1999 ? t1 ? z1 ? w t4000 ?", "R1 - w2000 - R1 - w6000 R1"},
	{"higher ones are tried", PLAIN, "R1 ? z1 O2 ? =2 ?", "R1 O2 -"},
	{"lower ones are not", PLAIN, "O1 R2 ? z1 ? w t500 ? =1 ?", "O1 - w500 O1 R2"},
	{"a copy put off too often lets others go", PLAIN,
	 "R1 R2 ? z1 t2000 ? z1 t4000 ? z1 t8000 ? z1 ? =2 ? t16000 ?", "R1 R1 R1 R1 R2 - R1"},
	{"a copy lost too often lets others go", PLAIN,
	 "R1 R2 ? x1 ? x1 t2000 ? x1 t4000 ? x1 t8000 ? =2 ?", "R1 R1 R1 R1 R2 -"},
	{"lost together is lost once",
	 {.window = 4},
	 "R1 ? =1 ? R2 R3 ? ? down x2 x3 up ?",
	 "R1 - R2 R3 R2"},
	{"a link that comes only to go", PLAIN, "R1 ? down x1 up ? down x1 up ? w t2000 ?",
	 "R1 R1 - w2000 R1"},
	{"a link that comes back ends a refusal", PLAIN, "R1 R2 ? z1 down up ?", "R1 R2"},
	{"resumed: no back-off", PLAIN, "R1 R2 ? z1 ? ] ?", "R1 - R2"},
	{"success ends it", PLAIN, "R1 R2 ? z1 t2000 ? =1 ? z2 w", "R1 R1 R2 w4000"},
	{"an interruption is nobody's fault", BREAKS, "R1 ? Z2 ? !1 ? =2 ?", "R1 !R1 Z2 R1"},
};

static const struct row minimizes[] = {
	{"ROUTINE", PLAIN, "mR R1 P2 ? =2 ? m- ?", "P2 - R1"},
	{"PRIORITY too", PLAIN, "mP R1 P2 O3 ? =3 ? mR ? =2 ?", "O3 - P2 -"},
	{"unless marked", PLAIN, "mR R1 R2~ R3~ ? =2 ? =3 ? m- ?", "R2 R3 - R1"},
	{"marked keep their place", PLAIN, "R2~ R1 R3 R4~ ? =1 ? =2 ? =3 ?", "R1 R2 R3 R4"},
	{"at its outlet", PLAIN, "mR R1 o1 R2 ? o0 ?", "R2 -"},
	{"everywhere", PLAIN, "MR R1 o1 R2 ? o0 ? M- ?", "- - R1"},
	{"the stricter counts", PLAIN, "MP mR P1 ? M- ?", "- P1"},
	{"no wake-up for what waits under it", PLAIN, "mR R1 d1,5000 w m- w", "w21600000 w5000"},
};

static const struct row alarms[] = {
	{"each once", PLAIN, "R1 P2 O3 Z4 w t600000 a a w t1200000 a w t9000000 a w t10800000 a w",
	 "w600000 aZ4 w1800000 aO3 w10800000 aP2 w21600000 aR1 w-"},
	{"not before", PLAIN, "Z1 t599999 a t1 a", "aZ1"},
	{"all that are due", PLAIN, "Z1 R2 t1 Z3 t600000 a", "aZ1 aZ3"},
	{"held, deferred, under way", PLAIN, "Z1 Z2 Z3 h1 d2,9000000 ? t600000 a",
	 "Z3 aZ1 aZ2 aZ3"},
	{"not of what is gone", PLAIN, "Z1 ? =1 t600000 a", "Z1"},
	{"once, though it was moved, lost, held", PLAIN, "Z1 t600000 a >1,1 o1 ? x1 h1 u1 a",
	 "aZ1 Z1"},
};

static void play_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		play_row(&rows[i]);
}

static void test_orders(void **state)
{
	(void)state;
	play_rows(orders, sizeof orders / sizeof *orders);
}

static void test_interruptions(void **state)
{
	(void)state;
	play_rows(interruptions, sizeof interruptions / sizeof *interruptions);
}

static void test_shares(void **state)
{
	(void)state;
	play_rows(shares, sizeof shares / sizeof *shares);
}

static void test_backoffs(void **state)
{
	(void)state;
	play_rows(backoffs, sizeof backoffs / sizeof *backoffs);
}

static void test_minimizes(void **state)
{
	(void)state;
	play_rows(minimizes, sizeof minimizes / sizeof *minimizes);
}

static void test_alarms(void **state)
{
	(void)state;
	play_rows(alarms, sizeof alarms / sizeof *alarms);
}

static void test_backoff_function(void **state)
{
	(void)state;
	static const struct {
		enum septel_precedence precedence;
		uint32_t attempts, chance;
		moment expected;
	} rows[] = {
		{SEPTEL_ROUTINE, 1, 0, 2000},
		{SEPTEL_ROUTINE, 0, 0, 2000},
		{SEPTEL_ROUTINE, 2, 0, 4000},
		{SEPTEL_ROUTINE, 9, 0, 512000},
		{SEPTEL_ROUTINE, 10, 0, 900000},
		{SEPTEL_ROUTINE, UINT32_MAX, 0, 900000},
		{SEPTEL_ROUTINE, 10, UINT32_MAX, 675001},
		{SEPTEL_PRIORITY, 100, 0, 300000},
		{SEPTEL_IMMEDIATE, 1, 0, 500},
		{SEPTEL_IMMEDIATE, 100, 0, 60000},
		{SEPTEL_FLASH, 1, 0, 250},
		{SEPTEL_FLASH, 100, 0, 15000},
		{SEPTEL_EMERGENCY, 100, 0, 15000},
		{SEPTEL_PRECEDENCE_NONE, 1, 0, 2000},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(
			septel__backoff(rows[i].precedence, rows[i].attempts, rows[i].chance),
			rows[i].expected);
}

/* Counts, ages and lists of a few copies in every state. */
static void test_figures(void **state)
{
	(void)state;
	struct play play = {.schedule = septel__schedule_new(2), .now = 1000};
	struct schedule *schedule = play.schedule;
	static const char *const words[] = {"R1", "R2", "R4~", "t10",      "R3", "P5",
					    "Z6", "?",  "h2",  "d3,99000", "o1", "R7"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		perform(&play, words[i]);
	assert_int_equal(septel__schedule_count(schedule, 0, SEPTEL_ROUTINE, COPY_ACTIVE), 2);
	assert_int_equal(septel__schedule_count(schedule, 0, SEPTEL_ROUTINE, COPY_HELD), 1);
	assert_int_equal(septel__schedule_count(schedule, 0, SEPTEL_ROUTINE, COPY_DEFERRED), 1);
	assert_int_equal(septel__schedule_count(schedule, 0, SEPTEL_FLASH, COPY_SENDING), 1);
	assert_int_equal(septel__schedule_count(schedule, 0, SEPTEL_PRECEDENCE_NONE, COPY_ACTIVE),
			 3);
	assert_int_equal(
		septel__schedule_count(schedule, SCHEDULE_EVERYWHERE, SEPTEL_ROUTINE, COPY_ACTIVE),
		3);
	assert_int_equal(septel__schedule_count(schedule, 0, SEPTEL_ROUTINE, COPY_DONE), 0);
	assert_int_equal(septel__schedule_oldest(schedule, SEPTEL_ROUTINE), 1000);
	assert_int_equal(septel__schedule_oldest(schedule, SEPTEL_PRIORITY), 1010);
	assert_true(septel__schedule_oldest(schedule, SEPTEL_IMMEDIATE) == MOMENT_NEVER);

	struct copy_name name = {0, 0};
	uint64_t seen[8] = {0};
	size_t count = 0;
	while (septel__schedule_following(schedule, 0, SEPTEL_ROUTINE, false, name, &name))
		seen[count++] = name.message;
	assert_int_equal(count, 3);
	assert_true(seen[0] == 1 && seen[1] == 3 && seen[2] == 4);
	name = (struct copy_name){0, 0};
	assert_true(septel__schedule_following(schedule, 0, SEPTEL_ROUTINE, true, name, &name));
	assert_int_equal(name.message, 2);
	assert_false(septel__schedule_following(schedule, 0, SEPTEL_ROUTINE, true, name, &name));
	assert_int_equal(septel__schedule_under_way(schedule, 0, &name, 1), 1);
	assert_int_equal(name.message, 6);

	struct schedule_copy copy;
	assert_true(septel__schedule_find(schedule, (struct copy_name){3, 1}, &copy));
	assert_int_equal(copy.state, COPY_DEFERRED);
	assert_int_equal(copy.not_before, 99000);
	assert_int_equal(copy.accepted, 1010);
	assert_int_equal(copy.length, 1000);
	assert_int_equal(copy.precedence, SEPTEL_ROUTINE);
	assert_false(septel__schedule_find(schedule, (struct copy_name){3, 2}, &copy));
	moment until;
	assert_false(septel__schedule_blocked(schedule, 0, 1010, &until));
	septel__schedule_suspend(schedule, 0, true, 1010);
	assert_true(septel__schedule_blocked(schedule, 0, 1010, &until));
	septel__schedule_free(schedule);
}

/* After a restart copies come in the order of the store, some put off and some held. */
static void test_restart(void **state)
{
	(void)state;
	struct schedule *schedule = septel__schedule_new(1);
	static const struct schedule_copy copies[] = {
		{.name = {1, 1},
		 .precedence = SEPTEL_ROUTINE,
		 .state = COPY_SENDING,
		 .attempts = 2},
		{.name = {2, 1}, .precedence = SEPTEL_FLASH, .state = COPY_HELD},
		{.name = {3, 1}, .state = COPY_DEFERRED, .not_before = 500, .attempts = 1},
		{.name = {4, 1},
		 .precedence = SEPTEL_ROUTINE,
		 .state = COPY_ACTIVE,
		 .alarmed = true},
	};
	for (size_t i = 0; i < sizeof copies / sizeof *copies; i++)
		assert_true(septel__schedule_add(schedule, &copies[i]));
	struct schedule_pick pick = septel__schedule_next(schedule, 0, 100);
	assert_int_equal(pick.name.message, 1);
	assert_int_equal(pick.attempts, 3);
	assert_true(septel__schedule_finished(schedule, pick.name, 200));
	pick = septel__schedule_next(schedule, 0, 500);
	assert_int_equal(pick.name.message, 3);
	struct schedule_alarm alarm;
	size_t told = 0;
	while (septel__schedule_alarm(schedule, MOMENT_NEVER - 1, &alarm))
		told++;
	assert_int_equal(told, 2);
	septel__schedule_free(schedule);
	assert_null(septel__schedule_new(SCHEDULE_OUTLETS_LIMIT + 1));
}

/* More than one bucket of the index is split for, in an order that is no order. */
static void test_many(void **state)
{
	(void)state;
	enum { MANY = 30011 };
	struct schedule *schedule = septel__schedule_new(1);
	size_t empty = septel__schedule_memory(schedule);
	for (uint64_t i = 0; i < MANY; i++) {
		struct schedule_copy copy = {.name = {1 + i * 7919 % MANY, 1 + (uint32_t)i % 3},
					     .precedence = SEPTEL_PRIORITY,
					     .accepted = (moment)i};
		assert_true(septel__schedule_add(schedule, &copy));
		assert_true(septel__schedule_find(schedule, copy.name, &copy));
	}
	assert_true(septel__schedule_memory(schedule) - empty < (size_t)100 * MANY);
	for (uint64_t i = 0; i < MANY; i++) {
		struct schedule_copy copy;
		struct copy_name name = {1 + i * 7919 % MANY, 1 + (uint32_t)i % 3};
		assert_true(septel__schedule_find(schedule, name, &copy));
		assert_int_equal(copy.accepted, i);
		if (i % 2)
			assert_true(septel__schedule_remove(schedule, name, 0));
	}
	uint64_t last = 0;
	for (uint64_t i = 0; i < MANY; i += 2) {
		struct schedule_pick pick = septel__schedule_next(schedule, 0, 0);
		assert_int_equal(pick.kind, PICK_START);
		assert_true(pick.name.message > last);
		last = pick.name.message;
		assert_true(septel__schedule_finished(schedule, pick.name, 0));
	}
	assert_int_equal(septel__schedule_next(schedule, 0, 0).kind, PICK_NOTHING);
	assert_true(septel__schedule_wakeup(schedule, 0) == MOMENT_NEVER);
	septel__schedule_free(schedule);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orders),           cmocka_unit_test(test_interruptions),
		cmocka_unit_test(test_shares),           cmocka_unit_test(test_backoffs),
		cmocka_unit_test(test_minimizes),        cmocka_unit_test(test_alarms),
		cmocka_unit_test(test_backoff_function), cmocka_unit_test(test_figures),
		cmocka_unit_test(test_restart),          cmocka_unit_test(test_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
