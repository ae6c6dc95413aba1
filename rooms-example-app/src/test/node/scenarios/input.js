// Wrong input is answered with an error to its sender alone, and the connection stays (CONTRACT §2).
"use strict";

const assert = require("node:assert/strict");

const MESSAGE_FIELDS = ["id", "clientId", "clientName", "roomName", "messageType", "message", "timestamp"];

/** The error of that event; after it the connection must still do its work. */
async function refusal(world, visitor, event, ...data) {
  const before = visitor.inbox.all("error").length;
  const id = visitor.id;
  visitor.emit(event, ...data);
  const error = (await visitor.inbox.several("error", before + 1))[before];
  const room = world.room();
  assert.equal((await visitor.join(room)).success, true, "the connection stays open");
  await visitor.ask("leave-room", { roomName: room });
  assert.equal(visitor.id, id, "it is the same connection");
  assert.equal(visitor.inbox.all("error").length, before + 1, "one error for one event");
  assert.equal(error.event, event);
  assert.equal(typeof error.message, "string");
  return error;
}

const fields = (error) => [...new Set(error.errors.map(({ field }) => field))].sort();

module.exports = {
  "every missing field of a message is named": async (world) => {
    const ada = await world.connect("ada");

    const error = await refusal(world, ada, "message", {});

    assert.deepEqual(fields(error), [...MESSAGE_FIELDS].sort());
    error.errors.forEach(({ message }) => assert.equal(typeof message, "string"));
  },

  "every wrong field of a message is named, unknown ones too": async (world) => {
    const ada = await world.connect("ada");
    const wrong = {
      ...world.message(world.room()),
      id: " ",
      clientName: 7,
      timestamp: "yesterday",
      replyToSender: "yes",
      nonsense: 1,
      more: { deep: true },
    };

    const error = await refusal(world, ada, "message", wrong);

    assert.deepEqual(fields(error), ["clientName", "id", "more", "nonsense", "replyToSender", "timestamp"]);
  },

  "every wrong field of a channel update is named": async (world) => {
    const ada = await world.connect("ada");

    const error = await refusal(world, ada, "channels", { id: "1", feature: "", roomName: "x", message: null });

    assert.deepEqual(fields(error), ["feature", "message", "resourceId", "roomName", "subFeature"]);
  },

  "nobody else hears of wrong input": async (world) => {
    const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name)));
    const room = world.room();
    await Promise.all([ada.join(room), bob.join(room)]);

    await refusal(world, ada, "message", { ...world.message(room), nonsense: 1 });

    await world.fence(ada, room, bob);
    assert.deepEqual(bob.inbox.all("error"), []);
    assert.deepEqual(bob.inbox.all("message-reply"), []);
  },

  "data that is no object is refused": async (world) => {
    const ada = await world.connect("ada");
    for (const event of ["message", "channels", "join-room", "leave-room", "watch-resource", "unwatch-resource"]) {
      for (const data of [[], ["text"], [7], [null], [true], [[]], [[{}]]]) {
        await refusal(world, ada, event, ...data);
      }
    }
  },

  "a join without a room, or with another field, is refused": async (world) => {
    const ada = await world.connect("ada");
    const room = world.room();

    assert.deepEqual(fields(await refusal(world, ada, "join-room", {})), ["roomName"]);
    assert.deepEqual(fields(await refusal(world, ada, "join-room", { roomName: " " })), ["roomName"]);
    assert.deepEqual(fields(await refusal(world, ada, "join-room", { roomName: 7 })), ["roomName"]);
    assert.deepEqual(fields(await refusal(world, ada, "join-room", { roomName: "r".repeat(257) })), ["roomName"]);
    assert.deepEqual(fields(await refusal(world, ada, "leave-room", { roomName: room, extra: 1 })), ["extra"]);
    const differing = await refusal(world, ada, "join-room", { roomName: room, resourceId: "another" });
    assert.deepEqual(fields(differing), ["resourceId", "roomName"]);
  },

  "a refused join is acknowledged as a failure too": async (world) => {
    const ada = await world.connect("ada");

    const acknowledge = await ada.ask("join-room", { roomName: "lobby", extra: 1 });

    assert.equal(acknowledge.success, false);
    assert.equal(acknowledge.clientId, ada.id);
    assert.equal(acknowledge.roomName, "lobby");
    assert.equal(acknowledge.resourceId, "lobby");
    assert.match(acknowledge.error, /extra/);
    assert.deepEqual(fields(await ada.inbox.first("error")), ["extra"]);
  },

  "an event that isn't there is refused": async (world) => {
    const ada = await world.connect("ada");
    for (const event of ["no-such-event", "__proto__", "constructor", "toString", "message-reply", "error", "ack"]) {
      await refusal(world, ada, event, { roomName: "lobby" });
    }
  },

  "binary attachments are refused": async (world) => {
    const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name)));
    const room = world.room();
    await Promise.all([ada.join(room), bob.join(room)]);
    const bytes = Buffer.from([1, 2, 3, 4]);

    await refusal(world, ada, "message", bytes);
    await refusal(world, ada, "message", world.message(room, bytes));
    await refusal(world, ada, "message", { ...world.message(room), extra: [new Uint8Array(70_000), bytes] });
    await refusal(world, ada, "join-room", { roomName: bytes });
    await refusal(world, ada, "no-such-event", bytes);

    await world.fence(ada, room, bob);
    assert.deepEqual(bob.inbox.all("message-reply"), []);
  },

  "binary attachments are refused when an acknowledgement is asked for": async (world) => {
    const ada = await world.connect("ada");

    const acknowledge = await ada.ask("join-room", { roomName: Buffer.from("lobby") });

    assert.equal(acknowledge.success, false);
    assert.equal((await ada.inbox.first("error")).event, "join-room");
    assert.equal((await ada.join(world.room())).success, true);
  },

  "the placeholder of an attachment that isn't there is only an object": async (world) => {
    const ada = await world.connect("ada");

    const error = await refusal(world, ada, "message", world.message(world.room(), { _placeholder: true, num: 0 }));

    assert.deepEqual(fields(error), ["message"]);
  },

  "a message over the size limit ends the connection, and the client comes back": async (world) => {
    const ada = await world.connect("ada", { reconnection: true, reconnectionDelay: 10 });
    const bob = await world.connect("bob");
    const room = world.room();
    await bob.join(room);

    ada.emit("message", world.message(room, "x".repeat(1024 * 1024)));

    const reason = await ada.inbox.first("(disconnect)");
    assert.ok(["transport close", "transport error"].includes(reason), reason);
    await ada.connected(2);
    assert.equal((await ada.ask("message", world.message(room, "back"))).recipients, 1);
    assert.equal((await bob.inbox.first("message-reply")).message, "back");
  },
};
