// Reading CSV as RFC 4180 has it, apart from the publisher's reader: what is compared must not come
// from the same code.

/** All rows of a table, each a list of texts. */
export function rows(text, separator = ",") {
    const all = [];
    let row = [];
    let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    while (at < text.length) {
        let cell;
        if (text[at] === '"') {
            let end = at + 1;
            while (text[end] !== '"' || text[end + 1] === '"') {
                end += text[end] === '"' ? 2 : 1;
            }
            cell = text.slice(at + 1, end).replaceAll('""', '"');
            at = end + 1;
        } else {
            let end = at;
            while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") {
                end += 1;
            }
            cell = text.slice(at, end);
            at = end;
        }
        row.push(cell);
        if (text[at] === separator) {
            at += 1;
            if (at === text.length || text[at] === "\n" || text[at] === "\r") {
                row.push("");
            } else {
                continue;
            }
        }
        if (text[at] === "\r") {
            at += 1;
        }
        at += 1;
        all.push(row);
        row = [];
    }
    return all;
}
