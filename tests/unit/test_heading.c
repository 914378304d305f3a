/* Format lines 1 to 9 in the forms that real traffic shows (invented values). */
#include "reading.h"

static void state_heading_whole(void **state)
{
	(void)state;
	const struct septel_message *m =
		parsed("VZCZCXYZ0417\n"
		       "OO RUEHWEB\n"
		       "\n"
		       "DE RUEHSM #3796/02 3390637\n"
		       "ZNY SSSSS ZZH (CCY AD40E4BD MSI7190-632)\n"
		       "O P 040637Z DEC 08 ZDK CTG RUEHDO #3763 ZFF4\n"
		       "FM AMEMBASSY  STOCKHOLM\n"
		       "TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 7721-7722\n"
		       "RUEKJCS/JOINT STAFF WASHDC//J-3/J-5//\n"
		       "INFO ZEN/AMEMBASSY OSLO\n"
		       "RUEHZL/EUROPEAN POLITICAL COLLECTIVE, XMT, AMEMBASSY SOFIA\n"
		       "AMEMBASSY LONDON 1234\n"
		       "XMT AMEMBASSY ROME\n"
		       "AMEMBASSY BERN\n"
		       "BT\n"
		       "S E C R E T STOCKHOLM 013796\n");
	assert_view(m->transmission.circuit, "XYZ");
	assert_int_equal(m->transmission.serial, 417);
	assert_int_equal(m->precedence.action, SEPTEL_IMMEDIATE);
	assert_int_equal(m->precedence.info, SEPTEL_PRIORITY);
	assert_int_equal(m->routing.count, 1);
	assert_view(m->origin.ri, "RUEHSM");
	assert_int_equal(m->origin.serial, 3796);
	assert_int_equal(m->origin.section, 2);
	assert_int_equal(m->origin.filed.day, 4);
	assert_view(m->security.letters, "SSSSS");
	assert_int_equal(m->signals.count, 3);
	assert_view(m->signals.at[0], "ZZH");
	assert_view(m->signals.at[1], "ZDK");
	assert_view(m->signals.at[2], "ZFF4");
	assert_view(m->from.name, "AMEMBASSY STOCKHOLM");
	assert_int_equal(m->to.count, 2);
	assert_view(m->to.at[0].precedence, "NIACT IMMEDIATE");
	assert_view(m->to.at[0].mcn, "7721-7722");
	assert_view(m->to.at[1].name, "JOINT STAFF WASHDC//J-3/J-5//");
	assert_int_equal(m->info.count, 3);
	assert_true(m->info.at[0].by_other_means);
	assert_view(m->info.at[0].name, "AMEMBASSY OSLO");
	assert_view(m->info.at[1].name, "EUROPEAN POLITICAL COLLECTIVE");
	assert_view(m->info.at[2].mcn, "1234");
	assert_int_equal(m->exempt.count, 3);
	assert_view(m->exempt.at[0], "AMEMBASSY SOFIA");
	assert_view(m->exempt.at[2], "AMEMBASSY BERN");
	assert_int_equal(m->classification, SEPTEL_SECRET);
}

static void janap_heading(void **state)
{
	(void)state;
	const struct septel_message *m = parsed(
		"RTTUZYUW RHBCYKN0001 0331200-UUUU--RUDOSAB RULYCUR.\n"
		"ZNR UUUUU ZUI RUEWMCS2630 2030024\n"
		"R 021158Z FEB 07 PSN 819322K25\nFM CNO WASHINGTON DC//N1//\nTO NAVADMIN\nBT\n"
		"UNCLAS //N01000//\n");
	assert_int_equal(m->routing.count, 2);
	assert_view(m->routing.at[1], "RULYCUR");
	assert_view(m->origin.ri, "RHBCYKN");
	assert_int_equal(m->origin.serial, 1);
	assert_int_equal(m->origin.filed.month, 2);
	assert_int_equal(m->precedence.action, SEPTEL_ROUTINE);
	assert_view(m->from.name, "CNO WASHINGTON DC//N1//");
	assert_view(m->to.at[0].name, "NAVADMIN");
}

