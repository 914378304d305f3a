/* Message reference numbers as printed, garbled and of other kinds: their canonical form, or none.
 */
#include "unit.h"

#include <septel/number.h>

struct number_case {
	const char *printed, *canonical;
};

/* Each case, and that the canonical form is its own. */
static void check(const struct number_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char number[SEPTEL_NUMBER_SIZE], again[SEPTEL_NUMBER_SIZE];
		const bool is = septel_number_canonical(septel_view_of(cases[i].printed), number);
		if (strcmp(number, cases[i].canonical) != 0)
			print_message("of \"%s\"\n", cases[i].printed);
		assert_string_equal(number, cases[i].canonical);
		assert_int_equal(is, cases[i].canonical[0] != '\0');
		if (is) {
			assert_true(septel_number_canonical(septel_view_of(number), again));
			assert_string_equal(again, number);
		}
	}
}

#define CHECK(cases) check((cases), sizeof(cases) / sizeof *(cases))

static void as_printed(void **state)
{
	(void)state;
	static const struct number_case CASES[] = {
		{"08BAGHDAD3796", "08BAGHDAD3796"},
		{"08 BAGHDAD 002658", "08BAGHDAD2658"},
		{"08 Baghdad 002658", "08BAGHDAD2658"},
		{"08baghdad2658", "08BAGHDAD2658"},
		{"  08 BAGHDAD 2658 \n", "08BAGHDAD2658"},
		{"'08 Baghdad 2658", "08BAGHDAD2658"},
		{"03 BAGHDAD 1", "03BAGHDAD1"},
		{"08 BAGHDAD 00003796", "08BAGHDAD3796"},
		{"08 BAGHDAD #3565", "08BAGHDAD3565"},
		{"08 BAGHDAD: 3565", "08BAGHDAD3565"},
		{"10-OTTAWA-57", "10OTTAWA57"},
		{"08_BAGHDAD_2658", "08BAGHDAD2658"},
		{"08/BAGHDAD/2658", "08BAGHDAD2658"},
		{"(08 BAGHDAD 2658)", "08BAGHDAD2658"},
		{"[08BAGHDAD2658]", "08BAGHDAD2658"},
		{"BAGHDAD 701 (08)", "08BAGHDAD701"},
		{"BAGHDAD 701 (2008)", "08BAGHDAD701"},
		{"08 RIO DE JANEIRO 12", "08RIODEJANEIRO12"},
		{"08 RIO 12", "08RIODEJANEIRO12"},
		{"08 ST. PETERSBURG 12", "08STPETERSBURG12"},
		{"07PORT-AU-PRINCE12", "07PORTAUPRINCE12"},
		{"08 PORT\nLOUIS 12", "08PORTLOUIS12"},
		{"05 USUN 12", "05USUNNEWYORK12"},
		{"08 USUN New York 12", "08USUNNEWYORK12"},
		{"02USEUBRUSSELS12", "02USEUBRUSSELS12"},
		{"02BRUSSELS12", "02BRUSSELS12"},
		{"08SECSTATE123", "08STATE123"},
		{"08STATE1234567", "08STATE1234567"},
		/* a station that no table has stays */
		{"08ULANUDE12", "08ULANUDE12"},
		{"08 SANTOS 12", "08SANTOS12"},
		{"75 PORTO 12", "75PORTO12"},
		{"08ISLA12", "08ISLA12"},
	};
	CHECK(CASES);
}

static void years(void **state)
{
	(void)state;
	static const struct number_case CASES[] = {
		{"2008BAGHDAD2658", "08BAGHDAD2658"},
		{"1973STATE012345", "73STATE12345"},
		{"1966 SAIGON 1", "66SAIGON1"},
		{"2000PARIS12", "00PARIS12"},
		{"094QUITO841", "94QUITO841"},
		{"008PARIS12", "08PARIS12"},
		{"7575LIBREVILLE1895", "75LIBREVILLE1895"},
		{"O8BAGHDAD2658", "08BAGHDAD2658"},
		{"2108PARIS12", ""},
		{"1875PARIS12", ""},
		{"194QUITO841", ""},
		{"8BAGHDAD2658", ""},
		{"20085BAGHDAD2658", ""},
	};
	CHECK(CASES);
}

