export default 'fine';
