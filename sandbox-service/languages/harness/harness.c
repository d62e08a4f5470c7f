// Calls one function of a candidate's program, case by case. See Harness in languages/language.ts for the lines that go
// out and languages/typed/encode.ts for those that come in. A file of its own, so that the candidate's names and macros
// are not in its way. What it hands to the function stays allocated: the function may free it, keep it or return it.
#pragma GCC optimize("O0") // It has little to do, and each compilation of a program compiles it too.
#include "harness.h"
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#undef main

/** The program's own stdin is empty, so that reading it does not take the lines that are meant for us. */
enum { COMMANDS = 4, ANSWERS = 3 };

/** An answer beyond this is sent as far as it goes: it is more than the tests take, which then say so. */
enum { MOST_BYTES = 4 << 20 };

/** Items of a list: more would be a longer answer than the tests take, so the number is a wild one. */
enum { MOST_ITEMS = 1 << 20 };

/** Arguments as C counts them: lists of lists have three, the result up to two. */
enum { MOST_ARGUMENTS = 3 * INTERLACE_MOST_PARAMETERS + 2 };

/** Room for one value of any kind. */
typedef union {
  long long whole;
  long double number;
  void *pointer;
} Place;

static Place places[MOST_ARGUMENTS];
static int used;

/** Where a function writes the sizes of what it returns. */
static Place returned_size, returned_sizes;

static char *answer;
static size_t answer_length, answer_room;

static const char *token;
static jmp_buf failed;
static char failure[256];

static _Noreturn __attribute__((format(printf, 1, 2))) void fail(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vsnprintf(failure, sizeof failure, format, values);
  va_end(values);
  longjmp(failed, 1);
}

static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count ? count : 1, size);
  if (!memory) fail("There is no memory for the values of this case.");
  return memory;
}

static int class_of(int kind) { return kind / 32; }
static size_t size_of(int kind) { return (size_t)kind % 32; }

// What comes in.

static void next_token(void) {
  while (*token && *token != ' ') token++;
  if (*token) token++;
}

static void store_whole(void *place, int kind, long long value) {
  switch (size_of(kind)) {
  case 1: *(signed char *)place = (signed char)value; break;
  case 2: *(short *)place = (short)value; break;
  case 4: *(int *)place = (int)value; break;
  default: *(long long *)place = value;
  }
}

static long long load_whole(const void *place, int kind) {
  const int is_signed = class_of(kind) == INTERLACE_SIGNED;
  switch (size_of(kind)) {
  case 1: return is_signed ? *(const signed char *)place : *(const unsigned char *)place;
  case 2: return is_signed ? *(const short *)place : *(const unsigned short *)place;
  case 4: return is_signed ? *(const int *)place : (long long)*(const unsigned *)place;
  default: return *(const long long *)place;
  }
}

static _Noreturn void fail_for_room(void) { fail("The tests give a number that the function's parameter has no room for."); }

static void read_whole(void *place, int kind) {
  if (*token != 'i') fail("The tests give another value where the function takes a whole number.");
  errno = 0;
  const long long value = strtoll(token + 1, NULL, 10);
  if (errno || (class_of(kind) == INTERLACE_UNSIGNED && value < 0)) fail_for_room();
  store_whole(place, kind, value);
  if (load_whole(place, kind) != value) fail_for_room();
}

static void read_number(void *place, int kind) {
  if (*token != 'i' && *token != 'd') fail("The tests give another value where the function takes a number.");
  if (size_of(kind) == sizeof(float)) *(float *)place = strtof(token + 1, NULL);
  else if (size_of(kind) == sizeof(double)) *(double *)place = strtod(token + 1, NULL);
  else *(long double *)place = strtold(token + 1, NULL);
  if (size_of(kind) == sizeof(float) && isinf(*(float *)place)) fail_for_room();
}

static int digit_of(char one) { return one <= '9' ? one - '0' : (one | 32) - 'a' + 10; }

/** The text of a token, with its length: it may have zeros in it, which its end is not. */
static char *read_text(size_t *length) {
  if (*token != 's') fail("The tests give another value where the function takes text.");
  const char *from = token + 1;
  char *text = allocate(strcspn(from, " ") + 1, 1);
  char *to = text;
  for (; *from && *from != ' '; from++) {
    const int is_code = *from == '%';
    *to++ = (char)(is_code ? digit_of(from[1]) * 16 + digit_of(from[2]) : *from);
    if (is_code) from += 2;
  }
  *length = (size_t)(to - text);
  return text;
}

