/* format_line.h - what a single line of the heading is.
 *
 * Pure recognisers of the grammar of wire-format 3 and 4, for lines trimmed at
 * both ends.  Each is strict enough not to take a line of prose, and lenient
 * towards the variants that real traffic shows.
 */
#ifndef SEPTEL_MESSAGE_FORMAT_LINE_H
#define SEPTEL_MESSAGE_FORMAT_LINE_H

#include "reading.h"

/* Format line 1: "VZCZCXRO8111", "VV   ABC123", "HPA066WPB027PHA051": the
 * identification of the latest transmission, which stands first. */
struct transmission_line {
	struct septel_view circuit;
	int serial;
};
bool septel__transmission_line(struct septel_view line, struct transmission_line *out);

/* Format line 2: a doubled precedence and routing indicators behind it. */
bool septel__routing_line(struct septel_view line, struct septel_view *indicators);
/* A continuation of it: nothing but routing indicators. */
bool septel__routing_continuation(struct septel_view line);
/* "RUEHC", "RHMFISS", 4 to 8 letters beginning with R or Q. */
bool septel__is_routing_indicator(struct septel_view word);

/* JANAP 128 format line 2: "RATUZDKW RUENAAA0737 2030028-UUUU--RUCRNAD." */
struct janap_line {
	char precedence, class_letter;
	struct septel_view ri, serial, filed, letters, indicators;
};
bool septel__janap_line(struct septel_view line, struct janap_line *out);

/* Format line 3: "DE RUEHGB #3796/01 3390637". */
struct calling_line {
	struct septel_view ri;
	int serial, section; /* SEPTEL_NUMBER_NONE where absent */
	struct septel_view filed;
};
bool septel__calling_line(struct septel_view line, struct calling_line *out);

/* Format line 4: "ZNY CCCCC ZZH"; `rest` is what follows the letters. */
struct security_line {
	struct septel_view signal, letters, rest;
};
bool septel__security_line(struct septel_view line, struct security_line *out);

/* Format line 5: "P R 040637Z DEC 08 ZFF4". */
struct preamble_line {
	enum septel_precedence action, info;
	struct septel_time dtg; /* year 0 where the line has none */
	struct septel_view rest;
};
bool septel__preamble_line(struct septel_view line, struct preamble_line *out);

/* A date-time group at the front of *rest: "040637Z DEC 08", "091802ZSEP10";
 * the year may be absent (0).  Moves *rest behind it. */
bool septel__scan_dtg(struct septel_view *rest, struct septel_time *out);

/* Filing time "3390637" or "23/1745Z", whose year is that of `dtg` (adjusted
 * at New Year).  None where it is no time or the DTG is unknown. */
struct septel_time septel__filing_time(struct septel_view filed, struct septel_time dtg);

/* FM, TO, INFO, XMT at the front of a line. */
enum address_keyword { ADDRESS_NONE, ADDRESS_FROM, ADDRESS_TO, ADDRESS_INFO, ADDRESS_EXEMPT };
enum address_keyword septel__address_keyword(struct septel_view line, struct septel_view *rest);

/* A line of a distribution block: "ACTION EUR-12", "INFO OCT-01 ISO-00 /168 R". */
bool septel__distribution_line(struct septel_view line);
/* "---------- 054819", "------------201212Z 109980 /20". */
bool septel__dash_counter(struct septel_view line);
/* "PAGE 02 BONN 00123 01 OF 02 082030Z", "PAGE 2 RBDTRQ 115B S E C R E T". */
bool septel__page_line(struct septel_view line);

/* Format line 10: "GR 50", the count of encrypted groups. */
bool septel__group_count(struct septel_view line, struct septel_view *count);

/* One address: "RUEHC/SECSTATE WASHDC PRIORITY 0678".  Of a directory's entry the name is
 * the value that names it. */
struct septel_addressee septel__address(const struct reading *reading, struct septel_view words);
/* The same of FM, whose name stays as it is printed: whoever looks for that line finds it. */
struct septel_addressee septel__sender(const struct reading *reading, struct septel_view words);

/* The precedence a word or prosign stands for ("PRIORITY", "P", "PP"); NONE. */
enum septel_precedence septel__precedence_word(struct septel_view word);

#endif
