// Between a check and what follows an await, others may have run.
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
let balance = 100;

async function withdraw(who, amount) {
  if (balance >= amount) {
    console.log(who, 'sees', balance);
    await sleep(10);
    balance -= amount;
    console.log(who, 'leaves', balance);
  }
}

withdraw('Ada', 80);
withdraw('Bob', 80);
