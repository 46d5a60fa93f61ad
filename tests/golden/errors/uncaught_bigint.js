// exit: 1
function go() {
  throw 10n;
}
go();