static void read_item(void *place, int kind) {
  size_t length = 0;
  char *text = NULL;
  switch (class_of(kind)) {
  case INTERLACE_TEXT:
    if (*token != 'n') text = read_text(&length);
    if (text && strlen(text) != length)
      fail("The tests give text with a zero character in it, which a string of C cannot hold.");
    *(char **)place = text;
    break;
  case INTERLACE_CHAR:
    text = read_text(&length);
    if (length != 1) fail("The tests give text where the function takes one character.");
    *(char *)place = *text;
    free(text);
    break;
  case INTERLACE_FLOATING: read_number(place, kind); break;
  default:
    if (*token == 't' || *token == 'f') store_whole(place, kind, *token == 't');
    else if (class_of(kind) == INTERLACE_BOOL) fail("The tests give another value where the function takes a bool.");
    else read_whole(place, kind);
  }
  next_token();
}

static size_t read_count(void) {
  if (*token != '[') fail("The tests give another value where the function takes a list.");
  const size_t count = strtoull(token + 1, NULL, 10);
  next_token();
  return count;
}

static void store_size(void *place, int kind, size_t count) {
  store_whole(place, kind, (long long)count);
  if (load_whole(place, kind) != (long long)count)
    fail("The tests give more values than the parameter for their number has room for.");
}

static void *read_list(int kind, size_t *count) {
  *count = read_count();
  char *items = allocate(*count, size_of(kind));
  for (size_t i = 0; i < *count; i++) read_item(items + i * size_of(kind), kind);
  return items;
}

static void read_argument(const struct interlace_value *value) {
  size_t count = 0;
  if (value->depth == 0) {
    read_item(&places[used++], value->kind);
  } else if (value->depth == 1) {
    places[used++].pointer = read_list(value->kind, &count);
    store_size(&places[used++], value->size_kind, count);
  } else {
    count = read_count();
    void **rows = allocate(count, sizeof *rows);
    char *sizes = allocate(count, size_of(value->sizes_kind));
    for (size_t i = 0; i < count; i++) {
      size_t length = 0;
      rows[i] = read_list(value->kind, &length);
      store_size(sizes + i * size_of(value->sizes_kind), value->sizes_kind, length);
    }
    places[used++].pointer = rows;
    store_size(&places[used++], value->size_kind, count);
    places[used++].pointer = sizes;
  }
}

// What goes out.

static void append(const char *text, size_t length) {
  if (answer_length + length > answer_room) {
    answer_room = 2 * (answer_length + length);
    answer = realloc(answer, answer_room);
    if (!answer) abort();
  }
  memcpy(answer + answer_length, text, length);
  answer_length += length;
}

static int is_full(void) { return answer_length > MOST_BYTES; }

static __attribute__((format(printf, 1, 2))) void put(const char *format, ...) {
  char text[512];
  va_list values;
  va_start(values, format);
  const int length = vsnprintf(text, sizeof text, format, values);
  va_end(values);
  append(text, (size_t)length);
}

static void put_character(char one) {
  if (one == '"' || one == '\\') put("\\%c", one);
  else if ((unsigned char)one < 0x20) put("\\u%04x", one);
  else append(&one, 1);
}

static void put_text(const char *text) {
  append("\"", 1);
  for (; *text && !is_full(); text++) put_character(*text);
  append("\"", 1);
}

/** With the fewest digits that read as the same number. */
static void put_number(const void *place, int kind) {
  const int is_float = size_of(kind) == sizeof(float);
  const int is_double = size_of(kind) == sizeof(double);
  const double value = is_float    ? *(const float *)place
                       : is_double ? *(const double *)place
                                   : (double)*(const long double *)place;
  char text[32];
  if (isnan(value)) put("NaN");
  else if (isinf(value)) put(value > 0 ? "Infinity" : "-Infinity");
  else {
    for (int digits = is_float ? 6 : 15; digits <= 17; digits++) {
      snprintf(text, sizeof text, "%.*g", digits, value);
      if (is_float ? strtof(text, NULL) == (float)value : strtod(text, NULL) == value) break;
    }
    put("%s", text);
  }
}

static void put_item(const void *place, int kind, int is_truth) {
  const char *text;
  switch (class_of(kind)) {
  case INTERLACE_TEXT:
    text = *(char *const *)place;
    if (text) put_text(text);
    else put("null");
    break;
  case INTERLACE_CHAR:
    append("\"", 1);
    put_character(*(const char *)place);
    append("\"", 1);
    break;
  case INTERLACE_FLOATING: put_number(place, kind); break;
  default:
    if (is_truth) put(load_whole(place, kind) ? "true" : "false");
    else if (class_of(kind) == INTERLACE_UNSIGNED) put("%llu", (unsigned long long)load_whole(place, kind));
    else put("%lld", load_whole(place, kind));
  }
}

