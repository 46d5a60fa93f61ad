module.exports = 'by main';