static void in_central_files(void **state)
{
	(void)state;
	static const struct number_case CASES[] = {
		{"1976PRETOR04668", "76PRETORIA4668"},
		{"1974NEWDE00015", "74NEWDELHI15"},
		{"1974CAPET00015", "74CAPETOWN15"},
		{"1974BUENOS00015", "74BUENOSAIRES15"},
		{"1974LAPAZ00015", "74LAPAZ15"},
		{"1975TANANA00015", "75TANANARIVE15"},
		{"1975USUNN00015", "75USUNNEWYORK15"},
		{"1974SAIGON12345", "74SAIGON12345"},
		{"1978STATE296107", "78STATE296107"},
		/* no number of a message: airgrams */
		{"73BANGKOK-A50", ""},
		{"73 BANGKOK A-50", ""},
		{"66STATE CA-3400", ""},
		{"66 STATE A123", ""},
		/* but these */
		{"73 ADANA 50", "73ADANA50"},
		{"73 VIENNA-50", "73VIENNA50"},
		{"73 AMMAN 50", "73AMMAN50"},
	};
	CHECK(CASES);
}

static void garbled_by_headings(void **state)
{
	(void)state;
	static const struct number_case CASES[] = {
		{"08SECTION01OF02MANAMA492", "08MANAMA492"},
		{"08 SECTION 01 OF 02 MANAMA 492", "08MANAMA492"},
		{"08SECTION1OF2MANAMA492", "08MANAMA492"},
		{"08SCTION02OF04NAIROBI1373", "08NAIROBI1373"},
		{"08ECTION01OF02MANAMA492", "08MANAMA492"},
		{"08SECTION01GF02BEIRUT21", "08BEIRUT21"},
		{"08SECTION01F03BEIRUT1568", "08BEIRUT1568"},
		{"06EFTOANKARA5010", "06ANKARA5010"},
		{"85NOFORNMOGADISHU1643", "85MOGADISHU1643"},
		{"08SIPDISPARIS12", "08PARIS12"},
		{"08UNCLASPARIS12", "08PARIS12"},
		{"08UNCLASSECTION01OF02PARIS12", "08PARIS12"},
		{"08CONFIDENTIALSECTION01OF03PARIS12", "08PARIS12"},
		{"08 S E C R E T SECTION 01 OF 02 PARIS 12", "08PARIS12"},
		{"09AMEMBASSYHANOI903", "09HANOI903"},
		{"08FSCCHARLESTON1712", "08CHARLESTON1712"},
		{"08MADRID000762ZFR763", "08MADRID762"},
		{"07OSLO000160ZDK164", "07OSLO160"},
		{"90STATE255291TOSEC140303", "90STATE255291"},
		{"90 STATE 255291 TOSEC 140303", "90STATE255291"},
		{"08ACCRA001382SUSPECTEDDUPLICATE1392", "08ACCRA1382"},
		{"08BAGHDAD2658XYZ12", ""},
	};
	CHECK(CASES);
}

static void misprints(void **state)
{
	(void)state;
	static const struct number_case CASES[] = {
		{"09TILISI1526", "09TBILISI1526"},
		{"10WELLLINGTON12", "10WELLINGTON12"},
		{"08COTON0U12", "08COTONOU12"},
		{"08SANTIAG012", "08SANTIAGO12"},
		{"08LAGOSO1512", "08LAGOS1512"},
		{"08BAGHDAD2O58", "08BAGHDAD2058"},
		{"09BRUSSQLS1235", "09BRUSSELS1235"},
		/* other places stay what they are */
		{"08IRAN12", "08IRAN12"},
		{"08CUBA12", "08CUBA12"},
		{"08VALENCIA12", "08VALENCIA12"},
		{"76BISSAU12", "76BISSAU12"},
		{"08PENANG12", "08PENANG12"},
	};
	CHECK(CASES);
}

