// What the client's transports, namespaces and other ways into the same rooms bring.
"use strict";

const assert = require("node:assert/strict");

module.exports = {
  "the client has the transport that it chose": async (world) => {
    const ada = await world.connect("ada");

    if (world.transport === "default") {
      await ada.upgraded();
    }

    assert.equal(ada.transport, world.transport === "polling" ? "polling" : "websocket");
    assert.equal((await ada.join(world.room())).success, true);
  },

  "a namespace that isn't there is refused, and the others go on": async (world) => {
    const main = await world.connect("ada", { forceNew: false, multiplex: true });
    const manager = main.socket.io;

    const other = manager.socket("/no-such-namespace");
    const refused = new Promise((resolve) => other.on("connect_error", resolve));

    assert.equal((await refused).message, "Invalid namespace");
    assert.equal(other.connected, false);
    assert.equal((await main.join(world.room())).success, true);
  },

  "a connection to such a namespace alone is refused": async (world) => {
    const lost = world.visitor("lost", {}, "/no-such-namespace");

    assert.equal((await lost.inbox.first("(connect_error)")).message, "Invalid namespace");
  },

  "a client may go and come back on its connection": async (world) => {
    const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name)));
    const first = ada.id;
    const room = world.room();
    await ada.join(room);

    ada.socket.disconnect();
    await bob.inbox.first("client-disconnected", ({ clientId }) => clientId === first);
    ada.socket.connect();
    await ada.connected(2);

    assert.notEqual(ada.id, first);
    assert.equal((await bob.ask("message", world.message(room))).recipients, 0, "it is no longer in the room");
  },

  "a name that is wrong is refused": async (world) => {
    const ada = world.visitor("ada", { auth: { clientName: "a".repeat(129) } });

    const error = await ada.inbox.first("(connect_error)");

    assert.match(error.message, /clientName/);
  },

  "plain WebSocket clients share rooms with it, both ways": async (world) => {
    const ada = await world.connect("ada");
    const bob = await world.connectPlain("bob");
    const room = world.room();
    await ada.join(room);
    await bob.join(room);
    const bobsId = await bob.id();
    await ada.inbox.first("client-connected", ({ clientId }) => clientId === bobsId);

    const there = world.message(room, "to plain 🦊");
    assert.equal((await ada.ask("message", there)).recipients, 1);
    assert.equal(JSON.stringify(await bob.inbox.first("message-reply")), JSON.stringify(there));

    const back = world.message(room, "to Socket.IO 🦊");
    assert.equal((await bob.ask("message", back)).recipients, 1);
    assert.equal(JSON.stringify(await ada.inbox.first("message-reply")), JSON.stringify(back));

    const update = world.update(room);
    bob.emit("channels", update);
    assert.deepEqual(await ada.inbox.first("resource-update"), update);
    assert.deepEqual(await bob.inbox.first("resource-update"), update);

    const id = ada.id;
    ada.close();
    assert.equal((await bob.inbox.first("client-disconnected", ({ clientId }) => clientId === id)).clientName, "ada");
  },

  "it hears of plain WebSocket clients that go": async (world) => {
    const ada = await world.connect("ada");
    const bob = await world.connectPlain("bob");
    const id = await bob.id();

    bob.close();

    assert.equal((await ada.inbox.first("client-disconnected", ({ clientId }) => clientId === id)).clientName, "bob");
  },

  "what is posted to a room reaches it": async (world) => {
    const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name)));
    const room = world.room();
    await Promise.all([ada.join(room), bob.join(room)]);
    const message = world.message(room, "posted");

    const answer = await world.http("POST", "/messages/broadcast", message);

    assert.deepEqual(answer, { status: 201, body: { success: true, roomName: room, recipients: 2 } });
    assert.equal(JSON.stringify(await ada.inbox.first("message-reply")), JSON.stringify(message));
    assert.equal(JSON.stringify(await bob.inbox.first("message-reply")), JSON.stringify(message));
  },

  "what is posted in a client's name spares that client unless it says so": async (world) => {
    const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name)));
    const room = world.room();
    await Promise.all([ada.join(room), bob.join(room)]);
    const spared = world.message(room, "not to Ada", { clientId: ada.id });
    const toAll = world.message(room, "to Ada too", { clientId: ada.id, replyToSender: true });

    assert.equal((await world.http("POST", "/messages/broadcast", spared)).body.recipients, 1);
    assert.equal((await world.http("POST", "/messages/broadcast", toAll)).body.recipients, 2);

    assert.deepEqual(await bob.inbox.several("message-reply", 2), [spared, toAll]);
    await ada.inbox.several("message-reply", 1);
    assert.deepEqual(ada.inbox.all("message-reply"), [toAll]);
  },

  "what is posted to a client reaches it alone": async (world) => {
    const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name)));
    const room = world.room();
    await Promise.all([ada.join(room), bob.join(room)]);
    const usual = world.message(room, "to Ada");
    const named = world.message(room, "to Ada, as news");

    const answer = await world.http("POST", `/messages/${ada.id}`, usual);
    assert.deepEqual(answer, { status: 201, body: { success: true, clientId: ada.id } });
    assert.equal((await world.http("POST", `/messages/${ada.id}?eventName=news`, named)).status, 201);

    assert.deepEqual(await ada.inbox.first("message-reply"), usual);
    assert.deepEqual(await ada.inbox.first("news"), named);
    await world.fence(ada, room, bob);
    assert.deepEqual(bob.inbox.all("message-reply"), []);
    assert.deepEqual(bob.inbox.all("news"), []);
  },

  "what is posted to a client that went finds nobody": async (world) => {
    const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name)));
    const id = ada.id;
    ada.close();
    await bob.inbox.first("client-disconnected", ({ clientId }) => clientId === id);

    assert.equal((await world.http("POST", `/messages/${id}`, world.message("lobby"))).status, 404);
  },

  "a room named like a client is only a room": async (world) => {
    const [ada, eve] = await Promise.all(["ada", "eve"].map((name) => world.connect(name)));

    assert.equal((await eve.ask("message", world.message(ada.id, "for Ada?"))).recipients, 0);
    await eve.join(ada.id);
    assert.equal((await world.http("POST", "/messages/broadcast", world.message(ada.id, "the room"))).body.recipients, 1);
    assert.equal((await eve.inbox.first("message-reply")).message, "the room");
    await world.http("POST", `/messages/${ada.id}`, world.message("lobby", "the client"));

    assert.equal((await ada.inbox.first("message-reply")).message, "the client");
    assert.equal(eve.inbox.all("message-reply").length, 1);
  },
};
