// A network between a client and the server that can be cut.
"use strict";

const net = require("node:net");

class Network {
  constructor(url) {
    this.target = new URL(url);
    this.pairs = new Set();
    this.state = "whole";
    this.server = net.createServer((near) => this.#join(near));
  }

  async open() {
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://localhost:${this.server.address().port}`;
    return this;
  }

  #join(near) {
    if (this.state !== "whole") {
      near.destroy();
      return;
    }
    const far = net.connect({ host: this.target.hostname, port: Number(this.target.port) });
    const pair = [near, far];
    this.pairs.add(pair);
    const carry = (from, to) => {
      from.setNoDelay(true);
      from.on("data", (bytes) => this.state === "whole" && to.write(bytes));
      from.on("error", () => {}); // its close follows
      from.on("close", () => {
        if (this.state !== "swallowing") {
          to.destroy();
          this.pairs.delete(pair);
        }
      });
    };
    carry(near, far);
    carry(far, near);
  }

  /** From now on what is sent gets lost, and nobody is told, nor of the end of a connection. */
  swallow() {
    this.state = "swallowing";
  }

  /** Ends all connections, and lets nobody connect. */
  cut() {
    this.state = "cut";
    this.pairs.forEach((pair) => pair.forEach((socket) => socket.destroy()));
  }

  mend() {
    this.state = "whole";
  }

  close() {
    this.cut();
    this.server.close();
  }
}

module.exports = { Network };
