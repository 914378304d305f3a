/* status.h - what the files of this room answer. */
#ifndef SEPTEL_ACCESS_STATUS_H
#define SEPTEL_ACCESS_STATUS_H

enum access_status {
	ACCESS_OK = 0,
	ACCESS_INVALID =
		2, /* exit 2: the file or what was asked is not well formed; nothing changed */
	ACCESS_REFUSED = 3, /* exit 3: a guard does not allow it; nothing changed */
	ACCESS_BROKEN = 4,  /* exit 4: the chain of the log does not hold */
	ACCESS_FAILED = -1  /* the system refused; `text` says what */
};

/* Bytes of the text of an error. */
#define ACCESS_ERROR_SIZE 512

/* Lower case, no full stop, names file, line, column and token: ready to print. */
struct access_error {
	char text[ACCESS_ERROR_SIZE];
};

#endif
