// Makes the calls fail by which a program writes files: LD_PRELOAD=faults.so FAULTS_UNDER=/folder FAULTS_CONTROL=/file.
// The calls that concern something under the folder are counted, and the one whose turn it is fails. The control file,
// outside of the folder, is shared memory (struct control), so that a test can set it anew while the program runs.
// With FAULTS_RECORD=/file the calls that worked are recorded there while that is asked for, with what they wrote, so that
// a test can work out what would be on the disk if the machine went down after any of them.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

// Little-endian, 512 bytes; the same in faults.mjs and FaultControl.cs.
struct control {
  int64_t at;    // which call, from 1, fails; 0: none
  int64_t error; // its errno; 0: a write that is cut short, and else nothing
  int64_t how;   // ALONE, LASTING or AFTER_PART
  int64_t seen;  // how many calls there were
  int64_t fired; // how many of them failed or were cut short
  int64_t records; // 1: calls are recorded
  char what[464]; // the first that failed, such as "fsync /folder/file"
};
enum { ALONE, LASTING, AFTER_PART }; // the others work; all after it fail too; a write is cut short and the next call fails

static struct control *control;
static int record = -1;
static pthread_mutex_t recording = PTHREAD_MUTEX_INITIALIZER;
static char under[PATH_MAX];
static size_t under_length;

static void *(*real_dlsym)(void *, const char *);

// Each call by the name that programs know it by, and the same with 64-bit offsets, which is all there is on x86-64.
#define CALLS(X) \
  X(open) X(open64) X(openat) X(openat64) X(creat) X(creat64) X(close) \
  X(write) X(writev) X(pwrite) X(pwrite64) X(pwritev) X(pwritev64) X(sendfile) X(sendfile64) X(copy_file_range) \
  X(fsync) X(fdatasync) X(ftruncate) X(ftruncate64) X(fallocate) X(fallocate64) \
  X(rename) X(renameat) X(renameat2) X(link) X(linkat) X(symlink) X(unlink) X(unlinkat) X(rmdir) X(mkdir) X(mkdirat) \
  X(chmod) X(fchmod)

#define DECLARE(name) static __typeof__(&name) real_##name;
CALLS(DECLARE)

