await 1; throw new Error("failed 2");
