/* words.c - see words.h.  The lists are sorted: they are searched by halves. */
#include "words.h"

#include "../base/utf8.h"
#include "../base/view.h"

/* Bytes of the longest word ("nevertheless") and a NUL. */
#define WORD_SIZE 13

struct word {
	char text[WORD_SIZE];
	unsigned char meaning;
};

#define NEVER  ABBREVIATION_NEVER_ENDS
#define NUMBER ABBREVIATION_BEFORE_NUMBER
#define ANY    ABBREVIATION_BEFORE_ANY

static const struct word ABBREVIATIONS[] = {
	{"adm", NEVER},  {"al", ANY},      {"amb", NEVER},    {"approx", NEVER}, {"apr", NUMBER},
	{"art", NUMBER}, {"arts", NUMBER}, {"assn", ANY},     {"asst", NEVER},   {"aug", NUMBER},
	{"bde", NEVER},  {"bn", NEVER},    {"brig", NEVER},   {"bros", ANY},     {"ca", NEVER},
	{"capt", NEVER}, {"cdr", NEVER},   {"cf", NEVER},     {"ch", NUMBER},    {"cmdr", NEVER},
	{"co", ANY},     {"col", NEVER},   {"corp", ANY},     {"cpl", NEVER},    {"dec", NUMBER},
	{"dep", NEVER},  {"dept", ANY},    {"div", NEVER},    {"dr", NEVER},     {"e.g", NEVER},
	{"eng", NEVER},  {"esp", NEVER},   {"esq", ANY},      {"etc", ANY},      {"excl", NEVER},
	{"feb", NUMBER}, {"fig", NUMBER},  {"fr", NEVER},     {"fri", NUMBER},   {"ft", NEVER},
	{"gen", NEVER},  {"gov", NEVER},   {"govt", ANY},     {"hon", NEVER},    {"i.e", NEVER},
	{"inc", ANY},    {"incl", NEVER},  {"insp", NEVER},   {"intl", ANY},     {"jan", NUMBER},
	{"jr", ANY},     {"jul", NUMBER},  {"jun", NUMBER},   {"lt", NEVER},     {"ltd", ANY},
	{"maj", NEVER},  {"mar", NUMBER},  {"may", NUMBER},   {"messrs", NEVER}, {"min", NEVER},
	{"mlle", NEVER}, {"mme", NEVER},   {"mon", NUMBER},   {"mr", NEVER},     {"mrs", NEVER},
	{"ms", NEVER},   {"msgr", NEVER},  {"mt", NEVER},     {"no", NUMBER},    {"nos", NUMBER},
	{"nov", NUMBER}, {"oct", NUMBER},  {"par", NUMBER},   {"para", NUMBER},  {"paras", NUMBER},
	{"pp", NUMBER},  {"pres", NEVER},  {"prof", NEVER},   {"ref", NUMBER},   {"refs", NUMBER},
	{"regt", NEVER}, {"rep", NEVER},   {"res", NUMBER},   {"ret", NEVER},    {"rev", NEVER},
	{"sat", NUMBER}, {"sec", NEVER},   {"sen", NEVER},    {"sep", NUMBER},   {"sept", NUMBER},
	{"sgt", NEVER},  {"sr", ANY},      {"st", NEVER},     {"sun", NUMBER},   {"supt", NEVER},
	{"thu", NUMBER}, {"thur", NUMBER}, {"thurs", NUMBER}, {"tue", NUMBER},   {"tues", NUMBER},
	{"univ", ANY},   {"viz", NEVER},   {"vol", NUMBER},   {"vs", NEVER},     {"wed", NUMBER},
};

static const struct word LETTERED[] = {
	{"annex", 1},   {"appendix", 1}, {"article", 1}, {"option", 1}, {"part", 1},
	{"phase", 1},   {"plan", 1},     {"ref", 1},     {"refs", 1},   {"reftel", 1},
	{"reftels", 1}, {"section", 1},  {"type", 1},    {"zone", 1},
};

