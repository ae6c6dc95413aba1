// The events of CONTRACT §2 as a user of the official client writes them. The same for every choice of transports.
"use strict";

const assert = require("node:assert/strict");

const NAME = "Ada Ünïcode 🦊";

module.exports = {
  "a client hears of itself, by the id that its own library knows": async (world) => {
    const ada = await world.connect(NAME);

    const self = await ada.inbox.first("client-connected", ({ clientId }) => clientId === ada.id);

    assert.deepEqual(self, { clientId: ada.id, clientName: NAME, message: "Client connected" });
    assert.match(ada.id, /^[A-Za-z0-9_-]{20,}$/);
  },

  "the name comes from auth given by a function": async (world) => {
    const ada = await world.visitor("ada", { auth: (give) => give({ clientName: "by function" }) }).connected();

    assert.equal((await ada.inbox.first("client-connected", ({ clientId }) => clientId === ada.id)).clientName, "by function");
  },

  "the name comes from the query": async (world) => {
    const ada = await world.visitor("ada", { query: { clientName: NAME } }).connected();

    assert.equal((await ada.inbox.first("client-connected", ({ clientId }) => clientId === ada.id)).clientName, NAME);
  },

  "a client without a name is anonymous": async (world) => {
    const ada = await world.visitor("ada").connected();

    const self = await ada.inbox.first("client-connected", ({ clientId }) => clientId === ada.id);

    assert.equal(self.clientName, "anonymous");
  },

  "the others hear who comes and who goes": async (world) => {
    const ada = await world.connect("ada");
    const bob = await world.connect("bob");
    const id = bob.id;

    assert.deepEqual(await ada.inbox.first("client-connected", ({ clientId }) => clientId === id), {
      clientId: id,
      clientName: "bob",
      message: "Client connected",
    });
    bob.close();

    assert.deepEqual(await ada.inbox.first("client-disconnected", ({ clientId }) => clientId === id), {
      clientId: id,
      clientName: "bob",
      message: "Client disconnected",
    });
  },

  "joining and leaving are acknowledged": async (world) => {
    const ada = await world.connect("ada");
    const room = world.room();
    const acknowledge = { clientId: ada.id, clientName: "ada", success: true, resourceId: room, roomName: room };

    assert.deepEqual(await ada.ask("join-room", { roomName: room }), acknowledge);
    assert.deepEqual(await ada.ask("join-room", { roomName: room }), acknowledge, "joining twice is a success");
    assert.deepEqual(await ada.ask("leave-room", { roomName: room }), acknowledge);
    assert.deepEqual(await ada.ask("leave-room", { roomName: room }), acknowledge, "so is leaving a room one isn't in");
  },

  "an acknowledgement comes to a callback too": async (world) => {
    const ada = await world.connect("ada");
    const room = world.room();

    const answers = await new Promise((resolve) => ada.emit("join-room", { roomName: room }, (...args) => resolve(args)));

    assert.equal(answers.length, 1);
    assert.equal(answers[0].roomName, room);
  },

  "the older names watch and unwatch do the same": async (world) => {
    const ada = await world.connect("ada");
    const bob = await world.connect("bob");
    const room = world.room();
    const acknowledge = { clientId: ada.id, clientName: "ada", success: true, resourceId: room, roomName: room };
    await bob.join(room);

    assert.deepEqual(await ada.ask("watch-resource", { resourceId: room }), acknowledge);
    assert.equal((await bob.ask("message", world.message(room, "while watching"))).recipients, 1);
    assert.deepEqual(await ada.ask("unwatch-resource", { resourceId: room }), acknowledge);
    assert.equal((await bob.ask("message", world.message(room, "after that"))).recipients, 0);

    await ada.join(room);
    await world.fence(bob, room, ada);
    assert.deepEqual(ada.inbox.all("message-reply").map(({ message }) => message), ["while watching"]);
  },

  "either name of a room's field does": async (world) => {
    const ada = await world.connect("ada");
    const room = world.room();

    for (const event of ["join-room", "watch-resource", "leave-room", "unwatch-resource"]) {
      for (const data of [{ roomName: room }, { resourceId: room }, { roomName: room, resourceId: room }]) {
        assert.equal((await ada.ask(event, data)).success, true, `${event} ${JSON.stringify(data)}`);
      }
    }
  },

  "joining and leaving need no acknowledgement": async (world) => {
    const ada = await world.connect("ada");
    const room = world.room();

    ada.emit("join-room", { roomName: room });
    assert.equal((await ada.ask("message", world.message(room, "in", { replyToSender: true }))).recipients, 1);
    ada.emit("leave-room", { roomName: room });
    assert.equal((await ada.ask("message", world.message(room, "out", { replyToSender: true }))).recipients, 0);

    assert.deepEqual(ada.inbox.all("message-reply").map(({ message }) => message), ["in"]);
    assert.deepEqual(ada.inbox.all("error"), []);
  },

  "a message reaches the others in the room as it was sent, and not its sender": async (world) => {
    const [ada, bob, eve] = await Promise.all(["ada", "bob", "eve"].map((name) => world.connect(name)));
    const room = world.room();
    await Promise.all([ada.join(room), bob.join(room), eve.join(world.room())]);
    const sent = [
      { timestamp: "2026-01-31T12:00:00.123Z", replyToSender: false, ...world.message(room, "first") },
      world.message(room, "second"),
    ];

    for (const message of sent) {
      assert.deepEqual(await ada.ask("message", message), { success: true, roomName: room, recipients: 1 });
    }

    const received = await bob.inbox.several("message-reply", 2);
    assert.equal(JSON.stringify(received), JSON.stringify(sent), "no field is lost, invented or moved");
    await world.fence(ada, room, ada, bob);
    assert.deepEqual(ada.inbox.all("message-reply"), []);
    assert.deepEqual(eve.inbox.all("message-reply"), []);
  },

  "the sender gets its message too when it says so and is in the room": async (world) => {
    const [ada, bob, eve] = await Promise.all(["ada", "bob", "eve"].map((name) => world.connect(name)));
    const room = world.room();
    await Promise.all([ada.join(room), bob.join(room)]);
    const message = world.message(room, "to all", { replyToSender: true });

    assert.equal((await ada.ask("message", message)).recipients, 2);
    assert.deepEqual(await ada.inbox.first("message-reply"), message);
    assert.deepEqual(await bob.inbox.first("message-reply"), message);

    const foreign = world.message(room, "from outside", { replyToSender: true });
    assert.deepEqual(await eve.ask("message", foreign), { success: true, roomName: room, recipients: 2 });
    await bob.inbox.first("message-reply", ({ id }) => id === foreign.id);
    await eve.join(room);
    await world.fence(eve, room, eve);
    assert.deepEqual(eve.inbox.all("message-reply"), []);
  },

  "the connection says who the sender is, whatever the message claims": async (world) => {
    const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name)));
    const room = world.room();
    await Promise.all([ada.join(room), bob.join(room)]);

    ada.emit("message", world.message(room, "I am Bob", { clientId: bob.id, clientName: "bob" }));

    await bob.inbox.first("message-reply");
    await world.fence(ada, room, ada, bob);
    assert.deepEqual(ada.inbox.all("message-reply"), []);
  },

  "a message to a room that nobody is in reaches nobody": async (world) => {
    const ada = await world.connect("ada");
    const room = world.room();

    assert.deepEqual(await ada.ask("message", world.message(room)), { success: true, roomName: room, recipients: 0 });
  },

  "channels reaches everyone in the room, the sender included": async (world) => {
    const [ada, bob, eve] = await Promise.all(["ada", "bob", "eve"].map((name) => world.connect(name)));
    const room = world.room();
    await Promise.all([ada.join(room), bob.join(room)]);
    const update = world.update(room);

    assert.deepEqual(await ada.ask("channels", update), { success: true, roomName: room, recipients: 2 });
    assert.equal(JSON.stringify(await ada.inbox.first("resource-update")), JSON.stringify(update));
    assert.equal(JSON.stringify(await bob.inbox.first("resource-update")), JSON.stringify(update));

    const foreign = world.update(room, "from outside");
    eve.emit("channels", foreign);
    assert.deepEqual(await bob.inbox.first("resource-update", ({ id }) => id === foreign.id), foreign);
    await eve.join(room);
    await world.fence(eve, room, eve);
    assert.equal(eve.inbox.all("resource-update").length, 1);
  },

  "a client that goes leaves its rooms, and an empty room is gone": async (world) => {
    const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name)));
    const id = bob.id;
    const room = world.room();
    await bob.join(room);
    assert.equal((await ada.ask("message", world.message(room))).recipients, 1);
    assert.equal((await world.http("GET", `/rooms/${room}`)).body.members[0].clientId, id);

    bob.close();
    await ada.inbox.first("client-disconnected", ({ clientId }) => clientId === id);

    assert.equal((await ada.ask("message", world.message(room))).recipients, 0);
    assert.equal((await world.http("GET", `/rooms/${room}`)).status, 404);
  },
};
