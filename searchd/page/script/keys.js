// keys.js - keys that hold on every page, and what is held with a key.

// Whether a key means something to the browser or the system.
export function isCommand(event) {
    return event.ctrlKey || event.metaKey || event.altKey;
}

// Whether a click means to go there here and now.
export function isPlainClick(event) {
    return event.button === 0 && !event.defaultPrevented &&
        !isCommand(event) && !event.shiftKey;
}

// Whether a key pressed there is text.
export function isTyping(element) {
    return element.matches?.('input, textarea, select, [contenteditable]');
}

function press(event) {
    if (isCommand(event) || isTyping(event.target))
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
