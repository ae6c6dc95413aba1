// Bun's native publish (uWebSockets inside). One room, and nothing is parsed.
"use strict";

const { untilInputEnds } = require("./serving.js");

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, server) {
    return server.upgrade(request) ? undefined : new Response("only WebSocket is served here", { status: 400 });
  },
  websocket: {
    perMessageDeflate: false,
    message(socket, text) {
      if (text.includes("join-room")) {
        socket.subscribe("room");
        socket.send('{"event":"ack"}');
        return;
      }
      // To all but the one that sends.
      socket.publish("room", text);
    },
  },
});

untilInputEnds(server.port);
