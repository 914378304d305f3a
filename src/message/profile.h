/* profile.h - which family a message is of, recognised by looking. */
#ifndef SEPTEL_MESSAGE_PROFILE_H
#define SEPTEL_MESSAGE_PROFILE_H

#include "reading.h"

enum septel_profile septel__profile(const struct reading *reading, bool navy);

#endif
