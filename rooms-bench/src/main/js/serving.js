// The servers' side of ServerProcess: tells the port and, on each line of standard input, the live heap in KiB.
"use strict";

const collectGarbage = typeof Bun === "undefined" ? gc : () => Bun.gc(true);

function untilInputEnds(port) {
  console.log(`PORT ${port}`);
  process.stdin.on("data", () => {
    collectGarbage();
    collectGarbage();
    // What the heap doesn't use it gives back, so none of it is spare.
    console.log(`HEAP ${Math.round(process.memoryUsage().heapUsed / 1024)} 0`);
  });
  process.stdin.on("end", () => process.exit());
}

module.exports = { untilInputEnds };
