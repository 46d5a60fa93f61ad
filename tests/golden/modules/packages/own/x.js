module.exports = 'own x';
