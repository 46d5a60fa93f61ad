await 1; throw new Error("failed");
