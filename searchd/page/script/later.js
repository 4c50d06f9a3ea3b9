// later.js - something to do after a while, unless it is stopped.

export function later(ms, fn) {
    const timer = setTimeout(fn, ms);
    return { stop: () => clearTimeout(timer) };
}
