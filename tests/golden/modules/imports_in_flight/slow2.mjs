await 1; await 2; export default 1;