__attribute__((constructor)) static void prepare(void) {
  if (real_dlsym != NULL) return;
  real_dlsym = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
  if (real_dlsym == NULL) real_dlsym = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
#define FIND(name) real_##name = (__typeof__(&name))real_dlsym(RTLD_NEXT, #name);
  CALLS(FIND)
  const char *folder = getenv("FAULTS_UNDER"), *file = getenv("FAULTS_CONTROL");
  if (folder == NULL || file == NULL || realpath(folder, under) == NULL) return;
  under_length = strlen(under);
  int fd = real_open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *shared = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  real_close(fd);
  if (shared != MAP_FAILED) control = shared;
  const char *records = getenv("FAULTS_RECORD");
  if (records != NULL) record = real_open(records, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

// Programs that look a function up by its name, as .NET does, get ours too.
void *dlsym(void *handle, const char *name) {
  prepare();
  void *found = real_dlsym(handle, name);
#define GIVE(call) \
  if (found != NULL && found == (void *)real_##call && strcmp(name, #call) == 0) return (void *)call;
  CALLS(GIVE)
  return found;
}

static int is_under(const char *path) {
  return strncmp(path, under, under_length) == 0 && (path[under_length] == '/' || path[under_length] == 0);
}

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
  return length > 0;
}

static void full_path(int folder, const char *name, char *path) {
  path[0] = 0;
  if (name[0] != '/') {
    if (folder == AT_FDCWD ? getcwd(path, PATH_MAX) == NULL : !path_of(folder, path)) path[0] = 0;
    strncat(path, "/", PATH_MAX - 1 - strlen(path));
  }
  strncat(path, name, PATH_MAX - 1 - strlen(path));
}

enum turn { GO_ON, FAIL, PART };

static enum turn due(int64_t number, int is_write) {
  int64_t after = control->at == 0 ? -1 : number - control->at;
  if (after < 0) return GO_ON;
  if (control->error == 0) return after == 0 && is_write ? PART : GO_ON;
  if (control->how == LASTING) return FAIL;
  if (control->how == AFTER_PART && is_write) return after == 0 ? PART : after == 1 ? FAIL : GO_ON;
  return after == 0 ? FAIL : GO_ON;
}

// What becomes of a call; its errno is set.
static enum turn turn_at(const char *call, const char *path, int is_write) {
  if (!is_under(path)) return GO_ON;
  enum turn turn = due(__atomic_add_fetch(&control->seen, 1, __ATOMIC_SEQ_CST), is_write);
  if (turn != GO_ON && __atomic_fetch_add(&control->fired, 1, __ATOMIC_SEQ_CST) == 0)
    snprintf(control->what, sizeof control->what, "%s %s", call, path);
  if (turn == FAIL) errno = (int)control->error;
  return turn;
}

static int fails_at(const char *call, int folder, const char *name) {
  if (control == NULL || name == NULL) return 0;
  char path[PATH_MAX];
  full_path(folder, name, path);
  return turn_at(call, path, 0) == FAIL;
}

static enum turn turn_on(const char *call, int fd, int is_write) {
  if (control == NULL) return GO_ON;
  char path[PATH_MAX];
  return path_of(fd, path) ? turn_at(call, path, is_write) : GO_ON;
}

static int fails_on(const char *call, int fd) { return turn_on(call, fd, 0) == FAIL; }

// While calls are recorded they are made one after another, each with its record.
static int begin(void) {
  if (record < 0 || control == NULL || !control->records) return 0;
  pthread_mutex_lock(&recording);
  return 1;
}

static void end(int recorded) {
  if (recorded) pthread_mutex_unlock(&recording);
}

// A line of the record, and the bytes that were written.
static void note(const void *bytes, size_t size, const char *format, ...) {
  char line[2 * PATH_MAX + 64];
  va_list rest;
  va_start(rest, format);
  int length = vsnprintf(line, sizeof line, format, rest);
  va_end(rest);
  struct iovec parts[] = {{line, (size_t)length}, {(void *)bytes, size}};
  if (real_writev(record, parts, 2) != (ssize_t)(length + size)) abort();
}

static void note_path(char kind, int folder, const char *name) {
  char path[PATH_MAX];
  full_path(folder, name, path);
  if (is_under(path)) note(NULL, 0, "%c %s\n", kind, path);
}

static void note_paths(char kind, int a, const char *from, int b, const char *to) {
  char first[PATH_MAX], second[PATH_MAX];
  full_path(a, from, first);
  full_path(b, to, second);
  if (is_under(second)) note(NULL, 0, "%c %s\t%s\n", kind, first, second);
}

static int64_t number_of(int fd) {
  struct stat status;
  return fstat(fd, &status) == 0 ? (int64_t)status.st_ino : 0;
}

static int is_ours(int fd) {
  char path[PATH_MAX];
  return path_of(fd, path) && is_under(path);
}

static void note_opened(int fd, int folder, const char *name, int flags, int was_missing) {
  char path[PATH_MAX];
  full_path(folder, name, path);
  if (fd < 0 || !is_under(path)) return;
  if (!(flags & O_DIRECTORY)) note(NULL, 0, "%c %ld %s\n", was_missing ? 'C' : 'O', (long)number_of(fd), path);
  if (flags & O_TRUNC) note(NULL, 0, "T %ld 0\n", (long)number_of(fd));
}

static void note_written(int fd, int64_t at, const void *bytes, ssize_t size) {
  if (size > 0 && is_ours(fd)) note(bytes, (size_t)size, "W %ld %ld %ld\n", (long)number_of(fd), (long)at, (long)size);
}

// Where a write without a place of its own has begun.
static int64_t place_before(int fd, ssize_t size) { return lseek(fd, 0, SEEK_CUR) - (size > 0 ? size : 0); }

static void note_synced(int fd) {
  struct stat status;
  char path[PATH_MAX];
  if (fstat(fd, &status) != 0 || !path_of(fd, path) || !is_under(path)) return;
  if (S_ISDIR(status.st_mode)) note(NULL, 0, "F %s\n", path);
  else note(NULL, 0, "S %ld\n", (long)status.st_ino);
}

// To read a file changes nothing; a folder is opened to be synced.
static int writes(int flags) { return (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_DIRECTORY)) != 0; }

static const char *missing(int folder, const char *path) {
  return faccessat(folder, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0 ? NULL : path;
}

#define OPEN(name, parameters, folder, path, arguments) \
  int name parameters { \
    prepare(); \
    mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { \
      va_list rest; \
      va_start(rest, flags); \
      mode = va_arg(rest, mode_t); \
      va_end(rest); \
    } \
    if (!writes(flags)) return real_##name arguments; \
    int recorded = begin(); \
    int is_new = recorded && missing(folder, path) != NULL; \
    int result = fails_at("open", folder, path) ? -1 : real_##name arguments; \
    if (recorded) note_opened(result, folder, path, flags, is_new); \
    end(recorded); \
    return result; \
  }
OPEN(open, (const char *path, int flags, ...), AT_FDCWD, path, (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, path, (path, flags, mode))
OPEN(openat, (int folder, const char *path, int flags, ...), folder, path, (folder, path, flags, mode))
OPEN(openat64, (int folder, const char *path, int flags, ...), folder, path, (folder, path, flags, mode))

int creat(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return open(path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

#define BY_PATH(name, call, parameters, folder, path, arguments, noted) \
  int name parameters { \
    prepare(); \
    int recorded = begin(); \
    int result = fails_at(call, folder, path) ? -1 : real_##name arguments; \
    if (recorded && result == 0) noted; \
    end(recorded); \
    return result; \
  }
BY_PATH(rename, "rename", (const char *from, const char *to), AT_FDCWD, to, (from, to),
        note_paths('R', AT_FDCWD, from, AT_FDCWD, to))
BY_PATH(renameat, "rename", (int a, const char *from, int b, const char *to), b, to, (a, from, b, to),
        note_paths('R', a, from, b, to))
BY_PATH(renameat2, "rename", (int a, const char *from, int b, const char *to, unsigned how), b, to, (a, from, b, to, how),
        note_paths('R', a, from, b, to))
BY_PATH(link, "link", (const char *from, const char *to), AT_FDCWD, to, (from, to),
        note_paths('L', AT_FDCWD, from, AT_FDCWD, to))
BY_PATH(linkat, "link", (int a, const char *from, int b, const char *to, int how), b, to, (a, from, b, to, how),
        note_paths('L', a, from, b, to))
BY_PATH(symlink, "symlink", (const char *from, const char *to), AT_FDCWD, to, (from, to), note_path('X', AT_FDCWD, to))
BY_PATH(unlink, "unlink", (const char *path), AT_FDCWD, path, (path), note_path('U', AT_FDCWD, path))
BY_PATH(unlinkat, "unlink", (int folder, const char *path, int how), folder, path, (folder, path, how),
        note_path('U', folder, path))
BY_PATH(rmdir, "rmdir", (const char *path), AT_FDCWD, path, (path), note_path('U', AT_FDCWD, path))
// To make a folder that is there changes nothing.
BY_PATH(mkdir, "mkdir", (const char *path, mode_t mode), AT_FDCWD, missing(AT_FDCWD, path), (path, mode),
        note_path('M', AT_FDCWD, path))
BY_PATH(mkdirat, "mkdir", (int folder, const char *path, mode_t mode), folder, missing(folder, path), (folder, path, mode),
        note_path('M', folder, path))
BY_PATH(chmod, "chmod", (const char *path, mode_t mode), AT_FDCWD, path, (path, mode), (void)0)

#define BY_FILE(name, call, parameters, arguments, noted) \
  int name parameters { \
    prepare(); \
    int recorded = begin(); \
    int result = fails_on(call, fd) ? -1 : real_##name arguments; \
    if (recorded && result == 0) noted; \
    end(recorded); \
    return result; \
  }
#define NOTE_SIZE is_ours(fd) ? note(NULL, 0, "T %ld %ld\n", (long)number_of(fd), (long)size) : (void)0
BY_FILE(fsync, "fsync", (int fd), (fd), note_synced(fd))
BY_FILE(fdatasync, "fsync", (int fd), (fd), note_synced(fd))
BY_FILE(ftruncate, "ftruncate", (int fd, off_t size), (fd, size), NOTE_SIZE)
BY_FILE(ftruncate64, "ftruncate", (int fd, off64_t size), (fd, size), NOTE_SIZE)
BY_FILE(fallocate, "fallocate", (int fd, int mode, off_t from, off_t size), (fd, mode, from, size), (void)0)
BY_FILE(fallocate64, "fallocate", (int fd, int mode, off64_t from, off64_t size), (fd, mode, from, size), (void)0)
BY_FILE(fchmod, "chmod", (int fd, mode_t mode), (fd, mode), (void)0)

#define WRITE(name, parameters, arguments, shorter, at, bytes) \
  ssize_t name parameters { \
    prepare(); \
    enum turn turn = turn_on("write", fd, 1); \
    if (turn == FAIL) return -1; \
    if (turn == PART) return real_##shorter; \
    int recorded = begin(); \
    ssize_t result = real_##name arguments; \
    if (recorded) note_written(fd, at, bytes, result); \
    end(recorded); \
    return result; \
  }
// Of many bytes a half, of many pieces a half of the first; nothing at all would mean nothing.
#define HALF(size) ((size) > 1 ? (size) / 2 : (size))
#define FIRST parts->iov_base, HALF(parts->iov_len)
#define HERE place_before(fd, result)
WRITE(write, (int fd, const void *bytes, size_t size), (fd, bytes, size), write(fd, bytes, HALF(size)), HERE, bytes)
WRITE(pwrite, (int fd, const void *bytes, size_t size, off_t at), (fd, bytes, size, at), pwrite(fd, bytes, HALF(size), at),
      at, bytes)
WRITE(pwrite64, (int fd, const void *bytes, size_t size, off64_t at), (fd, bytes, size, at),
      pwrite64(fd, bytes, HALF(size), at), at, bytes)

// What these write in several pieces, or from another file, is not recorded.
#define UNRECORDED(name, parameters, arguments, shorter) \
  ssize_t name parameters { \
    prepare(); \
    enum turn turn = turn_on("write", fd, 1); \
    if (turn == FAIL) return -1; \
    int recorded = begin(); \
    if (recorded && is_ours(fd)) abort(); \
    end(recorded); \
    return turn == PART ? real_##shorter : real_##name arguments; \
  }
UNRECORDED(writev, (int fd, const struct iovec *parts, int count), (fd, parts, count), write(fd, FIRST))
UNRECORDED(pwritev, (int fd, const struct iovec *parts, int count, off_t at), (fd, parts, count, at), pwrite(fd, FIRST, at))
UNRECORDED(pwritev64, (int fd, const struct iovec *parts, int count, off64_t at), (fd, parts, count, at),
           pwrite64(fd, FIRST, at))
UNRECORDED(sendfile, (int fd, int from, off_t *at, size_t size), (fd, from, at, size), sendfile(fd, from, at, HALF(size)))
UNRECORDED(sendfile64, (int fd, int from, off64_t *at, size_t size), (fd, from, at, size),
           sendfile64(fd, from, at, HALF(size)))
UNRECORDED(copy_file_range, (int from, off64_t *a, int fd, off64_t *b, size_t size, unsigned how),
           (from, a, fd, b, size, how), copy_file_range(from, a, fd, b, HALF(size), how))

// The file is closed all the same, as the kernel does it; to close what was only read cannot fail.
int close(int fd) {
  prepare();
  int flags = control == NULL ? 0 : fcntl(fd, F_GETFL);
  int fails = flags > 0 && (flags & O_ACCMODE) != O_RDONLY && fails_on("close", fd);
  int error = errno;
  int result = real_close(fd);
  if (!fails) return result;
  errno = error;
  return -1;
}
