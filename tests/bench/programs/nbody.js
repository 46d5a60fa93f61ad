// Doubles in object properties: planets pulling at each other.
class Body { constructor(x, y, z, vx, vy, vz, mass) { this.x = x; this.y = y; this.z = z; this.vx = vx; this.vy = vy; this.vz = vz; this.mass = mass; } }
const bodies = [new Body(0, 0, 0, 0, 0, 0, 39), new Body(4.8, -1.1, -0.1, 0.6, 2.8, -0.02, 0.03), new Body(8.3, 4.1, -0.4, -1.0, 1.8, 0.008, 0.01), new Body(12.8, -15.1, -0.2, 1.0, 0.8, -0.01, 0.001), new Body(15.3, -25.9, 0.1, 0.9, 0.5, -0.03, 0.002)];
function advance(dt) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      const d2 = dx * dx + dy * dy + dz * dz;
      const mag = dt / (d2 * Math.sqrt(d2));
      a.vx -= dx * b.mass * mag; a.vy -= dy * b.mass * mag; a.vz -= dz * b.mass * mag;
      b.vx += dx * a.mass * mag; b.vy += dy * a.mass * mag; b.vz += dz * a.mass * mag;
    }
  }
  for (const b of bodies) { b.x += dt * b.vx; b.y += dt * b.vy; b.z += dt * b.vz; }
}
for (let i = 0; i < 60000; i++) advance(0.001);
console.log(bodies[0].x.toFixed(9), bodies[4].vz.toFixed(9));
