// exit: 1
const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;
