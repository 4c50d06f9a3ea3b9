// texts.js - what scripts say, in the language of the page.

const texts = {
    // live.js
    failed: ['Chưa lấy được kết quả: không nối được với máy chủ.',
        'No results: the server cannot be reached.'],
    refused: ['Chưa lấy được kết quả: máy chủ đang bận.',
        'No results: the server is busy.'],
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
    issuer: ['Cơ quan', 'Issuer'],
    document: ['Văn bản', 'Document'],
};

const column = document.documentElement.lang === 'en' ? 1 : 0;

export function say(key) {
    return texts[key][column];
}

// 12.345 or 12,345, as the pages write it.
export function count(n) {
    return n.toLocaleString(column ? 'en' : 'vi');
}
