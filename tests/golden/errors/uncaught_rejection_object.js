// exit: 1
Promise.reject({ some: 'object' });
