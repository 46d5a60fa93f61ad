module.exports = 'required thing';
