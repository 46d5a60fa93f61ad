// Character classes: Unicode properties, operations on sets, case, and what is taken as it stands.
const letters = (pattern, text) => console.log(String(pattern), JSON.stringify(text.match(pattern)));

letters(/[\d\-x]/g, '1-x\\');
letters(/[^\W_]+/g, 'a_b é');
letters(/[a-\d]/g, 'a-b5');
letters(/[]|[^]/g, 'a\n');
letters(/[\b\cA\x41\u0042\103\0]/g, '\b\x01ABC\0');
letters(/\c/g, '\\c');
letters(/\8\1(a)/g, '8a');
letters(/a{,2}]}/g, 'a{,2}]}');

letters(/\p{Lu}\P{Lu}/gu, 'aBcDÉf');
letters(/[\p{Script=Greek}--[α-γ]]+/gv, 'αβγδε');
letters(/[\p{L}&&\p{ASCII}]+/gv, 'naïve');
letters(/[\w--\d--[xyz]]+/gv, 'a1xyz_');
letters(/[\q{abc|d|}x]/gv, 'abcdabx');
letters(/^\p{RGI_Emoji}$/v, '👩‍💻');
letters(/[^\p{Emoji}\d]+/gv, 'a1😀b');
letters(/\p{Emoji_Keycap_Sequence}/gv, '1️⃣2');

letters(/[a-z]+/gi, 'aBſK');
letters(/[a-z]+/giu, 'aBſK');
letters(/ß/giu, 'ẞß');
letters(/σ+/gi, 'σςΣ');
letters(/[^x]/giu, 'xXy');
letters(/\w+/giu, 'aſK');
letters(/\P{Lu}+/giu, 'aB');
letters(/\P{Lu}+/giv, 'aB1');
letters(/(?i:a)b(?-i:c)/gi, 'ABc aBC');
letters(/(.)\1/giu, 'aAſs');
letters(/\b.\B/giu, 'ſa');

letters(/^.$/, '😀');
letters(/^.$/u, '😀');
letters(/\ud83d/, '😀');
letters(/\ud83d/u, '😀');
letters(/[😀-😂]/gu, '😁😃');
letters(/.$/gm, 'a\nb\r\nc\u2028d');
letters(/(?s:.)(?m:^)./g, 'a\nb');
