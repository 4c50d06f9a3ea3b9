// texts.js - what scripts say, in the language of the page.

const texts = {
    // live.js
    failed: ['Chưa lấy được kết quả: không kết nối được với máy chủ.',
        'No results: the server cannot be reached.'],
    refused: ['Chưa lấy được kết quả: máy chủ đang bận.',
        'No results: the server is busy.'],
    tooLong: ['Câu hỏi dài quá, máy chủ không nhận.',
        'The question is too long for the server.'],
    again: ['Thử lại', 'Try again'],
    // suggest.js
    suggestions: ['Gợi ý', 'Suggestions'],
    suggested: ['gợi ý, dùng phím mũi tên để chọn',
        'suggestions, choose with the arrow keys'],
    words: ['Từ ngữ', 'Words'],
    number: ['Số hiệu', 'Number'],
    campaign: ['Cuộc vận động', 'Campaign'],
    province: ['Tỉnh', 'Province'],
    type: ['Loại', 'Type'],
    document: ['Văn bản', 'Document'],
    // timeline.js
    found1: ['văn bản', 'document'],
    foundMany: ['văn bản', 'documents'],
    barsEnter: ['Nhấn Enter để lọc', 'Press Enter to apply'],
    barsKeys: ['Phím mũi tên để đi qua các cột, giữ Shift để chọn một ' +
        'khoảng, Enter để lọc',
    'Arrow keys move over the bars, with Shift they choose a range, Enter ' +
        'applies it'],
    // hits.js
    match: ['Chỗ khớp', 'Match'],
    nextMatch: ['Chỗ khớp sau', 'Next match'],
    previousMatch: ['Chỗ khớp trước', 'Previous match'],
    // document.js
    print: ['In', 'Print'],
    copy: ['Sao chép', 'Copy'],
    copied: ['Đã sao chép', 'Copied'],
    // help.js
    insert: ['Chèn', 'Insert'],
    // graph.js
    openDocument: ['Mở văn bản', 'Open the document'],
    openNumber: ['Mở trang của số này', 'Open the page of the number'],
    walked: ['Đã đi qua', 'The way here'],
    graphKeys: ['Phím mũi tên để sang văn bản khác, Enter để tới đó.',
        'Arrow keys move between documents, Enter goes there.'],
    graphOpenKey: ['Phím O để mở văn bản.', 'O opens the document.'],
};

const column = document.documentElement.lang === 'en' ? 1 : 0;

export function say(key) {
    return texts[key][column];
}

// 12.345 or 12,345, as the pages write it.
export function count(n) {
    return n.toLocaleString(column ? 'en' : 'vi');
}
