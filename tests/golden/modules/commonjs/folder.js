module.exports = 'a file beside a folder';
