/** What is sent to be imported, in bytes. It is held in memory while it is read. */
export const MAX_IMPORT_BYTES = 8 * 1024 * 1024;
/** What an archive may hold once it is unpacked, in bytes. A small archive can be made that unpacks to gigabytes. */
export const MAX_UNPACKED_BYTES = 32 * 1024 * 1024;
/** Files of one import. An archive can name a great many of them in little space. */
export const MAX_IMPORTED_FILES = 2000;
/** Questions of one import: each is a statement to the database. */
export const MAX_IMPORTED_QUESTIONS = 50;
/** Faults that are told at once. After these somebody corrects and tries again. */
export const MAX_TOLD_FAULTS = 10;
