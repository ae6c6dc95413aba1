// What happens when the server ends and comes back. Whoever runs this must answer "terminate" by ending the server with
// SIGTERM and waiting for its end, and "start" by starting one on the same port; and must have set a heartbeat of 300 ms.
"use strict";

const assert = require("node:assert/strict");

module.exports = {
  "heartbeats keep an idle client connected": async (world) => {
    const ada = await world.connect("ada");
    let pings = 0;

    await new Promise((resolve) => ada.socket.io.on("ping", () => ++pings === 5 && resolve()));

    assert.equal((await ada.join(world.room())).success, true);
    assert.deepEqual(ada.inbox.all("(disconnect)"), []);
  },

  "clients hear that the server ends, and come back to the next one": async (world) => {
    const options = { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200 };
    const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name, options)));
    const first = ada.id;
    const room = world.room();
    await Promise.all([ada.join(room), bob.join(room)]);
    for (const visitor of [ada, bob]) {
      visitor.socket.on("connect", () => visitor.emit("join-room", { roomName: room }));
    }

    await world.ask("terminate");

    for (const visitor of [ada, bob]) {
      // With any other reason the client wouldn't come back by itself.
      const reason = await visitor.inbox.first("(disconnect)");
      assert.ok(["transport close", "transport error"].includes(reason), reason);
    }
    await world.ask("start");
    await Promise.all([ada.connected(2), bob.connected(2)]);

    assert.notEqual(ada.id, first);
    assert.ok(!ada.socket.recovered);
    await world.fence(ada, room, ada);
    await world.fence(bob, room, bob);
    assert.equal((await ada.ask("message", world.message(room, "as before"))).recipients, 1);
    assert.equal((await bob.inbox.first("message-reply")).message, "as before");
  },
};
