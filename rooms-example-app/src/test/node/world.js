// What a scenario has at hand: clients of the server under test, its HTTP API, and fresh names.
"use strict";

const { randomUUID } = require("node:crypto");
const { Visitor, PlainVisitor } = require("./visitor");

class World {
  constructor(url, transport, transports, ask) {
    this.url = url;
    this.transport = transport;
    this.transports = transports;
    this.ask = ask;
    this.visitors = [];
  }

  /** A Socket.IO client that doesn't wait for its connection. */
  visitor(label, options = {}, namespace = "") {
    const chosen = this.transports ? { transports: this.transports } : {};
    // The address that the library takes ends in a namespace; the path of the server is an option.
    const { origin, pathname } = new URL(options.url ?? this.url);
    const path = `${pathname.replace(/\/$/, "")}/socket.io`;
    const visitor = new Visitor(label, origin + namespace, { path, ...chosen, ...options });
    this.visitors.push(visitor);
    return visitor;
  }

  /** A connected Socket.IO client of that name. */
  connect(clientName, options = {}) {
    return this.visitor(clientName, { auth: { clientName }, ...options }).connected();
  }

  /** A connected client of the plain JSON protocol. */
  connectPlain(clientName) {
    const visitor = new PlainVisitor(clientName, this.url, clientName);
    this.visitors.push(visitor);
    return visitor.connected();
  }

  room() {
    return `room-${randomUUID()}`;
  }

  /** A right payload of the event message. */
  message(roomName, text = "Hello", more = {}) {
    return {
      id: randomUUID(),
      clientId: "claimed",
      clientName: "claimed",
      roomName,
      messageType: "text",
      message: text,
      timestamp: "2026-01-31T12:00:00Z",
      ...more,
    };
  }

  /** A right payload of the event channels. */
  update(resourceId, message = "changed") {
    return { id: randomUUID(), feature: "board", subFeature: "card", resourceId, message };
  }

  /**
   * Waits until the visitor, which must be in the room, has everything that the sender sent there before. With it, what
   * isn't there by then never comes.
   */
  async fence(sender, roomName, ...visitors) {
    const update = this.update(roomName, "fence");
    sender.emit("channels", update);
    await Promise.all(visitors.map((visitor) => visitor.inbox.first("resource-update", ({ id }) => id === update.id)));
  }

  async http(method, path, body) {
    const response = await fetch(this.url + path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  history() {
    return this.visitors.map((visitor) => visitor.inbox.toString()).join("\n");
  }

  close() {
    this.visitors.forEach((visitor) => visitor.close());
  }
}

module.exports = { World };
