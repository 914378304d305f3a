/* field_places.c - see field_places.h. */
#include "field_places.h"

const struct field_place septel__field_places[] = {
	[QUERY_TEXT] = {INDEX_TEXT, 1, UINT32_MAX, false},
	[QUERY_SUBJECT] = {INDEX_TEXT, 1, PLACE_SUBJECT, false},
	[QUERY_BODY] = {INDEX_TEXT, PLACE_SUBJECT + 1, UINT32_MAX, false},
	[QUERY_FROM] = {INDEX_FROM, 1, UINT32_MAX, true},
	[QUERY_TO] = {INDEX_TO, 1, UINT32_MAX, true},
	[QUERY_INFO] = {INDEX_INFO, 1, UINT32_MAX, true},
	[QUERY_TAG] = {INDEX_TAG, 1, UINT32_MAX, true},
	[QUERY_REFERENCE] = {INDEX_REFERENCE, 1, UINT32_MAX, false},
	[QUERY_ID] = {INDEX_ID, 1, UINT32_MAX, false},
	[QUERY_SIGNATURE] = {INDEX_SIGNATURE, 1, UINT32_MAX, false},
	[QUERY_CAPTION] = {INDEX_CAPTION, 1, UINT32_MAX, false},
	[QUERY_PROFILE] = {INDEX_PROFILE, 1, UINT32_MAX, false},
};
