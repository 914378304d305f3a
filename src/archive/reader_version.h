/* reader_version.h - which reader made what is made of messages.
 *
 * A row of `message` has the version of the reader that made it and its citations, words and
 * columns.  What another version made may differ from what today's reads: that is no fault, and
 * `rebuild` brings it up.
 *
 * Whatever changes what an archive holds of some message (the message room, links, own ends,
 * words, labels, columns) raises the version by one.  READER_DIGEST is that of all that is made
 * of the samples in the repository: tests/suites/58-reader-version holds it against them, and
 * tells the new one.
 */
#ifndef SEPTEL_ARCHIVE_READER_VERSION_H
#define SEPTEL_ARCHIVE_READER_VERSION_H

#define READER_VERSION 1
#define READER_DIGEST  "dc6ebbd03a55c96e2eb2eb24870078ef"

#endif
