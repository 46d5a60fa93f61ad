// exit: 1
function go() {
  throw { name: 'N', message: 'm', stack: 'a stack' };
}
go();
