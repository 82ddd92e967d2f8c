// Where the shell lies. All addresses of its files start here: the build puts modules together, and
// only this one is sure to stay at the top of the shell's folder.

/** @param {string} path of a file of the shell */
export const shellFile = (path) => new URL(path, import.meta.url);
