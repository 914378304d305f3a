/* check_rows.c - the tables of an archive against a fresh reading, and against one
 * another (check.h). */
#include "checking.h"

static void differ(struct septel_out *names, const char *name)
{
	if (names->length)
		septel__out_string(names, ", ");
	septel__out_string(names, name);
}

static void compare_texts(struct store_statement *row, const struct prepared *prepared,
			  struct septel_out *names)
{
	const struct {
		int column;
		const char *name;
		struct septel_view expected;
	} texts[] = {{1, "id", prepared->id},
		     {5, "sender", prepared->sender},
		     {7, "captions", prepared->captions},
		     {8, "subject", prepared->subject},
		     {12, "station", prepared->station}};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!septel__equal(septel__column_view(row, texts[i].column), texts[i].expected))
			differ(names, texts[i].name);
}

static void compare_numbers(struct store_statement *row, const struct prepared *prepared,
			    struct septel_out *names)
{
	const struct {
		int column;
		const char *name;
		long long expected;
	} numbers[] = {{4, "day alone", prepared->day_only},
		       {6, "classification", prepared->classification},
		       {9, "label of the subject", prepared->subject_label},
		       {10, "label", prepared->label},
		       {11, "profile", prepared->profile},
		       {13, "year", prepared->year},
		       {14, "serial", prepared->serial},
		       {15, "repairs", prepared->repairs},
		       {16, "diagnostics", prepared->diagnostics}};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (septel__column_number(row, numbers[i].column) != numbers[i].expected)
			differ(names, numbers[i].name);
	const int32_t minute =
		septel__column_is_null(row, 3) ? COLUMNS_NO_TIME : septel__column_number(row, 3);
	if (minute != prepared->minute)
		differ(names, "date-time group");
}

static bool same_citation(struct store_statement *row, const struct citation *citation)
{
	const int32_t minute =
		septel__column_is_null(row, 6) ? COLUMNS_NO_TIME : septel__column_number(row, 6);
	return septel__equal(septel__column_view(row, 0), citation->letter) &&
	       septel__column_number(row, 1) == citation->kind &&
	       septel__column_number(row, 2) == (int)citation->link &&
	       septel__equal(septel__column_view(row, 3), citation->id) &&
	       septel__equal(septel__column_view(row, 4), citation->text) &&
	       septel__equal(septel__column_view(row, 5), citation->sender) &&
	       minute == citation->minute &&
	       (uint32_t)septel__column_number(row, 7) == citation->label &&
	       (septel__column_number(row, 8) != 0) == citation->in_text;
}

static bool compare_citations(struct checking *checking, uint32_t number,
			      const struct prepared *prepared, struct septel_out *names)
{
	struct archive *archive = checking->archive;
	struct septel_view citations = prepared->citations;
	struct citation citation;
	bool failed = false, same = true;
	struct store_statement *statement = septel__statement(archive, STATEMENT_CITATIONS);
	septel__bind_number(statement, 1, number);
	while (septel__statement_row(archive, statement, &failed))
		same = same && septel__citation_next(&citations, &citation) &&
		       same_citation(statement, &citation);
	if (!same || septel__citation_next(&citations, &citation))
		differ(names, "references");
	return !failed;
}

static bool compare_columns(struct checking *checking, uint32_t number, bool current,
			    const struct prepared *prepared, struct septel_out *names)
{
	struct column_row row;
	if (!septel__columns_row(&checking->columns, number, &row))
		return false;
	if (row.minute != prepared->minute || row.label != (uint16_t)prepared->label ||
	    row.classification != (uint8_t)prepared->classification || row.alive != current)
		differ(names, "columns");
	return true;
}

bool septel__check_rows(struct checking *checking, const struct receipt *receipt,
			const struct prepared *prepared)
{
	struct archive *archive = checking->archive;
	const uint32_t number = receipt->number;
	struct septel_out names;
	bool failed = false;
	struct store_statement *row = septel__statement(archive, STATEMENT_MESSAGE);
	septel__bind_number(row, 1, number);
	if (!septel__statement_row(archive, row, &failed)) {
		if (!failed)
			septel__check_fault(checking, "%.*s: receipt %u: nothing is made of it",
					    VIEW_FORMAT(receipt->id), number);
		return !failed;
	}
	septel__out_init(&names, NULL, 0);
	if (!septel__equal(receipt->id, prepared->id))
		differ(&names, "id of the receipt");
	if (receipt->total != prepared->total ||
	    !septel__equal(receipt->present, prepared->present))
		differ(&names, "sections");
	compare_texts(row, prepared, &names);
	compare_numbers(row, prepared, &names);
	const bool current = septel__column_number(row, 2) == 1;
	const bool done = compare_citations(checking, number, prepared, &names) &&
			  compare_columns(checking, number, current, prepared, &names);
	septel__statement_end(row);
	if (done && names.length)
		septel__check_fault(checking, "%.*s: receipt %u: not what its bytes give: %.*s",
				    VIEW_FORMAT(receipt->id), number,
				    VIEW_FORMAT(septel__out_written(&names)));
	septel__out_release(&names);
	return done;
}

/* Each row that a query gives is a fault: what it names, and what is wrong with it. */
static const struct {
	enum statement which;
	const char *wrong;
} TABLES[] = {
	{STATEMENT_WRONG_CURRENT, "not exactly one version of it is current"},
	{STATEMENT_WITHOUT_RECEIPT, "the bytes it is made of are not there"},
	{STATEMENT_WITHOUT_MESSAGE, "citations of a message that is not there"},
	{STATEMENT_FORGOTTEN_THERE, "it was forgotten and is there"},
	{STATEMENT_WITHOUT_SEGMENT, "no segment of the index holds its words"},
	{STATEMENT_STRAY_LISTS, "it belongs to no segment of the index"},
	{STATEMENT_STRAY_WORDS, "words of a segment that is not there"},
};

static bool check_table(struct checking *checking, size_t which)
{
	struct archive *archive = checking->archive;
	struct store_statement *statement = septel__statement(archive, TABLES[which].which);
	bool failed = false;
	while (septel__statement_row(archive, statement, &failed))
		septel__check_fault(checking, "%.*s: %s",
				    VIEW_FORMAT(septel__column_view(statement, 0)),
				    TABLES[which].wrong);
	return !failed;
}

/* Rows of columns that are alive are those of current messages: no others are. */
static bool count_alive(struct checking *checking)
{
	struct archive *archive = checking->archive;
	uint64_t alive = 0;
	bool failed = false;
	struct column_row row;
	/* To the end of the last block. */
	for (uint32_t number = 0; number <= checking->last || number % COLUMNS_ROWS; number++) {
		if (!septel__columns_row(&checking->columns, number, &row))
			return false;
		alive += row.alive;
	}
	struct store_statement *statement = septel__statement(archive, STATEMENT_CURRENT_COUNT);
	if (!septel__statement_row(archive, statement, &failed))
		return false;
	const uint64_t current = (uint64_t)septel__column_number(statement, 0);
	septel__statement_end(statement);
	if (alive != current)
		septel__check_fault(checking,
				    "columns: %llu messages are alive, %llu versions are current",
				    (unsigned long long)alive, (unsigned long long)current);
	return true;
}

bool septel__check_tables(struct checking *checking)
{
	for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++)
		if (!check_table(checking, i))
			return false;
	return count_alive(checking);
}
