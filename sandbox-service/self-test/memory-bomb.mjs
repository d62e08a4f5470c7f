// Takes memory outside of the JavaScript heap until it is stopped from outside.
const kept = [];
for (;;) kept.push(Buffer.alloc(8 * 1024 * 1024, 1));