static const struct word STARTERS[] = {
	{"a", 1},        {"after", 1},        {"all", 1},      {"also", 1},
	{"although", 1}, {"an", 1},           {"and", 1},      {"as", 1},
	{"at", 1},       {"because", 1},      {"before", 1},   {"both", 1},
	{"but", 1},      {"by", 1},           {"comment", 1},  {"during", 1},
	{"each", 1},     {"end", 1},          {"every", 1},    {"for", 1},
	{"from", 1},     {"he", 1},           {"her", 1},      {"here", 1},
	{"his", 1},      {"how", 1},          {"however", 1},  {"i", 1},
	{"if", 1},       {"in", 1},           {"it", 1},       {"its", 1},
	{"many", 1},     {"meanwhile", 1},    {"moreover", 1}, {"most", 1},
	{"my", 1},       {"nevertheless", 1}, {"no", 1},       {"nor", 1},
	{"not", 1},      {"note", 1},         {"of", 1},       {"on", 1},
	{"once", 1},     {"or", 1},           {"our", 1},      {"post", 1},
	{"several", 1},  {"she", 1},          {"since", 1},    {"so", 1},
	{"some", 1},     {"such", 1},         {"that", 1},     {"the", 1},
	{"their", 1},    {"then", 1},         {"there", 1},    {"therefore", 1},
	{"these", 1},    {"they", 1},         {"this", 1},     {"those", 1},
	{"though", 1},   {"thus", 1},         {"to", 1},       {"until", 1},
	{"we", 1},       {"what", 1},         {"when", 1},     {"where", 1},
	{"which", 1},    {"while", 1},        {"who", 1},      {"why", 1},
	{"with", 1},     {"without", 1},      {"yet", 1},      {"you", 1},
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The meaning of `word` in a sorted list, 0 where it is not in it. */
static unsigned char meaning(const struct word *list, size_t count, struct septel_view word)
{
	char wanted[WORD_SIZE] = "";
	if (word.len == 0 || word.len >= WORD_SIZE || memchr(word.ptr, 0, word.len))
		return 0;
	for (size_t i = 0; i < word.len; i++)
		wanted[i] = septel__lower(word.ptr[i]);
	size_t low = 0, high = count;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const int order = memcmp(wanted, list[middle].text, WORD_SIZE);
		if (order == 0)
			return list[middle].meaning;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

enum abbreviation septel__abbreviation(struct septel_view word)
{
	return (enum abbreviation)meaning(ABBREVIATIONS, COUNT(ABBREVIATIONS), word);
}

bool septel__is_lettered_word(struct septel_view word)
{
	return meaning(LETTERED, COUNT(LETTERED), word) != 0;
}

bool septel__is_starter_word(struct septel_view word)
{
	return meaning(STARTERS, COUNT(STARTERS), word) != 0;
}

/* Letters beyond ASCII, by runs of code points; what is in no run and from
 * U+0370 on is a letter without case.  EVEN and ODD name the capitals of runs
 * in which capital and small letter take turns. */
enum letters { NONE, LOWER, OTHER, EVEN, ODD };

static const struct {
	uint32_t last;
	unsigned char letters;
} LETTERS[] = {
	{0xA9, NONE},     {0xAA, LOWER},    {0xB4, NONE},    {0xB5, LOWER},    {0xB9, NONE},
	{0xBA, LOWER},    {0xBF, NONE},     {0xD6, OTHER},   {0xD7, NONE},     {0xDE, OTHER},
	{0xF6, LOWER},    {0xF7, NONE},     {0xFF, LOWER},   {0x137, EVEN},    {0x138, LOWER},
	{0x148, ODD},     {0x149, LOWER},   {0x177, EVEN},   {0x178, OTHER},   {0x17E, ODD},
	{0x17F, LOWER},   {0x1CC, EVEN},    {0x1DC, ODD},    {0x24F, EVEN},    {0x2AF, LOWER},
	{0x36F, NONE},    {0x37D, OTHER},   {0x385, NONE},   {0x386, OTHER},   {0x387, NONE},
	{0x38F, OTHER},   {0x390, LOWER},   {0x3AB, OTHER},  {0x3CE, LOWER},   {0x3FF, OTHER},
	{0x42F, OTHER},   {0x45F, LOWER},   {0x481, EVEN},   {0x489, NONE},    {0x4C0, EVEN},
	{0x4CE, ODD},     {0x52F, EVEN},    {0x560, OTHER},  {0x588, LOWER},   {0x1DFF, OTHER},
	{0x1EFF, EVEN},   {0x1FFF, OTHER},  {0x2BFF, NONE},  {0x2FFF, OTHER},  {0x3040, NONE},
	{0xDFFF, OTHER},  {0xF8FF, NONE},   {0xFB06, LOWER}, {0xFDFF, OTHER},  {0xFE6F, NONE},
	{0xFEFE, OTHER},  {0xFF20, NONE},   {0xFF3A, OTHER}, {0xFF40, NONE},   {0xFF5A, LOWER},
	{0xFF65, NONE},   {0xFFDC, OTHER},  {0xFFFF, NONE},  {0x1EFFF, OTHER}, {0x1FFFF, NONE},
	{0xDFFFF, OTHER}, {0x10FFFF, NONE},
};

static enum letter letter_of(uint32_t code)
{
	size_t run = 0;
	while (code > LETTERS[run].last)
		run++;
	switch (LETTERS[run].letters) {
	case LOWER:
		return LETTER_LOWER;
	case OTHER:
		return LETTER_OTHER;
	case EVEN:
		return code % 2 == 0 ? LETTER_OTHER : LETTER_LOWER;
	case ODD:
		return code % 2 == 1 ? LETTER_OTHER : LETTER_LOWER;
	default:
		return LETTER_NONE;
	}
}

enum letter septel__letter_at(struct septel_view text, size_t at, size_t *length)
{
	*length = 1;
	const char c = text.ptr[at];
	if ((unsigned char)c < 0x80)
		return septel__is_lower(c)   ? LETTER_LOWER
		       : septel__is_upper(c) ? LETTER_OTHER
					     : LETTER_NONE;
	uint32_t code;
	const size_t decoded = septel__utf8_decode(text, at, &code);
	if (decoded == 0)
		return LETTER_NONE;
	*length = decoded;
	return letter_of(code);
}
