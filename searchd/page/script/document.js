// document.js - what links cannot do on the page of a document: print, copy
// how it is cited, go back to where one came from.

import { isPlainClick } from './keys.js';
import { onShown } from './live.js';
import { tell } from './status.js';
import { say } from './texts.js';

const COPIED_MS = 2000; // for which the button says so

function button(name, label) {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = `tool ${name}`;
    element.textContent = say(label);
    return element;
}

// Without a secure connection, as within many an office, there is no
// clipboard but that of what is selected.
async function copy(element) {
    try {
        await navigator.clipboard.writeText(element.textContent);
        return;
    } catch { /* there is none, or it is not for us */ }
    const selection = window.getSelection();
    selection.selectAllChildren(element);
    document.execCommand('copy');
    selection.removeAllRanges();
}

function addCopy(main) {
    const words = main.querySelector('#cite-as');
    if (!words)
        return;
    const tool = button('copy', 'copy');
    tool.addEventListener('click', async () => {
        await copy(words);
        tool.textContent = say('copied');
        tell(say('copied'));
        setTimeout(() => { tool.textContent = say('copy'); }, COPIED_MS);
    });
    words.after(document.createElement('dd'));
    words.nextElementSibling.append(tool);
}

function addPrint(main) {
    const tool = button('print', 'print');
    tool.addEventListener('click', () => window.print());
    main.querySelector('.on-page').append(tool);
}

// Where the search is the page before this one it is shown as it was left,
// scrolled where it was; links within this page are steps of their own.
function addBack(main) {
    const link = main.querySelector('.back a');
    const steps = history.length;
    link?.addEventListener('click', event => {
        if (document.referrer !== link.href || history.length !== steps ||
            !isPlainClick(event))
            return;
        event.preventDefault();
        history.back();
    });
}

function start(main) {
    if (!document.body.classList.contains('document'))
        return;
    addPrint(main);
    addCopy(main);
    addBack(main);
}

export function init() {
    onShown(start);
}
