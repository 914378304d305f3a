/* titles.c - see titles.h. */
#include "titles.h"

#include <stdint.h>

/* Longest title word that is looked at. */
#define TITLE_LIMIT 32
/* A word must be so long to be known when misspelt: by one letter, by two. */
#define ONE_WRONG_LEAST 5
#define TWO_WRONG_LEAST 8
/* A misspelt word itself must have so many letters. */
#define MISSPELT_LEAST 4

/* Sorted, for the search by halves. */
static const char *const TITLES[] = {
	/* clang-format off */
	"ACTG", "ACTING", "ADCM", "ADMIN", "ADMINISTRATION", "ADMINISTRATIVE", "ADMINISTRATOR",
	"ADMIRAL", "ADVISER", "ADVISOR", "ADVISORY", "AFFAIRS", "AFRICA", "AFRICAN", "AGENT",
	"AGRICULTURAL", "AGRICULTURE", "AI", "AID", "AIR", "AMB", "AMBASSADOR", "AMCONSUL",
	"AMEMBASSY", "AMERICA", "AMERICAN", "AMERICAS", "ANALYST", "ARMS", "ARMY", "ASIA",
	"ASIAN", "ASSISTANCE", "ASSISTANT", "ASSOCIATE", "ASST", "AT", "ATTACHE", "AUTHORITY",
	"BG", "BORDER", "BRANCH", "BRIGADIER", "BUREAU", "CAPT", "CAPTAIN", "CARIBBEAN", "CDA",
	"CDR", "CENTER", "CENTRAL", "CG", "CHARGE", "CHIEF", "COL", "COLONEL", "COMMANDER",
	"COMMERCIAL", "COMMISSION", "COMMISSIONER", "COMPLIANCE", "CONFLICT", "CONFLICTS",
	"CONGEN", "CONGENOFF", "CONOFF", "CONS", "CONSUL", "CONSULAR", "CONSULATE", "CONTROL",
	"CONTROLLER", "COOPERATION", "COORDINATOR", "COUNCIL", "COUNSEL", "COUNSELLOR",
	"COUNSELOR", "COUNTER", "COUNTERNARCOTICS", "COUNTERPROLIFERATION", "COUNTERTERRORISM",
	"COUNTRY", "CULTURAL", "DAFFAIRES", "DAO", "DAS", "DATT", "DCG", "DCM", "DEFENCE",
	"DEFENSE", "DELEGATE", "DELEGATION", "DEMOCRACY", "DEMOCRATIC", "DEP", "DEPARTMENT",
	"DEPT", "DEPUTY", "DERIVED", "DESK", "DEVELOPMENT", "DIPLOMACY", "DIPLOMATIC", "DIR",
	"DIRECTOR", "DIVISION", "DOD", "DPO", "DR", "DRUG", "EAC", "EAP", "EAST", "EASTERN",
	"ECON", "ECONOFF", "ECONOMIC", "EDUCATION", "EEB", "EMBASSY", "EMBOFF", "EMIN",
	"ENERGY", "ENFORCEMENT", "ENV", "ENVIRONMENT", "ENVIRONMENTAL", "ENVOY", "ESTH", "EUR",
	"EURASIAN", "EUROPE", "EUROPEAN", "EXEC", "EXECUTIVE", "EXTERNAL", "FCS", "FIN",
	"FINANCE", "FINANCIAL", "FIRST", "FOREIGN", "FSO", "GEN", "GENERAL", "GLOBAL",
	"GOVERNANCE", "GULF", "HEAD", "HEALTH", "HR", "HUMAN", "HUMANITARIAN", "IMO",
	"IMPLEMENTATION", "INFORMATION", "INL", "INR", "INSPECTOR", "INSTITUTIONAL",
	"INTELLIGENCE", "INTERAGENCY", "INTERIM", "INTERNAL", "INTERNATIONAL", "INVESTMENT",
	"IO", "ISN", "JUDICIAL", "LABOR", "LARGE", "LATIN", "LAW", "LEAD", "LEADER", "LEGAL",
	"LEGATT", "LIAISON", "LIEUTENANT", "LOGISTICS", "LT", "LTC", "LTCOL", "LTG", "MAJ",
	"MAJOR", "MANAGEMENT", "MANAGER", "MARINE", "MED", "MEDIA", "MEDICAL", "MG", "MGMT",
	"MIDDLE", "MIL", "MILITARY", "MIN", "MINCOUNS", "MINCOUNSELOR", "MINECON", "MINISTER",
	"MINISTERCOUNSELOR", "MISSION", "MONETARY", "MR", "MRS", "MS", "MULTILATERAL",
	"MULTIPLE", "NARCOTICS", "NATIONAL", "NAVAL", "NEA", "NEAR", "NEGOTIATIONS",
	"NEGOTIATOR", "NONPROLIFERATION", "NORTH", "NORTHERN", "NUCLEAR", "OES", "OFF",
	"OFFICE", "OFFICER", "OIC", "OMS", "OPERATIONS", "ORGANIZATIONS", "OUTREACH", "PACIFIC",
	"PAO", "PAS", "PDAS", "PDPO", "PEACEKEEPING", "PERMANENT", "PERMREP", "PLANNING",
	"PLANS", "PM", "PO", "POL", "POLAD", "POLCHIEF", "POLCOUNS", "POLICY", "POLITICAL",
	"POLMIL", "POLOFF", "POPULATION", "POST", "PRESS", "PRINCIPAL", "PRM", "PROGRAM",
	"PROLIFERATION", "PROVINCIAL", "PRT", "PUBLIC", "RAO", "RDML", "RECONSTRUCTION",
	"REFUGEE", "REFUGEES", "REGIONAL", "RELIGIOUS", "REO", "REP", "REPRESENTATIVE",
	"RESOURCES", "RIGHTS", "RMAO", "RSO", "SA", "SCA", "SCIENCE", "SEC", "SECOND",
	"SECRETARIAT", "SECRETARY", "SECT", "SECTION", "SECURITY", "SENIOR", "SERVICE",
	"SERVICES", "SGT", "SOCIAL", "SOURCES", "SOUTH", "SOUTHERN", "SPECIAL", "SPECIALIST",
	"SPOKESMAN", "SPOKESPERSON", "SR", "STAFF", "STATE", "SUPPORT", "TASK", "TDY", "TEAM",
	"TECHNOLOGY", "TERRORISM", "THIRD", "TRADE", "TRAFFICKING", "TRANSNATIONAL",
	"TRANSPORTATION", "TREASURY", "TREATY", "UNDER", "UNDERSECRETARY", "UNIT", "UNITED",
	"UNVIE", "US", "USAID", "USDAO", "USEB", "USEU", "USG", "USINT", "USMISSION", "USNATO",
	"USOSCE", "USTR", "USUN", "VCI", "VERIFICATION", "VICE", "WESTERN", "WHA", "WING",
	/* clang-format on */
};
#define TITLES_COUNT (sizeof TITLES / sizeof *TITLES)