/** A value that no size has, so that one which was not set is known. */
static long long unset_size(int kind) {
  return class_of(kind) == INTERLACE_SIGNED ? (long long)(-1ULL << (8 * size_of(kind) - 1)) : -1;
}

static size_t load_size(const void *place, int kind, const char *name) {
  const long long size = load_whole(place, kind);
  if (size < 0 || size > MOST_ITEMS)
    fail("%s is %lld after the call. Set it to the number of values returned, at most %d.", name, size, MOST_ITEMS);
  return (size_t)size;
}

static void put_list(const struct interlace_value *value, const char *items, size_t count) {
  if (!items && count > 0) fail("The function returned NULL as a list of %zu values.", count);
  append("[", 1);
  for (size_t i = 0; i < count && !is_full(); i++) {
    if (i > 0) append(",", 1);
    put_item(items + i * size_of(value->kind), value->kind, value->is_truth);
  }
  append("]", 1);
}

static void put_lists(const struct interlace_value *value, const char *const *rows, size_t count) {
  const char *sizes = returned_sizes.pointer;
  if (!rows && count > 0) fail("The function returned NULL as a list of %zu lists.", count);
  if (!sizes && count > 0) fail("The function did not set *returnColumnSizes.");
  append("[", 1);
  for (size_t i = 0; i < count && !is_full(); i++) {
    if (i > 0) append(",", 1);
    const void *size = sizes + i * size_of(value->sizes_kind);
    put_list(value, rows[i], load_size(size, value->sizes_kind, "A number in *returnColumnSizes"));
  }
  append("]", 1);
}

void interlace_give(const void *result) {
  const struct interlace_value *value = &interlace_function.result;
  if (value->kind == 0) return put("null");
  if (value->depth == 0) return put_item(result, value->kind, value->is_truth);
  const int kind = value->size_kind;
  Place unset;
  store_whole(&unset, kind, unset_size(kind));
  if (memcmp(&returned_size, &unset, size_of(kind)) == 0) fail("The function did not set *returnSize.");
  const size_t count = load_size(&returned_size, kind, "*returnSize");
  if (value->depth == 1) put_list(value, *(char *const *)result, count);
  else put_lists(value, *(const char *const *const *)result, count);
}

static void prepare_result(const struct interlace_value *value) {
  if (value->depth > 0) {
    store_whole(&returned_size, value->size_kind, unset_size(value->size_kind));
    places[used++].pointer = &returned_size;
  }
  if (value->depth > 1) {
    returned_sizes.pointer = NULL;
    places[used++].pointer = &returned_sizes;
  }
}

void *interlace_argument(int position) { return &places[position]; }

// The conversation. By system calls, as a program may have functions called read and write.

static void say(const char *text, size_t length) {
  while (length > 0) {
    const long count = syscall(SYS_write, ANSWERS, text, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) _exit(1);
    text += count;
    length -= (size_t)count;
  }
}

/** The next line without its end; NULL after the last. */
static char *next_line(void) {
  static char *buffer;
  static size_t room, length, taken;
  memmove(buffer, buffer + taken, length - taken);
  length -= taken;
  for (;;) {
    char *end = length ? memchr(buffer, '\n', length) : NULL;
    if (end) {
      *end = 0;
      taken = (size_t)(end - buffer) + 1;
      return buffer;
    }
    if (room - length < 65536) {
      room = 2 * room + 65536;
      buffer = realloc(buffer, room);
      if (!buffer) abort();
    }
    const long count = syscall(SYS_read, COMMANDS, buffer + length, room - length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return NULL;
    length += (size_t)count;
  }
}

static void answer_line(const char *line) {
  const struct interlace_function *function = &interlace_function;
  token = line;
  const int index_length = (int)strcspn(line, " ");
  next_token();
  used = 0;
  answer_length = 0;
  put("{\"i\":%.*s,\"ok\":true,\"value\":", index_length, line);
  if (setjmp(failed)) {
    answer_length = 0;
    put("{\"i\":%.*s,\"ok\":false,\"error\":", index_length, line);
    put_text(failure);
  } else {
    for (int i = 0; i < function->count; i++) read_argument(&function->parameters[i]);
    prepare_result(&function->result);
    interlace_call();
  }
  append("}\n", 2);
  fflush(NULL);
  say(answer, answer_length);
}

int main(void) {
  // What was printed before a crash is shown too.
  setvbuf(stdout, NULL, _IOLBF, 0);
  static const char READY[] = "{\"ready\":true}\n";
  say(READY, sizeof READY - 1);
  for (char *line; (line = next_line());) answer_line(line);
}
