export default 'imported thing';
