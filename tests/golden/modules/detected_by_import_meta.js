// import.meta makes a .js file a module.
console.log(typeof import.meta.url, this, typeof require);
console.log(import.meta.url.startsWith('file://'), import.meta.filename.endsWith('import_meta.js'), import.meta.dirname.length > 0);
