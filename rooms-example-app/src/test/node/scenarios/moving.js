// Clients that lose their connection come back on another of three servers, for what they missed ("Connection state
// recovery"). The balancer in front of them gives each connection to the next one, so whoever comes back while nobody else
// connects comes to another server than it was on.
"use strict";

const assert = require("node:assert/strict");
const { Network } = require("../proxy");

const EVERY_MS = 20;
const RETURNS = 5; // to each of the other servers, home again, and on

/** A client behind a network of its own, in a room to which one on each server sends all the time. */
async function scene(world, lose) {
  const network = await new Network(world.url).open();
  const room = world.room();
  const senders = [];
  for (let i = 0; i < 3; i++) {
    senders.push(await world.connect(`sender ${i}`));
  }
  const ada = await world.connect("ada", {
    url: network.url,
    reconnection: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 100,
  });
  await ada.join(room);
  const sent = senders.map(() => 0);
  const texts = (sender) =>
    ada.inbox.all("message-reply").map(({ message }) => message).filter((text) => text.startsWith(`${sender}/`));
  const sending = setInterval(
    () => senders.forEach((each, i) => each.emit("message", world.message(room, `${i}/${sent[i]++}`))),
    EVERY_MS,
  );
  try {
    await ada.inbox.several("message-reply", 20);
    const id = ada.id;
    for (let time = 1; time <= RETURNS; time++) {
      await lose({ network, ada, time });
      await ada.connected(time + 1);
      assert.equal(ada.socket.recovered, true, `return ${time}`);
      assert.equal(ada.id, id, "it has its id again");
      const before = ada.inbox.all("message-reply").length;
      await ada.inbox.several("message-reply", before + 20);
    }
    clearInterval(sending);
    for (const each of senders) {
      await world.fence(each, room, ada);
    }
    senders.forEach((_, i) =>
      assert.deepEqual(texts(i), Array.from({ length: sent[i] }, (__, number) => `${i}/${number}`)),
    );
  } finally {
    clearInterval(sending);
    network.close();
  }
}

module.exports = {
  "a client whose connection breaks comes back on another server, and lacks nothing": (world) =>
    scene(world, async ({ network, ada, time }) => {
      network.cut();
      await ada.inbox.several("(disconnect)", time);
      network.mend();
    }),

  "so does one whose server doesn't know yet that it is gone, with what was on its way": (world) =>
    scene(world, async ({ network, ada, time }) => {
      const { engine } = ada.socket.io;
      network.swallow();
      engine.transport.ws.terminate(); // which the server doesn't hear of
      await ada.inbox.several("(disconnect)", time);
      network.mend();
    }),

  "a client that leaves by itself starts anew": async (world) => {
    const ada = await world.connect("ada");
    const id = ada.id;
    ada.socket.disconnect().connect();
    await ada.connected(2);
    assert.equal(ada.socket.recovered, false);
    assert.notEqual(ada.id, id);
  },
};
