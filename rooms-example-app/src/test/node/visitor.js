// The two kinds of client, with what each has received so far and a way to wait for more.
"use strict";

const { io } = require("socket.io-client");
const WebSocket = require("ws");

const PATIENCE_MS = 20_000;

/** What came, in order, and who waits for something of it. */
class Inbox {
  constructor(owner) {
    this.owner = owner;
    this.entries = [];
    this.waiting = new Set();
  }

  add(event, ...args) {
    this.entries.push({ event, args });
    this.waiting.forEach((look) => look());
  }

  /** All data of that event so far. */
  all(event) {
    return this.entries.filter((entry) => entry.event === event).map((entry) => entry.args[0]);
  }

  /** The data of the first event of that name that matches, come or still to come. */
  async first(event, matches = () => true) {
    return (await this.await(`'${event}'`, () => this.all(event).filter(matches).slice(0, 1)))[0];
  }

  /** The data of the first so many of that name, once they are there. */
  async several(event, count) {
    return this.await(`${count} times '${event}'`, () => {
      const found = this.all(event);
      return found.length >= count ? found : [];
    });
  }

  /** What the search finds, once it finds something. */
  await(what, search) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = search();
        if (found.length > 0) {
          clearTimeout(timer);
          this.waiting.delete(look);
          resolve(found);
        }
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`${this.owner} waited in vain for ${what}`));
      }, PATIENCE_MS);
      this.waiting.add(look);
      look();
    });
  }

  toString() {
    const last = this.entries.slice(-8).map(({ event, args }) => `    ${event} ${JSON.stringify(args)?.slice(0, 200)}`);
    return [`  ${this.owner} got ${this.entries.length} events, at last:`, ...last].join("\n");
  }
}

/** A Socket.IO client by the official library. */
class Visitor {
  constructor(label, url, options) {
    this.inbox = new Inbox(label);
    this.socket = io(url, { forceNew: true, reconnection: false, ...options });
    this.socket.onAny((event, ...args) => this.inbox.add(event, ...args));
    for (const event of ["connect", "connect_error", "disconnect"]) {
      this.socket.on(event, (...args) => this.inbox.add(`(${event})`, ...args));
    }
  }

  get id() {
    return this.socket.id;
  }

  get transport() {
    return this.socket.io.engine.transport.name;
  }

  async connected(times = 1) {
    await this.inbox.await("(connect)", () =>
      this.inbox.all("(connect)").length >= times && this.socket.connected ? [true] : [],
    );
    return this;
  }

  async upgraded() {
    await new Promise((resolve) => {
      const engine = this.socket.io.engine;
      if (this.transport === "websocket") {
        resolve();
      } else {
        engine.once("upgrade", resolve);
      }
    });
    return this;
  }

  emit(event, ...args) {
    this.socket.emit(event, ...args);
  }

  /** Sends with an acknowledgement, and gives it. */
  ask(event, ...args) {
    return this.socket.timeout(PATIENCE_MS).emitWithAck(event, ...args);
  }

  join(roomName) {
    return this.ask("join-room", { roomName });
  }

  close() {
    this.socket.disconnect();
  }
}

/** A client of the plain JSON protocol. */
class PlainVisitor {
  constructor(label, url, clientName) {
    this.inbox = new Inbox(label);
    this.asked = 0;
    this.socket = new WebSocket(`${url.replace(/^http/, "ws")}/ws?clientName=${encodeURIComponent(clientName)}`);
    this.socket.on("open", () => this.inbox.add("(connect)", true));
    this.socket.on("error", (error) => this.inbox.add("(error)", String(error)));
    this.socket.on("message", (text) => {
      const { event, data, ackId } = JSON.parse(String(text));
      this.inbox.add(event === "ack" ? `ack ${ackId}` : event, data);
    });
  }

  async connected() {
    await this.inbox.first("(connect)");
    return this;
  }

  /** Its id, which it hears first of all where clients are announced. */
  async id() {
    return (await this.inbox.first("client-connected")).clientId;
  }

  emit(event, data) {
    this.socket.send(JSON.stringify({ event, data }));
  }

  ask(event, data) {
    const ackId = ++this.asked;
    this.socket.send(JSON.stringify({ event, data, ackId }));
    return this.inbox.first(`ack ${ackId}`);
  }

  join(roomName) {
    return this.ask("join-room", { roomName });
  }

  close() {
    this.socket.terminate();
  }
}

module.exports = { Visitor, PlainVisitor, PATIENCE_MS };
