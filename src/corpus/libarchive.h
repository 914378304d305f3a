/* libarchive.h - libarchive, loaded when the first container is met.
 *
 * It brings a dozen libraries of its own.  Loading them takes longer than anything else that
 * most commands do, and few commands read a container.
 */
#ifndef SEPTEL_CORPUS_LIBARCHIVE_H
#define SEPTEL_CORPUS_LIBARCHIVE_H

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>

/* What we call of it, without "archive_". */
#define LIBARCHIVE_CALLS(CALL)                                                                     \
	CALL(entry_filetype)                                                                       \
	CALL(entry_pathname)                                                                       \
	CALL(entry_pathname_utf8)                                                                  \
	CALL(error_string)                                                                         \
	CALL(filter_code)                                                                          \
	CALL(format)                                                                               \
	CALL(read_data)                                                                            \
	CALL(read_free)                                                                            \
	CALL(read_new)                                                                             \
	CALL(read_next_header)                                                                     \
	CALL(read_open1)                                                                           \
	CALL(read_set_callback_data)                                                               \
	CALL(read_set_read_callback)                                                               \
	CALL(read_set_seek_callback)                                                               \
	CALL(read_support_filter_bzip2)                                                            \
	CALL(read_support_filter_gzip)                                                             \
	CALL(read_support_filter_xz)                                                               \
	CALL(read_support_filter_zstd)                                                             \
	CALL(read_support_format_raw)                                                              \
	CALL(read_support_format_tar)                                                              \
	CALL(read_support_format_zip)                                                              \
	CALL(set_error)

struct libarchive {
#define LIBARCHIVE_MEMBER(name) __typeof__(archive_##name) *name;
	LIBARCHIVE_CALLS(LIBARCHIVE_MEMBER)
#undef LIBARCHIVE_MEMBER
};

/* The library; NULL where it is not to be had.  Threads: any. */
const struct libarchive *septel__libarchive(void);

#endif
