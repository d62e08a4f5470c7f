// Imported once before a program is there: Node then has what it needs to import both kinds of modules.
import 'node:fs';

export const isWarm = true;
