throw new Error('in an ES module');
