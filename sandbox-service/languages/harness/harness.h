// What harness.c and the file with the candidate's function tell each other. It stands before the candidate's text and
// its macros are used behind it: so it includes nothing, all its names are its own, and macros name no type that the
// candidate may have defined anew (`#define int long long`).

typedef _Bool interlace_bool;
typedef char interlace_char;
typedef signed char interlace_i8;
typedef short interlace_i16;
typedef int interlace_i32;
typedef long interlace_i64;
typedef long long interlace_i64l;
typedef unsigned char interlace_u8;
typedef unsigned short interlace_u16;
typedef unsigned int interlace_u32;
typedef unsigned long interlace_u64;
typedef unsigned long long interlace_u64l;
typedef float interlace_f32;
typedef double interlace_f64;
typedef long double interlace_f80;

/** A kind of value is its class times 32 and its size in bytes; 0 is none that tests can give or take. */
enum { INTERLACE_BOOL = 1, INTERLACE_CHAR, INTERLACE_TEXT, INTERLACE_SIGNED, INTERLACE_UNSIGNED, INTERLACE_FLOATING };

#define INTERLACE_TYPES(X)                                                                                             \
  X(interlace_bool, INTERLACE_BOOL)                                                                                    \
  X(interlace_char, INTERLACE_CHAR)                                                                                    \
  X(interlace_i8, INTERLACE_SIGNED)                                                                                    \
  X(interlace_i16, INTERLACE_SIGNED)                                                                                   \
  X(interlace_i32, INTERLACE_SIGNED)                                                                                   \
  X(interlace_i64, INTERLACE_SIGNED)                                                                                   \
  X(interlace_i64l, INTERLACE_SIGNED)                                                                                  \
  X(interlace_u8, INTERLACE_UNSIGNED)                                                                                  \
  X(interlace_u16, INTERLACE_UNSIGNED)                                                                                 \
  X(interlace_u32, INTERLACE_UNSIGNED)                                                                                 \
  X(interlace_u64, INTERLACE_UNSIGNED)                                                                                 \
  X(interlace_u64l, INTERLACE_UNSIGNED)                                                                                \
  X(interlace_f32, INTERLACE_FLOATING)                                                                                 \
  X(interlace_f64, INTERLACE_FLOATING)                                                                                 \
  X(interlace_f80, INTERLACE_FLOATING)

#define INTERLACE_KIND(T, CLASS) ((CLASS) * 32 + sizeof(T))
#define INTERLACE_TEXT_KIND INTERLACE_KIND(interlace_char *, INTERLACE_TEXT)
#define INTERLACE_CASE_0(T, CLASS) T : INTERLACE_KIND(T, CLASS),
#define INTERLACE_CASE_1(T, CLASS) T * : INTERLACE_KIND(T, CLASS), const T * : INTERLACE_KIND(T, CLASS),
#define INTERLACE_CASE_2(T, CLASS)                                                                                     \
  T * * : INTERLACE_KIND(T, CLASS), const T * * : INTERLACE_KIND(T, CLASS),                                            \
  T *const * : INTERLACE_KIND(T, CLASS), const T *const * : INTERLACE_KIND(T, CLASS),

/** The kind of the values in a type: in itself (0), in the list it points to (1), in the lists that its list points to (2). */
#define INTERLACE_KIND_0(TYPE)                                                                                         \
  _Generic(*(TYPE *)0, INTERLACE_TYPES(INTERLACE_CASE_0)                                                               \
    interlace_char * : INTERLACE_TEXT_KIND, const interlace_char * : INTERLACE_TEXT_KIND, default : 0)
#define INTERLACE_KIND_1(TYPE)                                                                                         \
  _Generic(*(TYPE *)0, INTERLACE_TYPES(INTERLACE_CASE_1)                                                               \
    interlace_char * * : INTERLACE_TEXT_KIND, const interlace_char * * : INTERLACE_TEXT_KIND,                          \
    interlace_char *const * : INTERLACE_TEXT_KIND, const interlace_char *const * : INTERLACE_TEXT_KIND, default : 0)
#define INTERLACE_KIND_2(TYPE)                                                                                         \
  _Generic(*(TYPE *)0, INTERLACE_TYPES(INTERLACE_CASE_2)                                                               \
    interlace_char * * * : INTERLACE_TEXT_KIND, const interlace_char * * * : INTERLACE_TEXT_KIND,                      \
    interlace_char *const *const * : INTERLACE_TEXT_KIND,                                                              \
    const interlace_char *const *const * : INTERLACE_TEXT_KIND, default : 0)

#define INTERLACE_IS_VOID(TYPE) __builtin_types_compatible_p(TYPE, void)

/** What a call gives, and a zero when it gives nothing. */
#define INTERLACE_VALUE(CALL) __builtin_choose_expr(INTERLACE_IS_VOID(__typeof__(CALL)), ((CALL), 0), (CALL))

/** How one value of the tests is written in C. */
struct interlace_value {
  /** Of lists: 0 is a plain value, 2 a list of lists. */
  interlace_i32 depth;
  interlace_i32 kind;
  /** Of what holds the number of items, and for a list of lists of what holds the numbers of theirs. */
  interlace_i32 size_kind, sizes_kind;
  /** Whether a number stands for true or false. */
  interlace_i32 is_truth;
};

enum { INTERLACE_MOST_PARAMETERS = 20 };

/** The function that the tests call. A result of kind 0 is none. */
struct interlace_function {
  interlace_i32 count;
  struct interlace_value parameters[INTERLACE_MOST_PARAMETERS];
  struct interlace_value result;
};

/** These two stand behind the candidate's function. The second calls it with all arguments, and gives what it returned. */
extern const struct interlace_function interlace_function;
void interlace_call(void);

/** The place of an argument, counted as C counts them: a list has two or three. It holds a value of the parameter's type. */
void *interlace_argument(interlace_i32 position);
void interlace_give(const void *result);
