// What is no UTF-8 is shown as U+FFFD.
console.log("aÿÃb", "ğŸ˜".length);
