/*
 * Loaded before the C library into sendmail, which has no option for any of this:
 * - It writes a message in pieces of 4 KiB, and the kernel holds back the last one until the server behind has acknowledged the
 *   one before (Nagle's algorithm), which takes that server 40 ms. No socket that it connects waits for that: TCP_NODELAY.
 * - It has a process for each session and for each delivery. Each does at its end what sendmail itself has to do then (it writes
 *   what it has not written yet), but does not give back, piece by piece, what the libraries of TLS and LDAP have in memory and
 *   what goes with the process anyway.
 * - Its buffers are as large as the system says a file's blocks are, which for a socket is 4 KiB. With 64 KiB a long message is a
 *   sixteenth of the packets, and wakes up who reads it as seldom.
 * There are no headers here: libc6-dev would bring the C library that it was made with, in place of the base image's.
 */
enum { INTERNET = 2, INTERNET_6 = 10, PROTOCOL_TCP = 6, TCP_NODELAY = 1, ANY_SOCKET = 1, SOCKET_TYPE = 3 };
enum { PROGRAM_HEADERS = 3, MOST = 8, BUFFER = 65536 };

struct address { unsigned short family; };
struct place { const char *file; void *base; const char *symbol; void *symbol_at; };

extern void *dlsym(void *library, const char *name);
extern int dladdr(const void *address, struct place *place);
extern unsigned long getauxval(unsigned long type);
extern int getsockopt(int socket, int level, int name, void *value, unsigned int *length);
extern int setsockopt(int socket, int level, int name, const void *value, unsigned int length);
extern int *__errno_location(void);
extern int fflush(void *stream);
extern void _exit(int status) __attribute__((noreturn));

/* What the program itself wants done at its end. */
static struct { void (*action)(void *); void *argument; } at_the_end[MOST];
static int wanted;

static void *of_the_library(const char *name) { return dlsym((void *) -1L, name); }

int connect(int socket, const struct address *address, unsigned int length)
{
    static int (*next)(int, const struct address *, unsigned int);
    const int on = 1, before = *__errno_location();

    if (!next)
        next = (int (*)(int, const struct address *, unsigned int)) of_the_library("connect");
    /* That a socket for DNS has no such option is no error. */
    if (address->family == INTERNET || address->family == INTERNET_6)
        setsockopt(socket, PROTOCOL_TCP, TCP_NODELAY, &on, sizeof on);
    *__errno_location() = before;
    return next(socket, address, length);
}

#if defined(__x86_64__) || defined(__aarch64__)
/* As both have it; nothing else of it is of interest. */
struct status { char before[56]; int block_size; };

int fstat(int file, struct status *status)
{
    static int (*next)(int, struct status *);
    const int before = *__errno_location();
    int type;
    unsigned int length = sizeof type;

    if (!next)
        next = (int (*)(int, struct status *)) of_the_library("fstat");
    if (next(file, status) != 0)
        return -1;
    /* That another file is no socket is no error. */
    if (getsockopt(file, ANY_SOCKET, SOCKET_TYPE, &type, &length) == 0)
        status->block_size = BUFFER;
    *__errno_location() = before;
    return 0;
}
#endif

/* Whether it is the program's own, and not a library's. */
static int is_the_programs(const void *handle)
{
    struct place mine, its;

    return dladdr((const void *) getauxval(PROGRAM_HEADERS), &mine) && dladdr(handle, &its) && mine.base == its.base;
}

/* What atexit() calls. */
int __cxa_atexit(void (*action)(void *), void *argument, void *handle)
{
    int (*next)(void (*)(void *), void *, void *) =
        (int (*)(void (*)(void *), void *, void *)) of_the_library("__cxa_atexit");

    if (is_the_programs(handle)) {
        if (wanted < MOST) {
            at_the_end[wanted].action = action;
            at_the_end[wanted].argument = argument;
        }
        wanted++;
    }
    return next(action, argument, handle);
}

__attribute__((noreturn)) void exit(int status)
{
    /* A sendmail that wants nothing, or too much, is not the one that is known here. */
    if (wanted == 0 || wanted > MOST) {
        void (*next)(int) = (void (*)(int)) of_the_library("exit");

        next(status);
    }
    while (wanted > 0) {
        wanted--;
        at_the_end[wanted].action(at_the_end[wanted].argument);
    }
    fflush(0);
    _exit(status);
}