static void central_file_heading(void **state)
{
	(void)state;
	const struct septel_message *m = parsed(
		"CONFIDENTIAL\n\nPAGE 01 STOCKH 00452 241502Z\n\n63\nACTION EUR-12\n\n"
		"INFO OCT-01 ISO-00 SS-15\n   TRSE-00 OMB-01\n   /029 W\n"
		"            --------------------- 003317\n"
		"O R 241431Z JAN 75\nFM AMEMBASSY STOCKHOLM\nTO SECSTATE WASHDC IMMEDIATE 1844\n"
		"INFO AMEMBASSY OSLO\n\nC O N F I D E N T I A L STOCKHOLM 0452\n\nTAGS: PFOR, "
		"SW\n");
	assert_int_equal(m->dtg.year, 1975);
	assert_int_equal(m->precedence.info, SEPTEL_ROUTINE);
	assert_int_equal(m->to.count, 1);
	assert_view(m->to.at[0].mcn, "1844");
	assert_int_equal(m->info.count, 1);
	assert_int_equal(m->classification, SEPTEL_CONFIDENTIAL);
}

static void pilot_stands_before_the_heading(void **state)
{
	(void)state;
	const struct septel_message *m = parsed(
		"ZCZC ABC123\nRR RUFDDO\nZNR UUUUU ZOV RUFDAE\nFDA035EUA024ERA017\nRR RUFDAE\n"
		"DE RUEPDA 116B 1351530\nZNR UUUUU\nR 141432Z MAY 71\nFM RUEPDA\nTO RUFDAE\nBT\n"
		"UNCLAS\nTEXT\nBT\nNNNN\n");
	assert_view(m->transmission.circuit, "ABC");
	assert_view(m->routing.at[0], "RUFDDO");
	assert_view(m->origin.ri, "RUEPDA");
	assert_int_equal(m->origin.serial, 116);
	assert_view(m->signals.at[0], "ZOV");
	assert_int_equal(m->dtg.month, 5);
}

static void date_time_groups(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		int year, month, day, hour;
	} CASES[] = {
		{"P 040637Z DEC 08", 2008, 12, 4, 6},
		{"R 161800Z OCT09", 2009, 10, 16, 18},
		{"PRIORITY 161800Z OCT 1971", 1971, 10, 16, 18},
		{"R 161800Z JULY 66", 1966, 7, 16, 18},
		{"RR 161800Z OCT 65", 2065, 10, 16, 18},
		{"P 310000Z APR 08", 0, 0, 0, -1},
		{"O O 010159Z JAN 10", 2010, 1, 1, 1},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char text[128];
		snprintf(text, sizeof text,
			 "%s\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nUNCLAS OSLO 1\n",
			 CASES[i].line);
		const struct septel_message *m = parsed(text);
		assert_int_equal(m->dtg.year, CASES[i].year);
		assert_int_equal(m->dtg.month, CASES[i].month);
		assert_int_equal(m->dtg.day, CASES[i].day);
		assert_int_equal(m->dtg.hour, CASES[i].hour);
		assert_view(m->from.name, "AMEMBASSY OSLO");
	}
}

static void filing_time_over_new_year(void **state)
{
	(void)state;
	const struct septel_message *m = parsed("RR RUEHC\nDE RUEHSM #0001 3652350\nZNR UUUUU ZZH\n"
						"R 010001Z JAN 09\nFM AMEMBASSY STOCKHOLM\n");
	assert_int_equal(m->origin.filed.year, 2008);
	assert_int_equal(m->origin.filed.month, 12);
	assert_int_equal(m->origin.filed.day, 30);
}

static void missing_keyword_is_a_diagnostic(void **state)
{
	(void)state;
	const struct septel_message *m =
		parsed("P 040637Z DEC 08\nFM AMEMBASSY OSLO\n"
		       "RUEHC/SECSTATE WASHDC PRIORITY 0678\nBT\nUNCLAS OSLO 12\n");
	assert_int_equal(m->to.count, 1);
	assert_int_equal(m->diagnostics.count, 1);
	assert_string_equal(m->diagnostics.at[0].code, "header.keyword");
	assert_true(m->diagnostics.at[0].has_fix);
}

