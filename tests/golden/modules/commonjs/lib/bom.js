module.exports = "a mark at the start";