/* Offices whose codes are too short to be known without capitals. */
static const char *const OFFICES[] = {"AF", "ARA", "AC",  "CA", "DRL", "DS",
				      "EB", "PA",  "PPD", "SP", "T",   "VC"};

/* What titles are put together from: "PolMinCouns", "DepEconCouns". */
static const char *const STEMS[] = {"COUNSELOR", "OFFICER", "COUNS", "CHIEF", "ADMIN", "COUN",
				    "CONS",      "ECON",    "MGMT",  "CON",   "DEP",   "EMB",
				    "GEN",       "MGT",     "MIL",   "MIN",   "OFF",   "POL",
				    "ADV",       "AMB",     "ATT",   "EC"};

/* `word` in capitals, without dots and apostrophes, zeros as O. */
static struct septel_view plain_letters(struct septel_view word, char letters[TITLE_LIMIT])
{
	size_t length = 0;
	for (size_t i = 0; i < word.len && length < TITLE_LIMIT; i++) {
		const char c = word.ptr[i];
		/* The first byte of a typographic apostrophe, and the two behind it. */
		if (c == '.' || c == '\'' || c == '`' || (unsigned char)c >= 0x80)
			continue;
		letters[length++] = c == '0' ? 'O' : septel__upper(c);
	}
	return (struct septel_view){letters, length};
}

