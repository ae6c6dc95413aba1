// Socket.IO's own server on Node, as it comes.
"use strict";

const { createServer } = require("node:http");
const { Server } = require("socket.io");
const { untilInputEnds } = require("./serving.js");

const http = createServer();
const io = new Server(http, { serveClient: false });

io.on("connection", (socket) => {
  socket.on("join-room", ({ roomName }, acknowledge) => {
    socket.join(roomName);
    acknowledge({ success: true });
  });
  socket.on("message", (message) => socket.to(message.roomName).emit("message-reply", message));
});

http.listen(0, "127.0.0.1", () => untilInputEnds(http.address().port));
