// ws on Node, with the broadcast of its manual. One room, and nothing is parsed.
"use strict";

const { WebSocketServer, WebSocket } = require("ws");
const { untilInputEnds } = require("./serving.js");

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
const members = new Set();

server.on("connection", (socket) => {
  socket.on("message", (data, isBinary) => {
    if (data.includes("join-room")) {
      members.add(socket);
      socket.send('{"event":"ack"}');
      return;
    }
    for (const member of members) {
      if (member !== socket && member.readyState === WebSocket.OPEN) {
        member.send(data, { binary: isBinary });
      }
    }
  });
  socket.on("close", () => members.delete(socket));
});

server.on("listening", () => untilInputEnds(server.address().port));