static bool is_listed(struct septel_view word)
{
	size_t low = 0, high = TITLES_COUNT;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const int order = septel__compare(word, septel_view_of(TITLES[middle]));
		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

static bool is_office(struct septel_view word)
{
	for (size_t i = 0; i < sizeof OFFICES / sizeof *OFFICES; i++)
		if (septel__equal(word, septel_view_of(OFFICES[i])))
			return true;
	return false;
}

/* Two stems or more, and nothing else. */
static bool is_compound(struct septel_view word)
{
	size_t stems = 0;
	while (word.len) {
		size_t i = 0;
		while (i < sizeof STEMS / sizeof *STEMS && !septel__starts(word, STEMS[i]))
			i++;
		if (i == sizeof STEMS / sizeof *STEMS)
			return false;
		word = septel__slice(word, strlen(STEMS[i]), word.len);
		stems++;
	}
	return stems >= 2;
}

/* "EUR/PRA", "A/DCM", "E/P": all of it short capitals. */
static bool is_symbol_part(struct septel_view part)
{
	if (part.len == 0 || part.len > 5)
		return false;
	for (size_t i = 0; i < part.len; i++)
		if (!septel__is_upper(part.ptr[i]) && !septel__is_digit(part.ptr[i]))
			return false;
	return true;
}

static bool is_title_part(struct septel_view part)
{
	char letters[TITLE_LIMIT];
	const struct septel_view word = plain_letters(part, letters);
	return word.len > 1 && (is_listed(word) || is_compound(word));
}

bool septel__is_title(struct septel_view word)
{
	char letters[TITLE_LIMIT];
	if (word.len == 0 || word.len > TITLE_LIMIT)
		return false;
	if (is_title_part(word) || is_office(word))
		return true;
	if (septel__equal_fold(plain_letters(word, letters), VIEW_LITERAL("CHARGES")))
		return true;
	bool joint = false;
	while (word.len) {
		size_t length = 0;
		while (length < word.len && word.ptr[length] != '/' && word.ptr[length] != '-')
			length++;
		const struct septel_view part = septel__slice(word, 0, length);
		const bool slash = joint || (length < word.len && word.ptr[length] == '/');
		joint = joint || length < word.len;
		if (!joint || (!is_title_part(part) && !(slash && is_symbol_part(part))))
			return false;
		word = septel__slice(word, length + 1, word.len);
	}
	return true;
}

/* Letters as a set of bits: words that are near share most of them. */
static uint32_t letter_set(struct septel_view word)
{
	uint32_t set = 0;
	for (size_t i = 0; i < word.len; i++)
		set |= (uint32_t)1 << ((unsigned char)word.ptr[i] & 31u);
	return set;
}

static bool is_near(struct septel_view word, uint32_t set, struct septel_view title)
{
	if (title.len < ONE_WRONG_LEAST)
		return false;
	const unsigned most = title.len >= TWO_WRONG_LEAST ? 2 : 1;
	if (title.len > word.len + most || word.len > title.len + most ||
	    __builtin_popcount(set ^ letter_set(title)) > (int)(2 * most))
		return false;
	return septel__edit_distance(word, title, most) <= most;
}

/* The first title that begins with `letter` or a later one. */
static size_t titles_from(char letter)
{
	size_t low = 0, high = TITLES_COUNT;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (TITLES[middle][0] < letter)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_one_misspelt_title(struct septel_view word)
{
	char letters[TITLE_LIMIT];
	if (word.len > TITLE_LIMIT)
		return false;
	word = plain_letters(word, letters);
	if (word.len < MISSPELT_LEAST)
		return false;
	/* A wrong letter at the very front is rare. */
	const uint32_t set = letter_set(word);
	for (size_t i = titles_from(word.ptr[0]); i < TITLES_COUNT; i++) {
		if (TITLES[i][0] != word.ptr[0])
			break;
		if (is_near(word, set, septel_view_of(TITLES[i])))
			return true;
	}
	return false;
}

bool septel__is_misspelt_title(struct septel_view word)
{
	/* "CONSUL-GENERLA": each part is a title, right or not. */
	for (;;) {
		const size_t dash = septel__find_byte(word, '-', 0);
		if (dash == VIEW_NOT_FOUND || dash == 0)
			return is_one_misspelt_title(word);
		const struct septel_view left = septel__slice(word, 0, dash);
		if (!septel__is_title(left) && !is_one_misspelt_title(left))
			return false;
		word = septel__slice(word, dash + 1, word.len);
		if (septel__is_title(word))
			return true;
	}
}

bool septel__is_name_suffix(struct septel_view word)
{
	static const char *const SUFFIXES[] = {"JR", "JR.", "SR", "SR.", "II", "III", "IV"};
	for (size_t i = 0; i < sizeof SUFFIXES / sizeof *SUFFIXES; i++)
		if (septel__is_word(word, SUFFIXES[i]))
			return true;
	return false;
}

bool septel__is_name_particle(struct septel_view word)
{
	static const char *const PARTICLES[] = {"de", "del", "della", "der", "den", "di",
						"da", "dos", "du",    "el",  "al",  "la",
						"le", "van", "von",   "bin", "y"};
	for (size_t i = 0; i < sizeof PARTICLES / sizeof *PARTICLES; i++)
		if (septel__equal(word, septel_view_of(PARTICLES[i])))
			return true;
	return false;
}
