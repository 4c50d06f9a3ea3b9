// status.js - what a screen reader says of what changed; nobody sees it.

const SETTLE_MS = 600; // while one types, the last of many

const says = new Map([['page', '']]); // by who says it, in this order
let line = null;
let timer = 0;

// Let `who` say `text`, nothing where it is empty, in place of what it said
// before; others' is kept, as results and suggestions come at the same time.
export function tell(text, who = 'page') {
    if (!line) {
        line = document.createElement('p');
        line.id = 'status';
        line.className = 'unseen';
        line.setAttribute('role', 'status');
        document.querySelector('header').append(line);
    }
    says.set(who, text);
    clearTimeout(timer);
    timer = setTimeout(() => {
        line.textContent = [...says.values()].filter(Boolean).join('. ');
    }, SETTLE_MS);
}
