// Socket.IO's own server on Node, as it comes; with its Redis adapter when a URL of a Redis is given.
"use strict";

const { createServer } = require("node:http");
const { createAdapter } = require("@socket.io/redis-adapter");
const { Redis } = require("ioredis");
const { Server } = require("socket.io");
const { untilInputEnds } = require("./serving.js");

const http = createServer();
const redis = process.argv[2];
const adapter = redis && createAdapter(new Redis(redis), new Redis(redis));
const io = new Server(http, { serveClient: false, ...(adapter && { adapter }) });

io.on("connection", (socket) => {
  socket.on("join-room", ({ roomName }, acknowledge) => {
    socket.join(roomName);
    acknowledge({ success: true });
  });
  socket.on("message", (message) => socket.to(message.roomName).emit("message-reply", message));
});

http.listen(0, "127.0.0.1", () => untilInputEnds(http.address().port));
