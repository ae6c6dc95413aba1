// Express with Socket.IO, the usual pair: POST /messages/broadcast checks the message by hand and emits it to its room.
"use strict";

const { createServer } = require("node:http");
const express = require("express");
const { Server } = require("socket.io");
const { untilInputEnds } = require("./serving.js");

const TEXTS = ["id", "clientId", "clientName", "roomName", "messageType", "message", "timestamp"];
const FIELDS = new Set([...TEXTS, "replyToSender"]);
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

function problems(message) {
  const found = [];
  for (const field of TEXTS) {
    if (typeof message[field] !== "string" || message[field].trim() === "") {
      found.push({ field, message: `${field} must be a text that isn't blank` });
    }
  }
  if (!INSTANT.test(message.timestamp)) {
    found.push({ field: "timestamp", message: "timestamp must be an instant as in ISO 8601" });
  }
  if (message.replyToSender !== undefined && typeof message.replyToSender !== "boolean") {
    found.push({ field: "replyToSender", message: "replyToSender must be true or false" });
  }
  for (const field of Object.keys(message)) {
    if (!FIELDS.has(field)) {
      found.push({ field, message: `${field} isn't known` });
    }
  }
  return found;
}

const app = express();
const http = createServer(app);
const io = new Server(http, { serveClient: false });

app.use(express.json());
app.post("/messages/broadcast", (request, response) => {
  const message = request.body;
  const errors = problems(message);
  if (errors.length > 0) {
    response.status(400).json({ statusCode: 400, error: "Bad Request", errors });
    return;
  }
  const recipients = io.sockets.adapter.rooms.get(message.roomName)?.size ?? 0;
  io.to(message.roomName).emit("message-reply", message);
  response.status(201).json({ success: true, roomName: message.roomName, recipients });
});

http.listen(0, "127.0.0.1", () => untilInputEnds(http.address().port));
