const module = await 5; console.log("ran", module);
