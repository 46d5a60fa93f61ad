const e = exports;
e.hidden = 1;
// exports.comment = 1
'exports.string = 1';
