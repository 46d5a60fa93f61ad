export const name = 'Ada';
export default who => `Hello, ${who}!`;
