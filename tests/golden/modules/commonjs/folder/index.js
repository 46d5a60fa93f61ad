module.exports = 'the index of a folder';
