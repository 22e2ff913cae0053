/*
 * Loaded before the C library into sendmail, which has no option for either:
 * - It writes a message in pieces of 4 KiB, and the kernel holds back the last one until the server behind has acknowledged the
 *   one before (Nagle's algorithm), which takes that server 40 ms. No socket that it connects waits for that: TCP_NODELAY.
 * - It has a process for each session and for each delivery. None of them gives back at its end, piece by piece, what the
 *   libraries of TLS and LDAP have in memory and what goes with the process anyway: a tenth of all its processor time.
 * There are no headers here: libc6-dev would bring the C library that it was made with, in place of the base image's.
 */
enum { INTERNET = 2, INTERNET_6 = 10, PROTOCOL_TCP = 6, TCP_NODELAY = 1 };

struct address { unsigned short family; };

extern void *dlsym(void *library, const char *name);
extern int setsockopt(int socket, int level, int name, const void *value, unsigned int length);
extern int *__errno_location(void);
extern int fflush(void *stream);
extern void _exit(int status) __attribute__((noreturn));

int connect(int socket, const struct address *address, unsigned int length)
{
    static int (*of_the_library)(int, const struct address *, unsigned int);
    const int on = 1, before = *__errno_location();

    if (!of_the_library)
        of_the_library = (int (*)(int, const struct address *, unsigned int)) dlsym((void *) -1L, "connect");
    /* That a socket for DNS has no such option is no error. */
    if (address->family == INTERNET || address->family == INTERNET_6)
        setsockopt(socket, PROTOCOL_TCP, TCP_NODELAY, &on, sizeof on);
    *__errno_location() = before;
    return of_the_library(socket, address, length);
}

__attribute__((noreturn)) void exit(int status)
{
    fflush(0);
    _exit(status);
}
