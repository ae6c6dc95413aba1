// Everything arrives: in order, once, and as it was.
"use strict";

const assert = require("node:assert/strict");

const COUNT = 1_000;
const numbers = (visitor) => visitor.inbox.all("message-reply").map(({ message }) => Number(message));
const expected = Array.from({ length: COUNT }, (_, number) => number);

const TEXTS = [
  "Grüße, 世界, שלום, नमस्ते",
  "🦊👩‍👩‍👧‍👦🏳️‍🌈 e\u0301 \u202Ereversed\u202C",
  'quotes " and \\ and / and \\u0041 and </script>',
  "\u0000\u0001\u001e\u001f\u007f\u0080\u2028\u2029\ufeff\uffff line\nline\r\n\ttab",
  '451-["message",{"_placeholder":true,"num":0}]',
  "b4AAEC",
  "ß世🦊".repeat(20_000),
  "x".repeat(100 * 1024),
];

async function pair(world) {
  const [ada, bob] = await Promise.all(["ada", "bob"].map((name) => world.connect(name)));
  const room = world.room();
  await Promise.all([ada.join(room), bob.join(room)]);
  return { ada, bob, room };
}

module.exports = {
  "texts arrive as they were, the long ones too": async (world) => {
    const { ada, bob, room } = await pair(world);

    for (const text of TEXTS) {
      const message = world.message(room, text);
      assert.equal((await ada.ask("message", message)).recipients, 1);
      assert.deepEqual(await bob.inbox.first("message-reply", ({ id }) => id === message.id), message);
    }
  },

  "all at once, texts arrive as they were": async (world) => {
    const { ada, bob, room } = await pair(world);
    const messages = TEXTS.map((text) => world.message(room, text));

    messages.forEach((message) => ada.emit("message", message));

    assert.deepEqual(await bob.inbox.several("message-reply", messages.length), messages);
  },

  "rooms have names of any script": async (world) => {
    const { ada, bob } = await pair(world);
    const room = `Küche 🦊 "世界" ${world.room()}`;
    await bob.join(room);

    assert.deepEqual(await ada.ask("message", world.message(room)), { success: true, roomName: room, recipients: 1 });
    assert.equal((await bob.inbox.first("message-reply")).roomName, room);
  },

  "a thousand messages arrive in order, each once": async (world) => {
    const { ada, bob, room } = await pair(world);

    expected.forEach((number) => ada.emit("message", world.message(room, String(number))));

    await world.fence(ada, room, bob);
    assert.deepEqual(numbers(bob), expected);
  },

  "a thousand acknowledgements come to those who asked, in order": async (world) => {
    const { ada, room } = await pair(world);
    const order = [];

    await Promise.all(
      expected.map(async (number) => {
        const answer = await ada.ask("message", world.message(number % 2 === 0 ? room : "elsewhere", String(number)));
        assert.equal(answer.recipients, number % 2 === 0 ? 1 : 0);
        order.push(number);
      }),
    );

    assert.deepEqual(order, expected);
  },

  "two that send to each other at once both hear all in order": async (world) => {
    const { ada, bob, room } = await pair(world);

    for (const number of expected) {
      ada.emit("message", world.message(room, String(number)));
      bob.emit("message", world.message(room, String(number)));
    }

    await Promise.all([world.fence(ada, room, bob), world.fence(bob, room, ada)]);
    assert.deepEqual(numbers(bob), expected);
    assert.deepEqual(numbers(ada), expected);
  },

  "nothing is lost, doubled or moved while clients connect and change their transport": async (world) => {
    const ada = await world.connect("ada");
    const room = world.room();
    const receivers = Array.from({ length: 5 }, (_, index) => world.visitor(`receiver ${index}`));
    let sent = 0;
    const sending = setInterval(() => ada.emit("message", world.message(room, String(sent++))), 1);

    await Promise.all(receivers.map(async (receiver) => (await receiver.connected()).join(room)));
    const echo = Array.from({ length: 5 }, (_, index) => receivers[index].ask("message", world.message("elsewhere")));
    await Promise.all(echo);
    if (world.transport !== "polling") {
      await Promise.all(receivers.map((receiver) => receiver.upgraded()));
    }
    await Promise.all(receivers.map((receiver) => receiver.inbox.several("message-reply", 200)));
    clearInterval(sending);

    await world.fence(ada, room, ...receivers);
    for (const receiver of receivers) {
      const received = numbers(receiver);
      assert.deepEqual(
        received,
        Array.from({ length: received.length }, (_, index) => sent - received.length + index),
      );
    }
  },

  "what a client sends while it changes its transport arrives in order": async (world) => {
    const bob = await world.connect("bob");
    const room = world.room();
    await bob.join(room);
    const ada = world.visitor("ada");

    for (const number of expected) {
      ada.emit("message", world.message(room, String(number)));
      if (number % 20 === 0) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }

    await world.fence(ada, room, bob);
    assert.deepEqual(numbers(bob), expected);
  },
};
