// What is true, and what Boolean objects do.
const values = [false, 0, -0, NaN, '', null, undefined, true, 1, -1, '0', 'false', ' ', [], {}, () => {}, Symbol(), Infinity, new Boolean(false), new String('')];
console.log(values.map((v) => (v ? 'T' : 'F')).join(''), values.map((v) => (Boolean(v) ? 'T' : 'F')).join(''), values.map((v) => (!!v ? 'T' : 'F')).join(''), values.map((v) => (!v ? 'T' : 'F')).join(''));
console.log(Boolean(), new Boolean(1), typeof new Boolean(0), new Boolean(false) ? 'objects are truthy' : '', true.toString(), false.valueOf(), String(true), true + 1, new Boolean(false) == false);
for (const v of [1, 'true', {}]) { try { Boolean.prototype.valueOf.call(v); } catch (e) { console.log(e.message); } }
if (document()) console.log('never'); else console.log('else');
function document() { return ''; }
console.log([true, false].sort(), true > false, true == '1', true == 'true', null == false, JSON.stringify([true, new Boolean(false)]));
