// What happens to clients of three servers that a Redis joins when one of the four fails. Whoever runs this must answer
// "kill N", "terminate N" and "start N" (N from 0 to 2) by doing that to a server, the last one until it knows the others;
// "look-for-traces N" by looking whether Redis shows anything of more than N servers; "stall N" by having a server stand still,
// with a Redis that keeps little for those who don't read, and "go-on N" by having it go on once Redis has cut it off; and
// "restart-redis", "pause-redis" and "cut-redis" by doing that to Redis until all servers have noticed and are joined again.
"use strict";

const assert = require("node:assert/strict");

const CLIENTS = 6;
const EACH = 20;
/** Enough to fill what Redis and the system keep for a server that doesn't read. */
const LARGE_ROUNDS = 60;
const LARGE = "x".repeat(100_000);

/** Clients of that room, spread over the servers. */
async function members(world, room) {
  const visitors = [];
  for (let i = 0; i < CLIENTS; i++) {
    const visitor = await world.connect(`client ${i}`);
    assert.equal((await visitor.join(room)).success, true);
    visitors.push(visitor);
  }
  return visitors;
}

const isConnected = (visitor) => visitor.socket.connected;

/** Waits until so many of them have noticed that their connection is over. */
function left(visitors, count) {
  return new Promise((resolve) => {
    const look = () => visitors.filter((visitor) => !isConnected(visitor)).length >= count && resolve();
    visitors.forEach((visitor) => visitor.socket.on("disconnect", look));
    look();
  });
}

const texts = (visitor, prefix) =>
  visitor.inbox.all("message-reply").map(({ message }) => message).filter((text) => text.startsWith(prefix));

/** All of them send, and each receives everything of all, once and in each sender's order. */
async function exchange(world, room, visitors, prefix) {
  for (let i = 0; i < EACH; i++) {
    visitors.forEach((visitor, sender) =>
      visitor.emit("message", world.message(room, `${prefix} ${sender}/${i}`, { replyToSender: true })));
  }
  await received(visitors, prefix, visitors.map(() => EACH));
}

async function received(visitors, prefix, counts) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  for (const visitor of visitors) {
    await visitor.inbox.await(`${all} messages '${prefix}'`, () => {
      const found = texts(visitor, prefix);
      return found.length >= all ? found : [];
    });
    counts.forEach((count, sender) =>
      assert.deepEqual(
        texts(visitor, `${prefix} ${sender}/`),
        Array.from({ length: count }, (_, i) => `${prefix} ${sender}/${i}`),
      ));
  }
}

/** Each of them was told of each of those once, and of nobody else who was there. */
async function wereToldOf(gone, ids, visitors) {
  for (const visitor of visitors) {
    for (const { id } of gone) {
      await visitor.inbox.first("client-disconnected", ({ clientId }) => clientId === id);
    }
    const told = visitor.inbox.all("client-disconnected").map(({ clientId }) => clientId);
    assert.deepEqual(told.filter((id) => ids.includes(id)).sort(), gone.map(({ id }) => id).sort());
  }
}

async function withRedis(world, fault) {
  const room = world.room();
  const visitors = await members(world, room);
  const ids = visitors.map(({ id }) => id);
  await exchange(world, room, visitors, "before");

  await world.ask(fault);

  await exchange(world, room, visitors, "after");
  assert.ok(visitors.every(isConnected));
  await wereToldOf([], ids, visitors);
}

