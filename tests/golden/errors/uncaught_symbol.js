// exit: 1
function go() {
  throw Symbol('quiet');
}
go();
