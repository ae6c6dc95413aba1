// Socket.IO's own server on Node, as it comes: the peer of rooms-http-undertow's Socket.IO clients in FanOut.
"use strict";

const { createServer } = require("node:http");
const { Server } = require("socket.io");

const http = createServer();
const io = new Server(http, { serveClient: false });

io.on("connection", (socket) => {
  socket.on("join-room", ({ roomName }, acknowledge) => {
    socket.join(roomName);
    acknowledge({ success: true });
  });
  socket.on("message", (message) => socket.to(message.roomName).emit("message-reply", message));
});

http.listen(0, "127.0.0.1", () => console.log(`PORT ${http.address().port}`));

// Each line asks for the live heap, in KiB. Node is started with --expose-gc, so that it can be told.
process.stdin.on("data", () => {
  gc();
  gc();
  console.log(`HEAP ${Math.round(process.memoryUsage().heapUsed / 1024)}`);
});
process.stdin.on("end", () => process.exit());
