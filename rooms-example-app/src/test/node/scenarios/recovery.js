// Clients that lose their network come back for what they missed (Socket.IO 4.6, "Connection state recovery"). The server
// is Stage.
"use strict";

const assert = require("node:assert/strict");
const { setTimeout: pause } = require("node:timers/promises");
const { Network } = require("../proxy");

const CUT_MS = 5_000;
const EVERY_MS = 5;

const numbers = (visitor, event) => visitor.inbox.all(event).map(({ message }) => Number(message));

/** A client behind a network of its own, in a room to which another sends all the time. */
async function scene(world, act) {
  const network = await new Network(world.url).open();
  const room = world.room();
  const sender = await world.connect("sender");
  const ada = await world.connect("ada", {
    url: network.url,
    reconnection: true,
    reconnectionDelay: 100,
    reconnectionDelayMax: 200,
  });
  await ada.join(room);
  if (world.transport === "default") {
    await ada.upgraded();
  }
  let sent = 0;
  const sending = setInterval(() => sender.emit("message", world.message(room, String(sent++))), EVERY_MS);
  try {
    await ada.inbox.several("message-reply", 20);
    const [id, before] = [ada.id, sent];
    await act({ network, ada, sender, room });
    assert.equal(ada.id, id, "it has its id again");
    const after = sent;
    await ada.inbox.first("message-reply", ({ message }) => Number(message) > after + 20);
    clearInterval(sending);
    await world.fence(sender, room, ada);

    assert.ok(after > before, "some were sent meanwhile");
    assert.deepEqual(
      numbers(ada, "message-reply"),
      Array.from({ length: sent }, (_, number) => number),
    );
  } finally {
    clearInterval(sending);
    network.close();
  }
}

async function back(ada, connections) {
  await ada.connected(connections);
  assert.equal(ada.socket.recovered, true);
}

module.exports = {
  "a network that is cut for 5 s loses nothing, doubles nothing, moves nothing": async (world) => {
    await scene(world, async ({ network, ada }) => {
      network.cut();
      await ada.inbox.first("(disconnect)");
      await pause(CUT_MS);
      network.mend();
      await back(ada, 2);
    });
  },

  "what was on its way when the network died comes too": async (world) => {
    await scene(world, async ({ network, ada }) => {
      network.swallow();
      await pause(1_000);
      network.cut();
      await ada.inbox.first("(disconnect)");
      network.mend();
      await back(ada, 2);
    });
  },

  "it may be cut again and again": async (world) => {
    await scene(world, async ({ network, ada }) => {
      for (let time = 2; time <= 6; time++) {
        network.cut();
        await ada.inbox.several("(disconnect)", time - 1);
        network.mend();
        await back(ada, time);
        if (world.transport === "default") {
          // In the midst of it the client wouldn't notice before the next ping is due.
          await ada.upgraded();
        }
      }
    });
  },

  "what it sends itself while it is away arrives when it is back": async (world) => {
    await scene(world, async ({ network, ada, sender }) => {
      const room = world.room();
      await sender.join(room);
      network.cut();
      await ada.inbox.first("(disconnect)");
      for (let number = 0; number < 20; number++) {
        ada.emit("message", world.message(room, String(number)));
      }
      network.mend();
      await back(ada, 2);
      await world.fence(ada, room, sender);

      assert.deepEqual(
        numbers(sender, "message-reply"),
        Array.from({ length: 20 }, (_, number) => number),
      );
    });
  },

  "binary events and several arguments are recovered as they were": async (world) => {
    await scene(world, async ({ network, ada, sender, room }) => {
      const sent = [["one", Buffer.from([1, 2, 3])], [{ deep: Buffer.alloc(5_000, 1) }], ["three", 3, null]];
      network.cut();
      await ada.inbox.first("(disconnect)");
      for (const args of sent) {
        await sender.ask("tell", { to: [room] }, ...args);
      }
      network.mend();
      await back(ada, 2);
      await ada.inbox.several("told", 3);

      const heard = ada.inbox.entries.filter(({ event }) => event === "told").map(({ args }) => args.slice(0, -1));
      assert.deepEqual(heard, sent);
    });
  },

  "what was volatile, or for other rooms, isn't recovered": async (world) => {
    await scene(world, async ({ network, ada, sender, room }) => {
      network.cut();
      await ada.inbox.first("(disconnect)");
      await sender.ask("tell", { to: [room], volatile: true }, "volatile");
      await sender.ask("tell", { to: [world.room()] }, "elsewhere");
      await sender.ask("tell", { to: [room] }, "kept");
      network.mend();
      await back(ada, 2);
      await ada.inbox.first("told");
      await world.fence(sender, room, ada);

      assert.deepEqual(ada.inbox.all("told"), ["kept"]);
    });
  },

  "a client that leaves by itself starts anew": async (world) => {
    const ada = await world.connect("ada");
    const [first, room] = [ada.id, world.room()];
    await ada.join(room);

    ada.socket.disconnect();
    ada.socket.connect();
    await ada.connected(2);

    assert.equal(ada.socket.recovered, false);
    assert.notEqual(ada.id, first);
    assert.deepEqual(await ada.ask("who", room), []);
  },
};
