exports.x = 'a .js without a type';