static void transmission_identifications(void **state)
{
	(void)state;
	static const struct {
		const char *line, *circuit;
		int serial;
	} CASES[] = {
		{"VZCZCXRO2", "XRO", 2},
		{"VZCZCXRO8111", "XRO", 8111},
		{"VZCZCXYZ00012", "XYZ", 12},
		{"VZCZCXROA417     UU", "XROA", 417},
		{"ZCZC ABC123", "ABC", 123},
		{"VV   ABC 7", "ABC", 7},
		{"HPA066WPB027PHA051", "HPA", 66},
		{"ABC7", "", SEPTEL_NUMBER_NONE},
		{"VZCZCXRO123456", "", SEPTEL_NUMBER_NONE},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		char text[128];
		snprintf(text, sizeof text, "%s\nRR RUEHC\nDE RUEHNY #0001 3390001\n",
			 CASES[i].line);
		const struct septel_message *m = parsed(text);
		assert_view(m->transmission.circuit, CASES[i].circuit);
		assert_int_equal(m->transmission.serial, CASES[i].serial);
	}
}

static void message_begins_at_every_identification(void **state)
{
	(void)state;
	static const char REST[] = "RR RUEHC\nDE RUEHNY #0001 3390001\nZNR UUUUU\n"
				   "R 040001Z DEC 08\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nBT\n"
				   "UNCLAS OSLO 12\n\n1. FISH.\n";
	static const char *const LINES[] = {"VZCZCXRO2\n", "VV   ABC123\n", "HPA066WPB027\n\n", ""};
	for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
		char stream[1024];
		const size_t first =
			(size_t)snprintf(stream, sizeof stream, "VZCZCXRO8111\n%s", REST);
		snprintf(stream + first, sizeof stream - first, "%s%s", LINES[i], REST);
		assert_int_equal(septel_message_length(septel_view_of(stream), true), first);
	}
}

static void heading_that_a_gateway_filled_up(void **state)
{
	(void)state;
	const struct septel_message *m =
		parsed("RTTUZYUW RUEWABC0000 0451313-UUUU--RUCRABC.\nZNR UUUUU\n"
		       "R 141313Z FEB 07 PSN 530400K12 FM CNO \nWASHINGTON DC//\nN1//\n"
		       "TO NAVADMIN INFO RHMFABC/CNO WASHINGTON DC//N1// RUENABC/CNO \n"
		       "WASHINGTON DC//N4// \nBT UNCLAS //N01500//\n"
		       "NAVADMIN 039/07\nMSGID/GENADMIN/CNO WASHINGTON DC/N1/FEB//\nSUBJ/BOATS//\n"
		       "RMKS/1. FISH.//\n");
	assert_view(m->from.name, "CNO WASHINGTON DC// N1//");
	assert_int_equal(m->to.count, 1);
	assert_view(m->to.at[0].name, "NAVADMIN");
	assert_int_equal(m->info.count, 2);
	assert_view(m->info.at[0].ri, "RHMFABC");
	assert_view(m->info.at[0].name, "CNO WASHINGTON DC//N1//");
	assert_view(m->info.at[1].name, "CNO WASHINGTON DC//N4//");
	assert_int_equal(m->classification, SEPTEL_UNCLASSIFIED);
	assert_view(m->id, "NAVADMIN39/07");
	assert_repairs_lead_to_text(m);
}

static void state_heading_in_one_line(void **state)
{
	(void)state;
	const struct septel_message *m = parsed(
		"VZCZCXRO8111 PP RUEHNY RUEHC DE RUEHNY #3796/01 3390637 ZNY CCCCC ZZH "
		"P R 040637Z DEC 08 FM AMEMBASSY OSLO TO RUEHC/SECSTATE WASHDC PRIORITY 0678 "
		"INFO RUEHSM/AMEMBASSY STOCKHOLM RUEHHE/AMEMBASSY HELSINKI 0012 "
		"C O N F I D E N T I A L OSLO 003796\n\nSUBJECT: FISH\n");
	assert_int_equal(m->transmission.serial, 8111);
	assert_int_equal(m->routing.count, 2);
	assert_view(m->origin.ri, "RUEHNY");
	assert_view(m->security.letters, "CCCCC");
	assert_int_equal(m->precedence.action, SEPTEL_PRIORITY);
	assert_int_equal(m->precedence.info, SEPTEL_ROUTINE);
	assert_view(m->from.name, "AMEMBASSY OSLO");
	assert_int_equal(m->to.count, 1);
	assert_view(m->to.at[0].mcn, "0678");
	assert_int_equal(m->info.count, 2);
	assert_view(m->info.at[1].name, "AMEMBASSY HELSINKI");
	assert_view(m->id, "08OSLO3796");
	assert_view(m->subject, "FISH");
	assert_repairs_lead_to_text(m);
}

