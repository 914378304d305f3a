/* profile.c - see profile.h.
 *
 * Navy: sets or the number of a series.  NARA central files: a distribution
 * block, page line, dash counter or stamp, in a message of 1973 to 1979.
 * State: a number of a station on line 12, an executive order, TAGS or the
 * State signal ZZH.  Plain ACP 127: format lines, and none of these.
 */
#include "profile.h"

#include "../base/date.h"
#include "format_line.h"

#define CENTRAL_FILES_FIRST 1973
#define CENTRAL_FILES_LAST  1979

static bool has_archive_furniture(const struct reading *reading)
{
	const struct septel_repairs *repairs = &reading->message->repairs;
	for (size_t i = 0; i < repairs->count; i++)
		if (strcmp(repairs->at[i].kind, "stamp") == 0 ||
		    strcmp(repairs->at[i].kind, "page-frame") == 0)
			return true;
	for (size_t i = 0; i < reading->internal_first && i < reading->lines.count; i++) {
		const struct septel_view line = reading_line_trimmed(reading, i);
		if (line.len && (septel__distribution_line(line) || septel__dash_counter(line) ||
				 septel__page_line(line)))
			return true;
	}
	return false;
}

static bool has_signal(const struct septel_message *message, const char *signal)
{
	for (size_t i = 0; i < message->signals.count; i++)
		if (septel__equal(message->signals.at[i], septel_view_of(signal)))
			return true;
	return false;
}

enum septel_profile septel__profile(const struct reading *reading, bool navy)
{
	const struct septel_message *message = reading->message;
	if (navy)
		return SEPTEL_PROFILE_NAVY;
	const int year = message->dtg.year;
	if (year >= CENTRAL_FILES_FIRST && year <= CENTRAL_FILES_LAST &&
	    has_archive_furniture(reading))
		return SEPTEL_PROFILE_CFPF;
	if (message->id.len || message->declassify.order.len || message->tags.count ||
	    message->classified_by.name.len || has_signal(message, "ZZH"))
		return SEPTEL_PROFILE_STATE;
	if (message->origin.ri.len || message->routing.count || septel__has_time(message->dtg) ||
	    message->transmission.serial != SEPTEL_NUMBER_NONE)
		return SEPTEL_PROFILE_ACP127;
	if (message->classification != SEPTEL_CLASS_NONE || message->references.count)
		return SEPTEL_PROFILE_STATE;
	return SEPTEL_PROFILE_UNKNOWN;
}
