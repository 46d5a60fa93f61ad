#!/usr/bin/env node
console.log("ran", import.meta.main);
