#!/usr/bin/env minijs
// A hashbang line is skipped.
console.log('after the hashbang');