static void series(void **state)
{
	(void)state;
	static const struct number_case CASES[] = {
		{"NAVADMIN100/10", "NAVADMIN100/10"},
		{"NAVADMIN 004/2013", "NAVADMIN4/13"},
		{"NAVADMIN 012/10", "NAVADMIN12/10"},
		{"NAVADMIN 123/010", "NAVADMIN123/10"},
		{"NAVADMINS 123/10", "NAVADMIN123/10"},
		{"NAVAMDIN 123/10", "NAVADMIN123/10"},
		{"NAVADAMIN 123/10", "NAVADMIN123/10"},
		{"NAVADMN 123/10", "NAVADMIN123/10"},
		{"NAVADMIN 123-10", "NAVADMIN123/10"},
		{"NAVADMIN//123/10", "NAVADMIN123/10"},
		{"NAVADMIN/123/10", "NAVADMIN123/10"},
		{"NAVADMIN //123/10", "NAVADMIN123/10"},
		{"NAVADMIN 123 / 10", "NAVADMIN123/10"},
		{"NAVADMIN 123 /10", "NAVADMIN123/10"},
		{"NAVADMIN 1234/10", "NAVADMIN1234/10"},
		{"(NAVADMIN 123/10)", "NAVADMIN123/10"},
		{"navadmin 123/10", "NAVADMIN123/10"},
		{"alnav 017/09", "ALNAV17/09"},
		{"ALNAVS 017/09", "ALNAV17/09"},
		{"MARADMIN 123/10", "MARADMIN123/10"},
		{"MARADMINS 123/10", "MARADMIN123/10"},
		{"ALCOAST 123/10", "ALCOAST123/10"},
		{"ALARACT 123/2010", "ALARACT123/10"},
		{"ALNAVRESFOR 27/00", "ALNAVRESFOR27/00"},
		{"NAVOP 123/98", "NAVOP123/98"},
		{"NAVADMIN 000/10", ""},
		{"NAVADMIN 123", ""},
		{"NAVADMIN 123/1", ""},
		{"NAVADMIN 123/3010", ""},
		{"NAVADMIN 123/110", ""},
		{"NAVADMIN 123//10", ""},
		{"NAVADMIN///123/10", ""},
		{"NAVADMIN 123/10 AND", ""},
		/* forms, days and words */
		{"NAVPERS 1300/16", ""},
		{"NAVCRUIT 1133/53", ""},
		{"ALASKA 10/05", ""},
		{"ALLOWANCES 10/05", ""},
		{"MARCH 12/08", ""},
		{"MARSEILLE 12/08", ""},
		{"BAGHDAD 12/08", ""},
		{"SECTION 1/02", ""},
	};
	CHECK(CASES);
}

static void none(void **state)
{
	(void)state;
	static const struct number_case CASES[] = {
		{"BAGHDAD 2658", ""},
		{"STATE 12345", ""},
		{"08BAGHDAD", ""},
		{"08BAGHDAD000", ""},
		{"08 2658", ""},
		{"2658", ""},
		{"", ""},
		{" ", ""},
		{"()", ""},
		{"(", ""},
		{"08B12", ""},
		{"08BAGHDAD123456789", ""},
		{"08BAGHDAD12345678", ""},
		{"08 BAGHDAD 2658 AND 2659", ""},
		{"08 B\xc3\x84GDAD 2658", ""},
		{"08BAGHDAD2658@STATE", ""},
		{"BAGHDAD (08)", ""},
		{"(08)", ""},
		{"BAGHDAD 701 (8)", ""},
		{"BAGHDAD 701 (08) X", ""},
		{"08ABCDEFGHIJKLMNOPQRSTUVWXYZ12", ""},
		{"E-MAIL OF 5 MAY", ""},
	};
	CHECK(CASES);
}

static void compose(void **state)
{
	(void)state;
	static const struct {
		int year;
		const char *station;
		int serial;
		const char *canonical;
	} CASES[] = {
		{2008, "Baghdad", 3796, "08BAGHDAD3796"},
		{1974, "LA PAZ", 15, "74LAPAZ15"},
		{1976, "PRETOR", 4668, "76PRETORIA4668"},
		{2000, "ST. PETERSBURG", 1, "00STPETERSBURG1"},
		{2008, "ULAN UDE", 1, "08ULANUDE1"},
		{2008, "", 1, ""},
		{2008, "--", 1, ""},
		{2008, "PARIS", 0, ""},
		{2008, "PARIS", -1, ""},
		{-1, "PARIS", 1, ""},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char number[SEPTEL_NUMBER_SIZE];
		const bool is = septel_number_compose(
			CASES[i].year, septel_view_of(CASES[i].station), CASES[i].serial, number);
		assert_string_equal(number, CASES[i].canonical);
		assert_int_equal(is, CASES[i].canonical[0] != '\0');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_printed),
		cmocka_unit_test(years),
		cmocka_unit_test(in_central_files),
		cmocka_unit_test(garbled_by_headings),
		cmocka_unit_test(misprints),
		cmocka_unit_test(series),
		cmocka_unit_test(none),
		cmocka_unit_test(compose),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
