// keys.js - keys that hold on every page.

// Whether a key pressed there is text.
export function isTyping(element) {
    return element.matches?.('input, textarea, select, [contenteditable]');
}

function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey ||
        isTyping(event.target))
        return;
    if (event.key === '/') {
        event.preventDefault();
        const box = document.getElementById('q');
        box.focus();
        box.select();
    }
}

export function init() {
    document.addEventListener('keydown', press);
}