module.exports = {
  "a server that is killed takes its clients with it, and the others are told once": async (world) => {
    const room = world.room();
    const visitors = await members(world, room);
    const known = visitors.map((visitor) => ({ id: visitor.id, visitor }));
    const ids = known.map(({ id }) => id);
    await exchange(world, room, visitors, "before");

    await world.ask("kill 0");

    await left(visitors, CLIENTS / 3);
    await exchange(world, room, visitors.filter(isConnected), "soon after");
    const stayed = visitors.filter(isConnected);
    assert.equal(stayed.length, CLIENTS - CLIENTS / 3);
    await wereToldOf(known.filter(({ visitor }) => !stayed.includes(visitor)), ids, stayed);
    const { body } = await world.http("GET", `/rooms/${room}`);
    assert.equal(body.total, stayed.length);
    await world.ask("look-for-traces 2");

    await world.ask("start 0");

    const more = await members(world, room);
    await exchange(world, room, [...stayed, ...more], "after");
  },

  "clients go on when Redis is started anew": (world) => withRedis(world, "restart-redis"),

  "clients go on when Redis has stood still for some seconds": (world) => withRedis(world, "pause-redis"),

  "clients go on when the servers' connections to Redis were cut": (world) => withRedis(world, "cut-redis"),

  "a server that stands still until Redis cuts it off comes back with its clients": async (world) => {
    const room = world.room();
    const visitors = await members(world, room);
    const ids = visitors.map(({ id }) => id);
    await exchange(world, room, visitors, "before");

    await world.ask("stall 0");

    const gone = await Promise.any(visitors.map((visitor) =>
      visitor.inbox.await("those who have gone", () => {
        const told = visitor.inbox.all("client-disconnected").map(({ clientId }) => clientId);
        const ours = told.filter((id) => ids.includes(id));
        return ours.length >= CLIENTS / 3 ? ours : [];
      })));
    const stayed = visitors.filter(({ id }) => !gone.includes(id));
    assert.equal(stayed.length, CLIENTS - CLIENTS / 3);
    for (let i = 1; i <= LARGE_ROUNDS; i++) {
      stayed.forEach((visitor) => visitor.emit("message", world.message(room, `large ${LARGE}`, { replyToSender: true })));
      for (const visitor of stayed) {
        await visitor.inbox.await(`large messages ${i}`, () => {
          const found = texts(visitor, "large ");
          return found.length >= i * stayed.length ? found : [];
        });
      }
    }

    await world.ask("go-on 0");

    await exchange(world, room, visitors, "after");
    assert.ok(visitors.every(isConnected));
    for (const visitor of stayed) {
      for (const id of gone) {
        await visitor.inbox.await("their coming back", () => {
          const told = visitor.inbox.entries
            .filter(({ args }) => args[0]?.clientId === id)
            .map(({ event }) => event)
            .filter((event) => event.startsWith("client-"));
          return told.at(-1) === "client-connected" && told.includes("client-disconnected") ? told : [];
        });
      }
    }
  },

  "while the servers are restarted one by one, those who stay connected lose nothing": async (world) => {
    for (let server = 0; server < 3; server++) {
      const room = world.room();
      const visitors = await members(world, room);
      const ids = visitors.map(({ id }) => id);
      const sent = visitors.map(() => 0);
      const prefix = `restart ${server}`;
      const load = setInterval(() => {
        visitors.forEach((visitor, sender) => {
          if (visitor.socket.connected) {
            visitor.emit("message", world.message(room, `${prefix} ${sender}/${sent[sender]++}`, { replyToSender: true }));
          }
        });
      }, 5);

      await world.ask(`terminate ${server}`);
      await world.ask(`start ${server}`);
      clearInterval(load);

      const stayed = visitors.filter(isConnected);
      assert.equal(stayed.length, CLIENTS - CLIENTS / 3);
      for (const visitor of stayed) {
        for (const [sender, count] of sent.entries()) {
          if (isConnected(visitors[sender])) {
            await visitor.inbox.await(`all of client ${sender}`, () => {
              const found = texts(visitor, `${prefix} ${sender}/`);
              return found.length >= count ? found : [];
            });
            assert.deepEqual(
              texts(visitor, `${prefix} ${sender}/`),
              Array.from({ length: count }, (_, i) => `${prefix} ${sender}/${i}`),
            );
          }
        }
      }
      const gone = visitors.map((visitor, i) => ({ id: ids[i], visitor })).filter(({ visitor }) => !isConnected(visitor));
      await wereToldOf(gone, ids, stayed);
      visitors.forEach((visitor) => visitor.close());
    }
  },
};
