// strings.mjs - 200 strings that are not harmless, by what they try.  They
// stand in titles, texts, ids, names of files and queries of hostile.mjs.

const scripts = [ // elements that run something
    '<script>alert(1)</script>', '<ScRiPt src=//x.example/a.js></sCrIpT>',
    '<script >alert(1)</script >', '<<script>alert(1)//<</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>', '<script/x>alert(1)',
    '<img src=x onerror=alert(1)>', '<IMG SRC="x" ONERROR="alert(1)"',
    '<img src=`x` onerror=`alert(1)`>', '<img/src/onerror=alert(1)>',
    '<svg onload=alert(1)>', '<svg><script>alert(1)</script></svg>',
    '<svg><animate onbegin=alert(1) attributeName=x>',
    '<svg><a xlink:href="javascript:alert(1)"><text y=9>x</text></a></svg>',
    '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;">',
    '<object data="data:text/html,x"></object>', '<embed src=//x.example>',
    '<body onload=alert(1)>', '<video><source onerror=alert(1)></video>',
    '<details open ontoggle=alert(1)>', '<marquee onstart=alert(1)>x',
    '<input autofocus onfocus=alert(1)>', '<form action=//x.example><button>',
    '<a href="javascript:alert(1)">bấm</a>', '<a href=//x.example>bấm</a>',
    '<base href="//x.example/">', '<link rel=stylesheet href=//x.example>',
    '<meta http-equiv=refresh content="0;url=//x.example">',
    '<style>@import "//x.example";</style>', '<p style="position:fixed">x</p>',
    '<template><img src=x onerror=alert(1)></template>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<x onclick=alert(1) id=q>x</x>', '<b>đậm</b> <i>nghiêng</i>',
    '<mark>tô</mark>', '</mark><script>alert(1)</script><mark>',
    '<mark onmouseover=alert(1)>x</mark>',
];
const attributes = [ // ends of an attribute
    '" onmouseover="alert(1)', "' onmouseover='alert(1)",
    '` onmouseover=`alert(1)', '" autofocus onfocus="alert(1)" x="',
    '"><script>alert(1)</script>', "'><script>alert(1)</script>",
    '"/><img src=x onerror=alert(1)>', '" style="color:red" "',
    '"><svg/onload=alert(1)>', '">x</a><a href="//x.example',
    "'\"><img src=x>", '\\" onclick=\\"alert(1)', '\\\'"', 'a"b\'c`d<e>f&g',
    '" formaction="javascript:alert(1)', 'x=y>z<w', '">\'>`>', '"',
    "'", '`', '<', '>', '&', '\\', '"\n onclick="alert(1)',
];
const addresses = [ // what a link must not become
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:alert(1)',
    ' javascript:alert(1)', 'javascript&colon;alert(1)', '\u0001javascript:x',
    'data:text/html,<script>alert(1)</script>', 'vbscript:msgbox(1)',
    '//x.example/', 'https://x.example/', 'https:x.example', '\\\\x.example\\',
    '/\\x.example', 'mailto:a@x.example', 'file:///etc/passwd', '#q', '?q=1',
    '?q=1&q=2#x', 'a&lang=en', 'x;y=1', '%0d%0aSet-Cookie:a=1',
    '%3Cscript%3Ealert(1)%3C/script%3E', '%253Cscript%253E', '+%20%2B%26',
    '100% hàng Việt', '%', '%zz', '%00', '%c0%af', '%u0041',
];
const references = [ // character references, whole and broken
    '&lt;script&gt;alert(1)&lt;/script&gt;', '&amp;lt;script&amp;gt;',
    '&#60;script&#62;', '&#x3c;img src=x&#x3e;', '&lt', '&ltscript', '&amp',
    '&notin;', '&NotEqualTilde;', '&copy2026', '&#0;', '&#xD800;',
    '&#x110000;', '&#128;', '&unknown;', 'AT&T', 'a && b', '&;', '&#;',
    '&quot;&apos;&#39;&#34;',
];
const places = [ // ends of the place that text stands in
    '<!--', '-->', '--!>', '<!-->', '<!-- x --!><script>', ']]>',
    '<![CDATA[x]]>', ']]]]><![CDATA[>', '<?xml version="1.0"?>', '<?php x ?>',
    '<!DOCTYPE html>', '<!ENTITY x SYSTEM "file:///etc/passwd">&x;',
    '</title><script>alert(1)</script>', '</textarea><img src=x>',
    '</style><b>', '</script><script>alert(1)</script>', '</body></html>',
    '</form><form id=search>', '</entry></feed>', '<plaintext>',
];
const letters = [ // what Unicode has to offer
    '\u202Egnv tệiv\u202C', '\u2066x\u2069', '\u200F\u200E', 'a\u200Bb\u200Dc',
    '\uFEFFđầu', '\uFFFDx', 'x\uFFFEy\uFFFFz', '\u{1FFFE}x', '\u{10FFFF}x',
    '\uE000\uF8FF', '＜script＞alert(1)＜/script＞', 'ﬁ ﬂ Ⅷ ①',
    'e\u0302\u0301 o\u031B\u0323', 'x' + '\u0301'.repeat(40), '𝐇𝐚̀𝐧𝐠',
    '👩‍👩‍👧‍👦 🇻🇳', 'ẋ\u2028y\u2029z', 'x\u0085y\u00A0z', 'đĐ₫ ơƯ', '\u00AD‑–—',
];
const controls = [ // none of HTML's, XML's or a header's
    'x\u0000y', 'x\u0001\u0002y', 'x\u0007\u0008y', 'x\u000B\u000Cy',
    'x\u001B[31mđỏ\u001B[0m', 'x\u007Fy', 'x\u0080\u009Fy', 'x\ty', 'x\ny',
    'x\r\nSet-Cookie: a=1\r\n\r\n<script>',
];
const queries = [ // half of the query language
    '"hở', '(((((', ')))))', 'AND OR NOT', 'số: dẫn: tỉnh:', '-', '+', '*',
    'a*b*', '=~=', 'từ:2023-99 đến:x', '((a OR "b) -"c', 'số:"', 'NOT NOT a',
    '""""""', '()', ': :', '-- --help', 'a^10~5', '[1 TO 9] {x}',
];
const languages = [ // of other machines
    '${7*7} #{7*7} {{7*7}} <%= 7*7 %>', '%s%s%n%x', "'; DROP TABLE docs; --",
    '=HYPERLINK("//x.example")', '@SUM(1+1)', '../../../../etc/passwd',
    '..\\..\\windows', '/etc/passwd', './.', '$(id) `id` ; id | id',
    '{"a":1}', '\\u003cscript\\u003e', '[]}"', 'null', 'NaN',
];

export const strings = [...scripts, ...attributes, ...addresses,
    ...references, ...places, ...letters, ...controls, ...queries,
    ...languages];
