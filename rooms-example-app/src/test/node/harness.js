// Runs one file of scenarios against a server, and tells each result in one line of JSON on the standard output:
//
//   node harness.js FILE URL default|websocket|polling
//
//   {"plan":["...", ...]}                        first: what is going to run
//   {"name":"...","ok":true}                     one for each, in that order
//   {"name":"...","ok":false,"message":"..."}
//
// A scenario may ask whoever started it for something that it can't do itself, such as to end the server, by
// {"ask":"..."}, and goes on when it reads a line.
"use strict";

const path = require("node:path");
const readline = require("node:readline");
const { World } = require("./world");

const SCENARIO_MS = 60_000;
const ENOUGH_FAILURES = 5;

const TRANSPORTS = { default: undefined, websocket: ["websocket"], polling: ["polling"] };

const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");

const answers = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function ask(what) {
  say({ ask: what });
  const answer = await answers.next();
  if (answer.done) {
    throw new Error(`nobody answered '${what}'`);
  }
  return answer.value;
}

async function run(name, scenario, url, transport) {
  const world = new World(url, transport, TRANSPORTS[transport], ask);
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${SCENARIO_MS} ms`)), SCENARIO_MS);
  });
  try {
    await Promise.race([scenario(world), late]);
    say({ name, ok: true });
    return true;
  } catch (failure) {
    say({ name, ok: false, message: `${failure?.stack ?? failure}\n${world.history()}` });
    return false;
  } finally {
    clearTimeout(timer);
    world.close();
  }
}

async function main([file, url, transport]) {
  if (!(transport in TRANSPORTS)) {
    throw new Error(`'${transport}' isn't one of ${Object.keys(TRANSPORTS)}`);
  }
  const scenarios = Object.entries(require(path.resolve(file)));
  say({ plan: scenarios.map(([name]) => name) });
  let failures = 0;
  for (const [name, scenario] of scenarios) {
    if (failures < ENOUGH_FAILURES) { // else the others would only wait in vain as well
      failures += (await run(name, scenario, url, transport)) ? 0 : 1;
    }
  }
  process.exit(0); // whatever a scenario left open
}

process.on("unhandledRejection", (failure) => {
  console.error(failure);
  process.exit(2);
});
main(process.argv.slice(2));
