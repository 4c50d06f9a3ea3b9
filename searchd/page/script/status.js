// status.js - what a screen reader says of what changed; nobody sees it.

const SETTLE_MS = 600; // while one types, the last of many

let line = null;
let timer = 0;

export function tell(text) {
    if (!line) {
        line = document.createElement('p');
        line.id = 'status';
        line.className = 'unseen';
        line.setAttribute('role', 'status');
        document.querySelector('header').append(line);
    }
    clearTimeout(timer);
    timer = setTimeout(() => { line.textContent = text; }, SETTLE_MS);
}
