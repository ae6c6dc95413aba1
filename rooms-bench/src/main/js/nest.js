// NestJS with its Socket.IO gateway and its validation, as its manual has it; the decorators are applied by hand, since
// that spares a compiler.
"use strict";

require("reflect-metadata");
const { Body, Controller, Module, Post, ValidationPipe } = require("@nestjs/common");
const { NestFactory } = require("@nestjs/core");
const { WebSocketGateway, WebSocketServer } = require("@nestjs/websockets");
const { IsBoolean, IsISO8601, IsNotEmpty, IsOptional, IsString } = require("class-validator");
const { untilInputEnds } = require("./serving.js");

class Message {}
for (const field of ["id", "clientId", "clientName", "roomName", "messageType", "message"]) {
  IsString()(Message.prototype, field);
  IsNotEmpty()(Message.prototype, field);
}
IsISO8601({ strict: true })(Message.prototype, "timestamp");
IsOptional()(Message.prototype, "replyToSender");
IsBoolean()(Message.prototype, "replyToSender");

class RoomsGateway {}
WebSocketServer()(RoomsGateway.prototype, "server");
WebSocketGateway()(RoomsGateway);

class MessagesController {
  constructor(gateway) {
    this.gateway = gateway;
  }

  broadcast(message) {
    const { roomName } = message;
    const recipients = this.gateway.server.sockets.adapter.rooms.get(roomName)?.size ?? 0;
    this.gateway.server.to(roomName).emit("message-reply", message);
    return { success: true, roomName, recipients };
  }
}
Reflect.defineMetadata("design:paramtypes", [RoomsGateway], MessagesController);
Reflect.defineMetadata("design:paramtypes", [Message], MessagesController.prototype, "broadcast");
Body()(MessagesController.prototype, "broadcast", 0);
Post("broadcast")(
  MessagesController.prototype,
  "broadcast",
  Object.getOwnPropertyDescriptor(MessagesController.prototype, "broadcast"),
);
Controller("messages")(MessagesController);

class App {}
Module({ controllers: [MessagesController], providers: [RoomsGateway] })(App);

async function start() {
  const app = await NestFactory.create(App, { logger: ["error", "warn"] });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
  await app.listen(0, "127.0.0.1");
  untilInputEnds(app.getHttpServer().address().port);
}

start();
