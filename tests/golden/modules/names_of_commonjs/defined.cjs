Object.defineProperty(exports, '__esModule', { value: true });
Object.defineProperty(exports, 'getter', { enumerable: true, get: function () { return inner.x; } });
const inner = { x: 1 };
Object.defineProperty(exports, 'unseen', { get: () => 1 });
