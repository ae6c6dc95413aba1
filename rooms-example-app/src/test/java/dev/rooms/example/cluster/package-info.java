/** Several example servers, joined by Redis, as one. */
package dev.rooms.example.cluster;
