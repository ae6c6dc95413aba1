// Writes reference.jsonl anew: what socket.io-parser makes of these packets. Run it where socket.io-parser is installed:
//   npm install --no-save socket.io-parser && node reference.js > reference.jsonl
const { Decoder } = require("socket.io-parser");

const zero = '{"_placeholder":true,"num":0}';
const one = '{"_placeholder":true,"num":1}';
const bytes = (...values) => Buffer.from(values);

const cases = [
  // Connect, disconnect, connect error.
  "0", "0{}", '0{"token":"123"}', "0/custom,", "0/custom", '0/custom,{"token":"123"}', "0/random", "0/", "0/,{}",
  "0[]", "0null", '0"x"', "07", "07{}", "0{", "0{}x", "0/a/b,", "0/é,{}", "0/a,,", "0{}{}",
  "1", "1/custom,", "1/custom", "1{}", '1"x"', "1[]", "1x", "17", "1null",
  '4"no"', '4{"message":"no"}', "4[]", "4null", "4true", "4", "4abc",
  // Types.
  "", "abc", "7", "9[]", "-1", "2", "x2", "É", "2e0", "٢[]",
  // Events.
  '2["message"]', '2["message",1,"2",{"3":[true]}]', '2["a",null]', '2[1]', "2[1.5,2]", '2["" ]', '2["__proto__",1]',
  '2["constructor"]', '2["toString"]', '2 ', '2["a"] ', '2[ "a" , 1 ]', "2[]", "2{}", "2null", "2true", '2"a"', "2[null]",
  "2[true]", "2[{}]", "2[[]]", '2["connect"]', '2["connect_error"]', '2["disconnect"]', '2["disconnecting"]',
  '2["newListener"]', '2["removeListener"]', '2["Connect"]', '2["connection"]', '2["a"', '2["a"]]', '2["a"]x', '2["a",]',
  "2['a']", '2["a",01]', '2["a",NaN]', '2["a",1e5,-0,1.50]', '2["a","\\ud83d\\ude00","\\n"]', '2["\\u0061"]',
  '2/chat,["a"]', '2/chat["a"]', '2/chat,12["a"]', '2/,["a"]', '2//,["a"]', "2/chat,", "2/chat", "2abc[\"a\"]",
  '2["a",{"a":1,"b":{"c":[1,[2,[3]]]}}]', '2["a",' + zero + "]", '2["a"]\n', '2["a"]\u0000', "2[\"a\",\"\t\"]",
  // Acknowledgement ids.
  '2456["message-with-ack",1,"2",{"3":[false]}]', '20["a"]', '2007["a"]', '29007199254740991["a"]', '2-1["a"]', '21.5["a"]',
  '21e3["a"]', '2+1["a"]', "2456", '2/chat,0["a"]', '2٣["a"]',
  "3456[1,\"2\"]", "30[]", "3[]", "3456{}", "3456null", '3456"x"', "3456[", '3/chat,1[{"a":1}]', "3abc[]", "3-1[]", "31[]x",
  '31["connect"]',
  // Attachments.
  ['51-["a",' + zero + "]", bytes(1, 2)], ['52-["message",' + zero + "," + one + "]", bytes(1), bytes(2, 3)],
  ['52-["a",{"x":[' + one + "]}," + zero + "]", bytes(1), bytes(2)], ['62-789[' + zero + "," + one + "]", bytes(1), bytes(2)],
  ['51-/chat,7["a",' + zero + "]", bytes()], ['61-/chat,7[' + zero + "]", bytes(9)], ['51-["a"]', bytes(1)],
  ['51-["a",' + zero + "," + zero + "]", bytes(1)], ['51-["a",' + one + "]", bytes(1)], ['501-["a",' + zero + "]", bytes(1)],
  ['51-["a",{"_placeholder":true,"num":-1}]', bytes(1)], ['51-["a",{"_placeholder":true,"num":"0"}]', bytes(1)],
  ['51-["a",{"_placeholder":true}]', bytes(1)], ['51-["a",{"_placeholder":true,"num":0.0}]', bytes(1)],
  ['51-["a",{"_placeholder":true,"num":0,"more":1}]', bytes(1)], ['51-["a",{"_placeholder":false,"num":7}]', bytes(1)],
  ['51-["a",{"_placeholder":1,"num":7}]', bytes(1)], ['51-["a",{"\\u005fplaceholder":true,"num":0}]', bytes(1)],
  ['51-["a",{"_placeholder":true,"num":1e400}]', bytes(1)], ['51-["a",{"_placeholder":true,"num":null}]', bytes(1)],
  ['51-["a",{"_placeholder":true,"num":0.5}]', bytes(1)],
  '51-["a",' + zero + "]", '52-["a",' + zero + "]", ['52-["a",' + zero + "]", bytes(1)],
  ['51-["a",' + zero + "]", '2["b"]'], ['51-["a",' + zero + "]", bytes(1), bytes(2)], [bytes(1)], ['2["a"]', bytes(1)],
  ['51-["a",' + zero + "]", bytes(1), '2["b"]'], ['51-["a",' + zero + "]", bytes(1), '61-1[' + zero + "]", bytes(2)],
  "5", "5-", '5["a"]', '5-["a"]', '50-["a"]', '5-1-["a"]', '51["a"]', '51.5-["a"]', '5x-["a"]', '5NaN-["a"]', '5Infinity-["a"]',
  '511-["a"]', '5999999999999999999999-["a"]', '5/chat,1-["a"]', "51-", "51-{}", "51-[]", '51-["connect"]', "61-1{}", '60-1[]',
  '510-["a"]', '51-["a"]x',
  // What the reference takes by an accident of JavaScript's, and we don't.
  '2 ["a"]', '2\n["a"]', "5 1-[\"a\"]", "5+1-[\"a\"]", "50x1-[\"a\"]", "51e0-[\"a\"]", '2123456789012345678901["a"]', " ",
  "31", "2", '0/chat?token=1,{}',
];

for (const packets of cases.map((c) => [].concat(c))) {
  const decoded = [];
  const decoder = new Decoder();
  decoder.on("decoded", ({ type, nsp, id, data }) => decoded.push({ type, nsp, id, data }));
  let error;
  try {
    packets.forEach((packet) => decoder.add(packet));
  } catch (e) {
    error = e.message;
  }
  const plain = (value) =>
    Buffer.isBuffer(value) ? { base64: value.toString("base64") }
    : Array.isArray(value) ? value.map(plain)
    : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))
    : value;
  console.log(JSON.stringify({ packets: plain(packets), decoded: plain(decoded), error }));
}
