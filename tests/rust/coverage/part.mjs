export function half(n) {
  return n / 2;
}
export function never() {
  return half(1);
}