static void names_of_directory_entries(void **state)
{
	(void)state;
	const struct septel_message *m =
		parsed("R 261628Z MAR 08\n"
		       "FM OU=CNO WASHINGTON DC(UC),L=WASHINGTON,L=DISTRICT OF \n"
		       "COLUMBIA,OU=ORGANIZATIONS(UC),OU=NAVY,OU=DOD,O=U.S. GOVERNMENT,C=US TO \n"
		       "CN=AL NAVADMIN(UC),OU=ADDRESS LISTS(UC),OU=NAVY,OU=DOD,O=U.S. \n"
		       "GOVERNMENT,C=US OU=BUPERS,OU=N,OU=DOD,O=U.S. GOVERNMENT,C=US\n"
		       "ZEN//OU=DOD/OU=NAVY/OU=ADDRESS LISTS(UC)/CN=AL ALNAV(UC)//\n"
		       "ZEN/NAVADMIN @ AL NAVADMIN(UC)\n"
		       "/C=US/O=U.S. GOVERNMENT/OU=DOD/OU=CMC WASHINGTON DC(UC)\n"
		       "BT\nUNCLAS\nNAVADMIN 079/08\n");
	static const char *const NAMES[] = {"AL NAVADMIN(UC)", "BUPERS", "AL ALNAV(UC)",
					    "NAVADMIN @ AL NAVADMIN(UC)", "CMC WASHINGTON DC(UC)"};
	assert_view(m->from.name, "OU=CNO WASHINGTON DC(UC),L=WASHINGTON,L=DISTRICT OF COLUMBIA,"
				  "OU=ORGANIZATIONS(UC),OU=NAVY,OU=DOD,O=U.S. GOVERNMENT,C=US");
	assert_int_equal(m->to.count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_view(m->to.at[i].name, NAMES[i]);
	assert_repairs_lead_to_text(m);
}

static void lines_that_are_whole_stay(void **state)
{
	(void)state;
	const struct septel_message *m =
		parsed("R 261628Z MAR 08\nFM USDEL TO UNESCO PARIS\nTO SECSTATE WASHDC\n"
		       "USIS INFO CENTER BONN\nRUEHC/SECSTATE WASHDC\nINFO AMEMBASSY OSLO\nBT\n"
		       "UNCLAS OSLO 12\n\n1. TO INFO BT FM.\n");
	assert_view(m->from.name, "USDEL TO UNESCO PARIS");
	assert_int_equal(m->to.count, 3);
	assert_int_equal(m->repairs.count, 0);
}

static void heading_printed_twice_adds_nothing(void **state)
{
	(void)state;
	const struct septel_message *m =
		parsed("R 121344Z JUL 12\nFM CNO WASHINGTON DC\nTO NAVADMIN\n"
		       "R 121344Z JUL 12\nFM CNO WASHINGTON DC//DNS//\nTO NAVADMIN\n"
		       "BT\nUNCLAS\n");
	assert_view(m->from.name, "CNO WASHINGTON DC");
	assert_int_equal(m->to.count, 1);
}

static void prose_is_no_heading(void **state)
{
	(void)state;
	static const char *const TEXTS[] = {"TO BE SURE, NOBODY KNEW.\n", "INFORMATION FOLLOWS.\n",
					    "FMS CREDITS WERE DISCUSSED.\n",
					    "A fragment in prose.\n"};
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		const struct septel_message *m = parsed(TEXTS[i]);
		assert_int_equal(m->to.count, 0);
		assert_int_equal(m->info.count, 0);
		assert_int_equal(m->from.name.len, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(state_heading_whole),
		cmocka_unit_test(janap_heading),
		cmocka_unit_test(central_file_heading),
		cmocka_unit_test(pilot_stands_before_the_heading),
		cmocka_unit_test(date_time_groups),
		cmocka_unit_test(filing_time_over_new_year),
		cmocka_unit_test(missing_keyword_is_a_diagnostic),
		cmocka_unit_test(transmission_identifications),
		cmocka_unit_test(message_begins_at_every_identification),
		cmocka_unit_test(heading_that_a_gateway_filled_up),
		cmocka_unit_test(state_heading_in_one_line),
		cmocka_unit_test(names_of_directory_entries),
		cmocka_unit_test(lines_that_are_whole_stay),
		cmocka_unit_test(heading_printed_twice_adds_nothing),
		cmocka_unit_test(prose_is_no_heading),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(test_arena);
	return failed;
}
