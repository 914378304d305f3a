/* names.c - the names of enumerations, as printed. */
#include <septel/message.h>

#define NAME_OF(names, index)                                                                      \
	((size_t)(index) < sizeof(names) / sizeof *(names) ? (names)[(index)] : "")

const char *septel_profile_name(enum septel_profile profile)
{
	static const char *const NAMES[] = {"unknown", "state", "cfpf", "navy", "acp127"};
	return NAME_OF(NAMES, profile);
}

const char *septel_precedence_name(enum septel_precedence precedence)
{
	static const char *const NAMES[] = {"",          "ROUTINE", "PRIORITY",
					    "IMMEDIATE", "FLASH",   "EMERGENCY"};
	return NAME_OF(NAMES, precedence);
}

const char *septel_class_name(enum septel_class class_)
{
	static const char *const NAMES[] = {"",           "UNCLASSIFIED", "LIMITED OFFICIAL USE",
					    "RESTRICTED", "CONFIDENTIAL", "SECRET",
					    "TOP SECRET"};
	return NAME_OF(NAMES, class_);
}

const char *septel_tag_kind_name(enum septel_tag_kind kind)
{
	static const char *const NAMES[] = {"unknown", "subject", "program",
					    "geo",     "org",     "person"};
	return NAME_OF(NAMES, kind);
}

const char *septel_reference_kind_name(enum septel_reference_kind kind)
{
	static const char *const NAMES[] = {"unknown", "message", "email",   "telcon",
					    "fax",     "memo",    "meeting", "report",
					    "book",    "web",     "septel"};
	return NAME_OF(NAMES, kind);
}

const char *septel_severity_name(enum septel_severity severity)
{
	static const char *const NAMES[] = {"note", "warning", "error"};
	return NAME_OF(NAMES, severity);
}
