const noted = (module) => Object.getOwnPropertySymbols(module).map((key) => [key.description, module[key]]);
console.log(noted(module.parent), noted(module), module.id === module.filename, require.main);
