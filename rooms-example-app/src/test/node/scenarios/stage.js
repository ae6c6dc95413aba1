// What an embedder's own events can do with Socket.IO clients. The server is Stage, which says what each event does.
"use strict";

const assert = require("node:assert/strict");

const BYTES = Buffer.from([0, 1, 2, 253, 254, 255]);
const LONG = Buffer.alloc(200_000, 7);

/** With recovery each event has one argument more, its offset. */
const told = (visitor, event) =>
  visitor.inbox.entries.filter((entry) => entry.event === event).map(({ args }) => args.slice(0, -1));

const named = async (world, ...names) => Promise.all(names.map((name) => world.connect(name)));

/** What that visitor hears in answer to this is all that it heard of the stage before. */
const settled = (visitor) => visitor.ask("echo", "settled");

module.exports = {
  "arguments come back as they were sent, any number of them": async (world) => {
    const [ada] = await named(world, "ada");
    for (const args of [[], [1], [null], ["2", { 3: [true] }], [[1, [2]], -0.5, "", {}, "🦊"], Array(50).fill("x")]) {
      // One answer is given as it is; the library's promise knows only the first.
      const answer = await new Promise((resolve) => ada.emit("echo", ...args, (...all) => resolve(all)));

      assert.deepEqual(answer, args);
    }
  },

  "binary data goes there and back in events and acknowledgements": async (world) => {
    const [ada] = await named(world, "ada");
    const args = [BYTES, { deep: [BYTES, "text", { deeper: LONG }] }, Buffer.alloc(0), "last"];

    const answer = await new Promise((resolve) => ada.emit("echo", ...args, (...all) => resolve(all)));
    ada.emit("echo", ...args);
    await ada.inbox.first("echoed");

    assert.deepEqual(answer, args);
    assert.deepEqual(told(ada, "echoed"), [args]);
  },

  "binary and text events keep their order": async (world) => {
    const [ada, bob] = await named(world, "ada", "bob");
    const room = world.room();
    await bob.join(room);
    const sent = Array.from({ length: 200 }, (_, number) =>
      number % 3 === 0 ? [number, Buffer.from(String(number))] : [number, "text"],
    );

    sent.forEach((args) => ada.emit("tell", { to: [room] }, ...args));

    await bob.inbox.several("told", sent.length);
    assert.deepEqual(told(bob, "told"), sent);
  },

  "a room gets binary data as it was, and plain clients get it as base64": async (world) => {
    const [ada, bob] = await named(world, "ada", "bob");
    const plain = await world.connectPlain("plain");
    const room = world.room();
    await Promise.all([bob.join(room), plain.join(room)]);

    ada.emit("tell", { to: [room] }, { bytes: BYTES });

    assert.deepEqual(await bob.inbox.first("told"), { bytes: BYTES });
    assert.deepEqual(await plain.inbox.first("told"), { bytes: BYTES.toString("base64") });
  },

  "the server gets the acknowledgement that it asks for": async (world) => {
    const [ada] = await named(world, "ada");
    ada.socket.on("question", (text, bytes, answer) => answer(text.toUpperCase(), bytes, { more: [1, BYTES] }));

    ada.emit("ask-me", 20_000, "why?", BYTES);
    await ada.inbox.first("answered");

    assert.deepEqual(told(ada, "answered"), [["WHY?", BYTES, { more: [1, BYTES] }]]);
  },

  "the server doesn't wait longer than it wants for an acknowledgement": async (world) => {
    const [ada] = await named(world, "ada");
    let late;
    ada.socket.on("question", (...args) => (late = args.at(-1)));

    ada.emit("ask-me", 50, "why?");
    await ada.inbox.first("unanswered");
    late("too late");
    await settled(ada);

    assert.deepEqual(told(ada, "answered"), []);
  },

  "a room's acknowledgements are gathered": async (world) => {
    const [ada, bob, eve] = await named(world, "ada", "bob", "eve");
    const room = world.room();
    await Promise.all([bob.join(room), eve.join(room)]);
    bob.socket.on("question", (text, answer) => answer("bob"));
    eve.socket.on("question", (text, answer) => answer("eve"));

    ada.emit("ask-room", room, 20_000);

    const { answers, complete } = await ada.inbox.first("answers");
    assert.deepEqual(answers.sort(), ["bob", "eve"]);
    assert.equal(complete, true);
  },

  "a room's acknowledgements come without those who don't answer": async (world) => {
    const [ada, bob, eve] = await named(world, "ada", "bob", "eve");
    const room = world.room();
    await Promise.all([bob.join(room), eve.join(room)]);
    bob.socket.on("question", (text, answer) => answer("bob"));

    ada.emit("ask-room", room, 1_000);

    assert.deepEqual(await ada.inbox.first("answers"), { answers: ["bob"], complete: false });
    assert.equal(eve.inbox.all("question").length, 1);
  },

  "several rooms are told once each, and not those left out": async (world) => {
    const [ada, bob, eve] = await named(world, "ada", "bob", "eve");
    const [one, two, three] = [world.room(), world.room(), world.room()];
    await Promise.all([bob.join(one), bob.join(two), eve.join(two), eve.join(three), ada.join(one)]);

    await ada.ask("tell", { to: [one, two] }, "both rooms");
    await ada.ask("tell", { to: [one, two], except: [three] }, "without the third");
    await Promise.all([ada, bob, eve].map(settled));

    assert.deepEqual(told(ada, "told"), [["both rooms"], ["without the third"]]);
    assert.deepEqual(told(bob, "told"), [["both rooms"], ["without the third"]]);
    assert.deepEqual(told(eve, "told"), [["both rooms"]]);
  },

  "all of a room are found, moved and sent away": async (world) => {
    const [ada, bob, eve] = await named(world, "ada", "bob", "eve");
    const [from, to] = [world.room(), world.room()];
    await Promise.all([bob.join(from), eve.join(from)]);

    assert.deepEqual((await ada.ask("who", from)).sort(), [bob.id, eve.id].sort());
    await ada.ask("gather", { from, to });
    assert.deepEqual((await ada.ask("who", to)).sort(), [bob.id, eve.id].sort());
    await ada.ask("scatter", { from, to });
    assert.deepEqual(await ada.ask("who", to), []);
    await ada.ask("dismiss", from);

    for (const visitor of [bob, eve]) {
      assert.equal(await visitor.inbox.first("(disconnect)"), "io server disconnect");
    }
    assert.deepEqual(await ada.ask("who", from), []);
    assert.equal(ada.socket.connected, true);
  },

  "a client that is sent away may come back on its connection": async (world) => {
    const [ada] = await named(world, "ada");
    const first = ada.id;

    ada.emit("leave-me");
    assert.equal(await ada.inbox.first("(disconnect)"), "io server disconnect");
    ada.socket.connect();
    await ada.connected(2);

    assert.notEqual(ada.id, first);
    assert.equal(await settled(ada), "settled");
  },

  "others hear of the rooms that a client was in when it went": async (world) => {
    const [ada, bob] = await named(world, "ada", "bob");
    const [one, two] = [world.room(), world.room()].sort();
    await Promise.all([ada.join(one), bob.join(one), bob.join(two)]);
    const id = bob.id;

    bob.close();

    assert.deepEqual(await ada.inbox.first("leaving"), { clientId: id, rooms: [one, two] });
  },

  "a listener hears every event": async (world) => {
    const [ada] = await named(world, "ada");

    ada.emit("shout-one", 1);
    ada.emit("shout-two", BYTES);
    await ada.inbox.several("overheard", 2);

    assert.deepEqual(told(ada, "overheard"), [["shout-one"], ["shout-two"]]);
  },

  "a namespace lets in whom its middleware lets in": async (world) => {
    const friend = world.visitor("friend", { auth: { token: "let me in", clientName: "friend" } }, "/private");
    const stranger = world.visitor("stranger", { auth: { token: "please" } }, "/private");

    assert.equal((await stranger.inbox.first("(connect_error)")).message, "no entry for you");
    assert.deepEqual(await friend.inbox.first("welcome"), { clientName: "friend", namespace: "/private" });
    assert.equal(await settled(friend), "settled");
    assert.equal(stranger.socket.connected, false);
  },

  "a stranger who learns the word is let in on the same connection": async (world) => {
    const ada = world.visitor("ada", { auth: { token: "please" } }, "/private");
    await ada.inbox.first("(connect_error)");

    ada.socket.auth = { token: "let me in" };
    ada.socket.connect();

    await ada.connected();
    assert.equal(await settled(ada), "settled");
  },

  "namespaces share a connection, and nothing else": async (world) => {
    const main = await world.connect("ada", { auth: { token: "let me in" } });
    const room = world.room();
    await main.join(room);
    const second = main.socket.io.socket("/private", { auth: { token: "let me in" } });
    const heard = [];
    second.onAny((event) => heard.push(event));
    await new Promise((resolve) => second.on("connect", resolve));

    assert.notEqual(second.id, main.id);
    await main.ask("tell", { to: [room] }, "to the main one");
    await second.timeout(20_000).emitWithAck("tell", { to: [room] }, "to the private one, where nobody is in it");
    await second.timeout(20_000).emitWithAck("join", room);
    await second.timeout(20_000).emitWithAck("tell", { to: [room] }, "to the private one");
    await settled(main);

    assert.deepEqual(told(main, "told"), [["to the main one"]]);
    assert.deepEqual(heard, ["welcome", "told"]);
    second.disconnect();
    assert.equal(await settled(main), "settled");
  },
};
